"""Activity: batches, their lines, the way back of each, the sync in words."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import WayBack
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import NotAnswering, NotSent, Refused
from smsbook_gui.services.sync.engine import Connection, EngineState, PullStage, SyncProgress
from smsbook_gui.viewmodels.history.activity import ActivityViewModel, sync_text
from tests.support.form_desk import COMPANY, FIRST, FormDesk
from tests.support.form_desk import form_desk as open_desk
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[FormDesk]:
    async with open_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
async def model(desk: FormDesk) -> AsyncIterator[ActivityViewModel]:
    model = ActivityViewModel(desk.session, desk.tasks, read_delay=0.0)
    yield model
    model.close()


async def test_batches_newest_first_with_the_lines_of_the_chosen_one(
    desk: FormDesk, model: ActivityViewModel
) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    model.opened()
    await desk.quiet()
    newest, older = model.state.batches[:2]
    assert (newest.title, newest.contacts, newest.result) == ("Contact edited", 1, "1 waiting")
    assert model.state.selected == newest.batch_id
    (line,) = model.state.lines
    assert line.contact == "Anna Berg"
    assert line.what == "Company changed from “One” to “Two” by you"

    model.select(older.batch_id)
    await desk.quiet()
    assert [each.what for each in model.state.lines] == [
        "Company changed from “Berg & Co” to “One” by you"
    ]


async def test_it_follows_what_happens_while_it_is_open(
    desk: FormDesk, model: ActivityViewModel
) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    model.opened()
    await desk.quiet()
    before = len(model.state.batches)
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    await until(lambda: len(model.state.batches) == before + 1)
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    await until(lambda: model.state.batches[0].result == "1 not accepted")
    model.closed()
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    await desk.quiet()
    assert len(model.state.batches) == before + 1


async def test_any_batch_can_be_taken_back_and_done_again(
    desk: FormDesk, model: ActivityViewModel
) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    await desk.session.contacts.edit(contact_id, {FIRST: "Anne"})
    told: list[tuple[int, WayBack]] = []
    model.taken_back.connect(lambda report, way: told.append((report.changed, way)))
    model.opened()
    await desk.quiet()
    older = model.state.batches[1]
    model.select(older.batch_id)
    assert model.state.way_back is WayBack.UNDO
    assert model.look_back()
    undo = model.undo
    await until(lambda: undo.state.can_apply)
    assert undo.state.title == "Undo"
    assert undo.state.action.startswith("Contact edited, ")
    assert undo.state.summary == "1 contact will change"
    assert undo.changes.rows == (("Anne Berg", "Company", "One", "Berg & Co"),)
    undo.apply()
    await until(lambda: told == [(1, WayBack.UNDO)])
    values = (await desk.contact(contact_id)).values
    assert (values[COMPANY], values[FIRST]) == ("Berg & Co", "Anne")
    await until(lambda: model.state.batches[0].title == "Undone: Contact edited")
    await until(lambda: model.state.selected == model.state.batches[0].batch_id)
    row = next(row for row in model.state.batches if row.batch_id == older.batch_id)
    assert row.undone
    assert row.result.startswith("Undone")
    assert row.way_back is WayBack.REDO

    model.select(older.batch_id)
    assert model.look_back()
    await until(lambda: undo.state.can_apply)
    assert undo.state.title == "Redo"
    undo.apply()
    await until(lambda: told[1:] == [(1, WayBack.REDO)])
    await until(lambda: model.state.batches[0].title == "Done again: Contact edited")
    assert (await desk.contact(contact_id)).values[COMPANY] == "One"


async def test_what_is_looked_at_follows_what_happens(
    desk: FormDesk, model: ActivityViewModel
) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    model.opened()
    await desk.quiet()
    assert model.look_back()
    undo = model.undo
    await until(lambda: undo.state.changes == 1)
    assert undo.state.effects == "The service does not know of it yet: nothing has to be sent."
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    await until(lambda: undo.state.stays == 1)
    assert not undo.state.can_apply
    assert undo.state.summary == "There is nothing left to take back"
    assert undo.state.warnings == "1 contact was changed since and stays as it is."
    assert undo.left.rows == (("Anna Berg", "Company", "Two", "Changed since"),)
    await desk.session.contacts.undo()
    await until(lambda: undo.state.can_apply)
    await desk.session.contacts.undo()  # the same, from elsewhere
    await until(lambda: undo.state.problem == "There is nothing to undo.")
    assert not undo.state.can_apply
    undo.closed()


async def test_nothing_done_yet(desk: FormDesk, model: ActivityViewModel) -> None:
    model.opened()
    await desk.quiet()
    assert model.state.loaded
    assert model.state.batches == ()
    assert model.state.way_back is None
    assert not model.look_back()


def test_the_sync_in_words() -> None:
    progress = SyncProgress(PullStage.READING, 1200, 5000, 1900.0)
    state = EngineState(Connection.CONNECTED, waiting=41, sync=progress)
    assert sync_text(state) == (
        "Connected. Reading contacts: 1,200 of 5,000, about 32 minutes left. 41 changes waiting."
    )
    assert sync_text(EngineState(Connection.OFFLINE, NotSent(), 1)) == (
        "Offline. The SMS service cannot be reached. 1 change waiting."
    )
    assert sync_text(EngineState(Connection.NOT_ANSWERING, NotAnswering(), 1)) == (
        "The SMS service is not answering. 1 change waiting."
    )


async def test_what_left_by_its_time_is_told_and_cannot_be_taken_back(
    desk: FormDesk, model: ActivityViewModel
) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.store.sync.mark_gone([contact_id], asked=await desk.store.sync.sequence())
    later = desk.session.now() + timedelta(days=1)
    await desk.store.erasure.want_ended_before(later)
    await desk.store.erasure.erase()
    model.opened()
    await desk.quiet()
    newest, *_ = model.state.batches
    assert (newest.title, newest.contacts, newest.result) == (
        "Left Recently deleted: their time was over",
        1,
        "Done",
    )
    (line,) = model.state.lines
    assert line.what == "Deleted for good from “Customers” by SMS Book"
    assert line.contact == ""
    assert newest.way_back is None
    assert newest.no_way_back.startswith("These contacts are gone from here")
