"""The program that is killed: a real session on a real file, without a window.

It does what people do, in an order that its seed gives, while the engine sends; everything is
written to a journal and synced before an action and after it, so that whoever kills it knows what
had been accepted. With `quiet` it does nothing but carry on until nothing is left to do.
"""

import asyncio
import json
import os
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from smsbook_gui import failpoints
from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.engine import EngineState
from smsbook_gui.services.sync.pull_order import STALE_AFTER
from smsbook_gui.services.sync.syncer import PullStage
from smsbook_gui.store.store import Store
from tests.support.patience import Patience

TAG = ContactField.CUSTOM_4
"""Holds what tells each contact from all others; nobody edits it."""
EDITABLE = (
    ContactField.FIRST_NAME,
    ContactField.COMPANY,
    ContactField.CUSTOM_1,
    ContactField.CUSTOM_2,
    ContactField.CUSTOM_3,
)
FASTER = 150.0
"""The program's clock runs so many times as fast as the world's: pauses and pace pass quickly."""
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAID_EVERY = 50
"""Actions between two words about how far it is."""
LISTINGS = 3
"""How often in a row everything is listed without anything to do, before it is at rest."""
NOBODY = 0.0002
"""Seconds of a person's pause between two actions."""


@dataclass(frozen=True)
class Task:
    """One life of the program. `began` is the wall clock's second at which its world began."""

    folder: str
    url: str
    token: str
    seed: int
    began: float
    failpoint: str = ""
    quiet: bool = False
    actions: int = 400

    def to_json(self) -> str:
        return json.dumps(asdict(self))


def _nothing(_line: str) -> None:
    """Where nobody listens."""


class FastClock:
    """Satisfies `services.clock.Clock`; goes on where the life before it was killed."""

    def __init__(self, began: float) -> None:
        self._began = began

    def now(self) -> datetime:
        return START + timedelta(seconds=(time.time() - self._began) * FASTER)

    def monotonic(self) -> float:
        return time.monotonic() * FASTER

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0.0) / FASTER)


class Journal:
    """What was asked for and what was accepted, a line each, on the disk before it goes on."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, **line: Any) -> None:
        os.write(self._file, json.dumps(line, ensure_ascii=False).encode() + b"\n")
        os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)


class People:
    """Who works with the program, at random."""

    def __init__(self, session: Session, seed: int, journal: Journal) -> None:
        self._contacts = session.contacts
        self._store = session._store
        self._random = random.Random(seed)
        self._seed = seed
        self._journal = journal
        self._number = 0

    async def work(self, actions: int, say: Callable[[str], None]) -> None:
        """That many actions. Says now and then how far it is."""
        kinds: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (34, self._create),
            (26, self._edit),
            (8, self._move),
            (6, self._bulk_edit),
            (12, self._delete),
            (9, self._undo),
            (3, self._restore),
            (2, self._send_again),
        ]
        weights = [weight for weight, _ in kinds]
        for self._number in range(actions):
            (chosen,) = self._random.choices([act for _, act in kinds], weights)
            await chosen()
            if self._number % SAID_EVERY == 0:
                say(f"acted {self._number}")
            await asyncio.sleep(NOBODY * self._random.random())

    async def _journaled(self, act: str, work: Callable[[], Awaitable[Any]], **what: Any) -> Any:
        number = f"{self._seed}.{self._number}"
        self._journal.write(number=number, act=act, **what)
        result = await work()
        self._journal.write(number=number, done=result if isinstance(result, int) else None)
        return result

    def _value(self, field: ContactField) -> str:
        return f"{field.value[:3]} {self._seed}.{self._number}"

    def _changes(self, fields: int) -> dict[ContactField, str]:
        chosen = self._random.sample(EDITABLE, fields)
        blank = self._random.random() < 0.1
        return {field: "" if blank else self._value(field) for field in chosen}

    async def _create(self) -> None:
        books = await self._store.books.get_all()
        book = self._random.choice(books).local_id
        tag = f"t{self._seed}.{self._number}"
        # Now and then several alike, but for the fields that no listing shows.
        twin = self._random.random() < 0.15
        name = "Twin" if twin else f"Person {tag}"
        last = 7 if twin else self._random.randrange(10**6)
        values = {
            ContactField.LAST_NAME: name,
            ContactField.PHONE_NUMBER: f"0491{last:06}",
            TAG: tag,
        }
        if not twin:
            values |= self._changes(2)
        await self._journaled(
            "create",
            lambda: self._contacts.create(book, values),
            tag=tag,
            book=book,
            values={field.value: text for field, text in values.items()},
        )

    async def _edit(self) -> None:
        live = await self._some(1, ScopeKind.ALL)
        changes = self._changes(self._random.randint(1, 3))
        if live:
            await self._journaled(
                "edit",
                lambda: self._contacts.edit(live[0].local_id, changes),
                ids=[live[0].local_id],
                values={field.value: text for field, text in changes.items()},
            )

    async def _bulk_edit(self) -> None:
        ids = [each.local_id for each in await self._some(30, ScopeKind.ALL)]
        changes = self._changes(1)
        if ids:
            await self._journaled(
                "edit",
                lambda: self._store.contacts.edit(ids, changes, title="Bulk", kind=BatchKind.EDIT),
                ids=ids,
                values={field.value: text for field, text in changes.items()},
            )

    async def _move(self) -> None:
        ids = [each.local_id for each in await self._some(3, ScopeKind.ALL)]
        book = self._random.choice(await self._store.books.get_all()).local_id
        if ids:
            await self._journaled(
                "move", lambda: self._contacts.move(ids, book), ids=ids, book=book
            )

    async def _delete(self) -> None:
        ids = [each.local_id for each in await self._some(2, ScopeKind.ALL)]
        if not ids:
            return

        async def delete() -> None:
            held = await self._contacts.delete(ids)
            if self._random.random() < 0.7:
                await self._contacts.release(held.batch_id)

        await self._journaled("delete", delete, ids=ids)

    async def _restore(self) -> None:
        ids = [each.local_id for each in await self._some(2, ScopeKind.DELETED)]
        if ids:
            await self._journaled("restore", lambda: self._contacts.restore(ids), ids=ids)

    async def _undo(self) -> None:
        async def undo() -> None:
            with suppress(NothingToUndo):
                await self._contacts.undo()

        await self._journaled("undo", undo)

    async def _send_again(self) -> None:
        """A person tries again what the service did not accept."""
        found = await self._some(5, ScopeKind.ATTENTION)
        refused = [each.local_id for each in found if each.status is Status.REFUSED]
        if refused:
            await self._contacts.send_again(refused)

    async def _some(self, most: int, scope: ScopeKind) -> list[Contact]:
        found: list[int] = []
        async for chunk in self._store.contacts.search(Query(Scope(scope))):
            found += chunk
        # What was made last is edited most: its create is often still under way.
        newest = sorted(found)[-12:]
        chosen = (
            {
                self._random.choice(newest if self._random.random() < 0.5 else found)
                for _ in range(self._random.randint(1, most))
            }
            if found
            else set()
        )
        contacts = await self._store.contacts.get_many(sorted(chosen))
        return [each for each in contacts if each.values.get(TAG)]


async def until_quiet(
    session: Session, clock: FastClock, say: Callable[[str], None] = _nothing
) -> None:
    """Held deletes go; then nothing waits, all is read, and what listings can settle is settled.

    Says each step, so that whoever waits for it sees that it moves.
    """
    for held in await session.contacts.held_deletes():
        await session.contacts.release(held.batch_id)
    listings, quiet = Listings(session), 0
    while quiet < LISTINGS:
        quiet = 0 if await _rest(session, clock, say, listings) else quiet + 1


class Listings:
    """Counts the listings that came to their end."""

    def __init__(self, session: Session) -> None:
        self.ended = 0
        self._under_way = False
        session.engine.subscribe(self._look)

    def _look(self, state: EngineState) -> None:
        under_way = state.sync is not None and state.sync.stage is PullStage.LISTING
        self.ended += self._under_way and not under_way
        self._under_way = under_way


async def _rest(
    session: Session, clock: FastClock, say: Callable[[str], None], listings: Listings
) -> bool:
    """Lists all, and waits until nothing is under way; whether there was more than that.

    How long that takes is the machine's: it gives up only where nothing moves.
    """
    ended, worked, patience = listings.ended, False, Patience()
    session.engine.sync_now()
    while True:
        await clock.sleep(2.0)
        busy = await _busy_with(session, clock)
        listing = session.engine.state.sync
        if not busy and listing is None and listings.ended > ended:
            return worked
        worked = worked or bool(busy)
        state = f"{busy} {listing}"
        patience.look(state)
        say(f"busy {state}")


async def _busy_with(session: Session, clock: FastClock) -> str:
    store = session._store
    if waiting := (await store.contacts.counts()).waiting:
        return f"{waiting} waiting"
    if await store.sync.next_unread(1, clock.now(), STALE_AFTER):
        return f"reading {await store.sync.unread_count()}"
    if found := [
        each for each in await store.sync.unsure_creates() if each.clear and each.candidates
    ]:
        return f"unsure, with candidates: {found}"
    return ""


async def _live(life: Task, say: Callable[[str], None]) -> None:
    folder = Path(life.folder)
    clock = FastClock(life.began)
    bugs: list[BaseException] = []
    store = await Store.open(folder / "contacts.db", rules=PhoneRules(), now=clock.now)
    client = ServiceClient(ApiUrl.parse(life.url), life.token, timeouts=Timeouts(read=5.0))
    session = Session(
        Account("kill", "Kill", life.url),
        store,
        client,
        access=life.url,
        clock=clock,
        on_unhandled=bugs.append,
    )
    journal = Journal(folder / "journal")
    try:
        session.engine.start()
        say("working")
        if life.quiet:
            await until_quiet(session, clock, say)
        else:
            # A life that ends at a random moment is timed by whoever kills it.
            steps = say if life.failpoint else _nothing
            await People(session, life.seed, journal).work(life.actions, steps)
    finally:
        await session.close()
        journal.close()
    if bugs:
        raise bugs[0]


def run(life: Task, say: Callable[[str], None]) -> None:
    """The whole of a life; returns when nobody killed it."""
    if life.failpoint:
        failpoints.arm(life.failpoint)
    asyncio.run(_live(life, say))
