"""The text of a cell as an import takes it."""

import re
from collections.abc import Mapping, Sequence

from smsbook_gui.domain.tabular import NOT_READ

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HALF = re.compile(r"[\ud800-\udfff]")


def tidy(text: str) -> str:
    """A cell as one line: without blanks at the ends, and control characters as spaces.

    Half characters (lone surrogates), which no file can hold, become U+FFFD.
    """
    if text.isprintable():
        return text.strip()
    return _HALF.sub("\ufffd", _CONTROL.sub(" ", text)).strip()


def cell_text(cells: Sequence[str], place: int) -> str:
    """What stands in that cell of a row; "" where the row ends before it or it says nothing."""
    text = tidy(cells[place]) if place < len(cells) else ""
    return "" if text == NOT_READ else text


def first_text(cells: Sequence[str], places: Sequence[int]) -> str:
    """The first of these cells that is not blank."""
    for place in places:
        if text := cell_text(cells, place):
            return text
    return ""


def with_changes(cells: list[str], changed: Mapping[int, str]) -> list[str]:
    """The cells, of which some have other texts; the row grows where it has to."""
    for column, text in changed.items():
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
    return cells
