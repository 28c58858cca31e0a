"""What an account's file has otherwise than one of its backups.

Contacts are the same where their local ids are: a backup is of the same file, and a local id is
never given twice. Both files are only read, so this goes on beside the work.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from smsbook_gui.domain.backup import BackupDifference, DifferenceKind
from smsbook_gui.domain.contact import Life
from smsbook_gui.domain.errors import BackupUnreadable
from smsbook_gui.store.contacts.rows import CONTACT_COLUMNS, FIELDS, contact_of
from smsbook_gui.store.db.connection import connect

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
_AT_ONCE = 1_000


def differences(
    path: Path, backup: Path, stopped: Callable[[], bool] = lambda: False
) -> list[BackupDifference]:
    """Contacts deleted, changed and made since; all that differ, or fewer once it is `stopped`.

    A value that was never read, there or here, is no difference. Raises BackupUnreadable, or
    sqlite3.Error where the account's own file cannot be read.
    """
    with closing(connect(path, read_only=True)) as db:
        try:
            db.execute("ATTACH ? AS backup", (f"{backup.absolute().as_uri()}?immutable=1",))
            db.execute("SELECT count(*) FROM backup.contact").fetchone()
        except sqlite3.Error as error:
            raise BackupUnreadable(details=str(error)) from error
        found: list[BackupDifference] = []
        for sql, read in ((_OF_BACKUP, _difference), (_NEW, _made)):
            rows = db.execute(sql)
            while not stopped() and (some := rows.fetchmany(_AT_ONCE)):
                found += map(read, some)
        return found


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


def _made(row: tuple[object, ...]) -> BackupDifference:
    return BackupDifference(DifferenceKind.NEW, contact_of(row))
