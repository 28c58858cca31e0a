"""What every part of the store's facade stands on: its threads, and who hears of changes."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from typing import Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.domain.query import Changes
from smsbook_gui.store.contacts.search import SearchThread
from smsbook_gui.store.db.database_thread import FIRST, LATER, DatabaseThread
from smsbook_gui.store.db.group_commit import BatchOperation, GroupCommit
from smsbook_gui.store.db.transaction import Read, Transaction, WriteSide
from smsbook_gui.store.db.write_retry import Retrying

Item = TypeVar("Item")
P = ParamSpec("P")
T = TypeVar("T")


class StoreCore:
    """One writer thread, two readers (one for the table, one for slow lists) and one for search.

    Every public method of the facade is called from the event loop's thread.
    """

    def __init__(
        self,
        writer: DatabaseThread[WriteSide],
        table: DatabaseThread[Read],
        lists: DatabaseThread[Read],
        search: SearchThread,
        retrying: Retrying,
    ) -> None:
        self.retrying = retrying
        """For what must be written sooner or later, while the file cannot be written."""
        self._writer = writer
        self._table = table
        self._lists = lists
        self._search = search
        self._subscribers: list[Callable[[Changes], None]] = []
        self._together = GroupCommit(writer, FIRST, self._publish_outcome)

    async def start(self) -> None:
        """Starts the threads; the writer first, since it makes the file."""
        async with AsyncExitStack() as undo:
            for thread in (self._writer, self._table, self._lists, self._search):
                await thread.start()
                undo.push_async_callback(thread.close)
            undo.pop_all()

    async def close(self) -> None:
        """Ends the threads after the work they have, and joins them.

        The writer is last: closing the last connection folds the write-ahead log into the file.
        A second call does nothing.
        """
        async with AsyncExitStack() as ends:
            for thread in (self._writer, self._lists, self._table, self._search):
                ends.push_async_callback(thread.close)

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls back in the event loop's thread after each commit that changed something.

        Returns the function that unsubscribes; calling it twice is harmless.
        """
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def watch_damage(self, damaged: Callable[[StoreDamaged], None]) -> None:
        """Calls back in the event loop's thread when the file turns out to be damaged.

        Whoever asked gets the same error. It may be called more than once.
        """
        for thread in (self._writer, self._table, self._lists):
            thread.damaged = damaged
        self._search.watch_damage(damaged)

    def _publish(self, changes: Changes) -> None:
        for callback in tuple(self._subscribers):
            callback(changes)

    async def _write(
        self,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """One transaction on the writer's thread; its changes are published before it returns."""
        return await self._commit(FIRST, work, *args, **kwargs)

    async def _write_together(
        self, work: BatchOperation[Item, T], items: Sequence[Item]
    ) -> list[T]:
        """Like `_write`, in one transaction with others of its kind that wait at that moment."""
        return await self._together.write(work, items)

    async def _write_later(
        self,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `_write`, behind everything that a person waits for."""
        return await self._commit(LATER, work, *args, **kwargs)

    async def _commit(
        self,
        priority: int,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        def transact(side: WriteSide) -> tuple[T, Changes]:
            return side.transact(lambda tx: work(tx, *args, **kwargs))

        return (await self._writer.run(transact, priority=priority, done=self._publish_outcome))[0]

    def _publish_outcome(self, outcome: tuple[object, Changes]) -> None:
        if outcome[1] != Changes():
            self._publish(outcome[1])

    async def _read(
        self, work: Callable[Concatenate[Read, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A quick read, as the table needs it."""
        return await self._table.run(lambda read: work(read, *args, **kwargs))

    async def _list(
        self, work: Callable[Concatenate[Read, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A read that may take longer, so that the table does not wait behind it."""
        return await self._lists.run(lambda read: work(read, *args, **kwargs))
