"""What view-models may ask of the account's own data, as protocols: the store satisfies them.

Whatever changes contacts goes through the services. Each call sees all that was committed before
it, and raises the StoreProblem family where the file or the disk fails.
"""

from array import array
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from smsbook_gui.domain.batch import BatchSummary, Ended, HistoryLine, NextActions
from smsbook_gui.domain.contact import AddressBook, Common, Contact, ContactField, SameNumber
from smsbook_gui.domain.draft import Draft
from smsbook_gui.domain.outbox import AttentionGroup, AttentionItem, BookTrouble
from smsbook_gui.domain.phone_findings import NumberMark
from smsbook_gui.domain.query import Changes, Counts, Query
from smsbook_gui.domain.views import KeptViews


class TableData(Protocol):
    """What the contact table shows."""

    def search(self, query: Query, *, first: int = 200) -> AsyncIterator["array[int]"]:
        """Local ids in chunks; interrupts the search before it, which raises SearchSuperseded."""

    async def get_many(self, ids: Sequence[int]) -> list[Contact]:
        """Contacts in the order asked; unknown ids are left out."""

    async def count(self, query: Query) -> int:
        """How many contacts a query finds; the search goes on."""

    async def first_of(self, query: Query) -> int | None:
        """The first contact that a query finds, in its order; the search goes on."""

    async def ends(self, ids: Sequence[int]) -> dict[int, Ended]:
        """When and by whom these were deleted, by local id; for a screen's worth."""

    async def number_marks(self, ids: Sequence[int]) -> dict[int, NumberMark]:
        """What is to be said of their numbers; for a screen's worth."""


class ContactData(TableData, Protocol):
    """The contacts, by their local ids."""

    async def get(self, local_id: int) -> Contact | None:
        """One contact."""

    async def history(self, contact_id: int, limit: int = 200) -> list[HistoryLine]:
        """What was done to it, newest first."""

    async def same_number(self, number: str, besides: int | None = None) -> SameNumber | None:
        """Who else has this number; not the contact `besides`."""

    async def homes(self, ids: Sequence[int]) -> frozenset[int]:
        """The address books (local ids) that these are in. `ids` may be very many."""

    async def in_common(self, ids: Sequence[int]) -> Common:
        """What these have in common. `ids` may be very many."""

    async def made_afresh(self, ids: Sequence[int]) -> int:
        """How many of these the service has no more: restored, they get a new place there."""

    async def count_unread(self, query: Query, fields: Sequence[ContactField]) -> int:
        """How many contacts of a query were never read in one of these fields."""

    async def counts(self) -> Counts:
        """What the sidebar and status bar show."""


class BookData(Protocol):
    """The address books."""

    async def get_all(self) -> list[AddressBook]:
        """The live ones by name, with counts."""

    async def refused_deletes(self) -> list[AddressBook]:
        """Those that were deleted here and that the service did not let go."""

    async def trouble(self, book_id: int) -> BookTrouble | None:
        """Why one needs a person; None where it needs nothing (any more)."""


class AttentionData(Protocol):
    """What only a person can settle."""

    async def groups(self, ids: Sequence[int]) -> list[AttentionGroup]:
        """Those of these contacts that need attention, by reason. `ids` may be very many."""

    async def item(self, contact_id: int) -> AttentionItem | None:
        """The same of one contact; None where it needs nothing."""


class BatchData(Protocol):
    """What was done."""

    async def batches(self, limit: int = 200) -> list[BatchSummary]:
        """Batches, newest first."""

    async def lines(self, batch_id: int, limit: int = 500) -> list[HistoryLine]:
        """What a batch changed, newest first."""

    async def next_actions(self) -> NextActions:
        """What undo and redo would be about."""


class Drafts(Protocol):
    """The unsaved form, kept against a forced end."""

    async def get(self) -> Draft | None:
        """The one that was left behind."""

    async def save(self, draft: Draft) -> None:
        """Keeps it in place of the one before."""

    def save_now(self, draft: Draft, limit: float = 2.0) -> None:
        """The same, done when this returns. Blocks at most `limit` seconds."""

    async def clear(self) -> None:
        """It was saved or discarded."""


class ViewsData(Protocol):
    """How the entries of the sidebar are shown, and the views with a name."""

    async def get(self) -> KeptViews:
        """What was kept."""

    async def save(self, kept: KeptViews) -> None:
        """Keep these instead."""


class LocalData(Protocol):
    """All of these, and word of every change."""

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
        """Calls back after each commit that changed something; returns what ends that."""
