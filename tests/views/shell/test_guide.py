"""The guide: F1 opens it, on the page that is about where the person is."""

import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QWhatsThis,
    QWidget,
)

from smsbook_gui.resources import resource
from smsbook_gui.viewmodels.help.guide import GuideViewModel
from smsbook_gui.viewmodels.help.pages import (
    BOOKS,
    DUPLICATES,
    LISTS,
    WAITING,
    Figure,
    guide_pages,
)
from smsbook_gui.views.help.guide_window import GuideWindow
from smsbook_gui.views.help.page_html import page_html, picture_name
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.widgets.guide_links import explain, open_guide
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def guides() -> list[GuideWindow]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, GuideWindow) and each.isVisible()
    ]


async def asked(window: MainWindow) -> GuideWindow:
    return await until(lambda: guides() and guides()[0])  # type: ignore[no-any-return]


def said() -> list[QWidget]:
    """The boxes that Qt shows for "What's this?"."""
    return [
        each
        for each in QApplication.topLevelWidgets()
        if each.metaObject().className() == "QWhatsThat" and each.isVisible()
    ]


def titles(guide: GuideWindow) -> list[str]:
    [contents] = guide.findChildren(QListWidget)
    return [contents.item(row).text() for row in range(contents.count())]


def read(guide: GuideWindow) -> str:
    [page] = guide.findChildren(QTextBrowser)
    return page.toPlainText()


def title_of(key: str) -> str:
    return next(page.title for page in guide_pages() if page.key == key)


async def test_f1_opens_it_and_escape_closes_it(office: Office) -> None:
    window, view = await office.window()
    view.sidebar.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = await asked(window)
    assert read(guide).startswith(title_of(BOOKS))
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    await until(lambda: not guide.isVisible())
    open_guide(window)
    assert read(guide).startswith(title_of(BOOKS)), "it is where it was left"


async def test_it_opens_at_once(office: Office) -> None:
    window, _view = await office.window()
    before = time.perf_counter()
    window.show_guide(LISTS)
    spent = time.perf_counter() - before
    assert guides()
    assert spent < 2.0, "0.2 s, on a machine that does nothing else"


async def test_a_search_finds_pages_by_their_words(office: Office) -> None:
    window, _view = await office.window()
    window.show_guide()
    guide = await asked(window)
    search = on_show(guide, QLineEdit, "Search the guide")
    everything = titles(guide)
    assert len(everything) == 12
    QTest.keyClicks(search, "not ACCEPTED service")
    assert titles(guide) == [title_of(WAITING)]
    assert read(guide).startswith(title_of(WAITING))
    search.setText("zzz")
    assert titles(guide) == []
    search.clear()
    assert titles(guide) == everything
    contents = on_show(guide, QListWidget, "Contents")
    QTest.keyClick(contents, Qt.Key.Key_Down)
    assert read(guide).startswith(everything[everything.index(title_of(WAITING)) + 1])


async def test_f1_in_a_dialog_opens_the_page_about_it(office: Office) -> None:
    window, _view = await office.window()
    window.commands.find_duplicates.trigger()
    dialog = await until(lambda: window.dialogs.current)
    await until(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
    guide = await asked(window)
    assert read(guide).startswith(title_of(DUPLICATES))
    assert guide.windowModality() is Qt.WindowModality.NonModal
    dialog.close()
    await until(lambda: window.dialogs.current is None)


async def test_shift_f1_says_what_a_field_is_for(
    office: Office, expect_qt: Callable[[str], None]
) -> None:
    expect_qt(r"plugin does not support grabbing the keyboard")
    window, _view = await office.window()
    field = QLineEdit(window)
    explain(field, "Numbers < 10 & names")
    field.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert len(said()) == 1
    QWhatsThis.hideText()
    await until(lambda: said() == [])


def test_every_picture_is_there_in_light_and_dark(qapp: object) -> None:
    wanted = {
        picture_name(block.name, dark=dark)
        for page in guide_pages()
        for block in page.blocks
        if isinstance(block, Figure)
        for dark in (False, True)
    }
    assert wanted == {each.name for each in resource("guide").iterdir()}
    for name in wanted:
        picture = QImage.fromData(resource("guide", name).read_bytes())
        assert picture.width() > 100


def test_an_unknown_page_is_the_first(qapp: object) -> None:
    model = GuideViewModel()
    model.show_page("nowhere")
    assert model.state.page == guide_pages()[0]


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_term_stands_where_lines_begin(qapp: QApplication, direction: Qt.LayoutDirection) -> None:
    page = next(page for page in guide_pages() if page.key == WAITING)
    document = QTextDocument()
    document.setTextWidth(600)
    document.setHtml(page_html(page, qapp.palette(), 600, direction))
    layout, exactly = document.documentLayout(), QTextDocument.FindFlag.FindCaseSensitively
    places = {
        text: layout.blockBoundingRect(document.find(text, 0, exactly).block())
        for text in ("Waiting", "It will be sent by itself")
    }
    term, meaning = places["Waiting"].center().x(), places["It will be sent by itself"].center().x()
    assert (term > meaning) is (direction is Qt.LayoutDirection.RightToLeft)
