"""Limits how often something costly follows changes: at once, and then only after a pause."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Paced(QObject):
    """Calls `act` when asked; if asked again during the pause after it, once more at its end."""

    def __init__(self, act: Callable[[], None], seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(round(seconds * 1000))
        self._pause.timeout.connect(self._over)

    def ask(self) -> None:
        """Call `act` now, or when the pause is over."""
        self._again = True
        if not self._pause.isActive():
            self._over()

    def _over(self) -> None:
        if self._again:
            self._again = False
            self._pause.start()
            self._act()
