"""The table over a real store: search, order, streaming, following."""

import asyncio
import threading
from array import array
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from smsbook_gui.domain.contacts.batch import Ended
from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.query import (
    Changes,
    Counts,
    Query,
    Scope,
    ScopeKind,
    SearchSuperseded,
    SortKey,
)
from smsbook_gui.domain.phones.phone_findings import NumberMark
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.contacts.selection import Foreseen, SelectionOp
from smsbook_gui.viewmodels.contacts.table import Column, Empty, TableState, TableViewModel
from tests.support.office import COMPANY, FIRST, LAST, PHONE, Office, first_names, ids_of, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def shown(office: Office, table: TableViewModel) -> list[str]:
    """First names, once the query has landed and its rows were read."""
    (workspace,) = office._workspaces
    await until(lambda: table.state.complete and "?" not in first_names(workspace))
    return first_names(workspace)


async def test_rows_come_in_the_order_of_last_names(office: Office) -> None:
    table = (await office.workspace()).table
    assert await shown(office, table) == ["Anna", "Bruno", "Chloé", "Dmitri", "Ewa", "Frank"]
    assert table.state.summary == "6 contacts"
    table.sort_by(FIRST, descending=True)
    assert await shown(office, table) == ["Frank", "Ewa", "Dmitri", "Chloé", "Bruno", "Anna"]


async def test_what_becomes_of_very_many_selected_is_worked_out_on_a_thread(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smsbook_gui.viewmodels.contacts.table.SMALL_LIST", 3)
    table = (await office.workspace()).table
    await shown(office, table)
    table.select_all()
    threads: list[int] = []
    foresee = table.selection.foresee

    def noted(rows: "array[int]") -> Foreseen:
        threads.append(threading.get_ident())
        return foresee(rows)

    monkeypatch.setattr(table.selection, "foresee", noted)
    await office.session.contacts.delete([table.model.ids[0]])
    await until(lambda: table.state.complete and table.state.shown == 5)
    assert threads
    assert threading.get_ident() not in threads
    assert table.state.selected == 5


async def test_rows_that_are_equal_in_a_column_are_ordered_by_another(office: Office) -> None:
    table = (await office.workspace()).table
    await shown(office, table)
    for place in (0, 2, 4):
        await office.session.contacts.edit(table.model.ids[place], {COMPANY: "Acme"})
    table.sort_by(COMPANY)
    table.then_by(FIRST)
    table.then_by(FIRST)
    assert await shown(office, table) == ["Ewa", "Chloé", "Anna", "Frank", "Dmitri", "Bruno"]
    heading = Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleDescriptionRole
    words = [table.model.headerData(column, *heading) for column in Column]
    assert words[Column.COMPANY] == "Sorted A to Z, 1 of 2"
    assert words[Column.FIRST_NAME] == "Sorted Z to A, 2 of 2"
    for column in (LAST, PHONE):
        table.then_by(column)
    assert [key.column for key in table.state.query.order] == [COMPANY, FIRST, PHONE]
    table.unsort(COMPANY)
    assert [key.column for key in table.state.query.order] == [FIRST, PHONE]
    table.unsort(PHONE)
    table.unsort(FIRST)
    assert table.state.query.order == (SortKey(FIRST, descending=True),), "one stays"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mull", ["Frank"]),
        ("chloe dup", ["Chloé"]),
        ("+61 491 000 001", ["Bruno"]),
        ("  ewa ", ["Ewa"]),
    ],
)
async def test_search_finds_while_it_is_typed(office: Office, typed: str, found: list[str]) -> None:
    table = (await office.workspace()).table
    for end in range(1, len(typed) + 1):
        table.search(typed[:end])
    assert await shown(office, table) == found
    assert table.state.summary == "1 of 6"


async def test_nothing_found_and_nothing_there_are_different(office: Office) -> None:
    table = (await office.workspace()).table
    table.search("nobody")
    await until(lambda: table.state.complete)
    assert (table.state.empty, table.state.summary) == (Empty.NO_MATCH, "0 of 6")
    table.search("")
    for scope, empty in (
        (Scope(ScopeKind.BOOK, office.staff), Empty.EMPTY_BOOK),
        (Scope(ScopeKind.ATTENTION), Empty.NOTHING_TO_SETTLE),
        (Scope(ScopeKind.DELETED), Empty.NOTHING_DELETED),
    ):
        table.set_scope(scope)
        await until(lambda: table.state.complete)
        assert table.state.empty is empty
    table.set_scope(Scope())
    assert len(await shown(office, table)) == 6
    assert table.state.empty is Empty.NOT_EMPTY


async def test_the_table_follows_what_happens_in_the_store(office: Office) -> None:
    table = (await office.workspace()).table
    names = await shown(office, table)
    await office.session.contacts.edit(table.model.ids[0], {FIRST: "Annika"})
    await until(lambda: first_names(office._workspaces[0])[0] == "Annika")
    await office.session.contacts.create(
        office.staff, {FIRST: "Zoë", LAST: "Adams", PHONE: "0491 570 156"}
    )
    await until(lambda: len(table.model.ids) == 7)
    assert await shown(office, table) == ["Zoë", "Annika", *names[1:]]


async def test_the_selection_outlives_another_order_but_not_a_search_without_it(
    office: Office,
) -> None:
    table = (await office.workspace()).table
    await shown(office, table)
    anna, bruno = table.model.ids[0], table.model.ids[1]
    table.select_rows(SelectionOp.SELECT, 0, 1, clear=True)
    table.sort_by(FIRST, descending=True)
    await shown(office, table)
    assert table.selected_ids() == [bruno, anna]
    assert table.state.summary == "6 contacts, 2 selected"
    table.search("anna")
    await shown(office, table)
    assert table.selected_ids() == [anna]
    assert table.state.selected == 1
    table.search("")
    await shown(office, table)
    assert table.selected_ids() == [anna], "what was not to be seen is not selected any more"


async def test_a_contact_that_comes_in_is_not_part_of_select_all(office: Office) -> None:
    table = (await office.workspace()).table
    await shown(office, table)
    table.select_all()
    assert table.state.selected == 6
    await office.session.contacts.create(office.staff, {FIRST: "Zoë", PHONE: "0491 570 156"})
    await until(lambda: len(table.model.ids) == 7)
    assert len(table.selected_ids()) == table.state.selected == 6


async def test_who_takes_the_place_of_deleted_rows(office: Office) -> None:
    table = (await office.workspace()).table
    ids = list(table.model.ids)
    assert table.neighbour_of(ids[1:3]) == ids[3]
    assert table.neighbour_of(ids[4:]) == ids[3]
    assert table.neighbour_of(ids) is None
    assert table.neighbour_of([12345]) is None


class ScriptedReader:
    """A reader whose chunks come when a test lets them."""

    def __init__(self) -> None:
        self.chunks: asyncio.Queue[array[int] | None] = asyncio.Queue()
        self.searches: list[Query] = []
        self.gate = asyncio.Event()
        self.asked: list[list[int]] = []

    async def search(self, query: Query, *, first: int = 200) -> AsyncIterator["array[int]"]:
        self.searches.append(query)
        mine = len(self.searches)
        while (chunk := await self.chunks.get()) is not None:
            yield chunk
            if mine != len(self.searches):
                raise SearchSuperseded

    async def get_many(self, ids: Sequence[int]) -> list[Contact]:
        self.asked.append(list(ids))
        await self.gate.wait()
        return [Contact(each, None, 1, {FIRST: f"P{each}"}) for each in ids]

    async def count(self, query: Query) -> int:
        return 0

    async def first_of(self, query: Query) -> int | None:
        return None

    async def ends(self, ids: Sequence[int]) -> dict[int, Ended]:
        return {}

    async def number_marks(self, ids: Sequence[int]) -> dict[int, NumberMark]:
        return dict.fromkeys(ids, NumberMark())

    async def filled(
        self, fields: Sequence[ContactField], ids: Sequence[int] | None
    ) -> frozenset[ContactField]:
        return frozenset()


@pytest.fixture
async def scripted() -> AsyncIterator[tuple[ScriptedReader, TableViewModel]]:
    reader, bugs = ScriptedReader(), list[BaseException]()
    tasks = TaskScope(on_unhandled=bugs.append)
    table = TableViewModel(reader, tasks)
    yield reader, table
    await tasks.close()
    table.deleteLater()
    assert bugs == []


async def test_the_first_rows_stand_while_the_rest_comes(
    scripted: tuple[ScriptedReader, TableViewModel],
) -> None:
    reader, table = scripted
    table.set_counts(Counts(all=4))
    table.start(Query())
    reader.chunks.put_nowait(ids_of([1, 2]))
    await until(lambda: table.state.shown == 2, table.state_changed)
    assert not table.state.complete
    assert table.state.summary == "4 contacts", "the number does not run up while rows come in"
    reader.chunks.put_nowait(ids_of([3, 4]))
    reader.chunks.put_nowait(None)
    await until(lambda: table.state.complete, table.state_changed)
    assert list(table.model.ids) == [1, 2, 3, 4]


async def test_rows_stay_until_a_rerun_is_complete_and_changes_meanwhile_cause_another(
    scripted: tuple[ScriptedReader, TableViewModel],
) -> None:
    reader, table = scripted
    table.start(Query())
    reader.chunks.put_nowait(ids_of([1, 2]))
    reader.chunks.put_nowait(None)
    await until(lambda: table.state.complete)
    table.reload()
    await until(lambda: len(reader.searches) == 2)
    reader.chunks.put_nowait(ids_of([1]))
    table.reload()
    await asyncio.sleep(0)
    assert list(table.model.ids) == [1, 2]
    assert len(reader.searches) == 2, "one at a time"
    reader.chunks.put_nowait(None)
    await until(lambda: list(table.model.ids) == [1])
    await until(lambda: len(reader.searches) == 3)
    reader.chunks.put_nowait(None)
    await until(lambda: table.state.complete and not table.model.ids)


async def test_one_reading_of_rows_at_a_time(
    scripted: tuple[ScriptedReader, TableViewModel],
) -> None:
    reader, table = scripted
    table.start(Query())
    reader.chunks.put_nowait(ids_of(range(100)))
    reader.chunks.put_nowait(None)
    await until(lambda: table.state.complete)
    table.model.look_ahead(0, 4)
    await until(lambda: reader.asked)
    table.model.look_ahead(60, 64)
    table.follow(Changes(contacts=frozenset({1})))
    await asyncio.sleep(0)
    assert len(reader.asked) == 1
    reader.gate.set()
    await until(lambda: table.model.row(62) is not None)
    assert 62 in reader.asked[1]


def test_the_summary_in_words() -> None:
    words = [
        TableState(shown=1, total=1, complete=True),
        TableState(Query(text="x"), shown=12, total=2345, complete=True),
        TableState(shown=2345, total=2345, complete=True, selected=1),
        TableState(shown=2345, total=2345, complete=True, selected=1200),
    ]
    assert [state.summary for state in words] == [
        "1 contact",
        "12 of 2,345",
        "2,345 contacts",
        "2,345 contacts, 1,200 selected",
    ]
