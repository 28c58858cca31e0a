"""A seeded story: a person, a colleague, an automation, the weather, and a computer that stops."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from smsbook_gui.domain.batch import BatchKind
from smsbook_gui.domain.contact import ContactField, Life, Status
from smsbook_gui.domain.copies import CopyAnswer
from smsbook_gui.domain.errors import AccountDiffers, AccountUnclear, PerhapsCopied, SmsBookError
from smsbook_gui.domain.merge import same
from smsbook_gui.services.contacts.contacts import HELD_FOR
from smsbook_gui.store.contacts.reconcile import KIND
from smsbook_gui.store.db.database_thread import StoreClosed
from tests.simulation.computer import (
    ACTION,
    Action,
    Computer,
    DiskTrouble,
    Row,
    Rows,
    StopAt,
    copy_files,
)
from tests.simulation.journal import Journal
from tests.simulation.judge import Judge
from tests.simulation.loop import LoopClock, VirtualLoop
from tests.support.will import AT_ONCE, REGION, TOKEN, Manners, Seen, Weather, Will

EDITED = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.PHONE_NUMBER,
    ContactField.COMPANY,
    ContactField.CUSTOM_1,
)
EVENTS = {
    "create": 10,
    "edit": 12,
    "edit_again": 6,
    "bulk_edit": 3,
    "move": 4,
    "delete": 6,
    "release": 6,
    "undo": 5,
    "redo": 3,
    "restore": 4,
    "resolve": 6,
    "send_again": 3,
    "discard": 2,
    "claim": 3,
    "settle_there": 3,
    "create_again": 3,
    "sync_now": 4,
    "refresh": 2,
    "pause_sending": 1,
    "resume_sending": 2,
    "wake_up": 1,
    "new_token": 1,
    "restart": 1,
    "stop": 3,
    "back_up": 3,
    "put_back": 3,
    "move_house": 1,
    "new_book": 1,
    "rename_book": 1,
    "delete_book": 1,
    "other_creates": 3,
    "other_copies": 3,
    "other_edits": 9,
    "other_moves": 3,
    "other_deletes": 3,
    "other_restores": 3,
    "other_lists_twice": 2,
    "other_imports": 1,
    "other_books": 1,
    "other_drops_book": 1,
    "automation": 1,
    "weather": 6,
    "outage": 2,
    "disk": 3,
    "jump": 1,
    "wait": 10,
}
STORMS = (
    Weather(),
    Weather(),
    Weather(lost_before=0.1, lost_after=0.15, late=0.2, slow=0.05),
    Weather(lost_after=0.4, late=0.3),
    Weather(limited=0.25),
    Weather(not_sent=0.3, html=0.05),
    Weather(hides=0.3, slow=0.15),
    Weather(hides=0.6),
    Weather(says_no=0.15, lost_after=0.1),
    Weather(misnames=0.3),
    Weather(pretends=0.5, hides=0.1),
    Weather(
        not_sent=0.05,
        lost_before=0.05,
        lost_after=0.1,
        late=0.1,
        limited=0.05,
        html=0.03,
        says_no=0.03,
        stops=0.01,
        slow=0.05,
        hides=0.05,
    ),
)


PAUSES = (0.0, 0.0, 0.05, 0.3, 1.0, 3.0, 10.0)
LONG_PAUSES = (0.0, 1.0, 10.0, 60.0, 400.0)
"""Seconds between two events; the longer ones while nobody is answered."""


@dataclass
class Outcome:
    """What became of a seed."""

    seed: int
    violations: list[str] = field(default_factory=list)
    actions: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    attention: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    story: list[str] = field(default_factory=list)


class World:
    """Everything of one seed."""

    def __init__(self, seed: int, folder: Path, loop: VirtualLoop) -> None:
        self.rng = random.Random(seed)
        self.outcome = Outcome(seed)
        self.clock = LoopClock(loop)
        self._loop = loop
        self._path = folder / "0.db"
        self.will = Will(random.Random(seed + 1), self._manners(), self.tell)
        self.will.on_overwrite = self._knew
        self.will.on_delete = self._may_delete
        self.will.on_delete_book = self._may_delete_book
        self.will.was_known = self._was_known
        self.journal = Journal()
        self.computer: Computer
        self._numbers = 0
        self._access = 0
        self._computers = 0
        self._backup: tuple[Path, Journal] | None = None
        self._truth: CopyAnswer | None = None
        """What the files are, where the person would be asked about them."""
        self._doing: set[asyncio.Task[object]] = set()
        self._known: list[tuple[float, frozenset[int]]] = []
        self._books_given_up: set[int] = set()

    def tell(self, line: str) -> None:
        self.outcome.story.append(f"{self._loop.time():10.3f} {line}")

    def _manners(self) -> Manners:
        def now_and_then(chance: float) -> bool:
            return self.rng.random() < chance

        if now_and_then(0.4):
            return Manners(lists=not now_and_then(0.15), answers_old=now_and_then(0.25))
        return Manners(
            lists=not now_and_then(0.15),
            normalises=now_and_then(0.3),
            trims=now_and_then(0.3),
            longest=50 if now_and_then(0.2) else None,
            unique_numbers=now_and_then(0.15),
            answers_old=now_and_then(0.3),
            ignores_blank=now_and_then(0.15),
            omits_blank=now_and_then(0.2),
            says_not_found=not now_and_then(0.15),
            shows_after=self.rng.choice((0.0, 0.0, 5.0, 15.0)),
        )

    # --- from beginning to end -------------------------------------------------------------

    async def live(self) -> None:
        """The whole story."""
        self.tell(f"{self.will.manners}")
        books = [self.will.new_book(name) for name in ("Ash", "Birch")]
        for _ in range(self.rng.randrange(5)):
            self._other_creates()
        await self._boot()
        if not self.will.manners.lists:
            for name, server_id in zip(("Ash", "Birch"), books, strict=True):
                await self.computer.session._store.books.create(name, server_id)
        await self._go_on()
        await self._come_to_rest()
        self._judge(all_settled=False)
        if not self.outcome.violations:
            await self._settle_all()
            self._judge(all_settled=True)
        await self._end()

    async def _go_on(self) -> None:
        """What happens, one event after the other."""
        await self._pass(self.rng.choice((0.0, 1.0, 30.0)))
        names, weights = list(EVENTS), list(EVENTS.values())
        for number in range(self.rng.randrange(10, 45)):
            if self.computer.dead:
                await self._boot_after_stop()
            name = self.rng.choices(names, weights)[0]
            self.tell(f"{number}: {name}")
            going_on = getattr(self, f"_{name}")()
            if going_on is not None:
                await going_on
            if self._doing and self.rng.random() < 0.5:
                await self._done_or_stopped()
            await self._pass(self.rng.choice(LONG_PAUSES if self.will.is_silent() else PAUSES))
            self._see_that_gone_is_gone()

    def _see_that_gone_is_gone(self) -> None:
        """At any time, since a later listing would hide what went wrong."""
        if self.computer.dead:
            return
        gone = f"SELECT server_id FROM contact WHERE life = {Life.GONE:d}"
        for (server_id,) in self.computer.all(gone):
            if server_id in self.will.contacts.keys() - self.will.facts.returned:
                self.outcome.violations.append(f"{server_id} is gone here, and is there")
        for (server_id,) in self.computer.all(
            f"SELECT server_id FROM book WHERE life = {Life.GONE:d}"
        ):
            if server_id in self.will.books.keys() - self.will.facts.lost_books.keys():
                self.outcome.violations.append(
                    f"address book {server_id} is gone here, and is there"
                )

    async def _come_to_rest(self) -> None:
        if self.computer.dead:
            await self._boot_after_stop()
        self.computer.stop_at = None
        self.tell("-- all becomes quiet")
        self.will.calm()
        self.computer.trouble(None)
        if self._doing:
            await self._done_or_stopped()
        self._release_all()
        if self.rng.random() < 0.3:
            self._set_clock(-timedelta(days=3))
        await self._until_quiet()
        waiting = Judge(self.will, self.journal, self.computer).waiting()
        self.outcome.violations += [f"{one}, all being quiet" for one in waiting]
        # What was read a week ago is read again, so everything is looked at, though the clock may
        # have been set back.
        self._set_clock(timedelta(days=60))
        await self._pass(70.0)
        await self._until_quiet()
        await self._see_that_nothing_happens()

    async def _see_that_nothing_happens(self) -> None:
        """Where nothing changes, another sync has nothing to tell."""
        before = self.computer.all("SELECT count(*) FROM history")
        await self._until_quiet()
        if self.computer.all("SELECT count(*) FROM history") != before:
            lines = self.computer.all("SELECT * FROM history ORDER BY id DESC LIMIT 4")
            self.outcome.violations.append(f"nothing happens, and the history says: {lines}")

    async def _until_quiet(self) -> None:
        self._resume_sending()
        for _ in range(3):
            self._release_all()  # what was asked for before may have been done since
            self._reopen()
            await self._pass(150.0)
            self._answer_questions()
            await self._pass(150.0)

    async def _settle_all(self) -> None:
        """The person works everything off that needs attention."""
        for number in range(8):
            open_rows = [row for row in self._all() if Status(row.status).needs_attention]
            stuck = self.computer.all(
                f"SELECT local_id, name, life, status FROM book WHERE status >= {Status.REFUSED:d}"
            )
            if not open_rows and not stuck:
                return
            self.tell(f"-- the person settles, round {number}")
            for book in stuck:
                self._settle_book(*book)
            for row in open_rows:
                self._settle(row, give_up=number > 4)
            await self._until_quiet()

    def _settle_book(self, book_id: int, name: str, life: int, status: int) -> None:
        books = self.computer.session.books
        known = {row[0] for row in self.computer.all("SELECT server_id FROM book")}
        there = [key for key, one in self.will.books.items() if one == name and key not in known]
        if life != Life.LIVE:
            self._do("discard_book", books.discard(book_id))
        elif status == Status.UNSURE and there:
            self._do("claim_book", books.claim(book_id, there[0]))
        else:
            self._do("send_book_again", books.send_again(book_id))

    def _settle(self, row: Row, *, give_up: bool) -> None:
        contacts = self.computer.session.contacts
        ids = (row.local_id,)
        match Status(row.status):
            case Status.CONFLICT:
                self._resolve_one(row, mine=True)
            case Status.UNSURE:
                self._settle_unsure(row)
            case Status.THERE:
                self._settle_one_there(row, give_up=give_up)
            case _ if give_up:
                self._do("discard", contacts.discard(ids), ids)
            case _ if row.server_id and row.server_id not in self.will.contacts:
                if row.life == Life.LIVE:
                    self._do("create_again", contacts.create_again(ids), ids)
                else:
                    self._do("discard", contacts.discard(ids), ids)
            case _:
                self._do("send_again", contacts.send_again(ids), ids)

    def _settle_unsure(self, row: Row) -> None:
        contacts = self.computer.session.contacts
        token = self.journal.tokens.get(row.local_id, "")
        there = self._on_service(token)
        known = {other.server_id for other in self._all() if other.local_id < row.local_id}
        if there and there[0] not in known:
            self._do("claim", contacts.claim(row.local_id, there[0]), (row.local_id,))
        elif there:
            self._do("discard", contacts.discard([row.local_id]), (row.local_id,))
        else:
            self._do("send_again", contacts.send_again([row.local_id]), (row.local_id,))

    def _settle_one_there(self, row: Row, *, give_up: bool = False) -> None:
        contacts, ids = self.computer.session.contacts, (row.local_id,)
        match "keep" if give_up else self.rng.choice(("keep", "take in", "take in", "send again")):
            case "keep":
                self._do("discard", contacts.discard(ids), ids)
            case "take in":
                self._do("take_in", contacts.take_in(ids), ids)
            case _:
                self._do("send_again", contacts.send_again(ids), ids)

    def _judge(self, *, all_settled: bool) -> None:
        for row in self._all():
            if Status(row.status).needs_attention and not all_settled:
                self.outcome.attention[Status(row.status).name] += 1
        verdicts = Judge(self.will, self.journal, self.computer).verdicts(all_settled=all_settled)
        # Two contacts here have one label where older files were put back and a person wants both.
        asked_for = {
            f"{AT_ONCE}{token}" for token, times in self.journal.permits.items() if times > 1
        }
        told = [one for one in self.will.violations if one not in asked_for]
        self.outcome.violations += [*told, *verdicts]
        self.will.violations.clear()
        self.outcome.violations += [f"bug: {bug!r}" for bug in self.computer.bugs]

    async def _end(self) -> None:
        self.outcome.actions = self.journal.actions
        self.outcome.calls, self.outcome.faults = self.will.calls, self.will.faults
        await self.computer.session.close()
        await self._end_tasks()

    # --- the computer ----------------------------------------------------------------------

    async def _boot(self) -> None:
        self.tell("== the computer starts")
        self.computer = Computer(
            self._path,
            self.will.connect(),
            self.clock,
            self.rng,
            access=str(self._access),
            acted=self._acted,
            tell=self.tell,
            name=f"computer {self._computers}",
        )
        try:
            await self.computer.start()
        except PerhapsCopied as question:
            self.tell(f"   the person is asked: {question.doubt}, {question.creates} wait")
            self.journal.actions[f"asked: {question.doubt}"] += 1
            if self._truth is None:
                self.outcome.violations.append(f"asked for no reason: {question.doubt}")
            await self.computer.start(self._truth)
        self._truth = None

    async def _boot_after_stop(self) -> None:
        self.outcome.violations += [f"bug: {bug!r}" for bug in self.computer.bugs]
        self.outcome.crashes += 1
        self.journal.cut_off |= self.computer.cut_off
        self._path = self.computer.path
        await self._end_tasks()
        await asyncio.sleep(self.rng.uniform(2.0, 60.0))
        await self._boot()

    async def _back_up(self) -> None:
        """Somebody copies the files as they lie there, mostly while something waits."""
        if self.rng.random() < 0.7:
            self._create()
            await self._pass(self.rng.choice((0.0, 0.01, 0.05, 0.3)))
            if self.computer.dead:
                return
        path = self.computer.path.with_name("backup.db")
        copy_files(self.computer.path, path)
        self._backup = (path, self.journal.kept())

    async def _put_back(self) -> None:
        """The older files take the place of the ones that were worked with since."""
        if self._backup is None:
            return
        path, journal = self._backup
        lost = self.journal
        self.computer.stop("for good")
        copy_files(path, self.computer.path)
        with closing(sqlite3.connect(self.computer.path)) as db:
            new = "SELECT local_id FROM contact WHERE server_id IS NULL"
            waiting = {row[0] for row in db.execute(new)}
        self.journal = journal.kept()
        self.journal.after(lost, waiting)
        self.journal.actions["put_back"] += 1
        self._truth = CopyAnswer.ONE_OF_SEVERAL
        await self._boot_after_stop()

    async def _move_house(self) -> None:
        """The folder goes to another computer, and is used only there from now on."""
        self.computer.stop("to be moved")
        self._computers += 1
        self.journal.actions["move_house"] += 1
        self._truth = CopyAnswer.ONLY_ONE
        await self._boot_after_stop()

    async def _end_tasks(self) -> None:
        for _ in range(20):
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            if not tasks:
                break
            for task in tasks:
                task.cancel()
            await asyncio.sleep(0)
        else:
            self.outcome.violations.append(f"tasks do not end: {tasks}")
        self._doing.clear()

    async def _close_and_boot(self) -> None:
        """The app is closed in order, and started again."""
        await self._wait_for(self.computer.close())
        if self.computer.dead:
            return
        self.journal.cut_off |= self.computer.cut_off
        self.computer.trouble(None)
        await self._end_tasks()
        self._path = self.computer.path
        await asyncio.sleep(self.rng.uniform(2.0, 10.0))
        await self._boot()

    async def _pass(self, seconds: float) -> None:
        """Time passes, until the computer stops."""
        self._note_known()
        end = self._loop.time() + seconds
        while not self.computer.dead and self._loop.time() < end:
            await self._wait_for(asyncio.sleep(end - self._loop.time()))
        for _ in range(self.rng.randrange(6)):
            await asyncio.sleep(0)

    async def _done_or_stopped(self) -> None:
        await self._wait_for(asyncio.wait(set(self._doing), timeout=5.0))

    async def _wait_for(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self.computer.stopped.wait())
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        task.cancel()
        stop.cancel()

    # --- what the person does --------------------------------------------------------------

    def _do(
        self,
        name: str,
        work: Coroutine[Any, Any, object],
        ids: tuple[int, ...] = (),
        fields: tuple[ContactField, ...] = (),
    ) -> None:
        """Starts an action; the journal hears of it at its commit."""
        self.tell(f"   person: {name} {ids}")
        context = copy_context()
        context.run(ACTION.set, Action(name, self.clock.now(), ids, fields))
        task = self._loop.create_task(work, context=context)
        self._doing.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[object]") -> None:
        self._doing.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        self.tell(f"   person is told: {error!r}")
        # The window ends what it began before it closes; here an action may come too late.
        if not isinstance(error, SmsBookError | StoreClosed):
            self.outcome.violations.append(f"bug in an action: {error!r}")

    def _acted(self, action: Action, before: Rows, after: Rows) -> None:
        changed = [key for key, row in after.items() if before.get(key) != row]
        self.tell(f"   committed: {action.name} {action.ids} changed {changed}")
        # The clock may be set between the person's action and its commit.
        self.journal.record(action, before, after, min(action.at, self.clock.now()) + HELD_FOR)

    def _all(self) -> list[Row]:
        return list(self.computer.rows().values())

    def _some(self, fits: Callable[[Row], bool]) -> Row | None:
        rows = [row for row in self._all() if fits(row)]
        return self.rng.choice(rows) if rows else None

    def _live(self) -> Row | None:
        return self._some(lambda row: row.life == Life.LIVE)

    def _book(self) -> int | None:
        rows = self.computer.all(f"SELECT local_id FROM book WHERE life = {Life.LIVE:d}")
        return self.rng.choice(rows)[0] if rows else None

    def _text(self, name: ContactField, who: str) -> str:
        self._numbers += 1
        number = self._numbers
        if name is ContactField.PHONE_NUMBER:
            digits = f"0400 {number // 1000:03d} {number % 1000:03d}"
            return f"+61 {digits[1:]}" if self.rng.random() < 0.2 else digits
        drawn = self.rng.random()
        if drawn < 0.08:
            return ""
        if drawn < 0.14:
            return self.rng.choice(("same", "again"))
        if drawn < 0.2:
            return f" {who}{number} "
        if drawn < 0.25:
            return f"{who}{number} ".ljust(60, "x")
        return f"{who}{number}"

    def _changes(self, who: str) -> dict[ContactField, str]:
        names = self.rng.sample(EDITED, self.rng.choice((1, 1, 1, 2, 3)))
        return {name: self._text(name, who) for name in names}

    def _create(self) -> None:
        book = self._book()
        if book is None:
            return
        values = {name: self._text(name, "p") for name in EDITED}
        like = self._live()
        if like is not None and self.rng.random() < 0.25:
            listed = (*EDITED[:3],)
            values |= {name: like.value(name) or values[name] for name in listed}
        self._numbers += 1
        values[TOKEN] = f"t{self._numbers}."
        self._do("create", self.computer.session.contacts.create(book, values))

    def _edit(self) -> None:
        row = self._live()
        if row is not None:
            changes = self._changes("p")
            book = self._book() if self.rng.random() < 0.1 else None
            self._do(
                "edit",
                self.computer.session.contacts.edit(row.local_id, changes, book),
                (row.local_id,),
                tuple(changes),
            )

    def _edit_again(self) -> None:
        """A value goes back to one that it had: the hard ones for whoever compares."""
        row = self._live()
        if row is None:
            return
        lines = self.computer.all(
            "SELECT field, before, after FROM history WHERE contact_id = ? AND after IS NOT NULL"
            " AND before IS NOT NULL",
            row.local_id,
        )
        lines = [line for line in lines if line[0] in EDITED]
        if lines:
            name, old, new = self.rng.choice(lines)
            changes = {ContactField(name): self.rng.choice((old, new))}
            self._do(
                "edit",
                self.computer.session.contacts.edit(row.local_id, changes),
                (row.local_id,),
                tuple(changes),
            )

    def _bulk_edit(self) -> None:
        ids = tuple(row.local_id for row in self._all() if row.life == Life.LIVE)
        if ids:
            changes = self._changes("p")
            changes.pop(ContactField.PHONE_NUMBER, None)
            ids = tuple(sorted(self.rng.sample(ids, self.rng.randint(1, len(ids)))))
            work = self.computer.session._store.contacts.edit(
                ids, changes, title="Bulk", kind=BatchKind.EDIT
            )
            self._do("bulk_edit", work, ids, tuple(changes))

    def _move(self) -> None:
        row, book = self._live(), self._book()
        if row is not None and book is not None:
            ids = (row.local_id,)
            self._do("move", self.computer.session.contacts.move(ids, book), ids)

    def _delete(self) -> None:
        ids = tuple(row.local_id for row in self._all() if row.life == Life.LIVE)
        if ids:
            ids = tuple(sorted(self.rng.sample(ids, min(len(ids), self.rng.choice((1, 1, 2))))))
            self._do("delete", self.computer.session.contacts.delete(ids), ids)

    def _release(self) -> None:
        rows = self.computer.all(
            f"SELECT DISTINCT batch_id FROM outbox LEFT JOIN contact USING (local_id)"
            f" WHERE (kind <> {KIND} OR life = {Life.DELETED:d}) AND not_before > 0"
            " AND batch_id NOT NULL ORDER BY 1"
        )
        if rows:
            self._release_batch(self.rng.choice(rows)[0])

    def _release_batch(self, batch_id: int) -> None:
        ids = tuple(
            row[0]
            for row in self.computer.all(
                f"SELECT local_id FROM outbox WHERE kind = {KIND} AND batch_id = ?", batch_id
            )
        )
        self._do("release", self.computer.session.contacts.release(batch_id), ids)

    def _release_all(self) -> None:
        for (batch_id,) in self.computer.all(
            "SELECT DISTINCT batch_id FROM outbox WHERE not_before > 0 AND batch_id NOT NULL"
            " ORDER BY 1"
        ):
            self._release_batch(batch_id)

    def _undo(self) -> None:
        self._do("undo", self.computer.session.contacts.undo())

    def _redo(self) -> None:
        self._do("redo", self.computer.session.contacts.redo())

    def _restore(self) -> None:
        row = self._some(lambda row: row.life in {Life.DELETED, Life.GONE})
        if row is not None:
            ids = (row.local_id,)
            self._do("restore", self.computer.session.contacts.restore(ids), ids)

    def _resolve(self) -> None:
        row = self._some(lambda row: row.status == Status.CONFLICT)
        if row is not None:
            self._resolve_one(row, mine=self.rng.random() < 0.5)

    def _resolve_one(self, row: Row, *, mine: bool) -> None:
        conflicts = self.computer.all(
            "SELECT field, theirs FROM conflict WHERE contact_id = ? AND resolved_by IS NULL",
            row.local_id,
        )
        choices = {
            ContactField(name): (row.value(ContactField(name)) or "") if mine else theirs
            for name, theirs in conflicts
        }
        self._do(
            "resolve",
            self.computer.session.contacts.resolve(row.local_id, choices),
            (row.local_id,),
            tuple(choices),
        )

    def _send_again(self) -> None:
        row = self._some(lambda row: row.status == Status.REFUSED)
        if row is not None:
            ids = (row.local_id,)
            self._do("send_again", self.computer.session.contacts.send_again(ids), ids)

    def _discard(self) -> None:
        row = self._some(lambda row: Status(row.status).needs_attention)
        if row is not None:
            ids = (row.local_id,)
            self._do("discard", self.computer.session.contacts.discard(ids), ids)

    def _claim(self) -> None:
        row = self._some(lambda row: row.status == Status.UNSURE)
        if row is not None:
            self._settle_unsure(row)

    def _settle_there(self) -> None:
        row = self._some(lambda row: row.status == Status.THERE)
        if row is not None:
            self._settle_one_there(row)

    def _create_again(self) -> None:
        gone = self.will.contacts
        row = self._some(
            lambda row: (
                row.status == Status.REFUSED
                and row.life == Life.LIVE
                and row.server_id is not None
                and row.server_id not in gone
            )
        )
        if row is not None:
            ids = (row.local_id,)
            self._do("create_again", self.computer.session.contacts.create_again(ids), ids)

    def _refresh(self) -> None:
        row = self._live()
        if row is not None:
            self._do("refresh", self.computer.session.contacts.refresh(row.local_id))

    def _pause_sending(self) -> None:
        self.tell("   person: pauses the sending")
        self.computer.session.engine.pause_sending()

    def _resume_sending(self) -> None:
        self.computer.session.engine.resume_sending()

    def _wake_up(self) -> None:
        self.will.hurry()
        self.computer.session.engine.wake()

    def _sync_now(self) -> None:
        self.will.hurry()
        self.computer.session.engine.sync_now()

    def _reopen(self) -> None:
        engine = self.computer.session.engine
        if isinstance(engine.state.problem, AccountDiffers | AccountUnclear):
            self.tell("   person: confirms the account")
            engine.confirm_account()
        else:
            self._sync_now()

    def _answer_questions(self) -> None:
        engine = self.computer.session.engine
        if engine.state.gone_question:
            self.tell("   person: they are gone indeed")
            engine.answer_gone(right=True)

    def _new_token(self) -> Coroutine[Any, Any, None]:
        self.will.locked = False
        self._access += 1
        self.journal.actions["new_token"] += 1
        return self._close_and_boot()

    def _restart(self) -> Coroutine[Any, Any, None]:
        self.journal.actions["restart"] += 1
        return self._close_and_boot()

    def _new_book(self) -> None:
        self._numbers += 1
        name = f"Book {self._numbers}"
        if self.will.books and self.rng.random() < 0.3:
            name = self.rng.choice(list(self.will.books.values()))
        self._do("new_book", self.computer.session.books.create(name))

    def _rename_book(self) -> None:
        book = self._book()
        if book is not None:
            self._numbers += 1
            work = self.computer.session.books.rename(book, f"Renamed {self._numbers}")
            self._do("rename_book", work)

    def _delete_book(self) -> None:
        book = self._book()
        if book is not None:
            [(server_id,)] = self.computer.all(
                "SELECT server_id FROM book WHERE local_id = ?", book
            )
            self._books_given_up |= {server_id}
            ids = tuple(
                row.local_id for row in self._all() if row.life == Life.LIVE and row.book_id == book
            )
            if ids:
                self._delete_filled(book, ids)
            else:
                self._do("delete_book", self.computer.session.books.delete(book))

    def _delete_filled(self, book: int, ids: tuple[int, ...]) -> None:
        """With its contacts, or after they moved to another one."""
        target = self.rng.choice((None, self._book()))
        if target != book:
            work = self.computer.session.books.delete_with(book, target)
            self._do("delete" if target is None else "move", work, ids)

    # --- what others do --------------------------------------------------------------------

    def _other_creates(self) -> None:
        if self.will.books:
            values = {name: self._text(name, "c") for name in EDITED}
            made = self.will.put(self.rng.choice(list(self.will.books)), values)
            self.tell(f"   somebody creates {made}")

    def _other_copies(self) -> None:
        """Somebody creates what was just created here, and may be unsure."""
        row = self._some(lambda row: row.life == Life.LIVE and row.server_id is None)
        if row is not None and self.will.books:
            values = {name: row.value(name) or "" for name in EDITED[:3]}
            made = self.will.put(self.rng.choice(list(self.will.books)), values)
            self.tell(f"   somebody creates {made}, like contact {row.local_id}")

    def _one_there(self) -> int | None:
        return self.rng.choice(list(self.will.contacts)) if self.will.contacts else None

    def _other_edits(self) -> None:
        one = self._one_there()
        if one is not None:
            changes = self._changes("c")
            self.tell(f"   somebody edits {one}: {changes}")
            self.will.write(one, changes, "other")

    def _other_moves(self) -> None:
        one = self._one_there()
        if one is not None and self.will.books:
            book = self.rng.choice(list(self.will.books))
            self.tell(f"   somebody moves {one} to {book}")
            self.will.move(one, book)

    def _other_deletes(self) -> None:
        one = self._one_there()
        if one is not None:
            self.tell(f"   somebody deletes {one}")
            self.will.remove(one, "other")

    def _other_restores(self) -> None:
        """Somebody brings back what was deleted, by whomever."""
        trash = self.will.facts.trash
        if trash:
            one = self.rng.choice(list(trash))
            self.tell(f"   somebody restores {one}")
            self.will.restore(one)

    def _other_lists_twice(self) -> None:
        """Somebody puts a contact into a second address book."""
        one = self._one_there()
        if one is not None and self.will.books:
            contact = self.will.contacts[one]
            book = self.rng.choice(list(self.will.books))
            contact.also = None if book == contact.book_id else book
            self.tell(f"   somebody has {one} listed in {contact.also} too")

    def _other_imports(self) -> None:
        """So many at once that some are deleted here before they were read."""
        for _ in range(self.rng.randint(5, 30)):
            self._other_creates()
        if self.rng.random() < 0.5:
            self._sync_now()

    def _other_books(self) -> None:
        self._numbers += 1
        if self.rng.random() < 0.5 or not self.will.books:
            self.will.new_book(f"Theirs {self._numbers}")
        else:
            book = self.rng.choice(list(self.will.books))
            self.will.books[book] = f"Named {self._numbers}"

    def _other_drops_book(self) -> None:
        if self.will.books:
            book = self.rng.choice(list(self.will.books))
            self.tell(f"   somebody deletes the address book {book} with all in it")
            self.will.drop_book(book)

    def _automation(self) -> None:
        count = self.rng.randint(1, max(1, len(self.will.contacts)))
        for one in self.rng.sample(sorted(self.will.contacts), min(count, len(self.will.contacts))):
            self.tell(f"   an automation removes {one}")
            self.will.remove(one, "other")

    # --- the world -------------------------------------------------------------------------

    def _weather(self) -> None:
        drawn = self.rng.random()
        self.will.offline = drawn < 0.12
        self.will.offers_books = not 0.12 < drawn < 0.18
        if 0.18 < drawn < 0.22:
            self.will.locked = True
        self.will.weather = self.rng.choice(STORMS)
        self.tell(f"   {self.will.weather}, offline {self.will.offline}")

    def _outage(self) -> None:
        seconds = self.rng.choice((20.0, 120.0, 600.0, 3600.0))
        self.will.silence = self.rng.choice(("lost_before", "lost_before", "hangs", "lost_after"))
        self.tell(f"   nobody is answered for {seconds} s ({self.will.silence})")
        self.will.silent_until = self._loop.time() + seconds

    def _disk(self) -> None:
        how = self.rng.choice(list(DiskTrouble))
        seconds = self.rng.choice((0.5, 5.0, 60.0, 600.0))
        self.tell(f"   the disk is {how} for {seconds} s")
        self.will.faults[f"disk {how}"] += 1
        self.computer.trouble(how)
        computer = self.computer
        self._loop.call_later(seconds, computer.trouble, None)

    def _jump(self) -> None:
        seconds = self.rng.choice((-3 * 86400, -86400, -3600, -60, 60, 3600, 90000))
        self._set_clock(timedelta(seconds=seconds))

    def _set_clock(self, by: timedelta) -> None:
        self.tell(f"   the clock jumps by {by}")
        self.clock.jumped += by

    def _stop(self) -> None:
        if self.rng.random() < 0.3:
            self.computer.stop("all of a sudden")
            return
        what = self.rng.choice(("commit", "call"))
        self.computer.stop_at = StopAt(what, self.rng.randint(1, 12), self.rng.random() < 0.5)

    def _wait(self) -> None:
        self._loop.call_soon(lambda: None)

    # --- what only the file knows ----------------------------------------------------------

    def _local(self, server_id: int) -> int | None:
        found = self.computer.all("SELECT local_id FROM contact WHERE server_id = ?", server_id)
        return found[0][0] if found else None

    def _unread(self, server_id: int) -> list[ContactField]:
        """What was never read of a contact, unless a person said that it may be lost."""
        found = self.computer.all(
            f"SELECT {', '.join(ContactField)} FROM contact WHERE server_id = ?"
            " AND read_at IS NULL",
            server_id,
        )
        texts = found[0] if found else ()
        return [name for name, text in zip(ContactField, texts, strict=False) if text is None]

    def _on_service(self, token: str) -> list[int]:
        return [
            key for key, one in self.will.contacts.items() if token and one.values[TOKEN] == token
        ]

    def _note_known(self) -> None:
        """The ids of the service that stand in the file at this moment."""
        if self.computer.dead:
            return
        rows = self.computer.all(
            "SELECT server_id FROM contact WHERE server_id NOT NULL"
            f" UNION SELECT server_id FROM retired_id WHERE kind = {KIND}"
        )
        self._known.append((self._loop.time(), frozenset(row[0] for row in rows)))

    def _was_known(self, server_id: int) -> bool:
        """Whether the id was here a second ago: before whatever is being sent now."""
        then = self._loop.time() - 1.0
        older = (ids for at, ids in reversed(self._known) if at <= then)
        return server_id in next(older, frozenset())

    def _knew(self, server_id: int, name: ContactField, value: str) -> bool:
        """Whether a conflict or an action of the person had this value before it."""
        if self.computer.dead:
            return True
        local_id = self._local(server_id)
        told = self.computer.all(
            "SELECT theirs FROM conflict WHERE contact_id = ?1 AND field = ?2 UNION ALL"
            " SELECT before FROM history WHERE contact_id = ?1 AND field = ?2"
            " AND author <> 'service'",
            local_id,
            name.value,
        )
        return any(same(name, text, value, REGION) for (text,) in told)

    def _may_delete(self, server_id: int, seen: Seen | None) -> str:
        if self.computer.dead:
            return ""
        for name in self._unread(server_id):
            there = self.will.contacts.get(server_id)
            told = self._local(server_id) in self.journal.sent_again
            if there is not None and there.values[name] and not told:
                return f"{server_id} deleted, and its {name} was never read"
        local_id = self._local(server_id) or 0
        # Once it was over, no clock that is put back brings the banner again.
        until = self.journal.held.pop(local_id, None)
        if until is not None and self.clock.now() < until:
            return f"{server_id} deleted while its banner stands"
        by_undo = self.journal.ended_by.get(local_id) in {"undo", "redo"}
        if by_undo and local_id not in self.journal.given_up:
            return self._may_undo(local_id, server_id, seen)
        return ""

    def _may_undo(self, local_id: int, server_id: int, seen: Seen | None) -> str:
        """What an undo deletes was made by its batch, and reads as that sent it."""
        there = self.will.contacts.get(server_id)
        token = self.journal.tokens.get(local_id)
        if there is None or not token:
            return ""
        if seen is None:
            return f"an undo deletes {server_id} without a read before it"
        if (token, server_id) in self.will.facts.known_before:
            return f"an undo deletes {server_id}, which was there before {token}"
        another = (token, server_id) in self.will.facts.unknown_before
        for name, text in seen.values.items():
            mine = [value for who, value in self.will.facts.log[server_id, name] if who == "app"]
            if another:  # that it was not made by the batch, nobody here could tell
                mine.append(self.journal.typed.get((local_id, name), ""))
            ours = there.maker == "app" and not mine and not text
            if not ours and not any(same(name, text, value, REGION) for value in mine):
                return f"an undo deletes {server_id}, which reads differently: {name} is {text!r}"
        return ""

    def _may_delete_book(self, server_id: int) -> str:
        if server_id in self._books_given_up or server_id in self.will.ours:
            return ""
        return f"address book {server_id} is deleted, which nobody gave up"
