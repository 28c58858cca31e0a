"""Batches: what became of them, and how they are paused, stopped and taken back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import attrgetter

from smsbook_gui.domain.contacts.batch import (
    BatchProgress,
    BatchSummary,
    HistoryLine,
    NextActions,
    UndoReport,
    WayBack,
)
from smsbook_gui.domain.contacts.record import EVERYTHING, RecordedChange, RecordQuery
from smsbook_gui.domain.contacts.undo_plan import UndoPlan
from smsbook_gui.store.bulk import batches, held_deletes, operations, undo, undo_plan
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.bulk.undo import Reversal, begin_redo, begin_undo, begin_way_back
from smsbook_gui.store.contacts import actions
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.queries import history, record


class BulkStore:
    """Everything that was done, as batches of one contact or of 100,000."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def batches(
        self, limit: int = 200, query: RecordQuery = EVERYTHING
    ) -> list[BatchSummary]:
        """Batches of which something is found, newest first."""
        return await self._database.read_slow(history.batches, limit, query)

    async def found(
        self, batch_id: int, query: RecordQuery, limit: int = 500
    ) -> list[RecordedChange]:
        """What of a batch a query finds, newest first."""
        return await self._database.read_slow(record.of_batch, batch_id, query, limit)

    async def record(
        self, query: RecordQuery, *, before: int | None = None, limit: int = 500
    ) -> list[RecordedChange]:
        """All that a query finds, newest first, beginning below the line `before`."""
        return await self._database.read_slow(record.page, query, before, limit)

    async def lines(self, batch_id: int, limit: int = 500) -> list[HistoryLine]:
        """What a batch changed, newest first."""
        return await self._database.read_slow(history.batch_lines, batch_id, limit)

    async def size(self, batch_id: int) -> int:
        """How many contacts a batch really changed: some may have been so already."""
        return await self._database.read_slow(history.batch_size, batch_id)

    async def progress(self, batch_id: int) -> BatchProgress:
        """What became of a batch so far. Some 100 ms per 100,000 contacts, off the loop."""
        return await self._database.read_slow(batches.progress, batch_id)

    async def set_title(self, batch_id: int, title: str) -> None:
        """Sets the title of a batch, when more is known about it than at its beginning."""
        await self._database.write(history.set_title, batch_id, title)

    async def held_deletes(self, now: datetime) -> list[tuple[int, int]]:
        """(batch id, contacts) of deletes that are still held back, newest first."""
        return await self._database.read_slow(held_deletes.held_deletes, now)

    async def release(self, batch_id: int) -> None:
        """Lets the deletes of a batch go out: its banner has gone."""
        await self._database.write(actions.release, batch_id)

    async def next_actions(self) -> NextActions:
        """What undo and redo would take back."""
        return await self._database.read_slow(undo.next_actions)

    async def undo(self) -> UndoReport:
        """Takes back the last action. Raises NothingToUndo."""
        return await self._take_back(lambda tx: begin_undo(tx, None))

    async def undo_batch(self, batch_id: int) -> UndoReport:
        """Takes back this action, though it need not be the last one. Raises NothingToUndo.

        What was changed since stays, and is reported.
        """
        return await self._take_back(lambda tx: begin_undo(tx, batch_id))

    async def redo(self) -> UndoReport:
        """Takes back the last undo, until a new action was made. Raises NothingToUndo."""
        return await self._take_back(begin_redo)

    async def undo_plan(self, batch_id: int) -> UndoPlan:
        """What taking this batch back, or doing it again, would do. Raises NothingToUndo."""
        return await self._database.read_slow(undo_plan.plan, batch_id)

    async def take_back(self, batch_id: int, way: WayBack) -> UndoReport:
        """Does what `undo_plan` told. Raises NothingToUndo where it was done meanwhile."""
        return await self._take_back(lambda tx: begin_way_back(tx, batch_id, way))

    async def _take_back(self, begin: Callable[[Transaction], Reversal]) -> UndoReport:
        def decide(tx: Transaction) -> Reversal:
            reversal = begin(tx)
            operations.take_back(tx, reversal)
            return reversal

        batch_of = attrgetter("batch_id")
        reversal, report = await self._runner.run(decide, batch_of, in_order=True)
        return UndoReport(
            reversal.batch_id,
            reversal.kind,
            reversal.title,
            report.contacts,
            tuple(sorted(report.left_alone)),
            report.recreated,
            report.changed_there,
            report.there_before,
        )

    async def set_paused(self, batch_id: int, paused: bool) -> None:
        """Pauses or resumes the sending of a batch; a pause outlives restarts."""
        await self._database.write(batches.set_paused, batch_id, paused)

    async def stop(self, batch_id: int) -> int:
        """Takes back what was not sent of a batch; returns how many contacts.

        What it created goes without a trace, what it changed is set back where nothing changed it
        since. What was sent stays.
        """
        stop = partial(operations.stop, batch_id=batch_id)
        _, report = await self._runner.run(stop, int, in_order=True)
        return report.contacts

    async def resume(self) -> None:
        """Carries out what was decided by an earlier run, for as long as it takes."""
        await self._runner.resume()
