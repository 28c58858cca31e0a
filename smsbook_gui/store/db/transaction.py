"""A reader's and a writer's view of the file: connection, rules, clock, and what has changed."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Protocol, TypeVar

from smsbook_gui import failpoints
from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.db import search_index
from smsbook_gui.store.db.contact_set import ContactSet, PendingValues, WorkingSets

T = TypeVar("T")
Row = tuple[Any, ...]
Parameters = Sequence[Any] | dict[str, Any]

MANY = 1000
"""With more contacts than this a change no longer names them."""

UPDATE_CONTACTS = "UPDATE OR ROLLBACK contact"
"""How a statement about many contacts begins.

SQLite can take back such a statement alone if a constraint fails half way, and keeps a copy of each
page for that. Here an error always ends the whole transaction, so that the copies, a fifth of the
work of an edit of all contacts, are for nothing.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970, as the file keeps all times."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The inverse of `to_micros`, in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


@dataclass
class Read:
    """A connection with what its queries need."""

    db: sqlite3.Connection
    rules: PhoneRules
    clock: Callable[[], datetime]

    def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query."""
        return self.db.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query; None without one."""
        row: Row | None = self.db.execute(sql, parameters).fetchone()
        return row

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row; None without one."""
        row = self.one(sql, parameters)
        return None if row is None else row[0]


@dataclass
class ChangeSet:
    """Collects what a transaction changed, to be published when it is committed."""

    contacts: set[int] | None = field(default_factory=set)
    rows: bool = False
    books: bool = False
    counts: bool = False
    history: bool = False
    outbox: bool = False

    def add(self, ids: Sequence[int]) -> None:
        """Adds contacts that changed."""
        if self.contacts is not None:
            self.contacts.update(ids[: MANY + 1])
            if len(self.contacts) > MANY:
                self.contacts = None

    def merge(self, changes: Changes) -> None:
        """Adds what another transaction published, so that it is published with these."""
        if changes.contacts is None:
            self.contacts = None
        else:
            self.add(tuple(changes.contacts))
        self.rows |= changes.rows
        self.books |= changes.books
        self.counts |= changes.counts
        self.history |= changes.history
        self.outbox |= changes.outbox

    def publish(self) -> Changes:
        """All of it, frozen."""
        contacts = None if self.contacts is None else frozenset(self.contacts)
        return Changes(contacts, self.rows, self.books, self.counts, self.history, self.outbox)


@dataclass
class BatchReport:
    """What a batch has come to so far, for whoever asked for it; not kept over a restart."""

    contacts: int = 0
    left_alone: list[int] = field(default_factory=list)
    recreated: int = 0
    changed_there: int = 0
    there_before: int = 0

    def add(self, more: "BatchReport") -> None:
        """Adds what one more transaction did."""
        self.contacts += more.contacts
        self.left_alone += more.left_alone
        self.recreated += more.recreated
        self.changed_there += more.changed_there
        self.there_before += more.there_before


class Transaction(Read):
    """One write transaction. `now` is its moment in microseconds."""

    def __init__(self, side: "WriteSide") -> None:
        super().__init__(side.db, side.rules, side.clock)
        self._sets = WorkingSets(side.db)
        self.now = to_micros(side.clock())
        self.changed = ChangeSet()
        self.require_file = side.require_file
        """Raises FolderGone if the file no longer lies at its path. For whatever begins something
        new; the outcome of what was begun is recorded in any case."""
        self.sends_creates = False
        """Whether it commits that something is created at the service."""
        self.reports: dict[int, BatchReport] = {}

    def report(self, batch_id: int) -> BatchReport:
        """What this transaction does for a batch, to be added to; it counts once committed."""
        return self.reports.setdefault(batch_id, BatchReport())

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Executes a statement and returns the number of rows it changed."""
        return self.db.execute(sql, parameters).rowcount

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Executes an INSERT of one row and returns its rowid."""
        rowid = self.db.execute(sql, parameters).lastrowid
        assert rowid is not None
        return rowid

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Executes a statement for each row."""
        self.db.executemany(sql, rows)

    def contacts(self, ids: Iterable[int] = ()) -> AbstractContextManager[ContactSet]:
        """A set of these contacts, empty without ids, for a `with` block."""
        return self._sets.contacts(ids)

    @contextmanager
    def contacts_where(self, condition: str, parameters: Parameters = ()) -> Iterator[ContactSet]:
        """A set of all contacts that meet a condition on `contact`."""
        with self.contacts() as found:
            self.run(
                f"INSERT INTO {found} SELECT local_id FROM contact WHERE {condition}", parameters
            )
            yield found

    def pending_values(self) -> AbstractContextManager[PendingValues]:
        """An empty set of values by contact, for a `with` block."""
        return self._sets.pending()

    def next_sequence(self) -> int:
        """Increments the work counter and returns its new value."""
        return int(
            self.value(
                "UPDATE counter SET value = value + 1 WHERE name = 'sequence' RETURNING value"
            )
        )

    def new_batch(self, kind: BatchKind, title: str, undoes: int | None = None) -> int:
        """Starts a batch. Raises FolderGone."""
        self.require_file()
        self.changed.history = True
        return self.insert(
            "INSERT INTO batch (kind, title, at, undoes) VALUES (?, ?, ?, ?)",
            (kind.value, title, self.now, undoes),
        )


class _Commit:
    """Commits at the end of its block; rolls back if that raised."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            try:
                with failpoints.around("commit"):
                    self._db.execute("COMMIT")
            except sqlite3.Error:
                self._roll_back()
                raise
        else:
            self._roll_back()

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after some errors (disk full, I/O).
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")


class CommitLog(Protocol):
    """Notes each commit outside the file (`store/recovery/ledger.py`)."""

    def line(self, tx: Transaction, changes_before: int) -> bytes | None:
        """What to note of this transaction, which is about to be committed; None for nothing."""

    def append(self, line: bytes) -> None:
        """Writes that down, after the commit."""

    def begin_anew(self) -> None:
        """Forgets what was noted, where all of it has come into the file."""

    def let_go(self) -> None:
        """Stops noting; what is noted stays."""

    def before_close(self) -> None:
        """Called before the file is closed in an orderly way, when it can be read yet."""

    def close(self) -> None:
        """Called when the file was closed in an orderly way."""


@dataclass
class WriteSide(Read):
    """What the writer's thread owns. `reports` are kept by batch until they are fetched.

    `creates_sent` is called after the commit which says that a create is about to leave.
    `require_file` and `put_file_again` come from `file_presence`. `begin_bulk` is called with a
    batch of many contacts before it is carried out.
    """

    reports: dict[int, BatchReport] = field(default_factory=dict)
    creates_sent: Callable[[], None] = lambda: None
    ledger: CommitLog | None = None
    require_file: Callable[[], None] = lambda: None
    put_file_again: Callable[[], None] = lambda: None
    begin_bulk: Callable[[int], None] = lambda _batch: None

    def catch_up(self, wanted: Callable[[], bool]) -> bool:
        """Does some of what was left for later, until the writer is `wanted`; whether there was
        any."""
        if not search_index.is_behind(self.db):
            return False
        self.transact(lambda tx: search_index.catch_up(tx.db, wanted))
        return True

    def transact(self, work: Callable[[Transaction], T]) -> tuple[T, Changes]:
        """Runs `work` in one transaction; returns its result and what it changed."""
        with _Commit(self.db):
            transaction = Transaction(self)
            changes = self.db.total_changes
            result = work(transaction)
            search_index.keep_up(self.db)
            line = self.ledger.line(transaction, changes) if self.ledger else None
        if line is not None and self.ledger is not None:
            self.ledger.append(line)
        for batch_id, report in transaction.reports.items():
            self.reports.setdefault(batch_id, BatchReport()).add(report)
        if transaction.sends_creates:
            self.creates_sent()
        return result, transaction.changed.publish()
