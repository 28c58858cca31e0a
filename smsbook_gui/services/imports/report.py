"""The rows of an import that did not go in, as a file of the person's own columns."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any, TypeVar

from smsbook_gui.files.writers.writing import EXCEL_CSV, write_csv
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.services.runtime.task_scope import on_thread

T = TypeVar("T")
REASON = "Reason"
_AT_ONCE = 1000


class _Stopped(Exception):
    """Nobody waits for it any more; raised among the rows, it ends the writing."""


async def save_failed(path: Path, record: ImportRecord) -> int:
    """See ImportJob.save_failed. Cells beyond the last column stand in columns without a name."""
    columns = record.layout.columns
    width = max(len(columns), await record.sheet.width())
    loop, stopped, written = asyncio.get_running_loop(), threading.Event(), 0

    def rows() -> Iterator[Sequence[str]]:
        nonlocal written
        start = 0
        while found := _wait(loop, record.sheet.failed(record.batch_id, start, _AT_ONCE)):
            if stopped.is_set():
                raise _Stopped
            for row in found:
                yield *row.cells, *[""] * (width - len(row.cells)), row.reason
            start, written = found[-1].position + 1, written + len(found)

    headers = (*columns, *[""] * (width - len(columns)), _free(REASON, columns))
    dialect = replace(EXCEL_CSV, separator=record.layout.format.separator or ",")

    def write() -> None:
        write_csv(path, headers, rows(), dialect)

    await on_thread(write, stop=stopped.set)
    return written


def _wait(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T]) -> T:
    """What the loop makes of it, on the thread that writes: the rows need not all be in memory."""
    return asyncio.run_coroutine_threadsafe(work, loop).result()


def _free(name: str, taken: Sequence[str]) -> str:
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain((name,), numbered) if each not in taken)
