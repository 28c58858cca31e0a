"""Filters of the table in words."""

from collections.abc import Mapping, Sequence

from smsbook_gui.domain.contact import Status
from smsbook_gui.domain.filters import (
    ChoiceColumn,
    Filter,
    FilterColumn,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.phone_findings import NumberKind
from smsbook_gui.domain.shown import shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.number_text import kind_text
from smsbook_gui.viewmodels.contacts.rows import status_text

_TEXT_LIMIT = 40
"""Characters of a text that is looked for."""


def op_text(op: TextOp) -> str:
    """The operation, to choose it from a list."""
    return {
        TextOp.CONTAINS: tr("contains"),
        TextOp.CONTAINS_NOT: tr("does not contain"),
        TextOp.IS: tr("is"),
        TextOp.IS_NOT: tr("is not"),
        TextOp.BEGINS: tr("begins with"),
        TextOp.ENDS: tr("ends with"),
        TextOp.BLANK: tr("is blank"),
        TextOp.FILLED: tr("is not blank"),
        TextOp.CAPITALS: tr("is in capitals"),
        TextOp.ODD: tr("has odd characters"),
        TextOp.UNREAD: tr("was never read"),
    }[op]


def filter_text(
    chosen: Filter, headings: Mapping[FilterColumn, str], books: Mapping[int, str]
) -> str:
    """A filter for its chip: "Company contains “Acme”". `books`: names by local id."""
    if chosen.column is ChoiceColumn.BATCH:
        return tr("From this import")
    column = shown(headings[chosen.column], _TEXT_LIMIT)
    if isinstance(chosen, TextFilter):
        return _pattern(chosen.op).format(column=column, text=_any_of(chosen.texts))
    names = [text for key, text in choices(chosen.column, books) if key in chosen.keys]
    return tr("{column}: {values}").format(column=column, values=", ".join(names) or "–")


def choices(column: ChoiceColumn, books: Mapping[int, str]) -> list[tuple[int | str, str]]:
    """The keys of a column with their words, in the order to choose from."""
    match column:
        case ChoiceColumn.BOOK:
            return [(book, shown(name, _TEXT_LIMIT)) for book, name in books.items()]
        case ChoiceColumn.STATUS:
            return [(int(status), status_text(status)) for status in Status]
        case ChoiceColumn.KIND:
            return [(kind.value, kind_text(kind)) for kind in NumberKind]
        case ChoiceColumn.BATCH:
            return []


def _any_of(texts: Sequence[str]) -> str:
    """The texts in quotes: one of them is enough."""
    quoted = [tr("“{text}”").format(text=shown(text, _TEXT_LIMIT)) for text in texts]
    return tr(" or ").join(quoted)


def _pattern(op: TextOp) -> str:
    return {
        TextOp.CONTAINS: tr("{column} contains {text}"),
        TextOp.CONTAINS_NOT: tr("{column} does not contain {text}"),
        TextOp.IS: tr("{column} is {text}"),
        TextOp.IS_NOT: tr("{column} is not {text}"),
        TextOp.BEGINS: tr("{column} begins with {text}"),
        TextOp.ENDS: tr("{column} ends with {text}"),
        TextOp.BLANK: tr("{column} is blank"),
        TextOp.FILLED: tr("{column} is not blank"),
        TextOp.CAPITALS: tr("{column} is in capitals"),
        TextOp.ODD: tr("{column} has odd characters"),
        TextOp.UNREAD: tr("{column} was never read"),
    }[op]
