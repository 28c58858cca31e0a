"""How a list of contacts falls into pages: the arithmetic, without any painting."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from smsbook_gui.domain.texts.text import fold

_EXACT = 1e-6
"""Millimetres that adding up may be wrong by."""
OTHERS = "#"
"""Stands over those whose name begins with no letter."""
_HAN = "漢"
_HANGUL_FIRST, _HANGUL_LAST, _HANGUL_EACH = 0xAC00, 0xD7A3, 588
_HANGUL_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block lies: in which frame of which page, and how far below the frame's top.

    `headed`: its group's heading stands right above it.
    """

    page: int
    frame: int
    top: float
    headed: bool


class Flow:
    """Puts blocks one below the other into frames of one height, `frames` of them on a page.

    A group has a heading of a height above its first block, and again at the top of each frame that
    it goes on in; a heading is never alone at the end of a frame. Each page stands by itself: the
    blocks of one page fall on it in the same way when the flow begins with them.
    """

    def __init__(self, height: float, *, frames: int = 1, heading: float = 0.0) -> None:
        self._height = height
        self._frames = frames
        self._heading = heading
        self._page = self._frame = 0
        self._used = 0.0

    def add(self, height: float, *, new_group: bool = False) -> Place:
        """The place of the next block. Raises ValueError for one that no frame can hold."""
        if height + self._heading > self._height + _EXACT:
            raise ValueError("higher than a frame")
        headed = bool(self._heading) and (new_group or not self._used)
        needed = height + (self._heading if headed else 0.0)
        if self._used + needed > self._height + _EXACT:
            self._next_frame()
            headed = bool(self._heading)
            needed = height + self._heading
        top = self._used + (self._heading if headed else 0.0)
        self._used += needed
        return Place(self._page, self._frame, top, headed)

    def _next_frame(self) -> None:
        self._used = 0.0
        self._frame += 1
        if self._frame == self._frames:
            self._page, self._frame = self._page + 1, 0


def fit_widths(needs: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widths of columns that share `room`: all of it, to the last millimetre.

    Where there is enough, each has what it needs and its part of the rest. Where not, the widest
    give way first, none below its least; where even that is too much, all give way alike.
    """
    wanted, smallest = sum(needs), sum(least)
    if wanted <= room:
        return [need * room / wanted for need in needs] if wanted else []
    if smallest >= room:
        return [each * room / smallest for each in least]
    low, high = 0.0, max(needs)
    for _ in range(60):
        level = (low + high) / 2
        if sum(_at_most(level, needs, least)) > room:
            high = level
        else:
            low = level
    return _at_most(low, needs, least)


def _at_most(level: float, needs: Sequence[float], least: Sequence[float]) -> list[float]:
    return [max(few, min(need, level)) for need, few in zip(needs, least, strict=True)]


def index_letter(name: str) -> str:
    """The letter under which a name stands in a list: "M" for "Müller", "#" where there is none.

    In the order of the table, equal letters follow one another. Chinese characters have one heading
    together, since each would have its own otherwise, and Hangul syllables that of their first
    sound.
    """
    first = fold(name).strip()[:1]
    code = ord(first) if first else 0
    if _HANGUL_FIRST <= code <= _HANGUL_LAST:
        return _HANGUL_LETTERS[(code - _HANGUL_FIRST) // _HANGUL_EACH]
    if not first.isalpha():
        return OTHERS
    if unicodedata.name(first, "").startswith("CJK"):
        return _HAN
    upper = first.upper()
    return upper if len(upper) == 1 else first
