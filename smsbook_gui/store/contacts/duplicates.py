"""What the search for duplicates reads, and who a person said are different people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.domain.duplicates import UNSETTLED, Comparable, comparable_number
from smsbook_gui.store.contacts.rows import TEXTS, values_of
from smsbook_gui.store.db.transaction import Read, Transaction

_KEY = f"k_{ContactField.PHONE_NUMBER}"
_COMPARED = (ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.PHONE_NUMBER)


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Some of the contacts, in the order of their ids; `last` is None where no more come.

    `unread` (local ids) are left out because their name or number was never read, `unsettled`
    because only a person can tell what they are.
    """

    candidates: tuple[Comparable, ...]
    last: int | None
    unread: tuple[int, ...]
    unsettled: int


def candidates(read: Read, after: int, limit: int, book_id: int | None) -> CandidatePage:
    """The live contacts behind the id `after`, of all address books or one (local id)."""
    rows = read.all(
        f"SELECT local_id, book_id, status, {_KEY}, {TEXTS} FROM contact"
        f" WHERE life = {Life.LIVE:d} AND local_id > ?1 AND (?2 IS NULL OR book_id = ?2)"
        " ORDER BY local_id LIMIT ?3",
        (after, book_id, limit),
    )
    found, unread, unsettled = [], [], 0
    for local_id, home, status, key, *texts in rows:
        values = values_of(texts)
        if status in UNSETTLED:
            unsettled += 1
        elif any(field not in values for field in _COMPARED):
            unread.append(local_id)
        else:
            number = key.decode() if key.startswith(b"+") else ""
            number = comparable_number(number, values[ContactField.PHONE_NUMBER])
            found.append(Comparable(local_id, home, number, values))
    last = rows[-1][0] if len(rows) == limit else None
    return CandidatePage(tuple(found), last, tuple(unread), unsettled)


def different(read: Read) -> frozenset[tuple[int, int]]:
    """The pairs of contacts (local ids) that a person said are different people."""
    return frozenset(read.all("SELECT one, other FROM not_duplicate"))


def add_different(tx: Transaction, ids: Sequence[int]) -> None:
    """These are all different people."""
    tx.many("INSERT OR IGNORE INTO not_duplicate (one, other) VALUES (?, ?)", _pairs(ids))


def remove_different(tx: Transaction, ids: Sequence[int]) -> None:
    """Nothing is said of these any more."""
    tx.many("DELETE FROM not_duplicate WHERE one = ? AND other = ?", _pairs(ids))


def _pairs(ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    return combinations(sorted(ids), 2)
