"""The one event loop: asyncio on Qt's.

PySide6 is imported before qasync, which otherwise takes the first Qt binding that it finds.
"""

import asyncio
import sys
from collections.abc import Awaitable
from typing import Any, TypeVar

import PySide6.QtWidgets  # noqa: F401  (before qasync, see above)
import qasync
from PySide6.QtCore import QTimerEvent
from PySide6.QtWidgets import QApplication

T = TypeVar("T")

TURN = 0.0002
"""Seconds after which a busy thread lets the window's thread have the interpreter.

Painting the table gives the interpreter away some ten times, and waits for it as often: with a busy
thread 50 ms at Python's own 5 ms, 10 to 14 at one, 2 or 3 so. It costs the threads less than can
be measured.
"""


class _PausingTimer(qasync._SimpleTimer):  # type: ignore[misc]  # qasync has no type hints
    """Callbacks wait while the loop is not running, and while a task is in the middle of a step.

    qasync's own would run them from any `processEvents`, where `asyncio.get_running_loop` fails
    inside a task, or where one task would be entered within another one: the inner one is lost
    then, and whoever waits for it waits for ever. A Qt timer repeats until it is killed, so
    returning early is to wait.
    """

    def __init__(self, loop: "QtEventLoop") -> None:
        super().__init__()
        self._loop = loop

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802
        if self._stopped or self._loop.can_run_callbacks():
            super().timerEvent(event)


class QtEventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no type hints
    """qasync's loop; what is due while it stands still is done when it runs again."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = _PausingTimer(self)

    def run_until_complete(self, future: Awaitable[T]) -> T:
        """As asyncio's own.

        qasync's handles Qt's events once more at the end, when no loop runs: a timer that is due
        just then starts a task that nobody can run.
        """
        task = asyncio.ensure_future(future, loop=self)

        def stop(_task: asyncio.Future[T]) -> None:
            self.stop()

        task.add_done_callback(stop)
        try:
            self.run_forever()
        finally:
            task.remove_done_callback(stop)
        if not task.done():
            raise RuntimeError("The loop was stopped before its work was done.")
        return task.result()

    def can_run_callbacks(self) -> bool:
        """Whether the loop runs, and no task is in the middle of a step."""
        return self.is_running() and asyncio.current_task(self) is None

    if sys.platform != "win32":

        def _process_event(self, key: Any, mask: int) -> None:
            if self.can_run_callbacks():
                super()._process_event(key, mask)

    def close(self) -> None:
        """As the base class; also lets go of the timer, which knows the loop."""
        super().close()
        self._timer.deleteLater()


def make_loop(app: QApplication) -> QtEventLoop:
    """The loop of `app`, which then lives until the ordered shutdown ends it, windows or not."""
    app.setQuitOnLastWindowClosed(False)
    sys.setswitchinterval(TURN)
    return QtEventLoop(app)
