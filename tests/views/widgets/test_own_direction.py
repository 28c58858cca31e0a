"""In a window that is read from the right, a text keeps the order of its own words."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smsbook_gui.views.contacts.form_history import HistoryList
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.preview_table import PreviewTable
from tests.support.written import same_words, written

DATED = "2 Mar 2026, 09:30 – Contact deleted by you"
"""Its number belongs before the month in a window of either direction."""
QUOTED = "Address book “Suppliers”"
NUMBER = "(02) 7010 4992"


@pytest.fixture(autouse=True)
def _from_the_left_again() -> Iterator[None]:
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def history(text: str) -> list[int]:
    lines = HistoryList()
    lines.resize(500, 200)
    lines.show_lines([text])
    image = written(lines.viewport(), lines.visualRect(lines.model().index(0, 0)))
    lines.deleteLater()
    return image


def preview(text: str) -> list[int]:
    table = PreviewTable("Changes")
    model = QStandardItemModel(table)
    model.appendRow(QStandardItem(text))
    table.setModel(model)
    table.resize(500, 200)
    table.setColumnWidth(0, 400)
    area = table.visualRect(model.index(0, 0)).adjusted(1, 1, -1, -1)
    image = written(table.viewport(), area)
    table.deleteLater()
    return image


def choice(text: str) -> list[int]:
    chooser = Chooser[int]("Backup", lambda _key: None)
    chooser.show_choice({1: text}, 1)
    chooser.resize(400, 32)
    area = chooser.rect().adjusted(4, 4, -4, -4)
    cut = area.adjusted(40, 0, 0, 0) if chooser.isRightToLeft() else area.adjusted(0, 0, -40, 0)
    image = written(chooser, cut)
    chooser.deleteLater()
    return image


@pytest.mark.parametrize(
    ("show", "text"),
    [*product((history, preview), (DATED, QUOTED, NUMBER)), (choice, DATED), (choice, NUMBER)],
)
def test_the_words_stand_in_the_same_order(
    qapp: QApplication, show: Callable[[str], list[int]], text: str
) -> None:
    usual = show(text)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert same_words(show(text), usual)


def test_a_choice_is_still_found_by_its_first_letter(qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chooser = Chooser[int]("Address book", lambda _key: None)
    chooser.show_choice({1: "Patients", 2: "Suppliers"}, 1)
    QTest.keyClick(chooser, Qt.Key.Key_S)
    assert chooser.currentText() == "Suppliers"
    chooser.deleteLater()
