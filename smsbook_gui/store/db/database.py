"""The database of one account: its threads, what runs on which, and who is told of changes."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from typing import Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.store.db.database_thread import FIRST, LATER, DatabaseThread
from smsbook_gui.store.db.group_commit import BatchOperation, GroupCommit
from smsbook_gui.store.db.transaction import Read, Transaction, WriteSide
from smsbook_gui.store.db.write_retry import Retrying

Item = TypeVar("Item")
P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """One writer thread, two readers (one for the table, one for slow lists) and one for search.

    For the event loop's thread only. Everything raises the StoreProblem family if the file or the
    disk fails, and StoreClosed after `close`.
    """

    def __init__(
        self,
        make_writer: Callable[[], WriteSide],
        close_writer: Callable[[WriteSide], None],
        make_reader: Callable[[], Read],
        retrying: Retrying,
    ) -> None:
        self.retrying = retrying
        """Repeats what must be written in the end, while the file cannot be written."""
        self.writer = DatabaseThread(
            "store writer", make_writer, close_writer, idle=WriteSide.catch_up
        )
        self.searcher = DatabaseThread("store search", make_reader, _close)
        self._table = DatabaseThread("store table", make_reader, _close)
        self._lists = DatabaseThread("store lists", make_reader, _close)
        self._threads = (self.writer, self._table, self._lists, self.searcher)
        self._subscribers: list[Callable[[Changes], None]] = []
        self._damaged: Callable[[StoreDamaged], None] = lambda _error: None
        self._is_damaged = False
        for thread in self._threads:
            thread.damaged = self._note_damage
        self._group = GroupCommit(self.writer, FIRST, self._publish_outcome)

    async def start(self) -> None:
        """Starts the threads; the writer first, since it makes the file."""
        async with AsyncExitStack() as undo:
            for thread in self._threads:
                await thread.start()
                undo.push_async_callback(thread.close)
            undo.pop_all()

    async def close(self) -> None:
        """Lets the threads finish their work, and joins them.

        The writer is last: closing the last connection folds the write-ahead log into the file.
        A second call does nothing.
        """
        if self._is_damaged and not self.writer.closing:
            await self.writer.run(_keep_ledger)
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
        """Tells the subscribers what changed."""
        for callback in tuple(self._subscribers):
            callback(changes)

    def watch_damage(self, damaged: Callable[[StoreDamaged], None]) -> None:
        """Calls back when the file turns out to be damaged.

        The caller of that work gets the same error. It may be called more than once.
        """
        self._damaged = damaged

    def _note_damage(self, error: StoreDamaged) -> None:
        self._is_damaged = True
        self._damaged(error)

    async def write(
        self,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Runs `work` in a transaction on the writer's thread; its changes are published before
        this returns."""
        return await self._commit(FIRST, work, *args, **kwargs)

    async def write_later(
        self,
        work: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `write`, but after everything that a person waits for."""
        return await self._commit(LATER, work, *args, **kwargs)

    async def write_grouped(self, work: BatchOperation[Item, T], items: Sequence[Item]) -> list[T]:
        """Like `write`, in one transaction with whatever else of its kind is waiting."""
        return await self._group.write(work, items)

    async def read(
        self, work: Callable[Concatenate[Read, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs a quick read, as the table needs it."""
        return await self._table.run(lambda read: work(read, *args, **kwargs))

    async def read_slow(
        self, work: Callable[Concatenate[Read, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs a read that may take longer, for which the table is not to wait."""
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


def _keep_ledger(side: WriteSide) -> None:
    """What is noted beside a damaged file may be all that is left of a contact."""
    if side.ledger is not None:
        side.ledger.let_go()
        side.ledger = None


def _close(read: Read) -> None:
    read.db.close()
