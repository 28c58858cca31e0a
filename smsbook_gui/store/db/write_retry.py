"""Lets writes that must not be given up wait until the file can be written again.

The outcome of a call to the service is learnt only once: if it cannot be recorded (the disk is
full, another program locks the file), it is kept in memory and recorded later. Meanwhile nothing
new is sent, and the window says what is wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from smsbook_gui.domain.errors import StoreUnavailable

T = TypeVar("T")

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds between attempts, doubled each time."""

Wait = Callable[[asyncio.Event, float], Awaitable[object]]
"""Waits until the event is set or that many seconds have passed."""


async def wait_by_loop(event: asyncio.Event, seconds: float) -> None:
    """A `Wait` that goes by the event loop's clock."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


class Retrying:
    """Repeats attempts for as long as they raise StoreUnavailable.

    One of those who wait tries at a time; the others follow once it got through. `problem` is what
    stands in the way now. For the event loop's thread only.
    """

    def __init__(self, wait: Wait = wait_by_loop) -> None:
        self.problem: StoreUnavailable | None = None
        self._wait = wait
        self._pause = FIRST_PAUSE
        self._turn = asyncio.Lock()
        self._hurry = asyncio.Event()
        self.ending = False
        """Whether waiting is over, because the store is being closed."""
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls back when `problem` changed; returns what unsubscribes, also more than once."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def hurry(self) -> None:
        """Lets whoever waits, or comes next, try now."""
        if self.problem is not None:
            self._hurry.set()

    def end(self) -> None:
        """Lets everybody, now and later, try just once more and raise what comes of it."""
        self.ending = True
        self._hurry.set()

    async def until_done(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Repeats `attempt` until it succeeds; returns its result.

        An attempt that raises StoreUnavailable must have changed nothing. It is raised here only
        after `end`.
        """
        if self.problem is None:
            try:
                return await attempt()
            except StoreUnavailable as error:
                self._failed(error)
        async with self._turn:
            while True:
                if self.problem is not None and not self.ending:
                    await self._wait(self._hurry, self._pause)
                    self._hurry.clear()
                    self._pause = min(self._pause * 2, LONGEST_PAUSE)
                try:
                    result = await attempt()
                except StoreUnavailable as error:
                    if self.ending:
                        raise
                    self._failed(error)
                else:
                    self._pause = FIRST_PAUSE
                    self._show(None)
                    return result

    def _failed(self, error: StoreUnavailable) -> None:
        if type(error) is not type(self.problem):
            self._show(error)

    def _show(self, problem: StoreUnavailable | None) -> None:
        if problem is not self.problem:
            self.problem = problem
            for listener in tuple(self._listeners):
                listener()
