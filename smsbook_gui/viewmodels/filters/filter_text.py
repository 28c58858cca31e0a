"""Filters of the table in words."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate, QLocale

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    DateColumn,
    Filter,
    FilterColumn,
    Period,
    SinceFilter,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.phones.phone_findings import NumberKind
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import locale, tr
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
        TextOp.INVISIBLE: tr("has invisible characters"),
        TextOp.UNREAD: tr("was never read"),
    }[op]


def date_heading(column: DateColumn) -> str:
    """What can be filtered by when it was."""
    return {DateColumn.CHANGED: tr("Changed"), DateColumn.ADDED: tr("Added")}[column]


def period_text(period: Period) -> str:
    """How far back, to choose it from a list."""
    return {
        Period.TODAY: tr("today"),
        Period.DAYS_7: tr("in the last 7 days"),
        Period.DAYS_30: tr("in the last 30 days"),
        Period.MONTH: tr("this month"),
        Period.YEAR: tr("this year"),
        Period.DAY: tr("since a certain day"),
    }[period]


def _since_text(chosen: SinceFilter) -> str:
    column = date_heading(chosen.column)
    if chosen.day is None:
        words = tr("{column} {period}")
        return words.format(column=column, period=period_text(chosen.period))
    day = QDate(chosen.day.year, chosen.day.month, chosen.day.day)
    shown_day = locale().toString(day, QLocale.FormatType.ShortFormat)
    return tr("{column} since {day}").format(column=column, day=shown_day)


def filter_text(
    chosen: Filter, headings: Mapping[FilterColumn, str], books: Mapping[int, str]
) -> str:
    """A filter for its chip: "Company contains “Acme”". `books`: names by local id."""
    if isinstance(chosen, SinceFilter):
        return _since_text(chosen)
    if chosen.column is ChoiceColumn.BATCH:
        return tr("From this import")
    if chosen.column is ChoiceColumn.NAMES:
        return tr("Names perhaps swapped")
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
        case ChoiceColumn.BATCH | ChoiceColumn.NAMES:
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
        TextOp.INVISIBLE: tr("{column} has invisible characters"),
        TextOp.UNREAD: tr("{column} was never read"),
    }[op]
