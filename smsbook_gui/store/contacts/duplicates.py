"""What the search for duplicates reads, and who a person said are different people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from smsbook_gui.domain.contacts.contact import ContactField, Life, Values
from smsbook_gui.domain.contacts.duplicates import (
    COMPARED,
    UNSETTLED,
    Comparable,
    comparable_number,
    name_blocks,
)
from smsbook_gui.store.contacts.rows import TEXTS, values_of
from smsbook_gui.store.db.search_index import rows_with
from smsbook_gui.store.db.transaction import Read, Transaction

_KEY = f"k_{ContactField.PHONE_NUMBER}"

_MOST_ALIKE = 300
_NAMED = rows_with(
    "contact_word",
    "instr(contact.search_text, ?) > 0 AND instr(' ' || contact.search_text, ' ' || ?) > 0",
)


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """One page of contacts in the order of their ids; `last` is None on the last page.

    `unread` (local ids) are left out because their name or number was never read, `unsettled`
    because only a person can tell what they are.
    """

    candidates: tuple[Comparable, ...]
    last: int | None
    unread: tuple[int, ...]
    unsettled: int


def candidates(read: Read, after: int, limit: int, book_id: int | None) -> CandidatePage:
    """The live contacts with ids above `after`, in all address books or in one (local id)."""
    rows = read.all(
        f"SELECT local_id, book_id, status, {_KEY}, {TEXTS} FROM contact"
        f" WHERE life = {Life.LIVE:d} AND local_id > ?1 AND (?2 IS NULL OR book_id = ?2)"
        " ORDER BY local_id LIMIT ?3",
        (after, book_id, limit),
    )
    found, unread, unsettled = [], [], 0
    for local_id, home, status, key, *texts in rows:
        if status in UNSETTLED:
            unsettled += 1
        elif (candidate := _candidate(local_id, home, key, texts)) is None:
            unread.append(local_id)
        else:
            found.append(candidate)
    last = rows[-1][0] if len(rows) == limit else None
    return CandidatePage(tuple(found), last, tuple(unread), unsettled)


def _candidate(local_id: int, home: int, key: bytes, texts: Sequence[str]) -> Comparable | None:
    """None if the name or the number was never read."""
    values = values_of(texts)
    if any(field not in values for field in COMPARED):
        return None
    number = key.decode() if key.startswith(b"+") else ""
    number = comparable_number(number, values[ContactField.PHONE_NUMBER])
    return Comparable(local_id, home, number, values)


def named_alike(read: Read, values: Values) -> list[Comparable]:
    """Live contacts that have a word of this name and another that begins like one of its words.

    By the index of words, for each such pair the first few hundred.
    """
    found: dict[int, Comparable] = {}
    for word, letter in name_blocks(values):
        rows = read.all(
            f"SELECT local_id, book_id, {_KEY}, {TEXTS} FROM ({_NAMED})"
            " CROSS JOIN contact ON local_id = contact_id"
            f" WHERE life = {Life.LIVE:d} LIMIT {_MOST_ALIKE}",
            (f'"{word}" AND "{letter}"*', word, letter),
        )
        for local_id, home, key, *texts in rows:
            candidate = _candidate(local_id, home, key, texts)
            if candidate is not None:
                found[local_id] = candidate
    return list(found.values())


def different(read: Read) -> frozenset[tuple[int, int]]:
    """The pairs of contacts (local ids) that a person said are different people."""
    return frozenset(read.all("SELECT one, other FROM not_duplicate"))


def add_different(tx: Transaction, ids: Sequence[int]) -> None:
    """Notes that all of these are different people."""
    tx.many("INSERT OR IGNORE INTO not_duplicate (one, other) VALUES (?, ?)", _pairs(ids))


def remove_different(tx: Transaction, ids: Sequence[int]) -> None:
    """Forgets what was said of these pairs."""
    tx.many("DELETE FROM not_duplicate WHERE one = ? AND other = ?", _pairs(ids))


def _pairs(ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    return combinations(sorted(ids), 2)
