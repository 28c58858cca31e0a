"""What the window "Edit selected" shows, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from smsbook_gui.domain.contacts.bulk_edit import (
    NAMES,
    NUMBER,
    OWN_TEXTS,
    LetterCase,
    NumberForm,
)
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.services.contacts.bulk_edit import EditPreview
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.reading import ReadingState, offer_text
from smsbook_gui.viewmodels.common.text import number, said, tr


class Operation(Enum):
    """What is done to a field of all contacts."""

    SET = "set"
    CLEAR = "clear"
    ADD = "add"
    REPLACE = "replace"
    CASE = "case"
    INVISIBLE = "invisible"
    NUMBER = "number"
    SPLIT = "split"
    JOIN = "join"
    SWAP = "swap"
    MOVE = "move"
    PASTE = "paste"
    FILL_DOWN = "fill_down"
    CLEAR_CELLS = "clear_cells"


CELLS = frozenset({Operation.PASTE, Operation.FILL_DOWN, Operation.CLEAR_CELLS})
"""Operations on cells of the table, with nothing more to choose."""


class EditStage(Enum):
    """What is under way."""

    CHOOSING = "choosing"
    LOOKING = "looking"
    READING = "reading"
    CHANGING = "changing"


TEXTS = tuple(ContactField)
Fields = tuple[ContactField, ...]
"""What one choice of "Field" stands for: one field, or several together."""


def _single(fields: Fields) -> tuple[Fields, ...]:
    return tuple((field,) for field in fields)


_NAMES_LAST = tuple(sorted(OWN_TEXTS, key=lambda field: field in NAMES))
FIELDS: Mapping[Operation, tuple[Fields, ...]] = {
    Operation.SET: _single(_NAMES_LAST),
    Operation.CLEAR: _single(_NAMES_LAST),
    Operation.ADD: _single((*_NAMES_LAST, NUMBER)),
    Operation.REPLACE: (TEXTS, *_single(TEXTS)),
    Operation.CASE: (NAMES, *_single(OWN_TEXTS)),
    Operation.INVISIBLE: (NAMES, *_single(TEXTS)),
    Operation.SPLIT: _single(OWN_TEXTS),
    Operation.JOIN: _single(OWN_TEXTS),
}
"""The fields of each operation; it opens on the first. What gives many the same begins with what
many share, the company; what is about names begins with them. Each contact has a number of its own:
none is set for all, or cleared."""
WITH_ONLY_BLANK = frozenset({Operation.SET, Operation.SPLIT, Operation.JOIN})


@dataclass(frozen=True, slots=True)
class EditChoices:
    """What a person chose; choices that the operation does not use stay as they were."""

    operation: Operation = Operation.SET
    all_shown: bool = False
    """Whether it is about every contact that the table shows, selected or not."""
    chosen: Fields = ()
    """The choice of "Field" that a person made, which holds wherever the operation has it."""
    text: str = ""
    before: bool = False
    find: str = ""
    put: str = ""
    is_regex: bool = False
    match_case: bool = False
    whole_words: bool = False
    case: LetterCase = LetterCase.NAMES
    form: NumberForm = NumberForm.NATIONAL
    last_first: bool = False
    only_blank: bool = False
    book_id: int | None = None
    insist: bool = False

    @property
    def fields(self) -> Fields:
        """What it is done to; () where there is nothing to choose."""
        offered = FIELDS.get(self.operation, ((),))
        return self.chosen if self.chosen in offered else offered[0]

    @property
    def is_complete(self) -> bool:
        """Whether they say all that the operation has to know."""
        if self.operation in {Operation.SET, Operation.ADD}:
            return bool(self.text.strip())
        if self.operation is Operation.REPLACE:
            return bool(self.find)
        return self.operation is not Operation.MOVE or self.book_id is not None


@dataclass(frozen=True, slots=True)
class BulkEditState:
    """Everything the window shows."""

    selected: int = 0
    shown: int = 0
    """How many contacts are selected in the table, and how many it shows."""
    choices: EditChoices = EditChoices()
    names: Mapping[ContactField, str] = field(default_factory=dict)
    books: Mapping[int, str] = field(default_factory=dict)
    stage: EditStage = EditStage.CHOOSING
    preview: EditPreview | None = None
    """The preview of these choices, as far as it is known; None while they are incomplete."""
    find_message: str = ""
    put_message: str = ""
    reading: ReadingState = ReadingState()  # noqa: RUF009 - frozen
    can_read: bool = False
    problem: str = ""
    details: str = ""
    remark: str = ""
    """What is said about cells that go nowhere."""
    adding: str = ""
    """The button that makes new contacts of them instead; "": there is none."""

    @property
    def title(self) -> str:
        """The window's title."""
        if self.is_replacing:
            return tr("Find and replace")
        return {
            Operation.PASTE: tr("Paste"),
            Operation.FILL_DOWN: tr("Fill down"),
            Operation.CLEAR_CELLS: tr("Clear cells"),
        }.get(self.choices.operation, tr("Edit selected"))

    @property
    def whom(self) -> Mapping[bool, str]:
        """The contacts that it can be about, by `EditChoices.all_shown`."""
        selected = tr("Selected contacts") if self.selected > 1 else tr("Selected contact")
        whom = {False: (selected, self.selected), True: (tr("Contacts on show"), self.shown)}
        text = tr("{name} ({count})")
        return {
            key: text.format(name=name, count=number(count))
            for key, (name, count) in whom.items()
            if count
        }

    @property
    def is_about_cells(self) -> bool:
        """Whether there is nothing to choose but whether to do it."""
        return self.choices.operation in CELLS

    @property
    def is_replacing(self) -> bool:
        """Whether it is "Find and replace"."""
        return self.choices.operation is Operation.REPLACE

    @property
    def busy(self) -> bool:
        """Whether nothing can be chosen."""
        return self.stage in {EditStage.READING, EditStage.CHANGING}

    @property
    def has_only_blank(self) -> bool:
        """Whether the operation can be for blank fields only."""
        choices = self.choices
        into_name = choices.operation is Operation.JOIN and set(choices.fields) <= set(NAMES)
        return choices.operation in WITH_ONLY_BLANK and not into_name

    @property
    def can_apply(self) -> bool:
        """Whether there is something to change, and all of it is known."""
        preview = self.preview
        ready = self.stage is EditStage.CHOOSING and preview is not None
        return ready and preview is not None and preview.is_complete and preview.changing > 0

    @property
    def several_fields(self) -> bool:
        """Whether the preview has to say which field it is."""
        several = {Operation.SPLIT, Operation.JOIN, Operation.SWAP} | CELLS
        return self.choices.operation in several or len(self.choices.fields) > 1

    @property
    def field_choices(self) -> Mapping[Fields, str]:
        """The fields of the operation, in words."""
        together = {TEXTS: tr("All fields"), NAMES: tr("First and last name")}
        offered = FIELDS.get(self.choices.operation, ())
        return {each: together.get(each) or self.names[each[0]] for each in offered}

    @property
    def summary(self) -> str:
        """How many contacts change, or what is missing."""
        preview = self.preview
        if self.find_message or self.put_message:
            return ""
        if preview is None:
            return self._without_preview
        if not preview.is_complete:
            return tr("Looking at the contacts: {done} of {total}").format(
                done=number(preview.done), total=number(preview.total)
            )
        return _outlook(preview)

    @property
    def _without_preview(self) -> str:
        if self.choices.is_complete:
            return tr("Looking at the contacts…") if self.stage is EditStage.LOOKING else ""
        return {
            Operation.SET: tr("Type the new value."),
            Operation.ADD: tr("Type the text to add."),
            Operation.REPLACE: tr("Type what to find."),
            Operation.MOVE: tr("Choose an address book."),
        }[self.choices.operation]

    @property
    def has_rows(self) -> bool:
        """Whether there is something to look at; while it looks, what it saw last stays."""
        return self.preview is not None and bool(self.preview.first)

    @property
    def has_looked(self) -> bool:
        """Whether it is settled what there is to look at."""
        if self.stage is EditStage.LOOKING:
            return False
        wrong = bool(self.find_message or self.put_message)
        return self.preview is not None or wrong or not self.choices.is_complete

    @property
    def advice(self) -> str:
        """What will be there once the choices say enough; "" where they do."""
        if self.choices.is_complete and self.preview is not None:
            return ""
        return tr("What will change is shown here before it is changed.")

    @property
    def unread_text(self) -> str:
        """What was never read, and is left out."""
        preview = self.preview
        if preview is None or not preview.unread or self.busy:
            return ""
        return tr(
            "%Ln contacts have a field here that was not read from the service yet. What was not "
            "read is left as it is.",
            None,
            preview.unread,
        )

    @property
    def offers_reading(self) -> bool:
        """Whether what was never read can be read first."""
        return self.can_read and bool(self.unread_text)

    @property
    def read_text(self) -> str:
        """The button that reads it."""
        return offer_text(0 if self.preview is None else self.preview.unread)

    @property
    def held_back_text(self) -> str:
        """Which contacts are left out, and why."""
        preview = self.preview
        if preview is None or self.busy:
            return ""
        count = preview.doubtful + preview.refused
        if not count:
            return ""
        text = tr("%Ln contacts are left out: {names}. {reason}", None, count)
        return text.format(names=_named(preview.held_back, count), reason=said(preview.problem))

    @property
    def offers_insisting(self) -> bool:
        """Whether those whose number is doubtful can be changed all the same."""
        preview = self.preview
        return (
            preview is not None and not self.busy and (preview.doubtful > 0 or self.choices.insist)
        )

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.stage is EditStage.CHANGING:
            return tr("Changing the contacts…")
        return self.reading.text


def _outlook(preview: EditPreview) -> str:
    """What all of it would do."""
    if not preview.changing:
        return tr("Nothing would change.")
    if preview.total == 1:
        return tr("This contact will change")
    text = tr("%Ln of {total} contacts will change", None, preview.changing).format(
        total=number(preview.total)
    )
    if preview.changing <= len(preview.first):
        return text
    return tr("{text}; the first {shown} are shown").format(
        text=text, shown=number(len(preview.first))
    )


def _named(contacts: tuple[Values, ...], count: int) -> str:
    names = ", ".join(map(display_name, contacts))
    more = count - len(contacts)
    return names if not more else tr("{names} and %Ln more", None, more).format(names=names)


def operation_names() -> Mapping[Operation, str]:
    """The operations in words, in the order in which they are offered."""
    return {
        Operation.SET: tr("Set to"),
        Operation.CLEAR: tr("Clear"),
        Operation.ADD: tr("Add text"),
        Operation.REPLACE: tr("Find and replace"),
        Operation.CASE: tr("Change upper and lower case"),
        Operation.INVISIBLE: tr("Remove invisible characters"),
        Operation.NUMBER: tr("Change how numbers are written"),
        Operation.SPLIT: tr("Split a full name"),
        Operation.JOIN: tr("Join first and last name"),
        Operation.SWAP: tr("Swap first and last name"),
        Operation.MOVE: tr("Move to address book"),
    }


def case_names() -> Mapping[LetterCase, str]:
    """The cases, each as an example of itself."""
    return {
        LetterCase.NAMES: tr("As names: Maria de la Cruz, McDonald"),
        LetterCase.UPPER: tr("UPPER CASE"),
        LetterCase.LOWER: tr("lower case"),
    }


def form_names() -> Mapping[NumberForm, str]:
    """The forms of numbers."""
    return {
        NumberForm.NATIONAL: tr("National, as dialled here"),
        NumberForm.INTERNATIONAL: tr("International, with + and country code"),
        NumberForm.SPACED: tr("With spaces, to be read"),
    }
