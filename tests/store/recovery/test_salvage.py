"""What is saved of a damaged file: all that can be read, and nothing that nobody asked for."""

import asyncio
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.errors import NotSalvaged, StoreDamaged
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.salvage import Salvaged
from smsbook_gui.store.contacts.rows import FIELDS
from smsbook_gui.store.db.file_swap import BESIDE, LEDGER, beside
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.recovery.recover import Salvage, Stopped
from smsbook_gui.store.store import Store
from tests.benchmarks.seeding import seed_store
from tests.store.damage import MASTER, PAGE, list_everything, make_busy, pages_of, spoil
from tests.store.desk import COMPANY, PHONE, Clock, desk_at
from tests.support.plugins.long import examples

pytestmark = pytest.mark.anyio

NAME = "contacts.db"
ROOT = Path(__file__).parents[3]

Rows = list[tuple[Any, ...]]
TABLES = {
    "book": "local_id, server_id, name, base_name, life",
    "contact": f"local_id, server_id, book_id, base_book_id, life, read_at, {', '.join(FIELDS)}",
    "base": "*",
    "conflict": "*",
    "outbox": "*",
    "batch": "*",
    "history": "*",
    "retired_id": "*",
    "sighting": "*",
    "draft": "*",
    "left_out": "*",
    "not_duplicate": "*",
    "recipe": "*",
    "staging": "*",
    "staged": "*",
}
WAITING_EDITS = "SELECT local_id FROM contact WHERE status = 1 AND life = 0 AND server_id NOT NULL"
DERIVED = (
    "tally",
    "contact_first_name",
    "contact_book_last_name",
    "contact_trigram_data",
    "contact_word_data",
    "outbox_due",
    "history_contact",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A busy account's folder as a crash leaves it: calls under way, commits in the log."""
    there = tmp_path_factory.mktemp("office")

    async def work() -> None:
        async with desk_at(there / "live" / NAME) as desk:
            await make_busy(desk)
            shutil.copytree(there / "live", there / "crashed")
            (there / "crashed" / f"{NAME}-shm").unlink()
            # Without the second note: test_ledger has what is saved with it.
            (there / "crashed" / f"{NAME}{LEDGER}").unlink()

    asyncio.run(work())
    shutil.rmtree(there / "live")
    return there / "crashed"


@pytest.fixture
def path(office: Path, tmp_path: Path) -> Path:
    """The same with everything in one file."""
    there = tmp_path / "account"
    shutil.copytree(office, there)
    with closing(sqlite3.connect(there / NAME)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return there / NAME


def attempt(path: Path) -> Salvage:
    return Salvage(path, path.with_name("imports"), rules=PhoneRules(), now=Clock())


def salvage(path: Path) -> Salvaged:
    return attempt(path).save(lambda _done, _whole: None)


def rows(path: Path, sql: str) -> Rows:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def everything(path: Path) -> dict[str, Rows]:
    return {name: rows(path, f"SELECT {columns} FROM {name}") for name, columns in TABLES.items()}


def bytes_of(path: Path) -> dict[str, bytes]:
    """The file with what lies beside it, by what follows its name."""
    files = (beside(path, suffix) for suffix in ("", *BESIDE))
    return {file.name[len(path.name) :]: file.read_bytes() for file in files if file.exists()}


def write(path: Path, content: bytes | None = None, share: float = 1) -> None:
    """Another content, or the first part of what there is."""
    if content is None:
        whole = path.read_bytes()
        content = whole[: int(len(whole) * share)]
    path.write_bytes(content)


def complaints(path: Path) -> list[str]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        return integrity.check(db) + integrity.check_search(db)


async def opened_after(path: Path) -> dict[int, Status]:
    """The account opens, a complete pass brings back what is missing, and all of it fits."""
    async with desk_at(path) as desk:
        before = await desk.ops()
        await list_everything(desk)
        after = await desk.ops()
        deletes = {local_id for local_id, op in after.items() if op is Op.DELETE}
        assert deletes <= {local_id for local_id, op in before.items() if op is Op.DELETE}
        statuses = dict(desk.sql("SELECT local_id, status FROM contact"))
        listed = desk.sql("SELECT count(*) FROM contact WHERE server_id BETWEEN 5000 AND 5699")
        assert listed == [(700,)], "whatever the service lists is here"
        await desk.find("mul")
        await desk.store.contacts.counts()
    assert complaints(path) == []
    return {local_id: Status(status) for local_id, status in statuses.items()}


# --- the ways in which files are damaged -------------------------------------------------------


def overwrite_head(path: Path) -> None:
    path.write_bytes(b"\x99" * 100 + path.read_bytes()[100:])


def overwrite_first_page(path: Path) -> None:
    spoil(path, [1])


def lose_the_list_of_tables(path: Path) -> None:
    spoil(path, pages_of(path)[MASTER], random.Random(1))


@pytest.mark.parametrize("damage", [overwrite_head, overwrite_first_page, lose_the_list_of_tables])
async def test_everything_is_read_without_the_head(
    path: Path, damage: Callable[[Path], None]
) -> None:
    before = everything(path)
    damage(path)
    damaged = bytes_of(path)
    with pytest.raises(StoreDamaged):
        await Store.open(path, rules=PhoneRules(), now=Clock())
    assert bytes_of(path) == damaged
    salvaged = salvage(path)
    assert everything(path) == before
    assert (salvaged.lost, salvaged.lost_unsent, salvaged.parts_lost) == (0, 0, False)
    assert salvaged.contacts == len(before["contact"])
    assert bytes_of(salvaged.set_aside) == damaged
    await opened_after(path)


@pytest.mark.parametrize("derived", DERIVED)
async def test_what_is_derived_is_made_anew(path: Path, derived: str) -> None:
    before = everything(path)
    spoil(path, pages_of(path)[derived])
    salvaged = salvage(path)
    assert everything(path) == before
    assert salvaged.lost_unsent == salvaged.lost == 0
    assert complaints(path) == []
    await opened_after(path)


@pytest.mark.parametrize("seed", range(examples(12)))
async def test_pages_lost_anywhere(path: Path, seed: int) -> None:
    """Undamaged tables are there as they were, of the others what could be read, unchanged."""
    rng = random.Random(seed)
    before, pages = everything(path), pages_of(path)
    size = len(bytes_of(path)[""]) // PAGE
    lost = rng.sample(range(2, size + 1), rng.choice((1, 3, 12, size // 4)))
    spoil(path, lost, rng if seed % 2 else None)
    damaged = bytes_of(path)
    salvaged = salvage(path)
    assert bytes_of(salvaged.set_aside) == damaged
    after = everything(path)
    hit = {name for name in TABLES if set(pages[name]) & set(lost)}
    for name in TABLES.keys() - hit - {"outbox", "base", "conflict", "book", "batch"}:
        assert after[name] == before[name], name
    for name in ("contact", "history", "retired_id"):
        assert {*after[name]} <= {*before[name]}, name
    for name in ("book", "batch"):
        assert name in hit or {*before[name]} <= {*after[name]}, name
    assert complaints(path) == []
    assert salvaged.contacts == len(after["contact"])
    if salvaged.lost is not None:
        assert salvaged.contacts + salvaged.lost == len(before["contact"])
    _nothing_is_sent_that_was_not_waiting(before, path)
    await opened_after(path)


def _nothing_is_sent_that_was_not_waiting(before: dict[str, Rows], path: Path) -> None:
    """Creates that were not waiting never wait; deletes wait where a person deleted."""
    waiting = {row[1] for row in before["outbox"] if row[0] == 0 and row[2] == Status.WAITING}
    deleted = {row[0] for row in before["contact"] if row[4] == Life.DELETED}
    for local_id, server_id, life in rows(
        path,
        "SELECT contact.local_id, server_id, life FROM outbox JOIN contact USING (local_id)"
        f" WHERE kind = 0 AND state = {Status.WAITING:d}",
    ):
        assert server_id is not None or local_id in waiting
        assert life == Life.LIVE or local_id in deleted


@pytest.mark.parametrize("share", [0.5, 0.8])
async def test_a_file_that_ends_too_early(path: Path, share: float) -> None:
    before = everything(path)
    write(path, share=share)
    with pytest.raises(StoreDamaged):
        await Store.open(path, rules=PhoneRules(), now=Clock())
    salvaged = salvage(path)
    after = everything(path)
    assert 100 < salvaged.contacts == len(after["contact"]) < len(before["contact"])
    assert salvaged.lost in {None, len(before["contact"]) - salvaged.contacts}
    assert {*after["contact"]} <= {*before["contact"]}
    await opened_after(path)


@pytest.mark.parametrize("content", [b"", b"Dear all,\nplease find attached\n" * 400])
async def test_nothing_can_be_read(path: Path, content: bytes) -> None:
    write(path, content)
    with pytest.raises(StoreDamaged):
        await Store.open(path, rules=PhoneRules(), now=Clock())
    salvaged = salvage(path)
    assert (salvaged.contacts, salvaged.lost, salvaged.lost_unsent) == (0, None, None)
    assert salvaged.set_aside.read_bytes() == content
    await opened_after(path)


async def test_a_log_without_its_file(path: Path, office: Path) -> None:
    shutil.copy(office / f"{NAME}-wal", beside(path, "-wal"))
    os.unlink(path)
    with pytest.raises(StoreDamaged):
        await Store.open(path, rules=PhoneRules(), now=Clock())
    salvaged = salvage(path)
    assert beside(salvaged.set_aside, "-wal").exists()
    await opened_after(path)


# --- what is open towards the service ----------------------------------------------------------


async def test_the_log_is_read_as_well(office: Path, tmp_path: Path, path: Path) -> None:
    """What stands in the write-ahead log only, beside a file whose first page is gone."""
    whole = everything(path)
    crashed = tmp_path / "crashed" / NAME
    shutil.copytree(office, crashed.parent)
    assert beside(crashed, "-wal").stat().st_size > PAGE
    damaged = bytes_of(crashed)
    salvaged = salvage(crashed)
    assert everything(crashed) == whole
    assert not salvaged.unsure
    assert bytes_of(salvaged.set_aside) == damaged


async def test_a_call_under_way_is_as_after_a_crash(path: Path) -> None:
    sending = rows(path, "SELECT local_id, op FROM outbox WHERE state = 2")
    assert {op for _, op in sending} == {"new", "delete"}
    overwrite_head(path)
    salvage(path)
    statuses = await opened_after(path)
    for local_id, op in sending:
        assert statuses[local_id] is (Status.UNSURE if op == "new" else Status.WAITING)


@pytest.mark.parametrize("where", ["head", "middle"])
async def test_creates_are_unsure_where_the_newest_commits_are_lost(
    office: Path, tmp_path: Path, path: Path, where: str
) -> None:
    """They may have been sent since, and would be sent twice."""
    crashed = tmp_path / "crashed" / NAME
    shutil.copytree(office, crashed.parent)
    # The file itself knows of everything but of the calls: those are in the log.
    shutil.copy(path, crashed)
    log = bytearray(beside(crashed, "-wal").read_bytes())
    start = 0 if where == "head" else len(log) // 2
    log[start : start + 3 * PAGE] = random.Random(5).randbytes(3 * PAGE)
    beside(crashed, "-wal").write_bytes(log)
    if where == "head":
        with pytest.raises(StoreDamaged):
            await Store.open(crashed, rules=PhoneRules(), now=Clock())
        assert beside(crashed, "-wal").read_bytes() == log, "SQLite would have deleted it"
    salvaged = salvage(crashed)
    assert salvaged.unsure
    creates = rows(
        crashed, "SELECT DISTINCT status FROM contact WHERE life = 0 AND server_id IS NULL"
    )
    assert set(creates) <= {(Status.UNSURE,), (Status.SENDING,)}
    await opened_after(crashed)


async def test_an_unsure_create_is_never_clear_afterwards(path: Path) -> None:
    """Ids that a listing shows for the first time now may be as old as the account."""
    spoil(path, pages_of(path)["outbox"])
    salvage(path)
    async with desk_at(path) as desk:
        await list_everything(desk)
        unsure = await desk.store.sync.unsure_creates()
        assert len(unsure) > 60
        assert not any(create.clear for create in unsure)


async def test_the_outbox_is_lost(path: Path) -> None:
    """Creates are unsure, deletes are asked about, edits are compared and sent."""
    before = {row[0] for row in rows(path, "SELECT local_id FROM contact WHERE status <> 0")}
    spoil(path, pages_of(path)["outbox"])
    salvaged = salvage(path)
    assert salvaged.unsent == len(before)
    found = rows(path, "SELECT local_id, server_id IS NULL, life, status FROM contact")
    for local_id, new, life, status in found:
        if local_id not in before:
            assert status == Status.SAVED
        elif life == Life.DELETED:
            assert status == Status.REFUSED
        elif new:
            assert status == Status.UNSURE
        else:
            assert status in {Status.WAITING, Status.CONFLICT}
    await opened_after(path)
    async with desk_at(path) as desk:
        [words] = {item.words for item in await desk.store.attention.items() if item.words}
        assert words.startswith("The file with your contacts was damaged")


async def test_a_delete_that_no_history_tells_of_is_asked_about(path: Path) -> None:
    """A damaged mark must not delete anybody at the service."""
    [(edited,), *_] = rows(path, WAITING_EDITS)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"UPDATE contact SET life = {Life.DELETED:d} WHERE local_id = {edited}")
        db.commit()
    salvage(path)
    async with desk_at(path) as desk:
        assert await desk.status(edited) is Status.REFUSED
        assert all(job.entity.local_id != edited for job in await desk.jobs(1000))
        deletes = [job for job in await desk.jobs(1000) if job.op is Op.DELETE]
        assert len(deletes) == 50, "those that a person asked for go on"


async def test_a_create_that_once_had_an_id_is_unsure(path: Path) -> None:
    """Its id was lost by damage: sent again it would be there twice."""
    [(edited,), *_] = rows(path, WAITING_EDITS)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"UPDATE contact SET server_id = NULL WHERE local_id = {edited}")
        db.commit()
    salvage(path)
    async with desk_at(path) as desk:
        assert await desk.status(edited) is Status.UNSURE


@pytest.mark.parametrize("name", ["server_id", "base_book_id"])
def test_a_damaged_name_of_a_column(path: Path, name: str) -> None:
    """Its values would read as missing, and every contact as never sent."""
    before = everything(path)
    content = path.read_bytes()
    wrong = content.replace(f"    {name} INTEGER".encode(), f"    {name[:-1]}x INTEGER".encode())
    assert wrong != content
    path.write_bytes(wrong)
    salvage(path)
    assert everything(path) == before


async def test_the_base_is_lost(path: Path) -> None:
    """An edit over a value that nobody knows any more is a conflict, not a colleague's loss."""
    spoil(path, pages_of(path)["base"])
    salvage(path)
    edited = rows(path, f"SELECT local_id FROM contact WHERE {COMPANY} = 'Bluegum'")
    local_id = edited[50][0]
    async with desk_at(path) as desk:
        assert await desk.status(local_id) is Status.WAITING
        values = (await desk.contact(local_id)).values
        merged = await desk.read(local_id, {**values, COMPANY: "Acme"})
        assert merged is not None
        [conflict] = merged.conflicts
        assert (conflict.mine, conflict.theirs) == ("Bluegum", "Acme")
        assert await desk.status(local_id) is Status.CONFLICT


async def test_contacts_are_lost(path: Path) -> None:
    """They come back by a listing, and a create that was under way is rebuilt of what was sent."""
    sent = rows(path, "SELECT local_id FROM outbox WHERE op = 'new' AND state IN (2, 4)")
    assert sent
    spoil(path, pages_of(path)["contact"])
    salvaged = salvage(path)
    assert rows(path, "SELECT local_id FROM contact ORDER BY 1") == sorted(sent)
    assert salvaged.lost_unsent
    statuses = await opened_after(path)
    assert {statuses[local_id] for (local_id,) in sent} == {Status.UNSURE}
    assert set(
        rows(path, f"SELECT substr({PHONE}, 1, 8) FROM contact WHERE server_id IS NULL")
    ) == {("0400 100",)}


async def test_address_books_are_lost(path: Path) -> None:
    """Contacts go where a listing shows them; a person says which book the others were in."""
    spoil(path, pages_of(path)["book"])
    salvage(path)
    async with desk_at(path) as desk:
        await list_everything(desk)
        books = {book.server_id: book for book in await desk.store.books.get_all()}
        saved = desk.sql("SELECT count(*) FROM contact WHERE status = 0 AND life = 0")
        assert books[10].count == saved[0][0] - 2 > 400, "two were made in the other one"
        stand_ins = desk.sql("SELECT local_id FROM book WHERE server_id IS NULL AND life = 0")
        assert len(stand_ins) == 2
        for (book_id,) in stand_ins:
            trouble = await desk.store.books.trouble(book_id)
            assert trouble is not None
            assert trouble.gone
        assert not [job for job in await desk.jobs(1000) if job.op is Op.NEW]


# --- again, and with an end in between ---------------------------------------------------------


def test_a_second_time_changes_nothing(path: Path) -> None:
    rng = random.Random(8)
    spoil(path, rng.sample(range(2, path.stat().st_size // PAGE), 12))
    first = salvage(path)
    saved = everything(path)
    second = salvage(path)
    assert everything(path) == saved
    assert (second.contacts, second.lost, second.lost_unsent) == (first.contacts, 0, 0)
    assert first.set_aside != second.set_aside
    assert first.set_aside.exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.recovery.recover import Salvage
from tests.store.desk import Clock

left = {sys.argv[2]: int(sys.argv[3])}
rename = os.replace

def at(point):
    left[point] = left.get(point, 0) - 1
    if left[point] == 0:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def replace(*names):
    at("rename")
    rename(*names)
    at("rename")

os.replace = replace
path = Path(sys.argv[1])
work = Salvage(path, path.with_name("imports"), rules=PhoneRules(), now=Clock())
work.save(lambda done, _whole: at("read" if done else "mend"))
"""
RENAMES = 5
"""The new file's decision, three files set aside, the new file in its place."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("point", "number"),
    [("read", 1), ("read", 2), ("mend", 1), *(("rename", one + 1) for one in range(2 * RENAMES))],
)
async def test_a_kill_at_any_step(office: Path, path: Path, point: str, number: int) -> None:
    """Either nothing happened, or the next start finishes it; the damaged files are there whole."""
    overwrite_head(path)
    write(beside(path, "-wal"), (office / f"{NAME}-wal").read_bytes()[:32])
    write(beside(path, "-shm"), b"shared")
    damaged = bytes_of(path)
    command = [sys.executable, "-c", KILLED, str(path), point, str(number)]
    killed = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    assert await killed.wait() != 0, "it was killed there"
    decided = point == "rename" and number > 1
    assert (bytes_of(path) == damaged) is (not decided or number <= 3)
    if not decided:
        with pytest.raises(StoreDamaged):
            await Store.open(path, rules=PhoneRules(), now=Clock())
        salvage(path)
    statuses = await opened_after(path)
    assert len(statuses) > 780
    [aside] = path.parent.glob("contacts.damaged-*.db")
    assert bytes_of(aside) == damaged
    left = {file.name for file in path.parent.iterdir()}
    kept = {NAME, f"{NAME}{LEDGER}"}  # the second note of what waits, by the start in between
    assert left == kept | {f"{aside.name}{suffix}" for suffix in ("", *BESIDE)}


async def test_stopped_by_the_person(path: Path) -> None:
    overwrite_head(path)
    damaged = bytes_of(path)
    work = attempt(path)
    with pytest.raises(Stopped):
        work.save(lambda done, _whole: work.stop() if done else None)
    assert bytes_of(path) == damaged
    assert [file.name for file in path.parent.iterdir()] == [NAME]


async def test_no_room_is_told_and_nothing_is_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overwrite_head(path)
    damaged = bytes_of(path)

    def full(*_names: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smsbook_gui.store.recovery.raw_copy._copy", full)
    with pytest.raises(NotSalvaged):
        salvage(path)
    assert bytes_of(path) == damaged
    assert [file.name for file in path.parent.iterdir()] == [NAME]


async def test_starting_anew(path: Path) -> None:
    """Ids that were given before are not given again: sheets of imports know contacts by them."""
    before = everything(path)
    damaged = bytes_of(path)
    salvaged = attempt(path).start_anew()
    assert bytes_of(salvaged.set_aside) == damaged
    async with desk_at(path) as desk:
        assert (await desk.store.contacts.counts()).all == 0
    await opened_after(path)
    ids = {row[0] for row in everything(path)["contact"]}
    assert len(ids) == 700
    assert not ids & {row[0] for row in before["contact"]}


@pytest.mark.parametrize("lost", [False, True])
def test_imports_do_not_go_on_where_contacts_are_missing(path: Path, lost: bool) -> None:
    """They would take people for new who are at the service."""
    sheets = path.with_name("imports")
    for number in (1, 2):
        sheets.mkdir()
        (sheets / "1.sheet").write_text(f"unfinished {number}")
        spoil(path, pages_of(path)["contact"][1:9] if lost else pages_of(path)["tally"])
        assert salvage(path).imports_aside is lost
        assert sheets.exists() is not lost
        if not lost:
            return
    kept = sorted(path.parent.glob("imports.damaged-*/1.sheet"))
    assert [file.read_text() for file in kept] == ["unfinished 1", "unfinished 2"]
    sheets.mkdir()
    assert not salvage(path).imports_aside, "there is nothing in it"


async def test_lost_ids_are_not_given_again(path: Path) -> None:
    [(last,)] = rows(path, "SELECT seq FROM sqlite_sequence WHERE name = 'contact'")
    pages = pages_of(path)
    spoil(path, pages["sqlite_sequence"] + pages["contact"][-3:])
    salvage(path)
    async with desk_at(path) as desk:
        [book, *_] = await desk.store.books.get_all()
        assert await desk.new(book.local_id) > last


# --- damage that shows while somebody works ----------------------------------------------------


async def test_whoever_watches_hears_of_damage(path: Path) -> None:
    os.unlink(path)
    seed_store(path, 3000)
    spoil(path, pages_of(path)["contact"][40:])
    heard: list[StoreDamaged] = []
    async with desk_at(path) as desk:
        desk.store.watch_damage(heard.append)
        await desk.store.contacts.counts()
        assert heard == []
        for ask in (desk.contact(2500), desk.ids(Query(sort=ContactField.CUSTOM_1))):
            with pytest.raises(StoreDamaged):
                await ask
        assert len(heard) == 2
