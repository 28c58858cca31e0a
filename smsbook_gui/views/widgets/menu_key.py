"""Shift+F10, which asks for the context menu like the Menu key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def menu_key_pressed(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether `event` was Shift+F10; the widget then gets the event of the Menu key.

    Windows makes that event itself, and Qt does so for the Menu key only on other desktops.
    """
    pressed = event.key() == Qt.Key.Key_F10
    if not pressed or event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
        return False
    if QGuiApplication.platformName() != "windows":
        place = widget.rect().center()
        QApplication.sendEvent(
            widget,
            QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place)),
        )
    event.accept()
    return True
