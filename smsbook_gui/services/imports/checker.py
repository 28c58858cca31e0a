"""Checking an import: its file comes into the sheet, and every row is judged."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from smsbook_gui.domain.cells import with_changes
from smsbook_gui.domain.errors import FileProblem, InvalidInput
from smsbook_gui.domain.import_check import RowRules
from smsbook_gui.domain.importing import (
    CheckSummary,
    ImportChoices,
    ImportStage,
    Mark,
    NumberChoice,
    OtherTarget,
    Progress,
)
from smsbook_gui.domain.tabular import Note, NoteKind, SourceRow, with_found
from smsbook_gui.files.readers import reading
from smsbook_gui.files.readers.base.stream import RowStream
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import Corrections, ImportRecord, own_part, rows_part
from smsbook_gui.store.imports.import_db import ImportSheet, MatchPolicy

OnProgress = Callable[[Progress], None]

AT_ONCE = 500
"""Rows at a time: some 10 ms, so that what the window shows does not wait long."""
_NAMED = 5
"""Rows that a note names."""
_NOT_READ = (0, 0)
_SURE = 0.02
"""Share of the work after which the time left can be told."""


def rules_of(desk: ImportContext, choices: ImportChoices, chosen_book: str = "") -> RowRules:
    """How rows are read and judged."""
    return RowRules(choices, desk.account().region, chosen_book)


async def policy_of(desk: ImportContext, choices: ImportChoices) -> MatchPolicy:
    """By what they are judged against the contacts.

    A new address book whose name is there already is that one. Raises InvalidInput where no
    address book is chosen and no column names it, or the chosen one is no longer there.
    """
    books = await desk.store.books()
    wanted = choices.new_book.split()
    book_id = next(
        (
            book.local_id
            for book in books
            if book.local_id == choices.book_id
            or (wanted and book.name.casefold().split() == [w.casefold() for w in wanted])
        ),
        None,
    )
    if choices.book_id is not None and book_id is None:
        raise InvalidInput("This address book is no longer there.", remedy="Choose another one.")
    if book_id is None and not wanted and OtherTarget.BOOK not in choices.columns:
        raise InvalidInput("Choose the address book that the contacts go to.")
    return MatchPolicy(choices, book_id, desk.account().region)


async def book_name(desk: ImportContext, choices: ImportChoices) -> str:
    """The name of the address book that rows go to that name none."""
    if OtherTarget.BOOK not in choices.columns:
        return ""
    if choices.book_id is None:
        return choices.new_book
    books = await desk.store.books()
    return next((book.name for book in books if book.local_id == choices.book_id), "")


class ImportChecker:
    """Brings a file into its sheet and judges it. `notes` is what is known of the import now."""

    def __init__(self, desk: ImportContext, sheet: ImportSheet, notes: ImportRecord) -> None:
        self._desk = desk
        self._sheet = sheet
        self.notes = notes

    async def check(self, on_progress: OnProgress) -> CheckSummary:
        """See ImportJob.check."""
        desk, choices = self._desk, self.notes.choices
        policy = await policy_of(desk, choices)
        rules = rules_of(desk, choices, await book_name(desk, choices))
        anew = rows_part(choices) != rows_part(self.notes.judged_by)
        read = self.notes.read and not anew
        state = self.notes.state if read else await _state(self.notes.path)
        if anew:
            # What was read makes other rows now; what a person corrected in it holds on.
            corrections = self.notes.corrections
            if state == self.notes.state:
                corrections = _merged(corrections, await self._sheet.corrections())
            await self._note(read=False, state=_NOT_READ, corrections=corrections)
        elif state != self.notes.state:
            await self._note(corrections={})
        if state != self.notes.state:
            await self._sheet.clear()
        elif own_part(choices) != self.notes.judged_by:
            await self._judge_again(rules, on_progress)
        await self._note(state=state, stage=ImportStage.CHECKING, judged_by=own_part(choices))
        if not self.notes.read:
            await self._read(rules, on_progress)
        summary = await self._sheet.judge(rules, policy)
        notes = await self._with_other_numbers(summary.other_numbers)
        layout = replace(self.notes.layout, notes=notes)
        await self._note(stage=ImportStage.CHECKED, layout=layout)
        return summary

    async def _with_other_numbers(self, count: int) -> tuple[Note, ...]:
        """What there is to say about the file, with the numbers that are passed over."""
        notes = (n for n in self.notes.layout.notes if n.kind is not NoteKind.OTHER_NUMBERS)
        if not count:
            return tuple(notes)
        rows = tuple(await self._sheet.numbers_of(Mark.OTHER_NUMBERS, _NAMED))
        told = "1 row has" if count == 1 else f"{count} rows have"
        text = (
            f"{told} more than one number. The best one is imported, the others are passed over;"
            " “A contact for each number” on the step “Columns” imports them too."
        )
        return (*notes, Note(NoteKind.OTHER_NUMBERS, text, rows))

    async def repair_numbers(self) -> CheckSummary:
        """See ImportJob.repair_numbers."""
        choices = self.notes.choices
        rules = rules_of(self._desk, choices, await book_name(self._desk, choices))
        while await self._sheet.repair_numbers(rules, AT_ONCE):
            pass
        return await self._sheet.judge(rules, await policy_of(self._desk, choices))

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary:
        """See ImportJob.choose_numbers."""
        choices = self.notes.choices
        rules = rules_of(self._desk, choices, await book_name(self._desk, choices))
        start: int | None = 0
        while start is not None:
            start = await self._sheet.choose_numbers(rules, choice, start, AT_ONCE)
        return await self._sheet.judge(rules, await policy_of(self._desk, choices))

    async def _note(self, **changes: object) -> None:
        self.notes = replace(self.notes, **changes)  # type: ignore[arg-type]
        await self._sheet.note({"import": self.notes.to_json()})

    async def _read(self, rules: RowRules, on_progress: OnProgress) -> None:
        done = await self._sheet.taken()
        # A row of the file may be several here, the last of which are not in yet.
        each = self.notes.choices.each_number
        stream = await asyncio.to_thread(
            reading.rows, self.notes.path, self.notes.layout.format, start=0 if each else done
        )
        rows = rules.contacts(_corrected(iter(stream), self.notes.corrections))
        if each:
            rows = islice(rows, done, None)
        clock, first = self._desk.clock, done
        begun = clock.monotonic()
        while taken := await self._sheet.take(rows, rules, AT_ONCE):
            done += taken
            on_progress(_progress(stream, done, first, clock.monotonic() - begun))
            if taken < AT_ONCE:
                break
        layout = self.notes.layout
        layout = replace(layout, notes=with_found(layout.notes, stream.notes))
        await self._note(read=True, layout=layout)

    async def _judge_again(self, rules: RowRules, on_progress: OnProgress) -> None:
        total, done = await self._sheet.taken(), 0
        while judged := await self._sheet.judge_again(rules, done, AT_ONCE):
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


async def _state(path: Path) -> tuple[int, int]:
    """What changes when a file does. Raises FileProblem."""
    try:
        found = await asyncio.to_thread(path.stat)
    except OSError as error:
        raise FileProblem(
            "The file is no longer there, or cannot be read.", details=error.strerror or ""
        ) from error
    return found.st_size, found.st_mtime_ns
