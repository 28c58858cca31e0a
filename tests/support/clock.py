"""A clock that stands still until a test moves it."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def loop_settled() -> None:
    """For code that does not leave the event loop."""
    for _ in range(30):
        await asyncio.sleep(0)


class VirtualClock:
    """Satisfies `services.clock.Clock`. Sleepers wake in the order of their time.

    `settle` is awaited before time moves, so that everything that can happen now has happened,
    on other threads too.
    """

    def __init__(self, settle: Callable[[], Awaitable[object]] = loop_settled) -> None:
        self.settle = settle
        self._seconds = 0.0
        self._jump = timedelta()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def now(self) -> datetime:
        return START + timedelta(seconds=self._seconds) + self._jump

    def monotonic(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        at = self._seconds + max(seconds, 0.0)
        heapq.heappush(self._sleepers, (at, next(self._numbers), future))
        await future

    def jump(self, by: timedelta) -> None:
        """The wall clock is set, as a person or a time server does."""
        self._jump += by

    async def advance(self, seconds: float) -> None:
        """Lets that much time pass, sleeper by sleeper."""
        end = self._seconds + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._wake_next()
            await self.settle()
        self._seconds = end
        await self.settle()

    async def until(self, condition: Callable[[], bool], *, within: float = 3600.0) -> None:
        """Lets time pass until the condition holds; fails after `within` seconds of it."""
        end = self._seconds + within
        await self.settle()
        while not condition():
            assert self._sleepers, "nothing sleeps and the condition does not hold"
            assert self._sleepers[0][0] <= end, f"it did not come true within {within} s"
            self._wake_next()
            await self.settle()

    def _wake_next(self) -> None:
        at, _, future = heapq.heappop(self._sleepers)
        if not future.done():
            self._seconds = max(self._seconds, at)
            future.set_result(None)
