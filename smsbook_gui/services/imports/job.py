"""One import from the look into its file to the end of its run, as the import window drives it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Protocol

from smsbook_gui.domain.contacts.batch import UndoReport
from smsbook_gui.domain.imports.import_trouble import Trouble, probable_trouble
from smsbook_gui.domain.imports.importing import (
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
from smsbook_gui.services.imports.check import ImportChecker
from smsbook_gui.services.imports.commit import Committer
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.list_file import ListFile, OnProgress
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.services.imports.track import ImportRun, save_failed
from smsbook_gui.store.db.database_thread import StoreClosed

_LOOKED_AT = 100
"""How many bad rows are looked at for what they have in common."""


class OnClose(Protocol):
    """Called when the window is done with the job of that number."""

    def __call__(self, job_id: int, *, discard: bool) -> Awaitable[None]: ...


class ImportJob:
    """Made by ImportService. Coroutines raise FileProblem, StoreProblem and InvalidInput.

    Does one thing at a time: a call waits for the one before. After the commit the rows stay as
    they are, and only the run can be steered.
    """

    def __init__(
        self, context: ImportContext, job_id: int, record: ImportRecord, on_close: OnClose
    ) -> None:
        self.job_id = job_id
        self.record = record
        self._context = context
        self._on_close = on_close
        self._db = record.db
        self.file = ListFile(context, record)
        self._checker = ImportChecker(context, record, self.file)
        self._committer: Committer | None = None
        self._run: ImportRun | None = None

    # --- what it is about ------------------------------------------------------------------------

    @property
    def stage(self) -> ImportStage:
        """The stage it has reached."""
        return self.record.stage

    @property
    def batch_id(self) -> int | None:
        """The batch of its contacts, from the commit on."""
        return self.record.batch_id

    @property
    def stays_here(self) -> bool:
        """Whether its contacts do not leave the computer, as there is no account for them yet."""
        return self._context.account().own_list

    @property
    def seconds_needed(self) -> float:
        """How long the sending takes at the service's rate; an update is read before it is sent."""
        calls = self.summary.new + 2 * self.summary.update
        return calls / self._context.engine.gate.limiter.rate

    @property
    def summary(self) -> CheckSummary:
        """The counts of its rows as they were last judged."""
        return self.record.summary

    def set_choices(self, choices: ImportChoices) -> None:
        """Sets what the next check goes by; it is kept when that begins."""
        self.record.choices = choices

    # --- the check -------------------------------------------------------------------------------

    async def check(self, on_progress: OnProgress) -> CheckSummary:
        """Reads the file, once, and judges all rows.

        If only policies have changed since, rows are only judged; if nothing has, it returns at
        once. It can be cancelled; the next check goes on where it was. Raises InvalidInput if the
        address book is neither chosen nor named by a column.
        """
        async with self.file.busy:
            if self.stage in NOT_COMMITTED and self.record.checked_by != self.record.choices:
                try:
                    await self._checker.check(on_progress)
                except StoreClosed:
                    # The account is being closed, and so whoever waits for it ends, too.
                    raise asyncio.CancelledError from None
            return self.summary

    async def rows(self, kinds: frozenset[RowKind], start: int, count: int) -> list[CheckedRow]:
        """Rows of one of these kinds (none: all), in the file's order."""
        if not self._db.is_open:
            return []
        rules = self._context.rules_to_read(self.record.choices)
        return await self._db.rows(kinds, start, count, rules)

    async def count(self, kinds: frozenset[RowKind]) -> int:
        """How many such rows there are."""
        return await self._db.count(kinds) if self._db.is_open else 0

    async def trouble(self) -> Trouble | None:
        """What is probably wrong if nearly all rows are bad."""
        bad = await self.rows(frozenset({Verdict.BAD}), 0, _LOOKED_AT)
        return probable_trouble(self.summary, bad, self.file.layout, self._context.account().region)

    async def new_books(self) -> list[str]:
        """Names of the address books that the import would make, in the file's order."""
        policy = await self._context.policy(self.record.choices)
        rules = await self._context.rules_to_judge(self.record.choices)
        return list((await self._db.new_books(rules, policy)).values())

    async def correct(self, position: int, column: int, text: str) -> CheckSummary:
        """Sets a cell, and judges the rows again that it concerns."""
        async with self.file.busy:
            await self._checker.correct(position, column, text)
            return self.summary

    async def repairs(self) -> list[Repair]:
        """What `repair_numbers` would do, by kind."""
        return await self._db.repairs(self._context.rules_to_read(self.record.choices))

    async def repair_numbers(self) -> CheckSummary:
        """Repairs all numbers that can be repaired."""
        async with self.file.busy:
            await self._checker.repair_numbers()
            return self.summary

    async def number_offers(self) -> list[NumberOffer]:
        """The choices for cells that hold more than one number, or one with two readings."""
        return await self._db.number_offers(self._context.rules_to_read(self.record.choices))

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary:
        """Takes one of the numbers of each such cell; cells with words to be read stay."""
        async with self.file.busy:
            await self._checker.choose_numbers(choice)
            return self.summary

    async def opt_outs(self) -> int:
        """How many numbers have opted out, as the file says, and are not on the suppression
        list."""
        return len(await self._db.opt_outs(self._context.rules_to_read(self.record.choices)))

    async def remember_opt_outs(self) -> CheckSummary:
        """Puts those numbers on the suppression list, for later imports."""
        async with self.file.busy:
            rules = self._context.rules_to_read(self.record.choices)
            await self._context.store.imports.suppress(await self._db.opt_outs(rules))
            return self.summary

    async def keep_as_typed(
        self, positions: Sequence[int] | None, *, read: bool = False
    ) -> CheckSummary:
        """Overrules the doubts of these rows, or of all; others stay as they are.

        For all of them, `read` chooses between rows with words that a person has to read, and has
        read, and all others.
        """
        async with self.file.busy:
            await self._checker.keep(positions, read=read)
            return self.summary

    # --- the run ---------------------------------------------------------------------------------

    async def commit(self, on_progress: OnProgress) -> int:
        """Brings the rows into the contacts, all at once; the engine then sends them.

        Returns how many rows do less than the check showed, because the contacts were changed
        meanwhile and are left as they are. It goes on if the caller is cancelled, and at the next
        start; `stop` takes it back, which raises CancelledError here.
        """
        if self._committer is None or self._committer.is_over:
            self._committer = Committer(self._context, self.record)
        return await self._committer.commit(on_progress)

    async def run_state(self) -> RunState:
        """How the sending stands."""
        return await self._running().state()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Calls back when `run_state` may have changed; returns what unsubscribes."""
        return self._running().subscribe(callback)

    async def pause(self) -> None:
        """Sends nothing more of it until `resume`, also over restarts."""
        await self._running().pause(True)

    async def resume(self) -> None:
        """Goes on sending."""
        await self._running().pause(False)

    async def stop(self) -> None:
        """Takes back what was not sent; during the commit, all of it."""
        if self._committer is not None:
            await self._committer.take_back()
        if self.batch_id is not None:
            await self._running().stop()

    async def save_failed(self, path: Path) -> int:
        """Writes the rows that did not go in, in the file's own columns and order, with reasons.

        Returns how many they are. Raises FileProblem.
        """
        return await save_failed(path, self.record)

    async def undo(self) -> UndoReport:
        """Takes the whole import back. Raises NothingToUndo."""
        return await self._running().undo()

    # --- its end ---------------------------------------------------------------------------------

    async def close(self, *, discard: bool = False) -> None:
        """Called when the window is done with it.

        A running import goes on. One that was not committed is kept for later, or deleted with
        `discard`. One that is finished is deleted, unless rows of it failed: it is kept for a
        month.
        """
        async with self.file.busy:
            await self._on_close(self.job_id, discard=discard)

    async def forget(self, ids: Sequence[int]) -> None:
        """Erases what it holds of these contacts, which are gone."""
        if self._db.is_open:
            await self._forget_corrections(await self._db.forget(ids))

    async def forget_rows(self, positions: Sequence[int]) -> None:
        """Erases the rows in these places."""
        if self._db.is_open:
            await self._forget_corrections(await self._db.forget_rows(positions))

    async def _forget_corrections(self, rows: Sequence[int]) -> None:
        numbers = frozenset(rows)
        if numbers & self.record.corrections.keys():
            kept = {
                number: texts
                for number, texts in self.record.corrections.items()
                if number not in numbers
            }
            await self.record.update(corrections=kept)

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
        """Takes such a commit back unless it was decided, so that it can be begun again."""
        if self.stage is ImportStage.COMMITTING:
            await Committer(self._context, self.record).give_up()

    def _running(self) -> ImportRun:
        if self._run is None:
            self._run = ImportRun(self._context, self.record)
        return self._run
