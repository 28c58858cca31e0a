"""The panel "Needs attention"."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QToolButton, QVBoxLayout, QWidget

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, Refused
from smsbook_gui.viewmodels.attention.attention import AttentionViewModel
from smsbook_gui.viewmodels.common.question import Question
from smsbook_gui.views.attention.attention_view import AttentionView
from smsbook_gui.views.widgets.form_field import LineEdit
from tests.support.form_desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, FormDesk, named
from tests.support.form_desk import form_desk as open_desk
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[FormDesk]:
    async with open_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
async def panel(desk: FormDesk) -> AsyncIterator[AttentionView]:
    window = QWidget()
    model = AttentionViewModel(desk.session, desk.tasks)
    view = AttentionView(model)
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addStretch(1)
    window.resize(360, 640)
    window.show()
    yield view
    model.close()
    window.close()
    window.deleteLater()


async def show(desk: FormDesk, panel: AttentionView, *ids: int) -> None:
    panel.model.show(ids)
    await desk.quiet()


def read(panel: AttentionView) -> str:
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


async def test_it_hides_while_there_is_nothing_to_settle(
    desk: FormDesk, panel: AttentionView
) -> None:
    await show(desk, panel, await desk.known(await desk.book()))
    assert not panel.isVisible()


async def test_a_refusal_with_its_words_details_and_choices(
    desk: FormDesk, panel: AttentionView
) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.needs_attention(
        Status.REFUSED, Refused("company is too long", details="HTTP 200, refused")
    )
    await show(desk, panel, contact_id)
    assert panel.isVisible()
    assert "company is too long" in read(panel)
    assert "HTTP 200" not in read(panel)
    named(panel, QToolButton, "Details").click()
    assert "HTTP 200, refused" in read(panel)
    named(panel, QPushButton, "Send again").click()
    await desk.quiet()
    assert (await desk.contact(contact_id)).status is Status.WAITING
    assert not panel.isVisible()


async def test_a_conflict_is_settled_by_its_buttons(desk: FormDesk, panel: AttentionView) -> None:
    contact_id = await desk.conflict(await desk.book())
    await show(desk, panel, contact_id)
    apply = named(panel, QPushButton, "Apply")
    assert not apply.isEnabled()
    named(panel, QRadioButton, "Company: Theirs “Theirs”").click()
    assert not apply.isEnabled()
    named(panel, QRadioButton, "Type: Mine “VIP”").click()
    assert apply.isEnabled()
    apply.click()
    await desk.quiet()
    values = (await desk.contact(contact_id)).values
    assert (values[COMPANY], values[CUSTOM]) == ("Theirs", "VIP")


async def test_all_theirs_marks_every_field(desk: FormDesk, panel: AttentionView) -> None:
    await show(desk, panel, await desk.conflict(await desk.book()))
    named(panel, QPushButton, "Keep all theirs").click()
    chosen = [
        each.accessibleName() for each in panel.findChildren(QRadioButton) if each.isChecked()
    ]
    assert chosen == ["Company: Theirs “Theirs”", "Type: Theirs “Gold”"]
    named(panel, QPushButton, "Keep all mine").click()
    chosen = [
        each.accessibleName() for each in panel.findChildren(QRadioButton) if each.isChecked()
    ]
    assert chosen == ["Company: Mine “Mine”", "Type: Mine “VIP”"]
    assert "(blank)" in read(panel)


async def test_several_of_a_reason_are_settled_at_once(
    desk: FormDesk, panel: AttentionView
) -> None:
    book = await desk.book(server_id=7)
    ids = [await desk.session.contacts.create(book, {**ANNA, COMPANY: str(n)}) for n in range(3)]
    await desk.needs_attention(Status.UNSURE, AnswerLost())
    await show(desk, panel, *ids)
    assert "3 contacts need attention" in read(panel)
    asked: list[Question] = []
    panel.model.asked.connect(asked.append)
    named(panel, QPushButton, "Send all 3 again").click()
    await desk.quiet()
    [question] = asked
    assert "twice" in question.more
    assert question.default == question.way_out
    assert (await desk.contact(ids[0])).status is Status.UNSURE
    question.answered("go")
    await desk.quiet()
    assert [(await desk.contact(each)).status for each in ids] == [Status.WAITING] * 3


@pytest.mark.parametrize("width", [240, 300, 360, 600])
async def test_it_is_as_high_as_it_needs_and_does_not_scroll(
    desk: FormDesk, panel: AttentionView, width: int
) -> None:
    await show(desk, panel, await desk.conflict(await desk.book()))
    panel.window().resize(width, 900)
    card = panel.widget()
    assert card is not None

    def fits() -> bool:
        needed = card.heightForWidth(panel.viewport().width())
        return panel.verticalScrollBar().maximum() == 0 and panel.height() - needed <= 1

    await until(fits)


async def test_a_tall_conflict_leaves_room_in_a_low_window(
    desk: FormDesk, panel: AttentionView
) -> None:
    await show(desk, panel, await desk.conflict(await desk.book()))
    window = panel.window()
    window.resize(300, 200)
    assert window.height() == 200
    assert panel.sizeHint().height() > 200


async def unsure(desk: FormDesk, book: int) -> int:
    contact_id = await desk.session.contacts.create(book, ANNA)
    await desk.needs_attention(Status.UNSURE, AnswerLost())
    return contact_id


@pytest.fixture
async def online(tmp_path: Path) -> AsyncIterator[tuple[FormDesk, ScriptedService, AttentionView]]:
    """A desk whose service answers, and the panel on it."""
    service = ScriptedService()
    async with open_desk(tmp_path, service=service) as desk:
        window = QWidget()
        view = AttentionView(AttentionViewModel(desk.session, desk.tasks))
        column = QVBoxLayout(window)
        column.addWidget(view)
        column.addStretch(1)
        window.resize(360, 800)
        window.show()
        yield desk, service, view
        view.model.close()
        window.close()
        window.deleteLater()


async def test_an_unsure_one_is_the_one_that_a_listing_showed(
    online: tuple[FormDesk, ScriptedService, AttentionView],
) -> None:
    desk, service, panel = online
    book = await desk.book(server_id=7)
    contact_id = await unsure(desk, book)
    server_id = service.put(7, ANNA)
    asked = await desk.store.sync.begin_pass()
    values = {key: ANNA[key] for key in (FIRST, LAST, PHONE)}
    listing = RemoteListing(7, "Customers", (RemoteContact(server_id, values),))
    await desk.store.sync.record_listing(book, listing, asked=asked)
    await desk.store.sync.end_pass(asked=asked)
    await show(desk, panel, contact_id)
    line = f"Anna Berg, 0491 570 006, in “Customers”, ID {server_id}"
    assert line in read(panel)
    named(panel, QPushButton, f"It is this one: {line}").click()
    await desk.quiet()
    contact = await desk.contact(contact_id)
    assert (contact.server_id, contact.status) == (server_id, Status.SAVED)
    assert not panel.isVisible()


async def test_an_unsure_one_is_named_by_its_id(
    online: tuple[FormDesk, ScriptedService, AttentionView],
) -> None:
    desk, service, panel = online
    contact_id = await unsure(desk, await desk.book(server_id=7))
    server_id = service.put(7, ANNA)
    await show(desk, panel, contact_id)
    button = named(panel, QPushButton, "It has this ID")
    assert not button.isEnabled()
    field = named(panel, LineEdit, "ID at the service")
    field.setText("one")
    button.click()
    assert "number" in read(panel)
    field.setText("99")
    button.click()
    await desk.quiet()
    assert "Contact not found" in read(panel)
    assert (await desk.contact(contact_id)).status is Status.UNSURE
    field.setText(str(server_id))
    field.returnPressed.emit()
    await desk.quiet()
    assert (await desk.contact(contact_id)).server_id == server_id


async def test_hundreds_of_conflicts_with_one_press(desk: FormDesk, panel: AttentionView) -> None:
    book = await desk.book()
    ids = [await desk.conflict(book, server_id=100 + number) for number in range(5)]
    await show(desk, panel, *ids)
    assert "Conflict: 5" in read(panel)
    named(panel, QPushButton, "Keep all theirs").click()
    await desk.quiet()
    assert {(await desk.contact(one)).values[COMPANY] for one in ids} == {"Theirs"}


async def test_what_is_gone_can_be_created_again(desk: FormDesk, panel: AttentionView) -> None:
    contact_id = await desk.known(await desk.book(server_id=7))
    await desk.session.contacts.edit(contact_id, {COMPANY: "X"})
    await desk.store.sync.mark_gone([contact_id], asked=await desk.store.sync.sequence())
    await show(desk, panel, contact_id)
    assert "opted out" in read(panel)
    asked: list[Question] = []
    panel.model.asked.connect(asked.append)
    named(panel, QPushButton, "Create again").click()
    [question] = asked
    question.answered("go")
    await desk.quiet()
    assert (await desk.contact(contact_id)).server_id is None


@pytest.mark.parametrize("width", [240, 300, 360, 600])
async def test_what_was_said_of_many_is_shown_whole(
    desk: FormDesk, panel: AttentionView, width: int
) -> None:
    book = await desk.book(server_id=7)
    ids = []
    for number, words in enumerate(("company must be at most 20 characters", "Invalid number")):
        ids.append(await desk.known(book, server_id=100 + number))
        await desk.session.contacts.edit(ids[-1], {COMPANY: "X"})
        await desk.needs_attention(Status.REFUSED, Refused(words))
    ids.append(await desk.conflict(book, server_id=200))
    await show(desk, panel, *ids)
    panel.window().resize(width, 900)

    def whole() -> bool:
        labels = [each for each in panel.findChildren(QLabel) if each.isVisible() and each.text()]
        return all(each.height() >= each.heightForWidth(each.width()) for each in labels)

    await until(whole)
