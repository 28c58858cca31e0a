"""The table's filters as SQL conditions.

`matches` in domain/contacts/filters.py defines what they must find.
"""

from datetime import datetime

from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.filters import (
    DENIALS,
    EDGE,
    LOOKS,
    WITHOUT_TEXT,
    ChoiceColumn,
    DateColumn,
    Filter,
    NameFinding,
    SinceFilter,
    TextFilter,
    TextOp,
    by_digits,
    needles,
)
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.db.transaction import to_micros

Condition = tuple[str, list[object]]
"""A condition on the table `contact`, and its parameters."""

_EDGE = f"char({ord(EDGE)})"


_CHOICES = {
    ChoiceColumn.BOOK: "contact.book_id",
    ChoiceColumn.STATUS: "contact.status",
    ChoiceColumn.KIND: f"number_kind(contact.{ContactField.PHONE_NUMBER})",
}

_FIRST, _LAST = f"k_{ContactField.FIRST_NAME}", f"k_{ContactField.LAST_NAME}"
_BLANK = f"x'{sort_key('').hex()}'"
_LEAST = 2
"""Contacts who have a name at least, before anything is said by it."""
_CLEARLY = 3
"""How many times as many of them have it as the one than as the other."""


def _counted(key: str) -> str:
    """How often each name is there, in all address books; an index has them in order."""
    live = f"life = {Life.LIVE:d} AND {key} IS NOT NULL AND {key} <> {_BLANK}"
    return f"(SELECT {key} AS name, count(*) AS times FROM contact WHERE {live} GROUP BY {key})"


def _usual(key: str, other: str) -> str:
    """The names (as sort keys) that are a first name, say, far more often than a last name."""
    return (
        f"SELECT here.name FROM {_counted(key)} AS here"
        f" LEFT JOIN {_counted(other)} AS there ON there.name = here.name"
        f" WHERE here.times >= {_LEAST} AND here.times >= {_CLEARLY} * coalesce(there.times, 0)"
    )


_SWAPPED = (
    f"(contact.{_FIRST} IN ({_usual(_LAST, _FIRST)})"
    f" AND contact.{_LAST} IN ({_usual(_FIRST, _LAST)}))"
)


def condition(chosen: Filter, now: datetime) -> Condition:
    """The condition for one filter. It uses the SQL functions of `derived_columns`."""
    if isinstance(chosen, TextFilter):
        return _text_condition(chosen)
    if isinstance(chosen, SinceFilter):
        return _since_condition(chosen.column, to_micros(chosen.begin(now)))
    if chosen.column is ChoiceColumn.NAMES:
        return (_SWAPPED if NameFinding.SWAPPED in chosen.keys else "0"), []
    places = ", ".join("?" * len(chosen.keys))
    if chosen.column is ChoiceColumn.BATCH:
        done = f"SELECT contact_id FROM history WHERE batch_id IN ({places})"
        return f"contact.local_id IN ({done})", list(chosen.keys)
    return f"{_CHOICES[chosen.column]} IN ({places})", list(chosen.keys)


def _since_condition(column: DateColumn, begin: int) -> Condition:
    """A contact that came in since has changed, too; `added_at` is NULL for all others."""
    added = "coalesce(contact.added_at >= ?, 0)"
    if column is DateColumn.ADDED:
        return added, [begin]
    lines = "contact.local_id IN (SELECT contact_id FROM history WHERE at >= ?)"
    return f"({added} OR {lines})", [begin, begin]


def _text_condition(chosen: TextFilter) -> Condition:
    """A field that was never read is NULL, and so are all of these but one: they are not met."""
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
