"""`--screenshot`: the practice window as a picture, without a display."""

import asyncio
import sys
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QWidget

from smsbook_gui.app.options import Options

_SIZE = (1280, 800)
_LIMIT = 30.0  # seconds until the first sync must have filled the table
_CALM = 0.5  # seconds without a new row: it is filled


async def paint(options: Options, path: Path) -> int:
    """Start the app, wait until the contacts are in, paint, close. Returns the exit code."""
    from smsbook_gui.app.wiring import Application

    application = Application(options, asyncio.get_running_loop())
    try:
        await application.start()
        window = application.main_window
        if window is None:
            return _failed("no window opened")
        window.resize(*_SIZE)
        if not await _filled(window):
            return _failed("the table stayed empty")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not window.grab().save(str(path), "PNG"):
            return _failed(f"{path} cannot be written")
    finally:
        await application.close()
    return 0


def _failed(reason: str) -> int:
    sys.stderr.write(f"No screenshot: {reason}.\n")
    return 1


async def _filled(window: QWidget) -> bool:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _LIMIT
    rows, since = 0, loop.time()
    while loop.time() < deadline:
        now = _row_count(window)
        if now != rows:
            rows, since = now, loop.time()
        elif rows and loop.time() - since > _CALM:
            return True
        await asyncio.sleep(0.05)
    return False


def _row_count(window: QWidget) -> int:
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if view.accessibleName() == "Contacts" and model is not None:
            return int(model.rowCount())
    return 0
