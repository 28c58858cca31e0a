"""Threads that each own an SQLite connection and deliver their results to the event loop."""

import asyncio
import itertools
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from types import TracebackType
from typing import Any, Final, Generic, TypeVar

from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.store.db.connection import harmless_words, problem
from smsbook_gui.threads import tell

C = TypeVar("C")
T = TypeVar("T")

_log = logging.getLogger(__name__)
_LAST = 1 << 30
"""The priority of the end, after all work that was submitted before."""


_NOW = -1
"""The priority of what cannot wait."""


class Unfinished(Enum):
    """Returned by work that consists of several steps: it is called again, with priority LATER."""

    UNFINISHED = "unfinished"


UNFINISHED: Final = Unfinished.UNFINISHED


class StoreClosed(RuntimeError):
    """The store was used after it was closed: a bug in the caller."""


FIRST = 0
"""Actions of a person, and the engine's transitions."""
LATER = 1
"""What can wait: chunks of listings, background readings."""


class Delivery(Generic[T]):
    """Carries the result of a block on another thread back to the event loop.

    It wraps the block as a context manager, so that no error is lost on the way; those of SQLite
    that a person can meet become StoreProblem. A block that neither gave a result nor raised was
    one step of several. In the loop's thread, `done` is called with the result before the caller
    goes on, even if that was cancelled, and `damaged` with the error if the file turned out to be
    damaged.
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
        """Sets the result of the block."""
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
    """None ends the thread."""


class DatabaseThread(Generic[C]):
    """A daemon thread with a context (its connection) that is made, used and closed on it.

    Work with a lower priority number goes first, otherwise in the order of submission. Cancelling
    the caller does not take its work back: a write that was asked for happens.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[], C],
        close: Callable[[C], None],
        idle: Callable[[C, Callable[[], bool]], bool] = lambda _context, _wanted: False,
    ) -> None:
        """`idle` does some of what is to be done while no work is there, and returns whether there
        was any. It ends soon after the function that it is given has become true: there is work."""
        self._make = make
        self._close = close
        self._idle = idle
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._closed = False
        self.damaged: Callable[[StoreDamaged], None] | None = None
        """Called in the event loop's thread when its work shows that the file is damaged."""
        self._started: Delivery[None] | None = None

    async def start(self) -> None:
        """Starts the thread and makes its context; raises what that raises."""
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
        """Submits `work`; the future has its result. Raises StoreClosed.

        When it returns UNFINISHED it is called again, with other work in between. It goes on even
        if nobody waits for it any more: work that may be long checks `closing`.
        """
        if self._closed:
            raise StoreClosed
        answer: Delivery[T] = Delivery(done, self.damaged)
        self._jobs.put(_Job(priority, next(self._numbers), answer, work))
        return answer.future

    @property
    def closing(self) -> bool:
        """Whether the thread ends as soon as its work is done."""
        return self._closed

    def is_wanted(self, priority: int) -> bool:
        """Whether work with a lower priority number is waiting."""
        with self._jobs.mutex:
            return bool(self._jobs.queue) and self._jobs.queue[0].priority < priority

    def run_now(self, work: Callable[[C], object], limit: float) -> None:
        """Runs `work` before all that waits, and blocks the caller until it is done.

        Only for the moment before a forced end. Gives up after `limit` seconds.
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
        """Lets the thread finish its work, closes its context and joins it."""
        if self._closed:
            return
        self._closed = True
        answer: Delivery[None] = Delivery()
        self._jobs.put(_Job(_LAST, next(self._numbers), answer, None))
        try:
            await answer.future
        finally:
            self._thread.join()

    def _has_work(self) -> bool:
        return not self._jobs.empty()

    def _use_the_time(self, context: C) -> None:
        """Until there is work, does what nobody waits for. What fails is tried again later."""
        try:
            while not self._has_work() and self._idle(context, self._has_work):
                pass
        except sqlite3.Error as error:  # Whoever wants something of the file is told of it.
            _log.warning("what waits for a quiet moment goes on waiting: %s", harmless_words(error))

    def _run(self) -> None:
        made: list[C] = []
        assert self._started is not None
        with self._started as started:
            made.append(self._make())
            started.give(None)
        while True:
            if made:
                self._use_the_time(made[0])
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
