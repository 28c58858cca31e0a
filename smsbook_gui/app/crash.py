"""What happens when the program has a bug: it is logged and shown once, and life goes on.

All roads lead here: exceptions in slots and callbacks (`sys.excepthook`), in threads
(`threading.excepthook`), in tasks (the loop's exception handler), and faults of native code, of
which `faulthandler` leaves the place in the code in a file.
"""

import asyncio
import contextlib
import faulthandler
import logging
import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from smsbook_gui.app.logs import LastErrors, describe
from smsbook_gui.viewmodels.common.text import tr

_log = logging.getLogger(__name__)
_NATIVE = "crash.txt"
_FIRST_WORDS = re.compile(r"[A-Za-z ]+")


class CrashHandler(QObject):
    """Takes in every error that nobody expected. Make it in the GUI thread.

    The first one is shown (by `show`, which gets the details as text), the others are only logged:
    a bug in a paint routine must not open a dialog a frame.
    """

    _met = Signal(str)

    def __init__(self, folder: Path, show: Callable[[str], object] | None = None) -> None:
        """`folder` takes the file for native faults. Raises OSError if it cannot be written."""
        super().__init__()
        self._show = show or show_problem
        self._shown = False
        self.count = 0
        self.last_errors = LastErrors()
        self.crashed_before = _keep_earlier(folder / _NATIVE)
        self._native = (folder / _NATIVE).open("w", encoding="utf-8")
        # Queued: an error in another thread, or in the middle of painting, must not open a dialog
        # right there.
        self._met.connect(self._show_once, Qt.ConnectionType.QueuedConnection)
        self._previous = sys.excepthook, threading.excepthook
        self._native_was_on = faulthandler.is_enabled()

    def install(self) -> None:
        """Take over the hooks of the interpreter."""
        logging.getLogger().addHandler(self.last_errors)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        faulthandler.enable(self._native)
        if self.crashed_before:
            _log.error("the last run ended in a fault of native code; see crash-before.txt")

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take in what the loop's tasks and callbacks lose."""
        loop.set_exception_handler(self._lost_in_loop)

    def close(self) -> None:
        """Give the hooks back."""
        logging.getLogger().removeHandler(self.last_errors)
        sys.excepthook, threading.excepthook = self._previous
        faulthandler.disable()
        if self._native_was_on:
            with contextlib.suppress(OSError, ValueError, RuntimeError):  # no stderr to speak of
                faulthandler.enable()
        self._native.close()

    def report(self, error: BaseException) -> None:
        """Take in one error; from any thread."""
        self._take(type(error).__name__, error)

    def _take(self, where: str, error: BaseException | None) -> None:
        self.count += 1
        details = where if error is None else describe(error)
        _log.error("unexpected: %s", where, exc_info=error)
        self._met.emit(details)

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous[0](kind, error, trace)
            return
        self._take("uncaught", error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            self._take("uncaught in a thread", args.exc_value)

    def _lost_in_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # What follows the first words is what a callback was called with.
        said = _FIRST_WORDS.match(str(context.get("message", "")))
        self._take(said[0].strip() if said else "lost in the loop", context.get("exception"))

    def _show_once(self, details: str) -> None:
        if not self._shown:
            self._shown = True
            self._show(details)


def _keep_earlier(path: Path) -> bool:
    """Move what an earlier run's fault left aside. True if there was something."""
    try:
        if path.stat().st_size == 0:
            return False
    except FileNotFoundError:
        return False
    os.replace(path, path.with_name("crash-before.txt"))
    return True


def show_problem(details: str) -> QMessageBox:
    """The one dialog about a bug. It does not block; it goes when it is closed."""
    box = QMessageBox(_a_window())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("SMS Book has a problem"))
    box.setText(tr("SMS Book ran into an unexpected problem."))
    box.setInformativeText(
        tr(
            "What was saved before is safe on this computer. Look whether what you did "
            "last is there, and do it again if it is not. If something looks wrong, close "
            "SMS Book and start it again. Please tell your IT support, with the details "
            "below: they hold no names, numbers or access keys."
        )
    )
    box.setDetailedText(details)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.open()
    return box


def _a_window() -> QWidget | None:
    return QApplication.activeModalWidget() or QApplication.activeWindow()
