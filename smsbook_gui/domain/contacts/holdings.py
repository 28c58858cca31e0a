"""Everything that is held on one person: where, what, and whether it is surely that person."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from smsbook_gui.domain.contacts.batch import HistoryLine
from smsbook_gui.domain.contacts.contact import ContactField, Values


class HeldIn(StrEnum):
    """Where something is held."""

    CONTACTS = "contacts"
    DELETED = "deleted"
    HISTORY = "history"
    """Lines of a contact that is in no table any more."""
    DRAFT = "draft"
    """An unsaved form."""
    IMPORT = "import"
    """A row of an imported list."""
    LEFT_OUT = "left_out"
    """The numbers that imports leave out."""
    BACKUP = "backup"
    ASIDE = "aside"
    """A file, or a folder of imports, that was put aside when it was damaged: nobody can look into
    it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Who is looked for: a contact (local id), and a number and a name as they are written."""

    number: str = ""
    first: str = ""
    last: str = ""
    contact_id: int | None = None

    @property
    def is_nobody(self) -> bool:
        """Whether there is nothing to look for."""
        return self.contact_id is None and not f"{self.number}{self.first}{self.last}".strip()

    @classmethod
    def of(cls, contact_id: int, values: Values) -> "Sought":
        """The person that a contact is about."""
        return cls(
            values.get(ContactField.PHONE_NUMBER, ""),
            values.get(ContactField.FIRST_NAME, ""),
            values.get(ContactField.LAST_NAME, ""),
            contact_id,
        )


NOBODY = Sought()


@dataclass(frozen=True, slots=True)
class Holding:
    """One place that holds something on the person.

    `name` is that of the address book, the list or the backup's file. `cells` are what an import's
    row holds, by header. `sure`: it is the contact itself, or has both its name and its number;
    otherwise it may be somebody else.
    """

    place: HeldIn
    name: str = ""
    at: datetime | None = None
    values: Values = field(default_factory=dict)
    cells: tuple[tuple[str, str], ...] = ()
    history: tuple[HistoryLine, ...] = ()
    sure: bool = False
    contact_id: int | None = None
    import_id: int | None = None
    position: int | None = None
    """Of a row in its import."""
