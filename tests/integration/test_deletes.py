"""Deletes over real HTTP: what undo brings back, and deleted ids that the service has again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import Author, HistoryField
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from tests.integration.world import (
    BOOK_DETAIL,
    COMPANY,
    DELETE,
    DETAIL,
    EDIT,
    LAST,
    OfficeService,
    Seat,
    World,
    world_of,
)
from tests.support.asgi import Answer
from tests.support.manners import Manners

pytestmark = pytest.mark.anyio

MANY = 60
NOT_ALLOWED = Answer(200, {"status": "error", "message": "Not allowed"})
CUSTOM = ContactField.CUSTOM_1


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[OfficeService]:
    async with OfficeService(tmp_path) as service:
        yield service


@pytest.fixture
async def world(service: OfficeService) -> AsyncIterator[World]:
    async with world_of(service.url) as world:
        yield world


def _fill(service: OfficeService, count: int) -> list[int]:
    book = service.add_book("Patients")
    return [
        service.put_contact(
            book,
            last_name=f"Name {number}",
            phone_number=f"0491570{number:03}",
            company=f"Company {number}",
            custom_1=f"Custom {number}",
        )
        for number in range(count)
    ]


def _known(service: OfficeService) -> set[tuple[str, str, str]]:
    return {(each["last_name"], each["company"], each["custom_1"]) for each in service.contacts()}


async def _delete_all(seat: Seat) -> list[int]:
    """With the banner gone."""
    ids = [contact.local_id for contact in await seat.all()]
    held = await seat.contacts.delete(ids)
    await seat.contacts.release(held.batch_id)
    return ids


async def _sync(seat: Seat) -> None:
    seat.engine.sync_now()
    await seat.at_rest()


async def test_undo_of_a_delete_brings_back_what_nobody_had_read(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    _fill(service, MANY)
    before = _known(service)
    async with world.seat(tmp_path / "one") as seat:
        await seat.clock.advance(2.0)
        assert any(COMPANY not in contact.values for contact in await seat.all())
        await _delete_all(seat)
        await seat.at_rest()
        assert _known(service) == set()
        report = await seat.contacts.undo()
        assert report.recreated == MANY
        await seat.at_rest()
        assert _known(service) == before


async def test_undo_while_the_deletes_go_out(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    """Some are deleted there, some are read for it, some wait."""
    _fill(service, MANY)
    before = _known(service)
    async with world.seat(tmp_path / "one") as seat:
        await seat.clock.advance(2.0)
        await _delete_all(seat)
        while not 0 < len(service.contacts()) < MANY // 2:
            await seat.clock.advance(0.5)
        await seat.contacts.undo()
        await seat.at_rest()
        assert _known(service) == before


async def test_who_cannot_be_read_is_not_deleted_before_a_person_says_so(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    _fill(service, 3)
    service.broken(lambda path: NOT_ALLOWED if path == DETAIL else None)
    async with world.seat(tmp_path / "one") as seat:
        await seat.clock.advance(5.0)
        await _delete_all(seat)
        await seat.clock.advance(60.0)
        assert service.made(DELETE) == 0
        first, second, third = await seat.store.attention.items()
        assert "never read" in first.words
        assert "Not allowed" in first.words
        await seat.contacts.send_again([first.contact.local_id, second.contact.local_id])
        await seat.contacts.discard([third.contact.local_id])
        await seat.clock.advance(60.0)
        assert service.made(DELETE) == 2
        [kept] = await seat.all()
        assert kept.local_id == third.contact.local_id
        assert len(service.contacts()) == 1
        assert await seat.store.attention.items() == []


async def test_who_was_restored_in_the_portal_is_here_again(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    [server_id] = _fill(service, 1)
    [book] = service.books()
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        [local_id] = await _delete_all(seat)
        await seat.at_rest()
        service.restore_contact(server_id, book["id"], last_name="Name 0", company="Newer")
        await _sync(seat)
        contact = await seat.contact(local_id)
        assert (contact.life, contact.status) == (Life.LIVE, Status.SAVED)
        assert (contact.server_id, contact.values[COMPANY]) == (server_id, "Newer")
        lines = [
            (line.before, line.after)
            for line in await seat.store.contacts.history(local_id)
            if line.by is Author.SERVICE and line.field is HistoryField.LIFE
        ]
        assert lines == [("deleted", "live")]


async def test_a_delete_that_only_said_success(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    """It was told as done; the next start tells the truth."""
    [server_id] = _fill(service, 1)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        service.faults.next(DELETE, Answer(200, {"status": "success", "result": {"id": server_id}}))
        [local_id] = await _delete_all(seat)
        await seat.at_rest()
        assert (await seat.contact(local_id)).life is Life.DELETED
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        assert (await seat.contact(local_id)).life is Life.LIVE


@pytest.mark.parametrize("path", [EDIT, DELETE])
async def test_an_answer_about_another_contact_is_no_success(
    world: World, service: OfficeService, tmp_path: Path, path: str
) -> None:
    _fill(service, 1)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        service.faults.next(path, Answer(200, {"status": "success", "result": {"id": 77}}))
        [contact] = await seat.all()
        if path == EDIT:
            await seat.contacts.edit(contact.local_id, {COMPANY: "Mine"})
        else:
            await _delete_all(seat)
        await seat.at_rest()
        assert service.made(path) == 2
        there = service.contacts()
        assert [each["company"] for each in there] == (["Mine"] if path == EDIT else [])
        assert (await seat.contact(contact.local_id)).status is Status.SAVED


async def test_who_is_listed_in_two_address_books_stays_in_one(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    [server_id] = _fill(service, 1)
    service.add_book("Staff")
    service.manners = Manners(also_lists={"Staff": [{"id": server_id, "last_name": "Name 0"}]})
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        [contact] = await seat.all()
        home = await seat.book_named("Patients")
        before = await seat.store.contacts.history(contact.local_id)
        for _ in range(3):
            await _sync(seat)
        assert (await seat.contact(contact.local_id)).book_id == home
        assert await seat.store.contacts.history(contact.local_id) == before
        listed = service.made(BOOK_DETAIL)
        await _sync(seat)
        assert service.made(BOOK_DETAIL) == listed + 2, "one pass, not another one each time"
        # Taken out of its own, it is in the other one.
        service.edit_contact(server_id, book_id=service.books()[1]["id"])
        service.manners = Manners()
        await _sync(seat)
        moved = await seat.contact(contact.local_id)
        assert moved.book_id == await seat.book_named("Staff")
        lines = await seat.store.contacts.history(contact.local_id)
        assert [line.after for line in lines if line.field is HistoryField.BOOK] == ["Staff"]
        assert moved.values[LAST] == "Name 0"
