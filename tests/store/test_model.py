"""The outbox against a simple oracle: random events of people, the engine, colleagues and crashes.

The oracle knows, by contact and field, what the person last wanted and what the service is known
to have. Where these differ the value is "wanted": it must never change by itself, and there must
be open work for it. In the end everything is sent without faults, and both sides must be equal:
nothing lost, nothing there twice.
"""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.outbox import Job, Op, Request
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, NothingToUndo, NotSent, Refused
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import OP
from smsbook_gui.store.recovery.integrity import check_search
from tests.store.desk import COMPANY, FIRST, LAST, PHONE, Clock, Desk, desk_at
from tests.support.plugins.long import examples

T = TypeVar("T")
FIELDS = (FIRST, LAST, COMPANY)
LISTED = (FIRST, LAST, PHONE)
BOOKS = (10, 11)
FEW = 3
"""Contacts: with more, events that belong together seldom meet on the same one."""
CHANGES = [
    {f: text, **more}
    for f in FIELDS
    for text in ("", "a", "b")
    for more in ({}, {FIRST: "a"}, {COMPANY: "b"})
]
PICK = range(12)
"""Picks one of what there is, counted round."""
HOW = ("done", "done", "done", "lost", "lost but done", "no", "off")
YES_NO = (False, True)
ARGUMENTS: dict[str, dict[str, Sequence[Any]]] = {
    "create": {"values": CHANGES, "book": (0, 1)},
    "edit": {"number": PICK, "changes": CHANGES, "book": (None, None, 0, 1)},
    "delete": {"number": PICK},
    "restore": {"number": PICK},
    "undo_or_redo": {"redo": YES_NO},
    "resolve": {"number": PICK, "mine": YES_NO},
    "settle_refused": {"number": PICK, "again": YES_NO},
    "settle_unsure": {"number": PICK},
    "begin": {},
    "answer": {"number": PICK, "how": HOW},
    "colleague": {"number": PICK, "changes": CHANGES},
    "ask_for_reading": {"number": PICK},
    "get_reading": {"number": PICK},
    "ask_for_listing": {"book": (0, 1)},
    "get_listing": {"number": PICK},
    "crash": {"done": YES_NO},
}
EVENTS = (*ARGUMENTS, "edit", "edit", "begin", "begin", "begin", "answer", "answer", "answer")


@dataclass
class Told:
    """What the oracle knows of a contact."""

    wanted: dict[ContactField, str]
    known: dict[ContactField, str] | None = None
    """None until the service has the contact."""
    unclear: dict[ContactField, str] = field(default_factory=dict)
    """What was sent in a call whose answer was lost."""
    conflicts: set[ContactField] = field(default_factory=set)

    def dirty(self) -> set[ContactField]:
        if self.known is None:
            return set()
        known = self.known
        return {f for f, text in self.wanted.items() if f not in known or known[f] != text}


class OutboxMachine(RuleBasedStateMachine):
    """`service` is the service's own truth: id -> (address book, values)."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.starts = 0
        self.clock = Clock()
        self.stack = AsyncExitStack()
        self.desk: Desk = self.run(self.stack.enter_async_context(self._at()))
        self.books = [self.run(self.desk.book(f"Book {one}", one)) for one in BOOKS]
        self.service: dict[int, tuple[int, dict[ContactField, str]]] = {}
        self.next_id = 100
        self.told: dict[int, Told] = {}
        self.flights: dict[int, tuple[Request, Values]] = {}
        self.readings: list[tuple[int, int, dict[ContactField, str]]] = []
        self.listings: list[tuple[int, int, RemoteListing]] = []
        self.orphans: set[int] = set()
        """Ids of creates whose answer was lost and that a person gave up."""
        self.lost_creates: dict[int, int | None] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def _at(self) -> Any:
        return desk_at(self.folder / str(self.starts) / "contacts.db", self.clock)

    def _contacts(self, life: Life | None = None) -> list[int]:
        where = "" if life is None else f" WHERE life = {life:d}"
        return [row[0] for row in self.desk.sql(f"SELECT local_id FROM contact{where}")]

    def _pick(self, ids: list[int], number: int) -> int | None:
        return ids[number % len(ids)] if ids else None

    def _values(self, local_id: int) -> dict[ContactField, str]:
        contact = self.run(self.desk.contact(local_id))
        return {f: text for f, text in contact.values.items() if f in FIELDS}

    def _persons_doing(self, work: Coroutine[Any, Any, object]) -> None:
        """Whatever values an action changed are wanted now."""
        self._meet_released()
        before = {local_id: self._values(local_id) for local_id in self._contacts()}
        self.run(work)
        self._meet_released()
        for local_id in self._contacts():
            after = self._values(local_id)
            told = self.told.setdefault(local_id, Told({}))
            for f in FIELDS:
                if after.get(f) == before.get(local_id, {}).get(f):
                    continue
                if f in after:
                    told.wanted[f] = after[f]
                else:
                    told.wanted.pop(f, None)

    @initialize(values=st.sampled_from(CHANGES))
    def begins_with_a_contact(self, values: dict[ContactField, str]) -> None:
        self.create(values, 0)

    @rule(data=st.data(), name=st.sampled_from(EVENTS))
    def event(self, data: st.DataObject, name: str) -> None:
        """One rule for all events: Hypothesis would switch some rules off in each example."""
        drawn = {
            key: data.draw(st.sampled_from(choices), key)
            for key, choices in ARGUMENTS[name].items()
        }
        getattr(self, name)(**drawn)

    # --- the person ------------------------------------------------------------------------

    def create(self, values: dict[ContactField, str], book: int) -> None:
        if len(self.told) >= FEW:
            return
        everything = {FIRST: "", LAST: "", COMPANY: "", **values}
        local_id = self.run(self.desk.new(self.books[book], {**everything, PHONE: "0400 000 001"}))
        self.told[local_id] = Told(dict(everything))

    def edit(self, number: int, changes: dict[ContactField, str], book: int | None) -> None:
        local_id = self._pick(self._contacts(Life.LIVE), number)
        if local_id is not None:
            book_id = None if book is None else self.books[book]
            self._persons_doing(self.desk.edit(local_id, changes, book_id))
            self.told[local_id].wanted.update(changes)

    def delete(self, number: int) -> None:
        local_id = self._pick(self._contacts(Life.LIVE), number)
        if local_id is not None:
            self.run(self.desk.delete(local_id))

    def restore(self, number: int) -> None:
        local_id = self._pick(self._contacts(Life.DELETED), number)
        if local_id is not None:
            self.run(self.desk.store.contacts.restore([local_id], title="Restored"))

    def undo_or_redo(self, redo: bool) -> None:
        async def work() -> None:
            try:
                await (self.desk.store.bulk.redo() if redo else self.desk.store.bulk.undo())
            except NothingToUndo:
                return

        self._persons_doing(work())
        self._learn_conflicts()

    def resolve(self, number: int, mine: bool) -> None:
        items = [i for i in self.run(self.desk.store.attention.items()) if i.conflicts]
        if items:
            item = items[number % len(items)]
            choices = {c.field: c.mine if mine else c.theirs for c in item.conflicts}
            work = self.desk.store.attention.resolve(
                item.contact.local_id, choices, title="Conflict settled"
            )
            self._persons_doing(work)
            self._learn_conflicts()

    def settle_refused(self, number: int, again: bool) -> None:
        items = self.run(self.desk.store.attention.items())
        local_id = self._pick(
            [i.contact.local_id for i in items if i.reason is Status.REFUSED], number
        )
        if local_id is None:
            return
        if again:
            self.run(self.desk.store.attention.send_again([local_id], title="Sent again"))
        else:
            self._persons_doing(
                self.desk.store.attention.discard([local_id], title="Changes discarded")
            )
            self._learn_conflicts()

    def settle_unsure(self, number: int) -> None:
        local_id = self._pick(sorted(self.lost_creates), number)
        if local_id is not None:
            self._settle_unsure(local_id)

    def _settle_unsure(self, local_id: int) -> None:
        server_id = self.lost_creates.pop(local_id)
        if server_id is None:
            self.run(self.desk.store.attention.send_again([local_id], title="Sent again"))
        else:
            self.orphans.add(server_id)
            self._persons_doing(
                self.desk.store.attention.discard([local_id], title="Changes discarded")
            )

    def _learn_conflicts(self) -> None:
        for told in self.told.values():
            told.conflicts.clear()
        rows = self.desk.sql("SELECT contact_id, field FROM conflict WHERE resolved_by IS NULL")
        for local_id, name in rows:
            self.told[local_id].conflicts.add(ContactField(name))

    # --- the engine ------------------------------------------------------------------------

    def begin(self) -> None:
        jobs = [job for job in self.run(self.desk.jobs()) if self._may_go(job)]
        for request in self.run(self.desk.store.sync.begin_send(jobs)):
            local_id = request.entity.local_id
            self.flights[local_id] = (request, self._values(local_id))

    def _may_go(self, job: Job) -> bool:
        if job.op is not Op.EDIT:
            return True
        assert job.server_id is not None
        now = dict(self.service[job.server_id][1])
        return self._deliver(job.entity.local_id, self.run(self.desk.store.sync.sequence()), now)

    def answer(self, number: int, how: str) -> None:
        if self.flights:
            self._answer(sorted(self.flights)[number % len(self.flights)], how)

    def _answer(self, local_id: int, how: str) -> None:
        request, values = self.flights.pop(local_id)
        entity, told, store = request.entity, self.told[local_id], self.desk.store
        given: int | None = None
        if how == "done" or (how == "lost but done" and request.op is not Op.DELETE):
            given = self._do(request)
        if how == "done":
            self.run(store.sync.accept(entity, given))
            told.unclear.clear()
            if request.op is Op.DELETE:
                told.known = None
                told.conflicts.clear()
            elif request.op is Op.NEW:
                told.known = {f: values.get(f, "") for f in FIELDS}
            else:
                assert told.known is not None
                told.known.update({f: t for f, t in request.values.items() if f in FIELDS})
        elif how == "no":
            self.run(store.sync.needs_attention(entity, Status.REFUSED, Refused("no")))
        elif how == "off":
            self.run(store.sync.retry(entity, self.clock(), NotSent(), count=False))
        elif request.op is Op.NEW:
            self.run(store.sync.needs_attention(entity, Status.UNSURE, AnswerLost()))
            self.lost_creates[local_id] = given
        else:
            self.run(store.sync.retry(entity, self.clock(), AnswerLost()))
            told.unclear.update(request.values)

    def _do(self, request: Request) -> int | None:
        """What the service makes of a call."""
        if request.op is Op.NEW:
            self.next_id += 1
            assert request.book_server_id is not None
            blank = dict.fromkeys((*FIELDS, PHONE), "")
            self.service[self.next_id] = (request.book_server_id, {**blank, **request.values})
            return self.next_id
        assert request.server_id is not None
        if request.op is Op.DELETE:
            self.service.pop(request.server_id)
            return None
        book, values = self.service[request.server_id]
        values.update(request.values)
        self.service[request.server_id] = (request.book_server_id or book, values)
        return None

    def colleague(self, number: int, changes: dict[ContactField, str]) -> None:
        server_id = self._pick(sorted(self.service), number)
        if server_id is not None:
            self.service[server_id][1].update(changes)

    def ask_for_reading(self, number: int) -> None:
        rows = self.desk.sql("SELECT local_id, server_id FROM contact WHERE server_id NOT NULL")
        if rows:
            local_id, server_id = rows[number % len(rows)]
            asked = self.run(self.desk.store.sync.sequence())
            self.readings.append((local_id, asked, dict(self.service[server_id][1])))

    def get_reading(self, number: int) -> None:
        if self.readings:
            self._deliver(*self.readings.pop(number % len(self.readings)))

    def _deliver(self, local_id: int, asked: int, values: dict[ContactField, str]) -> bool:
        merged = self.run(self.desk.store.sync.record_reading(local_id, values, asked=asked))
        if merged is None:
            return False
        self._meet_released()
        self._seen(local_id, values)
        self._learn_conflicts()
        return not merged.conflicts

    def _seen(self, local_id: int, values: Values) -> None:
        """The service is known to have these; where nothing else was wanted, so are they here."""
        told = self.told.setdefault(local_id, Told({}, {}))
        assert told.known is not None
        # A wish that is back at what was known is none against a colleague's third value.
        wanted = told.dirty() | {
            f for f, sent in told.unclear.items() if values.get(f) in {sent, told.known.get(f)}
        }
        for f in FIELDS:
            if f in values:
                told.known[f] = values[f]
                if f not in wanted:
                    told.wanted[f] = values[f]
        told.unclear.clear()

    def _meet_released(self) -> None:
        """Listed ids that were held back while a create was open have come in."""
        rows = self.desk.sql("SELECT local_id FROM contact WHERE server_id NOT NULL")
        for (local_id,) in rows:
            if local_id not in self.told:
                self._seen(local_id, self._values(local_id))

    def ask_for_listing(self, book: int) -> None:
        asked = self.run(self.desk.store.sync.sequence())
        self.listings.append((book, asked, self._listing(book)))

    def _listing(self, book: int) -> RemoteListing:
        found = tuple(
            RemoteContact(server_id, {f: values[f] for f in LISTED})
            for server_id, (home, values) in self.service.items()
            if home == BOOKS[book]
        )
        return RemoteListing(BOOKS[book], f"Book {BOOKS[book]}", found)

    def get_listing(self, number: int) -> None:
        if not self.listings:
            return
        book, asked, listing = self.listings.pop(number % len(self.listings))
        before = dict(
            self.desk.sql(
                "SELECT server_id, local_id FROM contact WHERE status = 0 AND life = 0"
                " AND sequence <= ? AND server_id NOT NULL",
                asked,
            )
        )
        self.run(self.desk.store.sync.record_listing(self.books[book], listing, asked=asked))
        after = dict(self.desk.sql("SELECT server_id, local_id FROM contact"))
        for contact in listing.contacts:
            local_id = after.get(contact.server_id)
            if contact.server_id in before or (local_id is not None and local_id not in self.told):
                assert local_id is not None
                self._seen(local_id, contact.values)

    def crash(self, done: bool) -> None:
        """The computer stops: calls under way are done or not, and nobody was told."""
        old = self.folder / str(self.starts)
        self.starts += 1
        shutil.copytree(old, self.folder / str(self.starts))
        self.run(self.stack.aclose())
        self.stack = AsyncExitStack()
        self.desk = self.run(self.stack.enter_async_context(self._at()))
        for local_id, (request, _) in self.flights.items():
            given = self._do(request) if done and request.op is not Op.DELETE else None
            if request.op is Op.NEW:
                self.lost_creates[local_id] = given
            else:
                self.told[local_id].unclear.update(request.values)
        self.flights.clear()

    # --- what must hold --------------------------------------------------------------------

    @invariant()
    def check(self) -> None:
        self._rows_are_in_step()
        self._base_holds_differences_only()
        self._counts_are_right()
        self._what_is_wanted_stays_and_has_work()

    def _rows_are_in_step(self) -> None:
        for local_id, status, state, op in self.desk.sql(
            f"SELECT contact.local_id, status, state, {OP} FROM contact"
            f" LEFT JOIN {CONTACT_ROWS} ON outbox.local_id = contact.local_id"
        ):
            assert status == (state or 0), local_id
            if state in {Status.SENDING, Status.UNSURE}:
                continue
            assert (op is None) == (state is None), (local_id, op, state)
        assert self.desk.sql(f"SELECT * FROM {BOOK_ROWS}") == []

    def _base_holds_differences_only(self) -> None:
        for local_id, name, value in self.desk.sql("SELECT * FROM base"):
            local = self.run(self.desk.contact(local_id)).values
            f = ContactField(name)
            assert value is None or not same(f, local[f], value, "AU"), (local_id, name)

    def _counts_are_right(self) -> None:
        counted = self.desk.sql(
            "SELECT book_id, life, status, count(*) FROM contact GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        kept = self.desk.sql("SELECT * FROM tally WHERE contacts <> 0 ORDER BY 1, 2, 3")
        assert counted == kept

    def _what_is_wanted_stays_and_has_work(self) -> None:
        for local_id, told in self.told.items():
            contact = self.run(self.desk.contact(local_id))
            for f, text in told.wanted.items():
                assert contact.values.get(f) == text, (local_id, f)
            if told.dirty() and contact.life is Life.LIVE:
                assert contact.status is not Status.SAVED, (local_id, told)

    def teardown(self) -> None:
        try:
            self.settle()
        finally:
            self.close()

    def settle(self) -> None:
        """The end: everything is sent, and both sides are the same."""
        self._settle_everything()
        self._both_sides_are_equal()
        self.run(self._search_index_is_right())

    def close(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()
        shutil.rmtree(self.folder)

    def _settle_everything(self) -> None:
        for local_id in list(self.flights):
            self._answer(local_id, "done")
        for local_id in list(self.lost_creates):
            self._settle_unsure(local_id)
        for _ in range(20):
            for item in self.run(self.desk.store.attention.items()):
                local_id = item.contact.local_id
                if item.conflicts:
                    choices = {c.field: c.mine for c in item.conflicts}
                    self.run(
                        self.desk.store.attention.resolve(
                            local_id, choices, title="Conflict settled"
                        )
                    )
                else:
                    self.run(self.desk.store.attention.send_again([local_id], title="Sent again"))
            self.begin()
            for local_id in list(self.flights):
                self._answer(local_id, "done")
            if not self.desk.sql("SELECT 1 FROM outbox"):
                return
        raise AssertionError("the outbox does not empty")

    def _both_sides_are_equal(self) -> None:
        for book in (0, 1):
            asked = self.run(self.desk.store.sync.sequence())
            self.run(
                self.desk.store.sync.record_listing(
                    self.books[book], self._listing(book), asked=asked
                )
            )
        local = dict(self.desk.sql("SELECT server_id, local_id FROM contact WHERE life = 0"))
        assert None not in local
        assert set(local) == set(self.service)
        for server_id, local_id in local.items():
            book, values = self.service[server_id]
            self._deliver(local_id, self.run(self.desk.store.sync.sequence()), values)
            contact = self.run(self.desk.contact(local_id))
            assert contact.status is Status.SAVED
            assert contact.book_id == self.books[BOOKS.index(book)]
            for f in FIELDS:
                assert contact.values[f] == values[f], (local_id, f)
                told = self.told.get(local_id)
                assert told is None or told.wanted.get(f, values[f]) == values[f]

    async def _search_index_is_right(self) -> None:
        def check(side: Any) -> None:
            assert check_search(side.db) == []

        await self.desk.store._database.writer.run(check)


OutboxMachine.TestCase.settings = settings(
    max_examples=examples(25),
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestOutbox = OutboxMachine.TestCase


@pytest.mark.parametrize("seed", range(examples(16)))
def test_long_walk(seed: int) -> None:
    """Hypothesis finds short examples; what needs a long history shows on a walk."""
    rng = random.Random(seed)
    machine = OutboxMachine()
    path: list[tuple[str, dict[str, Any]]] = []
    try:
        for _ in range(150):
            name = rng.choice(EVENTS)
            path.append((name, {key: rng.choice(ARGUMENTS[name][key]) for key in ARGUMENTS[name]}))
            getattr(machine, name)(**path[-1][1])
            machine.check()
        machine.settle()
    except AssertionError as error:
        raise AssertionError("\n".join(f"{name} {drawn}" for name, drawn in path)) from error
    finally:
        machine.close()
