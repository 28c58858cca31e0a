"""The outbox's words: which entity differs from the service, and what is sent for it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from smsbook_gui.domain.contacts.contact import AddressBook, Contact, ContactField, Status, Values
from smsbook_gui.domain.contacts.merge import Conflict


class EntityKind(IntEnum):
    """What an outbox row is about."""

    CONTACT = 0
    BOOK = 1


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A contact or an address book by its local id."""

    kind: EntityKind
    local_id: int


class Op(StrEnum):
    """The call that would bring the service to the local state; derived, never stored as a wish."""

    NEW = "new"
    EDIT = "edit"
    DELETE = "delete"


class Priority(IntEnum):
    """Smaller goes first (DESIGN.md, rule 11)."""

    PERSON = 0
    BULK = 1


@dataclass(frozen=True, slots=True)
class Job:
    """Due work, not yet marked as sending."""

    entity: Entity
    op: Op
    server_id: int | None
    priority: Priority
    reads_first: bool = False
    """Whether the contact is to be read before: an edit overwrites nothing that it has not seen
    (DESIGN.md, rule 5), an undo deletes only what reads as it was sent, and what was never read
    could not be brought back."""
    unread: bool = False
    """A delete that does not go out without that reading: the contact was never read."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is about to be sent, committed before it leaves.

    `values` are the contact's fields in their sending form. `book_server_id` goes with a new
    contact, and with an edit that moves it. `name` goes with an address book.
    """

    entity: Entity
    op: Op
    server_id: int | None
    book_server_id: int | None
    values: Values
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The service did what was sent; `server_id` is what it gave to something new."""

    entity: Entity
    server_id: int | None


class Reason(StrEnum):
    """Why a contact needs a person."""

    REFUSED = "refused"
    UNSURE = "unsure"
    CONFLICT = "conflict"
    GONE = "gone"
    """Refused, because the service no longer has the contact (proven: DESIGN.md, rule 4)."""
    THERE = "there"
    """The service answered the create with a contact that was there before it."""

    @classmethod
    def of(cls, status: Status, *, gone: bool = False) -> "Reason":
        """The reason behind a status that needs attention."""
        if status is Status.REFUSED:
            return cls.GONE if gone else cls.REFUSED
        return {
            Status.UNSURE: cls.UNSURE,
            Status.CONFLICT: cls.CONFLICT,
            Status.THERE: cls.THERE,
        }[status]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that a listing showed and that may be an unsure create. `values` are as listed."""

    server_id: int
    book_name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Existing:
    """What a create was answered with. `contact` is it as known here; None: it is not.

    `values` are the service's, as far as they were read; `differing` the fields that are not
    equivalent on both sides, or not read and typed here.
    """

    server_id: int
    contact: Contact | None = None
    book_name: str = ""
    values: Values = field(default_factory=dict)
    differing: frozenset[ContactField] = frozenset()


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One contact under Needs attention, with the evidence.

    `sent_at` is when its last call left, where its answer was lost. `looked_at` is when all
    address books were last listed, where that was after it.
    """

    contact: Contact
    reason: Status
    words: str
    details: str
    conflicts: tuple[Conflict, ...]
    at: datetime
    gone: bool = False
    candidates: tuple[Candidate, ...] = ()
    sent_at: datetime | None = None
    looked_at: datetime | None = None
    existing: Existing | None = None
    """Of a create that was answered with a contact that was there before."""

    @property
    def why(self) -> Reason:
        """The reason, with what is gone told from what was refused."""
        return Reason.of(self.reason, gone=self.gone)


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """Contacts that need a person for the same reason, in the order of their ids.

    `words`: what was said of them and of how many, the most frequent first.
    """

    reason: Reason
    ids: tuple[int, ...]
    words: tuple[tuple[str, int], ...] = ()
    matched: tuple[tuple[int, int], ...] = ()
    """(local id, server id) of unsure creates with a candidate of their own."""

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class BookTrouble:
    """An address book that only a person can settle. `op` is the call that it is about.

    `gone`: the service had it, and has it no more; what waits for it needs it anew.
    """

    book: AddressBook
    op: Op
    words: str
    details: str
    at: datetime
    sent_at: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class UnsureCreate:
    """A create whose answer was lost (DESIGN.md, rule 2).

    `sent` are the local texts that went with it. `candidates` are the service's ids that listings
    first showed after it was sent and that read like it. `cut` are such ids that read like it had
    the service cut texts that were too long: evidence for a person. `clear`: the account had been
    listed completely before, so that an id first seen later is new.
    """

    local_id: int
    sent: Values
    candidates: tuple[int, ...]
    clear: bool
    cut: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A contact that a complete pass over all address books did not show (rule 4)."""

    local_id: int
    server_id: int
    book_id: int


@dataclass(frozen=True, slots=True)
class Witness:
    """A contact that the last pass showed: if it can be read, a refusal of others is one."""

    server_id: int
    local_id: int | None
    """None if nobody here has that id, as after a delete."""
