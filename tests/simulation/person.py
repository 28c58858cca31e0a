"""What the person at the computer does."""

import asyncio
from collections.abc import Coroutine
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.duplicate_merge import merge_of, propose
from smsbook_gui.domain.errors import AccountDiffers, AccountUnclear, SmsBookError
from smsbook_gui.services.contacts.contacts import HELD_FOR, ContactService
from smsbook_gui.store.backups.differences import differences
from smsbook_gui.store.bulk.operations import set_back_to
from smsbook_gui.store.bulk.set_back import chunks_of
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import CONTACT_COLUMNS, contact_of
from smsbook_gui.store.db.database_thread import StoreClosed
from tests.simulation.computer import ACTION, Action, Computer, Row, Rows
from tests.simulation.texts import EDITED
from tests.support.will import REGION, TOKEN

if TYPE_CHECKING:
    from tests.simulation.world import World


class Person:
    """Acts at random on what the window has, and works off what needs attention."""

    def __init__(self, world: "World") -> None:
        self._world, self._will = world, world.will
        self._rng, self._texts = world.rng, world.texts
        self.doing: set[asyncio.Task[object]] = set()
        self.books_given_up: set[int] = set()

    @property
    def _computer(self) -> Computer:
        return self._world.computer

    @property
    def _contacts(self) -> ContactService:
        return self._computer.session.contacts

    def do(
        self,
        name: str,
        work: Coroutine[Any, Any, object],
        ids: tuple[int, ...] = (),
        fields: tuple[ContactField, ...] = (),
    ) -> None:
        """Starts an action; the journal hears of it at its commit."""
        self._world.tell(f"   person: {name} {ids}")
        context = copy_context()
        context.run(ACTION.set, Action(name, self._world.clock.now(), ids, fields))
        task = self._world.loop.create_task(work, context=context)
        self.doing.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[object]") -> None:
        self.doing.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        self._world.tell(f"   person is told: {error!r}")
        # The window ends what it began before it closes; here an action may come too late.
        if not isinstance(error, SmsBookError | StoreClosed):
            self._world.outcome.violations.append(f"bug in an action: {error!r}")

    def acted(self, action: Action, before: Rows, after: Rows) -> None:
        changed = [key for key, row in after.items() if before.get(key) != row]
        self._world.tell(f"   committed: {action.name} {action.ids} changed {changed}")
        # The clock may be set between the person's action and its commit.
        self._world.journal.record(
            action, before, after, min(action.at, self._world.clock.now()) + HELD_FOR
        )

    def create(self) -> None:
        book = self._world.some_book()
        if book is None:
            return
        values = {name: self._texts.text(name, "p") for name in EDITED}
        like = self._world.some_live()
        if like is not None and self._rng.random() < 0.25:
            listed = (*EDITED[:3],)
            values |= {name: like.value(name) or values[name] for name in listed}
        values[TOKEN] = f"t{self._texts.number()}."
        self.do("create", self._contacts.create(book, values))

    def edit(self) -> None:
        row = self._world.some_live()
        if row is not None:
            changes = self._texts.changes("p")
            book = self._world.some_book() if self._rng.random() < 0.1 else None
            self.do(
                "edit",
                self._contacts.edit(row.local_id, changes, book),
                (row.local_id,),
                tuple(changes),
            )

    def edit_again(self) -> None:
        """A value goes back to one that it had: the hard ones for whoever compares."""
        row = self._world.some_live()
        if row is None:
            return
        lines = self._computer.all(
            "SELECT field, before, after FROM history WHERE contact_id = ? AND after IS NOT NULL"
            " AND before IS NOT NULL",
            row.local_id,
        )
        lines = [line for line in lines if line[0] in EDITED]
        if lines:
            name, old, new = self._rng.choice(lines)
            changes = {ContactField(name): self._rng.choice((old, new))}
            self.do(
                "edit",
                self._contacts.edit(row.local_id, changes),
                (row.local_id,),
                tuple(changes),
            )

    def bulk_edit(self) -> None:
        ids = tuple(row.local_id for row in self._world.rows() if row.life == Life.LIVE)
        if ids:
            changes = self._texts.changes("p")
            changes.pop(ContactField.PHONE_NUMBER, None)
            ids = tuple(sorted(self._rng.sample(ids, self._rng.randint(1, len(ids)))))
            work = self._computer.session._store.contacts.edit(
                ids, changes, title="Bulk", kind=BatchKind.EDIT
            )
            self.do("bulk_edit", work, ids, tuple(changes))

    def move(self) -> None:
        row, book = self._world.some_live(), self._world.some_book()
        if row is not None and book is not None:
            ids = (row.local_id,)
            self.do("move", self._contacts.move(ids, book), ids)

    def delete(self) -> None:
        ids = tuple(row.local_id for row in self._world.rows() if row.life == Life.LIVE)
        if ids:
            ids = tuple(sorted(self._rng.sample(ids, min(len(ids), self._rng.choice((1, 1, 2))))))
            self.do("delete", self._contacts.delete(ids), ids)

    def release(self) -> None:
        rows = self._computer.all(
            f"SELECT DISTINCT batch_id FROM outbox LEFT JOIN contact USING (local_id)"
            f" WHERE (kind <> {CONTACT_ROWS.kind} OR life = {Life.DELETED:d}) AND not_before > 0"
            " AND batch_id NOT NULL ORDER BY 1"
        )
        if rows:
            self._release_batch(self._rng.choice(rows)[0])

    def _release_batch(self, batch_id: int) -> None:
        ids = tuple(
            row[0]
            for row in self._computer.all(
                f"SELECT local_id FROM outbox WHERE kind = {CONTACT_ROWS.kind} AND batch_id = ?",
                batch_id,
            )
        )
        self.do("release", self._contacts.release(batch_id), ids)

    def release_all(self) -> None:
        for (batch_id,) in self._computer.all(
            "SELECT DISTINCT batch_id FROM outbox WHERE not_before > 0 AND batch_id NOT NULL"
            " ORDER BY 1"
        ):
            self._release_batch(batch_id)

    def undo(self) -> None:
        self.do("undo", self._contacts.undo())

    def undo_old(self) -> None:
        """Not the last one, but any that Activity shows."""
        batches = self._computer.all("SELECT id FROM batch ORDER BY id")
        if batches:
            batch_id = self._rng.choice(batches)[0]
            self.do("undo", self._computer.session._store.bulk.undo_batch(batch_id))

    def set_back(self) -> None:
        """The person takes all or some of what differs back to what the backup has."""
        if self._world.kept is None:
            return
        found = differences(self._computer.path, self._world.kept)
        if self._rng.random() < 0.5:
            found = [one for one in found if self._rng.random() < 0.5]
        if found:
            decide = partial(
                set_back_to,
                chunks=chunks_of(found),
                hold_until=self._world.clock.now() + HELD_FOR,
                title="Restore",
            )
            work = self._computer.session._store.backups._runner.run(decide, int)
            self.do("set_back", work, tuple(one.contact.local_id for one in found))

    def merge(self) -> None:
        """Two or three contacts are one: the best of each is kept."""
        ids = [row.local_id for row in self._world.rows() if row.life == Life.LIVE]
        if len(ids) < 2:
            return
        chosen = sorted(self._rng.sample(ids, min(len(ids), self._rng.choice((2, 2, 3)))))
        marks = ", ".join("?" for _ in chosen)
        contacts = [
            contact_of(row)
            for row in self._computer.all(
                f"SELECT {CONTACT_COLUMNS} FROM contact WHERE local_id IN ({marks})", *chosen
            )
        ]
        merge = merge_of(contacts, propose(contacts, REGION))
        # A label tells contacts apart here, and stays where it is.
        changes = {name: text for name, text in merge.changes.items() if name is not TOKEN}
        work = self._computer.session._store.duplicates.merge(
            [replace(merge, changes=changes)],
            hold_until=self._world.clock.now() + HELD_FOR,
            title="Merge",
        )
        self.do("merge", work, tuple(chosen))

    def compare(self) -> None:
        """A list has some contacts otherwise, and others not at all: as one batch."""
        rows = [row for row in self._world.rows() if row.life == Life.LIVE]
        chosen = self._rng.sample(rows, self._rng.randint(0, min(4, len(rows))))
        ends = [row.local_id for row in chosen if self._rng.random() < 0.3]
        texts = {
            row.local_id: {name: text for name, text in self._texts.changes("l").items() if text}
            for row in chosen
            if row.local_id not in ends
        }
        edits = [
            [
                FieldChange(row.local_id, name, row.value(name) or "", text)
                for name, text in texts[row.local_id].items()
                if row.value(name) is not None
            ]
            for row in chosen
            if row.local_id in texts
        ]
        move_to = self._world.some_book() if self._rng.random() < 0.5 else None
        ids = tuple(sorted(row.local_id for row in chosen))
        self.do("compare", self._carry_out([one for one in edits if one], ends, move_to), ids)

    async def _carry_out(
        self, edits: list[list[FieldChange]], ends: list[int], move_to: int | None
    ) -> None:
        store = self._computer.session._store.comparisons
        batch_id = await store.begin("Compared with a list")
        await store.stage_edits(batch_id, edits)
        if ends:
            await store.stage_ends(batch_id, ends)
        hold_until = self._world.clock.now() + HELD_FOR
        await store.commit(batch_id, move_to=move_to, hold_until=hold_until)

    def redo(self) -> None:
        self.do("redo", self._contacts.redo())

    def restore(self) -> None:
        row = self._world.some_row(lambda row: row.life in {Life.DELETED, Life.GONE})
        if row is not None:
            ids = (row.local_id,)
            self.do("restore", self._contacts.restore(ids), ids)

    def resolve(self) -> None:
        row = self._world.some_row(lambda row: row.status == Status.CONFLICT)
        if row is not None:
            self._resolve_one(row, mine=self._rng.random() < 0.5)

    def _resolve_one(self, row: Row, *, mine: bool) -> None:
        conflicts = self._computer.all(
            "SELECT field, theirs FROM conflict WHERE contact_id = ? AND resolved_by IS NULL",
            row.local_id,
        )
        choices = {
            ContactField(name): (row.value(ContactField(name)) or "") if mine else theirs
            for name, theirs in conflicts
        }
        self.do(
            "resolve",
            self._contacts.resolve(row.local_id, choices),
            (row.local_id,),
            tuple(choices),
        )

    def send_again(self) -> None:
        row = self._world.some_row(lambda row: row.status == Status.REFUSED)
        if row is not None:
            ids = (row.local_id,)
            self.do("send_again", self._contacts.send_again(ids), ids)

    def discard(self) -> None:
        row = self._world.some_row(lambda row: Status(row.status).needs_attention)
        if row is not None:
            ids = (row.local_id,)
            self.do("discard", self._contacts.discard(ids), ids)

    def claim(self) -> None:
        row = self._world.some_row(lambda row: row.status == Status.UNSURE)
        if row is not None:
            self.settle_unsure(row)

    def settle_there(self) -> None:
        row = self._world.some_row(lambda row: row.status == Status.THERE)
        if row is not None:
            self._settle_one_there(row)

    def create_again(self) -> None:
        gone = self._will.contacts
        row = self._world.some_row(
            lambda row: (
                row.status == Status.REFUSED
                and row.life == Life.LIVE
                and row.server_id is not None
                and row.server_id not in gone
            )
        )
        if row is not None:
            ids = (row.local_id,)
            self.do("create_again", self._contacts.create_again(ids), ids)

    def refresh(self) -> None:
        row = self._world.some_live()
        if row is not None:
            self.do("refresh", self._contacts.refresh(row.local_id))

    def pause_sending(self) -> None:
        self._world.tell("   person: pauses the sending")
        self._computer.session.engine.pause_sending()

    def resume_sending(self) -> None:
        self._computer.session.engine.resume_sending()

    def wake_up(self) -> None:
        self._will.hurry()
        self._computer.session.engine.wake()

    def sync_now(self) -> None:
        self._will.hurry()
        self._computer.session.engine.sync_now()

    def reopen(self) -> None:
        engine = self._computer.session.engine
        if isinstance(engine.state.problem, AccountDiffers | AccountUnclear):
            self._world.tell("   person: confirms the account")
            engine.confirm_account()
        else:
            self.sync_now()

    def answer_questions(self) -> None:
        engine = self._computer.session.engine
        if engine.state.gone_question:
            self._world.tell("   person: they are gone indeed")
            engine.answer_gone(right=True)

    def new_token(self) -> Coroutine[Any, Any, None]:
        self._will.locked = False
        self._world.access += 1
        self._world.journal.actions["new_token"] += 1
        return self._world.close_and_boot()

    def restart(self) -> Coroutine[Any, Any, None]:
        self._world.journal.actions["restart"] += 1
        return self._world.close_and_boot()

    def new_book(self) -> None:
        name = f"Book {self._texts.number()}"
        if self._will.books and self._rng.random() < 0.3:
            name = self._rng.choice(list(self._will.books.values()))
        self.do("new_book", self._computer.session.books.create(name))

    def rename_book(self) -> None:
        book = self._world.some_book()
        if book is not None:
            name = f"Renamed {self._texts.number()}"
            work = self._computer.session.books.rename(book, name)
            self.do("rename_book", work)

    def delete_book(self) -> None:
        book = self._world.some_book()
        if book is not None:
            [(server_id,)] = self._computer.all(
                "SELECT server_id FROM book WHERE local_id = ?", book
            )
            self.books_given_up |= {server_id}
            ids = tuple(
                row.local_id
                for row in self._world.rows()
                if row.life == Life.LIVE and row.book_id == book
            )
            if ids:
                self._delete_filled(book, ids)
            else:
                self.do("delete_book", self._computer.session.books.delete(book))

    def _delete_filled(self, book: int, ids: tuple[int, ...]) -> None:
        """With its contacts, or after they moved to another one."""
        target = self._rng.choice((None, self._world.some_book()))
        if target != book:
            work = self._computer.session.books.delete_with(book, target)
            self.do("delete" if target is None else "move", work, ids)

    async def settle_all(self) -> None:
        """The person works everything off that needs attention."""
        for number in range(8):
            open_rows = [row for row in self._world.rows() if Status(row.status).needs_attention]
            stuck = self._computer.all(
                f"SELECT local_id, name, life, status FROM book WHERE status >= {Status.REFUSED:d}"
            )
            if not open_rows and not stuck:
                return
            self._world.tell(f"-- the person settles, round {number}")
            for book in stuck:
                self._settle_book(*book)
            for row in open_rows:
                self._settle(row, give_up=number > 4)
            await self._world.until_quiet()

    def _settle_book(self, book_id: int, name: str, life: int, status: int) -> None:
        books = self._computer.session.books
        known = {row[0] for row in self._computer.all("SELECT server_id FROM book")}
        there = [key for key, one in self._will.books.items() if one == name and key not in known]
        if life != Life.LIVE:
            self.do("discard_book", books.discard(book_id))
        elif status == Status.UNSURE and there:
            self.do("claim_book", books.claim(book_id, there[0]))
        else:
            self.do("send_book_again", books.send_again(book_id))

    def _settle(self, row: Row, *, give_up: bool) -> None:
        contacts = self._contacts
        ids = (row.local_id,)
        match Status(row.status):
            case Status.CONFLICT:
                self._resolve_one(row, mine=True)
            case Status.UNSURE:
                self.settle_unsure(row)
            case Status.THERE:
                self._settle_one_there(row, give_up=give_up)
            case _ if give_up:
                self.do("discard", contacts.discard(ids), ids)
            case _ if row.server_id and row.server_id not in self._will.contacts:
                if row.life == Life.LIVE:
                    self.do("create_again", contacts.create_again(ids), ids)
                else:
                    self.do("discard", contacts.discard(ids), ids)
            case _:
                self.do("send_again", contacts.send_again(ids), ids)

    def settle_unsure(self, row: Row) -> None:
        contacts = self._contacts
        token = self._world.journal.tokens.get(row.local_id, "")
        there = self._world.witness.on_service(token)
        known = {other.server_id for other in self._world.rows() if other.local_id < row.local_id}
        if there and there[0] not in known:
            self.do("claim", contacts.claim(row.local_id, there[0]), (row.local_id,))
        elif there:
            self.do("discard", contacts.discard([row.local_id]), (row.local_id,))
        else:
            self.do("send_again", contacts.send_again([row.local_id]), (row.local_id,))

    def _settle_one_there(self, row: Row, *, give_up: bool = False) -> None:
        contacts, ids = self._contacts, (row.local_id,)
        match "keep" if give_up else self._rng.choice(("keep", "take in", "take in", "send again")):
            case "keep":
                self.do("discard", contacts.discard(ids), ids)
            case "take in":
                self.do("take_in", contacts.take_in(ids), ids)
            case _:
                self.do("send_again", contacts.send_again(ids), ids)
