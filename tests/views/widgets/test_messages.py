"""Messages over the table: nothing moves for them, and the keyboard is never under them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from smsbook_gui.domain.errors import NotSent
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction
from smsbook_gui.views.shell.banner_view import BannerView
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.form_desk import named
from tests.support.office import office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def view(tmp_path: Path) -> AsyncIterator[WorkspaceView]:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        view.table.setFocus()
        yield view


def messages(view: WorkspaceView) -> BannerView:
    (found,) = view.findChildren(BannerView)
    return found


def area_of(widget: QWidget, view: WorkspaceView) -> QRect:
    return QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())


def show_one(view: WorkspaceView) -> list[str]:
    pressed: list[str] = []
    undo = BannerAction("Undo", lambda: pressed.append("Undo"))
    view.workspace.banner.show(Banner("3 contacts deleted", actions=(undo,)))
    return pressed


async def test_a_message_moves_nothing(view: WorkspaceView) -> None:
    before = area_of(view.table, view)
    show_one(view)
    view.workspace.banner.problem(NotSent())
    await until(lambda: messages(view).isVisible() and messages(view).height() > 60)
    assert area_of(view.table, view) == before
    assert before.contains(area_of(messages(view), view))


async def test_it_never_hides_what_the_keyboard_is_on(view: WorkspaceView) -> None:
    show_one(view)
    table = view.table
    view.window().resize(1_000, 400)
    await until(lambda: area_of(table, view).contains(area_of(messages(view), view)))

    def place() -> QRect:
        cell = table.visualRect(table.currentIndex())
        return QRect(table.viewport().mapTo(view, cell.topLeft()), cell.size())

    heights = set()
    for row in range(table.model().rowCount()):
        table.setCurrentIndex(table.model().index(row, 0))
        assert not place().intersects(area_of(messages(view), view))
        heights.add(messages(view).y())
    assert len(heights) == 2, "at the foot, and at the head for the rows there"


async def test_f6_leads_to_it_and_back(view: WorkspaceView) -> None:
    pressed = show_one(view)
    QTest.keyClick(view.table, Qt.Key.Key_F6)
    undo = named(view, QPushButton, "Undo")
    await until(undo.hasFocus)
    QTest.keyClick(undo, Qt.Key.Key_F6)
    await until(view.table.hasFocus)
    QTest.keyClick(view.table, Qt.Key.Key_F6)
    QTest.keyClick(undo, Qt.Key.Key_Escape)
    await until(view.table.hasFocus)
    assert view.workspace.banner.state.banners == ()
    assert pressed == []


async def test_it_is_announced(view: WorkspaceView, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, object]] = []

    def note(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    show_one(view)
    view.workspace.banner.problem(NotSent())
    polite, assertive = QAccessible.AnnouncementPoliteness
    assert said[0] == ("3 contacts deleted", polite)
    assert said[1][1] is assertive
    assert QApplication.focusWidget() is view.table, "it does not take the keyboard"
