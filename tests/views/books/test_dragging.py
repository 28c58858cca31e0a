"""Address books in a person's order, and contacts that are dragged onto them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.viewmodels.books.sidebar import SidebarRole
from smsbook_gui.views.contacts.table_view import CONTACTS_MIME
from tests.support.form_desk import BLANK
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def names(office: Office) -> list[str]:
    """The address books in the person's order."""
    return [book.name for book in await office.store.books.get_all()]


def entries(books: QListView) -> list[str]:
    """The list as it stands."""
    model = books.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def accepts(books: QListView, row: int) -> bool:
    """Whether contacts may be dropped on an entry, as the pointer shows it."""
    data = QMimeData()  # the event does not hold it
    data.setData(CONTACTS_MIME, b"1")
    place = books.visualRect(books.model().index(row, 0)).center()
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    event = QDragMoveEvent(place, move, data, left, Qt.KeyboardModifier.NoModifier)
    books.dragMoveEvent(event)
    return event.isAccepted()


def point_at(books: QListView, place: QPoint) -> None:
    """The pointer goes there, with no button pressed."""
    none = Qt.MouseButton.NoButton
    where = books.viewport().mapToGlobal(place).toPointF()
    no_keys = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, place.toPointF(), where, none, none, no_keys)
    QApplication.sendEvent(books.viewport(), moved)


async def test_an_address_book_is_put_further_down_by_key(office: Office) -> None:
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    books.setCurrentIndex(books.model().index(1, 0))
    await until(lambda: view.workspace.state.book)
    books.setFocus()
    up, down = window.commands.book_up, window.commands.book_down
    assert (up.isEnabled(), down.isEnabled()) == (False, True)
    QTest.keyClick(books, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    await until(lambda: entries(books)[1:3] == ["Staff", "Customers"])
    assert await names(office) == ["Staff", "Customers"]
    assert books.currentIndex().row() == 2, "the same address book is on show"
    await until(lambda: (up.isEnabled(), down.isEnabled()) == (True, False))
    window.commands.sort_books.trigger()
    await until(lambda: entries(books)[1:3] == ["Customers", "Staff"])


async def test_an_address_book_is_dragged_between_others(office: Office) -> None:
    for name in ("Parents", "Players"):
        await office.store.books.create(name)
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    await until(lambda: entries(books)[1:5] == ["Customers", "Parents", "Players", "Staff"])
    view.sidebar.list.entry_dropped.emit(4, 2)
    await until(lambda: entries(books)[1:5] == ["Customers", "Staff", "Parents", "Players"])
    view.sidebar.list.entry_dropped.emit(1, 5)  # before what is no address book: to their end
    await until(lambda: entries(books)[1:5] == ["Staff", "Parents", "Players", "Customers"])


async def test_views_are_dragged_between_views_only(office: Office) -> None:
    _window, view = await office.window()
    workspace, books = view.workspace, view.sidebar.list
    for name in ("Ones", "Twos", "Threes"):
        workspace.views.ask_save(())
        workspace.views.set_name(name)
        workspace.views.accept_name()
    await until(lambda: entries(books)[3:6] == ["Ones", "Twos", "Threes"])
    sidebar = workspace.sidebar
    assert [sidebar.can_drag(row) for row in range(8)] == [False, *[True] * 5, False, False]
    gaps = [gap for gap in range(9) if sidebar.can_stand_before(5, gap)]
    assert gaps == [3, 4], "not among the address books, nor where it is"
    assert [gap for gap in range(9) if sidebar.can_stand_before(1, gap)] == [3]
    books.entry_dropped.emit(5, 3)
    await until(lambda: entries(books)[3:6] == ["Threes", "Ones", "Twos"])
    books.entry_dropped.emit(3, 6)
    await until(lambda: entries(books)[3:6] == ["Ones", "Twos", "Threes"])
    await workspace.idle()
    kept = await office.session.local.views.get()
    assert [each.name for each in kept.named] == ["Ones", "Twos", "Threes"]


async def test_an_entry_that_takes_no_contacts_says_so(office: Office) -> None:
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    view.workspace.table.select_all()
    await until(lambda: view.workspace.several.state.home == office.customers)
    fits = [name for row, name in enumerate(entries(books)) if accepts(books, row)]
    assert fits == ["Staff"], "they are all in Customers"


async def test_the_list_goes_on_while_the_pointer_rests_at_its_edge(office: Office) -> None:
    for number in range(40):
        await office.store.books.create(f"Team {number:02}")
    _window, view = await office.window()
    books, bar = view.sidebar.list, view.sidebar.list.verticalScrollBar()
    await until(lambda: bar.maximum() > 200)
    view.workspace.table.select_all()
    await until(lambda: view.workspace.several.state.home == office.customers)
    data = QMimeData()
    data.setData(CONTACTS_MIME, b"1")
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    no_keys = Qt.KeyboardModifier.NoModifier
    at = QPoint(40, books.viewport().height() - 5)
    books.dragMoveEvent(QDragMoveEvent(at, move, data, left, no_keys))
    first = books.drop_row
    await until(lambda: bar.value() > 100)
    assert books.drop_row == books.indexAt(at).row() != first, "it goes where the pointer is"
    books.dragMoveEvent(QDragMoveEvent(QPoint(40, 200), move, data, left, no_keys))
    rests = bar.value()
    await view.workspace.idle()
    assert bar.value() == rests
    books.dragLeaveEvent(QDragLeaveEvent())


async def test_several_contacts_move_to_what_the_pointer_is_on(office: Office) -> None:
    window, view = await office.window()
    books = view.sidebar.list
    assert on_show(window, QListView, "Address books") is books
    view.workspace.table.select_all()
    await until(lambda: view.workspace.several.state.home == office.customers)
    staff = books.model().index(2, 0)
    point_at(books, books.visualRect(staff).center())
    assert books.move_row == 2
    QTest.mouseClick(
        books.viewport(), Qt.MouseButton.LeftButton, pos=books.move_button(staff).center()
    )

    async def moved() -> bool:
        counts = dict((await office.store.contacts.counts()).books)
        return counts.get(office.staff) == 6

    await until(moved)
    await until(lambda: staff.data(SidebarRole.COUNT) == "6")
    assert view.workspace.sidebar.state.scope.book_id is None, "the table stays where it is"
    point_at(books, books.visualRect(staff).center())
    view.workspace.table.clear_selection()
    assert books.move_row == -1


async def read_all(office: Office) -> None:
    """The service told all of each contact."""
    for local_id in await office.store.contacts.ids_of(Query()):
        values = {**BLANK, **(await office.contact(local_id)).values}
        asked = await office.store.sync.sequence()
        await office.store.sync.record_reading(local_id, values, asked=asked)


async def test_with_ctrl_contacts_are_copied(office: Office) -> None:
    await read_all(office)
    _window, view = await office.window()
    books = view.sidebar.list
    view.workspace.table.select_all()
    await until(lambda: view.workspace.several.state.home == office.customers)
    assert accepts(books, 2)
    data = QMimeData()
    data.setData(CONTACTS_MIME, b"1")
    place = books.visualRect(books.model().index(2, 0)).center().toPointF()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    books.dropEvent(QDropEvent(place, copy, data, left, Qt.KeyboardModifier.ControlModifier))

    async def counted() -> dict[int, int]:
        return dict((await office.store.contacts.counts()).books)

    async def copied() -> bool:
        return await counted() == {office.customers: 6, office.staff: 6}

    await until(copied)
    banner = view.workspace.banner
    await until(lambda: any("Copied 6 contacts to" in each.text for each in banner.state.banners))
    view.workspace.undo()

    async def taken_back() -> bool:
        return (await counted()).get(office.staff, 0) == 0

    await until(taken_back)
