"""Threads that own an SQLite connection each; their answers come back to the event loop."""

import asyncio
import itertools
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from types import TracebackType
from typing import Any, Final, Generic, TypeVar

from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.store.db.connection import problem
from smsbook_gui.threads import tell

C = TypeVar("C")
T = TypeVar("T")

_LAST = 1 << 30
"""Rank of the end: behind all work that was handed in before."""


_NOW = -1
"""Rank of what cannot wait."""


class Unfinished(Enum):
    """What work returns that is to be called again, with priority LATER: a step of several."""

    UNFINISHED = "unfinished"


UNFINISHED: Final = Unfinished.UNFINISHED


class StoreClosed(RuntimeError):
    """The store was used after its close: a bug of the caller."""


FIRST = 0
"""A person's action and the engine's transitions."""
LATER = 1
"""What may wait: chunks of listings and background readings."""


class Delivery(Generic[T]):
    """Carries what a block on another thread came to back to the event loop.

    Used as a context manager around the block, so that no error of any kind is lost on the way:
    SQLite's become StoreProblem where a person can meet them. A block that gave nothing and raised
    nothing was one step of several. `done` is called in the loop's
    thread with the value, before the caller goes on, even if the caller was cancelled; `damaged`
    with the error where the file turned out to be damaged.
    """

    def __init__(
        self,
        done: Callable[[T], None] | None = None,
        damaged: Callable[[StoreDamaged], None] | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self._loop.create_future()
        self._done = done
        self._damaged = damaged
        self._values: list[T] = []

    def give(self, value: T) -> None:
        """The block's result."""
        self._values = [value]

    def __enter__(self) -> "Delivery[T]":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, sqlite3.Error):
            known = problem(error)
            if known is not None:
                known.__cause__ = error
                error = known
        if error is not None or self._values:
            tell(self._loop, self._deliver, error)
        return True

    def _deliver(self, error: BaseException | None) -> None:
        try:
            if error is None and self._done is not None:
                self._done(self._values[0])
            if isinstance(error, StoreDamaged) and self._damaged is not None:
                self._damaged(error)
        finally:
            if not self.future.done():
                if error is None:
                    self.future.set_result(self._values[0])
                else:
                    self.future.set_exception(error)


@dataclass(order=True)
class _Job:
    priority: int
    number: int
    answer: Delivery[Any] = field(compare=False)
    work: Callable[[Any], Any] | None = field(compare=False)
    """None is the end of the thread."""


class DatabaseThread(Generic[C]):
    """A daemon thread with a context of its own (its connection), made and closed on it.

    Work of a lower number goes first, otherwise in the order handed in. A caller that is
    cancelled does not take its work back: a write that was asked for happens.
    """

    def __init__(self, name: str, make: Callable[[], C], close: Callable[[C], None]) -> None:
        self._make = make
        self._close = close
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._closed = False
        self.damaged: Callable[[StoreDamaged], None] | None = None
        """Called in the event loop's thread where its work shows that the file is damaged."""
        self._started: Delivery[None] | None = None

    async def start(self) -> None:
        """Starts the thread and makes its context; raises what making it raises."""
        self._started = Delivery()
        self._thread.start()
        try:
            await self._started.future
        except BaseException:
            await self.close()
            raise

    async def run(
        self,
        work: Callable[[C], T | Unfinished],
        *,
        priority: int = 0,
        done: Callable[[T], None] | None = None,
    ) -> T:
        """Runs `work` on the thread. Raises what it raises, or StoreClosed."""
        return await self.submit(work, priority=priority, done=done)

    def submit(
        self,
        work: Callable[[C], T | Unfinished],
        *,
        priority: int = 0,
        done: Callable[[T], None] | None = None,
    ) -> "asyncio.Future[T]":
        """Hands `work` in; what it comes to. Raises StoreClosed.

        Where it returns UNFINISHED it is called again, and other work gets in between. It goes on
        where nobody waits for it any more: work that may be long looks at `closing`.
        """
        if self._closed:
            raise StoreClosed
        answer: Delivery[T] = Delivery(done, self.damaged)
        self._jobs.put(_Job(priority, next(self._numbers), answer, work))
        return answer.future

    @property
    def closing(self) -> bool:
        """Whether the thread is to end as soon as its work is done."""
        return self._closed

    def is_wanted(self, priority: int) -> bool:
        """Whether work of a lower number waits."""
        with self._jobs.mutex:
            return bool(self._jobs.queue) and self._jobs.queue[0].priority < priority

    def run_now(self, work: Callable[[C], object], limit: float) -> None:
        """Runs `work` before anything that waits, and blocks the caller until it is done.

        For the moment before a forced end only. Gives up after `limit` seconds.
        """
        done = threading.Event()

        def and_tell(context: C) -> None:
            try:
                work(context)
            finally:
                done.set()

        answer: Delivery[None] = Delivery()
        answer.future.add_done_callback(lambda future: future.cancelled() or future.exception())
        self._jobs.put(_Job(_NOW, next(self._numbers), answer, and_tell))
        done.wait(limit)

    async def close(self) -> None:
        """Lets the thread finish what it has, closes its context and joins it."""
        if self._closed:
            return
        self._closed = True
        answer: Delivery[None] = Delivery()
        self._jobs.put(_Job(_LAST, next(self._numbers), answer, None))
        try:
            await answer.future
        finally:
            self._thread.join()

    def _run(self) -> None:
        made: list[C] = []
        assert self._started is not None
        with self._started as started:
            made.append(self._make())
            started.give(None)
        while True:
            job = self._jobs.get()
            with job.answer as answer:
                if job.work is not None:
                    value = job.work(made[0])
                    if value is UNFINISHED:
                        self._jobs.put(replace(job, priority=LATER, number=next(self._numbers)))
                    else:
                        answer.give(value)
                else:
                    if made:
                        self._close(made[0])
                    answer.give(None)
            if job.work is None:
                return
