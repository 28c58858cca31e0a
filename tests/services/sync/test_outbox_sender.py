"""What the engine does with each outcome of each call (API.md's table)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    Intercepted,
    NotSent,
    RateLimited,
    Refused,
    ServiceError,
)
from smsbook_gui.services.sync.sender import TRIES
from tests.services.engine_desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db") as desk:
        yield desk


async def _known(desk: Desk) -> tuple[int, int]:
    """A contact that both sides have: (local id, the service's id)."""
    local_id = await desk.contacts.create(await desk.book(), ANNA)
    await desk.work(until_quiet=30)
    contact = await desk.contact(local_id)
    assert contact.status is Status.SAVED
    assert contact.server_id is not None
    desk.service.calls.clear()
    return local_id, contact.server_id


async def test_a_new_contact_goes_up_once_in_the_sending_form(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    _, values = desk.service.contacts[server_id]
    assert values[PHONE] == "0491570006"
    assert values[LAST] == "Berg"
    assert (await desk.contact(local_id)).values[PHONE] == "0491 570 006"


async def test_an_edit_reads_first_and_sends_only_what_differs(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    desk.engine.gate.stop(None, desk.engine.gate.connection)
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    assert await desk.status(local_id) is Status.WAITING
    desk.engine.gate.reopen()
    await desk.work()
    assert desk.service.calls[:2] == [
        ("detail", server_id),
        ("edit", (server_id, {COMPANY: "Berg Ltd"}, None)),
    ]
    assert await desk.status(local_id) is Status.SAVED


async def test_many_edits_before_a_send_go_out_as_one(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    desk.engine.gate.stop(None, desk.engine.gate.connection)
    await desk.contacts.edit(local_id, {COMPANY: "A"})
    await desk.contacts.edit(local_id, {COMPANY: "B"})
    await desk.contacts.edit(local_id, {FIRST: "Anne"})
    desk.engine.gate.reopen()
    await desk.work()
    assert desk.service.made("edit") == [(server_id, {FIRST: "Anne", COMPANY: "B"}, None)]


async def test_a_move_goes_out_as_an_edit_with_the_book(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    staff = await desk.book("Staff")
    await desk.contacts.move([local_id], staff)
    await desk.work()
    assert desk.service.contacts[server_id][0] == await desk.store.sync.book_server_id(staff)
    assert await desk.status(local_id) is Status.SAVED


async def test_a_delete_waits_for_its_banner(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    held = await desk.contacts.delete([local_id])
    await desk.work(until_quiet=600)
    assert server_id in desk.service.contacts
    await desk.contacts.release(held.batch_id)
    await desk.work()
    assert server_id not in desk.service.contacts
    assert (await desk.contact(local_id)).life is Life.DELETED


async def test_undoing_a_held_delete_sends_nothing(desk: Desk) -> None:
    local_id, _ = await _known(desk)
    held = await desk.contacts.delete([local_id])
    await desk.contacts.undo()
    await desk.contacts.release(held.batch_id)
    await desk.work()
    assert desk.service.calls == []
    assert await desk.status(local_id) is Status.SAVED


async def test_an_edit_while_the_create_is_under_way_follows_it(desk: Desk) -> None:
    gate = desk.service.gate("new")
    local_id = await desk.contacts.create(await desk.book(), ANNA)
    await desk.work(until_quiet=1)
    assert gate.arrived.is_set()
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    gate.release()
    await desk.work()
    assert len(desk.service.made("new")) == 1
    [(_, values)] = desk.service.contacts.values()
    assert values[COMPANY] == "Berg Ltd"
    assert await desk.status(local_id) is Status.SAVED


async def test_a_delete_while_the_create_is_under_way_follows_it(desk: Desk) -> None:
    gate = desk.service.gate("new")
    local_id = await desk.contacts.create(await desk.book(), ANNA)
    await desk.work(until_quiet=1)
    held = await desk.contacts.delete([local_id])
    await desk.contacts.release(held.batch_id)
    gate.release()
    await desk.work()
    assert desk.service.contacts == {}


async def test_deleting_what_was_never_sent_sends_nothing(desk: Desk) -> None:
    desk.engine.gate.stop(None, desk.engine.gate.connection)
    local_id = await desk.contacts.create(await desk.book(), ANNA)
    held = await desk.contacts.delete([local_id])
    await desk.contacts.release(held.batch_id)
    desk.service.calls.clear()
    desk.engine.gate.reopen()
    await desk.work()
    assert desk.service.calls == []


async def test_a_create_whose_answer_was_lost_is_unsure_and_never_repeated(desk: Desk) -> None:
    desk.service.fail("new", AnswerLost())
    local_id = await desk.contacts.create(await desk.book(), ANNA)
    await desk.work(until_quiet=3600)
    assert await desk.status(local_id) is Status.UNSURE
    assert len(desk.service.made("new")) == 1
    [item] = await desk.store.attention.items()
    assert item.contact.local_id == local_id


async def test_an_edit_whose_answer_was_lost_is_tried_again_and_read_first(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    desk.service.fail("edit", AnswerLost(), after_the_work=True)
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=60)
    # The read before the second try shows that the first one arrived.
    assert len(desk.service.made("edit")) == 1
    assert await desk.status(local_id) is Status.SAVED
    assert desk.service.contacts[server_id][1][COMPANY] == "Berg Ltd"


async def test_an_edit_that_never_gets_an_answer_ends_under_needs_attention(desk: Desk) -> None:
    local_id, _ = await _known(desk)
    for _ in range(TRIES):
        desk.service.fail("edit", AnswerLost())
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=3600)
    assert len(desk.service.made("edit")) == TRIES
    assert (await desk.status(local_id)).needs_attention


@pytest.mark.parametrize(
    "error", [NotSent(), RateLimited(60), Intercepted()], ids=lambda error: type(error).__name__
)
@pytest.mark.parametrize("call", ["new", "edit", "delete"])
async def test_what_did_not_arrive_waits_and_goes_on_by_itself(
    desk: Desk, call: str, error: ServiceError
) -> None:
    local_id, _ = await _known(desk)
    desk.service.fail(call, error)
    if call == "new":
        await desk.contacts.create((await desk.contact(local_id)).book_id, {PHONE: "0491570110"})
    elif call == "edit":
        await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    else:
        held = await desk.contacts.delete([local_id])
        await desk.contacts.release(held.batch_id)
    await desk.work(until_quiet=0.9)
    assert len(desk.service.made(call)) == 1
    assert (await desk.store.contacts.counts()).waiting == 1
    assert desk.engine.state.problem is not None
    await desk.work(until_quiet=130)
    assert len(desk.service.made(call)) == 2
    assert (await desk.store.contacts.counts()).waiting == 0
    assert desk.engine.state.problem is None


async def test_a_token_that_is_not_accepted_stops_everything(desk: Desk) -> None:
    local_id, _ = await _known(desk)
    desk.service.fail("detail", AuthenticationFailed())
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=86_400)
    assert len(desk.service.calls) == 1
    assert isinstance(desk.engine.state.problem, AuthenticationFailed)
    assert await desk.status(local_id) is Status.WAITING


async def test_a_refused_contact_keeps_its_values_and_a_new_edit_supersedes_it(
    desk: Desk,
) -> None:
    book = await desk.book()
    desk.service.fail("new", Refused("Phone number is not valid"))
    local_id = await desk.contacts.create(book, {**ANNA, PHONE: "12"})
    await desk.work()
    assert await desk.status(local_id) is Status.REFUSED
    [item] = await desk.store.attention.items()
    assert "Phone number is not valid" in item.words
    await desk.contacts.edit(local_id, {PHONE: "0491 570 006"})
    await desk.work()
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.contacts) == 1


async def test_a_delete_of_what_is_not_there_is_done(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    del desk.service.contacts[server_id]
    held = await desk.contacts.delete([local_id])
    await desk.contacts.release(held.batch_id)
    await desk.work()
    assert await desk.store.attention.items() == []
    assert (await desk.store.contacts.counts()).waiting == 0


async def test_a_field_changed_only_there_is_taken_over_before_ours_is_sent(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    desk.service.contacts[server_id][1][FIRST] = "Annabel"
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work()
    contact = await desk.contact(local_id)
    assert contact.values[FIRST] == "Annabel"
    assert desk.service.made("edit") == [(server_id, {COMPANY: "Berg Ltd"}, None)]


async def test_a_field_changed_on_both_sides_is_a_conflict_that_a_person_settles(
    desk: Desk,
) -> None:
    local_id, server_id = await _known(desk)
    desk.service.contacts[server_id][1][COMPANY] = "Theirs"
    await desk.contacts.edit(local_id, {COMPANY: "Mine"})
    await desk.work(until_quiet=600)
    assert await desk.status(local_id) is Status.CONFLICT
    assert desk.service.made("edit") == []
    [item] = await desk.store.attention.items()
    [conflict] = item.conflicts
    assert (conflict.original, conflict.mine, conflict.theirs) == ("Berg & Co", "Mine", "Theirs")
    await desk.contacts.resolve(local_id, {COMPANY: "Mine"})
    await desk.work()
    assert desk.service.contacts[server_id][1][COMPANY] == "Mine"
    assert await desk.status(local_id) is Status.SAVED


async def test_a_pause_between_read_and_write_reads_again(desk: Desk) -> None:
    local_id, server_id = await _known(desk)
    desk.service.fail("edit", RateLimited(30))
    await desk.contacts.edit(local_id, {COMPANY: "Mine"})
    await desk.work(until_quiet=5)
    desk.service.contacts[server_id][1][COMPANY] = "Theirs"
    await desk.work(until_quiet=60)
    assert await desk.status(local_id) is Status.CONFLICT
    assert desk.service.contacts[server_id][1][COMPANY] == "Theirs"


async def test_closing_while_offline_does_not_wait_for_the_line(tmp_path: Path) -> None:
    service = ScriptedService()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        service.fail("new", NotSent())
        await desk.contacts.create(await desk.book(), ANNA)
        await desk.work(until_quiet=0.5)
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.work()
        assert len(service.contacts) == 1
