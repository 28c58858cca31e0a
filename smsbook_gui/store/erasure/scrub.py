"""Overwrites what erased contacts leave behind in a file.

SQLite overwrites what it deletes (`secure_delete`), but not all of it: the search indexes keep the
words of what was deleted until their parts are merged, pages keep copies of cells that moved to
other pages, and the write-ahead log keeps what pages looked like before. So the indexes are merged,
the file is written anew, and the log is emptied into it.

Each step may be broken off, and is begun again: nothing is lost by that.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from smsbook_gui.store.db.connection import connect
from smsbook_gui.store.db.transaction import Transaction, WriteSide

_PAGES = 64
"""Of an index, merged in one transaction: some 20 ms of work."""
_LARGE = 200_000_000
"""Bytes from which on a file is not written anew in memory."""
INSTRUCTIONS = 20_000
"""Of SQLite's machine, between two looks whether it is to be broken off."""
_STATISTICS = ("sqlite_stat4", "sqlite_stat3")
"""Where SQLite was built with them, they hold values of indexed columns."""


def merge_index(tx: Transaction, index: str, *, first: bool) -> bool:
    """Merges a part of a search index; whether there is more to merge.

    The first step puts all parts onto one level, so that nothing deleted is left at the end.
    """
    before = tx.db.total_changes
    pages = -_PAGES if first else _PAGES
    tx.run(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))
    return tx.db.total_changes - before > 1


def write_anew(path: Path, wanted: Callable[[], bool]) -> bool:
    """Writes the file anew through a connection of its own; False where it was broken off.

    Nobody else writes meanwhile: called on the writer's thread. It is broken off as soon as the
    writer is `wanted`, as is tried every few milliseconds.
    """
    with closing(connect(path)) as db:
        if path.stat().st_size > _LARGE:
            db.execute("PRAGMA temp_store = FILE")
        db.set_progress_handler(wanted, INSTRUCTIONS)
        try:
            rewrite(db)
        except sqlite3.OperationalError as error:
            if is_interrupt(error):
                return False
            raise
    return True


def is_interrupt(error: sqlite3.DatabaseError) -> bool:
    """Whether a progress handler broke the work off."""
    return error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT


def rewrite(db: sqlite3.Connection) -> None:
    """The same of a file that this connection has alone."""
    for table in _STATISTICS:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            db.execute(f"DELETE FROM {table}")
    db.execute("VACUUM")


def empty_log(side: WriteSide) -> bool:
    """Brings the log into the file and empties it, and the ledger; False while somebody reads."""
    db = side.db
    patience = db.execute("PRAGMA busy_timeout").fetchone()[0]
    db.execute("PRAGMA busy_timeout = 0")
    try:
        (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {patience}")
    if busy:
        return False
    if side.ledger is not None:
        side.ledger.begin_anew()
    return True
