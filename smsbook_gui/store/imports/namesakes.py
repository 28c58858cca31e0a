"""Rows that would make a new contact although somebody of that name exists, with another number or
none. People are told of it; nothing depends on it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.domain.contacts.duplicates import MOST_NAMESAKES
from smsbook_gui.domain.contacts.names import called
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import Mark
from smsbook_gui.domain.texts.text import sort_key, ways_to_write, without_case
from smsbook_gui.store.contacts.rows import TEXTS, values_of
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.schema import MARK_BITS, Code

BIT = MARK_BITS[Mark.LOOKALIKE]
_CHUNK = 1000
_BLANK = sort_key("")
_FIND = (
    "SELECT local_id, k_phone_number FROM store.contact WHERE k_last_name IN (?, ?, ?, ?)"
    f" AND k_first_name IN (?, ?, ?, ?) AND life = {Life.LIVE:d} LIMIT {MOST_NAMESAKES + 1}"
)
_LOOKS = 10
"""A look-up in the index costs as much as reading this many of its entries."""
Named = tuple[int, bytes]
"""A contact and the key of its number."""
Look = Callable[[bytes, bytes], Sequence[Named]]
"""Finds contacts by the sort keys of a last and a first name, however they are written."""


def mark_namesakes(db: sqlite3.Connection, rules: RowRules, scope: str) -> None:
    """Marks such rows of the scope, and notes whom they look like.

    A name that more than a few have means nothing, and a contact with the very same number in
    another address book is not somebody who only looks alike.
    """
    wanted = f"{scope} AND verdict = {Code.NEW:d} AND reason = ''"
    new = db.execute(f"SELECT count(*) FROM line WHERE {wanted}").fetchone()[0]
    contacts = db.execute(f"SELECT sum(contacts) FROM store.tally WHERE life = {Life.LIVE:d}")
    there = contacts.fetchone()[0] or 0
    if not new or not there:
        return
    look = _all_names(db) if there < new * _LOOKS else partial(_look, db)
    rows = db.execute(f"SELECT position, phone, cells, changed FROM line WHERE {wanted}")
    while found := rows.fetchmany(_CHUNK):
        db.executemany(
            f"UPDATE line SET reason = 'lookalike', taken = ?, marks = marks | {BIT}"
            " WHERE position = ?",
            list(_looking_alike(db, rules, found, look)),
        )


def _looking_alike(
    db: sqlite3.Connection,
    rules: RowRules,
    rows: Iterable[tuple[int, bytes, str, str | None]],
    look: Look,
) -> Iterator[tuple[str, int]]:
    for position, phone, cells, changed in rows:
        first, last = map(sort_key, rules.name(cells_now(cells, changed)))
        if _BLANK in (first, last):
            continue
        there = look(last, first)
        if 0 < len(there) <= MOST_NAMESAKES and phone not in {key for _, key in there}:
            texts = f"SELECT {TEXTS} FROM store.contact WHERE local_id = ?"
            values = values_of(db.execute(texts, (min(there)[0],)).fetchone())
            yield called(values), position


def _look(db: sqlite3.Connection, last: bytes, first: bytes) -> Sequence[Named]:
    """Looks a name up in the index: for few rows and many contacts."""
    return db.execute(_FIND, (*ways_to_write(last), *ways_to_write(first))).fetchall()


def _all_names(db: sqlite3.Connection) -> Look:
    """Reads all names once, in the order of their index: for many rows."""
    names: dict[tuple[bytes, bytes], list[Named]] = {}
    keys = db.execute(
        "SELECT local_id, k_phone_number, k_last_name, k_first_name FROM store.contact"
        f" WHERE life = {Life.LIVE:d} AND k_last_name < ? ORDER BY k_last_name",
        (_BLANK,),
    )
    for local_id, phone, last, first in keys:
        some = names.setdefault((without_case(last), without_case(first)), [])
        if len(some) <= MOST_NAMESAKES:
            some.append((local_id, phone))

    def look(last: bytes, first: bytes) -> Sequence[Named]:
        return names.get((without_case(last), without_case(first)), ())

    return look
