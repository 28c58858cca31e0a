"""An account that takes long to open: the window says so, and does not look empty."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar

from smsbook_gui.app.options import Options
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.domain.errors import StoreBusy
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.store.store import Store

pytestmark = pytest.mark.anyio

OPENING = "Opening the contacts of “Practice”"
WELCOME = "Welcome to SMS Book"


class _Gate(asyncio.Event):
    """Files of contacts do not open before it is set, or meet its problem then."""

    problem: Exception | None = None


@pytest.fixture
async def gate(monkeypatch: pytest.MonkeyPatch) -> _Gate:
    """Closed at first."""
    gate, really_open = _Gate(), Store.open

    async def open_late(*given: Any, **more: Any) -> Store:
        await gate.wait()
        if gate.problem is not None:
            raise gate.problem
        return await really_open(*given, **more)

    monkeypatch.setattr(Store, "open", open_late)
    return gate


@pytest.fixture
async def program(tmp_path: Path, gate: _Gate) -> AsyncIterator[Application]:
    """The program as it starts, with the practice account."""
    bugs: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: bugs.append(context))
    program = Application(Options(tmp_path, practice=True), loop)
    tasks = TaskScope(on_unhandled=bugs.append)
    tasks.run(program.start(), name="start")
    yield program
    gate.set()
    await tasks.close()
    await program.close()
    assert bugs == []


def said(program: Application) -> list[str]:
    window = program.main_window
    assert window is not None
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


async def test_says_that_it_is_opening_until_it_is(program: Application, gate: _Gate) -> None:
    hands = UiDriver()
    await hands.find(QLabel, OPENING)
    assert WELCOME not in said(program)
    window = program.main_window
    assert window is not None
    assert [bar.maximum() for bar in window.findChildren(QProgressBar) if bar.isVisible()] == [0]
    gate.set()
    await hands.until("the contacts", lambda: window.workspace_view is not None)
    assert OPENING not in said(program)


async def test_what_cannot_be_opened_does_not_go_on_opening(
    program: Application, gate: _Gate
) -> None:
    gate.problem = StoreBusy()
    hands = UiDriver()
    await hands.find(QLabel, OPENING)
    gate.set()
    await hands.find(QLabel, "The contacts of “Practice” are not open")
    assert OPENING not in said(program)
