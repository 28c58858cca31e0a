"""How long the event loop stays away, whose fault that is, and what was going on meanwhile.

A machine that does other work makes every program wait for a processor. So a time away is told
twice: as the clock has it, and what of it was our own doing: the processor's time of the window's
thread, and what our other threads computed while it waited for the interpreter.
"""

import asyncio
import gc
import os
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Literal

TICK = 0.001
"""Seconds between two beats."""
NOTED = 0.012
"""Seconds of our own from which a time away is noted with what was going on."""
_LOOKS = 0.004
"""Seconds between two looks at all threads."""
_LONG = 0.007
"""Seconds from which on a time away is looked at."""


_DEEP = 10
"""How many calls of each thread are told."""


@dataclass(frozen=True, slots=True)
class Away:
    """A time for which the event loop did not come round, in seconds.

    `own` is what the window's thread computed, `others` what our other threads did while it waited
    for the interpreter, `collecting` what of it garbage collection took.
    """

    wall: float = 0.0
    own: float = 0.0
    others: float = 0.0
    collecting: float = 0.0
    stacks: str = ""

    @property
    def ours(self) -> float:
        """What it would have been with a processor for each of our threads."""
        return self.own + self.others


@dataclass(frozen=True, slots=True)
class _Clocks:
    wall: float
    own: float
    all: float
    waiting: float
    """Seconds for which this thread waited for a processor."""
    collecting: float


class Heartbeat:
    """Beats on the running event loop. With `stacks`, looks at all threads while it is away."""

    def __init__(self, *, stacks: bool = False) -> None:
        self._longest = Away()
        self._noted: list[Away] = []
        self._collecting = 0.0
        self._collection_began = 0.0
        self._schedule = _open_schedule()
        self._looker = _Looker() if stacks else None
        self._last = self._read()
        gc.callbacks.append(self._collects)
        self._task = asyncio.ensure_future(self._beat())

    def start(self) -> None:
        """From now on."""
        self._longest, self._noted = Away(), []
        self._last = self._read()

    @property
    def longest(self) -> Away:
        """The time away since `start` that was most our own doing."""
        return self._longest

    @property
    def noted(self) -> list[Away]:
        """All since `start` that were long by our own doing, in their order."""
        return self._noted

    async def stop(self) -> None:
        """Beat no more."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        gc.callbacks.remove(self._collects)
        if self._looker is not None:
            self._looker.stop()
        if self._schedule is not None:
            os.close(self._schedule)

    async def _beat(self) -> None:
        while True:
            if self._looker is not None:
                self._looker.begin()
            await asyncio.sleep(TICK)  # not 0: a busy loop would take the threads' time
            now = self._read()
            away = self._between(self._last, now)
            if away.ours > self._longest.ours:
                self._longest = away
            if away.ours > NOTED:
                self._noted.append(away)
            self._last = self._read()

    def _between(self, before: _Clocks, now: _Clocks) -> Away:
        wall = max(0.0, now.wall - before.wall - TICK)
        own = now.own - before.own
        others = now.all - before.all - own
        blocked = max(0.0, wall - own - (now.waiting - before.waiting))
        stacks = "" if self._looker is None else self._looker.seen()
        collecting = now.collecting - before.collecting
        return Away(wall, own, max(0.0, min(blocked, others)), collecting, stacks)

    def _read(self) -> _Clocks:
        return _Clocks(
            time.perf_counter(),
            time.thread_time(),
            time.process_time(),
            self._waited(),
            self._collecting,
        )

    def _waited(self) -> float:
        if self._schedule is None:
            return 0.0
        return int(os.pread(self._schedule, 100, 0).split()[1]) / 1e9

    def _collects(self, phase: Literal["start", "stop"], _info: dict[str, int]) -> None:
        if phase == "start":
            self._collection_began = time.thread_time()
        else:
            self._collecting += time.thread_time() - self._collection_began


class _Looker:
    """A thread that looks at what all threads do while the loop is away.

    It needs the interpreter for it: what holds that for long is seen at its end.
    """

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._looks: list[str] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="stalls", daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """The loop came round."""
        self._looks, self._began = [], time.perf_counter()

    def seen(self) -> str:
        """What was going on since then."""
        return "\n".join(self._looks)

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOKS):
            age = time.perf_counter() - self._began
            if age > _LONG:
                self._looks.append(f"-- after {age * 1000:.0f} ms\n{self._stacks()}")

    def _stacks(self) -> str:
        names = {each.ident: each.name for each in threading.enumerate()}
        own = threading.get_ident()
        return "\n".join(
            f"{names.get(thread, '?')}: {_told(frame)}"
            for thread, frame in sys._current_frames().items()
            if thread != own
        )


def _told(frame: FrameType) -> str:
    """The innermost calls first."""
    calls = list(traceback.walk_stack(frame))[:_DEEP]
    return " < ".join(
        f"{Path(each.f_code.co_filename).name}:{line} {each.f_code.co_name}" for each, line in calls
    )


def _open_schedule() -> int | None:
    """Where Linux tells how long this thread waited for a processor."""
    path = Path("/proc/thread-self/schedstat")
    return os.open(path, os.O_RDONLY) if path.exists() else None
