"""Tests of looking for signs in many rows at once."""

import pytest

from smsbook_gui.domain.texts.rows_text import PARTING, RowsText

ROWS = (("a=b", "İ"), (), ("=x", "Stop"), ("", "N/A"), ("STOP =x",))


@pytest.mark.parametrize(
    ("signs", "small", "places"),
    [
        (("=",), False, [0, 2, 4]),
        ((f"{PARTING}=",), False, [2]),
        (("N/A", f"{PARTING}a"), False, [0, 3]),
        (("stop",), True, [2, 4]),
        (("stop",), False, []),
        (("n/a", "stop"), True, [2, 3, 4]),
    ],
)
def test_the_rows_with_a_sign_are_found(
    signs: tuple[str, ...], small: bool, places: list[int]
) -> None:
    assert RowsText(ROWS, small=small).having(signs) == places


def test_no_rows_have_no_signs() -> None:
    assert RowsText(()).having(("a", PARTING)) == []
