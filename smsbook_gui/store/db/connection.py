"""Opening SQLite connections, and what their errors mean for a person."""

import sqlite3
from pathlib import Path
from typing import TypeGuard

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
"""How long SQLite waits for another program's lock before a person is told."""
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
"""By SQLite's primary result code. Any other one can only be a bug of ours."""
CACHE_KB = 32_000
"""What SQLite may keep of a file's pages in memory, a connection."""
_TRIES_A_SECOND = 4
SQLITE_VERSION = sqlite3.sqlite_version
_PRIMARY_CODE = 0xFF
"""The low byte of an extended result code is the primary one (sqlite.org/rescode.html)."""


def make_private(path: Path) -> None:
    """Makes the data file (0600) and its folder (0700), or narrows the mode of an existing file.

    SQLite gives the files beside it (-wal, -shm) the same mode. Raises StoreProblem.
    """
    try:
        private_file(path)
    except OSError as error:
        raise disk_problem(error) from error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are begun explicitly.

    synchronous=FULL: at NORMAL a power cut forgets that a create was sent. fullfsync acts on
    macOS only, where an ordinary fsync does not reach the disk. What is deleted is overwritten.
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
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    if not read_only:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        connection.execute("PRAGMA journal_size_limit = 67108864")


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copies all of it. Raises sqlite3.Error, and StoreBusy where `target` is kept locked.

    For a lock `Connection.backup` waits without an end, a quarter of a second between two tries.
    """
    tries = 0

    def look(status: int, _left: int, _whole: int) -> None:
        nonlocal tries
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            tries += 1
            if tries > BUSY_SECONDS * _TRIES_A_SECOND:
                raise StoreBusy(details="the copy is kept locked")

    source.backup(target, progress=look)


def problem(error: sqlite3.Error) -> StoreProblem | None:
    """What a person is told about an error of SQLite; None if it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    found = _PROBLEMS.get(code & _PRIMARY_CODE)
    if found is None:
        return None
    return found(details=f"SQLite: {getattr(error, 'sqlite_errorname', code)}")


def harmless_words(error: sqlite3.Error) -> str:
    """What an error says that holds no data: names of tables and columns, or its code.

    What somebody searched for may stand in the words of any other.
    """
    if isinstance(error, sqlite3.IntegrityError):
        return str(error)
    return str(getattr(error, "sqlite_errorname", ""))


def is_sqlite(error: BaseException) -> TypeGuard[sqlite3.Error]:
    """Whether SQLite raised it."""
    return isinstance(error, sqlite3.Error)
