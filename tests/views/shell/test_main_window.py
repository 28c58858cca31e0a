"""The main window: what it is called, what it offers, what it remembers."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QPalette
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QToolBar,
    QToolButton,
    QWidget,
)

from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import NotSent
from smsbook_gui.services.sync.engine import EngineState
from smsbook_gui.viewmodels.common.text import error_text
from smsbook_gui.viewmodels.contacts.form import FormMode
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.contacts.table import Column, Empty
from smsbook_gui.views.books.dialogs import BookDialog
from smsbook_gui.views.looks.appearance import scheme_palette
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.empty_state import EmptyState
from tests.support.office import COMPANY, Office, name_of, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


@pytest.fixture
async def empty_window() -> AsyncIterator[MainWindow]:
    window = MainWindow()
    window.show()
    yield window
    window.allow_close = True
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def menu_actions(window: MainWindow) -> dict[str, QAction]:
    """Every action in the menu bar by its text."""

    def walk(menu: QMenu) -> Iterator[QAction]:
        for action in menu.actions():
            below = action.menu()
            if isinstance(below, QMenu):
                yield from walk(below)
            elif not action.isSeparator():
                yield action

    menus = [action.menu() for action in window.menuBar().actions()]
    found = [action for menu in menus if isinstance(menu, QMenu) for action in walk(menu)]
    return {action.text(): action for action in found}


# ---- the window by itself ---------------------------------------------------------------------


async def test_without_an_account_it_says_what_to_do_first(empty_window: MainWindow) -> None:
    assert empty_window.windowTitle() == "SMS Book"
    connect, practice = (
        QSignalSpy(empty_window.connect_requested),
        QSignalSpy(empty_window.practice_requested),
    )
    on_show(empty_window, QPushButton, "Connect to your SMS service").click()
    on_show(empty_window, QPushButton, "Look around with sample contacts").click()
    assert (connect.count(), practice.count()) == (1, 1)
    actions = menu_actions(empty_window)
    assert not actions["New contact"].isEnabled()
    assert actions["Accounts…"].isEnabled()
    assert not empty_window.findChildren(QToolBar)[0].isVisible()


async def test_closing_is_a_wish(empty_window: MainWindow) -> None:
    assert not empty_window.close()
    menu_actions(empty_window)["Quit"].trigger()
    assert empty_window.isVisible()


async def test_the_wishes_of_the_menus(empty_window: MainWindow) -> None:
    spies = {
        "Accounts…": QSignalSpy(empty_window.accounts_requested),
        "Settings…": QSignalSpy(empty_window.settings_requested),
        "Connect…": QSignalSpy(empty_window.connect_requested),
    }
    actions = menu_actions(empty_window)
    for text, spy in spies.items():
        actions[text].trigger()
        assert spy.count() == 1, text


async def test_about_names_the_program(empty_window: MainWindow) -> None:
    menu_actions(empty_window)["About SMS Book"].trigger()
    box = empty_window.dialogs.current
    assert isinstance(box, QMessageBox)
    assert box.text().startswith("SMS Book ")
    box.reject()
    await until(lambda: empty_window.dialogs.current is None)


# ---- with an account --------------------------------------------------------------------------


async def test_the_title_names_the_account(office: Office) -> None:
    window, _view = await office.window()
    assert window.windowTitle() == "SMS Book – Test"


async def test_every_action_has_its_name(
    office: Office,
) -> None:
    window, _view = await office.window()
    names = menu_actions(window).keys()
    assert {
        "New contact",
        "Add existing by ID…",
        "Import…",
        "Export…",
        "Copy",
        "Delete",
        "Move to address book…",
        "Edit selected…",
        "Find and replace…",
        "Find duplicates…",
        "Print…",
        "Restore",
        "Undo",
        "Redo",
        "Sync now",
        "Settings…",
        "Activity",
        "Add address book…",
        "Rename…",
        "Delete address book…",
    } <= names
    keys = {text: action.shortcut().toString() for text, action in menu_actions(window).items()}
    assert keys["New contact"] == "Ctrl+N"
    assert keys["Search contacts"] == "Ctrl+F"
    assert keys["Sync now"] == "F5"
    assert keys["Import…"] == "Ctrl+I"
    assert keys["Export…"] == "Ctrl+E"
    assert keys["Delete"] == "Del"


async def test_everything_that_takes_the_focus_has_a_name(office: Office) -> None:
    window, view = await office.window()
    view.workspace.banner.problem(NotSent(details="x"))
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not name_of(widget)
        and type(widget).__name__ not in {"QTabBar", "QScrollArea"}
    ]
    assert nameless == []


async def test_actions_know_what_they_can_be_about(office: Office) -> None:
    window, view = await office.window()
    actions = menu_actions(window)
    able = {text: actions[text].isEnabled() for text in ("Delete", "Restore", "Rename…")}
    assert able == {"Delete": False, "Restore": False, "Rename…": False}
    view.workspace.table.select_all()
    assert actions["Delete"].isEnabled()
    assert actions["Move to address book…"].isEnabled()
    books = on_show(window, QListView, "Address books")
    books.setCurrentIndex(books.model().index(1, 0))
    assert actions["Rename…"].isEnabled()
    books.setCurrentIndex(books.model().index(4, 0))
    await until(lambda: view.workspace.state.scope is ScopeKind.DELETED)
    assert not actions["Delete"].isEnabled()


async def test_the_sidebar_is_read_and_worked_by_keyboard(office: Office) -> None:
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    names = [
        books.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(books.model().rowCount())
    ]
    assert [name.split(",")[0] for name in names] == [
        "All contacts",
        "Customers",
        "Staff",
        "Needs attention",
        "Recently deleted",
    ]
    books.setFocus()
    QTest.keyClick(books, Qt.Key.Key_Down)
    QTest.keyClick(books, Qt.Key.Key_Down)
    await until(lambda: view.workspace.state.book is not None)
    assert view.workspace.state.book is not None
    assert view.workspace.state.book.name == "Staff"
    await until(lambda: view.workspace.table.state.empty is Empty.EMPTY_BOOK)
    on_show(window, QPushButton, "New contact")
    QTest.keyClick(books, Qt.Key.Key_Up)
    QTest.keyClick(books, Qt.Key.Key_Return)
    await until(view.table.hasFocus)
    await until(lambda: view.workspace.form.state.contact_id == view.workspace.table.model.ids[0])


def offered(window: MainWindow) -> list[str]:
    """The buttons where the rows would be."""
    [empty] = [each for each in window.findChildren(EmptyState) if each.isVisible()]
    return [each.text() for each in empty.findChildren(QPushButton) if each.isVisible()]


@pytest.mark.parametrize(
    ("lists_books", "second", "words"),
    [
        (True, "New contact", "Import a list, or add your first contact."),
        (
            False,
            "Add existing by ID…",
            "Import a list, or add the contacts that the service has by their IDs.",
        ),
    ],
)
async def test_an_empty_account_offers_two_ways_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lists_books: bool, second: str, words: str
) -> None:
    """The service that does not tell which contacts it has needs their IDs."""
    async with office_at(tmp_path, []) as office:
        monkeypatch.setattr(office.session.engine, "_state", EngineState(lists_books=lists_books))
        window, view = await office.window()
        await until(lambda: view.workspace.table.state.empty is Empty.NO_CONTACTS)
        assert offered(window) == ["Import…", second]
        assert any(each.text() == words for each in window.findChildren(QLabel))
        view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
        await until(lambda: view.workspace.table.state.empty is Empty.EMPTY_BOOK)
        assert offered(window) == ["Import…", second]


async def test_the_search_that_finds_nothing_offers_the_way_back(office: Office) -> None:
    window, _view = await office.window()
    search = on_show(window, QLineEdit, "Search contacts")
    menu_actions(window)["Search contacts"].trigger()
    await until(search.hasFocus)
    QTest.keyClicks(search, "xyzzy")
    await until(
        lambda: any(
            label.isVisible() and label.text() == "No contact matches “xyzzy”"
            for label in window.findChildren(QLabel)
        )
    )
    count = on_show(window, QLabel, "0 of 6")
    on_show(window, QPushButton, "Clear search").click()
    await until(lambda: count.text() == "6 contacts")
    assert search.hasFocus()


async def test_undo_in_the_banner_by_keyboard(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.select_all()
    menu_actions(window)["Delete"].trigger()
    await until(lambda: any(name_of(b) == "Undo" for b in window.findChildren(QPushButton)))
    undo = on_show(window, QPushButton, "Undo")
    undo.setFocus()
    assert view.workspace.banner._held, "the time stands still under the focus"
    QTest.keyClick(undo, Qt.Key.Key_Space)
    await until(lambda: view.workspace.table.state.shown == 6)
    focus = QApplication.focusWidget()
    assert focus is not None, "the keyboard is not lost with the banner"
    assert not view.workspace.banner._held


async def test_the_tab_key_goes_through_the_window_as_it_is_read(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.select_all()
    menu_actions(window)["Delete"].trigger()
    await until(lambda: view.workspace.banner.state.banners)
    view.workspace.banner.problem(NotSent(details="x"))
    await until(lambda: view.workspace.table.state.empty is Empty.NO_CONTACTS)
    first: QWidget = on_show(window, QListView, "Address books")
    order, stop = [name_of(first)], first.nextInFocusChain()
    while stop is not None and stop is not first:
        if stop.isVisible() and stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(name_of(stop))
        stop = stop.nextInFocusChain()
    assert order[: order.index("Search contacts") + 1] == [
        "Address books",
        "Undo",
        "Close this message",
        "Details",
        "Close this message",
        "Search contacts",
    ]
    assert order.index("Search contacts") < order.index("Enter access key…")
    assert order[-1] == "Add address book…", "it stands over the list"


async def test_a_problem_in_words_with_its_details_behind_a_button(office: Office) -> None:
    window, view = await office.window()
    view.workspace.banner.problem(NotSent(details="ConnectError 111"))
    on_show(window, QPushButton, "Details").click()
    box = window.dialogs.current
    assert isinstance(box, QMessageBox)
    assert box.text() == error_text(NotSent())
    assert box.detailedText() == "ConnectError 111"
    box.reject()
    await until(lambda: window.dialogs.current is None)
    on_show(window, QToolButton, "Close this message").click()
    assert view.workspace.banner.state.banners == ()


async def test_the_bottom_line_asks_for_the_token(office: Office) -> None:
    window, _view = await office.window()
    on_show(window, QLabel, "Signed out")
    wished = QSignalSpy(window.token_requested)
    on_show(window, QPushButton, "Enter access key…").click()
    assert wished.count() == 1


async def test_moving_asks_where_to(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.select_all()
    await until(lambda: view.workspace.form.state.mode is FormMode.SEVERAL)
    menu_actions(window)["Move to address book…"].trigger()
    dialog = await until(lambda: window.dialogs.current)
    books = on_show(dialog, QListWidget, "Address book")
    assert entries(books) == ["Staff"], "not the one that all of them are in"
    books.setCurrentRow(0)
    on_show(dialog, QPushButton, "Move").click()

    async def moved() -> bool:
        return dict((await office.store.contacts.counts()).books).get(office.staff) == 6

    await until(moved)


async def test_contacts_of_two_address_books_may_meet_in_either(office: Office) -> None:
    window, view = await office.window()
    table = view.workspace.table
    await office.session.contacts.move(list(table.model.ids)[:2], office.staff)
    table.select_all()
    menu_actions(window)["Move to address book…"].trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert entries(on_show(dialog, QListWidget, "Address book")) == ["Customers", "Staff"]


async def test_with_one_address_book_there_is_nowhere_to_move(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.select_all()
    move = menu_actions(window)["Move to address book…"]
    assert move.isEnabled()
    await office.store.books.delete(office.staff)
    await until(lambda: not move.isEnabled())


def entries(books: QListWidget) -> list[str]:
    """The entries of a list, from top to bottom."""
    return [books.item(row).text() for row in range(books.count())]


@pytest.mark.parametrize(
    ("place", "entry"), [("Contacts", "Move to address book…"), ("Address books", "Rename…")]
)
@pytest.mark.parametrize("menu_key", [False, True])
async def test_the_keyboard_opens_the_context_menu(
    office: Office, expect_qt: Callable[[str], None], place: str, entry: str, menu_key: bool
) -> None:
    # The platform without a screen has no popups to raise.
    expect_qt(r"plugin does not support grabbing the keyboard")
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    books.setCurrentIndex(books.model().index(1, 0))
    await until(lambda: view.workspace.table.state.complete and view.workspace.state.book)
    view.workspace.table.select_all()
    target = on_show(window, QAbstractItemView, place)
    target.setFocus()
    if menu_key:
        area = target.visualRect(target.currentIndex())
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(
            target, QContextMenuEvent(reason, area.center(), target.mapToGlobal(area.center()))
        )
    else:
        QTest.keyClick(target, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    (menu,) = [each for each in window.findChildren(QMenu) if each.isVisible()]
    assert entry in [action.text() for action in menu.actions()]
    menu.close()
    await until(lambda: not [each for each in window.findChildren(QMenu) if each.isVisible()])


async def test_leaving_unsaved_edits_is_one_question(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 0, clear=True)
    await until(lambda: view.workspace.form.state.editable)
    view.workspace.form.set_field(COMPANY, "Typed")
    went: list[str] = []
    view.workspace.leave(lambda: went.append("left"), lambda: went.append("stayed"))
    box = window.dialogs.current
    assert isinstance(box, QMessageBox)
    for text in ("Save", "Discard", "Keep editing"):
        on_show(box, QPushButton, text)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert went == ["stayed"]
    await until(lambda: window.dialogs.current is None)
    view.workspace.form.revert()


async def test_f2_on_an_address_book_renames_it(office: Office) -> None:
    window, view = await office.window()
    view.sidebar.list.setFocus()
    QTest.keyClick(view.sidebar.list, Qt.Key.Key_F2)
    await until(lambda: window.dialogs.current is None)  # all contacts have no name to change
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    QTest.keyClick(view.sidebar.list, Qt.Key.Key_F2)
    dialog = window.dialogs.current
    assert isinstance(dialog, BookDialog)
    assert on_show(dialog, QLineEdit, "Name").text() == "Staff"
    dialog.reject()


async def test_the_address_book_dialog_opens(office: Office) -> None:
    window, _view = await office.window()
    on_show(window, QToolButton, "Add address book…").click()
    dialog = window.dialogs.current
    assert isinstance(dialog, BookDialog)
    dialog.reject()
    await until(lambda: window.dialogs.current is None)


# ---- what is remembered, what follows ---------------------------------------------------------


async def test_the_first_window_leaves_room_for_its_frame(qapp: QApplication) -> None:
    window = MainWindow()
    room = window.screen().availableSize()
    assert window.height() < room.height()
    window.deleteLater()


async def test_size_columns_and_splitter_come_back(office: Office) -> None:
    window, view = await office.window()
    window.setGeometry(QRect(20, 30, 720, 500))
    view.table.setColumnHidden(Column.CUSTOM_4, True)
    view.splitter.setSizes([160, 310, 250])
    kept = window.save_state()
    sizes = view.splitter.sizes()
    again = MainWindow()
    again.restore_state(kept)
    again.set_workspace(await office.workspace())
    again.show()
    assert again.size() == window.size()
    later = again.workspace_view
    assert later is not None
    assert later.table.isColumnHidden(Column.CUSTOM_4)
    assert later.splitter.sizes() == sizes
    again.set_workspace(None)
    assert again.save_state()["columns"] == kept["columns"], "kept without an account as well"
    again.allow_close = True
    again.close()
    again.deleteLater()


async def test_a_dialog_has_its_size_again_in_the_middle_of_the_window(office: Office) -> None:
    window, _view = await office.window()
    window.setGeometry(QRect(10, 20, 700, 560))

    async def activity(over: MainWindow) -> QWidget:
        over.commands.activity.trigger()
        await until(lambda: over.dialogs.current)
        assert over.dialogs.current is not None
        return over.dialogs.current

    first = await activity(window)
    assert first.size() != QSize(500, 410)
    first.resize(500, 410)
    window.dialogs.close_all()
    kept = window.save_state()
    assert set(kept) == {"geometry", "geometry.activity", "splitter", "columns"}

    again = MainWindow()
    again.restore_state(kept)
    again.set_workspace(await office.workspace())
    again.show()
    again.setGeometry(QRect(90, 120, 700, 560))
    later = await activity(again)
    assert later.size() == QSize(500, 410)
    assert abs(later.geometry().center().x() - again.geometry().center().x()) < 20
    again.dialogs.close_all()
    assert set(again.save_state()) == set(kept)
    again.set_workspace(None)
    again.allow_close = True
    again.close()
    again.deleteLater()


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"geometry": 3, "geometry.import": "é", "splitter": "x", "columns": []},
        {"splitter": [0, 0, 0]},
    ],
)
async def test_a_state_that_makes_no_sense_is_no_obstacle(
    office: Office, state: dict[str, object]
) -> None:
    window, view = await office.window()
    window.restore_state(state)
    assert all(size > 0 for size in view.splitter.sizes())


async def test_another_account_takes_the_place_of_the_first(office: Office) -> None:
    window, first = await office.window()
    window.set_workspace(await office.workspace())
    assert window.workspace_view is not first
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(window.findChildren(WorkspaceView)) == 1


async def test_dark_and_light_follow_at_once(office: Office, qapp: QApplication) -> None:
    window, view = await office.window()
    before = qapp.palette()
    try:
        brightness = []
        for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
            qapp.setPalette(scheme_palette(scheme))
            await asyncio.sleep(0)
            ink = on_show(window, QToolButton, "Sync now").icon().pixmap(20, 20).toImage()
            table = view.table.viewport().grab().toImage()
            brightness.append(
                (
                    table.pixelColor(table.width() - 3, table.height() - 3).lightness() > 128,
                    max(
                        ink.pixelColor(x, y).lightness()
                        for x in range(20)
                        for y in range(20)
                        if ink.pixelColor(x, y).alpha() > 250
                    )
                    > 128,
                )
            )
        assert brightness == [(True, False), (False, True)]
        assert view.palette().color(QPalette.ColorRole.Base).lightness() < 128
    finally:
        qapp.setPalette(before)


async def resized(window: MainWindow, width: int, height: int) -> list[int]:
    """The widths of the three parts in a window of that size."""
    window.resize(width, height)
    view = window.workspace_view
    assert view is not None
    await until(lambda: (view.width(), window.height()) == (width, height))
    return view.splitter.sizes()


def drag(splitter: QSplitter, handle: int, by: int) -> None:
    """Pull a handle to the right, in pixels."""
    place, left = splitter.handle(handle), Qt.MouseButton.LeftButton
    at = place.rect().center()
    QTest.mousePress(place, left, pos=at)
    there = at + QPoint(by, 0)
    global_there = QPointF(place.mapToGlobal(there))
    keys = Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(there), global_there, left, left, keys)
    QCoreApplication.sendEvent(place, move)
    QTest.mouseRelease(place, left, pos=place.mapFromGlobal(global_there.toPoint()))


async def test_the_sides_come_back_when_a_small_window_grows(office: Office) -> None:
    window, view = await office.window()
    before = await resized(window, 1200, 800)
    drag(view.splitter, 1, 60)
    chosen = view.splitter.sizes()
    assert chosen[0] > before[0] + 50
    assert chosen[2] == before[2]
    small = await resized(window, 640, 480)
    assert small[0] < chosen[0]
    assert small[2] < chosen[2]
    kept = window.save_state()["splitter"]
    assert isinstance(kept, list)
    assert (kept[0], kept[2]) == (chosen[0], chosen[2]), "closed while it is small"
    assert await resized(window, 1200, 800) == chosen
    await resized(window, 640, 480)
    drag(view.splitter, 2, 20)
    narrow = view.splitter.sizes()[2]
    wide = await resized(window, 1400, 800)
    assert (wide[0], wide[2]) == (chosen[0], narrow)


async def test_a_small_window_shows_all_three_parts(office: Office) -> None:
    window, view = await office.window()
    window.resize(640, 480)
    await until(lambda: (view.width(), window.height()) == (640, 480))
    assert all(size >= 140 for size in view.splitter.sizes())
    assert view.table.viewport().height() > 150
    view.workspace.table.select_all()
    await until(lambda: view.workspace.form.state.mode is FormMode.SEVERAL)
    count = on_show(window, QLabel, "6 contacts, 6 selected")
    await until(lambda: count.width() >= count.sizeHint().width())
    assert on_show(window, QLineEdit, "Search contacts").width() > 160


async def test_where_two_parts_fit_the_keyboard_brings_the_third(office: Office) -> None:
    """As at twice the size of everything on a small screen."""
    window, view = await office.window()
    window.setMinimumSize(500, 300)
    left, middle, right = await resized(window, 512, 320)
    assert (left, middle > 250, right > 200) == (0, True, True)
    view.sidebar.list.setFocus()
    await until(lambda: view.splitter.sizes()[2] == 0)
    assert view.splitter.sizes()[0] > 100
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    await until(lambda: view.workspace.form.state.contact_id is not None)
    view.table.request_edit()
    await until(lambda: view.splitter.sizes()[0] == 0)
    assert view.splitter.sizes()[2] > 200
    wide = await resized(window, 1200, 800)
    assert all(size > 140 for size in wide)


async def test_a_side_that_has_no_room_leaves_a_button(office: Office) -> None:
    window, view = await office.window()
    window.setMinimumSize(500, 300)
    await resized(window, 512, 400)
    books = on_show(window, QToolButton, "All contacts: show address books")
    books.click()
    await until(view.sidebar.list.hasFocus)
    assert view.splitter.sizes()[0] > 100
    assert not books.isVisible()
    card = on_show(window, QToolButton, "Show contact")
    card.click()
    await until(view.table.hasFocus)
    assert view.splitter.sizes()[2] > 200
    assert not card.isVisible()
    book = view.workspace.state.books[0]
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, book.local_id))
    await until(lambda: books.accessibleName() == f"{book.name}: show address books")
    await resized(window, 1200, 800)
    assert not books.isVisible()
    assert not card.isVisible()


async def test_where_all_were_deleted_nobody_is_told_to_add_a_first_contact(
    office: Office,
) -> None:
    window, view = await office.window()
    await until(lambda: view.workspace.table.state.shown == 6)
    held = await office.session.contacts.delete(list(await office.store.contacts.ids_of(Query())))
    empty = view.findChild(EmptyState)
    assert empty is not None

    def says(words: str) -> bool:
        labels = [each.text() for each in empty.findChildren(QLabel) if each.isVisible()]
        return any(words in text for text in labels)

    await until(lambda: says("All contacts were deleted"))
    await until(lambda: says("6 of them are still to be deleted at the SMS service."))
    assert not says("No contacts yet")
    await office.session.contacts.release(held.batch_id)
    on_show(window, QPushButton, "Recently deleted").click()
    await until(lambda: view.workspace.table.state.query.scope == Scope(ScopeKind.DELETED))
    await until(lambda: view.workspace.table.state.shown == 6)
