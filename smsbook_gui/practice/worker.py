"""One thread that owns the database, so that the loop that serves never waits for a disk.

In practice mode that loop is the GUI thread's. A thread rather than calls kept under a
millisecond: a commit may wait for the disk (a laptop's just woken up, a virus scanner), and no
measurement on one computer promises that it will not on another.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from smsbook_gui.practice.database import PracticeDatabase

Answer = TypeVar("Answer")


def _settle(future: Future[Answer], work: Callable[[], Answer]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        answer = work()
    except BaseException as problem:  # noqa: BLE001 - raised again where it is waited for
        future.set_exception(problem)
    else:
        future.set_result(answer)


class Worker:
    """Opens a database on a thread of its own and runs jobs on it, one after another.

    The thread is a daemon: an app that ends without `close` still ends. Its answers are futures of
    no loop, unlike those of `threads.py`: it is made, and its file opened, where no loop runs.
    """

    def __init__(self, open_database: Callable[[], PracticeDatabase]) -> None:
        self._open_database = open_database
        self._database: Future[PracticeDatabase] = Future()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="practice-database", daemon=True)
        self._thread.start()

    def wait_until_open(self) -> None:
        """Returns when the file is open. Raises what opening raised: OSError, sqlite3.Error."""
        self._database.result()

    def submit(self, work: Callable[[PracticeDatabase], Answer]) -> Future[Answer]:
        """Queues a job. Its future raises what the job, or opening the file, raised.

        Raises RuntimeError after `close`.
        """
        if self._closed:
            raise RuntimeError("the practice service is closed")
        future: Future[Answer] = Future()
        self._jobs.put(lambda: _settle(future, lambda: work(self._database.result())))
        return future

    async def run(self, work: Callable[[PracticeDatabase], Answer]) -> Answer:
        """Runs a job without blocking the loop. Raises what the job raised."""
        return await asyncio.wrap_future(self.submit(work))

    def close(self) -> None:
        """Finishes the queued jobs, closes the file and joins the thread. May be called twice."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        _settle(self._database, self._open_database)
        while (job := self._jobs.get()) is not None:
            job()
            del job  # the last answer is not kept alive while waiting for the next job
        if self._database.exception() is None:
            self._database.result().close()
