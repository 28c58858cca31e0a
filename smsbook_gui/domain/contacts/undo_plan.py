"""What an undo or a redo would do, told before it is done."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField, WayBack
from smsbook_gui.domain.contacts.contact import ContactField, Values


class Stays(StrEnum):
    """Why something that a batch did cannot be taken back, or is left as it is."""

    CHANGED = "changed"
    """It was changed here since."""
    THERE = "there"
    """The service has the contact otherwise than it was sent: deleting it would lose that."""
    ENDED = "ended"
    """The contact was deleted since, or the service has it no more."""
    UNREAD = "unread"
    """What stood there before was never read from the service."""
    BOOK_GONE = "book_gone"
    """The address book that it was in is no longer there."""
    ERASED = "erased"
    """The contact was deleted for good."""


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One field of one contact, as it is and as it would be.

    Of the life of a contact and of its being added, `then` is "live" or "deleted"; address books
    are told by name.
    """

    contact_id: int
    values: Values
    field: ContactField | HistoryField
    now: str
    then: str
    book: str
    """The address book that it is in."""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """One field of one contact that stays as it is. `values` are empty of one that is erased.

    Of the life of a contact and of its being added, `now` is "live" or "deleted".
    """

    contact_id: int
    values: Values
    field: ContactField | HistoryField
    now: str
    book: str
    """The address book that it is in."""
    why: Stays


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking back the batch `of` comes to, in contacts. Told are the first of them.

    `kind`, `title` and `at` are those of the action, also where its undo is to be taken back.
    """

    of: int
    way: WayBack
    kind: BatchKind
    title: str
    at: datetime
    changes: int
    first: tuple[PlannedChange, ...] = ()
    stays: dict[Stays, int] = field(default_factory=dict)
    kept: int = 0
    """Contacts of which something stays as it is, for any of these reasons."""
    left: tuple[LeftAlone, ...] = ()
    deletes: int = 0
    """Of `changes`: those that are deleted by it."""
    returns: int = 0
    """Of `changes`: those that are deleted now and come back."""
    recreated: int = 0
    """Of `returns`: those that come back under a new id, since the service deleted them."""
    unsent: int = 0
    """Of `changes`: those of which nothing was sent, so that nothing has to be."""
    there_before: int = 0
    """New contacts that the service had before: that one stays as it is."""
    books_back: tuple[str, ...] = ()
    """Address books that live again."""
    books_ended: tuple[str, ...] = ()
    """Address books that end again, where they are empty."""
