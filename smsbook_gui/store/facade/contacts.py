"""The contacts: the table's rows, one contact, and what a person does with them."""

from array import array
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from smsbook_gui.domain.contacts.batch import BatchKind, Ended, HistoryLine
from smsbook_gui.domain.contacts.contact import Common, Contact, ContactField, SameNumber, Values
from smsbook_gui.domain.contacts.query import Counts, Query, Unread
from smsbook_gui.domain.contacts.record import RecordedChange
from smsbook_gui.domain.phones.phone_findings import NumberMark
from smsbook_gui.store.bulk import edit_each, operations
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.contacts import (
    actions,
    books,
    counters,
    deletions,
    meta,
    rows,
    shared_numbers,
)
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.queries import export_queries, history, in_common, record
from smsbook_gui.store.queries.search import Searches
from smsbook_gui.store.sync import pull_contact


class ContactsStore:
    """Contacts by their local ids. Every call sees all that was committed before it.

    Each action is a batch: values, history and outbox. For few contacts it is one transaction. For
    very many it is a decision that is carried out in chunks: the call returns when all is done, but
    nothing takes the decision back, not even a kill.
    """

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner
        self._searches = Searches(database.searcher)

    def end_search(self) -> None:
        """Interrupts the search that is running, if there is one."""
        self._searches.interrupt()

    def search(self, query: Query, *, first: int = 200) -> AsyncIterator["array[int]"]:
        """Local ids of a query in its order: a first chunk quickly, then the rest in chunks.

        The arrays have type code 'q'. Calling it interrupts the search before it, whose iterator
        raises SearchSuperseded (domain.contacts.query).
        """
        return self._searches.search(query, first)

    async def get(self, local_id: int) -> Contact | None:
        """One contact."""
        return await self._database.read(rows.contact, local_id)

    async def get_many(self, ids: Sequence[int]) -> list[Contact]:
        """Contacts in the order asked; unknown ids are left out."""
        return await self._database.read(rows.contacts, ids)

    async def by_server_id(self, server_id: int) -> Contact | None:
        """The contact that has this id at the service; None if none has."""
        return await self._database.read(rows.by_server_id, server_id)

    async def ids_of(self, query: Query) -> "array[int]":
        """Local ids of a query in its order, all at once, without interrupting the search."""
        return await self._database.read_slow(export_queries.ids_of, query)

    async def count(self, query: Query) -> int:
        """How many contacts a query finds, without interrupting the search."""
        return await self._database.read_slow(export_queries.count, query)

    async def first_of(self, query: Query) -> int | None:
        """The first contact that a query finds, without interrupting the search."""
        return await self._database.read_slow(export_queries.first_of, query)

    async def count_unread(self, query: Query, fields: Sequence[ContactField]) -> int:
        """How many contacts of a query were never read in one of these fields."""
        return await self._database.read_slow(export_queries.count_unread, query, fields)

    async def counts(self) -> Counts:
        """What the sidebar and status bar show."""
        return await self._database.read(counters.counts)

    async def filled(
        self, fields: Sequence[ContactField], ids: Sequence[int] | None
    ) -> frozenset[ContactField]:
        """Those of `fields` that hold something in one of these contacts; None: in any."""
        return await self._database.read_slow(in_common.filled, fields, ids)

    async def told_what_came(self) -> None:
        """The person was told what the first listing brought."""
        await self._database.write(meta.set_meta, meta.META_LISTED_FIRST, None)

    async def homes(self, ids: Sequence[int]) -> frozenset[int]:
        """The address books (local ids) that these contacts are in. `ids` may be very many."""
        return await self._database.read_slow(books.homes, ids)

    async def history(self, contact_id: int, limit: int = 200) -> list[HistoryLine]:
        """A contact's history, newest first. BOOK lines hold names, LIFE lines "live" etc."""
        return await self._database.read_slow(history.history, contact_id, limit)

    async def changes(self, contact_id: int) -> list[RecordedChange]:
        """All that was done to a contact, with the actions, newest first."""
        return await self._database.read_slow(record.of_contact, contact_id)

    async def unread(self, ids: Sequence[int], fields: Sequence[ContactField]) -> Unread:
        """How much of these fields of these contacts was never read. `ids` may be very many."""
        return await self._database.read_slow(export_queries.unread, ids, fields)

    async def unread_ids(
        self, ids: Sequence[int], fields: Sequence[ContactField]
    ) -> list[tuple[int, int]]:
        """(local id, server id) of those among them that the service still has."""
        return await self._database.read_slow(export_queries.unread_ids, ids, fields)

    async def in_common(self, ids: Sequence[int]) -> Common:
        """What these contacts have in common. `ids` may be very many."""
        return await self._database.read_slow(in_common.in_common, ids)

    async def ends(self, ids: Sequence[int]) -> dict[int, Ended]:
        """When and by whom contacts were deleted, by local id; for as many as a screen shows."""
        return await self._database.read_slow(deletions.ends, ids)

    async def made_afresh(self, ids: Sequence[int]) -> int:
        """How many of these the service no longer has: brought back, they are created anew."""
        return await self._database.read_slow(deletions.made_afresh, ids)

    async def settled(self, ids: Sequence[int]) -> int:
        """How many of these deleted contacts nothing is to be sent of any more."""
        return await self._database.read_slow(deletions.settled, ids)

    async def same_number(self, number: str, besides: int | None = None) -> SameNumber | None:
        """Who has this number, in whatever form, but for the contact `besides`."""
        return await self._database.read(shared_numbers.same_number, number, besides)

    async def number_marks(self, ids: Sequence[int]) -> dict[int, NumberMark]:
        """What there is to say about the numbers of these contacts, as many as a screen shows."""
        return await self._database.read_slow(shared_numbers.number_marks, ids)

    async def create(self, book_id: int, values: Values, *, title: str) -> tuple[int, int]:
        """Adds a contact; returns (batch id, local id)."""
        return await self._database.write(actions.create, book_id, values, title=title)

    async def edit(
        self,
        ids: Sequence[int],
        changes: Values,
        *,
        book_id: int | None = None,
        title: str,
        kind: BatchKind,
    ) -> int:
        """Sets these values, and the address book if given, on live contacts. EDIT or MOVE."""
        edit = partial(
            operations.edit, ids=ids, changes=changes, book_id=book_id, title=title, kind=kind
        )
        return (await self._runner.run(edit, int))[0]

    async def edit_each(self, changes: Mapping[int, str], *, title: str) -> int:
        """Changes fields of many contacts where they are still as before; returns the batch (EDIT).

        `changes` has those of each contact, `packed` (`store/bulk/edit_each.py`).
        """
        chunks = await self._database.read_slow(lambda _: edit_each.chunks_of(changes))
        edit = partial(operations.edit_with, chunks=chunks, title=title)
        return (await self._runner.run(edit, int))[0]

    async def delete(self, ids: Sequence[int], *, hold_until: datetime | None, title: str) -> int:
        """Deletes contacts here at once; the calls are held back until `hold_until` or
        `release`."""
        delete = partial(operations.delete, ids=ids, hold_until=hold_until, title=title)
        return (await self._runner.run(delete, int))[0]

    async def restore(self, ids: Sequence[int], *, title: str) -> int:
        """Brings contacts back from Recently deleted."""
        restore = partial(operations.restore, ids=ids, title=title)
        return (await self._runner.run(restore, int))[0]

    async def add_existing(self, book_id: int, server_id: int, values: Values) -> tuple[int, bool]:
        """Adds a contact that was read with detail; returns (local id, whether it is new)."""
        return await self._database.write(pull_contact.add_existing, book_id, server_id, values)
