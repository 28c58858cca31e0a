"""What the contact form shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.duplicates import COMPARED
from smsbook_gui.viewmodels.common.history_text import HistoryEntry, Labels, display_name
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.number_text import LooksLike, OtherOwner


class FormMode(StrEnum):
    """What the form is about."""

    EMPTY = "empty"
    CONTACT = "contact"
    NEW = "new"
    SEVERAL = "several"


class LeaveAnswer(StrEnum):
    """A person's answer to the question what becomes of unsaved edits."""

    SAVE = "save"
    DISCARD = "discard"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class FieldState:
    """One text field. `original` is what is stored; None means that it was never read.

    `message` says what is wrong with the text, `note` what happened to it.
    """

    text: str = ""
    original: str | None = ""
    message: str = ""
    note: str = ""

    @property
    def never_read(self) -> bool:
        """Whether the service's value was never read."""
        return self.original is None

    @property
    def touched(self) -> bool:
        """Whether a person's text differs from what is stored."""
        return self.text != (self.original or "")


@dataclass(frozen=True, slots=True)
class PhoneState:
    """The check of the phone number: a warning, a repair to offer, and what will be sent.

    `sent_as` is "" where the number goes out as it was typed. `remark` is a quiet word about a
    number that is in order.
    """

    message: str = ""
    suggestion: str | None = None
    sent_as: str = ""
    remark: str = ""
    written: str = ""
    """The number as people of the region write it, which is how it is shown to be read."""
    doubtful: bool = False
    """It may be no phone number: saved only where the person insists."""
    lost: bool = False
    """It is certainly none: never saved."""


Fields = Mapping[ContactField, FieldState]


def blank_fields() -> dict[ContactField, FieldState]:
    """All fields, empty."""
    return {name: FieldState() for name in ContactField}


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything the form shows."""

    mode: FormMode = FormMode.EMPTY
    contact_id: int | None = None
    fields: Fields = field(default_factory=blank_fields)
    labels: Labels = ("", "", "", "")
    books: tuple[AddressBook, ...] = ()
    book_id: int | None = None
    original_book_id: int | None = None
    book_message: str = ""
    phone: PhoneState = PhoneState()
    owner: OtherOwner | None = None
    """Another contact that has the number in the form."""
    found_alike: LooksLike | None = None
    """Another contact that is called much as the one in the form."""
    status: Status = Status.SAVED
    life: Life = Life.LIVE
    ended: str = ""
    """Of a deleted contact: when and by whom, from where, and how long it stays."""
    history: tuple[HistoryEntry, ...] = ()
    selected: int = 0
    """How many contacts are selected, with SEVERAL."""
    note: str = ""
    """A quiet word about the whole form."""
    problem: str = ""
    """Why the last command failed."""
    loading: bool = False
    saving: bool = False
    leave_asked: bool = False
    at_cell: bool = False
    """Whether the person types at a cell of the table, and not in the form."""
    can_bring_back: bool = False
    """Whether text that was reverted can come back."""
    opened: bool = False
    """Whether the person asked to edit the contact, and has not ended it."""

    @property
    def dirty(self) -> bool:
        """Whether there is something typed or chosen that is not saved."""
        if self.mode is FormMode.NEW:
            return any(entry.text for entry in self.fields.values())
        if self.mode is not FormMode.CONTACT:
            return False
        return self.book_moved or any(entry.touched for entry in self.fields.values())

    @property
    def book_moved(self) -> bool:
        """Whether another address book was chosen for a contact that has one."""
        return self.mode is FormMode.CONTACT and self.book_id != self.original_book_id

    @property
    def editable(self) -> bool:
        """Whether there is something to type into."""
        if self.mode is FormMode.NEW:
            return True
        return self.mode is FormMode.CONTACT and self.life is Life.LIVE and not self.loading

    @property
    def editing(self) -> bool:
        """Whether the contact stands there to be edited, and not to be read.

        A cell of the table is edited there, and the contact beside it goes on being read.
        """
        if self.mode is FormMode.NEW:
            return True
        typed_here = self.dirty and not self.at_cell
        return self.mode is FormMode.CONTACT and self.is_live and (self.opened or typed_here)

    @property
    def is_live(self) -> bool:
        """Whether the contact is there, neither deleted nor gone."""
        return self.life is Life.LIVE

    @property
    def book(self) -> AddressBook | None:
        """The address book that is chosen; None where there is none."""
        return next((book for book in self.books if book.local_id == self.book_id), None)

    @property
    def number_is_new(self) -> bool:
        """Whether saving would store another phone number than before."""
        return self.mode is FormMode.NEW or self.fields[ContactField.PHONE_NUMBER].touched

    @property
    def looks_like(self) -> LooksLike | None:
        """Another contact that this one may be, as long as its name or number is being typed."""
        is_typed = any(self.fields[name].touched for name in COMPARED)
        return self.found_alike if self.mode is FormMode.NEW or is_typed else None

    @property
    def may_insist(self) -> bool:
        """Whether a person may save a number that looks wrong all the same."""
        return self.editable and self.number_is_new and self.phone.doubtful

    @property
    def conflict(self) -> bool:
        """Whether the contact was changed here and at the service."""
        return self.status is Status.CONFLICT

    @property
    def deleted(self) -> bool:
        """Whether a person deleted the contact here."""
        return self.life is Life.DELETED

    @property
    def gone(self) -> bool:
        """Whether the service no longer has the contact."""
        return self.life is Life.GONE

    @property
    def title(self) -> str:
        """The header: the person's name as it is typed; "" while nothing is known of it."""
        if self.mode is FormMode.NEW and not self.dirty:
            return tr("New contact")
        if self.loading and not any(self.texts.values()):
            return ""
        return display_name(self.texts)

    @property
    def texts(self) -> Values:
        """What the fields show now."""
        return {name: entry.text for name, entry in self.fields.items()}

    @property
    def typed(self) -> Values:
        """The texts that differ from what is stored."""
        return {name: entry.text for name, entry in self.fields.items() if entry.touched}
