"""The record of what was done as a file, for an audit: who changed what, and when."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from smsbook_gui.domain.contacts.record import RecordedChange, RecordQuery
from smsbook_gui.files.writers import writing
from smsbook_gui.store.store import Store
from smsbook_gui.threads import on_thread, tell

_AT_ONCE = 200
"""Changes that are in memory at a time; the window's thread gets its turn between them."""

Cells = Callable[[RecordedChange], Sequence[str]]


class RecordFormat(StrEnum):
    """What the record is written as; the value is the ending of the file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    """In the form in which spreadsheets keep every text."""


class _Stopped(Exception):
    """The person does not want it any more; raised among the rows, it ends the writing."""


class RecordExport:
    """Writes the record, newest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def export(
        self,
        query: RecordQuery,
        target: Path,
        form: RecordFormat,
        *,
        headers: Sequence[str],
        cells: Cells,
        on_progress: Callable[[int], None],
    ) -> int:
        """Writes all changes that the query finds; how many. `cells` is called on a thread.

        Raises FileProblem. Cancelled or not possible, a file that was there before is as it was.
        """
        supply = _Supply(self._store, query, on_progress)

        def write() -> None:
            rows = map(cells, supply)
            if form is RecordFormat.XLSX:
                writing.write_xlsx(target, headers, rows)
            else:
                fitting = map(writing.fitting, rows)
                writing.write_csv(target, headers, fitting, writing.EXCEL_CSV)

        await on_thread(write, stop=supply.stop, name="export record")
        return supply.done


class _Supply:
    """Changes for a thread that writes, fetched as it takes them."""

    def __init__(
        self, store: Store, query: RecordQuery, on_progress: Callable[[int], None]
    ) -> None:
        self.done = 0
        self._store = store
        self._query = query
        self._on_progress = on_progress
        self._stop = threading.Event()
        self._loop = asyncio.get_running_loop()

    def stop(self) -> None:
        """Ends the writing at the next change."""
        self._stop.set()

    def __iter__(self) -> Iterator[RecordedChange]:
        before: int | None = None
        while True:
            asked = asyncio.run_coroutine_threadsafe(
                self._store.bulk.record(self._query, before=before, limit=_AT_ONCE), self._loop
            )
            found = asked.result()
            if self._stop.is_set():
                raise _Stopped
            if not found:
                return
            self.done += len(found)
            before = found[-1].line_id
            yield from found
            tell(self._loop, self._tell, self.done)

    def _tell(self, done: int) -> None:
        if not self._stop.is_set():
            self._on_progress(done)
