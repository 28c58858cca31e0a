"""Address books: entities of the same outbox."""

import sqlite3
from contextlib import closing

import pytest

from smsbook_gui.domain.contacts.contact import BookColour, Life, Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, InvalidInput, Refused
from tests.store.desk import ANNA, COMPANY, FIRST, Desk, book, contact

pytestmark = pytest.mark.anyio


async def _only(desk: Desk) -> tuple[str, Status]:
    [only] = await desk.store.books.get_all()
    return only.name, only.status


async def test_create_rename_delete(desk: Desk) -> None:
    local_id = await desk.book("Friends", None)
    assert await _only(desk) == ("Friends", Status.WAITING)
    assert (await desk.store.contacts.counts()).waiting == 1
    await desk.store.books.rename(local_id, "Mates")
    [request] = await desk.send()
    assert (request.op, request.name) == (Op.NEW, "Mates")
    await desk.store.books.rename(local_id, "Pals")
    assert await _only(desk) == ("Pals", Status.SENDING)
    await desk.store.sync.accept(request.entity, 55)
    [request] = await desk.send()
    assert (request.op, request.server_id, request.name) == (Op.EDIT, 55, "Pals")
    await desk.store.sync.accept(request.entity, None)
    assert await _only(desk) == ("Pals", Status.SAVED)
    await desk.store.books.delete(local_id)
    assert await desk.store.books.get_all() == []
    [request] = await desk.send()
    assert (request.op, request.server_id, request.name) == (Op.DELETE, 55, None)
    await desk.store.sync.accept(request.entity, None)
    assert desk.sql("SELECT * FROM outbox") == []
    assert (await desk.store.contacts.counts()).waiting == 0


async def test_books_stand_in_order_of_their_names(desk: Desk) -> None:
    for number, name in enumerate(["beta", "Älpha", "Gamma"]):
        await desk.book(name, number + 1)
    assert [one.name for one in await desk.store.books.get_all()] == ["Älpha", "beta", "Gamma"]


async def test_book_added_by_hand_sends_nothing(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    assert await desk.jobs() == []
    assert await desk.store.sync.book_server_id(local_id) == 10
    with pytest.raises(InvalidInput):
        await desk.book("Again", 10)


async def test_deleting_what_was_never_sent_sends_nothing(desk: Desk) -> None:
    local_id = await desk.book("Friends", None)
    await desk.store.books.delete(local_id)
    assert await desk.jobs() == []


async def test_book_with_contacts_is_not_deleted(desk: Desk) -> None:
    local_id = await desk.book()
    contact = await desk.saved(local_id)
    with pytest.raises(InvalidInput):
        await desk.store.books.delete(local_id)
    assert [one.count for one in await desk.store.books.get_all()] == [1]
    await desk.delete(contact)
    await desk.store.books.delete(local_id)
    # It waits for the contact's own delete.
    [request] = await desk.send()
    assert request.entity.local_id == contact
    await desk.store.sync.accept(request.entity, None)
    [request] = await desk.send()
    assert request.entity == book(local_id)


async def test_book_waits_for_contacts_that_move_out_of_it(desk: Desk) -> None:
    old, new = await desk.book("Old", 10), await desk.book("New", 11)
    contact = await desk.saved(old)
    await desk.edit(contact, {}, new)
    await desk.store.books.delete(old)
    [request] = await desk.send()
    assert request.op is Op.EDIT
    await desk.store.sync.accept(request.entity, None)
    assert [one.op for one in await desk.jobs()] == [Op.DELETE]


async def test_refused_name_waits_again_when_renamed(desk: Desk) -> None:
    local_id = await desk.book("Friends", None)
    await desk.send()
    await desk.store.sync.needs_attention(book(local_id), Status.REFUSED, Refused("too nice"))
    assert await _only(desk) == ("Friends", Status.REFUSED)
    assert await desk.jobs() == []
    await desk.store.books.rename(local_id, "Mates")
    assert [one.op for one in await desk.jobs()] == [Op.NEW]


async def test_unsure_book_is_not_sent_again(desk: Desk) -> None:
    local_id = await desk.book("Friends", None)
    await desk.send()
    await desk.store.sync.needs_attention(book(local_id), Status.UNSURE, AnswerLost())
    await desk.store.books.rename(local_id, "Mates")
    assert await desk.jobs() == []
    assert await _only(desk) == ("Mates", Status.UNSURE)
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books([RemoteBook(55, "Friends")], asked=asked)
    assert len(await desk.store.books.get_all()) == 1, "55 may be the unsure one"


async def test_rename_back_after_a_lost_answer_is_sent(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.store.books.rename(local_id, "Mates")
    await desk.send()
    assert await desk.store.sync.retry(book(local_id), desk.clock(), AnswerLost()) == 1
    await desk.store.books.rename(local_id, "Friends")
    [request] = await desk.send()
    assert request.name == "Friends"
    await desk.store.sync.accept(request.entity, None)
    assert await _only(desk) == ("Friends", Status.SAVED)


async def test_renaming_to_and_fro_after_a_lost_answer_is_sent(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.store.books.rename(local_id, "Mates")
    await desk.send()
    await desk.store.sync.retry(book(local_id), desk.clock(), AnswerLost())
    await desk.store.books.rename(local_id, "Friends")
    await desk.store.books.rename(local_id, "Mates")
    assert [one.op for one in await desk.jobs()] == [Op.EDIT]
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books([RemoteBook(10, "Mates")], asked=asked)
    assert await desk.jobs() == [], "the list shows that it had arrived"


async def test_a_list_asked_for_while_a_rename_was_under_way_tells_nothing_of_it(
    desk: Desk,
) -> None:
    """It may have been written before the rename or after it."""
    renamed, lost = await desk.book("Friends", 10), await desk.book("Staff", 11)
    await desk.store.books.rename(renamed, "Mates")
    await desk.store.books.rename(lost, "Crew")
    await desk.send()
    asked = await desk.store.sync.sequence()
    await desk.store.sync.accept(book(renamed), None)
    await desk.store.sync.retry(book(lost), desk.clock(), AnswerLost())
    old = [RemoteBook(10, "Friends"), RemoteBook(11, "Staff")]
    await desk.store.sync.record_books(old, asked=asked)
    names = {one.local_id: one.name for one in await desk.store.books.get_all()}
    assert names == {renamed: "Mates", lost: "Crew"}
    await desk.store.books.rename(lost, "Staff")
    [request] = await desk.send()
    assert (request.entity, request.name) == (book(lost), "Staff"), "it may be Crew there"


async def test_create_whose_id_stands_on_another_row_becomes_one_row(desk: Desk) -> None:
    created = await desk.book("Friends", None)
    [request] = await desk.send()
    await desk.store.sync.needs_attention(request.entity, Status.REFUSED, Refused("no"))
    await desk.store.sync.record_books([RemoteBook(55, "Friends")], asked=99)
    [listed] = [one.local_id for one in await desk.store.books.get_all() if one.local_id != created]
    contact = await desk.saved(listed)
    await desk.edit(contact, {FIRST: "Anne"})
    await desk.store.books.rename(created, "Friends")
    [request] = [one for one in await desk.send() if one.entity == book(created)]
    await desk.store.sync.accept(request.entity, 55)
    [only] = await desk.store.books.get_all()
    assert (only.local_id, only.server_id, only.count) == (created, 55, 1)
    after = await desk.contact(contact)
    assert (after.book_id, after.life) == (created, Life.LIVE)


async def _listed_before_its_answer(desk: Desk) -> tuple[int, int]:
    """(one whose create is tried again, the row that a list made of it meanwhile: as 55)"""
    created = await desk.book("Friends", None)
    [request] = await desk.send()
    await desk.store.sync.needs_attention(request.entity, Status.REFUSED, Refused("no"))
    await desk.store.sync.record_books([RemoteBook(55, "Friends")], asked=99)
    [listed] = [one.local_id for one in await desk.store.books.get_all() if one.local_id != created]
    await desk.store.books.rename(created, "Friends")
    return created, listed


async def test_moves_under_way_know_the_row_that_an_address_book_became(desk: Desk) -> None:
    created, listed = await _listed_before_its_answer(desk)
    home = await desk.book("Home", 10)
    into, out = await desk.saved(home), await desk.saved(listed)
    await desk.edit(into, {}, listed)
    moved_out = await desk.edit(out, {}, home)
    await desk.send()
    await desk.store.sync.accept(book(created), 55)
    await desk.store.sync.accept(contact(into), None)
    assert await desk.status(into) is Status.SAVED
    assert desk.sql("SELECT before, after FROM history WHERE field = 'book' ORDER BY id") == [
        (str(home), str(created)),
        (str(created), str(home)),
    ]
    await desk.lose(out)
    assert await desk.ops() == {out: Op.EDIT}, "it may still be where it was"
    await desk.store.bulk.undo_batch(moved_out)
    assert (await desk.contact(out)).book_id == created
    assert [one.book_server_id for one in await desk.send()] == [55]


async def test_who_returns_comes_into_the_row_that_an_address_book_became_meanwhile(
    desk: Desk,
) -> None:
    created, listed = await _listed_before_its_answer(desk)
    deleted = await desk.saved(listed)
    server_id = (await desk.contact(deleted)).server_id
    assert server_id is not None
    await desk.delete(deleted)
    for request in await desk.send():
        if request.entity == contact(deleted):
            await desk.store.sync.accept(request.entity, None)
    asked = await desk.store.sync.begin_pass()
    shown = RemoteListing(55, "Friends", (RemoteContact(server_id, ANNA),))
    await desk.store.sync.record_listing(listed, shown, asked=asked)
    assert await desk.store.sync.returned(asked=asked) == [server_id]
    await desk.store.sync.accept(book(created), 55)
    await desk.store.sync.bring_back(server_id, ANNA, asked=asked)
    back = await desk.contact(deleted)
    assert (back.life, back.server_id, back.book_id) == (Life.LIVE, server_id, created)


async def test_a_half_typed_contact_goes_over_to_the_row_that_its_address_book_became(
    desk: Desk,
) -> None:
    created, listed = await _listed_before_its_answer(desk)
    await desk.send()
    await desk.store.drafts.save(Draft(None, listed, {FIRST: "Half"}))
    await desk.store.sync.accept(book(created), 55)
    assert await desk.store.drafts.get() == Draft(None, created, {FIRST: "Half"})


async def test_the_table_shows_that_a_contacts_address_book_became_another(desk: Desk) -> None:
    listed = await desk.book("Friends", 55)
    await desk.store.books.rename(listed, "Mates")
    await desk.send()
    created = await desk.book("Friends", None)
    member = await desk.new(created)
    await desk.send()
    desk.changes.clear()
    await desk.store.sync.accept(book(created), 55)
    assert (await desk.contact(member)).book_id == listed
    assert any(changes.rows for changes in desk.changes)


async def test_a_number_in_a_contacts_history_is_no_address_book(desk: Desk) -> None:
    created, listed = await _listed_before_its_answer(desk)
    member = await desk.saved(listed, {**ANNA, COMPANY: str(listed)})
    await desk.edit(member, {COMPANY: "Acme"})
    [request] = [one for one in await desk.send() if one.entity == book(created)]
    await desk.store.sync.accept(request.entity, 55)
    lines = await desk.store.contacts.history(member)
    assert [line.before for line in lines if line.field is COMPANY and line.before] == [str(listed)]


async def test_a_new_name_goes_over_to_the_row_that_an_address_book_became(desk: Desk) -> None:
    created, listed = await _listed_before_its_answer(desk)
    await desk.store.books.rename(listed, "Mates")
    await desk.store.sync.begin_send([one for one in await desk.jobs() if one.op is Op.NEW])
    await desk.store.sync.accept(book(created), 55)
    [request] = await desk.send()
    assert (request.entity, request.op, request.name) == (book(created), Op.EDIT, "Mates")
    await desk.store.sync.accept(book(created), None)
    assert desk.sql("SELECT kind, local_id FROM outbox") == []


async def test_one_that_is_being_renamed_stays_the_row_that_its_answer_is_for(desk: Desk) -> None:
    """Seed 31014748 of the simulation: the row that took its place sent the new name at once,
    while the first call was under way."""
    listed = await desk.book("Friends", 55)
    await desk.store.books.rename(listed, "Mates")
    [renamed] = await desk.send()
    await desk.book("Friends", None)
    [created] = await desk.send()
    await desk.store.sync.accept(created.entity, 55)
    assert [one.local_id for one in await desk.store.books.get_all()] == [listed]
    assert await desk.send() == []
    await desk.store.sync.accept(renamed.entity, None)
    assert await _only(desk) == ("Mates", Status.SAVED)


async def test_names_in_the_table_follow_a_rename(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    desk.changes.clear()
    await desk.store.books.rename(local_id, "Mates")
    assert any(changes.books and changes.rows for changes in desk.changes)


async def test_one_that_is_forgotten_here_is_never_deleted_there(desk: Desk) -> None:
    local_id = await desk.book("Wrong", 4711)
    await desk.store.books.rename(local_id, "Wronger")
    await desk.store.books.forget(local_id)
    assert await desk.store.books.get_all() == []
    assert await desk.send() == []
    assert (await desk.store.bulk.batches())[0].title == (
        "Address book “Wronger” removed from this computer"
    )
    await desk.book("Right", 4711)
    assert await _only(desk) == ("Right", Status.SAVED)


async def test_one_with_contacts_or_on_its_way_is_not_forgotten(desk: Desk) -> None:
    full = await desk.book("Full", 1)
    await desk.saved(full)
    with pytest.raises(InvalidInput, match="contacts in it"):
        await desk.store.books.forget(full)
    moving = await desk.book("Moving", 2)
    await desk.store.books.rename(moving, "Moved")
    await desk.send()
    with pytest.raises(InvalidInput, match="on its way"):
        await desk.store.books.forget(moving)
    assert len(await desk.store.books.get_all()) == 2


# ---- one that the service lost -----------------------------------------------------------------


async def _lose(desk: Desk, *ids: int) -> None:
    await desk.store.sync.lose_books(ids, asked=await desk.store.sync.sequence())


async def test_one_that_the_service_lost_goes_with_its_last_contact(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    contact = await desk.saved(local_id)
    await _lose(desk, local_id)
    assert await _only(desk) == ("Friends", Status.SAVED)
    await desk.store.sync.mark_gone([contact], asked=await desk.store.sync.sequence())
    desk.changes.clear()
    await _lose(desk, local_id)
    assert await desk.store.books.get_all() == []
    assert await desk.jobs() == []
    assert any(changes.books for changes in desk.changes)


async def test_one_that_was_lost_lives_again_where_it_is_listed(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await _lose(desk, local_id)
    await desk.store.sync.record_books(
        [RemoteBook(10, "Pals")], asked=await desk.store.sync.sequence()
    )
    [only] = await desk.store.books.get_all()
    assert (only.local_id, only.server_id, only.name) == (local_id, 10, "Pals")
    assert await desk.jobs() == []


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Pals", {("Friends", None), ("Pals", 10)}),
        pytest.param("Friends", {("Friends", 10)}, id="of the name that was sent"),
    ],
)
async def test_one_that_was_lost_is_seen_again_while_it_is_unsure_whether_it_was_made_anew(
    desk: Desk, name: str, there: set[tuple[str, int | None]]
) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.new(local_id)
    await _lose(desk, local_id)
    await desk.store.books.send_again(local_id)
    await desk.send()
    await desk.store.sync.needs_attention(book(local_id), Status.UNSURE, AnswerLost())
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books([RemoteBook(10, name)], asked=asked)
    assert await desk.store.sync.returned_books([10], asked=asked) == [10]
    await desk.store.sync.bring_back_book(10, name, asked=asked)
    found = await desk.store.books.get_all()
    assert {(one.name, one.server_id) for one in found} == there


async def test_one_that_was_lost_may_be_added_by_hand(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await _lose(desk, local_id)
    assert await desk.book("Mates", 10) == local_id
    assert await _only(desk) == ("Mates", Status.SAVED)


async def test_what_waits_for_a_lost_one_waits_for_a_person(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    contact = await desk.new(local_id)
    await _lose(desk, local_id)
    assert await _only(desk) == ("Friends", Status.REFUSED)
    trouble = await desk.store.books.trouble(local_id)
    assert trouble is not None
    assert (trouble.op, trouble.gone) == (Op.NEW, True)
    assert trouble.words == "This address book is no longer at the SMS service."
    assert await desk.jobs() == []
    await desk.store.books.send_again(local_id)
    [made, created] = await desk.settle()
    assert (made.op, made.name) == (Op.NEW, "Friends")
    assert (created.entity.local_id, created.book_server_id) == (contact, desk.next_id - 1)


async def test_a_new_name_for_a_lost_one_is_a_person_s_to_give_up(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.store.books.rename(local_id, "Mates")
    await _lose(desk, local_id)
    assert await _only(desk) == ("Mates", Status.REFUSED)
    await desk.store.books.discard(local_id)
    assert await desk.store.books.get_all() == []
    assert desk.sql("SELECT * FROM outbox") == []


async def test_one_that_waits_for_a_person_is_there_after_all(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    contact = await desk.new(local_id)
    await _lose(desk, local_id)
    await desk.store.sync.record_books(
        [RemoteBook(10, "Friends")], asked=await desk.store.sync.sequence()
    )
    assert await _only(desk) == ("Friends", Status.SAVED)
    [request] = await desk.send()
    assert (request.entity.local_id, request.book_server_id) == (contact, 10)


async def test_one_whose_new_create_was_refused_is_there_after_all(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    contact = await desk.new(local_id)
    await _lose(desk, local_id)
    await desk.store.books.send_again(local_id)
    await desk.send()
    await desk.store.sync.needs_attention(book(local_id), Status.REFUSED, Refused("no"))
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books([RemoteBook(10, "Friends")], asked=asked)
    assert await _only(desk) == ("Friends", Status.SAVED)
    [request] = await desk.send()
    assert (request.entity.local_id, request.book_server_id) == (contact, 10)


async def test_one_with_work_under_way_is_left_to_its_answer(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    asked = await desk.store.sync.sequence()
    await desk.new(local_id)
    [request] = await desk.send()
    await desk.store.sync.lose_books([local_id], asked=asked)
    assert await _only(desk) == ("Friends", Status.SAVED)
    await desk.store.sync.accept(request.entity, desk.give_id())
    await desk.store.sync.lose_books([local_id], asked=asked)
    assert await _only(desk) == ("Friends", Status.SAVED)


async def test_a_contact_brought_back_needs_its_lost_one_anew(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    contact = await desk.saved(local_id)
    await desk.store.sync.mark_gone([contact], asked=await desk.store.sync.sequence())
    await _lose(desk, local_id)
    await desk.store.contacts.restore([contact], title="Brought back")
    made = await desk.settle()
    assert [(one.entity.local_id, one.op) for one in made] == [
        (local_id, Op.NEW),
        (contact, Op.NEW),
    ]


async def test_a_contact_brought_back_goes_into_the_new_one_of_its_books_name(desk: Desk) -> None:
    """Not into the old one beside it: found by the simulation, which then had two of one name."""
    old = await desk.book("Friends", 10)
    contact = await desk.saved(old)
    await desk.store.sync.mark_gone([contact], asked=await desk.store.sync.sequence())
    await _lose(desk, old)
    new = await desk.store.books.create("Friends")
    await desk.store.contacts.restore([contact], title="Brought back")
    assert (await desk.contact(contact)).book_id == new
    assert await _only(desk) == ("Friends", Status.WAITING)
    made = await desk.settle()
    assert [one.entity.local_id for one in made] == [new, contact]


async def test_one_with_contacts_that_may_be_there_is_not_asked_about(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    contact = await desk.saved(local_id)
    await desk.new(local_id)
    await _lose(desk, local_id)
    assert await _only(desk) == ("Friends", Status.SAVED)
    await desk.edit(contact, {FIRST: "Anne"})
    await desk.store.sync.mark_gone([contact], asked=await desk.store.sync.sequence())
    await _lose(desk, local_id)
    assert await _only(desk) == ("Friends", Status.REFUSED)


async def _names(desk: Desk) -> list[str]:
    return [one.name for one in await desk.store.books.get_all()]


async def test_a_person_puts_the_books_into_an_order(desk: Desk) -> None:
    one, two, three = [
        await desk.book(name, number) for number, name in enumerate(["Ants", "Bees", "Cats"], 1)
    ]
    await desk.store.books.set_order([three, one, two])
    assert await _names(desk) == ["Cats", "Ants", "Bees"]
    await desk.store.books.rename(three, "Zebras")
    await desk.book("Aphids", 9)
    assert await _names(desk) == ["Zebras", "Ants", "Bees", "Aphids"], "a new one comes last"
    await desk.store.books.set_order([])
    assert await _names(desk) == ["Ants", "Aphids", "Bees", "Zebras"]


async def test_a_deleted_book_comes_back_to_its_place_in_its_colour(desk: Desk) -> None:
    one, two, three = [
        await desk.book(name, number) for number, name in enumerate(["Ants", "Bees", "Cats"], 1)
    ]
    await desk.store.books.set_order([three, one, two])
    await desk.store.books.set_colour(one, BookColour.TEAL)
    batch_id, _ = await desk.store.books.delete_with(
        one, move_to=None, hold_until=None, title=lambda _count: "Gone"
    )
    assert await _names(desk) == ["Cats", "Bees"]
    await desk.store.bulk.undo_batch(batch_id)
    assert await _names(desk) == ["Cats", "Ants", "Bees"]
    assert [each.colour for each in await desk.store.books.get_all()] == [
        *(None, BookColour.TEAL, None)
    ]


async def test_a_colour_says_nothing_to_the_service(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.store.books.set_colour(local_id, BookColour.RED)
    [only] = await desk.store.books.get_all()
    assert (only.colour, only.status) == (BookColour.RED, Status.SAVED)
    assert await desk.jobs() == []
    with closing(sqlite3.connect(desk.path)) as db, db:
        db.execute("UPDATE book SET colour = 'infrared'")
    [only] = await desk.store.books.get_all()
    assert only.colour is None, "one of a newer program's"
    await desk.store.books.set_colour(local_id, None)
    assert desk.sql("SELECT colour FROM book") == [(None,)]
