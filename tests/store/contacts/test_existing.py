"""Creates that the service answered with a contact, or an address book, that was there before."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind, LineOutcome
from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Accepted, Op, Reason, Request
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost
from smsbook_gui.store.sync import results
from tests.store.desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, Desk, book, contact

pytestmark = pytest.mark.anyio

NEWBIE: Values = {FIRST: "Newbie", PHONE: "0400 000 001", COMPANY: "New & Co"}


async def _list(desk: Desk, book_id: int, *contacts: RemoteContact) -> None:
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_listing(book_id, RemoteListing(10, "", contacts), asked=asked)


async def _answered(desk: Desk, *answers: tuple[int, int]) -> None:
    """Sends what waits; these creates are answered with these ids."""
    await desk.send()
    for local_id, server_id in answers:
        await desk.store.sync.accept(contact(local_id), server_id)


async def _there(desk: Desk, values: Values = NEWBIE) -> tuple[int, int]:
    """(a contact that the service has as 1001, a create that was answered with it)"""
    home = await desk.book()
    known = await desk.saved(home)
    created = await desk.new(home, values)
    await _answered(desk, (created, 1001))
    return known, created


def _ops(requests: Sequence[Request]) -> list[tuple[int, Op]]:
    return [(request.entity.local_id, request.op) for request in requests]


# --- what is told ----------------------------------------------------------------------------


async def test_an_id_that_was_known_is_not_the_new_contact(desk: Desk) -> None:
    known, created = await _there(desk)
    assert (await desk.contact(known)).values == {**ANNA, **(await desk.contact(known)).values}
    mine = await desk.contact(created)
    assert (mine.server_id, mine.status) == (None, Status.THERE)
    assert mine.values[FIRST] == "Newbie"
    assert await desk.jobs() == []
    assert (await desk.store.contacts.counts()).reasons == ((Reason.THERE, 1),)
    attention = Query(Scope(ScopeKind.ATTENTION), reason=Reason.THERE)
    assert await desk.ids(attention) == [created]
    assert await desk.outcomes(created) == [LineOutcome.THERE]


async def test_both_sides_are_shown(desk: Desk) -> None:
    known, created = await _there(desk)
    await desk.edit(known, {LAST: "Unsent"})
    item = await desk.store.attention.item(created)
    assert item is not None
    assert item.why is Reason.THERE
    assert item.existing is not None
    assert (item.existing.server_id, item.existing.book_name) == (1001, "Friends")
    assert item.existing.values[LAST] == "Müller", "what the service has, not what waits here"
    assert item.existing.contact is not None
    assert item.existing.contact.local_id == known


async def test_a_listing_that_was_quicker_than_the_answer_shows_our_own(desk: Desk) -> None:
    home = await desk.book()
    created = await desk.new(home)
    await desk.send()
    await _list(desk, home, RemoteContact(77, {FIRST: "Anna", LAST: "Müller", PHONE: "1"}))
    await desk.store.sync.accept(contact(created), 77)
    assert await desk.ids() == [created]
    assert (await desk.contact(created)).server_id == 77


async def test_a_listing_that_was_held_back_for_a_create_shows_once_that_is_another(
    desk: Desk,
) -> None:
    home = await desk.book()
    created = await desk.new(home)
    await desk.send()
    await _list(desk, home, RemoteContact(77, {f: ANNA[f] for f in (FIRST, LAST, PHONE)}))
    assert await desk.ids() == [created]
    await desk.store.sync.accept(contact(created), 78)
    assert [(await desk.contact(one)).server_id for one in await desk.ids()] == [78, 77]


async def test_what_was_listed_and_held_back_before_the_create_was_sent(desk: Desk) -> None:
    home = await desk.book()
    first = await desk.new(home)
    await desk.send()
    await desk.store.sync.needs_attention(contact(first), Status.UNSURE, AnswerLost())
    await _list(desk, home, RemoteContact(77, {f: ANNA[f] for f in (FIRST, LAST, PHONE)}))
    second = await desk.new(home)
    await _answered(desk, (second, 77))
    assert await desk.status(second) is Status.THERE
    [unsure] = await desk.store.sync.unsure_creates()
    assert (unsure.local_id, unsure.candidates) == (first, (77,)), "it may be the first one's"


@pytest.mark.parametrize("together", [True, False])
async def test_two_creates_with_one_answer_are_one_contact_there(
    desk: Desk, together: bool
) -> None:
    home = await desk.book()
    ids = [await desk.new(home), await desk.new(home)]
    requests = await desk.send()
    if together:
        answered = [Accepted(request.entity, 77) for request in requests]
        done = await desk.store._database.write_grouped(results.accept, answered)
        assert done == [None, None], "as one set, not one after another since that failed"
    else:
        for request in requests:
            await desk.store.sync.accept(request.entity, 77)
    assert [(await desk.contact(one)).server_id for one in ids] == [77, None]
    assert await desk.status(ids[1]) is Status.THERE


async def test_a_deleted_contact_that_the_service_answers_with(desk: Desk) -> None:
    home = await desk.book()
    old = await desk.saved(home)
    await desk.delete(old)
    await desk.settle()
    created = await desk.new(home, NEWBIE)
    await _answered(desk, (created, 1001))
    assert await desk.status(created) is Status.THERE
    item = await desk.store.attention.item(created)
    assert item is not None
    assert item.existing is not None
    assert item.existing.contact is not None
    assert item.existing.contact.life is Life.DELETED
    await desk.store.attention.take_in([created], title="Taken")
    [made] = await desk.ids()
    assert made not in {old, created}
    assert await desk.ops() == {made: Op.EDIT}, "read first, since nobody knows what it has"
    merged = await desk.read(made, {**ANNA, COMPANY: ""})
    assert merged is not None
    assert [one.field for one in merged.conflicts] == [FIRST]


async def test_who_was_deleted_here_is_taken_in_where_it_was(desk: Desk) -> None:
    """No listing may ever tell in which address book the service has it."""
    home = await desk.book()
    old = await desk.saved(home)
    await desk.delete(old)
    await desk.settle()
    created = await desk.new(await desk.book("Others", 11), NEWBIE)
    await _answered(desk, (created, 1001))
    item = await desk.store.attention.item(created)
    assert item is not None
    assert item.existing is not None
    assert item.existing.book_name == "Friends"
    await desk.store.attention.take_in([created], title="Taken")
    [made] = await desk.ids()
    assert (await desk.contact(made)).book_id == home


async def test_who_was_deleted_with_its_address_book_is_taken_in_where_mine_was(
    desk: Desk,
) -> None:
    home = await desk.book()
    old = await desk.saved(home)
    await desk.delete(old)
    await desk.settle()
    await desk.store.books.delete(home)
    await desk.settle()
    others = await desk.book("Others", 11)
    created = await desk.new(others, NEWBIE)
    await _answered(desk, (created, 1001))
    await desk.store.attention.take_in([created], title="Taken")
    [made] = await desk.ids()
    assert (await desk.contact(made)).book_id == others


async def test_a_restored_contact_may_have_its_own_id_again(desk: Desk) -> None:
    home = await desk.book()
    old = await desk.saved(home)
    await desk.delete(old)
    await desk.settle()
    await desk.store.contacts.restore([old], title="Restored")
    await _answered(desk, (old, 1001))
    assert (await desk.contact(old)).server_id == 1001
    assert await desk.status(old) is Status.SAVED
    assert desk.sql("SELECT server_id FROM retired_id") == [], "the service has it again"


async def test_a_create_that_was_deleted_meanwhile_deletes_nothing(desk: Desk) -> None:
    home = await desk.book()
    known = await desk.saved(home)
    created = await desk.new(home, NEWBIE)
    await desk.send()
    await desk.store.bulk.undo()
    await desk.store.sync.accept(contact(created), 1001)
    assert await desk.jobs() == []
    assert (await desk.contact(created)).life is Life.DELETED
    assert (await desk.contact(known)).server_id == 1001


async def test_an_unsure_create_is_not_what_was_there_before(desk: Desk) -> None:
    home = await desk.book()
    await desk.saved(home)
    created = await desk.new(home)
    await desk.send()
    await desk.store.sync.needs_attention(contact(created), Status.UNSURE, AnswerLost())
    assert not await desk.adopt(created, 1001, ANNA)
    assert await desk.status(created) is Status.UNSURE
    await desk.adopt(created, 1001, ANNA, by_person=True)
    assert await desk.status(created) is Status.THERE, "both are there to compare"


async def _unsure_beside_its_like(desk: Desk) -> tuple[int, int, Values]:
    """The rows of an unsure create and of contact 77, which was listed, and what 77 holds."""
    home = await desk.book()
    created = await desk.new(home)
    await desk.send()
    await desk.store.sync.needs_attention(contact(created), Status.UNSURE, AnswerLost())
    await _list(desk, home, RemoteContact(77, {FIRST: "Anna", LAST: "Berg", PHONE: "1"}))
    [listed] = set(await desk.ids()) - {created}
    seen = {**ANNA, LAST: "Berg", PHONE: "1"}
    await desk.read(listed, seen)
    return created, listed, seen


@pytest.mark.parametrize(("asked_first", "answered"), [(True, False), (False, False), (True, True)])
async def test_what_was_read_while_the_other_row_was_sent_is_read_again(
    desk: Desk, asked_first: bool, answered: bool
) -> None:
    """A person says that an unsure create is that contact, which is being edited at this moment."""
    created, listed, seen = await _unsure_beside_its_like(desk)
    asked = await desk.store.sync.sequence()
    await desk.edit(listed, {FIRST: "Anne"})
    [request] = await desk.send()
    if not asked_first:
        asked = await desk.store.sync.sequence()
    if answered:
        await desk.store.sync.accept(request.entity, None)
    assert await desk.store.sync.adopt(created, 77, seen, asked=asked, by_person=True)
    assert desk.sql("SELECT local_id, read_at FROM contact") == [(created, None)]


async def test_what_was_read_of_the_other_row_counts_if_nothing_was_sent_since(
    desk: Desk,
) -> None:
    created, listed, seen = await _unsure_beside_its_like(desk)
    await desk.edit(listed, {FIRST: "Anne"})
    [request] = await desk.send()
    await desk.store.sync.accept(request.entity, None)
    seen = {**seen, FIRST: "Anne"}
    assert await desk.adopt(created, 77, seen, by_person=True)
    [(local_id, read_at)] = desk.sql("SELECT local_id, read_at FROM contact")
    assert local_id == created
    assert read_at is not None


async def test_what_was_held_back_for_a_create_that_was_there_comes_in(desk: Desk) -> None:
    """It looked like the create, which has its answer now and was another's."""
    home = await desk.book()
    known = await desk.saved(home)
    created = await desk.new(home, NEWBIE)
    await desk.send()
    await _list(desk, home, RemoteContact(88, {FIRST: "Newbie", LAST: "", PHONE: "0400 000 001"}))
    assert await desk.ids() == [known, created]
    await desk.store.sync.accept(contact(created), 1001)
    [came] = set(await desk.ids()) - {known, created}
    assert (await desk.contact(came)).server_id == 88


# --- the answers -----------------------------------------------------------------------------


async def test_take_mine_into_it_is_an_edit_that_blank_never_erases(desk: Desk) -> None:
    known, created = await _there(desk, {**NEWBIE, LAST: "", PHONE: "+61 400 000 001"})
    assert await desk.store.attention.take_in([created], title="Taken") == 1
    theirs = await desk.contact(known)
    assert [theirs.values[f] for f in (FIRST, LAST, PHONE, COMPANY)] == [
        "Newbie",
        "Müller",
        "0400 000 001",
        "New & Co",
    ]
    assert await desk.ids() == [known]
    assert await desk.ops() == {known: Op.EDIT}
    merged = await desk.read(known, {**ANNA, FIRST: "Annabel"})
    assert merged is not None
    assert [one.field for one in merged.conflicts] == [FIRST], "a colleague changed it meanwhile"


async def test_taking_in_can_be_undone(desk: Desk) -> None:
    known, created = await _there(desk)
    await desk.store.attention.take_in([created], title="Taken")
    report = await desk.store.bulk.undo()
    assert report.left_alone == ()
    assert (await desk.contact(known)).values[FIRST] == "Anna"
    assert await desk.ops() == {created: Op.NEW}


async def test_what_was_to_be_deleted_lives_again_with_mine(desk: Desk) -> None:
    home = await desk.book()
    known = await desk.saved(home)
    await desk.delete(known, hold=desk.clock() + timedelta(days=1))
    created = await desk.new(home, NEWBIE)
    await _answered(desk, (created, 1001))
    await desk.store.attention.take_in([created], title="Taken")
    assert await desk.ops() == {known: Op.EDIT}
    assert (await desk.contact(known)).values[FIRST] == "Newbie"


async def test_keep_it_as_it_is_sends_nothing(desk: Desk) -> None:
    known, created = await _there(desk)
    await desk.store.attention.discard([created], title="Changes discarded")
    assert await desk.jobs() == []
    assert await desk.ids() == [known]
    assert (await desk.contact(created)).life is Life.DELETED
    assert await desk.outcomes(created) == [LineOutcome.THERE, LineOutcome.SUPERSEDED]


async def test_send_again_is_a_new_create(desk: Desk) -> None:
    _, created = await _there(desk)
    await desk.store.attention.send_again([created], title="Sent again")
    [request] = await desk.send()
    assert (request.entity.local_id, request.op) == (created, Op.NEW)
    await desk.store.sync.accept(request.entity, 1002)
    assert (await desk.contact(created)).server_id == 1002
    assert await desk.outcomes(created) == [LineOutcome.ACCEPTED]


async def test_hundreds_are_settled_at_once(desk: Desk) -> None:
    home = await desk.book()
    people = [(f"Person {n}", f"0400 100 {n:03d}") for n in range(600)]
    listed = [RemoteContact(n, {FIRST: who, PHONE: to}) for n, (who, to) in enumerate(people, 1)]
    await _list(desk, home, *listed)
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="Import")
    rows = [(home, {FIRST: who, PHONE: to, CUSTOM: "mine"}) for who, to in people]
    ids = await desk.store.imports.stage_creates(batch, rows)
    await desk.store.imports.commit_staging(batch)
    requests = await desk.send(limit=1000)
    assert len(requests) == 600
    for number, local_id in enumerate(ids, 1):
        await desk.store.sync.accept(contact(local_id), number)
    [group] = await desk.store.attention.groups(ids)
    assert (group.reason, group.count) == (Reason.THERE, 600)
    progress = await desk.store.bulk.progress(batch)
    assert (progress.there, progress.there_open, progress.contacts) == (600, 600, 600)
    assert await desk.store.attention.take_in(ids, title="Taken") == 600
    assert len(await desk.jobs(limit=1000)) == 600
    progress = await desk.store.bulk.progress(batch)
    assert (progress.there, progress.there_open, progress.open) == (600, 0, 0)
    contacts = await desk.store.contacts.get_many(await desk.ids())
    assert {one.values[CUSTOM] for one in contacts} == {"mine"}
    assert {one.status for one in contacts} == {Status.WAITING}


# --- undo --------------------------------------------------------------------------------------


async def test_undo_of_a_create_that_was_there_leaves_it_there(desk: Desk) -> None:
    known, created = await _there(desk)
    report = await desk.store.bulk.undo()
    assert (report.changed, report.left_alone, report.there_before) == (1, (), 1)
    assert await desk.jobs() == []
    assert (await desk.contact(known)).life is Life.LIVE
    assert (await desk.contact(created)).life is Life.DELETED


async def test_an_undo_reads_before_it_deletes(desk: Desk) -> None:
    created = await desk.saved(await desk.book())
    await desk.store.bulk.undo()
    [job] = await desk.jobs()
    assert (job.op, job.reads_first) == (Op.DELETE, True)
    asked = await desk.store.sync.sequence()
    same = {**ANNA, PHONE: "+61400000001", LAST: " Müller "}
    assert await desk.store.sync.record_before_delete(created, same, asked=asked)
    assert _ops(await desk.send()) == [(created, Op.DELETE)]


async def test_a_persons_own_delete_is_not_read_before(desk: Desk) -> None:
    created = await desk.saved(await desk.book())
    await desk.delete(created)
    assert [job.reads_first for job in await desk.jobs()] == [False]


async def test_what_reads_differently_is_left_alone_and_listed(desk: Desk) -> None:
    created = await desk.saved(await desk.book())
    undone = await desk.store.bulk.undo()
    asked = await desk.store.sync.sequence()
    assert not await desk.store.sync.record_before_delete(
        created, {**ANNA, COMPANY: "Y"}, asked=asked
    )
    assert await desk.jobs() == []
    left = await desk.contact(created)
    assert (left.life, left.status, left.values[COMPANY]) == (Life.LIVE, Status.SAVED, "Y")
    outcomes = {
        line.batch_id: line.outcome for line in await desk.store.bulk.lines(undone.batch_id)
    }
    assert outcomes == {undone.batch_id: LineOutcome.LEFT}
    [summary] = [one for one in await desk.store.bulk.batches() if one.batch_id == undone.batch_id]
    assert summary.left == 1
    report = await desk.store.bulk.redo()
    assert (report.changed, report.left_alone) == (0, ())


async def test_what_was_read_between_the_undo_and_its_delete_counts(desk: Desk) -> None:
    """The form of a deleted contact reads it; the program may end before the delete is sent."""
    created = await desk.saved(await desk.book())
    await desk.store.bulk.undo()
    await desk.read(created, {**ANNA, COMPANY: "Y"})
    asked = await desk.store.sync.sequence()
    assert not await desk.store.sync.record_before_delete(
        created, {**ANNA, COMPANY: "Y"}, asked=asked
    )
    assert (await desk.contact(created)).life is Life.LIVE


async def test_what_the_service_changed_before_the_undo_is_left_alone(desk: Desk) -> None:
    created = await desk.saved(await desk.book())
    await desk.read(created, {**ANNA, COMPANY: "Theirs"})
    report = await desk.store.bulk.undo()
    assert (report.changed, report.left_alone, report.changed_there) == (0, (created,), 1)
    assert (await desk.contact(created)).life is Life.LIVE


async def test_a_conflict_says_that_it_reads_differently(desk: Desk) -> None:
    created = await desk.saved(await desk.book())
    await desk.edit(created, {COMPANY: "Mine"})
    await desk.read(created, {**ANNA, COMPANY: "Theirs"})
    await desk.store.bulk.undo()
    assert await desk.status(created) is Status.CONFLICT
    report = await desk.store.bulk.undo()
    assert (report.left_alone, report.changed_there) == ((created,), 1)
    assert (await desk.contact(created)).life is Life.LIVE


async def test_a_service_that_stored_something_else_is_not_believed_to_have_ours(
    desk: Desk,
) -> None:
    """An id that nobody here knew, of a contact that was there: only the reading shows it."""
    home = await desk.book()
    created = await desk.new(home, NEWBIE)
    await _answered(desk, (created, 902))
    await desk.read(created, {FIRST: "Bob", LAST: "Old", PHONE: "0400 000 001", COMPANY: ""})
    report = await desk.store.bulk.undo()
    assert (report.left_alone, report.changed_there) == ((created,), 1)
    assert await desk.jobs() == []


# --- address books -------------------------------------------------------------------------------


async def test_a_name_that_the_service_has_is_that_address_book(desk: Desk) -> None:
    old = await desk.book("Friends", 10)
    person = await desk.saved(old)
    new = await desk.store.books.create("friends")
    await desk.new(new, NEWBIE)
    await desk.send()
    await desk.store.sync.accept(book(new), 10)
    [only] = await desk.store.books.get_all()
    assert (only.name, only.server_id, only.count) == ("Friends", 10, 2)
    assert (await desk.contact(person)).book_id == only.local_id
    assert [request.op for request in await desk.send()] == [Op.NEW], "no rename goes out"


async def test_a_new_address_book_that_was_deleted_takes_none_with_it(desk: Desk) -> None:
    old = await desk.book("Friends", 10)
    new = await desk.store.books.create("Friends")
    await desk.send()
    await desk.store.books.delete(new)
    await desk.store.sync.accept(book(new), 10)
    assert await desk.jobs() == []
    assert [(one.local_id, one.server_id) for one in await desk.store.books.get_all()] == [
        (old, 10)
    ]


async def test_an_address_book_of_another_name_is_not_the_new_one(desk: Desk) -> None:
    old = await desk.book("VIP", 10)
    new = await desk.store.books.create("Friends")
    await desk.send()
    await desk.store.sync.accept(book(new), 10)
    books = {one.local_id: one for one in await desk.store.books.get_all()}
    assert (books[old].name, books[old].server_id) == ("VIP", 10)
    assert (books[new].server_id, books[new].status) == (None, Status.REFUSED)
    trouble = await desk.store.books.trouble(new)
    assert trouble is not None
    assert "was there before" in trouble.words
    await desk.store.books.discard(new)
    assert [one.local_id for one in await desk.store.books.get_all()] == [old]


async def test_a_deleted_address_book_is_there_again_under_its_name(desk: Desk) -> None:
    old = await desk.book("Friends", 10)
    await desk.store.books.delete(old)
    new = await desk.store.books.create("Friends")
    requests = [one for one in await desk.jobs() if one.op is Op.NEW]
    await desk.store.sync.begin_send(requests)
    await desk.store.sync.accept(book(new), 10)
    assert await desk.jobs() == [], "the delete is overtaken"
    await desk.store.sync.record_books(
        [RemoteBook(10, "Friends")], asked=await desk.store.sync.sequence()
    )
    [only] = await desk.store.books.get_all()
    assert (only.local_id, only.server_id, only.status) == (new, 10, Status.SAVED)
