"""Why nearly all rows of a check may be bad: a choice before it is probably wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from smsbook_gui.domain.imports.importing import CheckedRow, CheckSummary
from smsbook_gui.domain.imports.tabular import FileKind, Layout
from smsbook_gui.domain.phones.phone import choices, judge
from smsbook_gui.domain.phones.phone_findings import Finding

_NEARLY = 0.9
"""Share of bad rows from which on it is no matter of single rows."""
_MOSTLY = 0.6
_FEW = 3
"""So few rows may well be bad one by one, where nothing speaks for another reason."""
_UNREADABLE = frozenset("\ufffd\0") | {chr(code) for code in range(0x80, 0xA0)}


class TroubleKind(Enum):
    """Which choice it is."""

    ENCODING = "encoding"
    SEPARATOR = "separator"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is probably wrong. `column` is the header of the column taken for the numbers, `better`
    that of one which is full of numbers ("" without one)."""

    kind: TroubleKind
    column: str = ""
    better: str = ""


def probable_trouble(
    summary: CheckSummary, bad: Sequence[CheckedRow], layout: Layout, region: str
) -> Trouble | None:
    """What is probably wrong, judged by some of the `bad` rows; None where not nearly all are."""
    rows = summary.rows - summary.left_out
    if not bad or summary.bad < _NEARLY * rows or summary.repairable > summary.bad / 2:
        return None
    if layout.encodings and _most(bad, _is_unreadable):
        return Trouble(TroubleKind.ENCODING)
    others = [each for each in layout.separators if each != layout.format.separator]
    if layout.format.kind is FileKind.TEXT and _are_together(bad, layout, others):
        return Trouble(TroubleKind.SEPARATOR)
    column = bad[0].number_column
    better = _full_of_numbers(bad, len(layout.columns), region)
    if better == column or (better is None and summary.bad < _FEW):
        return None
    headers = [layout.columns[place] for place in (column, better) if place is not None]
    return Trouble(TroubleKind.COLUMN, *headers)


def _most(rows: Sequence[CheckedRow], is_so: Callable[[CheckedRow], bool]) -> bool:
    return sum(map(is_so, rows)) >= _MOSTLY * len(rows)


def _is_unreadable(row: CheckedRow) -> bool:
    return any(not _UNREADABLE.isdisjoint(cell) for cell in row.cells)


def _are_together(rows: Sequence[CheckedRow], layout: Layout, separators: Sequence[str]) -> bool:
    """Whether several columns stand in one: each row has another separator in its cell, and the
    header has it as well; or nearly all have more cells than the header."""
    header = layout.columns
    if _most(rows, lambda row: any(map(str.strip, row.cells[len(header) :]))):
        return True
    return any(
        any(each in name for name in header) and _most(rows, partial(_holds, each))
        for each in separators
    )


def _holds(separator: str, row: CheckedRow) -> bool:
    return any(separator in cell for cell in row.cells)


def _full_of_numbers(rows: Sequence[CheckedRow], width: int, region: str) -> int | None:
    """The column that has most numbers, where it has them in most rows."""

    def numbers(place: int) -> int:
        return sum(_is_number(row.cells[place], region) for row in rows if place < len(row.cells))

    best = max(range(width), key=numbers, default=None)
    return best if best is not None and numbers(best) >= _MOSTLY * len(rows) else None


def _is_number(cell: str, region: str) -> bool:
    """Whether this is some phone number, be it one that has to be asked about."""
    judged = judge(cell, region)
    known = judged.key.startswith("+") or judged.finding is Finding.NO_AREA_CODE
    return known or bool(choices(cell, region))
