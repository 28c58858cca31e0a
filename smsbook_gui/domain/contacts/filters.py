"""Filters of the table: conditions on a column that narrow a query down, each a value object.

A field that was never read satisfies no filter but the one that asks for it: what nobody has read
is not blank (DESIGN.md, rule 8). `matches` is the reference for what the store's statements find.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status
from smsbook_gui.domain.phones.phone import number_kind, search_digits
from smsbook_gui.domain.phones.phone_findings import NumberKind
from smsbook_gui.domain.phones.phone_text import only_digits
from smsbook_gui.domain.texts.invisible import has_invisible
from smsbook_gui.domain.texts.text import clean, fold


class TextOp(StrEnum):
    """What a filter asks of a text. Case, accents and blanks at the ends make no difference."""

    CONTAINS = "contains"
    CONTAINS_NOT = "contains_not"
    IS = "is"
    IS_NOT = "is_not"
    BEGINS = "begins"
    ENDS = "ends"
    BLANK = "blank"
    FILLED = "filled"
    CAPITALS = "capitals"
    """All its letters are capitals, as in lists from old programs; initials are not meant."""
    ODD = "odd"
    """Has characters that come from a wrong encoding or a slip of the hand."""
    INVISIBLE = "invisible"
    """Has characters within that nobody sees, and that its script does not need."""
    UNREAD = "unread"
    """Was never read from the service: what all others leave out."""


LOOKS = frozenset({TextOp.CAPITALS, TextOp.ODD, TextOp.INVISIBLE})
"""Operations on a text as it was typed."""
WITHOUT_TEXT = frozenset({TextOp.BLANK, TextOp.FILLED, TextOp.UNREAD}) | LOOKS
"""Operations that take no text."""
DENIALS = frozenset({TextOp.CONTAINS_NOT, TextOp.IS_NOT})


class ChoiceColumn(StrEnum):
    """What can be filtered by a choice of values."""

    BOOK = "book"
    STATUS = "status"
    KIND = "kind"
    NAMES = "names"
    """How first and last name stand to those of all other contacts."""
    BATCH = "batch"
    """What an action did, an import above all: not in the table, and in no contact."""


class NameFinding(StrEnum):
    """What can be said of a contact's names by those of the others."""

    SWAPPED = "swapped"
    """The first name is a last name of most others who have it, and the last name a first name."""


class DateColumn(StrEnum):
    """What can be filtered by when it was."""

    CHANGED = "changed"
    """When a field, the address book or the life of the contact last changed, here or there."""
    ADDED = "added"
    """When the contact came in. Those that the service had before SMS Book first read it have no
    such moment: nobody knows how long they had been there."""


class Period(StrEnum):
    """How far back a filter reaches. All but DAY go with the time: "this month" is always this."""

    TODAY = "today"
    DAYS_7 = "last_7_days"
    DAYS_30 = "last_30_days"
    MONTH = "this_month"
    YEAR = "this_year"
    DAY = "day"
    """Since a certain day."""


FilterColumn = ContactField | ChoiceColumn | DateColumn


@dataclass(frozen=True, slots=True)
class TextFilter:
    """A condition on a text field. Of several `texts` one is enough (and none may, in a denial)."""

    field: ContactField
    op: TextOp
    texts: tuple[str, ...] = ()

    @property
    def column(self) -> FilterColumn:
        return self.field


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """One of these `keys`: local ids of address books or batches, statuses, kinds of number,
    findings about names."""

    column: ChoiceColumn
    keys: frozenset[int | str]


@dataclass(frozen=True, slots=True)
class SinceFilter:
    """Changed or added in a period that lasts until now. `day`, its first one, goes with DAY."""

    column: DateColumn
    period: Period
    day: date | None = None

    def first_day(self, today: date) -> date:
        """The first day of the period."""
        return {
            Period.TODAY: today,
            Period.DAYS_7: today - timedelta(days=6),
            Period.DAYS_30: today - timedelta(days=29),
            Period.MONTH: today.replace(day=1),
            Period.YEAR: today.replace(month=1, day=1),
            Period.DAY: self.day or today,
        }[self.period]

    def begin(self, now: datetime) -> datetime:
        """The first moment of the period, by this computer's days. `now` and it are aware."""
        day = self.first_day(now.astimezone().date())
        return datetime.combine(day, time.min).astimezone()


def moves_with_days(chosen: "Filter") -> bool:
    """Whether a filter finds others tomorrow, though nothing is changed."""
    return isinstance(chosen, SinceFilter) and chosen.period is not Period.DAY


ValueFilter = TextFilter | ChoiceFilter
"""A filter on what a contact is."""
Filter = ValueFilter | SinceFilter


EDGE = "\x1f"
"""Stands before and after what is looked into, so that "begins with" is a search for text too."""


def field_of(chosen: Filter) -> ContactField | None:
    """The field that has to be known for this filter; None where nothing can be unknown."""
    if isinstance(chosen, TextFilter):
        return None if chosen.op is TextOp.UNREAD else chosen.field
    if isinstance(chosen, SinceFilter):
        return None
    return ContactField.PHONE_NUMBER if chosen.column is ChoiceColumn.KIND else None


def compared(text: str) -> str:
    """A text as filters compare it; equal for texts that a person calls the same."""
    return fold(clean(text))


def looks(op: TextOp, text: str) -> bool:
    """Whether a text looks as one of LOOKS says."""
    if op is TextOp.ODD:
        return _ODD.search(text) is not None
    if op is TextOp.INVISIBLE:
        return has_invisible(text)
    letters = sum(map(str.isalpha, text))
    return letters >= _NO_INITIALS and text.isupper()


_NO_INITIALS = 3
_ODD = re.compile(r"[\ufffd\x00-\x1f\x7f-\x9f?*#$%=<>|\\^~_{}\[\]@]|Ã[\u00a0-\u00bf]|â€")
"""Among them what UTF-8 looks like when it is read as Latin ("Ã¼", "â€™")."""


def by_digits(chosen: TextFilter) -> bool:
    """Whether a filter looks for a number: by its digits, in any way to write it.

    "0491 …" finds "+61 491 …" so. A text without digits is looked for in the number as typed.
    """
    return chosen.field is ContactField.PHONE_NUMBER and all(map(only_digits, chosen.texts))


def needles(chosen: TextFilter) -> tuple[str, ...]:
    """What to look for between edges: one of these has to be found (none, in a denial)."""
    plain = only_digits if by_digits(chosen) else compared
    before = EDGE if chosen.op in {TextOp.IS, TextOp.IS_NOT, TextOp.BEGINS} else ""
    after = EDGE if chosen.op in {TextOp.IS, TextOp.IS_NOT, TextOp.ENDS} else ""
    return tuple(f"{before}{plain(text)}{after}" for text in chosen.texts)


def matches(chosen: ValueFilter, contact: Contact, region: str) -> bool:
    """Whether a contact satisfies a filter, as far as the contact itself tells: what a batch did is
    in the history alone, and what names are usual in all contacts together."""
    if isinstance(chosen, ChoiceFilter):
        return _key_of(chosen.column, contact, region) in chosen.keys
    value = contact.values.get(chosen.field)
    if value is None or chosen.op is TextOp.UNREAD:
        return value is None and chosen.op is TextOp.UNREAD
    return _text_matches(chosen, value, region)


def _key_of(column: ChoiceColumn, contact: Contact, region: str) -> int | str | None:
    match column:
        case ChoiceColumn.BOOK:
            return contact.book_id
        case ChoiceColumn.STATUS:
            return contact.status
        case ChoiceColumn.KIND:
            number = contact.values.get(ContactField.PHONE_NUMBER)
            return None if number is None else number_kind(number, region)
        case ChoiceColumn.BATCH | ChoiceColumn.NAMES:
            return None


def _text_matches(chosen: TextFilter, value: str, region: str) -> bool:
    if chosen.op in LOOKS:
        return looks(chosen.op, value)
    if chosen.op in WITHOUT_TEXT:
        return bool(compared(value)) is (chosen.op is TextOp.FILLED)
    ways = search_digits(value, region).split() if by_digits(chosen) else [compared(value)]
    text = EDGE.join(["", *ways, ""])
    return any(needle in text for needle in needles(chosen)) is not (chosen.op in DENIALS)


def as_data(chosen: Filter) -> dict[str, object]:
    """A filter as plain data, for settings and files."""
    if isinstance(chosen, ChoiceFilter):
        return {"column": chosen.column.value, "values": sorted(chosen.keys, key=str)}
    if isinstance(chosen, SinceFilter):
        days = [] if chosen.day is None else [chosen.day.isoformat()]
        return {"column": chosen.column.value, "op": chosen.period.value, "values": days}
    return {"column": chosen.field.value, "op": chosen.op.value, "values": list(chosen.texts)}


def from_data(data: object) -> Filter | None:
    """What `as_data` gave; None for anything else."""
    if not isinstance(data, dict) or not isinstance(data.get("values"), list):
        return None
    column, values = str(data.get("column")), data["values"]
    try:
        if column in set(ChoiceColumn):
            of = _KEYS[ChoiceColumn(column)]
            return ChoiceFilter(ChoiceColumn(column), frozenset(map(of, values)))
        if column in set(DateColumn):
            period = Period(str(data.get("op")))
            day = date.fromisoformat(values[0]) if period is Period.DAY else None
            return SinceFilter(DateColumn(column), period, day)
        texts = tuple(map(str, values))
        return TextFilter(ContactField(column), TextOp(str(data.get("op"))), texts)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


_KEYS: dict[ChoiceColumn, Callable[[Any], int | str]] = {
    ChoiceColumn.BOOK: int,
    ChoiceColumn.STATUS: Status,
    ChoiceColumn.KIND: NumberKind,
    ChoiceColumn.NAMES: NameFinding,
    ChoiceColumn.BATCH: int,
}
"""What the keys of a column are."""
