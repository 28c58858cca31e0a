"""A rounded panel with a heading: what belongs together in a window of many things."""

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smsbook_gui.views.looks.style import CARD_RADIUS, THIN, UNIT, hairline, sized
from smsbook_gui.views.widgets.plain_text import Label


class CardBox(QWidget):
    """`content` is the layout under the heading."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        heading = Label(title, self)
        heading.setFont(sized(heading.font(), 1, strong=True))
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(2 * UNIT, 3 * UNIT // 2, 2 * UNIT, 2 * UNIT)
        self.content.setSpacing(UNIT)
        self.content.addWidget(heading)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hairline(self.palette()))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        half = THIN / 2
        frame = self.rect().toRectF().adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
        painter.end()
