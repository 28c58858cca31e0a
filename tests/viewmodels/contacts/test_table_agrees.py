"""The table over a real store, whatever is done in whatever order: rows, selection and store agree,
and the service once all is sent.

Filters, orders, searches and selections of a person, edits, pastes, fills, merges, deletes, undo,
redo, and listings and sendings that come in between. After each step the rows are those that the
store gives, in its order; of what was selected, what the rows still show is selected, and nothing
else. What was sent makes the service read as the store does.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.duplicate_merge import merge_of, propose
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    ChoiceFilter,
    DateColumn,
    Filter,
    Period,
    SinceFilter,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.outbox import Op, Request
from smsbook_gui.domain.contacts.query import OtherColumn, Query, Scope, ScopeKind, SortColumn
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.viewmodels.bulk.cells import Pasted
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import COMPANY, FIRST, LAST, PHONE, Office, office_at
from tests.support.plugins.long import examples
from tests.support.qt import until

pytestmark = pytest.mark.anyio

COLUMNS: list[SortColumn] = [*ContactField, *OtherColumn]
FILTERS: list[Filter] = [
    TextFilter(COMPANY, TextOp.FILLED),
    TextFilter(COMPANY, TextOp.UNREAD),
    TextFilter(FIRST, TextOp.CONTAINS, ("a",)),
    ChoiceFilter(ChoiceColumn.KIND, frozenset({"mobile", "none"})),
    SinceFilter(DateColumn.CHANGED, Period.DAYS_7),
]
PLACES = st.integers(0, 7)
SHOWN = [Column.FIRST_NAME, Column.LAST_NAME, Column.PHONE_NUMBER, Column.COMPANY, Column.BOOK]
PASTED_ONTO = st.sampled_from([Column.FIRST_NAME, Column.PHONE_NUMBER, Column.COMPANY])
PASTED = ["Ab\tBc\nCd\tDe\n", "Xy\n", "0491 000 001\tAcme\tStaff\n", "12\t\n", "\tNobody\n"]
BLANK = dict.fromkeys(ContactField, "")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("filter"), st.sampled_from(FILTERS)),
        st.just(("clear filters",)),
        st.tuples(st.just("sort"), st.sampled_from(COLUMNS), st.booleans()),
        st.tuples(st.just("then"), st.sampled_from(COLUMNS)),
        st.tuples(st.just("search"), st.sampled_from(["", "a", "04910", "b"])),
        st.tuples(st.just("scope"), st.sampled_from([*ScopeKind])),
        st.tuples(st.just("select"), st.sampled_from(SelectionOp), PLACES, PLACES),
        st.just(("select all",)),
        st.tuples(
            st.just("edit"),
            PLACES,
            st.sampled_from([FIRST, LAST, COMPANY, PHONE]),
            st.sampled_from(["", "Ab", "b", "0491 000 009"]),
        ),
        st.tuples(st.just("delete"), PLACES),
        st.tuples(st.just("paste"), PLACES, PASTED_ONTO, st.sampled_from(PASTED)),
        st.tuples(st.just("fill down"), PLACES, PLACES),
        st.tuples(st.just("clear"), PLACES),
        st.tuples(st.just("merge"), PLACES, PLACES),
        st.just(("undo",)),
        st.just(("redo",)),
        st.just(("send",)),
        st.tuples(st.just("listing"), st.integers(1, 3)),
    ),
    min_size=4,
    max_size=14,
)


class Remote:
    """The service: takes what it is sent, and keeps it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.contacts: dict[int, tuple[int | None, dict[ContactField, str]]] = {}
        self._next_id = 9_000

    async def read(self) -> None:
        """It has what the store knows of it."""
        for contact in await self._all():
            assert contact.server_id is not None
            self.contacts[contact.server_id] = (11, dict(contact.values))

    async def take_all(self) -> None:
        """Everything that waits is sent; what is held back is let go before."""
        for held in await self.office.session.contacts.held_deletes():
            await self.office.session.contacts.release(held.batch_id)
        while requests := await self._due():
            for request in requests:
                await self.office.store.sync.accept(request.entity, self._take(request))

    async def _due(self) -> list[Request]:
        """What is sent next: each contact is read before it is edited or deleted."""
        sync = self.office.store.sync
        now = datetime.now(UTC)
        for job in await sync.next_jobs(now, 100, frozenset()):
            if job.server_id is not None:
                _, there = self.contacts[job.server_id]
                asked = await sync.sequence()
                await sync.record_reading(job.entity.local_id, BLANK | there, asked=asked)
        return await sync.begin_send(await sync.next_jobs(now, 100, frozenset()))

    def _take(self, request: Request) -> int | None:
        if request.op is Op.NEW:
            self._next_id += 1
            self.contacts[self._next_id] = (request.book_server_id, dict(request.values))
            return self._next_id
        assert request.server_id is not None
        if request.op is Op.DELETE:
            del self.contacts[request.server_id]
            return None
        book, values = self.contacts[request.server_id]
        self.contacts[request.server_id] = (
            request.book_server_id or book,
            {**values, **request.values},
        )
        return None

    async def agrees(self) -> None:
        """It has the contacts that the store has, with the same values in the same books."""
        books = {self.office.customers: 11, self.office.staff: 12}
        contacts = await self._all()
        assert {each.server_id for each in contacts} == set(self.contacts)
        for contact in contacts:
            book, values = self.contacts[contact.server_id or 0]
            assert books[contact.book_id] == book
            for field, text in contact.values.items():
                assert same(field, text, values.get(field, ""), "AU"), (field, text, values)

    async def _all(self) -> list[Contact]:
        store = self.office.store
        return await store.contacts.get_many(list(await store.contacts.ids_of(Query())))


class Bench:
    """One table, and what is done to it and around it."""

    def __init__(self, office: Office, workspace: WorkspaceViewModel) -> None:
        self.office, self.workspace, self.table = office, workspace, workspace.table
        self.service = Remote(office)
        table = self.table
        self.listed = 500
        self.steps: dict[str, Callable[..., Awaitable[None]]] = {
            "filter": self._tell(table.set_filter),
            "clear filters": self._tell(table.clear_filters),
            "sort": self._tell(lambda column, down: table.sort_by(column, descending=down)),
            "then": self._tell(table.then_by),
            "search": self._tell(table.search),
            "scope": self._scope,
            "select": self._select,
            "select all": self._tell(table.select_all),
            "edit": self._edit,
            "paste": self._paste,
            "fill down": self._fill_down,
            "clear": self._clear,
            "merge": self._merge,
            "delete": self._delete,
            "undo": self._undo,
            "redo": self._redo,
            "send": self.service.take_all,
            "listing": self._listing,
        }

    def _tell(self, act: Callable[..., None]) -> Callable[..., Awaitable[None]]:
        async def told(*arguments: Any) -> None:
            act(*arguments)

        return told

    async def _scope(self, kind: ScopeKind) -> None:
        book = self.office.customers if kind is ScopeKind.BOOK else None
        self.table.set_scope(Scope(kind, book))

    async def _select(self, op: SelectionOp, one: int, other: int) -> None:
        self.table.select_rows(op, min(one, other), max(one, other))

    async def _edit(self, place: int, field: ContactField, text: str) -> None:
        contact_id = self.table.model.id_at(place)
        if contact_id is not None and self.table.state.query.scope.kind is not ScopeKind.DELETED:
            await self.office.session.contacts.edit(contact_id, {field: text})

    async def _paste(self, place: int, column: Column, text: str) -> None:
        if self._go_to(place, column):
            self.workspace.paste_onto_cells(Pasted(text, None), SHOWN)
            await self._settled()

    async def _fill_down(self, one: int, other: int) -> None:
        if self._go_to(max(one, other), Column.COMPANY):
            self.table.select_rows(SelectionOp.SELECT, min(one, other), max(one, other))
            self.workspace.fill_down()
            await self._settled()

    async def _clear(self, place: int) -> None:
        if self._go_to(place, Column.COMPANY):
            self.workspace.clear_cells()
            await self._settled()

    def _go_to(self, place: int, column: Column) -> bool:
        """Mark that cell as the person does; whether there is one that can be edited."""
        contact_id = self.table.model.id_at(place)
        if contact_id is None or self.table.state.query.scope.kind is ScopeKind.DELETED:
            return False
        self.table.choose(contact_id)
        self.table.mark_cells(column, (column,))
        return True

    async def _settled(self) -> None:
        """What needs a preview is applied where it can be."""
        await self.workspace.idle()
        edit = self.workspace.windows.bulk_edit
        edit.apply()
        await self.workspace.idle()
        edit.closed()

    async def _merge(self, one: int, other: int) -> None:
        places = {self.table.model.id_at(place) for place in (one, other)}
        ids = sorted(each for each in places if each is not None)
        service = self.office.session.duplicates
        contacts = await service.contacts(ids)
        if len(contacts) == 2:
            await service.merge([merge_of(contacts, propose(contacts, "AU"))])

    async def _redo(self) -> None:
        try:
            await self.office.session.contacts.redo()
        except NothingToUndo:
            return

    async def _delete(self, place: int) -> None:
        contact_id = self.table.model.id_at(place)
        if contact_id is not None:
            await self.office.session.contacts.delete([contact_id])

    async def _undo(self) -> None:
        try:
            await self.office.session.contacts.undo()
        except NothingToUndo:
            return

    async def _listing(self, count: int) -> None:
        store, book = self.office.store, self.office.customers
        names = [RemoteContact(self.listed + n, {FIRST: f"New {n}"}) for n in range(count)]
        self.listed += count
        asked = await store.sync.sequence()
        await store.sync.record_listing(
            book, RemoteListing(11, "Customers", tuple(names)), asked=asked
        )
        self.service.contacts |= {each.server_id: (11, dict(each.values)) for each in names}

    async def agrees(self) -> bool:
        """Whether all rows are here, and are those of the store."""
        query = self.table.state.query
        wanted = list(await self.office.store.contacts.ids_of(query))
        return self.table.state.complete and list(self.table.model.ids) == wanted

    async def run(self, name: str, *arguments: Any) -> None:
        """One step, and what must hold after it."""
        table = self.table
        await self.steps[name](*arguments)
        selected = None if name.startswith("select") else set(table.selected_ids())
        await until(self.agrees, table.state_changed, timeout=20)
        await until(lambda: table.state.selected == table.selection.count)
        rows, now = list(table.model.ids), table.selected_ids()
        assert len(now) == table.selection.count
        assert [each for each in rows if each in set(now)] == now
        assert table.selection.hidden == 0
        if selected is not None:
            assert set(now) <= selected, "nothing is selected by itself"


@given(steps=STEPS)
@settings(
    max_examples=examples(8),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_rows_selection_and_store_agree_after_every_step(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    async with office_at(tmp_path_factory.mktemp("agrees")) as office:
        bench = Bench(office, await office.workspace())
        await bench.service.read()
        for name, *arguments in steps:
            await bench.run(name, *arguments)
        await bench.run("send")
        await bench.service.agrees()
