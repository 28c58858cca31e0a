"""A list in a file, as imports and comparisons have it: its rows come into a database of theirs."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.cells import with_changes
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import ImportChoices, ImportStage, Progress
from smsbook_gui.domain.imports.tabular import FileFormat, Layout, SourceRow, with_found
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers import reading
from smsbook_gui.files.readers.base.stream import RowStream
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import Corrections, ImportRecord, own_part, rows_part

OnProgress = Callable[[Progress], None]

ROWS_PER_CHUNK = 500
"""Rows at a time: some 10 ms, so that what the window shows need not wait long."""
NOT_READ = (0, 0)
"""The state of a file that is to be read from the start."""
_SURE = 10 * ROWS_PER_CHUNK
"""Rows after which their number can be estimated: it is known to a chunk which of them fill the
part of the file that was read."""


class ListFile:
    """Reads a file once; if it was read for other choices, judges what is here again.

    Whoever works on it holds `busy` meanwhile: one thing at a time.
    """

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self.busy = asyncio.Lock()
        self._context = context
        self._record = record

    @property
    def name(self) -> str:
        """The file's name, for titles."""
        return self._record.name

    @property
    def layout(self) -> Layout:
        """What the look into the file found."""
        return self._record.layout

    @property
    def choices(self) -> ImportChoices:
        """What its columns hold, and whatever else its rows are judged by."""
        return self._record.choices

    async def read(self, rules: RowRules, on_progress: OnProgress) -> None:
        """Brings all rows into the database; the caller holds `busy`.

        It can be cancelled; the next call goes on where it was. Raises FileProblem.
        """
        record, choices = self._record, self._record.choices
        if not record.db.is_open:
            await record.db.start()
        await self._prepare(choices, rules, on_progress)
        if not record.read:
            await self._read(choices, rules, on_progress)

    async def set_format(self, chosen: FileFormat) -> Layout:
        """Looks into the file anew; choices are guessed anew where the columns changed.

        Raises FileProblem.
        """
        async with self.busy:
            return await self._look_again(chosen)

    async def _look_again(self, chosen: FileFormat) -> Layout:
        record = self._record
        layout = await asyncio.to_thread(reading.inspect, record.path, chosen)
        if not record.layout.encodings:  # These rows were pasted.
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
        """Drops rows of another file, or that were read in another way; judges others again."""
        record = self._record
        anew = rows_part(choices) != rows_part(record.judged_by)
        read = record.read and not anew
        state = record.state if read else await file_state(record.path)
        if anew:
            # What was read makes other rows now; the corrections of a person still hold.
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
        # A row of the file may be several here, of which the last are not in yet.
        each = choices.each_number
        stream = await asyncio.to_thread(
            reading.rows, record.path, record.layout.format, start=0 if each else done
        )
        rows = rules.contacts(_corrected(iter(stream), record.corrections))
        if each:
            rows = islice(rows, done, None)
        estimate = _Estimate(stream, done, self._context.clock.monotonic)
        while taken := await record.db.take(rows, rules, ROWS_PER_CHUNK):
            done += taken
            on_progress(estimate.progress(done))
            if taken < ROWS_PER_CHUNK:
                break
        notes = with_found(record.layout.notes, stream.notes)
        await record.update(read=True, layout=replace(record.layout, notes=notes))

    async def _judge_again(self, rules: RowRules, on_progress: OnProgress) -> None:
        db = self._record.db
        total, done = await db.taken(), 0
        while judged := await db.judge_again(rules, done, ROWS_PER_CHUNK):
            done += judged
            on_progress(Progress(done, total))


def _merged(old: Corrections, new: Corrections) -> Corrections:
    return old | {number: old.get(number, {}) | changed for number, changed in new.items()}


def _corrected(rows: Iterator[SourceRow], corrections: Corrections) -> Iterator[SourceRow]:
    """The rows, with what was corrected in them when they were read before."""
    if not corrections:
        return rows
    return (
        row._replace(cells=tuple(with_changes(list(row.cells), changed)))
        if (changed := corrections.get(row.number))
        else row
        for row in rows
    )


class _Estimate:
    """How many rows there are, and how long they take, by how far the reading is in the file.

    That is known whenever the next piece of the file is begun: in between, rows go on and the
    fraction does not.
    """

    def __init__(self, stream: RowStream, done: int, monotonic: Callable[[], float]) -> None:
        self._stream = stream
        self._first = done
        self._monotonic = monotonic
        self._begun = monotonic()
        self._fraction: float | None = None
        self._total: int | None = None

    def progress(self, done: int) -> Progress:
        """After so many rows."""
        before, self._fraction = self._fraction, self._stream.fraction
        if before is not None and self._fraction > before and done >= _SURE:
            self._total = round(done / self._fraction)
        if self._total is None or done > self._total:
            return Progress(done, None)
        each = (self._monotonic() - self._begun) / max(done - self._first, 1)
        return Progress(done, self._total, (self._total - done) * each, about=True)


async def file_state(path: Path) -> tuple[int, int]:
    """Size and time of change of a file, which tell whether it has changed. Raises FileProblem."""
    try:
        found = await asyncio.to_thread(path.stat)
    except OSError as error:
        raise FileProblem(
            Text("The file is no longer there, or cannot be read."), details=error.strerror or ""
        ) from error
    return found.st_size, found.st_mtime_ns
