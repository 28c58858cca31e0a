"""The picture at the pointer while something is dragged."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import CARD_RADIUS, ICON, UNIT, outline, quiet

_WIDEST = 35 * UNIT
_ICON = ICON

HANDLE = QPoint(-2 * UNIT, -UNIT)
"""Where the pointer is, seen from the card: beside it, so that what is under it stays visible."""


def drag_card(widget: QWidget, icon: str, title: str, more: str = "") -> QPixmap:
    """A card with an icon, a title, and a quiet line under it where there is more to say.

    It has the palette, the font and the direction of `widget`.
    """
    palette = widget.palette()
    strong, plain = QFont(widget.font()), widget.font()
    strong.setBold(True)
    metrics = (QFontMetrics(strong), QFontMetrics(plain))
    lines = [(strong, metrics[0], title), *([(plain, metrics[1], more)] if more else [])]
    room = _WIDEST - _ICON - 3 * UNIT
    texts = [
        (font, font_metrics, font_metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        for font, font_metrics, text in lines
    ]
    width = max(font_metrics.horizontalAdvance(text) for _, font_metrics, text in texts) + 1
    width += _ICON + 3 * UNIT
    height = sum(font_metrics.height() for _, font_metrics, _ in texts) + 2 * UNIT
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(outline(palette))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), CARD_RADIUS, CARD_RADIUS)
    leftwards = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    ink = palette.color(QPalette.ColorRole.Text)
    at = width - UNIT - _ICON if leftwards else UNIT
    painter.drawPixmap(at, (height - _ICON) // 2, pixmap(icon, ink, _ICON, ratio))
    top = float(UNIT)
    painter.setLayoutDirection(widget.layoutDirection())
    near = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for font, font_metrics, text in texts:
        left = UNIT if leftwards else _ICON + 2 * UNIT
        area = QRectF(left, top, width - _ICON - 3 * UNIT, font_metrics.height())
        painter.setFont(font)
        painter.setPen(ink if font is strong else quiet(palette))
        painter.drawText(area, near, text)
        top += font_metrics.height()
    painter.end()
    return picture
