"""Tells when another day has begun: what is shown of "today" or "this month" is another then."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_LOOK_MS = 60_000
"""Looked for each minute: a timer to midnight is late after a sleep, and knows no travelling."""


class Days(QObject):
    """`turned` comes when this computer's day is another one. `now` gives the time, aware."""

    turned = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._day = now().astimezone().date()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_MS)

    def look(self) -> None:
        """Look whether it is another day."""
        day = self._now().astimezone().date()
        if day != self._day:
            self._day = day
            self.turned.emit()
