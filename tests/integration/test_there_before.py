"""Services that answer a duplicate with the contact that they have: over HTTP, checked there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.domain.imports.importing import ImportStage, WhenThere
from smsbook_gui.services.imports.imports import ImportJob
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
from tests.services.import_desk import people, quiet, write
from tests.support.manners import Manners

pytestmark = pytest.mark.anyio

NEWBIE: Values = {FIRST: "Newbie", LAST: "Ng", PHONE: "0491 000 000", COMPANY: "New & Co"}
COLLEAGUES = 20
ROWS = 25


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[OfficeService]:
    async with OfficeService(tmp_path, manners=Manners(answers_old=True)) as service:
        service.add_book("Patients")
        yield service


@pytest.fixture
async def world(service: OfficeService) -> AsyncIterator[World]:
    async with world_of(service.url) as world:
        yield world


def colleague_adds(service: OfficeService, count: int, **changes: str) -> list[dict[str, Any]]:
    """The first so many of the import's people, as a colleague has typed them."""
    book = service.books()[0]["id"]
    for first, last, mobile, company in people(count):
        texts = {"first_name": first, "last_name": last, "phone_number": mobile}
        service.put_contact(book, **(texts | {"company": company} | changes))
    return service.contacts()


async def newbie(seat: Seat) -> int:
    local_id = await seat.contacts.create(await seat.book_named("Patients"), NEWBIE)
    await seat.at_rest()
    return local_id


async def imported(seat: Seat, folder: Path) -> ImportJob:
    """All 25 rows go in as new contacts."""
    job = await seat.session.imports.open(write(folder / "members.csv", people(ROWS)))
    book = await seat.book_named("Patients")
    job.set_choices(replace(job.file.choices, book_id=book, when_there=WhenThere.ADD))
    await job.check(quiet)
    await job.commit(quiet)
    await seat.at_rest()
    return job


async def test_a_newbie_who_is_there_is_asked_about(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    [before] = colleague_adds(service, 1)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        local_id = await newbie(seat)
        mine = await seat.contact(local_id)
        assert (mine.status, mine.server_id) == (Status.THERE, None)
        assert len(await seat.all()) == 2, "two rows stay two"
        item = await seat.store.attention.item(local_id)
        assert item is not None
        assert item.existing is not None
        assert item.existing.values[FIRST] == "Ann0"
        await seat.contacts.undo()
        await seat.at_rest()
        assert service.made(DELETE) == 0
        assert service.contacts() == [before]
        assert [each.values[FIRST] for each in await seat.all()] == ["Ann0"]


async def test_take_mine_into_it(service: OfficeService, world: World, tmp_path: Path) -> None:
    [before] = colleague_adds(service, 1, custom_1="VIP")
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        await seat.contacts.take_in([await newbie(seat)])
        await seat.at_rest()
        [now] = service.contacts()
        changed = {"first_name": "Newbie", "last_name": "Ng", "company": "New & Co"}
        assert now == before | changed
        assert service.made(NEW) == 1
        [only] = await seat.all()
        assert (only.status, only.server_id) == (Status.SAVED, before["id"])


async def test_what_a_colleague_changed_meanwhile_is_a_conflict(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    [before] = colleague_adds(service, 1)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        local_id = await newbie(seat)
        service.edit_contact(before["id"], company="Colleague & Co")
        await seat.contacts.take_in([local_id])
        await seat.at_rest()
        [only] = await seat.all()
        assert only.status is Status.CONFLICT
        assert service.made(EDIT) == 0
        assert service.contact(before["id"])["company"] == "Colleague & Co"


async def test_keep_it_as_it_is(service: OfficeService, world: World, tmp_path: Path) -> None:
    before = colleague_adds(service, 1)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        await seat.contacts.discard([await newbie(seat)])
        await seat.at_rest()
        assert service.contacts() == before
        assert service.counted()[EDIT] == 0
        assert [each.values[FIRST] for each in await seat.all()] == ["Ann0"]


async def test_send_again_when_the_service_takes_it_now(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    colleague_adds(service, 1)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        local_id = await newbie(seat)
        service.manners = Manners()
        await seat.contacts.send_again([local_id])
        await seat.at_rest()
        assert await seat.status(local_id) is Status.SAVED
        assert [each["first_name"] for each in service.contacts()] == ["Ann0", "Newbie"]


async def test_undo_of_an_import_leaves_the_colleagues_contacts(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    before = colleague_adds(service, COLLEAGUES)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        job = await imported(seat, tmp_path)
        run = await job.run_state()
        assert (run.stage, run.saved, run.there, run.there_open) == (
            *(ImportStage.FINISHED, ROWS - COLLEAGUES),
            *(COLLEAGUES, COLLEAGUES),
        )
        assert (await seat.store.contacts.counts()).reasons == ((Reason.THERE, COLLEAGUES),)
        failed = tmp_path / "failed.csv"
        assert await job.save_failed(failed) == COLLEAGUES
        assert "had this contact already" in failed.read_text(encoding="utf-8-sig")
        report = await job.undo()
        assert (report.changed, report.left_alone, report.there_before) == (ROWS, (), COLLEAGUES)
        await seat.at_rest()
        assert service.contacts() == before
        assert service.made(DELETE) == ROWS - COLLEAGUES
        assert len(await seat.all()) == COLLEAGUES
        assert (await job.run_state()).there == COLLEAGUES


async def test_those_that_nobody_here_could_know_are_left_by_what_they_read(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    """A colleague adds them after the listing; the ids are new to this computer."""
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        before = colleague_adds(service, COLLEAGUES, custom_2="Colleague's")
        job = await imported(seat, tmp_path)
        assert (await job.run_state()).saved == ROWS
        report = await job.undo()
        assert report.changed_there == len(report.left_alone) == COLLEAGUES
        await seat.at_rest()
        assert service.contacts() == before
        assert service.made(DELETE) == ROWS - COLLEAGUES


async def test_what_changes_between_the_undo_and_the_delete_is_left_and_counted(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        job = await imported(seat, tmp_path)
        for each in service.contacts()[:3]:
            service.edit_contact(each["id"], company="Colleague & Co")
        report = await job.undo()
        assert report.left_alone == (), "nobody has read it yet"
        await seat.at_rest()
        assert [each["company"] for each in service.contacts()] == ["Colleague & Co"] * 3
        run = await job.run_state()
        assert (run.stage, run.left) == (ImportStage.UNDONE, 3)
        left = await seat.all()
        assert [each.values[COMPANY] for each in left] == ["Colleague & Co"] * 3
        assert {each.life for each in left} == {Life.LIVE}


async def test_an_address_book_that_is_there_keeps_what_is_in_it(
    service: OfficeService, world: World, tmp_path: Path
) -> None:
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        friends = service.add_book("Friends")
        service.put_contact(friends, first_name="Kim", phone_number="0491570006")
        book = await seat.books.create("Friends")
        await seat.at_rest()
        seat.engine.sync_now()
        await seat.at_rest()
        assert [each["name"] for each in service.books()] == ["Patients", "Friends"]
        [found] = [each for each in await seat.store.books.get_all() if each.name == "Friends"]
        assert (found.local_id, found.server_id, found.count) == (book, friends, 1)
