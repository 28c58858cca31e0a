"""What the table shows: a scope, a search text, filters and an order."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import ChoiceColumn, Filter
from smsbook_gui.domain.contacts.outbox import Reason


class ScopeKind(StrEnum):
    """The kinds of entries in the sidebar."""

    ALL = "all"
    BOOK = "book"
    ATTENTION = "attention"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Scope:
    """One entry of the sidebar. `book_id` (local) goes with BOOK only.

    `view`: the id of the saved view that this entry is; which contacts it is about says the rest.
    """

    kind: ScopeKind = ScopeKind.ALL
    book_id: int | None = None
    view: int | None = None


class OtherColumn(IntEnum):
    """Sortable columns that are not text fields of the contact."""

    BOOK = 100
    STATUS = 101
    """Among deleted contacts: when they were deleted."""
    KIND = 102
    """What kind of number it is."""


SortColumn = ContactField | OtherColumn


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column that orders rows, and which way."""

    column: SortColumn
    descending: bool = False


MOST_KEYS = 3
"""Columns that a person can order the rows by at once."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which contacts, in which order. An empty text matches everything.

    `reason` goes with the scope ATTENTION only; None is every reason. All `filters` must be met.
    """

    scope: Scope = Scope()
    text: str = ""
    sort: SortColumn = ContactField.LAST_NAME
    descending: bool = False
    reason: Reason | None = None
    filters: tuple[Filter, ...] = ()
    then: tuple[SortKey, ...] = ()
    """What orders rows that are equal in `sort`, before the order that all rows have."""

    @property
    def order(self) -> tuple[SortKey, ...]:
        """All columns that a person ordered the rows by, the first one first."""
        return (SortKey(self.sort, self.descending), *self.then)

    @property
    def asks_for_status(self) -> bool:
        """Whether other rows are found, or in another order, when only a status changes."""
        in_order = any(key.column is OtherColumn.STATUS for key in self.order)
        return in_order or any(each.column is ChoiceColumn.STATUS for each in self.filters)

    @property
    def is_narrowed(self) -> bool:
        """Whether contacts of the scope may be left out."""
        return bool(self.text or self.filters)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the sidebar and the status bar show. `books` is by local id, live contacts only."""

    all: int = 0
    attention: int = 0
    deleted: int = 0
    waiting: int = 0
    """Rows of the outbox that the engine still has to settle by itself (waiting or sending)."""
    books: tuple[tuple[int, int], ...] = ()
    reasons: tuple[tuple[Reason, int], ...] = ()
    """`attention` by reason; reasons without contacts are left out."""
    deleting: int = 0
    """Contacts deleted here that the service still has: what waits of `deleted`."""
    listed_first: bool = False
    """The service was listed for the first time, and nobody was told yet what came."""


@dataclass(frozen=True, slots=True)
class Unread:
    """How many of some contacts have fields that were never read, and how many fields those are.

    `readable`: contacts among them that the service still has, so that they can be read.
    """

    contacts: int = 0
    fields: int = 0
    readable: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a committed transaction changed, published to everyone who shows it.

    `contacts`: ids whose values or status changed; None means "too many to name, reread".
    `rows`: whether rows may have entered, left or moved in some table (rerun the query).
    """

    contacts: frozenset[int] | None = frozenset()
    rows: bool = False
    books: bool = False
    counts: bool = False
    history: bool = False
    outbox: bool = False
    """There may be new work for the engine."""


class SearchSuperseded(Exception):
    """A newer search took the place of this one."""
