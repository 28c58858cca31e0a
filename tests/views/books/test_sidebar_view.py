"""The menus on entries and on empty space, and the one of the columns, by mouse and keyboard."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QMenu, QWidget

from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.viewmodels.contacts.table import Column
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.widgets.tick_menu import TickMenu
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_popups(expect_qt: Callable[[str], None]) -> None:
    """The platform without a screen has no popups to raise."""
    expect_qt(r"plugin does not support grabbing the keyboard")


def right_click(target: QAbstractItemView, place: QPoint) -> None:
    """A right click as the window system tells of it."""
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, target.viewport().mapToGlobal(place))
    QApplication.sendEvent(target.viewport(), event)


def open_menu(window: QWidget) -> QMenu:
    """The one menu on the screen."""
    (menu,) = [each for each in window.findChildren(QMenu) if each.isVisible()]
    return menu


def texts(menu: QMenu) -> list[str]:
    """Its entries, without what parts them."""
    return [action.text() for action in menu.actions() if not action.isSeparator()]


async def test_a_right_click_beside_the_entries_is_about_none(office: Office) -> None:
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    books.setCurrentIndex(books.model().index(1, 0))
    await until(lambda: view.workspace.state.book)
    below = books.visualRect(books.model().index(4, 0)).bottomLeft() + QPoint(20, 40)
    assert not books.indexAt(below).isValid()
    right_click(books, below)
    menu = open_menu(window)
    assert texts(menu) == ["Add address book…"]
    menu.close()
    right_click(books, books.visualRect(books.model().index(2, 0)).center())
    menu = open_menu(window)
    assert texts(menu) == [
        *("Add address book…", "Rename…", "Delete address book…"),
        *("Colour", "Move up", "Move down", "Sort by name"),
    ]
    assert view.workspace.state.book is not None
    assert view.workspace.state.book.name == "Staff"
    menu.close()


async def test_a_right_click_below_the_rows_is_about_none(office: Office) -> None:
    window, view = await office.window()
    table = on_show(window, ContactTableView, "Contacts")
    view.workspace.table.select_all()
    below = table.visualRect(table.model().index(5, 0)).bottomLeft() + QPoint(20, 40)
    assert not table.indexAt(below).isValid()
    right_click(table, below)
    menu = open_menu(window)
    assert texts(menu) == ["New contact", "Paste as new contacts", "Select all"]
    menu.close()
    right_click(table, table.visualRect(table.model().index(0, 0)).center())
    menu = open_menu(window)
    assert {"Delete", "Copy with headers", "Copy numbers"} <= set(texts(menu))
    menu.close()


def tick(menu: QMenu, text: str) -> None:
    """Click on an entry."""
    place = menu.actionGeometry(entry(menu, text)).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


def entry(menu: QMenu, text: str) -> QAction:
    """The entry of that name."""
    (found,) = [action for action in menu.actions() if action.text() == text]
    return found


async def test_several_columns_are_ticked_in_one_menu(office: Office) -> None:
    window, _view = await office.window()
    table = on_show(window, ContactTableView, "Contacts")
    header = table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(10, 5))
    menu = open_menu(window)
    assert isinstance(menu, TickMenu)
    tick(menu, "Company")
    tick(menu, "Address book")
    assert menu.isVisible()
    assert header.isSectionHidden(Column.COMPANY)
    assert header.isSectionHidden(Column.BOOK)
    menu.setActiveAction(entry(menu, "Company"))
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert not header.isSectionHidden(Column.COMPANY)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


async def test_the_last_column_stays_while_the_menu_is_open(office: Office) -> None:
    window, _view = await office.window()
    table = on_show(window, ContactTableView, "Contacts")
    header = table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(10, 5))
    menu = open_menu(window)
    for action in menu.actions():
        if action.isChecked():
            tick(menu, action.text())
    left = [column for column in Column if not header.isSectionHidden(column)]
    assert len(left) == 1
    QTest.keyClick(menu, Qt.Key.Key_Escape)


async def test_the_columns_menu_of_the_menu_bar_stays_open_too(office: Office) -> None:
    window, _view = await office.window()
    (columns,) = [each for each in window.findChildren(TickMenu) if each.title() == "Columns"]
    columns.popup(window.mapToGlobal(QPoint(100, 100)))
    tick(columns, "Company")
    tick(columns, "Status")
    assert columns.isVisible()
    columns.close()


async def test_a_colour_is_chosen_and_said(office: Office) -> None:
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    books.setCurrentIndex(books.model().index(2, 0))
    await until(lambda: view.workspace.state.book)
    right_click(books, books.visualRect(books.model().index(2, 0)).center())
    menu = open_menu(window)
    colours = entry(menu, "Colour").menu()
    assert isinstance(colours, QMenu)
    assert not entry(colours, "No colour").isEnabled()
    entry(colours, "Green").trigger()
    menu.close()
    said = Qt.ItemDataRole.AccessibleTextRole
    await until(lambda: books.model().index(2, 0).data(said) == "Staff, 0 contacts, Green")
    green = window.commands.colours[BookColour.GREEN]
    await until(green.isChecked)
    green.trigger()  # a second time takes it off
    await until(lambda: books.model().index(2, 0).data(said) == "Staff, 0 contacts")
    assert not green.isChecked()
