"""The record of what was done: each change with the action that it belongs to, and what it tells
of how a contact was at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField, HistoryLine
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Values


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A line of the history with its action, and the contact as it is now.

    `values` are empty of a contact that is no longer there. `book` is the name of its address
    book; `before_book` the local id of the one that it was moved out of.
    """

    line_id: int
    line: HistoryLine
    kind: BatchKind
    title: str
    values: Values
    book: str
    before_book: int | None = None


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """What of the record is wanted: changes whose contact, action or values have `text` in them, of
    contacts that are in this address book (local id), or were moved into or out of it."""

    text: str = ""
    book_id: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it is not all."""
        return bool(self.text.strip()) or self.book_id is not None


EVERYTHING = RecordQuery()


@dataclass(frozen=True, slots=True)
class AsItWas:
    """A contact at a moment, as far as it differs from now.

    `values` are the fields that were otherwise. `unread` are fields that were changed since and of
    which nobody knows what they were.
    """

    values: Values = field(default_factory=dict)
    book_id: int | None = None
    """The address book that it was in (local id), where that is another one now."""
    unread: tuple[ContactField, ...] = ()
    was_there: bool = True
    """Whether it was there at that moment, and not deleted."""


def as_it_was(contact: Contact, changes: Sequence[RecordedChange], moment: datetime) -> AsItWas:
    """What the contact was like at that moment. `changes` are all of it, newest first."""
    texts: dict[ContactField, str | None] = {}
    book_id, there = contact.book_id, contact.life is Life.LIVE
    for change in changes:
        line = change.line
        if line.at <= moment:
            break
        if isinstance(line.field, ContactField):
            texts[line.field] = line.before
        elif line.field is HistoryField.BOOK:
            book_id = change.before_book or book_id
        elif line.field is HistoryField.CREATED:
            there = False
        elif line.field is HistoryField.LIFE:
            there = line.before == "live"
    now = contact.values
    return AsItWas(
        {one: text for one, text in texts.items() if text is not None and text != now.get(one)},
        book_id if book_id != contact.book_id else None,
        tuple(one for one, text in texts.items() if text is None and one in now),
        there,
    )
