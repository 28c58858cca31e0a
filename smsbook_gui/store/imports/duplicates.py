"""Rows of one import that are the same contact, or that have one number under different names."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from smsbook_gui.domain.import_check import CHOSEN_BOOK, RowRules
from smsbook_gui.domain.importing import MatchBy, WhenThere
from smsbook_gui.domain.names import Person, called, person
from smsbook_gui.store.imports.contact_matching import MatchPolicy
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.schema import Code

_TWIN = f"verdict = {Code.DUPLICATE:d}"
_Change = tuple[int, str, int | None, str | None, int]
"""verdict, reason, twin, taken, position"""


def find(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, scope: str) -> None:
    """DUPLICATE where an earlier row is the same contact, TAKEN where it only has the number."""
    _find_equal(db, policy, scope)
    if policy.choices.match_by is not MatchBy.NUMBER_AND_NAME:
        _part_by_name(db, rules, policy, scope)


def _find_equal(db: sqlite3.Connection, policy: MatchPolicy, scope: str) -> None:
    """The first of several is the one that goes in: one that names an address book, if it must."""
    order = f"book = '{CHOSEN_BOOK}', position" if policy.needs_named_book else "position"
    db.execute(
        f"UPDATE line SET {_TWIN}, twin = earlier.first_number FROM"
        " (SELECT position, first_value(number) OVER same AS first_number,"
        "  row_number() OVER same AS place FROM line"
        f" WHERE problem = '' AND {scope}"
        f"  WINDOW same AS (PARTITION BY identity ORDER BY {order})) AS earlier"
        " WHERE earlier.place > 1 AND earlier.position = line.position"
    )


def _part_by_name(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, scope: str) -> None:
    rows = db.execute(
        f"SELECT identity, position, number, cells, changed FROM line WHERE problem = ''"
        " AND own IS NULL AND identity IN"
        f" (SELECT identity FROM line WHERE {_TWIN} AND own IS NULL AND {scope})"
        f" ORDER BY identity, {_TWIN}, position"
    )
    changes: list[_Change] = []
    for _, alike in groupby(rows, key=itemgetter(0)):
        changes += _Group(policy).parted([_row(rules, each) for each in alike])
    db.executemany(
        "UPDATE line SET verdict = ?, reason = ?, twin = ?, taken = ? WHERE position = ?", changes
    )


@dataclass(frozen=True, slots=True)
class _Row:
    position: int
    number: int
    who: Person
    name: str


def _row(rules: RowRules, row: tuple[Any, ...]) -> _Row:
    _, position, number, cells, changed = row
    values = rules.values(cells_now(cells, changed))
    return _Row(position, number, person(values), called(values))


@dataclass(slots=True)
class _Group:
    """Rows with one number, the first of which goes in. Linear in their count, whatever their
    names."""

    policy: MatchPolicy
    firsts: dict[object, _Row] = field(default_factory=dict)
    """The first row of each name, by the name's key."""

    def parted(self, rows: Sequence[_Row]) -> Iterator[_Change]:
        """What becomes of them. Who has a name goes in before who has none."""
        first = rows[0]
        if not self.policy.needs_named_book:
            first = next((row for row in rows if row.who.words), first)
        self.firsts[first.who.key] = first
        for row in rows:
            if row is first:
                yield Code.NEW, "", None, None, row.position
            else:
                yield self._of_row(first, row)

    def _of_row(self, first: _Row, row: _Row) -> _Change:
        if not row.who.is_other_than(first.who):
            return Code.DUPLICATE, "", first.number, None, row.position
        known = self.firsts.setdefault(row.who.key, row)
        if known is not row:
            return Code.DUPLICATE, "", known.number, None, row.position
        if self.policy.choices.when_taken is WhenThere.ADD:
            return Code.NEW, "shared", None, first.name, row.position
        return Code.TAKEN, "taken", first.number, first.name, row.position
