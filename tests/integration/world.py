"""The whole of one account below the window: real store, engine and client, real HTTP, no waiting.

    async with world.seat(tmp_path / "one") as seat:
        local_id = await seat.contacts.create(book, {...})
        await seat.at_rest()
        assert service.made("/api/contact/new") == 1

Time stands still while a store or a call is at work, and leaps to the next thing that is due
otherwise; so a night of retries takes no longer than its calls. Several seats (one after the
other, or side by side) share the clock and the service.
"""

import asyncio
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.codec import Outgoing, Result
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import wait_for
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.pull_order import STALE_AFTER
from smsbook_gui.store.store import Store
from tests.support.clock import VirtualClock
from tests.support.faults import Fault, FaultyService
from tests.support.patience import PATIENCE
from tests.support.service import TOKEN, Answer
from tests.support.store_watch import StoreWatch

T = TypeVar("T")

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY

NEW, DETAIL = "/api/contact/new", "/api/contact/detail"
EDIT, DELETE = "/api/contact/edit", "/api/contact/delete"
BOOK_NEW, BOOK_LIST = "/api/address-book/new", "/api/address-book/list"
BOOK_DETAIL, BOOK_EDIT = "/api/address-book/detail", "/api/address-book/edit"


class OfficeService(FaultyService):
    """The service of these tests: counts its calls, and can be out of order until it is mended."""

    def broken(self, fault: Answer | Callable[[str], Answer | Fault | None]) -> None:
        """From now on, with every request or with those whose path it has something for."""
        self.faults.always = (lambda _path: fault) if isinstance(fault, Answer) else fault

    def mended(self) -> None:
        """From now on."""
        self.faults.clear()

    def made(self, path: str) -> int:
        """How many such calls came in."""
        return self.counted()[path]

    def counted(self) -> Counter[str]:
        """All calls by path."""
        return Counter(self.paths())

    def bodies(self, path: str) -> list[Any]:
        """The JSON bodies of such calls, in order."""
        return [each.body for each in self.requests if each.path == path]

    def forget(self) -> None:
        """Counts from zero."""
        self.requests.clear()


class CallWatch:
    """Knows of every call under way; with the store's watch: when nothing happens any more."""

    def __init__(self) -> None:
        self.held = ""
        """The path of the calls that are held at a gate: nobody waits for their end."""
        self._store = StoreWatch()
        self._under_way: Counter[str] = Counter()
        self._seen = 0
        self._changed = asyncio.Event()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Knows of the stores' work while inside."""
        with self._store.watching():
            yield

    @contextmanager
    def call(self, path: str) -> Iterator[None]:
        """Around each call."""
        self._count(path, +1)
        try:
            yield
        finally:
            self._count(path, -1)

    def under_way(self, path: str) -> int:
        """How many such calls are out."""
        return self._under_way[path]

    async def settle(self) -> None:
        """Returns when neither a store nor a call has anything to do."""
        async with asyncio.timeout(PATIENCE):
            while True:
                seen = self._seen
                await self._store.settle()
                if self._under_way.total() > self._under_way[self.held]:
                    self._changed.clear()
                    await self._changed.wait()
                elif seen == self._seen:
                    return

    def _count(self, path: str, by: int) -> None:
        self._under_way[path] += by
        self._seen += 1
        self._changed.set()


class WatchedClient(ServiceClient):
    """The real client, whose calls are watched."""

    watch: CallWatch

    async def _ask(self, outgoing: Outgoing, decode: Callable[[Result], T]) -> T:
        with self.watch.call(outgoing.call.value):
            return await super()._ask(outgoing, decode)


class Seat:
    """One open account."""

    def __init__(self, session: Session, clock: VirtualClock) -> None:
        self.session = session
        self.store = session._store
        self.contacts = session.contacts
        self.books = session.books
        self.engine = session.engine
        self.clock = clock

    async def contact(self, local_id: int) -> Contact:
        contact = await self.store.contacts.get(local_id)
        assert contact is not None
        return contact

    async def status(self, local_id: int) -> Status:
        return (await self.contact(local_id)).status

    async def server_id(self, local_id: int) -> int:
        server_id = (await self.contact(local_id)).server_id
        assert server_id is not None
        return server_id

    async def all(self) -> list[Contact]:
        """Every live contact."""
        ids = [
            local_id async for chunk in self.store.contacts.search(Query()) for local_id in chunk
        ]
        return await self.store.contacts.get_many(ids)

    async def named(self, last_name: str) -> Contact:
        """The one live contact of that last name."""
        (found,) = [each for each in await self.all() if each.values.get(LAST) == last_name]
        return found

    async def book_named(self, name: str) -> int:
        """The local id of an address book."""
        (found,) = [book.local_id for book in await self.store.books.get_all() if book.name == name]
        return found

    async def at_rest(self, within: float = 3600.0) -> float:
        """Lets time pass until nothing waits and all is read; the seconds that it took.

        Fails after `within` seconds of the clock's time.
        """
        began = self.clock.monotonic()
        while True:
            await self.clock.advance(1.0)
            if (
                not (await self.store.contacts.counts()).waiting
                and not await self._due_to_be_read()
            ):
                await self.clock.advance(1.0)
                return self.clock.monotonic() - began
            assert self.clock.monotonic() - began < within, self.engine.state

    async def done(self, work: Coroutine[Any, Any, T]) -> T:
        """What somebody waits for that takes its time."""
        task = asyncio.ensure_future(work)
        try:
            await self.clock.until(task.done)
        finally:
            task.cancel()
        return await task

    async def _due_to_be_read(self) -> bool:
        return bool(await self.store.sync.next_unread(1, self.clock.now(), STALE_AFTER))

    @property
    def problem(self) -> SmsBookError | None:
        return self.engine.state.problem


class World:
    """What all seats of a test share: the clock, and where the service is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.watch = CallWatch()
        self.clock = VirtualClock(self.watch.settle)

    async def held(self, path: str, calls: int) -> None:
        """Lets time pass until so many calls to `path` are held at its gate."""
        self.watch.held = path
        await self.clock.until(lambda: self.watch.under_way(path) == calls)

    @asynccontextmanager
    async def seat(
        self,
        folder: Path,
        *,
        url: str | None = None,
        token: str = TOKEN,
        started: bool = True,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | None = None,
    ) -> AsyncIterator[Seat]:
        """The account whose data lies in that folder."""
        url = url or self.url
        await asyncio.to_thread(folder.mkdir, exist_ok=True)
        client = WatchedClient(
            ApiUrl.parse(url),
            token,
            ssl_context=ssl_context,
            proxy_for=None if proxy is None else lambda _url: proxy,
        )
        client.watch = self.watch
        bugs: list[BaseException] = []
        store = await Store.open(
            folder / "contacts.db",
            rules=PhoneRules(),
            now=self.clock.now,
            wait=partial(wait_for, clock=self.clock),
        )
        session = Session(
            Account("test", "Test", url),
            store,
            client,
            access=f"{url} {token}",
            clock=self.clock,
            on_unhandled=bugs.append,
        )
        try:
            if started:
                session.engine.start()
                await self.clock.advance(1.0)
            yield Seat(session, self.clock)
        finally:
            await session.close()
        assert bugs == []


@asynccontextmanager
async def world_of(url: str) -> AsyncIterator[World]:
    """A world around the service at `url`."""
    world = World(url)
    with world.watch.watching():
        yield world


def texts(values: Mapping[ContactField, str]) -> dict[str, str]:
    """Values as the service's side names them."""
    return {field.value: text for field, text in values.items()}
