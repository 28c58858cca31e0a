"""Widgets beside one another, on as many lines as the width needs."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Follows the reading direction. `spacing` is in device-independent pixels, both ways. What is
    wider than a line gets all of it, and wraps if it can. Lines begin where text does, or stand in
    the middle (`centred`)."""

    def __init__(self, parent: QWidget, *, spacing: int, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addWidget(self, widget: QWidget) -> None:
        """With an item that Python makes, and so learns of when Qt deletes it."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return self._with_margins(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        widest = max((size.width() for size in sizes), default=0)
        return self._with_margins(widest, max((size.height() for size in sizes), default=0))

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """The height for this width; with `move` the widgets go to their places."""
        margins, gap = self.contentsMargins(), self.spacing()
        inner = area.marginsRemoved(margins)
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        y = 0
        for line in self._lines(inner.width()):
            used = sum(size.width() for _item, size in line) + gap * (len(line) - 1)
            x = (inner.width() - used) // 2 if self._centred else 0
            for item, size in line if move else ():
                left = inner.width() - x - size.width() if mirrored else x
                item.setGeometry(QRect(inner.topLeft() + QPoint(left, y), size))
                x += size.width() + gap
            y += max(size.height() for _item, size in line) + gap
        return max(y - gap, 0) + margins.top() + margins.bottom()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands on each line, with the size that it gets there."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._shown():
            size = item.sizeHint()
            width, height = min(size.width(), room), size.height()
            if width < size.width() and item.hasHeightForWidth():
                height = item.heightForWidth(width)
            if not lines or x + width > room:
                lines.append([])
                x = 0
            lines[-1].append((item, QSize(width, height)))
            x += width + self.spacing()
        return lines
