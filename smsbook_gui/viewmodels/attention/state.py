"""What the panel "Needs attention" shows, as plain data."""

from dataclasses import dataclass
from enum import StrEnum

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.outbox import Reason


class Side(StrEnum):
    """Whose value a person chooses in a conflict."""

    MINE = "mine"
    THEIRS = "theirs"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field of a conflict. `original` is None where the earlier value was never read."""

    field: ContactField
    name: str
    original: str | None
    mine: str
    theirs: str
    chosen: Side | None = None

    @property
    def value(self) -> str | None:
        """The chosen value; None while nothing was chosen."""
        if self.chosen is Side.MINE:
            return self.mine
        if self.chosen is Side.THEIRS:
            return self.theirs
        return self.original if self.chosen is Side.ORIGINAL else None


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A contact at the service that may be the unsure one, in words."""

    server_id: int
    text: str


@dataclass(frozen=True, slots=True)
class SidesRow:
    """One field that differs between what was typed and what the service has.

    `theirs` is None where it was never read.
    """

    name: str
    mine: str
    theirs: str | None


@dataclass(frozen=True, slots=True)
class BothSides:
    """A new contact beside the one that the service had before it, in words."""

    who: str
    """The service's: name, number, address book, ID."""
    note: str = ""
    """Where it needs one: that it was deleted here, say."""
    rows: tuple[SidesRow, ...] = ()
    alike: str = ""
    """Which fields are the same."""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The selected contacts that wait for the same reason.

    `words` is what the service said of them, a line each. `matched` is (local id, server id) of
    unsure creates with a candidate of their own.
    """

    reason: Reason
    ids: tuple[int, ...]
    words: tuple[str, ...] = ()
    matched: tuple[tuple[int, int], ...] = ()

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class AttentionState:
    """Everything the panel shows. Without groups there is nothing to settle."""

    groups: tuple[ReasonGroup, ...] = ()
    heading: str = ""
    explanation: str = ""
    words: str = ""
    """What went wrong, with the service's own words where it had some."""
    evidence: str = ""
    """Of an unsure create: when it was sent, and what listings have shown since."""
    since: str = ""
    details: str = ""
    conflicts: tuple[ConflictRow, ...] = ()
    candidates: tuple[CandidateRow, ...] = ()
    sides: BothSides | None = None
    """Of a contact that was there already."""
    id_text: str = ""
    id_message: str = ""
    busy: bool = False
    problem: str = ""

    @property
    def visible(self) -> bool:
        """Whether there is something to settle."""
        return bool(self.groups)

    @property
    def single(self) -> ReasonGroup | None:
        """The group, if exactly one contact is shown."""
        if len(self.groups) == 1 and self.groups[0].count == 1:
            return self.groups[0]
        return None

    @property
    def can_apply(self) -> bool:
        """Whether every field of the conflict has its choice."""
        return bool(self.conflicts) and all(row.chosen is not None for row in self.conflicts)
