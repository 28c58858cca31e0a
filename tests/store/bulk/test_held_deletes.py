"""A delete is held while its banner stands, whatever becomes of the call that it overtook."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import AnswerLost, NotSent, Refused, ServiceError
from tests.store.desk import FIRST, Desk, contact

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("error", [AnswerLost(), NotSent()], ids=["lost", "not_sent"])
@pytest.mark.parametrize("left", [True, False], ids=["under_way", "read_before_it"])
async def test_its_banner_comes_back_though_the_edit_before_it_failed(
    desk: Desk, error: ServiceError, left: bool
) -> None:
    """Otherwise nothing would let it go before the hold ends, a day later."""
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    if left:
        await desk.send()
    batch = await desk.delete(local_id, hold=desk.clock() + timedelta(days=1))
    for count in (True, False):  # as the engine does: it counts, then sets the pause
        await desk.store.sync.retry(contact(local_id), desk.clock(), error, count=count)
    assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, 1)]
    await desk.store.bulk.release(batch)
    assert await desk.ops() == {local_id: Op.DELETE}


async def test_a_delete_that_fails_as_its_banner_goes_failed_itself(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id, hold=desk.clock())
    await desk.send()
    assert await desk.store.sync.retry(contact(local_id), desk.clock(), AnswerLost()) == 1


async def test_a_delete_that_failed_itself_has_no_banner(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    await desk.send()
    pause = desk.clock() + timedelta(seconds=8)
    assert await desk.store.sync.retry(contact(local_id), desk.clock(), AnswerLost()) == 1
    assert await desk.store.sync.retry(contact(local_id), pause, AnswerLost(), count=False) == 1
    assert await desk.store.bulk.held_deletes(desk.clock()) == []
    assert await desk.store.sync.next_due() == pause


@pytest.mark.parametrize("left", [True, False], ids=["under_way", "read_before_it"])
async def test_it_is_held_though_the_edit_before_it_was_refused(desk: Desk, left: bool) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    if left:
        await desk.send()
    hold = desk.clock() + timedelta(hours=1)
    batch = await desk.delete(local_id, hold=hold)
    await desk.store.sync.needs_attention(contact(local_id), Status.REFUSED, Refused("no"))
    assert await desk.status(local_id) is Status.WAITING
    assert await desk.jobs() == []
    assert await desk.store.sync.next_due() == hold
    assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, 1)]


async def test_a_delete_whose_answer_was_lost_too_often_is_for_a_person(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    await desk.send()
    await desk.lose(local_id)
    await desk.store.sync.needs_attention(contact(local_id), Status.REFUSED, AnswerLost())
    assert await desk.status(local_id) is Status.REFUSED


async def test_its_banner_comes_back_though_it_is_unsure_whether_there_is_anything_to_delete(
    desk: Desk,
) -> None:
    """When a listing shows that the create arrived, the delete must not wait for another start."""
    local_id = await desk.new(await desk.book())
    await desk.send()
    batch = await desk.delete(local_id, hold=desk.clock() + timedelta(days=1))
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, 1)]
    await desk.store.bulk.release(batch)
    assert await desk.store.bulk.held_deletes(desk.clock()) == []
    await desk.adopt(local_id, 77, (await desk.contact(local_id)).values)
    assert await desk.ops() == {local_id: Op.DELETE}
