"""Sets of contacts, and of values to be set on them, as arguments of functions that work in SQL.

Each is a temporary table of the writer's connection for as long as its `with` block lasts, and
stands for that table in the text of a statement. It goes on the left side of a CROSS JOIN, which
SQLite runs in the order written: otherwise it might scan all contacts for the sake of one.
"""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

SETS = 8
"""How many sets may be open at a time, one within the other."""
PENDING = 2
"""The same for pending values."""


def _create() -> Iterator[str]:
    """The tables, and statistics of them that say "one row".

    Without statistics SQLite expects a million rows in each, and builds a Bloom filter over all
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
    """Adds the tables to the writer's connection; `WorkingSets` empties each before it is used."""
    for statement in _create():
        db.execute(statement)


_PART = 12
"""Bits of the ids that are put in order together."""


def in_order(ids: Iterable[int]) -> "array[int]":
    """Local ids in order, sorted in parts.

    One sort of 100,000 keeps all other threads waiting for 20 ms, and with them the window.
    """
    parts: dict[int, array[int]] = {}
    for one in ids:
        part = parts.get(one >> _PART)
        if part is None:
            part = parts[one >> _PART] = array("q")
        part.append(one)
    ordered = array("q")
    for number in sorted(parts):
        ordered.extend(sorted(parts[number]))
    return ordered


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
        """Adds contacts that were made since; only for the function that opened the set."""
        self._db.execute(
            f"INSERT OR IGNORE INTO {self} SELECT value FROM json_each(?)",
            (json.dumps([*ids]),),
        )

    @contextmanager
    def where(self, condition: str, parameters: Sequence[object] = ()) -> Iterator["ContactSet"]:
        """Those of these contacts that exist and meet a condition on `contact` now.

        Usually that is all of them: then it is this set itself, for one statement and no copy.
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
    """Values that are to be set on contacts, for each contact its own.

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
        """Adds values from a JSON text, for these contacts only."""
        self._db.execute(
            f"INSERT OR REPLACE INTO {self} SELECT json_extract(value, '$[0]'),"
            " json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)"
            f" WHERE json_extract(value, '$[0]') IN {chosen}",
            (text,),
        )

    def fields(self) -> list[str]:
        """The fields that have values."""
        return [row[0] for row in self._db.execute(f"SELECT DISTINCT field FROM {self}")]

    def is_full(self) -> bool:
        """Whether each contact that has values has one for each of the fields."""
        fields = len(self.fields())
        if fields == 1:
            return True
        [(full,)] = self._db.execute(
            f"SELECT count(*) = ? * count(DISTINCT id) FROM {self}", (fields,)
        )
        return bool(full)

    def by_fields(self) -> list[tuple[tuple[str, ...], list[int]]]:
        """The contacts (local ids, in order) that have values for the same fields, with those."""
        fields: dict[int, tuple[str, ...]] = {}
        for name, contact_id in self._db.execute(f"SELECT field, id FROM {self} ORDER BY 1, 2"):
            fields[contact_id] = (*fields.get(contact_id, ()), name)
        found: dict[tuple[str, ...], list[int]] = {}
        for contact_id in sorted(fields):
            found.setdefault(fields[contact_id], []).append(contact_id)
        return [*found.items()]


class WorkingSets:
    """Hands out the tables, always the first free one.

    So the same path through the code always gets the same tables and its statements have the same
    text, by which sqlite3 keeps them prepared.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._sets = 0
        self._pending = 0

    @contextmanager
    def contacts(self, ids: Iterable[int] = ()) -> Iterator[ContactSet]:
        """A set of these contacts; of none if no ids are given."""
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
        """An empty set of values."""
        taken = PendingValues(self._db, self._pending)
        self._db.execute(f"DELETE FROM {taken}")
        self._pending += 1
        try:
            yield taken
        finally:
            self._pending -= 1
