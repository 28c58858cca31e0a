"""Reads what the service has: address books and their listings, then contact by contact."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.errors import AnswerLost, NotOffered, Refused, ServiceError
from smsbook_gui.services.runtime.clock import Clock, wait_for
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.pull_order import ReadingOrder
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ANY_CONTACT, ServiceGate
from smsbook_gui.store.store import Store

IDLE = 60.0
"""Seconds between checks for something to read, once all is read."""
LISTING_TRIES = 5
"""How often a listing is asked for if its answer gets lost, at growing intervals."""
META_LISTS = "lists_books"

T = TypeVar("T")


class PullStage(StrEnum):
    """What a sync is doing."""

    LISTING = "listing"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """`done` of `total` address books (listing) or contacts (reading)."""

    stage: PullStage
    done: int
    total: int
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """Every address book was listed, beginning at work counter `asked`.

    `lost` are the local ids of those that the service no longer has: its list lacks them, and it
    said so when asked. They count as listed and empty. There are none if the service lists no
    address book at all, since that may be an account which has lost these calls.
    """

    asked: int
    lost: tuple[int, ...] = ()


class Syncer:
    """Lists and reads. `changed` is called after each change of what it shows."""

    def __init__(
        self,
        store: Store,
        service: Service,
        gate: ServiceGate,
        clock: Clock,
        *,
        changed: Callable[[], None],
    ) -> None:
        self.progress: SyncProgress | None = None
        self.lists_books: bool | None = None
        self.problem: ServiceError | None = None
        self._store = store
        self._service = service
        self._gate = gate
        self._clock = clock
        self._changed = changed
        self._order = ReadingOrder(store, clock)
        self._wanted = asyncio.Event()
        self._run = object()
        """Identifies the newest sync: one that it replaced shows nothing any more."""

    async def load(self) -> None:
        """Loads what an earlier run found out about this account."""
        self.lists_books = await lists_books(self._store)

    async def list_all(self) -> Pass | None:
        """Lists every address book once. A problem is kept in `problem`, not raised.

        Returns None if the pass was not complete.
        """
        run = self._run = object()
        self.problem = None
        self._order.start_over()
        self._show(SyncProgress(PullStage.LISTING, 0, 0))
        try:
            return await self._list_where_offered()
        except ServiceError as error:
            self.problem = error
            self._changed()
            return None
        finally:
            self._end(run)
            self._wanted.set()

    async def read_missing(self) -> None:
        """Reads contacts in the background until cancelled, in the order of rule 11."""
        run = self._run
        try:
            while True:
                self._wanted.clear()
                if not await self._read_next():
                    self._show(None)
                    await wait_for(self._wanted, IDLE, self._clock)
        finally:
            self._end(run)

    def wake(self) -> None:
        """Checks for something to read."""
        self._wanted.set()

    def show(self, ids: Sequence[int]) -> None:
        """Notes that these contacts (local ids) are on the screen: they are read before any
        other."""
        if self._order.show(ids):
            self._wanted.set()

    async def _list_where_offered(self) -> Pass | None:
        try:
            return await self._list_books()
        except NotOffered:
            # A 404 to these calls says so, but so does every call to a wrong address. Which of the
            # two it is shows in a call that every account has.
            if not self._gate.is_up:
                await self._prove_address()
            await self._found_lists(False)
            return None

    async def _prove_address(self) -> None:
        try:
            await self._persist(lambda: self._service.contact(ANY_CONTACT))
        except Refused:
            return

    async def _list_books(self) -> Pass | None:
        asked = await self._store.sync.begin_pass()
        there = await self._list_names(asked)
        await self._bring_back(await self._store.sync.returned_books(there, asked=asked), asked)
        known = await self._store.sync.listed_books()
        refused: list[tuple[AddressBook, Refused | NotOffered]] = []
        for done, book in enumerate(known):
            self._show(SyncProgress(PullStage.LISTING, done, len(known)))
            error = await self._list_book(book, listed=book.server_id in there)
            if error is not None:
                refused.append((book, error))
        if any(_says_no(error) and book.server_id in there for book, error in refused):
            # Perhaps it was deleted since the list was asked for.
            there = await self._list_names(asked)
        lost = [
            book.local_id
            for book, error in refused
            if _says_no(error) and book.server_id not in there
        ]
        for book, error in refused:
            if book.local_id not in lost and isinstance(error, Refused):
                self.problem = error
        unseen = [book.local_id for book, _ in refused if book.local_id not in lost]
        await self._store.sync.settle_homes(unseen=unseen, asked=asked)
        if unseen:
            return None
        return Pass(asked, tuple(lost) if there else ())

    async def _list_names(self, asked: int) -> frozenset[int]:
        """The ids of the address books that the service has."""
        books = await self._persist(self._service.books)
        await self._found_lists(True)
        await self._store.sync.record_books(books, asked=asked)
        return frozenset(book.server_id for book in books)

    async def _bring_back(self, server_ids: Iterable[int], asked: int) -> None:
        """Brings back address books that were deleted here and are listed, if they can be read."""
        for server_id in server_ids:
            try:
                listing = await self._persist(partial(self._service.book, server_id))
            except (Refused, NotOffered):
                continue
            await self._store.sync.bring_back_book(server_id, listing.name, asked=asked)

    async def _list_book(self, book: AddressBook, *, listed: bool) -> Refused | NotOffered | None:
        """Lists one address book; if it cannot be listed, the others still are."""
        assert book.server_id is not None
        server_id = book.server_id
        asked = await self._store.sync.sequence()
        try:
            listing = await self._persist(lambda: self._service.book(server_id))
        except Refused as error:
            return error
        except NotOffered as error:
            # For a book that the list lacks, this says nothing about the call for all others.
            if listed:
                raise
            return error
        await self._store.sync.record_listing(book.local_id, listing, asked=asked)
        return None

    async def _persist(self, call: Callable[[], Awaitable[T]]) -> T:
        """Makes a listing call, a few more times if its answer gets lost."""
        for lost in range(1, LISTING_TRIES):
            try:
                return await self._gate.patient_call(Lane.LISTING, call)
            except AnswerLost:
                await self._clock.sleep(2.0**lost)
        return await self._gate.patient_call(Lane.LISTING, call)

    async def _read_next(self) -> bool:
        """Reads one contact; returns whether there was one to read."""
        if await self._order.next() is None:
            return False
        await self._show_reading()
        await self._gate.clear(Lane.BACKGROUND)
        # Chosen only now: the person may have scrolled while this was waiting.
        due = await self._order.next()
        if due is not None:
            await self._read(*due)
        return True

    async def _read(self, local_id: int, server_id: int) -> None:
        self._order.done(local_id)
        with self._gate.limiter.holding():
            asked = await self._store.sync.sequence()
        try:
            values = await self._gate.send(lambda: self._service.contact(server_id))
        except (Refused, AnswerLost):
            self._order.give_up(server_id)
        except ServiceError:
            return
        else:
            await self._store.sync.record_reading(local_id, values, asked=asked)

    async def _show_reading(self) -> None:
        left = await self._store.sync.unread_count() - self._order.given_up
        if left <= 0:
            self._show(None)
            return
        before = self.progress
        reading = before is not None and before.stage is PullStage.READING
        total = max(before.total, left) if before is not None and reading else left
        self._show(
            SyncProgress(
                PullStage.READING, total - left, total, left / self._gate.limiter.read_rate
            )
        )

    async def _found_lists(self, found: bool) -> None:
        if self.lists_books is not found:
            self.lists_books = found
            await self._store.sync.keep_meta(META_LISTS, "yes" if found else "no")
            self._changed()

    def _end(self, run: object) -> None:
        if run is self._run:
            self._show(None)

    def _show(self, progress: SyncProgress | None) -> None:
        if progress != self.progress:
            self.progress = progress
            self._changed()


def _says_no(error: Refused | NotOffered) -> bool:
    """Whether the service itself said no in its own words, rather than something on the way."""
    return isinstance(error, Refused) and bool(error.words)


async def lists_books(store: Store) -> bool | None:
    """Whether the account lists its address books, as found out last; None before that."""
    known = await store.meta.get(META_LISTS)
    return None if known is None else known == "yes"
