"""Runs people's actions on the writer's thread: decided at once, carried out as time allows."""

import asyncio
from collections.abc import Callable, Generator
from typing import Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.errors import StoreUnavailable
from smsbook_gui.domain.query import Changes
from smsbook_gui.store.bulk import operations
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.database_thread import FIRST, LATER
from smsbook_gui.store.db.transaction import BatchReport, Transaction, WriteSide
from smsbook_gui.threads import tell

P = ParamSpec("P")
T = TypeVar("T")


class BulkRunner:
    """Bulk work is decided by one short transaction and carried out behind everything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(
        self, decide: Callable[[Transaction], tuple[T, int]], *, in_turn: bool = False
    ) -> tuple[T, BatchReport]:
        """Decides and carries out; `decide` gives its result and its batch.

        With `in_turn` after all that was decided before. Raises StoreUnavailable only where
        nothing was decided: what was is carried out as soon as the file can be written again, and
        nobody is told that it was not.
        """
        writer = self._database.writer
        action = operations.Action(decide, writer, self._publisher(), in_turn=in_turn)

        def go_on() -> "asyncio.Future[tuple[T, BatchReport]]":
            return writer.run_steps(action, priority=FIRST, then=LATER)

        try:
            return await go_on()
        except StoreUnavailable:
            if not action.is_decided:
                raise
        return await self._database.retrying.until_done(go_on)

    async def act(
        self, work: Callable[Concatenate[Transaction, P], int], *args: P.args, **kwargs: P.kwargs
    ) -> int:
        """An action, which few contacts do not wait for; its batch, which `work` returns."""
        return (await self.report_of(work, *args, **kwargs))[0]

    async def report_of(
        self, work: Callable[Concatenate[Transaction, P], int], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[int, BatchReport]:
        """The same with what became of it."""

        def decide(tx: Transaction) -> tuple[int, int]:
            batch_id = work(tx, *args, **kwargs)
            return batch_id, batch_id

        return await self.run(decide)

    async def in_turn(
        self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """One transaction that depends on all that was decided before."""
        return (await self.run(lambda tx: (work(tx, *args, **kwargs), 0), in_turn=True))[0]

    def begin_rest(self) -> None:
        """Begins with what an earlier run decided; where it fails, `carry_on` does the rest."""
        going = self._carry_on()
        going.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def carry_on(self) -> None:
        """Carries out what was decided by an earlier run, for as long as it takes."""
        await self._database.retrying.until_done(self._carry_on)

    def _carry_on(self) -> "asyncio.Future[None]":
        writer, publisher = self._database.writer, self._publisher()

        def steps(side: WriteSide) -> Generator[None, None, None]:
            yield from operations.carry_out(side, None, writer, publisher)
            publisher.tell()

        return writer.run_steps(steps, priority=LATER, then=LATER)

    def _publisher(self) -> operations.ChangePublisher:
        loop = asyncio.get_running_loop()

        def publish(changes: Changes) -> None:
            tell(loop, self._database.publish, changes)

        return operations.ChangePublisher(publish)
