"""What must not be forgotten, or taken for clear, while nobody knows what became of a call."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, NotSent, RateLimited, Refused, ServiceError
from tests.store.desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, Desk, book, contact

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


async def _unsure(desk: Desk) -> int:
    """A create whose answer was lost."""
    local_id = await desk.new(await desk.book())
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    return local_id


async def _delete_lost(desk: Desk) -> int:
    """A contact that was restored while the answer to its delete is lost."""
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    await desk.send()
    await desk.lose(local_id)
    await desk.store.contacts.restore([local_id], title="Restored")
    return local_id


async def test_nobody_says_that_an_unsure_create_was_refused(desk: Desk) -> None:
    assert await desk.outcomes(await _unsure(desk)) == [None]


async def test_only_the_unsure_create_itself_can_be_a_candidate(desk: Desk) -> None:
    unsure = await _unsure(desk)
    waiting = await desk.new((await desk.contact(unsure)).book_id)
    assert not await desk.adopt(waiting, 77, ANNA)
    assert await desk.status(waiting) is Status.WAITING


async def test_of_an_edit_and_a_delete_that_went_as_one_the_delete_was_done(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.delete(local_id)
    await desk.settle()
    assert (await desk.outcomes(local_id))[-2:] == ["superseded", "accepted"]


async def test_a_reading_asked_for_while_an_edit_was_under_way_tells_nothing_of_it(
    desk: Desk,
) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    asked = await desk.store.sync.sequence()
    await desk.store.sync.accept(contact(local_id), None)
    assert await desk.store.sync.record_reading(local_id, ANNA, asked=asked) is None
    assert (await desk.contact(local_id)).values[FIRST] == "Anne"


# --- the delete of an unsure create ---------------------------------------------------------------


async def test_a_delete_of_an_unsure_create_is_held_while_its_banner_stands(desk: Desk) -> None:
    local_id = await _unsure(desk)
    hold = desk.clock() + DAY
    batch = await desk.delete(local_id, hold=hold)
    assert await desk.adopt(local_id, 77, ANNA)
    assert await desk.ops() == {}
    assert await desk.store.sync.next_due() == hold
    await desk.store.bulk.release(batch)
    assert await desk.ops() == {local_id: Op.DELETE}


async def test_a_delete_of_a_create_that_turns_out_unsure_is_held_too(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.send()
    hold = desk.clock() + DAY
    await desk.delete(local_id, hold=hold)
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    assert await desk.adopt(local_id, 77, ANNA)
    assert await desk.ops() == {}
    assert await desk.store.sync.next_due() == hold


async def test_a_banner_that_goes_before_the_create_is_found_lets_the_delete_go(
    desk: Desk,
) -> None:
    local_id = await _unsure(desk)
    batch = await desk.delete(local_id, hold=desk.clock() + DAY)
    await desk.store.bulk.release(batch)
    assert await desk.adopt(local_id, 77, ANNA)
    assert await desk.ops() == {local_id: Op.DELETE}


@pytest.mark.parametrize("sent", [False, True])
async def test_the_failure_of_a_delete_that_was_taken_back_does_not_release_the_next(
    desk: Desk, sent: bool
) -> None:
    """Its reading, or its call, fails when another banner stands already."""
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    if sent:
        await desk.send()
    await desk.store.contacts.restore([local_id], title="Restored")
    hold = desk.clock() + DAY
    batch = await desk.delete(local_id, hold=hold)
    error = AnswerLost() if sent else NotSent()
    await desk.store.sync.retry(contact(local_id), desk.clock(), error, op=Op.DELETE, count=sent)
    assert await desk.ops() == {}
    assert await desk.store.sync.next_due() == hold
    await desk.store.bulk.release(batch)
    assert await desk.ops() == {local_id: Op.DELETE}


# --- a contact brought back over a delete without an answer --------------------------------------


async def test_whether_a_restored_contact_is_still_there_is_asked(desk: Desk) -> None:
    """Nothing differs, and yet it may be gone by the delete."""
    local_id = await _delete_lost(desk)
    assert await desk.status(local_id) is Status.WAITING
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_a_restored_contact_that_is_gone_is_for_a_person(desk: Desk) -> None:
    local_id = await _delete_lost(desk)
    refused = Refused("Contact not found", not_found=True)
    await desk.store.sync.needs_attention(contact(local_id), Status.REFUSED, refused, op=Op.EDIT)
    assert await desk.status(local_id) is Status.REFUSED
    [item] = await desk.store.attention.items()
    assert item.contact.local_id == local_id
    asked = await desk.store.sync.sequence()
    assert await desk.store.sync.mark_gone([local_id], asked=asked) == 1
    assert (await desk.contact(local_id)).life is Life.LIVE
    assert await desk.status(local_id) is Status.REFUSED


async def test_a_restored_contact_that_is_there_needs_nothing(desk: Desk) -> None:
    local_id = await _delete_lost(desk)
    await desk.read(local_id, ANNA)
    assert await desk.status(local_id) is Status.SAVED
    assert await desk.ops() == {}


# --- the memory of a lost call -------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [NotSent(), RateLimited(1)], ids=lambda error: type(error).__name__
)
async def test_a_lost_edit_is_kept_in_mind_when_the_next_one_is_not_sent(
    desk: Desk, error: ServiceError
) -> None:
    """The service has "Anne"; that the second try did not arrive tells nothing of it."""
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.lose(local_id)
    await desk.send()
    await desk.store.sync.retry(contact(local_id), desk.clock(), error, count=False)
    await desk.edit(local_id, {FIRST: "Anna"})
    assert await desk.ops() == {local_id: Op.EDIT}
    merged = await desk.read(local_id, {**ANNA, FIRST: "Anne"})
    assert merged is not None
    assert merged.conflicts == ()
    [request] = await desk.send()
    assert request.values == {FIRST: "Anna"}


async def test_a_lost_edit_is_kept_in_mind_when_the_next_one_is_refused(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.lose(local_id)
    await desk.send()
    await desk.refuse(local_id)
    await desk.edit(local_id, {FIRST: "Anna"})
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_a_lost_edit_is_kept_in_mind_when_a_person_is_asked(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.REFUSED, AnswerLost())
    await desk.edit(local_id, {FIRST: "Anna"})
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_a_lost_delete_is_kept_in_mind_when_the_next_one_is_not_sent(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id)
    await desk.send()
    await desk.lose(local_id)
    await desk.send()
    await desk.store.sync.retry(contact(local_id), desk.clock(), NotSent(), count=False)
    await desk.store.contacts.restore([local_id], title="Restored")
    assert await desk.ops() == {local_id: Op.EDIT}


async def test_an_edit_that_was_not_sent_leaves_nothing_to_keep_in_mind(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.store.sync.retry(contact(local_id), desk.clock(), NotSent(), count=False)
    await desk.edit(local_id, {FIRST: "Anna"})
    assert await desk.ops() == {}
    assert await desk.status(local_id) is Status.SAVED


# --- candidates of an unsure create --------------------------------------------------------------


async def test_a_candidate_without_a_value_that_was_sent_is_not_it(desk: Desk) -> None:
    """A service that leaves out what is blank shows another's contact so."""
    local_id = await _unsure(desk)
    others = {FIRST: ANNA[FIRST], LAST: ANNA[LAST], PHONE: ANNA[PHONE]}
    assert not await desk.adopt(local_id, 77, others)
    assert await desk.status(local_id) is Status.UNSURE
    assert (await desk.contact(local_id)).server_id is None


async def test_what_looked_like_a_create_that_was_refused_comes_in(desk: Desk) -> None:
    home = await desk.book()
    created = await desk.new(home)
    await desk.send()
    asked = await desk.store.sync.sequence()
    listing = RemoteListing(10, "Friends", (RemoteContact(88, {**ANNA}),))
    assert await desk.store.sync.record_listing(home, listing, asked=asked) == 0
    await desk.refuse(created)
    assert await desk.store.contacts.by_server_id(88) is not None


async def test_a_candidate_that_leaves_out_only_what_is_blank_is_it(desk: Desk) -> None:
    local_id = await _unsure(desk)
    assert CUSTOM not in ANNA
    assert await desk.adopt(local_id, 77, ANNA)
    assert (await desk.contact(local_id)).server_id == 77
    assert await desk.status(local_id) is Status.SAVED


async def test_a_person_may_say_that_it_is_one_that_reads_differently(desk: Desk) -> None:
    local_id = await _unsure(desk)
    assert await desk.adopt(local_id, 77, {**ANNA, COMPANY: "Bluegum"}, by_person=True)
    assert (await desk.contact(local_id)).server_id == 77


async def test_who_moved_between_address_books_that_are_one_has_not_moved(desk: Desk) -> None:
    """The service answers the create of one with the id of the other, which has its name by now."""
    friends = await desk.book("Friends", 10)
    anna = await desk.saved(friends)
    created = await desk.store.books.create("Staff", None)
    await desk.send()
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books([RemoteBook(10, "STAFF")], asked=asked)
    await desk.edit(anna, {}, book_id=created)
    assert await desk.status(anna) is Status.WAITING
    await desk.store.sync.accept(book(created), 10)
    assert [one.local_id for one in await desk.store.books.get_all()] == [created]
    assert await desk.status(anna) is Status.SAVED
    assert await desk.jobs() == []


# --- a listing that comes too late ---------------------------------------------------------------


async def test_a_listing_of_an_address_book_that_became_another_harms_nothing(desk: Desk) -> None:
    """It was asked for while the book's create was under way and the list had shown its id."""
    created = await desk.store.books.create("Staff", None)
    await desk.send()
    # Somebody renamed it at once, so the list takes it for another's.
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books([RemoteBook(31, "STAFF")], asked=asked)
    [listed] = [one.local_id for one in await desk.store.books.get_all() if one.server_id == 31]
    asked = await desk.store.sync.sequence()
    await desk.store.sync.accept(book(created), 31)
    anna = RemoteContact(500, {FIRST: "Anna", LAST: "", PHONE: "0400 000 009"})
    listing = RemoteListing(31, "STAFF", (anna,))
    assert await desk.store.sync.record_listing(listed, listing, asked=asked) == 0
    assert [one.local_id for one in await desk.store.books.get_all()] == [created]
    # The next one brings them in.
    asked = await desk.store.sync.sequence()
    assert await desk.store.sync.record_listing(created, listing, asked=asked) == 1
