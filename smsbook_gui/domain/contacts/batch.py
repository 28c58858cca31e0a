"""What people and the app did: batches of changes, their history and their undo."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto

from smsbook_gui.domain.contacts.contact import ContactField, Status, Values


class BatchKind(StrEnum):
    """What sort of action a batch was."""

    CREATE = "create"
    EDIT = "edit"
    MOVE = "move"
    DELETE = "delete"
    RESTORE = "restore"
    ADD_EXISTING = "add_existing"
    IMPORT = "import"
    RESOLVE = "resolve"
    BOOK = "book"
    MERGE = "merge"
    """Contacts that were one became one."""
    COPY = "copy"
    """Contacts were put into another address book as well, as new ones."""
    COMPARE = "compare"
    """A list was compared with an address book, and what a person ticked was carried out."""
    UNDO = "undo"
    REDO = "redo"
    SERVICE = "service"
    """What the service changed: seen by a sync."""
    ERASE = "erase"
    """Deleted contacts left this computer, because a person wanted that."""
    EXPIRE = "expire"
    """Deleted contacts left this computer, because their time under Recently deleted was over."""


UNDOABLE = (
    BatchKind.CREATE,
    BatchKind.EDIT,
    BatchKind.MOVE,
    BatchKind.DELETE,
    BatchKind.RESTORE,
    BatchKind.RESOLVE,
    BatchKind.IMPORT,
    BatchKind.MERGE,
    BatchKind.COPY,
    BatchKind.COMPARE,
)
"""What a person did to contacts, and can take back."""


class WayBack(Enum):
    """What can be done about a batch: take it back, or do it again."""

    UNDO = auto()
    REDO = auto()


class Author(StrEnum):
    """Who made a change."""

    PERSON = "person"
    IMPORT = "import"
    UNDO = "undo"
    SERVICE = "service"
    APP = "app"
    """SMS Book by itself: what was chosen once came due."""


class EndedBy(StrEnum):
    """Who or what made an end of a contact."""

    PERSON = "person"
    IMPORT = "import"
    """It had come with an import, which was undone."""
    UNDO = "undo"
    SERVICE = "service"
    MERGE = "merge"
    """It was one with another contact."""
    COMPARE = "compare"
    """A list did not have it, and a person had ticked that."""
    BACKUP = "backup"
    """It was not there yet in the backup that was gone back to."""
    BOOK = "book"
    """It went with its address book."""


@dataclass(frozen=True, slots=True)
class Ended:
    """When and by whom a contact was deleted, or found missing at the service.

    `book` is the name of the address book that it was in, which may be gone as well.
    """

    at: datetime
    by: EndedBy
    book: str = ""


class HistoryField(StrEnum):
    """What a history line is about, beyond the contact's text fields."""

    BOOK = "book"
    LIFE = "life"
    CREATED = "created"
    RESTATED = "restated"
    """The service stored something other than what was sent."""
    ERASED = "erased"
    """`before` is the address book that it was in, unless nothing was to be left of it."""


class LineOutcome(StrEnum):
    """What became of a change at the service."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"
    THERE = "there"
    """Of a new contact: the service answered with one that was there before."""
    LEFT = "left"
    """Of an undo that would have deleted: it reads differently there, and was left."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One changed field of one contact. `outcome` is None while it has not been settled; `state`
    is then that of the contact's call. `answer`: why the service refused it, in its words.
    """

    batch_id: int
    contact_id: int
    field: ContactField | HistoryField
    before: str | None
    after: str | None
    at: datetime
    by: Author
    outcome: LineOutcome | None
    answer: str = ""
    state: Status | None = None


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """A batch for the Activity view; the counts are of contacts and come from the history.

    `open` counts the contacts whose change the service has not settled yet.
    """

    batch_id: int
    kind: BatchKind
    title: str
    at: datetime
    contacts: int
    open: int
    refused: int
    undone: bool
    there: int = 0
    """Those that were at the service before."""
    left: int = 0
    """Those that an undo left, because they read differently there."""
    way_back: WayBack | None = None
    """None: it cannot be taken back."""


@dataclass(frozen=True, slots=True)
class DoneAction:
    """What undo or redo would be about: `only` are the values of its contact, where it is one."""

    kind: BatchKind
    contacts: int
    only: Values | None = None


@dataclass(frozen=True, slots=True)
class NextActions:
    """What undo would take back, and what redo would do again."""

    undo: DoneAction | None = None
    redo: DoneAction | None = None


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What undo (or redo) did. `left_alone` are contacts that were changed since, here or there.

    `kind` and `title` are those of the action that it was about.
    """

    batch_id: int
    kind: BatchKind
    title: str
    changed: int
    left_alone: tuple[int, ...]
    recreated: int = 0
    """Deleted contacts that come back under a new id: they may have opted out."""
    changed_there: int = 0
    """Of `left_alone`: those that the service has otherwise than they were sent."""
    there_before: int = 0
    """New contacts whose create was answered with one that was there before: that one stays."""


@dataclass(frozen=True, slots=True)
class UnfinishedStaging:
    """A bulk change that was being prepared and is neither decided nor dropped.

    `creates` and `updates` are the rows that are safely staged, in the order handed in.
    """

    batch_id: int
    kind: BatchKind
    title: str
    at: datetime
    creates: int
    updates: int


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """What became of a batch, in contacts. `staged` are those that do not show yet."""

    batch_id: int
    staged: int = 0
    waiting: int = 0
    sending: int = 0
    saved: int = 0
    refused: int = 0
    unsure: int = 0
    conflict: int = 0
    there: int = 0
    """New contacts that were at the service before, settled since or not."""
    there_open: int = 0
    """Of these: those that wait for a person."""
    taken_back: int = 0
    """Not sent, because the batch was stopped."""
    replaced: int = 0
    """Undone or overtaken by a later change before it was sent."""
    left: int = 0
    """Created by the batch and left at the service by its undo, since they read differently."""
    paused: bool = False
    undone: bool = False

    @property
    def contacts(self) -> int:
        """All that the batch has changed so far."""
        settled = self.saved + self.there - self.there_open + self.taken_back + self.replaced
        return self.open + settled

    @property
    def open(self) -> int:
        """Those that are not settled at the service."""
        for_a_person = self.refused + self.unsure + self.conflict + self.there_open
        return self.waiting + self.sending + for_a_person
