"""What the contact form shows, and the pure steps from one of its states to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from unicodedata import category

from PySide6.QtCore import QCoreApplication

from smsbook_gui.domain.contact import AddressBook, Contact, ContactField, Life, Status, Values
from smsbook_gui.viewmodels.history import HistoryEntry, Labels, display_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactForm", text)


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

    `sent_as` is "" where the number goes out as it was typed.
    """

    message: str = ""
    suggestion: str | None = None
    sent_as: str = ""


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
    status: Status = Status.SAVED
    life: Life = Life.LIVE
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
    can_bring_back: bool = False
    """Whether text that was reverted can come back."""

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
        """The header: the person's name as it is typed."""
        if self.mode is FormMode.NEW and not self.dirty:
            return _tr("New contact")
        return display_name(self.texts)

    @property
    def texts(self) -> Values:
        """What the fields show now."""
        return {name: entry.text for name, entry in self.fields.items()}

    @property
    def typed(self) -> Values:
        """The texts that differ from what is stored."""
        return {name: entry.text for name, entry in self.fields.items() if entry.touched}


def without_controls(text: str) -> str:
    """`text` with line breaks, tabs and other control characters turned into spaces.

    Lone surrogates too: no encoding can carry them.
    """
    joined = text.replace("\r\n", " ")
    return "".join(" " if category(char) in _NOT_TEXT else char for char in joined)


_NOT_TEXT = frozenset({"Cc", "Zl", "Zp", "Cs"})


def fields_of(values: Values) -> dict[ContactField, FieldState]:
    """Untouched fields that show `values`."""
    return {
        name: FieldState(text=values.get(name, ""), original=values.get(name))
        for name in ContactField
    }


def reverted(state: FormState) -> FormState:
    """`state` with every text back at what is stored."""
    fields = {
        name: FieldState(text=entry.original or "", original=entry.original)
        for name, entry in state.fields.items()
    }
    book = state.book_id if state.mode is FormMode.NEW else state.original_book_id
    return replace(
        state, fields=fields, book_id=book, book_message="", note="", problem="", phone=PhoneState()
    )


def after_save(state: FormState, contact_id: int, sent: Values, book_id: int | None) -> FormState:
    """`state` once `sent` is stored; what was typed in the meantime stays unsaved."""
    fields = {
        name: FieldState(text=entry.text, original=sent.get(name, entry.original))
        for name, entry in state.fields.items()
    }
    return replace(
        state,
        mode=FormMode.CONTACT,
        contact_id=contact_id,
        fields=fields,
        original_book_id=book_id if book_id is not None else state.original_book_id,
        book_message="",
        note="",
        problem="",
        saving=False,
        can_bring_back=False,
    )


def followed(state: FormState, contact: Contact, names: Mapping[ContactField, str]) -> FormState:
    """`state` after its contact changed underneath: what was typed stays, the rest follows."""
    was_dirty = state.dirty
    fields: dict[ContactField, FieldState] = {}
    changed: list[str] = []
    for name, entry in state.fields.items():
        stored = contact.values.get(name)
        fields[name] = _followed_field(entry, stored, tell=was_dirty)
        told = fields[name].note and fields[name].note != entry.note
        # What nobody had read until now did not change.
        if was_dirty and told and not entry.never_read:
            changed.append(names[name])
    moved = state.book_moved
    note = state.note
    if changed:
        note = _tr("Changed meanwhile: {fields}. What you typed is still here.").format(
            fields=", ".join(changed)
        )
    return replace(
        state,
        fields=fields,
        book_id=state.book_id if moved else contact.book_id,
        original_book_id=contact.book_id,
        status=contact.status,
        life=contact.life,
        note=note,
        loading=False,
    )


def _followed_field(entry: FieldState, stored: str | None, *, tell: bool) -> FieldState:
    if stored == entry.original:
        return entry
    if entry.touched:
        return replace(entry, original=stored, note=_beside_typed(entry, stored or ""))
    # A first reading fills in what nobody knew: nothing changed.
    note = ""
    if tell and entry.original is not None:
        note = _tr("Changed meanwhile from “{before}”.").format(before=entry.original)
    return FieldState(text=stored or "", original=stored, note=note)


def _beside_typed(entry: FieldState, stored: str) -> str:
    """What to say of `stored`, which came in under a text that the person typed."""
    if entry.text == stored or not (stored or entry.original):
        return ""  # a first reading that finds the field empty tells nothing
    if entry.never_read:
        words = _tr("Read from the service only now: “{text}”. Saving replaces it.")
    else:
        words = _tr("Meanwhile stored: “{text}”. Saving keeps what you typed.")
    return words.format(text=stored)
