"""The step "check" of an import: its file is read, and every row is judged."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from smsbook_gui.domain.cells import with_changes
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.import_check import RowRules
from smsbook_gui.domain.importing import ImportChoices, ImportStage, Mark, NumberChoice, Progress
from smsbook_gui.domain.tabular import Note, NoteKind, SourceRow, with_found
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.files.readers import reading
from smsbook_gui.files.readers.base.stream import RowStream
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import Corrections, ImportRecord, own_part, rows_part
from smsbook_gui.store.imports.import_db import MatchPolicy

OnProgress = Callable[[Progress], None]

AT_ONCE = 500
"""Rows at a time: some 10 ms, so that what the window shows does not wait long."""
_NAMED = 5
"""Rows that a note names."""
NOT_READ = (0, 0)
"""The state of a file that is to be read from its start."""
_SURE = 0.02
"""Share of the work after which the time left can be told."""


class ImportChecker:
    """Reads a file into the import's database and judges its rows: all, or corrected ones."""

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self._context = context
        self._record = record

    async def check(self, on_progress: OnProgress) -> None:
        """Reads the file where it was not read yet, and judges all rows. See ImportJob.check."""
        record, choices = self._record, self._record.choices
        policy = await self._context.policy(choices)
        rules = await self._context.rules_to_judge(choices)
        if not record.db.is_open:
            await record.db.start()
        record.checked_by = None
        await self._prepare(choices, rules, on_progress)
        if not record.read:
            await self._read(choices, rules, on_progress)
        record.summary = await record.db.judge(rules, policy)
        notes = await self._with_other_numbers(record.summary.other_numbers)
        layout = replace(record.layout, notes=notes)
        await record.update(stage=ImportStage.CHECKED, layout=layout)
        record.checked_by = choices

    async def _prepare(
        self, choices: ImportChoices, rules: RowRules, on_progress: OnProgress
    ) -> None:
        """Rows of another file, or that were read in another way, go; others are judged anew."""
        record = self._record
        anew = rows_part(choices) != rows_part(record.judged_by)
        read = record.read and not anew
        state = record.state if read else await _state(record.path)
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

    async def _with_other_numbers(self, count: int) -> tuple[Note, ...]:
        """What there is to say about the file, with the numbers that are passed over."""
        about = self._record.layout.notes
        notes = tuple(note for note in about if note.kind is not NoteKind.OTHER_NUMBERS)
        if not count:
            return notes
        rows = tuple(await self._record.db.numbers_of(Mark.OTHER_NUMBERS, _NAMED))
        text = Text(
            "%Ln rows have more than one number. The best one is imported, the others are passed "
            "over; “A contact for each number” on the step “Columns” imports them too.",
            None,
            count,
            one="1 row has more than one number. The best one is imported, the others are passed "
            "over; “A contact for each number” on the step “Columns” imports them too.",
        )
        return (*notes, Note(NoteKind.OTHER_NUMBERS, text, rows))

    # --- correcting ------------------------------------------------------------------------------

    async def correct(self, position: int, column: int, text: str) -> None:
        """Sets a cell; the rows that it concerns are judged anew."""
        rules, policy = await self._rules_and_policy()
        self._record.summary = await self._record.db.correct(rules, policy, position, column, text)

    async def keep(self, positions: Sequence[int] | None, *, read: bool) -> None:
        """Overrules doubts. See ImportJob.keep_as_typed."""
        rules, policy = await self._rules_and_policy()
        self._record.summary = await self._record.db.keep(rules, policy, positions, read=read)

    async def repair_numbers(self) -> None:
        """Mends all numbers that can be mended."""
        rules, policy = await self._rules_and_policy()
        db = self._record.db
        while await db.repair_numbers(rules, AT_ONCE):
            pass
        self._record.summary = await db.judge(rules, policy)

    async def choose_numbers(self, choice: NumberChoice) -> None:
        """Takes one of the numbers of each cell for which there is that choice."""
        rules, policy = await self._rules_and_policy()
        db = self._record.db
        start: int | None = 0
        while start is not None:
            start = await db.choose_numbers(rules, choice, start, AT_ONCE)
        self._record.summary = await db.judge(rules, policy)

    async def _rules_and_policy(self) -> tuple[RowRules, MatchPolicy]:
        choices = self._record.choices
        rules = await self._context.rules_to_judge(choices)
        return rules, await self._context.policy(choices)


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


async def _state(path: Path) -> tuple[int, int]:
    """What changes when a file does. Raises FileProblem."""
    try:
        found = await asyncio.to_thread(path.stat)
    except OSError as error:
        raise FileProblem(
            Text("The file is no longer there, or cannot be read."), details=error.strerror or ""
        ) from error
    return found.st_size, found.st_mtime_ns
