"""Ways into the guide from elsewhere: a quiet link, and F1 wherever the keyboard is.

Whoever shows the guide is found above the widget that asks: the main window, over which all
dialogs stand.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFocusRect,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import plain_tip, tr
from smsbook_gui.views.looks.style import TARGET, THICK, UNIT
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys

_PAGE = "guide_page"


@key_hints
def _keys() -> KeyHints:
    return KeyHints(tr("Every window"), (KeyHint(tr("What is this field for?"), keys("Shift+F1")),))


@runtime_checkable
class ShowsGuide(Protocol):
    """The main window."""

    def show_guide(self, page: str = "") -> None:
        """Bring the guide to the front, on that page."""


def set_guide_page(widget: QWidget, page: str) -> None:
    """F1 within `widget` opens that page."""
    widget.setProperty(_PAGE, page)


def page_for(widget: QWidget | None) -> str:
    """The page that is about where `widget` stands; "" where none is."""
    while widget is not None:
        page = widget.property(_PAGE)
        if isinstance(page, str):
            return page
        widget = widget.parentWidget()
    return ""


def open_guide(widget: QWidget, page: str = "") -> None:
    """Show the guide, on `page` or on what is about the place of `widget`."""
    page = page or page_for(widget)
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, ShowsGuide):
            above.show_guide(page)
            return
        above = above.parentWidget()


def answer_f1(dialog: QWidget) -> None:
    """F1 in a dialog, which the menu of the main window does not reach."""
    keys = QKeySequence(QKeySequence.StandardKey.HelpContents)
    QShortcut(keys, dialog, lambda: open_guide(QApplication.focusWidget() or dialog))


def explain(widget: QWidget, text: str) -> None:
    """What Shift+F1 says of a field."""
    widget.setWhatsThis(plain_tip(text))


class GuideLink(QPushButton):
    """A quiet button, such as "What does this mean?", that opens a page."""

    def __init__(self, text: str, page: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: open_guide(self, page))

    def sizeHint(self) -> QSize:
        """It begins where the text above it does, and is large enough to be hit."""
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(text.width() + 2 * THICK, max(TARGET, text.height() + UNIT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A link: underlined under the mouse, with the ring where the keyboard is."""
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.Link))
        way = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        side = QStyle.visualAlignment(self.layoutDirection(), way)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        has_ring = option.state & QStyle.StateFlag.State_HasFocus
        # It begins where the text above it does; only the ring takes room before it.
        gap = THICK if has_ring else 0
        inside = self.rect().adjusted(gap, 0, -gap, 0)
        painter.drawText(inside, side | Qt.TextFlag.TextHideMnemonic, self.text())
        if has_ring:
            ring = QStyleOptionFocusRect()
            ring.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, ring, painter)
        painter.end()
