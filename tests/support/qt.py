"""Tests of Qt code: which loop a test runs on, waiting, and pictures of widgets.

Tests under tests/viewmodels, tests/views and tests/app run on Qt's loop, all others on asyncio's
own. `qtbot.waitSignal` must not be used in an async test (it blocks the loop that the signal
needs): use `until`.
"""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable, Generator, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt import plugin as pytest_qt

from smsbook_gui.app.loop import make_loop
from smsbook_gui.app.platform.memory import Collector
from smsbook_gui.viewmodels.common.text import speak
from tests.support.patience import PATIENCE

_ON_QT = {"viewmodels", "views", "app"}
_TESTS = Path(__file__).parent.parent


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Keep Qt's events of an async test for its loop.

    pytest-qt handles what is pending after each phase, while no loop runs: a timer that is due
    just then would start a task that nobody can run.
    """
    if item.get_closest_marker("anyio") is None:
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pytest_qt, "_process_events", lambda: None)
        return (yield)


@pytest.fixture(scope="module")
def anyio_backend(request: pytest.FixtureRequest) -> Any:
    """What AnyIO's pytest plugin runs a module's tests on."""
    if _folder(request.path) not in _ON_QT:
        return "asyncio"
    return request.getfixturevalue("qt_backend")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, which says texts as the program's own does."""
    speak(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _spoken(request: pytest.FixtureRequest) -> None:
    """What tests of Qt code read has its plurals, whether they make a widget or not."""
    if _folder(request.path) in _ON_QT:
        request.getfixturevalue("qapp")


@pytest.fixture(autouse=True)
def _collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Garbage of tests of Qt code goes in their thread, as it does in the program."""
    if "qapp" not in request.fixturenames and _folder(request.path) not in _ON_QT:
        yield
        return
    collector = Collector(request.getfixturevalue("qapp"))
    yield
    collector.close()


@pytest.fixture(scope="session")
def qt_backend(qapp: QApplication) -> Any:
    """The AnyIO backend that runs on Qt's loop, for a module elsewhere that overrides
    `anyio_backend` with it."""
    return ("asyncio", {"loop_factory": lambda: make_loop(qapp)})


def _folder(path: Path) -> str:
    return path.relative_to(_TESTS).parts[0] if path.is_relative_to(_TESTS) else ""


async def until(
    condition: Callable[[], Any | Awaitable[Any]],
    signal: SignalInstance | None = None,
    timeout: float = PATIENCE,
) -> Any:
    """Wait until `condition()` (a function or coroutine function) is truthy, and return its value.

    Looks again at each emission of `signal`, and every few milliseconds anyway. Fails the test
    after `timeout` seconds.
    """
    changed = asyncio.Event()

    def notice(*_args: object) -> None:
        changed.set()

    if signal is not None:
        signal.connect(notice)
    deadline = time.monotonic() + timeout
    try:
        while True:
            changed.clear()
            value = condition()
            if inspect.isawaitable(value):
                value = await value
            if value:
                return value
            if time.monotonic() > deadline:
                raise AssertionError(f"not true after {timeout:g} s: {_source(condition)}")
            await _turn(changed)
    finally:
        if signal is not None:
            signal.disconnect(notice)


async def _turn(changed: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(0.005):
            await changed.wait()
    except TimeoutError:
        return


def _source(condition: Callable[[], Any]) -> str:
    try:
        return " ".join(inspect.getsource(condition).split())
    except (OSError, TypeError):
        return repr(condition)


def grab(widget: QWidget, path: Path) -> Path:
    """Paint the widget to a PNG at `path`, with layout and style applied as on the screen."""
    widget.ensurePolished()
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    QApplication.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    assert widget.grab().save(str(path)), f"could not write {path.name}"
    return path


def colours_of(widget: QWidget) -> set[str]:
    """The colours of a widget's picture, by their names."""
    image = widget.grab().toImage()
    places = product(range(image.width()), range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}
