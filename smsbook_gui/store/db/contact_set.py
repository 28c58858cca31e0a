"""What set-wise work is about, as an argument: contacts, and values that are to be set on them.

Each lies in a temporary table of the writer's connection for as long as its `with` block lasts. In
the text of a statement it stands for that table. The table is the left side of a CROSS JOIN, which
SQLite takes in the order written: else it might go through all contacts for the sake of one.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

SETS = 8
"""Sets that may be open at a time, one within the other."""
PENDING = 2
"""The same of pending values."""


def _create() -> Iterator[str]:
    """The tables, and statistics of them that say "one row".

    Without any, SQLite takes them for a million rows each, and builds a Bloom filter over all
    contacts for the sake of the one that is saved.
    """
    for depth in range(SETS):
        yield f"CREATE TEMP TABLE contact_set_{depth} (id INTEGER PRIMARY KEY)"
        yield f"INSERT INTO contact_set_{depth} VALUES (1)"
    for depth in range(PENDING):
        yield (
            f"CREATE TEMP TABLE pending_values_{depth} (id INTEGER NOT NULL, field TEXT NOT NULL,"
            " value TEXT, PRIMARY KEY (field, id)) WITHOUT ROWID"
        )
        yield f"INSERT INTO pending_values_{depth} VALUES (1, '', '')"
    yield "ANALYZE temp"


def add_tables(db: sqlite3.Connection) -> None:
    """Gives the writer's connection the tables; `WorkingSets` empties each where it is taken."""
    for statement in _create():
        db.execute(statement)


class ContactSet:
    """Contacts (local ids) that a function works on.

    Its table has one column, `id`: `FROM {chosen} CROSS JOIN contact ON local_id = id`, or
    `local_id IN {chosen}`.
    """

    def __init__(self, sets: "WorkingSets", db: sqlite3.Connection, depth: int) -> None:
        self._sets = sets
        self._db = db
        self._table = f"contact_set_{depth}"

    def __str__(self) -> str:
        return self._table

    def ids(self) -> list[int]:
        """The local ids, in order."""
        return [row[0] for row in self._db.execute(f"SELECT id FROM {self} ORDER BY id")]

    def add(self, ids: Iterable[int]) -> None:
        """Adds contacts that were made since; for the function that has opened the set."""
        self._db.executemany(
            f"INSERT OR IGNORE INTO {self} (id) VALUES (?)", ((one,) for one in ids)
        )

    @contextmanager
    def where(self, condition: str, parameters: Sequence[object] = ()) -> Iterator["ContactSet"]:
        """Those that are known and meet a condition on `contact` now.

        Mostly all of them do. Then it is this set itself, which takes one statement and no copy.
        """
        fits = f"EXISTS (SELECT 1 FROM contact WHERE local_id = {self}.id AND ({condition}))"
        others = self._db.execute(f"SELECT 1 FROM {self} WHERE NOT {fits} LIMIT 1", parameters)
        if not others.fetchall():
            yield self
            return
        with self._sets.contacts() as some:
            self._db.execute(f"INSERT INTO {some} SELECT id FROM {self} WHERE {fits}", parameters)
            yield some


class PendingValues:
    """Values that are to be set on contacts, each contact its own.

    Its table has the columns `id`, `field` and `value`; NULL is "never read".
    """

    def __init__(self, db: sqlite3.Connection, depth: int) -> None:
        self._db = db
        self._table = f"pending_values_{depth}"

    def __str__(self) -> str:
        return self._table

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Adds values (id, field, value); a later one of the same field replaces an earlier one."""
        self._db.executemany(f"INSERT OR REPLACE INTO {self} VALUES (?, ?, ?)", rows)

    def load(self, text: str, chosen: ContactSet) -> None:
        """Adds the same from a JSON text, but for these contacts only."""
        self._db.execute(
            f"INSERT OR REPLACE INTO {self} SELECT json_extract(value, '$[0]'),"
            " json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)"
            f" WHERE json_extract(value, '$[0]') IN {chosen}",
            (text,),
        )

    def fields(self) -> list[str]:
        """The fields that there are values of."""
        return [row[0] for row in self._db.execute(f"SELECT DISTINCT field FROM {self}")]


class WorkingSets:
    """Hands out the tables, the first free one each time.

    So a way through the code always meets the same ones: its statements have the same texts, by
    which sqlite3 keeps them prepared.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._sets = 0
        self._pending = 0

    @contextmanager
    def contacts(self, ids: Iterable[int] = ()) -> Iterator[ContactSet]:
        """These contacts, or none yet."""
        taken = ContactSet(self, self._db, self._sets)
        self._db.execute(f"DELETE FROM {taken}")
        taken.add(ids)
        self._sets += 1
        try:
            yield taken
        finally:
            self._sets -= 1

    @contextmanager
    def pending(self) -> Iterator[PendingValues]:
        """No values yet."""
        taken = PendingValues(self._db, self._pending)
        self._db.execute(f"DELETE FROM {taken}")
        self._pending += 1
        try:
            yield taken
        finally:
            self._pending -= 1
