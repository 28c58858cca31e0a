"""Cells of the table under a person's hands: edited in place, marked, and jumped to."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.viewmodels.contacts.form import FormMode, LeaveAnswer
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import (
    COMPANY,
    FIRST,
    LAST,
    PHONE,
    Office,
    first_names,
    office_at,
    on_show,
)
from tests.support.qt import until

pytestmark = pytest.mark.anyio

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Hands:
    """A person at the table."""

    def __init__(self, office: Office, view: WorkspaceView) -> None:
        self.office = office
        self.view = view
        self.table: ContactTableView = on_show(view, ContactTableView, "Contacts")
        self.workspace: WorkspaceViewModel = view.workspace

    @property
    def ids(self) -> list[int]:
        return list(self.workspace.table.model.ids)

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the current cell."""
        now = self.table.currentIndex()
        return now.row(), now.column()

    @property
    def marked(self) -> list[Column]:
        return list(self.workspace.table.state.cells)

    def keys(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Where the keyboard is."""
        for key in keys:
            QTest.keyClick(self.focus, key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus, letter)

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def click(
        self, row: int, column: Column, modifier: Qt.KeyboardModifier = Modifier.NoModifier
    ) -> None:
        area = self.table.visualRect(self.table.model().index(row, column))
        button = Qt.MouseButton.LeftButton
        QTest.mouseClick(self.table.viewport(), button, modifier, area.center())

    def go(self, row: int, column: Column) -> None:
        self.table.setCurrentIndex(self.table.model().index(row, column))

    async def editor(self, column: str) -> QLineEdit:
        name = f"{column} in the table"

        def found() -> QLineEdit | None:
            fields = self.table.findChildren(QLineEdit)
            seen = [one for one in fields if one.isVisible() and one.accessibleName() == name]
            return seen[0] if seen else None

        await until(found)
        field = found()
        assert field is not None
        return field

    async def closed(self) -> None:
        await until(lambda: self.workspace.cell_edit.state.cell is None)

    async def has(self, row_id: int, field: ContactField, text: str) -> None:
        async def stored() -> bool:
            return (await self.office.contact(row_id)).values.get(field) == text

        await until(stored)

    def remarks(self) -> str:
        """What is said below the cell."""
        labels = self.table.viewport().findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        at_work = Hands(office, view)
        await until(lambda: "?" not in first_names(view.workspace))
        at_work.table.setFocus()
        yield at_work


# ---- editing in place ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return, Key.Key_Enter])
async def test_a_key_edits_the_cell_and_enter_saves_and_goes_down(
    hands: Hands, key: Qt.Key
) -> None:
    anna = hands.ids[0]
    hands.go(0, Column.LAST_NAME)
    hands.keys(key)
    field = await hands.editor("Last name")
    assert (field.text(), field.selectedText()) == ("Berg", "Berg")
    hands.type("Bergmann")
    hands.keys(Key.Key_Return)
    await hands.closed()
    await hands.has(anna, LAST, "Bergmann")
    assert hands.place == (1, Column.LAST_NAME)
    assert hands.marked == [Column.LAST_NAME]
    assert hands.table.hasFocus()


async def test_it_is_the_forms_edit_with_its_undo(hands: Hands) -> None:
    anna = hands.ids[0]
    hands.go(0, Column.COMPANY)
    hands.keys(Key.Key_F2)
    await hands.editor("Company")
    hands.type("Berg & Co")
    form = hands.workspace.form
    await until(lambda: form.state.texts[COMPANY] == "Berg & Co")
    assert form.current_draft() is not None
    hands.keys(Key.Key_Tab)
    await hands.closed()
    await hands.has(anna, COMPANY, "Berg & Co")
    (newest, *_) = await hands.office.store.bulk.batches()
    assert newest.title == "Contact edited"
    await hands.office.session.contacts.undo()
    await until(lambda: not form.state.texts[COMPANY])


async def test_tab_goes_on_and_enter_returns_to_where_tab_began(hands: Hands) -> None:
    hands.go(0, Column.FIRST_NAME)
    hands.keys(Key.Key_F2)
    await hands.editor("First name")
    hands.type("Anne")
    hands.keys(Key.Key_Tab)
    await hands.closed()
    assert hands.place == (0, Column.LAST_NAME)
    hands.type("Bach")
    await hands.editor("Last name")
    hands.keys(Key.Key_Return)
    await hands.closed()
    assert hands.place == (1, Column.FIRST_NAME)
    stored = (await hands.office.contact(hands.ids[0])).values
    assert (stored[FIRST], stored[LAST]) == ("Anne", "Bach")


async def test_enter_goes_down_where_the_person_is_though_tab_began_elsewhere(
    hands: Hands,
) -> None:
    hands.go(0, Column.FIRST_NAME)
    hands.keys(Key.Key_F2)
    await hands.editor("First name")
    hands.type("Anne")
    hands.keys(Key.Key_Tab)
    await hands.closed()
    hands.click(2, Column.PHONE_NUMBER)
    hands.keys(Key.Key_F2)
    await hands.editor("Phone number")
    hands.keys(Key.Key_Return)
    await hands.closed()
    assert hands.place == (3, Column.PHONE_NUMBER)


async def test_all_selected_means_whole_contacts_though_a_cell_was_marked(hands: Hands) -> None:
    hands.go(0, Column.FIRST_NAME)
    hands.keys(Key.Key_Right)
    assert hands.marked == [Column.LAST_NAME]
    hands.keys(Key.Key_A, modifier=Modifier.ControlModifier)
    assert hands.workspace.table.selection.count == len(hands.ids)
    assert hands.marked == []


async def test_the_marked_cell_stays_the_one_when_the_rows_are_sorted(hands: Hands) -> None:
    """It became all cells from there to the first column, for Copy and Delete to be about."""
    hands.go(1, Column.PHONE_NUMBER)
    hands.keys(Key.Key_Right)
    assert hands.marked == [Column.COMPANY]
    bruno = hands.ids[1]
    hands.workspace.table.sort_by(FIRST, descending=True)
    await until(lambda: first_names(hands.workspace)[0] == "Frank")
    await until(lambda: hands.ids[hands.place[0]] == bruno)
    assert hands.place[1] == Column.COMPANY
    assert hands.marked == [Column.COMPANY]


async def test_escape_takes_back(hands: Hands) -> None:
    hands.go(2, Column.FIRST_NAME)
    hands.keys(Key.Key_F2)
    await hands.editor("First name")
    hands.type("Charlotte")
    hands.keys(Key.Key_Escape)
    await hands.closed()
    assert not hands.workspace.form.has_unsaved
    assert hands.table.hasFocus()
    assert (await hands.office.contact(hands.ids[2])).values[FIRST] == "Chloé"


async def test_a_number_that_looks_wrong_is_told_at_the_cell_and_saved_anyway(
    hands: Hands,
) -> None:
    anna = hands.ids[0]
    hands.go(0, Column.PHONE_NUMBER)
    hands.keys(Key.Key_F2)
    field = await hands.editor("Phone number")
    hands.type("0491 57")
    hands.keys(Key.Key_Return)
    await until(lambda: hands.workspace.cell_edit.state.serious)
    assert field.isVisible()
    assert hands.remarks()
    assert field.accessibleDescription() == hands.workspace.cell_edit.state.message
    assert field.hasFocus()
    hands.keys(Key.Key_Tab)
    button = on_show(hands.table, QPushButton, "Save anyway")
    assert button.hasFocus()
    hands.keys(Key.Key_Return)
    await hands.closed()
    await hands.has(anna, PHONE, "0491 57")


async def test_no_number_at_all_is_refused(hands: Hands) -> None:
    hands.go(0, Column.PHONE_NUMBER)
    hands.keys(Key.Key_F2)
    field = await hands.editor("Phone number")
    hands.keys(Key.Key_Delete, Key.Key_Return)
    await until(lambda: "cannot be saved without one" in hands.remarks())
    assert field.hasFocus()
    hands.keys(Key.Key_Escape)
    await hands.closed()
    assert hands.remarks() == ""


async def test_a_number_of_another_contact_is_told_at_the_cell(hands: Hands) -> None:
    bruno = (await hands.office.contact(hands.ids[1])).values[PHONE]
    hands.go(0, Column.PHONE_NUMBER)
    hands.keys(Key.Key_F2)
    await hands.editor("Phone number")
    hands.type(bruno)
    await until(lambda: "Bruno Coelho has the same number." in hands.remarks())
    hands.keys(Key.Key_Escape)


async def test_the_address_book_is_chosen_from_a_list(
    hands: Hands, expect_qt: Callable[[str], None]
) -> None:
    expect_qt(r"plugin does not support grabbing the keyboard")
    expect_qt(r"Keyboard event not accepted by receiving widget")
    anna = hands.ids[0]
    hands.go(0, Column.BOOK)
    hands.keys(Key.Key_F2)
    name = "Address book in the table"
    chooser = await until(
        lambda: next(
            (one for one in hands.table.findChildren(QComboBox) if one.accessibleName() == name),
            None,
        )
    )
    await until(chooser.view().isVisible)
    assert [chooser.itemText(row) for row in range(chooser.count())] == ["Customers", "Staff"]
    QTest.keyClick(chooser.view(), Key.Key_Down)
    QTest.keyClick(chooser.view(), Key.Key_Return)
    await hands.closed()

    async def moved() -> bool:
        return (await hands.office.contact(anna)).book_id == hands.office.staff

    await until(moved)


async def test_the_status_is_not_edited_and_enter_goes_to_the_form(hands: Hands) -> None:
    hands.go(1, Column.STATUS)
    hands.keys(Key.Key_Return)
    await until(on_show(hands.view, QLineEdit, "First name").hasFocus)


async def test_what_is_unsaved_in_the_form_is_asked_about_once(hands: Hands) -> None:
    hands.go(0, Column.COMPANY)
    form = hands.workspace.form
    await until(lambda: form.state.contact_id == hands.ids[0] and form.state.editable)
    form.set_field(LAST, "Unsaved")
    asked: list[None] = []
    form.leave_asked.connect(lambda: asked.append(None))
    hands.table.edit_cell()
    assert len(asked) == 1
    assert hands.workspace.cell_edit.state.cell is None
    form.answer_leave(LeaveAnswer.SAVE)
    field = await hands.editor("Company")
    assert field.text() == ""
    await hands.has(hands.ids[0], LAST, "Unsaved")
    hands.keys(Key.Key_Escape)


async def test_a_click_elsewhere_saves(hands: Hands) -> None:
    anna = hands.ids[0]
    hands.go(0, Column.COMPANY)
    hands.keys(Key.Key_F2)
    await hands.editor("Company")
    hands.type("Berg & Co")
    hands.click(3, Column.FIRST_NAME)
    await hands.has(anna, COMPANY, "Berg & Co")
    await hands.closed()
    await until(lambda: hands.workspace.form.state.contact_id == hands.ids[3])
    assert hands.place == (3, Column.FIRST_NAME)


async def test_a_click_elsewhere_leaves_no_number_that_looks_wrong(hands: Hands) -> None:
    hands.go(0, Column.PHONE_NUMBER)
    hands.keys(Key.Key_F2)
    await hands.editor("Phone number")
    hands.type("12")
    hands.click(3, Column.FIRST_NAME)
    await until(lambda: hands.workspace.cell_edit.state.serious)
    await until(lambda: hands.place[0] == 0)
    assert hands.workspace.form.state.contact_id == hands.ids[0]
    assert hands.workspace.form.has_unsaved
    hands.workspace.cell_edit.cancel()
    await hands.closed()


async def test_in_the_form_the_same_edit_goes_on(hands: Hands) -> None:
    hands.go(0, Column.COMPANY)
    hands.keys(Key.Key_F2)
    await hands.editor("Company")
    hands.type("Be")
    await until(lambda: hands.workspace.form.state.texts[COMPANY] == "Be")
    assert not hands.workspace.form.state.editing, "the contact beside the cell is still read"
    field = on_show(hands.view, QLineEdit, "Company")
    assert field.text() == "Be"
    field.setFocus()
    await hands.closed()
    assert hands.workspace.form.has_unsaved
    assert field.hasFocus()
    hands.workspace.form.revert()


async def test_a_deleted_contact_is_not_edited(hands: Hands) -> None:
    hands.go(0, Column.FIRST_NAME)
    hands.workspace.delete_selected()
    await until(lambda: hands.workspace.table.state.shown == 5)
    hands.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await until(lambda: hands.workspace.table.state.shown == 1)
    await until(lambda: "?" not in first_names(hands.workspace))
    hands.go(0, Column.FIRST_NAME)
    assert not hands.table.edit_cell()


# ---- marking cells ------------------------------------------------------------------------------


async def test_going_sideways_marks_cells_and_escape_means_rows_again(hands: Hands) -> None:
    hands.click(1, Column.FIRST_NAME)
    assert hands.marked == []
    hands.keys(Key.Key_Right)
    assert hands.place == (1, Column.LAST_NAME)
    assert hands.marked == [Column.LAST_NAME]
    hands.keys(Key.Key_Right, Key.Key_Down, modifier=Modifier.ShiftModifier)
    assert hands.marked == [Column.LAST_NAME, Column.PHONE_NUMBER]
    assert hands.workspace.table.selected_ids() == hands.ids[1:3]
    hands.keys(Key.Key_Escape)
    assert hands.marked == []
    assert hands.workspace.table.selected_ids() == hands.ids[1:3]


async def test_a_click_means_whole_rows(hands: Hands) -> None:
    hands.click(1, Column.FIRST_NAME)
    hands.keys(Key.Key_Right)
    assert hands.marked
    hands.click(1, Column.LAST_NAME)
    assert hands.marked == []


async def test_a_drag_to_the_side_marks_cells_and_one_down_selects_rows(hands: Hands) -> None:
    model, viewport = hands.table.model(), hands.table.viewport()

    def drag(*cells: tuple[int, Column]) -> None:
        places = [hands.table.visualRect(model.index(*cell)).center() for cell in cells]
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(viewport, place)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=places[-1])

    drag((1, Column.FIRST_NAME), (1, Column.LAST_NAME), (3, Column.LAST_NAME))
    assert set(hands.marked) == {Column.FIRST_NAME, Column.LAST_NAME}
    assert hands.workspace.table.selected_ids() == hands.ids[1:4]
    hands.click(5, Column.FIRST_NAME)
    drag((0, Column.FIRST_NAME), (1, Column.FIRST_NAME), (2, Column.LAST_NAME))
    assert hands.marked == []
    assert hands.workspace.table.selected_ids() == hands.ids[:3]


async def test_tab_goes_from_cell_to_cell_and_on_at_the_end(hands: Hands) -> None:
    hands.click(0, Column.FIRST_NAME)
    hands.keys(Key.Key_Right)
    assert hands.place == (0, Column.LAST_NAME)
    hands.keys(Key.Key_Backtab)
    assert hands.place == (0, Column.FIRST_NAME)
    assert hands.table.hasFocus()
    hands.keys(Key.Key_Backtab)
    assert not hands.table.hasFocus()


# ---- typing -------------------------------------------------------------------------------------


async def test_typing_edits_a_marked_cell_and_replaces_what_is_there(hands: Hands) -> None:
    hands.click(0, Column.FIRST_NAME)
    hands.keys(Key.Key_Right)
    hands.type("Bo")
    field = await hands.editor("Last name")
    assert field.text() == "Bo"
    hands.keys(Key.Key_Down)
    await hands.closed()
    await hands.has(hands.ids[0], LAST, "Bo")
    assert hands.place == (1, Column.LAST_NAME)


@pytest.mark.parametrize("first", ["A", "Ab"])
async def test_letters_keep_their_order_while_the_form_still_loads(
    hands: Hands, first: str
) -> None:
    hands.go(1, Column.COMPANY)
    await until(lambda: hands.workspace.form.state.contact_id == hands.ids[1])
    hands.click(0, Column.FIRST_NAME)
    hands.keys(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    hands.type(first)
    field = await hands.editor("Company")
    await until(lambda: hands.workspace.form.state.texts[COMPANY] == first)
    hands.type("cd")
    assert field.text() == first + "cd"
    hands.keys(Key.Key_Return)
    await hands.closed()
    await hands.has(hands.ids[0], COMPANY, first + "cd")


async def test_typing_jumps_to_the_row_that_begins_so_in_the_sorted_column(hands: Hands) -> None:
    hands.go(0, Column.FIRST_NAME)
    hands.type("mu")
    await until(lambda: hands.place[0] == 5)
    await until(lambda: hands.workspace.form.state.contact_id == hands.ids[5])
    hands.workspace.table.sort_by(FIRST, descending=True)
    await until(lambda: first_names(hands.workspace)[0] == "Frank")
    await until(lambda: not hands.table._jump_text)
    hands.type("chloe")
    await until(lambda: hands.place[0] == 3)
    hands.type("zz")
    await hands.workspace.idle()
    assert hands.place[0] == 3


async def test_a_field_that_was_never_read_is_not_blanked_by_a_look(hands: Hands) -> None:
    anna = hands.ids[0]
    assert COMPANY not in (await hands.office.contact(anna)).values
    hands.go(0, Column.COMPANY)
    hands.keys(Key.Key_F2)
    await hands.editor("Company")
    await until(lambda: hands.workspace.form.state.mode is FormMode.CONTACT)
    hands.keys(Key.Key_Return)
    await hands.closed()
    assert COMPANY not in (await hands.office.contact(anna)).values
