"""What a person does while the disk fails, and what has to be there in the end.

Each scene is played on a world of its own: an account whose contacts both sides know. Whoever is
told that something could not be saved does it once more, when the disk is mended.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Contact
from smsbook_gui.domain.contacts.duplicate_merge import merge_of, propose
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.store.store import Store
from tests.faults.disk import FailingDisk
from tests.services.engine_desk import COMPANY, FIRST, LAST, PHONE, Desk
from tests.services.import_desk import people, quiet
from tests.support.patience import PATIENCE
from tests.support.scripted import ScriptedService

T = TypeVar("T")

MINUTE = 60.0
HOUR = 60 * MINUTE
ROWS = 24
_LASTS = 120
"""Seconds of the world's time that a lasting trouble holds up what was decided."""
_LOOK_EVERY = 0.02
"""Seconds of real time."""
NAMES = ("Bea", "Carl", "Dora", "Emil")
TWINS = {FIRST: "Zoë", LAST: "Quill", PHONE: "0491 570 156"}

Row = tuple[str, ...]


class World:
    """An account's folder and its service. `disk` fails when it is armed."""

    def __init__(self, folder: Path, service: ScriptedService, disk: FailingDisk) -> None:
        self.folder = folder
        self.service = service
        self.disk = disk
        self.told: list[SmsBookError] = []
        """What a person was told."""
        self.desk: Desk

    @property
    def path(self) -> Path:
        return self.folder / "contacts.db"

    async def insist(self, step: Callable[[], Awaitable[T]]) -> T:
        """Does it; where that is refused, once more on the mended disk. The engine works on."""
        try:
            return await self._done(step)
        except SmsBookError as error:
            self.told.append(error)
            await self.desk.clock.advance(MINUTE)
            self.disk.mend()
            return await self._done(step)

    async def _done(self, step: Callable[[], Awaitable[T]]) -> T:
        """Time passes meanwhile: what was decided waits until the disk is mended."""
        doing = asyncio.ensure_future(step())
        async with asyncio.timeout(PATIENCE):
            for second in itertools.count():
                await asyncio.wait({doing}, timeout=_LOOK_EVERY)
                if doing.done():
                    return doing.result()
                await self.desk.clock.advance(1.0)
                if second == _LASTS:
                    self.disk.mend()
        raise AssertionError

    async def named(self, first: str) -> Contact:
        people = await self.insist(lambda: live(self.desk.store))
        found = [one for one in people if one.values[FIRST] == first]
        assert len(found) == 1, f"{len(found)} called {first}"
        return found[0]


async def live(store: Store) -> list[Contact]:
    ids = [one async for chunk in store.contacts.search(Query()) for one in chunk]
    return await store.contacts.get_many(ids)


@dataclass(frozen=True)
class Scene:
    """`prepare` goes before the disk fails, `act` meets the trouble, `change` is what becomes of
    the people. `calls`: how often the service is asked for what changes something there.
    """

    act: Callable[[World], Awaitable[None]]
    change: Callable[[Counter[Row]], None]
    calls: Mapping[str, int]
    prepare: Callable[[World], Awaitable[None]] | None = None


# ---- the scenes ---------------------------------------------------------------------------------


def row(first: str, last: str, number: str, company: str) -> Row:
    return first, last, number.replace(" ", ""), company


async def _edit(world: World) -> None:
    anna = (await world.named("Anna")).local_id
    await world.insist(lambda: world.desk.contacts.edit(anna, {COMPANY: "New & Co"}))


def _edited(people: Counter[Row]) -> None:
    [anna] = [one for one in people if one[0] == "Anna"]
    del people[anna]
    people[(*anna[:3], "New & Co")] += 1


async def _create(world: World) -> None:
    book = (await world.insist(world.desk.store.books.get_all))[0].local_id
    values = {FIRST: "Nora", LAST: "New", PHONE: "0491 570 110"}
    await world.insist(lambda: world.desk.contacts.create(book, values))


def _created(people: Counter[Row]) -> None:
    people[row("Nora", "New", "0491570110", "")] += 1


async def _import(world: World) -> None:
    book = (await world.insist(world.desk.store.books.get_all))[0].local_id
    imports = world.desk.session.imports
    file = world.folder.parent / "members.csv"
    job = await world.insist(lambda: imports.open(file))
    job.set_choices(replace(job.file.choices, book_id=book))
    await world.insist(lambda: job.check(quiet))
    await world.insist(lambda: job.commit(quiet))
    await world.insist(job.close)


def _imported(found: Counter[Row]) -> None:
    for first, last, number, company in people(ROWS):
        found[row(first, last, number, company)] += 1


async def _merge(world: World) -> None:
    people = await world.insist(lambda: live(world.desk.store))
    twins = [one for one in people if one.values[FIRST] == "Zoë"]
    merge = merge_of(twins, propose(twins, "AU"))
    duplicates = world.desk.session.duplicates
    report = await world.insist(lambda: duplicates.merge([merge]))
    if report.batch_id is not None:
        batch = report.batch_id
        await world.insist(lambda: duplicates.release(batch))


def _merged(people: Counter[Row]) -> None:
    for one in [one for one in people if one[0] == "Zoë"]:
        del people[one]
    people[row("Zoë", "Quill", "0491570156", "Quill Ltd")] += 1


async def _bulk(world: World) -> None:
    ids = [one.local_id for one in await world.insist(lambda: live(world.desk.store))]
    store = world.desk.store.contacts
    await world.insist(lambda: store.edit(ids, {LAST: "All"}, title="Bulk", kind=BatchKind.EDIT))


def _all_edited(people: Counter[Row]) -> None:
    old = Counter(people)
    people.clear()
    for one, times in old.items():
        people[(one[0], "All", *one[2:])] += times


async def _back_up(world: World) -> None:
    backups = world.desk.session.backups
    before = len(await world.insist(backups.all))
    await world.insist(backups.make)
    # One whose name could not be flushed is there, and counts as not made.
    more = len(await world.insist(backups.all)) - before
    assert more == 1 or (more == 2 and world.told), f"{more} more backups"


async def _delete_with_a_backup(world: World) -> None:
    await world.desk.session.backups.make()
    ids = [(await world.named(name)).local_id for name in NAMES[:2]]
    held = await world.desk.contacts.delete(ids)
    await world.desk.contacts.release(held.batch_id)
    await world.desk.clock.advance(HOUR)


async def _restore(world: World) -> None:
    backups = world.desk.session.backups
    backup = (await world.insist(backups.all))[0]
    found = await world.insist(lambda: backups.differences(backup))
    await world.insist(lambda: backups.restore(found, "Restored"))


async def _delete(world: World) -> None:
    ids = [(await world.named(name)).local_id for name in NAMES]
    held = await world.insist(lambda: world.desk.contacts.delete(ids))
    await world.insist(lambda: world.desk.contacts.release(held.batch_id))


def _deleted(people: Counter[Row]) -> None:
    for one in [one for one in people if one[0] in NAMES]:
        del people[one]


async def _undo(world: World) -> None:
    await world.insist(world.desk.contacts.undo)


async def _edit_first(world: World) -> None:
    await _edit(world)
    await world.desk.clock.advance(HOUR)


async def _close(world: World) -> None:
    """The trouble comes while the account is closed, with an edit that was not sent."""
    await world.desk.session.close()
    world.service.recover()


async def _edit_unsent(world: World) -> None:
    world.service.fall_silent()  # the engine gets no further with it
    anna = (await world.named("Anna")).local_id
    await world.desk.contacts.edit(anna, {COMPANY: "New & Co"})


def _nothing(_people: Counter[Row]) -> None:
    """Who is there stays as they are."""


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "one edit": Scene(_edit, _edited, {"edit": 1}),
        "a new contact": Scene(_create, _created, {"new": 1}),
        "a delete": Scene(_delete, _deleted, {"delete": 4}),
        "an undo": Scene(_undo, _nothing, {"edit": 2}, _edit_first),
        "a bulk edit": Scene(_bulk, _all_edited, {"edit": 7}),
        "an import": Scene(_import, _imported, {"new": ROWS}),
        "a merge": Scene(_merge, _merged, {"delete": 1}),
        "a backup": Scene(_back_up, _nothing, {}),
        "a restore": Scene(_restore, _nothing, {"delete": 2, "new": 2}, _delete_with_a_backup),
        "closing": Scene(_close, _edited, {"edit": 1}, _edit_unsent),
    }
)
