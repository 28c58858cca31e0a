"""The table under a person's hands: keys, mouse, columns, and what assistive technology sees."""

from collections.abc import AsyncIterator
from itertools import pairwise, product
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton

from smsbook_gui.domain.contacts.query import OtherColumn, Scope, ScopeKind, SortKey
from smsbook_gui.domain.phones.phone_findings import Finding, NumberMark, Reach
from smsbook_gui.viewmodels.contacts.form import FormMode, LeaveAnswer
from smsbook_gui.viewmodels.contacts.table import Column
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.contacts.table_view import CONTACTS_MIME, ContactTableView
from smsbook_gui.views.looks.status_looks import number_look
from smsbook_gui.views.looks.style import Severity
from smsbook_gui.views.shell.main_actions import MainActions
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import (
    COMPANY,
    FIRST,
    LAST,
    PHONE,
    Office,
    first_names,
    ids_of,
    office_at,
    on_show,
)
from tests.support.qt import until
from tests.support.written import same_words, written

pytestmark = pytest.mark.anyio

Key = Qt.Key
LeftToRight, RightToLeft = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
Modifier = Qt.KeyboardModifier


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
    def selected(self) -> list[int]:
        """Places of the selected rows, by the view-model."""
        chosen = self.workspace.table.selection.within(self.workspace.table.model.ids)
        return [self.ids.index(each) for each in chosen]

    @property
    def mirrored(self) -> list[int]:
        """Places of the selected rows as Qt and assistive technology see them."""
        model = self.table.selectionModel()
        return [row for row in range(len(self.ids)) if model.isRowSelected(row)]

    def keys(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.table, key, modifier)

    def click(self, row: int, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        area = self.table.visualRect(self.table.model().index(row, 0))
        place = area.center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    async def form_shows(self, row: int) -> None:
        await until(lambda: self.workspace.form.state.contact_id == self.ids[row])


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        at_work = Hands(office, view)
        await until(lambda: "?" not in first_names(view.workspace))
        at_work.table.setFocus()
        yield at_work


# ---- keyboard and mouse ------------------------------------------------------------------------


async def test_arrows_move_and_the_form_follows(hands: Hands) -> None:
    hands.click(0)
    hands.keys(Key.Key_Down, Key.Key_Down)
    await hands.form_shows(2)
    assert hands.selected == hands.mirrored == [2]


async def test_shift_extends_and_shrinks(hands: Hands) -> None:
    hands.click(1)
    hands.keys(Key.Key_Down, Key.Key_Down, Key.Key_Down, modifier=Modifier.ShiftModifier)
    assert hands.selected == hands.mirrored == [1, 2, 3, 4]
    hands.keys(Key.Key_Up, modifier=Modifier.ShiftModifier)
    assert hands.selected == hands.mirrored == [1, 2, 3]
    await until(lambda: hands.workspace.form.state.mode is FormMode.SEVERAL)
    hands.keys(Key.Key_Down)
    assert hands.selected == [4]
    await hands.form_shows(4)


async def test_clicks_with_shift_and_ctrl(hands: Hands) -> None:
    hands.click(0)
    hands.click(2, Modifier.ShiftModifier)
    hands.click(5, Modifier.ControlModifier)
    assert hands.selected == [0, 1, 2, 5]
    hands.click(1, Modifier.ControlModifier)
    assert hands.selected == hands.mirrored == [0, 2, 5]
    hands.click(3)
    assert hands.selected == hands.mirrored == [3]


async def test_ctrl_a_selects_all_and_delete_deletes(hands: Hands) -> None:
    hands.keys(Key.Key_A, modifier=Modifier.ControlModifier)
    assert hands.selected == [0, 1, 2, 3, 4, 5]
    hands.keys(Key.Key_Delete)
    await until(lambda: hands.workspace.table.state.shown == 0)


async def test_delete_in_a_text_field_deletes_text_only(hands: Hands) -> None:
    hands.click(0)
    await hands.form_shows(0)
    search = on_show(hands.view, QLineEdit, "Search contacts")
    search.setFocus()
    search.setText("a")
    search.setCursorPosition(0)
    QTest.keyClick(search, Key.Key_Delete)
    assert search.text() == ""
    await until(lambda: hands.workspace.table.state.complete)
    assert hands.workspace.table.state.shown == 6


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
async def test_ctrl_and_enter_go_to_the_form(hands: Hands, key: Qt.Key) -> None:
    hands.table.setCurrentIndex(hands.table.model().index(1, 0))
    hands.keys(key, modifier=Modifier.ControlModifier)
    field = on_show(hands.view, QLineEdit, "First name")
    await until(field.hasFocus)
    await until(lambda: field.text() == "Bruno")


async def test_a_double_click_opens_the_contact_for_editing(hands: Hands) -> None:
    area = hands.table.visualRect(hands.table.model().index(2, 0))
    QTest.mouseClick(hands.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    QTest.mouseDClick(hands.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    field = on_show(hands.view, QLineEdit, "First name")
    await until(field.hasFocus)
    assert hands.selected == [2]
    await until(lambda: field.text() == "Chloé")


async def test_from_the_search_field_down_into_the_table(hands: Hands) -> None:
    search = on_show(hands.view, QLineEdit, "Search contacts")
    search.setFocus()
    QTest.keyClicks(search, "mull")
    await until(lambda: hands.workspace.table.state.shown == 1)
    QTest.keyClick(search, Key.Key_Down)
    assert hands.table.hasFocus()
    await until(lambda: hands.table.currentIndex().row() == 0)
    QTest.keyClick(search, Key.Key_Escape)
    await until(lambda: hands.workspace.table.state.shown == 6)


async def test_a_row_selected_without_keys_or_mouse_is_shown(hands: Hands) -> None:
    """As assistive technology does it."""
    model = hands.table.selectionModel()
    flags = model.SelectionFlag.Select | model.SelectionFlag.Rows | model.SelectionFlag.Clear
    model.select(hands.table.model().index(4, 0), flags)
    await hands.form_shows(4)
    assert hands.selected == hands.mirrored == [4]


async def test_focus_alone_opens_nothing(hands: Hands) -> None:
    on_show(hands.view, QLineEdit, "Search contacts").setFocus()
    hands.table.setFocus()
    assert hands.table.currentIndex().row() == 0
    assert hands.workspace.table.state.selected == 0
    assert hands.workspace.form.state.mode is FormMode.EMPTY


# ---- order, columns ----------------------------------------------------------------------------


async def test_a_click_on_a_heading_sorts_and_again_turns_round(hands: Hands) -> None:
    header = hands.table.horizontalHeader()
    section = Column.FIRST_NAME
    middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
    for _ in range(2):
        place = QPoint(middle, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await until(lambda: first_names(hands.workspace)[0] == "Frank")
    query = hands.workspace.table.state.query
    assert (query.sort, query.descending) == (FIRST, True)
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == section
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


async def test_shift_and_a_click_orders_by_another_column_too(hands: Hands) -> None:
    header, workspace = hands.table.horizontalHeader(), hands.workspace
    plain, shift = Modifier.NoModifier, Modifier.ShiftModifier
    for section, modifier in (
        (Column.COMPANY, plain),
        (Column.FIRST_NAME, shift),
        (Column.FIRST_NAME, shift),
    ):
        middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        place = QPoint(middle, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifier, place)
    assert workspace.table.state.query.order == (SortKey(COMPANY), SortKey(FIRST, True))
    await until(lambda: first_names(workspace)[0] == "Frank")
    hands.table.setCurrentIndex(workspace.table.model.index(0, Column.LAST_NAME))
    actions = MainActions(hands.view)
    actions.follow(hands.view)
    actions.then_sort.trigger()
    assert [key.column for key in workspace.table.state.query.order] == [COMPANY, FIRST, LAST]
    actions.sort.trigger()
    assert [key.column for key in workspace.table.state.query.order] == [LAST]


async def test_the_selected_row_stays_selected_in_another_order(hands: Hands) -> None:
    hands.click(0)
    await hands.form_shows(0)
    hands.workspace.table.sort_by(LAST, descending=True)
    await until(lambda: first_names(hands.workspace)[-1] == "Anna")
    await until(lambda: hands.mirrored == [5])
    assert hands.selected == [5]
    await until(lambda: hands.table.currentIndex().row() == 5)


async def test_columns_hide_and_come_back_as_they_were(hands: Hands) -> None:
    table = hands.table
    actions = {action.text(): action for action in table.column_actions(table)}
    assert {"First name", "Custom 3", "Status"} <= actions.keys()
    actions["Company"].setChecked(False)
    table.horizontalHeader().resizeSection(Column.PHONE_NUMBER, 222)
    kept = table.save_columns()
    table.horizontalHeader().showSection(Column.COMPANY)
    table.horizontalHeader().resizeSection(Column.PHONE_NUMBER, 80)
    table.restore_columns(kept)
    assert table.isColumnHidden(Column.COMPANY)
    assert table.columnWidth(Column.PHONE_NUMBER) == 222
    table.restore_columns("nonsense")
    assert table.columnWidth(Column.PHONE_NUMBER) == 222


async def test_columns_fill_the_table_at_every_width(hands: Hands) -> None:
    table, header = hands.table, hands.table.horizontalHeader()
    widths = []
    for width in (1_500, 2_560):
        hands.view.resize(width, 700)
        await until(lambda: header.length() == table.viewport().width())
        widths.append(header.length())
    assert widths[0] < widths[1]
    header.resizeSection(Column.FIRST_NAME, 240)
    assert header.length() == table.viewport().width(), "the last one gives the room"
    table.setColumnHidden(Column.COMPANY, True)
    await until(lambda: header.length() == table.viewport().width())


async def test_the_kind_of_number_is_a_column_for_who_wants_it(hands: Hands) -> None:
    table, model = hands.table, hands.workspace.table.model
    assert table.isColumnHidden(Column.KIND)
    ids, contacts = hands.ids, hands.office.session.contacts
    for place, number in enumerate(("02 7010 1234", "+49 1512 3456789", "12", "")):
        await contacts.edit(ids[place], {PHONE: number})
    (show,) = [each for each in table.column_actions(table) if each.text() == "Kind of number"]
    show.setChecked(True)
    kinds = ["Landline", "Foreign", "Unusual", "None", "Mobile", "Mobile"]

    def seen() -> list[object]:
        table.viewport().grab()
        return [model.index(row, Column.KIND).data() for row in range(len(kinds))]

    await until(lambda: seen() == kinds)
    before = table.save_columns()
    hands.workspace.table.sort_by(OtherColumn.KIND)
    await until(lambda: seen() == ["Mobile", "Mobile", *kinds[:4]])
    table.setColumnHidden(Column.KIND, True)
    table.restore_columns(before)
    assert not table.isColumnHidden(Column.KIND)
    as_before_there_was_one = before.partition(".")[0]
    table.restore_columns(as_before_there_was_one)
    assert table.isColumnHidden(Column.KIND)


async def test_the_last_column_cannot_be_hidden(hands: Hands) -> None:
    table = hands.table
    for column in list(Column)[1:]:
        table.setColumnHidden(column, True)
    (last,) = [action for action in table.column_actions(table) if action.isChecked()]
    assert not last.isEnabled()


# ---- dragging ----------------------------------------------------------------------------------


async def test_contacts_dropped_on_an_address_book_move_there(hands: Hands) -> None:
    hands.click(0)
    hands.click(1, Modifier.ShiftModifier)
    ids = hands.ids[:2]
    books = on_show(hands.view, QListView, "Address books")
    (staff,) = [row for row in range(5) if books.model().index(row, 0).data() == "Staff"]
    data = QMimeData()
    data.setData(CONTACTS_MIME, b"1")
    for row, accepted in ((0, False), (staff, True)):
        place = books.visualRect(books.model().index(row, 0)).center()
        move = QDragMoveEvent(
            place,
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Modifier.NoModifier,
        )
        books.dragMoveEvent(move)
        assert move.isAccepted() is accepted
    books.dropEvent(
        QDropEvent(
            place.toPointF(),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Modifier.NoModifier,
        )
    )

    async def moved() -> bool:
        found = [await hands.office.contact(each) for each in ids]
        return {contact.book_id for contact in found} == {hands.office.staff}

    await until(moved)


async def test_a_click_on_one_of_several_selected_rows_selects_it_alone(hands: Hands) -> None:
    hands.click(0)
    hands.click(3, Modifier.ShiftModifier)
    assert hands.selected == [0, 1, 2, 3]
    hands.click(2)
    assert hands.selected == hands.mirrored == [2]
    await hands.form_shows(2)


# ---- size -------------------------------------------------------------------------------------


async def test_of_a_hundred_thousand_selected_rows_qt_holds_those_on_the_screen(
    hands: Hands,
) -> None:
    """In a plain table it holds them all, which takes seconds."""
    hands.workspace.table.model.set_ids(ids_of(range(1, 100_001)))
    hands.table.selectAll()
    hands.table.viewport().repaint()
    assert hands.workspace.table.selection.count == 100_000
    first, last = hands.table.rowAt(0), hands.table.rowAt(hands.table.viewport().height() - 1)
    qt = hands.table.selectionModel()
    assert qt.isRowSelected(first)
    assert qt.isRowSelected(last)
    assert not qt.isRowSelected(50_000)
    hands.table.scrollTo(hands.table.model().index(50_000, 0))
    await until(lambda: qt.isRowSelected(50_000))


async def test_other_rows_do_not_scroll_a_list_in_which_no_contact_is_open(hands: Hands) -> None:
    model = hands.workspace.table.model
    model.set_ids(ids_of(range(1, 1_001)))
    hands.table.setFocus()
    hands.workspace.table.set_current(None)
    bar = hands.table.verticalScrollBar()
    bar.setValue(5_003)
    model.set_ids(ids_of(range(2, 2_002, 2)))
    await until(lambda: hands.table.currentIndex().isValid())
    assert bar.value() == 5_003


async def test_numbers_read_left_to_right_in_a_window_that_does_not(hands: Hands) -> None:
    """Even where a letter of a right-to-left script got into it: the long group stays first."""
    contact_id = hands.ids[0]
    await hands.office.session.contacts.edit(contact_id, {PHONE: "+6149157890 0 06 م"})
    await until(
        lambda: hands.table.model().index(0, Column.PHONE_NUMBER).data() == "+6149157890 0 06 م"
    )
    hands.table.setColumnWidth(Column.PHONE_NUMBER, 300)
    try:
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            QApplication.setLayoutDirection(direction)
            assert long_group_first(hands.table, row=0), direction
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_when_and_by_whom_keep_their_order_in_a_mirrored_window(hands: Hands) -> None:
    """Under Recently deleted "2 Mar, by you" read "Mar, by you 2"."""
    hands.click(0)
    hands.keys(Key.Key_Delete)
    hands.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await until(lambda: hands.table.model().rowCount() == 1)
    texts = []
    try:
        for direction in (LeftToRight, RightToLeft):
            QApplication.setLayoutDirection(direction)
            await hands.workspace.idle()
            area = hands.table.visualRect(hands.table.model().index(0, Column.STATUS))
            sign = -30 if hands.table.isRightToLeft() else 30
            inside = area.adjusted(4, 4, -4, -4)
            texts.append(written(hands.table.viewport(), inside & inside.translated(sign, 0)))
    finally:
        QApplication.setLayoutDirection(LeftToRight)
    assert same_words(*texts)


@pytest.mark.parametrize("direction", [LeftToRight, RightToLeft])
async def test_a_sign_at_the_far_end_of_the_cell_says_that_a_number_looks_wrong(
    hands: Hands, direction: Qt.LayoutDirection
) -> None:
    table = hands.table
    table.setColumnWidth(Column.PHONE_NUMBER, 300)
    QApplication.setLayoutDirection(direction)
    try:
        assert len(colours_at_the_far_end(table)) == 1
        await hands.office.session.contacts.edit(hands.ids[0], {PHONE: "abc"})
        cell = table.model().index(0, Column.PHONE_NUMBER)
        await until(lambda: cell.data(Qt.ItemDataRole.AccessibleTextRole) == "abc")
        await until(lambda: len(colours_at_the_far_end(table)) > 1)
        spoken = cell.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert spoken.startswith("There are no digits")
        assert number_look(NumberMark(Finding.NO_DIGITS)) == ("attention", Severity.WARNING)
    finally:
        QApplication.setLayoutDirection(LeftToRight)


async def test_the_other_owner_of_a_number_is_seen_whatever_was_searched_for(hands: Hands) -> None:
    search, workspace = on_show(hands.view, QLineEdit, "Search contacts"), hands.workspace
    other = hands.ids[3]
    QTest.keyClicks(search, "frank")
    await until(lambda: len(hands.ids) == 1)
    workspace.new_contact()
    workspace.form.set_field(PHONE, "0491 000 003")
    await until(lambda: workspace.form.state.owner)
    on_show(hands.view, QPushButton, "Open Dmitri Evans").click()
    workspace.form.answer_leave(LeaveAnswer.DISCARD)
    await until(lambda: len(hands.ids) > 1 and workspace.form.state.contact_id == other)
    assert search.text() == ""
    await until(lambda: hands.selected == hands.mirrored == [3])
    assert hands.table.currentIndex().row() == 3


def test_each_thing_to_say_of_a_number_has_a_sign_of_its_own() -> None:
    marks = (
        NumberMark(Finding.NO_DIGITS, shared=True),
        NumberMark(shared=True, reach=Reach.LANDLINE),
        NumberMark(reach=Reach.SERVICE),
    )
    looks = [number_look(mark) for mark in marks]
    assert len({look[0] for look in looks if look is not None}) == len(marks)
    assert number_look(NumberMark(Finding.ZERO_EATEN)) is None


def colours_at_the_far_end(table: ContactTableView) -> set[str]:
    """The colours of the last piece of the first row's phone number, between the lines."""
    area = table.visualRect(table.model().index(0, Column.PHONE_NUMBER)).adjusted(8, 4, -8, -4)
    area &= area.translated(-260 if table.isRightToLeft() else 260, 0)
    image = table.viewport().grab(area).toImage()
    places = product(range(image.width()), range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def long_group_first(table: ContactTableView, row: int) -> bool:
    """Whether the painted number begins with the longest of its four groups."""
    area = table.visualRect(table.model().index(row, Column.PHONE_NUMBER)).adjusted(2, 4, -2, -4)
    # Without the sign at the far end, which says that it looks wrong.
    sign = QPoint(30, 0) if table.isRightToLeft() else QPoint(-30, 0)
    area &= area.translated(sign)
    image = table.viewport().grab(area).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ink = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).lightness() < 128 for y in range(image.height()))
    ]
    gaps = sorted((other - one, one - ink[0]) for one, other in pairwise(ink))[-3:]
    return min(place for _size, place in gaps) > (ink[-1] - ink[0]) / 2
