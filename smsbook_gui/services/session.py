"""One open account: its store, its engine and the commands on it."""

from collections.abc import Callable

from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.contacts.books import BookService
from smsbook_gui.services.contacts.contacts import ContactService
from smsbook_gui.services.exports.exports import ExportService
from smsbook_gui.services.imports.imports import ImportService
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.engine import SyncEngine
from smsbook_gui.store.store import Store


class Session:
    """Made by the composition root; everything of it ends with `close`.

    `service` is None while the account is signed out: everything works locally and waits.
    """

    def __init__(
        self,
        account: Account,
        store: Store,
        service: Service | None,
        *,
        access: str,
        clock: Clock,
        on_unhandled: Callable[[BaseException], None],
    ) -> None:
        self.account = account
        self.store = store
        self._service = service
        self._tasks = TaskScope(on_unhandled=on_unhandled)
        self.engine = SyncEngine(
            store,
            service,
            clock=clock,
            tasks=self._tasks,
            access=access,
            practice=account.practice,
        )
        self.contacts = ContactService(store, service, self.engine.line, clock)
        self.books = BookService(store, service, self.engine.line, clock)
        self.exports = ExportService(lambda: self.account, store, service, self.engine.line, clock)
        self.imports = ImportService(
            lambda: self.account,
            store,
            engine=self.engine,
            books=self.books,
            clock=clock,
            tasks=self._tasks,
        )

    def stop_waiting(self) -> None:
        """It is to be closed: what waits for the disk tries once more, and then no longer."""
        self.store.retrying.end()

    async def close(self) -> None:
        """Ends the engine, waits for what was sent, closes the connection and the file."""
        self.engine.stop()
        self.stop_waiting()
        await self._tasks.close()
        await self.imports.close()
        if self._service is not None:
            await self._service.aclose()
        await self.store.close()
