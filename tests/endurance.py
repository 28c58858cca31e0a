"""A long working day at high speed: does everything that the program holds level off?

    python -m tests.endurance                  8 hours of the program's own clock
    python -m tests.endurance --hours 1 --every 5
    python -m tests.endurance --stop-after 20  20 minutes of real time at the most

The real window, store, threads, files and engine over a service in memory; only time is the test's.
A person creates, edits, deletes, undoes, imports, searches, backs up and restores, colleagues write
at the service, and now and then it is silent. Every few minutes of that day it is noted what the
process holds. The end is good where the last quarter holds what the second held.

SQLite keeps up to 32 MB of pages a connection, which fill as the file grows and look like a leak.
So the connections get little room here; with `--cache 32000` they are as in the program.
"""

import argparse
import asyncio
import csv
import gc
import math
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from smsbook_gui.app.logs import Logs
from smsbook_gui.app.loop import make_loop
from smsbook_gui.app.platform.memory import Collector
from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind, SearchSuperseded
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.store.db import connection
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.shell.main_window import MainWindow
from tests.services.engine_desk import Desk, desk_at
from tests.support.scripted import ScriptedService

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
PEOPLE = 400
"""Contacts at the beginning, and about as many at the end."""
PAUSES = (2.0, 5.0, 10.0, 20.0, 60.0)
"""Seconds between two actions."""
MORE = 1.05
"""Of the second quarter's median the last one's may be: what is above that has not levelled off."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds at a moment; sizes in kB."""

    minute: int
    memory: int
    objects: int
    handles: int
    threads: int
    tasks: int
    widgets: int
    file: int
    log: int

    @classmethod
    def now(cls, minute: int, folder: Path, log: Path) -> "Held":
        gc.collect()
        account = folder / "account"
        return cls(
            minute,
            _memory(),
            len(gc.get_objects()),
            len(os.listdir("/proc/self/fd")),
            threading.active_count(),
            len(asyncio.all_tasks()),
            len(QApplication.allWidgets()),
            sum(path.stat().st_size for path in account.glob("contacts.db*")) // 1000,
            (log.stat().st_size if log.exists() else 0) // 1000,
        )


def _memory() -> int:
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


_LEVELS = ("memory", "objects", "handles", "threads", "tasks", "widgets")
"""The others grow with the history, which is kept."""


class Day:
    """One person's, on one account."""

    def __init__(self, folder: Path, desk: Desk, workspace: WorkspaceViewModel, seed: int) -> None:
        self._folder = folder
        self._desk = desk
        self._workspace = workspace
        self._rng = random.Random(seed)
        self._next = PEOPLE
        self.done: Counter[str] = Counter()
        self._actions: dict[Callable[[], Awaitable[object]], int] = {
            self._create: 10,
            self._edit: 14,
            self._edit_many: 2,
            self._delete: 8,
            self._restore: 3,
            self._undo: 6,
            self._redo: 2,
            self._search: 10,
            self._sort: 4,
            self._select: 6,
            self._look_at_activity: 3,
            self._import: 1,
            self._back_up: 1,
            self._go_back: 1,
            self._colleague: 6,
            self._sync: 2,
            self._silence: 1,
            self._empty: 1,
        }

    async def step(self) -> None:
        """One action, and the time until the next."""
        [action] = self._rng.choices([*self._actions], [*self._actions.values()])
        self.done[action.__name__.strip("_")] += 1
        await action()
        await self._desk.work(until_quiet=self._rng.choice(PAUSES))

    async def _ids(self, kind: ScopeKind = ScopeKind.ALL) -> list[int]:
        while True:
            try:
                found = self._desk.store.contacts.search(Query(Scope(kind)))
                return [one async for chunk in found for one in chunk]
            except SearchSuperseded:
                await asyncio.sleep(0)

    async def _some(self, most: int, kind: ScopeKind = ScopeKind.ALL) -> list[int]:
        ids = await self._ids(kind)
        return self._rng.sample(ids, min(most, len(ids)))

    def _person(self) -> Values:
        self._next += 1
        number = self._next % 900_000
        return {FIRST: f"Ann{self._next}", LAST: "Berg", PHONE: f"0491{number:06}", COMPANY: "Acme"}

    async def _create(self) -> None:
        [book, *_] = await self._desk.store.books.get_all()
        await self._desk.contacts.create(book.local_id, self._person())

    async def _edit(self) -> None:
        for one in await self._some(1):
            await self._desk.contacts.edit(one, {COMPANY: f"Company {self._rng.random()}"})

    async def _edit_many(self) -> None:
        await self._desk.store.contacts.edit(
            await self._some(60),
            {COMPANY: f"Company {self._rng.random()}"},
            kind=BatchKind.EDIT,
            title="Many",
        )

    async def _delete(self) -> None:
        many = len(await self._ids()) - PEOPLE
        held = await self._desk.contacts.delete(await self._some(max(many, 1)))
        await self._desk.contacts.release(held.batch_id)

    async def _restore(self) -> None:
        await self._desk.contacts.restore(await self._some(2, ScopeKind.DELETED))

    async def _undo(self) -> None:
        try:
            await self._desk.contacts.undo()
        except NothingToUndo:
            self.done["nothing to undo"] += 1

    async def _redo(self) -> None:
        try:
            await self._desk.contacts.redo()
        except NothingToUndo:
            self.done["nothing to redo"] += 1

    async def _search(self) -> None:
        text = self._rng.choice(("ann", "berg", "0491", "comp", "zzz", ""))
        self._workspace.table.search(text)

    async def _sort(self) -> None:
        self._workspace.table.sort_by(self._rng.choice(list(ContactField)))

    async def _select(self) -> None:
        for one in await self._some(1):
            self._workspace.table.set_current(one)

    async def _look_at_activity(self) -> None:
        activity = self._workspace.windows.activity
        activity.opened()
        await self._desk.work(until_quiet=1.0)
        activity.closed()

    async def _import(self) -> None:
        path = self._folder / "list.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = [list(self._person().values()) for _ in range(40)]
            csv.writer(file).writerows([("First name", "Last name", "Mobile", "Company"), *rows])
        job = await self._desk.session.imports.open(path)
        await job.check(lambda _progress: None)
        await job.commit(lambda _progress: None)
        await self._desk.work(until_quiet=60.0)
        await job.run_state()
        await job.close(discard=True)

    async def _back_up(self) -> None:
        await self._desk.session.backups.make()

    async def _go_back(self) -> None:
        backups = await self._desk.session.backups.all()
        if backups:
            found = await self._desk.session.backups.differences(self._rng.choice(backups))
            chosen = self._rng.sample(found, min(5, len(found)))
            await self._desk.session.backups.restore(chosen, "Restored")

    async def _colleague(self) -> None:
        service = self._desk.service
        for contact_id in self._rng.sample([*service.contacts], min(3, len(service.contacts))):
            service.contacts[contact_id][1][COMPANY] = f"Theirs {self._rng.random()}"

    async def _sync(self) -> None:
        self._desk.engine.sync_now()

    async def _silence(self) -> None:
        self._desk.service.fall_silent()
        await self._edit()
        await self._desk.work(until_quiet=120.0)
        self._desk.service.recover()

    async def _empty(self) -> None:
        await self._desk.session.deleted.empty("Emptied")


async def live(folder: Path, hours: float, every: int, seed: int, stop_after: float) -> list[Held]:
    """The day, or as much of it as `stop_after` real minutes hold; what was held every so many
    minutes."""
    service = ScriptedService()
    service.book_names = {1: "Patients"}
    for number in range(PEOPLE):
        service.put(1, {FIRST: f"First {number}", LAST: "Berg", PHONE: f"0491{number:06}"})
    log = folder / "logs" / "smsbook.log"
    held: list[Held] = []
    (folder / "account").mkdir()
    async with desk_at(folder / "account" / "contacts.db", service) as desk:
        bugs: list[BaseException] = []
        workspace = WorkspaceViewModel(desk.session, Settings(folder), on_unhandled=bugs.append)
        window = MainWindow()
        window.set_workspace(workspace)
        window.show()
        erasing = asyncio.ensure_future(desk.session.deleted.run())
        day = Day(folder, desk, workspace, seed)
        begun = time.monotonic()
        _tell(" ".join(f"{one.name:>8}" for one in fields(Held)))
        end = begun + stop_after * 60
        while desk.clock.monotonic() < hours * 3600 and time.monotonic() < end:
            await day.step()
            minute = int(desk.clock.monotonic() // 60)
            if not held or minute >= held[-1].minute + every:
                service.calls.clear()  # the test's own memory
                held.append(Held.now(minute, folder, log))
                _tell(" ".join(f"{value:8}" for value in astuple(held[-1])))
        _tell(f"{day.done.total()} actions in {time.monotonic() - begun:.0f} s: {dict(day.done)}")
        erasing.cancel()
        await asyncio.gather(erasing, return_exceptions=True)
        window.set_workspace(None)
        await workspace.close()
        window.allow_close = True
        window.close()
        assert bugs == []
    return held


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def growing(held: list[Held]) -> list[str]:
    """What the last quarter holds more of than the second did, in words."""
    quarter = len(held) // 4
    found = []
    for name in _LEVELS:
        before = median(getattr(one, name) for one in held[quarter : 2 * quarter])
        after = median(getattr(one, name) for one in held[-quarter:])
        if after > before * MORE + 2:
            found.append(f"{name}: {before:.0f}, then {after:.0f}")
    return found


def main() -> int:
    """0 where everything levelled off."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance")
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--every", type=int, default=15, help="minutes between two notes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop-after", type=float, default=math.inf, help="minutes of real time")
    parser.add_argument("--cache", type=int, default=256, help="kB of pages a connection")
    arguments = parser.parse_args()
    connection.CACHE_KB = arguments.cache
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    Collector(application)
    with tempfile.TemporaryDirectory() as name, make_loop(application) as loop:
        logs = Logs(Path(name))
        held = loop.run_until_complete(
            live(
                Path(name),
                arguments.hours,
                arguments.every,
                arguments.seed,
                arguments.stop_after,
            )
        )
        logs.close()
    grown = growing(held)
    _tell("levels off" if not grown else "still growing: " + "; ".join(grown))
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
