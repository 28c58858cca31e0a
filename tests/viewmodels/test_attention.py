"""Why contacts wait for a person, and what is done about it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.domain.errors import AnswerLost, DiskFull, Refused
from smsbook_gui.viewmodels.attention import Answer, AttentionViewModel, Reason, Side
from tests.support.form_desk import ANNA, COMPANY, CUSTOM, FormDesk
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
    await desk.parks(Status.REFUSED, Refused("company is too long", details="HTTP 200"))
    model = await shown(desk, contact_id)
    state = model.state
    assert state.single is not None
    assert state.single.reason is Reason.REFUSED
    assert state.words == "The SMS service said: company is too long"
    assert "HTTP 200" in state.details
    assert state.since
    model.answer(Reason.REFUSED, Answer.SEND_AGAIN)
    await desk.quiet()
    assert (await desk.contact(contact_id)).status is Status.WAITING
    assert not model.state.visible
    model.close()


async def test_discard_takes_back_what_was_not_accepted(desk: FormDesk) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.parks(Status.REFUSED, Refused("no"))
    model = await shown(desk, contact_id)
    model.answer(Reason.REFUSED, Answer.DISCARD)
    await desk.quiet()
    contact = await desk.contact(contact_id)
    assert (contact.status, contact.values[COMPANY]) == (Status.SAVED, ANNA[COMPANY])
    model.close()


async def test_unsure_says_that_it_may_exist_already(desk: FormDesk) -> None:
    book = await desk.book(server_id=7)
    contact_id = await desk.session.contacts.create(book, ANNA)
    await desk.parks(Status.UNSURE, AnswerLost())
    model = await shown(desk, contact_id)
    assert "may exist" in model.state.explanation
    assert "twice" in model.state.explanation
    model.answer(Reason.UNSURE, Answer.DISCARD)
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
    await desk.parks(Status.REFUSED, Refused("no"))
    unsure = await desk.session.contacts.create(book, {**ANNA, COMPANY: "New"})
    await desk.parks(Status.UNSURE, AnswerLost())
    saved = await desk.known(book, server_id=3)

    model = await shown(desk, *refused, unsure, saved)
    groups = {group.reason: group.ids for group in model.state.groups}
    assert groups == {Reason.REFUSED: tuple(refused), Reason.UNSURE: (unsure,)}
    assert model.state.heading == "3 contacts need attention"
    model.answer(Reason.REFUSED, Answer.SEND_AGAIN)
    await desk.quiet()
    assert [(await desk.contact(each)).status for each in refused] == [Status.WAITING] * 2
    assert (await desk.contact(unsure)).status is Status.UNSURE
    model.close()


async def test_a_full_disk_is_said(desk: FormDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.parks(Status.REFUSED, Refused("no"))
    model = await shown(desk, contact_id)

    async def send_again(ids: object) -> None:
        raise DiskFull

    monkeypatch.setattr(desk.session.contacts, "send_again", send_again)
    model.answer(Reason.REFUSED, Answer.SEND_AGAIN)
    await desk.quiet()
    assert "disk is full" in model.state.problem
    assert not model.state.busy
    model.close()
