"""What the sync engine asks of the file and records in it."""

from collections.abc import Callable, Collection, Coroutine, Sequence
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.contacts.contact import AddressBook, Contact, Status, Values
from smsbook_gui.domain.contacts.merge import Merged
from smsbook_gui.domain.contacts.outbox import (
    Accepted,
    Entity,
    Job,
    Missing,
    Op,
    Request,
    UnsureCreate,
    Witness,
)
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteListing
from smsbook_gui.domain.errors import ServiceError, SmsBookError
from smsbook_gui.store.contacts import books as book_rows
from smsbook_gui.store.contacts import create_candidates
from smsbook_gui.store.contacts.meta import set_meta
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.transaction import to_micros
from smsbook_gui.store.sync import (
    dispatch,
    full_pull,
    pull_contact,
    pull_listing,
    restored,
    results,
)

P = ParamSpec("P")
T = TypeVar("T")
_Method = Callable[Concatenate["SyncStore", P], Coroutine[Any, Any, T]]


def _until_done(method: _Method[P, T]) -> _Method[P, T]:
    """Lets a step of the engine wait until the file can be used, instead of failing
    (`retrying`)."""

    @wraps(method)
    async def patient(self: "SyncStore", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.retrying.until_done(lambda: method(self, *args, **kwargs))

    return patient


class SyncStore:
    """What is to be sent, what became of it, and what was read from the service.

    While the file cannot be used, the methods wait. They raise StoreUnavailable only when the
    store is about to be closed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.retrying = database.retrying

    async def known_sample(self, limit: int) -> list[Contact]:
        """Live contacts that were read and have no open work, for rule 7's comparison."""
        return await self._database.read_slow(pull_contact.known_sample, limit)

    async def reads_same(self, local_id: int, values: Values) -> bool:
        """Whether a reading is equivalent to what the service was known to have."""
        return await self._database.read_slow(pull_contact.reads_same, local_id, values)

    @_until_done
    async def next_jobs(self, now: datetime, limit: int, busy: frozenset[Entity]) -> list[Job]:
        """Due work by priority, then age.

        The writer is asked, so that the outcomes that were recorded just before are known.
        """
        wanted = dispatch.Wanted(now, limit, busy)
        return (await self._database.write_grouped(dispatch.next_jobs, [wanted]))[0]

    @_until_done
    async def next_due(self) -> datetime | None:
        """The earliest time in the future for which a waiting row is held back."""
        return await self._database.read_slow(dispatch.next_due)

    @_until_done
    async def begin_send(self, jobs: Sequence[Job]) -> list[Request]:
        """Commits what is about to be sent; None for a job that has nothing left to send."""
        requests = await self._database.write_grouped(dispatch.begin_send, jobs)
        return [request for request in requests if request is not None]

    @_until_done
    async def accept(self, entity: Entity, server_id: int | None) -> None:
        """The service did it. `server_id` is the id of a NEW."""
        await self._database.write_grouped(results.accept, [Accepted(entity, server_id)])

    @_until_done
    async def retry(
        self,
        entity: Entity,
        not_before: datetime,
        error: ServiceError,
        *,
        op: Op | None = None,
        count: bool = True,
    ) -> int:
        """Puts a row back to waiting; returns the attempts so far. `op` is the call that failed, or
        before which the reading failed; None stands for the one in the row."""
        wait_until = to_micros(not_before)
        return await self._database.write(
            results.retry, entity, wait_until, error, op=op, count=count
        )

    @_until_done
    async def needs_attention(
        self, entity: Entity, status: Status, error: SmsBookError, *, op: Op | None = None
    ) -> None:
        """Leaves a row to a person, as REFUSED or UNSURE. `op` as in `retry`."""
        await self._database.write(results.needs_attention, entity, status, error, op=op)

    @_until_done
    async def record_reading(self, contact_id: int, values: Values, *, asked: int) -> Merged | None:
        """Merges an answer of `detail`; None if work was begun or finished since `asked`."""
        reading = pull_contact.PulledContact(contact_id, values, asked)
        return (await self._database.write_grouped(pull_contact.record_readings, [reading]))[0]

    @_until_done
    async def record_before_delete(self, contact_id: int, values: Values, *, asked: int) -> bool:
        """The same just before a delete; returns whether it may go ahead. An undo deletes only what
        is still as it was sent."""
        return await self._database.write(
            pull_contact.record_before_delete, contact_id, values, asked=asked
        )

    @_until_done
    async def sequence(self) -> int:
        """The work counter, which goes up with every begin_send, accept, needs_attention and
        retry."""
        return await self._database.read_slow(pull_contact.sequence)

    @_until_done
    async def record_books(self, books: Sequence[RemoteBook], *, asked: int) -> None:
        """Merges the list of address books; what it lacks is not deleted for that."""
        await self._database.write(pull_listing.record_books, books, asked=asked)

    @_until_done
    async def record_listing(self, book_id: int, listing: RemoteListing, *, asked: int) -> int:
        """Merges the listed contacts of an address book in chunks; returns how many are new."""
        await self._database.write(
            pull_listing.record_book_name, book_id, listing.name, asked=asked
        )
        new = 0
        for start in range(0, len(listing.contacts), pull_listing.CHUNK):
            part = listing.contacts[start : start + pull_listing.CHUNK]
            new += await self._database.write_later(
                pull_listing.record_contacts, book_id, part, asked=asked
            )
        return new

    @_until_done
    async def settle_homes(self, *, unseen: Sequence[int], asked: int) -> None:
        """Moves contacts that are listed in another address book and no longer in their own.

        `unseen`: address books (local ids) that this pass could not list.
        """
        more = True
        while more:
            more = await self._database.write_later(
                pull_listing.settle_homes, unseen=unseen, asked=asked
            )

    @_until_done
    async def listed_twice(self) -> frozenset[int]:
        """Local ids of contacts that the last pass showed in several address books."""
        return await self._database.write(pull_listing.listed_twice)

    @_until_done
    async def begin_pass(self) -> int:
        """Begins a complete pass over all address books; returns the work counter now."""
        return await self._database.write(full_pull.begin_pass)

    @_until_done
    async def end_pass(self, *, asked: int) -> list[Missing]:
        """Ends a complete pass; returns the contacts that it should have shown and did not."""
        return await self._database.write(full_pull.end_pass, asked=asked)

    @_until_done
    async def returned(self, *, asked: int) -> list[int]:
        """Contacts (ids of the service) that were deleted here before the pass, and that it showed
        all the same."""
        return await self._database.write(restored.returned, asked=asked)

    @_until_done
    async def bring_back(self, server_id: int, values: Values, *, asked: int) -> None:
        """Revives such a contact, as the service has it: `detail` has read it."""
        await self._database.write(restored.bring_back, server_id, values, asked=asked)

    @_until_done
    async def returned_books(self, listed: Collection[int], *, asked: int) -> Sequence[int]:
        """The listed address books (ids of the service) that were deleted here."""
        return await self._database.write(restored.returned_books, listed, asked=asked)

    @_until_done
    async def bring_back_book(self, server_id: int, name: str, *, asked: int) -> None:
        """Revives such an address book: the service has answered its own listing."""
        await self._database.write(restored.bring_back_book, server_id, name, asked=asked)

    @_until_done
    async def witness(self) -> Witness | None:
        """A contact that the last pass showed; None if it showed none."""
        return await self._database.write(full_pull.witness)

    @_until_done
    async def mark_gone(self, ids: Sequence[int], *, asked: int) -> int:
        """Notes that the service no longer has these; returns how many had no work since
        `asked`."""
        return await self._database.write(full_pull.mark_gone, ids, asked=asked)

    @_until_done
    async def lose_books(self, ids: Sequence[int], *, asked: int) -> None:
        """Removes address books that the service no longer has, or asks a person about them."""
        await self._database.write(full_pull.lose_books, ids, asked=asked)

    @_until_done
    async def unsure_creates(self) -> list[UnsureCreate]:
        """The creates whose answer was lost, with the ids that may be theirs."""
        return await self._database.read_slow(create_candidates.unsure_creates)

    async def adopt(
        self,
        local_id: int,
        server_id: int,
        values: Values,
        *,
        asked: int,
        by_person: bool = False,
    ) -> bool:
        """Gives an unsure create this id, whose values were read; returns whether it took it.

        It does not if the create is settled already, or if the values differ and no person says
        that it is the one.
        """

        async def write() -> bool:
            return await self._database.write(
                results.adopt, local_id, server_id, values, asked=asked, by_person=by_person
            )

        # A person waits for this, and is told of an error.
        return await (write() if by_person else self.retrying.until_done(write))

    @_until_done
    async def next_unread(
        self, limit: int, now: datetime, stale_after: timedelta
    ) -> list[tuple[int, int]]:
        """(local id, server id) of what is to be read next in the background."""
        return await self._database.read_slow(pull_contact.next_unread, limit, now, stale_after)

    @_until_done
    async def unread_among(
        self, ids: Sequence[int], now: datetime, stale_after: timedelta
    ) -> list[tuple[int, int]]:
        """The same among these contacts alone, of which there are a few hundred at most."""
        return await self._database.read_slow(pull_contact.unread_among, ids, now, stale_after)

    @_until_done
    async def unread_count(self) -> int:
        """How many live contacts have never been read."""
        return await self._database.read_slow(pull_contact.unread_count)

    @_until_done
    async def listed_books(self) -> list[AddressBook]:
        """The address books to be listed, which include those whose delete is not done yet."""
        return await self._database.read_slow(book_rows.listed)

    @_until_done
    async def book_server_id(self, book_id: int) -> int | None:
        """The service's id of an address book."""
        return await self._database.read_slow(book_rows.server_id, book_id)

    @_until_done
    async def keep_meta(self, key: str, value: str | None) -> None:
        """Keeps a text of the engine's under a key; None removes it."""
        await self._database.write(set_meta, key, value)
