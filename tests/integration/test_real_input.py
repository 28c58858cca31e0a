"""Real input goes up from one computer, and comes down to another one, equal field by field."""

import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField, Status
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.phones.phone import PhoneRules, phone_key, to_send
from tests.integration.people import BOOKS, COMPANY, FIRST, LAST, PHONE, Person, people
from tests.integration.world import (
    BOOK_DETAIL,
    BOOK_LIST,
    BOOK_NEW,
    DETAIL,
    EDIT,
    NEW,
    OfficeService,
    Seat,
    World,
    texts,
    world_of,
)
from tests.support.manners import NORMALISING, Manners

pytestmark = [pytest.mark.anyio, pytest.mark.long]

PEOPLE = people()
COUNT = len(PEOPLE)
FIELDS = tuple(ContactField)


@pytest.fixture(params=[Manners(), NORMALISING], ids=["as_sent", "normalising"])
async def service(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OfficeService]:
    """A service that keeps what it gets, and one that trims, stores numbers as +61…, answers with
    ids as strings and null for blank."""
    async with OfficeService(tmp_path, manners=request.param) as service:
        yield service


async def typed_in(seat: Seat) -> dict[int, Person]:
    """Everybody is typed in; by local id."""
    books = {name: await seat.books.create(name) for name in BOOKS}
    return {
        await seat.contacts.create(books[book], person): dict(person) for book, person in PEOPLE
    }


def differing(one: Person, other: Person) -> list[tuple[str, str, str]]:
    """The fields that do not mean the same (DESIGN.md, rule 6), with both texts."""
    return [
        (field.value, one[field], other[field])
        for field in FIELDS
        if not same(field, one[field], other[field], "AU")
    ]


async def assert_nothing_open(seat: Seat) -> None:
    counts = await seat.store.contacts.counts()
    assert (counts.all, counts.waiting, counts.attention, counts.deleted) == (COUNT, 0, 0, 0)
    assert await seat.store.attention.items() == []
    assert {contact.status for contact in await seat.all()} == {Status.SAVED}
    assert seat.problem is None


async def test_up_and_down_again(
    service: OfficeService, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    assert COUNT >= 300
    async with world_of(service.url) as world, world.seat(tmp_path / "one") as one:
        typed = await typed_in(one)
        await one.at_rest()
        ids = {local_id: await one.server_id(local_id) for local_id in typed}
        with subtests.test("went up"):
            assert service.counted() == {
                BOOK_LIST: 1 + len(BOOKS), BOOK_NEW: len(BOOKS), NEW: COUNT, DETAIL: COUNT + 1,
            }  # fmt: skip
            assert_service_has(service, {ids[each]: person for each, person in typed.items()})
        with subtests.test("stays as it was typed"):
            for local_id, person in typed.items():
                assert (await one.contact(local_id)).values == person
            await assert_nothing_open(one)
        with subtests.test("comes down"):
            await assert_comes_down(world, service, tmp_path / "two", typed, ids)
        with subtests.test("edited again"):
            await assert_edited_again(one, service, typed)
        with subtests.test("edits come down"):
            await assert_comes_down(world, service, tmp_path / "three", typed, ids)


def assert_service_has(service: OfficeService, expected: dict[int, Person]) -> None:
    stored = {each["id"]: each for each in service.contacts()}
    assert stored.keys() == expected.keys()
    for server_id, person in expected.items():
        theirs = stored[server_id]
        assert differing(person, {field: theirs[field.value] for field in FIELDS}) == []
        if service.manners != NORMALISING:
            sent = person | {PHONE: to_send(person[PHONE], PhoneRules())}
            assert {name: theirs[name] for name in texts(sent)} == texts(sent)


async def assert_comes_down(
    world: World,
    service: OfficeService,
    folder: Path,
    typed: dict[int, Person],
    ids: dict[int, int],
) -> None:
    """To a computer that has nothing yet."""
    service.forget()
    async with world.seat(folder) as two:
        await two.at_rest()
        assert service.counted() == {BOOK_LIST: 1, BOOK_DETAIL: len(BOOKS), DETAIL: COUNT + 1}
        names = {book.local_id: book.name for book in await two.store.books.get_all()}
        assert sorted(names.values()) == sorted(BOOKS)
        homes = {each["id"]: each["group_id"] for each in service.contacts()}
        found = {contact.server_id: contact for contact in await two.all()}
        assert len(found) == COUNT
        for local_id, person in typed.items():
            contact = found[ids[local_id]]
            assert differing(person, dict(contact.values)) == []
            assert await two.store.sync.book_server_id(contact.book_id) == homes[ids[local_id]]
        await assert_nothing_open(two)


async def assert_edited_again(one: Seat, service: OfficeService, typed: dict[int, Person]) -> None:
    """What changes goes out once, field by field; what means the same does not go out at all."""
    service.forget()
    changed: dict[int, Person] = {}
    for place, local_id in enumerate(list(typed)[::12]):
        changed[local_id] = changes_of(typed[local_id], place)
        await edit(one, typed, local_id, changed[local_id])
    for local_id in list(typed)[1::12]:
        await edit(one, typed, local_id, respelt(typed[local_id]))
    await one.at_rest()
    # Read before the edit (rule 5), and read back after it.
    assert service.counted() == {EDIT: len(changed), DETAIL: 2 * len(changed)}
    sent = {body["id"]: body for body in service.bodies(EDIT)}
    for local_id, changes in changed.items():
        server_id = await one.server_id(local_id)
        if PHONE in changes:
            changes[PHONE] = to_send(changes[PHONE], PhoneRules())
        assert sent[server_id] == {"id": server_id, **texts(changes)}
    service.forget()
    one.engine.sync_now()
    await one.at_rest()
    assert service.counted() == {BOOK_LIST: 1, BOOK_DETAIL: len(BOOKS)}
    for local_id, person in typed.items():
        assert (await one.contact(local_id)).values == person
        lines = await one.store.contacts.history(local_id)
        assert HistoryField.RESTATED not in {line.field for line in lines}
    await assert_nothing_open(one)


async def edit(seat: Seat, typed: dict[int, Person], local_id: int, changes: Person) -> None:
    await seat.contacts.edit(local_id, changes)
    typed[local_id].update(changes)


def changes_of(person: Person, place: int) -> Person:
    """A change of a different field each time; every fourth one clears a field."""
    if place % 4 == 3:
        return {COMPANY: "" if person[COMPANY] else "  Neu & Söhne  "}
    if place % 4 == 2:
        return {PHONE: "+61 (0)491 579 212"}
    field = (FIRST, LAST, *CUSTOM_FIELDS)[place % 6]
    return {field: f" {person[field].strip()} – edited <b>“é”</b> "}


def respelt(person: Person) -> Person:
    """The same person in another spelling of the computer's."""
    number = phone_key(person[PHONE], "AU")
    return {
        FIRST: unicodedata.normalize("NFD", f"  {person[FIRST]}\u00a0"),
        LAST: unicodedata.normalize("NFC", f"{person[LAST]} "),
        PHONE: f"  {number if number.startswith('+') else person[PHONE]} ",
        COMPANY: f"\t{person[COMPANY]}",
    }
