"""The table "Differences": ticks, what each row or contact is, and its values before and after."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from smsbook_gui.domain.imports.comparison import ComparisonKind, Difference, FieldDifference
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.comparisons.rows import (
    FIRST_FIELD,
    RESULT,
    ROW,
    DifferencesModel,
    result_words,
    told,
)
from smsbook_gui.views.looks.style import UNIT, Severity, blend
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import as_read
from smsbook_gui.views.widgets.result_table import ResultDelegate, ResultTable
from smsbook_gui.views.widgets.row_table import MARGIN, Index, RowTable

_LOOKS = {
    ComparisonKind.NEW: ("add", Severity.GOOD),
    ComparisonKind.CHANGED: ("edit", Severity.ACCENT),
    ComparisonKind.MISSING: ("delete", Severity.WARNING),
    ComparisonKind.UNCLEAR: ("people", Severity.WARNING),
    ComparisonKind.UNREAD: ("attention", Severity.QUIET),
    ComparisonKind.LEFT_OUT: ("attention", Severity.WARNING),
    ComparisonKind.BAD: ("status-refused", Severity.BAD),
    ComparisonKind.SAME: ("status-saved", Severity.QUIET),
}
_BOX = 18
_SPARE = 4
"""Pixels more than a text is wide: with exactly its width it may be cut off."""
_CELL_WIDTH, _LEAST_CELL = 20 * UNIT, 14 * UNIT
_LEAST_LETTERS = 14
_RESULT_WIDTH = 18 * UNIT


class _Delegate(ResultDelegate):
    def __init__(self, table: RowTable, model: DifferencesModel) -> None:
        super().__init__(table)
        self._model = model

    def refresh(self) -> None:
        super().refresh()
        self._changed = blend(self._base, self._tones[Severity.ACCENT], 0.12)
        self._frame = QPen(self._on_fill, 1.5)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        current = self._table.currentIndex()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = selected and self._table.hasFocus()
        entry = self._model.entry(index.row())
        change = None if entry is None else self._model.change(entry, index.column())
        if change is not None and not selected:
            painter.fillRect(area, self._changed)
        self._paint_ground(painter, area, selected=selected, active=active)
        if entry is None:
            self._paint_pending(painter, area, index)
        else:
            area = self._paint_box(painter, area, index)
            self._paint_entry(painter, area, index.column(), entry, change, active=active)
        if active and index == current:
            painter.setPen(self._frame)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _paint_box(self, painter: QPainter, area: QRect, index: Index) -> QRect:
        """The check box of what can be ticked; what it leaves of the area.

        The column "Result" keeps its place for all rows, so that their words stand in one line.
        """
        state = self._model.check_state(index)
        if state is None and index.column() != RESULT:
            return area
        if state is not None:
            box = QStyleOptionButton()
            box.initFrom(self._table)
            box.rect = self.box_of(area)
            on = state is Qt.CheckState.Checked
            box.state = QStyle.StateFlag.State_Enabled | (
                QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
            )
            self._table.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, self._table
            )
        return self._beside_box(area)

    def _beside_box(self, area: QRect) -> QRect:
        if self._mirrored:
            return area.adjusted(0, 0, -_BOX - MARGIN // 2, 0)
        return area.adjusted(_BOX + MARGIN // 2, 0, 0, 0)

    def beside_signs(self, area: QRect) -> QRect:
        """What the check box and the icon of a result leave for its word."""
        return self._beside_icon(self._beside_box(area))

    def box_of(self, area: QRect) -> QRect:
        """Where a cell's check box stands."""
        box = QRect(0, 0, _BOX, _BOX)
        box.moveCenter(area.center())
        box.moveLeft(area.left() + MARGIN)
        return QStyle.visualRect(self._table.layoutDirection(), area, box)

    def _paint_entry(
        self,
        painter: QPainter,
        area: QRect,
        column: int,
        entry: Difference,
        change: FieldDifference | None,
        *,
        active: bool,
    ) -> None:
        if column == RESULT:
            looks = _LOOKS[entry.kind]
            self._paint_result(painter, area, looks, result_words(entry), active=active)
        elif column == ROW:
            text = "" if entry.number is None else number(entry.number)
            self._paint_number(painter, area, text, active=active)
        elif change is not None:
            declined = self._model.is_declined(entry, change)
            self._paint_change(painter, area, change, active=active, declined=declined)
        else:
            faint = entry.kind in {ComparisonKind.SAME, ComparisonKind.CHANGED}
            painter.setPen(self._ink(active=active, faint=faint))
            self._paint_text(painter, area, as_read(self._model.value(entry, column)))

    def _paint_change(
        self,
        painter: QPainter,
        area: QRect,
        change: FieldDifference,
        *,
        active: bool,
        declined: bool,
    ) -> None:
        """Before, an arrow, after: what is to come is the plain text, what goes is faint."""
        before, after = as_read(told(change.before)), as_read(told(change.after))
        arrow = " ← " if self._mirrored else " → "
        room = area.width() - 2 * MARGIN - self._metrics.horizontalAdvance(arrow)
        wide = min(self._metrics.horizontalAdvance(before) + _SPARE, room // 2)
        left = QRect(area.left(), area.top(), wide + 2 * MARGIN, area.height())
        rest = area.adjusted(wide + 2, 0, 0, 0)
        side = self._table.layoutDirection()
        painter.setPen(self._ink(active=active, faint=not declined))
        self._paint_text(painter, QStyle.visualRect(side, area, left), before)
        painter.setPen(self._ink(active=active, faint=declined))
        self._paint_text(painter, QStyle.visualRect(side, area, rest), f"{arrow}{after}".strip())


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Comparison window"),
        (KeyHint(tr("Tick what is selected, or one change of it"), keys("Space")),),
    )


class DifferencesTable(ResultTable):
    """Ticks by the mouse on a box, and by the space bar."""

    def __init__(self, model: DifferencesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, cell_width=_CELL_WIDTH, parent=parent)
        self._rows = model
        self._delegate = _Delegate(self, model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Differences"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._started_anew()

    def minimumSizeHint(self) -> QSize:
        return QSize(30 * UNIT, 11 * UNIT)

    def _fit_columns(self) -> None:
        """The results have the room that their words need, and the fields share the rest."""
        self.setColumnWidth(ROW, self._number_width(least=1000))
        metrics = self.fontMetrics()
        word = max(map(metrics.horizontalAdvance, self._rows.results)) + _SPARE
        signs = _RESULT_WIDTH - self._delegate.beside_signs(QRect(0, 0, _RESULT_WIDTH, 0)).width()
        most = self.viewport().width() * 2 // 5
        result = max(_RESULT_WIDTH, min(signs + word + 2 * MARGIN, most))
        self.setColumnWidth(RESULT, result)
        least = max(_LEAST_CELL, _LEAST_LETTERS * metrics.averageCharWidth())
        fields = range(FIRST_FIELD, self._rows.columnCount())
        if fields:
            room = self.viewport().width() - self.columnWidth(RESULT) - self.columnWidth(ROW)
            for column in fields:
                self.setColumnWidth(column, max(least, room // len(fields)))

    # ---- ticking ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() is Qt.MouseButton.LeftButton
            and self._rows.check_state(index) is not None
            and self._box_at(index).contains(event.position().toPoint())
        ):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._rows.toggle(index)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick presses on a box are two presses."""
        self.mousePressEvent(event)

    def _box_at(self, index: QModelIndex) -> QRect:
        """Some more than the box itself is meant by who aims at it."""
        around = MARGIN // 2
        return self._delegate.box_of(self.visualRect(index)).adjusted(
            -around, -around, around, around
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and current.isValid():
            chosen = self.selectionModel().selection()
            parts = [chosen.at(place) for place in range(chosen.count())]
            ranges = [range(part.top(), part.bottom() + 1) for part in parts]
            self._rows.toggle(current, ranges)
            return
        super().keyPressEvent(event)
