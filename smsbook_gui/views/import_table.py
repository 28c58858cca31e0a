"""The table "Rows to import": what each row would do, with its cells to be put right in place."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from smsbook_gui.domain.importing import CheckedRow, Verdict
from smsbook_gui.viewmodels.import_rows import FIRST_CELL, RESULT, ROW, ImportRowsModel
from smsbook_gui.viewmodels.import_words import result_text
from smsbook_gui.viewmodels.text import number
from smsbook_gui.views.icons import pixmap
from smsbook_gui.views.import_parts import as_read
from smsbook_gui.views.style import UNIT, Tone, blend, hairline, quiet, resting, tone

_MARGIN = 10
_ICON = 16
_LOOKS = {
    Verdict.NEW: ("add", Tone.GOOD),
    Verdict.UPDATE: ("sync", Tone.ACCENT),
    Verdict.SAME: ("status-saved", Tone.QUIET),
    Verdict.DUPLICATE: ("people", Tone.QUIET),
    Verdict.BAD: ("status-refused", Tone.BAD),
    Verdict.LEFT_OUT: ("attention", Tone.WARNING),
}
_MOST_PAINTED = 300
"""Characters of a cell that are ever measured: more do not fit on a screen."""
_NUMBER_WIDTH, _CELL_WIDTH = 8 * UNIT, 16 * UNIT
_LEAST_RESULT, _MOST_RESULT = 18 * UNIT, 64 * UNIT

Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("Import", text)


class _Delegate(QStyledItemDelegate):
    """Paints from the model's rows: an icon beside the result and beside what is wrong."""

    def __init__(self, table: QTableView, model: ImportRowsModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        palette = self._table.palette()
        current = self._table.currentIndex()
        selected = current.isValid() and current.row() == index.row()
        active = selected and self._table.hasFocus()
        row = self._model.row(index.row())
        note = self._note(row, index.column())
        fill = self._fill(palette, selected=selected, active=active, wrong=bool(note))
        if fill is not None:
            painter.fillRect(area, fill)
        painter.setPen(QPen(hairline(palette)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if row is None:
            self._paint_pending(painter, area, index.row() + index.column())
        elif index.column() == RESULT:
            self._paint_result(painter, area, row, active=active)
        elif index.column() == ROW:
            painter.setPen(self._ink(palette, active=active, faint=True))
            self._draw(painter, area, number(row.number), Qt.AlignmentFlag.AlignTrailing)
        else:
            self._paint_cell(painter, area, row, index.column(), note, active=active)
        if active and index == current:
            painter.setPen(QPen(self._ink(palette, active=True, faint=False), 1.5))
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _note(self, row: CheckedRow | None, section: int) -> str:
        if row is None or section < FIRST_CELL:
            return ""
        return row.notes.get(self._model.source_column(section), "")

    @staticmethod
    def _fill(palette: QPalette, *, selected: bool, active: bool, wrong: bool) -> QColor | None:
        base = palette.color(QPalette.ColorRole.Base)
        if active:
            return palette.color(QPalette.ColorRole.Highlight)
        if selected:
            return resting(base, palette)
        return blend(base, tone(Tone.BAD, palette), 0.12) if wrong else None

    @staticmethod
    def _ink(palette: QPalette, *, active: bool, faint: bool) -> QColor:
        if active:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return quiet(palette) if faint else palette.color(QPalette.ColorRole.Text)

    def _paint_result(
        self, painter: QPainter, area: QRect, row: CheckedRow, *, active: bool
    ) -> None:
        name, which = _LOOKS[row.verdict]
        palette = self._table.palette()
        ink = self._ink(palette, active=active, faint=which is Tone.QUIET)
        colour = ink if active else tone(which, palette)
        rest = self._paint_icon(painter, area, name, colour)
        painter.setPen(ink)
        self._draw(painter, rest, result_text(row))

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
        palette, column = self._table.palette(), self._model.source_column(section)
        ink = self._ink(palette, active=active, faint=False)
        if note:
            colour = ink if active else tone(Tone.BAD, palette)
            area = self._paint_icon(painter, area, "status-refused", colour)
        elif column in row.corrected:
            colour = ink if active else tone(Tone.ACCENT, palette)
            area = self._paint_icon(painter, area, "edit", colour)
        painter.setPen(ink)
        text = row.cells[column] if column < len(row.cells) else ""
        self._draw(painter, area, as_read(" ".join(text[:_MOST_PAINTED].split())))

    def _paint_icon(self, painter: QPainter, area: QRect, name: str, colour: QColor) -> QRect:
        """The icon at the reading side; what is left of the area."""
        mirrored = self._table.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.right() - _MARGIN - _ICON if mirrored else area.left() + _MARGIN
        picture = pixmap(name, colour, _ICON, self._table.devicePixelRatioF())
        painter.drawPixmap(left, area.center().y() - _ICON // 2, picture)
        shift = _ICON + 6
        return area.adjusted(0, 0, -shift, 0) if mirrored else area.adjusted(shift, 0, 0, 0)

    def _draw(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    ) -> None:
        place = area.adjusted(_MARGIN, 0, -_MARGIN, 0)
        metrics = self._table.fontMetrics()
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(place, flags, short)

    def _paint_pending(self, painter: QPainter, area: QRect, seed: int) -> None:
        """A soft bar where the text will be."""
        palette = self._table.palette()
        base = palette.color(QPalette.ColorRole.Base)
        width = (area.width() - 2 * _MARGIN) * (45 + seed * 17 % 45) // 100
        bar = QRect(area.left() + _MARGIN, area.center().y() - 4, max(width, 12), 8)
        painter.fillRect(bar, blend(base, palette.color(QPalette.ColorRole.Text), 0.07))

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


class ImportTable(QTableView):
    """`row_picked` carries the place of the row that the keyboard is on; -1: none."""

    row_picked = Signal(int)

    def __init__(self, model: ImportRowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self, model))
        self.setAccessibleName(_tr("Rows to import"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultSectionSize(_CELL_WIDTH)
        # Without a selection model of its own the header scans ours on every change.
        header.setSelectionModel(QItemSelectionModel(model, header))
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(self._started_anew)
        model.dataChanged.connect(self._data_changed)
        self._started_anew()

    def _fit_rows(self) -> None:
        height = self.fontMetrics().height() + 2 * UNIT
        lines = self.verticalHeader()
        lines.setMinimumSectionSize(height)
        lines.setDefaultSectionSize(height)

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
        return self.fontMetrics().horizontalAdvance(widest) + 2 * _MARGIN

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_rows()
