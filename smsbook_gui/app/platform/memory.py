"""When Python's garbage collector runs, and what it looks at."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_TURN = 250
"""Milliseconds between two looks at whether something is due. Between them threads make so few
objects that going through those takes less than 16 ms."""
_LIMITS = (700, 10, 10)
"""Of each generation, the count over which it is due. Python's own: `gc.get_threshold()`."""


class Collector(QObject):
    """Collects garbage in the window's thread, from now on there alone.

    By itself Python does so in whatever thread makes the one object too many, such as the one that
    writes to the database, and what is found ends in that thread: also Qt's objects, which belong
    to the window's. Qt goes on using them meanwhile, and the program dies without a word.
    `gc.disable` and `gc.enable` suspend it, as they do Python's own.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pythons_own = gc.get_threshold()
        gc.set_threshold(0)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.timeout.connect(self.collect)
        timer.start(_TURN)

    def close(self) -> None:
        """Collect for the last time, and leave it to Python again."""
        self.collect()
        gc.set_threshold(*self._pythons_own)
        self.deleteLater()

    def collect(self) -> None:
        """Collect what is due."""
        counts = zip(gc.get_count(), _LIMITS, strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
        if due and gc.isenabled():
            gc.collect(due[-1])


def settle_memory() -> None:
    """Take everything there is now out of the garbage collector's sight.

    A full collection walks over all objects while the window stands still: 40 to 70 ms for Qt's
    and our modules and one open account, 1 to 9 ms without them. Call it when an account was
    opened: what the account before it left behind is then collected first. After the start there
    is nothing to collect yet.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
