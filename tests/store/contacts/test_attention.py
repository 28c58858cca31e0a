"""What needs a person: by reason, with its evidence, and answers for many at once."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import AttentionGroup, Op, Reason
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, InvalidInput, Refused
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, book, contact

pytestmark = pytest.mark.anyio
ATTENTION = Scope(ScopeKind.ATTENTION)


async def _refused(desk: Desk, book_id: int, words: str = "no") -> int:
    local_id = await desk.saved(book_id)
    await desk.edit(local_id, {COMPANY: "X"})
    await desk.send()
    await desk.refuse(local_id, words)
    return local_id


async def _gone(desk: Desk, book_id: int) -> int:
    local_id = await desk.saved(book_id)
    await desk.edit(local_id, {COMPANY: "Y"})
    asked = await desk.store.sync.sequence()
    assert await desk.store.sync.mark_gone([local_id], asked=asked) == 1
    return local_id


async def _unsure(desk: Desk, book_id: int, first: str = "Zoe") -> int:
    local_id = await desk.new(book_id, {**ANNA, FIRST: first})
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    return local_id


async def _conflict(desk: Desk, book_id: int, mine: str = "Mine") -> int:
    local_id = await desk.saved(book_id)
    await desk.edit(local_id, {COMPANY: mine})
    await desk.read(local_id, {**ANNA, COMPANY: "Theirs"})
    assert await desk.status(local_id) is Status.CONFLICT
    return local_id


async def test_each_reason_is_counted_listed_and_grouped(desk: Desk) -> None:
    home = await desk.book()
    expected = {
        Reason.REFUSED: [await _refused(desk, home), await _refused(desk, home, "too long")],
        Reason.UNSURE: [await _unsure(desk, home)],
        Reason.CONFLICT: [await _conflict(desk, home)],
        Reason.GONE: [await _gone(desk, home), await _gone(desk, home)],
    }
    saved = await desk.saved(home)
    counts = await desk.store.contacts.counts()
    assert (counts.all, counts.attention) == (7, 6)
    assert dict(counts.reasons) == {reason: len(ids) for reason, ids in expected.items()}
    for reason, ids in expected.items():
        assert sorted(await desk.ids(Query(ATTENTION, reason=reason))) == ids
    assert len(await desk.ids(Query(ATTENTION))) == 6
    assert await desk.ids(Query(ATTENTION, "nobody", reason=Reason.REFUSED)) == []

    every = [saved, *(one for ids in expected.values() for one in ids)]
    for asked in (every, every * 400):
        groups = await desk.store.attention.groups(asked)
        assert {one.reason: list(one.ids) for one in groups} == expected
        assert dict(groups[0].words) == {
            "The SMS service said: no": 1,
            "The SMS service said: too long": 1,
        }
    assert await desk.store.attention.groups([saved]) == []


async def test_what_is_found_gone_after_a_refusal_changes_the_counts(desk: Desk) -> None:
    local_id = await _refused(desk, await desk.book())
    desk.changes.clear()
    await desk.store.sync.mark_gone([local_id], asked=await desk.store.sync.sequence())
    assert dict((await desk.store.contacts.counts()).reasons) == {Reason.GONE: 1}
    assert any(changes.counts for changes in desk.changes)
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert item.why is Reason.GONE


async def test_an_unsure_create_says_when_it_was_sent_and_what_was_seen_since(desk: Desk) -> None:
    home = await desk.book()
    await desk.store.sync.end_pass(asked=await desk.store.sync.begin_pass())
    desk.clock.forward(minutes=1)
    sent_at = desk.clock()
    local_id = await _unsure(desk, home)
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert (item.sent_at, item.looked_at, item.candidates) == (sent_at, None, ())

    asked = await desk.store.sync.begin_pass()
    listed = RemoteContact(77, {FIRST: "Zoe", LAST: ANNA[LAST], PHONE: ANNA[PHONE]})
    listing = RemoteListing(10, "Friends", (listed,))
    await desk.store.sync.record_listing(home, listing, asked=asked)
    looked = desk.clock.forward(minutes=1)
    await desk.store.sync.end_pass(asked=asked)
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert item.looked_at == looked
    [candidate] = item.candidates
    assert (candidate.server_id, candidate.book_name) == (77, "Friends")
    assert candidate.values == listed.values
    [group] = await desk.store.attention.groups([local_id])
    assert group.matched == ((local_id, 77),)
    assert group.count == 1


async def test_equal_creates_are_matched_with_different_candidates(desk: Desk) -> None:
    home = await desk.book()
    creates = [await _unsure(desk, home) for _ in range(3)]
    seen = {FIRST: "Zoe", LAST: ANNA[LAST], PHONE: ANNA[PHONE]}
    listing = RemoteListing(10, "Friends", (RemoteContact(77, seen), RemoteContact(78, seen)))
    await desk.store.sync.record_listing(home, listing, asked=await desk.store.sync.sequence())
    [group] = await desk.store.attention.groups(creates)
    assert group.matched == ((creates[0], 77), (creates[1], 78))


async def test_a_saved_contact_has_no_item(desk: Desk) -> None:
    assert await desk.store.attention.item(await desk.saved(await desk.book())) is None


async def test_many_conflicts_are_settled_with_one_side(desk: Desk) -> None:
    home = await desk.book()
    ids = [await _conflict(desk, home, f"Mine {n}") for n in range(25)]
    other = await _refused(desk, home)
    assert (
        await desk.store.attention.resolve_all([*ids[:20], other], theirs=True, title="Settled")
        == 20
    )
    for local_id in ids[:20]:
        settled = await desk.contact(local_id)
        assert (settled.status, settled.values[COMPANY]) == (Status.SAVED, "Theirs")
    assert await desk.status(other) is Status.REFUSED
    assert await desk.store.attention.resolve_all(ids[20:], theirs=False, title="Settled") == 5
    sent = {request.entity.local_id: request.values for request in await desk.send()}
    assert sent == {ids[n]: {COMPANY: f"Mine {n}"} for n in range(20, 25)}


async def test_theirs_for_many_can_be_undone_and_is_asked_again(desk: Desk) -> None:
    home = await desk.book()
    ids = [await _conflict(desk, home) for _ in range(3)]
    await desk.store.attention.resolve_all(ids, theirs=True, title="Settled")
    await desk.store.bulk.undo()
    assert {(await desk.contact(one)).values[COMPANY] for one in ids} == {"Mine"}


async def test_gone_contacts_that_are_discarded_go_to_recently_deleted(desk: Desk) -> None:
    home = await desk.book()
    gone, refused = await _gone(desk, home), await _refused(desk, home)
    await desk.store.attention.discard([gone, refused], title="Changes discarded")
    left = await desk.contact(gone)
    assert (left.life, left.status, left.values[COMPANY]) == (Life.GONE, Status.SAVED, "Acme")
    kept = await desk.contact(refused)
    assert (kept.life, kept.status) == (Life.LIVE, Status.SAVED)
    assert await desk.ids(Query(Scope(ScopeKind.DELETED))) == [gone]
    assert (await desk.store.contacts.counts()).attention == 0
    assert (await desk.store.contacts.history(gone))[0].after == "gone"


# ---- address books -------------------------------------------------------------------------


async def _parked_book(desk: Desk, status: Status, name: str = "Friends") -> int:
    local_id = await desk.book(name, None)
    await desk.send()
    error = AnswerLost() if status is Status.UNSURE else Refused("no such name", details="HTTP")
    await desk.store.sync.needs_attention(book(local_id), status, error)
    return local_id


async def test_the_trouble_of_an_address_book(desk: Desk) -> None:
    local_id = await _parked_book(desk, Status.REFUSED)
    trouble = await desk.store.books.trouble(local_id)
    assert trouble is not None
    assert (trouble.op, trouble.words) == (Op.NEW, "The SMS service said: no such name")
    assert (trouble.book.name, trouble.details) == ("Friends", "HTTP")
    assert trouble.sent_at == desk.clock()
    await desk.store.books.send_again(local_id)
    assert await desk.store.books.trouble(local_id) is None
    [request] = await desk.send()
    assert (request.op, request.name) == (Op.NEW, "Friends")


async def test_an_unsure_book_is_sent_again_when_a_person_says_so(desk: Desk) -> None:
    local_id = await _parked_book(desk, Status.UNSURE)
    trouble = await desk.store.books.trouble(local_id)
    assert trouble is not None
    assert trouble.book.status is Status.UNSURE
    await desk.store.books.send_again(local_id)
    assert [job.op for job in await desk.jobs()] == [Op.NEW]


@pytest.mark.parametrize("status", [Status.UNSURE, Status.REFUSED])
async def test_a_person_says_which_one_it_is(desk: Desk, status: Status) -> None:
    local_id = await _parked_book(desk, status)
    waiting = await desk.new(local_id)
    await desk.store.books.claim(local_id, 55, "FRIENDS")
    [only] = await desk.store.books.get_all()
    assert (only.server_id, only.name, only.status) == (55, "FRIENDS", Status.SAVED)
    [request] = await desk.send()
    assert (request.entity, request.book_server_id) == (contact(waiting), 55)
    with pytest.raises(InvalidInput):
        await desk.store.books.claim(local_id, 56, "")


async def test_a_claimed_book_that_was_listed_becomes_one(desk: Desk) -> None:
    local_id = await _parked_book(desk, Status.REFUSED)
    await desk.store.sync.record_books([RemoteBook(55, "Old friends")], asked=99)
    await desk.store.books.claim(local_id, 55, "Old friends")
    [only] = await desk.store.books.get_all()
    assert (only.local_id, only.server_id, only.name) == (local_id, 55, "Old friends")
    assert await desk.jobs() == []


async def test_discarding_a_new_book_needs_it_empty(desk: Desk) -> None:
    local_id = await _parked_book(desk, Status.UNSURE)
    inside = await desk.new(local_id)
    with pytest.raises(InvalidInput):
        await desk.store.books.discard(local_id)
    await desk.delete(inside)
    await desk.store.books.discard(local_id)
    assert await desk.store.books.get_all() == []
    assert desk.sql("SELECT * FROM outbox") == []


async def test_discarding_a_name_takes_the_services(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.store.books.rename(local_id, "Mates")
    await desk.send()
    await desk.store.sync.needs_attention(book(local_id), Status.REFUSED, Refused("no"))
    await desk.store.books.discard(local_id)
    [only] = await desk.store.books.get_all()
    assert (only.name, only.status) == ("Friends", Status.SAVED)
    assert await desk.jobs() == []


async def test_a_delete_that_was_refused_is_shown_and_can_be_taken_back(desk: Desk) -> None:
    local_id = await desk.book("Friends", 10)
    await desk.store.books.delete(local_id)
    await desk.send()
    assert await desk.store.books.refused_deletes() == []
    await desk.store.sync.needs_attention(book(local_id), Status.REFUSED, Refused("not empty"))
    assert await desk.store.books.get_all() == []
    [back] = await desk.store.books.refused_deletes()
    assert (back.local_id, back.name, back.life) == (local_id, "Friends", Life.DELETED)
    trouble = await desk.store.books.trouble(local_id)
    assert trouble is not None
    assert trouble.op is Op.DELETE
    await desk.store.books.discard(local_id)
    [only] = await desk.store.books.get_all()
    assert (only.status, await desk.jobs()) == (Status.SAVED, [])


async def test_when_it_was_sent_survives_until_it_is_sent_again(desk: Desk) -> None:
    local_id = await _unsure(desk, await desk.book())
    first = desk.clock()
    desk.clock.forward(hours=1)
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert item.sent_at == first
    await desk.store.attention.send_again([local_id], title="Sent again")
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert item.sent_at == first + timedelta(hours=1)


def test_a_group_knows_its_size() -> None:
    assert AttentionGroup(Reason.UNSURE, (1, 2)).count == 2


async def test_a_conflict_that_is_gone_is_gone(desk: Desk) -> None:
    local_id = await _conflict(desk, await desk.book())
    await desk.store.sync.mark_gone([local_id], asked=await desk.store.sync.sequence())
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert (item.why, item.conflicts) == (Reason.GONE, ())
    assert "no longer at the SMS service" in item.words
    assert dict((await desk.store.contacts.counts()).reasons) == {Reason.GONE: 1}
    await desk.store.attention.discard([local_id], title="Discarded")
    left = await desk.contact(local_id)
    assert (left.life, left.values[COMPANY]) == (Life.GONE, "Theirs")


async def test_a_conflict_that_was_taken_for_gone_is_asked_again_before_it_is_sent(
    desk: Desk,
) -> None:
    local_id = await _conflict(desk, await desk.book())
    await desk.store.sync.mark_gone([local_id], asked=await desk.store.sync.sequence())
    await desk.store.attention.send_again([local_id], title="Sent again")
    assert await desk.status(local_id) is Status.CONFLICT


async def test_a_conflict_has_no_words_of_an_earlier_try(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {COMPANY: "Mine"})
    await desk.send()
    await desk.lose(local_id)
    await desk.read(local_id, {**ANNA, COMPANY: "Theirs"})
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert (item.why, item.words) == (Reason.CONFLICT, "")


async def test_what_the_service_cut_is_offered_and_not_a_contact_of_its_own(desk: Desk) -> None:
    home = await desk.book()
    sent = {**ANNA, FIRST: "Anna-Maria Magdalena", LAST: "Müller"}
    local_id = await desk.new(home, sent)
    await desk.send()
    await desk.store.sync.needs_attention(contact(local_id), Status.UNSURE, AnswerLost())
    seen = {FIRST: "Anna-Maria", LAST: "Mu\u0308ll", PHONE: "+61400000001"}
    others = {77: seen, 78: {**seen, LAST: "Meyer"}, 79: {**seen, PHONE: "0400 000 002"}}
    listed = [RemoteContact(number, values) for number, values in others.items()]
    listed.append(RemoteContact(80, {**seen, FIRST: ""}))
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_listing(
        home, RemoteListing(10, "Friends", tuple(listed)), asked=asked
    )
    assert len(await desk.ids()) == 4, "three are nobody's"
    item = await desk.store.attention.item(local_id)
    assert item is not None
    assert [one.server_id for one in item.candidates] == [77]
    [create] = await desk.store.sync.unsure_creates()
    assert (create.candidates, create.cut) == ((), (77,))
    [group] = await desk.store.attention.groups([local_id])
    assert group.matched == ((local_id, 77),)
    assert not await desk.adopt(local_id, 77, {**sent, **seen})
    assert await desk.adopt(local_id, 77, {**sent, **seen}, by_person=True)
    assert (await desk.contact(local_id)).values[FIRST] == "Anna-Maria"


@pytest.mark.parametrize("brought_back", [True, False])
async def test_a_create_taken_back_turns_out_to_be_a_contact_that_is_here(
    desk: Desk, brought_back: bool
) -> None:
    """Who was brought back since is there; else the undo looks once more before it deletes."""
    home = await desk.book()
    local_id = await _unsure(desk, home)
    await desk.store.bulk.undo()
    seen = {**ANNA, PHONE: "0400 000 077"}
    listing = RemoteListing(10, "Friends", (RemoteContact(77, seen),))
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_listing(home, listing, asked=asked)
    [other] = await desk.ids()
    if brought_back:
        await desk.delete(other)
        await desk.store.contacts.restore([other], title="Restored")
    assert await desk.adopt(local_id, 77, seen, by_person=True)
    jobs = [job for job in await desk.jobs() if job.entity == contact(local_id)]
    if brought_back:
        assert await desk.ids() == [local_id]
        assert jobs == []
    else:
        assert await desk.ids() == []
        assert [(job.op, job.reads_first) for job in jobs] == [(Op.DELETE, True)]


async def test_what_reads_like_a_create_is_not_given_to_one_that_was_cut(desk: Desk) -> None:
    home = await desk.book()
    long, short = await _unsure(desk, home, "Annabel"), await _unsure(desk, home, "Anna")
    seen = RemoteContact(77, {FIRST: "Anna", LAST: ANNA[LAST], PHONE: ANNA[PHONE]})
    asked = await desk.store.sync.sequence()
    await desk.store.sync.record_listing(home, RemoteListing(10, "Friends", (seen,)), asked=asked)
    [group] = await desk.store.attention.groups([long, short])
    assert group.matched == ((short, 77),)
