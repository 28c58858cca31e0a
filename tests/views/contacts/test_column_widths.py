"""Columns fill the room they have, and none becomes unreadable for that."""

import pytest

from smsbook_gui.views.contacts.column_widths import fitted, squeezed

WISHED = {0: 100, 1: 200, 2: 140}
ELASTIC = {0, 1}
LEAST = {0: 60, 1: 120, 2: 140}


@pytest.mark.parametrize("room", [441, 500, 1_001, 2_559])
def test_more_room_is_shared_out_to_the_last_pixel(room: int) -> None:
    widths = fitted(WISHED, ELASTIC, LEAST, room)
    assert sum(widths.values()) == room
    assert widths[2] == 140, "a number is as long in every row"
    assert abs(widths[1] - 2 * widths[0]) <= 2


def test_what_is_missing_is_taken_from_those_that_can_give_it() -> None:
    assert fitted(WISHED, ELASTIC, LEAST, 380) == {0: 80, 1: 160, 2: 140}
    wished = {0: 70, 1: 300, 2: 140}
    assert fitted(wished, ELASTIC, LEAST, 350) == {0: 60, 1: 150, 2: 140}


def test_none_is_narrower_than_it_can_be_read() -> None:
    assert fitted(WISHED, ELASTIC, LEAST, 10) == LEAST


def test_without_elastic_ones_all_stay() -> None:
    assert fitted({2: 140}, ELASTIC, LEAST, 900) == {2: 140}
    assert fitted({}, ELASTIC, LEAST, 900) == {}


WIDE = {0: 100, 1: 200, 2: 140}
SMALLEST = {0: 60, 1: 80, 2: 140}


@pytest.mark.parametrize("room", [280, 281, 303, 399, 439])
def test_many_columns_share_what_is_missing(room: int) -> None:
    widths = squeezed(WIDE, SMALLEST, room)
    assert widths is not None
    assert sum(widths.values()) == room
    assert widths[2] == 140, "what cannot give keeps its width"
    assert all(widths[column] >= SMALLEST[column] for column in WIDE)


def test_the_one_with_more_to_give_gives_more() -> None:
    assert squeezed(WIDE, SMALLEST, 360) == {0: 80, 1: 140, 2: 140}


@pytest.mark.parametrize("room", [440, 900])
def test_with_room_enough_all_stay(room: int) -> None:
    assert squeezed(WIDE, SMALLEST, room) == WIDE


def test_where_even_the_smallest_do_not_fit_there_is_no_answer() -> None:
    assert squeezed(WIDE, SMALLEST, 279) is None
