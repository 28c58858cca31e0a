"""Sending is paused and resumed by a person; reading goes on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import NotSent
from smsbook_gui.services.sync.engine import META_PAUSED
from smsbook_gui.services.sync.service_gate import Connection
from tests.services.engine_desk import ANNA, COMPANY, LAST, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db") as desk:
        yield desk


async def test_paused_sends_nothing_and_resumed_everything(desk: Desk) -> None:
    book = await desk.book()
    desk.engine.pause_sending()
    ids = [await desk.contacts.create(book, {**ANNA, LAST: f"Berg {n}"}) for n in range(30)]
    await desk.work(until_quiet=120)
    assert desk.service.made("new") == []
    state = desk.engine.state
    assert (state.sending_paused, state.waiting, state.seconds_left) == (True, 30, None)
    desk.engine.resume_sending()
    await desk.work(until_quiet=60)
    assert len(desk.service.made("new")) == 30
    assert {await desk.status(one) for one in ids} == {Status.SAVED}
    assert not desk.engine.state.sending_paused


async def test_a_pause_stops_a_batch_on_its_way(desk: Desk) -> None:
    book = await desk.book()
    for number in range(100):
        await desk.contacts.create(book, {**ANNA, LAST: f"Berg {number}"})
    await desk.work(until_quiet=3)
    desk.engine.pause_sending()
    await desk.work(until_quiet=1)
    before = len(desk.service.made("new"))
    assert 0 < before < 100
    await desk.work(until_quiet=300)
    assert len(desk.service.made("new")) == before
    statuses = {contact.status for contact in await desk.store.contacts.get_many(range(1, 101))}
    assert Status.SENDING not in statuses
    desk.engine.resume_sending()
    await desk.work(until_quiet=60)
    assert len(desk.service.made("new")) == 100


async def test_reading_goes_on_while_paused(desk: Desk) -> None:
    book = await desk.book()
    server_id = await desk.store.sync.book_server_id(book)
    assert server_id is not None
    desk.engine.pause_sending()
    desk.service.put(server_id, ANNA)
    desk.engine.sync_now()
    await desk.work(until_quiet=30)
    found = await desk.store.contacts.by_server_id(max(desk.service.contacts))
    assert found is not None
    assert found.values[COMPANY] == ANNA[COMPANY], "read with detail"


async def test_a_pause_holds_over_a_restart(tmp_path: Path) -> None:
    service = ScriptedService()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        book = await desk.book()
        desk.engine.pause_sending()
        await desk.contacts.create(book, ANNA)
        await desk.work()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        assert desk.engine.state.sending_paused
        await desk.work(until_quiet=60)
        assert service.made("new") == []
        desk.engine.resume_sending()
        await desk.work()
        assert len(service.made("new")) == 1
        assert await desk.store.meta.get(META_PAUSED) is None
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        assert not desk.engine.state.sending_paused


async def test_resuming_before_the_note_was_read_counts(tmp_path: Path) -> None:
    service = ScriptedService()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        desk.engine.pause_sending()
        await desk.work()
    async with desk_at(tmp_path / "contacts.db", service, started=False) as desk:
        desk.engine.start()
        desk.engine.resume_sending()
        await desk.work()
        assert not desk.engine.state.sending_paused


async def test_waking_tries_at_once_where_the_line_was_down(desk: Desk) -> None:
    book = await desk.book()
    desk.service.fail("new", NotSent())
    local_id = await desk.contacts.create(book, ANNA)
    await desk.work(until_quiet=1)
    assert desk.engine.state.connection is Connection.OFFLINE
    desk.engine.wake()
    await desk.work(until_quiet=0.5)
    assert await desk.status(local_id) is Status.SAVED


async def test_an_edit_that_was_read_before_the_sleep_is_read_again(desk: Desk) -> None:
    local_id = await desk.contacts.create(await desk.book(), ANNA)
    await desk.work(until_quiet=30)
    desk.service.calls.clear()
    gate = desk.service.gate("detail")
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=1)
    assert gate.arrived.is_set()
    desk.engine.wake()
    gate.release()
    await desk.work(until_quiet=5)
    assert [name for name, _ in desk.service.calls[:3]] == ["detail", "detail", "edit"]
