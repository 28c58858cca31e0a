"""The database of one account: its threads, what runs on which, and who hears of changes."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from typing import Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.domain.query import Changes
from smsbook_gui.store.db.database_thread import FIRST, LATER, DatabaseThread
from smsbook_gui.store.db.group_commit import BatchOperation, GroupCommit
from smsbook_gui.store.db.transaction import Read, Transaction, WriteSide
from smsbook_gui.store.db.write_retry import Retrying

Item = TypeVar("Item")
P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """One writer thread, two readers (one for the table, one for slow lists) and one for search.

    Used in the event loop's thread only. All of its work raises the StoreProblem family where the
    file or the disk fails, and StoreClosed after `close`.
    """

    def __init__(
        self,
        make_writer: Callable[[], WriteSide],
        close_writer: Callable[[WriteSide], None],
        make_reader: Callable[[], Read],
        retrying: Retrying,
    ) -> None:
        self.retrying = retrying
        """For what must be written sooner or later, while the file cannot be written."""
        self.writer = DatabaseThread("store writer", make_writer, close_writer)
        self.searcher = DatabaseThread("store search", make_reader, _close)
        self._table = DatabaseThread("store table", make_reader, _close)
        self._lists = DatabaseThread("store lists", make_reader, _close)
        self._threads = (self.writer, self._table, self._lists, self.searcher)
        self._subscribers: list[Callable[[Changes], None]] = []
        self._group = GroupCommit(self.writer, FIRST, self._publish_outcome)

    async def start(self) -> None:
        """Starts the threads; the writer first, since it makes the file."""
        async with AsyncExitStack() as undo:
            for thread in self._threads:
                await thread.start()
                undo.push_async_callback(thread.close)
            undo.pop_all()

    async def close(self) -> None:
        """Ends the threads after the work they have, and joins them.

        The writer is last: closing the last connection folds the write-ahead log into the file.
        A second call does nothing.
        """
        async with AsyncExitStack() as ends:
            for thread in self._threads:
                ends.push_async_callback(thread.close)

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls back after each commit that changed something.

        Returns the function that unsubscribes; calling it twice is harmless.
        """
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def publish(self, changes: Changes) -> None:
        """Tells the subscribers."""
        for callback in tuple(self._subscribers):
            callback(changes)

    def watch_damage(self, damaged: Callable[[StoreDamaged], None]) -> None:
        """Calls back when the file turns out to be damaged.

        Whoever asked gets the same error. It may be called more than once.
        """
        for thread in self._threads:
            thread.damaged = damaged

    async def write(
        self,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """One transaction on the writer's thread; its changes are published before it returns."""
        return await self._commit(FIRST, work, *args, **kwargs)

    async def write_later(
        self,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `write`, behind everything that a person waits for."""
        return await self._commit(LATER, work, *args, **kwargs)

    async def write_grouped(self, work: BatchOperation[Item, T], items: Sequence[Item]) -> list[T]:
        """Like `write`, in one transaction with others of its kind that wait at that moment."""
        return await self._group.write(work, items)

    async def read(
        self, work: Callable[Concatenate[Read, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A quick read, as the table needs it."""
        return await self._table.run(lambda read: work(read, *args, **kwargs))

    async def read_slow(
        self, work: Callable[Concatenate[Read, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A read that may take longer, so that the table does not wait behind it."""
        return await self._lists.run(lambda read: work(read, *args, **kwargs))

    async def _commit(
        self,
        priority: int,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        def transact(side: WriteSide) -> tuple[T, Changes]:
            return side.transact(lambda tx: work(tx, *args, **kwargs))

        return (await self.writer.run(transact, priority=priority, done=self._publish_outcome))[0]

    def _publish_outcome(self, outcome: tuple[object, Changes]) -> None:
        if outcome[1] != Changes():
            self.publish(outcome[1])


def _close(read: Read) -> None:
    read.db.close()
