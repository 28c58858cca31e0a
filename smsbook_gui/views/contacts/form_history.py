"""The list "History" below the form."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionFocusRect,
    QStyleOptionViewItem,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.style import INSIDE_BUTTON, UNIT
from smsbook_gui.views.widgets.plain_text import as_read

_Index = QModelIndex | QPersistentModelIndex


class _WrappedLines(QStyledItemDelegate):
    """Lines that wrap to the list's width; the stock one measures and paints at two widths."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the text needs at the width of the view."""
        room = QRect(0, 0, self._view.viewport().width() - 2 * INSIDE_BUTTON, 10_000)
        text = as_read(index.data(Qt.ItemDataRole.DisplayRole))
        needed = QFontMetrics(option.font).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return QSize(room.width(), needed.height() + UNIT // 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The text alone: nothing can be selected here."""
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
        room = option.rect.adjusted(INSIDE_BUTTON, UNIT // 4, -INSIDE_BUTTON, -UNIT // 4)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading
        text = as_read(index.data(Qt.ItemDataRole.DisplayRole))
        painter.setLayoutDirection(option.direction)
        painter.drawText(room, flags, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus = QStyleOptionFocusRect()
            focus.rect = option.rect
            self._view.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, self._view
            )
        painter.restore()


class HistoryList(QListWidget):
    """Lines to read and to walk through with the keyboard, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("History"))
        self.setItemDelegate(_WrappedLines(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(16 * UNIT)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """No more than the least: the form gives it the room that is left, and scrolls later."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_lines(self, texts: list[str]) -> None:
        """Show these lines; the same ones again cost nothing."""
        if texts != [self.item(row).text() for row in range(self.count())]:
            self.clear()
            self.addItems(texts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
