"""Where something is found in the service's web portal, as a small picture of a page of it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from smsbook_gui.views.looks.style import (
    CARD_RADIUS,
    SMALL_RADIUS,
    SMALL_TYPE,
    THICK,
    THIN,
    UNIT,
    accent,
    blend,
    hairline,
    on_accent,
    quiet,
    sized,
)

_BAR = 2.0 * UNIT
_DOT = UNIT / 2
_GAP = float(UNIT)
_LEAST_WIDTH = 24 * UNIT

_LEAST_MENU, _MOST_MENU = 0.4, 0.56
"""Shares of the page."""


class PortalPicture(QWidget):
    """A browser's window: `entry` in the menu at the side leads to `thing`.

    `value` is what stands in a field below `thing`; without it `thing` is a button.
    """

    def __init__(self, entry: str, thing: str, value: str = "") -> None:
        super().__init__()
        self._entry, self._thing, self._value = entry, thing, value
        self.setAccessibleName(f"{entry} › {thing}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        lines = self.fontMetrics().lineSpacing()
        return QSize(_LEAST_WIDTH, round(_BAR + 3.4 * lines + 3 * _GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # an address is never turned
        painter.setFont(sized(self.font(), SMALL_TYPE))
        frame = QRectF(self.rect()).adjusted(THIN, THIN, -THIN, -THIN)
        self._paint_window(painter, frame)
        page = frame.adjusted(0, _BAR, 0, 0)
        entry = QFontMetricsF(painter.font()).horizontalAdvance(self._entry) + 3 * _GAP
        width = min(max(entry, page.width() * _LEAST_MENU), page.width() * _MOST_MENU)
        side = QRectF(page.left(), page.top(), width, page.height())
        main = QRectF(side.right(), page.top(), page.width() - side.width(), page.height())
        if self.isRightToLeft():
            side.moveRight(page.right())
            main.moveLeft(page.left())
        self._paint_menu(painter, side.adjusted(_GAP, _GAP, -_GAP, -_GAP))
        self._paint_page(painter, main.adjusted(_GAP, _GAP, -_GAP, -_GAP))
        painter.end()

    def _paint_window(self, painter: QPainter, frame: QRectF) -> None:
        palette = self.palette()
        painter.setPen(QPen(hairline(palette), THIN))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
        y = frame.top() + _BAR
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hairline(palette))
        for number in range(3):
            x = frame.left() + _GAP + number * 1.5 * _DOT
            painter.drawEllipse(QRectF(x, frame.top() + (_BAR - _DOT) / 2, _DOT, _DOT))

    def _paint_menu(self, painter: QPainter, area: QRectF) -> None:
        """Entries that are not meant are bars; the one that is has its name."""
        palette = self.palette()
        step = area.height() / 3
        painter.setPen(Qt.PenStyle.NoPen)
        for number, part in ((0, 0.6), (2, 0.45)):
            painter.setBrush(hairline(palette))
            bar = QRectF(
                area.left(), area.top() + (number + 0.5) * step - 2, area.width() * part, 4
            )
            if self.isRightToLeft():
                bar.moveRight(area.right())
            painter.drawRoundedRect(bar, 2, 2)
        here = QRectF(area.left() - _GAP / 2, area.top() + step, area.width() + _GAP / 2, step)
        base = palette.color(QPalette.ColorRole.Base)
        painter.setBrush(blend(base, accent(palette), 0.16))
        painter.drawRoundedRect(here, SMALL_RADIUS, SMALL_RADIUS)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._write(painter, here.adjusted(_GAP / 2, 0, -_GAP / 4, 0), self._entry)

    def _paint_page(self, painter: QPainter, area: QRectF) -> None:
        palette = self.palette()
        line = QFontMetricsF(painter.font()).lineSpacing()
        box = QRectF(area.left(), 0, area.width(), line + _GAP)
        if self._value:
            whole = line + box.height() + 2
            top = area.top() + (area.height() - whole) / 2
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            self._write(painter, QRectF(area.left(), top, area.width(), line), self._thing)
            box.moveTop(top + line + 2)
            painter.setPen(QPen(accent(palette), THICK))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, SMALL_RADIUS, SMALL_RADIUS)
            painter.setPen(quiet(palette))
            inside = box.adjusted(_GAP / 2, 0, -_GAP / 2, 0)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inside, left, self._value)
        else:
            box.moveTop(area.center().y() - box.height() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent(palette))
            painter.drawRoundedRect(box, SMALL_RADIUS, SMALL_RADIUS)
            painter.setPen(on_accent(palette))
            self._write(painter, box, self._thing, Qt.AlignmentFlag.AlignHCenter)

    def _write(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        visual = side
        if side is Qt.AlignmentFlag.AlignLeft and self.isRightToLeft():
            visual = Qt.AlignmentFlag.AlignRight
        painter.drawText(area, visual | Qt.AlignmentFlag.AlignVCenter, fitting)
