"""What the import window shows: the step, and the file with what its columns hold."""

from dataclasses import dataclass, field
from enum import IntEnum

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.imports.file_mapping import MappingState


class Step(IntEnum):
    """The window's steps."""

    FILE = 0
    COLUMNS = 1
    CHECK = 2
    IMPORT = 3


@dataclass(frozen=True, slots=True)
class ImportState:
    """Everything that the window shows outside the steps "Check" and "Import".

    `doing` says what is under way, `progress` how far it is.
    """

    step: Step = Step.FILE
    mapping: MappingState = field(default_factory=MappingState)
    doing: str = ""
    progress: Progress | None = None
    problem: str = ""
    details: str = ""

    @property
    def busy(self) -> str:
        """The work that is under way; "" if none."""
        return self.doing or self.mapping.reading

    @property
    def missing(self) -> str:
        """Why "Next" is not possible yet; "" if it is."""
        if self.mapping.layout is None or self.mapping.choices is None:
            return tr("Choose a file.")
        if not self.mapping.layout.sample:
            return tr("There are no rows below the header.")
        return self.missing_choice if self.step is Step.COLUMNS else ""

    @property
    def missing_choice(self) -> str:
        """The choice that is missing before rows can be checked; "" if none is."""
        mapping = self.mapping
        choices = mapping.choices
        if choices is None or ContactField.PHONE_NUMBER not in choices.columns:
            return tr("Choose which column holds the phone numbers.")
        if mapping.making_book and not choices.new_book.strip():
            return tr("Enter a name for the new address book.")
        chosen = choices.book_id is not None or mapping.making_book
        return "" if chosen or mapping.names_books else tr("Choose an address book.")

    @property
    def can_go_on(self) -> bool:
        """Whether "Next" is possible."""
        return not self.busy and not self.missing and self.step in {Step.FILE, Step.COLUMNS}

    @property
    def can_go_back(self) -> bool:
        """Whether "Back" is possible."""
        return self.step in {Step.COLUMNS, Step.CHECK}
