"""Enter on a button presses that button, on every system."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EnterKey(QObject):
    """Of a dialog: Enter presses the button that has the focus ring, else the default one.

    Qt leaves that to the desktop: on Windows, and wherever the desktop says nothing, Enter on
    "Cancel" would carry out what the dialog offers.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._dialog or event.type() is not QEvent.Type.KeyPress:
            return False
        is_enter = isinstance(event, QKeyEvent) and event.key() in _ENTER
        button = self._dialog.focusWidget()
        has_ring = self._dialog.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if not is_enter or not has_ring or not isinstance(button, QPushButton):
            return False
        button.click()
        return True
