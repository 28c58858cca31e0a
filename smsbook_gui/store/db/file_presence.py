"""Whether the open file still lies at its path, and how to put it there again.

SQLite keeps working with a file whose folder was deleted, moved or unmounted: what it commits is in
a file without a name, and lost when the program ends.
"""

import errno
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import FolderGone
from smsbook_gui.store.db.file_swap import BESIDE, LEDGER, beside, part
from smsbook_gui.store.db.private_files import private_dir
from smsbook_gui.store.db.schema import back_up


class FilePresence:
    """Made when the file was opened; used on the writer's thread."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self._path = path
        found = path.stat()
        self._device, self._number = found.st_dev, found.st_ino

    def require(self) -> None:
        """Raises FolderGone unless the same file lies there."""
        try:
            found = self._path.stat()
        except OSError as error:
            raise FolderGone(details=f"{type(error).__name__}: {error.strerror}") from error
        if (found.st_dev, found.st_ino) != (self._device, self._number):
            raise FolderGone(details="another file lies in its place")

    def put_again(self, db: sqlite3.Connection, now: datetime) -> None:
        """Writes the whole file to its path; whatever lies there is renamed.

        It must then be opened anew. Raises StoreProblem: NotThere if its drive is missing.
        """
        try:
            self.require()
        except FolderGone:
            try:
                self._put_again(db, now)
            except OSError as error:
                raise disk_problem(error) from error

    def _put_again(self, db: sqlite3.Connection, now: datetime) -> None:
        path = self._path
        self._make_folder()
        new = part(path, "anew")
        new.unlink(missing_ok=True)
        try:
            back_up(db, new)
        except sqlite3.Error:
            new.unlink(missing_ok=True)
            if path.exists():  # The drive is back, and with it the file, with all that was saved.
                return
            raise
        replaced = part(path, f"replaced-{now:%Y%m%d-%H%M%S}")
        for suffix in (*BESIDE, LEDGER, ""):
            if beside(path, suffix).exists():
                os.replace(beside(path, suffix), beside(replaced, suffix))
        put_in_place(new, path)

    def _make_folder(self) -> None:
        """Makes the folder on the drive where it was, never in place of a drive that is missing."""
        folder = self._path.parent
        chain = (folder, *folder.parents)
        missing = [each for each in chain if not each.exists()]
        there = chain[len(missing)]
        if not self._path.exists() and there.stat().st_dev != self._device:
            raise FileNotFoundError(errno.ENOENT, "its drive is not connected", str(folder))
        for each in reversed(missing):
            private_dir(each)
