"""The step "check" of an import: its file is read, and every row is judged."""

from collections.abc import Sequence
from dataclasses import replace

from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import ImportStage, Mark, NumberChoice
from smsbook_gui.domain.imports.tabular import Note, NoteKind
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.list_file import ROWS_PER_CHUNK, ListFile, OnProgress
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.store.imports.import_db import MatchPolicy

_NAMED = 5
"""How many rows a note names."""


class ImportChecker:
    """Reads a file into the import's database and judges its rows: all, or corrected ones."""

    def __init__(self, context: ImportContext, record: ImportRecord, file: ListFile) -> None:
        self._context = context
        self._record = record
        self._file = file

    async def check(self, on_progress: OnProgress) -> None:
        """Reads the file, if it was not read yet, and judges all rows. See ImportJob.check."""
        record, choices = self._record, self._record.choices
        policy = await self._context.policy(choices)
        rules = await self._context.rules_to_judge(choices)
        record.checked_by = None
        await self._file.read(rules, on_progress)
        record.summary = await record.db.judge(rules, policy)
        notes = await self._with_other_numbers(record.summary.other_numbers)
        layout = replace(record.layout, notes=notes)
        await record.update(stage=ImportStage.CHECKED, layout=layout)
        record.checked_by = choices

    async def _with_other_numbers(self, count: int) -> tuple[Note, ...]:
        """The notes about the file, including how many numbers are passed over."""
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
        """Sets a cell, and judges the rows again that it concerns."""
        rules, policy = await self._rules_and_policy()
        self._record.summary = await self._record.db.correct(rules, policy, position, column, text)

    async def keep(self, positions: Sequence[int] | None, *, read: bool) -> None:
        """Overrules doubts. See ImportJob.keep_as_typed."""
        rules, policy = await self._rules_and_policy()
        self._record.summary = await self._record.db.keep(rules, policy, positions, read=read)

    async def repair_numbers(self) -> None:
        """Repairs all numbers that can be repaired."""
        rules, policy = await self._rules_and_policy()
        db = self._record.db
        while await db.repair_numbers(rules, ROWS_PER_CHUNK):
            pass
        self._record.summary = await db.judge(rules, policy)

    async def choose_numbers(self, choice: NumberChoice) -> None:
        """Takes one of the numbers in each cell that offers this choice."""
        rules, policy = await self._rules_and_policy()
        db = self._record.db
        start: int | None = 0
        while start is not None:
            start = await db.choose_numbers(rules, choice, start, ROWS_PER_CHUNK)
        self._record.summary = await db.judge(rules, policy)

    async def _rules_and_policy(self) -> tuple[RowRules, MatchPolicy]:
        choices = self._record.choices
        rules = await self._context.rules_to_judge(choices)
        return rules, await self._context.policy(choices)
