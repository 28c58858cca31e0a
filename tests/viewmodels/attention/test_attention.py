"""Why contacts wait for a person, and what is done about it."""

import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, DiskFull, Refused
from smsbook_gui.viewmodels.attention.attention import (
    AttentionAnswer,
    AttentionViewModel,
    Reason,
    Side,
)
from smsbook_gui.viewmodels.common.question import Question
from tests.support.form_desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, FormDesk
from tests.support.form_desk import form_desk as open_desk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[FormDesk]:
    async with open_desk(tmp_path) as desk:
        yield desk


async def shown(desk: FormDesk, *ids: int) -> AttentionViewModel:
    model = AttentionViewModel(desk.session, desk.tasks)
    model.show(ids)
    await desk.quiet()
    return model


async def test_a_saved_contact_needs_nothing(desk: FormDesk) -> None:
    model = await shown(desk, await desk.known(await desk.book()))
    assert not model.state.visible
    model.close()


async def test_a_refusal_shows_the_services_words_and_can_be_sent_again(desk: FormDesk) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("company is too long", details="HTTP 200"))
    model = await shown(desk, contact_id)
    state = model.state
    assert state.single is not None
    assert state.single.reason is Reason.REFUSED
    assert state.words == "The SMS service said: company is too long"
    assert "HTTP 200" in state.details
    assert state.since
    model.answer(Reason.REFUSED, AttentionAnswer.SEND_AGAIN)
    await desk.quiet()
    assert (await desk.contact(contact_id)).status is Status.WAITING
    assert not model.state.visible
    model.close()


async def test_discard_takes_back_what_was_not_accepted(desk: FormDesk) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    model = await shown(desk, contact_id)
    model.answer(Reason.REFUSED, AttentionAnswer.DISCARD)
    await desk.quiet()
    contact = await desk.contact(contact_id)
    assert (contact.status, contact.values[COMPANY]) == (Status.SAVED, ANNA[COMPANY])
    model.close()


async def test_unsure_says_that_it_may_exist_already(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    contact_id = await desk.session.contacts.create(book, ANNA)
    await desk.needs_attention(Status.UNSURE, AnswerLost())
    model = await shown(desk, contact_id)
    assert "may exist" in model.state.explanation
    assert "twice" in model.state.explanation
    model.answer(Reason.UNSURE, AttentionAnswer.DISCARD)
    await desk.quiet()
    assert (await desk.contact(contact_id)).life is Life.DELETED
    model.close()


async def test_a_conflict_is_settled_field_by_field(desk: FormDesk) -> None:
    contact_id = await desk.conflict(await desk.book())
    model = await shown(desk, contact_id)
    rows = {row.field: row for row in model.state.conflicts}
    assert (rows[COMPANY].original, rows[COMPANY].mine, rows[COMPANY].theirs) == (
        "Berg & Co",
        "Mine",
        "Theirs",
    )
    assert rows[CUSTOM].name == "Type"
    undecided = model.state
    assert not undecided.can_apply
    model.apply()
    await desk.quiet()
    assert (await desk.contact(contact_id)).status is Status.CONFLICT

    model.choose(COMPANY, Side.ORIGINAL)
    model.choose(CUSTOM, Side.THEIRS)
    assert model.state.can_apply
    model.apply()
    await desk.quiet()
    contact = await desk.contact(contact_id)
    assert (contact.values[COMPANY], contact.values[CUSTOM]) == ("Berg & Co", "Gold")
    assert contact.status is Status.WAITING
    assert not model.state.visible
    model.close()


async def test_all_theirs_leaves_nothing_to_send(desk: FormDesk) -> None:
    contact_id = await desk.conflict(await desk.book())
    model = await shown(desk, contact_id)
    model.keep_all_mine()
    assert {row.value for row in model.state.conflicts} == {"Mine", "VIP"}
    model.keep_all_theirs()
    model.apply()
    await desk.quiet()
    contact = await desk.contact(contact_id)
    assert (contact.status, contact.values[COMPANY]) == (Status.SAVED, "Theirs")
    model.close()


async def test_a_choice_falls_when_what_it_chose_from_changes(desk: FormDesk) -> None:
    contact_id = await desk.conflict(await desk.book())
    model = await shown(desk, contact_id)
    model.keep_all_theirs()
    await desk.reads(contact_id, company="Other", custom_1="Gold")
    await desk.quiet()
    chosen = {row.field: row.chosen for row in model.state.conflicts}
    assert chosen == {COMPANY: None, CUSTOM: Side.THEIRS}
    model.close()


async def test_several_are_grouped_by_reason_and_settled_together(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    refused = [await desk.known(book, server_id=number) for number in (1, 2)]
    for contact_id in refused:
        await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    unsure = await desk.session.contacts.create(book, {**ANNA, COMPANY: "New"})
    await desk.needs_attention(Status.UNSURE, AnswerLost())
    saved = await desk.known(book, server_id=3)

    model = await shown(desk, *refused, unsure, saved)
    groups = {group.reason: group.ids for group in model.state.groups}
    assert groups == {Reason.REFUSED: tuple(refused), Reason.UNSURE: (unsure,)}
    assert model.state.heading == "3 contacts need attention"
    model.answer(Reason.REFUSED, AttentionAnswer.SEND_AGAIN)
    await desk.quiet()
    assert [(await desk.contact(each)).status for each in refused] == [Status.WAITING] * 2
    assert (await desk.contact(unsure)).status is Status.UNSURE
    model.close()


async def test_which_of_very_many_are_selected_is_gathered_on_a_thread(desk: FormDesk) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    threads: list[int] = []

    def chosen() -> list[int]:
        threads.append(threading.get_ident())
        return [contact_id]

    model = AttentionViewModel(desk.session, desk.tasks)
    model.show_many(chosen)
    await desk.quiet()
    assert [group.ids for group in model.state.groups] == [(contact_id,)]
    assert threading.get_ident() not in threads
    model.answer(Reason.REFUSED, AttentionAnswer.DISCARD)
    await desk.quiet()
    assert not model.state.visible, "it follows what becomes of them"
    model.close()


async def test_many_that_are_deselected_before_they_are_gathered_are_not_shown(
    desk: FormDesk,
) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    model = AttentionViewModel(desk.session, desk.tasks)
    model.show_many(lambda: [contact_id])
    model.show(())
    await desk.quiet()
    assert not model.state.visible
    model.close()


async def test_the_same_many_stay_as_they_are(desk: FormDesk) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    model = AttentionViewModel(desk.session, desk.tasks)
    model.show_many(lambda: [contact_id])
    await desk.quiet()
    seen: list[bool] = []
    model.state_changed.connect(lambda: seen.append(model.state.visible))
    model.show_many(lambda: [contact_id])
    await desk.quiet()
    assert seen == []
    model.close()


async def gone(desk: FormDesk, book: int, *, server_id: int = 101) -> int:
    """A contact with an unsent edit that the service no longer has."""
    contact_id = await desk.known(book, server_id=server_id)
    await desk.session.contacts.edit(contact_id, {COMPANY: "Typed"})
    await desk.store.sync.mark_gone([contact_id], asked=await desk.store.sync.sequence())
    return contact_id


async def test_what_is_gone_says_that_the_person_may_have_opted_out(desk: FormDesk) -> None:
    contact_id = await gone(desk, await desk.book(server_id=7))
    model = await shown(desk, contact_id)
    assert model.state.single is not None
    assert model.state.single.reason is Reason.GONE
    assert "opted out" in model.state.explanation
    asked: list[Question] = []
    model.asked.connect(asked.append)
    model.answer(Reason.GONE, AttentionAnswer.CREATE_AGAIN)
    await desk.quiet()
    [question] = asked
    assert "opted out" in question.more
    assert (await desk.contact(contact_id)).server_id == 101
    question.answered("cancel")
    question.answered("go")
    await desk.quiet()
    again = await desk.contact(contact_id)
    assert (again.server_id, again.status) == (None, Status.WAITING)
    model.close()


async def test_what_is_gone_and_discarded_goes_to_recently_deleted(desk: FormDesk) -> None:
    contact_id = await gone(desk, await desk.book(server_id=7))
    model = await shown(desk, contact_id)
    model.answer(Reason.GONE, AttentionAnswer.DISCARD)
    await desk.quiet()
    assert (await desk.contact(contact_id)).life is Life.GONE
    model.close()


async def unsure(desk: FormDesk, book: int, last: str = "Berg") -> int:
    contact_id = await desk.session.contacts.create(book, {**ANNA, LAST: last})
    await desk.needs_attention(Status.UNSURE, AnswerLost(details="ReadTimeout"))
    return contact_id


async def listed(desk: FormDesk, book: int, *ids: int) -> None:
    """A complete listing shows people who read like Anna."""
    asked = await desk.store.sync.begin_pass()
    values = {key: ANNA[key] for key in (FIRST, LAST, PHONE)}
    rows = tuple(RemoteContact(server_id, values) for server_id in ids)
    await desk.store.sync.record_listing(book, RemoteListing(7, "Customers", rows), asked=asked)
    await desk.store.sync.end_pass(asked=asked)
    await desk.quiet()


async def test_the_evidence_of_an_unsure_one(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    model = await shown(desk, await unsure(desk, book))
    assert model.state.evidence.startswith("Sent ")
    assert "not been listed since" in model.state.evidence
    await listed(desk, book)
    assert "nothing like it was there" in model.state.evidence
    nothing = model.state
    assert nothing.candidates == ()
    await listed(desk, book, 201, 202)
    candidates = model.state.candidates
    assert [row.server_id for row in candidates] == [201, 202]
    assert candidates[0].text == "Anna Berg, 0491 570 006, in “Customers”, ID 201"
    assert "ReadTimeout" in model.state.details
    model.close()


async def test_a_program_that_was_ended_meanwhile_is_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        contact_id = await desk.session.contacts.create(await desk.book(server_id=7), ANNA)
        jobs = await desk.store.sync.next_jobs(datetime.now(UTC), 10, frozenset())
        await desk.store.sync.begin_send(jobs)
    async with open_desk(tmp_path) as desk:
        model = await shown(desk, contact_id)
        assert model.state.words == "SMS Book was ended before the service answered."
        assert model.state.evidence.startswith("Sent ")
        model.close()


async def test_an_id_that_is_none_is_said_at_the_field(desk: FormDesk) -> None:
    model = await shown(desk, await unsure(desk, await desk.book(server_id=7)))
    for text in ("", "twelve", "0", "-3", "9" * 30):
        model.set_id(text)
        assert model.state.id_message == ""
        model.claim_id()
        assert "number" in model.state.id_message
    model.close()


async def test_while_signed_out_nobody_can_look(desk: FormDesk) -> None:
    contact_id = await unsure(desk, await desk.book(server_id=7))
    model = await shown(desk, contact_id)
    model.set_id("201")
    model.claim_id()
    await desk.quiet()
    assert "signed out" in model.state.problem
    assert (await desk.contact(contact_id)).status is Status.UNSURE
    model.close()


async def test_many_unsure_ones_and_their_matches(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    ids = [await unsure(desk, book) for _ in range(3)]
    await listed(desk, book, 201, 202)
    model = await shown(desk, *ids)
    [group] = model.state.groups
    assert group.matched == ((ids[0], 201), (ids[1], 202))
    assert "twice" in model.state.explanation
    model.close()


async def test_many_conflicts_are_settled_at_once(desk: FormDesk) -> None:
    book = await desk.book()
    ids = [await desk.conflict(book, server_id=100 + n) for n in range(6)]
    model = await shown(desk, *ids[:3])
    model.answer(Reason.CONFLICT, AttentionAnswer.THEIRS)
    await desk.quiet()
    settled = [await desk.contact(one) for one in ids[:3]]
    assert {(one.status, one.values[COMPANY]) for one in settled} == {(Status.SAVED, "Theirs")}
    model.show(ids[3:])
    await desk.quiet()
    model.answer(Reason.CONFLICT, AttentionAnswer.MINE)
    await desk.quiet()
    settled = [await desk.contact(one) for one in ids[3:]]
    assert {(one.status, one.values[COMPANY]) for one in settled} == {(Status.WAITING, "Mine")}
    model.close()


async def test_over_twenty_are_asked_about_once(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    ids = [await desk.known(book, server_id=number) for number in range(1, 23)]
    for contact_id in ids:
        await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    model = await shown(desk, *ids)
    asked: list[Question] = []
    model.asked.connect(asked.append)
    model.answer(Reason.REFUSED, AttentionAnswer.DISCARD)
    [question] = asked
    assert question.text == "Discard the unsent changes of 22 contacts?"
    assert question.default == question.way_out
    question.answered("go")
    await desk.quiet()
    assert not model.state.visible
    model.close()


async def test_what_was_said_of_many_is_summed_up(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    ids = []
    for number, words in enumerate(["a", "a", "b", "c", "d", "e"], start=1):
        ids.append(await desk.known(book, server_id=number))
        await desk.session.contacts.edit(ids[-1], {COMPANY: "X"})
        await desk.needs_attention(Status.REFUSED, Refused(words))
    model = await shown(desk, *ids)
    assert model.state.groups[0].words == (
        "The SMS service said: a (2 times)",
        "The SMS service said: b",
        "The SMS service said: c",
        "… and 2 other messages",
    )
    model.close()


async def test_a_thousand_are_settled_at_once(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    values = {FIRST: "Anna", LAST: "Berg", PHONE: "0491 570 006"}
    rows = tuple(RemoteContact(1000 + n, values) for n in range(1000))
    listing = RemoteListing(7, "Customers", rows)
    await desk.store.sync.record_listing(book, listing, asked=await desk.store.sync.sequence())
    ids = [one async for chunk in desk.store.contacts.search(Query()) for one in chunk]
    assert len(ids) == 1000
    await desk.store.contacts.edit(ids, {COMPANY: "X"}, title="Edited", kind=BatchKind.EDIT)
    jobs = await desk.store.sync.next_jobs(datetime.now(UTC), 1000, frozenset())
    for request in await desk.store.sync.begin_send(jobs):
        await desk.store.sync.needs_attention(request.entity, Status.REFUSED, Refused("no"))
    model = await shown(desk, *ids)
    assert model.state.heading == "1,000 contacts need attention"
    model.answer(Reason.REFUSED, AttentionAnswer.SEND_AGAIN)
    await desk.quiet()
    assert not model.state.visible
    assert (await desk.store.contacts.counts()).attention == 0
    model.close()


async def test_a_full_disk_is_said(desk: FormDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    model = await shown(desk, contact_id)

    async def send_again(ids: object) -> None:
        raise DiskFull

    monkeypatch.setattr(desk.session.contacts, "send_again", send_again)
    model.answer(Reason.REFUSED, AttentionAnswer.SEND_AGAIN)
    await desk.quiet()
    assert "disk is full" in model.state.problem
    assert not model.state.busy
    model.close()
