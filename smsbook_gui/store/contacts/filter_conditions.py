"""The table's filters as conditions of SQL; `domain.filters.matches` says what they must find."""

from datetime import datetime

from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.filters import (
    DENIALS,
    EDGE,
    LOOKS,
    WITHOUT_TEXT,
    ChoiceColumn,
    DateColumn,
    Filter,
    SinceFilter,
    TextFilter,
    TextOp,
    by_digits,
    needles,
)
from smsbook_gui.store.db.transaction import to_micros

Condition = tuple[str, list[object]]
"""A condition on the table `contact`, and its parameters."""

_EDGE = f"char({ord(EDGE)})"


_CHOICES = {
    ChoiceColumn.BOOK: "contact.book_id",
    ChoiceColumn.STATUS: "contact.status",
    ChoiceColumn.KIND: f"number_kind(contact.{ContactField.PHONE_NUMBER})",
}


def condition(chosen: Filter, now: datetime) -> Condition:
    """What a contact must meet. Its SQL functions are those of `derived_columns`."""
    if isinstance(chosen, TextFilter):
        return _text_condition(chosen)
    if isinstance(chosen, SinceFilter):
        return _since_condition(chosen.column, to_micros(chosen.begin(now)))
    places = ", ".join("?" * len(chosen.keys))
    if chosen.column is ChoiceColumn.BATCH:
        done = f"SELECT contact_id FROM history WHERE batch_id IN ({places})"
        return f"contact.local_id IN ({done})", list(chosen.keys)
    return f"{_CHOICES[chosen.column]} IN ({places})", list(chosen.keys)


def _since_condition(column: DateColumn, begin: int) -> Condition:
    """What came in has changed as well; `contact.added_at` of others is NULL."""
    added = "coalesce(contact.added_at >= ?, 0)"
    if column is DateColumn.ADDED:
        return added, [begin]
    lines = "contact.local_id IN (SELECT contact_id FROM history WHERE at >= ?)"
    return f"({added} OR {lines})", [begin, begin]


def _text_condition(chosen: TextFilter) -> Condition:
    """NULL, a field that was never read, makes all but one of these NULL: they are not met."""
    column = f"contact.{chosen.field}"
    if chosen.op is TextOp.UNREAD:
        return f"{column} IS NULL", []
    if chosen.op in LOOKS:
        return f"looks(?, {column})", [chosen.op.value]
    if chosen.op in WITHOUT_TEXT:
        return f"compared({column}) {'=' if chosen.op is TextOp.BLANK else '<>'} ''", []
    text = f"compared({column})"
    if by_digits(chosen):
        text = f"iif({column} IS NULL, NULL, replace(contact.digits, ' ', {_EDGE}))"
    wanted = list[object](needles(chosen))
    found = " OR ".join(["instr(text, ?) > 0"] * len(wanted)) or "text <> text"
    found = f"NOT ({found})" if chosen.op in DENIALS else found
    return f"(SELECT {found} FROM (SELECT {_EDGE} || {text} || {_EDGE} AS text))", wanted
