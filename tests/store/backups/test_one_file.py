"""Backups of one file by themselves: what is in them, where they go, and what prevents them."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.backup import NEWEST, Backup, BackupReason
from smsbook_gui.domain.errors import DiskFailing, NoRoomForBackup, StoreDamaged, StoreProblem
from smsbook_gui.store.backups import backups as module
from smsbook_gui.store.backups.backups import Backups
from tests.support.patience import PATIENCE

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


class _Office:
    """A file with one table, and the time."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "contacts.db"
        self.now = NOW
        self.backups = Backups(self.path, lambda: self.now)
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("CREATE TABLE contact (name TEXT)")

    def write(self, name: str) -> None:
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute("INSERT INTO contact VALUES (?)", (name,))

    def names_in(self, backup: Backup) -> list[str]:
        with closing(sqlite3.connect(self.backups.folder / backup.name)) as db:
            return [row[0] for row in db.execute("SELECT name FROM contact")]

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.backups.folder.iterdir())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[_Office]:
    office = _Office(tmp_path)
    yield office
    office.backups.finish()


def test_the_newest_is_first_and_those_of_one_second_are_counted(office: _Office) -> None:
    first = office.backups.make(BackupReason.DAY)
    more = [office.backups.make(BackupReason.DAY) for _ in range(2)]
    office.now -= timedelta(hours=1)
    earlier = office.backups.make(BackupReason.DAY)
    names = ["contacts-20260331-120000-day.db"]
    names += [f"contacts-20260331-120000-{number}-day.db" for number in (2, 3)]
    assert [first.name, *(one.name for one in more)] == names
    assert earlier.at == NOW - timedelta(hours=1), "the one that was made, not the newest"
    assert [one.at for one in office.backups.all()] == [NOW] * 3 + [earlier.at]


def test_what_is_written_after_the_beginning_is_not_in_it(office: _Office) -> None:
    office.write("before")
    with office.backups._lock:
        office.backups.begin(BackupReason.BULK)
        runs = [office.backups.is_running]
        office.write("after")
    office.backups.finish()
    assert [*runs, office.backups.is_running] == [True, False]
    assert [office.names_in(one) for one in office.backups.all()] == [["before"]]


def test_the_file_itself_is_only_read(office: _Office) -> None:
    """Also one of another layout than ours: that is not a backup’s to change."""
    with closing(sqlite3.connect(office.path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    before = office.path.read_bytes()
    office.backups.make(BackupReason.DAY)
    assert office.path.read_bytes() == before


def test_whoever_waits_for_the_end_has_it_then(office: _Office) -> None:
    with office.backups._lock:
        office.backups.begin(BackupReason.BULK)
        waiting = threading.Thread(target=office.backups.finish)
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    assert len(office.backups.all()) == 1
    office.backups.make(BackupReason.DAY)
    assert not office.backups.is_running


def test_each_batch_has_one_before_it_the_first_too(office: _Office) -> None:
    for batch_id in (1, 1, 2):
        office.backups.begin_bulk(batch_id)
        office.backups.finish()
    assert len(office.backups.all()) == 2


def test_what_prevented_one_in_the_background_is_kept(office: _Office) -> None:
    office.path.rename(office.path.with_name("away.db"))
    office.backups.begin(BackupReason.BULK)
    office.backups.finish()
    assert office.backups.trouble is not None
    assert not office.backups.is_running


def test_a_damaged_file_is_called_so(office: _Office) -> None:
    office.path.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreDamaged):
        office.backups.make(BackupReason.PERSON)


def test_it_takes_twice_the_room_and_leaves_some(
    office: _Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(office.path.parent)
    size = office.path.stat().st_size
    enough = usage._replace(free=2 * size + 100_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: enough)
    office.backups.make(BackupReason.PERSON)
    too_little = usage._replace(free=enough.free - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: too_little)
    with pytest.raises(NoRoomForBackup):
        office.backups.make(BackupReason.PERSON)


def test_a_copy_that_is_not_sound_is_none(office: _Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(_source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
        copy.execute("CREATE TABLE contact (name TEXT)")
        copy.execute("PRAGMA writable_schema = ON")
        copy.execute("UPDATE sqlite_schema SET rootpage = 99")
        copy.commit()

    monkeypatch.setattr(module, "copy_database", spoiled)
    with pytest.raises(StoreProblem):
        office.backups.make(BackupReason.PERSON)
    assert office.files == []
    assert office.backups.trouble is not None


def test_what_a_kill_left_under_its_name_is_in_nobodys_way(office: _Office) -> None:
    office.backups.folder.mkdir()
    left = office.backups.folder / "contacts-20260331-120000-day.db.new"
    left.write_bytes(b"half a copy")
    assert office.backups.make(BackupReason.DAY).name == "contacts-20260331-120000-day.db"
    assert len(office.files) == 1


def test_old_ones_go_from_both_folders(office: _Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "drive"
    office.backups.elsewhere = elsewhere
    made = []
    for _ in range(NEWEST + 3):
        office.now += timedelta(seconds=1)
        made.append(office.backups.make(BackupReason.DAY).name)
    assert office.files == sorted(path.name for path in elsewhere.iterdir())
    assert NEWEST <= len(office.files) <= NEWEST + 1
    assert set(made[-NEWEST:]) <= set(office.files)


def test_what_somebody_else_cleared_away_meanwhile_prevents_nothing(
    office: _Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person in a file manager, or another computer that keeps its backups there too."""
    gone = Backup("contacts-20200101-000000-day.db", NOW, BackupReason.DAY, 1)
    monkeypatch.setattr(module, "surplus", lambda _backups, _now: [gone])
    monkeypatch.setattr(Path, "glob", lambda self, _pattern: [self / f"{gone.name}.new"])
    office.backups.make(BackupReason.DAY)
    assert office.backups.trouble is None


def test_each_of_both_folders_is_visited(office: _Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "drive"
    made = office.backups.make(BackupReason.DAY)
    seen: list[Path] = []

    def look(one: Backup, path: Path) -> None:
        assert (one.name, path.exists()) == (made.name, True)
        seen.append(path)

    assert office.backups.each(look)
    office.backups.elsewhere = elsewhere
    assert not office.backups.each(look), "it is not connected"
    shutil.copytree(office.backups.folder, elsewhere)
    assert office.backups.each(look)
    assert [path.parent.name for path in seen] == ["backups", "backups", "backups", "drive"]


def test_one_that_goes_meanwhile_is_left_out(office: _Office) -> None:
    for _ in range(3):
        office.backups.make(BackupReason.DAY)
    seen: list[str] = []

    def look(one: Backup, path: Path) -> None:
        seen.append(one.name)
        for other in path.parent.iterdir():
            other.unlink()

    assert office.backups.each(look)
    assert len(seen) == 1


def test_what_the_disk_says_is_told(office: _Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_folder: Path) -> list[Backup]:
        raise OSError(5, "Input/output error")

    office.backups.make(BackupReason.DAY)
    with monkeypatch.context() as patch:
        patch.setattr(module, "backups_in", failing)
        with pytest.raises(StoreProblem):
            office.backups.all()
        with pytest.raises(StoreProblem):
            office.backups.each(lambda _one, _path: None)
    shutil.rmtree(office.backups.folder)
    office.backups.folder.write_text("no folder")
    with pytest.raises(StoreProblem):
        office.backups.make(BackupReason.DAY)
    office.backups.folder.unlink()


def test_a_file_that_breaks_its_own_rules_is_not_sound(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE contact (name TEXT)")
        db.execute("INSERT INTO contact VALUES (NULL)")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE contact (name TEXT NOT NULL)'")
    with pytest.raises(DiskFailing):
        module.require_sound(path)
