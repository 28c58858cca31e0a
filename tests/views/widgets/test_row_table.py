"""What our tables of many rows have in common, under a table as small as can be."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from smsbook_gui.views.looks.style import Severity
from smsbook_gui.views.widgets.row_table import Index, RowDelegate, RowTable


class Marked(RowDelegate):
    """A filled mark, and its text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        self._paint_ground(painter, area, selected=False, active=False)
        self._paint_icon(painter, area, "status-refused", Severity.ACCENT, active=True)
        painter.setPen(self._ink(active=False))
        self._paint_text(painter, self._beside_icon(area), str(index.data()))


@pytest.fixture
def table(qapp: object) -> Iterator[RowTable]:
    table = RowTable()
    model = QStandardItemModel(table)
    model.appendRow(QStandardItem("Anna"))
    table.setModel(model)
    table.setItemDelegate(Marked(table))
    table.setPalette(colours("#000000", "#0000ff"))
    table.resize(300, 200)
    yield table
    table.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def colours(text: str, mark: str) -> QPalette:
    palette = QPalette(QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    palette.setColor(QPalette.ColorRole.Accent, QColor(mark))
    return palette


def places(table: RowTable, colour: str) -> list[int]:
    """Where on the row that colour is, from the left."""
    image = table.viewport().grab(table.visualRect(table.model().index(0, 0))).toImage()
    wanted = QColor(colour)
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) == wanted for y in range(image.height()))
    ]


def test_colours_change_while_it_is_open(table: RowTable) -> None:
    assert places(table, "#0000ff")
    assert not places(table, "#00ff00")
    table.setPalette(colours("#000000", "#00ff00"))
    assert places(table, "#00ff00")
    assert not places(table, "#0000ff")


def test_the_colours_do_not_hang_on_which_window_is_active(table: RowTable) -> None:
    """Where the desktop's colours change while another window is active."""
    other = QWidget()
    table.show()
    other.show()
    other.activateWindow()
    assert not table.isActiveWindow()
    palette = colours("#000000", "#00ff00")
    palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Accent, QColor("#ff0000"))
    table.setPalette(palette)
    other.deleteLater()
    assert places(table, "#00ff00")


def test_a_bigger_font_makes_higher_rows(table: RowTable) -> None:
    before = table.rowHeight(0)
    font = QFont(table.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    assert table.rowHeight(0) - before >= 8


def test_the_icon_is_where_reading_begins(table: RowTable) -> None:
    middle = table.columnWidth(0) / 2
    assert max(places(table, "#0000ff")) < middle
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert min(places(table, "#0000ff")) > middle
