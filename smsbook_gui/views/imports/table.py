"""The table "Rows to import": what each row would do, with its cells to be put right in place."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from smsbook_gui.domain.importing import CheckedRow, Verdict
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.import_text import result_text
from smsbook_gui.viewmodels.imports.rows import FIRST_CELL, RESULT, ROW, ImportRowsModel
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.row_table import MARGIN, ONE_LINE, Index, RowDelegate, RowTable
from smsbook_gui.views.widgets.step_widgets import as_read
from smsbook_gui.views.widgets.style import UNIT, Severity, tinted

_LOOKS = {
    Verdict.NEW: ("add", Severity.GOOD),
    Verdict.UPDATE: ("sync", Severity.ACCENT),
    Verdict.SAME: ("status-saved", Severity.QUIET),
    Verdict.TAKEN: ("people", Severity.WARNING),
    Verdict.DUPLICATE: ("people", Severity.QUIET),
    Verdict.BAD: ("status-refused", Severity.BAD),
    Verdict.LEFT_OUT: ("attention", Severity.WARNING),
}
_MOST_PAINTED = 300
"""Characters of a cell that are ever measured: more do not fit on a screen."""
_NUMBER_WIDTH, _CELL_WIDTH = 8 * UNIT, 16 * UNIT
_LEAST_RESULT, _MOST_RESULT = 18 * UNIT, 64 * UNIT
_TRAILING = ONE_LINE | int(Qt.AlignmentFlag.AlignTrailing)


class _Delegate(RowDelegate):
    """Paints from the model's rows: an icon beside the result and beside what is wrong."""

    def __init__(self, table: RowTable, model: ImportRowsModel) -> None:
        super().__init__(table)
        self._model = model

    def refresh(self) -> None:
        super().refresh()
        self._wrong = tinted(self._base, Severity.BAD, self._table.palette())
        self._frame = QPen(self._accent, 1.5)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        current = self._table.currentIndex()
        selected = current.isValid() and current.row() == index.row()
        active = selected and self._table.hasFocus()
        row = self._model.row(index.row())
        note = self._note(row, index.column())
        if note and not selected:
            painter.fillRect(area, self._wrong)
        hovered = index.row() == self._table.hovered_row and not note
        self._paint_ground(painter, area, selected=selected, active=active, hovered=hovered)
        if row is None:
            self._paint_pending(painter, area, index)
        elif index.column() == RESULT:
            self._paint_result(painter, area, row, active=active)
        elif index.column() == ROW:
            painter.setPen(self._ink(active=active, faint=True))
            self._paint_text(painter, area, number(row.number), _TRAILING)
        else:
            self._paint_cell(painter, area, row, index.column(), note, active=active)
        if active and index == current:
            painter.setPen(self._frame)
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _note(self, row: CheckedRow | None, section: int) -> str:
        if row is None or section < FIRST_CELL:
            return ""
        return row.notes.get(self._model.source_column(section), "")

    def _paint_result(
        self, painter: QPainter, area: QRect, row: CheckedRow, *, active: bool
    ) -> None:
        name, which = _LOOKS[row.verdict]
        self._paint_icon(painter, area, name, which, active=active)
        painter.setPen(self._ink(active=active, faint=which is Severity.QUIET))
        self._paint_text(painter, self._beside_icon(area), result_text(row))

    def _paint_cell(
        self,
        painter: QPainter,
        area: QRect,
        row: CheckedRow,
        section: int,
        note: str,
        *,
        active: bool,
    ) -> None:
        column = self._model.source_column(section)
        if note:
            self._paint_icon(painter, area, "status-refused", Severity.BAD, active=active)
            area = self._beside_icon(area)
        elif column in row.corrected:
            self._paint_icon(painter, area, "edit", Severity.ACCENT, active=active)
            area = self._beside_icon(area)
        painter.setPen(self._ink(active=active))
        text = row.cells[column] if column < len(row.cells) else ""
        self._paint_text(painter, area, as_read(" ".join(text[:_MOST_PAINTED].split())))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain text field, named after its column."""
        editor = QLineEdit(parent)
        title = self._model.headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title))
        editor.setAccessibleDescription(self._note(self._model.row(index.row()), index.column()))
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if as_read(text) != text:
            editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return editor


@key_hints
def _keys() -> KeyHints:
    return KeyHints(tr("Import window"), (KeyHint(tr("Put a cell right"), keys("Return")),))


class ImportTable(RowTable):
    """`row_picked` carries the place of the row that the keyboard is on; -1: none."""

    row_picked = Signal(int)

    def __init__(self, model: ImportRowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self, model))
        self.setAccessibleName(tr("Rows to import"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultSectionSize(_CELL_WIDTH)
        # Without a selection model of its own the header scans ours on every change.
        header.setSelectionModel(QItemSelectionModel(model, header))
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(self._started_anew)
        model.dataChanged.connect(self._data_changed)
        self._started_anew()

    def _started_anew(self) -> None:
        self.setColumnWidth(ROW, max(_NUMBER_WIDTH, self._digits_width()))
        self._fit_result()
        self.row_picked.emit(-1)

    def _fit_result(self) -> None:
        """The reason has what room the cells leave."""
        cells = (self._rows.columnCount() - FIRST_CELL) * _CELL_WIDTH
        room = self.viewport().width() - self.columnWidth(ROW) - cells
        self.setColumnWidth(RESULT, min(_MOST_RESULT, max(_LEAST_RESULT, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_result()

    def _digits_width(self) -> int:
        widest = number(max(self._rows.rowCount() * 10, 10))
        return self.fontMetrics().horizontalAdvance(widest) + 2 * MARGIN

    def _current_changed(self, now: QModelIndex) -> None:
        self.viewport().update()
        self.row_picked.emit(now.row() if now.isValid() else -1)

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        current = self.currentIndex()
        if current.isValid() and first.row() <= current.row() <= last.row():
            self.row_picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)
