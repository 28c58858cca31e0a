"""The part of the store's face for bulk work: how it is carried out, import, undo, stop."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.batch import BatchKind, BatchProgress, UndoReport, UnfinishedStaging
from smsbook_gui.domain.contact import Values
from smsbook_gui.domain.errors import StoreUnavailable
from smsbook_gui.domain.query import Changes
from smsbook_gui.store.bulk import batches, operations
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.bulk.undo import Reversal, begin_redo, begin_undo
from smsbook_gui.store.core import StoreCore
from smsbook_gui.store.db.database_thread import FIRST, LATER
from smsbook_gui.store.db.transaction import BatchReport, Transaction, WriteSide

P = ParamSpec("P")
T = TypeVar("T")


def alone(batch_id: int) -> tuple[int, int]:
    """A decision whose only result is its batch."""
    return batch_id, batch_id


class StoreBulk(StoreCore):
    """Bulk work is decided by one short transaction and carried out behind everything else."""

    async def start(self) -> None:
        """Starts the threads; what was decided before a kill is carried out meanwhile."""
        await super().start()
        going = self._carry_on()
        # Where it fails (a full disk), `carry_on` does the rest.
        going.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _telling(self) -> operations.ChangePublisher:
        loop = asyncio.get_running_loop()

        def publish(changes: Changes) -> None:
            loop.call_soon_threadsafe(self._publish, changes)

        return operations.ChangePublisher(publish)

    async def _bulk(
        self, decide: Callable[[Transaction], tuple[T, int]], *, in_turn: bool = False
    ) -> tuple[T, BatchReport]:
        """Decides and carries out. With `in_turn` after all that was decided before.

        Raises StoreUnavailable only where nothing was decided: what was is carried out as soon as
        the file can be written again, and nobody is told that it was not.
        """
        action = operations.Action(decide, self._writer, self._telling(), in_turn=in_turn)

        def go_on() -> "asyncio.Future[tuple[T, BatchReport]]":
            return self._writer.run_steps(action, priority=FIRST, then=LATER)

        try:
            return await go_on()
        except StoreUnavailable:
            if not action.is_decided:
                raise
        return await self.retrying.until_done(go_on)

    async def carry_on(self) -> None:
        """Carries out what was decided by an earlier run, for as long as it takes."""
        await self.retrying.until_done(self._carry_on)

    def _carry_on(self) -> "asyncio.Future[None]":
        telling = self._telling()

        def steps(side: WriteSide) -> Generator[None, None, None]:
            yield from operations.carry_out(side, None, self._writer, telling)
            telling.tell()

        return self._writer.run_steps(steps, priority=LATER, then=LATER)

    async def _act(
        self, work: Callable[Concatenate[Transaction, P], int], *args: P.args, **kwargs: P.kwargs
    ) -> int:
        """A person's action, which few contacts do not wait for; its batch."""
        return (await self._bulk(lambda tx: alone(work(tx, *args, **kwargs))))[0]

    async def _in_turn(
        self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """One transaction that depends on all that was decided before."""
        return (await self._bulk(lambda tx: (work(tx, *args, **kwargs), 0), in_turn=True))[0]

    # --- undo ------------------------------------------------------------------------------

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
        def decide(tx: Transaction) -> tuple[Reversal, int]:
            reversal = begin(tx)
            return reversal, operations.take_back(tx, reversal)

        reversal, carried = await self._bulk(decide, in_turn=True)
        return UndoReport(
            reversal.batch_id,
            reversal.title,
            carried.contacts,
            tuple(sorted(carried.left_alone)),
            carried.recreated,
            carried.changed_there,
            carried.there_before,
        )

    # --- import ----------------------------------------------------------------------------

    async def begin_staging(self, *, kind: BatchKind, title: str) -> int:
        """Begins a batch that is handed in by chunks; nothing of it shows until its commit."""
        return await self._write(batches.begin, kind=kind, title=title)

    async def stage_creates(self, batch_id: int, rows: Sequence[tuple[int, Values]]) -> list[int]:
        """Adds new contacts (address book, values); their local ids in this order.

        In chunks that let a Save through. Raises InvalidInput where an address book is not there.
        """
        ids: list[int] = []
        for start in range(0, len(rows), batches.CHUNK):
            prepared = await self._list(batches.prepare, rows[start : start + batches.CHUNK])
            ids += await self._write_later(batches.stage_creates, batch_id, prepared)
        return ids

    async def stage_updates(self, batch_id: int, rows: Sequence[tuple[int, Values]]) -> None:
        """Adds values for contacts that exist (local id, values); only the fields given are set."""
        for start in range(0, len(rows), batches.CHUNK):
            part = rows[start : start + batches.CHUNK]
            await self._write_later(batches.stage_updates, batch_id, part)

    async def commit_staging(self, batch_id: int) -> None:
        """Decides it: from now on a kill does not take it back. Returns when all of it shows.

        Raises InvalidInput where it was decided already.
        """
        await self._bulk(lambda tx: alone(batches.decide(tx, batch_id, BulkOperation.IMPORT)))

    async def drop_staging(self, batch_id: int) -> None:
        """Gives it up before its commit. Raises InvalidInput after it."""
        await self._bulk(lambda tx: alone(batches.decide(tx, batch_id, BulkOperation.DROP)))

    async def unfinished_stagings(self) -> list[UnfinishedStaging]:
        """Begun, and neither committed nor dropped, oldest first."""
        return await self._list(batches.unfinished)

    # --- one batch -------------------------------------------------------------------------

    async def set_batch_paused(self, batch_id: int, paused: bool) -> None:
        """Whether the engine leaves what waits of a batch alone; holds over restarts."""
        await self._write(batches.set_paused, batch_id, paused)

    async def stop_batch(self, batch_id: int) -> int:
        """Takes back what of a batch was not sent; how many contacts.

        What it created goes without a trace, what it changed is set back where nothing changed it
        since. What was sent stays.
        """
        _, carried = await self._bulk(lambda tx: alone(operations.stop(tx, batch_id)), in_turn=True)
        return carried.contacts

    async def batch_progress(self, batch_id: int) -> BatchProgress:
        """What became of a batch so far. Some 100 ms per 100,000 contacts, off the loop."""
        return await self._list(batches.progress, batch_id)
