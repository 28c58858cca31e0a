"""The main window with text twice as large as usual."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton

from smsbook_gui.viewmodels.books.sidebar import names_everywhere
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.views.books.sidebar_view import SidebarView
from smsbook_gui.views.contacts.add_field import AddField
from smsbook_gui.views.looks.style import ICON, SMALL_ICON
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.side_splitter import OuterPart
from smsbook_gui.views.shell.table_head import SearchField
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio
_SMALL_SCREEN = (1_024, 608)


@pytest.fixture
def usual(qapp: QApplication) -> Iterator[QFont]:
    """The usual font, which the program has again afterwards."""
    font = QApplication.font()
    yield font
    QApplication.setFont(font)


def _twice_as_large(usual: QFont) -> None:
    font = QFont(usual)
    font.setPointSizeF(2 * usual.pointSizeF())
    QApplication.setFont(font)


def _icons(window: MainWindow) -> tuple[int, int]:
    """How wide an icon of the toolbar is, and one beside text."""
    [bar] = window.findChildren(QToolBar)
    [add] = window.findChildren(AddField)
    return bar.iconSize().width(), add.iconSize().width()


async def test_icons_grow_with_the_text_while_the_program_runs(
    tmp_path: Path, usual: QFont
) -> None:
    async with office_at(tmp_path) as office:
        window, _view = await office.window()
        assert _icons(window) == (ICON, SMALL_ICON)
        _twice_as_large(usual)
        await until(lambda: _icons(window) > (ICON, SMALL_ICON))
        bar, beside = _icons(window)
        assert beside > SMALL_ICON
        action = window.commands.new_contact
        assert bar in {size.width() for size in action.icon().availableSizes()}, "drawn sharply"


async def test_the_names_of_its_own_entries_are_whole_in_the_sidebar(
    tmp_path: Path, usual: QFont
) -> None:
    """It said “Needs attenti…”."""
    _twice_as_large(usual)
    async with office_at(tmp_path) as office:
        window, view = await office.window()
        window.resize(*_SMALL_SCREEN)
        [sidebar] = window.findChildren(SidebarView)
        view.sidebar.list.setFocus()
        await until(lambda: sidebar.width() >= sidebar.sizeHint().width())
        words = max(map(sidebar.fontMetrics().horizontalAdvance, names_everywhere()))
        assert sidebar.sizeHint().width() > words + 2 * SMALL_ICON


async def test_names_and_number_are_on_a_small_screen(tmp_path: Path, usual: QFont) -> None:
    """The table had a third of the screen, between the address books and the contact."""
    _twice_as_large(usual)
    async with office_at(tmp_path) as office:
        window, view = await office.window()
        window.resize(*_SMALL_SCREEN)
        await until(lambda: view.splitter.sizes()[0] == 0)
        assert view.splitter.sizes()[2], "the contact is beside it"
        columns = (Column.FIRST_NAME, Column.LAST_NAME)
        names = sum(view.table.columnWidth(column) for column in columns)
        number = view.table.fontMetrics().horizontalAdvance("0491 570 006")
        await until(lambda: view.table.viewport().width() > names + number)


async def test_a_sidebar_that_was_kept_grows_with_the_text(tmp_path: Path, usual: QFont) -> None:
    """Its width was kept in pixels, so that names were cut when the text grew."""
    async with office_at(tmp_path) as office:
        window, view = await office.window()
        window.resize(1_900, 900)
        await until(lambda: view.splitter.sizes()[0] >= view.sidebar.sizeHint().width())
        before = view.splitter.sizes()[0]
        kept = window.save_state()
        _twice_as_large(usual)
        await until(lambda: view.splitter.sizes()[0] > 1.5 * before)
        again, later = await office.window()
        again.restore_state(kept)
        again.resize(1_900, 900)
        await until(lambda: later.splitter.sizes()[0] > 1.5 * before)


def _is_whole(button: QToolButton) -> bool:
    return button.width() >= button.sizeHint().width()


async def test_no_command_for_several_contacts_is_cut(tmp_path: Path, usual: QFont) -> None:
    """“Move to address book…” went on behind the edge of the window."""
    _twice_as_large(usual)
    async with office_at(tmp_path) as office:
        window, view = await office.window()
        window.resize(*_SMALL_SCREEN)
        view.workspace.table.select_all()
        await until(view.several.isVisible)
        buttons = [each for each in view.several.findChildren(QToolButton) if each.isVisible()]
        assert buttons
        for button in buttons:
            await until(partial(_is_whole, button))
            inside = button.mapTo(view.several, QPoint(button.width(), 0)).x()
            assert inside <= view.several.width(), button.text()


def _has_number(view: WorkspaceView) -> bool:
    """Whether the numbers are on the screen, with their signs at the end of the cell."""
    area = view.table.visualRect(view.table.model().index(0, Column.PHONE_NUMBER))
    return view.table.viewport().rect().contains(area)


@pytest.mark.parametrize("folded", [OuterPart.LEFT, OuterPart.RIGHT])
async def test_the_number_is_whole_beside_either_side(
    tmp_path: Path, usual: QFont, folded: OuterPart
) -> None:
    """Where one has to scroll to the other columns, the names were as wide as ever."""
    _twice_as_large(usual)
    async with office_at(tmp_path) as office:
        window, view = await office.window()
        window.resize(*_SMALL_SCREEN)
        await until(lambda: view.splitter.sizes()[OuterPart.LEFT] == 0)
        if folded is OuterPart.RIGHT:
            view.sidebar.list.setFocus()
        await until(lambda: view.splitter.sizes()[folded] == 0)
        assert view.table.horizontalScrollBar().maximum(), "there is more than fits"
        assert _has_number(view)


def _width_for(words: str, field: SearchField) -> int:
    return field.fontMetrics().horizontalAdvance(words) + 60


async def test_what_the_search_field_is_for_is_said_in_as_many_words_as_fit(usual: QFont) -> None:
    """“Search cont…” stood in it."""
    field = SearchField()
    field.show()
    field.resize(_width_for("Search contacts", field), field.height())
    assert field.placeholderText() == "Search contacts"
    _twice_as_large(usual)
    await until(lambda: field.placeholderText() == "Search")
    assert field.accessibleName() == "Search contacts"
    field.resize(_width_for("Search contacts", field), field.height())
    assert field.placeholderText() == "Search contacts"
    field.deleteLater()
