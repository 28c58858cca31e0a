"""Recently deleted tells when and by whom, and bringing back warns where it means something."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from smsbook_gui.domain.contacts.batch import BatchKind, EndedBy
from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.contacts.table import Column
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import FIRST, PHONE, Office, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def statuses(workspace: WorkspaceViewModel) -> dict[str, str]:
    """What the column Status says in full by first name, as far as rows are here."""
    model = workspace.table.model
    rows = [(number, model.row(number)) for number in range(model.rowCount())]
    return {
        row.cells[0] or "": str(
            model.index(number, Column.STATUS).data(Qt.ItemDataRole.ToolTipRole)
        )
        for number, row in rows
        if row is not None
    }


def banners(workspace: WorkspaceViewModel) -> list[str]:
    return [banner.text for banner in workspace.banner.state.banners]


async def go_to_deleted(workspace: WorkspaceViewModel, count: int) -> None:
    workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await until(lambda: workspace.table.state.complete and workspace.table.state.shown == count)
    await until(lambda: len(statuses(workspace)) == count)


async def send_deletes(office: Office) -> None:
    """The service does every delete that waits."""
    now = datetime.now(UTC) + timedelta(days=2)
    for job in await office.store.sync.next_jobs(now, 100, frozenset()):
        assert job.op is Op.DELETE
        for request in await office.store.sync.begin_send([job]):
            await office.store.sync.accept(request.entity, None)


async def deleted(office: Office, *ids: int) -> None:
    """Deleted, and gone from the service."""
    held = await office.session.contacts.delete(ids)
    await office.session.contacts.release(held.batch_id)
    await send_deletes(office)


async def test_it_says_when_and_by_whom(office: Office) -> None:
    workspace = await office.workspace()
    anna, bruno, chloe = workspace.table.model.ids[:3]
    await deleted(office, anna)
    asked = await office.store.sync.sequence()
    await office.store.sync.mark_gone([bruno], asked=asked)
    batch = await office.store.imports.begin_staging(kind=BatchKind.IMPORT, title="Import")
    await office.store.imports.stage_creates(
        batch, [(office.staff, {FIRST: "Ida", PHONE: "0491570156"})]
    )
    await office.store.imports.commit_staging(batch)
    await office.store.bulk.undo_batch(batch)
    await office.session.contacts.delete([chloe])
    await go_to_deleted(workspace, 4)
    lines = await office.store.contacts.history(anna)
    when = display_time(lines[0].at)
    assert statuses(workspace) == {
        "Anna": f"Deleted by you, {when}",
        "Bruno": f"No longer at the service since {when}",
        "Ida": f"Gone with its import, {when}",
        "Chloé": f"Deleted by you, {when} – Waiting",
    }
    brief = [row.cells[Column.STATUS] for row in map(workspace.table.model.row, range(2)) if row]
    assert [text.split(", ")[1] for text in brief if text] == ["by you", "import"]
    ends = await office.store.contacts.ends([anna, bruno, chloe])
    assert [ends[one].by for one in (anna, bruno)] == [EndedBy.PERSON, EndedBy.SERVICE]


async def test_what_the_service_has_no_more_is_restored_after_one_warning(office: Office) -> None:
    workspace = await office.workspace()
    anna, bruno = workspace.table.model.ids[:2]
    await deleted(office, anna)
    await office.session.contacts.delete([bruno])
    await go_to_deleted(workspace, 2)
    workspace.table.select_all()
    workspace.restore_selected()
    await until(lambda: office.questions)
    office.answer("cancel")
    assert (await office.contact(anna)).life is Life.DELETED
    workspace.restore_selected()
    await until(lambda: office.questions)
    question = office.answer("restore")
    assert question.text == "Restore 2 contacts?"
    assert "deleted 1 of them already; it gets a new place there" in question.more
    assert "opted out" in question.more
    await until(lambda: "Restored 2 contacts" in banners(workspace))
    assert office.questions == []


async def test_what_the_service_still_has_comes_back_without_a_word(office: Office) -> None:
    workspace = await office.workspace()
    anna = workspace.table.model.ids[0]
    await office.session.contacts.delete([anna])
    await go_to_deleted(workspace, 1)
    workspace.table.select_all()
    workspace.restore_selected()
    await until(lambda: "Restored Anna Berg" in banners(workspace))
    assert office.questions == []
    assert (await office.contact(anna)).life is Life.LIVE


async def test_the_undo_of_a_delete_that_was_not_sent_warns_of_nothing(office: Office) -> None:
    workspace = await office.workspace()
    anna = workspace.table.model.ids[0]
    await deleted(office, anna)
    await office.session.contacts.restore([anna])
    # It waits to be made anew; nobody at the service has heard of it.
    await office.session.contacts.delete([anna])
    report = await office.session.contacts.undo()
    assert (report.changed, report.recreated) == (1, 0)


async def test_the_undo_of_a_delete_that_was_sent_warns(office: Office) -> None:
    workspace = await office.workspace()
    await deleted(office, workspace.table.model.ids[0])
    assert (await office.session.contacts.undo()).recreated == 1


async def test_the_last_ones_deleted_stand_first_with_their_address_book(office: Office) -> None:
    workspace = await office.workspace()
    anna, bruno = workspace.table.model.ids[:2]
    await office.session.contacts.delete([bruno])
    await office.session.contacts.delete([anna])
    await office.session.books.delete_with(office.customers, None)
    await go_to_deleted(workspace, 6)
    model = workspace.table.model
    assert list(model.ids[-2:]) == [anna, bruno]
    row = model.row(0)
    assert row is not None
    assert row.cells[Column.BOOK] == "Customers", "though it went with them"
    assert str(row.cells[Column.STATUS]).endswith("address book")
    heading = model.headerData(Column.STATUS, Qt.Orientation.Horizontal)
    assert heading == "Deleted"
    workspace.table.sort_by(ContactField.LAST_NAME)
    await until(lambda: workspace.table.state.complete and model.ids[0] == anna)
    workspace.table.search("Bruno")
    await until(lambda: list(model.ids) == [bruno])


async def test_many_are_restored_at_once_and_one_undo_deletes_them_again(office: Office) -> None:
    workspace = await office.workspace()
    await office.session.contacts.delete(workspace.table.model.ids[:3].tolist())
    await go_to_deleted(workspace, 3)
    workspace.table.select_all()
    workspace.restore_selected()
    await until(lambda: "Restored 3 contacts" in banners(workspace))
    [banner] = [one for one in workspace.banner.state.banners if one.actions]
    workspace.banner.choose(banner.number, 0)
    await until(lambda: workspace.sidebar.state.items[-1].count == 3)


async def test_the_form_says_when_from_where_and_until_when_it_stays(office: Office) -> None:
    workspace = await office.workspace()
    anna = workspace.table.model.ids[0]
    await office.session.contacts.delete([anna])
    await go_to_deleted(workspace, 1)
    workspace.table.select_all()
    await until(lambda: workspace.form.state.ended)
    when, book, until_day = workspace.form.state.ended.split(". ")
    assert when.startswith("Deleted by you, ")
    assert book == "It was in “Customers”"
    assert until_day.startswith("It stays here until ")
    assert not workspace.form.state.editable


async def test_emptying_says_what_it_means_and_leaves_what_the_service_still_has(
    office: Office,
) -> None:
    async with looked_after(office):
        await _empty(office)


async def _empty(office: Office) -> None:
    workspace = await office.workspace()
    anna, bruno = workspace.table.model.ids[:2]
    await deleted(office, anna)
    held = await office.session.contacts.delete([bruno])
    await go_to_deleted(workspace, 2)
    workspace.empty_deleted()
    question = office.answer("cancel")
    assert question.text == "Erase 2 deleted contacts?"
    assert "“Restore from backup…” can, as long as a backup still has them" in question.more
    assert "1 of them is still to be deleted at the SMS service" in question.more
    workspace.empty_deleted()
    office.answer("erase")
    await until(lambda: list(workspace.table.model.ids) == [bruno])
    await office.session.contacts.release(held.batch_id)
    await send_deletes(office)
    await until(lambda: workspace.table.state.shown == 0 and workspace.table.state.complete)


@asynccontextmanager
async def looked_after(office: Office) -> AsyncIterator[None]:
    """What the session does about deleted contacts by itself."""
    looking = asyncio.ensure_future(office.session.deleted.run())
    yield
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking


async def test_deleting_for_good_asks_once_and_tells_when_it_is_done(office: Office) -> None:
    async with looked_after(office):
        workspace = await office.workspace()
        anna = workspace.table.model.ids[0]
        await deleted(office, anna)
        await go_to_deleted(workspace, 1)
        workspace.table.select_all()
        workspace.erase_selected()
        await until(lambda: office.questions)
        question = office.answer("cancel")
        assert question.text == "Delete Anna Berg for good?"
        assert "backups" in question.more
        assert question.default == "cancel"
        await until(lambda: workspace.form.state.contact_id == anna)
        workspace.form.erase()
        await until(lambda: office.questions)
        office.answer("erase")
        await until(lambda: "Deleted Anna Berg for good" in banners(workspace))
        assert await office.store.contacts.get(anna) is None
        assert "Erasing… Backups may take a while." not in banners(workspace)
        await until(lambda: workspace.table.state.shown == 0)
        await until(lambda: workspace.form.state.contact_id is None)


async def test_deleting_for_good_what_the_service_still_has_says_that_it_waits(
    office: Office,
) -> None:
    async with looked_after(office):
        workspace = await office.workspace()
        await office.session.contacts.delete([workspace.table.model.ids[0]])
        await go_to_deleted(workspace, 1)
        workspace.table.select_all()
        workspace.erase_selected()
        await until(lambda: office.questions)
        assert "still to be deleted at the SMS service" in office.answer("erase").more
        words = "1 contact is still to be deleted at the SMS service. It is erased after that."
        await until(lambda: words in banners(workspace))
