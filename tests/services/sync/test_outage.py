"""A service that answers nobody for a while: everything waits, and nothing is given up."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import AnswerLost, NotAnswering
from smsbook_gui.services.sync.engine import Connection
from smsbook_gui.services.sync.sender import MAX_IN_FLIGHT, TRIES
from smsbook_gui.services.sync.service_gate import LONGEST_PAUSE
from tests.services.engine_desk import ANNA, COMPANY, PHONE, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

HOUR = 3600.0
MANY = 25


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db") as desk:
        yield desk


async def _known(desk: Desk, count: int) -> list[int]:
    """Contacts that both sides have."""
    book = await desk.book()
    ids = [await desk.contacts.create(book, {**ANNA, PHONE: _phone(n)}) for n in range(count)]
    await desk.work(until_quiet=120)
    assert (await desk.store.contacts.counts()).waiting == 0
    desk.service.calls.clear()
    return ids


def _phone(number: int) -> str:
    return f"0491 570 {number:03d}"


async def _statuses(desk: Desk, ids: list[int]) -> set[Status]:
    return {await desk.status(local_id) for local_id in ids}


async def test_edits_and_deletes_outlast_an_hour_without_an_answer(desk: Desk) -> None:
    ids = await _known(desk, MANY)
    desk.service.fall_silent()
    for local_id in ids[:-2]:
        await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    held = await desk.contacts.delete(ids[-2:])
    await desk.contacts.release(held.batch_id)
    await desk.work(until_quiet=HOUR)
    assert await _statuses(desk, ids) == {Status.WAITING}
    desk.service.recover()
    await desk.work(until_quiet=LONGEST_PAUSE * 1.5)
    assert await _statuses(desk, ids) == {Status.SAVED}
    companies = {values[COMPANY] for _, values in desk.service.contacts.values()}
    assert companies == {"Berg Ltd"}
    assert len(desk.service.contacts) == MANY - 2


async def test_the_account_says_that_nobody_is_answered_until_somebody_is(desk: Desk) -> None:
    [local_id] = await _known(desk, 1)
    desk.service.fall_silent()
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=600)
    assert desk.engine.state.connection is Connection.NOT_ANSWERING
    assert isinstance(desk.engine.state.problem, NotAnswering)
    assert desk.engine.state.paused_until is not None
    desk.service.recover()
    await desk.work(until_quiet=LONGEST_PAUSE * 1.5)
    state = desk.engine.state
    assert (state.connection, state.problem) == (Connection.CONNECTED, None)
    assert state.paused_until is None


async def test_waking_asks_at_once_whether_the_service_answers_again(desk: Desk) -> None:
    [local_id] = await _known(desk, 1)
    desk.service.fall_silent()
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=HOUR)
    desk.service.recover()
    desk.engine.wake()
    await desk.work(until_quiet=1)
    assert await desk.status(local_id) is Status.SAVED


async def test_while_nobody_is_answered_one_question_goes_out_at_growing_pauses(
    desk: Desk,
) -> None:
    ids = await _known(desk, MANY)
    desk.service.fall_silent()
    for local_id in ids:
        await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    desk.engine.sync_now()
    await desk.work(until_quiet=HOUR)
    beginning = len(desk.service.calls)
    assert beginning < 100
    times: list[float] = []
    for _ in range(1200):
        before = len(desk.service.calls)
        await desk.clock.advance(1.0)
        times += [desk.clock.monotonic()] * (len(desk.service.calls) > before)
    assert all(after - before >= 0.75 * LONGEST_PAUSE for before, after in pairwise(times))
    assert len(desk.service.calls) - beginning <= 2 * len(times)


async def test_no_more_creates_become_unsure_than_were_on_their_way(desk: Desk) -> None:
    book = await desk.book()
    await desk.work()
    desk.service.fall_silent()
    ids = [await desk.contacts.create(book, {**ANNA, PHONE: _phone(n)}) for n in range(MANY)]
    await desk.work(until_quiet=HOUR)
    unsure = [one for one in ids if await desk.status(one) is Status.UNSURE]
    assert 0 < len(unsure) <= MAX_IN_FLIGHT
    desk.service.recover()
    await desk.work(until_quiet=LONGEST_PAUSE * 1.5)
    rest = [one for one in ids if one not in unsure]
    assert await _statuses(desk, rest) == {Status.SAVED}
    assert await _statuses(desk, unsure) == {Status.UNSURE}
    assert len(desk.service.contacts) == len(rest)


async def test_a_start_in_an_outage_sends_nothing_into_the_blue(tmp_path: Path) -> None:
    service = ScriptedService()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        [known] = await _known(desk, 1)
        book = (await desk.contact(known)).book_id
        desk.engine.pause_sending()
        await desk.contacts.edit(known, {COMPANY: "Berg Ltd"})
        new = await desk.contacts.create(book, {**ANNA, PHONE: _phone(99)})
        await desk.work()
    service.fall_silent()
    for _ in range(TRIES + 1):  # as people do
        async with desk_at(tmp_path / "contacts.db", service) as desk:
            desk.engine.resume_sending()
            await desk.work(until_quiet=120)
            assert await _statuses(desk, [known, new]) == {Status.WAITING}
    service.recover()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.work(until_quiet=60)
        assert await _statuses(desk, [known, new]) == {Status.SAVED}


@pytest.mark.parametrize("call", ["detail", "edit", "delete"])
async def test_what_fails_alone_is_parked_after_five_tries_while_the_others_get_through(
    desk: Desk, call: str
) -> None:
    ids = await _known(desk, 5)
    server_ids = [(await desk.contact(local_id)).server_id or 0 for local_id in ids]
    desk.service.fail_always(call, AnswerLost(), of=server_ids[:1])
    if call == "delete":
        held = await desk.contacts.delete(ids)
        await desk.contacts.release(held.batch_id)
    else:
        for local_id in ids:
            await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=HOUR)
    assert await desk.status(ids[0]) is Status.REFUSED
    assert await _statuses(desk, ids[1:]) == {Status.SAVED}
    about = [
        arguments[0] if isinstance(arguments, tuple) else arguments
        for arguments in desk.service.made(call)
    ]
    assert about.count(server_ids[0]) == TRIES
    assert desk.engine.state.connection is Connection.CONNECTED


@pytest.mark.parametrize("call", ["edit", "delete"])
async def test_what_fails_all_alone_is_parked_after_five_tries(desk: Desk, call: str) -> None:
    [local_id] = await _known(desk, 1)
    server_id = (await desk.contact(local_id)).server_id or 0
    desk.service.fail_always(call, AnswerLost(), of=[server_id])
    if call == "delete":
        await desk.contacts.release((await desk.contacts.delete([local_id])).batch_id)
    else:
        await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=HOUR)
    assert await desk.status(local_id) is Status.REFUSED
    assert len(desk.service.made(call)) == TRIES


async def test_an_outage_between_two_tries_counts_as_none(desk: Desk) -> None:
    [local_id] = await _known(desk, 1)
    for _ in range(TRIES - 1):
        desk.service.fail("edit", AnswerLost())
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.clock.until(lambda: len(desk.service.made("edit")) == TRIES - 1)
    desk.service.fall_silent()
    await desk.work(until_quiet=HOUR)
    assert await desk.status(local_id) is Status.WAITING
    desk.service.recover()
    await desk.work(until_quiet=LONGEST_PAUSE * 1.5)
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.made("edit")) == TRIES
