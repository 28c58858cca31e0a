"""One account at work: table, form, banners and questions together, over a real store."""

import asyncio
from array import array
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QSignalSpy

from smsbook_gui.domain.contacts.batch import UndoReport
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.filters import ChoiceColumn, ChoiceFilter
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.phones.phone_findings import NumberMark
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.contacts.contacts import HeldDelete
from smsbook_gui.viewmodels.common.banner import Banner
from smsbook_gui.viewmodels.contacts import commands
from smsbook_gui.viewmodels.contacts.form import FormMode, LeaveAnswer
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.shell.practice import ToTry
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.form_desk import form_desk
from tests.support.office import COMPANY, FIRST, PHONE, Office, first_names, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def pick(workspace: WorkspaceViewModel, first: int, last: int | None = None) -> list[int]:
    """Do as a click (and a Shift+click) in the table does."""
    last = first if last is None else last
    workspace.table.pick(workspace.table.model.ids[last])
    workspace.table.select_rows(SelectionOp.SELECT, first, last, clear=True)
    return list(workspace.table.model.ids[first : last + 1])


async def picked(workspace: WorkspaceViewModel, row: int) -> int:
    """Pick a row and wait until the form shows its contact, ready to be typed into."""
    (contact_id,) = pick(workspace, row)
    await until(
        lambda: workspace.form.state.contact_id == contact_id and workspace.form.state.editable
    )
    return contact_id


def banners(workspace: WorkspaceViewModel) -> list[str]:
    return [banner.text for banner in workspace.banner.state.banners]


def press(workspace: WorkspaceViewModel, text: str) -> None:
    """Press the banners' button of that name."""
    (found,) = [
        (banner, number)
        for banner in workspace.banner.state.banners
        for number, action in enumerate(banner.actions)
        if action.text == text
    ]
    banner: Banner = found[0]
    workspace.banner.choose(banner.number, found[1])


# ---- the form follows the table ------------------------------------------------------------


async def test_the_form_shows_the_row_that_is_picked(office: Office) -> None:
    workspace = await office.workspace()
    contact_id = await picked(workspace, 2)
    assert workspace.form.state.texts[FIRST] == "Chloé"
    assert workspace.table.state.current == contact_id
    assert workspace.state.selected == 1


async def test_several_rows_show_their_number(office: Office) -> None:
    workspace = await office.workspace()
    pick(workspace, 1, 3)
    await until(lambda: workspace.form.state.mode is FormMode.SEVERAL)
    assert workspace.form.state.selected == 3


async def test_a_row_selected_by_assistive_technology_is_shown(office: Office) -> None:
    workspace = await office.workspace()
    await picked(workspace, 0)
    workspace.table.select_rows(SelectionOp.SELECT, 4, 4, clear=True)
    await until(lambda: workspace.form.state.contact_id == workspace.table.model.ids[4])


@pytest.mark.parametrize("answer", LeaveAnswer)
async def test_leaving_unsaved_edits_asks_and_does_as_answered(
    office: Office, answer: LeaveAnswer
) -> None:
    workspace = await office.workspace()
    asked = QSignalSpy(workspace.form.leave_asked)
    first = await picked(workspace, 0)
    workspace.form.set_field(COMPANY, "Typed")
    (second,) = pick(workspace, 1)
    await until(lambda: asked.count() == 1)
    assert workspace.form.state.contact_id == first
    workspace.form.answer_leave(answer)
    stays = answer is LeaveAnswer.KEEP
    await until(lambda: workspace.form.state.contact_id == (first if stays else second))
    await until(lambda: workspace.table.state.current == (first if stays else second))
    assert workspace.table.selected_ids() == [first if stays else second]
    saved = (await office.contact(first)).values.get(COMPANY)
    assert saved == ("Typed" if answer is LeaveAnswer.SAVE else None)


async def test_a_search_takes_a_contact_that_is_not_found_out_of_the_form(office: Office) -> None:
    workspace = await office.workspace()
    await picked(workspace, 0)
    workspace.table.search("frank")
    await until(lambda: workspace.form.state.mode is FormMode.EMPTY)
    assert workspace.table.state.current is None


async def test_a_search_never_takes_unsaved_edits_away(office: Office) -> None:
    workspace = await office.workspace()
    first = await picked(workspace, 0)
    workspace.form.set_field(COMPANY, "Typed")
    workspace.table.search("frank")
    await until(lambda: workspace.table.state.complete and workspace.table.state.shown == 1)
    assert workspace.form.state.contact_id == first
    assert workspace.form.state.texts[COMPANY] == "Typed"


# ---- delete, undo, restore, move -----------------------------------------------------------


async def test_a_few_contacts_are_deleted_without_a_question_and_come_back(office: Office) -> None:
    workspace = await office.workspace()
    ids = pick(workspace, 1, 3)
    workspace.delete_selected()
    await until(lambda: banners(workspace) == ["Deleted 3 contacts"])
    assert office.questions == []
    await until(lambda: workspace.table.state.shown == 3)
    after = workspace.table.model.ids[1]
    await until(lambda: workspace.form.state.contact_id == after)
    held = await office.session.contacts.held_deletes()
    assert [delete.count for delete in held] == [3], "the calls wait for the banner"
    press(workspace, "Undo")
    await until(lambda: workspace.table.state.shown == 6)
    assert {(await office.contact(each)).life for each in ids} == {Life.LIVE}
    await until(lambda: banners(workspace) == ["Undone: 3 contacts deleted."])
    await until(lambda: workspace.table.selected_ids() == ids)


async def test_whom_an_undo_brings_back_is_selected_and_named(office: Office) -> None:
    workspace = await office.workspace()
    anna = await picked(workspace, 0)
    workspace.delete_selected()
    await until(lambda: workspace.table.state.shown == 5)
    workspace.undo()
    await until(lambda: banners(workspace) == ["Undone: delete of Anna Berg."])
    await until(lambda: workspace.table.selected_ids() == [anna])
    await until(lambda: workspace.form.state.contact_id == anna)
    await picked(workspace, 3)
    workspace.redo()
    await until(lambda: banners(workspace) == ["Done again: delete of Anna Berg."])
    await until(lambda: workspace.table.state.shown == 5)
    await workspace.idle()
    assert workspace.table.selected_ids() == [workspace.table.model.ids[2]], "as it was"


async def test_an_undo_in_a_hurry_is_told_after_what_it_takes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name for "Deleted Anna Berg" is still being read when Ctrl+Z follows."""
    workspace = await office.workspace()
    await picked(workspace, 0)
    bulk = office.session.local.bulk
    lines = bulk.lines

    async def slow_lines(*arguments: Any, **more: Any) -> Any:
        for _ in range(30):
            await bulk.batches(limit=1)
        return await lines(*arguments, **more)

    monkeypatch.setattr(bulk, "lines", slow_lines)
    workspace.delete_selected()
    await until(lambda: workspace.table.state.shown == 5)
    monkeypatch.setattr(bulk, "lines", lines)
    workspace.undo()
    await until(lambda: workspace.table.state.shown == 6)
    await workspace.idle()
    assert banners(workspace) == ["Undone: delete of Anna Berg."]


async def test_what_takes_long_says_that_it_is_under_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sees nothing happen presses Ctrl+Z again, and that takes back one action more."""
    workspace = await office.workspace()
    pick(workspace, 0, 2)
    workspace.delete_selected()
    await until(lambda: workspace.table.state.shown == 3)
    await workspace.idle()
    under_way, undo = asyncio.Event(), office.session.contacts.undo

    async def slow() -> UndoReport:
        await under_way.wait()
        return await undo()

    monkeypatch.setattr(commands, "TELLS_AFTER", 0.0)
    monkeypatch.setattr(office.session.contacts, "undo", slow)
    workspace.undo()
    await until(lambda: "Changing your contacts…" in banners(workspace))
    under_way.set()
    await until(lambda: banners(workspace) == ["Undone: 3 contacts deleted."])


async def test_who_was_sent_leaves_the_rows_of_those_that_wait(office: Office) -> None:
    workspace = await office.workspace()
    only = ChoiceFilter(ChoiceColumn.STATUS, frozenset({Status.WAITING}))
    anna = workspace.table.model.ids[0]
    await office.desk.reads(anna)
    await office.session.contacts.edit(anna, {COMPANY: "New"})
    workspace.table.set_filter(only)
    await until(lambda: first_names(workspace) == ["Anna"])
    sync = office.store.sync
    [request] = await sync.begin_send(await sync.next_jobs(datetime.now(UTC), 9, frozenset()))
    await until(lambda: workspace.table.state.complete and not workspace.table.model.ids)
    await sync.accept(request.entity, None)
    workspace.table.set_filter(replace(only, keys=frozenset({Status.SAVED})))
    await until(lambda: workspace.table.state.shown == 6)


async def test_practice_ticks_off_the_undo_of_an_edit_and_of_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = await office.workspace()
    ticked: list[ToTry] = []
    monkeypatch.setattr(workspace.practice, "done", ticked.append)
    await picked(workspace, 0)
    workspace.delete_selected()
    await until(lambda: workspace.table.state.shown == 5)
    workspace.undo()
    await until(lambda: workspace.table.state.shown == 6)
    await workspace.idle()
    assert ticked == []
    await office.session.contacts.edit(workspace.table.model.ids[0], {COMPANY: "New"})
    workspace.undo()
    await until(lambda: ticked == [ToTry.TAKE_BACK])


async def test_an_undo_among_what_is_selected_leaves_the_selection(office: Office) -> None:
    workspace = await office.workspace()
    ids = pick(workspace, 0, 2)
    await office.session.contacts.edit(ids[1], {COMPANY: "New"})
    workspace.undo()
    await until(lambda: banners(workspace))
    await workspace.idle()
    assert workspace.table.selected_ids() == ids


async def test_an_undo_that_finds_something_unsaved_selects_nothing(office: Office) -> None:
    workspace = await office.workspace()
    await picked(workspace, 0)
    workspace.delete_selected()
    await until(lambda: workspace.table.state.shown == 5)
    other = await picked(workspace, 2)
    workspace.form.set_field(COMPANY, "Typed")
    workspace.undo()
    await until(lambda: workspace.table.state.shown == 6)
    await workspace.idle()
    assert workspace.form.state.contact_id == other
    assert workspace.form.state.texts[COMPANY] == "Typed"


async def test_the_calls_go_out_when_the_banner_goes(office: Office) -> None:
    workspace = await office.workspace(banner_seconds=0.02)
    pick(workspace, 0)
    workspace.delete_selected()

    async def released() -> bool:
        deleted = (await office.store.contacts.counts()).deleted == 1
        return deleted and not await office.session.contacts.held_deletes()

    await until(released)
    assert banners(workspace) == []


async def test_undo_in_the_banner_never_takes_back_something_else(office: Office) -> None:
    workspace = await office.workspace()
    (deleted,) = pick(workspace, 0)
    workspace.delete_selected()
    await until(lambda: banners(workspace) == ["Deleted Anna Berg"])
    other = workspace.table.model.ids[3]
    await office.session.contacts.edit(other, {COMPANY: "Since"})
    press(workspace, "Undo")
    await until(lambda: banners(workspace) == ["Restored Anna Berg"])
    assert (await office.contact(deleted)).life is Life.LIVE
    assert (await office.contact(other)).values[COMPANY] == "Since"


async def test_saving_takes_the_banner_of_an_earlier_delete_away(office: Office) -> None:
    workspace = await office.workspace()
    pick(workspace, 0)
    workspace.delete_selected()
    await until(lambda: banners(workspace) == ["Deleted Anna Berg"])
    await until(lambda: workspace.table.state.shown == 5)
    await picked(workspace, 2)
    workspace.form.set_field(COMPANY, "Later")
    workspace.form.save()
    await until(lambda: banners(workspace) == [])


async def test_many_contacts_are_deleted_after_one_question(tmp_path: Path) -> None:
    people = [(f"P{number:02}", f"L{number:02}") for number in range(21)]
    async with office_at(tmp_path, people) as office:
        workspace = await office.workspace()
        workspace.table.select_all()
        workspace.delete_selected()
        question = office.answer("cancel")
        assert question.text == "Delete 21 contacts?"
        assert question.default == "cancel"
        assert (await office.store.contacts.counts()).deleted == 0
        workspace.delete_selected()
        office.answer("delete")
        await until(lambda: banners(workspace) == ["Deleted 21 contacts"])
        await until(lambda: workspace.table.state.shown == 0)


async def test_what_was_deleted_is_restored_from_where_it_went(office: Office) -> None:
    workspace = await office.workspace()
    (deleted,) = pick(workspace, 0)
    workspace.delete_selected()
    await until(lambda: workspace.sidebar.state.items[-1].count == 1)
    workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    table = workspace.table
    await until(lambda: table.state.complete and list(table.model.ids) == [deleted])
    before = workspace.state
    pick(workspace, 0)
    after = workspace.state
    assert [state.can_restore for state in (before, after)] == [False, True]
    assert not after.can_change
    workspace.restore_selected()
    await until(lambda: "Restored Anna Berg" in banners(workspace))
    assert (await office.contact(deleted)).life is Life.LIVE


async def test_moving_can_be_undone(office: Office) -> None:
    workspace = await office.workspace()
    ids = pick(workspace, 0, 1)
    workspace.put_selected(office.staff, False)
    await until(lambda: banners(workspace) == ["Moved 2 contacts to “Staff”"])
    assert {(await office.contact(each)).book_id for each in ids} == {office.staff}
    press(workspace, "Undo")
    await until(lambda: banners(workspace) == ["Undone: 2 contacts moved."])
    assert {(await office.contact(each)).book_id for each in ids} == {office.customers}


async def test_unsaved_edits_are_asked_about_before_their_contact_is_deleted(
    office: Office,
) -> None:
    workspace = await office.workspace()
    asked = QSignalSpy(workspace.form.leave_asked)
    contact_id = await picked(workspace, 0)
    workspace.form.set_field(COMPANY, "Typed")
    workspace.delete_selected()
    assert asked.count() == 1
    workspace.form.answer_leave(LeaveAnswer.KEEP)
    assert (await office.contact(contact_id)).life is Life.LIVE
    workspace.delete_selected()
    workspace.form.answer_leave(LeaveAnswer.DISCARD)
    await until(lambda: banners(workspace) == ["Deleted Anna Berg"])


async def test_nothing_to_undo_is_said_quietly(office: Office) -> None:
    workspace = await office.workspace()
    workspace.redo()
    await until(lambda: banners(workspace) == ["There is nothing to redo."])


async def test_redo_does_again_what_undo_took_back(office: Office) -> None:
    workspace = await office.workspace()
    contact_id = workspace.table.model.ids[0]
    await office.session.contacts.edit(contact_id, {COMPANY: "New"})
    workspace.undo()
    await until(lambda: banners(workspace) == ["Undone: edit of Anna Berg."])
    assert (await office.contact(contact_id)).values.get(COMPANY, "") == ""
    workspace.redo()
    await until(lambda: banners(workspace) == ["Done again: edit of Anna Berg."])
    assert (await office.contact(contact_id)).values[COMPANY] == "New"


# ---- new contacts and address books ----------------------------------------------------------


async def test_a_new_contact_goes_into_the_address_book_on_show(office: Office) -> None:
    workspace = await office.workspace()
    wanted = QSignalSpy(workspace.form_requested)
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    workspace.new_contact()
    assert wanted.count() == 1
    workspace.form.set_field(FIRST, "Zoë")
    workspace.form.set_field(PHONE, "0491 570 156")
    workspace.form.save()
    await until(lambda: workspace.table.state.shown == 1)
    await until(lambda: first_names(workspace) == ["Zoë"])
    await until(lambda: workspace.table.state.current == workspace.table.model.ids[0])
    assert workspace.table.selected_ids() == list(workspace.table.model.ids)


async def test_a_list_from_before_the_save_does_not_close_the_new_contact(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = await office.workspace()
    search, read, gate = office.store.contacts.search, asyncio.Event(), asyncio.Event()

    async def late(query: Query) -> AsyncIterator["array[int]"]:
        chunks = [chunk async for chunk in search(query)]
        read.set()
        await gate.wait()
        for chunk in chunks:
            yield chunk

    monkeypatch.setattr(office.store.contacts, "search", late)
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await read.wait()
    workspace.new_contact()
    workspace.form.set_field(FIRST, "Zoë")
    workspace.form.set_field(PHONE, "0491 570 156")
    workspace.form.save()
    await until(lambda: workspace.table.state.current is not None)
    saved = workspace.table.state.current
    gate.set()
    await until(lambda: workspace.table.model.place_of(saved) is not None)
    assert workspace.form.state.contact_id == workspace.table.state.current == saved


async def test_where_there_is_no_address_book_that_comes_first(tmp_path: Path) -> None:
    async with form_desk(tmp_path) as desk:
        office = Office(desk, tmp_path)
        workspace = await office.workspace()
        asked = QSignalSpy(workspace.windows.requested)
        workspace.new_contact()
        assert asked.count() == 1
        assert workspace.form.state.mode is FormMode.EMPTY
        workspace.windows.book_dialog.set_name("Friends")
        workspace.windows.book_dialog.accept()
        await until(lambda: workspace.form.state.mode is FormMode.NEW)
        await until(lambda: workspace.form.state.book_id is not None)
        await office.leave()


async def test_an_address_book_that_goes_gives_way_to_all_contacts(office: Office) -> None:
    workspace = await office.workspace()
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await until(lambda: workspace.state.book is not None)
    await office.store.books.delete(office.staff)
    await until(lambda: workspace.sidebar.state.scope == Scope())
    await until(lambda: workspace.table.state.shown == 6)


async def test_the_sidebar_counts_and_says_so(office: Office) -> None:
    workspace = await office.workspace()
    texts = [item.accessible_text for item in workspace.sidebar.state.items]
    assert texts == [
        "All contacts, 6 contacts",
        "Customers, 6 contacts",
        "Staff, 0 contacts",
        "Needs attention, 0 contacts",
        "Recently deleted, 0 contacts",
    ]


# ---- from one start to the next ----------------------------------------------------------------


async def test_scope_order_and_selection_come_back(office: Office) -> None:
    workspace = await office.workspace()
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.customers))
    workspace.table.sort_by(FIRST, descending=True)
    await until(lambda: workspace.table.state.complete)
    contact_id = await picked(workspace, 4)
    await office.close(workspace)
    again = await office.workspace()
    assert again.table.state.query == workspace.table.state.query
    await until(lambda: again.form.state.contact_id == contact_id)
    assert again.table.selected_ids() == [contact_id]


async def test_a_selection_of_several_comes_back(office: Office) -> None:
    workspace = await office.workspace()
    ids = pick(workspace, 1, 3)
    await until(lambda: workspace.form.state.mode is FormMode.SEVERAL)
    await office.close(workspace)
    again = await office.workspace()
    await until(lambda: again.table.selected_ids() == ids)
    await until(lambda: again.form.state.mode is FormMode.SEVERAL)


@pytest.mark.parametrize(
    "kept", ["text", 7, {"scope": 3, "book": "x", "sort": [], "current": True, "selected": {}}]
)
async def test_a_place_that_makes_no_sense_is_no_obstacle(office: Office, kept: object) -> None:
    office.settings.set("place.test", kept)  # type: ignore[arg-type]
    workspace = await office.workspace()
    assert workspace.table.state.query.scope == Scope()
    assert workspace.table.state.shown == 6


async def test_a_draft_is_offered_and_opened(office: Office) -> None:
    contact_id = (await office.workspace()).table.model.ids[2]
    await office.close(office._workspaces[0])
    await office.store.drafts.save(Draft(contact_id, None, {COMPANY: "Half typed"}))
    workspace = await office.workspace()
    await until(lambda: banners(workspace) == ["You have unsaved changes from last time"])
    press(workspace, "Open")
    await until(lambda: workspace.form.state.texts[COMPANY] == "Half typed")
    assert workspace.form.has_unsaved
    assert workspace.table.state.current == contact_id


async def test_a_draft_can_be_thrown_away(office: Office) -> None:
    await office.store.drafts.save(Draft(None, office.staff, {FIRST: "Half"}))
    workspace = await office.workspace()
    await until(lambda: banners(workspace) == ["You have unsaved changes from last time"])
    press(workspace, "Discard")

    async def gone() -> bool:
        return await office.store.drafts.get() is None

    await until(gone)


async def test_nothing_is_there_to_delete_before_the_held_deletes_are_known(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A delete of now would be taken for one of an earlier run, and get a second banner."""
    held, search, order = (
        office.session.contacts.held_deletes,
        office.store.contacts.search,
        list[str](),
    )

    async def noted_held() -> list[HeldDelete]:
        found = await held()
        order.append("held")
        return found

    def noted_search(query: Query) -> AsyncIterator["array[int]"]:
        order.append("search")
        return search(query)

    monkeypatch.setattr(office.session.contacts, "held_deletes", noted_held)
    monkeypatch.setattr(office.store.contacts, "search", noted_search)
    await office.workspace()
    assert order[:2] == ["held", "search"]


async def test_a_delete_that_was_held_at_the_end_can_still_be_undone(office: Office) -> None:
    workspace = await office.workspace()
    ids = pick(workspace, 0, 1)
    workspace.delete_selected()
    await until(lambda: banners(workspace) == ["Deleted 2 contacts"])
    await office.close(workspace)
    again = await office.workspace()
    await until(lambda: banners(again) == ["Deleted 2 contacts"])
    press(again, "Undo")
    await until(lambda: again.table.state.shown == 6)
    assert {(await office.contact(each)).life for each in ids} == {Life.LIVE}


async def test_deletes_that_were_held_at_the_end_have_one_banner(office: Office) -> None:
    """A second banner would let the first one's go."""
    [first, second, third, *_] = await office.store.contacts.ids_of(Query())
    await office.session.contacts.delete([first])
    await office.session.contacts.delete([second, third])
    held = await office.session.contacts.held_deletes()
    again = await office.workspace()
    await until(lambda: banners(again) == ["Deleted 3 contacts"])
    assert await office.session.contacts.held_deletes() == held
    press(again, "Undo")
    await until(lambda: again.table.state.shown == 6)


@pytest.mark.parametrize("answer", ["Undo", "Delete now"])
async def test_many_deletes_of_an_earlier_run_wait_until_somebody_has_seen_them(
    tmp_path: Path, answer: str
) -> None:
    people = [("Number", str(number)) for number in range(30)]
    async with office_at(tmp_path, people) as office:
        workspace = await office.workspace()
        pick(workspace, 0, 29)
        workspace.delete_selected()
        office.answer("delete")
        await until(lambda: banners(workspace) == ["Deleted 30 contacts"])
        await office.close(workspace)
        again = await office.workspace(banner_seconds=0.01)
        text = "Deleted 30 contacts before SMS Book was closed. The SMS service still has them."
        await until(lambda: banners(again) == [text])
        for number in range(5):
            again.banner.show(Banner(f"Something else {number}", seconds=0.01))
        again.commands.something_else_done()
        await until(lambda: banners(again) == [text])
        assert [each.count for each in await office.session.contacts.held_deletes()] == [30]
        assert (again.state.deleted, again.state.deleting) == (30, 30)
        press(again, answer)

        async def answered() -> bool:
            live = len(again.table.model.ids) == (30 if answer == "Undo" else 0)
            return live and not await office.session.contacts.held_deletes()

        await until(answered)


# ---- the address book of a new contact -----------------------------------------------------------


async def new_contacts_book(workspace: WorkspaceViewModel) -> int | None:
    """Start a new contact; the address book that is chosen for it."""
    workspace.new_contact()
    await until(lambda: workspace.form.state.mode is FormMode.NEW)
    await workspace._tasks.idle()
    return workspace.form.state.book_id


async def test_a_new_contact_goes_where_the_last_one_went_also_after_a_restart(
    office: Office,
) -> None:
    workspace = await office.workspace()
    assert await new_contacts_book(workspace) is None, "nothing tells which of the two"
    workspace.form.set_book(office.staff)
    workspace.form.set_field(PHONE, "0491 570 157")
    workspace.form.save()
    await until(lambda: workspace.form.state.mode is FormMode.CONTACT)
    assert await new_contacts_book(workspace) == office.staff

    await office.close(workspace)
    office.settings.flush()
    office.settings = Settings(office.store.path.parent.parent)
    workspace = await office.workspace()
    assert await new_contacts_book(workspace) == office.staff
    workspace.form.set_field(PHONE, "0491 570 158")
    workspace.form.save()
    await until(lambda: workspace.form.state.mode is FormMode.CONTACT)


async def test_the_address_book_on_show_goes_before_the_last_one(office: Office) -> None:
    workspace = await office.workspace()
    office.settings.set("last_book.test", office.staff)
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.customers))
    assert await new_contacts_book(workspace) == office.customers


async def test_the_only_address_book_is_chosen_where_the_last_one_is_gone(office: Office) -> None:
    workspace = await office.workspace()
    office.settings.set("last_book.test", office.staff)
    await office.store.books.delete(office.staff)
    await until(lambda: len(workspace.state.books) == 1)
    assert await new_contacts_book(workspace) == office.customers


# ---- the same number as another contact ----------------------------------------------------------


async def test_the_other_owner_of_a_number_is_opened_after_the_question(office: Office) -> None:
    workspace = await office.workspace()
    asked = QSignalSpy(workspace.form.leave_asked)
    other = workspace.table.model.ids[3]
    await picked(workspace, 0)
    workspace.form.set_field(PHONE, "+61 491 000 003")
    await until(lambda: workspace.form.state.owner)
    workspace.form.show_other()
    assert asked.count() == 1
    workspace.form.answer_leave(LeaveAnswer.DISCARD)
    await until(lambda: workspace.form.state.contact_id == other)
    assert workspace.table.state.current == other
    assert workspace.table.selected_ids() == [other]


async def test_the_other_owner_is_shown_among_all_where_the_list_has_it_not(
    office: Office,
) -> None:
    workspace = await office.workspace()
    other = workspace.table.model.ids[3]
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await until(lambda: workspace.table.state.complete and not workspace.table.model.ids)
    workspace.new_contact()
    workspace.form.set_field(PHONE, "0491000003")
    await until(lambda: workspace.form.state.owner)
    workspace.form.show_other()
    workspace.form.answer_leave(LeaveAnswer.DISCARD)
    await until(lambda: workspace.table.state.complete and len(workspace.table.model.ids) == 6)
    assert workspace.sidebar.state.scope == Scope()
    assert (workspace.form.state.contact_id, workspace.table.state.current) == (other, other)


async def test_marks_follow_what_becomes_of_other_contacts(office: Office) -> None:
    workspace = await office.workspace()
    model = workspace.table.model
    model.look_ahead(0, 5)
    await until(lambda: model.mark(0) is not None)
    assert model.mark(0) == NumberMark()
    await office.session.contacts.edit(model.ids[3], {PHONE: "0491000000"})
    await until(lambda: model.mark(0) == NumberMark(shared=True))
    assert model.mark(3) == NumberMark(shared=True)
    await office.session.contacts.delete([model.ids[3]])
    await until(lambda: model.mark(0) == NumberMark())
