"""What was read from the service: merges, conflicts, listings and their races (rules 3, 5-8)."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import Author, HistoryField
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost
from tests.store.desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, Desk, contact

pytestmark = pytest.mark.anyio

WEEK = timedelta(days=7)


def _listing(*contacts: RemoteContact, server_id: int = 10, name: str = "Friends") -> RemoteListing:
    return RemoteListing(server_id, name, contacts)


def _listed(server_id: int, first: str, phone: str = "0400 000 009") -> RemoteContact:
    return RemoteContact(server_id, {FIRST: first, LAST: "", PHONE: phone})


async def _list(desk: Desk, book: int, *contacts: RemoteContact) -> int:
    asked = await desk.store.sync.sequence()
    return await desk.store.sync.record_listing(book, _listing(*contacts), asked=asked)


async def test_reading_takes_over_what_changed_there(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    merged = await desk.read(local_id, {**ANNA, COMPANY: "Bluegum", PHONE: "+61400000001"})
    assert merged is not None
    assert merged.taken == {COMPANY: ("Acme", "Bluegum")}
    after = await desk.contact(local_id)
    assert after.values[COMPANY] == "Bluegum"
    assert after.values[PHONE] == "0400 000 001", "an equivalent number is no change"
    assert await desk.find("bluegum") == [local_id]
    assert await desk.find("acme") == []
    line = (await desk.store.contacts.history(local_id))[0]
    assert (line.field, line.before, line.after, line.by) == (
        COMPANY,
        "Acme",
        "Bluegum",
        Author.SERVICE,
    )
    assert (await desk.store.bulk.batches())[0].open == 0


async def test_what_the_service_made_of_our_write_is_shown(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    [request] = await desk.send()
    await desk.store.sync.accept(request.entity, 77)
    merged = await desk.read(local_id, {**ANNA, COMPANY: "ACME"})
    assert merged is not None
    assert merged.restated == {COMPANY: ("Acme", "ACME")}
    line = (await desk.store.contacts.history(local_id))[0]
    assert (line.field, line.before, line.after) == (HistoryField.RESTATED, "Acme", "ACME")


async def test_reading_before_an_edit_merges_three_ways(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    merged = await desk.read(local_id, {**ANNA, COMPANY: "Bluegum"})
    assert merged is not None
    assert merged.conflicts == ()
    [request] = await desk.send()
    assert request.values == {FIRST: "Anne"}, "only what changed here"
    assert (await desk.contact(local_id)).values[COMPANY] == "Bluegum"


async def test_reading_that_shows_the_edit_settles_it(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.lose(local_id)
    await desk.read(local_id, {**ANNA, FIRST: "Anne"})
    assert await desk.status(local_id) is Status.SAVED
    assert (await desk.outcomes(local_id))[-1] == "accepted"


async def test_own_write_that_arrived_late_is_no_conflict(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.lose(local_id)
    await desk.edit(local_id, {FIRST: "Annie"})
    merged = await desk.read(local_id, {**ANNA, FIRST: "Anne"})
    assert merged is not None
    assert merged.conflicts == ()
    [request] = await desk.send()
    assert request.values == {FIRST: "Annie"}


async def test_conflict_stays_until_a_person_chooses(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne", COMPANY: "Bluegum"})
    merged = await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    assert merged is not None
    assert len(merged.conflicts) == 1
    assert await desk.status(local_id) is Status.CONFLICT
    assert await desk.jobs() == []
    # A further edit is the new "mine"; a further reading changes nothing.
    await desk.edit(local_id, {FIRST: "Annie"})
    await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    assert await desk.status(local_id) is Status.CONFLICT
    [item] = await desk.store.attention.items()
    [conflict] = item.conflicts
    assert (conflict.field, conflict.original, conflict.mine, conflict.theirs) == (
        FIRST,
        "Anna",
        "Annie",
        "Hannah",
    )
    await desk.store.attention.resolve(local_id, {FIRST: "Annie"}, title="Conflict settled")
    assert await desk.store.attention.items() == []
    [request] = await desk.send()
    assert request.values == {FIRST: "Annie", COMPANY: "Bluegum"}


async def test_choosing_theirs_sends_nothing_of_it_and_undo_asks_again(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    await desk.store.attention.resolve(local_id, {FIRST: "Hannah"}, title="Conflict settled")
    assert await desk.status(local_id) is Status.SAVED
    report = await desk.store.bulk.undo()
    assert report.changed == 1
    assert await desk.status(local_id) is Status.CONFLICT
    assert (await desk.contact(local_id)).values[FIRST] == "Anne"


async def test_second_conflict_of_a_field_keeps_the_first_original(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    await desk.read(local_id, {**ANNA, FIRST: "Joanna"})
    [item] = await desk.store.attention.items()
    assert [(one.original, one.theirs) for one in item.conflicts] == [("Anna", "Joanna")]


async def test_conflict_ends_when_both_sides_agree(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    await desk.edit(local_id, {FIRST: "Hannah"})
    assert await desk.status(local_id) is Status.SAVED
    assert desk.sql("SELECT * FROM conflict") == []


async def test_conflict_survives_a_delete_and_its_undo(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    await desk.delete(local_id, hold=desk.clock() + timedelta(hours=1))
    assert await desk.status(local_id) is Status.WAITING
    await desk.store.bulk.undo()
    assert await desk.status(local_id) is Status.CONFLICT


async def test_reading_that_may_be_outdated_is_ignored(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    asked = await desk.store.sync.sequence()
    await desk.edit(local_id, {FIRST: "Anne"})
    [request] = await desk.send()
    assert await desk.store.sync.record_reading(local_id, ANNA, asked=asked + 99) is None
    await desk.store.sync.accept(request.entity, None)
    assert await desk.store.sync.record_reading(local_id, ANNA, asked=asked) is None
    assert (await desk.contact(local_id)).values[FIRST] == "Anne"


async def test_a_reading_that_comes_after_a_later_one_is_ignored(desk: Desk) -> None:
    """Two are under way at once: the background's, and the one before an edit."""
    local_id = await desk.saved(await desk.book())
    asked = await desk.store.sync.sequence()
    await desk.edit(local_id, {COMPANY: "Mine"})
    await desk.store.sync.record_reading(local_id, {**ANNA, COMPANY: "Theirs"}, asked=asked)
    assert await desk.store.sync.record_reading(local_id, ANNA, asked=asked) is None
    assert await desk.status(local_id) is Status.CONFLICT
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert [one.theirs for one in item.conflicts] == ["Theirs"]


async def test_a_refusal_stays_when_the_contact_is_read(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.refuse(local_id)
    await desk.read(local_id, {**ANNA, COMPANY: "Bluegum"})
    after = await desk.contact(local_id)
    assert (after.status, after.values[COMPANY]) == (Status.REFUSED, "Bluegum")


async def test_listed_contacts_come_in_with_other_fields_never_read(desk: Desk) -> None:
    book = await desk.book()
    assert await _list(desk, book, _listed(1, "Ben"), _listed(2, "Cleo")) == 2
    found = await desk.store.contacts.by_server_id(1)
    assert found is not None
    assert COMPANY not in found.values
    assert found.values[LAST] == ""
    assert found.book_id == book
    counts = await desk.store.contacts.counts()
    assert (counts.all, counts.books) == (2, ((book, 2),))
    assert await desk.store.sync.unread_count() == 2
    # The same listing again is nothing new.
    desk.changes.clear()
    assert await _list(desk, book, _listed(1, "Ben"), _listed(2, "Cleo")) == 0
    assert not any(changes.rows for changes in desk.changes)


async def test_value_typed_over_one_never_read(desk: Desk) -> None:
    book = await desk.book()
    await _list(desk, book, _listed(1, "Ben"), _listed(2, "Cleo"), _listed(3, "Dan"))
    blank, same, other = await desk.ids()
    for local_id in (blank, same, other):
        await desk.edit(local_id, {CUSTOM: "VIP"})
    assert desk.sql("SELECT DISTINCT field, value FROM base") == [("custom_1", None)]
    await desk.read(blank, {CUSTOM: ""})
    await desk.read(same, {CUSTOM: "VIP"})
    await desk.read(other, {CUSTOM: "Staff"})
    assert [await desk.status(one) for one in (blank, same, other)] == [
        Status.WAITING,
        Status.SAVED,
        Status.CONFLICT,
    ]


async def test_a_missing_key_leaves_what_is_there(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.read(local_id, {FIRST: "Hannah"})
    assert (await desk.contact(local_id)).values[COMPANY] == "Acme"


async def test_listing_merges_and_moves_but_leaves_open_work(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Staff", 11)
    await _list(desk, book, _listed(1, "Ben"), _listed(2, "Cleo"), _listed(3, "Dan"))
    ben, cleo, dan = await desk.ids()
    await desk.edit(cleo, {FIRST: "Chloe"})
    asked = await desk.store.sync.begin_pass()
    listing = _listing(_listed(1, "Benno"), _listed(2, "Clea"), server_id=11, name="Staff")
    assert await desk.store.sync.record_listing(other, listing, asked=asked) == 0
    await desk.store.sync.settle_homes(unseen=(), asked=asked)
    after = await desk.contact(ben)
    assert (after.values[FIRST], after.book_id) == ("Benno", other)
    assert (await desk.contact(cleo)).values[FIRST] == "Chloe"
    assert (await desk.contact(cleo)).book_id == book
    assert (await desk.contact(dan)).life is Life.LIVE, "a listing that lacks it deletes nothing"
    fields = [(line.field, line.after) for line in await desk.store.contacts.history(ben)]
    assert fields == [(HistoryField.BOOK, "Staff"), (FIRST, "Benno")]
    assert (await desk.store.contacts.counts()).books == ((book, 2), (other, 1))


async def test_listing_asked_before_our_work_is_ignored_for_it(desk: Desk) -> None:
    book = await desk.book()
    changed, deleted = await desk.saved(book), await desk.saved(book)
    old = await desk.store.contacts.get_many([changed, deleted])
    asked = await desk.store.sync.sequence()
    await desk.edit(changed, {FIRST: "Anne"})
    await desk.delete(deleted)
    await desk.settle()
    contacts = [RemoteContact(one.server_id or 0, {FIRST: "Anna"}) for one in old]
    listing = _listing(*contacts)
    assert await desk.store.sync.record_listing(book, listing, asked=asked) == 0
    assert (await desk.contact(changed)).values[FIRST] == "Anne"
    assert await desk.ids() == [changed]


async def test_an_unknown_id_that_reads_like_an_open_create_is_held_back(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Staff", 11)
    local_id = await desk.new(other)
    like_it = RemoteContact(2, {FIRST: ANNA[FIRST] + " ", PHONE: ANNA[PHONE]})
    assert await _list(desk, book, _listed(1, "Ben")) == 1
    [request] = await desk.send()
    assert await _list(desk, book, like_it, _listed(3, "Cleo")) == 1
    await desk.store.sync.needs_attention(request.entity, Status.UNSURE, AnswerLost())
    assert await _list(desk, book, like_it) == 0
    [create] = await desk.store.sync.unsure_creates()
    assert (create.local_id, create.candidates) == (local_id, (2,))
    await desk.store.attention.discard([local_id], title="Changes discarded")
    assert (await desk.store.contacts.by_server_id(2)) is not None, "nothing is held back any more"


async def test_create_whose_id_stands_on_another_row_becomes_one_row(desk: Desk) -> None:
    book = await desk.book()
    created = await desk.new(book)
    # It is listed with another number, so nothing is held back.
    [request] = await desk.send()
    await _list(desk, book, RemoteContact(77, {FIRST: "Anna", LAST: "Müller", PHONE: "1"}))
    [listed] = [one for one in await desk.ids() if one != created]
    await desk.edit(listed, {LAST: "Meier"})
    await desk.store.sync.accept(request.entity, 77)
    assert await desk.ids() == [created]
    after = await desk.contact(created)
    assert (after.server_id, after.values[LAST]) == (77, "Meier")
    assert await desk.ops() == {created: Op.EDIT}
    assert LAST in [line.field for line in await desk.store.contacts.history(created)]
    assert (await desk.store.contacts.counts()).all == 1
    assert desk.sql("SELECT count(*) FROM outbox") == [(1,)]


async def test_books_are_merged_by_id_and_never_deleted(desk: Desk) -> None:
    kept, renamed = await desk.book("Friends", 10), await desk.book("Staff", 11)
    await desk.store.books.rename(renamed, "Team")
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books(
        [RemoteBook(11, "Employees"), RemoteBook(12, "Members")], asked=asked
    )
    assert [book.name for book in await desk.store.books.get_all()] == [
        "Friends",
        "Members",
        "Team",
    ]
    [request] = await desk.send()
    assert (request.server_id, request.name) == (11, "Team")
    await desk.store.sync.accept(request.entity, None)
    await desk.store.sync.record_books([RemoteBook(11, "Staff")], asked=asked)
    assert "Team" in [book.name for book in await desk.store.books.get_all()], (
        "asked before the rename"
    )
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_books(
        [RemoteBook(11, "Crew"), RemoteBook(10, "Friends")], asked=asked
    )
    names = {book.local_id: book.name for book in await desk.store.books.get_all()}
    assert (names[kept], names[renamed]) == ("Friends", "Crew")
    assert await desk.jobs() == []


async def test_deleted_book_does_not_come_back_by_an_old_list(desk: Desk) -> None:
    book = await desk.book()
    asked = await desk.store.sync.sequence()
    await desk.store.books.delete(book)
    await desk.settle()
    await desk.store.sync.record_books([RemoteBook(10, "Friends")], asked=asked)
    assert await desk.store.books.get_all() == []


async def test_order_of_background_reading(desk: Desk) -> None:
    book = await desk.book()
    old = await desk.saved(book)
    desk.clock.forward(days=8)
    fresh, unverified, busy = [await desk.saved(book) for _ in range(3)]
    await desk.edit(unverified, {FIRST: "Anne"})
    await desk.settle()
    await desk.edit(busy, {FIRST: "Anne"})
    await _list(desk, book, _listed(1, "Ben"))
    [listed] = [one for one in await desk.ids() if one not in {old, fresh, unverified, busy}]
    due = await desk.store.sync.next_unread(10, desk.clock(), WEEK)
    assert [local_id for local_id, _ in due] == [listed, unverified, old]
    assert due[0] == (listed, 1)
    assert await desk.store.sync.next_unread(1, desk.clock(), WEEK) == [(listed, 1)]
    assert await desk.store.sync.unread_count() == 1
    await desk.read(unverified, {**ANNA, FIRST: "Anne"})
    due = await desk.store.sync.next_unread(10, desk.clock(), WEEK)
    assert [local_id for local_id, _ in due] == [listed, old]


async def test_listing_counts_as_a_reading_of_its_fields(desk: Desk) -> None:
    book = await desk.book()
    local_id = await desk.saved(book)
    server_id = (await desk.contact(local_id)).server_id or 0
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.settle()
    assert await desk.store.sync.next_unread(10, desk.clock(), WEEK) != []
    await _list(desk, book, RemoteContact(server_id, {FIRST: "Anne"}))
    assert await desk.store.sync.next_unread(10, desk.clock(), WEEK) == []


async def test_existing_contacts_are_added_by_id(desk: Desk) -> None:
    book = await desk.book()
    local_id, new = await desk.store.contacts.add_existing(book, 77, ANNA)
    assert new
    after = await desk.contact(local_id)
    assert (after.server_id, after.status, after.book_id) == (77, Status.SAVED, book)
    assert await desk.store.contacts.add_existing(book, 77, {**ANNA, COMPANY: "B"}) == (
        local_id,
        False,
    )
    assert (await desk.contact(local_id)).values[COMPANY] == "B"
    await desk.delete(local_id, hold=desk.clock() + timedelta(hours=1))
    assert await desk.store.contacts.add_existing(book, 77, ANNA) == (local_id, False)
    after = await desk.contact(local_id)
    assert (after.life, after.status) == (Life.LIVE, Status.SAVED)
    await desk.delete(local_id)
    await desk.settle()
    again, new = await desk.store.contacts.add_existing(book, 77, ANNA)
    assert new
    assert again != local_id


async def test_right_account_is_told_by_a_sample(desk: Desk) -> None:
    book = await desk.book()
    read = await desk.saved(book)
    waiting = await desk.saved(book)
    await desk.edit(waiting, {FIRST: "Anne"})
    assert [one.local_id for one in await desk.store.sync.known_sample(5)] == [read]
    assert await desk.store.sync.reads_same(read, {**ANNA, PHONE: "+61 400 000 001"})
    assert not await desk.store.sync.reads_same(read, {**ANNA, FIRST: "Ben"})
    assert await desk.store.sync.reads_same(waiting, ANNA), "the base counts, not the local value"
    assert not await desk.store.sync.reads_same(999, ANNA)


async def test_every_field_is_read_and_written(desk: Desk) -> None:
    """No field of the domain is forgotten in a column list."""
    values = {field: f"{field} value" for field in ContactField} | {PHONE: "0400 000 001"}
    local_id = await desk.saved(await desk.book(), values)
    assert (await desk.contact(local_id)).values == values
    changed = {field: f"{field} other" for field in ContactField} | {PHONE: "0400 000 002"}
    await desk.read(local_id, changed)
    assert (await desk.contact(local_id)).values == changed
    assert await desk.status(local_id) is Status.SAVED
    assert contact(local_id).local_id == local_id


async def test_blank_typed_over_a_value_never_read_is_a_wish(desk: Desk) -> None:
    book = await desk.book()
    await _list(desk, book, _listed(1, "Ben"))
    [local_id] = await desk.ids()
    await desk.edit(local_id, {CUSTOM: ""})
    assert await desk.status(local_id) is Status.WAITING
    assert desk.sql("SELECT field, value FROM base") == [("custom_1", None)]


async def test_conflict_ends_when_the_service_shows_my_value(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne", COMPANY: "Bluegum"})
    await desk.read(local_id, {**ANNA, FIRST: "Hannah"})
    await desk.read(local_id, {**ANNA, FIRST: "Anne"})
    assert desk.sql("SELECT * FROM conflict") == []
    [request] = await desk.send()
    assert request.values == {COMPANY: "Bluegum"}
