"""The rows of an import that did not go in, as a file of the person's own columns."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from smsbook_gui.files.writing import write_csv
from smsbook_gui.services.import_notes import Notes
from smsbook_gui.store.sheet import ImportSheet

REASON = "Reason"
_AT_ONCE = 1000


async def save_failed(path: Path, sheet: ImportSheet, notes: Notes) -> int:
    """See ImportJob.save_failed."""
    columns = notes.layout.columns
    rows: list[tuple[str, ...]] = []
    start = 0
    while found := await sheet.failed(notes.batch_id, start, _AT_ONCE):
        for row in found:
            cells = (*row.cells, *[""] * (len(columns) - len(row.cells)))[: len(columns)]
            rows.append((*cells, row.reason))
        start = found[-1].position + 1
    headers = (*columns, _free(REASON, columns))

    def write() -> None:
        write_csv(
            path,
            headers,
            _each(rows),
            separator=notes.layout.format.separator or ",",
            encoding="utf-8-sig",
        )

    await asyncio.to_thread(write)
    return len(rows)


def _each(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    yield from rows


def _free(name: str, taken: tuple[str, ...]) -> str:
    return name if name not in taken else _free(f"{name} ", taken)
