"""Address books that only a person can settle."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import AnswerLost, InvalidInput, Refused
from tests.services.engine_desk import ANNA, Desk, desk_at

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db") as desk:
        yield desk


async def _refused(desk: Desk, name: str = "Patients") -> int:
    desk.service.fail("new_book", Refused("there is one already"))
    book_id = await desk.session.books.create(name)
    await desk.work()
    trouble = await desk.session.local.books.trouble(book_id)
    assert trouble is not None
    assert (trouble.op, trouble.book.status) == (Op.NEW, Status.REFUSED)
    assert "there is one already" in trouble.words
    return book_id


async def test_send_again(desk: Desk) -> None:
    book_id = await _refused(desk)
    await desk.session.books.send_again(book_id)
    await desk.work()
    assert await desk.session.local.books.trouble(book_id) is None
    assert desk.service.book_names == {1001: "Patients"}


async def test_it_is_one_that_the_service_has(desk: Desk) -> None:
    desk.service.book_names = {7: "Others", 9: "patients (old)"}
    desk.engine.sync_now()
    await desk.work()
    book_id = await _refused(desk)
    waiting = await desk.contacts.create(book_id, ANNA)
    desk.service.book_names[5] = "Patients"
    names = [book.name for book in await desk.session.books.candidates(book_id)]
    assert names == ["Patients"], "the other ones are known here"
    with pytest.raises(InvalidInput, match="Others"):
        await desk.session.books.claim(book_id, 7)
    await desk.session.books.claim(book_id, 5)
    await desk.work()
    assert await desk.status(waiting) is Status.SAVED
    assert desk.service.made("new_book") == ["Patients"], "the one that was refused"
    [book] = [book for book in await desk.store.books.get_all() if book.local_id == book_id]
    assert (book.server_id, book.status) == (5, Status.SAVED)


async def test_without_listings_the_person_s_word_counts(desk: Desk) -> None:
    desk.service.fail("new_book", AnswerLost())
    book_id = await desk.session.books.create("Patients")
    desk.service.lists_books = False
    await desk.work()
    await desk.session.books.claim(book_id, 5)
    [book] = await desk.store.books.get_all()
    assert (book.server_id, book.name, book.status) == (5, "Patients", Status.SAVED)


async def test_discard(desk: Desk) -> None:
    book_id = await _refused(desk)
    await desk.session.books.discard(book_id)
    assert await desk.store.books.get_all() == []


async def test_unsure_contacts_are_claimed_with_their_matches(desk: Desk) -> None:
    book = await desk.book()
    book_server_id = await desk.store.sync.book_server_id(book)
    assert book_server_id is not None
    ids = []
    for _ in range(3):
        desk.service.fail("new", AnswerLost())
        ids.append(await desk.contacts.create(book, ANNA))
        await desk.work(until_quiet=2)
    assert {await desk.status(one) for one in ids} == {Status.UNSURE}
    made = [desk.service.put(book_server_id, ANNA) for _ in range(2)]
    matches = [(ids[0], made[0]), (ids[1], made[1]), (ids[2], 99_999)]
    assert await desk.contacts.claim_all(matches) == 2
    assert [(await desk.contact(one)).server_id for one in ids] == [*made, None]
