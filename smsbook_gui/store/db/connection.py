"""Opening SQLite connections, and what their errors mean for a person."""

import sqlite3
from pathlib import Path

from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import (
    DiskFailing,
    DiskFull,
    FolderProblem,
    NotAllowed,
    StoreBusy,
    StoreDamaged,
    StoreProblem,
    WriteProtected,
)
from smsbook_gui.store.db.private_files import private_file

BUSY_SECONDS = 10.0
"""How long SQLite waits for another program's lock, before that is a problem to be told."""
_PROBLEMS: dict[int, type[StoreProblem]] = {
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_PROTOCOL: StoreBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: WriteProtected,
    sqlite3.SQLITE_PERM: NotAllowed,
    sqlite3.SQLITE_IOERR: DiskFailing,
    sqlite3.SQLITE_CANTOPEN: FolderProblem,
}
"""By SQLite's primary result code. What is not here can only be a bug of ours."""
_PRIMARY_CODE = 0xFF
"""The low byte of an extended result code is the primary one (sqlite.org/rescode.html)."""


def make_private(path: Path) -> None:
    """Makes the data file (0600) and its folder (0700) where missing; narrows the file if not.

    SQLite gives the files beside it (-wal, -shm) the data file's own mode. Raises StoreProblem.
    """
    try:
        private_file(path)
    except OSError as error:
        raise disk_problem(error) from error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are begun explicitly.

    synchronous=FULL: at NORMAL a power cut forgets that a create was sent. fullfsync acts on
    macOS only, where an ordinary fsync does not reach the disk.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        timeout=BUSY_SECONDS,
        isolation_level=None,
        uri=True,
    )
    try:
        _set_up(connection, read_only)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        connection.execute("PRAGMA journal_size_limit = 67108864")


def problem(error: sqlite3.Error) -> StoreProblem | None:
    """The person's words for an error of SQLite; None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    found = _PROBLEMS.get(code & _PRIMARY_CODE)
    if found is None:
        return None
    return found(details=f"SQLite: {getattr(error, 'sqlite_errorname', code)}")
