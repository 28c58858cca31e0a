"""The file itself: privacy, versions, damage, a full disk, threads and connections."""

import asyncio
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.errors import DiskFull, InTheWay, StoreDamaged, StoreTooNew, WriteProtected
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.db import schema
from smsbook_gui.store.db.connection import connect, make_private
from smsbook_gui.store.db.database_thread import StoreClosed
from smsbook_gui.store.db.transaction import WriteSide
from smsbook_gui.store.store import Store
from tests.benchmarks.seeding import seed_store
from tests.store.desk import ANNA, COMPANY, FIRST, Clock, Desk, desk_at

pytestmark = pytest.mark.anyio

on_posix = sys.platform != "win32"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "account" / "contacts.db"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _content(path: Path) -> bytes:
    return path.read_bytes()


def _put(path: Path, content: bytes | bytearray) -> None:
    make_private(path)
    path.write_bytes(content)


async def test_file_is_private(path: Path) -> None:
    async with desk_at(path) as desk:
        await desk.book()
        beside = sorted(path.parent.iterdir())
        assert {one.name for one in beside} == {
            "contacts.db",
            "contacts.db-wal",
            "contacts.db-shm",
            "contacts.db-ledger",
        }
        if on_posix:
            assert _mode(path.parent) == 0o700
            assert {_mode(one) for one in beside} == {0o600}
    assert [one.name for one in path.parent.iterdir()] == ["contacts.db"]


async def test_close_ends_threads_and_may_be_called_again(path: Path) -> None:
    before = set(threading.enumerate())
    store = await Store.open(path, rules=PhoneRules(), now=Clock())
    assert len(set(threading.enumerate()) - before) == 4
    book = await store.books.create("Friends")
    pending = asyncio.create_task(store.contacts.create(book, ANNA, title="New contact"))
    await asyncio.sleep(0)
    await store.close()
    await pending
    assert set(threading.enumerate()) == before
    await store.close()
    with pytest.raises(StoreClosed):
        await store.contacts.counts()
    async with desk_at(path) as desk:
        assert (await desk.store.contacts.counts()).all == 1, (
            "what was asked for before the close is done"
        )


async def test_cancelled_caller_does_not_take_a_write_back(desk: Desk) -> None:
    book = await desk.book()
    desk.changes.clear()
    task = asyncio.create_task(desk.new(book))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await desk.store.contacts.counts()).all == 0 or desk.changes
    await desk.store.meta.set("after", "it")
    assert (await desk.store.contacts.counts()).all == 1
    assert any(changes.rows for changes in desk.changes)


async def test_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    async with desk_at(path) as desk:
        await desk.book()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = _content(path)
    with pytest.raises(StoreTooNew):
        await Store.open(path, rules=PhoneRules(), now=Clock())
    assert _content(path) == before


@pytest.mark.parametrize(
    "content", [b"not a database" * 100, b"SQLite format 3\x00" + b"\x07" * 999]
)
async def test_damaged_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    _put(path, content)
    with pytest.raises(StoreDamaged):
        await Store.open(path, rules=PhoneRules(), now=Clock())
    assert _content(path) == content


async def test_damage_in_the_middle_shows_when_it_is_met(path: Path) -> None:
    seed_store(path, 3000)
    content = bytearray(_content(path))
    content[40_000:-4096] = b"\x55" * (len(content) - 4096 - 40_000)
    _put(path, content)

    async def look() -> None:
        async with desk_at(path) as desk:
            await desk.ids()
            await desk.find("mul")

    with pytest.raises(StoreDamaged):
        await look()


async def test_full_disk_is_told_and_nothing_is_half_done(path: Path) -> None:
    async with desk_at(path) as desk:
        book = await desk.book()
        local_id = await desk.saved(book)

        def fill(side: WriteSide) -> None:
            pages = side.value("PRAGMA page_count")
            side.db.execute(f"PRAGMA max_page_count = {pages}")

        def free(side: WriteSide) -> None:
            side.db.execute("PRAGMA max_page_count = 1000000")

        await desk.store._database.writer.run(fill)
        desk.changes.clear()
        with pytest.raises(DiskFull):
            await desk.edit(local_id, {COMPANY: "x" * 200_000})
        assert desk.changes == []
        assert (await desk.contact(local_id)).values[COMPANY] == "Acme"
        await desk.store._database.writer.run(free)
        await desk.edit(local_id, {COMPANY: "x" * 200_000})
        assert await desk.status(local_id) is Status.WAITING


async def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(InTheWay):
        await Store.open(tmp_path / "taken" / "contacts.db", rules=PhoneRules(), now=Clock())


async def test_read_only_file_is_told(path: Path) -> None:
    """The same way for a file that SQLite may only read."""
    async with desk_at(path) as desk:
        await desk.book()

        def protect(side: WriteSide) -> None:
            side.db.execute("PRAGMA query_only = ON")

        await desk.store._database.writer.run(protect)
        with pytest.raises(WriteProtected):
            await desk.store.meta.set("key", "value")


def test_step_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    make_private(path)

    def broken(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE draft")
        db.execute("SELECT * FROM nowhere")

    with closing(connect(path)) as db:
        schema.prepare(db)
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            schema.prepare(db, (*schema.STEPS, broken))
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS),)
        assert db.execute("SELECT * FROM draft").fetchall() == []


def test_power_cuts_are_provided_for(path: Path) -> None:
    make_private(path)
    with closing(connect(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA fullfsync").fetchone() == (1,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)


async def test_notes_and_draft_survive(path: Path) -> None:
    draft = Draft(3, 4, {FIRST: "Zoë", COMPANY: ""})
    async with desk_at(path) as desk:
        await desk.store.meta.set("lists", "yes")
        await desk.store.meta.set("gone", "x")
        await desk.store.meta.set("gone", None)
        assert await desk.store.drafts.get() is None
        await desk.store.drafts.save(Draft(None, None, {}))
        await desk.store.drafts.save(draft)
    async with desk_at(path) as desk:
        assert await desk.store.meta.get("lists") == "yes"
        assert await desk.store.meta.get("gone") is None
        assert await desk.store.drafts.get() == draft
        await desk.store.drafts.clear()
        assert await desk.store.drafts.get() is None


async def test_subscribers(desk: Desk) -> None:
    book = await desk.book()
    desk.changes.clear()
    local_id = await desk.new(book)
    [changes] = desk.changes
    assert changes.contacts == frozenset({local_id})
    assert changes.rows
    assert changes.counts
    assert changes.outbox
    await desk.store.meta.set("key", "value")
    assert len(desk.changes) == 1, "nothing that anybody shows"
    desk.unsubscribe()
    desk.unsubscribe()
    await desk.new(book)
    assert len(desk.changes) == 1


async def test_too_many_changes_to_name(path: Path) -> None:
    seed_store(path, 1500)
    async with desk_at(path) as desk:
        ids = await desk.ids()
        await desk.delete(*ids)
        assert desk.changes[-1].contacts is None


async def test_one_save_costs_one_contact_however_many_there_are(path: Path) -> None:
    """Counted in SQLite's own steps: a plan that goes through all contacts shows at once."""

    async def steps(contacts: int) -> int:
        file = path.with_name(f"{contacts}.db")
        seed_store(file, contacts)
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        async with desk_at(file) as desk:
            ids = await desk.ids()
            # Open work on all of them but a few, so that the outbox and the base are full too.
            await desk.store.contacts.edit(
                ids[10:], {FIRST: "Anne"}, book_id=1, title="Bulk", kind=BatchKind.EDIT
            )
            await desk.catch_up()
            await desk.store._database.writer.run(
                lambda side: side.db.set_progress_handler(count, 10)
            )
            for local_id in (ids[0], ids[11]):
                await desk.edit(local_id, {COMPANY: "Bluegum"})
                job = await desk.jobs(1)
                [request] = await desk.store.sync.begin_send(job)
                await desk.lose(request.entity.local_id)
                [request] = await desk.store.sync.begin_send(await desk.jobs(1))
                await desk.store.sync.accept(request.entity, None)
                await desk.delete(local_id)
                await desk.store.bulk.undo()
            return counted

    few, many = await steps(100), await steps(2000)
    assert many < few * 1.5, (few, many)
