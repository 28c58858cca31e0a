"""The header of the table "Contacts": flat, aligned with the cells, with a clear sort mark."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from smsbook_gui.views.contact_delegate import MARGIN
from smsbook_gui.views.style import UNIT, blend, hairline, quiet

_ARROW = 8


class ContactHeader(QHeaderView):
    """An arrow that points up stands for A to Z."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._hovered = -1
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setHeight(QFontMetrics(self.font()).height() + UNIT + UNIT // 2)
        return hint

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        palette = self.palette()
        base = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        painter.save()
        painter.fillRect(rect, blend(base, text, 0.05 if logicalIndex == self._hovered else 0.0))
        painter.setPen(hairline(palette))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        rightwards = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        edge = rect.right() if rightwards else rect.left()
        painter.drawLine(edge, rect.top() + UNIT // 2, edge, rect.bottom() - UNIT // 2)
        space = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if sorted_by:
            self._paint_arrow(painter, space, rightwards=rightwards)
            gap = _ARROW + UNIT
            space = space.adjusted(0, 0, -gap, 0) if rightwards else space.adjusted(gap, 0, 0, 0)
        painter.setPen(text if sorted_by else quiet(palette))
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        metrics = QFontMetrics(self.font())
        painter.setFont(self.font())
        painter.drawText(
            space,
            int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter),
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, space.width()),
        )
        painter.restore()

    def _paint_arrow(self, painter: QPainter, space: QRect, *, rightwards: bool) -> None:
        middle = space.right() - _ARROW / 2 if rightwards else space.left() + _ARROW / 2
        top, height = space.center().y() - _ARROW / 4 + 0.5, _ARROW / 2
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        tip, ends = (top, top + height) if up else (top + height, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 1.75))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(middle - _ARROW / 2, ends),
                    QPointF(middle, tip),
                    QPointF(middle + _ARROW / 2, ends),
                ]
            )
        )

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverMove, QEvent.Type.HoverEnter}:
            self._hover(self.logicalIndexAt(event.position().toPoint()))  # type: ignore[attr-defined]
        elif event.type() in {QEvent.Type.HoverLeave, QEvent.Type.Leave}:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()
