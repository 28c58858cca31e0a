"""Labels: at which edge their words stand, as painted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

WIDTH = 400


def ink(label: QLabel) -> tuple[int, int]:
    """The first and the last column that anything is painted in."""
    picture = label.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    paper = picture.pixel(WIDTH // 2 - 1, 0)
    columns = [
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != paper for y in range(picture.height()))
    ]
    return columns[0], columns[-1]


@pytest.mark.parametrize("text", ["Saved.", "نعم."])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_words_begin_where_the_lines_of_the_window_begin(
    qapp: QApplication, text: str, direction: Qt.LayoutDirection
) -> None:
    window = QWidget()
    label = WrappedLabel(text, window)
    label.resize(WIDTH, 40)
    window.setLayoutDirection(direction)
    first, last = ink(label)
    if direction is Qt.LayoutDirection.LeftToRight:
        assert first < 10
    else:
        assert last > WIDTH - 10


@pytest.mark.parametrize(
    ("side", "right"),
    [(Qt.AlignmentFlag.AlignLeading, True), (Qt.AlignmentFlag.AlignTrailing, False)],
)
def test_a_shortened_line_does_so_too(
    qapp: QApplication, side: Qt.AlignmentFlag, right: bool
) -> None:
    window = QWidget()
    label = ElidedLabel(side)
    label.setParent(window)
    label.resize(WIDTH, 40)
    label.set_full("members.csv")
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, last = ink(label)
    assert last > WIDTH - 10 if right else first < 10


def test_centred_words_stay_in_the_middle(qapp: QApplication) -> None:
    window = QWidget()
    label = WrappedLabel("Saved.", window)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.resize(WIDTH, 40)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, last = ink(label)
    assert abs((first + last) / 2 - WIDTH / 2) < 5
