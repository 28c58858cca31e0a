"""The table's search: one at a time, each interrupted by the next."""

import asyncio
import sqlite3
import sys
import threading
from array import array
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from smsbook_gui.domain.contacts.query import Query, SearchSuperseded
from smsbook_gui.store.db.database_thread import DatabaseThread
from smsbook_gui.store.db.transaction import Read
from smsbook_gui.store.queries.sql import sql_of, streams
from smsbook_gui.threads import tell

CHUNK = 200_000
"""Ids in each chunk after the first."""
STEPS = 200_000
"""Steps of SQLite's virtual machine (some 20 ms) between checks whether to go on, since each check
waits for Python's lock. The checks are only for an interrupt that came a moment too early."""

_DIGITS = 16
_REST = (
    f"SELECT group_concat(printf('%0{_DIGITS}x', local_id), '') FROM ({{sql}} LIMIT -1 OFFSET ?)"
)
"""All ids after the first ones, as one text.

Between two rows of a result, Python's lock changes hands. While the GUI thread is busy, each row
then waits for it: a list of 100,000 took a second instead of a tenth of one. SQLite builds a single
text without the lock, in the order of the query.
"""


@dataclass(slots=True)
class _Search:
    number: int
    query: Query
    first: int
    over: bool = False
    """Nobody waits for this search any more."""


class Searches:
    """Runs queries on a thread that it is given, which has its own connection.

    The table shows one query at a time. The next one makes the one before pointless, so SQLite is
    interrupted in the middle of it.
    """

    def __init__(self, thread: DatabaseThread[Read]) -> None:
        self._thread = thread
        self._newest = 0
        self._lock = threading.Lock()
        self._running: tuple[int, sqlite3.Connection] | None = None

    def search(self, query: Query, first: int) -> AsyncIterator["array[int]"]:
        """Ids in chunks. The search before it is interrupted now, not when iteration starts."""
        return self._chunks(_Search(self._supersede(), query, first))

    def interrupt(self) -> None:
        """Ends the search that is running, if there is one."""
        self._supersede()

    def _supersede(self) -> int:
        with self._lock:
            self._newest += 1
            if self._running is not None:
                self._running[1].interrupt()
            return self._newest

    async def _chunks(self, search: _Search) -> AsyncIterator["array[int]"]:
        loop = asyncio.get_running_loop()
        chunks: asyncio.Queue[array[int] | None] = asyncio.Queue()

        def deliver(chunk: "array[int] | None") -> None:
            tell(loop, chunks.put_nowait, chunk)

        run = asyncio.create_task(self._thread.run(lambda read: self._run(read, search, deliver)))
        run.add_done_callback(lambda _: chunks.put_nowait(None))
        try:
            while (chunk := await chunks.get()) is not None:
                if search.number != self._newest:
                    raise SearchSuperseded
                yield chunk
            await run
        finally:
            await self._let_go(search, run)

    async def _let_go(self, search: _Search, run: "asyncio.Task[None]") -> None:
        """Ends a search that nobody listens to any more; its outcome no longer matters."""
        with self._lock:
            search.over = True
            if self._running is not None and self._running[0] == search.number:
                self._running[1].interrupt()
        if not run.done():
            run.cancel()
        await asyncio.wait([run])
        if not run.cancelled():
            run.exception()

    def _is_over(self, search: _Search) -> bool:
        return search.over or search.number != self._newest

    def _run(
        self, read: Read, search: _Search, deliver: Callable[["array[int] | None"], None]
    ) -> None:
        with self._lock:
            if self._is_over(search):
                raise SearchSuperseded
            self._running = (search.number, read.db)
        # An interrupt has no effect on a statement that is about to start, so this checks again.
        read.db.set_progress_handler(lambda: int(self._is_over(search)), STEPS)
        try:
            self._stream(read, search, deliver)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise SearchSuperseded from error
            raise
        finally:
            read.db.set_progress_handler(None, 0)
            with self._lock:
                self._running = None

    def _stream(
        self, read: Read, search: _Search, deliver: Callable[["array[int] | None"], None]
    ) -> None:
        sql, parameters = sql_of(search.query, read.rules.region, read.clock())
        read.db.execute("BEGIN")  # both statements see the same contacts
        try:
            first = search.first if streams(search.query) else 0
            rows = read.all(f"{sql} LIMIT ?", (*parameters, first)) if first else []
            if rows:
                deliver(array("q", [row[0] for row in rows]))
            if len(rows) < first:
                return
            text = read.value(_REST.format(sql=sql), (*parameters, first)) or ""
            for start in range(0, len(text), CHUNK * _DIGITS):
                if self._is_over(search):
                    raise SearchSuperseded
                deliver(_ids(text[start : start + CHUNK * _DIGITS]))
        finally:
            if read.db.in_transaction:
                read.db.execute("ROLLBACK")


def _ids(text: str) -> "array[int]":
    """The ids in the text that `_REST` returns."""
    ids = array("q", bytes.fromhex(text))
    if sys.byteorder == "little":
        ids.byteswap()
    return ids
