"""Backups of an account's contacts: which there are, which are kept, and what differs since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Values

NEWEST = 10
"""So many are kept whatever their age."""
WEEKS = 8
"""And one of each of so many weeks."""


class BackupReason(StrEnum):
    """Why a backup was made. The names of the files carry these words."""

    DAY = "day"
    """The first start of a day."""
    UPDATE = "update"
    """A new version of SMS Book was about to change the file."""
    BULK = "bulk"
    """An import, or a change of more than 500 contacts, was about to begin."""
    PERSON = "person"
    """Somebody wanted one."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. `name` is its file's, `size` in bytes; `at` is an aware datetime."""

    name: str
    at: datetime
    reason: BackupReason
    size: int


def surplus(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those that are kept no longer: neither among the newest, nor the newest of a recent week."""
    ordered = sorted(backups, key=lambda one: one.at, reverse=True)
    kept = set(ordered[:NEWEST])
    weeks: dict[tuple[int, int], Backup] = {}
    for one in ordered:
        if now - one.at < timedelta(weeks=WEEKS):
            year, week, _ = one.at.isocalendar()
            weeks.setdefault((year, week), one)
    kept.update(weeks.values())
    return [one for one in ordered if one not in kept]


class DifferenceKind(StrEnum):
    """How a contact differs from what a backup has."""

    DELETED = "deleted"
    """It is in the backup and was deleted since."""
    CHANGED = "changed"
    NEW = "new"
    """It was made since."""


@dataclass(frozen=True, slots=True)
class BackupDifference:
    """A contact (as it is now) that differs from a backup.

    `then` has the values that the backup has otherwise, `book_id` (local) the address book, where
    that was another one and is still there. `erased`: it is not even under Recently deleted any
    more, and `contact` has what the backup has.
    """

    kind: DifferenceKind
    contact: Contact
    then: Values = field(default_factory=dict)
    book_id: int | None = None
    erased: bool = False

    def changes(self) -> Mapping[ContactField, tuple[str, str]]:
        """What each field has now, and what it had."""
        now = self.contact.values
        return {name: (now.get(name, ""), text) for name, text in self.then.items()}
