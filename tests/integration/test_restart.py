"""A kill in the middle of work: the files as they lie on the disk at that moment, opened anew.

The data folder is copied, write-ahead log and all, while calls are held at the service's door;
then another session opens the copy.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.services.contacts.contacts import HELD_FOR, HeldDelete
from smsbook_gui.services.sync.sender import MAX_IN_FLIGHT
from tests.integration.trouble_desk import MINUTE, synced
from tests.integration.world import (
    COMPANY,
    DELETE,
    EDIT,
    FIRST,
    LAST,
    NEW,
    PHONE,
    OfficeService,
    Seat,
    World,
    world_of,
)
from tests.support.faults import Fault
from tests.support.manners import Manners

pytestmark = pytest.mark.anyio

HOUR = 60 * MINUTE
NEWCOMER = {LAST: "Fülöp", PHONE: "0491 570 156", COMPANY: "O’Neill & Co"}


@pytest.fixture
async def world(service: OfficeService) -> AsyncIterator[World]:
    async with world_of(service.url) as world:
        yield world


async def killed(world: World, folder: Path) -> Path:
    """What a kill at this moment leaves behind."""
    await world.clock.settle()
    left = folder.with_name("left behind")
    await asyncio.to_thread(shutil.copytree, folder, left)
    assert (left / "contacts.db-wal").stat().st_size > 0
    return left


@asynccontextmanager
async def killed_while_sending(
    world: World,
    service: OfficeService,
    folder: Path,
    act: Callable[[Seat], Awaitable[object]],
    path: str,
    *,
    calls: int = 1,
    arrived: bool,
    lists: bool = True,
) -> AsyncIterator[Path]:
    """Gives the data that a kill leaves behind while so many calls to `path` are under way.

    `arrived`: whether the service does what it was asked for. `lists`: whether it lists its
    address books to whoever comes afterwards.
    """
    async with world.seat(folder) as seat, synced(service, seat):
        gate = service.gate(path)
        gate.hold(before=not arrived)
        await act(seat)
        await world.held(path, calls)
        await gate.wait_arrived(calls)  # what has not come so far would not be dropped with it
        left = await killed(world, folder)
        # The rest of this session is not part of the story: its calls end, nothing follows them.
        seat.engine.stop()
        world.watch.held = ""
        gate.release(drop=not arrived)
    service.forget()
    service.manners = Manners(offers_books=lists)
    yield left


# --- creates -------------------------------------------------------------------------------------


async def create(seat: Seat) -> int:
    return await seat.contacts.create(await seat.book_named("Patients"), NEWCOMER)


def stored(service: OfficeService, name: str) -> list[int]:
    return [each["id"] for each in service.contacts() if each["last_name"] == name]


@pytest.mark.parametrize("arrived", [True, False], ids=["done", "not_done"])
async def test_a_create_under_way_is_unsure_and_is_not_sent_again(
    world: World, service: OfficeService, tmp_path: Path, arrived: bool
) -> None:
    async with killed_while_sending(
        world, service, tmp_path / "one", create, NEW, arrived=arrived, lists=False
    ) as left:
        assert len(stored(service, "Fülöp")) == int(arrived)
        async with world.seat(left, started=False) as seat:
            newcomer = await seat.named("Fülöp")
            assert newcomer.status is Status.UNSURE
            assert {field: newcomer.values[field] for field in NEWCOMER} == NEWCOMER
        async with world.seat(left) as seat:
            await seat.clock.advance(24 * HOUR)
            assert service.made(NEW) == 0
            (item,) = await seat.store.attention.items()
            assert (item.contact.local_id, item.reason) == (newcomer.local_id, Status.UNSURE)
            assert len(stored(service, "Fülöp")) == int(arrived)
            if not arrived:  # the person looked it up in the portal, and says so
                await seat.contacts.send_again([newcomer.local_id])
                await seat.at_rest()
                assert service.made(NEW) == 1
                assert stored(service, "Fülöp") == [await seat.server_id(newcomer.local_id)]


@pytest.mark.parametrize("arrived", [True, False], ids=["done", "not_done"])
async def test_a_create_under_way_is_one_contact_where_listings_show_it(
    world: World, service: OfficeService, tmp_path: Path, arrived: bool
) -> None:
    """The listing settles it where it can (rule 2); it is never sent again, never there twice."""
    async with (
        killed_while_sending(
            world, service, tmp_path / "one", create, NEW, arrived=arrived
        ) as left,
        world.seat(left) as seat,
    ):
        await seat.clock.advance(24 * HOUR)
        assert service.made(NEW) == 0
        newcomer = await seat.named("Fülöp")
        there = stored(service, "Fülöp")
        assert len(there) == int(arrived)
        assert newcomer.status is (Status.SAVED if arrived else Status.UNSURE)
        assert newcomer.server_id == (there[0] if arrived else None)


async def test_of_many_creates_only_those_under_way_are_unsure(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    async def create_many(seat: Seat) -> None:
        book = await seat.book_named("Patients")
        for number in range(12):
            person = {LAST: f"Number {number}", PHONE: f"0491 570 1{number:02}"}
            await seat.contacts.create(book, person)

    async with killed_while_sending(
        world,
        service,
        tmp_path / "one",
        create_many,
        NEW,
        calls=MAX_IN_FLIGHT,
        arrived=True,
        lists=False,
    ) as left:
        under_way = {each["last_name"] for each in service.contacts()[4:]}
        assert len(under_way) == MAX_IN_FLIGHT
        async with world.seat(left) as seat:
            await seat.at_rest()
            assert service.made(NEW) == 12 - MAX_IN_FLIGHT
            names = sorted(each["last_name"] for each in service.contacts()[4:])
            assert names == sorted(f"Number {number}" for number in range(12))
            unsure = {item.contact.values[LAST] for item in await seat.store.attention.items()}
            assert unsure == under_way


# --- edits and deletes ---------------------------------------------------------------------------


@pytest.mark.parametrize("arrived", [True, False], ids=["done", "not_done"])
async def test_edits_under_way_are_sent_again_where_they_did_not_arrive(
    world: World, service: OfficeService, tmp_path: Path, arrived: bool
) -> None:
    staff = service.add_book("Staff")

    async def edit(seat: Seat) -> None:
        await seat.contacts.edit((await seat.named("Berg")).local_id, {COMPANY: "New"})
        await seat.contacts.edit((await seat.named("Dupont")).local_id, {COMPANY: ""})
        await seat.contacts.move(
            [(await seat.named("Evans")).local_id], await seat.book_named("Staff")
        )

    async with killed_while_sending(
        world, service, tmp_path / "one", edit, EDIT, calls=3, arrived=arrived
    ) as left:
        async with world.seat(left, started=False) as seat:
            for name in ("Berg", "Dupont", "Evans"):
                assert (await seat.named(name)).status is Status.WAITING
        async with world.seat(left) as seat:
            await seat.at_rest()
            people = {each["last_name"]: each for each in service.contacts()}
            assert (people["Berg"]["company"], people["Dupont"]["company"]) == ("New", "")
            assert people["Evans"]["group_id"] == staff
            # A reading shows the values, and no address book: a move is sent again in any case.
            assert service.made(EDIT) == (1 if arrived else 3)
            assert {each.status for each in await seat.all()} == {Status.SAVED}
            assert await seat.store.attention.items() == []


async def test_an_edit_over_an_edit_under_way_is_what_counts(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    """The person went on typing while the call was out, and then the power went."""
    local_ids: list[int] = []

    async def edit(seat: Seat) -> None:
        local_ids.append((await seat.named("Berg")).local_id)
        await seat.contacts.edit(local_ids[0], {COMPANY: "First thought"})
        await world.held(EDIT, 1)
        await seat.contacts.edit(local_ids[0], {COMPANY: "Second thought", FIRST: "Kim"})

    async with (
        killed_while_sending(world, service, tmp_path / "one", edit, EDIT, arrived=True) as left,
        world.seat(left) as seat,
    ):
        await seat.at_rest()
        assert await seat.status(local_ids[0]) is Status.SAVED
        theirs = service.contact(await seat.server_id(local_ids[0]))
        assert (theirs["company"], theirs["first_name"]) == ("Second thought", "Kim")
        assert service.made(EDIT) == 1


@pytest.mark.parametrize("arrived", [True, False], ids=["done", "not_done"])
async def test_a_delete_under_way_is_done(
    world: World, service: OfficeService, tmp_path: Path, arrived: bool
) -> None:
    local_ids: list[int] = []

    async def delete(seat: Seat) -> None:
        local_ids.append((await seat.named("Berg")).local_id)
        held = await seat.contacts.delete(local_ids)
        await seat.contacts.release(held.batch_id)

    async with (
        killed_while_sending(
            world, service, tmp_path / "one", delete, DELETE, arrived=arrived
        ) as left,
        world.seat(left) as seat,
    ):
        await seat.at_rest()
        assert stored(service, "Berg") == []
        assert service.made(DELETE) == 1  # "not found" is as good as done
        contact = await seat.contact(local_ids[0])
        assert (contact.life, contact.status) == (Life.DELETED, Status.SAVED)
        assert await seat.store.attention.items() == []


# --- what was not sent ---------------------------------------------------------------------------


async def test_held_deletes_are_held_still_and_shown_again(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    async with world.seat(tmp_path / "one") as seat, synced(service, seat):
        two = [(await seat.named(name)).local_id for name in ("Berg", "Coelho")]
        first = await seat.contacts.delete(two)
        second = await seat.contacts.delete([(await seat.named("Dupont")).local_id])
        assert (first.count, second.count) == (2, 1)
        left = await killed(world, tmp_path / "one")
    service.forget()
    async with world.seat(left) as seat:
        assert await seat.contacts.held_deletes() == [
            HeldDelete(second.batch_id, 1),
            HeldDelete(first.batch_id, 2),
        ]
        await seat.clock.advance(HOUR)
        assert service.made(DELETE) == 0
        assert (await seat.store.contacts.counts()).deleted == 3
        await seat.contacts.release(first.batch_id)
        await seat.clock.advance(MINUTE)
        assert {each["last_name"] for each in service.contacts()} == {"Dupont", "Evans"}
        assert await seat.contacts.held_deletes() == [HeldDelete(second.batch_id, 1)]
        await seat.contacts.undo()
        await seat.clock.advance(2 * HELD_FOR / timedelta(seconds=1))
        assert service.made(DELETE) == 2
        assert (await seat.named("Dupont")).status is Status.SAVED
        assert await seat.contacts.held_deletes() == []


async def test_a_draft_and_what_waits_survive(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    typed = {
        ContactField.FIRST_NAME: "Zoë\u0301 👩\u200d👧",
        ContactField.PHONE_NUMBER: "0400 000",
        ContactField.CUSTOM_4: " half a sen",
    }
    async with world.seat(tmp_path / "one") as seat, synced(service, seat):
        service.broken(lambda _path: Fault.DROP_BEFORE)
        berg = (await seat.named("Berg")).local_id
        await seat.contacts.edit(berg, {COMPANY: "New"})
        draft = Draft(berg, await seat.book_named("Patients"), typed)
        await seat.store.drafts.save(Draft(None, None, {LAST: "An older one"}))
        seat.store.drafts.save_now(draft)
        left = await killed(world, tmp_path / "one")
    service.mended()
    service.forget()
    async with world.seat(left) as seat:
        assert await seat.store.drafts.get() == draft
        await seat.at_rest()
        assert service.made(EDIT) == 1
        assert (await seat.contact(berg)).values[COMPANY] == "New"
        assert service.contact(await seat.server_id(berg))["company"] == "New"
        assert await seat.store.drafts.get() == draft
