"""Backups: made beside the work, checked, kept for a while, and the way back to one."""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.backup import NEWEST, Backup, BackupReason, DifferenceKind, surplus
from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import (
    BackupUnreadable,
    FolderProblem,
    NoRoomForBackup,
    StoreBusy,
)
from smsbook_gui.store.backups.backups import FOLDER
from smsbook_gui.store.backups.differences import differences
from smsbook_gui.store.bulk import bulk_jobs
from smsbook_gui.store.db import connection
from tests.store.desk import ANNA, COMPANY, FIRST, PHONE, Desk, contact

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def _backup(age: timedelta, number: int = 0) -> Backup:
    return Backup(f"{number}", NOW - age, BackupReason.DAY, 1)


def test_the_newest_are_kept_and_one_of_each_recent_week() -> None:
    every_day = [_backup(timedelta(days=day), day) for day in range(100)]
    dropped = {one.name for one in surplus(every_day, NOW)}
    kept = [one for one in every_day if one.name not in dropped]
    assert kept[:NEWEST] == every_day[:NEWEST]
    recent = [one for one in every_day if NOW - one.at < timedelta(weeks=8)]
    assert {one.at.isocalendar()[:2] for one in kept} == {
        one.at.isocalendar()[:2] for one in recent
    }
    assert len(kept) < NEWEST + 9
    assert all(NOW - one.at < timedelta(weeks=8) for one in kept)
    assert surplus(every_day[:3], NOW) == []


async def test_it_is_whole_and_for_this_user_only(desk: Desk) -> None:
    await desk.new(await desk.book())
    made = await desk.store.backups.make(BackupReason.PERSON)
    assert await desk.store.backups.all() == [made]
    path = desk.path.parent / FOLDER / made.name
    assert path.stat().st_size == made.size
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT first_name FROM contact").fetchall() == [("Anna",)]


async def test_several_of_one_second_have_names_of_their_own(desk: Desk) -> None:
    for _ in range(3):
        await desk.store.backups.make(BackupReason.PERSON)
    assert len(await desk.store.backups.all()) == 3


async def test_many_contacts_are_backed_up_before_they_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = await desk.book()
    monkeypatch.setattr(bulk_jobs, "CHUNK", 2)
    ids = [await desk.new(book, {**ANNA, PHONE: f"0400 000 00{n}"}) for n in range(5)]
    await desk.edit(ids[0], {COMPANY: "Alone"})
    assert await desk.store.backups.all() == []
    await desk.store.contacts.edit(ids, {COMPANY: "New"}, kind=BatchKind.EDIT, title="Many")
    await desk.store.backups.finish()
    [made] = await desk.store.backups.all()
    assert made.reason is BackupReason.BULK
    with closing(sqlite3.connect(desk.path.parent / FOLDER / made.name)) as db:
        found = db.execute("SELECT company FROM contact ORDER BY local_id").fetchall()
    assert found == [("Alone",), *[(ANNA[COMPANY],)] * 4]


async def test_what_is_given_up_before_its_decision_needs_none(desk: Desk) -> None:
    book = await desk.book()
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="Members.csv")
    await desk.store.imports.stage_creates(batch, [(book, ANNA)])
    await desk.store.imports.drop_staging(batch)
    await desk.store.backups.finish()
    assert await desk.store.backups.all() == []


async def test_too_little_room_is_told_and_nothing_is_left_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(desk.path.parent)._replace(free=1_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(NoRoomForBackup):
        await desk.store.backups.make(BackupReason.PERSON)
    assert isinstance(desk.store.backups.trouble, NoRoomForBackup)
    assert [*(desk.path.parent / FOLDER).iterdir()] == []
    monkeypatch.undo()
    await desk.store.backups.make(BackupReason.PERSON)
    assert desk.store.backups.trouble is None


async def test_each_is_put_into_another_folder_too(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "drive" / "SMS Book"
    desk.store.backups.keep_elsewhere(elsewhere)
    made = await desk.store.backups.make(BackupReason.PERSON)
    assert [path.name for path in elsewhere.iterdir()] == [made.name]
    shutil.rmtree(elsewhere)
    elsewhere.write_text("no folder")
    await desk.store.backups.make(BackupReason.PERSON)
    assert desk.store.backups.trouble is not None, "made, and not there"
    assert len(await desk.store.backups.all()) == 2


async def test_what_a_kill_left_is_cleared_away(desk: Desk) -> None:
    await desk.store.backups.make(BackupReason.PERSON)
    left = desk.path.parent / FOLDER / "contacts-20260101-000000-day.db.new"
    left.touch()
    await desk.store.backups.make(BackupReason.PERSON)
    assert not left.exists()


# --- the way back ---------------------------------------------------------------------------------


@pytest.fixture(params=[500, 1])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and by a job that is carried out in chunks."""
    monkeypatch.setattr(bulk_jobs, "CHUNK", request.param)


@pytest.mark.usefixtures("chunk")
async def test_deleted_changed_and_new_contacts_are_found_and_taken_back_as_one_batch(
    desk: Desk,
) -> None:
    friends, family = await desk.book("Friends"), await desk.book("Family", 11)
    await desk.settle()
    same, gone, changed, moved = [
        await desk.saved(friends, {**ANNA, FIRST: name}) for name in ("S", "G", "C", "M")
    ]
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await desk.delete(gone)
    await desk.edit(changed, {COMPANY: "Elsewhere"})
    await desk.edit(moved, {}, family)
    await desk.settle()
    new = await desk.saved(friends, {**ANNA, FIRST: "N"})

    found = await desk.store.backups.differences(backup.name)
    kinds = {one.contact.local_id: one.kind for one in found}
    assert kinds == {
        gone: DifferenceKind.DELETED,
        changed: DifferenceKind.CHANGED,
        moved: DifferenceKind.CHANGED,
        new: DifferenceKind.NEW,
    }
    [difference] = [one for one in found if one.contact.local_id == changed]
    assert difference.changes() == {COMPANY: ("Elsewhere", ANNA[COMPANY])}

    batch = await desk.store.backups.set_back(found, hold_until=None, title="Back")
    assert (await desk.contact(gone)).life is Life.LIVE
    assert (await desk.contact(changed)).values[COMPANY] == ANNA[COMPANY]
    assert (await desk.contact(moved)).book_id == friends
    assert (await desk.contact(new)).life is Life.DELETED
    assert await desk.status(same) is Status.SAVED
    assert await desk.ops() == {
        gone: Op.NEW,
        changed: Op.EDIT,
        moved: Op.EDIT,
        new: Op.DELETE,
    }
    assert await desk.store.backups.differences(backup.name) == []

    await desk.store.bulk.undo_batch(batch)
    assert (await desk.contact(gone)).life is Life.DELETED
    assert (await desk.contact(changed)).values[COMPANY] == "Elsewhere"
    assert (await desk.contact(moved)).book_id == family
    assert (await desk.contact(new)).life is Life.LIVE


async def _emptied(desk: Desk, *ids: int, everywhere: bool = False) -> None:
    """These were deleted at the service, and have left Recently deleted."""
    await desk.delete(*ids)
    await desk.settle()
    await desk.store.erasure.want(ids, everywhere=everywhere, title="Erased")
    assert await desk.store.erasure.erase() == len(ids)


@pytest.mark.usefixtures("chunk")
async def test_contacts_that_left_recently_deleted_come_back_as_creates(desk: Desk) -> None:
    friends = await desk.book()
    await desk.settle()
    ids = [await desk.saved(friends, {**ANNA, FIRST: name}) for name in ("Ada", "Ben", "Cem")]
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await _emptied(desk, *ids)
    found = await desk.store.backups.differences(backup.name)
    assert [(one.contact.local_id, one.kind, one.erased) for one in found] == [
        (local_id, DifferenceKind.DELETED, True) for local_id in ids
    ]
    batch = await desk.store.backups.set_back(found[:2], hold_until=None, title="Back")
    assert await desk.ops() == dict.fromkeys(ids[:2], Op.NEW)
    assert (await desk.contact(ids[0])).values == {**dict.fromkeys(ContactField, ""), **ANNA} | {
        FIRST: "Ada"
    }
    assert await desk.find("ben") == [ids[1]], "the search knows them"
    assert (await desk.store.contacts.counts()).all == 2
    await desk.settle()
    [left] = await desk.store.backups.differences(backup.name)
    assert left.contact.local_id == ids[2]

    await desk.store.bulk.undo_batch(batch)
    assert await desk.ops() == dict.fromkeys(ids[:2], Op.DELETE)
    assert (await desk.contact(ids[0])).life is Life.DELETED


async def test_what_was_deleted_for_good_does_not_come_back(desk: Desk) -> None:
    """The backup may lie in a folder that is out of reach, and have it still."""
    local_id = await desk.saved(await desk.book())
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await _emptied(desk, local_id, everywhere=True)
    assert await desk.store.backups.differences(backup.name) == []


async def test_one_that_is_to_go_for_good_meanwhile_stays_away(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await _emptied(desk, local_id)
    found = await desk.store.backups.differences(backup.name)
    await desk.store.erasure.want([local_id], everywhere=True, title="Erased")
    await desk.store.backups.set_back(found, hold_until=None, title="Back")
    assert await desk.store.contacts.get(local_id) is None


async def test_one_that_came_back_goes_again_after_its_time(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await desk.delete(local_id)
    await desk.settle()
    await desk.store.erasure.want_all(title="Emptied")
    assert await desk.store.erasure.erase() == 1
    found = await desk.store.backups.differences(backup.name)
    await desk.store.backups.set_back(found * 2, hold_until=None, title="Back, ticked twice")
    await desk.settle()
    await _emptied(desk, local_id)


async def test_a_row_that_became_part_of_another_is_not_lost(desk: Desk) -> None:
    """A listing was quicker than the answer of a create: its row went into the create's."""
    home = await desk.book()
    created = await desk.new(home)
    await desk.send()
    asked = await desk.store.sync.sequence()
    listed = RemoteListing(10, "", (RemoteContact(77, {FIRST: "A", PHONE: "1"}),))
    await desk.store.sync.record_listing(home, listed, asked=asked)
    assert len(await desk.ids()) == 2
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await desk.store.sync.accept(contact(created), 77)
    assert await desk.ids() == [created]
    found = await desk.store.backups.differences(backup.name)
    assert [one.contact.local_id for one in found if one.erased] == []


async def test_what_changed_once_more_meanwhile_stays(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await desk.edit(local_id, {COMPANY: "Elsewhere"})
    found = await desk.store.backups.differences(backup.name)
    await desk.edit(local_id, {COMPANY: "Newer"})
    await desk.store.backups.set_back(found, hold_until=None, title="Back")
    assert (await desk.contact(local_id)).values[COMPANY] == "Newer"


async def test_a_file_that_is_none_is_told(desk: Desk) -> None:
    backup = await desk.store.backups.make(BackupReason.PERSON)
    (desk.path.parent / FOLDER / backup.name).write_bytes(b"no database" * 1000)
    with pytest.raises(BackupUnreadable):
        await desk.store.backups.differences(backup.name)


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody take away what is open")
async def test_a_file_that_cannot_be_read_now_is_said_so(
    desk: Desk,
) -> None:
    """A lock or a full disk is no damaged backup, and nothing that nobody expected."""
    await desk.new(await desk.book())
    backup = await desk.store.backups.make(BackupReason.PERSON)
    desk.store.path.rename(desk.store.path.with_name("away.db"))
    with pytest.raises(FolderProblem):
        await desk.store.backups.differences(backup.name)
    desk.store.path.with_name("away.db").rename(desk.store.path)
    assert await desk.store.backups.differences(backup.name) == []


async def test_a_backup_that_is_damaged_behind_its_head_is_told(desk: Desk) -> None:
    book = await desk.book()
    for number in range(200):
        await desk.new(book, {**ANNA, COMPANY: f"{number} " * 40})
    backup = await desk.store.backups.make(BackupReason.PERSON)
    path = desk.path.parent / FOLDER / backup.name
    content = path.read_bytes()
    path.write_bytes(content[:40_000] + bytes(len(content) - 60_000) + content[-20_000:])
    with pytest.raises(BackupUnreadable):
        await desk.store.backups.differences(backup.name)


def test_a_copy_that_another_program_keeps_locked_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise an account would never open after an update, and the program never close."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    with (
        closing(sqlite3.connect(":memory:")) as source,
        closing(sqlite3.connect(tmp_path / "copy.db", timeout=0)) as copy,
        closing(sqlite3.connect(tmp_path / "copy.db", isolation_level=None)) as other,
    ):
        source.execute("CREATE TABLE one (name)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy):
            connection.copy_database(source, copy)
        other.execute("ROLLBACK")
        connection.copy_database(source, copy)
        assert copy.execute("SELECT count(*) FROM one").fetchone() == (0,)


async def test_a_moved_contact_has_no_way_back_into_a_book_that_is_gone(desk: Desk) -> None:
    friends, family = await desk.book("Friends"), await desk.book("Family", 11)
    await desk.book("Third", 12)
    moved = await desk.saved(friends)
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await desk.edit(moved, {}, family)
    [difference] = await desk.store.backups.differences(backup.name)
    assert (difference.contact.local_id, difference.book_id) == (moved, friends)
    await desk.store.books.delete(friends)
    assert await desk.store.backups.differences(backup.name) == []


async def test_one_that_is_gone_for_good_takes_no_other_with_it(desk: Desk) -> None:
    home = await desk.book()
    for_good, by_time = await desk.saved(home), await desk.saved(home)
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await _emptied(desk, for_good, everywhere=True)
    await _emptied(desk, by_time)
    found = await desk.store.backups.differences(backup.name)
    assert [one.contact.local_id for one in found] == [by_time]


async def test_a_backup_of_another_layout_cannot_be_read(desk: Desk) -> None:
    backup = await desk.store.backups.make(BackupReason.PERSON)
    path = desk.path.parent / FOLDER / backup.name
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("ALTER TABLE contact RENAME COLUMN company TO firm")
    with pytest.raises(BackupUnreadable):
        await desk.store.backups.differences(backup.name)


async def test_all_are_found_unless_somebody_stops_it(desk: Desk) -> None:
    made = await desk.store.backups.make(BackupReason.PERSON)
    new = await desk.new(await desk.book())
    path = desk.path.parent / FOLDER / made.name
    assert [one.contact.local_id for one in differences(desk.path, path)] == [new]
    assert differences(desk.path, path, lambda: True) == []


async def test_one_stays_where_the_way_back_has_gone_meanwhile(desk: Desk) -> None:
    friends, family = await desk.book("Friends"), await desk.book("Family", 11)
    moved = await desk.saved(friends)
    backup = await desk.store.backups.make(BackupReason.PERSON)
    await desk.edit(moved, {}, family)
    await desk.settle()
    found = await desk.store.backups.differences(backup.name)
    await desk.store.books.delete(friends)
    await desk.store.backups.set_back(found, hold_until=None, title="Back")
    assert (await desk.contact(moved)).book_id == family
