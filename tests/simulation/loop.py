"""An event loop whose time is virtual: where nothing can run, the next timer is due at once.

It does no input or output and has no threads, so that a run depends on its seed alone.
"""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Stuck(AssertionError):
    """Nothing can run and no timer is set: somebody waits for ever."""


class _Time:
    """What the loop takes for its selector: nothing ever arrives, a time limit passes at once."""

    def __init__(self) -> None:
        self.now = 0.0

    def select(self, timeout: float | None) -> list[object]:
        if timeout is None:
            raise Stuck
        self.now += max(timeout, 0.0)
        return []


SHORTEST = 1e-6
"""Seconds that any pause takes at least."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Its time begins at 0."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Time()

    def time(self) -> float:
        return self._selector.now

    def _process_events(self, event_list: list[object]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """There is no other thread that could have to wake this one."""


class LoopClock:
    """Satisfies `services.clock.Clock` by the running loop's time."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.jumped = timedelta()

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.time()) + self.jumped

    def monotonic(self) -> float:
        return self._loop.time()

    async def sleep(self, seconds: float) -> None:
        # A real clock goes on however short the pause; a sum of floats may stand still.
        await asyncio.sleep(max(seconds, SHORTEST) if seconds > 0 else 0.0)
