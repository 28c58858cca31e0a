"""The schema of an import's database, which holds the rows of one import.

It is a file of its own, so that reading a million rows neither delays a Save nor grows the
contacts' file. It is deleted when the import is over.
"""

import sqlite3
from enum import IntEnum
from pathlib import Path

from smsbook_gui.domain.imports.importing import Mark, Verdict
from smsbook_gui.domain.texts.text import natural_key
from smsbook_gui.store.db.connection import connect, make_private

VERSION = 3
"""A file of any other version that `_STEPS` does not upgrade is not read: imports are
short-lived."""


class Code(IntEnum):
    """The verdicts as the file keeps them."""

    NEW = 0
    UPDATE = 1
    SAME = 2
    DUPLICATE = 3
    BAD = 4
    LEFT_OUT = 5
    TAKEN = 6

    @property
    def verdict(self) -> Verdict:
        """The verdict that this code stands for."""
        return Verdict[self.name]


MARK_BITS = {mark: 1 << place for place, mark in enumerate(Mark)}
"""The bits by which the file keeps the marks of a row."""


_TABLES = """
CREATE TABLE note (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE line (
    position INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    cells TEXT NOT NULL,                -- JSON, as read
    aside TEXT,                         -- whether the sheet hides the row or strikes it through
    changed TEXT,                       -- JSON: column -> text, by a person or a repair
    kept INTEGER NOT NULL DEFAULT 0,    -- a person overruled the doubts
    repaired TEXT NOT NULL DEFAULT '',  -- the problem that a repair mended
    problem TEXT NOT NULL,
    suggestion TEXT NOT NULL,
    book TEXT NOT NULL,                 -- key of the address book that the row names
    phone BLOB NOT NULL,                -- sort keys as in the table contact
    own BLOB,
    first BLOB,
    last BLOB,
    identity BLOB NOT NULL,
    verdict INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    twin INTEGER,                       -- number of the row that came first
    contact INTEGER,                    -- the contact that is there already
    taken TEXT,                         -- name of whoever has the number, being somebody else
    marks INTEGER NOT NULL DEFAULT 0,   -- a bit for each Mark
    before TEXT,                        -- JSON: what an update would change, as it was
    local INTEGER                       -- the contact that the row became or changed
);
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS line_identity ON line (identity, position, number) WHERE problem = '';
CREATE INDEX IF NOT EXISTS line_verdict ON line (verdict, position);
CREATE INDEX IF NOT EXISTS line_repaired ON line (verdict) WHERE repaired <> '';
CREATE INDEX IF NOT EXISTS line_marks ON line (position) WHERE marks <> 0;
CREATE INDEX IF NOT EXISTS line_local ON line (local) WHERE local IS NOT NULL;
"""
"""Made when all rows are in, since inserting is faster without them."""

_TEMPORARY = """
CREATE TEMP TABLE place (key TEXT PRIMARY KEY, book INTEGER NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE suppressed (phone BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE custom_key (key BLOB NOT NULL, book INTEGER NOT NULL, contact INTEGER NOT NULL);
CREATE TEMP TABLE contact_match (
    position INTEGER PRIMARY KEY, contact INTEGER NOT NULL, several INTEGER
);
CREATE TEMP TABLE identity_set (identity BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE seen (
    position INTEGER PRIMARY KEY, verdict INTEGER NOT NULL, contact INTEGER, before TEXT
);
"""


def _renumber(db: sqlite3.Connection) -> None:
    """Brings the sort keys of an import that was under way in line with those of the contacts."""
    db.create_function("natural_key", 1, natural_key, deterministic=True)
    db.execute("BEGIN IMMEDIATE")
    for key in ("own", "first", "last"):
        db.execute(f"UPDATE line SET {key} = natural_key({key}) WHERE {key} IS NOT NULL")
    db.execute(
        "UPDATE line SET phone = CAST(x'fe' || natural_key(substr(phone, 2)) AS BLOB)"
        " WHERE phone >= x'fe' AND phone < x'ff'"
    )
    db.execute("PRAGMA user_version = 2")
    db.execute("COMMIT")


def _add_findings(db: sqlite3.Connection) -> None:
    """Adds whose number a row has, its marks, and whether its sheet hides it.

    The rows of this import get them when they are judged again.
    """
    db.execute("BEGIN IMMEDIATE")
    db.execute("ALTER TABLE line ADD COLUMN taken TEXT")
    db.execute("ALTER TABLE line ADD COLUMN marks INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE line ADD COLUMN aside TEXT")
    db.execute("PRAGMA user_version = 3")
    db.execute("COMMIT")


_STEPS = {1: _renumber, 2: _add_findings}
"""Upgrades a file from that version to the next."""


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def open_import_db(path: Path, contacts: Path) -> sqlite3.Connection:
    """Opens or makes one beside the contacts' file, which it may read as schema `store`.

    synchronous=NORMAL: rows that a power cut takes are read again; only the stage must not be lost
    (`set_meta`).
    """
    make_private(path)
    db = connect(path)
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA temp_store = DEFAULT")
        db.execute("PRAGMA cache_size = -8000")
        while (version := _version(db)) in _STEPS:
            _STEPS[version](db)
        if version != VERSION:
            db.executescript(
                f"DROP TABLE IF EXISTS note; DROP TABLE IF EXISTS line; {_TABLES}"
                f" PRAGMA user_version = {VERSION};"
            )
        db.execute("ATTACH ? AS store", (f"{contacts.absolute().as_uri()}?mode=ro",))
        db.executescript(_TEMPORARY)
    except sqlite3.Error:
        db.close()
        raise
    return db
