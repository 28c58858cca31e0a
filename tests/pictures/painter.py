"""A window's picture once it has come to rest, so that it is the same each time."""

import asyncio
import time

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

from tests.support.patience import PATIENCE
from tests.support.qt import until

_PAUSE = 0.03  # seconds
_STILL = 2
"""So many pictures in a row are the same when a window has come to rest."""


def picture(widget: QWidget) -> QImage:
    """What it looks like now."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


async def at_rest(widget: QWidget, *, working: bool) -> QImage:
    """What it looks like when nothing moves any more. Fails where it never ends.

    A progress is waited for, unless it is meant to be `working`: now and then the address books are
    listed again.
    """
    last, still = picture(widget), 0
    deadline = time.monotonic() + PATIENCE
    while still < _STILL:
        await asyncio.sleep(_PAUSE)
        now = picture(widget)
        still = still + 1 if now == last and (working or not _in_progress(widget)) else 1
        last = now
        assert time.monotonic() < deadline, f"{widget.windowTitle()} never comes to rest"
    return last


async def focused(window: QWidget) -> None:
    """Has the keyboard, as the window that a person looks at does."""
    await until(lambda: _has_the_keyboard(window))


def _has_the_keyboard(window: QWidget) -> bool:
    focus = QApplication.focusWidget()
    if focus is not None and focus.window() is window:
        return True
    window.activateWindow()
    if focus is None:
        window.setFocus()
    return False


def _in_progress(widget: QWidget) -> bool:
    return any(bar.isVisible() for bar in widget.findChildren(QProgressBar))
