"""The rows of a list come from its file into the database of an import, each judged by itself."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from smsbook_gui.domain.cells import with_changes
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.import_check import RowRules
from smsbook_gui.domain.importing import ImportChoices, ImportStage, Progress
from smsbook_gui.domain.tabular import FileFormat, Layout, SourceRow, with_found
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.files.readers import reading
from smsbook_gui.files.readers.base.stream import RowStream
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import Corrections, ImportRecord, own_part, rows_part

OnProgress = Callable[[Progress], None]

AT_ONCE = 500
"""Rows at a time: some 10 ms, so that what the window shows does not wait long."""
NOT_READ = (0, 0)
"""The state of a file that is to be read from its start."""
_SURE = 0.02
"""Share of the work after which the time left can be told."""


class FileRowReader:
    """Reads a file once, and judges what is here again where it was read for other choices."""

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self._context = context
        self._record = record

    async def read(self, rules: RowRules, on_progress: OnProgress) -> None:
        """All rows are in the database then. Cancelled, the next call goes on where it was.

        Raises FileProblem.
        """
        record, choices = self._record, self._record.choices
        if not record.db.is_open:
            await record.db.start()
        await self._prepare(choices, rules, on_progress)
        if not record.read:
            await self._read(choices, rules, on_progress)

    async def set_format(self, chosen: FileFormat) -> Layout:
        """Looks into the file anew; choices are guessed anew where the columns changed."""
        record = self._record
        layout = await asyncio.to_thread(reading.inspect, record.path, chosen)
        if not record.layout.encodings:  # of rows that were pasted
            layout = replace(layout, encodings=())
        choices = record.choices
        if layout.columns != record.layout.columns:
            found = await self._context.find_columns(layout)
            choices = replace(choices, **found._asdict())
        await record.update(
            layout=layout,
            choices=choices,
            read=False,
            state=NOT_READ,
            corrections={},
            checked_by=None,
        )
        return layout

    async def _prepare(
        self, choices: ImportChoices, rules: RowRules, on_progress: OnProgress
    ) -> None:
        """Rows of another file, or that were read in another way, go; others are judged anew."""
        record = self._record
        anew = rows_part(choices) != rows_part(record.judged_by)
        read = record.read and not anew
        state = record.state if read else await file_state(record.path)
        if anew:
            # What was read makes other rows now; what a person corrected in it holds on.
            corrections = record.corrections
            if state == record.state:
                corrections = _merged(corrections, await record.db.corrections())
            await record.update(read=False, state=NOT_READ, corrections=corrections)
        elif state != record.state:
            await record.update(corrections={})
        if state != record.state:
            await record.db.clear()
        elif own_part(choices) != record.judged_by:
            await self._judge_again(rules, on_progress)
        await record.update(state=state, stage=ImportStage.CHECKING, judged_by=own_part(choices))

    async def _read(self, choices: ImportChoices, rules: RowRules, on_progress: OnProgress) -> None:
        record = self._record
        done = await record.db.taken()
        # A row of the file may be several here, the last of which are not in yet.
        each = choices.each_number
        stream = await asyncio.to_thread(
            reading.rows, record.path, record.layout.format, start=0 if each else done
        )
        rows = rules.contacts(_corrected(iter(stream), record.corrections))
        if each:
            rows = islice(rows, done, None)
        clock, first = self._context.clock, done
        begun = clock.monotonic()
        while taken := await record.db.take(rows, rules, AT_ONCE):
            done += taken
            on_progress(_progress(stream, done, first, clock.monotonic() - begun))
            if taken < AT_ONCE:
                break
        notes = with_found(record.layout.notes, stream.notes)
        await record.update(read=True, layout=replace(record.layout, notes=notes))

    async def _judge_again(self, rules: RowRules, on_progress: OnProgress) -> None:
        db = self._record.db
        total, done = await db.taken(), 0
        while judged := await db.judge_again(rules, done, AT_ONCE):
            done += judged
            on_progress(Progress(done, total))


def _merged(old: Corrections, new: Corrections) -> Corrections:
    return old | {number: old.get(number, {}) | changed for number, changed in new.items()}


def _corrected(rows: Iterator[SourceRow], corrections: Corrections) -> Iterator[SourceRow]:
    """The rows with what was corrected in them when they were read before."""
    if not corrections:
        return rows
    return (
        SourceRow(row.number, tuple(with_changes(list(row.cells), changed)))
        if (changed := corrections.get(row.number))
        else row
        for row in rows
    )


def _progress(stream: RowStream, done: int, first: int, seconds: float) -> Progress:
    """The total is known by how far in the file we are."""
    fraction = stream.fraction
    if fraction < _SURE:
        return Progress(done, None)
    total = max(done, round(done / fraction))
    each = seconds / max(done - first, 1)
    return Progress(done, total, (total - done) * each)


async def file_state(path: Path) -> tuple[int, int]:
    """What changes when a file does. Raises FileProblem."""
    try:
        found = await asyncio.to_thread(path.stat)
    except OSError as error:
        raise FileProblem(
            Text("The file is no longer there, or cannot be read."), details=error.strerror or ""
        ) from error
    return found.st_size, found.st_mtime_ns
