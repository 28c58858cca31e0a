"""Bulk work that is decided once and carried out in chunks, past Saves, closes and kills."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.store.backups.backups import FOLDER, backups_in
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner, operations
from smsbook_gui.store.db import schema
from smsbook_gui.store.db.connection import connect, make_private
from smsbook_gui.store.db.transaction import Transaction, WriteSide
from smsbook_gui.store.recovery.integrity import check_search
from tests.benchmarks.seeding import seed_store
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, Clock, Desk, desk_at

pytestmark = pytest.mark.anyio

MANY = 40
DELETED = Scope(ScopeKind.DELETED)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_jobs, "CHUNK", 3)
    monkeypatch.setattr(bulk_runner, "CHUNKS_PER_COMMIT", 2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with contacts that the service has."""
    path = tmp_path / "many" / "contacts.db"
    seed_store(path, MANY)
    return path


async def _decide(desk: Desk, decision: Callable[[Transaction], object], chunks: int = 0) -> None:
    """Only decides, as a program does that is killed after so many chunks."""

    def decide(side: WriteSide) -> None:
        side.transact(decision)
        for _ in range(chunks):
            side.transact(
                lambda tx: bulk_jobs.execute_next(tx, operations.execute, lambda *_: None)
            )

    await desk.store._database.writer.run(decide)


async def _all_done(desk: Desk) -> None:
    await desk.store._runner.run(lambda _: 0, int, in_order=True)


def _rename_all(ids: list[int], name: str = "Bulk") -> Callable[[Transaction], int]:
    return lambda tx: operations.edit(
        tx, ids, {FIRST: name}, book_id=None, title="Bulk", kind=BatchKind.EDIT
    )


def _assert_sound(desk: Desk) -> None:
    """Counts, search index and chunks agree with the contacts."""
    counted = desk.sql("SELECT book_id, life, status, count(*) FROM contact GROUP BY 1, 2, 3")
    kept = desk.sql("SELECT * FROM tally WHERE contacts <> 0 ORDER BY 1, 2, 3")
    assert kept == counted
    assert desk.sql("SELECT count(*) FROM staging WHERE turn IS NOT NULL") == [(0,)]
    with closing(sqlite3.connect(desk.path)) as db:
        assert check_search(db) == []


async def test_bulk_work_is_whole_when_it_returns(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        batch = await desk.delete(*ids)
        assert await desk.ids() == []
        assert (await desk.store.contacts.counts()).deleted == MANY
        assert set((await desk.ops()).values()) == {Op.DELETE}
        [summary] = await desk.store.bulk.batches()
        assert (summary.batch_id, summary.contacts) == (batch, MANY)
        report = await desk.store.bulk.undo()
        assert (report.changed, report.left_alone) == (MANY, ())
        assert sorted(await desk.ids()) == sorted(ids)
        assert await desk.jobs() == []
        report = await desk.store.bulk.redo()
        assert report.changed == MANY
        assert len(await desk.jobs()) == MANY
        _assert_sound(desk)


async def test_every_kind_of_bulk_work_goes_through_chunks(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        await desk.store.contacts.edit(ids, {COMPANY: "Acme"}, title="Bulk", kind=BatchKind.EDIT)
        assert sorted(await desk.find("acme")) == sorted(ids)
        await desk.send()
        for local_id in ids[:20]:
            await desk.refuse(local_id)
        await desk.store.attention.send_again(ids, title="Sent again")
        assert (await desk.store.contacts.counts()).attention == 0
        await desk.send()
        for local_id in ids[:20]:
            await desk.refuse(local_id)
        await desk.store.attention.discard(ids, title="Changes discarded")
        assert (await desk.store.contacts.counts()).attention == 0
        await desk.store.contacts.edit(ids, {}, book_id=2, title="Move", kind=BatchKind.MOVE)
        assert {one.book_id for one in await desk.store.contacts.get_many(ids)} == {2}
        await desk.delete(*ids)
        await desk.store.contacts.restore(ids, title="Back")
        assert len(await desk.ids()) == MANY
        _assert_sound(desk)


async def test_conflicts_of_many_are_settled_and_counted(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        await desk.store.contacts.edit(ids, {FIRST: "Mine"}, title="Bulk", kind=BatchKind.EDIT)
        for local_id in ids:
            there = (await desk.contact(local_id)).values
            await desk.read(local_id, {**there, FIRST: "Theirs"})
        assert (await desk.store.contacts.counts()).attention == MANY
        assert await desk.store.attention.resolve_all(ids, theirs=True, title="Settled") == MANY
        assert {one.values[FIRST] for one in await desk.store.contacts.get_many(ids)} == {"Theirs"}


@pytest.mark.parametrize("chunks", [0, 1, 5])
async def test_what_was_decided_is_carried_out_after_a_kill(path: Path, chunks: int) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        await desk.store.bulk.resume()  # behind the start's own look for what is left
        await _decide(desk, _rename_all(ids), chunks)
        done = {
            one.local_id
            for one in await desk.store.contacts.get_many(ids)
            if one.values[FIRST] == "Bulk"
        }
        assert len(done) == 3 * chunks
        # The next start: a copy of the file, as a kill leaves it.
        killed = path.with_name("killed.db")
        with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(killed)) as copy:
            db.backup(copy)
    async with desk_at(killed) as desk:
        await _all_done(desk)
        assert {one.values[FIRST] for one in await desk.store.contacts.get_many(ids)} == {"Bulk"}
        lines = desk.sql("SELECT contact_id, count(*) FROM history GROUP BY contact_id")
        assert sorted(lines) == [(local_id, 1) for local_id in sorted(ids)], "nothing twice"
        assert len(await desk.jobs()) == MANY
        _assert_sound(desk)


async def test_a_later_save_wins_over_what_was_decided_before(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = sorted(await desk.ids())
        last = ids[-1]
        before = (await desk.contact(last)).values[FIRST]
        await desk.store.bulk.resume()  # behind the start's own look for what is left
        await _decide(desk, _rename_all(ids))
        await desk.edit(last, {FIRST: "Mine"})
        await _all_done(desk)
        with closing(sqlite3.connect(path)) as db:
            order = db.execute("SELECT contact_id FROM history WHERE after = 'Bulk' ORDER BY id")
            assert [row[0] for row in order] == [last, *ids[:-1]], "it alone was done before"
        assert (await desk.contact(last)).values[FIRST] == "Mine"
        names = {one.values[FIRST] for one in await desk.store.contacts.get_many(ids[:-1])}
        assert names == {"Bulk"}
        lines = [(line.before, line.after) for line in await desk.store.contacts.history(last)]
        assert lines == [("Bulk", "Mine"), (before, "Bulk")]
        await desk.store.bulk.undo()
        assert (await desk.contact(last)).values[FIRST] == "Bulk"
        await desk.store.bulk.undo()
        assert (await desk.contact(last)).values[FIRST] == before
        _assert_sound(desk)


async def test_a_contact_sees_all_decisions_in_their_order(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        await _decide(desk, _rename_all(ids, "First"))
        await _decide(desk, lambda tx: operations.delete(tx, ids, hold_until=None, title="Gone"))
        await desk.store.contacts.restore([ids[7]], title="Back")
        assert (await desk.contact(ids[7])).values[FIRST] == "First"
        await _all_done(desk)
        assert await desk.ids() == [ids[7]]
        assert (await desk.store.bulk.undo()).changed == 1
        assert (await desk.store.bulk.undo()).changed == MANY
        assert {one.values[FIRST] for one in await desk.store.contacts.get_many(ids)} == {"First"}


async def test_a_save_does_not_wait_for_bulk_work(path: Path) -> None:
    order: list[str] = []

    async def note(what: str, work: Any) -> None:
        await work
        order.append(what)

    async with desk_at(path) as desk:
        ids = await desk.ids()
        gate = threading.Event()
        held = asyncio.create_task(desk.store._database.writer.run(lambda _: gate.wait()))
        tasks = [asyncio.create_task(note("bulk", desk.delete(*ids)))]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(note("save", desk.edit(ids[0], {FIRST: "Mine"}))))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(held, *tasks)
        assert order == ["save", "bulk"]


async def test_long_work_tells_now_and_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_runner, "PUBLISH", 5)
    async with desk_at(path) as desk:
        await desk.delete(*await desk.ids())
        assert len(desk.changes) == 3
        assert all(changes.rows and changes.counts for changes in desk.changes)


async def test_a_close_does_not_wait_for_all_and_loses_nothing(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        gate = threading.Event()
        held = asyncio.create_task(desk.store._database.writer.run(lambda _: gate.wait()))
        bulk_work = asyncio.create_task(desk.delete(*ids))
        await asyncio.sleep(0)
        close = asyncio.create_task(desk.store._database.writer.close())
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(held, bulk_work, close)
        assert desk.sql("SELECT count(*) FROM contact WHERE life = 1") == [(0,)]
    async with desk_at(path) as desk:
        await _all_done(desk)
        assert (await desk.store.contacts.counts()).deleted == MANY


async def test_an_address_book_waits_for_what_moves_into_it(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        empty = await desk.store.books.create("Empty")
        await _decide(
            desk,
            lambda tx: operations.edit(
                tx, ids, {}, book_id=empty, title="Move", kind=BatchKind.MOVE
            ),
        )
        with pytest.raises(InvalidInput):
            await desk.store.books.delete(empty)
        await desk.store.books.delete(1)
        assert {one.book_id for one in await desk.store.contacts.get_many(ids)} == {empty}


async def test_a_hold_that_ends_early_ends_for_the_rest_too(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        until = desk.clock.forward(hours=1)
        desk.clock.forward(hours=-1)
        await _decide(
            desk, lambda tx: operations.delete(tx, ids, hold_until=until, title="Gone"), 2
        )
        [(batch, count)] = await desk.store.bulk.held_deletes(desk.clock())
        assert count == MANY
        await desk.store.bulk.release(batch)
        await _all_done(desk)
        assert len(await desk.jobs()) == MANY


async def test_a_create_that_turns_out_to_be_another_row_takes_its_share(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        local_id = await desk.new(1)
        [request] = await desk.send()
        await _decide(desk, lambda tx: operations.delete(tx, ids, hold_until=None, title="Gone"))
        twin = (await desk.contact(ids[0])).server_id
        await desk.store.sync.accept(request.entity, twin)
        await _all_done(desk)
        assert await desk.ids() == [local_id]
        _assert_sound(desk)


async def test_what_was_decided_for_a_row_goes_over_with_it(path: Path) -> None:
    """A listing was quicker than the answer of a create."""
    async with desk_at(path) as desk:
        created = await desk.new(1)
        [request] = await desk.send()
        asked = await desk.store.sync.sequence()
        listing = RemoteListing(10, "", (RemoteContact(77_000, {LAST: "Listed"}),))
        await desk.store.sync.record_listing(1, listing, asked=asked)
        ids = await desk.ids()
        assert created in ids
        assert len(ids) == MANY + 2
        await _decide(desk, _rename_all([one for one in ids if one != created]))
        await desk.store.sync.accept(request.entity, 77_000)
        await _all_done(desk)
        row = await desk.contact(created)
        assert (row.server_id, row.values[FIRST]) == (77_000, "Bulk")
        _assert_sound(desk)


async def test_files_from_before_come_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old" / "contacts.db"
    make_private(path)
    with closing(connect(path)) as db:
        schema.prepare(db, schema.STEPS[:3])
        db.execute("INSERT INTO batch (kind, title, at) VALUES ('edit', 'Old', 1)")
    async with desk_at(path, Clock()) as desk:
        book = await desk.book()
        ids = [await desk.new(book, {**ANNA, LAST: str(n)}) for n in range(5)]
        await desk.delete(*ids)
        assert await desk.find("", DELETED) == ids
        assert await desk.jobs() == []
    reasons = [one.reason for one in backups_in(path.parent / FOLDER)]
    assert reasons.count(BackupReason.UPDATE) == 1


async def test_undo_waits_for_what_it_takes_back(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = await desk.ids()
        await _decide(desk, _rename_all(ids), 4)
        report = await desk.store.bulk.undo()
        assert report.changed == MANY
        assert await desk.jobs() == []
        assert {one.status for one in await desk.store.contacts.get_many(ids)} == {Status.SAVED}
        assert {one.life for one in await desk.store.contacts.get_many(ids)} == {Life.LIVE}
