"""One rate limiter for each account: never over the service's rate, a person's work first."""

import asyncio
import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count

from smsbook_gui.services.runtime.clock import Clock

CALLS_A_SECOND = 9.9
"""Calls a second. The service allows 10 on average (API.md); staying just below absorbs jitter."""
BURST = 5
READS_A_SECOND = 2.0
"""Background readings a second: colleagues and the customer's own sending share the limit."""
SLOWED_FOR = 60.0
"""Seconds that the rate is halved after a 429."""


class Lane(IntEnum):
    """Who goes first: the smallest number."""

    PERSON = 0
    BULK = 1
    LISTING = 2
    BACKGROUND = 3


@dataclass
class _Bucket:
    """A token bucket, which fills as time passes.

    `held` tokens were taken and not used yet: they still take up room in the bucket.
    """

    rate: float
    burst: float
    tokens: float
    at: float
    held: int = 0

    def wait(self, now: float) -> float:
        """Seconds until there is a token; 0 if there is one."""
        filled = self.tokens + (now - self.at) * self.rate
        self.tokens = min(self.burst - self.held, filled)
        self.at = now
        missing = 1.0 - self.tokens
        # It is short by a rounding error only: waiting for less than a clock tick would never end.
        return missing / self.rate if missing > 1e-9 else 0.0

    def set_rate(self, now: float, rate: float) -> None:
        self.wait(now)
        self.rate = rate


@dataclass(order=True)
class _Ticket:
    lane: Lane
    number: int
    granted: asyncio.Event = field(compare=False, default_factory=asyncio.Event)


class RateLimiter:
    """Hands out permission to call the service, by lane and then by arrival."""

    def __init__(
        self, clock: Clock, *, rate: float = CALLS_A_SECOND, read_rate: float = READS_A_SECOND
    ) -> None:
        self._clock = clock
        self._full_rate = rate
        now = clock.monotonic()
        self._all = _Bucket(rate, BURST, BURST, now)
        self._reads = _Bucket(read_rate, 1, 1, now)
        self._slow_until = now
        self._tickets: list[_Ticket] = []
        self._numbers = count()

    @property
    def rate(self) -> float:
        """Calls a second at present."""
        return self._all.rate

    @property
    def read_rate(self) -> float:
        """Background readings a second."""
        return min(self._reads.rate, self._all.rate)

    async def acquire(self, lane: Lane) -> None:
        """Waits until a call in that lane may go out. Cancelling gives up the place."""
        ticket = _Ticket(lane, next(self._numbers))
        heapq.heappush(self._tickets, ticket)
        try:
            while True:
                if self._tickets[0] is not ticket:
                    ticket.granted.clear()
                    await ticket.granted.wait()
                elif wait := self._wait(lane):
                    await self._clock.sleep(wait)
                else:
                    self._take(lane)
                    return
        finally:
            self._tickets.remove(ticket)
            heapq.heapify(self._tickets)
            if self._tickets:
                self._tickets[0].granted.set()

    @contextmanager
    def holding(self, turns: int = 1) -> Iterator[None]:
        """Wraps what happens between acquiring this many calls and making them, if that may be
        slow.

        Calls that wait for a slow disk leave together once it answers. Without this the bucket
        would be full again by then, and others would leave along with them.
        """
        self._all.held += turns
        try:
            yield
        finally:
            self._all.wait(self._clock.monotonic())
            self._all.held -= turns

    def slow_down(self) -> None:
        """Halves the rate for a while: the service said that we were too fast."""
        now = self._clock.monotonic()
        self._slow_until = now + SLOWED_FOR
        self._all.set_rate(now, self._full_rate / 2)
        self._all.tokens = 0.0

    def _wait(self, lane: Lane) -> float:
        now = self._clock.monotonic()
        if self._all.rate < self._full_rate and now >= self._slow_until:
            self._all.set_rate(now, self._full_rate)
        wait = self._all.wait(now)
        if lane is Lane.BACKGROUND:
            wait = max(wait, self._reads.wait(now))
        return wait

    def _take(self, lane: Lane) -> None:
        self._all.tokens -= 1
        if lane is Lane.BACKGROUND:
            self._reads.tokens -= 1
