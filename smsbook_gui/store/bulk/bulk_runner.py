"""Runs people's actions on the writer's thread: decides at once, carries out as time allows."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import StoreUnavailable
from smsbook_gui.store.bulk import bulk_jobs, operations
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.database_thread import (
    FIRST,
    LATER,
    UNFINISHED,
    DatabaseThread,
    StoreClosed,
    Unfinished,
)
from smsbook_gui.store.db.transaction import BatchReport, ChangeSet, Transaction, WriteSide
from smsbook_gui.threads import tell

T = TypeVar("T")

CHUNKS_PER_COMMIT = 40
"""Chunks in one transaction while nobody waits: each commit writes most pages of the indexes."""
PUBLISH = 250
"""Chunks after which long work publishes what it has done so far: 125,000 contacts."""


def no_batch(_: object) -> int:
    """A `batch_of` for actions that are done once they are decided."""
    return 0


class BulkRunner:
    """Bulk work is decided by one short transaction and carried out behind everything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(
        self,
        decide: Callable[[Transaction], T],
        batch_of: Callable[[T], int],
        *,
        in_order: bool = False,
    ) -> tuple[T, BatchReport]:
        """Decides, and carries out the batch that `batch_of` tells from what `decide` returned.

        With `in_order`, after all that was decided before. Raises StoreUnavailable only if nothing
        was decided: a decision is carried out as soon as the file can be written again, and nobody
        is told that it failed.
        """
        writer = self._database.writer
        action = _Action(decide, batch_of, self._executor(), in_order=in_order)
        try:
            return await writer.submit(action, priority=FIRST)
        except StoreUnavailable:
            if not action.is_decided:
                raise
        return await self._database.retrying.until_done(
            lambda: writer.submit(action, priority=FIRST)
        )

    def begin_resuming(self) -> None:
        """Begins to carry out what an earlier run decided; if that fails, `resume` does the
        rest."""
        going = self._resume()
        going.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def resume(self) -> None:
        """Carries out what was decided by an earlier run, for as long as it takes."""
        await self._database.retrying.until_done(self._resume)

    def _resume(self) -> "asyncio.Future[None]":
        executor = self._executor()

        def step(side: WriteSide) -> Unfinished | None:
            if executor.execute(side, None):
                return UNFINISHED
            executor.publish()
            return None

        return self._database.writer.submit(step, priority=LATER)

    def _executor(self) -> "_Executor":
        loop = asyncio.get_running_loop()

        def publish(changes: Changes) -> None:
            tell(loop, self._database.publish, changes)

        return _Executor(self._database.writer, publish)


class _Executor:
    """Carries out what was decided, and publishes what changed now and then."""

    def __init__(
        self, writer: DatabaseThread[WriteSide], publish: Callable[[Changes], None]
    ) -> None:
        self.writer = writer
        self._publish = publish
        self._changed = ChangeSet()
        self._chunks = 0

    def execute(self, side: WriteSide, batch_id: int | None) -> bool:
        """Runs one transaction of what was decided up to this batch; None means of everything.

        Returns whether there was something to do.
        """
        if self.writer.closing or not bulk_jobs.is_pending(side, batch_id):
            return False
        changing = bulk_jobs.next_change(side)
        if changing is not None:
            side.begin_bulk(changing)

        def some(tx: Transaction) -> int:
            chunks = 0
            while chunks < CHUNKS_PER_COMMIT and bulk_jobs.is_pending(tx, batch_id):
                bulk_jobs.execute_next(tx, operations.execute, operations.finish)
                chunks += 1
                if self.writer.is_wanted(LATER):
                    break
            return chunks

        chunks, changes = side.transact(some)
        self.add(changes)
        self._chunks += chunks
        if self._chunks >= PUBLISH:
            self.publish()
        return True

    def add(self, changes: Changes) -> None:
        """Adds what one more transaction changed."""
        self._changed.merge(changes)

    def publish(self) -> None:
        """Publishes what was not published yet."""
        changes, self._changed, self._chunks = self._changed.publish(), ChangeSet(), 0
        if changes != Changes():
            self._publish(changes)


class _Action(Generic[T]):
    """One action of a person, of which each step is a transaction.

    If the store is about to be closed, a decision stays, and an undecided action raises
    StoreClosed. Called again after it raised, it goes on from there.
    """

    def __init__(
        self,
        decide: Callable[[Transaction], T],
        batch_of: Callable[[T], int],
        executor: _Executor,
        *,
        in_order: bool,
    ) -> None:
        self._decide = decide
        self._batch_of = batch_of
        self._executor = executor
        self._in_order = in_order
        self._decided: list[T] = []

    @property
    def is_decided(self) -> bool:
        """Whether it is decided for good, though it may not be carried out yet."""
        return bool(self._decided)

    def __call__(self, side: WriteSide) -> tuple[T, BatchReport] | Unfinished:
        if not self._decided:
            if self._in_order:
                if self._executor.execute(side, None):
                    return UNFINISHED
                if self._executor.writer.closing:
                    raise StoreClosed
            decided, changes = side.transact(self._decide)
            self._decided.append(decided)
            self._executor.add(changes)
        [result] = self._decided
        batch_id = self._batch_of(result)
        if self._executor.execute(side, batch_id):
            return UNFINISHED
        self._executor.publish()
        return result, side.reports.pop(batch_id, BatchReport())
