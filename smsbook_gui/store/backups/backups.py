"""Backups: whole copies of an account's file, made beside the work.

A backup begins with a snapshot of the file, which takes milliseconds. The copy is then made on a
thread of its own, opened and checked, and only then given its name. The caller may carry on at
once: what is written after the snapshot is not in the backup.
"""

import logging
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place
from smsbook_gui.domain.contacts.backup import Backup, BackupReason, surplus
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import DiskFailing, NoRoomForBackup, StoreProblem
from smsbook_gui.store.db.connection import connect, copy_database, problem
from smsbook_gui.store.db.private_files import private_dir, private_file
from smsbook_gui.threads import start

_log = logging.getLogger(__name__)

FOLDER = "backups"
"""Beside the account's file."""
_NAME = re.compile(
    rf"contacts-(\d{{8}}-\d{{6}})(?:-(\d+))?-({'|'.join(BackupReason)})\.db", re.ASCII
)
_MOMENT = "%Y%m%d-%H%M%S"
_BEGUN = ".new"
_ROOM = 100_000_000
"""Bytes that a backup leaves free for the work."""


def backups_in(folder: Path) -> list[Backup]:
    """The backups that lie in a folder, newest first. Raises OSError."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match is not None:
            at = datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC)
            found.append(Backup(path.name, at, BackupReason(match[3]), path.stat().st_size))
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True)


class Backups:
    """The backups of one file. Safe on any thread; copies are made one at a time."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._running: set[threading.Event] = set()
        self._batch = 0
        self.folder = path.parent / FOLDER
        self.elsewhere: Path | None = None
        """A second folder of the person's choice; each backup is copied there as well."""
        self.trouble: StoreProblem | None = None
        """Why the last one could not be made, or not be put elsewhere; None: it was."""

    def all(self) -> list[Backup]:
        """All backups, newest first. Raises StoreProblem."""
        try:
            return backups_in(self.folder)
        except OSError as error:
            raise disk_problem(error) from error

    def make(self, reason: BackupReason) -> Backup:
        """Makes a backup of this moment. Raises StoreProblem, which `trouble` then has as well."""
        return self._copy(reason, lambda: None)

    def begin(self, reason: BackupReason) -> None:
        """Makes a backup of this moment on a thread of its own; `trouble` has what prevented it."""
        held = threading.Event()

        def work() -> None:
            try:
                with suppress(StoreProblem):
                    self._copy(reason, held.set)
            finally:
                held.set()

        start(work, "backup")
        held.wait()

    def begin_bulk(self, batch_id: int) -> None:
        """Makes a backup before this batch is carried out; later calls for the batch do nothing."""
        if batch_id != self._batch:
            self._batch = batch_id
            self.begin(BackupReason.BULK)

    @property
    def is_running(self) -> bool:
        """Whether a backup is being made."""
        return bool(self._running)

    def finish(self) -> None:
        """Waits for all backups that are being made."""
        for done in tuple(self._running):
            done.wait()

    def each(self, work: Callable[[Backup, Path], None]) -> bool:
        """Calls `work` for the file of each backup, while none is being made.

        Returns False if the second folder is not connected. Raises StoreProblem, sqlite3.Error.
        """
        folders = [self.folder, *([] if self.elsewhere is None else [self.elsewhere])]
        try:
            for folder in folders:
                for one in backups_in(folder):
                    with self._lock:
                        if (folder / one.name).exists():
                            work(one, folder / one.name)
        except OSError as error:
            raise disk_problem(error) from error
        return self.elsewhere is None or self.elsewhere.is_dir()

    def _fail(self, error: StoreProblem) -> None:
        _log.info("no backup could be made (%s)", type(error).__name__)
        self.trouble = error

    def _copy(self, reason: BackupReason, held: Callable[[], None]) -> Backup:
        """Calls `held` as soon as the snapshot is taken. Raises StoreProblem, as `make` does."""
        done = threading.Event()
        self._running.add(done)
        try:
            return self._copy_snapshot(reason, held)
        except StoreProblem as error:
            self._fail(error)
            raise
        finally:
            self._running.discard(done)
            done.set()

    def _copy_snapshot(self, reason: BackupReason, held: Callable[[], None]) -> Backup:
        try:
            with closing(connect(self._path, read_only=True)) as snapshot:
                snapshot.execute("BEGIN")
                snapshot.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                held()
                with self._lock:
                    made = self._write(snapshot, reason)
                    self._put_elsewhere(made)
                    self._clean_up(self.folder)
                    return made
        except OSError as error:
            raise disk_problem(error) from error
        except sqlite3.Error as error:
            raise (problem(error) or DiskFailing()) from error

    def _write(self, snapshot: sqlite3.Connection, reason: BackupReason) -> Backup:
        """Copies the snapshot; the copy becomes a backup only if it is sound."""
        private_dir(self.folder)
        size = self._path.stat().st_size
        if shutil.disk_usage(self.folder).free < 2 * size + _ROOM:
            raise NoRoomForBackup
        target = _free_name(self.folder, self._now(), reason)
        new = target.with_name(target.name + _BEGUN)
        new.unlink(missing_ok=True)
        try:
            private_file(new)
            with closing(sqlite3.connect(new)) as copy:
                copy.execute("PRAGMA synchronous = OFF")  # `put_in_place` flushes all of it
                copy_database(snapshot, copy)
            require_sound(new)
            put_in_place(new, target)
        finally:
            new.unlink(missing_ok=True)
        self.trouble = None
        return next(one for one in backups_in(self.folder) if one.name == target.name)

    def _put_elsewhere(self, made: Backup) -> None:
        """Copies a backup into the second folder, which may be a drive that is not connected."""
        if self.elsewhere is None:
            return
        try:
            private_dir(self.elsewhere)
            new = self.elsewhere / (made.name + _BEGUN)
            shutil.copyfile(self.folder / made.name, new)
            put_in_place(new, self.elsewhere / made.name)
            self._clean_up(self.elsewhere)
        except OSError as error:
            self._fail(disk_problem(error))

    def _clean_up(self, folder: Path) -> None:
        for one in surplus(backups_in(folder), self._now()):
            (folder / one.name).unlink(missing_ok=True)
        for left in folder.glob(f"contacts-*{_BEGUN}"):  # the program was killed meanwhile
            left.unlink(missing_ok=True)


def _free_name(folder: Path, now: datetime, reason: BackupReason) -> Path:
    moment, number = now.astimezone(UTC).strftime(_MOMENT), 1
    path = folder / f"contacts-{moment}-{reason}.db"
    while path.exists():
        number += 1
        path = folder / f"contacts-{moment}-{number}-{reason}.db"
    return path


def require_sound(path: Path) -> None:
    """Checks the file of a backup. Raises DiskFailing, or sqlite3.Error."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        found = db.execute("PRAGMA quick_check(1)").fetchall()
    if found != [("ok",)]:
        raise DiskFailing(details="the copy is not sound")
