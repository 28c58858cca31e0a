"""Time as a parameter, so that tests and the simulation need no sleeping."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The time, as the services see it."""

    def now(self) -> datetime:
        """The wall clock, in UTC. It can jump."""

    def monotonic(self) -> float:
        """Seconds that never jump; for pauses and rates."""

    async def sleep(self, seconds: float) -> None:
        """Waits that long, by `monotonic`."""


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0))


async def wait_for(event: asyncio.Event, seconds: float, clock: Clock) -> None:
    """Waits until the event is set or that time has passed, by the given clock."""
    timer = asyncio.ensure_future(clock.sleep(seconds))
    signalled = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait((timer, signalled), return_when=asyncio.FIRST_COMPLETED)
    finally:
        timer.cancel()
        signalled.cancel()
        await asyncio.gather(timer, signalled, return_exceptions=True)
