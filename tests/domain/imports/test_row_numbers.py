"""A row's number: the best one that it has, by its columns, its own labels and what it is."""

import pytest

from smsbook_gui.domain.imports.importing import NumberColumn
from smsbook_gui.domain.imports.row_numbers import Picked, RowNumbers
from smsbook_gui.domain.phones.phone_findings import Finding, Reach

MOBILE, OTHER, THIRD = "0491 570 006", "0491 570 156", "0491 570 157"
LANDLINE, FOREIGN = "(02) 5550 1234", "+44 7400 123456"


def picked(*cells: str) -> Picked:
    """From columns that stand in the order that counts."""
    return RowNumbers([NumberColumn(place) for place in range(len(cells))], "AU").pick(cells)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ((MOBILE, OTHER), 0),
        (("", OTHER), 1),
        (("…", OTHER), 1),
        ((LANDLINE, MOBILE), 1),
        ((LANDLINE, "1300 555 017"), 0),
        (("1300 555 017", "", FOREIGN), 2),
        ((LANDLINE, "491570006"), 1),
        (("491570006", OTHER), 0),
        (("none", LANDLINE), 1),
        (("none", ""), 0),
        (("see notes", OTHER), 1),
        (("0491 570 00", OTHER), 1),
        # Somebody can put it right; the landline reaches nobody.
        (("0491 570 00", LANDLINE), 0),
        ((LANDLINE, "4.9E+08"), 1),
        (("02 5550 1234 ext 5", LANDLINE), 1),
        (("Fax 02 5550 9999", LANDLINE), 1),
        (("Fax 02 5550 9999", "none"), 0),
        # What is written there may be about the person.
        (("0491 570 006 DO NOT TEXT", OTHER), 0),
        (("0491 570 006 (Mum's)", OTHER), 0),
        (("", ""), 0),
    ],
)
def test_the_best_number_of_the_row(cells: tuple[str, ...], column: int) -> None:
    found = picked(*cells)
    assert (found.column, found.text) == (column, cells[column].strip())


def test_what_a_number_is_comes_with_it() -> None:
    assert picked(MOBILE).reach is Reach.MESSAGES
    assert picked("", LANDLINE).reach is Reach.LANDLINE
    assert picked("1300 555 017").reach is Reach.SERVICE
    assert picked("", "").judged.finding is Finding.BLANK


def test_another_number_of_the_row_is_told() -> None:
    assert picked(MOBILE, OTHER, LANDLINE).others
    assert picked(LANDLINE, MOBILE, MOBILE).others
    assert picked(MOBILE, "none").others
    assert not picked(MOBILE, "", MOBILE).others
    assert not picked(MOBILE, "+61491570006").others


def labelled(*cells: str) -> Picked:
    """From pairs of a label and a number, as Google writes them."""
    columns = [NumberColumn(place + 1, place) for place in range(0, len(cells), 2)]
    return RowNumbers(columns, "AU").pick(cells)


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        (("Mobile", MOBILE, "Work", OTHER), MOBILE),
        (("Work", MOBILE, "* Mobile", OTHER), OTHER),
        (("Work", LANDLINE, "", OTHER), OTHER),
        (("Work", MOBILE, "", OTHER), OTHER),
        (("", MOBILE, "Home", OTHER), MOBILE),
        (("Home", MOBILE, "Work", OTHER), MOBILE),
        (("Assistant", MOBILE, "Home", OTHER), OTHER),
        (("Farm", MOBILE), MOBILE),
        (("Home Fax", MOBILE, "Other", OTHER), OTHER),
        (("Work Fax", MOBILE), ""),
        (("Pager", MOBILE, "", ""), ""),
        (("Handy privat", MOBILE, "Arbeit", OTHER), MOBILE),
        (("Trabajo", MOBILE, "Móvil", OTHER), OTHER),
        (("Mobile", "", "Home", OTHER), OTHER),
        (("Mobile", LANDLINE, "Work", OTHER), OTHER),
    ],
)
def test_a_row_has_labels_of_its_own(cells: tuple[str, ...], number: str) -> None:
    assert labelled(*cells).text == number


def test_all_different_numbers_of_a_row() -> None:
    columns = [NumberColumn(2), NumberColumn(0), NumberColumn(1), NumberColumn(4, 3)]
    numbers = RowNumbers(columns, "AU")

    def columns_of(*cells: str) -> list[int]:
        return [column for column, _ in numbers.all_of(cells)]

    assert columns_of(LANDLINE, "+61491570006", MOBILE, "Fax", OTHER) == [2, 0]
    assert columns_of(OTHER, MOBILE, LANDLINE, "", THIRD) == [0, 2, 1, 4]
    assert columns_of("", "", "", "", "") == []
    parts = numbers.all_of(("", "", f"{MOBILE} ::: {OTHER}", "", LANDLINE))
    assert parts == [(2, "0491570006"), (2, "0491570156"), (4, LANDLINE)]
