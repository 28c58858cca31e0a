"""One import from the look into its file to the end of its run, as the import window drives it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Protocol

from smsbook_gui.domain.batch import UndoReport
from smsbook_gui.domain.import_trouble import Trouble, probable_trouble
from smsbook_gui.domain.importing import (
    NOT_COMMITTED,
    CheckedRow,
    CheckSummary,
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
from smsbook_gui.services.imports.check import ImportChecker
from smsbook_gui.services.imports.commit import Committer
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.services.imports.row_reader import FileRowReader, OnProgress
from smsbook_gui.services.imports.track import ImportRun, save_failed
from smsbook_gui.store.db.database_thread import StoreClosed

_LOOKED_AT = 100
"""Bad rows by which is judged what they have in common."""


class OnClose(Protocol):
    """The window is done with the job of that number."""

    def __call__(self, job_id: int, *, discard: bool) -> Awaitable[None]: ...


class ImportJob:
    """Made by ImportService. Coroutines raise FileProblem, StoreProblem and InvalidInput.

    One thing at a time: a call waits for the one before. After the commit the rows stand as they
    are, and only the run can be steered.
    """

    def __init__(
        self, context: ImportContext, job_id: int, record: ImportRecord, on_close: OnClose
    ) -> None:
        self.job_id = job_id
        self.record = record
        self._context = context
        self._on_close = on_close
        self._db = record.db
        self._busy = asyncio.Lock()
        self._reader = FileRowReader(context, record)
        self._checker = ImportChecker(context, record)
        self._committer: Committer | None = None
        self._run: ImportRun | None = None

    # --- what it is about ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The file's name, for titles."""
        return self.record.name

    @property
    def layout(self) -> Layout:
        """What the look into the file found."""
        return self.record.layout

    @property
    def choices(self) -> ImportChoices:
        """What the next check goes by."""
        return self.record.choices

    @property
    def stage(self) -> ImportStage:
        """How far it is."""
        return self.record.stage

    @property
    def batch_id(self) -> int | None:
        """The batch of its contacts, from the commit on."""
        return self.record.batch_id

    @property
    def stays_here(self) -> bool:
        """Whether its contacts do not leave the computer: a list without an account for it yet."""
        return self._context.account().own_list

    @property
    def seconds_needed(self) -> float:
        """How long the sending takes at the service's pace: an update is read before it is sent."""
        calls = self.summary.new + 2 * self.summary.update
        return calls / self._context.engine.gate.limiter.rate

    @property
    def summary(self) -> CheckSummary:
        """The counts of its rows, as they were judged last."""
        return self.record.summary

    async def set_format(self, chosen: FileFormat) -> Layout:
        """Looks into the file anew; choices are guessed anew where the columns changed."""
        async with self._busy:
            return await self._reader.set_format(chosen)

    def set_choices(self, choices: ImportChoices) -> None:
        """What the next check goes by; kept when that begins."""
        self.record.choices = choices

    # --- the check -------------------------------------------------------------------------------

    async def check(self, on_progress: OnProgress) -> CheckSummary:
        """Reads the file, once, and judges all rows.

        Where only policies changed since, rows are only judged; where nothing did, it returns at
        once. Cancelling ends it; the next check goes on where it was. Raises InvalidInput where
        the address book is neither chosen nor named by a column.
        """
        async with self._busy:
            if self.stage in NOT_COMMITTED and self.record.checked_by != self.choices:
                try:
                    await self._checker.check(on_progress)
                except StoreClosed:
                    # The account is being closed: whoever waits for it ends, too.
                    raise asyncio.CancelledError from None
            return self.summary

    async def rows(self, kinds: frozenset[RowKind], start: int, count: int) -> list[CheckedRow]:
        """Rows of one of these kinds (none: all), in the file's order."""
        if not self._db.is_open:
            return []
        rules = self._context.rules_to_read(self.choices)
        return await self._db.rows(kinds, start, count, rules)

    async def count(self, kinds: frozenset[RowKind]) -> int:
        """How many such rows there are."""
        return await self._db.count(kinds) if self._db.is_open else 0

    async def trouble(self) -> Trouble | None:
        """What is probably wrong where nearly all rows are bad."""
        bad = await self.rows(frozenset({Verdict.BAD}), 0, _LOOKED_AT)
        return probable_trouble(self.summary, bad, self.layout, self._context.account().region)

    async def new_books(self) -> list[str]:
        """Names of the address books that the import would make, in the file's order."""
        policy = await self._context.policy(self.choices)
        rules = await self._context.rules_to_judge(self.choices)
        return list((await self._db.new_books(rules, policy)).values())

    async def correct(self, position: int, column: int, text: str) -> CheckSummary:
        """Sets a cell; the rows that it concerns are judged anew."""
        async with self._busy:
            await self._checker.correct(position, column, text)
            return self.summary

    async def repairs(self) -> list[Repair]:
        """What `repair_numbers` would do, by kind."""
        return await self._db.repairs(self._context.rules_to_read(self.choices))

    async def repair_numbers(self) -> CheckSummary:
        """Mends all numbers that can be mended."""
        async with self._busy:
            await self._checker.repair_numbers()
            return self.summary

    async def number_offers(self) -> list[NumberOffer]:
        """The choices for cells that hold more than one number, or one with two readings."""
        return await self._db.number_offers(self._context.rules_to_read(self.choices))

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary:
        """Takes one of the numbers of each such cell; cells with words to be read stay."""
        async with self._busy:
            await self._checker.choose_numbers(choice)
            return self.summary

    async def opt_outs(self) -> int:
        """How many numbers have opted out, as the file says, and are not remembered as left out."""
        return len(await self._db.opt_outs(self._context.rules_to_read(self.choices)))

    async def remember_opt_outs(self) -> CheckSummary:
        """Keeps those numbers under the numbers left out, for imports to come."""
        async with self._busy:
            rules = self._context.rules_to_read(self.choices)
            await self._context.store.imports.suppress(await self._db.opt_outs(rules))
            return self.summary

    async def keep_as_typed(
        self, positions: Sequence[int] | None, *, read: bool = False
    ) -> CheckSummary:
        """Overrules the doubts of these rows, or of all; others stay as they are.

        Of all, those in which something is to be read only where `read` says that it was, and then
        only those.
        """
        async with self._busy:
            await self._checker.keep(positions, read=read)
            return self.summary

    # --- the run ---------------------------------------------------------------------------------

    async def commit(self, on_progress: OnProgress) -> int:
        """Brings the rows into the contacts, all at once; the engine sends them.

        Returns how many rows do less than the check showed, since contacts were changed
        meanwhile: those are left as they are. Goes on when the caller is cancelled, and at the
        next start; `stop` takes it back, which raises CancelledError here.
        """
        if self._committer is None or self._committer.is_over:
            self._committer = Committer(self._context, self.record)
        return await self._committer.commit(on_progress)

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
        return await save_failed(path, self.record)

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
            await self._on_close(self.job_id, discard=discard)

    async def shut(self, *, delete: bool = False) -> None:
        """Closes its database; for the service."""
        if self._run is not None:
            self._run.close()
            self._run = None
        if self._db.is_open:
            await self._db.close(delete=delete)

    def go_on(self) -> None:
        """Goes on with a commit that was interrupted; for the service."""
        if self.stage is ImportStage.COMMITTING:
            self._committer = Committer(self._context, self.record)
            self._committer.start()

    async def give_up(self) -> None:
        """Does not go on with such a commit, unless it was decided: it can be begun again."""
        if self.stage is ImportStage.COMMITTING:
            await Committer(self._context, self.record).give_up()

    def _running(self) -> ImportRun:
        if self._run is None:
            self._run = ImportRun(self._context, self.record)
        return self._run
