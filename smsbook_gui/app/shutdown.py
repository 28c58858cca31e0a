"""The ordered end of the program.

Closing the window or quitting asks first (a form may hold unsaved edits); a signal, the end of the
desktop session and the console's close button do not: the draft is kept and everything is closed
in order. Whoever asks, and however often, it happens once.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from types import FrameType
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)


class Closable(Protocol):
    """What the shutdown needs of the application."""

    async def ask_to_close(self) -> bool:
        """May the window close? Asks the person if something would be lost."""

    async def close(self) -> None:
        """Close everything in order. May be called again."""

    def save_draft_now(self) -> None:
        """Keep what stands unsaved in the form, before this returns."""


class Phase(Enum):
    """How far the shutdown is."""

    RUNNING = auto()
    ASKING = auto()
    CLOSING = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class ShutdownStage:
    """One step of closing: `name` for the log, and the seconds that it may take."""

    name: str
    close: Callable[[], Awaitable[object]]
    limit: float = 5.0


async def close_in_order(stages: Sequence[ShutdownStage]) -> None:
    """Run every stage, each in its turn; one that fails or takes too long does not stop the next.

    The failures are raised together at the end, as an ExceptionGroup.
    """
    errors: list[Exception] = []
    for stage in stages:
        try:
            async with asyncio.timeout(stage.limit):
                [outcome] = await asyncio.gather(stage.close(), return_exceptions=True)
        except TimeoutError:
            _log.error("shutdown: %s was not done after %g s", stage.name, stage.limit)
            continue
        if isinstance(outcome, Exception):
            errors.append(outcome)
    if errors:
        raise ExceptionGroup("closing failed", errors)


class Shutdown(QObject):
    """Takes in every request to end, and ends once. `wait` returns when all is closed."""

    def __init__(self, limit: float = 20.0) -> None:
        """`limit` is the time in seconds that closing may take in all."""
        super().__init__()
        self._limit = limit
        self._application: Closable | None = None
        self._phase = Phase.RUNNING
        self._asked = asyncio.Event()
        self._forced = asyncio.Event()

    @property
    def phase(self) -> Phase:
        return self._phase

    def attach(self, application: Closable) -> None:
        """From now on there is something to ask and to close."""
        self._application = application

    def watch(self, window: QWidget) -> None:
        """Turn the closing of `window` into a request. May be called again."""
        window.removeEventFilter(self)  # twice installed is twice asked
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's. The window stays until all is closed, so that there is a place to ask in."""
        if event.type() != QEvent.Type.Close or self._phase is Phase.CLOSED:
            return super().eventFilter(watched, event)
        if self._phase is Phase.CLOSING and not event.spontaneous():
            return super().eventFilter(watched, event)  # the closing itself, not a click
        event.ignore()
        self.request()
        return True

    def request(self) -> None:
        """Somebody wants to quit: ask, then close."""
        self._asked.set()

    def force(self, reason: str) -> None:
        """The end is not negotiable: keep the draft at once, then close without a question."""
        if self._forced.is_set():
            return
        _log.info("closing: %s", reason)
        if self._application is not None and self._phase in {Phase.RUNNING, Phase.ASKING}:
            self._application.save_draft_now()
        self._forced.set()
        self._asked.set()

    def end_of_session(self, _manager: QSessionManager) -> None:
        """For QGuiApplication.commitDataRequest: the process may be gone once this returns."""
        self.force("the desktop session ends")

    async def wait(self) -> None:
        """Wait until somebody asks for the end and, if nobody forces it, agreed to; then close."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            if self._forced.is_set() or await self._ask():
                break
        self._phase = Phase.CLOSING
        await self._close()
        self._phase = Phase.CLOSED

    async def asked(self) -> None:
        """Wait until somebody wants to quit, without doing anything about it."""
        await self._asked.wait()

    async def _ask(self) -> bool:
        """The person's answer; True as soon as the end is forced."""
        if self._application is None:
            return True
        self._phase = Phase.ASKING
        asking = asyncio.ensure_future(self._application.ask_to_close())
        forced = asyncio.ensure_future(self._forced.wait())
        try:
            await asyncio.wait({asking, forced}, return_when=asyncio.FIRST_COMPLETED)
            agreed = self._forced.is_set() or self._answer_of(asking, self._application)
        finally:
            for task in (asking, forced):
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(asking, forced, return_exceptions=True)
        if not agreed:
            self._phase = Phase.RUNNING
            self._asked.clear()  # clicks on the close button while the question stood
        return agreed

    def _answer_of(self, asking: "asyncio.Future[bool]", application: Closable) -> bool:
        """A bug in the asking keeps nobody in; the draft is kept, as at a forced end."""
        error = asking.exception()
        if error is None:
            return asking.result()
        asyncio.get_running_loop().call_exception_handler(
            {"message": "asking before the end failed", "exception": error}
        )
        application.save_draft_now()
        return True

    async def _close(self) -> None:
        if self._application is None:
            return
        try:
            async with asyncio.timeout(self._limit):
                await self._application.close()
        except TimeoutError:
            _log.error("shutdown: not done after %g s; ending anyway", self._limit)


class SignalWatch(QObject):
    """Ends the program in order on SIGTERM, SIGINT, SIGHUP, and Windows' console events.

    Python runs a signal's handler only between two of its own instructions, and Qt's loop has none
    to offer while it waits: the signal's byte in a socket wakes it. What the byte says is acted on
    from there only: a handler may run in the middle of asyncio's own work, where an event that it
    set could be missed for good. The second signal of a kind ends the process at once, for who
    cannot wait.
    """

    def __init__(self, forced: Callable[[str], object]) -> None:
        """`forced` gets the signal's name. Make this in the main thread."""
        super().__init__()
        self._forced = forced
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._previous_fd = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._previous = {number: signal.signal(number, self._handle) for number in _signals()}

    def close(self) -> None:
        """Give everything back as it was."""
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        self._previous = {}
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._previous_fd)
        self._reader.close()
        self._writer.close()

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while numbers := self._reader.recv(4096):
                for number in self._previous.keys() & numbers:
                    self._forced(signal.Signals(number).name)


def _signals() -> list[signal.Signals]:
    names = (
        ("SIGTERM", "SIGINT", "SIGBREAK")
        if sys.platform == "win32"
        else ("SIGTERM", "SIGINT", "SIGHUP")
    )
    return [
        number
        for name in names
        # nohup and shells' background jobs ignore a signal on purpose: so do we
        if signal.getsignal(number := signal.Signals[name]) is not signal.SIG_IGN
    ]


def watch_session(app: QGuiApplication, shutdown: Shutdown) -> None:
    """Close in order when the desktop session ends."""
    app.commitDataRequest.connect(shutdown.end_of_session)


@contextlib.contextmanager
def way_out(code: int, seconds: float = 5.0) -> Iterator[None]:
    """End the process with `code` if the body is not done in time.

    Closing a loop joins its worker threads, and one that hangs in a keyring's prompt or a proxy
    script would keep a program alive that has no window any more.
    """
    watch = threading.Timer(seconds, os._exit, (code,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
