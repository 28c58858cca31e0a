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
from tests.support.office import FIRST, LAST, PHONE, office_at
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


def row_at(view: WorkspaceView, row: int) -> QRect:
    """The whole row, as far as it is on show."""
    table = view.table
    area = table.visualRect(table.model().index(row, 0))
    area.setLeft(0)
    area.setWidth(table.viewport().width())
    area &= table.viewport().rect()
    return QRect(table.viewport().mapTo(view, area.topLeft()), area.size())


@pytest.mark.parametrize("width", [1_000, 2_400])
async def test_the_current_row_is_in_sight_wherever_the_keyboard_is(
    view: WorkspaceView, width: int
) -> None:
    """It is what the form is about, what an undo brought back, what typing jumped to."""
    table = view.table
    view.window().resize(width, 400)
    await until(lambda: area_of(table, view).height() < 400)
    last = table.model().rowCount() - 1
    table.setCurrentIndex(table.model().index(last, 0))
    show_one(view)
    await until(lambda: area_of(table, view).contains(area_of(messages(view), view)))
    for focused in (table, named(view, QPushButton, "Undo"), view.form, view.search):
        focused.setFocus()
        messages(view).place()
        assert not row_at(view, last).intersects(area_of(messages(view), view)), focused
    table.setCurrentIndex(table.model().index(0, 0))
    foot = area_of(messages(view), view)
    assert not row_at(view, 0).intersects(foot)
    assert row_at(view, last).intersects(foot), "it stands at the foot again"


async def test_a_current_row_that_is_pushed_down_stays_in_sight(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        table = view.table
        view.window().resize(1_000, 400)
        await until(lambda: area_of(table, view).height() < 400)
        show_one(view)
        await until(lambda: area_of(table, view).contains(area_of(messages(view), view)))
        await until(lambda: messages(view).height() < 60)
        foot = area_of(messages(view), view)
        rows = range(table.model().rowCount())
        above = max(row for row in rows if row_at(view, row).bottom() < foot.top())
        table.setCurrentIndex(table.model().index(above, 0))
        assert area_of(messages(view), view) == foot
        new = {FIRST: "Aaron", LAST: "Aab", PHONE: "0491 570 006"}
        await office.session.contacts.create(office.customers, new)
        await until(lambda: table.currentIndex().row() == above + 1)
        await until(lambda: not row_at(view, above + 1).intersects(area_of(messages(view), view)))


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
