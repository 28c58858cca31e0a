"""Rule 4, step by step: what is proof that contacts are gone, and when a person is asked."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.outbox import Missing, Witness
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.errors import AnswerLost
from smsbook_gui.services.sync import deletion_proof
from smsbook_gui.services.sync.deletion_proof import Gone, MissingContacts
from tests.services.engine_desk import COMPANY, FIRST, PHONE, Desk, desk_at
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

LARGE, SMALL = 1, 2


class Office:
    """A synced desk, and what a pass is said to have lacked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.proof = MissingContacts(desk.store, desk.service, desk.engine.gate)

    async def people(self, book: int) -> list[Missing]:
        """Everybody of this address book, but for the contact that is asked about as a witness."""
        witness = await self.witness()
        local = {one.server_id: one.local_id for one in await self.desk.store.books.get_all()}
        ids = [one async for part in self.desk.store.contacts.search(Query()) for one in part]
        found = await self.desk.store.contacts.get_many(sorted(ids))
        return [
            Missing(one.local_id, one.server_id or 0, one.book_id)
            for one in found
            if one.book_id == local[book] and one.server_id not in {None, witness}
        ]

    async def witness(self) -> int:
        """The id of the service of the contact that is asked about as a witness."""
        witness = await self.desk.store.sync.witness()
        assert witness is not None
        return witness.server_id

    def drop(self, some: Sequence[Missing]) -> None:
        for one in some:
            del self.desk.service.contacts[one.server_id]

    async def prove(self, some: Sequence[Missing], *, asked: int = 7) -> Gone:
        self.desk.service.calls.clear()
        proof = asyncio.ensure_future(self.proof.prove(some, asked=asked))
        await self.desk.work(until_quiet=60)
        assert proof.done()
        return await proof


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An address book of 200, and one of 60."""
    service = ScriptedService()
    service.book_names = {LARGE: "Patients", SMALL: "Staff"}
    for number in range(260):
        values = {FIRST: f"First {number}", PHONE: f"0491570{number:03d}"}
        service.put(
            LARGE if number < 200 else SMALL, {ContactField(k): v for k, v in values.items()}
        )
    async with desk_at(tmp_path / "contacts.db", service) as desk:
        await desk.work(until_quiet=600)
        yield Office(desk)


async def test_what_is_refused_is_gone_and_what_is_read_is_elsewhere(office: Office) -> None:
    some = (await office.people(LARGE))[:3]
    office.drop(some[:2])
    gone = await office.prove(some, asked=11)
    assert gone == Gone(
        tuple(one.local_id for one in some[:2]), 11, False, frozenset({some[2].local_id})
    )


async def test_an_earlier_pass_tells_nothing_of_where_somebody_is(office: Office) -> None:
    some = (await office.people(LARGE))[:2]
    assert (await office.prove(some)).elsewhere == {one.local_id for one in some}
    office.drop(some)
    assert (await office.prove(some)).elsewhere == frozenset()


async def test_a_lost_answer_proves_neither(office: Office) -> None:
    some = (await office.people(LARGE))[:2]
    office.drop(some[:1])
    office.desk.service.fail_always("detail", AnswerLost(), of=[some[0].server_id])
    assert await office.prove(some[:1]) == Gone((), 7, False)


async def test_without_an_answer_about_the_witness_nobody_is_gone(office: Office) -> None:
    some = (await office.people(LARGE))[:2]
    office.drop(some)
    witness = await office.witness()
    office.desk.service.fail_always("detail", AnswerLost(), of=[witness])
    assert (await office.prove(some)).ids == ()
    del office.desk.service.contacts[witness]
    assert (await office.prove(some)).ids == ()


async def test_a_witness_that_goes_meanwhile_proves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = (await office.people(LARGE))[:2]
    office.drop(some)
    known = [await office.desk.store.sync.witness(), None]

    async def witness(_sync: object) -> Witness | None:
        return known.pop(0)

    monkeypatch.setattr(type(office.desk.store.sync), "witness", witness)
    assert (await office.prove(some)).ids == ()
    assert known == []


async def test_what_the_witness_answers_is_kept(office: Office) -> None:
    """A colleague's edit that no other answer shows is not lost if this contact is deleted here."""
    some = (await office.people(LARGE))[:1]
    office.drop(some)
    witness = await office.desk.store.sync.witness()
    assert witness is not None
    assert witness.local_id is not None
    office.desk.service.contacts[witness.server_id][1][COMPANY] = "A colleague's"
    await office.prove(some, asked=await office.desk.store.sync.sequence())
    assert (await office.desk.contact(witness.local_id)).values[COMPANY] == "A colleague's"


async def test_the_witness_is_asked_once_for_fifty(office: Office) -> None:
    assert deletion_proof.TOGETHER == 50, "at ten calls a second that is within the minute"
    some = (await office.people(LARGE))[:51]
    office.drop(some)
    witness = await office.witness()
    gone = await office.prove(some)
    assert len(gone.ids) == 51
    asked = office.desk.service.made("detail")
    assert [place for place, one in enumerate(asked) if one == witness] == [50, 52]


@pytest.mark.parametrize(
    ("book", "count", "suspicious"),
    [
        (LARGE, 10, False),  # 5 % of 200
        (LARGE, 11, True),
        (SMALL, 4, False),  # more than 5 %, and few
        (SMALL, 5, True),
    ],
)
async def test_a_share_of_an_address_book_is_asked_about(
    office: Office, book: int, count: int, suspicious: bool
) -> None:
    some = (await office.people(book))[:count]
    office.drop(some)
    gone = await office.prove(some)
    assert len(gone.ids) == count
    assert gone.suspicious is suspicious


async def test_more_than_twenty_are_asked_about_however_large_their_book_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion_proof, "MANY_OF_A_BOOK", 1.0)
    some = (await office.people(LARGE))[:21]
    office.drop(some)
    assert not (await office.prove(some[:20])).suspicious
    assert (await office.prove(some)).suspicious


async def test_gone_contacts_of_an_address_book_that_is_gone_as_well_are_asked_about(
    office: Office,
) -> None:
    """Nobody knows how many that had."""
    some = [Missing(one.local_id, one.server_id, 999) for one in (await office.people(LARGE))[:5]]
    office.drop(some)
    assert (await office.prove(some)).suspicious
    assert not (await office.prove(some[:4])).suspicious


async def test_it_is_the_engine_that_acts_on_it(office: Office) -> None:
    some = (await office.people(LARGE))[:1]
    office.drop(some)
    office.desk.engine.sync_now()
    await office.desk.work(until_quiet=60)
    assert (await office.desk.contact(some[0].local_id)).life is Life.GONE
