"""New contacts that the service had already, in the whole window: both sides, and the answers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.outbox import EntityKind, Op
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.viewmodels.attention.attention_text import ASK_OVER
from tests.support.office import COMPANY, FIRST, LAST, PHONE, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

MANY = ASK_OVER + 1
NEWBIE = {
    FIRST: "Newbie",
    LAST: "Berg",
    PHONE: "0491 000 000",
    COMPANY: "A company with quite a long name & Co",
    ContactField.CUSTOM_1: "VIP",
}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    people = [(f"Anna{number}", "Berg") for number in range(MANY)]
    async with office_at(tmp_path, people) as office:
        yield office


async def answered_with_those_there(office: Office, count: int) -> list[int]:
    """New contacts, each answered with one that is there."""
    ids = [
        await office.session.contacts.create(office.customers, NEWBIE | {FIRST: f"New{number}"})
        for number in range(count)
    ]
    store = office.store
    jobs = await store.sync.next_jobs(office.session.contacts._clock.now(), 1000, frozenset())
    new = [job for job in jobs if job.entity.kind is EntityKind.CONTACT and job.op is Op.NEW]
    for number, request in enumerate(await store.sync.begin_send(new)):
        await store.sync.accept(request.entity, 100 + number)
    return ids


def buttons(window: QWidget) -> list[str]:
    found = [each.accessibleName() for each in window.findChildren(QPushButton) if each.isVisible()]
    starts = ("Take ", "Keep ", "Send ")
    return [name for name in found if name.startswith(starts)]


async def test_one_is_shown_with_both_sides_and_three_answers(office: Office) -> None:
    [mine] = await answered_with_those_there(office, 1)
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await until(lambda: view.workspace.table.state.shown == 1)
    view.workspace.table.select_all()
    await until(lambda: buttons(window))
    assert buttons(window) == ["Take mine into it", "Keep it as it is", "Send again"]
    state = view.workspace.attention.state
    assert state.heading == "The service had this contact already"
    assert state.sides is not None
    assert state.sides.who == "Anna0 Berg, 0491000000, in “Customers”, ID 100"
    assert [(row.name, row.mine, row.theirs) for row in state.sides.rows] == [
        ("First name", "New0", "Anna0"),
        ("Company", NEWBIE[COMPANY], None),
        ("Type", "VIP", None),
    ]
    assert state.sides.alike == "The same on both sides: Last name, Phone number"
    on_show(window, QPushButton, "Take mine into it").click()
    await until(lambda: not view.workspace.attention.state.visible)
    theirs = await office.store.contacts.by_server_id(100)
    assert theirs is not None
    assert (theirs.values[FIRST], theirs.status) == ("New0", Status.WAITING)
    assert (await office.contact(mine)).life is Life.DELETED


@pytest.mark.parametrize(
    ("button", "question"),
    [
        (f"Take all {MANY} into them", f"Take your values into {MANY} contacts at the service?"),
        (f"Keep all {MANY} as they are", f"Keep {MANY} contacts as the service has them?"),
        (f"Send all {MANY} again", f"Send {MANY} contacts again?"),
    ],
)
async def test_many_are_settled_with_one_answer(office: Office, button: str, question: str) -> None:
    ids = await answered_with_those_there(office, MANY)
    window, view = await office.window()
    workspace = view.workspace
    workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await until(lambda: workspace.table.state.complete and workspace.table.state.shown == MANY)
    workspace.table.select_all()
    await until(lambda: buttons(window))
    on_show(window, QPushButton, button).click()
    assert office.questions[0].text == question
    office.answer("go")
    await until(lambda: not workspace.attention.state.visible)
    statuses = {(await office.contact(one)).status for one in ids}
    assert statuses == {Status.WAITING if button.startswith("Send") else Status.SAVED}
