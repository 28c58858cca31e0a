"""Tables that say of each row what becomes of it, beside what it holds."""

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from smsbook_gui.viewmodels.common.text import number
from smsbook_gui.views.looks.style import Severity
from smsbook_gui.views.widgets.row_table import MARGIN, ONE_LINE, RowDelegate, RowTable

_TRAILING = ONE_LINE | int(Qt.AlignmentFlag.AlignTrailing)


class ResultDelegate(RowDelegate):
    """Paints a row's result and its number in the file."""

    def _paint_result(
        self,
        painter: QPainter,
        area: QRect,
        looks: tuple[str, Severity],
        text: str,
        *,
        active: bool,
    ) -> None:
        """`looks` are the icon before the text, and how grave that is."""
        name, which = looks
        self._paint_icon(painter, area, name, which, active=active)
        painter.setPen(self._ink(active=active, faint=which is Severity.QUIET))
        self._paint_text(painter, self._beside_icon(area), text)

    def _paint_number(self, painter: QPainter, area: QRect, text: str, *, active: bool) -> None:
        painter.setPen(self._ink(active=active, faint=True))
        self._paint_text(painter, area, text, _TRAILING)


class ResultTable(RowTable):
    """`row_picked` carries the row that the keyboard is on, whenever that is another one or says
    something else; -1: none."""

    row_picked = Signal(int)

    def __init__(
        self, model: QAbstractTableModel, *, cell_width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultSectionSize(cell_width)
        # Without a selection model of its own the header scans ours on every change.
        header.setSelectionModel(QItemSelectionModel(model, header))
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(self._started_anew)
        model.dataChanged.connect(self._data_changed)

    def _fit_columns(self) -> None:
        """Give the columns their widths in the room there is."""
        raise NotImplementedError

    def _number_width(self, least: int) -> int:
        """What the numbers of the rows need, of which there may be some more in the file."""
        widest = number(max(10 * self.model().rowCount(), least))
        return self.fontMetrics().horizontalAdvance(widest) + 2 * MARGIN

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _started_anew(self) -> None:
        self._fit_columns()
        self.row_picked.emit(-1)

    def _current_changed(self, now: QModelIndex) -> None:
        self.viewport().update()
        self.row_picked.emit(now.row() if now.isValid() else -1)

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        current = self.currentIndex()
        if current.isValid() and first.row() <= current.row() <= last.row():
            self.row_picked.emit(current.row())
