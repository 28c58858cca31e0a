"""A store on a real file with a clock of the test's own, and short words for what tests do."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status, Values
from smsbook_gui.domain.contacts.merge import Merged
from smsbook_gui.domain.contacts.outbox import Entity, EntityKind, Job, Op, Request
from smsbook_gui.domain.contacts.query import Changes, Query, Scope
from smsbook_gui.domain.errors import AnswerLost, Refused
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.db.database_thread import UNFINISHED, Unfinished
from smsbook_gui.store.db.transaction import WriteSide
from smsbook_gui.store.store import Store

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
CUSTOM = ContactField.CUSTOM_1
ANNA: Values = {FIRST: "Anna", LAST: "Müller", PHONE: "0400 000 001", COMPANY: "Acme"}


class Clock:
    """Time that only the test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **amount: float) -> datetime:
        self.time += timedelta(**amount)
        return self.time


class Desk:
    """`service` is what the test has the service give as the next id."""

    def __init__(self, store: Store, clock: Clock, path: Path) -> None:
        self.store = store
        self.clock = clock
        self.path = path
        self.changes: list[Changes] = []
        self.next_id = 1000
        self.unsubscribe = store.subscribe(self.changes.append)

    # --- what is there ---------------------------------------------------------------------

    async def contact(self, local_id: int) -> Contact:
        found = await self.store.contacts.get(local_id)
        assert found is not None
        return found

    async def status(self, local_id: int) -> Status:
        return (await self.contact(local_id)).status

    async def ids(self, query: Query | None = None) -> list[int]:
        chunks = self.store.contacts.search(query or Query())
        return [local_id async for chunk in chunks for local_id in chunk]

    async def find(self, text: str, scope: Scope | None = None) -> list[int]:
        return await self.ids(Query(scope or Scope(), text))

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What the file holds, seen from outside."""
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(statement, parameters).fetchall()

    async def catch_up(self) -> None:
        """Until nothing is left of what the writer does while nobody wants anything of it."""

        def step(side: WriteSide) -> Unfinished | None:
            return UNFINISHED if side.catch_up(lambda: False) else None

        await self.store._database.writer.run(step)

    async def outcomes(self, local_id: int) -> list[str | None]:
        """Of the contact's history, oldest first."""
        lines = await self.store.contacts.history(local_id)
        return [line.outcome for line in reversed(lines)]

    # --- what a person does ----------------------------------------------------------------

    async def book(self, name: str = "Friends", server_id: int | None = 10) -> int:
        return await self.store.books.create(name, server_id)

    async def new(self, book_id: int, values: Values = ANNA) -> int:
        return (await self.store.contacts.create(book_id, values, title="New contact"))[1]

    async def edit(self, local_id: int, values: Values, book_id: int | None = None) -> int:
        return await self.store.contacts.edit(
            [local_id], values, book_id=book_id, title="Edited", kind=BatchKind.EDIT
        )

    async def delete(self, *ids: int, hold: datetime | None = None) -> int:
        return await self.store.contacts.delete(ids, hold_until=hold, title="Deleted")

    async def saved(self, book_id: int, values: Values = ANNA) -> int:
        """A contact that the service has, read back."""
        local_id = await self.new(book_id, values)
        jobs = [job for job in await self.jobs() if job.entity == contact(local_id)]
        [request] = await self.store.sync.begin_send(jobs)
        await self.store.sync.accept(request.entity, self.give_id())
        await self.read(local_id, (await self.contact(local_id)).values)
        return local_id

    # --- what the engine does --------------------------------------------------------------

    def give_id(self) -> int:
        self.next_id += 1
        return self.next_id

    async def jobs(self, limit: int = 100, busy: frozenset[Entity] = frozenset()) -> list[Job]:
        return await self.store.sync.next_jobs(self.clock(), limit, busy)

    async def ops(self) -> dict[int, Op]:
        """What would be done for contacts now."""
        return {
            job.entity.local_id: job.op
            for job in await self.jobs()
            if job.entity.kind is EntityKind.CONTACT
        }

    async def send(self, limit: int = 100) -> list[Request]:
        return await self.store.sync.begin_send(await self.jobs(limit))

    async def settle(self) -> list[Request]:
        """Sends and accepts until nothing is due; all requests."""
        made: list[Request] = []
        while requests := await self.send():
            made += requests
            for request in requests:
                new = request.op is Op.NEW
                await self.store.sync.accept(request.entity, self.give_id() if new else None)
        return made

    async def refuse(self, local_id: int, words: str = "no") -> None:
        await self.store.sync.needs_attention(contact(local_id), Status.REFUSED, Refused(words))

    async def adopt(
        self, local_id: int, server_id: int, values: Values, *, by_person: bool = False
    ) -> bool:
        """An unsure create is that id, as a reading of now says."""
        sync = self.store.sync
        asked = await sync.sequence()
        return await sync.adopt(local_id, server_id, values, asked=asked, by_person=by_person)

    async def lose(self, local_id: int) -> None:
        """The answer of an edit or delete was lost."""
        await self.store.sync.retry(contact(local_id), self.clock(), AnswerLost())

    async def read(self, local_id: int, values: Values) -> Merged | None:
        """A reading that was asked for now."""
        asked = await self.store.sync.sequence()
        return await self.store.sync.record_reading(local_id, values, asked=asked)


def contact(local_id: int) -> Entity:
    return Entity(EntityKind.CONTACT, local_id)


def book(local_id: int) -> Entity:
    return Entity(EntityKind.BOOK, local_id)


def values(contact: Contact, *fields: ContactField) -> Sequence[str | None]:
    return [contact.values.get(field) for field in fields]


@asynccontextmanager
async def desk_at(path: Path, clock: Clock | None = None) -> AsyncIterator[Desk]:
    clock = clock or Clock()
    store = await Store.open(path, rules=PhoneRules(), now=clock)
    try:
        yield Desk(store, clock, path)
    finally:
        await store.close()
