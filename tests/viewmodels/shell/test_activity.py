"""Activity: batches, their lines, undo of the last one, the sync in words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contact import Status
from smsbook_gui.domain.errors import NotAnswering, NotSent, Refused
from smsbook_gui.services.sync.engine import Connection, EngineState, PullStage, SyncProgress
from smsbook_gui.viewmodels.shell.activity import ActivityViewModel, sync_text
from tests.support.form_desk import COMPANY, FormDesk
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
    await desk.parks(Status.REFUSED, Refused("no"))
    await until(lambda: model.state.batches[0].result == "1 not accepted")
    model.closed()
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    await desk.quiet()
    assert len(model.state.batches) == before + 1


async def test_only_the_last_batch_can_be_undone(desk: FormDesk, model: ActivityViewModel) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    asked: list[bool] = []
    model.undo_requested.connect(lambda: asked.append(True))
    model.opened()
    await desk.quiet()
    newest, older = model.state.batches[:2]
    model.select(older.batch_id)
    on_the_older = model.state
    assert not on_the_older.can_undo
    model.undo()
    assert asked == []
    model.select(newest.batch_id)
    assert model.state.can_undo
    model.undo()
    assert asked == [True]


async def test_what_is_offered_is_what_undo_takes_back(
    desk: FormDesk, model: ActivityViewModel
) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    model.opened()
    await desk.quiet()
    for expected in ("One", "Berg & Co"):
        last = model.state.last
        assert last is not None
        await desk.session.contacts.undo()
        assert (await desk.contact(contact_id)).values[COMPANY] == expected
        await desk.quiet()
        assert model.state.last != last
        assert model.state.batches[0].title == "Undone: Contact edited"
        row = next(row for row in model.state.batches if row.batch_id == last)
        assert row.undone
        assert row.result.startswith("Undone")
    await desk.session.contacts.redo()
    await desk.quiet()
    assert model.state.batches[0].title == "Done again: Contact edited"


async def test_nothing_done_yet(desk: FormDesk, model: ActivityViewModel) -> None:
    model.opened()
    await desk.quiet()
    assert model.state.loaded
    assert model.state.batches == ()
    assert not model.state.can_undo


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
