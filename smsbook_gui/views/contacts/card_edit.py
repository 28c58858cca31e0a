"""A field of the contact card: plain text to read, and a line edit for whoever goes into it."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from smsbook_gui.views.looks.style import QUIET, RADIUS, hovered
from smsbook_gui.views.widgets.form_field import LineEdit
from smsbook_gui.views.widgets.plain_text import window_edge

_MOST_LINES = 4
_MARGIN = 2
"""What Qt's line edit leaves free before its text."""


class CardEdit(LineEdit):
    """The same widget in both looks, so that its name, its text and what is typed stay the same.

    `edit_wanted`: the person double-clicked what there is to read.
    """

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: str | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def is_read(self) -> bool:
        """Whether it looks like plain text."""
        return self._reading is not None

    def read_as(self, text: str | None) -> None:
        """Look like plain text that says `text`; None: like a field."""
        if text != self._reading:
            self._reading = text
            may_grow = QSizePolicy.Policy.Fixed if text is None else QSizePolicy.Policy.Minimum
            self.setSizePolicy(QSizePolicy.Policy.Expanding, may_grow)
            self.updateGeometry()
            self.update()

    # ---- what Qt asks ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._reading is None or self.hasFocus():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hovered(palette.color(QPalette.ColorRole.Window), palette))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText if self._reading else QUIET))
        room = self._text_room(self.rect())
        laid_out = self._laid_out(room.width())
        height = _shown_lines(laid_out) * self.fontMetrics().lineSpacing()
        painter.setClipRect(room.adjusted(0, (room.height() - height) // 2, 0, 0))
        laid_out.draw(painter, QPointF(room.left(), room.top() + (room.height() - height) / 2))
        painter.end()

    def hasHeightForWidth(self) -> bool:
        return self._reading is not None

    def heightForWidth(self, width: int) -> int:
        """As high as a field, and higher by the lines that a long text needs."""
        least = self.sizeHint().height()
        if not self._reading:
            return least
        room = self._text_room(QRect(0, 0, width, least))
        more = _shown_lines(self._laid_out(room.width())) - 1
        return least + more * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.is_read:
            self.edit_wanted.emit()

    # ---- inside ------------------------------------------------------------------------------

    def _laid_out(self, width: int) -> QTextLayout:
        """The text in lines of that width."""
        option = QTextOption(window_edge(self.parentWidget() or self))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        made = QTextLayout(self._reading or self.placeholderText(), self.font())
        made.setTextOption(option)
        made.beginLayout()
        top = 0.0
        line = made.createLine()
        while line.isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += self.fontMetrics().lineSpacing()
            line = made.createLine()
        made.endLayout()
        return made

    def _text_room(self, area: QRect) -> QRect:
        """Where the text of the field would begin and end."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        option.rect = area
        contents = QStyle.SubElement.SE_LineEditContents
        room = self.style().subElementRect(contents, option, self) - self.textMargins()
        return room.adjusted(_MARGIN, 0, -_MARGIN, 0)


def _shown_lines(laid_out: QTextLayout) -> int:
    """The rest of a very long text is seen in the field itself."""
    return max(1, min(laid_out.lineCount(), _MOST_LINES))
