"""A view as data and as a file: what it says comes back, and what is none of ours is refused."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField
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
from smsbook_gui.domain.contacts.query import OtherColumn, Scope, SortColumn, SortKey
from smsbook_gui.domain.contacts.views import (
    FILE_LIMIT,
    Arrangement,
    SavedView,
    arrangement_data,
    arrangement_from,
    read_view_file,
    view_file,
)
from smsbook_gui.domain.errors import InvalidInput

COLUMNS: list[SortColumn] = [*ContactField, *OtherColumn]
FILTERS: list[Filter] = [
    TextFilter(ContactField.COMPANY, TextOp.BLANK),
    TextFilter(ContactField.FIRST_NAME, TextOp.IS, ("zoë", "Anna; Bea")),
    ChoiceFilter(ChoiceColumn.KIND, frozenset({"landline", "service"})),
    SinceFilter(DateColumn.ADDED, Period.MONTH),
    SinceFilter(DateColumn.CHANGED, Period.DAY, date(2026, 11, 3)),
]
ARRANGEMENTS = st.builds(
    Arrangement,
    st.lists(st.sampled_from(FILTERS), unique=True, max_size=3).map(tuple),
    st.lists(
        st.builds(SortKey, st.sampled_from(COLUMNS), st.booleans()),
        min_size=1,
        max_size=3,
        unique_by=lambda key: key.column,
    ).map(tuple),
    st.none() | st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True).map(tuple),
)


def file_of(arrangement: Arrangement, book: str = "") -> bytes:
    return view_file(SavedView(7, "Landlines", Scope(), arrangement), book)


@given(ARRANGEMENTS)
def test_a_view_comes_back_from_data_and_from_its_file(arrangement: Arrangement) -> None:
    data = json.loads(json.dumps(arrangement_data(arrangement)))
    assert arrangement_from(data) == arrangement
    shared = read_view_file(file_of(arrangement, "Staff"))
    assert (shared.name, shared.book, shared.arrangement) == ("Landlines", "Staff", arrangement)


def test_what_means_something_in_one_account_only_does_not_go_into_a_file() -> None:
    filters = (ChoiceFilter(ChoiceColumn.BOOK, frozenset({7})), FILTERS[0])
    shared = read_view_file(file_of(Arrangement(filters)))
    assert shared.arrangement.filters == (FILTERS[0],)


def changed(**changes: object) -> bytes:
    return json.dumps({**json.loads(file_of(Arrangement((FILTERS[0],)))), **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe garbage",
        b"[" * 100_000,
        b"{}",
        b'{"format": "other"}',
        b" " * (FILE_LIMIT + 1),
        changed(version=2),
        changed(version="1"),
        changed(name=""),
        changed(name="\u202e\n "),
        changed(name=7),
        changed(order=[]),
        changed(order=[{"column": "shoe", "down": False}]),
        changed(order=[{"column": ["company"], "down": False}]),
        changed(order=[{"column": "company", "down": "yes"}]),
        changed(order=[{"column": "company", "down": False}] * 2),
        changed(columns=[]),
        changed(columns=["company", "shoe"]),
        changed(columns={"company": 1}),
        changed(filters=[{"column": "company", "op": "likes", "values": []}]),
        changed(filters=[{"column": "company", "op": "is", "values": [{}]}]),
        changed(filters=[{"column": "book", "values": [7]}]),
        changed(filters=[{"column": "company", "op": "blank", "values": []}] * 2),
        changed(filters=7),
    ],
)
def test_a_file_that_says_anything_else_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_view_file(content)
    assert "view" in refused.value.message.lower()


@given(st.binary(max_size=200))
def test_garbage_is_refused_and_nothing_else_happens(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_view_file(content)


def test_a_name_is_one_line_of_a_length_that_can_be_shown() -> None:
    shared = read_view_file(changed(name="a\u202e\nb" + "c" * 500))
    assert "\n" not in shared.name
    assert "\u202e" not in shared.name
    assert len(shared.name) <= 81
