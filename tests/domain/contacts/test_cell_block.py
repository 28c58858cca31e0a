"""Blocks of cells: how they repeat, and where their columns go."""

import gc

from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.cell_block import CellBlock, CellFill, Cells, book_key
from smsbook_gui.domain.contacts.contact import ContactField

FIRST, COMPANY = ContactField.FIRST_NAME, ContactField.COMPANY


def test_a_block_begins_anew_below_its_last_row() -> None:
    block = CellBlock(2, ("a", "b", "c", None))
    assert block.height == 2
    assert [tuple(block.row(place)) for place in range(3)] == [("a", "b"), ("c", None), ("a", "b")]


def test_what_is_left_below_some_rows_is_a_table_with_headings() -> None:
    rest = CellBlock(2, ("a", "b", "c\td", None)).below(1)
    assert rest.as_text(["First name", "Company"]) == 'First name\tCompany\r\n"c\td"\t\r\n'


def test_a_cell_that_says_nothing_fills_nothing_and_a_blank_one_clears() -> None:
    fill = CellFill(CellBlock(2, (None, "")), (FIRST, COMPANY))
    assert fill.texts(0) == {COMPANY: ""}


def test_a_narrow_block_fills_several_columns() -> None:
    assert CellFill(CellBlock(1, ("x",)), (FIRST, COMPANY)).texts(5) == {FIRST: "x", COMPANY: "x"}


def test_an_address_book_is_known_by_its_name_whatever_its_case() -> None:
    block = CellBlock(1, ("staff ", "Nobody's", "", "NOBODY'S"))
    fill = CellFill(block, (None,), frozenset({0}), {book_key("Staff"): 7})
    assert [fill.book(place) for place in range(3)] == [7, None, None]
    assert fill.unknown_books() == ["Nobody's"]
    assert fill.texts(0) == {}


texts = st.none() | st.text(max_size=3)


@given(st.lists(texts), st.lists(texts), st.slices(12))
def test_very_many_cells_are_a_sequence(
    first: list[str | None], more: list[str | None], part: slice
) -> None:
    cells, plain = Cells(first), [*first, *more]
    cells.extend(more)
    assert (list(cells), len(cells)) == (plain, len(plain))
    assert [cells[place] for place in range(-len(plain), len(plain))] == [*plain, *plain]
    assert list(cells[part]) == plain[part]


def test_no_garbage_collection_goes_through_them() -> None:
    cells = Cells(map(str, range(1000)))
    cells.extend([None, ""])
    assert not gc.is_tracked(cells._cells)
