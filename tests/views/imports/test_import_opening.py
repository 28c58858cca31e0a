"""The ways into the import window from the main window, with real files and a real store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QListView, QPushButton

from smsbook_gui.domain.imports.importing import ImportStage
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.history.activity_dialog import ActivityDialog
from smsbook_gui.views.imports.window import ImportWindow
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.table_head import SearchField
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

LIST = "First name,Last name,Mobile\nIna,Ng,0491 570 156\nJo,Ash,0491 570 157\n"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def people(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def import_window(window: MainWindow) -> ImportWindow:
    (found,) = window.findChildren(ImportWindow)
    assert found.isVisible()
    assert not found.isModal()
    return found


def action(window: MainWindow, text: str) -> QAction:
    (found,) = (each for each in window.commands.findChildren(QAction) if each.text() == text)
    return found


async def imported(view: WorkspaceView, path: Path) -> None:
    """Everything up to the sending, for which there is no service here."""
    importing = view.workspace.importing
    importing.open_file(path)
    await until(lambda: importing.mapping.state.choices, importing.state_changed)
    importing.mapping.set_book(importing.mapping.state.books[0].local_id)
    importing.next()
    await until(lambda: importing.check.state.can_import, importing.check.state_changed)
    importing.start()
    run = importing.run
    await until(lambda: run.state.stage is ImportStage.RUNNING, run.state_changed)


async def test_from_the_menu(office: Office) -> None:
    window, _view = await office.window()
    action(window, "Import…").trigger()
    on_show(import_window(window), QPushButton, "Choose file…")


async def test_rows_are_pasted_into_the_table(office: Office) -> None:
    window, view = await office.window()
    data = QMimeData()
    data.setText(LIST.replace(",", "\t"))
    QGuiApplication.clipboard().setMimeData(data)
    table = on_show(window, ContactTableView, "Contacts")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    importing = view.workspace.importing
    await until(lambda: importing.mapping.state.layout, importing.state_changed)
    assert importing.mapping.state.name == "Pasted rows"
    assert importing.mapping.state.layout is not None
    assert importing.mapping.state.layout.columns == ("First name", "Last name", "Mobile")
    import_window(window)


async def test_an_empty_clipboard_is_nothing_to_import(office: Office) -> None:
    window, _view = await office.window()
    QGuiApplication.clipboard().clear()
    action(window, "Paste as new contacts").trigger()
    assert window.findChildren(ImportWindow) == []


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open at the end"])
async def test_the_window_comes_back_where_it_stood(office: Office, closed: bool) -> None:
    window, view = await office.window()
    view.workspace.importing.show()
    import_window(window).setGeometry(QRect(60, 80, 640, 470))
    if closed:
        import_window(window).close()
    kept = window.save_state()

    again = MainWindow()
    again.restore_state(kept)
    again.set_workspace(await office.workspace())
    again.show()
    assert again.save_state()["geometry.import"] == kept["geometry.import"], "though not opened"
    assert again.workspace_view is not None
    again.workspace_view.workspace.importing.show()
    assert import_window(again).geometry() == QRect(60, 80, 640, 470)
    again.set_workspace(None)
    again.allow_close = True
    again.close()
    again.deleteLater()


async def test_a_file_dropped_on_the_main_window_is_wished_for(
    office: Office, tmp_path: Path
) -> None:
    window, _view = await office.window()
    wished = QSignalSpy(window.import_requested)
    data, path = QMimeData(), people(tmp_path)
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, keys)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    window.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, keys))
    assert [wished.at(0)[0]] == [path]
    search = on_show(window, SearchField, "Search contacts")
    over_field = QDragEnterEvent(QPoint(2, 2), Qt.DropAction.CopyAction, data, left, keys)
    search.dragEnterEvent(over_field)
    assert not over_field.isAccepted(), "the window takes it"
    text, several = QMimeData(), QMimeData()
    text.setText("no file")
    several.setUrls([QUrl.fromLocalFile(str(each)) for each in (path, tmp_path / "second.csv")])
    for refused in (text, several):
        other = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, refused, left, keys)
        other.ignore()
        window.dragEnterEvent(other)
        assert not other.isAccepted()


@pytest.mark.parametrize(
    ("place", "missing"), [(0, "Choose an address book."), (2, "")], ids=["all", "one"]
)
async def test_the_address_book_on_show_is_where_the_rows_go(
    office: Office, tmp_path: Path, place: int, missing: str
) -> None:
    window, view = await office.window()
    books = on_show(window, QListView, "Address books")
    books.setCurrentIndex(books.model().index(place, 0))
    importing = view.workspace.importing
    importing.open_file(people(tmp_path))
    await until(lambda: importing.mapping.state.choices, importing.state_changed)
    assert (importing.state.step, importing.state.missing) == (Step.COLUMNS, missing)
    assert importing.mapping.state.choices is not None
    assert importing.mapping.state.choices.book_id == (None if missing else office.staff)


async def test_a_running_import_is_shown_again_from_the_status_bar(
    office: Office, tmp_path: Path
) -> None:
    window, view = await office.window()
    await imported(view, people(tmp_path))
    import_window(window).close()
    on_show(window, QPushButton, "Show import").click()
    run = view.workspace.importing.run
    await until(lambda: run.state.run.total == 2, run.state_changed)
    import_window(window)
    assert run.state.counts == "Contacts 2: saved 0, waiting 2"


async def test_a_running_import_is_shown_again_from_activity(
    office: Office, tmp_path: Path
) -> None:
    window, view = await office.window()
    await imported(view, people(tmp_path))
    import_window(window).close()
    view.workspace.windows.show_activity()
    await until(lambda: isinstance(window.dialogs.current, ActivityDialog))
    activity = view.workspace.windows.activity
    await until(lambda: activity.state.batches, activity.state_changed)
    dialog = window.dialogs.current
    assert isinstance(dialog, ActivityDialog)
    on_show(dialog, QPushButton, "Show import").click()
    run = view.workspace.importing.run
    await until(lambda: run.state.run.total == 2, run.state_changed)
    import_window(window)
