"""The main job for an account that has none of the five address-book calls (API.md).

Address books are added by hand with their id and a name, contacts by their ids; the rest is as
everywhere else. Every step is checked on the service's side.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.errors import InvalidInput, NotOffered
from smsbook_gui.services.contacts.contacts import AddReport
from smsbook_gui.services.sync.engine import Connection
from smsbook_gui.viewmodels.contacts.add_existing import parse_ids
from tests.integration.people import Person
from tests.integration.world import (
    BOOK_LIST,
    COMPANY,
    DELETE,
    DETAIL,
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
from tests.support.manners import Manners

pytestmark = pytest.mark.anyio

PATIENTS = ("Berg", "Coelho", "Dupont", "Evans", "Fülöp")
STAFF = ("Grün", "Haddad")


@dataclass
class There:
    """What somebody else put at the service: the ids of its address books and contacts."""

    patients: int
    staff: int
    ids: dict[str, int]

    def of(self, names: Iterable[str]) -> list[int]:
        return [self.ids[name] for name in names]


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[OfficeService]:
    async with OfficeService(tmp_path, manners=Manners(offers_books=False)) as service:
        yield service


@pytest.fixture
def there(service: OfficeService) -> There:
    patients, staff = service.add_book("Patients"), service.add_book("Staff")
    ids = {
        name: service.put_contact(
            book, first_name="Kim", last_name=name, phone_number="0491570006", company=f"{name} Ltd"
        )
        for book, names in ((patients, PATIENTS), (staff, STAFF))
        for name in names
    }
    return There(patients, staff, ids)


async def add(seat: Seat, text: str, book_id: int) -> AddReport:
    """As the dialog does with what a person types there."""
    ids = parse_ids(text)
    assert ids.problem == ""
    return await seat.done(seat.contacts.add_existing(ids.ids, book_id, lambda _done, _of: None))


async def test_it_is_found_out_at_once_with_one_call_more(
    service: OfficeService, tmp_path: Path
) -> None:
    """Nothing is stored here yet, so that a 404 might as well be that of a wrong address."""
    async with world_of(service.url) as world, world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        assert seat.engine.state.lists_books is False
        assert seat.engine.state.connection is Connection.CONNECTED
        assert seat.problem is None
        assert service.counted() == {BOOK_LIST: 1, DETAIL: 1}
        seat.engine.sync_now()
        await seat.at_rest()
        assert service.counted() == {BOOK_LIST: 2, DETAIL: 1}


async def test_address_books_are_added_by_hand(
    service: OfficeService, there: There, tmp_path: Path
) -> None:
    async with world_of(service.url) as world, world.seat(tmp_path / "one") as seat:
        book = await seat.books.add_by_id(there.patients, " Our  patients ")
        with pytest.raises(InvalidInput, match="this ID is already here"):
            await seat.books.add_by_id(there.patients, "Another name")
        with pytest.raises(InvalidInput, match="already an address book with this name"):
            await seat.books.add_by_id(there.staff, "our patients")
        # One that only this computer knew would keep its contacts waiting for ever.
        with pytest.raises(NotOffered):
            await seat.books.create("New one")
        # The name is this computer's own, so giving it another one is nothing to wait for.
        await seat.books.rename(book, "Patients 2026")
        await seat.at_rest()
        (only,) = await seat.store.books.get_all()
        assert (only.name, only.server_id, only.status) == (
            "Patients 2026",
            there.patients,
            Status.SAVED,
        )
        with pytest.raises(NotOffered):
            await seat.books.delete(book)
    assert {"id": there.patients, "name": "Patients"} in service.books()


async def test_contacts_are_added_by_their_ids(
    service: OfficeService, there: There, tmp_path: Path
) -> None:
    first, last = min(there.of(PATIENTS)), max(there.of(PATIENTS))
    service.delete_contact(there.ids["Dupont"])
    async with world_of(service.url) as world, world.seat(tmp_path / "one") as seat:
        patients = await seat.books.add_by_id(there.patients, "Patients")
        await seat.at_rest()
        service.forget()
        report = await add(seat, f"{first}-{last}, {last + 900}; {first}", patients)
        missing = (there.ids["Dupont"], last + 900)
        assert report == AddReport(added=4, missing=missing)
        assert service.counted() == {DETAIL: 6}
        again = await add(seat, f"{first} – {last}", patients)
        assert again == AddReport(known=4, missing=missing[:1])
        assert service.counted() == {DETAIL: 7}
        contacts = {each.values[LAST]: each for each in await seat.all()}
        assert sorted(contacts) == sorted(set(PATIENTS) - {"Dupont"})
        assert contacts["Fülöp"].values[COMPANY] == "Fülöp Ltd"
        await seat.at_rest()
        assert {each.status for each in await seat.all()} == {Status.SAVED}
        assert service.counted() == {DETAIL: 7}  # they were just read


async def test_the_main_job(service: OfficeService, there: There, tmp_path: Path) -> None:
    async with world_of(service.url) as world:
        async with world.seat(tmp_path / "one") as seat:
            await bring_in(seat, there)
            await edit_and_undo(seat, service, there)
            await create(seat, service, there)
            await move(seat, service, there)
            await delete_and_undo(seat, service)
            await delete(seat, service, there)
            before = sorted((each.local_id, dict(each.values)) for each in await seat.all())
        await start_again(world, tmp_path / "one", service, before)


async def bring_in(seat: Seat, there: There) -> None:
    patients = await seat.books.add_by_id(there.patients, "Patients")
    staff = await seat.books.add_by_id(there.staff, "Staff")
    for names, book in ((PATIENTS, patients), (STAFF, staff)):
        ids = " ".join(map(str, there.of(names)))
        assert await add(seat, ids, book) == AddReport(added=len(names))
    await seat.at_rest()
    counts = await seat.store.contacts.counts()
    assert dict(counts.books) == {patients: len(PATIENTS), staff: len(STAFF)}


async def edit_and_undo(seat: Seat, service: OfficeService, there: There) -> None:
    berg, server_id = await seat.named("Berg"), there.ids["Berg"]
    service.forget()
    await seat.contacts.edit(berg.local_id, {COMPANY: "Berg & Töchter", FIRST: ""})
    await seat.at_rest()
    assert service.contact(server_id)["company"] == "Berg & Töchter"
    assert service.contact(server_id)["first_name"] == ""
    assert service.bodies(EDIT) == [
        {"id": server_id, "first_name": "", "company": "Berg & Töchter"}
    ]
    await seat.contacts.undo()
    await seat.at_rest()
    assert service.contact(server_id)["company"] == "Berg Ltd"
    assert service.contact(server_id)["first_name"] == "Kim"
    assert await seat.status(berg.local_id) is Status.SAVED
    # Read, written and read back, twice.
    assert service.counted() == {DETAIL: 4, EDIT: 2}


async def create(seat: Seat, service: OfficeService, there: There) -> None:
    service.forget()
    values = {FIRST: "Zoë", LAST: "O’Neill", PHONE: "0491 570 156", COMPANY: ""}
    local_id = await seat.contacts.create(await seat.book_named("Staff"), values)
    await seat.at_rest()
    (stored,) = [each for each in service.contacts() if each["last_name"] == "O’Neill"]
    assert (stored["group_id"], stored["phone_number"]) == (there.staff, "0491570156")
    assert await seat.server_id(local_id) == stored["id"]
    assert service.counted() == {NEW: 1, DETAIL: 1}


async def move(seat: Seat, service: OfficeService, there: There) -> None:
    service.forget()
    ids = [(await seat.named(name)).local_id for name in ("O’Neill", "Haddad", "Grün")]
    await seat.contacts.move(ids, await seat.book_named("Patients"))
    await seat.at_rest()
    assert {each["group_id"] for each in service.contacts()} == {there.patients}
    assert {frozenset(body) for body in service.bodies(EDIT)} == {frozenset({"id", "group_id"})}
    assert service.counted() == {DETAIL: 3, EDIT: 3}


async def delete_and_undo(seat: Seat, service: OfficeService) -> None:
    service.forget()
    ids = [(await seat.named(name)).local_id for name in ("Coelho", "Evans")]
    await seat.contacts.delete(ids)
    await seat.clock.advance(600.0)
    assert (await seat.store.contacts.counts()).deleted == 2
    await seat.contacts.undo()
    await seat.at_rest()
    assert service.counted() == {}
    assert len(service.contacts()) == len(PATIENTS) + len(STAFF) + 1


async def delete(seat: Seat, service: OfficeService, there: There) -> None:
    coelho = await seat.named("Coelho")
    held = await seat.contacts.delete([coelho.local_id])
    await seat.contacts.release(held.batch_id)
    await seat.at_rest()
    assert there.ids["Coelho"] not in {each["id"] for each in service.contacts()}
    assert (await seat.contact(coelho.local_id)).life is Life.DELETED
    assert service.counted() == {DELETE: 1}


async def start_again(
    world: World, folder: Path, service: OfficeService, before: list[tuple[int, Person]]
) -> None:
    service.forget()
    async with world.seat(folder) as seat:
        assert seat.engine.state.lists_books is False
        await seat.at_rest()
        after = sorted((each.local_id, dict(each.values)) for each in await seat.all())
        assert after == before
        assert [book.name for book in await seat.store.books.get_all()] == ["Patients", "Staff"]
        assert seat.engine.state.connection is Connection.CONNECTED
        assert service.counted() == {BOOK_LIST: 1, DETAIL: 1}
        grun = await seat.named("Grün")
        await seat.contacts.edit(grun.local_id, {COMPANY: "Grün AG"})
        await seat.at_rest()
        assert service.contact(await seat.server_id(grun.local_id))["company"] == "Grün AG"
        assert await seat.store.attention.items() == []
