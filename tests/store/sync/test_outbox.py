"""One row per contact: what is sent is always the difference to what the service has."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.outbox import Op, Priority
from smsbook_gui.domain.errors import AnswerLost, InvalidInput, NotSent
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, contact

pytestmark = pytest.mark.anyio


async def test_create_sends_everything_that_is_not_blank(desk: Desk) -> None:
    book = await desk.book()
    local_id = await desk.new(book, {**ANNA, COMPANY: ""})
    assert await desk.status(local_id) is Status.WAITING
    [request] = await desk.send()
    assert request.op is Op.NEW
    assert request.book_server_id == 10
    assert request.values == {FIRST: "Anna", LAST: "Müller", PHONE: "0400000001"}
    assert await desk.status(local_id) is Status.SENDING
    await desk.store.sync.accept(request.entity, 77)
    after = await desk.contact(local_id)
    assert (after.server_id, after.status) == (77, Status.SAVED)
    assert after.values[PHONE] == "0400 000 001", "what was typed stays as it was typed"
    assert desk.sql("SELECT * FROM outbox") == []
    assert desk.sql("SELECT * FROM base") == []


async def test_many_edits_before_a_send_go_out_as_one(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.edit(local_id, {FIRST: "Annie", COMPANY: "Bluegum"})
    [request] = await desk.send()
    assert request.op is Op.EDIT
    assert request.values == {FIRST: "Annie", COMPANY: "Bluegum"}
    assert request.book_server_id is None


async def test_edit_back_leaves_nothing_to_send(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.edit(local_id, {FIRST: "Anna"})
    assert await desk.send() == []
    assert await desk.status(local_id) is Status.SAVED
    assert (await desk.outcomes(local_id))[-2:] == ["superseded", "superseded"]


async def test_equivalent_value_is_kept_and_not_sent(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {PHONE: "+61 400 000 001", FIRST: "Anna "})
    after = await desk.contact(local_id)
    assert after.values[PHONE] == "+61 400 000 001"
    assert after.values[FIRST] == "Anna "
    assert after.status is Status.SAVED
    assert None not in await desk.outcomes(local_id)


async def test_cleared_field_is_sent_as_blank(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {COMPANY: ""})
    [request] = await desk.send()
    assert request.values == {COMPANY: ""}


async def test_deleting_what_was_never_sent_sends_nothing(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.delete(local_id)
    assert await desk.send() == []
    after = await desk.contact(local_id)
    assert (after.life, after.status) == (Life.DELETED, Status.SAVED)
    assert await desk.outcomes(local_id) == ["superseded", "superseded"]


async def test_edit_while_sending_waits_for_the_answer(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    [request] = await desk.send()
    await desk.edit(local_id, {FIRST: "Annie"})
    assert await desk.jobs() == []
    assert await desk.status(local_id) is Status.SENDING
    await desk.store.sync.accept(request.entity, None)
    assert await desk.status(local_id) is Status.WAITING
    [request] = await desk.send()
    assert request.values == {FIRST: "Annie"}
    assert desk.sql("SELECT field, value FROM base") == [("first_name", "Anne")]
    await desk.store.sync.accept(request.entity, None)
    assert await desk.status(local_id) is Status.SAVED


async def test_edit_while_a_create_is_sending_becomes_an_edit(desk: Desk) -> None:
    local_id = await desk.new(await desk.book(), {FIRST: "Anna", PHONE: "0400 000 001"})
    [request] = await desk.send()
    await desk.edit(local_id, {FIRST: "", COMPANY: "Acme"})
    await desk.store.sync.accept(request.entity, 77)
    [request] = await desk.send()
    assert (request.op, request.server_id) == (Op.EDIT, 77)
    assert request.values == {FIRST: "", COMPANY: "Acme"}
    assert dict(desk.sql("SELECT field, value FROM base")) == {"first_name": "Anna", "company": ""}


async def test_delete_while_a_create_is_sending_becomes_a_delete(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    [request] = await desk.send()
    hold = desk.clock() + timedelta(hours=1)
    await desk.delete(local_id, hold=hold)
    assert await desk.status(local_id) is Status.SENDING
    await desk.store.sync.accept(request.entity, 77)
    assert await desk.ops() == {}, "the banner still stands"
    assert await desk.store.sync.next_due() == hold
    desk.clock.forward(hours=1)
    [request] = await desk.send()
    assert (request.op, request.server_id, request.values) == (Op.DELETE, 77, {})


async def test_delete_of_an_unsure_create_keeps_it_unsure(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.delete(local_id)
    after = await desk.contact(local_id)
    assert (after.life, after.status) == (Life.DELETED, Status.UNSURE)
    assert await desk.jobs() == []
    assert (await desk.store.contacts.counts()).attention == 1


async def test_refused_create_that_was_deleted_meanwhile_leaves(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.send()
    await desk.delete(local_id)
    await desk.refuse(local_id)
    assert await desk.status(local_id) is Status.SAVED
    assert desk.sql("SELECT * FROM outbox") == []


async def test_edit_of_a_refused_contact_supersedes_it(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {PHONE: "12"})
    await desk.send()
    await desk.refuse(local_id, "bad number")
    assert await desk.status(local_id) is Status.REFUSED
    assert (await desk.outcomes(local_id))[-1] == "refused"
    [item] = await desk.store.attention.items()
    assert "bad number" in item.words
    assert item.reason is Status.REFUSED
    await desk.edit(local_id, {PHONE: "0400 000 002"})
    assert await desk.status(local_id) is Status.WAITING
    assert (await desk.outcomes(local_id))[-2:] == ["superseded", None]
    assert await desk.store.attention.items() == []
    [request] = await desk.send()
    assert request.values == {PHONE: "0400000002"}


async def test_refusal_of_what_was_changed_meanwhile_does_not_stop_the_change(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {PHONE: "12"})
    await desk.send()
    await desk.edit(local_id, {PHONE: "0400 000 002"})
    await desk.refuse(local_id)
    assert await desk.status(local_id) is Status.WAITING
    assert (await desk.outcomes(local_id))[-2:] == ["superseded", None]


@pytest.mark.parametrize("field", [COMPANY, LAST])
async def test_a_refusal_does_not_stop_a_change_of_another_field_meanwhile(
    desk: Desk, field: ContactField
) -> None:
    """One that was not sent, and one that was sent and is taken back."""
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {PHONE: "12", LAST: "Meier"})
    await desk.send()
    await desk.edit(local_id, {field: {COMPANY: "Bluegum", LAST: ANNA[LAST]}[field]})
    await desk.refuse(local_id)
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_a_refused_move_does_not_stop_one_elsewhere_meanwhile(desk: Desk) -> None:
    home = await desk.book()
    staff, crew = await desk.book("Staff", 11), await desk.book("Crew", 12)
    local_id = await desk.saved(home)
    await desk.edit(local_id, {}, staff)
    await desk.send()
    await desk.edit(local_id, {}, crew)
    await desk.refuse(local_id)
    [request] = await desk.send()
    assert request.book_server_id == 12


async def test_a_refused_move_is_for_a_person(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {}, await desk.book("Staff", 11))
    await desk.send()
    await desk.refuse(local_id)
    assert await desk.status(local_id) is Status.REFUSED


async def test_send_again_and_discard(desk: Desk) -> None:
    book = await desk.book()
    other = await desk.book("Staff", 11)
    kept, given_up = await desk.saved(book), await desk.saved(book)
    created = await desk.new(book)
    deleted = await desk.saved(book)
    await desk.edit(kept, {FIRST: "Anne"})
    await desk.edit(given_up, {FIRST: "Anne"}, other)
    await desk.delete(deleted)
    await desk.send()
    for local_id in (kept, given_up, created, deleted):
        await desk.refuse(local_id)
    assert (await desk.store.contacts.counts()).attention == 4
    await desk.store.attention.send_again([kept], title="Sent again")
    await desk.store.attention.discard([given_up, created, deleted], title="Changes discarded")
    assert await desk.ops() == {kept: Op.EDIT}
    after = await desk.contact(given_up)
    assert (after.values[FIRST], after.book_id, after.status) == ("Anna", book, Status.SAVED)
    assert (await desk.contact(created)).life is Life.DELETED
    assert (await desk.contact(deleted)).life is Life.LIVE
    assert (await desk.store.contacts.counts()).attention == 0
    assert "discarded" in await desk.outcomes(given_up)
    assert None not in await desk.outcomes(created)


async def test_discarding_can_be_undone(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.refuse(local_id)
    await desk.store.attention.discard([local_id], title="Changes discarded")
    await desk.store.bulk.undo()
    assert (await desk.contact(local_id)).values[FIRST] == "Anne"
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_send_again_of_an_unsure_create_is_a_persons_decision(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    assert await desk.jobs() == []
    await desk.store.attention.send_again([local_id], title="Sent again")
    assert await desk.ops() == {local_id: Op.NEW}


async def test_priority_then_age(desk: Desk) -> None:
    book = await desk.book()
    bulk = [await desk.saved(book) for _ in range(21)]
    await desk.store.contacts.edit(bulk, {COMPANY: "B"}, title="Bulk", kind=BatchKind.EDIT)
    desk.clock.forward(minutes=1)
    first = await desk.new(book)
    desk.clock.forward(minutes=1)
    second = await desk.new(book)
    jobs = await desk.jobs()
    assert [job.entity.local_id for job in jobs] == [first, second, *bulk]
    assert {job.priority for job in jobs[2:]} == {Priority.BULK}
    # A person's own edit lifts its contact out of the bulk; its age stays.
    await desk.edit(bulk[9], {FIRST: "Anne"})
    assert [job.entity.local_id for job in await desk.jobs(3)] == [bulk[9], first, second]
    # Bulk work after it does not push it back.
    await desk.store.contacts.edit(bulk, {COMPANY: "C"}, title="Bulk", kind=BatchKind.EDIT)
    [job] = await desk.jobs(1)
    assert (job.entity.local_id, job.priority) == (bulk[9], Priority.PERSON)


async def test_busy_ones_are_left_out_and_do_not_use_up_the_limit(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.new(book) for _ in range(6)]
    busy = frozenset(contact(one) for one in ids[:2])
    assert [job.entity.local_id for job in await desk.jobs(1, busy)] == [ids[2]]
    assert [job.entity.local_id for job in await desk.jobs(3, busy)] == ids[2:5]


async def test_held_delete_is_released_or_taken_back(desk: Desk) -> None:
    book = await desk.book()
    first, second = await desk.saved(book), await desk.saved(book)
    hold = desk.clock() + timedelta(minutes=5)
    one = await desk.delete(first, hold=hold)
    two = await desk.delete(second, hold=hold)
    assert await desk.ops() == {}
    assert await desk.store.sync.next_due() == hold
    assert await desk.store.bulk.held_deletes(desk.clock()) == [(two, 1), (one, 1)]
    await desk.store.bulk.release(one)
    assert await desk.ops() == {first: Op.DELETE}
    await desk.store.bulk.undo()
    assert (await desk.contact(second)).status is Status.SAVED
    assert await desk.ops() == {first: Op.DELETE}
    assert await desk.store.sync.next_due() is None


async def test_restore_before_and_after_the_delete_was_accepted(desk: Desk) -> None:
    book = await desk.book()
    unsent, gone = await desk.saved(book), await desk.saved(book)
    await desk.delete(unsent, hold=desk.clock() + timedelta(minutes=5))
    await desk.delete(gone)
    old_id = (await desk.contact(gone)).server_id
    await desk.settle()
    assert (await desk.store.contacts.counts()).deleted == 2
    await desk.store.contacts.restore([unsent, gone], title="Restored")
    assert await desk.status(unsent) is Status.SAVED
    assert await desk.ops() == {gone: Op.NEW}
    assert desk.sql("SELECT server_id, local_id FROM retired_id") == [(old_id, gone)]
    [request] = await desk.settle()
    assert set(request.values) == set(ANNA)
    assert (await desk.contact(gone)).server_id != old_id


async def test_restore_while_the_delete_is_sending(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    [request] = await desk.send()
    await desk.store.contacts.restore([local_id], title="Restored")
    await desk.store.sync.accept(request.entity, None)
    assert await desk.ops() == {local_id: Op.NEW}


async def test_restore_brings_the_address_book_back_too(desk: Desk) -> None:
    book = await desk.book()
    local_id = await desk.saved(book)
    await desk.delete(local_id)
    await desk.settle()
    await desk.store.books.delete(book)
    await desk.settle()
    assert await desk.store.books.get_all() == []
    await desk.store.contacts.restore([local_id], title="Restored")
    assert [one.local_id for one in await desk.store.books.get_all()] == [book]
    requests = await desk.settle()
    assert [(one.entity.kind, one.op) for one in requests] == [(1, Op.NEW), (0, Op.NEW)]
    assert requests[1].book_server_id == await desk.store.sync.book_server_id(book)


async def test_move_sends_the_new_address_book_and_back_sends_nothing(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Staff", 11)
    local_id = await desk.saved(book)
    await desk.edit(local_id, {}, other)
    [request] = await desk.send()
    assert (request.values, request.book_server_id) == ({}, 11)
    await desk.store.sync.accept(request.entity, None)
    assert await desk.status(local_id) is Status.SAVED
    await desk.edit(local_id, {}, book)
    await desk.edit(local_id, {}, other)
    assert await desk.status(local_id) is Status.SAVED


async def test_create_and_move_wait_for_their_address_book(desk: Desk) -> None:
    book = await desk.book()
    saved = await desk.saved(book)
    fresh = await desk.book("Fresh", None)
    created = await desk.new(fresh)
    await desk.edit(saved, {}, fresh)
    [request] = await desk.send()
    assert (request.op, request.name) == (Op.NEW, "Fresh")
    assert await desk.jobs() == []
    await desk.store.sync.accept(request.entity, 55)
    assert await desk.ops() == {created: Op.NEW, saved: Op.EDIT}
    assert {one.book_server_id for one in await desk.send()} == {55}


async def test_what_is_gone_or_unknown_is_left_out_of_an_action(desk: Desk) -> None:
    book = await desk.book()
    local_id, deleted = await desk.saved(book), await desk.saved(book)
    await desk.delete(deleted)
    await desk.store.contacts.edit(
        [local_id, deleted, 999_999], {COMPANY: "B"}, title="Bulk", kind=BatchKind.EDIT
    )
    assert (await desk.contact(deleted)).values[COMPANY] == "Acme"
    assert (await desk.contact(local_id)).values[COMPANY] == "B"


async def test_unknown_address_book_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        await desk.store.contacts.create(5, ANNA, title="New contact")
    assert desk.sql("SELECT * FROM batch") == []


async def test_retry_counts_and_keeps_time(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    later = desk.clock() + timedelta(seconds=30)
    assert await desk.store.sync.retry(contact(local_id), later, AnswerLost()) == 1
    assert await desk.jobs() == []
    assert await desk.store.sync.next_due() == later
    desk.clock.forward(seconds=30)
    await desk.send()
    assert await desk.store.sync.retry(contact(local_id), later, NotSent(), count=False) == 1
    assert await desk.status(local_id) is Status.WAITING
    await desk.edit(local_id, {FIRST: "Annie"})
    await desk.send()
    assert await desk.store.sync.retry(contact(local_id), later, AnswerLost()) == 1, "counted anew"


async def test_edit_back_after_a_lost_answer_is_sent(desk: Desk) -> None:
    """The service may have the edited value: going back from it is a change."""
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.lose(local_id)
    await desk.edit(local_id, {FIRST: "Anna"})
    assert await desk.ops() == {local_id: Op.EDIT}
    merged = await desk.read(local_id, {**ANNA, FIRST: "Anne"})
    assert merged is not None
    assert merged.conflicts == ()
    [request] = await desk.send()
    assert request.values == {FIRST: "Anna"}


async def test_edit_back_after_a_lost_answer_that_never_arrived(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.edit(local_id, {FIRST: "Anna"})
    await desk.lose(local_id)
    assert await desk.ops() == {local_id: Op.EDIT}
    await desk.read(local_id, ANNA)
    assert await desk.status(local_id) is Status.SAVED


async def test_edit_back_while_it_is_under_way_and_then_refused_leaves_nothing_to_send(
    desk: Desk,
) -> None:
    """Its answer is to come, and a refusal is clear: the service has what it had."""
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {COMPANY: "Berg & Sons"})
    await desk.send()
    await desk.edit(local_id, {COMPANY: ANNA[COMPANY]})
    await desk.refuse(local_id)
    assert await desk.status(local_id) is Status.SAVED
    assert await desk.ops() == {}


async def test_move_back_after_a_lost_answer_is_sent(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Staff", 11)
    local_id = await desk.saved(book)
    await desk.edit(local_id, {}, other)
    await desk.send()
    await desk.lose(local_id)
    await desk.edit(local_id, {}, book)
    [request] = await desk.send()
    assert request.book_server_id == 10


async def test_answer_for_a_row_that_is_no_more_is_let_go(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.store.sync.accept(contact(local_id), None)
    assert await desk.store.sync.retry(contact(local_id), desk.clock(), AnswerLost()) == 0
    await desk.refuse(local_id)
    assert await desk.status(local_id) is Status.SAVED
    assert await desk.jobs() == []


async def test_changing_to_and_fro_after_a_lost_answer_keeps_the_last_wish(desk: Desk) -> None:
    """The service has either value, so neither of them may pass for settled."""
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.edit(local_id, {FIRST: "Anna"})
    await desk.lose(local_id)
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.read(local_id, ANNA)
    [request] = await desk.send()
    assert request.values == {FIRST: "Anne"}


async def test_what_a_reading_lacks_stays_unclear(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne", COMPANY: "Bluegum"})
    await desk.send()
    await desk.lose(local_id)
    await desk.read(local_id, {FIRST: "Anne"})
    await desk.edit(local_id, {COMPANY: "Acme"})
    [request] = await desk.send()
    assert request.values == {COMPANY: "Acme"}


async def test_moving_to_and_fro_after_a_lost_answer_is_sent(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Staff", 11)
    local_id = await desk.saved(book)
    await desk.edit(local_id, {}, other)
    await desk.send()
    await desk.lose(local_id)
    await desk.edit(local_id, {}, book)
    await desk.edit(local_id, {}, other)
    await desk.read(local_id, ANNA)
    [request] = await desk.send()
    assert request.book_server_id == 11


async def test_lost_answer_does_not_shorten_a_deletes_hold(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    hold = desk.clock() + timedelta(hours=1)
    await desk.delete(local_id, hold=hold)
    await desk.lose(local_id)
    assert await desk.jobs() == []
    assert await desk.store.sync.next_due() == hold
