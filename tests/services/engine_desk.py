"""An engine over a real store, a scripted service and a clock that a test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import wait_for
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store
from tests.support.clock import VirtualClock
from tests.support.scripted import ScriptedService
from tests.support.store_watch import StoreWatch

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY

ANNA = {FIRST: "Anna", LAST: "Berg", PHONE: "0491 570 006", COMPANY: "Berg & Co"}
"""Somebody to begin with; the number is one of those reserved for fiction."""


class Desk:
    """One open session and everything around it."""

    def __init__(
        self, store: Store, service: ScriptedService, clock: VirtualClock, access: str = "test"
    ) -> None:
        self.store = store
        self.service = service
        self.clock = clock
        self.bugs: list[BaseException] = []
        self.session = Session(
            Account("test", "Test", "http://127.0.0.1"),
            store,
            service,
            access=access,
            clock=clock,
            on_unhandled=self.bugs.append,
        )
        self.contacts = self.session.contacts
        self.engine = self.session.engine

    async def status(self, local_id: int) -> Status:
        contact = await self.contact(local_id)
        return contact.status

    async def contact(self, local_id: int) -> Contact:
        contact = await self.store.contacts.get(local_id)
        assert contact is not None
        return contact

    async def book(self, name: str = "Patients") -> int:
        """An address book that both sides know; its local id."""
        server_id = await self.service.new_book(name)
        return await self.store.books.create(name, server_id)

    async def work(self, *, until_quiet: float = 10.0) -> None:
        """Lets the engine work for that many seconds of its time."""
        await self.clock.advance(until_quiet)


@asynccontextmanager
async def desk_at(
    path: Path,
    service: ScriptedService | None = None,
    *,
    started: bool = True,
    access: str = "test",
) -> AsyncIterator[Desk]:
    """A desk over the store at `path`; `access` stands for its URL and token."""
    watch = StoreWatch()
    clock = VirtualClock(watch.settle)
    with watch.watching():
        wait = partial(wait_for, clock=clock)
        store = await Store.open(path, rules=PhoneRules(), now=clock.now, wait=wait)
        desk = Desk(store, service or ScriptedService(), clock, access)
        try:
            if started:
                desk.engine.start()
                await clock.advance(1.0)
            yield desk
        finally:
            await desk.session.close()
    assert desk.bugs == []
