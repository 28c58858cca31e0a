"""The store's face: everything async for the caller, all SQL on the store's own threads."""

from array import array
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from smsbook_gui.domain.batch import BatchKind, BatchSummary, HistoryLine, UndoReport
from smsbook_gui.domain.contact import AddressBook, Contact, ContactField, Status, Values
from smsbook_gui.domain.draft import Draft
from smsbook_gui.domain.errors import ServiceError, SmsBookError
from smsbook_gui.domain.merge import Merged
from smsbook_gui.domain.outbox import AttentionItem, Entity, Job, Request
from smsbook_gui.domain.phone import PhoneRules
from smsbook_gui.domain.query import Changes, Counts, Query
from smsbook_gui.domain.remote import RemoteBook, RemoteListing


class Store:
    """The contacts of one account, in one SQLite file.

    The outbox has one row per contact or address book, not per change: what is sent is always
    the difference between the local values and the base (what the service is known to have).
    All methods raise the StoreProblem family where the file or the disk fails.
    """

    @classmethod
    async def open(cls, path: Path, *, rules: PhoneRules, now: Callable[[], datetime]) -> "Store":
        """Opens or makes the file (0600 in a folder 0700), steps its schema up, recovers.

        After a crash a `sending` create is unsure, other sending rows wait again. `now` gives
        aware datetimes. Raises StoreTooNew, StoreDamaged, DiskFull.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """Ends the threads after the work they have; joins them. A second call does nothing."""
        raise NotImplementedError

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls back in the event loop's thread after each commit that changed something."""
        raise NotImplementedError

    # --- reads ---------------------------------------------------------------------------------

    def search(self, query: Query, *, first: int = 200) -> AsyncIterator["array[int]"]:
        """Local ids of a query in its order: a first chunk quickly, then the rest in chunks.

        The arrays have type code 'q'. Calling it interrupts the search before it, whose iterator
        raises SearchSuperseded (domain.query).
        """
        raise NotImplementedError

    async def contacts(self, ids: Sequence[int]) -> list[Contact]:
        """Contacts in the order asked; unknown ids are left out."""
        raise NotImplementedError

    async def contact(self, local_id: int) -> Contact | None:
        """One contact."""
        raise NotImplementedError

    async def books(self) -> list[AddressBook]:
        """The live address books by name, with counts."""
        raise NotImplementedError

    async def counts(self) -> Counts:
        """What the sidebar and status bar show."""
        raise NotImplementedError

    async def history(self, contact_id: int, limit: int = 200) -> list[HistoryLine]:
        """A contact's history, newest first. BOOK lines hold names, LIFE lines "live" etc."""
        raise NotImplementedError

    async def batches(self, limit: int = 200) -> list[BatchSummary]:
        """Batches, newest first."""
        raise NotImplementedError

    async def batch_lines(self, batch_id: int, limit: int = 500) -> list[HistoryLine]:
        """What a batch changed, newest first."""
        raise NotImplementedError

    async def attention(self, limit: int = 1000) -> list[AttentionItem]:
        """What only a person can settle, newest first."""
        raise NotImplementedError

    async def meta(self, key: str) -> str | None:
        """A note of the services about this account."""
        raise NotImplementedError

    async def set_meta(self, key: str, value: str | None) -> None:
        """Keeps a note; None forgets it."""
        raise NotImplementedError

    async def draft(self) -> Draft | None:
        """The unsaved form, if one was left behind."""
        raise NotImplementedError

    async def save_draft(self, draft: Draft) -> None:
        """Keeps the unsaved form in place of the one before."""
        raise NotImplementedError

    async def clear_draft(self) -> None:
        """The form was saved or discarded."""
        raise NotImplementedError

    async def find_by_server_id(self, server_id: int) -> Contact | None:
        """The contact that has this id on the service."""
        raise NotImplementedError

    async def known_sample(self, limit: int) -> list[Contact]:
        """Live contacts that were read and have no open work, for rule 7's comparison."""
        raise NotImplementedError

    async def reads_same(self, local_id: int, values: Values) -> bool:
        """Whether a reading is equivalent to what the service was known to have."""
        raise NotImplementedError

    # --- a person's actions: one transaction each, they return the batch id ----------------------

    async def create(self, book_id: int, values: Values, *, title: str) -> tuple[int, int]:
        """A new contact; (batch id, local id)."""
        raise NotImplementedError

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
        raise NotImplementedError

    async def delete(
        self, ids: Sequence[int], *, hold_until: datetime | None, title: str
    ) -> int:
        """Deletes here at once; the calls are held back until `hold_until` or `release`."""
        raise NotImplementedError

    async def release(self, batch_id: int) -> None:
        """The banner went: the batch's deletes may go out now."""
        raise NotImplementedError

    async def held_deletes(self, now: datetime) -> list[tuple[int, int]]:
        """(batch id, contacts) of deletes that are still held back, newest first."""
        raise NotImplementedError

    async def restore(self, ids: Sequence[int], *, title: str) -> int:
        """Brings contacts back from Recently deleted."""
        raise NotImplementedError

    async def undo(self) -> UndoReport:
        """Takes back the last action. Raises NothingToUndo."""
        raise NotImplementedError

    async def redo(self) -> UndoReport:
        """Takes back the last undo, until a new action was made. Raises NothingToUndo."""
        raise NotImplementedError

    async def add_existing(
        self, book_id: int, server_id: int, values: Values
    ) -> tuple[int, bool]:
        """A contact that was read with detail is known here now; (local id, whether new)."""
        raise NotImplementedError

    async def create_book(self, name: str, server_id: int | None = None) -> int:
        """A new address book; with `server_id` one that the service has already."""
        raise NotImplementedError

    async def rename_book(self, book_id: int, name: str) -> None:
        """Renames here at once, then there."""
        raise NotImplementedError

    async def delete_book(self, book_id: int) -> None:
        """Deletes an empty address book. Raises InvalidInput where contacts are in it."""
        raise NotImplementedError

    async def resolve(self, contact_id: int, choices: Mapping[ContactField, str]) -> int:
        """Settles conflicts with the chosen value per field."""
        raise NotImplementedError

    async def send_again(self, ids: Sequence[int]) -> None:
        """Refused (or, by the person's decision, unsure) contacts wait again."""
        raise NotImplementedError

    async def discard(self, ids: Sequence[int]) -> None:
        """Gives up refused changes: local becomes base; a create becomes deleted."""
        raise NotImplementedError

    # --- for the engine ------------------------------------------------------------------------

    async def next_jobs(self, now: datetime, limit: int, busy: frozenset[Entity]) -> list[Job]:
        """Due work by priority, then age."""
        raise NotImplementedError

    async def next_due(self) -> datetime | None:
        """The earliest time in the future for which a waiting row is held back."""
        raise NotImplementedError

    async def begin_send(self, jobs: Sequence[Job]) -> list[Request]:
        """Commits what is about to be sent; leaves out what has nothing left to send."""
        raise NotImplementedError

    async def accept(self, entity: Entity, server_id: int | None) -> None:
        """The service did it. `server_id` goes with a NEW."""
        raise NotImplementedError

    async def retry(
        self, entity: Entity, not_before: datetime, error: ServiceError, *, count: bool = True
    ) -> int:
        """Back to waiting; the attempts so far."""
        raise NotImplementedError

    async def park(self, entity: Entity, status: Status, error: SmsBookError) -> None:
        """REFUSED or UNSURE: a person has to look at it."""
        raise NotImplementedError

    async def record_reading(
        self, contact_id: int, values: Values, *, asked: int
    ) -> Merged | None:
        """Merges detail's answer; None where work was begun or finished since `asked`."""
        raise NotImplementedError

    async def sequence(self) -> int:
        """The work counter: goes up at every begin_send, accept, park and retry."""
        raise NotImplementedError

    async def record_books(self, books: Sequence[RemoteBook], *, asked: int) -> None:
        """Merges the list of address books; nothing is deleted because it lacks it."""
        raise NotImplementedError

    async def record_listing(self, book_id: int, listing: RemoteListing, *, asked: int) -> int:
        """Merges an address book's contacts in chunks; the number of new ones."""
        raise NotImplementedError

    async def next_unread(
        self, limit: int, now: datetime, stale_after: timedelta
    ) -> list[tuple[int, int]]:
        """(local id, server id) of what background reading should read next."""
        raise NotImplementedError

    async def unread_count(self) -> int:
        """Live contacts that have never been read."""
        raise NotImplementedError

    async def book_server_id(self, book_id: int) -> int | None:
        """The service's id of an address book."""
        raise NotImplementedError
