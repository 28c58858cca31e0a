"""Erases contacts in backups: whole copies of the file, each with the contacts of its day.

A backup is copied, the contacts go from the copy, and the copy takes its place: a kill leaves the
old one or the new one, never half of either. Local ids are those of the file, since a backup is of
the same file and an id is never given twice.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place
from smsbook_gui.domain.contacts.backup import Backup
from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.errors import BackupUnreadable
from smsbook_gui.store.backups.backups import Backups, require_sound
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.db.connection import problem
from smsbook_gui.store.db.private_files import private_file
from smsbook_gui.store.db.search_index import INDEXES
from smsbook_gui.store.erasure.erase import Followed
from smsbook_gui.store.erasure.scrub import INSTRUCTIONS, is_interrupt, rewrite

_BEGUN = ".new"
"""Files with this end are cleared away with the next backup."""
_NUMBERS = "(SELECT value FROM json_each(:ids))"
_VALUES = (
    f"contact_id IN {_NUMBERS} AND field NOT IN ('{HistoryField.LIFE}', '{HistoryField.BOOK}')"
)
_ERASE = {
    "history": f"UPDATE history SET before = NULL, after = NULL WHERE {_VALUES}",
    "answer": f"UPDATE history SET answer = NULL WHERE contact_id IN {_NUMBERS}",
    "outbox": CONTACT_ROWS.delete(f"local_id IN {_NUMBERS}"),
    "base": f"DELETE FROM base WHERE contact_id IN {_NUMBERS}",
    "conflict": f"DELETE FROM conflict WHERE contact_id IN {_NUMBERS}",
    "draft": f"DELETE FROM draft WHERE contact_id IN {_NUMBERS}",
    "not_duplicate": f"DELETE FROM not_duplicate WHERE one IN {_NUMBERS} OR other IN {_NUMBERS}",
    "staged": f"DELETE FROM staged WHERE EXISTS (SELECT 1 FROM json_each(ids) AS chosen"
    f" WHERE chosen.value IN {_NUMBERS})",
    "contact": f"DELETE FROM contact WHERE local_id IN {_NUMBERS}",
}
"""By table (or column of one); a backup of an earlier version lacks some of them."""
_COUNT = "INSERT INTO tally SELECT book_id, life, status, count(*) FROM contact GROUP BY 1, 2, 3"


def erase_in_backups(
    backups: Backups, followed: Followed, anew: set[Path], stopped: Callable[[], bool]
) -> bool:
    """Erases these contacts in all backups; False where one is out of reach, or it was `stopped`.

    Those made since then are written anew in any case, unless they are in `anew`: they are copies
    of pages. Raises StoreProblem where one cannot be read or written; it is as it was.
    """

    def erase(backup: Backup, path: Path) -> None:
        made_since = backup.at >= followed.since.replace(microsecond=0) and path not in anew
        if not stopped() and (made_since or holds(path, followed.ids)):
            _erase(path, followed.ids, stopped)
            anew.add(path)

    backups.finish()
    try:
        return backups.each(erase) and not stopped()
    except sqlite3.DatabaseError as error:
        if is_interrupt(error):
            return False
        raise problem(error) or BackupUnreadable(details=str(error)) from error


def holds(path: Path, ids: Sequence[int]) -> bool:
    """Whether a backup has something of these contacts."""
    with closing(_read_only(path)) as db:
        parameters = {"ids": json.dumps([*ids])}
        return any(
            db.execute(f"SELECT EXISTS (SELECT 1 FROM {wanted})", parameters).fetchone()[0]
            for wanted in (
                f"contact WHERE local_id IN {_NUMBERS}",
                f"history WHERE {_VALUES} AND (before NOT NULL OR after NOT NULL)",
            )
        )


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _erase(path: Path, ids: Sequence[int], stopped: Callable[[], bool]) -> None:
    new = path.with_name(path.name + _BEGUN)
    try:
        new.unlink(missing_ok=True)
        private_file(new)
        shutil.copyfile(path, new)
        with closing(sqlite3.connect(new, isolation_level=None)) as db:
            db.set_progress_handler(stopped, INSTRUCTIONS)
            _erase_rows(db, ids)
        require_sound(new)
        put_in_place(new, path)
    finally:
        new.unlink(missing_ok=True)


def _erase_rows(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """`put_in_place` flushes all of it, and what was begun is thrown away: no journal is kept."""
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("BEGIN")
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    there |= {name for (name,) in db.execute("SELECT name FROM pragma_table_info('history')")}
    for part, statement in _ERASE.items():
        if part in there:
            db.execute(statement, {"ids": json.dumps([*ids])})
    db.execute("DELETE FROM tally")
    db.execute(_COUNT)
    for index in INDEXES:
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    db.execute("COMMIT")
    rewrite(db)
