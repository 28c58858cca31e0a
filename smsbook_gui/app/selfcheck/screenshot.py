"""`--screenshot`: the practice window as a picture, without a display."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from smsbook_gui.app.options import Options

_SIZE = (1504, 880)
_ROW = 3  # the contact that is shown in the form
_UNREAD = "…"  # how the table shows a field that was never read
_LIMIT = 30.0  # seconds until the first sync must have filled the table
_CALM = 0.5  # seconds without a new row: it is filled
_TICK = 0.05  # seconds between two looks


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
        table = await _filled_table(window)
        if table is None:
            return _failed("the table stayed empty")
        await _open_contact(table)
        await _until(lambda: _has_form(window))
        path.parent.mkdir(parents=True, exist_ok=True)
        if not window.grab().save(str(path), "PNG"):
            return _failed(f"{path} cannot be written")
    finally:
        await application.close()
    return 0


def _failed(reason: str) -> int:
    sys.stderr.write(f"No screenshot: {reason}.\n")
    return 1


async def _filled_table(window: QWidget) -> QAbstractItemView | None:
    """The contact table once no more rows come in, or None."""
    loop = asyncio.get_running_loop()
    rows, since = 0, loop.time()

    def calm() -> bool:
        nonlocal rows, since
        table = _table(window)
        now = 0 if table is None else table.model().rowCount()
        if now != rows:
            rows, since = now, loop.time()
        return rows > 0 and loop.time() - since > _CALM

    return _table(window) if await _until(calm) else None


def _table(window: QWidget) -> QAbstractItemView | None:
    for view in window.findChildren(QAbstractItemView):
        if view.accessibleName() == "Contacts" and view.model() is not None:
            return view
    return None


async def _open_contact(table: QAbstractItemView) -> None:
    """Show a contact in the form, read from the service."""
    model = table.model()
    row = min(_ROW, model.rowCount() - 1)
    table.setCurrentIndex(model.index(row, 0))
    await _until(lambda: not _has_unread(model, row))


def _has_form(window: QWidget) -> bool:
    """Whether the form shows somebody."""
    fields = window.findChildren(QLineEdit)
    return any(field.isVisible() and field.text() for field in fields)


def _has_unread(model: QAbstractItemModel, row: int) -> bool:
    return any(
        str(model.index(row, column).data()).strip() in {_UNREAD, "..."}
        for column in range(model.columnCount())
    )


async def _until(condition: Callable[[], bool]) -> bool:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _LIMIT
    while not condition():
        if loop.time() > deadline:
            return False
        await asyncio.sleep(_TICK)
    return True
