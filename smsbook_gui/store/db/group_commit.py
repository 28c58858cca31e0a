"""The engine's short steps share transactions, since a commit waits for the disk.

Whatever is asked for during one transaction is done in the next. Steps of the same kind are one
call over all their items, so that its cost is shared as well.
"""

import asyncio
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import StoreBusy
from smsbook_gui.store.db.database_thread import DatabaseThread, StoreClosed
from smsbook_gui.store.db.transaction import Transaction, WriteSide

Item = TypeVar("Item")
T = TypeVar("T")

BatchOperation = Callable[[Transaction, Sequence[Item]], list[T]]
"""Does the same with each of the items; returns their results in order."""


class _Asked(Generic[Item, T]):
    """Items of one call. The future has their results, or None if the transaction failed."""

    def __init__(self, work: BatchOperation[Item, T], items: Sequence[Item]) -> None:
        self.work = work
        self.items = items
        self.future: asyncio.Future[list[T] | None] = asyncio.get_running_loop().create_future()

    def alone(self, side: WriteSide) -> tuple[list[T], Changes]:
        return side.transact(lambda tx: self.work(tx, self.items))


_Outcome = tuple[list[list[Any]], Changes]
"""The result of each item, and all that changed."""


class GroupCommit:
    """Calls that wait for the writer. For the event loop's thread only."""

    def __init__(
        self,
        writer: DatabaseThread[WriteSide],
        priority: int,
        publish_outcome: Callable[[tuple[object, Changes]], None],
    ) -> None:
        self._writer = writer
        self._priority = priority
        self._publish_outcome = publish_outcome
        self._waiting: list[_Asked[Any, Any]] = []
        self._busy = False

    async def write(self, work: BatchOperation[Item, T], items: Sequence[Item]) -> list[T]:
        """Runs `work` together with others; if that fails, alone, so that none suffers from
        another.

        What changed is published before this returns. Raises what `work` raises, or StoreClosed.
        """
        asked = _Asked(work, items)
        self._waiting.append(asked)
        if not self._busy:
            self._busy = True
            # Not at once, so that it takes along whatever else this turn of the loop asks for.
            asyncio.get_running_loop().call_soon(self._begin)
        results = await asked.future
        if results is not None:
            return results
        alone = await self._writer.run(
            asked.alone, priority=self._priority, done=self._publish_outcome
        )
        return alone[0]

    def _begin(self) -> None:
        asked, self._waiting = self._waiting, []
        try:
            outcome = self._writer.submit(
                lambda side: side.transact(lambda tx: _do_all(tx, asked)),
                priority=self._priority,
                done=self._publish_outcome,
            )
        except StoreClosed:
            self._end(asked, None)
        else:
            outcome.add_done_callback(lambda outcome: self._end(asked, outcome))

    def _end(
        self, asked: Sequence[_Asked[Any, Any]], outcome: "asyncio.Future[_Outcome] | None"
    ) -> None:
        results: Sequence[list[Any] | None] = [None] * len(asked)
        error = None if outcome is None else outcome.exception()
        if outcome is not None and error is None:
            results = outcome.result()[0]
        for each, result in zip(asked, results, strict=True):
            if each.future.done():
                continue  # The caller was cancelled.
            if isinstance(error, StoreBusy):
                # Alone, each of them would wait just as long for the other program again.
                each.future.set_exception(error)
            else:
                each.future.set_result(result)
        self._busy = bool(self._waiting)
        if self._busy:
            self._begin()


def _do_all(tx: Transaction, asked: Sequence[_Asked[Any, Any]]) -> list[list[Any]]:
    kinds: dict[BatchOperation[Any, Any], list[Any]] = {}
    for each in asked:
        kinds.setdefault(each.work, []).extend(each.items)
    results = {work: iter(work(tx, items)) for work, items in kinds.items()}
    return [list(islice(results[each.work], len(each.items))) for each in asked]
