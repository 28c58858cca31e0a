"""A menu of ticks, which stays open so that several can be set."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget


class TickMenu(QMenu):
    """A click, Space or Enter on a tick changes it; a click elsewhere or Escape closes."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _ticked(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not (chosen and _ticked(self.activeAction())):
            super().keyPressEvent(event)


def _ticked(action: QAction | None) -> bool:
    """Changes a tick; False where it is none. Qt's own way would close the menu with it."""
    if action is None or not action.isCheckable():
        return False
    if action.isEnabled():
        action.trigger()
    return True
