"""Keeps the computer awake while much is being sent, and notices when it woke up.

Where a platform does not offer it, nothing happens and nothing is said.

Not by wakepy (1.0): on Linux it asks the desktops' session services only, over a D-Bus call that
the window would wait for, not systemd; on Windows its thread, if it is not released, keeps the
program from ending; and it does not notice wake-ups, nor that a hold was lost.
"""

import ctypes
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QNetworkInformation

from smsbook_gui.services.runtime.clock import Clock, SystemClock
from smsbook_gui.services.sync.engine import Connection, EngineState, SyncEngine

_log = logging.getLogger(__name__)

MANY_CHANGES = 20
LONG_SECONDS = 60.0
"""With more than this waiting, or with more than this time left, the computer is kept awake."""
LOOK_MS = 5_000
SLEPT_SECONDS = 30.0
"""Looks that are so much later than planned were held up by a sleep."""

_ES_CONTINUOUS = 0x80000000
_ES_SYSTEM_REQUIRED = 0x00000001
"""Microsoft, SetThreadExecutionState; the display may go dark."""


class Hold(Protocol):
    """A platform's way to keep the computer awake."""

    @property
    def held(self) -> bool:
        """Whether it is kept awake now."""

    def hold(self) -> None:
        """Keep it awake from now on."""

    def release(self) -> None:
        """Let it sleep again; harmless when it may already."""


class NoHold:
    """A platform that does not offer it."""

    held = False

    def hold(self) -> None:
        """Nothing to do."""

    def release(self) -> None:
        """Nothing to do."""


class WindowsHold:
    """`set_state` is SetThreadExecutionState; it answers 0 where it failed."""

    def __init__(self, set_state: Callable[[int], int]) -> None:
        self._set_state = set_state
        self.held = False

    def hold(self) -> None:
        """For this thread, which is the window's and lives as long as the program."""
        if not self.held:
            self.held = self._set_state(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED) != 0

    def release(self) -> None:
        """Back to the system's own rules."""
        if self.held:
            self._set_state(_ES_CONTINUOUS)
            self.held = False


class CommandHold:
    """A child process that keeps the computer awake as long as it lives.

    It watches this program or reads from a pipe of it, so that it ends with it, however that
    ends. One that ends by itself (no permission, no logind) is not started again.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.command = tuple(command)
        self._child: subprocess.Popen[bytes] | None = None
        self._useless = False

    @property
    def pid(self) -> int | None:
        """The child's, for whoever looks for it."""
        return None if self._child is None else self._child.pid

    @property
    def held(self) -> bool:
        if self._child is not None and self._child.poll() is not None:
            self._useless = True
            self.release()
        return self._child is not None

    def hold(self) -> None:
        """Start the child, unless it runs or has shown that it is of no use here."""
        if self.held or self._useless:
            return
        try:
            self._child = subprocess.Popen(  # noqa: S603 - a tool of the system's, no input in it
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            self._useless = True
            _log.info("the computer cannot be kept awake: %s", type(error).__name__)

    def release(self) -> None:
        """End the child and wait for it: it has nothing to finish."""
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        child.terminate()
        try:
            child.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def platform_hold(
    platform: str = sys.platform,
    find: Callable[[str], str | None] = shutil.which,
    windows: Callable[[], Callable[[int], int]] | None = None,
) -> Hold:
    """What this platform offers: Windows' own call, macOS' caffeinate, systemd's inhibitor."""
    if platform == "win32":
        return WindowsHold((windows or _windows_call)())
    if platform == "darwin":
        caffeinate = find("caffeinate")
        return CommandHold([caffeinate, "-i", "-w", str(os.getpid())]) if caffeinate else NoHold()
    inhibit, cat = find("systemd-inhibit"), find("cat")
    if platform.startswith("linux") and inhibit and cat:
        return CommandHold(
            [inhibit, "--what=sleep:idle", "--who=SMS Book", "--why=Sending changes", cat]
        )
    return NoHold()


def _windows_call() -> Callable[[int], int]:
    libraries = getattr(ctypes, "windll")  # noqa: B009 - on Windows only
    call: Callable[[int], int] = libraries.kernel32.SetThreadExecutionState
    return call


class SleepWatch:
    """Tells from two clocks that the computer slept between two looks.

    On most platforms the wall clock goes on in a sleep and the monotonic one does not; on Windows
    both do. Either way this look is much later than it was planned.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._planned = LOOK_MS / 1000
        self._wall, self._monotonic = clock.now(), clock.monotonic()

    def slept(self) -> bool:
        """Whether it slept since the last time this was asked."""
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        passed = max((wall - self._wall).total_seconds(), monotonic - self._monotonic)
        self._wall, self._monotonic = wall, monotonic
        return passed > self._planned + SLEPT_SECONDS


class KeepAwake(QObject):
    """Follows one engine at a time.

    `wanted` is the person's setting; `say` hears whether the computer is kept awake.
    """

    def __init__(
        self,
        wanted: Callable[[], bool],
        *,
        hold: Hold | None = None,
        clock: Clock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._hold = hold or platform_hold()
        self._watch = SleepWatch(clock or SystemClock())
        self._engine: SyncEngine | None = None
        self._say: Callable[[bool], None] | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._follow_network()

    def follow(self, engine: SyncEngine, say: Callable[[bool], None]) -> None:
        """Keep the computer awake for what this engine sends, and wake the engine with it."""
        self.unfollow()
        self._engine, self._say = engine, say
        self._unsubscribe = engine.subscribe(lambda _state: self._weigh())
        self._weigh()

    def unfollow(self) -> None:
        """Nothing is sent any more."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._engine = self._say = self._unsubscribe = None
        self._hold.release()

    def close(self) -> None:
        """Let the computer sleep again, for good."""
        self._timer.stop()
        self.unfollow()

    def look(self) -> None:
        """The timer's look at the clocks, and at whether the platform still holds."""
        if self._watch.slept() and self._engine is not None:
            self._engine.wake()
        self._weigh()

    def _weigh(self) -> None:
        engine, say = self._engine, self._say
        if engine is None or say is None:
            return
        before = self._hold.held
        if self._wanted() and worth_it(engine.state, already=before):
            self._hold.hold()
        else:
            self._hold.release()
        # Said once it has lasted: a child without permission ends a moment after its start.
        say(before and self._hold.held)

    def _follow_network(self) -> None:
        if QNetworkInformation.loadDefaultBackend():
            network = QNetworkInformation.instance()
            if network is not None:
                network.reachabilityChanged.connect(self.network_changed)

    def network_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        """The network came back, or went."""
        if reachability is QNetworkInformation.Reachability.Online and self._engine is not None:
            self._engine.wake()


def worth_it(state: EngineState, *, already: bool) -> bool:
    """Whether so much is on its way that the computer should stay awake for it.

    Once it is, it stays so until all is sent. Offline or paused it may sleep.
    """
    up = state.connection in {Connection.CONNECTED, Connection.PRACTICE}
    if not up or state.sending_paused or not state.waiting:
        return False
    return already or state.waiting > MANY_CHANGES or (state.seconds_left or 0) > LONG_SECONDS
