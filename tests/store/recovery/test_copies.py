"""Whether a store's files are those that were worked with before: at home, moved, put back."""

import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import PerhapsCopied
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.copies import CopyAnswer, Doubt
from smsbook_gui.store.bulk import batches
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.recovery.copied_files import CopyWatch
from smsbook_gui.store.store import Store
from tests.store.desk import ANNA, FIRST, PHONE, Clock, Desk
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio

ONLY, SEVERAL = CopyAnswer.ONLY_ONE, CopyAnswer.ONE_OF_SEVERAL


def open_files(folder: Path) -> list[str]:
    """The files in there that this process has open. Linux tells."""
    if sys.platform != "linux":
        return []
    numbers = Path("/proc/self/fd").glob("*")
    links = (os.readlink(each) for each in numbers if each.is_symlink())
    return [link for link in links if link.startswith(str(folder))]


class Office:
    """Folders with the files of one account, and the notes outside of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes: Path | None = root / "state"
        self.clock = Clock()

    def path(self, name: str) -> Path:
        return self.root / name / "contacts.db"

    @asynccontextmanager
    async def desk(
        self, name: str = "one", *, computer: str = "office", answer: CopyAnswer | None = None
    ) -> AsyncIterator[Desk]:
        path = self.path(name)
        watch = CopyWatch(
            path, computer=computer, notes=self.notes, import_dbs=path.parent / "imports"
        )
        store = await Store.open(
            path, rules=PhoneRules(), now=self.clock, copies=watch, answer=answer
        )
        try:
            yield Desk(store, self.clock, path)
        finally:
            await store.close()

    async def doubt(self, name: str = "one", *, computer: str = "office") -> Doubt | None:
        try:
            async with self.desk(name, computer=computer):
                return None
        except PerhapsCopied as error:
            assert open_files(self.root) == []
            return error.doubt if error.creates else None

    def copy(self, name: str, to: str) -> None:
        if self.path(to).parent.exists():  # put back: the folder stays, its files are older
            for path in self.path(to).parent.iterdir():
                path.unlink()
        shutil.copytree(self.path(name).parent, self.path(to).parent, dirs_exist_ok=True)

    def note(self) -> Path:
        assert self.notes is not None
        [path] = self.notes.iterdir()
        return path


@pytest.fixture
async def office(tmp_path: Path) -> Office:
    """One account with a contact that both sides have, and three that wait to be created."""
    office = Office(tmp_path)
    async with office.desk() as desk:
        book = await desk.book()
        await desk.saved(book)
        for number in range(3):
            await desk.new(book, {**ANNA, PHONE: f"0400 000 10{number}"})
    return office


async def _stage(desk: Desk, book: int, *, decided: bool) -> int:
    """An import of three, as a kill leaves it before its decision, or right after it."""
    store = desk.store
    batch = await store.imports.begin_staging(kind=BatchKind.IMPORT, title="Members.csv")
    await store.imports.stage_creates(batch, [(book, {PHONE: f"0400 000 10{n}"}) for n in range(3)])
    if decided:
        await store._database.writer.run(
            lambda side: side.transact(lambda tx: batches.decide(tx, batch, BulkOperation.IMPORT))
        )
    return batch


async def _send_all(desk: Desk) -> None:
    desk.next_id += 1000  # none that the service gave in an earlier run
    for request in await desk.send():
        desk.next_id += 1
        await desk.store.sync.accept(request.entity, desk.next_id)


async def test_at_home_nobody_is_asked(office: Office) -> None:
    for _ in range(3):
        async with office.desk() as desk:
            assert len(await desk.ops()) == 3
    async with office.desk() as desk:
        await desk.send()
    async with office.desk() as desk:
        assert await desk.ops() == {}
        assert (await desk.store.contacts.counts()).attention == 3, "as after any crash"


async def test_a_copy_in_another_folder_is_asked_about(office: Office) -> None:
    office.copy("one", "two")
    assert await office.doubt("two") is Doubt.FOLDER
    assert await office.doubt("two") is Doubt.FOLDER, "until somebody has answered"
    assert await office.doubt("one") is None


async def test_another_computer_is_asked_about(office: Office) -> None:
    assert await office.doubt(computer="laptop") is Doubt.COMPUTER
    assert await office.doubt() is None


async def test_moved_it_goes_on_and_what_was_left_behind_is_asked_about(office: Office) -> None:
    office.copy("one", "two")
    async with office.desk("two", answer=ONLY) as desk:
        assert set((await desk.ops()).values()) == {Op.NEW}
    assert await office.doubt("two") is None
    assert await office.doubt("one") is Doubt.FOLDER


async def test_on_a_share_the_other_computer_is_asked_again(office: Office) -> None:
    async with office.desk(computer="laptop", answer=ONLY):
        pass
    assert await office.doubt(computer="laptop") is None
    assert await office.doubt() is Doubt.COMPUTER


async def test_creates_of_a_second_copy_are_unsure(office: Office) -> None:
    office.copy("one", "two")
    async with office.desk("two", answer=SEVERAL) as desk:
        assert await desk.ops() == {}
        items = await desk.store.attention.items()
        assert [item.reason for item in items] == [Status.UNSURE] * 3
        assert all("copy of the folder" in item.words for item in items)
        creates = await desk.store.sync.unsure_creates()
        assert {create.sent[PHONE] for create in creates} == {
            f"0400 000 10{number}" for number in range(3)
        }
        read = desk.store._database.writer
        assert await read.run(lambda side: integrity.check(side.db)) == []
    assert await office.doubt("two") is None
    assert await office.doubt("one") is None, "the other one is not touched by it"


async def test_an_older_state_in_the_same_place_is_asked_about(office: Office) -> None:
    office.copy("one", "backup")
    async with office.desk() as desk:
        await _send_all(desk)
    office.copy("backup", "one")
    assert await office.doubt() is Doubt.OLDER
    async with office.desk(answer=SEVERAL) as desk:
        assert (await desk.store.contacts.counts()).attention == 3
    assert await office.doubt() is None


async def test_what_was_refused_may_have_been_put_right_and_sent_since(office: Office) -> None:
    async with office.desk() as desk:
        for request in await desk.send():
            await desk.refuse(request.entity.local_id, "No such address book")
    office.copy("one", "two")
    assert await office.doubt("two") is Doubt.FOLDER
    async with office.desk("two", answer=SEVERAL) as desk:
        items = await desk.store.attention.items()
        assert [item.reason for item in items] == [Status.UNSURE] * 3


async def test_what_is_created_anew_after_the_service_lost_it_may_have_been_sent_since(
    office: Office,
) -> None:
    async with office.desk() as desk:
        await _send_all(desk)
        lost = (await desk.ids())[0]
        await desk.edit(lost, {FIRST: "Bea"})
        await desk.send()
        await desk.refuse(lost, "Contact not found")
        await desk.store.attention.create_again([lost], title="Created again")
        await desk.send()
        await desk.refuse(lost, "No such address book")
        office.copy("one", "backup")
        await desk.store.attention.send_again([lost], title="Sent again")
        await _send_all(desk)
    office.copy("backup", "one")
    assert await office.doubt() is Doubt.OLDER
    async with office.desk(answer=SEVERAL) as desk:
        assert await desk.status(lost) is Status.UNSURE


async def test_a_backup_of_the_same_run_is_old_as_soon_as_one_more_was_sent(
    office: Office,
) -> None:
    async with office.desk() as desk:
        office.copy("one", "backup")
        await _send_all(desk)
    office.copy("backup", "one")
    assert await office.doubt() is Doubt.OLDER


async def test_a_backup_of_a_moment_at_which_something_was_being_sent(office: Office) -> None:
    """What it recovers at its start turns the work counter, which must not hide its age."""
    async with office.desk() as desk:
        await desk.send(1)
        office.copy("one", "backup")
        await desk.send(1)
    office.copy("backup", "one")
    assert await office.doubt() is Doubt.OLDER


async def test_a_backup_since_which_nothing_was_created_is_as_good(office: Office) -> None:
    office.copy("one", "backup")
    async with office.desk():
        pass
    office.copy("backup", "one")
    assert await office.doubt() is None


async def test_moved_away_and_back_again(office: Office) -> None:
    """What comes back to a place where it was before has been elsewhere meanwhile."""
    office.copy("one", "two")
    async with office.desk("two", answer=ONLY):
        pass
    office.copy("two", "one")
    assert await office.doubt() is Doubt.FOLDER


async def test_a_lost_note_is_asked_about(office: Office) -> None:
    office.note().unlink()
    assert await office.doubt() is Doubt.NO_NOTE
    async with office.desk(answer=ONLY) as desk:
        assert len(await desk.ops()) == 3
    assert await office.doubt() is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"counter": "x"}', b"\xff" * 512])
async def test_a_note_that_cannot_be_read_is_a_lost_one(office: Office, content: bytes) -> None:
    office.note().write_bytes(content)
    assert await office.doubt() is Doubt.NO_NOTE


async def test_a_file_from_before_it_was_watched_is_taken_as_it_is(office: Office) -> None:
    async with office.desk() as desk:
        await desk.store.meta.set("home", None)
    office.note().unlink()
    assert await office.doubt() is None


async def test_a_backup_from_before_it_was_watched_is_older(office: Office) -> None:
    office.copy("one", "backup")
    async with office.desk() as desk:
        await desk.store.meta.set("home", None)
    assert await office.doubt() is Doubt.OLDER


async def test_nobody_is_asked_where_nothing_can_go_out_twice(office: Office) -> None:
    """Edits and deletes may be repeated."""
    async with office.desk() as desk:
        await _send_all(desk)
        read_back, *others = sorted(await desk.ids())
        await desk.edit(others[0], {FIRST: "Anne"})
        await desk.delete(read_back)
    office.copy("one", "two")
    assert await office.doubt("two", computer="laptop") is None
    async with office.desk("two", computer="laptop") as desk:
        assert set((await desk.ops()).values()) == {Op.EDIT, Op.DELETE}


async def test_new_address_books_count_too(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with office.desk() as desk:
        await desk.book("Fresh", None)
    office.copy("one", "two")
    assert await office.doubt("two") is Doubt.FOLDER
    async with office.desk("two", answer=SEVERAL) as desk:
        [book] = await desk.store.books.get_all()
        assert book.status is Status.UNSURE


@pytest.mark.parametrize("decided", [True, False])
async def test_an_import_on_its_way_counts_too(tmp_path: Path, decided: bool) -> None:
    office = Office(tmp_path)
    async with office.desk() as desk:
        book = await desk.book()
        batch = await _stage(desk, book, decided=decided)
    office.copy("one", "two")
    assert await office.doubt("two") is Doubt.FOLDER
    async with office.desk("two", answer=SEVERAL) as desk:
        counts = await desk.store.contacts.counts()
        assert (counts.attention, counts.waiting) == ((3, 0) if decided else (0, 0))
        assert [one.batch_id for one in await desk.store.imports.unfinished_stagings()] == (
            [] if decided else [batch]
        )
        assert await desk.store.meta.get("imports_doubted") == "yes"


# --- stops between the writes ------------------------------------------------------------------


async def test_a_stop_between_the_commit_and_the_note(office: Office) -> None:
    """Nothing has left yet: neither a false alarm, nor a copy that is missed."""
    office.copy("one", "backup")
    kept = office.note().read_bytes()
    async with office.desk() as desk:
        await desk.send()
    office.note().write_bytes(kept)
    assert await office.doubt() is None
    office.copy("backup", "one")
    assert await office.doubt() is None, "and nothing of it was sent"


async def test_a_stop_before_a_new_home_is_noted(office: Office) -> None:
    office.copy("one", "two")
    kept = office.note().read_bytes()
    async with office.desk("two", answer=ONLY) as desk:
        home = json.loads(await desk.store.meta.get("home") or "")
        was = json.loads(kept)
        was.pop("counter")
        unnoted = json.dumps({**home, "noted": False, "before": was})
        await desk.store.meta.set("home", unnoted)
    office.note().write_bytes(kept)
    assert await office.doubt("two") is None, "it was answered"
    assert await office.doubt("two") is None
    assert await office.doubt("one") is Doubt.FOLDER


async def test_a_stop_before_the_first_home_is_noted(office: Office) -> None:
    async with office.desk() as desk:
        home = json.loads(await desk.store.meta.get("home") or "")
        await desk.store.meta.set("home", json.dumps({**home, "noted": False}))
    office.note().unlink()
    assert await office.doubt() is None
    assert office.note().stat().st_size == 512


async def test_notes_that_cannot_be_written_stop_nobody(
    office: Office, expect_log: Expected
) -> None:
    expect_log("what was sent could not be noted|nothing can be noted")
    path = office.note()
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file in the way")
    assert await office.doubt() is Doubt.NO_NOTE
    async with office.desk(answer=ONLY) as desk:
        await _send_all(desk)
    async with office.desk() as desk:
        assert await desk.ops() == {}


async def test_without_a_place_for_notes_the_rest_is_noticed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.notes = None
    async with office.desk() as desk:
        await desk.new(await desk.book())
    assert await office.doubt() is None
    assert await office.doubt(computer="laptop") is Doubt.COMPUTER
    office.copy("one", "two")
    assert await office.doubt("two") is Doubt.FOLDER
