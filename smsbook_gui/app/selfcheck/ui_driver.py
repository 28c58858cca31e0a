"""Hands for the self-check and the tests: find things by their accessible names, and use them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

W = TypeVar("W", bound=QWidget)

STEP = 0.02
"""Seconds between two looks."""


class NotSeen(AssertionError):
    """What should be on the screen is not."""


class UiDriver:
    """Uses the windows of this program as a person would, found by accessible name.

    `limit`: how long to wait for something to come true, in seconds.
    """

    def __init__(self, limit: float = 20.0) -> None:
        self._limit = limit

    async def until(self, what: str, condition: Callable[[], bool]) -> None:
        """Waits until it is so. Raises NotSeen, which names `what`."""
        deadline = asyncio.get_running_loop().time() + self._limit
        while not condition():
            if asyncio.get_running_loop().time() > deadline:
                raise NotSeen(f"not within {self._limit:g} s: {what}")
            await asyncio.sleep(STEP)

    async def until_async(self, what: str, condition: Callable[[], Awaitable[bool]]) -> None:
        """Like `until`, for what has to be asked elsewhere."""
        deadline = asyncio.get_running_loop().time() + self._limit
        while not await condition():
            if asyncio.get_running_loop().time() > deadline:
                raise NotSeen(f"not within {self._limit:g} s: {what}")
            await asyncio.sleep(STEP)

    def seen(self, kind: type[W], name: str) -> W | None:
        """The visible widget of that kind and accessible name; of a label, its first words.

        Under an open dialog a person still sees, but cannot use, what is behind it.
        """
        dialog = QApplication.activeModalWidget()
        use_only = dialog is not None and not issubclass(kind, QLabel)
        for top in [dialog] if dialog is not None and use_only else QApplication.topLevelWidgets():
            for widget in (top, *top.findChildren(kind)):
                if isinstance(widget, kind) and widget.isVisible() and _is_called(widget, name):
                    return widget
        return None

    async def find(self, kind: type[W], name: str) -> W:
        """Like `seen`; waits for it. Raises NotSeen."""
        await self.until(f"{kind.__name__} {name!r}", lambda: self.seen(kind, name) is not None)
        found = self.seen(kind, name)
        assert found is not None
        return found

    async def type(self, name: str, text: str) -> None:
        """Puts a text into the field of that name."""
        field = await self.find(QLineEdit, name)
        field.setFocus()
        field.setText(text)

    async def press(self, name: str) -> None:
        """Presses the button of that name once it can be pressed."""
        await self.until(f"button {name!r} enabled", lambda: self._enabled(name) is not None)
        button = self._enabled(name)
        assert button is not None
        button.click()

    async def choose(self, name: str, text: str) -> None:
        """Chooses an entry of the combo box of that name."""
        combo = await self.find(QComboBox, name)
        index = combo.findText(text)
        if index < 0:
            raise NotSeen(f"{text!r} in {name!r}")
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    async def do(self, window: QWidget, text: str) -> None:
        """Triggers the action with that text once it is enabled."""

        def action() -> QAction | None:
            actions = window.findChildren(QAction)
            fits = (a for a in actions if a.text().replace("&", "") == text and a.isEnabled())
            return next(fits, None)

        await self.until(f"action {text!r}", lambda: action() is not None)
        found = action()
        assert found is not None
        found.trigger()

    async def pick(self, view_name: str, text: str, column: int = 0) -> None:
        """Makes the row current whose cell in that column begins with the text."""
        view = await self.find(QAbstractItemView, view_name)

        def row() -> QModelIndex | None:
            return _row(view.model(), text, column)

        await self.until(f"{text!r} in {view_name!r}", lambda: row() is not None)
        index = row()
        assert index is not None
        view.setFocus()
        view.setCurrentIndex(index)
        view.clicked.emit(index)

    def cells(self, view_name: str, column: int) -> list[str]:
        """The texts of a column of the view of that name."""
        view = self.seen(QAbstractItemView, view_name)
        if view is None:
            return []
        model = view.model()
        return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]

    def _enabled(self, name: str) -> QAbstractButton | None:
        button = self.seen(QAbstractButton, name)
        return button if button is not None and button.isEnabled() else None


def _is_called(widget: QWidget, name: str) -> bool:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    called = widget.accessibleName() or text
    return called.startswith(name) if isinstance(widget, QLabel) else called == name


def _row(model: QAbstractItemModel, text: str, column: int) -> QModelIndex | None:
    for number in range(model.rowCount()):
        index = model.index(number, column)
        shown = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
        if str(shown or "").startswith(text):
            return index
    return None
