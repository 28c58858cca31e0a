"""Guards around every test, as a pytest plugin.

A test fails when it leaves behind an asyncio task, a thread, a running QTimer or a top-level
widget; when it logs at WARNING or above, or Qt prints a warning, that it did not announce with
`expect_log` or `expect_qt`; and when anything tries to reach a host other than this computer.
After a test that failed already the guards only clean up: its first error is the one that counts.
"""

import asyncio
import errno
import gc
import importlib
import inspect
import ipaddress
import logging
import re
import socket
import sys
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFormLayout,
    QGridLayout,
    QLayout,
    QStackedLayout,
    QWidget,
)
from shiboken6 import isValid

_THREAD_GRACE = 10.0  # seconds a thread gets to end after its test
_failed_key = pytest.StashKey[bool]()


# --- plugin hooks ------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[_failed_key] = True
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> None:
    """Give every AnyIO test the task guard, which has to live on the test's own loop."""
    if not (
        isinstance(collector, pytest.Module | pytest.Class) and collector.istestfunction(obj, name)
    ):
        return
    hypothesis = getattr(obj, "hypothesis", None)
    inner = hypothesis.inner_test if hypothesis is not None else obj
    marks = [mark.name for mark in getattr(obj, "pytestmark", [])]
    if inspect.iscoroutinefunction(inner) and (
        "anyio" in marks or collector.get_closest_marker("anyio") is not None
    ):
        pytest.mark.usefixtures("task_guard")(obj)


@pytest.fixture(scope="module", autouse=True)
def _out_of_sight() -> None:
    """Take what stays from the files before out of the collector's sight: libraries, caches. Else
    `gc.collect` after each test, which walks over all of it, takes most of a run's time."""
    gc.collect()
    gc.freeze()


def _failed(request: pytest.FixtureRequest) -> bool:
    failed: bool = request.node.stash.get(_failed_key, False)
    return failed


def _complain(message: str) -> NoReturn:
    pytest.fail(message, pytrace=False)  # a traceback would show the guard, not the culprit


# --- tasks -------------------------------------------------------------------------------------


@pytest.fixture
async def task_guard(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Fails the test if a task that it (or one of its fixtures) started is still there."""
    before = asyncio.all_tasks()
    yield
    for _ in range(5):  # a task that was cancelled needs a turn or two to end
        await asyncio.sleep(0)
    leaked = {task for task in asyncio.all_tasks() - before if not _is_test_runner(task)}
    for task in leaked:
        task.cancel()
    if leaked:
        await asyncio.wait(leaked, timeout=_THREAD_GRACE)
    gc.collect()  # a task reports its lost exception when it is collected: now, not later
    if leaked and not _failed(request):
        names = "\n".join(sorted(f"  {task.get_name()}: {task.get_coro()!r}" for task in leaked))
        _complain(f"the test left {len(leaked)} asyncio task(s) running:\n{names}")


def _is_test_runner(task: "asyncio.Task[Any]") -> bool:
    """AnyIO's own task, a new one for each fixture's start and end."""
    return getattr(task.get_coro(), "__qualname__", "").startswith("TestRunner.")


# --- threads -----------------------------------------------------------------------------------


def _threads() -> set[threading.Thread]:
    # A foreign thread (Qt's) that once ran Python stays listed as a dummy for ever.
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


@pytest.fixture(autouse=True)
def thread_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test if a thread that it started outlives it."""
    before = _threads()
    yield
    deadline = time.monotonic() + _THREAD_GRACE
    for thread in _threads() - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    leaked = _threads() - before
    if leaked and not _failed(request):
        names = ", ".join(sorted(thread.name for thread in leaked))
        _complain(f"the test left {len(leaked)} thread(s) running: {names}")


# --- Qt: timers and widgets --------------------------------------------------------------------


@dataclass
class _TimerBook:
    """Which QTimers were started, and where; kept from the first start on."""

    started: "weakref.WeakKeyDictionary[Any, str]" = field(
        default_factory=weakref.WeakKeyDictionary
    )
    single_shots: list[tuple[float, str, Callable[[], bool]]] = field(default_factory=list)


_timers = _TimerBook()


def _caller() -> str:
    frame = sys._getframe(2)
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def _watch_timers() -> None:
    """Put a note-taker before QTimer.start and QTimer.singleShot, once per process."""
    if getattr(QTimer, "_smsbook_watched", False):
        return
    start, single_shot = QTimer.start, QTimer.singleShot

    def watched_start(self: QTimer, *args: Any) -> None:
        _timers.started[self] = _caller()
        start(self, *args)

    def watched_single_shot(*args: Any) -> None:
        owners = [weakref.ref(a) for a in args if isinstance(a, QObject)]
        owners += [
            weakref.ref(a.__self__)
            for a in args
            if isinstance(getattr(a, "__self__", None), QObject)
        ]

        def wanted() -> bool:
            alive = [owner() for owner in owners]
            return all(owner is not None and isValid(owner) for owner in alive)

        milliseconds = args[0] if isinstance(args[0], int) else 0
        _timers.single_shots.append((time.monotonic() + milliseconds / 1000, _caller(), wanted))
        single_shot(*args)

    QTimer.start = watched_start  # type: ignore[method-assign]
    QTimer.singleShot = staticmethod(watched_single_shot)  # type: ignore[method-assign]
    QTimer._smsbook_watched = True  # type: ignore[attr-defined]


def _forbid_items() -> None:
    """Let nobody ask a layout for an item, once per process.

    Python keeps it for as long as it keeps the layout, and Qt tells nobody when it deletes it: a
    table's viewport that came to lie at its address was taken for it, in a window opened later.
    """

    def forbidden(*_: object) -> NoReturn:
        raise AssertionError("no itemAt: Python keeps what it returns after Qt has deleted it")

    for kind in (QLayout, QBoxLayout, QGridLayout, QFormLayout, QStackedLayout):
        kind.itemAt = forbidden  # type: ignore[method-assign]


_QTS_OWN = {"QTipLabel", "QShapedPixmapWidget", "QDesktopWidget"}


def _top_level_widgets(app: QApplication) -> list[QWidget]:
    return [w for w in app.topLevelWidgets() if w.metaObject().className() not in _QTS_OWN]


def _flush(app: QApplication) -> None:
    app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _running_timers() -> list[str]:
    found = [
        where
        for timer, where in list(_timers.started.items())
        if isValid(timer) and timer.isActive()
    ]
    now = time.monotonic()
    found += [where for due, where, wanted in _timers.single_shots if due > now and wanted()]
    return found


def _stop_timers() -> None:
    for timer in list(_timers.started):
        if isValid(timer):
            timer.stop()
    _timers.started.clear()
    _timers.single_shots.clear()


@pytest.fixture(autouse=True)
def qt_object_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test if it leaves a running QTimer or a top-level widget."""
    _watch_timers()
    _forbid_items()
    app = QApplication.instance()
    before = _top_level_widgets(app) if isinstance(app, QApplication) else []
    yield
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    # The display-less platform deletes what stands in its clipboard after Python has ended, which
    # crashes the process if Python made it.
    app.clipboard().clear()
    _flush(app)
    widgets, timers = _leaked_qt(app, before)
    if widgets or timers:  # garbage in a cycle is no leak: look again without it
        gc.collect()
        _flush(app)
        widgets, timers = _leaked_qt(app, before)
    names = [f"{w.metaObject().className()} {w.objectName()!r}" for w in widgets]
    for widget in widgets:
        widget.hide()
        widget.deleteLater()
    _stop_timers()
    _flush(app)
    if _failed(request):
        return
    if names:
        _complain(f"the test left {len(names)} top-level widget(s): {', '.join(names)}")
    if timers:
        _complain("the test left QTimer(s) running, started at\n  " + "\n  ".join(timers))


def _leaked_qt(app: QApplication, before: Sequence[QWidget]) -> tuple[list[QWidget], list[str]]:
    return [w for w in _top_level_widgets(app) if w not in before], _running_timers()


# --- log records and Qt warnings ---------------------------------------------------------------


@dataclass
class Expected:
    """What a test announced. Call it with a regular expression; that must then come at least once.

    `seen` holds the texts that matched, for further assertions.
    """

    patterns: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def __call__(self, pattern: str) -> "Expected":
        self.patterns.setdefault(pattern, 0)
        return self

    def take(self, text: str) -> bool:
        matching = [p for p in self.patterns if re.search(p, text)]
        for pattern in matching:
            self.patterns[pattern] += 1
        if matching:
            self.seen.append(text)
        return bool(matching)

    @property
    def missing(self) -> list[str]:
        return [pattern for pattern, count in self.patterns.items() if not count]


def _compare(kind: str, unexpected: list[str], expected: Expected) -> None:
    unexpected = [text for text in unexpected if not expected.take(text)]
    if unexpected:
        _complain(f"unexpected {kind}:\n  " + "\n  ".join(unexpected))
    if expected.missing:
        _complain(f"expected {kind} never came: {expected.missing}")


@pytest.fixture
def expect_log() -> Expected:
    """Announce a log record at WARNING or above: `expect_log(r"regular expression")`."""
    return Expected()


@pytest.fixture
def expect_qt() -> Expected:
    """Announce a warning of Qt's: `expect_qt(r"regular expression")`."""
    return Expected()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            text += f" [{record.exc_info[1]!r}]"
        self.texts.append(text)


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest, expect_log: Expected) -> Iterator[None]:
    """Fails the test on a log record at WARNING or above that it did not announce."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    if not _failed(request):
        _compare("log record", collector.texts, expect_log)


# What the display-less platform says when a window's smallest size changes, or it is to come to the
# front: true on no screen.
_OFFSCREEN_LIMITS = {
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
}


@pytest.fixture(autouse=True)
def qt_message_guard(request: pytest.FixtureRequest, expect_qt: Expected) -> Iterator[None]:
    """Fails the test on a warning of Qt's that it did not announce."""
    texts: list[str] = []
    quiet = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}

    def note(kind: QtMsgType, context: Any, text: str) -> None:
        if kind not in quiet and text not in _OFFSCREEN_LIMITS:
            texts.append(f"{context.category}: {text}")

    previous = qInstallMessageHandler(note)
    yield
    qInstallMessageHandler(previous)
    if not _failed(request):
        _compare("Qt warning", texts, expect_qt)


# --- connections -------------------------------------------------------------------------------


class NotLoopback(ConnectionRefusedError):
    """Something tried to leave this computer."""


def _is_loopback(host: object) -> bool:
    if host in {None, "", "localhost", b"localhost"}:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


@dataclass
class _NetworkWatch:
    attempts: list[str] = field(default_factory=list)

    def check_address(self, address: object) -> None:
        """Unix sockets (a path) are of this computer; a tuple begins with the host."""
        if isinstance(address, tuple) and address and not _is_loopback(address[0]):
            self.refuse(f"connect to {address[0]!r}")

    def check_name(self, host: object) -> None:
        if _is_loopback(host):
            return
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
        if name.rstrip(".").endswith(".invalid"):  # RFC 2606: no such name, so nobody is asked
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        self.refuse(f"look up {name!r}")

    def refuse(self, what: str) -> None:
        self.attempts.append(what)
        raise NotLoopback(errno.ECONNREFUSED, f"a test may not leave this computer: {what}")


@pytest.fixture(autouse=True)
def network_guard(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fails the test on any attempt to reach a host that is not loopback, caught or not.

    Names under `.invalid` do not resolve, which is what they are for, and are nobody's fault.
    """
    watch = _NetworkWatch()
    _guard_sockets(monkeypatch, watch)
    _guard_names(monkeypatch, watch)
    if sys.platform == "win32":
        _guard_proactor(monkeypatch, watch)
    yield
    if watch.attempts and not _failed(request):
        _complain(f"the test tried to leave this computer: {', '.join(watch.attempts)}")


def _guard_sockets(monkeypatch: pytest.MonkeyPatch, watch: _NetworkWatch) -> None:
    def guarded(name: str) -> Callable[..., Any]:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *args: Any) -> Any:
            watch.check_address(args[-1])  # connect(address), sendto(data[, flags], address)
            return original(self, *args)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(name))


def _guard_names(monkeypatch: pytest.MonkeyPatch, watch: _NetworkWatch) -> None:
    def guarded(name: str) -> Callable[..., Any]:
        original = getattr(socket, name)

        def call(host: Any, *args: Any, **kwargs: Any) -> Any:
            watch.check_name(host)
            return original(host, *args, **kwargs)

        return call

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, guarded(name))


def _guard_proactor(monkeypatch: pytest.MonkeyPatch, watch: _NetworkWatch) -> None:
    """Windows' own asyncio loop connects without `socket.connect`."""
    proactor: Any = importlib.import_module("asyncio.windows_events").IocpProactor
    original = proactor.connect

    def connect(self: Any, sock: socket.socket, address: Any) -> Any:
        watch.check_address(address)
        return original(self, sock, address)

    monkeypatch.setattr(proactor, "connect", connect)
