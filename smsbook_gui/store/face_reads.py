"""The part of the store's face that reads: for the table, the lists and the notes."""

from array import array
from collections.abc import AsyncIterator, Sequence

from smsbook_gui.domain.batch import BatchSummary, Ended, HistoryLine, NextActions
from smsbook_gui.domain.contact import AddressBook, Contact, ContactField, SameNumber, Values
from smsbook_gui.domain.draft import Draft
from smsbook_gui.domain.outbox import AttentionGroup, AttentionItem, BookTrouble
from smsbook_gui.domain.phone_findings import NumberMark
from smsbook_gui.domain.query import Counts, Query, Unread
from smsbook_gui.store.bulk import undo
from smsbook_gui.store.contacts import (
    attention,
    books,
    counters,
    deletions,
    export_queries,
    history,
    meta,
    rows,
    shared_numbers,
)
from smsbook_gui.store.core import StoreCore
from smsbook_gui.store.sync import book_attention, pull_contact


class StoreReads(StoreCore):
    """What is there. Every call sees all that was committed before it."""

    def search(self, query: Query, *, first: int = 200) -> AsyncIterator["array[int]"]:
        """Local ids of a query in its order: a first chunk quickly, then the rest in chunks.

        The arrays have type code 'q'. Calling it interrupts the search before it, whose iterator
        raises SearchSuperseded (domain.query).
        """
        return self._search.search(query, first)

    async def contacts(self, ids: Sequence[int]) -> list[Contact]:
        """Contacts in the order asked; unknown ids are left out."""
        return await self._read(rows.contacts, ids)

    async def contact(self, local_id: int) -> Contact | None:
        """One contact."""
        return await self._read(rows.contact, local_id)

    async def same_number(self, number: str, besides: int | None = None) -> SameNumber | None:
        """Who else has this number, in whatever form it is written; not the contact `besides`."""
        return await self._read(shared_numbers.same_number, number, besides)

    async def number_marks(self, ids: Sequence[int]) -> dict[int, NumberMark]:
        """What is to be said of the numbers of these contacts, as many as a screen shows."""
        return await self._list(shared_numbers.number_marks, ids)

    async def books(self) -> list[AddressBook]:
        """The live address books by name, with counts."""
        return await self._read(books.books)

    async def homes(self, ids: Sequence[int]) -> frozenset[int]:
        """The address books (local ids) that these contacts are in. `ids` may be very many."""
        return await self._list(books.homes, ids)

    async def counts(self) -> Counts:
        """What the sidebar and status bar show."""
        return await self._read(counters.counts)

    async def history(self, contact_id: int, limit: int = 200) -> list[HistoryLine]:
        """A contact's history, newest first. BOOK lines hold names, LIFE lines "live" etc."""
        return await self._list(history.history, contact_id, limit)

    async def batches(self, limit: int = 200) -> list[BatchSummary]:
        """Batches, newest first."""
        return await self._list(history.batches, limit)

    async def batch_lines(self, batch_id: int, limit: int = 500) -> list[HistoryLine]:
        """What a batch changed, newest first."""
        return await self._list(history.batch_lines, batch_id, limit)

    async def batch_size(self, batch_id: int) -> int:
        """How many contacts a batch really changed: what was asked for may have been so already."""
        return await self._list(history.batch_size, batch_id)

    async def next_actions(self) -> NextActions:
        """What undo and redo would be about."""
        return await self._list(undo.next_actions)

    async def attention(self, limit: int = 1000) -> list[AttentionItem]:
        """What only a person can settle, newest first."""
        return await self._list(attention.attention, limit)

    async def attention_item(self, contact_id: int) -> AttentionItem | None:
        """The same of one contact; None where it needs nothing."""
        return await self._list(attention.item, contact_id)

    async def attention_groups(self, ids: Sequence[int]) -> list[AttentionGroup]:
        """Those of these contacts that need attention, by reason. `ids` may be very many."""
        return await self._list(attention.groups, ids)

    async def book_trouble(self, book_id: int) -> BookTrouble | None:
        """Why an address book needs a person; None where it needs nothing."""
        return await self._list(book_attention.trouble, book_id)

    async def books_back(self) -> list[AddressBook]:
        """Address books that were deleted here and that the service did not let go."""
        return await self._read(book_attention.refused_deletes)

    async def meta(self, key: str) -> str | None:
        """A note of the services about this account."""
        return await self._read(meta.meta, key)

    async def set_meta(self, key: str, value: str | None) -> None:
        """Keeps a note; None forgets it."""
        await self._write(meta.set_meta, key, value)

    async def draft(self) -> Draft | None:
        """The unsaved form, if one was left behind."""
        return await self._read(meta.draft)

    async def save_draft(self, draft: Draft) -> None:
        """Keeps the unsaved form in place of the one before."""
        await self._write(meta.save_draft, draft)

    def save_draft_now(self, draft: Draft, limit: float = 2.0) -> None:
        """Like `save_draft`, done when this returns: the process may be gone a moment later.

        Blocks at most `limit` seconds.
        """
        self._writer.run_now(
            lambda side: side.transact(lambda tx: meta.save_draft(tx, draft)), limit
        )

    async def clear_draft(self) -> None:
        """The form was saved or discarded."""
        await self._write(meta.clear_draft)

    async def find_by_server_id(self, server_id: int) -> Contact | None:
        """The contact that has this id on the service."""
        return await self._read(rows.by_server_id, server_id)

    async def ids_of(self, query: Query) -> "array[int]":
        """Local ids of a query in its order, all at once; the table's search goes on."""
        return await self._list(export_queries.ids_of, query)

    async def ends(self, ids: Sequence[int]) -> dict[int, Ended]:
        """When and by whom these contacts were deleted, by local id; for a screen's worth."""
        return await self._list(deletions.ends, ids)

    async def made_afresh(self, ids: Sequence[int]) -> int:
        """How many of these the service has no more: brought back, they are made anew there."""
        return await self._list(deletions.made_afresh, ids)

    async def count(self, query: Query) -> int:
        """How many contacts a query finds; the table's search goes on."""
        return await self._list(export_queries.count, query)

    async def unread(self, ids: Sequence[int], fields: Sequence[ContactField]) -> Unread:
        """What was never read of these fields of these contacts. `ids` may be very many."""
        return await self._list(export_queries.unread, ids, fields)

    async def unread_ids(
        self, ids: Sequence[int], fields: Sequence[ContactField]
    ) -> list[tuple[int, int]]:
        """(local id, server id) of those among them that the service still has."""
        return await self._list(export_queries.unread_ids, ids, fields)

    async def known_sample(self, limit: int) -> list[Contact]:
        """Live contacts that were read and have no open work, for rule 7's comparison."""
        return await self._list(pull_contact.known_sample, limit)

    async def reads_same(self, local_id: int, values: Values) -> bool:
        """Whether a reading is equivalent to what the service was known to have."""
        return await self._list(pull_contact.reads_same, local_id, values)
