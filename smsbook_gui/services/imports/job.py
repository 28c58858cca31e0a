"""One import from the look into its file to the end of its run, as the import window drives it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from smsbook_gui.domain.batch import UndoReport
from smsbook_gui.domain.columns import recognise
from smsbook_gui.domain.import_check import RowRules
from smsbook_gui.domain.import_trouble import Trouble, probable_trouble
from smsbook_gui.domain.importing import (
    HEEDED,
    CheckedRow,
    CheckSummary,
    ColumnMap,
    FoundColumns,
    ImportChoices,
    ImportStage,
    NumberChoice,
    NumberOffer,
    Repair,
    RowKind,
    RunState,
    Verdict,
)
from smsbook_gui.domain.tabular import FileFormat, Layout
from smsbook_gui.files.readers import reading
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.imports.checker import (
    ImportChecker,
    OnProgress,
    book_name,
    policy_of,
    rules_of,
)
from smsbook_gui.services.imports.committer import Committer
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import MAPPINGS, ImportRecord, remembered
from smsbook_gui.services.imports.report import save_failed
from smsbook_gui.services.imports.track import ImportRun
from smsbook_gui.store.db.database_thread import StoreClosed
from smsbook_gui.store.imports.import_db import ImportSheet

__all__ = ["ImportJob", "OnProgress"]

_LOOKED_AT = 100
"""Bad rows by which is judged what they have in common."""


class ImportJob:
    """Made by ImportService. Coroutines raise FileProblem, StoreProblem and InvalidInput.

    One thing at a time: a call waits for the one before. After the commit the rows stand as they
    are, and only the run can be steered.
    """

    def __init__(self, desk: ImportContext, job_id: int, notes: ImportRecord) -> None:
        self.job_id = job_id
        self.summary = CheckSummary()
        self._desk = desk
        self._notes = notes
        self._sheet: ImportSheet | None = None
        self._checked_by: ImportChoices | None = None
        self._busy = asyncio.Lock()
        self._run: ImportRun | None = None
        self._committer: Committer | None = None

    # --- what it is about ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The file's name, for titles."""
        return self._notes.name

    @property
    def layout(self) -> Layout:
        """What the look into the file found."""
        return self._notes.layout

    @property
    def choices(self) -> ImportChoices:
        """What the next check goes by."""
        return self._notes.choices

    @property
    def stage(self) -> ImportStage:
        """How far it is."""
        return self._notes.stage

    @property
    def batch_id(self) -> int | None:
        """The batch of its contacts, from the commit on."""
        return self._notes.batch_id

    @property
    def seconds_needed(self) -> float:
        """How long the sending takes at the service's pace: an update is read before it is sent."""
        calls = self.summary.new + 2 * self.summary.update
        return calls / self._desk.engine.line.pace.rate

    async def set_format(self, chosen: FileFormat) -> Layout:
        """Looks into the file anew; choices are guessed anew where the columns changed."""
        async with self._busy:
            layout = await asyncio.to_thread(reading.inspect, self._notes.path, chosen)
            if not self.layout.encodings:  # of rows that were pasted
                layout = replace(layout, encodings=())
            if layout.columns != self.layout.columns:
                found = await guess_columns(self._desk, layout)
                self._notes = replace(
                    self._notes, choices=replace(self._notes.choices, **found._asdict())
                )
            self._notes = replace(
                self._notes, layout=layout, read=False, state=(0, 0), corrections={}
            )
            self._checked_by = None
            return layout

    def set_choices(self, choices: ImportChoices) -> None:
        """What the next check goes by."""
        self._notes = replace(self._notes, choices=choices)

    # --- the check -------------------------------------------------------------------------------

    async def check(self, on_progress: OnProgress) -> CheckSummary:
        """Reads the file into the sheet, once, and judges all rows.

        Where only policies changed since, rows are only judged; where nothing did, it returns at
        once. Cancelling ends it; the next check goes on where it was. Raises InvalidInput where
        the address book is neither chosen nor named by a column.
        """
        async with self._busy:
            if self._checked_by == self.choices:
                return self.summary
            if self.stage not in {
                ImportStage.CHOOSING,
                ImportStage.CHECKING,
                ImportStage.CHECKED,
            }:
                return self.summary
            sheet = await self._open_sheet()
            reader = ImportChecker(self._desk, sheet, self._notes)
            self._notes = reader.notes
            try:
                self.summary = await reader.check(on_progress)
            except StoreClosed:
                # The account is being closed: whoever waits for it ends, too.
                raise asyncio.CancelledError from None
            finally:
                self._notes = reader.notes
            self._checked_by = self.choices
            return self.summary

    async def rows(self, kinds: frozenset[RowKind], start: int, count: int) -> list[CheckedRow]:
        """Rows of one of these kinds (none: all), in the file's order."""
        if self._sheet is None:
            return []
        rules = rules_of(self._desk, self.choices)
        return await self._sheet.rows(kinds, start, count, rules)

    async def count(self, kinds: frozenset[RowKind]) -> int:
        """How many such rows there are."""
        return 0 if self._sheet is None else await self._sheet.count(kinds)

    async def trouble(self) -> Trouble | None:
        """What is probably wrong where nearly all rows are bad."""
        bad = await self.rows(frozenset({Verdict.BAD}), 0, _LOOKED_AT)
        return probable_trouble(self.summary, bad, self.layout, self._desk.account().region)

    async def correct(self, position: int, column: int, text: str) -> CheckSummary:
        """Sets a cell; the rows that it concerns are judged anew."""
        async with self._busy:
            rules, sheet = await self._rules(), self._require_sheet()
            policy = await policy_of(self._desk, self.choices)
            self.summary = await sheet.correct(rules, policy, position, column, text)
            return self.summary

    async def repairs(self) -> list[Repair]:
        """What `repair_numbers` would do, by kind."""
        return await self._require_sheet().repairs(rules_of(self._desk, self.choices))

    async def new_books(self) -> list[str]:
        """Names of the address books that the import would make, in the file's order."""
        policy = await policy_of(self._desk, self.choices)
        found = await self._require_sheet().new_books(await self._rules(), policy)
        return list(found.values())

    async def repair_numbers(self) -> CheckSummary:
        """Mends all numbers that can be mended."""
        async with self._busy:
            reader = ImportChecker(self._desk, self._require_sheet(), self._notes)
            self.summary = await reader.repair_numbers()
            return self.summary

    async def number_offers(self) -> list[NumberOffer]:
        """The choices for cells that hold more than one number, or one with two readings."""
        return await self._require_sheet().number_offers(rules_of(self._desk, self.choices))

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary:
        """Takes one of the numbers of each such cell; cells with words to be read stay."""
        async with self._busy:
            reader = ImportChecker(self._desk, self._require_sheet(), self._notes)
            self.summary = await reader.choose_numbers(choice)
            return self.summary

    async def opt_outs(self) -> int:
        """How many numbers have opted out, as the file says, and are not remembered as left out."""
        return len(await self._require_sheet().opt_outs(rules_of(self._desk, self.choices)))

    async def remember_opt_outs(self) -> CheckSummary:
        """Keeps those numbers under the numbers left out, for imports to come."""
        async with self._busy:
            numbers = await self._require_sheet().opt_outs(rules_of(self._desk, self.choices))
            await self._desk.store.add_left_out(numbers)
            return self.summary

    async def keep_as_typed(
        self, positions: Sequence[int] | None, *, read: bool = False
    ) -> CheckSummary:
        """Overrules the doubts of these rows, or of all; others stay as they are.

        Of all, those in which something is to be read only where `read` says that it was, and then
        only those.
        """
        async with self._busy:
            rules, sheet = await self._rules(), self._require_sheet()
            policy = await policy_of(self._desk, self.choices)
            self.summary = await sheet.keep(rules, policy, positions, read=read)
            return self.summary

    # --- the run ---------------------------------------------------------------------------------

    async def commit(self, on_progress: OnProgress) -> int:
        """Brings the rows into the contacts, all at once; the engine sends them.

        Returns how many rows do less than the check showed, since contacts were changed
        meanwhile: those are left as they are. Goes on when the caller is cancelled, and at the
        next start; `stop` takes it back, which raises CancelledError here.
        """
        if self._committer is None:
            self._committer = Committer(
                self._desk, self._require_sheet(), self._notes, self._settled
            )
        return await self._committer.commit(on_progress)

    def _settled(self, notes: ImportRecord, summary: CheckSummary | None) -> None:
        """What the committer tells after each step."""
        self._notes = notes
        if summary is not None:
            self.summary = summary
        if notes.stage is ImportStage.CHECKED:
            self._committer = self._checked_by = None
        if notes.stage is ImportStage.RUNNING:
            self._committer = None
            self._running()

    async def run_state(self) -> RunState:
        """How the sending stands."""
        return await self._running().state()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Calls back when `run_state` may read differently; returns what ends that."""
        return self._running().subscribe(callback)

    async def pause(self) -> None:
        """Sends nothing more of it until `resume`, over restarts too."""
        await self._running().pause(True)

    async def resume(self) -> None:
        """Goes on."""
        await self._running().pause(False)

    async def stop(self) -> None:
        """Takes back what was not sent; while it is being committed, all of it."""
        if self._committer is not None:
            await self._committer.take_back()
        if self.batch_id is not None:
            await self._running().stop()

    async def save_failed(self, path: Path) -> int:
        """Writes the rows that did not go in, in the file's own columns and order, with reasons.

        How many they are. Raises FileProblem.
        """
        return await save_failed(path, self._require_sheet(), self._notes)

    async def undo(self) -> UndoReport:
        """Takes the whole import back. Raises NothingToUndo."""
        return await self._running().undo()

    # --- its end ---------------------------------------------------------------------------------

    async def close(self, *, discard: bool = False) -> None:
        """The window lets go of it.

        A running import goes on. What was not committed yet is kept for later, or goes with
        `discard`. What is finished goes, too, unless rows of it failed: those are kept for a month.
        """
        async with self._busy:
            await self._desk.let_go(self, discard=discard)

    async def shut(self, *, delete: bool = False) -> None:
        """Closes its sheet; for the service."""
        if self._run is not None:
            self._run.close()
            self._run = None
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            await sheet.close(delete=delete)

    async def keep_notes(self, notes: ImportRecord) -> None:
        """Keeps what is known of it; for the service and the run."""
        self._notes = notes
        if self._sheet is not None:
            await self._sheet.note({"import": notes.to_json()})

    @property
    def notes(self) -> ImportRecord:
        """What is known of it."""
        return self._notes

    async def recall(self, sheet: ImportSheet) -> None:
        """Takes over the sheet of an earlier run of the program."""
        self._sheet = sheet
        self.summary = await sheet.summary()
        if self.stage is ImportStage.COMMITTING:
            self._committer = Committer(self._desk, sheet, self._notes, self._settled)

    def go_on(self) -> None:
        """Goes on with a commit that was interrupted."""
        if self._committer is not None:
            self._committer.start()

    async def give_up(self) -> None:
        """Does not go on with it, unless it was decided: it can be checked and begun again."""
        committer, self._committer = self._committer, None
        if committer is not None:
            await committer.give_up()

    # --- parts -----------------------------------------------------------------------------------

    async def _open_sheet(self) -> ImportSheet:
        if self._sheet is None:
            self._sheet = await self._desk.new_sheet(self.job_id)
        return self._sheet

    def _require_sheet(self) -> ImportSheet:
        assert self._sheet is not None, "an import is checked before its rows are asked for"
        return self._sheet

    async def _rules(self) -> RowRules:
        return rules_of(self._desk, self.choices, await book_name(self._desk, self.choices))

    def _running(self) -> ImportRun:
        if self._run is None:
            self._run = ImportRun(self._desk, self)
        return self._run


async def guess_columns(desk: ImportContext, layout: Layout) -> FoundColumns:
    """The mapping used for these headers before, or else what they are recognised as."""
    account = desk.account()
    recognised = _recognised(layout, account)
    found = remembered(await desk.store.meta(MAPPINGS), layout.columns)
    return recognised if found is None else found._replace(columns=_heeding(found, recognised))


def _recognised(layout: Layout, account: Account) -> FoundColumns:
    """What the columns are taken for. A hidden one is used only where no visible one is as good."""
    found = recognise(layout.columns, layout.sample, account.labels, account.region)
    if not layout.hidden:
        return found
    hidden = frozenset(layout.hidden)
    headers = [
        f"Column {place + 1}" if place in hidden else header
        for place, header in enumerate(layout.columns)
    ]
    sample = [
        row._replace(cells=tuple("" if at in hidden else cell for at, cell in enumerate(row.cells)))
        for row in layout.sample
    ]
    seen = recognise(headers, sample, account.labels, account.region)
    used = frozenset(seen.columns)
    columns = tuple(
        target if place in hidden and target not in used else seen.columns[place]
        for place, target in enumerate(found.columns)
    )
    return FoundColumns(columns, seen.numbers or found.numbers)


def _heeding(found: FoundColumns, recognised: FoundColumns) -> ColumnMap:
    """That mapping, but for columns of opt-outs and consent: who wants no messages is heeded each
    time anew, also by a mapping from before SMS Book knew such columns."""
    return tuple(
        new if used is None and new in HEEDED else used
        for used, new in zip(found.columns, recognised.columns, strict=True)
    )
