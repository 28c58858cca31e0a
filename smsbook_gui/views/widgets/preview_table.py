"""Tables of texts to look at, as previews have them."""

from collections.abc import Sequence
from heapq import nlargest
from typing import Protocol

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QWidget,
)

from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.plain_text import as_read
from smsbook_gui.views.widgets.row_table import RowTable

_LEAST_COLUMN, _MOST_COLUMN = 9 * UNIT, 30 * UNIT


class PreviewTable(RowTable):
    """A quiet table of texts to look at; its columns are as wide as the first rows need."""

    _SPACE = UNIT

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(AsReadDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)

    def frame(self, least_rows: int) -> None:
        """Stand in a window as a part of its own, with room for so many rows at least."""
        self.setFrameShape(self.Shape.StyledPanel)
        self.setMinimumHeight(least_rows * self.verticalHeader().defaultSectionSize())

    def fit_columns(self) -> None:
        """Make every column as wide as its title and first rows need, within bounds."""
        for column in range(self.model().columnCount()):
            width = max(self.needed_width(column), _LEAST_COLUMN)
            self.setColumnWidth(column, min(width, _MOST_COLUMN))

    def needed_width(self, column: int) -> int:
        """What its title and first rows need, in pixels."""
        model, metrics = self.model(), self.fontMetrics()
        title = model.headerData(column, Qt.Orientation.Horizontal)
        texts = [
            str(model.index(row, column).data() or "")[:60]
            for row in range(min(model.rowCount(), 30))
        ]
        # Measuring is slow, and a wide text is a long one.
        longest = [str(title or ""), *nlargest(3, texts, key=len)]
        return max(metrics.horizontalAdvance(text) for text in longest) + 3 * UNIT


class TickedRows(Protocol):
    """Rows with ticks."""

    def toggle(self, places: Sequence[int]) -> None:
        """Tick these rows, or take their ticks away."""


class TickTable(PreviewTable):
    """A tick in front of each row; Space ticks what is selected."""

    def __init__(self, name: str, rows: TickedRows, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows = rows
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._rows.toggle(sorted(index.row() for index in self.selectionModel().selectedRows()))
            return
        super().keyPressEvent(event)


class AsReadDelegate(QStyledItemDelegate):
    """Qt's own, for texts that keep the order of their words."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """The text as it is to be read."""
        return as_read(str(value))
