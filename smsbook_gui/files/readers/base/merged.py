"""Cells that a sheet shows as one: below the heading, each row of them has the value.

Only down: a name that was merged over two columns is not meant twice.
"""

from collections import defaultdict
from typing import NamedTuple

_MOST = 100_000
"""Merged ranges of a sheet that are heeded; people merge some dozens."""


class _Range(NamedTuple):
    """Indexes of columns, and the number of the last row."""

    first: int
    last: int
    last_row: int


class MergedCells:
    """The ranges of a sheet, told before the row in which each begins is handed out."""

    def __init__(self) -> None:
        self._starting: defaultdict[int, list[_Range]] = defaultdict(list)
        self._open: list[tuple[_Range, str]] = []
        self.count = 0
        """How many were told so far."""

    def add(self, row: int, column: int, *, rows: int, columns: int) -> None:
        """A range from that row (number) and column (index) on, so many rows high and wide."""
        if self.count < _MOST and rows > 1:
            self.count += 1
            place = _Range(column, column + columns - 1, row + rows - 1)
            self._starting[row].append(place)

    def fill(self, number: int, cells: list[str]) -> bool:
        """Fills the first blank cell of each range in a row; whether there were any.

        A range as wide as the row is a heading in the middle, and no value.
        """
        for place in self._starting.pop(number, ()):
            value = cells[place.first] if place.first < len(cells) else ""
            if value.strip() and place.last - place.first + 1 < len(cells):
                self._open.append((place, value))
        self._open = [each for each in self._open if each[0].last_row >= number]
        blank = [
            (place.first, value)
            for place, value in self._open
            if place.first < len(cells) and not cells[place.first].strip()
        ]
        for column, value in blank:
            cells[column] = value
        return bool(blank)
