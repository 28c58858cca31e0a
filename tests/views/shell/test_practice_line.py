"""The line of practice mode says all it has to say, in a narrow window and with large text."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QVBoxLayout, QWidget

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
        window.resize(1_400, 560)
        window.show()
        window.resize(width, 560)  # as a person makes it smaller
        await until(lambda: line.width() == width)
        words = [each for each in line.findChildren(QLabel) if each.isVisible() and each.text()]
        assert {try_text(what) for what in ToTry} < {each.text() for each in words}
        await until(lambda: all(_is_whole(each, line) for each in words))
        window.close()
    finally:
        qapp.setFont(before)


def _is_whole(label: QLabel, line: PracticeLine) -> bool:
    right = label.mapTo(line, QPoint(label.width(), 0)).x()
    return label.height() >= label.heightForWidth(label.width()) and right <= line.width()
