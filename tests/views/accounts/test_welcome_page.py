"""The page of the first start: what it offers, with the keyboard and at every size."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from smsbook_gui.views.accounts.portal_picture import PortalPicture
from smsbook_gui.views.accounts.welcome_page import WelcomePage
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.form_desk import named

CONNECT = "Connect to your SMS service"
LOOK = "Look around with sample contacts"


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    made.allow_close = True
    qtbot.addWidget(made)
    made.resize(560, 400)
    made.show()
    return made


def page_of(window: MainWindow) -> WelcomePage:
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    return page


def test_the_buttons_by_keyboard(window: MainWindow) -> None:
    page = page_of(window)
    heard = {
        "Choose a file…": QSignalSpy(page.file_wanted),
        CONNECT: QSignalSpy(window.connect_requested),
        LOOK: QSignalSpy(window.practice_requested),
    }
    stops = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert [button.accessibleName() for button in stops] == [*heard, "How does this work?"]
    for button in stops[:-1]:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert [spy.count() for spy in heard.values()] == [1, 1, 1]
    assert window.dialogs.current is not None or heard["Choose a file…"].count() == 1
    window.dialogs.close_all()


def test_the_tab_key_reaches_all_of_them(window: MainWindow) -> None:
    window.activateWindow()
    page, reached = page_of(window), set[str]()
    assert page.focusWidget().accessibleName() == CONNECT
    for _ in range(4):
        reached.add(page.focusWidget().accessibleName())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert reached == {"Choose a file…", CONNECT, LOOK, "How does this work?"}


def test_a_list_is_dropped_anywhere_on_the_window(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    heard = QSignalSpy(window.import_requested)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    before = page_of(window).grab().toImage()
    window.dragEnterEvent(QDragEnterEvent(QPointF().toPoint(), action, data, button, none))
    assert page_of(window).grab().toImage() != before, "the card says that it may be dropped"
    window.dropEvent(QDropEvent(QPointF(), action, data, button, none))
    assert page_of(window).grab().toImage() == before
    assert heard.count() == 1


def test_all_of_it_can_be_reached_in_a_small_window(window: MainWindow) -> None:
    page = page_of(window)
    last = named(page, QPushButton, LOOK)
    last.setFocus()
    page.ensureWidgetVisible(last)
    place = last.mapTo(page, last.rect().bottomRight())
    assert page.rect().contains(place)


def test_a_picture_of_the_portal_says_in_words_what_it_shows(qtbot: QtBot) -> None:
    picture = PortalPicture("Account Settings", "API URL", "https://…")
    qtbot.addWidget(picture)
    assert picture.accessibleName() == "Account Settings › API URL"
