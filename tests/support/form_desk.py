"""A person's place at one open account: a real store and session, and the view-models' tasks."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status, Values
from smsbook_gui.domain.contacts.outbox import EntityKind
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store

W = TypeVar("W", bound=QWidget)
FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
CUSTOM = ContactField.CUSTOM_1
BLANK = dict.fromkeys(ContactField, "")
ANNA = {**BLANK, FIRST: "Anna", LAST: "Berg", PHONE: "0491 570 006", COMPANY: "Berg & Co"}
"""The number is one of those reserved for fiction."""


class FormDesk:
    """One open session, without a running engine, and what the service would have said."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.store = session._store
        self.bugs: list[BaseException] = []
        self.tasks = TaskScope(on_unhandled=self.bugs.append)

    async def book(self, name: str = "Customers", server_id: int | None = None) -> int:
        """A new address book; its local id."""
        return await self.store.books.create(name, server_id)

    async def known(
        self, book_id: int, values: Values | None = None, *, server_id: int = 101
    ) -> int:
        """A contact that was read from the service; its local id."""
        local_id, _ = await self.store.contacts.add_existing(book_id, server_id, values or ANNA)
        return local_id

    async def listed(self, book_id: int, values: Values, *, server_id: int = 101) -> int:
        """A contact of which only these fields were ever seen; its local id."""
        book_server_id = await self.store.sync.book_server_id(book_id)
        assert book_server_id is not None
        listing = RemoteListing(book_server_id, "", (RemoteContact(server_id, values),))
        await self.store.sync.record_listing(
            book_id, listing, asked=await self.store.sync.sequence()
        )
        found = await self.store.contacts.by_server_id(server_id)
        assert found is not None
        return found.local_id

    async def reads(self, contact_id: int, **changes: str) -> None:
        """The service's detail says this of the contact."""
        contact = await self.contact(contact_id)
        values = {**contact.values, **{ContactField(key): text for key, text in changes.items()}}
        await self.store.sync.record_reading(
            contact_id, values, asked=await self.store.sync.sequence()
        )

    async def needs_attention(self, status: Status, error: SmsBookError) -> None:
        """Everything that waits is sent and ends under Needs attention for that reason."""
        jobs = await self.store.sync.next_jobs(datetime.now(UTC), 100, frozenset())
        contacts = [job for job in jobs if job.entity.kind is EntityKind.CONTACT]
        for request in await self.store.sync.begin_send(contacts):
            await self.store.sync.needs_attention(request.entity, status, error)

    async def conflict(self, book_id: int, *, server_id: int = 101) -> int:
        """A contact whose company was changed here and there; its local id."""
        contact_id = await self.known(book_id, server_id=server_id)
        await self.session.contacts.edit(contact_id, {COMPANY: "Mine", CUSTOM: "VIP"})
        await self.reads(contact_id, company="Theirs", custom_1="Gold")
        return contact_id

    async def contact(self, contact_id: int) -> Contact:
        """The contact as it is stored."""
        contact = await self.store.contacts.get(contact_id)
        assert contact is not None
        return contact

    async def quiet(self) -> None:
        """Wait until the view-models have nothing under way."""
        await self.tasks.idle()


@asynccontextmanager
async def form_desk(
    folder: Path,
    *,
    service: Service | None = None,
    labels: Sequence[str] = ("Type", "Birthday", "Custom 3", "Custom 4"),
    region: str = "AU",
) -> AsyncIterator[FormDesk]:
    """A desk over a new store in `folder`; without a service the account is signed out."""
    clock = SystemClock()
    rules = PhoneRules(region)
    store = await Store.open(folder / "account" / "contacts.db", rules=rules, now=clock.now)
    bugs: list[BaseException] = []
    account = Account(
        "test",
        "Test",
        "http://127.0.0.1",
        region=region,
        labels=(labels[0], labels[1], labels[2], labels[3]),
    )
    session = Session(account, store, service, access="", clock=clock, on_unhandled=bugs.append)
    desk = FormDesk(session)
    try:
        yield desk
    finally:
        await desk.tasks.close()
        await session.close()
    assert desk.bugs == bugs == []


def named(window: QWidget, kind: type[W], name: str) -> W:
    """The one widget of that kind with that accessible name."""
    (found,) = [each for each in window.findChildren(kind) if each.accessibleName() == name]
    return found
