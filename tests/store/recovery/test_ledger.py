"""A write-ahead log that lost commits: it is noticed, and what they were about comes back."""

import json
import os
import shutil
import sqlite3
import stat
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import CommitsLost, StoreDamaged
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.salvage import Salvaged
from smsbook_gui.store.backups.backups import FOLDER, backups_in
from smsbook_gui.store.db import transaction
from smsbook_gui.store.db.connection import connect
from smsbook_gui.store.db.file_swap import BESIDE, LEDGER, beside
from smsbook_gui.store.recovery import ledger
from smsbook_gui.store.recovery.ledger import Bookkeeper, Ledger
from smsbook_gui.store.recovery.recover import Salvage
from smsbook_gui.store.store import Store
from tests.store.damage import pages_of, spoil
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Clock, Desk, contact, desk_at

pytestmark = pytest.mark.anyio

NAME = "contacts.db"
FRAME, HEAD = 24 + 4096, 32
on_posix = os.name == "posix"


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return tmp_path / "live" / NAME


def killed(live: Path) -> Path:
    """The files as a kill at this moment leaves them."""
    left = live.parent.with_name("killed")
    shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(live.parent, left)
    (left / f"{NAME}{BESIDE[1]}").unlink()
    return left / NAME


def log_of(path: Path) -> Path:
    return beside(path, BESIDE[0])


def delete(log: Path) -> None:
    log.unlink()


def cut_in_half(log: Path) -> None:
    os.truncate(log, (log.stat().st_size - HEAD) // FRAME // 2 * FRAME + HEAD)


def cut_the_last_commit(log: Path) -> None:
    os.truncate(log, log.stat().st_size - FRAME)


def flip_a_bit(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[HEAD + FRAME * 2 + 1000] ^= 1
    log.write_bytes(content)


DAMAGES = (delete, cut_in_half, cut_the_last_commit, flip_a_bit)


async def refused(path: Path) -> None:
    with pytest.raises(CommitsLost):
        await Store.open(path, rules=PhoneRules(), now=Clock())


def salvaged(path: Path) -> Salvaged:
    work = Salvage(path, path.parent / "imports", rules=PhoneRules(), now=Clock())
    return work.save(lambda _done, _whole: None)


async def begin_log_anew(desk: Desk) -> None:
    """All that was committed comes into the file itself."""
    await desk.store._database.writer.run(lambda side: side.all("PRAGMA wal_checkpoint(TRUNCATE)"))


async def at_work(desk: Desk) -> dict[str, int]:
    """A contact of each kind: known long ago, and what was done since the log was begun anew."""
    book = await desk.book()
    ids = {"edited": await desk.saved(book), "old": await desk.saved(book)}
    await begin_log_anew(desk)
    for number, name in enumerate(("waiting", "sent", "accepted", "refused", "discarded")):
        ids[name] = await desk.new(book, {FIRST: name, LAST: "Berg", PHONE: f"049157000{number}"})
    jobs = {job.entity.local_id: job for job in await desk.jobs()}
    await desk.store.sync.begin_send([jobs[ids[name]] for name in ("sent", "accepted", "refused")])
    await desk.store.sync.accept(contact(ids["accepted"]), 4711)
    await desk.refuse(ids["refused"])
    await desk.delete(ids["discarded"])
    await desk.edit(ids["edited"], {COMPANY: "Berg & Sons"})
    return ids


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_log_is_noticed_and_nothing_is_lost(
    live: Path, damage: Callable[[Path], None]
) -> None:
    async with desk_at(live) as desk:
        ids = await at_work(desk)
        path = killed(live)
    damage(log_of(path))
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    await refused(path)
    left = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    left = {name: content for name, content in left.items() if name in before or content}
    left.pop(f"{NAME}{BESIDE[1]}", None)
    assert left == before, "what is left of the log is not touched"
    told = salvaged(path)
    assert told.behind
    assert not told.unsure, "what was sent is known"
    assert not beside(path, LEDGER).exists()
    async with desk_at(path) as desk:
        assert await desk.status(ids["waiting"]) is Status.WAITING
        assert await desk.status(ids["sent"]) is Status.UNSURE
        assert await desk.status(ids["refused"]) is Status.REFUSED
        accepted = await desk.contact(ids["accepted"])
        assert (accepted.server_id, accepted.status) == (4711, Status.SAVED)
        discarded = await desk.store.contacts.get(ids["discarded"])
        assert discarded is None or discarded.life is Life.DELETED
        edited = await desk.contact(ids["edited"])
        assert (edited.values[COMPANY], edited.status) == ("Berg & Sons", Status.WAITING)
        assert (await desk.contact(ids["old"])).values[COMPANY] == ANNA[COMPANY]
        assert await desk.ops() == {ids["waiting"]: Op.NEW, ids["edited"]: Op.EDIT}
        assert max(ids.values()) < await desk.new(1), "no id is given twice"


async def test_the_names_of_what_was_put_back_are_told(live: Path) -> None:
    async with desk_at(live) as desk:
        await at_work(desk)
        path = killed(live)
    delete(log_of(path))
    assert set(salvaged(path).put_back) == {
        *("waiting Berg", "sent Berg", "accepted Berg", "refused Berg", "Anna Müller")
    }


async def test_it_stays_beside_a_file_that_turns_out_to_be_damaged(live: Path) -> None:
    """An orderly end of the account leaves it: it may be all that tells of what was typed."""
    async with desk_at(live) as desk:
        ids = await at_work(desk)
        await desk.delete(ids["old"])
        path = killed(live)
    spoil(path, pages_of(path)["draft"])
    async with desk_at(path) as desk:
        with pytest.raises(StoreDamaged):
            await desk.store.drafts.get()
    assert beside(path, LEDGER).exists()
    spoil(path, pages_of(path)["contact"])
    told = salvaged(path)
    assert told.deleted == ("Anna Müller",), "a person makes it again"
    assert told.lost_unsent == 0
    async with desk_at(path) as desk:
        there = [(await desk.contact(one)).values for one in await desk.ids()]
    assert sorted(one[FIRST] for one in there) == [
        *("Anna", "accepted", "refused", "sent", "waiting")
    ]


async def test_a_new_address_book_comes_back_with_its_contacts(live: Path) -> None:
    async with desk_at(live) as desk:
        await begin_log_anew(desk)
        local_id = await desk.new(await desk.book("Choir", None))
        path = killed(live)
    delete(log_of(path))
    await refused(path)
    salvaged(path)
    async with desk_at(path) as desk:
        [book] = await desk.store.books.get_all()
        assert book.name == "Choir"
        assert (await desk.contact(local_id)).book_id == book.local_id


@pytest.mark.parametrize("named", [10, 1000])
async def test_an_edit_of_many_that_is_lost_is_noticed(
    live: Path, monkeypatch: pytest.MonkeyPatch, named: int
) -> None:
    """Also of more than a change names; what is noted of each of them before is kept up."""
    monkeypatch.setattr(transaction, "MANY", named)
    async with desk_at(live) as desk:
        book = await desk.book()
        ids = [await desk.new(book, {**ANNA, PHONE: f"0491{n:06}"}) for n in range(60)]
        await begin_log_anew(desk)
        await desk.delete(*ids)
        path = killed(live)
    delete(log_of(path))
    await refused(path)


async def test_a_gap_is_noticed_without_a_ledger(live: Path) -> None:
    async with desk_at(live) as desk:
        await at_work(desk)
        path = killed(live)
    beside(path, LEDGER).unlink()
    flip_a_bit(log_of(path))
    await refused(path)


@pytest.mark.parametrize("torn", [b"", b'0a1b2c3d {"marks": [1', b"\xff\xfe"])
async def test_an_unclean_end_alone_asks_nothing(live: Path, torn: bytes) -> None:
    async with desk_at(live) as desk:
        ids = await at_work(desk)
        path = killed(live)
    with beside(path, LEDGER).open("ab") as file:
        file.write(torn)
    async with desk_at(path) as desk:
        assert await desk.status(ids["waiting"]) is Status.WAITING
        await desk.new(1)
        again = path.parent.with_name("again")
        shutil.copytree(path.parent, again)
    delete(log_of(again / NAME))
    await refused(again / NAME)


async def test_a_torn_commit_that_nobody_was_promised_asks_nothing(live: Path) -> None:
    async with desk_at(live) as desk:
        await at_work(desk)
        path = killed(live)
        before = log_of(path).stat().st_size
        await desk.new(1)
        log = log_of(live).read_bytes()
    frames = bytearray(log[before:])
    frames[100] ^= 1
    log_of(path).write_bytes(log[:before] + frames)
    async with desk_at(path) as desk:
        assert len(await desk.ids()) == 6


async def test_it_is_private_and_ends_with_an_orderly_close_where_nothing_waits(
    live: Path,
) -> None:
    async with desk_at(live) as desk:
        await desk.saved(await desk.book())
        if on_posix:
            assert stat.S_IMODE(beside(live, LEDGER).stat().st_mode) == 0o600
    assert not beside(live, LEDGER).exists()


async def test_an_orderly_close_leaves_what_waits_and_nothing_else(live: Path) -> None:
    async with desk_at(live) as desk:
        ids = await at_work(desk)
    left = Ledger.read(live)
    assert left is not None
    assert left.closed
    assert set(left.entries) == {ids[one] for one in ("edited", "waiting", "sent", "refused")}
    assert left.began == left.marks
    # It asks nothing of who opens the file, and goes on from there.
    async with desk_at(live) as desk:
        [book] = await desk.store.books.get_all()
        late = await desk.new(book.local_id, {FIRST: "Late"})
        found = Ledger.read(live)
        assert found is not None
        assert not found.closed
        assert set(found.entries) == {*left.entries, late}


def contact_pages(path: Path) -> list[int]:
    """The pages in which contacts stand, with the log brought into the file."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return pages_of(path)["contact"]


@pytest.mark.parametrize("opened", [False, True])
async def test_what_was_never_sent_is_named_and_put_back_after_an_orderly_close(
    live: Path, opened: bool
) -> None:
    """A page of it goes bad while nothing runs, and there is no backup: it was only counted."""
    async with desk_at(live) as desk:
        ids = await at_work(desk)
    assert backups_in(live.parent / FOLDER) == []
    if opened:  # and the program was there once more before that
        async with desk_at(live) as desk:
            await desk.edit(ids["waiting"], {COMPANY: "Newer"})
    spoil(live, contact_pages(live))
    found = salvaged(live)
    assert {"waiting Berg", "refused Berg"} <= set(found.put_back)
    assert found.lost_unsent == 0
    async with desk_at(live) as desk:
        assert await desk.status(ids["waiting"]) is Status.WAITING
        assert await desk.status(ids["sent"]) is Status.UNSURE
        assert await desk.status(ids["refused"]) is Status.REFUSED
        company = (await desk.contact(ids["waiting"])).values[COMPANY]
        assert company == ("Newer" if opened else "")


async def test_one_that_the_service_had_is_not_sent_again(live: Path) -> None:
    """Which contact that was is lost, so a person compares it."""
    async with desk_at(live) as desk:
        book = await desk.book()
        await desk.saved(book)
        again = await desk.new(book, {FIRST: "Again", LAST: "Berg"})
        [request] = await desk.send()
        await desk.store.sync.accept(request.entity, desk.next_id)
        assert await desk.status(again) is Status.THERE
    spoil(live, contact_pages(live))
    assert salvaged(live).put_back == ("Again Berg",)
    async with desk_at(live) as desk:
        assert await desk.status(again) is Status.UNSURE


async def test_what_went_since_does_not_come_back(live: Path) -> None:
    """Deleted with many others, of which the ledger tells by its counters alone."""
    async with desk_at(live) as desk:
        book = await desk.book()
        some = [await desk.new(book, {FIRST: f"Ann{one}", LAST: "Berg"}) for one in range(60)]
        kept = await desk.new(book, {FIRST: "Kept", LAST: "Berg"})
    async with desk_at(live) as desk:
        await desk.delete(*some)
        path = killed(live)
    spoil(path, contact_pages(path))
    assert salvaged(path).put_back == ("Kept Berg",)
    async with desk_at(path) as desk:
        assert await desk.ids() == [kept]


async def test_a_row_of_another_version_is_passed_over(live: Path) -> None:
    """It stays from one version of the program to the next."""
    async with desk_at(live) as desk:
        await desk.new(await desk.book())
    line = json.loads(beside(live, LEDGER).read_bytes().splitlines()[-1].partition(b" ")[2])
    line["rows"][0].append("a field more")
    text = json.dumps(line).encode()
    beside(live, LEDGER).write_bytes(b"%08x %s\n" % (zlib.crc32(text), text))
    left = Ledger.read(live)
    assert left is not None
    assert left.entries == {}
    async with desk_at(live) as desk:
        assert len(await desk.ids()) == 1


async def test_only_the_newest_stand_in_it(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "WAITING", 3)
    async with desk_at(live) as desk:
        book = await desk.book()
        ids = [await desk.new(book, {FIRST: f"Ann{one}"}) for one in range(5)]
    left = Ledger.read(live)
    assert left is not None
    assert set(left.entries) == set(ids[-3:])


async def test_a_page_that_is_bad_at_the_close_costs_nothing_that_was_known(live: Path) -> None:
    async with desk_at(live) as desk:
        ids = await at_work(desk)
    before = beside(live, LEDGER).read_bytes()
    spoil(live, contact_pages(live))
    with closing(connect(live)) as db:
        keeper = Bookkeeper(live, db)
        keeper.before_close()
    keeper.close()
    assert beside(live, LEDGER).read_bytes().startswith(before)
    left = Ledger.read(live)
    assert left is not None
    assert ids["waiting"] in left.entries


async def test_it_begins_anew_when_the_file_has_all(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "LARGEST", 2000)
    monkeypatch.setattr(ledger, "WAITING", 3)
    async with desk_at(live) as desk:
        book = await desk.book()
        for number in range(40):
            await desk.new(book, {**ANNA, PHONE: f"0491{number:06}"})
            assert beside(live, LEDGER).stat().st_size < 5000
        found = Ledger.read(live)
        assert found is not None
        assert 0 < len(found.entries) < 40
        path = killed(live)
    delete(log_of(path))
    salvaged(path)
    async with desk_at(path) as desk:
        assert len(await desk.ids()) == 40


async def test_one_that_cannot_be_written_ends(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit is done whatever becomes of the note; a ledger with a gap would tell wrongly."""
    async with desk_at(live) as desk:
        book = await desk.book()
        assert beside(live, LEDGER).exists()

        def no_room(_file: int, _line: bytes) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "write", no_room)
        local_id = await desk.new(book)
        monkeypatch.undo()
        assert await desk.status(local_id) is Status.WAITING
        assert not beside(live, LEDGER).exists()
