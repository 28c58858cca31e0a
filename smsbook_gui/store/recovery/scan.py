"""Reads a damaged table row by row, around what cannot be read.

Forwards to the first row that fails, backwards to the last one, and then the halves of what lies
between, down to single rows (in very large tables, to a few). Every row is checked against the
fresh file's columns: what a damaged page gives may be anything.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from smsbook_gui.store.db.schema import STEPS, columns

Row = tuple[Any, ...]
Take = Callable[[Row], None]
"""Gets a row that can be trusted. Raises Untrusted where it cannot after all."""

_FINEST = 1 << 16
"""A table is not asked for more parts than about so many: that takes seconds."""
_COARSEST = 1 << 12
"""The same where nobody knows how far the ids of a table go; `_FURTHEST` is taken then."""
_PROBES = 100
"""Questions to a table that has given nothing yet, before it is given up."""
_FURTHEST = 1 << 24
LARGEST = 1 << 53
"""No id that this program gave is greater; those that follow it must not come to an end."""
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)


class Untrusted(Exception):
    """A row holds what no row can hold."""


@dataclass(frozen=True, slots=True)
class ScannedTable:
    """A table to be read in the order of `key`: a column of numbers, unless `halves` is off.

    `where` makes it a part of the table, `single` says that a key has one row. A row whose
    columns in `derived` are not read is the same without them. No key is beyond `largest`.
    """

    name: str
    key: str
    where: str = "1"
    single: bool = True
    halves: bool = True
    derived: tuple[str, ...] = ()
    largest: int = LARGEST


@dataclass(slots=True)
class Tally:
    """`rows` that were read, and `gaps`: how many ids lie where nothing could be read."""

    rows: int = 0
    gaps: int = 0


class TableScanner:
    """Reads tables of `db`; `columns` are those of the fresh file with the same name.

    `tick` is called now and then; what it raises ends the reading.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        table: ScannedTable,
        fresh: sqlite3.Connection,
        tick: Callable[[], None],
    ) -> None:
        self._db = db
        self._tick = tick
        self._table = table
        there = known_columns(db, table.name)
        wanted = {
            name: _Kind(_TYPES[declared], not required and not part_of_key)
            for name, declared, required, _, part_of_key in _columns(fresh, table.name)
            if name in there
        }
        self.columns = tuple(name for name in wanted if name not in table.derived)
        self._types = [wanted[name] for name in self.columns]
        self.tally = Tally()

    def read(self, take: Take, last_id: int | None = None) -> Tally:
        """Hands out each row once, in no order. `last_id`: the last there may be."""
        if self._table.key not in self.columns:
            self.tally.gaps += 1  # the table is unknown
        elif not self._table.halves:
            if not self._run(take, None, None).done and not self._run(take, None, None, -1).done:
                self.tally.gaps += 1
        else:
            low, high, parts_at_most = self._bounds(last_id)
            grain = max(1, (high - low) // parts_at_most)
            parts = self._part(take, low, high, grain)
            if parts and not self.tally.rows and not self._answers(low, high):
                self.tally.gaps += high - low + 1
                return self.tally
            while parts:
                parts += self._part(take, *parts.pop(), grain)
        return self.tally

    def _answers(self, low: int, high: int) -> bool:
        """Whether anything in it can be asked for: not where the root of the table is lost."""
        for probe in range(low, high + 1, max(1, (high - low) // _PROBES)):
            try:
                with closing(self._rows(f"{self._table.key} = ?", probe)) as rows:
                    next(rows, None)
            except _UNREADABLE:
                continue
            return True
        return False

    def _part(self, take: Take, low: int, high: int, grain: int) -> list[tuple[int, int]]:
        """Reads a part from both ends; what is to be read of it yet."""
        self._tick()
        step = int(self._table.single)
        up = self._run(take, low, high)
        low = low if up.last is None else up.last + step
        if up.done or low > high:
            return []
        down = self._run(take, low, high, -1)
        high = high if down.last is None else down.last - step
        if down.done or low > high:
            return []
        if high - low < grain:
            self.tally.gaps += high - low + 1
            return []
        middle = (low + high) // 2
        return [(middle + 1, high), (low, middle)]

    def _run(self, take: Take, low: int | None, high: int | None, way: int = 1) -> "_Run":
        """Reads until something fails."""
        key = self._table.key
        order = f"ORDER BY {key} {'ASC' if way > 0 else 'DESC'}"
        run, place = _Run(), self.columns.index(key)
        within = "1" if low is None else f"{key} BETWEEN ? AND ?"
        with closing(self._rows(f"{within} {order}", low, high)) as rows:
            while True:
                try:
                    row = next(rows, None)
                except _UNREADABLE:
                    return run
                if row is None:
                    run.done = True
                    return run
                if low is not None and high is not None:
                    if not self._follows(run, row[place], low, high, way):
                        return run
                    run.last = row[place]
                self._hand_out(row, take)

    def _rows(self, condition: str, *bounds: int | None) -> Generator[Row, None, None]:
        sql = (
            f"SELECT {', '.join(self.columns)} FROM {self._table.name}"
            f" WHERE {self._table.where} AND {condition}"
        )
        yield from self._db.execute(sql, [bound for bound in bounds if bound is not None])

    def _follows(self, run: "_Run", key: object, low: int, high: int, way: int) -> bool:
        """Whether this key may come next; a damaged tree may lead round in circles."""
        if not isinstance(key, int) or not low <= key <= high:
            return False
        return run.last is None or (key - run.last) * way >= int(self._table.single)

    def _hand_out(self, row: Row, take: Take) -> None:
        try:
            if not all(kind.holds(value) for kind, value in zip(self._types, row, strict=True)):
                raise Untrusted
            take(row)
            self.tally.rows += 1
        except Untrusted:
            self.tally.gaps += 1

    def _bounds(self, last_id: int | None) -> tuple[int, int, int]:
        """The first and last id there may be, and how many parts are worth asking for."""
        found = []
        for which in ("min", "max"):
            try:
                [value] = self._db.execute(
                    f"SELECT {which}({self._table.key}) FROM {self._table.name}"
                    f" WHERE {self._table.where}"
                ).fetchone()
            except _UNREADABLE:
                value = None
            else:
                value = 0 if value is None else value
            plausible = isinstance(value, int) and 0 <= value <= self._table.largest
            found.append(value if plausible else None)
        first, last = found
        guessed = last is None and last_id is None
        if last is None:
            last = _FURTHEST if last_id is None else last_id
        first = max(0, last - _FURTHEST) if first is None else first
        return first, last, _COARSEST if guessed else _FINEST


@dataclass(slots=True)
class _Run:
    last: int | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column may hold."""

    type: type
    optional: bool

    def holds(self, value: object) -> bool:
        return self.optional if value is None else type(value) is self.type


_TYPES = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


def _columns(db: sqlite3.Connection, table: str) -> list[Row]:
    """Name, type, and more, of a table's columns; none where it is not known."""
    try:
        return [row[1:] for row in db.execute(f"PRAGMA table_info({table})")]
    except _UNREADABLE:
        return []


def known_columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """A table's columns, if some version gave it these; otherwise none.

    With damage in a name its values would read as values that are not there.
    """
    there = tuple(name for name, *_ in _columns(db, table))
    known = (columns(step).get(table) for step in range(1, len(STEPS) + 1))
    return there if there in known else ()


def single_values(db: sqlite3.Connection, sql: str) -> Iterator[Any]:
    """The first row of a query's values; nothing where it cannot be read."""
    try:
        yield from db.execute(sql).fetchone() or ()
    except _UNREADABLE:
        return
