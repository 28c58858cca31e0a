"""Paints the cells of the table "Contacts".

Written for speed: Qt's own delegate asks the model nine questions a cell, this one takes the row
as it is. Everything that depends on the palette or the font is worked out once.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.viewmodels.contact_rows import Row
from smsbook_gui.viewmodels.contact_table import Column, ContactTableModel
from smsbook_gui.views.icons import pixmap
from smsbook_gui.views.style import Tone, blend, hairline, quiet, resting, tone

MARGIN = 10
ICON = 16

_STATUS_LOOKS = {
    Status.SAVED: ("status-saved", Tone.GOOD),
    Status.WAITING: ("status-waiting", Tone.QUIET),
    Status.SENDING: ("status-sending", Tone.ACCENT),
    Status.REFUSED: ("status-refused", Tone.BAD),
    Status.UNSURE: ("status-unsure", Tone.WARNING),
    Status.CONFLICT: ("status-conflict", Tone.WARNING),
}
_SHORTENED_LIMIT = 4_000

Index = QModelIndex | QPersistentModelIndex


class ContactDelegate(QStyledItemDelegate):
    """Paints from the model's rows; the selection it shows is ours, not Qt's."""

    def __init__(self, table: QTableView, model: ContactTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._shortened: dict[tuple[str, int], str] = {}
        self._status_icons: dict[tuple[Status, bool], QPixmap] = {}
        self._has_focus = False
        self._focused_row = -1
        self._ends = (0, 0)
        self._plain_flags = _PLAIN
        self.refresh()

    def refresh(self) -> None:
        """Take over the table's palette and font."""
        palette = self._table.palette()
        base = palette.color(QPalette.ColorRole.Base)
        highlight = palette.color(QPalette.ColorRole.Highlight)
        self._metrics = QFontMetrics(self._table.font())
        self._text = palette.color(QPalette.ColorRole.Text)
        self._quiet = quiet(palette)
        self._line = QPen(hairline(palette))
        self._fill_active = highlight
        self._fill_idle = resting(base, palette)
        self._on_fill = palette.color(QPalette.ColorRole.HighlightedText)
        self._quiet_on_fill = blend(highlight, self._on_fill, 0.8)
        self._focus = QPen(self._text, 1.5)
        self._focus_selected = QPen(self._on_fill, 1.5)
        self._pending = blend(base, self._text, 0.07)
        self._shortened.clear()
        self._status_icons.clear()
        ratio = self._table.devicePixelRatioF()
        for status, (name, which) in _STATUS_LOOKS.items():
            self._status_icons[status, False] = pixmap(name, tone(which, palette), ICON, ratio)
            self._status_icons[status, True] = pixmap(name, self._on_fill, ICON, ratio)

    def begin(self, focused_row: int, *, has_focus: bool, ends: tuple[int, int]) -> None:
        """A frame is about to be painted: what is the same for all its cells.

        `ends` are the first and the last column on show, `focused_row` is -1 for no frame.
        """
        self._has_focus = has_focus
        self._focused_row = focused_row
        self._ends = ends
        rightwards = self._table.layoutDirection() is Qt.LayoutDirection.LeftToRight
        side = Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight
        self._plain_flags = _PLAIN | int(side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number, column = index.row(), index.column()
        area: QRect = option.rect
        selected = self._model.is_selected(number)
        active = selected and self._has_focus
        if selected:
            painter.fillRect(area, self._fill_active if active else self._fill_idle)
        painter.setPen(self._line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        row = self._model.row(number)
        if row is None:
            self._paint_pending(painter, area, number + column)
        elif column == Column.STATUS:
            self._paint_status(painter, area, row, active)
        else:
            cell = row.cells[column]
            if cell is None:
                painter.setPen(self._quiet_on_fill if active else self._quiet)
                self._draw(painter, area, "…", plain=True)
            elif cell:
                painter.setPen(self._on_fill if active else self._text)
                self._draw(painter, area, cell, plain=column == Column.PHONE_NUMBER)
        if number == self._focused_row:
            self._paint_focus(painter, area, column, active=active)

    def _paint_focus(self, painter: QPainter, area: QRect, column: int, *, active: bool) -> None:
        """A frame around the whole row: rows, not cells, are what a person acts on."""
        painter.setPen(self._focus_selected if active else self._focus)
        inner = area.adjusted(0, 1, -1, -2)
        painter.drawLine(inner.topLeft(), inner.topRight())
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
        first, last = self._ends
        rightwards = self._table.layoutDirection() is Qt.LayoutDirection.LeftToRight
        if column == (first if rightwards else last):
            painter.drawLine(inner.topLeft(), inner.bottomLeft())
        if column == (last if rightwards else first):
            painter.drawLine(inner.topRight(), inner.bottomRight())

    def _draw(self, painter: QPainter, area: QRect, text: str, *, plain: bool) -> None:
        """`plain`: left to right whatever the window's direction, as a phone number is read."""
        width = area.width() - 2 * MARGIN
        key = (text, width)
        short = self._shortened.get(key)
        if short is None:
            if len(self._shortened) > _SHORTENED_LIMIT:
                self._shortened.clear()
            single = text.replace("\n", " ")
            short = self._metrics.elidedText(single, Qt.TextElideMode.ElideRight, width)
            self._shortened[key] = short
        place = area.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.drawText(place, self._plain_flags if plain else _FLAGS, short)

    def _paint_status(self, painter: QPainter, area: QRect, row: Row, active: bool) -> None:
        rightwards = self._table.layoutDirection() is Qt.LayoutDirection.LeftToRight
        left = area.left() + MARGIN if rightwards else area.right() - MARGIN - ICON
        if row.contact.life is not Life.GONE:
            top = area.center().y() - ICON // 2
            painter.drawPixmap(left, top, self._status_icons[row.contact.status, active])
        painter.setPen(self._status_colour(row.contact.status, active))
        shift = ICON + 6
        place = area.adjusted(shift, 0, 0, 0) if rightwards else area.adjusted(0, 0, -shift, 0)
        self._draw(painter, place, row.cells[Column.STATUS] or "", plain=False)

    def _status_colour(self, status: Status, active: bool) -> QColor:
        if active:
            return self._on_fill
        return self._text if status.needs_attention else self._quiet

    def _paint_pending(self, painter: QPainter, area: QRect, seed: int) -> None:
        """A soft bar where the text will be."""
        width = (area.width() - 2 * MARGIN) * (45 + seed * 17 % 45) // 100
        bar = QRect(area.left() + MARGIN, area.center().y() - 4, max(width, 12), 8)
        painter.fillRect(bar, self._pending)


_FLAGS = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextSingleLine
)
_PLAIN = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | int(
    Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextForceLeftToRight
)
