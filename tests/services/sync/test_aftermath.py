"""Rules 2 and 4: what listings settle of lost answers, and what is proven gone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import AnswerLost, Refused
from tests.services.engine_desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

BOOK = 1
AN_HOUR = 3600.0


def person(number: int) -> dict[ContactField, str]:
    return {
        FIRST: f"First {number}",
        LAST: f"Last {number}",
        PHONE: f"0491570{number:03d}",
        COMPANY: f"Company {number}",
    }


@pytest.fixture
def service() -> ScriptedService:
    service = ScriptedService()
    service.book_names = {BOOK: "Patients", 2: "Staff"}
    for number in range(5):
        service.put(BOOK, person(number))
    return service


@pytest.fixture
async def desk(tmp_path: Path, service: ScriptedService) -> AsyncIterator[Desk]:
    """Synced completely."""
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.work(until_quiet=60)
        service.calls.clear()
        yield desk


async def _book(desk: Desk) -> int:
    return next(
        book.local_id for book in await desk.store.books.get_all() if book.server_id == BOOK
    )


async def _ids(desk: Desk, kind: ScopeKind = ScopeKind.ALL) -> list[int]:
    query = Query(Scope(kind))
    return [local_id async for chunk in desk.store.contacts.search(query) for local_id in chunk]


# ---- rule 2 ------------------------------------------------------------------------------------


async def test_a_create_that_arrived_is_adopted_from_the_listing(desk: Desk) -> None:
    desk.service.fail("new", AnswerLost(), after_the_work=True)
    local_id = await desk.contacts.create(await _book(desk), ANNA)
    await desk.work(until_quiet=AN_HOUR)
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.made("new")) == 1
    assert len(await _ids(desk)) == 6
    assert (await desk.contact(local_id)).server_id in desk.service.contacts


async def test_a_create_that_did_not_arrive_stays_unsure_and_is_not_repeated(desk: Desk) -> None:
    desk.service.fail("new", AnswerLost())
    local_id = await desk.contacts.create(await _book(desk), ANNA)
    await desk.work(until_quiet=AN_HOUR)
    assert await desk.status(local_id) is Status.UNSURE
    assert len(desk.service.made("new")) == 1
    # A person knows that it did not arrive.
    await desk.contacts.send_again([local_id])
    await desk.work()
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.contacts) == 6


async def test_a_candidate_that_cannot_be_read_is_not_taken(desk: Desk) -> None:
    desk.service.fail("new", AnswerLost(), after_the_work=True)
    there = set(desk.service.contacts)
    local_id = await desk.contacts.create(await _book(desk), ANNA)
    await desk.work(until_quiet=1)
    [new] = set(desk.service.contacts) - there
    desk.service.fail_always("detail", Refused("no"), of=[new])
    await desk.work(until_quiet=AN_HOUR)
    assert await desk.status(local_id) is Status.UNSURE
    assert len(desk.service.made("new")) == 1


async def test_equal_creates_are_matched_as_a_multiset(desk: Desk) -> None:
    book = await _book(desk)
    for arrives in (True, False, True):
        desk.service.fail("new", AnswerLost(), after_the_work=arrives)
    ids = [await desk.contacts.create(book, ANNA) for _ in range(3)]
    await desk.work(until_quiet=AN_HOUR)
    states = [await desk.status(local_id) for local_id in ids]
    assert sorted(states) == [Status.SAVED, Status.SAVED, Status.UNSURE]
    assert len(desk.service.contacts) == 7
    assert len(desk.service.made("new")) == 3


async def test_a_colleague_s_new_contact_comes_in_while_a_create_is_unsure(desk: Desk) -> None:
    desk.service.fail("new", AnswerLost())
    await desk.contacts.create(await _book(desk), ANNA)
    await desk.work(until_quiet=1)
    desk.service.put(BOOK, person(77))
    await desk.work(until_quiet=AN_HOUR)
    assert len(await _ids(desk)) == 7


async def test_an_id_that_was_there_before_the_create_is_not_its(desk: Desk) -> None:
    first = desk.service.put(BOOK, ANNA)
    desk.engine.sync_now()
    await desk.work(until_quiet=60)
    desk.service.fail("new", AnswerLost())
    local_id = await desk.contacts.create(await _book(desk), ANNA)
    await desk.work(until_quiet=AN_HOUR)
    assert await desk.status(local_id) is Status.UNSURE
    assert (await desk.contact(local_id)).server_id != first


async def test_an_edit_of_an_unsure_create_is_sent_once_it_is_known(desk: Desk) -> None:
    desk.service.fail("new", AnswerLost(), after_the_work=True)
    local_id = await desk.contacts.create(await _book(desk), ANNA)
    await desk.work(until_quiet=1)
    assert await desk.status(local_id) is Status.UNSURE
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=AN_HOUR)
    server_id = (await desk.contact(local_id)).server_id
    assert server_id is not None
    assert desk.service.contacts[server_id][1][COMPANY] == "Berg Ltd"
    assert len(desk.service.made("new")) == 1


async def test_a_person_may_say_which_id_it_is(desk: Desk) -> None:
    desk.service.longest = 4
    desk.service.fail("new", AnswerLost())
    local_id = await desk.contacts.create(await _book(desk), ANNA)
    server_id = desk.service.put(2, {**ANNA, COMPANY: "Berg"})
    await desk.work(until_quiet=AN_HOUR)
    assert await desk.status(local_id) is Status.UNSURE
    await desk.contacts.claim(local_id, server_id)
    await desk.work()
    contact = await desk.contact(local_id)
    assert contact.server_id == server_id
    assert contact.status is Status.SAVED
    assert len(await _ids(desk)) == 6


async def test_an_unsure_address_book_is_known_by_its_name(desk: Desk) -> None:
    desk.service.fail("new_book", AnswerLost(), after_the_work=True)
    book = await desk.session.books.create("Volunteers")
    local_id = await desk.contacts.create(book, ANNA)
    await desk.work(until_quiet=AN_HOUR)
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.made("new_book")) == 1
    assert sorted(desk.service.book_names.values()) == ["Patients", "Staff", "Volunteers"]


# ---- rule 4 ------------------------------------------------------------------------------------


async def _sync(desk: Desk) -> None:
    desk.engine.sync_now()
    await desk.work(until_quiet=60)


async def test_what_somebody_deleted_there_goes_to_recently_deleted(desk: Desk) -> None:
    gone = await _ids(desk)
    contact = await desk.contact(gone[0])
    assert contact.server_id is not None
    del desk.service.contacts[contact.server_id]
    await _sync(desk)
    assert (await desk.contact(gone[0])).life is Life.GONE
    assert await _ids(desk, ScopeKind.DELETED) == [gone[0]]
    assert len(await _ids(desk)) == 4
    assert (await desk.contact(gone[0])).values == contact.values


async def test_what_a_listing_lacks_and_detail_finds_is_not_gone(desk: Desk) -> None:
    ids = await _ids(desk)
    contact = await desk.contact(ids[0])
    assert contact.server_id is not None
    desk.service.unlisted.add(contact.server_id)
    book, values = desk.service.contacts[contact.server_id]
    desk.service.contacts[contact.server_id] = (book, {**values, COMPANY: "Theirs"})
    await _sync(desk)
    await desk.work(until_quiet=AN_HOUR)
    found = await desk.contact(ids[0])
    assert found.life is Life.LIVE
    assert found.values[COMPANY] == "Theirs", "what the proof has read is kept"


@pytest.mark.parametrize("right", [True, False])
async def test_that_nobody_is_left_is_asked_about(desk: Desk, right: bool) -> None:
    desk.service.contacts.clear()
    await _sync(desk)
    assert len(await _ids(desk)) == 5
    assert desk.engine.state.gone_question == 5
    desk.engine.answer_gone(right=right)
    await _sync(desk)
    assert len(await _ids(desk)) == (0 if right else 5)
    assert desk.engine.state.gone_question == 0


async def test_without_a_witness_one_unclear_answer_leaves_all(desk: Desk) -> None:
    desk.service.contacts.clear()
    server_id = (await desk.contact((await _ids(desk))[-1])).server_id
    assert server_id is not None
    desk.service.fail_always("detail", AnswerLost(), of=[server_id])
    await _sync(desk)
    assert len(await _ids(desk)) == 5
    assert desk.engine.state.gone_question == 0


async def test_a_question_ends_when_they_are_there_again(desk: Desk) -> None:
    there = dict(desk.service.contacts)
    desk.service.contacts.clear()
    await _sync(desk)
    assert desk.engine.state.gone_question == 5
    desk.service.contacts.update(there)
    await _sync(desk)
    assert desk.engine.state.gone_question == 0


async def test_what_moved_behind_the_listing_is_found_by_another_one(desk: Desk) -> None:
    ids = await _ids(desk)
    server_id = (await desk.contact(ids[0])).server_id
    assert server_id is not None
    values = desk.service.contacts[server_id][1]
    desk.service.contacts[server_id] = (2, values)
    await _sync(desk)
    desk.service.calls.clear()
    gate = desk.service.gate("book")
    desk.engine.sync_now()
    await gate.arrived.wait()  # the first of two was listed, where it is not
    desk.service.contacts[server_id] = (BOOK, values)
    gate.release()
    await desk.work(until_quiet=60)
    assert (await desk.contact(ids[0])).book_id == await _book(desk)
    assert len(desk.service.made("books")) == 2
    assert desk.service.made("detail").count(server_id) == 1


async def test_what_no_listing_shows_is_looked_for_once_more_only(desk: Desk) -> None:
    server_id = (await desk.contact((await _ids(desk))[0])).server_id
    assert server_id is not None
    desk.service.unlisted.add(server_id)
    desk.engine.sync_now()
    await desk.work(until_quiet=AN_HOUR)
    assert len(desk.service.made("books")) == 2
    assert desk.service.made("detail").count(server_id) == 1


async def test_a_lost_answer_is_no_proof(desk: Desk) -> None:
    ids = await _ids(desk)
    contact = await desk.contact(ids[0])
    assert contact.server_id is not None
    desk.service.unlisted.add(contact.server_id)
    desk.service.fail("detail", AnswerLost())
    await _sync(desk)
    assert (await desk.contact(ids[0])).life is Life.LIVE


@pytest.mark.parametrize("right", [True, False])
async def test_many_at_once_are_asked_about(desk: Desk, right: bool) -> None:
    for number in range(100, 130):
        desk.service.put(BOOK, person(number))
    await _sync(desk)
    for server_id in sorted(desk.service.contacts)[:25]:
        del desk.service.contacts[server_id]
    await _sync(desk)
    assert desk.engine.state.gone_question == 25
    assert len(await _ids(desk)) == 35
    desk.engine.answer_gone(right=right)
    await desk.work()
    assert desk.engine.state.gone_question == 0
    assert len(await _ids(desk)) == (10 if right else 35)
    await _sync(desk)
    assert desk.engine.state.gone_question == 0


async def test_an_unsent_edit_of_a_gone_contact_is_a_person_s_to_settle(desk: Desk) -> None:
    local_id = (await _ids(desk))[0]
    contact = await desk.contact(local_id)
    assert contact.server_id is not None
    del desk.service.contacts[contact.server_id]
    await desk.contacts.edit(local_id, {COMPANY: "Typed here"})
    await desk.work(until_quiet=AN_HOUR)
    [item] = await desk.store.attention.items()
    assert item.contact.values[COMPANY] == "Typed here"
    assert "no longer at the SMS service" in item.words
    await desk.contacts.create_again([local_id])
    await desk.work()
    again = await desk.contact(local_id)
    assert again.status is Status.SAVED
    assert again.server_id not in {None, contact.server_id}
    assert again.server_id in desk.service.contacts
    assert desk.service.contacts[again.server_id or 0][1][COMPANY] == "Typed here"


async def test_who_is_known_to_be_gone_is_not_asked_about_again(desk: Desk) -> None:
    """In an account without contacts a person says that they are gone, and says it once."""
    local_id = (await _ids(desk))[0]
    desk.service.contacts.clear()
    await desk.contacts.edit(local_id, {COMPANY: "Typed here"})
    await _sync(desk)
    assert desk.engine.state.gone_question
    desk.engine.answer_gone(right=True)
    await desk.work()
    [item] = await desk.store.attention.items()
    assert item.contact.values[COMPANY] == "Typed here"
    before = len(desk.service.made("detail"))
    await _sync(desk)
    assert desk.engine.state.gone_question == 0
    assert len(desk.service.made("detail")) == before


async def test_who_is_back_while_a_person_wants_it_anew_is_here_too(desk: Desk) -> None:
    """The create that was refused waits for the person, perhaps for ever."""
    local_id = (await _ids(desk))[0]
    server_id = (await desk.contact(local_id)).server_id
    assert server_id is not None
    kept = desk.service.contacts.pop(server_id)
    await desk.contacts.edit(local_id, {COMPANY: "Typed here"})
    await desk.work(until_quiet=AN_HOUR)
    desk.service.fail("new", Refused("No such address book"))
    await desk.contacts.create_again([local_id])
    await desk.work()
    desk.service.contacts[server_id] = kept
    await _sync(desk)
    here = {(await desk.contact(each)).server_id: each for each in await _ids(desk)}
    assert here[server_id] != local_id
    assert (await desk.contact(here[server_id])).values[COMPANY] == kept[1][COMPANY]
    mine = await desk.contact(local_id)
    assert (mine.status, mine.server_id) == (Status.REFUSED, None)
    assert mine.values[COMPANY] == "Typed here"


async def test_who_is_back_is_here_although_each_proof_reads_its_successor(desk: Desk) -> None:
    """Somebody is asked about in each pass, and who was created anew is the only witness."""
    anew, asked_about, *others = await _ids(desk)
    former = (await desk.contact(anew)).server_id
    assert former is not None
    kept = desk.service.contacts.pop(former)
    await desk.contacts.edit(anew, {COMPANY: "Typed here"})
    await desk.work(until_quiet=AN_HOUR)
    await desk.contacts.create_again([anew])
    await desk.work(until_quiet=AN_HOUR)
    for local_id in [asked_about, *others]:
        del desk.service.contacts[(await desk.contact(local_id)).server_id or 0]
    await desk.contacts.edit(asked_about, {COMPANY: "Typed here too"})
    await desk.work(until_quiet=AN_HOUR)
    await _sync(desk)
    desk.service.contacts[former] = kept
    await _sync(desk)
    assert former in {(await desk.contact(each)).server_id for each in await _ids(desk)}


async def test_discarding_the_edit_lets_it_go(desk: Desk) -> None:
    local_id = (await _ids(desk))[0]
    contact = await desk.contact(local_id)
    assert contact.server_id is not None
    del desk.service.contacts[contact.server_id]
    await desk.contacts.edit(local_id, {COMPANY: "Typed here"})
    await desk.work(until_quiet=AN_HOUR)
    await desk.contacts.discard([local_id])
    await _sync(desk)
    assert (await desk.contact(local_id)).life is Life.GONE
    assert (await desk.contact(local_id)).values[COMPANY] == contact.values[COMPANY]


async def test_one_book_that_cannot_be_listed_proves_nothing(desk: Desk) -> None:
    local_id = (await _ids(desk))[0]
    server_id = (await desk.contact(local_id)).server_id
    assert server_id is not None
    del desk.service.contacts[server_id]
    desk.service.fail("book", Refused("no access"))
    await _sync(desk)
    assert (await desk.contact(local_id)).life is Life.LIVE
