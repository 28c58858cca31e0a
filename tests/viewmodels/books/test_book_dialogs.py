"""Adding, renaming and deleting an address book."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import AddressBook, Life
from smsbook_gui.domain.errors import NotOffered, NotSent, Refused, ServiceError
from smsbook_gui.services.contacts.books import HeldBook
from smsbook_gui.services.sync.engine import EngineState
from smsbook_gui.viewmodels.books.dialogs import BookDialogViewModel, Fate
from tests.support.form_desk import ANNA, FormDesk
from tests.support.form_desk import form_desk as open_desk
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService()


@pytest.fixture
async def desk(tmp_path: Path, service: ScriptedService) -> AsyncIterator[FormDesk]:
    async with open_desk(tmp_path, service=service) as desk:
        yield desk


@pytest.fixture
def model(desk: FormDesk) -> BookDialogViewModel:
    return BookDialogViewModel(desk.session, desk.tasks)


def done(model: BookDialogViewModel) -> list[int]:
    found: list[int] = []
    model.done.connect(found.append)
    return found


async def books(desk: FormDesk) -> list[AddressBook]:
    return await desk.store.books.get_all()


async def test_a_new_one(desk: FormDesk, model: BookDialogViewModel) -> None:
    finished = done(model)
    model.start_add()
    assert not model.state.can_go_on
    model.set_name("  Volunteers   2026 ")
    model.accept()
    await desk.quiet()
    (book,) = await books(desk)
    assert (book.name, book.server_id) == ("Volunteers 2026", None)
    assert finished == [book.local_id]


async def test_a_name_twice_is_said(desk: FormDesk, model: BookDialogViewModel) -> None:
    await desk.book("Volunteers")
    finished = done(model)
    model.start_add()
    model.set_name("volunteers")
    model.accept()
    await desk.quiet()
    assert "already" in model.state.problem
    assert finished == []
    assert not model.state.busy


async def test_by_its_id_where_the_service_cannot_list(
    desk: FormDesk, model: BookDialogViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.session.engine, "_state", EngineState(lists_books=False))
    model.start_add()
    assert model.state.needs_id
    model.set_name("Members")
    model.set_server_id("12a")
    model.accept()
    assert model.state.id_message
    model.set_server_id(" 4711 ")
    model.accept()
    await desk.quiet()
    (book,) = await books(desk)
    assert (book.name, book.server_id) == ("Members", 4711)


async def test_the_id_is_asked_for_once_the_account_turns_out_to_need_it(
    desk: FormDesk, model: BookDialogViewModel
) -> None:
    await desk.store.meta.set("lists_books", "no")  # found out before, nobody asked it yet today
    model.start_add()
    assert not model.state.needs_id
    model.set_name("Members")
    model.accept()
    await desk.quiet()
    assert (model.state.needs_id, model.state.problem) == (True, "")
    model.accept()
    await desk.quiet()
    assert model.state.id_message.startswith("Enter the ID")
    model.set_server_id("12")
    model.accept()
    await desk.quiet()
    assert [(book.name, book.server_id) for book in await books(desk)] == [("Members", 12)]


async def test_rename(desk: FormDesk, model: BookDialogViewModel) -> None:
    await desk.book("Volunteers")
    finished = done(model)
    model.start_rename((await books(desk))[0])
    assert model.state.name == "Volunteers"
    model.set_name("Helpers")
    model.accept()
    await desk.quiet()
    assert [book.name for book in await books(desk)] == ["Helpers"]
    assert len(finished) == 1


async def test_the_contacts_of_one_that_is_deleted_move_or_go_with_it(
    desk: FormDesk, model: BookDialogViewModel
) -> None:
    old = await desk.book()
    staff, _others = await desk.book("Staff", 12), await desk.book("Others", 13)
    contact = await desk.known(old)
    old_book = next(book for book in await books(desk) if book.local_id == old)
    told: list[HeldBook] = []
    model.deleted.connect(told.append)
    model.start_delete(old_book, await books(desk))
    assert model.state.asks_fate
    undecided = model.state
    assert not undecided.can_go_on, "it is to be chosen where they go"
    assert old not in [other.local_id for other in model.state.others]
    model.set_move_to(staff)
    assert model.state.can_go_on
    model.accept()
    await desk.quiet()
    assert (await desk.contact(contact)).book_id == staff
    assert [held.title.endswith("1 contact moved to “Staff”") for held in told] == [True]
    staff_book = next(book for book in await books(desk) if book.local_id == staff)
    model.start_delete(staff_book, await books(desk))
    assert model.state.move_to is not None, "with one place left it is that"
    model.set_fate(Fate.DELETE)
    model.accept()
    await desk.quiet()
    assert (await desk.contact(contact)).life is Life.DELETED
    assert [book.name for book in await books(desk)] == ["Others"]


async def test_the_last_one_can_only_go_with_its_contacts(
    desk: FormDesk, model: BookDialogViewModel
) -> None:
    await desk.known(await desk.book())
    (only,) = await books(desk)
    model.start_delete(only, [only])
    assert (model.state.others, model.state.fate) == ((), Fate.DELETE)
    assert model.state.can_go_on


async def test_one_with_contacts_is_not_deleted_where_nobody_can_look_into_it(
    desk: FormDesk, model: BookDialogViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.known(await desk.book())
    (only,) = await books(desk)
    monkeypatch.setattr(desk.session.engine, "_state", EngineState(lists_books=False))
    model.start_delete(only)
    assert model.state.refusal == "There is still 1 contact in it. Move or delete it first."
    assert not model.state.can_go_on
    model.accept()
    await desk.quiet()
    assert len(await books(desk)) == 1


async def test_an_empty_one_is_deleted_after_the_service_was_asked(
    desk: FormDesk, model: BookDialogViewModel, service: ScriptedService
) -> None:
    server_id = await service.new_book("Old")
    await desk.book("Old", server_id)
    finished = done(model)
    model.start_delete((await books(desk))[0])
    model.accept()
    await desk.quiet()
    assert await books(desk) == []
    assert len(finished) == 1


async def test_one_that_is_not_empty_there_stays(
    desk: FormDesk, model: BookDialogViewModel, service: ScriptedService
) -> None:
    server_id = await service.new_book("Old")
    service.put(server_id, ANNA)
    await desk.book("Old", server_id)
    model.start_delete((await books(desk))[0])
    model.accept()
    await desk.quiet()
    assert "still has contacts" in model.state.refusal
    assert len(await books(desk)) == 1


@pytest.mark.parametrize("answer", [NotOffered(), Refused("no such address book")])
async def test_one_that_the_service_cannot_tell_about_is_removed_here(
    desk: FormDesk, model: BookDialogViewModel, service: ScriptedService, answer: ServiceError
) -> None:
    await desk.book("Wrong ID", 4711)
    service.fail("book", answer)
    finished = done(model)
    model.start_delete((await books(desk))[0])
    model.accept()
    await desk.quiet()
    assert (model.state.can_forget, model.state.can_go_on) == (True, True)
    assert (len(await books(desk)), finished) == (1, [])
    model.accept()
    await desk.quiet()
    assert (len(await books(desk)), len(finished)) == (0, 1)
    assert service.made("delete_book") == []


async def test_without_a_connection_it_says_so(
    desk: FormDesk, model: BookDialogViewModel, service: ScriptedService
) -> None:
    server_id = await service.new_book("Old")
    await desk.book("Old", server_id)
    service.fail("book", NotSent())
    model.start_delete((await books(desk))[0])
    model.accept()
    await desk.quiet()
    assert "cannot be reached" in model.state.refusal
    assert not model.state.busy
