"""The line of practice mode says all it has to say, in a narrow window and with large text."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.services.accounts.accounts import PRACTICE_ID, Account
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.shell.practice import PracticeViewModel, ToTry, try_text
from smsbook_gui.views.shell.practice_line import PracticeLine
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("width", "scale"), tuple(product((264, 494, 700, 1_000), (1, 2))))
async def test_no_word_is_cut(qapp: QApplication, tmp_path: Path, width: int, scale: int) -> None:
    before, font = qapp.font(), qapp.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    try:
        account = Account(PRACTICE_ID, "Practice", "", practice=True)
        window = QWidget()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        line = PracticeLine(PracticeViewModel(account, Settings(tmp_path)))
        column.addWidget(line)
        column.addWidget(QTableWidget(), 1)
        window.setMinimumWidth(200)  # as the table's part of the main window has its own
        window.resize(1_400, 560)
        window.show()
        await until(lambda: line.width() == 1_400)
        window.resize(width, 560)
        await until(lambda: line.width() == width)
        words = [each for each in line.findChildren(QLabel) if each.isVisible() and each.text()]
        await until(lambda: all(_is_whole(each, line) for each in words))
        said, tries = {each.text() for each in words}, {try_text(what) for what in ToTry}
        if not tries < said:
            assert said == {"Practice mode"}, "it is short"
            assert _offered(line) > tries, "and there is a menu"
        window.close()
    finally:
        qapp.setFont(before)


def _offered(line: PracticeLine) -> set[str]:
    [button] = [each for each in line.findChildren(QToolButton) if each.text() == "3 to try"]
    assert button.isVisible()
    [menu] = line.findChildren(QMenu)
    menu.aboutToShow.emit()
    return {each.text() for each in menu.actions()}


def _is_whole(label: QLabel, line: PracticeLine) -> bool:
    right = label.mapTo(line, QPoint(label.width(), 0)).x()
    return label.height() >= label.heightForWidth(label.width()) and right <= line.width()
