"""Many rows of cells as one text, in which signs are looked for all at once.

Nearly all of a million rows have none of what is looked for, and Python searches one long text in
a small part of the time that it takes to search each row.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain

PARTING = "\n"
"""Stands before each cell, so that a sign with it in front is one at the beginning of a cell."""


class RowsText:
    """The cells of some rows; with `small`, in small letters."""

    def __init__(self, rows: Sequence[Sequence[str]], *, small: bool = False) -> None:
        self._rows = rows
        text = PARTING.join(chain(("",), chain.from_iterable(rows)))
        self._text = text.lower() if small else text
        self._small_differs = len(self._text) != len(text)  # "İ" becomes two
        self.isascii = text.isascii()
        """Whether no cell has any other letters."""
        self._ends: list[int] = []

    def having(self, signs: Iterable[str]) -> list[int]:
        """The rows, by their place, that have one of these signs in a cell, in their order.

        What follows a line break within a cell counts as a beginning, too.
        """
        found: set[int] = set()
        for sign in signs:
            if _seldom(sign) in self._text and sign in self._text:
                found.update(self._places(sign))
        return sorted(found)

    def _places(self, sign: str) -> Iterator[int]:
        if not self._ends:
            self._ends = list(accumulate(map(self._length, self._rows)))
        at = self._text.find(sign)
        while at >= 0:
            place = bisect(self._ends, at)
            yield place
            at = self._text.find(sign, self._ends[place])

    def _length(self, cells: Sequence[str]) -> int:
        text = PARTING.join(cells)
        return len(text.lower() if self._small_differs else text) + bool(cells)


@cache
def _seldom(sign: str) -> str:
    """What of a sign is looked for first: one character is found in a tenth of the time."""
    return next((each for each in sign if not each.isalnum() and not each.isspace()), sign)
