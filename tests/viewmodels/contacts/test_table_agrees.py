"""The table over a real store, whatever is done in whatever order: rows, selection and store agree.

Filters, orders, searches and selections of a person, edits, deletes and undo, and listings that
land meanwhile. After each step the rows are those that the store gives, in its order; of what was
selected, what the rows still show is selected, and nothing else.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.domain.filters import (
    ChoiceColumn,
    ChoiceFilter,
    DateColumn,
    Filter,
    Period,
    SinceFilter,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.query import OtherColumn, Scope, ScopeKind, SortColumn
from smsbook_gui.domain.remote import RemoteContact, RemoteListing
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.contacts.table import TableViewModel
from tests.support.long import examples
from tests.support.office import COMPANY, FIRST, LAST, PHONE, Office, office_at
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
        st.just(("undo",)),
        st.tuples(st.just("listing"), st.integers(1, 3)),
    ),
    min_size=4,
    max_size=14,
)


class Bench:
    """One table, and what is done to it and around it."""

    def __init__(self, office: Office, table: TableViewModel) -> None:
        self.office, self.table = office, table
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
            "delete": self._delete,
            "undo": self._undo,
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
        bench = Bench(office, (await office.workspace()).table)
        for name, *arguments in steps:
            await bench.run(name, *arguments)
