"""Columns fill the room they have, and none becomes unreadable for that."""

import pytest

from smsbook_gui.views.contacts.column_widths import fitted

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
