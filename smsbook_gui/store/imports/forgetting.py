"""Erases what an import's database holds of contacts that are erased."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from smsbook_gui.store.imports.schema import Code

_IDS = "(SELECT value FROM json_each(:ids))"
_ABOUT = f"(local IN {_IDS} OR contact IN {_IDS} AND verdict <> {Code.TAKEN:d})"
"""A row that became the contact, or is the same person."""
_BLANK = """
    UPDATE line SET changed = NULL, repaired = '', suggestion = '', phone = x'ffff', own = NULL,
        first = NULL, last = NULL, identity = x'', reason = '', taken = NULL, before = NULL,
        cells = (SELECT json_group_array('') FROM json_each(line.cells))"""
_FORGET_OWNER = f"UPDATE line SET taken = NULL, reason = '', before = NULL WHERE contact IN {_IDS}"


def forget(db: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """Blanks the rows of these contacts (local ids); their numbers in the file."""
    parameters = {"ids": json.dumps([*ids])}
    rows = db.execute(f"SELECT number FROM line WHERE {_ABOUT}", parameters).fetchall()
    db.execute(f"{_BLANK} WHERE {_ABOUT}", parameters)
    db.execute(_FORGET_OWNER, parameters)
    return [row[0] for row in rows]


def forget_rows(db: sqlite3.Connection, positions: Sequence[int]) -> list[int]:
    """Blanks the rows in these places; their numbers in the file."""
    parameters = {"ids": json.dumps([*positions])}
    where = f"position IN {_IDS}"
    rows = db.execute(f"SELECT number FROM line WHERE {where}", parameters).fetchall()
    db.execute(f"{_BLANK} WHERE {where}", parameters)
    return [row[0] for row in rows]


def write_anew(db: sqlite3.Connection) -> None:
    """Leaves nothing of what was blanked in the file; outside of a transaction."""
    db.execute("VACUUM main")
    db.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")


def knows(path: Path, ids: Sequence[int]) -> bool:
    """Whether an import's file, which is not open, has rows of these contacts."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        found = db.execute(
            f"SELECT EXISTS (SELECT 1 FROM line WHERE local IN {_IDS} OR contact IN {_IDS})",
            {"ids": json.dumps([*ids])},
        ).fetchone()
    return bool(found[0])
