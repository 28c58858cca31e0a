"""Filters of the table: conditions on a column that narrow a query down, each a value object.

A field that was never read satisfies no filter but the one that asks for it: what nobody has read
is not blank (DESIGN.md, rule 8). `matches` is the reference for what the store's statements find.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from smsbook_gui.domain.contact import Contact, ContactField, Status
from smsbook_gui.domain.phone import number_kind, search_digits
from smsbook_gui.domain.phone_findings import NumberKind
from smsbook_gui.domain.phone_text import only_digits
from smsbook_gui.domain.text import clean, fold


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
    UNREAD = "unread"
    """Was never read from the service: what all others leave out."""


LOOKS = frozenset({TextOp.CAPITALS, TextOp.ODD})
"""Operations on a text as it was typed."""
WITHOUT_TEXT = frozenset({TextOp.BLANK, TextOp.FILLED, TextOp.UNREAD}) | LOOKS
"""Operations that take no text."""
DENIALS = frozenset({TextOp.CONTAINS_NOT, TextOp.IS_NOT})


class ChoiceColumn(StrEnum):
    """What can be filtered by a choice of values."""

    BOOK = "book"
    STATUS = "status"
    KIND = "kind"


FilterColumn = ContactField | ChoiceColumn


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
class BookFilter:
    """In one of these address books (local ids)."""

    books: frozenset[int]

    @property
    def column(self) -> FilterColumn:
        return ChoiceColumn.BOOK


@dataclass(frozen=True, slots=True)
class StatusFilter:
    """With one of these statuses."""

    statuses: frozenset[Status]

    @property
    def column(self) -> FilterColumn:
        return ChoiceColumn.STATUS


@dataclass(frozen=True, slots=True)
class KindFilter:
    """With a number of one of these kinds."""

    kinds: frozenset[NumberKind]

    @property
    def column(self) -> FilterColumn:
        return ChoiceColumn.KIND


Filter = TextFilter | BookFilter | StatusFilter | KindFilter


EDGE = "\x1f"
"""Stands before and after what is looked into, so that "begins with" is a search for text too."""


def field_of(chosen: Filter) -> ContactField | None:
    """The field that has to be known for this filter; None where nothing can be unknown."""
    if isinstance(chosen, TextFilter) and chosen.op is not TextOp.UNREAD:
        return chosen.field
    return ContactField.PHONE_NUMBER if isinstance(chosen, KindFilter) else None


def compared(text: str) -> str:
    """A text as filters compare it; equal for texts that a person calls the same."""
    return fold(clean(text))


def looks(op: TextOp, text: str) -> bool:
    """Whether a text looks as one of LOOKS says."""
    if op is TextOp.ODD:
        return _ODD.search(text) is not None
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


def matches(chosen: Filter, contact: Contact, region: str) -> bool:
    """Whether a contact satisfies a filter."""
    match chosen:
        case TextFilter(field, op):
            value = contact.values.get(field)
            if value is None or op is TextOp.UNREAD:
                return value is None and op is TextOp.UNREAD
            return _text_matches(chosen, value, region)
        case BookFilter(books):
            return contact.book_id in books
        case StatusFilter(statuses):
            return contact.status in statuses
        case KindFilter(kinds):
            number = contact.values.get(ContactField.PHONE_NUMBER)
            return number is not None and number_kind(number, region) in kinds


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
    match chosen:
        case TextFilter(field, op, texts):
            return {"column": field.value, "op": op.value, "values": list(texts)}
        case BookFilter(books):
            return {"column": ChoiceColumn.BOOK.value, "values": sorted(books)}
        case StatusFilter(statuses):
            return {"column": ChoiceColumn.STATUS.value, "values": sorted(map(int, statuses))}
        case KindFilter(kinds):
            return {"column": ChoiceColumn.KIND.value, "values": sorted(kinds)}


def from_data(data: object) -> Filter | None:
    """What `as_data` gave; None for anything else."""
    if not isinstance(data, dict) or not isinstance(data.get("values"), list):
        return None
    column, values = data.get("column"), data["values"]
    try:
        match column:
            case ChoiceColumn.BOOK.value:
                return BookFilter(frozenset(map(int, values)))
            case ChoiceColumn.STATUS.value:
                return StatusFilter(frozenset(map(Status, values)))
            case ChoiceColumn.KIND.value:
                return KindFilter(frozenset(map(NumberKind, values)))
        op = TextOp(str(data.get("op")))
        return TextFilter(ContactField(str(column)), op, tuple(map(str, values)))
    except (ValueError, TypeError):
        return None
