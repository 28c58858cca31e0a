"""The step "check" of an import: its file is read, and every row is judged."""

from collections.abc import Sequence
from dataclasses import replace

from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import ImportStage, Mark, NumberChoice
from smsbook_gui.domain.imports.tabular import Note, NoteKind
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.list_file import ROWS_PER_CHUNK, ListFile, OnProgress
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.store.imports.import_db import MatchPolicy

_NAMED = 5
"""How many rows a note names."""
_OF_THE_CHECK = frozenset({NoteKind.OTHER_NUMBERS, NoteKind.BY_COUNTRY})
"""What each check finds anew."""


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
        made = await self._about_other_numbers(), await self._about_countries()
        kept = (note for note in record.layout.notes if note.kind not in _OF_THE_CHECK)
        notes = (*kept, *(note for note in made if note is not None))
        layout = replace(record.layout, notes=notes)
        await record.update(stage=ImportStage.CHECKED, layout=layout)
        record.checked_by = choices

    async def _about_other_numbers(self) -> Note | None:
        """How many rows have numbers that are passed over."""
        count = self._record.summary.other_numbers
        if not count:
            return None
        rows = tuple(await self._record.db.numbers_of(Mark.OTHER_NUMBERS, _NAMED))
        text = Text(
            "%Ln rows have more than one number. The best one is imported, the others are passed "
            "over; “A contact for each number” on the step “Columns” imports them too.",
            None,
            count,
            one="1 row has more than one number. The best one is imported, the others are passed "
            "over; “A contact for each number” on the step “Columns” imports them too.",
        )
        return Note(NoteKind.OTHER_NUMBERS, text, rows)

    async def _about_countries(self) -> Note | None:
        """How many numbers were read as those of which country."""
        count = self._record.summary.by_country
        if not count:
            return None
        rows = tuple(await self._record.db.numbers_of(Mark.BY_COUNTRY, _NAMED))
        codes = await self._record.db.codes_by_country()
        choices, named = self._record.choices, self._record.layout.columns
        codes_of = (each.country for each in choices.number_columns)
        places = {*choices.country_columns, *(place for place in codes_of if place is not None)}
        headers = [shown(named[place], 40) for place in sorted(places)]
        text = Text(
            "%Ln numbers have no country code and were read by the country in the column "
            "{columns}: {codes}. If that is wrong, set this column to “Do not import” on the step "
            "“Columns”.",
            None,
            count,
            one="1 number has no country code and was read by the country in the column {columns}: "
            "{codes}. If that is wrong, set this column to “Do not import” on the step “Columns”.",
            columns=", ".join(f"“{header}”" for header in headers),
            codes=", ".join(f"{code} ({many})" for code, many in codes.items()),
        )
        return Note(NoteKind.BY_COUNTRY, text, rows)

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
