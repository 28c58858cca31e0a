"""Pauses are kept by the wall clock, which can be set back: no failed row waits for days."""

from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import AnswerLost, NotSent, ServiceError
from smsbook_gui.store.sync.dispatch import LONGEST_RETRY
from tests.store.desk import FIRST, Desk, book, contact, desk_at

pytestmark = pytest.mark.anyio

PAUSE = timedelta(seconds=16)


async def _edit_fails(desk: Desk) -> int:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.store.sync.retry(contact(local_id), desk.clock() + PAUSE, AnswerLost())
    return local_id


async def test_what_failed_is_due_again(desk: Desk) -> None:
    local_id = await _edit_fails(desk)
    assert await desk.ops() == {}
    desk.clock.forward(days=-3)
    assert await desk.ops() == {local_id: Op.EDIT}
    assert await desk.store.sync.next_due() is None
    [request] = await desk.send()
    assert request.op is Op.EDIT


async def test_a_clock_that_is_set_back_a_little_lengthens_the_pause_a_little(desk: Desk) -> None:
    local_id = await _edit_fails(desk)
    due = desk.clock() + PAUSE
    desk.clock.forward(seconds=-30)
    assert await desk.ops() == {}
    assert await desk.store.sync.next_due() == due
    desk.clock.time = due
    assert await desk.ops() == {local_id: Op.EDIT}


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=5), timedelta(days=3)])
async def test_nothing_waits_longer_than_the_longest_pause(desk: Desk, back: timedelta) -> None:
    local_id = await _edit_fails(desk)
    desk.clock.time += LONGEST_RETRY - back
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_a_failed_rename_of_an_address_book_is_due_again(desk: Desk) -> None:
    book_id = await desk.book()
    await desk.store.books.rename(book_id, "Staff")
    await desk.send()
    await desk.store.sync.retry(book(book_id), desk.clock() + PAUSE, AnswerLost())
    assert await desk.jobs() == []
    desk.clock.forward(days=-3)
    assert [job.op for job in await desk.jobs()] == [Op.EDIT]


async def test_a_delete_is_held_still_while_its_banner_stands(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    hold = desk.clock() + timedelta(days=1)
    batch = await desk.delete(local_id, hold=hold)
    desk.clock.forward(days=-3)
    assert await desk.ops() == {}
    assert await desk.store.sync.next_due() == hold
    assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, 1)]
    await desk.store.bulk.release(batch)
    assert await desk.ops() == {local_id: Op.DELETE}


@pytest.mark.parametrize("error", [AnswerLost(), NotSent()], ids=["lost", "not_sent"])
async def test_a_delete_is_held_though_the_edit_before_it_failed(
    desk: Desk, error: ServiceError
) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    batch = await desk.delete(local_id, hold=desk.clock() + timedelta(days=1))
    await desk.store.sync.retry(contact(local_id), desk.clock() + PAUSE, error)
    desk.clock.forward(days=-3)
    assert await desk.ops() == {}
    assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, 1)]


async def test_a_delete_is_held_though_a_second_try_ended_with_the_program(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    async with desk_at(path) as desk:
        local_id = await _edit_fails(desk)
        desk.clock.forward(minutes=1)
        await desk.send()
        batch = await desk.delete(local_id, hold=desk.clock() + timedelta(days=1))
    async with desk_at(path, desk.clock) as again:
        assert await again.ops() == {}
        assert await again.store.bulk.held_deletes(desk.clock()) == [(batch, 1)]


@pytest.mark.parametrize("error", [AnswerLost(), NotSent()], ids=["lost", "not_sent"])
async def test_a_delete_that_failed_itself_is_due_again(desk: Desk, error: ServiceError) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    await desk.send()
    await desk.store.sync.retry(contact(local_id), desk.clock() + PAUSE, error)
    desk.clock.forward(days=-3)
    assert await desk.ops() == {local_id: Op.DELETE}
    [request] = await desk.send()
    assert request.op is Op.DELETE
