"""Paints the cells of the table "Contacts"."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from smsbook_gui.domain.contacts.contact import BookColour, Status
from smsbook_gui.viewmodels.contacts.rows import NEVER_READ, Row, is_settled
from smsbook_gui.viewmodels.contacts.table import Column, ContactTableModel
from smsbook_gui.views.looks.book_colours import DOT, paint_dot
from smsbook_gui.views.looks.status_looks import STATUS_LOOKS, number_look
from smsbook_gui.views.looks.style import SMALL_RADIUS, UNIT, blend
from smsbook_gui.views.widgets.plain_text import as_read
from smsbook_gui.views.widgets.row_table import MARGIN, ONE_LINE, Index, RowDelegate, RowTable

_ROOM_FOR_STATUS = 6 * UNIT
_PLAIN = ONE_LINE | int(Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextForceLeftToRight)
"""Left to right whatever the window's direction, as a phone number is read."""


class ContactDelegate(RowDelegate):
    """Paints from the model's rows; the selection it shows is ours, not Qt's."""

    def __init__(self, table: RowTable, model: ContactTableModel) -> None:
        super().__init__(table)
        self._model = model
        self._has_focus = False
        self._current = (-1, -1)
        self._cells: frozenset[int] = frozenset()

    def refresh(self) -> None:
        super().refresh()
        self._quiet_on_fill = blend(self._fill, self._on_fill, 0.8)
        self._thin_ring = QPen(blend(self._fill, self._accent, 0.7), 1.0)
        self._ring = QPen(self._accent, 2.0)
        self._marked = blend(self._base, self._accent, 0.26)
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        self._plain = _PLAIN | int(side)

    def begin(self, current: tuple[int, int], cells: Collection[int], *, has_focus: bool) -> None:
        """A frame is about to be painted: what is the same for all its cells.

        `current` is the row and column of the current cell, (-1, -1) where it is not to be seen;
        `cells` are the marked columns of the selected rows.
        """
        self._has_focus = has_focus
        self._current = current
        self._cells = frozenset(cells)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number, column = index.row(), index.column()
        area: QRect = option.rect
        selected = self._model.is_selected(number)
        active = selected and self._has_focus and not self._cells
        hovered = number == self._table.hovered_row
        self._paint_ground(painter, area, selected=selected, active=active, hovered=hovered)
        if selected and self._has_focus and column in self._cells:
            painter.fillRect(area.adjusted(0, 0, 0, -1), self._marked)
        row = self._model.row(number)
        if row is None:
            self._paint_pending(painter, area, index)
        elif column == Column.STATUS:
            self._paint_status(painter, area, row, active=active)
        elif (cell := row.cells[column]) is None:
            painter.setPen(self._quiet_on_fill if active else self._quiet)
            self._paint_text(painter, area, NEVER_READ, self._plain)
        elif column == Column.PHONE_NUMBER:
            self._paint_number(painter, area, number, cell, active=active)
        elif column == Column.KIND:
            painter.setPen(self._ink(active=active, faint=False))
            self._paint_text(painter, area, as_read(self._model.kind_cell(number)))
        elif column == Column.BOOK:
            self._paint_book(painter, area, row, cell, active=active)
        elif cell:
            painter.setPen(self._on_fill if active else self._text)
            self._paint_text(painter, area, as_read(cell))
        if (number, column) == self._current:
            self._paint_ring(painter, area)

    def _paint_ring(self, painter: QPainter, area: QRect) -> None:
        """Around the current cell: thin while whole rows are meant."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ring if self._cells else self._thin_ring)
        inset = 1.0 if self._cells else 1.5
        inner = QRectF(area).adjusted(inset, inset, -inset, -inset - 1)
        painter.drawRoundedRect(inner, SMALL_RADIUS, SMALL_RADIUS)
        painter.restore()

    def _paint_number(
        self, painter: QPainter, area: QRect, number: int, cell: str, *, active: bool
    ) -> None:
        """The number, and at the far end of the cell a sign where there is something to say."""
        mark = self._model.mark(number)
        look = None if mark is None else number_look(mark)
        if look is not None:
            self._paint_icon(painter, area, *look, active=active, trailing=True)
            area = self._before_icon(area)
        painter.setPen(self._on_fill if active else self._text)
        self._paint_text(painter, area, cell, self._plain)

    def _paint_book(
        self, painter: QPainter, area: QRect, row: Row, cell: str, *, active: bool
    ) -> None:
        """The name of the address book, behind its colour where it has one."""
        colour = self._model.colours.get(row.contact.book_id)
        if colour is not None and cell:
            area = self._paint_mark(painter, area, colour)
        painter.setPen(self._on_fill if active else self._text)
        self._paint_text(painter, area, as_read(cell))

    def _paint_mark(self, painter: QPainter, area: QRect, colour: BookColour) -> QRect:
        """The dot; what is left of the cell."""
        width = DOT + UNIT
        left = area.right() - MARGIN - DOT if self._mirrored else area.left() + MARGIN
        centre = QPointF(left + DOT / 2, area.center().y())
        paint_dot(painter, centre, colour, self._table.palette())
        before, behind = (0, width) if self._mirrored else (width, 0)
        return area.adjusted(before, 0, -behind, 0)

    def _paint_status(self, painter: QPainter, area: QRect, row: Row, *, active: bool) -> None:
        """Nothing where all is well: the card says so, and whoever reads the cell by its text."""
        status = row.contact.status
        if is_settled(row.contact):
            return
        if status is not Status.SAVED:
            name, which = STATUS_LOOKS[status]
            self._paint_icon(painter, area, name, which, active=active)
            area = self._beside_icon(area)
            if area.width() < _ROOM_FOR_STATUS:
                return  # the sign alone, with its word in the tooltip
        painter.setPen(self._ink(active=active, faint=not status.needs_attention))
        self._paint_text(painter, area, as_read(row.cells[Column.STATUS] or ""))
