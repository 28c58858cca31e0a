"""What view-models may ask of the account's own data, as protocols: the store satisfies them.

Whatever changes contacts goes through the services. Each call sees all that was committed before
it, and raises the StoreProblem family where the file or the disk fails.
"""

from array import array
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from smsbook_gui.domain.contacts.batch import BatchSummary, Ended, HistoryLine, NextActions
from smsbook_gui.domain.contacts.contact import (
    AddressBook,
    Common,
    Contact,
    ContactField,
    SameNumber,
)
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.outbox import AttentionGroup, AttentionItem, BookTrouble
from smsbook_gui.domain.contacts.query import Changes, Counts, Query
from smsbook_gui.domain.contacts.record import EVERYTHING, RecordedChange, RecordQuery
from smsbook_gui.domain.contacts.undo_plan import UndoPlan
from smsbook_gui.domain.contacts.views import KeptViews
from smsbook_gui.domain.phones.phone_findings import NumberMark


class TableData(Protocol):
    """What the contact table shows."""

    def search(self, query: Query, *, first: int = 200) -> AsyncIterator["array[int]"]:
        """Local ids in chunks; interrupts the search before it, which raises SearchSuperseded."""

    async def get_many(self, ids: Sequence[int]) -> list[Contact]:
        """Contacts in the order asked; unknown ids are left out."""

    async def count(self, query: Query) -> int:
        """How many contacts a query finds, without interrupting the search."""

    async def first_of(self, query: Query) -> int | None:
        """The first contact that a query finds, without interrupting the search."""

    async def ends(self, ids: Sequence[int]) -> dict[int, Ended]:
        """When and by whom these were deleted, by local id; for as many as a screen shows."""

    async def number_marks(self, ids: Sequence[int]) -> dict[int, NumberMark]:
        """What there is to say about their numbers; for as many as a screen shows."""

    async def filled(
        self, fields: Sequence[ContactField], ids: Sequence[int] | None
    ) -> frozenset[ContactField]:
        """Those of `fields` that hold something in one of these contacts; None: in any."""


class ContactData(TableData, Protocol):
    """The contacts, by their local ids."""

    async def get(self, local_id: int) -> Contact | None:
        """One contact."""

    async def history(self, contact_id: int, limit: int = 200) -> list[HistoryLine]:
        """What was done to it, newest first."""

    async def changes(self, contact_id: int) -> list[RecordedChange]:
        """All that was done to it, with the actions, newest first."""

    async def same_number(self, number: str, besides: int | None = None) -> SameNumber | None:
        """Who has this number, but for the contact `besides`."""

    async def homes(self, ids: Sequence[int]) -> frozenset[int]:
        """The address books (local ids) that these are in. `ids` may be very many."""

    async def in_common(self, ids: Sequence[int]) -> Common:
        """What these have in common. `ids` may be very many."""

    async def made_afresh(self, ids: Sequence[int]) -> int:
        """How many of these the service no longer has: restored, they are created anew there."""

    async def settled(self, ids: Sequence[int]) -> int:
        """How many of these deleted contacts the service has answered the delete of."""

    async def count_unread(self, query: Query, fields: Sequence[ContactField]) -> int:
        """How many contacts of a query were never read in one of these fields."""

    async def counts(self) -> Counts:
        """What the sidebar and status bar show."""

    async def told_what_came(self) -> None:
        """The person was told what the first listing of the service brought."""


class BookData(Protocol):
    """The address books."""

    async def get_all(self) -> list[AddressBook]:
        """The live ones by name, with counts."""

    async def refused_deletes(self) -> list[AddressBook]:
        """Those that were deleted here and whose delete the service refused."""

    async def trouble(self, book_id: int) -> BookTrouble | None:
        """Why one needs a person; None if it needs nothing (any more)."""


class AttentionData(Protocol):
    """What only a person can settle."""

    async def groups(self, ids: Sequence[int]) -> list[AttentionGroup]:
        """Those of these contacts that need attention, by reason. `ids` may be very many."""

    async def item(self, contact_id: int) -> AttentionItem | None:
        """The same for one contact; None if it needs nothing."""


class BatchData(Protocol):
    """What was done."""

    async def batches(
        self, limit: int = 200, query: RecordQuery = EVERYTHING
    ) -> list[BatchSummary]:
        """Batches of which something is found, newest first."""

    async def found(
        self, batch_id: int, query: RecordQuery, limit: int = 500
    ) -> list[RecordedChange]:
        """What of a batch a query finds, newest first."""

    async def lines(self, batch_id: int, limit: int = 500) -> list[HistoryLine]:
        """What a batch changed, newest first."""

    async def undo_plan(self, batch_id: int) -> UndoPlan:
        """What taking this batch back, or doing it again, would do. Raises NothingToUndo."""

    async def next_actions(self) -> NextActions:
        """What undo and redo would take back."""


class Drafts(Protocol):
    """The unsaved form, kept against a forced end."""

    async def get(self) -> Draft | None:
        """The form that was left behind, if there is one."""

    async def save(self, draft: Draft) -> None:
        """Keeps a form, replacing an earlier one."""

    def save_now(self, draft: Draft, limit: float = 2.0) -> None:
        """The same, done when this returns. Blocks at most `limit` seconds."""

    async def clear(self) -> None:
        """Forgets the form: it was saved or discarded."""


class ViewsData(Protocol):
    """How each entry of the sidebar is shown, and the saved views."""

    async def get(self) -> KeptViews:
        """All that are kept."""

    async def save(self, kept: KeptViews) -> None:
        """Replaces all that are kept with these."""


class LocalData(Protocol):
    """All of these, and notice of every change."""

    @property
    def contacts(self) -> ContactData:
        """The contacts."""

    @property
    def books(self) -> BookData:
        """The address books."""

    @property
    def attention(self) -> AttentionData:
        """What needs attention."""

    @property
    def bulk(self) -> BatchData:
        """What was done."""

    @property
    def drafts(self) -> Drafts:
        """The unsaved form."""

    @property
    def views(self) -> ViewsData:
        """How the entries of the sidebar are shown."""

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls back after each commit that changed something; returns what unsubscribes."""
