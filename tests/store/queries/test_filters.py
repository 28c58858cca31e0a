"""Filters in the store: they find what the reference finds, with a search and in every scope."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    ChoiceFilter,
    DateColumn,
    NameFinding,
    Period,
    SinceFilter,
    TextFilter,
    TextOp,
    ValueFilter,
    matches,
)
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.phones.phone_findings import NumberKind
from tests.store.desk import COMPANY, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.plugins.long import examples

pytestmark = pytest.mark.anyio

_NUMBERS = st.sampled_from(
    ["0491 570 006", "+61 491 570 007", "02 7010 1234", "+49 1512 3456789", "12", "none", ""]
)
_TEXT = st.text(alphabet="aAbBCä' .-1?", max_size=5)
_NEEDLES = st.lists(st.one_of(_TEXT, st.sampled_from(["0491", "+61 4", "006"])), max_size=2)
_TEXT_FILTERS = st.builds(
    TextFilter,
    st.sampled_from([FIRST, COMPANY, PHONE]),
    st.sampled_from(TextOp),
    _NEEDLES.map(tuple),
)
_FILTERS: st.SearchStrategy[ValueFilter] = st.one_of(
    _TEXT_FILTERS,
    st.builds(
        ChoiceFilter,
        st.just(ChoiceColumn.STATUS),
        st.frozensets(st.sampled_from(Status), max_size=2),
    ),
    st.builds(
        ChoiceFilter,
        st.just(ChoiceColumn.KIND),
        st.frozensets(st.sampled_from(NumberKind), max_size=2),
    ),
)


@given(data=st.data())
@settings(max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_store_finds_what_the_reference_finds(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    people = data.draw(st.lists(st.tuples(_TEXT, _TEXT, _NUMBERS), min_size=1, max_size=6))
    chosen = data.draw(st.lists(st.lists(_FILTERS, min_size=1, max_size=2), min_size=1, max_size=6))

    async def check(path: Path) -> None:
        async with desk_at(path) as desk:
            book = await desk.book()
            made = [
                await desk.new(book, dict(zip((FIRST, COMPANY, PHONE), person, strict=True)))
                for person in people
            ]
            contacts = await desk.store.contacts.get_many(made)
            for filters in chosen:
                expected = {
                    contact.local_id
                    for contact in contacts
                    if all(matches(each, contact, "AU") for each in filters)
                }
                found = await desk.store.contacts.ids_of(Query(filters=tuple(filters)))
                assert set(found) == expected, filters

    asyncio.run(check(tmp_path_factory.mktemp("filters") / "d" / "contacts.db"))


async def test_what_was_never_read_is_found_by_its_filter_only(desk: Desk) -> None:
    book = await desk.book(server_id=11)
    listing = RemoteListing(11, "Friends", (RemoteContact(100, {FIRST: "Anna"}),))
    await desk.store.sync.record_listing(book, listing, asked=await desk.store.sync.sequence())
    assert len(await desk.ids()) == 1
    for op in TextOp:
        filters = (TextFilter(COMPANY, op, ("a",)),)
        found = await desk.store.contacts.count(Query(filters=filters))
        assert found == (op is TextOp.UNREAD), op


async def test_names_are_perhaps_swapped_by_those_of_the_others(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Others", 11)
    for first in ("Anna", "Ben", "Cleo", "Dora", "Emil", "Frieda", "Gus", "Hanna", "Ida", "Jan"):
        for last in ("Berg", "Vogt", "Nowak"):
            await desk.new(other, {FIRST: first, LAST: last})
    await desk.new(other, {FIRST: "Martin", LAST: "Thomas"})
    await desk.new(other, {FIRST: "Thomas", LAST: "Martin"})
    await desk.new(other, {FIRST: "Berg", LAST: ""})
    swapped = [await desk.new(book, {FIRST: "Berg", LAST: "Anna"})]
    swapped.append(await desk.new(other, {FIRST: "Vogt", LAST: "Cleo"}))
    await desk.new(book, {FIRST: "Berg", LAST: "Nobody"})
    only = ChoiceFilter(ChoiceColumn.NAMES, frozenset({NameFinding.SWAPPED}))
    assert sorted(await desk.store.contacts.ids_of(Query(filters=(only,)))) == swapped
    here = Query(Scope(ScopeKind.BOOK, book), filters=(only,))
    assert list(await desk.store.contacts.ids_of(here)) == swapped[:1]
    await desk.store.contacts.delete(swapped, hold_until=None, title="")
    assert await desk.store.contacts.count(Query(filters=(only,))) == 0


async def test_with_a_search_and_another_filter(desk: Desk) -> None:
    here, there = await desk.book("Here"), await desk.book("There", 11)
    anna = await desk.new(here, {FIRST: "Anna", COMPANY: "Acme", PHONE: "0491 570 006"})
    await desk.new(there, {FIRST: "Anna", COMPANY: "Acme", PHONE: "0491 570 157"})
    await desk.new(here, {FIRST: "Anna", COMPANY: "", PHONE: "0491 570 158"})
    query = Query(
        text="anna",
        filters=(
            TextFilter(COMPANY, TextOp.FILLED),
            ChoiceFilter(ChoiceColumn.BOOK, frozenset({here})),
        ),
    )
    assert list(await desk.store.contacts.ids_of(query)) == [anna]
    assert await desk.store.contacts.count(query) == 1


async def test_who_changed_and_who_came_in_since_a_day(desk: Desk) -> None:
    changed = SinceFilter(DateColumn.CHANGED, Period.DAYS_7)
    added = SinceFilter(DateColumn.ADDED, Period.DAYS_7)
    book = await desk.book(server_id=11)

    async def listed(*people: RemoteContact) -> None:
        asked = await desk.store.sync.begin_pass()
        await desk.store.sync.record_listing(book, RemoteListing(11, "F", people), asked=asked)
        await desk.store.sync.end_pass(asked=asked)

    async def found(chosen: SinceFilter) -> list[int]:
        return sorted(await desk.store.contacts.ids_of(Query(filters=(chosen,))))

    there = [RemoteContact(100 + place, {FIRST: f"Old {place}"}) for place in range(3)]
    await listed(*there)
    old, edited, changed_there = sorted(await desk.ids())
    assert await found(added) == [], "nobody knows since when the first ones are there"
    made = await desk.new(book)
    assert await found(added) == await found(changed) == [made]
    desk.clock.forward(days=30)
    assert await found(changed) == []
    await desk.edit(edited, {COMPANY: "Acme"})
    there[2] = RemoteContact(102, {FIRST: "Renamed there"})
    await listed(*there, RemoteContact(200, {FIRST: "By a colleague"}))
    colleague = max(await desk.ids())
    assert await found(added) == [colleague]
    assert await found(changed) == [edited, changed_there, colleague]
    desk.clock.forward(days=5)
    assert await found(changed) == [edited, changed_there, colleague]
    desk.clock.forward(days=5)
    assert await found(changed) == []
    assert old in await desk.ids()


def _people(count: int) -> list[dict[ContactField, str]]:
    return [{FIRST: f"A{number}", PHONE: f"0400 000 {number:03}"} for number in range(count)]


async def test_what_an_import_brings_is_new(desk: Desk) -> None:
    book = await desk.book()
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="Import")
    people = [(book, person) for person in _people(3)]
    ids = await desk.store.imports.stage_creates(batch, people)
    await desk.store.imports.commit_staging(batch)
    added = SinceFilter(DateColumn.ADDED, Period.TODAY)
    assert sorted(await desk.store.contacts.ids_of(Query(filters=(added,)))) == sorted(ids)
