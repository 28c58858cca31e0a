"""An address book is deleted with what is in it, or after that moved: over real HTTP.

Nothing is lost: not to an undo at any moment, not without a connection, not where a colleague puts
a contact into it meanwhile, and not in a kill.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner
from tests.integration.trouble_desk import synced
from tests.integration.world import (
    BOOK_DETAIL,
    DELETE,
    EDIT,
    LAST,
    OfficeService,
    Seat,
    World,
    world_of,
)
from tests.support.service import Answer

pytestmark = pytest.mark.anyio

BOOK_DELETE = "/api/address-book/delete"
NAMES = ["Berg", "Coelho", "Dupont", "Evans"]


@pytest.fixture
async def world(service: OfficeService) -> AsyncIterator[World]:
    service.add_book("Staff")
    async with world_of(service.url) as world:
        yield world


@pytest.fixture
async def seat(world: World, service: OfficeService, tmp_path: Path) -> AsyncIterator[Seat]:
    async with world.seat(tmp_path / "one") as seat, synced(service, seat):
        yield seat


def books(service: OfficeService) -> list[str]:
    """The service's address books by name."""
    return sorted(book["name"] for book in service.books())


def people(service: OfficeService) -> dict[str, str]:
    """The service's contacts: the address book of each by last name."""
    names = {book["id"]: book["name"] for book in service.books()}
    found = {each["last_name"]: names[each["group_id"]] for each in service.contacts()}
    assert len(found) == len(service.contacts()), "somebody is there twice"
    return found


async def names_here(seat: Seat) -> list[str]:
    """The address books on show."""
    return [book.name for book in await seat.store.books.get_all()]


@pytest.mark.parametrize("moved", [True, False])
async def test_its_contacts_move_or_go_with_it(
    seat: Seat, service: OfficeService, moved: bool
) -> None:
    target = await seat.book_named("Staff") if moved else None
    held = await seat.books.delete_with(await seat.book_named("Patients"), target)
    assert await names_here(seat) == ["Staff"]
    assert len(await seat.all()) == (4 if moved else 0)
    what = "deleted, 4 contacts moved to “Staff”" if moved else "deleted with 4 contacts"
    assert held.title == f"Address book “Patients” {what}"
    await seat.clock.advance(60)
    assert books(service) == ["Patients", "Staff"], "it is held while its banner stands"
    await seat.books.release(held.batch_id)
    service.forget()
    await seat.at_rest()
    assert books(service) == ["Staff"]
    assert people(service) == (dict.fromkeys(NAMES, "Staff") if moved else {})
    paths = service.paths()
    assert paths.index(BOOK_DETAIL) < paths.index(BOOK_DELETE), "it was looked into first"


@pytest.mark.parametrize("moved", [True, False])
@pytest.mark.parametrize("late", [True, False])
async def test_one_undo_brings_all_of_it_back(
    seat: Seat, service: OfficeService, moved: bool, late: bool
) -> None:
    target = await seat.book_named("Staff") if moved else None
    before = {book["name"]: book["id"] for book in service.books()}
    held = await seat.books.delete_with(await seat.book_named("Patients"), target)
    if late:
        await seat.books.release(held.batch_id)
        await seat.at_rest()
        assert books(service) == ["Staff"]
    report = await seat.books.undo(held.batch_id)
    assert (report.changed, report.left_alone) == (4, ())
    assert report.recreated == (4 if late and not moved else 0)
    assert await names_here(seat) == ["Patients", "Staff"]
    await seat.at_rest()
    assert people(service) == dict.fromkeys(NAMES, "Patients")
    after = {book["name"]: book["id"] for book in service.books()}
    assert (after == before) is not late, "what went out is made anew, and nothing else"
    await seat.contacts.redo()
    await seat.at_rest()
    assert books(service) == ["Staff"]
    assert people(service) == (dict.fromkeys(NAMES, "Staff") if moved else {})
    await seat.contacts.undo()
    await seat.at_rest()
    assert people(service) == dict.fromkeys(NAMES, "Patients")


async def test_the_delete_of_an_empty_one_can_be_undone_too(
    seat: Seat, service: OfficeService
) -> None:
    held = await seat.books.delete(await seat.book_named("Staff"))
    assert held.title == "Address book “Staff” deleted"
    await seat.contacts.undo()
    assert await names_here(seat) == ["Patients", "Staff"]
    await seat.at_rest()
    assert BOOK_DELETE not in service.paths()


@pytest.mark.parametrize("moved", [True, False])
async def test_a_colleague_s_contact_keeps_it(
    seat: Seat, service: OfficeService, moved: bool
) -> None:
    target = await seat.book_named("Staff") if moved else None
    held = await seat.books.delete_with(await seat.book_named("Patients"), target)
    (patients,) = [book["id"] for book in service.books() if book["name"] == "Patients"]
    service.put_contact(patients, last_name="Colleague's", phone_number="0491570156")
    await seat.books.release(held.batch_id)
    await seat.at_rest()
    assert people(service) == {
        **(dict.fromkeys(NAMES, "Staff") if moved else {}),
        "Colleague's": "Patients",
    }
    assert BOOK_DELETE not in service.paths()
    assert await names_here(seat) == ["Patients", "Staff"]
    newcomer = await seat.named("Colleague's")
    assert newcomer.book_id == await seat.book_named("Patients")
    assert any("is back" in batch.title for batch in await seat.store.bulk.batches())


async def test_what_a_listing_shows_on_the_way_keeps_it_too(
    seat: Seat, service: OfficeService
) -> None:
    await seat.books.delete_with(await seat.book_named("Patients"), None)
    (patients,) = [book["id"] for book in service.books() if book["name"] == "Patients"]
    service.put_contact(patients, last_name="Colleague's", phone_number="0491570156")
    seat.engine.sync_now()
    await seat.clock.advance(60)
    assert await names_here(seat) == ["Patients", "Staff"]
    assert [each.values[LAST] for each in await seat.all()] == ["Colleague's"]


async def test_a_full_pass_in_between_misses_nobody(seat: Seat, service: OfficeService) -> None:
    service.broken(lambda path: Answer(503) if path == EDIT else None)
    staff = await seat.book_named("Staff")
    held = await seat.books.delete_with(await seat.book_named("Patients"), staff)
    await seat.books.release(held.batch_id)
    seat.engine.sync_now()
    await seat.clock.advance(300)
    assert not seat.engine.state.gone_question
    assert len(await seat.all()) == 4
    service.mended()
    await seat.contacts.send_again([each.local_id for each in await seat.all()])
    await seat.at_rest()
    assert people(service) == dict.fromkeys(NAMES, "Staff")
    assert books(service) == ["Staff"]


async def test_a_move_that_is_refused_and_given_up_brings_it_back(
    seat: Seat, service: OfficeService
) -> None:
    refusal = Answer(200, b'{"success": false, "error": "no"}')
    service.broken(lambda path: refusal if path == EDIT else None)
    staff = await seat.book_named("Staff")
    held = await seat.books.delete_with(await seat.book_named("Patients"), staff)
    await seat.books.release(held.batch_id)
    await seat.clock.advance(120)
    assert BOOK_DELETE not in service.paths()
    service.mended()
    one, *others = [each.local_id for each in await seat.all()]
    assert await seat.status(one) is Status.REFUSED
    await seat.contacts.discard([one])
    assert await names_here(seat) == ["Patients", "Staff"]
    await seat.contacts.send_again(others)
    await seat.at_rest()
    assert sorted(people(service).values()) == ["Patients", "Staff", "Staff", "Staff"]
    assert BOOK_DELETE not in service.paths()


async def test_without_a_connection_it_is_done_here_and_goes_out_later(
    seat: Seat, service: OfficeService
) -> None:
    service.broken(Answer(503))
    held = await seat.books.delete_with(await seat.book_named("Patients"), None)
    await seat.books.release(held.batch_id)
    await seat.clock.advance(600)
    assert await names_here(seat) == ["Staff"]
    service.mended()
    await seat.at_rest()
    assert (books(service), people(service)) == (["Staff"], {})


async def test_after_a_restart_it_waits_with_its_banner(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    async with world.seat(tmp_path / "one") as seat, synced(service, seat):
        held = await seat.books.delete_with(await seat.book_named("Patients"), None)
    async with world.seat(tmp_path / "one") as seat:
        await seat.clock.advance(600)
        assert len(people(service)) == 4
        assert await seat.books.held() == [held]
        await seat.books.release(held.batch_id)
        await seat.at_rest()
        assert (books(service), people(service)) == (["Staff"], {})
        assert await seat.books.held() == []


@pytest.mark.parametrize("moved", [True, False])
async def test_many_contacts_leave_it_in_chunks_and_come_back_by_one_undo(
    seat: Seat, service: OfficeService, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    monkeypatch.setattr(bulk_jobs, "CHUNK", 1)
    monkeypatch.setattr(bulk_runner, "CHUNKS_PER_COMMIT", 1)
    target = await seat.book_named("Staff") if moved else None
    patients = await seat.book_named("Patients")
    held = await seat.books.delete_with(patients, target)
    report = await seat.books.undo(held.batch_id)
    assert (report.changed, report.left_alone) == (4, ())
    assert await names_here(seat) == ["Patients", "Staff"]
    assert all(each.book_id == patients for each in await seat.all())
    await seat.contacts.redo()
    assert await names_here(seat) == ["Staff"]
    await seat.at_rest()
    assert books(service) == ["Staff"]
    assert people(service) == (dict.fromkeys(NAMES, "Staff") if moved else {})


async def test_deletes_go_before_their_address_book(seat: Seat, service: OfficeService) -> None:
    held = await seat.books.delete_with(await seat.book_named("Patients"), None)
    await seat.books.release(held.batch_id)
    await seat.at_rest()
    paths = [path for path in service.paths() if path in {DELETE, BOOK_DELETE}]
    assert paths == [DELETE] * 4 + [BOOK_DELETE]
