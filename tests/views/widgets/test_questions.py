"""The box that asks a question, and where its words stand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from smsbook_gui.viewmodels.common.question import Choice, Question
from smsbook_gui.views.dialogs.dialog_queue import question_box


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def ink(image: QImage) -> range:
    """From the first to the last column that differs from the ground."""
    ground = image.pixel(0, 0)
    columns = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return range(columns[0], columns[-1])


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def texts_of(window: QWidget) -> list[QLabel]:
    question = Question(
        "Sure?", "Delete it?", (Choice("no", "Cancel"),), lambda _key: None, more="For good."
    )
    box = question_box(question, window)
    box.show()
    return [each for each in box.findChildren(QLabel) if each.text()]


def test_words_begin_at_the_left(window: QWidget) -> None:
    for label in texts_of(window):
        assert ink(label.grab().toImage()).stop < label.width() / 2


def test_right_to_left_words_begin_at_the_right(right_to_left: None, window: QWidget) -> None:
    for label in texts_of(window):
        assert ink(label.grab().toImage()).start > label.width() / 2
