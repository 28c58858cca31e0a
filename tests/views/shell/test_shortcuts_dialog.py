"""The sheet "Keyboard shortcuts": complete, because it is read from what has the keys."""

import ast
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget

from smsbook_gui import views
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.shortcuts_dialog import ShortcutsDialog, shortcuts_of
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

_OWN_WAY_OUT = {"connect_dialog.py"}
"""Escape closes a dialog as everywhere."""
_AS_EVERYWHERE = {"tick_menu.py", "form_field.py"}
"""Space and Enter in a menu, and Enter in a search field."""
_TOLD_BY_ITS_WINDOWS = {"preview_table.py"}
"""Each window with such a table calls the rows by their name."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def opened(office: Office) -> tuple[MainWindow, WorkspaceView, ShortcutsDialog]:
    window, view = await office.window()
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, ShortcutsDialog)
    return window, view, dialog


def rows(dialog: ShortcutsDialog) -> dict[str, dict[str, str]]:
    """What the sheet shows: the keys by what they do, by place."""
    tree = on_show(dialog, QTreeWidget, "Shortcuts")
    found: dict[str, dict[str, str]] = {}
    for number in range(tree.topLevelItemCount()):
        place = tree.topLevelItem(number)
        assert place is not None
        if not place.isHidden():
            children = map(place.child, range(place.childCount()))
            found[place.text(0)] = {
                each.text(0): each.text(1) for each in children if each and not each.isHidden()
            }
    return found


def written(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)


async def test_has_every_action_and_every_key_of_the_window(office: Office) -> None:
    window, _view, dialog = await opened(office)
    told = [text for hints in rows(dialog).values() for text in hints.values()]
    shown = {key for text in told for key in text.split(", ")}
    actions = [each for each in window.findChildren(QAction) if each.shortcuts()]
    assert len(actions) > 15
    for action in actions:
        assert {written(key) for key in action.shortcuts()} <= shown, action.text()
    own = [each for each in window.findChildren(QShortcut) if each.parent() is not dialog]
    assert len(own) > 2
    assert {written(each.key()) for each in own} <= shown


async def test_shows_them_menu_by_menu_as_the_menus_are(office: Office) -> None:
    window, _view, dialog = await opened(office)
    found = rows(dialog)
    menus = [action.text().replace("&", "") for action in window.menuBar().actions()]
    assert [place for place in found if place in menus] == menus
    assert list(found)[: len(menus)] == menus
    assert found["File"]["Import…"] == "Ctrl+I"
    assert found["Help"] == {"Guide": "F1", "Keyboard shortcuts": "Ctrl+/"}
    assert found["Search field"]["Clear the search"] == "Esc"
    added = QAction("New here", window)
    added.setShortcut("Ctrl+Alt+J")
    menu = window.menuBar().addMenu("R&&D")
    menu.addAction(added)
    menu.addAction("Without a key")
    (place,) = [each for each in shortcuts_of(window.menuBar()) if each.place == "R&D"]
    assert [(hint.what, hint.text) for hint in place.hints] == [("New here", "Ctrl+Alt+J")]


async def test_is_searched_by_what_a_key_does_and_by_the_key(office: Office) -> None:
    _window, _view, dialog = await opened(office)
    search = on_show(dialog, QLineEdit, "Search shortcuts")
    assert dialog.focusWidget() is search
    QTest.keyClicks(search, "undo")
    assert list(rows(dialog)) == ["Edit"]
    search.setText("ctrl+i")
    assert rows(dialog) == {"File": {"Import…": "Ctrl+I"}}
    search.setText("form save")
    assert list(rows(dialog)) == ["Contact form"]
    search.setText("nothing like this")
    on_show(dialog, QLabel, "No shortcut matches “nothing like this”")
    search.clear()
    assert len(rows(dialog)) > 8


async def test_the_keys_of_the_table_do_what_the_sheet_says(office: Office) -> None:
    _window, view = await office.window()
    table, state = view.table, view.workspace.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    await until(lambda: state.state.selected == 1)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    await until(lambda: state.state.selected == 2)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert state.state.selected == 2
    QTest.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: state.state.selected == 3)
    QTest.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: state.state.selected == 2)


def test_whoever_takes_keys_tells_of_them() -> None:
    silent = []
    for file in Path(views.__path__[0]).rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        functions = [each for each in nodes if isinstance(each, ast.FunctionDef)]
        calls = {getattr(each.func, "id", "") for each in nodes if isinstance(each, ast.Call)}
        marks = {getattr(mark, "id", "") for each in functions for mark in each.decorator_list}
        takes = "QShortcut" in calls or "keyPressEvent" in {each.name for each in functions}
        if takes and "key_hints" not in marks:
            silent.append(file.name)
    assert set(silent) == _OWN_WAY_OUT | _AS_EVERYWHERE | _TOLD_BY_ITS_WINDOWS
