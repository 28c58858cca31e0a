"""The table "Rows to import": what each row would do, with its cells to be put right in place."""

import re

from PySide6.QtCore import (
    QRect,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from smsbook_gui.domain.imports.importing import CheckedRow, Verdict
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.import_text import result_text
from smsbook_gui.viewmodels.imports.rows import FIRST_CELL, RESULT, ROW, ImportRowsModel
from smsbook_gui.views.looks.style import UNIT, Severity, tinted
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import as_read
from smsbook_gui.views.widgets.result_table import ResultDelegate, ResultTable
from smsbook_gui.views.widgets.row_table import MARGIN, Index, RowTable

_LOOKS = {
    Verdict.NEW: ("add", Severity.GOOD),
    Verdict.UPDATE: ("sync", Severity.ACCENT),
    Verdict.SAME: ("status-saved", Severity.QUIET),
    Verdict.TAKEN: ("people", Severity.WARNING),
    Verdict.DUPLICATE: ("people", Severity.QUIET),
    Verdict.BAD: ("status-refused", Severity.BAD),
    Verdict.LEFT_OUT: ("attention", Severity.WARNING),
}
_NUMBER = re.compile(r"[\d\s+()./,;|&:-]+")
"""What is edited from left to right in every language."""
_MOST_PAINTED = 300
"""Characters of a cell that are ever measured: more do not fit on a screen."""
_NUMBER_WIDTH, _CELL_WIDTH, _LEAST_CELL = 8 * UNIT, 16 * UNIT, 14 * UNIT
_CELL_LETTERS = 12
_LEAST_RESULT, _MOST_RESULT = 18 * UNIT, 44 * UNIT


class _Delegate(ResultDelegate):
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
            looks = _LOOKS[row.verdict]
            self._paint_result(painter, area, looks, result_text(row), active=active)
        elif index.column() == ROW:
            self._paint_number(painter, area, number(row.number), active=active)
        else:
            self._paint_cell(painter, area, row, index.column(), note, active=active)
        if active and index == current:
            painter.setPen(self._frame)
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _note(self, row: CheckedRow | None, section: int) -> str:
        if row is None or section < FIRST_CELL:
            return ""
        return row.notes.get(self._model.source_column(section), "")

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
        if _NUMBER.fullmatch(text):
            editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return editor


@key_hints
def _keys() -> KeyHints:
    return KeyHints(tr("Import window"), (KeyHint(tr("Put a cell right"), keys("Return")),))


class ImportTable(ResultTable):
    """Its cells are put right where they stand."""

    def __init__(self, model: ImportRowsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, cell_width=_CELL_WIDTH, parent=parent)
        self._rows = model
        self.setItemDelegate(_Delegate(self, model))
        self.setAccessibleName(tr("Rows to import"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._started_anew()

    def _fit_columns(self) -> None:
        """Who it is comes first, then what becomes of it, in what room the cells leave."""
        header = self.horizontalHeader()
        header.moveSection(header.visualIndex(RESULT), FIRST_CELL - 1 + self._rows.leading)
        widest = max(self._number_width(least=10), header.sectionSizeHint(ROW))
        self.setColumnWidth(ROW, max(_NUMBER_WIDTH, widest))
        room = self.viewport().width() - self.columnWidth(ROW)
        cells = max(self._rows.columnCount() - FIRST_CELL, 1)
        letters = _CELL_LETTERS * self.fontMetrics().averageCharWidth() + 2 * MARGIN
        share = (room - _LEAST_RESULT) // cells
        cell = max(letters, min(_CELL_WIDTH, max(_LEAST_CELL, share)))
        if cell != header.defaultSectionSize():
            header.setDefaultSectionSize(cell)
        self.setColumnWidth(RESULT, min(_MOST_RESULT, max(_LEAST_RESULT, room - cells * cell)))
        over = header.length() - self.viewport().width()  # the last column is as wide as its title
        if over > 0:
            self.setColumnWidth(RESULT, max(_LEAST_RESULT, self.columnWidth(RESULT) - over))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)
