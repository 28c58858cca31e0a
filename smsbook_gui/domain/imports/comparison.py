"""A list and the contacts of an address book: who is in both, and what differs. Pure.

Rows and contacts come together by keys (bytes, None where there is none to compare by). Every row
and every contact ends up in exactly one entry, so the counts of the kinds add up to both.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.domain.imports.importing import (
    FULL_NAMES,
    FoundColumns,
    ImportChoices,
    OtherTarget,
)

_NAMES = (ContactField.FIRST_NAME, ContactField.LAST_NAME)


class ComparisonKind(IntEnum):
    """What a row or a contact is, in the order of the table. The import's file keeps the numbers.

    All but SAME, BAD and those that are not clear can be carried out.
    """

    CHANGED = 0
    NEW = 1
    MISSING = 2
    """A contact that the list does not have."""
    UNCLEAR = 3
    """Several rows or several contacts have one key, or it has none."""
    UNREAD = 4
    """A contact whose key was never read: nobody knows whether the list has it."""
    LEFT_OUT = 5
    """A row whose person wants no messages, or that its sheet hides."""
    BAD = 6
    SAME = 7


TICKABLE = frozenset({ComparisonKind.CHANGED, ComparisonKind.NEW, ComparisonKind.MISSING})
OF_ROWS = frozenset(ComparisonKind) - {ComparisonKind.MISSING, ComparisonKind.UNREAD}
"""Kinds of which an entry may be about a row."""


class Unclear(IntEnum):
    """Why nobody can say which contact a row is. The import's file keeps the numbers."""

    NOT = 0
    ROWS = 1
    """Several rows have the key."""
    CONTACTS = 2
    """Several contacts have it."""
    NO_KEY = 3


class RowState(IntEnum):
    """What a row is by itself. A doubtful one counts where a contact has that very number."""

    GOOD = 0
    DOUBTFUL = 1
    BAD = 2
    LEFT_OUT = 3


@dataclass(frozen=True, slots=True)
class CompareChoices:
    """What is compared, and how.

    Of `rows` count the columns, `match_by`, and `match_everywhere`: all contacts, not only those of
    the address book `book_id`, which new ones go to in any case.
    """

    rows: ImportChoices
    blanks_clear: bool = False
    """A blank cell blanks the field."""

    @classmethod
    def of(cls, found: FoundColumns) -> "CompareChoices":
        """What is likely: columns as they were recognised, but for the address book's name, since
        one address book is compared."""
        columns = tuple(None if each is OtherTarget.BOOK else each for each in found.columns)
        return cls(ImportChoices(columns, found.numbers))

    @property
    def scope(self) -> int | None:
        """The address book (local id) that is compared; None: all of them."""
        return None if self.rows.match_everywhere else self.rows.book_id

    @property
    def fields(self) -> tuple[ContactField, ...]:
        """The fields that are compared, in their order."""
        held = set(self.rows.columns)
        if not FULL_NAMES.isdisjoint(held):
            held |= {*_NAMES}
        return tuple(each for each in ContactField if each in held)


@dataclass(slots=True)
class Matching:
    """Who is in both. Rows by their positions, contacts by their local ids, all in the order in
    which they came; each in one of these."""

    rows: "array[int]" = field(default_factory=lambda: array("q"))
    """Rows with a contact, and ..."""
    contacts: "array[int]" = field(default_factory=lambda: array("q"))
    """... the contact of each."""
    alone: "array[int]" = field(default_factory=lambda: array("q"))
    """Rows without a contact."""
    missing: "array[int]" = field(default_factory=lambda: array("q"))
    """Contacts without a row."""
    unclear_rows: dict[int, Unclear] = field(default_factory=dict)
    unclear_contacts: dict[int, Unclear] = field(default_factory=dict)

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each row with its contact."""
        return zip(self.rows, self.contacts, strict=True)


_SEVERAL = -1


def match(
    rows: Iterable[tuple[int, bytes | None]], contacts: Iterable[tuple[int, bytes | None]]
) -> Matching:
    """Brings rows (position, key) and contacts (local id, key) together; linear in their count.

    Both are gone through twice, so they are kept here as what no garbage collection goes through.
    """
    found = Matching()
    row_ids, row_keys, by_key = _indexed(rows, found.unclear_rows)
    contact_ids, contact_keys, there = _indexed(contacts, found.unclear_contacts)
    for position, key in zip(row_ids, row_keys, strict=True):
        contact = there.get(key)
        if by_key[key] == _SEVERAL:
            found.unclear_rows[position] = Unclear.ROWS
        elif contact is None:
            found.alone.append(position)
        elif contact == _SEVERAL:
            found.unclear_rows[position] = Unclear.CONTACTS
        else:
            found.rows.append(position)
            found.contacts.append(contact)
    for contact_id, key in zip(contact_ids, contact_keys, strict=True):
        row = by_key.get(key)
        if row is None:
            found.missing.append(contact_id)
        elif row == _SEVERAL:
            found.unclear_contacts[contact_id] = Unclear.ROWS
        elif there[key] == _SEVERAL:
            found.unclear_contacts[contact_id] = Unclear.CONTACTS
    return found


def _indexed(
    keyed: Iterable[tuple[int, bytes | None]], unclear: dict[int, Unclear]
) -> "tuple[array[int], list[bytes], dict[bytes, int]]":
    ids, keys, by_key = array("q"), list[bytes](), dict[bytes, int]()
    for one, key in keyed:
        if key is None:
            unclear[one] = Unclear.NO_KEY
            continue
        ids.append(one)
        keys.append(key)
        by_key[key] = _SEVERAL if key in by_key else one
    return ids, keys, by_key


class FieldDifference(NamedTuple):
    """A field of a contact that the list has otherwise."""

    field: ContactField
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What a row and its contact differ in. `unread`: a field that was never read would have to be
    known to tell."""

    changes: tuple[FieldDifference, ...] = ()
    unread: bool = False


def differ(
    row: Values,
    there: Values,
    fields: Collection[ContactField],
    *,
    region: str,
    blanks_clear: bool = False,
) -> Differences:
    """Compares these fields. What a blank cell says counts with `blanks_clear` only."""
    changes, unread = [], False
    for each in fields:
        after = row.get(each, "")
        if not after and (not blanks_clear or each is ContactField.PHONE_NUMBER):
            continue
        before = there.get(each)
        if before is None:
            unread = True
        elif before != after and not same(each, tidy(before), after, region):
            changes.append(FieldDifference(each, before, after))
    return Differences(tuple(changes), unread)


# --- what is to be carried out --------------------------------------------------------------------


class WhenMissing(IntEnum):
    """What becomes of contacts that the list does not have, where they are ticked."""

    DELETE = 0
    MOVE = 1


class ComparisonCounts:
    """How many entries of each kind there are; entries of one kind stand together, in the order of
    `Kind`."""

    def __init__(self, counts: Mapping[ComparisonKind, int]) -> None:
        self._counts = {kind: counts.get(kind, 0) for kind in ComparisonKind}
        self._ranges: dict[ComparisonKind, range] = {}
        start = 0
        for kind, count in self._counts.items():
            self._ranges[kind] = range(start, start + count)
            start += count
        self.total = start

    def __getitem__(self, kind: ComparisonKind) -> int:
        return self._counts[kind]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ComparisonCounts) and self._counts == other._counts

    __hash__ = None  # type: ignore[assignment]

    def places(self, kind: ComparisonKind) -> range:
        """Where the entries of a kind stand."""
        return self._ranges[kind]

    def kind_at(self, place: int) -> ComparisonKind:
        """The kind of the entry at that place."""
        return next(kind for kind, places in self._ranges.items() if place in places)


class Ticks:
    """Which entries are to be carried out, by place, and which of their fields are not.

    At first everything that is new or changed is ticked, and nothing that is missing.
    """

    def __init__(self, counts: ComparisonCounts) -> None:
        self._counts = counts
        self._ticked = bytearray(counts.total)
        self._declined: dict[int, frozenset[ContactField]] = {}
        self._tickable = sum(counts[kind] for kind in TICKABLE)
        """Those that can be ticked stand before all others."""
        for kind in (ComparisonKind.CHANGED, ComparisonKind.NEW):
            self._set_range(counts.places(kind), True)

    def __contains__(self, place: int) -> bool:
        return bool(self._ticked[place])

    def count(self, kind: ComparisonKind) -> int:
        """How many of a kind are ticked."""
        places = self._counts.places(kind)
        return self._ticked.count(1, places.start, places.stop)

    @property
    def any(self) -> bool:
        """Whether anything is."""
        return 1 in self._ticked

    def set(self, places: Iterable[int], ticked: bool) -> None:
        """Ticks or unticks those of these that can be carried out."""
        if isinstance(places, range) and places.step == 1:
            for kind in TICKABLE:
                there = self._counts.places(kind)
                start, stop = max(there.start, places.start), min(there.stop, places.stop)
                if start < stop:
                    self._set_range(range(start, stop), ticked)
            return
        for place in places:
            if place < self._tickable:
                self._ticked[place] = ticked

    def _set_range(self, places: range, ticked: bool) -> None:
        self._ticked[places.start : places.stop] = bytes([ticked]) * len(places)

    def can_tick(self, place: int) -> bool:
        """Whether it can be carried out at all."""
        return place < self._tickable

    def declined(self, place: int) -> frozenset[ContactField]:
        """The fields of a changed contact that stay as they are."""
        return self._declined.get(place, frozenset())

    def decline(self, place: int, each: ContactField, declined: bool) -> None:
        """Leave that field as it is, or not."""
        fields = self.declined(place)
        self._declined[place] = fields | {each} if declined else fields - {each}

    def places(self, kind: ComparisonKind) -> Iterator[int]:
        """Those of a kind that are ticked."""
        there = self._counts.places(kind)
        place = self._ticked.find(1, there.start, there.stop)
        while place >= 0:
            yield place
            place = self._ticked.find(1, place + 1, there.stop)


# --- what is shown of it --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry, as it may be shown. `row` is None where it is about a contact alone; `number` is
    that of the file's row. What is said in `changes` was so when it was compared."""

    place: int
    kind: ComparisonKind
    number: int | None
    contact: int | None
    row: Values | None
    there: Values | None
    changes: tuple[FieldDifference, ...] = ()
    reason: str = ""
    unread: bool = False
    elsewhere: str = ""
    """Of a new row: the address book of a contact that has its number all the same."""


@dataclass(frozen=True, slots=True)
class FoundDifferences:
    """How many there are of each kind. `unread` are contacts (local ids) that are in the list and
    have fields that were never read; `unread_keys` such whose key was not. `rows` are all rows of
    the list, `contacts` all that were compared; `repairable` bad numbers that can be mended.
    `elsewhere` are the address books in which there are numbers of new rows."""

    counts: ComparisonCounts
    rows: int
    contacts: int
    unread: Sequence[int] = ()
    unread_keys: Sequence[int] = ()
    repairable: int = 0
    elsewhere: Sequence[str] = ()
