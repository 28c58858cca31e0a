"""Listing and reading: what a sync brings in, and what it leaves alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.errors import (
    AnswerLost,
    NotOffered,
    NotSent,
    RateLimited,
    Refused,
    ServiceError,
)
from smsbook_gui.services.sync.engine import EngineState, PullStage
from tests.services.engine_desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


@pytest.fixture
def service() -> ScriptedService:
    """Two address books with three contacts, made by somebody else."""
    service = ScriptedService()
    service.book_names = {1: "Patients", 2: "Staff"}
    service.put(1, ANNA)
    service.put(1, {FIRST: "Bo", LAST: "Chu", PHONE: "+61491570110", COMPANY: ""})
    service.put(2, {FIRST: "Cem", LAST: "Dal", PHONE: "0491 570 156", COMPANY: "Dal AG"})
    return service


@pytest.fixture
async def desk(tmp_path: Path, service: ScriptedService) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db", service, started=False) as desk:
        yield desk


async def _ids(desk: Desk) -> list[int]:
    return [local_id async for chunk in desk.store.contacts.search(Query()) for local_id in chunk]


async def _by_first_name(desk: Desk) -> dict[str, dict[str, str]]:
    contacts = await desk.store.contacts.get_many(await _ids(desk))
    return {
        contact.values[FIRST]: {str(field): text for field, text in contact.values.items()}
        for contact in contacts
    }


async def test_the_first_sync_lists_then_reads_every_contact(desk: Desk) -> None:
    seen: list[EngineState] = []
    desk.engine.subscribe(seen.append)
    desk.engine.start()
    await desk.work(until_quiet=30)
    contacts = await _by_first_name(desk)
    assert sorted(contacts) == ["Anna", "Bo", "Cem"]
    assert contacts["Cem"]["company"] == "Dal AG"
    assert contacts["Bo"]["company"] == ""
    assert [book.name for book in await desk.store.books.get_all()] == ["Patients", "Staff"]
    stages = [state.sync.stage for state in seen if state.sync]
    assert PullStage.LISTING in stages
    assert PullStage.READING in stages
    assert desk.engine.state.sync is None
    assert desk.engine.state.lists_books is True
    assert len(desk.service.read()) == 3


async def test_listed_contacts_are_there_before_they_are_read(desk: Desk) -> None:
    desk.service.gate("detail")
    desk.engine.start()
    await desk.work(until_quiet=1)
    contacts = await _by_first_name(desk)
    assert sorted(contacts) == ["Anna", "Bo", "Cem"]
    assert "company" not in contacts["Cem"]


async def test_syncing_again_lists_and_does_not_read_everything_again(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    desk.service.calls.clear()
    desk.service.put(2, {FIRST: "New", PHONE: "0491 570 157"})
    desk.engine.sync_now()
    await desk.work(until_quiet=30)
    assert len(desk.service.made("book")) == 2
    assert len(desk.service.read()) == 1
    assert "New" in await _by_first_name(desk)


async def test_a_service_without_listings_is_found_out_and_remembered(
    tmp_path: Path, service: ScriptedService
) -> None:
    service.lists_books = False
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.work()
        assert desk.engine.state.lists_books is False
        assert desk.engine.state.problem is None
        report = await desk.contacts.add_existing(
            [1001, 1002, 9999], await desk.store.books.create("Patients", 1), lambda *_: None
        )
        assert (report.added, report.known, report.missing) == (2, 0, (9999,))
        assert sorted(await _by_first_name(desk)) == ["Anna", "Bo"]
    async with desk_at(tmp_path / "contacts.db", service, started=False) as desk:
        desk.engine.start()
        await desk.clock.advance(0.0)
        assert desk.engine.state.lists_books is False


async def test_a_sync_that_was_cut_carries_on_where_it_was(
    tmp_path: Path, service: ScriptedService
) -> None:
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.clock.until(lambda: len(service.read()) >= 2)
    service.calls.clear()
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.work(until_quiet=30)
        assert len(service.read()) <= 2
        assert await desk.store.sync.unread_count() == 0


async def test_a_cancelled_sync_stops_and_can_be_asked_for_again(desk: Desk) -> None:
    desk.engine.start()
    await desk.clock.until(lambda: len(desk.service.read()) == 1)
    desk.engine.cancel_sync()
    await desk.work(until_quiet=600)
    assert len(desk.service.read()) == 1
    assert desk.engine.state.sync is None
    desk.engine.sync_now()
    await desk.work(until_quiet=30)
    assert await desk.store.sync.unread_count() == 0


@pytest.mark.parametrize("error", [NotSent(), RateLimited(60), AnswerLost()])
async def test_a_listing_that_fails_is_asked_for_again(
    desk: Desk, error: NotSent | RateLimited | AnswerLost
) -> None:
    desk.service.fail("books", error)
    desk.service.fail("book", error)
    desk.engine.start()
    await desk.work(until_quiet=300)
    assert sorted(await _by_first_name(desk)) == ["Anna", "Bo", "Cem"]
    assert desk.engine.state.problem is None


async def test_one_book_that_cannot_be_listed_does_not_hide_the_others(desk: Desk) -> None:
    desk.service.fail("book", Refused("no access"))
    desk.engine.start()
    await desk.work(until_quiet=30)
    assert sorted(await _by_first_name(desk)) == ["Cem"]
    assert desk.engine.state.problem is not None


async def test_a_contact_that_cannot_be_read_does_not_stop_the_others(desk: Desk) -> None:
    desk.service.fail_always("detail", AnswerLost(), of=(1001, 1002))
    desk.engine.start()
    await desk.work(until_quiet=60)
    assert await desk.store.sync.unread_count() == 2
    assert sorted(desk.service.read()) == [1001, 1002, 1003]


async def test_a_listing_leaves_unsent_edits_alone(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    anna = (await desk.store.contacts.get_many(await _ids(desk)))[0]
    desk.engine.gate.stop(None, desk.engine.gate.connection)
    await desk.contacts.edit(anna.local_id, {FIRST: "Anne"})
    desk.engine.gate.reopen()
    desk.engine.sync_now()
    await desk.work(until_quiet=30)
    assert (await desk.contact(anna.local_id)).values[FIRST] == "Anne"
    assert (await desk.contact(anna.local_id)).status is Status.SAVED
    assert anna.server_id is not None
    assert desk.service.contacts[anna.server_id][1][FIRST] == "Anne"


async def test_what_the_service_stored_otherwise_is_read_back_and_told(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    anna = (await desk.store.contacts.get_many(await _ids(desk)))[0]
    assert anna.server_id is not None
    desk.service.longest = len("A very long")
    await desk.contacts.edit(anna.local_id, {COMPANY: "A very long name of a company"})
    await desk.work(until_quiet=60)
    assert (await desk.contact(anna.local_id)).values[COMPANY] == "A very long"
    assert (await desk.contact(anna.local_id)).status is Status.SAVED
    lines = await desk.store.contacts.history(anna.local_id)
    assert any((line.field, line.after) == (HistoryField.RESTATED, "A very long") for line in lines)


async def test_opening_a_contact_reads_it(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    anna = (await desk.store.contacts.get_many(await _ids(desk)))[0]
    assert anna.server_id is not None
    desk.service.contacts[anna.server_id][1][COMPANY] = "Changed there"
    await desk.contacts.refresh(anna.local_id)
    assert (await desk.contact(anna.local_id)).values[COMPANY] == "Changed there"


async def test_undo_of_an_edit_of_a_field_that_was_not_read_yet(desk: Desk) -> None:
    desk.service.gate("detail")
    desk.engine.start()
    await desk.work(until_quiet=1)
    bo = next(
        c for c in await desk.store.contacts.get_many(await _ids(desk)) if c.values[FIRST] == "Bo"
    )
    assert COMPANY not in bo.values
    await desk.contacts.edit(bo.local_id, {COMPANY: "Chu Pty Ltd"})
    await desk.work(until_quiet=30)
    assert bo.server_id is not None
    assert desk.service.contacts[bo.server_id][1][COMPANY] == "Chu Pty Ltd"
    await desk.contacts.undo()
    await desk.work(until_quiet=30)
    assert desk.service.contacts[bo.server_id][1][COMPANY] == ""


# ---- an address book that a colleague deleted --------------------------------------------------


async def _books(desk: Desk) -> list[str]:
    return [book.name for book in await desk.store.books.get_all()]


async def _sync(desk: Desk) -> None:
    desk.engine.sync_now()
    await desk.work(until_quiet=60)


def _drop_staff(service: ScriptedService) -> None:
    """With the contact in it."""
    del service.book_names[2]
    service.contacts = {key: one for key, one in service.contacts.items() if one[0] != 2}
    no = Refused("Address book not found", not_found=True)
    service.fail_always("book", no, of=[2])


async def test_a_deleted_address_book_goes_with_its_contacts(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    _drop_staff(desk.service)
    await _sync(desk)
    assert await _books(desk) == ["Patients"]
    assert sorted(await _by_first_name(desk)) == ["Anna", "Bo"]
    assert desk.engine.state.problem is None


async def test_one_that_is_deleted_while_it_is_listed_goes_at_once(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    gate = desk.service.gate("books")
    desk.engine.sync_now()
    await gate.arrived.wait()
    _drop_staff(desk.service)
    gate.release()
    await desk.work(until_quiet=60)
    assert await _books(desk) == ["Patients"]
    assert desk.engine.state.problem is None


async def test_it_stays_while_a_person_is_asked_about_its_contacts(desk: Desk) -> None:
    for number in range(30):
        desk.service.put(2, {FIRST: f"First {number}", LAST: "", PHONE: f"0491570{number:03d}"})
    desk.engine.start()
    await desk.work(until_quiet=60)
    _drop_staff(desk.service)
    await _sync(desk)
    assert desk.engine.state.gone_question == 31
    assert await _books(desk) == ["Patients", "Staff"]
    desk.engine.answer_gone(right=True)
    await desk.work()
    assert await _books(desk) == ["Patients"]


@pytest.mark.parametrize("error", [Refused(), NotOffered(), AnswerLost()], ids=repr)
async def test_no_other_error_says_that_an_address_book_is_lost(
    desk: Desk, error: ServiceError
) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    _drop_staff(desk.service)
    desk.service.fail_always("book", error, of=[2])
    await _sync(desk)
    assert await _books(desk) == ["Patients", "Staff"]
    assert sorted(await _by_first_name(desk)) == ["Anna", "Bo", "Cem"]
    assert desk.engine.state.lists_books


async def test_one_that_is_listed_and_refused_stays(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    desk.service.fail_always("book", Refused("No access"), of=[2])
    await _sync(desk)
    assert await _books(desk) == ["Patients", "Staff"]
    assert isinstance(desk.engine.state.problem, Refused)


async def test_without_lists_no_address_book_is_lost(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    desk.service.lists_books = False
    _drop_staff(desk.service)
    await _sync(desk)
    assert await _books(desk) == ["Patients", "Staff"]


async def test_an_account_that_lists_no_address_book_at_all_loses_none(desk: Desk) -> None:
    desk.engine.start()
    await desk.work(until_quiet=30)
    desk.service.contacts.clear()
    desk.service.book_names.clear()
    desk.service.fail_always("book", Refused("Not available"), of=[1, 2])
    await _sync(desk)
    assert desk.engine.state.gone_question == 3
    desk.engine.answer_gone(right=True)
    await desk.work()
    assert await _books(desk) == ["Patients", "Staff"]


# --- what is on the screen -----------------------------------------------------------------------


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Desk]:
    """Sixty contacts that were listed and not read yet; the engine has not begun."""
    service = ScriptedService()
    service.book_names = {1: "Patients"}
    for number in range(60):
        service.put(1, {FIRST: f"No {number:02}", PHONE: f"04910{number:05}"})
    async with desk_at(tmp_path / "contacts.db", service, started=False) as desk:
        yield desk


async def _read_names(desk: Desk, since: int = 0) -> list[str]:
    """The first names of the contacts that were read, in order."""
    return [desk.service.contacts[each][1][FIRST] for each in desk.service.read()[since:]]


async def _local(desk: Desk, *names: str) -> list[int]:
    contacts = await desk.store.contacts.get_many(await _ids(desk))
    found = {contact.values[FIRST]: contact.local_id for contact in contacts}
    return [found[name] for name in names]


async def _has_begun_to_read(desk: Desk) -> int:
    desk.engine.start()
    await desk.clock.until(lambda: len(desk.service.read()) == 2)
    return 2


async def test_what_is_on_the_screen_is_read_next_and_then_the_rest(crowd: Desk) -> None:
    begun = await _has_begun_to_read(crowd)
    crowd.engine.show(await _local(crowd, "No 50", "No 40", "No 00", "No 55"))
    await crowd.work(until_quiet=3)
    assert (await _read_names(crowd, begun))[:5] == ["No 50", "No 40", "No 55", "No 02", "No 03"]
    await crowd.work(until_quiet=60)
    assert sorted(await _read_names(crowd)) == [f"No {number:02}" for number in range(60)]


async def test_scrolling_on_leaves_what_was_on_the_screen_for_later(crowd: Desk) -> None:
    begun = await _has_begun_to_read(crowd)
    crowd.engine.show(await _local(crowd, "No 50", "No 51", "No 52", "No 53"))
    await crowd.clock.until(lambda: len(crowd.service.read()) == begun + 1)
    crowd.engine.show(await _local(crowd, "No 20", "No 21"))
    await crowd.work(until_quiet=2)
    assert (await _read_names(crowd, begun))[:4] == ["No 50", "No 20", "No 21", "No 02"]


async def test_what_is_on_the_screen_keeps_to_the_pace_of_background_reading(crowd: Desk) -> None:
    begun = await _has_begun_to_read(crowd)
    for number in range(20, 60):
        crowd.engine.show(await _local(crowd, f"No {number:02}"))
        await crowd.work(until_quiet=0.1)
    assert len(await _read_names(crowd, begun)) <= 8


async def test_a_contact_on_the_screen_that_cannot_be_read_is_not_asked_for_again(
    crowd: Desk,
) -> None:
    begun = await _has_begun_to_read(crowd)
    (refused,) = await _local(crowd, "No 50")
    contact = await crowd.contact(refused)
    assert contact.server_id is not None
    del crowd.service.contacts[contact.server_id]
    crowd.engine.show([refused, *await _local(crowd, "No 51")])
    await crowd.work(until_quiet=60)
    asked = crowd.service.made("detail")[begun:]
    assert len(asked) == len(set(map(str, asked)))


async def test_a_cancelled_reading_does_not_begin_again_for_the_screen(crowd: Desk) -> None:
    begun = await _has_begun_to_read(crowd)
    crowd.engine.cancel_sync()
    crowd.engine.show(await _local(crowd, "No 50"))
    await crowd.work(until_quiet=30)
    assert len(crowd.service.read()) == begun
