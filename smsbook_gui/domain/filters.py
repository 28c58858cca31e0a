"""Filters of the table: conditions on a column that narrow a query down, each a value object.

A field that was never read satisfies no filter, not even "is blank": what nobody has read is not
blank (DESIGN.md, rule 8). `matches` is the reference for what the store's statements must find.
"""

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


WITHOUT_TEXT = frozenset({TextOp.BLANK, TextOp.FILLED})
"""Operations that take no text."""
DENIALS = frozenset({TextOp.CONTAINS_NOT, TextOp.IS_NOT})


@dataclass(frozen=True, slots=True)
class TextFilter:
    """A condition on a text field. Of several `texts` one is enough (and none may, in a denial)."""

    field: ContactField
    op: TextOp
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookFilter:
    """In one of these address books (local ids)."""

    books: frozenset[int]


@dataclass(frozen=True, slots=True)
class StatusFilter:
    """With one of these statuses."""

    statuses: frozenset[Status]


@dataclass(frozen=True, slots=True)
class KindFilter:
    """With a number of one of these kinds."""

    kinds: frozenset[NumberKind]


Filter = TextFilter | BookFilter | StatusFilter | KindFilter


EDGE = "\x1f"
"""Stands before and after what is looked into, so that "begins with" is a search for text too."""


def compared(text: str) -> str:
    """A text as filters compare it; equal for texts that a person calls the same."""
    return fold(clean(text))


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
            if value is None:
                return False
            if op in WITHOUT_TEXT:
                return bool(compared(value)) is (op is TextOp.FILLED)
            ways = search_digits(value, region).split() if by_digits(chosen) else [compared(value)]
            text = EDGE.join(["", *ways, ""])
            return any(needle in text for needle in needles(chosen)) is not (op in DENIALS)
        case BookFilter(books):
            return contact.book_id in books
        case StatusFilter(statuses):
            return contact.status in statuses
        case KindFilter(kinds):
            number = contact.values.get(ContactField.PHONE_NUMBER)
            return number is not None and number_kind(number, region) in kinds
