"""What a screen reader says by itself, wherever the keyboard is."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_PAUSE = 600
"""Milliseconds without a change: what is typed is not answered key by key."""


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Say `text` as soon as what is being read has ended; `urgent`: at once."""
    said = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(said)


class ResultAnnouncer:
    """Says a result that changes, such as "312 contacts", once it has come to rest."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._text = self._said = ""
        self._timer = QTimer(widget)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._say)

    def show_result(self, text: str) -> None:
        """This is the result now; "" while there is none yet."""
        if text != self._text:
            self._text = text
            self._timer.start()

    def _say(self) -> None:
        if self._text not in {"", self._said}:
            announce(self._widget, self._text)
        self._said = self._text
