"""The reasons over the table under Needs attention, and the question about vanished contacts."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.errors import AnswerLost, Refused
from smsbook_gui.services.sync.engine import EngineState
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import COMPANY, FIRST, PHONE, Office, first_names, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio
ATTENTION = Scope(ScopeKind.ATTENTION)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as office:
        yield office


async def troubles(office: Office) -> None:
    """Two refused, one gone, one unsure."""
    desk, contacts = office.desk, office.session.contacts
    found = [await office.store.contacts.by_server_id(100 + number) for number in range(3)]
    anna, bruno, chloe = [one.local_id for one in found if one is not None]
    for contact_id in (anna, bruno):
        await contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(Status.REFUSED, Refused("no"))
    await contacts.edit(chloe, {COMPANY: "Y"})
    await office.store.sync.mark_gone([chloe], asked=await office.store.sync.sequence())
    await contacts.create(office.customers, {FIRST: "Zoe", PHONE: "0491 571 000"})
    await desk.needs_attention(Status.UNSURE, AnswerLost())


async def at_rest(workspace: WorkspaceViewModel) -> None:
    """The table, its rows and the counts are in."""
    await until(lambda: workspace.table.state.complete and "?" not in first_names(workspace))


def texts(workspace: WorkspaceViewModel) -> list[str]:
    return [item.text for item in workspace.reasons.state.items]


async def test_they_stand_over_needs_attention_only(office: Office) -> None:
    await troubles(office)
    workspace = await office.workspace()
    assert not workspace.reasons.state.visible
    workspace.sidebar.choose(ATTENTION)
    assert texts(workspace) == ["All 4", "Not accepted 2", "Unsure 1", "No longer there 1"]
    assert [item.chosen for item in workspace.reasons.state.items] == [True, False, False, False]
    workspace.sidebar.choose(Scope())
    assert not workspace.reasons.state.visible


async def test_one_reason_is_shown_and_another_place_forgets_it(office: Office) -> None:
    await troubles(office)
    workspace = await office.workspace()
    workspace.sidebar.choose(ATTENTION)
    workspace.reasons.choose(Reason.REFUSED)
    await at_rest(workspace)
    assert sorted(first_names(workspace)) == ["Anna", "Bruno"]
    assert workspace.table.state.summary == "2 contacts"
    workspace.reasons.choose(Reason.GONE)
    await at_rest(workspace)
    assert first_names(workspace) == ["Chloé"]
    workspace.sidebar.choose(Scope())
    workspace.sidebar.choose(ATTENTION)
    await at_rest(workspace)
    assert len(first_names(workspace)) == 4


async def test_when_the_last_of_a_reason_is_settled_the_others_show(office: Office) -> None:
    await troubles(office)
    workspace = await office.workspace()
    workspace.sidebar.choose(ATTENTION)
    workspace.reasons.choose(Reason.REFUSED)
    await at_rest(workspace)
    ids = list(workspace.table.model.ids)
    await office.session.contacts.discard(ids[:1])
    await until(lambda: "Not accepted 1" in texts(workspace))
    await office.session.contacts.discard(ids[1:])
    await until(lambda: texts(workspace) == ["All 2", "Unsure 1", "No longer there 1"])
    await until(lambda: sorted(first_names(workspace)) == ["Chloé", "Zoe"])


async def test_everything_selected_is_looked_at_together(office: Office) -> None:
    await troubles(office)
    workspace = await office.workspace()
    workspace.sidebar.choose(ATTENTION)
    await at_rest(workspace)
    workspace.table.select_all()
    await until(lambda: workspace.attention.state.visible)
    counts = {group.reason: group.count for group in workspace.attention.state.groups}
    assert counts == {Reason.REFUSED: 2, Reason.UNSURE: 1, Reason.GONE: 1}


# ---- contacts that vanished ------------------------------------------------------------------


def vanish(office: Office, count: int) -> None:
    """What the engine says when so many are missing."""
    engine = office.session.engine
    state = replace(EngineState(), gone_question=count)
    for listener in tuple(engine._listeners):
        listener(state)


async def answered(office: Office, workspace: WorkspaceViewModel, button: int) -> list[bool]:
    given: list[bool] = []
    office.session.engine.answer_gone = lambda *, right: given.append(right)  # type: ignore[method-assign]
    [banner] = workspace.banner.state.banners
    workspace.banner.choose(banner.number, button)
    return given


async def test_a_banner_asks_whether_they_are_gone(office: Office) -> None:
    workspace = await office.workspace()
    vanish(office, 37)
    [banner] = workspace.banner.state.banners
    assert banner.text.startswith("37 contacts are no longer at the SMS service")
    assert [action.text for action in banner.actions] == [
        "Move to Recently deleted",
        "Keep them here",
    ]
    assert banner.seconds is None
    assert await answered(office, workspace, 0) == [True]


async def test_they_can_be_kept(office: Office) -> None:
    workspace = await office.workspace()
    vanish(office, 37)
    assert await answered(office, workspace, 1) == [False]


async def test_closing_the_banner_leaves_the_button_in_the_status_line(office: Office) -> None:
    workspace = await office.workspace()
    vanish(office, 37)
    workspace.banner.close_all()
    status = workspace.status.state
    assert status.remedy_text == "Missing contacts…"
    assert status.problem == "37 contacts are no longer at the SMS service"
    workspace.status.remedy()
    given: list[bool] = []
    office.session.engine.answer_gone = lambda *, right: given.append(right)  # type: ignore[method-assign]
    question = office.answer("later")
    assert question.default == question.way_out == "later"
    assert given == []
    workspace.status.remedy()
    office.answer("keep")
    workspace.status.remedy()
    office.answer("move")
    assert given == [False, True]


async def test_another_number_replaces_the_banner_and_none_takes_it_away(office: Office) -> None:
    workspace = await office.workspace()
    vanish(office, 37)
    vanish(office, 38)
    [banner] = workspace.banner.state.banners
    assert banner.text.startswith("38 ")
    vanish(office, 0)
    assert workspace.banner.state.banners == ()
    assert workspace.status.state.remedy_text == ""
    workspace.gone.ask()
    assert office.questions == []
