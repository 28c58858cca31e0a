"""Filters in the store: they find what the reference finds, with a search and in every scope."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contact import Status
from smsbook_gui.domain.filters import (
    ChoiceColumn,
    ChoiceFilter,
    Filter,
    TextFilter,
    TextOp,
    matches,
)
from smsbook_gui.domain.phone_findings import NumberKind
from smsbook_gui.domain.query import Query
from smsbook_gui.domain.remote import RemoteContact, RemoteListing
from tests.store.desk import COMPANY, FIRST, PHONE, Desk, desk_at
from tests.support.long import examples

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
_FILTERS: st.SearchStrategy[Filter] = st.one_of(
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
