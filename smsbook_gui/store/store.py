"""The store: the parts of one account's file, over a database with threads of its own."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.copies import CopyAnswer
from smsbook_gui.store.backups.backups import Backups
from smsbook_gui.store.bulk.batches import drop_left_over
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.contacts.region import follow_region
from smsbook_gui.store.db.connection import connect, make_private
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.derived_columns import add_functions, add_search_functions
from smsbook_gui.store.db.file_presence import FilePresence
from smsbook_gui.store.db.file_swap import finish_exchange, refuse_what_sqlite_would_drop
from smsbook_gui.store.db.private_files import private_dir, refuse_broken_link
from smsbook_gui.store.db.schema import add_temporary_tables, is_behind, make_file, prepare
from smsbook_gui.store.db.transaction import Read, WriteSide
from smsbook_gui.store.db.write_retry import Retrying, Wait, wait_by_loop
from smsbook_gui.store.facade.attention import AttentionStore
from smsbook_gui.store.facade.backups import BackupsStore
from smsbook_gui.store.facade.books import BooksStore
from smsbook_gui.store.facade.bulk import BulkStore
from smsbook_gui.store.facade.comparisons import ComparisonsStore
from smsbook_gui.store.facade.contacts import ContactsStore
from smsbook_gui.store.facade.drafts import DraftsStore
from smsbook_gui.store.facade.duplicates import DuplicatesStore
from smsbook_gui.store.facade.erasure import ErasureStore
from smsbook_gui.store.facade.imports import ImportsStore
from smsbook_gui.store.facade.meta import MetaStore
from smsbook_gui.store.facade.sync import SyncStore
from smsbook_gui.store.facade.views import ViewsStore
from smsbook_gui.store.recovery.copied_files import CopyWatch
from smsbook_gui.store.recovery.ledger import Bookkeeper, refuse_lost_commits
from smsbook_gui.store.sync.dispatch import recover


class Store:
    """The contacts of one account in one SQLite file, each part an attribute (`contacts`, `sync`,
    …).

    The outbox has one row per contact or address book, not per change: what is sent is always
    the difference between the local values and the base (what the service is known to have).
    All methods raise the StoreProblem family where the file or the disk fails.
    """

    def __init__(self, path: Path, database: Database, backups: Backups) -> None:
        runner = BulkRunner(database)
        self._database = database
        self._runner = runner
        self.path = path
        """The file, which import databases attach with a connection of their own."""
        self.retrying = database.retrying
        """For what must be written sooner or later, while the file cannot be written."""
        self.contacts = ContactsStore(database, runner)
        self.books = BooksStore(database, runner)
        self.attention = AttentionStore(database, runner)
        self.bulk = BulkStore(database, runner)
        self.duplicates = DuplicatesStore(database, runner)
        self.imports = ImportsStore(database, runner)
        self.comparisons = ComparisonsStore(database, runner)
        self.erasure = ErasureStore(path, database, backups)
        self.sync = SyncStore(database)
        self.drafts = DraftsStore(database)
        self.views = ViewsStore(database)
        self.meta = MetaStore(database)
        self.backups = BackupsStore(path, runner, backups)

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        rules: PhoneRules,
        now: Callable[[], datetime],
        wait: Wait = wait_by_loop,
        copies: CopyWatch | None = None,
        answer: CopyAnswer | None = None,
    ) -> "Store":
        """Opens or makes the file (0600 in a folder 0700), upgrades its schema, and recovers.

        After a crash a `sending` create is unsure, and other sending rows wait again. `now` gives
        aware datetimes; `wait` makes the pauses while the file cannot be written. `copies` checks
        whether the file is a copy, and `answer` is what a person said about that. Raises
        StoreTooNew, StoreDamaged, PerhapsCopied, StoreUnavailable.
        """

        backups = Backups(path, now)

        def reader() -> Read:
            read = Read(connect(path, read_only=True), rules, now)
            add_functions(read.db, rules.region)
            add_search_functions(read.db, rules.region)
            return read

        def writer() -> WriteSide:
            return _open_writer(path, rules, now, backups, copies=copies, answer=answer)

        database = Database(writer, _close_writer, reader, Retrying(wait))
        await database.start()
        store = cls(path, database, backups)
        store._runner.begin_resuming()
        return store

    async def close(self) -> None:
        """Ends the threads once their work is done. A second call does nothing."""
        self.contacts.end_search()
        await self.backups.finish()
        await self._database.close()

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Calls back after each commit that changed something; returns what unsubscribes."""
        return self._database.subscribe(callback)

    def watch_damage(self, damaged: Callable[[StoreDamaged], None]) -> None:
        """Calls back when the file turns out to be damaged, perhaps more than once."""
        self._database.watch_damage(damaged)

    async def require_file(self) -> None:
        """Raises FolderGone where the file no longer lies at its path."""
        await self._database.writer.run(lambda side: side.require_file())

    async def put_again(self) -> None:
        """Writes the whole file to its path again; it must then be opened anew.

        Raises StoreProblem.
        """
        await self._database.writer.run(lambda side: side.put_file_again())


def _open_writer(
    path: Path,
    rules: PhoneRules,
    now: Callable[[], datetime],
    backups: Backups,
    *,
    copies: CopyWatch | None,
    answer: CopyAnswer | None,
) -> WriteSide:
    _settle_file(path)
    make_private(path)
    side = WriteSide(connect(path), rules, now)
    try:
        if is_behind(side.db):
            backups.make(BackupReason.UPDATE)
        prepare(side.db)
        add_functions(side.db, rules.region)
        add_temporary_tables(side.db)
        side.ledger = Bookkeeper(path, side.db)
        if copies is not None:  # before anything turns the work counter
            copies.settle(side, answer)
            side.creates_sent = partial(copies.keep_up, side)
        side.transact(recover)
        side.transact(drop_left_over)
        side.transact(follow_region)
        side.begin_bulk = backups.begin_bulk
        presence = FilePresence(path)
        side.require_file = presence.require
        side.put_file_again = lambda: presence.put_again(side.db, side.clock())
    except BaseException:
        if side.ledger is not None:
            side.ledger.let_go()
        side.db.close()
        raise
    return side


def _settle_file(path: Path) -> None:
    """Finishes a file swap that was decided, and makes a file if there is none.

    Raises StoreDamaged for a file that SQLite would take for a new one, else as `disk_problem`.
    """
    try:
        private_dir(path.parent)
        refuse_broken_link(path)
        finish_exchange(path)
    except OSError as error:
        raise disk_problem(error) from error
    refuse_what_sqlite_would_drop(path)
    if not path.exists():
        make_file(path)
    refuse_lost_commits(path)


def _close_writer(side: WriteSide) -> None:
    # Statistics for the next run, from a sample. Whatever fails here, the file is closed.
    with suppress(sqlite3.DatabaseError):
        side.db.execute("PRAGMA busy_timeout = 0")
        side.db.execute("PRAGMA analysis_limit = 400")
        side.db.execute("PRAGMA optimize")
    if side.ledger is not None:
        side.ledger.before_close()
    side.db.close()
    if side.ledger is not None:
        side.ledger.close()
