"""Contacts and address books as the app knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ContactField(StrEnum):
    """The text fields of a contact, in table and form order."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE_NUMBER = "phone_number"
    COMPANY = "company"
    CUSTOM_1 = "custom_1"
    CUSTOM_2 = "custom_2"
    CUSTOM_3 = "custom_3"
    CUSTOM_4 = "custom_4"


CUSTOM_FIELDS = (
    ContactField.CUSTOM_1,
    ContactField.CUSTOM_2,
    ContactField.CUSTOM_3,
    ContactField.CUSTOM_4,
)

Values = Mapping[ContactField, str]
"""Values by field. A field that is not a key was never read: that is not the same as blank."""


class Life(IntEnum):
    """Whether a contact or address book is there."""

    LIVE = 0
    DELETED = 1
    """A person deleted it here; it stands under Recently deleted."""
    GONE = 2
    """The service no longer has it, though nobody deleted it here."""
    STAGED = 3
    """Part of a bulk change that is not visible yet."""


class Status(IntEnum):
    """How a contact stands towards the service. The texts are in UI.md's words."""

    SAVED = 0
    WAITING = 1
    SENDING = 2
    REFUSED = 3
    UNSURE = 4
    CONFLICT = 5
    THERE = 6
    """A new contact that the service answered with one that was there before."""

    @property
    def needs_attention(self) -> bool:
        """Whether only a person can settle it."""
        return self >= Status.REFUSED


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact as it stands locally.

    `local_id` is its identity for life. `server_id` is None until the service gave it one.
    `book_id` is the address book's local id.
    """

    local_id: int
    server_id: int | None
    book_id: int
    values: Values
    status: Status = Status.SAVED
    life: Life = Life.LIVE


@dataclass(frozen=True, slots=True)
class SameNumber:
    """The first contact that has a certain number, and how many others have it as well."""

    contact: Contact
    others: int = 0


class BookColour(StrEnum):
    """What people mark an address book with, to find it sooner. The values stand in files."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    PURPLE = "purple"
    PINK = "pink"


@dataclass(frozen=True, slots=True)
class AddressBook:
    """An address book. `count` is the number of its live contacts in the local store.

    `colour` is for this computer's eyes only: the service knows of none.
    """

    local_id: int
    server_id: int | None
    name: str
    status: Status = Status.SAVED
    life: Life = Life.LIVE
    count: int = 0
    colour: BookColour | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """What several contacts have in common.

    `values`: fields that all of them have, with one and the same value. `mixed`: fields with more
    than one value. Other fields were not read of all of them. `book_id` (local) where they are in
    one address book.
    """

    values: Values
    mixed: frozenset[ContactField]
    book_id: int | None
