"""The computer stays awake while much is sent, and the engine hears when it woke up."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtNetwork import QNetworkInformation

from smsbook_gui.app.platform.keep_awake import (
    CommandHold,
    KeepAwake,
    NoHold,
    SleepWatch,
    WindowsHold,
    platform_hold,
    worth_it,
)
from smsbook_gui.services.sync.engine import Connection, EngineState
from tests.support.clock import VirtualClock
from tests.support.qt import until

pytestmark = pytest.mark.anyio
SENDING = EngineState(connection=Connection.CONNECTED, waiting=21, seconds_left=4.2)
FOREVER = (sys.executable, "-c", "import sys; sys.stdin.read()")


class StubHold:
    """A platform that does as it is told."""

    def __init__(self) -> None:
        self.held = False

    def hold(self) -> None:
        self.held = True

    def release(self) -> None:
        self.held = False


class StubEngine:
    """An engine that says what a test tells it."""

    def __init__(self) -> None:
        self.state = EngineState()
        self.listeners: list[Callable[[EngineState], None]] = []
        self.woken = 0

    def subscribe(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def say(self, state: EngineState) -> None:
        self.state = state
        for listener in self.listeners:
            listener(state)

    def wake(self) -> None:
        self.woken += 1


class Bench:
    def __init__(self) -> None:
        self.hold, self.engine, self.clock = StubHold(), StubEngine(), VirtualClock()
        self.wanted = True
        self.said: list[bool] = []
        self.keeper = KeepAwake(lambda: self.wanted, hold=self.hold, clock=self.clock)
        self.keeper.follow(self.engine, self.said.append)  # type: ignore[arg-type]


@pytest.fixture
async def bench(qapp: object) -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    bench.keeper.close()
    assert not bench.hold.held
    assert bench.engine.listeners == []
    bench.keeper.deleteLater()


@pytest.mark.parametrize(
    ("changes", "worth"),
    [
        ({}, True),
        ({"waiting": 20}, False),
        ({"waiting": 20, "seconds_left": 61.0}, True),
        ({"connection": Connection.OFFLINE}, False),
        ({"connection": Connection.SIGNED_OUT}, False),
        ({"connection": Connection.PRACTICE}, True),
        ({"sending_paused": True}, False),
        ({"waiting": 0, "seconds_left": None}, False),
    ],
)
def test_when_it_is_worth_it(changes: dict[str, object], worth: bool) -> None:
    state = replace(SENDING, **changes)  # type: ignore[arg-type]
    assert worth_it(state, already=False) is worth


def test_once_awake_it_stays_so_to_the_last_change() -> None:
    assert worth_it(replace(SENDING, waiting=1, seconds_left=0.2), already=True)


async def test_it_is_held_while_much_is_sent_and_said(bench: Bench) -> None:
    bench.engine.say(SENDING)
    held = bench.hold.held
    assert held
    bench.keeper.look()
    bench.engine.say(replace(SENDING, waiting=0, seconds_left=None))
    assert (bench.hold.held, bench.said) == (False, [False, False, True, False])


async def test_the_setting_counts_at_the_next_look(bench: Bench) -> None:
    bench.engine.say(SENDING)
    bench.wanted = False
    bench.keeper.look()
    assert (bench.hold.held, bench.said[-1]) == (False, False)


async def test_what_the_platform_lets_go_is_not_said_to_be_held(bench: Bench) -> None:
    bench.engine.say(SENDING)
    bench.hold.hold = lambda: None  # type: ignore[method-assign]
    bench.hold.held = False
    bench.keeper.look()
    assert not bench.said[-1]


async def test_closing_the_account_lets_it_sleep(bench: Bench) -> None:
    bench.engine.say(SENDING)
    bench.keeper.unfollow()
    assert not bench.hold.held


async def test_the_engine_is_woken_after_a_sleep(bench: Bench) -> None:
    await bench.clock.advance(5)
    bench.keeper.look()
    assert bench.engine.woken == 0
    bench.clock.jump(timedelta(hours=8))
    bench.keeper.look()
    assert bench.engine.woken == 1
    await bench.clock.advance(5)
    bench.keeper.look()
    assert bench.engine.woken == 1


async def test_a_clock_that_counts_the_sleep_tells_as_well() -> None:
    clock = VirtualClock()
    watch = SleepWatch(clock)
    clock.jump(-timedelta(hours=9))  # and somebody set the wall clock
    await clock.advance(8 * 3600)
    assert watch.slept()
    assert not watch.slept()


async def test_a_clock_that_is_set_back_is_no_sleep() -> None:
    clock = VirtualClock()
    watch = SleepWatch(clock)
    clock.jump(-timedelta(hours=1))
    await clock.advance(5)
    assert not watch.slept()


async def test_the_engine_is_woken_when_the_network_is_back(bench: Bench) -> None:
    reach = QNetworkInformation.Reachability
    bench.keeper.network_changed(reach.Disconnected)
    assert bench.engine.woken == 0
    bench.keeper.network_changed(reach.Online)
    assert bench.engine.woken == 1


# ---- the platforms -------------------------------------------------------------------------


def test_windows_is_told_once_and_told_back() -> None:
    calls: list[int] = []

    def set_state(flags: int) -> int:
        calls.append(flags)
        return 1

    hold = platform_hold("win32", windows=lambda: set_state)
    hold.hold()
    hold.hold()
    assert hold.held
    hold.release()
    hold.release()
    assert calls == [0x80000001, 0x80000000]


def test_windows_that_refuses_does_not_hold() -> None:
    hold = WindowsHold(lambda _flags: 0)
    hold.hold()
    assert not hold.held


@pytest.mark.parametrize("platform", ["linux", "darwin", "freebsd14"])
def test_without_the_tools_nothing_happens(platform: str) -> None:
    assert isinstance(platform_hold(platform, find=lambda _name: None), NoHold)


def test_the_commands_of_the_platforms() -> None:
    found = {}
    for platform in ("darwin", "linux"):
        hold = platform_hold(platform, find=lambda name: f"/bin/{name}")
        assert isinstance(hold, CommandHold)
        found[platform] = hold.command
    assert found["darwin"] == ("/bin/caffeinate", "-i", "-w", str(os.getpid()))
    assert found["linux"][:2] == ("/bin/systemd-inhibit", "--what=sleep:idle")


def test_a_child_holds_until_it_is_released() -> None:
    hold = CommandHold(FOREVER)
    hold.hold()
    hold.hold()
    assert hold.held
    hold.release()
    assert not hold.held


async def test_a_child_that_ends_at_once_is_not_started_again(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    script = f"open({str(marks)!r}, 'a').write('x')"
    hold = CommandHold((sys.executable, "-c", script))
    hold.hold()
    await until(lambda: not hold.held)
    hold.hold()
    assert not hold.held
    assert marks.read_text() == "x"


def test_a_command_that_is_not_there_is_no_error() -> None:
    hold = CommandHold(("/nowhere/at/all",))
    hold.hold()
    assert not hold.held


def killed_with_a_child() -> int:
    """The process id of a child whose program was killed."""
    program = (
        "import sys\n"
        "from smsbook_gui.app.platform.keep_awake import CommandHold\n"
        f"hold = CommandHold({FOREVER!r})\n"
        "hold.hold()\n"
        "print(hold.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    return pid


async def test_a_child_ends_with_a_program_that_is_killed() -> None:
    pid = killed_with_a_child()

    def ended() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")  # nobody may have collected it yet
        return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z"

    await until(ended)
