"""One open account: its store, its engine and the commands on it."""

from collections.abc import Callable
from pathlib import Path

from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.backups.backups import BackupService
from smsbook_gui.services.comparisons.comparisons import ComparisonService
from smsbook_gui.services.contacts.books import BookService
from smsbook_gui.services.contacts.bulk_edit import BulkEditService
from smsbook_gui.services.contacts.contacts import ContactService
from smsbook_gui.services.contacts.copying import CopyService
from smsbook_gui.services.contacts.duplicates import DuplicateService
from smsbook_gui.services.contacts.reading import ReadingService
from smsbook_gui.services.exports.exports import ExportService
from smsbook_gui.services.exports.record import RecordExport
from smsbook_gui.services.history.deleted import DeletedService
from smsbook_gui.services.history.holdings import HoldingsService
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.imports import ImportService
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.local_data import LocalData
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.engine import SyncEngine
from smsbook_gui.services.sync.rate_limiter import CALLS_A_SECOND
from smsbook_gui.store.store import Store

OWN_LIST_RATE = 60.0
"""Calls a second within the computer: a call takes some milliseconds of the window's time."""


class Session:
    """Made by the composition root; all that belongs to it ends with `close`.

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
        self.local: LocalData = store
        """The account's own data, for view-models to read."""
        self.now = clock.now
        """The time now, aware."""
        self._store = store
        self._service = service
        self._tasks = TaskScope(on_unhandled=on_unhandled)
        self.engine = SyncEngine(
            store,
            service,
            clock=clock,
            tasks=self._tasks,
            access=access,
            practice=account.practice,
            rate=OWN_LIST_RATE if account.own_list else CALLS_A_SECOND,
        )
        self.backups = BackupService(store, clock)
        self.backups.keep_elsewhere(account.backup_folder)
        self.contacts = ContactService(store, service, self.engine.gate, clock)
        self.bulk_edits = BulkEditService(lambda: self.account, store, self.contacts, clock)
        self.books = BookService(store, service, self.engine.gate, clock)
        self.copies = CopyService(store)
        self.duplicates = DuplicateService(lambda: self.account, store, clock)
        self.reading = ReadingService(store, service, self.engine.gate, clock)
        self.exports = ExportService(lambda: self.account, store)
        self.record = RecordExport(store)
        lists = ImportContext(
            lambda: self.account, store, self.engine, self.books, clock, self._tasks
        )
        self.imports = ImportService(lists)
        self.deleted = DeletedService(
            lambda: self.account, store, clock, forget=self.imports.forget
        )
        self.holdings = HoldingsService(
            store,
            self.contacts,
            self.deleted,
            imports=self.imports.folder,
            forget_rows=self.imports.forget_rows,
        )
        self.comparisons = ComparisonService(lists)

    def start(self) -> None:
        """Begins the exchange with the service, goes on with what an earlier run left, and makes
        the day's backup; contacts that were deleted long ago are erased."""
        self.engine.start()
        self.imports.start()
        self.comparisons.start()
        self._tasks.run(self.backups.begin_day(), name="backup of the day")
        self._tasks.run(self.deleted.run(), name="recently deleted")

    @property
    def folder(self) -> Path:
        """Where the account's file lies."""
        return self._store.path.parent

    def watch_damage(self, damaged: Callable[[StoreDamaged], None]) -> None:
        """Calls back when the account's file turns out to be damaged, perhaps more than once."""
        self._store.watch_damage(damaged)

    async def require_file(self) -> None:
        """Raises FolderGone if the file no longer lies in its folder."""
        await self._store.require_file()

    async def put_again(self) -> None:
        """Writes the file to its folder again, to be opened anew. Raises StoreProblem."""
        await self._store.put_again()

    def stop_waiting(self) -> None:
        """Lets what waits for the disk try just once more: the account is to be closed."""
        self._store.retrying.end()

    async def close(self) -> None:
        """Ends the engine, waits for what was sent, closes the connection and the file."""
        self.engine.stop()
        self.stop_waiting()
        await self._tasks.close()
        await self.imports.close()
        await self.comparisons.close()
        if self._service is not None:
            await self._service.aclose()
        await self._store.close()
