"""The view-model of "Edit selected": progress, reading first, stopping, and what goes on."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import NotSent, Refused
from smsbook_gui.services.contacts import bulk_edit as service
from smsbook_gui.services.contacts.bulk_edit import EditPreview
from smsbook_gui.services.contacts.reading import ReadingService
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.viewmodels.bulk.bulk_edit import BulkEditViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit_state import (
    BulkEditState,
    EditChoices,
    EditStage,
    Operation,
)
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import COMPANY, Office, office_at
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

PEOPLE = tuple((f"First{number}", f"Last{number}") for number in range(12))
BLANK = dict.fromkeys(ContactField, "")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, PEOPLE) as opened:
        yield opened


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_CHUNK", 5)
    monkeypatch.setattr(service, "_TELL_EVERY", 0.0)


async def opened(office: Office) -> tuple[WorkspaceViewModel, BulkEditViewModel]:
    """All contacts are selected, and the company is to be set."""
    workspace = await office.workspace()
    workspace.table.select_all()
    await until(lambda: workspace.state.can_change)
    workspace.windows.edit_selected()
    workspace.windows.bulk_edit.set_text("Acme")
    return workspace, workspace.windows.bulk_edit


async def read(office: Office) -> None:
    for number in range(len(PEOPLE)):
        contact = await office.store.contacts.by_server_id(100 + number)
        assert contact is not None
        values = {**BLANK, **contact.values}
        asked = await office.store.sync.sequence()
        await office.store.sync.record_reading(contact.local_id, values, asked=asked)


async def test_it_tells_the_first_and_how_far_it_is(office: Office) -> None:
    await read(office)
    _workspace, editing = await opened(office)
    seen: list[tuple[int, bool, str]] = []

    def note() -> None:
        preview = editing.state.preview
        if preview is not None:
            seen.append((preview.done, editing.state.can_apply, editing.state.summary))

    editing.state_changed.connect(note)
    await until(lambda: editing.state.can_apply)
    assert seen == [
        (5, False, "Looking at the contacts: 5 of 12"),
        (10, False, "Looking at the contacts: 10 of 12"),
        (12, True, "12 of 12 contacts will change"),
    ]
    assert editing.rows.rowCount() == 12


async def test_another_key_begins_anew_and_the_last_one_counts(office: Office) -> None:
    await read(office)
    _workspace, editing = await opened(office)
    for text in ("B", "Bl", "Blue"):
        editing.set_text(text)
        assert not editing.state.can_apply
        await asyncio.sleep(0)
    await until(lambda: editing.state.can_apply)
    assert editing.rows.row(0).after == "Blue"


def give_service(office: Office) -> ScriptedService:
    """A service that has the office's contacts; the first of them cannot be read."""
    offered = ScriptedService()
    for number, (first, last) in enumerate(PEOPLE):
        names = {ContactField.FIRST_NAME: first, ContactField.LAST_NAME: last}
        offered.contacts[100 + number] = (11, {**BLANK, **names, ContactField.PHONE_NUMBER: "1"})
    session = office.session
    session.engine.gate.reopen()
    session.reading = ReadingService(session._store, offered, session.engine.gate, SystemClock())
    offered.fail_always("detail", Refused("no"), of=[100])
    return offered


async def test_what_was_never_read_can_be_read_first(office: Office) -> None:
    give_service(office)
    _workspace, editing = await opened(office)
    await until(lambda: editing.state.stage is EditStage.CHOOSING and editing.state.preview)
    assert editing.state.summary == "Nothing would change."
    assert editing.state.unread_text.startswith("12 contacts have a field here")
    assert editing.state.offers_reading
    assert editing.state.read_text == "Read them first (less than a minute)"
    editing.read_first()
    assert editing.state.busy
    editing.set_text("too late")
    await until(lambda: editing.state.can_apply)
    assert editing.state.summary == "11 of 12 contacts will change"
    assert editing.state.problem == "1 contact could not be read."
    assert editing.rows.row(0).after == "Acme"


async def test_reading_can_be_stopped(office: Office) -> None:
    offered = give_service(office)
    gate = offered.gate("detail")
    _workspace, editing = await opened(office)
    await until(lambda: editing.state.offers_reading)
    editing.read_first()
    await gate.arrived.wait()
    assert editing.state.progress.startswith("Reading from the service: 1 of 12")
    editing.stop_reading()
    gate.release()
    await until(lambda: editing.state.stage is EditStage.CHOOSING)
    assert not editing.state.busy


async def test_closing_while_it_looks_ends_that_and_changes_nothing(office: Office) -> None:
    await read(office)
    workspace, editing = await opened(office)
    await until(lambda: editing.state.preview)
    editing.closed()
    await workspace.idle()
    found = await office.store.contacts.get_many(list(workspace.table.model.ids))
    assert {one.values[COMPANY] for one in found} == {""}


async def test_closing_while_it_changes_lets_that_go_on(office: Office) -> None:
    await read(office)
    workspace, editing = await opened(office)
    await until(lambda: editing.state.can_apply)
    ended: list[bool] = []
    editing.finished.connect(lambda: ended.append(True))
    editing.apply()
    assert editing.state.stage is EditStage.CHANGING
    assert editing.state.progress == "Changing the contacts…"
    editing.set_text("too late")
    editing.closed()
    workspace.windows.edit_selected()  # another window, which this must not close
    await until(lambda: workspace.banner.state.banners)
    assert workspace.banner.state.banners[0].text == "Edited 12 contacts"
    assert ended == []
    found = await office.store.contacts.get_many(list(workspace.table.model.ids))
    assert {one.values[COMPANY] for one in found} == {"Acme"}


async def test_an_error_after_the_window_went_is_a_banner(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read(office)
    workspace, editing = await opened(office)
    await until(lambda: editing.state.can_apply)

    async def fails(*_: object) -> None:
        raise NotSent

    monkeypatch.setattr(office.session.bulk_edits, "commit", fails)
    editing.apply()
    editing.closed()
    await until(lambda: workspace.banner.state.banners)
    assert workspace.banner.state.banners[0].text.startswith("The SMS service cannot be reached")


def test_its_words() -> None:
    preview = EditPreview(312, 312, changing=127, first=(), doubtful=1, refused=1)
    state = BulkEditState(preview=preview, choices=EditChoices(Operation.SET))
    assert state.summary == "127 of 312 contacts will change; the first 0 are shown"
    assert state.held_back_text.startswith("2 contacts are left out")
    assert state.offers_insisting
    assert not BulkEditState().can_apply
    assert BulkEditState(find_message="wrong", preview=preview).summary == ""
