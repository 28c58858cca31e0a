"""Settling an address book."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import AddressBook, Life, Status
from smsbook_gui.domain.contacts.outbox import EntityKind
from smsbook_gui.domain.errors import AnswerLost, Refused, SmsBookError
from smsbook_gui.viewmodels.books.settling import BookSettlingViewModel, book_note
from tests.support.form_desk import ANNA, FormDesk, form_desk
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService()


@pytest.fixture
async def desk(tmp_path: Path, service: ScriptedService) -> AsyncIterator[FormDesk]:
    async with form_desk(tmp_path, service=service) as desk:
        yield desk


async def needs_attention(desk: FormDesk, status: Status, error: SmsBookError) -> None:
    """What waits of address books is sent and ends so."""
    jobs = await desk.store.sync.next_jobs(datetime.now(UTC), 100, frozenset())
    books = [job for job in jobs if job.entity.kind is EntityKind.BOOK]
    for request in await desk.store.sync.begin_send(books):
        await desk.store.sync.needs_attention(request.entity, status, error)


async def opened(desk: FormDesk, book_id: int) -> BookSettlingViewModel:
    model = BookSettlingViewModel(desk.session, desk.tasks)
    books = [*await desk.store.books.get_all(), *await desk.store.books.refused_deletes()]
    model.start(next(book for book in books if book.local_id == book_id))
    await desk.quiet()
    return model


def finished(model: BookSettlingViewModel) -> list[bool]:
    found: list[bool] = []
    model.done.connect(lambda: found.append(True))
    return found


async def status(desk: FormDesk, book_id: int) -> Status | None:
    found = [book.status for book in await desk.store.books.get_all() if book.local_id == book_id]
    return found[0] if found else None


async def test_a_refused_one_with_its_words_and_what_the_service_has(
    desk: FormDesk, service: ScriptedService
) -> None:
    service.book_names = {5: "Clients", 6: "patients"}
    book_id = await desk.store.books.create("Patients")
    await needs_attention(desk, Status.REFUSED, Refused("there is one", details="HTTP 200"))
    model = await opened(desk, book_id)
    state = model.state
    assert "did not accept the new address book" in state.heading
    assert state.words == "The SMS service said: there is one"
    assert (state.details, state.takes_id) == ("HTTP 200", True)
    assert [row.text for row in state.candidates] == ["“Clients”, ID 5", "“patients”, ID 6"]
    done = finished(model)
    model.claim(6)
    await desk.quiet()
    assert done == [True]
    [book] = await desk.store.books.get_all()
    assert (book.server_id, book.name, book.status) == (6, "patients", Status.SAVED)


async def test_an_unsure_one_warns_and_is_sent_again(
    desk: FormDesk, service: ScriptedService
) -> None:
    book_id = await desk.store.books.create("Patients")
    await needs_attention(desk, Status.UNSURE, AnswerLost())
    model = await opened(desk, book_id)
    assert "twice" in model.state.explanation
    assert "lists no address book" in model.state.evidence
    model.send_again()
    await desk.quiet()
    assert await status(desk, book_id) is Status.WAITING


async def test_where_nothing_is_listed_only_the_person_can_look(
    desk: FormDesk, service: ScriptedService
) -> None:
    service.lists_books = False
    book_id = await desk.store.books.create("Patients")
    await needs_attention(desk, Status.UNSURE, AnswerLost())
    model = await opened(desk, book_id)
    assert "only you can look" in model.state.evidence
    model.set_id("x")
    model.claim_id()
    assert "number" in model.state.id_message
    model.set_id(" 12 ")
    model.claim_id()
    await desk.quiet()
    [book] = await desk.store.books.get_all()
    assert (book.server_id, book.status) == (12, Status.SAVED)


async def test_an_id_that_is_not_there_is_said(desk: FormDesk, service: ScriptedService) -> None:
    book_id = await desk.store.books.create("Patients")
    await needs_attention(desk, Status.UNSURE, AnswerLost())
    model = await opened(desk, book_id)
    service.fail("book", Refused("no such address book"))
    model.set_id("12")
    model.claim_id()
    await desk.quiet()
    assert "no such address book" in model.state.problem
    assert not model.state.busy
    assert await status(desk, book_id) is Status.UNSURE


async def test_discarding_one_with_contacts_says_what_to_do(desk: FormDesk) -> None:
    book_id = await desk.store.books.create("Patients")
    await needs_attention(desk, Status.REFUSED, Refused("no"))
    contact_id = await desk.session.contacts.create(book_id, ANNA)
    model = await opened(desk, book_id)
    model.discard()
    await desk.quiet()
    assert "Move or delete them first" in model.state.problem
    await desk.session.contacts.delete([contact_id])
    model.discard()
    await desk.quiet()
    assert await status(desk, book_id) is None


async def test_a_refused_delete_is_kept_after_all(desk: FormDesk) -> None:
    book_id = await desk.store.books.create("Patients", 9)
    await desk.store.books.delete(book_id)
    await needs_attention(desk, Status.REFUSED, Refused("not empty"))
    model = await opened(desk, book_id)
    assert (model.state.takes_id, model.state.candidates) == (False, ())
    assert "did not delete" in model.state.heading
    model.discard()
    await desk.quiet()
    assert await status(desk, book_id) is Status.SAVED


async def test_one_that_was_settled_meanwhile_closes_at_once(desk: FormDesk) -> None:
    book_id = await desk.store.books.create("Patients", 9)
    model = BookSettlingViewModel(desk.session, desk.tasks)
    done = finished(model)
    model.start((await desk.store.books.get_all())[0])
    await desk.quiet()
    assert done == [True]
    assert await status(desk, book_id) is Status.SAVED


@pytest.mark.parametrize(
    ("status", "life", "note"),
    [
        (Status.SAVED, Life.LIVE, ""),
        (Status.WAITING, Life.LIVE, ""),
        (Status.REFUSED, Life.LIVE, "Not accepted"),
        (Status.REFUSED, Life.DELETED, "Not deleted"),
        (Status.UNSURE, Life.LIVE, "Unsure whether it exists"),
    ],
)
def test_the_note_at_the_sidebar(status: Status, life: Life, note: str) -> None:
    assert book_note(AddressBook(1, None, "Patients", status, life)) == note


async def test_one_that_somebody_deleted_there_says_so(desk: FormDesk) -> None:
    book_id = await desk.store.books.create("Patients", 5)
    await desk.store.contacts.create(book_id, ANNA, title="New contact")
    await desk.store.sync.lose_books([book_id], asked=await desk.store.sync.sequence())
    state = (await opened(desk, book_id)).state
    assert state.heading == "Somebody deleted this address book at the service"
    assert state.words == "This address book is no longer at the SMS service."
    assert state.takes_id
