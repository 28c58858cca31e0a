"""Which contacts some rows of an import are, as an argument: all their rows are judged together.

Like a `ContactSet` it lies in a temporary table for as long as its `with` block lasts, and stands
for that table in the text of a statement: `identity IN {concerned}`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_TABLE = "identity_set"


class IdentitySet:
    """Identities of rows: every row that has one of them is to be judged again."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __str__(self) -> str:
        return _TABLE

    def add_rows(self, positions: Sequence[int], *, with_same_number: bool) -> None:
        """Adds the present identities of these rows, or of all rows that share their numbers."""
        alike = "phone = (SELECT phone FROM line WHERE position = ?)"
        which = alike if with_same_number else "position = ?"
        self._db.executemany(
            f"INSERT OR IGNORE INTO {self} SELECT identity FROM line WHERE {which}",
            ((position,) for position in positions),
        )


@contextmanager
def identity_set(db: sqlite3.Connection) -> Iterator[IdentitySet]:
    """An empty set; there is only one at a time."""
    db.execute(f"DELETE FROM {_TABLE}")
    yield IdentitySet(db)
    db.execute(f"DELETE FROM {_TABLE}")
