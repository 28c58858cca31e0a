"""Batches: what they came to, pausing, stopping and taking them back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import attrgetter

from smsbook_gui.domain.batch import (
    BatchProgress,
    BatchSummary,
    HistoryLine,
    NextActions,
    UndoReport,
)
from smsbook_gui.store.bulk import batches, held_deletes, operations, undo
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.bulk.undo import Reversal, begin_redo, begin_undo
from smsbook_gui.store.contacts import actions, history
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.transaction import Transaction


class BulkStore:
    """Everything that was done, as batches of one contact or of a hundred thousand."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def batches(self, limit: int = 200) -> list[BatchSummary]:
        """Batches, newest first."""
        return await self._database.read_slow(history.batches, limit)

    async def lines(self, batch_id: int, limit: int = 500) -> list[HistoryLine]:
        """What a batch changed, newest first."""
        return await self._database.read_slow(history.batch_lines, batch_id, limit)

    async def size(self, batch_id: int) -> int:
        """How many contacts a batch really changed: what was asked for may have been so already."""
        return await self._database.read_slow(history.batch_size, batch_id)

    async def progress(self, batch_id: int) -> BatchProgress:
        """What became of a batch so far. Some 100 ms per 100,000 contacts, off the loop."""
        return await self._database.read_slow(batches.progress, batch_id)

    async def set_title(self, batch_id: int, title: str) -> None:
        """What a batch is called, where more is known of it than when it was begun."""
        await self._database.write(history.set_title, batch_id, title)

    async def held_deletes(self, now: datetime) -> list[tuple[int, int]]:
        """(batch id, contacts) of deletes that are still held back, newest first."""
        return await self._database.read_slow(held_deletes.held_deletes, now)

    async def release(self, batch_id: int) -> None:
        """The banner went: the batch's deletes may go out now."""
        await self._database.write(actions.release, batch_id)

    async def next_actions(self) -> NextActions:
        """What undo and redo would be about."""
        return await self._database.read_slow(undo.next_actions)

    async def undo(self) -> UndoReport:
        """Takes back the last action. Raises NothingToUndo."""
        return await self._take_back(lambda tx: begin_undo(tx, None))

    async def undo_batch(self, batch_id: int) -> UndoReport:
        """Takes back this action, though it need not be the last one. Raises NothingToUndo.

        What was changed since stays, and is told.
        """
        return await self._take_back(lambda tx: begin_undo(tx, batch_id))

    async def redo(self) -> UndoReport:
        """Takes back the last undo, until a new action was made. Raises NothingToUndo."""
        return await self._take_back(begin_redo)

    async def _take_back(self, begin: Callable[[Transaction], Reversal]) -> UndoReport:
        def decide(tx: Transaction) -> Reversal:
            reversal = begin(tx)
            operations.take_back(tx, reversal)
            return reversal

        batch_of = attrgetter("batch_id")
        reversal, report = await self._runner.run(decide, batch_of, in_order=True)
        return UndoReport(
            reversal.batch_id,
            reversal.title,
            report.contacts,
            tuple(sorted(report.left_alone)),
            report.recreated,
            report.changed_there,
            report.there_before,
        )

    async def set_paused(self, batch_id: int, paused: bool) -> None:
        """Whether the engine leaves what waits of a batch alone; holds over restarts."""
        await self._database.write(batches.set_paused, batch_id, paused)

    async def stop(self, batch_id: int) -> int:
        """Takes back what of a batch was not sent; how many contacts.

        What it created goes without a trace, what it changed is set back where nothing changed it
        since. What was sent stays.
        """
        stop = partial(operations.stop, batch_id=batch_id)
        _, report = await self._runner.run(stop, int, in_order=True)
        return report.contacts

    async def resume(self) -> None:
        """Carries out what was decided by an earlier run, for as long as it takes."""
        await self._runner.resume()
