"""The file's tables and the steps that bring older files up to date.

`PRAGMA user_version` is the number of steps a file has seen. Before a step an existing file is
copied to `<name>.v<N>.bak` beside it. A file with a greater number is refused.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import StoreTooNew
from smsbook_gui.domain.texts.text import natural_key
from smsbook_gui.store.db import contact_set
from smsbook_gui.store.db.connection import connect, copy_database, make_private
from smsbook_gui.store.db.file_swap import part
from smsbook_gui.store.db.private_files import FILE_MODE

Step = Callable[[sqlite3.Connection], None]

INDEXED = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.PHONE_NUMBER,
    ContactField.COMPANY,
)
"""Fields whose order has indexes. Others are sorted when asked: each index costs every write."""

_ROW_ORDER = (ContactField.LAST_NAME, ContactField.FIRST_NAME, ContactField.PHONE_NUMBER)


def row_order(*fields: ContactField) -> tuple[ContactField, ...]:
    """What decides the order of the table's rows, where it is by `fields` first."""
    return (*fields, *(field for field in _ROW_ORDER if field not in fields))


_TEXTS = ",\n    ".join(f"{name} TEXT" for name in ContactField)
_KEYS = ",\n    ".join(f"k_{name} BLOB NOT NULL" for name in ContactField)
_ORDERS = "\n".join(
    f"CREATE INDEX contact_{name} ON contact (k_{name}) WHERE life = 0;\n"
    f"CREATE INDEX contact_book_{name} ON contact (book_id, k_{name}) WHERE life = 0;"
    for name in INDEXED
)

_FIRST = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counter VALUES ('sequence', 0);

CREATE TABLE book (
    local_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER UNIQUE,
    name TEXT NOT NULL,
    base_name TEXT,             -- what the service is known to have; NULL: nothing yet
    k_name BLOB NOT NULL,
    life INTEGER NOT NULL DEFAULT 0,
    status INTEGER NOT NULL DEFAULT 0,
    sequence INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX book_name ON book (k_name);

CREATE TABLE contact (
    local_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER UNIQUE,
    book_id INTEGER NOT NULL REFERENCES book (local_id),
    base_book_id INTEGER REFERENCES book (local_id),
    life INTEGER NOT NULL DEFAULT 0,
    status INTEGER NOT NULL DEFAULT 0,
    read_at INTEGER,            -- NULL: never read with detail
    unverified INTEGER NOT NULL DEFAULT 0,  -- bits of fields accepted and not read back
    sequence INTEGER NOT NULL DEFAULT 0,    -- work counter when work was last begun or ended
    {_TEXTS},                   -- NULL: never read
    {_KEYS},
    digits TEXT NOT NULL,
    search_text TEXT NOT NULL
);
{_ORDERS}
CREATE INDEX contact_attention ON contact (status) WHERE status >= 3;
CREATE INDEX contact_deleted ON contact (k_last_name) WHERE life > 0 AND life < 3;
CREATE INDEX contact_read ON contact (read_at) WHERE life = 0 AND server_id IS NOT NULL;
CREATE INDEX contact_unverified ON contact (read_at) WHERE life = 0 AND unverified <> 0;

CREATE TABLE base (
    contact_id INTEGER NOT NULL REFERENCES contact (local_id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT,                 -- NULL: the service's value is unknown
    PRIMARY KEY (contact_id, field)
) WITHOUT ROWID;

CREATE TABLE conflict (
    contact_id INTEGER NOT NULL REFERENCES contact (local_id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    original TEXT,
    theirs TEXT NOT NULL,
    resolved_by INTEGER,        -- the batch; NULL while a person has to choose
    PRIMARY KEY (contact_id, field)
) WITHOUT ROWID;

CREATE TABLE retired_id (
    kind INTEGER NOT NULL,
    server_id INTEGER NOT NULL,
    local_id INTEGER NOT NULL,
    PRIMARY KEY (kind, server_id)
) WITHOUT ROWID;
CREATE INDEX retired_id_local ON retired_id (kind, local_id);

CREATE TABLE outbox (
    kind INTEGER NOT NULL,
    local_id INTEGER NOT NULL,
    state INTEGER NOT NULL,     -- the numbers of Status
    op TEXT,                    -- of the call under way, or the last one without a clear answer
    sent TEXT,                  -- JSON: the local texts that went with it
    sent_base TEXT,             -- JSON: what the service had of them before
    sent_book_id INTEGER,
    sent_base_book_id INTEGER,
    sent_at INTEGER NOT NULL DEFAULT 0,     -- the work counter when it was sent
    sent_line INTEGER NOT NULL DEFAULT 0,   -- the newest history line it covers
    not_before INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,                 -- JSON
    batch_id INTEGER,
    since INTEGER NOT NULL,
    PRIMARY KEY (kind, local_id)
) WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (state, priority, since);
CREATE INDEX outbox_held ON outbox (not_before) WHERE state = 1 AND not_before > 0;

CREATE TABLE sighting (
    server_id INTEGER PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES book (local_id),
    seen INTEGER NOT NULL,      -- the work counter when a listing first showed it
    field_values TEXT NOT NULL  -- JSON
);

CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    at INTEGER NOT NULL,
    undoes INTEGER,
    undone_by INTEGER
);

CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    contact_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    outcome TEXT                -- NULL while the service has not settled it
);
CREATE INDEX history_contact ON history (contact_id);
CREATE INDEX history_batch ON history (batch_id, contact_id, outcome);

CREATE TABLE tally (
    book_id INTEGER NOT NULL,
    life INTEGER NOT NULL,
    status INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    PRIMARY KEY (book_id, life, status)
) WITHOUT ROWID;

CREATE TABLE draft (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    contact_id INTEGER,
    book_id INTEGER,
    field_values TEXT NOT NULL
);

CREATE VIRTUAL TABLE contact_trigram USING fts5 (
    search_text, content = 'contact', content_rowid = 'local_id',
    tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE contact_word USING fts5 (
    search_text, content = 'contact', content_rowid = 'local_id',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = 'none'
);
CREATE TRIGGER contact_search_insert AFTER INSERT ON contact BEGIN
    INSERT INTO contact_trigram (rowid, search_text) VALUES (new.local_id, new.search_text);
    INSERT INTO contact_word (rowid, search_text) VALUES (new.local_id, new.search_text);
END;
CREATE TRIGGER contact_search_delete AFTER DELETE ON contact BEGIN
    INSERT INTO contact_trigram (contact_trigram, rowid, search_text)
        VALUES ('delete', old.local_id, old.search_text);
    INSERT INTO contact_word (contact_word, rowid, search_text)
        VALUES ('delete', old.local_id, old.search_text);
END;
CREATE TRIGGER contact_search_update AFTER UPDATE OF search_text ON contact
WHEN old.search_text IS NOT new.search_text BEGIN
    INSERT INTO contact_trigram (contact_trigram, rowid, search_text)
        VALUES ('delete', old.local_id, old.search_text);
    INSERT INTO contact_trigram (rowid, search_text) VALUES (new.local_id, new.search_text);
    INSERT INTO contact_word (contact_word, rowid, search_text)
        VALUES ('delete', old.local_id, old.search_text);
    INSERT INTO contact_word (rowid, search_text) VALUES (new.local_id, new.search_text);
END;
"""

_TEMPORARY = """
CREATE TEMP TABLE listed (
    server_id INTEGER NOT NULL, book_id INTEGER NOT NULL, PRIMARY KEY (server_id, book_id)
) WITHOUT ROWID;
CREATE TEMP TABLE new_contact AS SELECT * FROM contact WHERE 0;
INSERT INTO new_contact (local_id) VALUES (1);  -- for the statistics of contact_set
"""


def _create(db: sqlite3.Connection) -> None:
    for statement in _statements(_FIRST):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """Splits a script without executescript, which would commit the step's transaction."""
    found, part = [], ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return found


def _add_sent_time(db: sqlite3.Connection) -> None:
    """When a call left, for whoever has to find out what became of it; NULL: not known."""
    db.execute("ALTER TABLE outbox ADD COLUMN sent_time INTEGER")


def _add_unclear(db: sqlite3.Connection) -> None:
    """1: the answer of an earlier edit or delete was lost, and nothing has told of it since."""
    db.execute("ALTER TABLE outbox ADD COLUMN unclear INTEGER NOT NULL DEFAULT 0")


_STAGING = """
ALTER TABLE batch ADD COLUMN turn INTEGER;  -- its place among the batches; NULL: that of its id
ALTER TABLE batch ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
CREATE TABLE staging (
    batch_id INTEGER PRIMARY KEY REFERENCES batch (id),
    turn INTEGER,               -- NULL: still being staged; else decided, carried out in this order
    work TEXT NOT NULL,
    book_id INTEGER,
    not_before INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL        -- JSON
);
CREATE TABLE staged (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES staging (batch_id) ON DELETE CASCADE,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,   -- 1: contacts made by this batch
    ids TEXT NOT NULL,          -- JSON: local ids
    wishes TEXT                 -- JSON: [id, field, value] each
);
CREATE INDEX staged_range ON staged (batch_id, first_id, last_id, size, created);
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox
    (state, priority, since, kind, local_id, not_before, batch_id);
"""


def _add_staging(db: sqlite3.Connection) -> None:
    """Bulk work in chunks, and pauses of a batch, which the index of due work has to know."""
    for statement in _statements(_STAGING):
        db.execute(statement)


def _add_left_out(db: sqlite3.Connection) -> None:
    """Numbers, beside those of deleted contacts, whose owners may have opted out."""
    db.execute("CREATE TABLE left_out (phone BLOB PRIMARY KEY, number TEXT NOT NULL) WITHOUT ROWID")


def _add_first_seen(db: sqlite3.Connection) -> None:
    """The work counter when a listing or a reading first showed the contact's id. NULL: the id was
    known from of old, or a create of ours was answered with it."""
    db.execute("ALTER TABLE contact ADD COLUMN first_seen INTEGER")


_BOOK_HISTORY = """
CREATE TABLE book_history (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL,
    book_id INTEGER NOT NULL,
    before_life INTEGER NOT NULL,
    after_life INTEGER NOT NULL
);
CREATE INDEX book_history_batch ON book_history (batch_id);
"""


def _add_book_history(db: sqlite3.Connection) -> None:
    """Which batch deleted an address book or brought it back, for undo and redo."""
    for statement in _statements(_BOOK_HISTORY):
        db.execute(statement)


def _order_rows(db: sqlite3.Connection) -> None:
    """Rows that are equal in one column stand in the order of the others; 2 comes before 10.

    Only texts with digits get another key. The indexes are built anew over all contacts.
    """
    db.create_function("natural_key", 1, natural_key, deterministic=True)
    for field in INDEXED:
        db.execute(f"DROP INDEX contact_{field}")
        db.execute(f"DROP INDEX contact_book_{field}")
    texts = [f"k_{field}" for field in ContactField if field is not ContactField.PHONE_NUMBER]
    digits = {key: f"CAST({key} AS TEXT) GLOB '*[0-9]*'" for key in texts}
    # Calls into Python are most of the time, and most texts have no digits.
    keys = ", ".join(
        f"{key} = CASE WHEN {has} THEN natural_key({key}) ELSE {key} END"
        for key, has in digits.items()
    )
    db.execute(f"UPDATE contact SET {keys} WHERE {' OR '.join(digits.values())}")
    # What cannot be read as a number is ordered as a text, behind a sign of its own.
    phone = f"k_{ContactField.PHONE_NUMBER}"
    unread = "{0} >= x'fe' AND {0} < x'ff'"
    new = "CAST(x'fe' || natural_key(substr({0}, 2)) AS BLOB)"
    db.execute(f"UPDATE contact SET {phone} = {new.format(phone)} WHERE {unread.format(phone)}")
    db.execute(
        f"CREATE TEMP TABLE renumbered AS SELECT {new.format('phone')} AS phone, number"
        f" FROM left_out WHERE {unread.format('phone')}"
    )
    db.execute(f"DELETE FROM left_out WHERE {unread.format('phone')}")
    db.execute("INSERT INTO left_out SELECT phone, number FROM renumbered")
    db.execute("DROP TABLE renumbered")
    db.execute("UPDATE book SET k_name = natural_key(k_name)")
    for field in INDEXED:
        keys = ", ".join(f"k_{key}" for key in row_order(field))
        db.execute(f"CREATE INDEX contact_{field} ON contact ({keys}) WHERE life = 0")
        db.execute(f"CREATE INDEX contact_book_{field} ON contact (book_id, {keys}) WHERE life = 0")


def _add_not_duplicate(db: sqlite3.Connection) -> None:
    """Pairs of contacts that look alike and are different people, as a person said."""
    db.execute(
        "CREATE TABLE not_duplicate (one INTEGER NOT NULL, other INTEGER NOT NULL,"
        " PRIMARY KEY (one, other)) WITHOUT ROWID"
    )


def _add_recipe(db: sqlite3.Connection) -> None:
    """Comparisons with a file that people run again; times and the choices as their code says."""
    db.execute(
        "CREATE TABLE recipe (id INTEGER PRIMARY KEY, name TEXT NOT NULL, file TEXT NOT NULL,"
        " file_size INTEGER NOT NULL, file_time INTEGER NOT NULL, last_run INTEGER NOT NULL,"
        " choices TEXT NOT NULL)"
    )


def _add_book_looks(db: sqlite3.Connection) -> None:
    """Where a person put the address book in the list (NULL: nowhere yet), and its colour."""
    db.execute("ALTER TABLE book ADD COLUMN place INTEGER")
    db.execute("ALTER TABLE book ADD COLUMN colour TEXT")


def _add_times(db: sqlite3.Connection) -> None:
    """When contacts came in, and quickly which of them changed since a moment.

    NULL: the contact was there before this column, or before the service was first read.
    """
    db.execute("ALTER TABLE contact ADD COLUMN added_at INTEGER")
    db.execute("CREATE INDEX history_at ON history (at, contact_id)")


_ERASURE = """
CREATE TABLE erasure (
    contact_id INTEGER PRIMARY KEY,
    everywhere INTEGER NOT NULL,        -- 1: also in backups and imports, and its number
    done INTEGER NOT NULL DEFAULT 0     -- 1: it is no longer in this file
);
CREATE TRIGGER erasure_restored AFTER UPDATE OF life ON contact
WHEN old.life IN (1, 2) AND new.life = 0 BEGIN
    DELETE FROM erasure WHERE contact_id = new.local_id;
END;
"""


def _add_erasure(db: sqlite3.Connection) -> None:
    """Deleted contacts that are to be erased; one that is brought back before is not."""
    for statement in _statements(_ERASURE):
        db.execute(statement)


def _add_answers(db: sqlite3.Connection) -> None:
    """What the service said to a change that it refused, in its words; and the batch that tells of
    an erasure."""
    db.execute("ALTER TABLE history ADD COLUMN answer TEXT")
    db.execute("ALTER TABLE erasure ADD COLUMN batch_id INTEGER")


_UNINDEXED = """
CREATE TABLE unindexed (
    contact_id INTEGER PRIMARY KEY,
    indexed TEXT NOT NULL       -- the search_text that the indexes still have of it
);
DROP TRIGGER contact_search_delete;
DROP TRIGGER contact_search_update;
CREATE TRIGGER contact_search_update AFTER UPDATE OF search_text ON contact
WHEN old.search_text IS NOT new.search_text
AND NOT EXISTS (SELECT 1 FROM unindexed WHERE contact_id = old.local_id) BEGIN
    INSERT INTO unindexed VALUES (old.local_id, old.search_text);
END;
CREATE TRIGGER contact_search_delete AFTER DELETE ON contact BEGIN
    INSERT INTO unindexed SELECT old.local_id, old.search_text
        WHERE NOT EXISTS (SELECT 1 FROM unindexed WHERE contact_id = old.local_id);
    DELETE FROM unindexed WHERE contact_id = old.local_id;
END;
CREATE TRIGGER contact_search_done AFTER DELETE ON unindexed
WHEN old.indexed IS NOT (SELECT search_text FROM contact WHERE local_id = old.contact_id) BEGIN
    INSERT INTO contact_trigram (contact_trigram, rowid, search_text)
        VALUES ('delete', old.contact_id, old.indexed);
    INSERT INTO contact_trigram (rowid, search_text)
        SELECT local_id, search_text FROM contact WHERE local_id = old.contact_id;
    INSERT INTO contact_word (contact_word, rowid, search_text)
        VALUES ('delete', old.contact_id, old.indexed);
    INSERT INTO contact_word (rowid, search_text)
        SELECT local_id, search_text FROM contact WHERE local_id = old.contact_id;
END;
"""


def _add_unindexed(db: sqlite3.Connection) -> None:
    """Contacts whose new text the search indexes do not have yet; see `search_index`."""
    for statement in _statements(_UNINDEXED):
        db.execute(statement)


STEPS: tuple[Step, ...] = (
    _create,
    _add_sent_time,
    _add_unclear,
    _add_staging,
    _add_left_out,
    _add_first_seen,
    _add_book_history,
    _order_rows,
    _add_not_duplicate,
    _add_recipe,
    _add_book_looks,
    _add_times,
    _add_erasure,
    _add_answers,
    _add_unindexed,
)


def is_behind(db: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> bool:
    """Whether the file has contacts, and `prepare` would change it."""
    return 0 < _version(db) < len(steps)


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def prepare(db: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Brings the file up to date. Raises StoreTooNew before anything is written."""
    version = _version(db)
    if version > len(steps):
        raise StoreTooNew(details=f"schema {version}, known up to {len(steps)}")
    for number in range(version, len(steps)):
        db.execute("BEGIN IMMEDIATE")
        try:
            steps[number](db)
            db.execute(f"PRAGMA user_version = {number + 1}")
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


@cache
def columns(steps: int) -> dict[str, tuple[str, ...]]:
    """The tables' columns after so many steps. Later steps only add to the end of them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for step in STEPS[:steps]:
            step(db)
        names = [
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: tuple(row[1] for row in db.execute(f"PRAGMA table_info({name})"))
            for name in names
        }


def make_file(path: Path) -> None:
    """Makes the file with all its tables: complete, or not at all. Raises StoreProblem.

    So an empty file is a damaged one, and not one that was just begun.
    """
    new = part(path, "new")
    try:
        new.unlink(missing_ok=True)
        make_private(new)
        with closing(connect(new)) as db:
            prepare(db)
        put_in_place(new, path)
    except OSError as error:
        raise disk_problem(error) from error


def back_up(db: sqlite3.Connection, target: Path) -> None:
    """Copies the whole file, private like itself, through SQLite's backup interface."""
    make_private(target)
    copy = sqlite3.connect(target)
    try:
        copy_database(db, copy)
    finally:
        copy.close()
    target.chmod(FILE_MODE)


def add_temporary_tables(db: sqlite3.Connection) -> None:
    """What set-wise work of the writer's connection goes over."""
    db.executescript(_TEMPORARY)
    contact_set.add_tables(db)
    db.execute("DELETE FROM new_contact")
