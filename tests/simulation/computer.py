"""A computer that runs the real session and can stop at any commit and any call.

The store's threads are replaced: their work is done on the loop, after a seeded number of turns,
so that nothing depends on the machine. What stands in the file at the moment of a stop is copied,
and the next run starts on the copy.
"""

import asyncio
import heapq
import itertools
import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.copies import CopyAnswer
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import wait_for
from smsbook_gui.services.session import Session
from smsbook_gui.store.backups import backups
from smsbook_gui.store.db import connection
from smsbook_gui.store.db.database_thread import LATER, UNFINISHED, Delivery, StoreClosed
from smsbook_gui.store.recovery.copied_files import CopyWatch
from smsbook_gui.store.store import Store
from tests.simulation.loop import LoopClock
from tests.support.will import Line

T = TypeVar("T")

FIELDS = tuple(ContactField)


@dataclass(frozen=True)
class Action:
    """What a person does, as the tasks that do it know."""

    name: str
    at: datetime
    """The wall clock's time at which the person did it."""
    ids: tuple[int, ...] = ()
    fields: tuple[ContactField, ...] = ()
    """What it sets explicitly, changed or not."""


ACTION: ContextVar[Action | None] = ContextVar("ACTION", default=None)


@dataclass(frozen=True)
class Row:
    """A contact as it stands in the file."""

    local_id: int
    server_id: int | None
    book_id: int
    life: int
    status: int
    values: tuple[str | None, ...]

    def value(self, name: ContactField) -> str | None:
        return self.values[FIELDS.index(name)]


class DiskTrouble(StrEnum):
    """What keeps the file from being written for a while."""

    BUSY = "busy"
    """Another program holds the file's lock."""
    FULL = "full"
    """There is no room for one more page."""
    FAILING = "failing"
    """Most that is to be written comes back as an error of the disk."""


Rows = dict[int, Row]
_IO_ERROR = (sqlite3.SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE")
_ROWS = f"SELECT local_id, server_id, book_id, life, status, {', '.join(FIELDS)} FROM contact"
_SENDING = f"SELECT local_id FROM contact WHERE status = {Status.SENDING:d}"


@dataclass(frozen=True)
class StopAt:
    """Where the computer stops: at which commit or call from now on, and on which side of it."""

    what: str
    count: int
    after: bool


class InlineThread:
    """Stands for `DatabaseThread`, on the loop."""

    def __init__(
        self,
        computer: "Computer",
        name: str,
        make: Callable[[], Any],
        close: Callable[[Any], None],
    ) -> None:
        self._computer = computer
        self.writes = name == "store writer"
        self._make = make
        self._close = close
        self._made: list[Any] = []
        self._jobs: list[tuple[int, int, Delivery[Any], Callable[[Any], Any], Action | None]] = []
        self._numbers = itertools.count()
        self._closed = False
        computer.threads.append(self)

    async def start(self) -> None:
        if self.writes:
            self._context()

    def _context(self) -> Any:
        if not self._made:
            self._made.append(self._make())
        return self._made[0]

    async def run(
        self,
        work: Callable[[Any], Any],
        *,
        priority: int = 0,
        done: Callable[[Any], None] | None = None,
    ) -> Any:
        return await self.submit(work, priority=priority, done=done)

    def submit(
        self,
        work: Callable[[Any], Any],
        *,
        priority: int = 0,
        done: Callable[[Any], None] | None = None,
    ) -> "asyncio.Future[Any]":
        if self._closed:
            raise StoreClosed
        answer: Delivery[Any] = Delivery(done)
        heapq.heappush(self._jobs, (priority, next(self._numbers), answer, work, ACTION.get()))
        self._computer.later(self._pump)
        return answer.future

    @property
    def closing(self) -> bool:
        return self._closed

    def is_wanted(self, priority: int) -> bool:
        return bool(self._jobs) and self._jobs[0][0] < priority

    def _pump(self) -> None:
        if self._computer.dead or not self._jobs:
            return
        priority, _, answer, work, action = heapq.heappop(self._jobs)
        if self.writes and self._computer.stops("commit", after=False):
            return
        if self.writes and priority == LATER:
            action = action or self._computer.decided()
        before = self._computer.rows() if action else {}
        committed = False
        with answer:
            if self.writes:
                self._computer.write_or_fail()
            value = work(self._context())
            committed = True
            if value is UNFINISHED:
                heapq.heappush(self._jobs, (LATER, next(self._numbers), answer, work, action))
                self._computer.later(self._pump)
            else:
                answer.give(value)
        if self.writes and action and committed:
            self._computer.acted(action, before, self._computer.rows())
        if self.writes:
            self._computer.commits += 1
            self._computer.stops("commit", after=True)

    async def close(self) -> None:
        self._closed = True
        while self._jobs and not self._computer.dead:
            self._pump()
        self.drop()

    def drop(self) -> None:
        """The connection ends; what was not committed is not."""
        if self._made:
            context = self._made.pop()
            context.db.close()
            if ledger := getattr(context, "ledger", None):
                ledger.let_go()

    @property
    def is_open(self) -> bool:
        return bool(self._made)

    @property
    def db(self) -> sqlite3.Connection:
        found: sqlite3.Connection = self._context().db
        return found


class Computer:
    """One run of the app, from its start to its end."""

    def __init__(
        self,
        path: Path,
        line: Line,
        clock: LoopClock,
        rng: random.Random,
        *,
        access: str,
        acted: Callable[[Action, Rows, Rows], None],
        tell: Callable[[str], None],
        name: str = "office",
    ) -> None:
        self.path = path
        self._name = name
        self.line = line
        self.access = access
        self.acted = acted
        self.threads: list[InlineThread] = []
        self.bugs: list[BaseException] = []
        self.commits = 0
        self.dead = False
        self.stopped = asyncio.Event()
        self.stop_at: StopAt | None = None
        self.cut_off: set[int] = set()
        self.session: Session
        self._trouble: DiskTrouble | None = None
        self._other_program: sqlite3.Connection | None = None
        self._clock = clock
        self._rng = rng
        self._tell = tell
        line.on_call = self._called

    async def start(self, answer: CopyAnswer | None = None) -> None:
        """Raises PerhapsCopied: then it may be started once more, with an answer."""
        folder = self.path.parent
        copies = CopyWatch(
            self.path, computer=self._name, notes=folder / "notes", import_dbs=folder / "imports"
        )
        self.threads.clear()
        with patch("smsbook_gui.store.db.database.DatabaseThread", self._thread):
            store = await Store.open(
                self.path,
                rules=PhoneRules(),
                now=self._clock.now,
                wait=partial(wait_for, clock=self._clock),
                copies=copies,
                answer=answer,
            )
        self.session = Session(
            Account("test", "Test", "http://127.0.0.1"),
            store,
            self.line,
            access=self.access,
            clock=self._clock,
            on_unhandled=self.bugs.append,
        )
        self.session.engine.start()

    def _thread(
        self,
        name: str,
        make: Callable[[], Any],
        close: Callable[[Any], None],
        idle: Callable[..., bool] = lambda: False,
    ) -> InlineThread:
        """It has no idle moments: what is left for those stays until the judge asks."""
        return InlineThread(self, name, make, close)

    def later(self, work: Callable[[], None]) -> None:
        """In a while: mostly a few turns of the loop, sometimes a moment of time."""
        loop = asyncio.get_running_loop()
        drawn = self._rng.random()
        if drawn < 0.04:
            loop.call_later(self._rng.uniform(0.001, 0.2), work)
        elif drawn < 0.3:
            loop.call_soon(loop.call_soon, work)
        else:
            loop.call_soon(work)

    # --- what stands in the file -----------------------------------------------------------

    def all(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The file's content, from the writer's own connection."""
        return self.threads[0].db.execute(sql, parameters).fetchall()

    def decided(self) -> Action | None:
        """What a person decided in an earlier run, and this one carries out next."""
        found = self.all(
            "SELECT batch.kind, batch.id FROM staging JOIN batch ON batch.id = batch_id"
            " WHERE staging.turn IS NOT NULL ORDER BY staging.turn LIMIT 1"
        )
        for kind, batch_id in found:
            chunks = self.all("SELECT ids FROM staged WHERE batch_id = ?", batch_id)
            ids = (each for (chunk,) in chunks for each in json.loads(chunk))
            return Action(kind, self._clock.now(), tuple(ids))
        return None

    def rows(self) -> Rows:
        return {
            row[0]: Row(row[0], row[1], row[2], row[3], row[4], row[5:]) for row in self.all(_ROWS)
        }

    # --- the disk --------------------------------------------------------------------------

    def trouble(self, how: DiskTrouble | None) -> None:
        """From now on the file cannot be written, for that reason; None ends it."""
        if self._other_program is not None:
            self._other_program.close()
            self._other_program = None
        if self.dead or not self.threads or not self.threads[0].is_open:
            return
        self._trouble = how
        pages = "(SELECT page_count FROM pragma_page_count)" if how is DiskTrouble.FULL else ""
        [(most,)] = self.all(f"SELECT {pages or 1 << 30}")
        self.all(f"PRAGMA max_page_count = {most}")
        if how is DiskTrouble.BUSY:
            self._other_program = sqlite3.connect(self.path, isolation_level=None)
            self._other_program.execute("BEGIN IMMEDIATE")

    def write_or_fail(self) -> None:
        """Raises what SQLite would, where the disk fails."""
        if self._trouble is DiskTrouble.FAILING and self._rng.random() < 0.7:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode, error.sqlite_errorname = _IO_ERROR
            raise error

    # --- stopping --------------------------------------------------------------------------

    async def close(self) -> None:
        """An orderly end. A disk in trouble keeps no note of what calls came to before it."""
        await self.session.close()
        if self._trouble is not None and not self.dead:
            with closing(sqlite3.connect(self.path)) as db:
                self.cut_off = {row[0] for row in db.execute(_SENDING)}

    def stops(self, what: str, *, after: bool) -> bool:
        """Counts down; whether the computer stopped here."""
        plan = self.stop_at
        if self.dead or plan is None or plan.what != what or plan.after is not after:
            return self.dead
        self.stop_at = StopAt(what, plan.count - 1, after) if plan.count > 1 else None
        if plan.count <= 1:
            self.stop(f"{'after' if after else 'before'} a {what}")
        return self.dead

    def _called(self, _name: str, side: str) -> None:
        self.stops("call", after=side == "after")

    def stop(self, where: str) -> None:
        """The power goes. What is in the file is copied, and everything of this run is dropped."""
        if self.dead:
            return
        self._tell(f"== the computer stops {where}")
        self.dead = self.line.dead = True
        following = self.path.with_name(f"{int(self.path.stem) + 1}.db")
        copy_files(self.path, following)
        self.cut_off = {row[0] for row in self.all(_SENDING)}
        for thread in self.threads:
            thread.drop()
        self.trouble(None)
        self.path = following
        self.stopped.set()


def copy_files(path: Path, to: Path) -> None:
    """As they lie there now, the write-ahead log included."""
    for suffix in ("", "-wal", "-ledger"):
        part, target = Path(f"{path}{suffix}"), Path(f"{to}{suffix}")
        target.unlink(missing_ok=True)
        if part.exists():
            shutil.copyfile(part, target)


@contextmanager
def relaxed() -> Iterator[None]:
    """Files without durability: nothing here survives a power cut of the real computer.

    The backup before a large change is made at once, since a thread of its own would take its time.
    """

    def set_up(db: sqlite3.Connection, read_only: bool) -> None:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("PRAGMA busy_timeout = 0")
        if not read_only:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = OFF")

    with ExitStack() as stack:
        stack.enter_context(patch.object(connection, "_set_up", set_up))
        stack.enter_context(patch.object(backups, "start", lambda work, _name: work()))
        yield
