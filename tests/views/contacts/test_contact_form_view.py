"""The form "Contact" as a person and as assistive technology meet it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel
from smsbook_gui.views.contacts.form_view import ContactFormView
from smsbook_gui.views.widgets.form_field import LineEdit
from tests.support.form_desk import ANNA, COMPANY, FIRST, LAST, PHONE, FormDesk, named
from tests.support.form_desk import form_desk as open_desk
from tests.support.qt import until

pytestmark = pytest.mark.anyio

FIELDS = [
    "First name",
    "Last name",
    "Company",
    "Phone number",
    "Type",
    "Birthday",
    "Custom 3",
    "Custom 4",
]


@dataclass
class Person:
    """Somebody at the form."""

    desk: FormDesk
    model: ContactFormViewModel
    view: ContactFormView
    book: int

    def field(self, name: str) -> QLineEdit:
        return named(self.view, QLineEdit, name)

    def button(self, name: str) -> QPushButton:
        return named(self.view, QPushButton, name)

    def typed(self, name: str, text: str) -> None:
        edit = self.field(name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)

    def focus(self) -> str:
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    def read(self) -> str:
        """All the words that are to be seen."""
        labels = [each for each in self.view.findChildren(QLabel) if each.isVisible()]
        return "\n".join(label.text() for label in labels)

    def statuses(self) -> list[str]:
        """How the contact stands, where that is said."""
        labels = [each for each in self.view.findChildren(QLabel) if each.isVisible()]
        names = [label.accessibleName() for label in labels]
        return [name for name in names if name.startswith("Status: ")]

    async def opens(self, contact_id: int) -> None:
        self.model.show(contact_id)
        await self.desk.quiet()

    async def starts_new(self) -> None:
        self.model.new(self.book)
        await self.desk.quiet()


@pytest.fixture
async def person(tmp_path: Path) -> AsyncIterator[Person]:
    async with open_desk(tmp_path) as desk:
        book = await desk.book("Customers", server_id=7)
        model = ContactFormViewModel(
            desk.session, desk.tasks, check_delay=0.0, draft_delay=0.0, refresh_delay=0.0
        )
        view = ContactFormView(model)
        view.resize(380, 820)
        view.show()
        view.activateWindow()
        await until(view.isVisible)
        yield Person(desk, model, view, book)
        view.close()
        view.deleteLater()
        model.close()


async def test_names_and_order_of_everything(person: Person) -> None:
    await person.opens(await person.desk.known(person.book))
    assert named(person.view, QGroupBox, "Contact").isVisible()
    named(person.view, QToolButton, "Edit").click()
    for name in FIELDS:
        assert person.field(name).isVisible()
    tops = [person.field(name).mapTo(person.view, QPoint()).y() for name in FIELDS]
    assert tops == sorted(tops)
    assert named(person.view, QComboBox, "Address book").currentText() == "Customers"
    assert not person.button("Save").isEnabled()
    assert person.button("Done").isEnabled()
    assert named(person.view, QListWidget, "History").count() > 0
    assert "Anna Berg" in person.read()


async def test_tab_goes_from_field_to_field_to_the_buttons(person: Person) -> None:
    await person.opens(await person.desk.known(person.book))
    person.typed("First name", "Ann")
    visited = [person.focus()]
    for _ in range(len(FIELDS) + 2):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        visited.append(person.focus())
    assert visited == [*FIELDS, "Address book", "Save", "Revert"]


async def test_enter_moves_on_and_control_enter_saves(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.typed("First name", "Ann")
    QTest.keyClick(person.field("First name"), Qt.Key.Key_Return)
    assert person.focus() == "Last name"
    QTest.keyClick(
        person.field("Last name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[FIRST] == "Ann"


async def test_control_s_saves_and_escape_reverts(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.typed("Company", "Mine")
    QTest.keyClick(person.field("Company"), Qt.Key.Key_Escape)
    assert person.field("Company").text() == "Berg & Co"
    person.typed("Company", "Mine")
    QTest.keyClick(person.field("Company"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[COMPANY] == "Mine"


async def test_a_text_set_without_keys_counts_as_typed(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    interface = QAccessible.queryAccessibleInterface(person.field("Company"))
    interface.setText(QAccessible.Text.Value, "Dictated")
    assert person.model.has_unsaved
    assert person.button("Save").isEnabled()
    person.button("Save").click()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[COMPANY] == "Dictated"


async def test_what_the_form_shows_by_itself_is_not_typed(person: Person) -> None:
    first = await person.desk.known(person.book, server_id=1)
    second = await person.desk.known(person.book, {**ANNA, FIRST: "Bea"}, server_id=2)
    await person.opens(first)
    await person.opens(second)
    assert person.field("First name").text() == "Bea"
    assert not person.model.has_unsaved


def test_a_line_edit_tells_a_persons_text_from_ours(qtbot: QtBot) -> None:
    edit = LineEdit()
    qtbot.addWidget(edit)
    heard: list[str] = []
    edit.typed.connect(heard.append)
    edit.show_text("Berg")
    assert heard == []
    edit.setText("Dictated")
    assert heard == ["Dictated"]


async def test_a_pasted_line_break_becomes_a_space_that_is_seen(person: Person) -> None:
    await person.starts_new()
    data = QMimeData()
    data.setText("Berg\nand Co")
    QApplication.clipboard().setMimeData(data)
    person.field("Company").paste()
    assert person.field("Company").text() == "Berg and Co"
    assert "turned into spaces" in person.read()
    assert "turned into spaces" in person.field("Company").accessibleDescription()


async def test_the_cursor_stays_while_typing_in_the_middle(person: Person) -> None:
    await person.opens(await person.desk.known(person.book))
    edit = person.field("Company")
    edit.setFocus()
    edit.setCursorPosition(4)
    QTest.keyClicks(edit, "mann")
    assert edit.text() == "Bergmann & Co"
    assert edit.cursorPosition() == 8


async def test_a_repair_stands_on_a_button(person: Person) -> None:
    await person.starts_new()
    person.typed("Phone number", "491570157")
    await person.desk.quiet()
    (repair,) = [
        each for each in person.view.findChildren(QPushButton) if each.text().startswith("Use ")
    ]
    assert repair.text() == "Use 0491570157"
    assert "Sent as 0491570157" in person.read()
    assert "0 at the start" in person.field("Phone number").accessibleDescription()
    repair.click()
    await person.desk.quiet()
    assert person.field("Phone number").text() == "0491570157"
    assert not repair.isVisible()
    assert person.focus() == "Phone number"


async def test_a_save_without_a_number_says_so_at_the_field(person: Person) -> None:
    await person.starts_new()
    person.typed("First name", "Bo")
    person.button("Save").click()
    assert "phone number" in person.field("Phone number").accessibleDescription()
    assert "Enter a phone number" in person.read()
    assert person.focus() == "Phone number"


async def test_what_was_never_read_shows_dots_and_says_why(person: Person) -> None:
    listed = {FIRST: "Zoë", LAST: "O’Brien", PHONE: "0491 570 156"}
    await person.opens(await person.desk.listed(person.book, listed))
    company = person.field("Company")
    assert (company.text(), company.placeholderText()) == ("", "…")
    assert company.toolTip() == "Not read from the service yet"
    assert company.accessibleDescription() == "Not read from the service yet"
    assert person.field("First name").placeholderText() == ""


async def test_what_is_read_under_a_typed_text_did_not_change_meanwhile(person: Person) -> None:
    listed = {FIRST: "Zoë", LAST: "O’Brien", PHONE: "0491 570 156"}
    contact_id = await person.desk.listed(person.book, listed)
    await person.opens(contact_id)
    person.typed("Company", "Mine")
    await person.desk.reads(contact_id, company="Harbour Bakery", custom_1="Gold")
    await until(lambda: person.field("Type").text() == "Gold")
    assert person.field("Company").text() == "Mine"
    assert "only now: “Harbour Bakery”" in person.field("Company").accessibleDescription()
    assert person.field("Type").accessibleDescription() == ""
    assert "eanwhile" not in person.read()
    await person.desk.reads(contact_id, company="Harbour Bakers")
    await until(lambda: "Changed in the meantime: Company." in person.read())


async def test_the_line_under_the_title_is_a_status_only_where_there_is_one(
    person: Person,
) -> None:
    hint = "Fill in what you know; only the number is needed"
    await person.starts_new()
    assert named(person.view, QLabel, hint).isVisible()
    person.typed("First name", "Zoe")
    assert named(person.view, QLabel, "Status: Not saved yet").isVisible()
    person.model.revert()
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    assert person.statuses() == [], "all is as it should be"
    await person.desk.session.contacts.edit(contact_id, {COMPANY: "Fern"})
    await until(lambda: [each[:15] for each in person.statuses()] == ["Status: Waiting"])


async def test_a_new_contact_begins_in_the_first_field(person: Person) -> None:
    await person.starts_new()
    assert "New contact" in person.read()
    assert person.focus() == "First name"
    assert not named(person.view, QToolButton, "History").isVisible()


async def test_while_empty_it_says_what_to_do(person: Person) -> None:
    assert "Select a contact, or press Ctrl+N to add one" in person.read()


async def test_a_deleted_contact_can_be_read_and_restored_but_not_edited(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.desk.session.contacts.delete([contact_id])
    await person.opens(contact_id)
    assert person.field("First name").isReadOnly()
    assert "opted out" in person.read()
    person.button("Restore").click()
    await until(lambda: not person.field("First name").isReadOnly())
    assert not person.button("Restore").isVisible()


async def test_the_address_book_can_be_chosen_but_not_by_the_wheel(person: Person) -> None:
    other = await person.desk.book("Suppliers")
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    combo = named(person.view, QComboBox, "Address book")
    combo.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(combo.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, wheel)
    assert combo.currentText() == "Customers"
    combo.setCurrentIndex(combo.findText("Suppliers"))
    person.button("Save").click()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).book_id == other


async def test_reverted_text_can_be_brought_back(person: Person) -> None:
    await person.opens(await person.desk.known(person.book))
    person.typed("Company", "Mine")
    person.button("Revert").click()
    back = person.button("Bring back")
    assert back.isVisible()
    back.click()
    assert person.field("Company").text() == "Mine"


async def test_phone_numbers_run_left_to_right_in_a_right_to_left_window(person: Person) -> None:
    person.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    await person.starts_new()
    assert person.field("First name").layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert person.field("Phone number").layoutDirection() is Qt.LayoutDirection.LeftToRight
    person.typed("Phone number", "+61 491 570 157")
    await person.desk.quiet()
    assert "\u20660491570157\u2069" in person.read()


@pytest.mark.parametrize("width", [240, 300, 330, 380, 800])
async def test_nothing_is_cut_off_at_any_width(person: Person, width: int) -> None:
    person.view.resize(width, 400)
    await person.starts_new()
    person.typed("Phone number", "491570157")
    await person.desk.quiet()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    (area,) = person.view.findChildren(QScrollArea)
    room = area.viewport().width()
    content = area.widget()
    assert content is not None
    for widget in visible_inside(content):
        right = widget.mapTo(content, QPoint(widget.width(), 0)).x()
        assert right <= room, (widget, right, room)
    assert area.verticalScrollBar().maximum() > 0


def visible_inside(content: QWidget) -> list[QWidget]:
    kinds = (QLineEdit, QPushButton, QLabel, QComboBox)
    return [w for kind in kinds for w in content.findChildren(kind) if w.isVisible()]


async def test_the_history_folds(person: Person) -> None:
    await person.opens(await person.desk.known(person.book))
    history = named(person.view, QListWidget, "History")
    fold = named(person.view, QToolButton, "History")
    assert history.isVisible()
    fold.click()
    assert not history.isVisible()
    assert fold.accessibleDescription() == "collapsed"
    fold.click()
    assert history.isVisible()


async def test_every_field_has_its_label_as_buddy(person: Person) -> None:
    await person.starts_new()
    buddies = {
        label.buddy(): label.text()
        for label in person.view.findChildren(QLabel)
        if label.buddy() is not None
    }
    for name in FIELDS:
        assert buddies[person.field(name)] == name
    assert len(buddies) == len(ContactField) + 1


# --- numbers that something is to be said of ------------------------------------------------------


async def test_control_s_does_not_save_what_may_be_no_number(person: Person) -> None:
    await person.starts_new()
    person.typed("Phone number", "abc")
    await until(lambda: "no digits" in person.read())
    QTest.keyClick(person.field("Phone number"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await person.desk.quiet()
    assert person.model.has_unsaved
    assert person.focus() == "Phone number"
    assert "no digits" in person.field("Phone number").accessibleDescription()

    QTest.keyClick(person.field("Phone number"), Qt.Key.Key_Tab)
    assert person.focus() == "Save anyway"
    QTest.keyClick(person.button("Save anyway"), Qt.Key.Key_Space)
    await until(lambda: not person.model.has_unsaved)
    await person.desk.quiet()
    assert not person.button("Save anyway").isVisible()
    assert "no digits" in person.read(), "a stored number stays marked"


async def test_a_saved_contact_with_no_number_has_no_green_tick(person: Person) -> None:
    await person.opens(await person.desk.known(person.book, {**ANNA, PHONE: "abc"}))
    await until(lambda: "Saved – but look at the phone number" in person.read())
    assert not person.button("Save anyway").isVisible()


async def test_a_landline_is_remarked_quietly(person: Person) -> None:
    await person.starts_new()
    person.typed("Phone number", "(02) 7010 4992")
    await until(lambda: "landline" in person.read())
    assert "landline" in person.field("Phone number").accessibleDescription()
    assert not person.button("Save anyway").isVisible()


async def test_who_has_the_number_already_is_said_with_a_way_there(person: Person) -> None:
    other = await person.desk.known(person.book)
    wanted: list[int] = []
    person.model.other_wanted.connect(wanted.append)
    await person.starts_new()
    person.typed("Phone number", "0491 570 006")
    await until(lambda: "Anna Berg has the same number." in person.read())
    said = person.field("Phone number").accessibleDescription()
    assert said.endswith("Anna Berg has the same number.")
    QTest.keyClick(person.field("Phone number"), Qt.Key.Key_Tab)
    assert person.focus() == "Open Anna Berg"
    person.button("Open Anna Berg").click()
    assert wanted == [other]
    person.typed("Phone number", "0491 570 157")
    await until(lambda: "same number" not in person.read())
    assert person.field("Phone number").accessibleDescription() == ""


async def test_what_is_needed_says_so_where_no_address_book_is_chosen(person: Person) -> None:
    await person.starts_new()
    assert "only the number is needed" in person.read()
    await person.desk.book("Staff")
    person.model.new(None)
    await person.desk.quiet()
    assert "only the number and the address book are needed" in person.read()
