"""What an account's file has otherwise than one of its backups.

Contacts are the same where their local ids are: a backup is of the same file, and a local id is
never given twice. One that was deleted and has left Recently deleted since is told from one that
became part of another by its last line in the history.

Both files are only read, so this goes on beside the work.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from smsbook_gui.domain.contacts.backup import BackupDifference, DifferenceKind
from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.errors import BackupUnreadable, StoreDamaged
from smsbook_gui.store.contacts.edits import LIFE_NAMES
from smsbook_gui.store.contacts.rows import CONTACT_COLUMNS, FIELDS, contact_of
from smsbook_gui.store.db.connection import connect, harmless_words, problem

_LIVE = f"life = {Life.LIVE:d}"
_NOW = ", ".join(f"now.{name.strip()}" for name in CONTACT_COLUMNS.split(","))
_THEN = ", ".join(f"old.{field}" for field in FIELDS)
_OTHERWISE = " OR ".join(
    f"(old.{field} IS NOT NULL AND now.{field} IS NOT NULL AND old.{field} <> now.{field})"
    for field in FIELDS
)
_LATER = f"now.life IN ({Life.DELETED:d}, {Life.GONE:d})"
_OF_BACKUP = f"""
    SELECT {_NOW}, {_THEN},
        CASE WHEN old.book_id <> now.book_id AND home.{_LIVE} THEN old.book_id END AS home
    FROM backup.contact AS old JOIN contact AS now USING (local_id)
    LEFT JOIN book AS home ON home.local_id = old.book_id
    WHERE old.{_LIVE} AND ({_LATER} OR now.{_LIVE} AND (home NOT NULL OR {_OTHERWISE}))
    ORDER BY now.k_last_name, now.k_first_name, now.local_id"""
_NEW = f"""
    SELECT {_NOW} FROM contact AS now
    WHERE now.{_LIVE} AND NOT EXISTS (SELECT 1 FROM backup.contact AS old
        WHERE old.local_id = now.local_id AND old.{_LIVE})
    ORDER BY now.k_last_name, now.k_first_name, now.local_id"""
_ERASED = f"""
    SELECT old.local_id, NULL, old.book_id, {Status.SAVED:d}, {Life.DELETED:d}, {_THEN}
    FROM backup.contact AS old JOIN book ON book.local_id = old.book_id
    WHERE old.{_LIVE} AND NOT EXISTS (SELECT 1 FROM contact WHERE local_id = old.local_id)
        AND NOT EXISTS (SELECT 1 FROM contact WHERE server_id = old.server_id)
        AND NOT EXISTS (SELECT 1 FROM erasure WHERE contact_id = old.local_id AND everywhere)
        AND (SELECT after FROM history WHERE contact_id = old.local_id
            AND field = '{HistoryField.LIFE}' ORDER BY id DESC LIMIT 1)
            IN ('{LIFE_NAMES[Life.DELETED]}', '{LIFE_NAMES[Life.GONE]}')
    ORDER BY old.k_last_name, old.k_first_name, old.local_id"""
_CHUNK = 1_000


def differences(
    path: Path, backup: Path, stopped: Callable[[], bool] = lambda: False
) -> list[BackupDifference]:
    """Contacts deleted, changed and made since; all that differ, or fewer once it is `stopped`.

    A value that was never read, there or here, is no difference. Raises BackupUnreadable, or what
    else keeps the two files from being read (StoreProblem).
    """
    try:
        with closing(connect(path, read_only=True)) as db:
            return list(_found(db, backup, stopped))
    except sqlite3.Error as error:
        known = problem(error)
        if known is None or isinstance(known, StoreDamaged):
            # The account's own file is looked at all the time: it is the backup that is damaged.
            raise BackupUnreadable(details=harmless_words(error)) from error
        raise known from error


def _found(
    db: sqlite3.Connection, backup: Path, stopped: Callable[[], bool]
) -> Iterator[BackupDifference]:
    try:
        db.execute("ATTACH ? AS backup", (f"{backup.absolute().as_uri()}?immutable=1",))
        db.execute("SELECT count(*) FROM backup.contact").fetchone()
    except sqlite3.Error as error:
        raise BackupUnreadable(details=harmless_words(error)) from error
    for sql, read in ((_OF_BACKUP, _difference), (_ERASED, _erased), (_NEW, _made)):
        rows = db.execute(sql)
        while not stopped() and (some := rows.fetchmany(_CHUNK)):
            yield from map(read, some)


def _difference(row: tuple[object, ...]) -> BackupDifference:
    width = len(row) - len(FIELDS) - 1
    contact, texts, home = contact_of(row[:width]), row[width:-1], row[-1]
    then = {
        field: text
        for field, text in zip(FIELDS, texts, strict=True)
        if isinstance(text, str) and contact.values.get(field, text) != text
    }
    kind = DifferenceKind.CHANGED if contact.life is Life.LIVE else DifferenceKind.DELETED
    return BackupDifference(kind, contact, then, home if isinstance(home, int) else None)


def _erased(row: tuple[object, ...]) -> BackupDifference:
    return BackupDifference(DifferenceKind.DELETED, contact_of(row), erased=True)


def _made(row: tuple[object, ...]) -> BackupDifference:
    return BackupDifference(DifferenceKind.NEW, contact_of(row))
