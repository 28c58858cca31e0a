"""The contact as a card: to read first, and to edit on demand in the same place."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
)

from smsbook_gui.domain.contacts.contact import BookColour, ContactField
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.views.contacts.card_edit import CardEdit
from smsbook_gui.views.contacts.form_view import ContactFormView
from smsbook_gui.views.contacts.initials import Initials, colour_of, initials
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.looks.appearance import scheme_palette
from smsbook_gui.views.looks.book_colours import book_tone, on_book_tone
from smsbook_gui.views.looks.style import contrast
from tests.support.form_desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, FormDesk, named
from tests.support.form_desk import form_desk as open_desk
from tests.support.office import Office, first_names, office_at, on_show
from tests.support.qt import colours_of, until

pytestmark = pytest.mark.anyio

Key, Modifier = Qt.Key, Qt.KeyboardModifier
FIELDS = ["First name", "Last name", "Company", "Phone number"]
CUSTOM_FIELDS = ["Type", "Birthday", "Custom 3", "Custom 4"]
LONG = "Ring the side bell. " * 12


@dataclass
class Reader:
    """Somebody who looks at a contact."""

    desk: FormDesk
    model: ContactFormViewModel
    view: ContactFormView
    book: int

    def edit(self, name: str) -> CardEdit:
        return named(self.view, CardEdit, name)

    def tool(self, name: str) -> QToolButton:
        return named(self.view, QToolButton, name)

    @property
    def on_show(self) -> list[str]:
        return [name for name in (*FIELDS, *CUSTOM_FIELDS) if self.edit(name).isVisible()]

    def is_edited(self) -> bool:
        return self.model.state.editing

    def read(self) -> str:
        """All the words that are to be seen."""
        labels = [each for each in self.view.findChildren(QLabel) if each.isVisible()]
        return "\n".join(label.text() for label in labels)

    async def opens(self, **values: str) -> int:
        given = {ContactField(name): text for name, text in values.items()}
        contact_id = await self.desk.known(self.book, {**ANNA, **given})
        self.model.show(contact_id)
        await self.desk.quiet()
        return contact_id


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Reader]:
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
        yield Reader(desk, model, view, book)
        view.close()
        view.deleteLater()
        model.close()


# --- what there is to read ------------------------------------------------------------------------


async def test_who_it_is_stands_above_and_only_what_is_filled_in_below(reader: Reader) -> None:
    await reader.opens(custom_1="VIP")
    assert reader.on_show == ["Phone number", "Type"]
    assert all(reader.edit(name).is_read for name in reader.on_show)
    for words in ("Anna Berg", "Berg & Co", "Customers"):
        assert words in reader.read()
    assert not named(reader.view, QComboBox, "Address book").isVisible()
    assert not named(reader.view, QPushButton, "Save").isVisible()
    assert reader.tool("Edit").isVisible()


async def test_a_contact_without_a_name_says_its_company_once(reader: Reader) -> None:
    await reader.opens(first_name="", last_name="")
    assert reader.read().count("Berg & Co") == 1


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("0491570006", "0491 570 006"),
        ("+61 491 570 006", "0491 570 006"),
        ("0270104992", "(02) 7010 4992"),
        ("+491712345678", "+49 171 2345678"),
        ("call him", "call him"),
    ],
)
async def test_numbers_are_read_in_one_form_and_stay_as_typed(
    reader: Reader, typed: str, seen: str
) -> None:
    contact_id = await reader.opens(phone_number=typed)
    assert reader.model.state.phone.written == seen
    assert reader.edit("Phone number").text() == typed
    reader.tool("Copy number").click()
    assert QGuiApplication.clipboard().text() == seen
    reader.tool("Edit").click()
    assert reader.edit("Phone number").text() == typed
    assert not reader.model.has_unsaved
    assert (await reader.desk.contact(contact_id)).values[PHONE] == typed


async def test_what_is_to_be_said_of_a_number_is_read_too(reader: Reader) -> None:
    await reader.opens(phone_number="(02) 7010 4992")
    await until(lambda: "landline" in reader.read())
    await reader.desk.known(reader.book, {**ANNA, FIRST: "Bo"}, server_id=102)
    reader.model.show(await reader.desk.known(reader.book, ANNA, server_id=103))
    await until(lambda: "Bo Berg has the same number." in reader.read())


async def test_what_was_never_read_is_not_taken_for_empty(reader: Reader) -> None:
    listed = {FIRST: "Zoë", LAST: "O’Brien", PHONE: "0491 570 156"}
    reader.model.show(await reader.desk.listed(reader.book, listed))
    await reader.desk.quiet()
    assert reader.on_show == ["Phone number", *CUSTOM_FIELDS]
    assert "…" in reader.read().splitlines(), "the company"
    assert not reader.tool("Add field").isVisible()


async def test_a_long_text_is_read_in_lines(reader: Reader) -> None:
    await reader.opens(custom_1="VIP", custom_3=LONG)
    short, long = reader.edit("Type"), reader.edit("Custom 3")
    await until(lambda: long.height() > 3 * short.height() // 2)
    reader.tool("Edit").click()
    await until(lambda: long.height() == short.height())


async def test_a_deleted_contact_is_read_and_has_no_commands(reader: Reader) -> None:
    contact_id = await reader.desk.known(reader.book, {**ANNA, CUSTOM: "VIP"})
    await reader.desk.session.contacts.delete([contact_id])
    reader.model.show(contact_id)
    await reader.desk.quiet()
    assert reader.on_show == ["Phone number", "Type"]
    for name in ("Edit", "Move…", "Delete", "Add field"):
        assert not reader.tool(name).isVisible()


# --- the ways into editing, and out of it ---------------------------------------------------------


async def test_the_button_edit_opens_all_fields_at_the_first(reader: Reader) -> None:
    await reader.opens()
    reader.tool("Edit").click()
    assert reader.on_show == [*FIELDS, *CUSTOM_FIELDS]
    assert not any(reader.edit(name).is_read for name in reader.on_show)
    await until(reader.edit("First name").hasFocus)
    named(reader.view, QPushButton, "Done").click()
    assert reader.on_show == ["Phone number"]
    assert reader.tool("Edit").hasFocus(), "the keyboard is not lost"


async def test_a_double_click_on_what_is_read_edits_it(reader: Reader) -> None:
    await reader.opens()
    QTest.mouseDClick(reader.edit("Phone number"), Qt.MouseButton.LeftButton)
    assert reader.is_edited()
    await until(reader.edit("Phone number").hasFocus)


async def test_a_double_click_on_the_name_edits_it(reader: Reader) -> None:
    await reader.opens()
    QTest.mouseDClick(reader.view.findChildren(Initials)[0], Qt.MouseButton.LeftButton)
    await until(reader.edit("First name").hasFocus)


async def test_who_types_into_it_edits_and_escape_leads_back(reader: Reader) -> None:
    await reader.opens(custom_1="VIP")
    kind = reader.edit("Type")
    kind.setFocus()
    kind.end(False)
    assert not reader.is_edited()
    QTest.keyClicks(kind, "!")
    assert reader.is_edited()
    assert kind.hasFocus()
    assert kind.text() == "VIP!"
    QTest.keyClick(kind, Key.Key_Escape)
    assert not reader.is_edited()
    assert kind.text() == "VIP"
    assert not reader.model.has_unsaved


async def test_control_enter_begins_and_ends_the_editing(reader: Reader) -> None:
    contact_id = await reader.opens()
    number = reader.edit("Phone number")
    number.setFocus()
    QTest.keyClick(number, Key.Key_Return, Modifier.ControlModifier)
    first = reader.edit("First name")
    await until(first.hasFocus)
    QTest.keyClicks(first, "Ann")
    QTest.keyClick(first, Key.Key_Return, Modifier.ControlModifier)
    await reader.desk.quiet()
    assert (await reader.desk.contact(contact_id)).values[FIRST] == "Ann"
    assert not reader.is_edited()


async def test_what_assistive_technology_sets_out_of_sight_is_typed(reader: Reader) -> None:
    await reader.opens()
    assert not reader.edit("Company").isVisible()
    interface = QAccessible.queryAccessibleInterface(reader.edit("Company"))
    interface.setText(QAccessible.Text.Value, "Dictated")
    assert reader.is_edited()
    assert reader.edit("Company").isVisible()


async def test_add_field_offers_what_holds_nothing(reader: Reader) -> None:
    await reader.opens(custom_1="VIP")
    add = reader.tool("Add field")
    (menu,) = add.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Birthday", "Custom 3", "Custom 4"]
    menu.actions()[1].trigger()
    await until(reader.edit("Custom 3").hasFocus)


async def test_another_contact_is_read_first_again(reader: Reader) -> None:
    await reader.opens()
    reader.tool("Edit").click()
    other = await reader.desk.known(reader.book, {**ANNA, FIRST: "Bo"}, server_id=102)
    reader.model.show(other)
    await reader.desk.quiet()
    assert not reader.is_edited()


async def test_a_new_contact_opens_in_editing_and_is_read_once_saved(reader: Reader) -> None:
    reader.model.new(reader.book)
    await reader.desk.quiet()
    assert reader.on_show == [*FIELDS, *CUSTOM_FIELDS]
    for name, text in (("First name", "Bo"), ("Phone number", "0491 570 157")):
        reader.edit(name).setText(text)
    named(reader.view, QPushButton, "Save").click()
    await until(lambda: reader.on_show == ["Phone number"])


@pytest.mark.parametrize("width", [240, 300, 380, 800])
async def test_nothing_is_cut_off_at_any_width(reader: Reader, width: int) -> None:
    reader.view.resize(width, 500)
    await reader.opens(company="Wattle Creek Community Health Centre", custom_3=LONG)
    (area,) = reader.view.findChildren(QScrollArea)
    content, room = area.widget(), area.viewport().width()
    assert content is not None
    for kind in (QLineEdit, QLabel, QToolButton):
        for widget in content.findChildren(kind):
            right = widget.mapTo(content, QPoint(widget.width(), 0)).x()
            assert right <= room or not widget.isVisible(), widget


# --- initials -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "company", "seen"),
    [
        ("Anna", "Berg", "", "AB"),
        ("", "berg", "", "B"),
        ("", "", "Fern & Co", "F"),
        ("É́lodie", "ß", "", "É́ß"),
        ("李", "小龙", "", "李小"),
        ("𝒜nna", "", "", "𝒜"),
        ("(old)", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_initials(first: str, last: str, company: str, seen: str) -> None:
    found = initials({FIRST: first, LAST: last, COMPANY: company})
    assert found.replace("\u200c", "") == seen


def test_a_name_keeps_its_colour_and_a_book_gives_its_own() -> None:
    assert colour_of(ANNA, None) is colour_of(dict(ANNA), None)
    assert colour_of(ANNA, BookColour.TEAL) is BookColour.TEAL
    names = [{**ANNA, FIRST: f"Anna {number}"} for number in range(60)]
    assert {colour_of(values, None) for values in names} == set(BookColour)
    assert colour_of({**ANNA, FIRST: "\ud800"}, None) in BookColour


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
@pytest.mark.parametrize("colour", BookColour)
def test_initials_can_be_read(qapp: object, scheme: Qt.ColorScheme, colour: BookColour) -> None:
    palette = scheme_palette(scheme)
    assert contrast(on_book_tone(colour, palette), book_tone(colour, palette)) >= 4.5


async def test_initials_are_painted_in_the_books_colour(reader: Reader) -> None:
    await reader.desk.session.books.set_colour(reader.book, BookColour.TEAL)
    await reader.opens()
    (picture,) = reader.view.findChildren(Initials)
    palette: QPalette = picture.palette()
    assert book_tone(BookColour.TEAL, palette).name() in colours_of(picture)


# --- in the window --------------------------------------------------------------------------------


@dataclass
class AtWindow:
    """Somebody at the table with the card beside it."""

    office: Office
    table: ContactTableView
    form: ContactFormView

    @property
    def ids(self) -> list[int]:
        return list(self.table.model().ids)  # type: ignore[attr-defined]

    def tool(self, name: str) -> QToolButton:
        return named(self.form, QToolButton, name)

    async def selects(self, row: int) -> None:
        place = self.table.visualRect(self.table.model().index(row, Column.LAST_NAME)).center()
        QTest.mouseClick(
            self.table.viewport(), Qt.MouseButton.LeftButton, Modifier.NoModifier, place
        )
        await until(self.tool("Edit").isVisible)


@pytest.fixture
async def window(tmp_path: Path) -> AsyncIterator[AtWindow]:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        await until(lambda: "?" not in first_names(view.workspace))
        yield AtWindow(office, on_show(view, ContactTableView, "Contacts"), view.form)


async def test_control_enter_edits_and_the_keyboard_comes_back_to_the_table(
    window: AtWindow,
) -> None:
    await window.selects(1)
    window.table.setFocus()
    QTest.keyClick(window.table, Key.Key_Return, Modifier.ControlModifier)
    first = named(window.form, CardEdit, "First name")
    await until(first.hasFocus)
    QTest.keyClick(first, Key.Key_Escape)
    assert window.table.hasFocus()


async def test_delete_is_about_the_contact_on_the_card(window: AtWindow) -> None:
    await window.selects(1)
    there = window.form._model.state.contact_id
    assert there is not None
    window.tool("Delete").click()
    await until(lambda: there not in window.ids)
    assert (await window.office.contact(there)).life.name == "DELETED"


async def test_move_asks_where_to(window: AtWindow) -> None:
    await window.selects(1)
    window.tool("Move…").click()
    await until(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "Move" in dialog.windowTitle()
    dialog.close()


async def test_signs_of_buttons_begin_where_the_labels_do(reader: Reader) -> None:
    """They stood four pixels further in than everything else."""
    await reader.opens(**{FIRST: "Anna", PHONE: "0491 570 156"})
    labels = [each for each in reader.view.findChildren(QLabel) if each.isVisible()]
    label = next(each for each in labels if each.text() == "Phone number")
    begin = label.mapTo(reader.view, QPoint(0, 0)).x()
    for name in ("Add field", "History"):
        button = reader.tool(name)
        await until(button.isVisible)
        edge = button.mapTo(reader.view, QPoint(0, 0)).x() + _first_ink(button)
        assert abs(edge - begin) <= 2, name


def _first_ink(button: QToolButton) -> int:
    """The first column of pixels in which something is drawn."""
    image = button.grab().toImage()
    ground = image.pixel(0, 0)
    return next(
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    )
