"""What goes out next, and what of it has to be read first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost
from smsbook_gui.store.contacts.create_candidates import reads_cut
from smsbook_gui.store.db.transaction import WriteSide
from smsbook_gui.store.sync.dispatch import recover
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, contact
from tests.store.desk import book as book_entity

pytestmark = pytest.mark.anyio


async def _listed(desk: Desk, book: int, server_id: int = 77) -> int:
    """A contact of which a listing told some fields, and nobody has read the others."""
    named = RemoteContact(server_id, {FIRST: "Zoë", LAST: "Quill", PHONE: "0400 000 077"})
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_listing(book, RemoteListing(10, "Friends", (named,)), asked=asked)
    found = await desk.store.contacts.by_server_id(server_id)
    assert found is not None
    return found.local_id


async def test_only_a_delete_of_what_nobody_read_is_read_for_its_undo(desk: Desk) -> None:
    home = await desk.book()
    listed, edited = await _listed(desk, home), await _listed(desk, home, 78)
    known = await desk.saved(home)
    made = await desk.new(home)
    [request] = await desk.send()
    await desk.store.sync.accept(request.entity, desk.give_id())
    await desk.delete(listed, known, made)
    await desk.edit(edited, {COMPANY: "Bluegum"})
    jobs = {job.entity.local_id: job for job in await desk.jobs()}
    assert {one: job.unread for one, job in jobs.items()} == {
        listed: True,
        known: False,
        made: False,
        edited: False,
    }
    assert (jobs[listed].reads_first, jobs[known].reads_first) == (True, False)
    assert jobs[edited].reads_first


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize(("back", "due"), [(50, False), (75, True)])
async def test_a_pause_of_over_a_minute_comes_from_a_clock_set_back(
    desk: Desk, back: int, due: bool, counts: bool
) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.store.sync.retry(contact(local_id), desk.clock(), AnswerLost(), count=counts)
    desk.clock.forward(seconds=-back)
    assert (await desk.ops() == {local_id: Op.EDIT}) == due


async def test_a_held_delete_keeps_its_hold_whatever_the_clock_says(desk: Desk) -> None:
    home = await desk.book()
    held, failed, edited = [await desk.saved(home) for _ in range(3)]
    hold = desk.clock() + timedelta(hours=1)
    await desk.delete(held, hold=hold)
    await desk.delete(failed)
    await desk.edit(edited, {FIRST: "Anne"})
    await desk.send()
    for one in (failed, edited):
        await desk.store.sync.retry(contact(one), hold, AnswerLost())
    assert await desk.ops() == {failed: Op.DELETE, edited: Op.EDIT}, "no pause is that long"
    assert await desk.store.sync.next_due() == hold


async def test_a_held_delete_of_an_address_book_too(desk: Desk) -> None:
    others = await desk.book("Others", 11)
    home = await desk.book()
    namesakes = [await desk.saved(others) for _ in range(home)]
    assert home in namesakes, "a contact with the same number has nothing to do with it"
    await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="Another action")
    hold = desk.clock() + timedelta(hours=1)
    await desk.store.books.delete_with(
        home, move_to=None, hold_until=hold, title=lambda count: f"{count} deleted"
    )
    assert await desk.jobs() == []
    assert await desk.store.sync.next_due() == hold
    desk.clock.forward(hours=1)
    [job] = await desk.jobs()
    assert (job.entity, job.op) == (book_entity(home), Op.DELETE)


async def test_a_job_that_asks_for_another_call_by_now_is_not_sent(desk: Desk) -> None:
    """Between its look at the service and its call the person goes on."""
    home = await desk.book()
    taken_back, deleted, kept = [await desk.saved(home) for _ in range(3)]
    for one in (taken_back, deleted, kept):
        await desk.edit(one, {FIRST: "Anne"})
    jobs = await desk.jobs()
    await desk.edit(taken_back, {FIRST: ANNA[FIRST]})
    await desk.delete(deleted)
    requests = await desk.store.sync.begin_send(jobs)
    assert [(one.entity.local_id, one.op) for one in requests] == [(kept, Op.EDIT)]


async def test_a_delete_of_what_nobody_read_goes_only_after_the_try_to_read_it(
    desk: Desk,
) -> None:
    listed = await _listed(desk, await desk.book())
    await desk.delete(listed)
    [job] = await desk.jobs()
    assert await desk.store.sync.begin_send([replace(job, unread=False)]) == []
    [request] = await desk.store.sync.begin_send([job])
    assert request.op is Op.DELETE


async def test_what_is_due_at_this_moment_is_not_waited_for(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.lose(local_id)
    assert await desk.ops() == {local_id: Op.EDIT}
    assert await desk.store.sync.next_due() is None


async def test_a_row_that_asks_for_nothing_stands_in_nobodys_way(desk: Desk) -> None:
    """There should be none; if a file has one all the same, everything else still goes out."""
    home = await desk.book()
    settled = await desk.saved(home)
    row = f"({contact(settled).kind:d}, {settled}, {Status.WAITING:d}, 0, 0)"
    insert = f"INSERT INTO outbox (kind, local_id, state, priority, since) VALUES {row}"
    await desk.store._database.writer.run(lambda side: side.transact(lambda tx: tx.run(insert)))
    created = await desk.new(home)
    [job] = await desk.jobs()
    assert job.entity == contact(created)
    stray = replace(job, entity=contact(settled), op=Op.EDIT)
    [request] = await desk.store.sync.begin_send([stray, job])
    assert request.entity == contact(created)
    assert desk.sql("SELECT local_id FROM outbox") == [(created,)], "and it goes at the first look"


async def test_a_paused_action_holds_up_nothing_but_its_own(desk: Desk) -> None:
    home = await desk.book()
    mine, other, of_none = [await desk.saved(home) for _ in range(3)]
    batch = await desk.edit(mine, {FIRST: "Anne"})
    await desk.edit(other, {FIRST: "Anne"})
    await desk.edit(of_none, {FIRST: "Anne"})
    # As what comes of an answer of the service.
    forget = f"UPDATE outbox SET batch_id = NULL WHERE local_id = {of_none}"
    await desk.store._database.writer.run(lambda side: side.transact(lambda tx: tx.run(forget)))
    await desk.store.bulk.set_paused(batch, True)
    assert set(await desk.ops()) == {other, of_none}
    await desk.store.bulk.set_paused(batch, False)
    assert set(await desk.ops()) == {mine, other, of_none}


async def test_who_shows_address_books_is_told_that_one_is_sent(desk: Desk) -> None:
    home = await desk.book()
    assert home == await desk.saved(home), "a contact with the same number is not sent"
    await desk.store.books.rename(home, "Staff")
    desk.changes.clear()
    await desk.send()
    [change] = desk.changes
    assert (change.books, change.counts, change.outbox) == (True, True, True)
    assert change.contacts == frozenset()


async def test_what_guards_against_sending_a_create_twice_is_told_of_creates_alone(
    desk: Desk,
) -> None:
    told: list[str] = []

    def listen(side: WriteSide) -> None:
        side.creates_sent = lambda: told.append("create")

    await desk.store._database.writer.run(listen)
    home = await desk.book()
    edited = await desk.new(home)
    await desk.settle()
    assert told == ["create"]
    await desk.edit(edited, {FIRST: "Anne"})
    await desk.send()
    assert told == ["create"]


async def test_the_delete_of_an_address_book_waits_for_all_that_leave_it(desk: Desk) -> None:
    """One that is moved out and one that is deleted; nothing of other address books holds it."""
    home, other = await desk.book(), await desk.book("Others", 11)
    moved, deleted = await desk.saved(home), await desk.saved(home, {**ANNA, FIRST: "B"})
    stranger = await desk.saved(other, {**ANNA, FIRST: "C"})
    await desk.edit(moved, {}, other)
    await desk.delete(deleted)
    await desk.edit(stranger, {COMPANY: "Bluegum"})
    await desk.store.books.delete_with(
        home, move_to=None, hold_until=None, title=lambda count: f"{count} deleted"
    )
    for one in (moved, deleted):
        jobs = {job.entity: job for job in await desk.jobs()}
        assert book_entity(home) not in jobs
        await desk.store.sync.begin_send([jobs[contact(one)]])
        await desk.store.sync.accept(contact(one), None)
    assert [job.op for job in await desk.jobs() if job.entity == book_entity(home)] == [Op.DELETE]
    assert stranger in await desk.ops()


async def test_an_address_book_that_was_being_made_at_a_crash_is_unsure(desk: Desk) -> None:
    """So is one that was being renamed: that is just sent again."""
    known, new = await desk.book(), await desk.book("Choir", None)
    await desk.store.books.rename(known, "Staff")
    await desk.send()
    await desk.store._database.writer.run(lambda side: side.transact(recover))
    assert [(job.entity, job.op) for job in await desk.jobs()] == [(book_entity(known), Op.EDIT)]
    states = {book.local_id: book.status for book in await desk.store.books.get_all()}
    assert states[new] is Status.UNSURE


@pytest.mark.parametrize("contacts", [True, False])
async def test_either_alone_is_settled_after_a_crash(desk: Desk, contacts: bool) -> None:
    known = await desk.book()
    if contacts:
        await desk.new(known)
    else:
        await desk.book("Choir", None)
    await desk.send()
    await desk.store._database.writer.run(lambda side: side.transact(recover))
    books = [book.status for book in await desk.store.books.get_all()]
    people = [await desk.status(one) for one in await desk.ids()]
    assert [*books, *people].count(Status.UNSURE) == 1
    assert Status.SENDING not in {*books, *people}


async def test_one_address_book_that_is_sent_is_no_other(desk: Desk) -> None:
    renamed, other = await desk.book(), await desk.book("Others", 11)
    await desk.store.books.rename(renamed, "Staff")
    await desk.send()
    states = {book.local_id: book.status for book in await desk.store.books.get_all()}
    assert states == {renamed: Status.SENDING, other: Status.SAVED}


async def test_an_answer_for_what_is_settled_changes_nothing(desk: Desk) -> None:
    home = await desk.book()
    local_id = await desk.saved(home)
    before = await desk.contact(local_id)
    asked = await desk.store.sync.sequence()
    assert not await desk.store.sync.adopt(local_id, 77, ANNA, asked=asked)
    await desk.store.sync.accept(book_entity(home), 99)
    assert await desk.contact(local_id) == before
    assert await desk.store.sync.book_server_id(home) == 10


def test_a_listing_without_numbers_tells_of_no_cut_text() -> None:
    assert not reads_cut({LAST: "Mül"}, ANNA, "AU")
