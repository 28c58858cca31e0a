"""What the columns of a row may hold, beyond their types: a damaged page may say anything."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.outbox import EntityKind, Op
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.recovery.scan import Untrusted

Holds = Callable[[Any], bool]


def _one_of(members: Iterable[Any], *, optional: bool = False) -> Holds:
    known = {each.value for each in members}
    return lambda value: value in known or (optional and value is None)


def _json(holds: Holds) -> Holds:
    def check(text: str | None) -> bool:
        try:
            return text is None or holds(json.loads(text))
        except ValueError:
            return False

    return check


def _ids(value: object) -> bool:
    return isinstance(value, list) and all(type(each) is int for each in value)


_FIELD_NAMES = {field.value for field in ContactField}


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(
        key in _FIELD_NAMES and (text is None or isinstance(text, str))
        for key, text in value.items()
    )


def _known_texts(value: object) -> bool:
    return isinstance(value, dict) and _texts(value) and None not in value.values()


def _words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _pending_values(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, list) and (_is_text(one) or _is_move(one)) for one in value
    )


def _is_text(one: Sequence[object]) -> bool:
    """Whether it is another text for a field of a contact."""
    return len(one) in {3, 4} and one[1] in _FIELD_NAMES


def _is_move(one: Sequence[object]) -> bool:
    """Whether it is another address book for a contact."""
    return len(one) == 4 and one[1] == HistoryField.BOOK


_FIELD = _one_of(ContactField)
_LIVES, _STATUSES = _one_of(Life), _one_of(Status)
_COLUMNS: Mapping[str, Mapping[str, Holds]] = {
    "book": {"life": _LIVES, "status": _STATUSES},
    "contact": {"life": _LIVES, "status": _STATUSES},
    "base": {"field": _FIELD},
    "conflict": {"field": _FIELD},
    "outbox": {
        "state": _one_of(set(Status) - {Status.SAVED}),
        "op": _one_of(Op, optional=True),
        "error": _json(_words),
    },
    "batch": {"kind": _one_of(BatchKind)},
    "history": {
        "field": _one_of({*ContactField, *HistoryField}),
        "author": _one_of(Author),
        "outcome": _one_of(LineOutcome, optional=True),
    },
    "staging": {
        "work": _one_of(BulkOperation),
        "detail": _json(lambda value: isinstance(value, dict)),
    },
    "staged": {"ids": _json(_ids), "wishes": _json(_pending_values)},
    "sighting": {"field_values": _json(_known_texts)},
    "draft": {"field_values": _json(_known_texts)},
}
_SENT = {"sent": _json(_known_texts), "sent_base": _json(_texts)}
"""Of a contact; of an address book it is the name."""


def check(table: str, row: Mapping[str, Any]) -> None:
    """Raises Untrusted where a row of that table cannot be so."""
    for column, holds in _COLUMNS.get(table, {}).items():
        if column in row and not holds(row[column]):
            raise Untrusted
    contacts = table == "outbox" and row["kind"] == EntityKind.CONTACT
    if contacts and not all(holds(row[column]) for column, holds in _SENT.items()):
        raise Untrusted
