"""What follows changes and costs something: at once, and then no more often than so."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Paced(QObject):
    """Calls `act` when it is asked to, and again at the end of each pause that was asked in."""

    def __init__(self, act: Callable[[], None], seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(round(seconds * 1000))
        self._pause.timeout.connect(self._over)

    def ask(self) -> None:
        """Now, or when the pause is over."""
        self._again = True
        if not self._pause.isActive():
            self._over()

    def _over(self) -> None:
        if self._again:
            self._again = False
            self._pause.start()
            self._act()
