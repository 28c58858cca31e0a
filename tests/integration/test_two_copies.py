"""Two copies of the program on two data folders, one service: both work offline on the same 200
contacts, then go online. Nothing is overwritten in silence."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.merge import Conflict
from tests.integration.relay import Relay, relay_to
from tests.integration.trouble_desk import MINUTE
from tests.integration.world import COMPANY, FIRST, LAST, PHONE, OfficeService, Seat, world_of

pytestmark = [pytest.mark.anyio, pytest.mark.long]

CUSTOM = ContactField.CUSTOM_1
DIFFERENT_VALUES, SAME_VALUE, DIFFERENT_FIELDS, BOTH, MOVED, DELETED = (
    range(60),
    range(60, 100),
    range(100, 150),
    range(150, 170),
    range(170, 185),
    range(185, 200),
)
"""Of the 200 contacts, what the two people do with each."""


@dataclass
class Copy:
    """One of the two programs; `name` is whose values it sends."""

    name: str
    seat: Seat
    relay: Relay
    ids: list[int]

    async def edit(self, number: int, changes: dict[ContactField, str]) -> None:
        await self.seat.contacts.edit(self.ids[number], changes)

    async def value(self, number: int, field: ContactField) -> str:
        return (await self.seat.contact(self.ids[number])).values[field]

    async def conflicts(self) -> dict[int, tuple[Conflict, ...]]:
        """By the contacts' numbers, as the window shows them."""
        items = await self.seat.store.attention.items()
        return {
            self.ids.index(item.contact.local_id): item.conflicts
            for item in items
            if item.reason is Status.CONFLICT
        }

    async def restated(self, number: int) -> list[tuple[str | None, str | None]]:
        """What its history says that the service stored instead, and what it took over."""
        lines = await self.seat.store.contacts.history(self.ids[number])
        return [(e.before, e.after) for e in lines if e.field in {HistoryField.RESTATED, COMPANY}]


@asynccontextmanager
async def two_copies(tmp_path: Path) -> AsyncIterator[tuple[OfficeService, Copy, Copy]]:
    """Both have read everything, and have no network now."""
    async with OfficeService(tmp_path) as service:
        patients = service.add_book("Patients")
        service.add_book("Staff")
        for number in range(200):
            service.put_contact(
                patients,
                last_name=f"Number {number}",
                first_name="Old",
                company="Old",
                phone_number=f"0491570{number:03}",
            )
        async with (
            relay_to(service.url) as one,
            relay_to(service.url) as two,
            world_of(one.url) as world,
            world.seat(tmp_path / "one") as first,
            world.seat(tmp_path / "two", url=two.url) as second,
        ):
            await first.at_rest()
            await second.at_rest()
            copies = [
                Copy(name, seat, relay, await _ids(seat))
                for name, seat, relay in (("Ada", first, one), ("Bo", second, two))
            ]
            for copy in copies:
                await copy.relay.down()
            yield service, copies[0], copies[1]


async def _ids(seat: Seat) -> list[int]:
    """The local ids by the contacts' numbers."""
    everybody = {each.values[LAST]: each.local_id for each in await seat.all()}
    return [everybody[f"Number {number}"] for number in range(200)]


async def work(ada: Copy, bo: Copy) -> None:
    """What both do with the 200 while they are offline."""
    for copy, mine in ((ada, CUSTOM), (bo, FIRST)):
        for number in DIFFERENT_VALUES:
            await copy.edit(number, {COMPANY: f"{copy.name}’s"})
        for number in SAME_VALUE:
            await copy.edit(number, {COMPANY: "Agreed", PHONE: "+61 491 570 999"})
        for number in DIFFERENT_FIELDS:
            await copy.edit(number, {mine: f"{copy.name}’s"})
        for number in BOTH:
            await copy.edit(number, {COMPANY: f"{copy.name}’s", mine: f"{copy.name}’s"})
    staff = await ada.seat.book_named("Staff")
    await ada.seat.contacts.move([ada.ids[number] for number in MOVED], staff)
    for number in MOVED:
        await bo.edit(number, {COMPANY: "Bo’s"})
    held = await ada.seat.contacts.delete([ada.ids[number] for number in DELETED])
    await ada.seat.contacts.release(held.batch_id)
    for number in DELETED:
        await bo.edit(number, {COMPANY: "Bo’s"})
    for copy in (ada, bo):
        await copy.seat.clock.advance(MINUTE)
        assert copy.seat.engine.state.waiting == 200


async def test_one_goes_online_and_then_the_other(tmp_path: Path) -> None:
    async with two_copies(tmp_path) as (service, ada, bo):
        await work(ada, bo)
        assert {each["company"] for each in service.contacts()} == {"Old"}
        for copy in (ada, bo):
            await copy.relay.up()
            await copy.seat.at_rest()
        # The first met nobody. The second is asked about each field that both changed.
        assert await ada.conflicts() == {}
        expected = (Conflict(COMPANY, "Old", "Bo’s", "Ada’s"),)
        assert await bo.conflicts() == dict.fromkeys([*DIFFERENT_VALUES, *BOTH], expected)
        stored = {each["last_name"]: each for each in service.contacts()}
        for number in (*DIFFERENT_VALUES, *BOTH):
            assert stored[f"Number {number}"]["company"] == "Ada’s"
            assert await bo.value(number, COMPANY) == "Bo’s"
        for number in SAME_VALUE:
            assert stored[f"Number {number}"]["company"] == "Agreed"
        for number in DIFFERENT_FIELDS:
            both = stored[f"Number {number}"]
            assert (both["custom_1"], both["first_name"]) == ("Ada’s", "Bo’s")
        for number in MOVED:
            assert stored[f"Number {number}"]["company"] == "Bo’s"
            assert stored[f"Number {number}"]["group_id"] == service.books()[1]["id"]
        await _deleted_there_edited_here(stored, bo)
        await _settle(service, ada, bo)


async def _deleted_there_edited_here(stored: dict[str, dict[str, str]], bo: Copy) -> None:
    attention = {
        bo.ids.index(item.contact.local_id): item.reason
        for item in await bo.seat.store.attention.items()
        if item.reason is not Status.CONFLICT
    }
    assert attention == dict.fromkeys(DELETED, Status.REFUSED)
    for number in DELETED:
        assert f"Number {number}" not in stored
        assert await bo.value(number, COMPANY) == "Bo’s"


async def _settle(service: OfficeService, ada: Copy, bo: Copy) -> None:
    """Bo settles every question; then both show what the service has."""
    for number in await bo.conflicts():
        mine = number % 2 == 0
        await bo.seat.contacts.resolve(bo.ids[number], {COMPANY: "Bo’s" if mine else "Ada’s"})
    await bo.seat.contacts.discard([bo.ids[number] for number in DELETED])
    await bo.seat.at_rest()
    for copy in (ada, bo):
        for number in range(DELETED.start):
            await copy.seat.done(copy.seat.contacts.refresh(copy.ids[number]))
        await copy.seat.at_rest()
        assert await copy.conflicts() == {}
    stored = {each["last_name"]: each for each in service.contacts()}
    for number in (*DIFFERENT_VALUES, *BOTH):
        chosen = "Bo’s" if number % 2 == 0 else "Ada’s"
        assert stored[f"Number {number}"]["company"] == chosen
    for copy in (ada, bo):
        for number in range(DELETED.start):
            contact = await copy.seat.contact(copy.ids[number])
            assert contact.status is Status.SAVED
            for field in (FIRST, COMPANY, CUSTOM):
                assert contact.values[field] == stored[f"Number {number}"][field]


async def test_both_go_online_at_the_same_moment(tmp_path: Path) -> None:
    """Each of them may write between the other's reading and its writing: no call compares and
    sets. Then the one whose value was overwritten reads it, and says so in its history."""
    async with two_copies(tmp_path) as (service, ada, bo):
        for copy in (ada, bo):
            for number in range(200):
                await copy.edit(number, {COMPANY: f"{copy.name}’s {number}"})
        for copy in (ada, bo):
            await copy.relay.up()
            copy.seat.engine.sync_now()
        for copy in (ada, bo):
            await copy.seat.at_rest()
        stored = {each["last_name"]: each["company"] for each in service.contacts()}
        asked = {copy.name: await copy.conflicts() for copy in (ada, bo)}
        overwritten = 0
        for number in range(200):
            winner = stored[f"Number {number}"]
            (loser,) = [copy for copy in (ada, bo) if f"{copy.name}’s {number}" != winner]
            if number in asked[loser.name]:
                assert await loser.value(number, COMPANY) == f"{loser.name}’s {number}"
                continue
            overwritten += 1
            mine = f"{loser.name}’s {number}"
            assert (mine, winner) in await loser.restated(number), number
            assert await loser.value(number, COMPANY) == winner
        assert sum(map(len, asked.values())) + overwritten == 200
        # An edit follows its reading at once; only what comes between the two is not asked about.
        assert overwritten <= 20
