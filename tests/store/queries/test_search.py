"""Search: what is found, in which order, in chunks, interrupted by the next one."""

import asyncio
import random
import sqlite3
from array import array
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.query import (
    OtherColumn,
    Query,
    Scope,
    ScopeKind,
    SearchSuperseded,
    SortColumn,
    SortKey,
)
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.contacts.search import matches, search_text, search_words
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.db.schema import INDEXED
from smsbook_gui.store.queries import search, sql
from smsbook_gui.store.queries.sql import sql_of
from smsbook_gui.store.recovery.integrity import check_search
from tests.benchmarks.seeding import seed_store
from tests.store.desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.patience import PATIENCE
from tests.support.plugins.long import examples

pytestmark = pytest.mark.anyio

PEOPLE = (
    ("Anna", "Müller", "0400 000 001", "Acme"),
    ("Ben", "O'Brien", "+61 400 000 002", ""),
    ("李", "明华", "0400000003", "上海"),
    ("Zoë", "Smith-Jones", "1300 975 707", "Müller & Co"),
    ("", "", "0400 111 222", "a.b_c 100%"),
)


async def _people(desk: Desk) -> dict[int, str]:
    book = await desk.book()
    made = {}
    for person in PEOPLE:
        values = dict(zip((FIRST, LAST, PHONE, COMPANY), person, strict=True))
        made[await desk.new(book, values)] = person[0] or "-"
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Anna Ben Zoë - 李"),
        ("mul", "Anna Zoë"),
        ("MÜLLER", "Anna Zoë"),
        ("mul acme", "Anna"),
        ("m", "Anna Zoë"),
        ("mu an", "Anna"),
        ("lle", "Anna Zoë"),
        ("obrien", "Ben"),
        ("o’brien", "Ben"),
        ("jones", "Zoë"),
        ("明", "李"),
        ("华", "李"),
        ("李", "李"),
        ("400 000", "Anna Ben 李"),
        ("0400000002", "Ben"),
        ("+61400000002", "Ben"),
        ("04", "Anna Ben - 李"),
        ("975", "Zoë"),
        ('"', "Anna Ben Zoë - 李"),
        ("* OR", ""),
        ("nobody", ""),
    ],
)
async def test_what_is_found(desk: Desk, text: str, found: str) -> None:
    people = await _people(desk)
    names = [people[local_id] for local_id in await desk.find(text)]
    assert sorted(names) == sorted(found.split())


_TEXT = st.text(alphabet="abAB äß'._- 012李明", max_size=8)


@given(data=st.data())
@settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_index_finds_what_the_reference_finds(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    contacts = data.draw(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=6))
    texts = data.draw(st.lists(_TEXT, min_size=1, max_size=5))

    async def check(path: Path) -> None:
        async with desk_at(path) as desk:
            book = await desk.book()
            made = {}
            for first, company in contacts:
                values = {FIRST: first, COMPANY: company, PHONE: "0400 000 012"}
                made[await desk.new(book, values)] = search_text(values, "AU")
            for text in texts:
                words = search_words(text, "AU")
                expected = {one for one, seen in made.items() if matches(words, seen)}
                assert set(await desk.find(text)) == expected, text

    asyncio.run(check(tmp_path_factory.mktemp("search") / "d" / "contacts.db"))


async def test_order_by_each_column(desk: Desk) -> None:
    book, other = await desk.book("B", 1), await desk.book("A", 2)
    anna = await desk.saved(book, {**ANNA, LAST: "b", PHONE: "0400 000 003", CUSTOM: "x"})
    ben = await desk.saved(other, {**ANNA, LAST: "Ä", PHONE: "+61 400 000 001", CUSTOM: ""})
    cleo = await desk.new(book, {**ANNA, LAST: "", PHONE: "0400 000 002", CUSTOM: "Y"})

    async def order(sort: ContactField | OtherColumn) -> list[int]:
        ids = await desk.ids(Query(sort=sort))
        assert await desk.ids(Query(sort=sort, descending=True)) == ids[::-1]
        return ids

    assert await order(LAST) == [ben, anna, cleo], "blank is last"
    assert await order(PHONE) == [ben, cleo, anna]
    assert await order(CUSTOM) == [anna, cleo, ben]
    assert await order(OtherColumn.BOOK) == [ben, anna, cleo]
    assert await order(OtherColumn.STATUS) == [ben, anna, cleo]
    assert (await desk.contact(cleo)).status is Status.WAITING


async def test_order_by_the_kind_of_number(desk: Desk) -> None:
    book = await desk.book(server_id=1)
    numbers = ("", "12", "+49 1512 3456789", "1300 975 707", "02 7010 1234", "0491 570 006")
    made = [await desk.saved(book, {**ANNA, PHONE: number}) for number in numbers]
    listing = RemoteListing(1, "Book", (RemoteContact(900, {FIRST: "Unread"}),))
    await desk.store.sync.record_listing(book, listing, asked=await desk.store.sync.sequence())
    found = await desk.ids(Query(sort=OtherColumn.KIND))
    assert found[:-1] == made[::-1], "mobile, landline, service, foreign, unusual, none"
    assert found[-1] not in made, "what was never read is last"


async def test_scopes(desk: Desk) -> None:
    book, other = await desk.book("B", 1), await desk.book("A", 2)
    live, elsewhere = await desk.saved(book), await desk.saved(other)
    deleted, refused = await desk.saved(book), await desk.saved(book)
    await desk.edit(refused, {FIRST: "Anne"})
    await desk.send()
    await desk.refuse(refused)
    await desk.delete(deleted)
    found = {kind: await desk.find("mull", Scope(kind, book)) for kind in ScopeKind}
    assert found == {
        ScopeKind.ALL: [live, elsewhere, refused],
        ScopeKind.BOOK: [live, refused],
        ScopeKind.ATTENTION: [refused],
        ScopeKind.DELETED: [deleted],
    }
    counts = await desk.store.contacts.counts()
    assert (counts.all, counts.attention, counts.deleted) == (3, 1, 1)
    assert counts.books == ((book, 2), (other, 1))


async def test_search_follows_every_change(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Johanna", PHONE: "0400 555 666"})
    assert await desk.find("joh 555") == [local_id]
    assert await desk.find("0400000001") == []
    await desk.store.bulk.undo()
    assert await desk.find("anna 0400000001") == [local_id]
    assert await desk.find("joh") == []
    _check_indexes(desk)


def _check_indexes(desk: Desk) -> None:
    """FTS5 compares its indexes with the table's content itself."""
    with closing(sqlite3.connect(desk.path)) as db:
        assert check_search(db) == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_chunks(tmp_path: Path) -> None:
    path = tmp_path / "d" / "contacts.db"
    seed_store(path, 1000)
    async with desk_at(path) as desk:
        chunks = [chunk async for chunk in desk.store.contacts.search(Query(), first=50)]
        assert [len(chunk) for chunk in chunks] == [50, 950]
        assert {chunk.typecode for chunk in chunks} == {"q"}
        assert len({local_id for chunk in chunks for local_id in chunk}) == 1000


SORTS = [*ContactField, *OtherColumn]


@pytest.mark.parametrize("sort", SORTS)
async def test_what_is_equal_is_ordered_by_last_first_name_and_number(
    desk: Desk, sort: SortColumn
) -> None:
    """And the first rows, which an index gives, are those of the whole order."""
    book = await desk.book("B", 1)
    equal = {**ANNA, COMPANY: "Acme", CUSTOM: "x", PHONE: "0400 000 009"}
    people = [("Bo", "Ash", 3), ("Al", "Ash", 2), ("Al", "Ash", 1), ("Unit 10", "", 5)]
    people += [("Unit 2", "", 4), ("Cy", "Ant", 6)]
    made = {}
    for first, last, number in people:
        values = {**equal, FIRST: first, LAST: last, PHONE: f"0400 000 00{number}"}
        made[first, last, number] = await desk.saved(book, values)
    wanted = [("Cy", "Ant", 6), ("Al", "Ash", 1), ("Al", "Ash", 2), ("Bo", "Ash", 3)]
    wanted += [("Unit 2", "", 4), ("Unit 10", "", 5)]
    if sort is FIRST:
        wanted = [wanted[place] for place in (1, 2, 3, 0, 4, 5)]
    elif sort is PHONE:
        wanted.sort(key=lambda person: person[2])
    for scope in (Scope(), Scope(ScopeKind.BOOK, book)):
        for text in ("", "04"):
            query = Query(scope, text, sort)
            assert await desk.ids(query) == [made[each] for each in wanted]
            back = replace(query, descending=True)
            assert await desk.ids(back) == [made[each] for each in reversed(wanted)]
            chunks = [chunk async for chunk in desk.store.contacts.search(query, first=2)]
            assert [each for chunk in chunks for each in chunk] == [made[each] for each in wanted]


@pytest.mark.parametrize(
    "order",
    [
        (SortKey(COMPANY), SortKey(FIRST, descending=True)),
        (SortKey(COMPANY, descending=True), SortKey(LAST), SortKey(PHONE, descending=True)),
        (SortKey(LAST), SortKey(OtherColumn.BOOK, descending=True), SortKey(FIRST)),
        (SortKey(OtherColumn.BOOK, descending=True), SortKey(COMPANY)),
        (SortKey(OtherColumn.STATUS), SortKey(CUSTOM), SortKey(OtherColumn.BOOK)),
    ],
)
async def test_several_columns_order_one_behind_the_other(
    desk: Desk, order: tuple[SortKey, ...]
) -> None:
    books = [await desk.book("B", 1), await desk.book("A", 2)]
    made: dict[int, dict[SortColumn, str]] = {}
    for number, (first, last, company) in enumerate(product("ab", "xy", ("k", "", "l 10", "l 2"))):
        book, custom = number % 2, f"c{number % 3}"
        phone = f"0400 000 {100 + number * 7 % 32}"
        values = {FIRST: first, LAST: last, COMPANY: company, CUSTOM: custom, PHONE: phone}
        one = await desk.saved(books[book], values)
        others: dict[SortColumn, str] = {OtherColumn.BOOK: "BA"[book], OtherColumn.STATUS: ""}
        made[one] = others | dict[SortColumn, str](values.items())
    wanted = sorted(made)

    def sort(column: SortColumn, descending: bool) -> None:
        wanted.sort(key=lambda one: sort_key(made[one][column]), reverse=descending)

    for column in (PHONE, FIRST, LAST):
        sort(column, order[-1].descending)
    for each in reversed(order):
        sort(each.column, each.descending)
    query = Query(sort=order[0].column, descending=order[0].descending, then=order[1:])
    assert query.order == order
    assert await desk.ids(query) == wanted
    chunks = [chunk async for chunk in desk.store.contacts.search(query, first=5)]
    assert [each for chunk in chunks for each in chunk] == wanted


@pytest.mark.parametrize("sort", [*INDEXED, OtherColumn.BOOK])
@pytest.mark.parametrize("kind", [ScopeKind.ALL, ScopeKind.BOOK])
async def test_an_index_has_the_rows_in_their_order(
    desk: Desk, sort: SortColumn, kind: ScopeKind
) -> None:
    """Else the first screen of a million contacts waits until all of them are sorted."""
    book = await desk.book("B", 1)
    query = Query(Scope(kind, book if kind is ScopeKind.BOOK else None), sort=sort)
    sql, parameters = sql_of(query, "AU", desk.clock())
    plan = desk.sql(f"EXPLAIN QUERY PLAN {sql}", *parameters)
    assert not [row for row in plan if "TEMP B-TREE" in str(row)], plan


@pytest.mark.parametrize("sort", [LAST, COMPANY, ContactField.CUSTOM_2, OtherColumn.STATUS])
@pytest.mark.parametrize("text", ["", "m"])
async def test_chunks_keep_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: SortColumn, text: str
) -> None:
    path = tmp_path / "d" / "contacts.db"
    seed_store(path, 500)
    monkeypatch.setattr(search, "CHUNK", 70)
    query = Query(text=text, sort=sort, descending=True)
    async with desk_at(path) as desk:
        statement, parameters = sql.sql_of(query, "AU", desk.clock())
        database = desk.store._database
        expected = await database.read(
            lambda read: [row[0] for row in read.all(statement, parameters)]
        )
        chunks = [list(chunk) async for chunk in desk.store.contacts.search(query, first=30)]
        assert [local_id for chunk in chunks for local_id in chunk] == expected
        assert max(map(len, chunks)) == 70


async def test_newer_search_interrupts_the_older(tmp_path: Path) -> None:
    path = tmp_path / "d" / "contacts.db"
    seed_store(path, 3000)
    async with desk_at(path) as desk:
        older = desk.store.contacts.search(Query(), first=10)
        assert len(await anext(older)) == 10
        newer = desk.store.contacts.search(Query(text="mul"), first=10)
        with pytest.raises(SearchSuperseded):
            await anext(older)
        assert [local_id async for chunk in newer for local_id in chunk] != []


async def test_search_is_interrupted_inside_sqlite(desk: Desk) -> None:
    """A statement that would run for ever ends as soon as the next search is asked for."""
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS local_id FROM n WHERE i < 0"
    )
    started = asyncio.Event()
    loop = asyncio.get_running_loop()
    original = sql.sql_of

    def sql_of(query: Query, region: str, now: datetime) -> tuple[str, list[object]]:
        if query.text != "endless":
            return original(query, region, now)
        loop.call_soon_threadsafe(started.set)
        return endless, []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "sql_of", sql_of)
        running = asyncio.create_task(_all(desk.store.contacts.search(Query(text="endless"))))
        await started.wait()
        assert await asyncio.wait_for(desk.ids(), PATIENCE) == []
        with pytest.raises(SearchSuperseded):
            await running


async def _all(chunks: AsyncIterator["array[int]"]) -> list[int]:
    return [local_id async for chunk in chunks for local_id in chunk]


async def test_searches_in_quick_succession_leave_the_last_one_right(tmp_path: Path) -> None:
    path = tmp_path / "d" / "contacts.db"
    seed_store(path, 2000)
    rng = random.Random(7)
    async with desk_at(path) as desk:
        expected = await desk.find("mul")
        for _ in range(30):
            typed = [
                asyncio.create_task(_all(desk.store.contacts.search(Query(text=t)))) for t in "mu"
            ]
            if rng.random() < 0.5:
                await asyncio.sleep(0)
            last = asyncio.create_task(_all(desk.store.contacts.search(Query(text="mul"))))
            done = await asyncio.gather(*typed, last, return_exceptions=True)
            assert done[-1] == expected
            assert all(isinstance(one, list | SearchSuperseded) for one in done)


async def test_whoever_stops_listening_frees_the_thread(tmp_path: Path) -> None:
    path = tmp_path / "d" / "contacts.db"
    seed_store(path, 3000)
    async with desk_at(path) as desk:
        task = asyncio.create_task(_all(desk.store.contacts.search(Query())))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(await desk.ids()) == 3000
