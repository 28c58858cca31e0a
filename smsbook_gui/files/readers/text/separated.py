"""Separated text: its separator, and its records in spite of whatever is wrong with the quotes.

Python's csv module reads (RFC 4180 as Excel understands it). A quotation mark that is never closed
would swallow the rows that follow; such rows are read one by one instead, and told.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice

from smsbook_gui.domain.imports.column_words import header_key, is_known
from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.files.readers.base.lines import LINE_LIMIT, Damage
from smsbook_gui.files.readers.base.table import Record, is_blank
from smsbook_gui.files.readers.text.dialects import as_csv

SEPARATORS = (",", ";", "\t", "|")
_SELDOM = ("~", "^", "¦", ":")
"""Signs that part cells only where names of columns stand between them, and no usual sign does."""

_TOLD = re.compile(r'"?sep=([^\w"\r\n\0])"?[\r\n]*', re.IGNORECASE)
_NOTHING = (0.0, 0.0, 0)
_EVEN = 0.9  # of the rows, or more: they are parted by it
_RARE = 0.3  # of the rows: such a sign belongs to the text
_QUOTED_LINES = 20_000
"""Lines that one quoted cell may span: notes that grew for years have some thousands."""
_QUOTED_CHARACTERS = 4 << 20
_AT_ONCE = 50
"""Lines that are read at once where each is a record."""
_LOOKED_AT = 100
"""Lines after which a quoted cell is looked at: those of a note differ, those of rows do not."""


class _Unclosed(Exception):
    """A quoted cell goes on for too long, or to the end of the file."""


def records(
    lines: Iterator[str], separator: str, damage: Damage, width: int | None = None
) -> Iterator[Record]:
    """All records with the number of their first line. `width`: cells that a row should have."""
    # Global to the module, so never lowered; a cell is limited by its line only.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LINE_LIMIT))
    recent: list[str] = []
    ahead: deque[str] = deque()
    line = 1
    while True:
        if not ahead:
            ahead.extend(islice(lines, _AT_ONCE))
            if (alone := _of_one_line_each(ahead, separator)) is not None:
                yield from zip(count(line), alone)
                line += len(alone)
                ahead.clear()
                if not alone:
                    return
                continue
        noted = _noting(chain(_drained(ahead), lines), recent, separator, width)
        reader = csv.reader(noted, delimiter=separator)
        try:
            for cells in reader:
                taken = len(recent)
                if taken > 1 and _is_broken(recent, separator, width):
                    damage.note(NoteKind.STRAY_QUOTE, line)
                    break
                yield line, cells
                line += taken
                recent.clear()
                if not ahead:
                    break
            else:
                return
        except _Unclosed:
            damage.note(NoteKind.STRAY_QUOTE, line)
        if recent:
            yield line, _alone(recent[0], separator, width)
            line += 1
            ahead.extendleft(reversed(recent[1:]))
            recent.clear()


def _of_one_line_each(lines: Sequence[str], separator: str) -> list[list[str]] | None:
    """The records where each line is one for sure, as in nearly all of a million."""
    try:
        found = list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return None
    return found if len(found) == len(lines) else None


def first_lines(lines: Iterator[str], count: int) -> list[str]:
    """The first lines, and as many more as a quoted cell that begins in them goes on for."""
    first = list(islice(lines, count))
    more: list[str] = []
    is_open = _opens(first)
    while is_open and len(more) < _QUOTED_LINES and (line := next(lines, "")):
        more.append(line)
        is_open = not _opens([line])
    return first if is_open else first + more


def _opens(lines: Sequence[str]) -> bool:
    """Whether lines leave a quoted cell open, or close one: marks within a cell are doubled."""
    return sum(line.count('"') for line in lines) % 2 == 1


def find_separator(lines: Sequence[str]) -> tuple[str, bool]:
    """The likeliest separator, and whether beyond doubt; "," where there is but one column."""
    if told := told_separator(lines[0] if lines else ""):
        return told, True
    judged = {separator: _judge(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: judged[separator])
    if judged[best][0] < _RARE:
        seldom = next((sign for sign in _SELDOM if _parts_headers(lines, sign)), None)
        return (seldom, True) if seldom else (",", judged[best] == _NOTHING)
    second = max(judged[separator][0] for separator in SEPARATORS if separator != best)
    return best, judged[best][0] >= _EVEN and second < _EVEN


def _parts_headers(lines: Sequence[str], sign: str) -> bool:
    """Whether a sign stands between names of columns, and as often in the rows below."""
    names = lines[0].strip().split(sign) if lines else []
    known = sum(is_known(header_key(name)) for name in names)
    return known > 1 and _judge(lines, sign)[0] >= _EVEN


def told_separator(line: str) -> str | None:
    """The separator of Excel's line "sep=;"."""
    told = _TOLD.fullmatch(line)
    return told[1] if told else None


def is_separator(text: str) -> bool:
    """Whether the csv module can part cells by it: one character that means nothing else."""
    return len(text) == 1 and text not in '"\r\n\0'


def _judge(lines: Sequence[str], separator: str) -> tuple[float, float, int]:
    """How evenly a separator cuts the rows, how cleanly its cells begin, into how many."""
    plain = as_csv(iter(lines), separator, lines)
    rows = [cells for _, cells in records(plain, separator, Damage()) if not is_blank(cells)]
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    if not widths:
        return _NOTHING
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    inner = [cell for cells in rows if len(cells) > 1 for cell in cells[1:] if cell]
    clean = sum(1 for cell in inner if not cell[0].isspace()) / max(1, len(inner))
    return round(count / len(rows), 1), clean, width


def _drained(ahead: deque[str]) -> Iterator[str]:
    while ahead:
        yield ahead.popleft()


def _noting(
    lines: Iterator[str], recent: list[str], separator: str, width: int | None
) -> Iterator[str]:
    """Hands the lines on and keeps those of the record that is being read."""
    size = 0
    for line in lines:
        recent.append(line)
        taken = len(recent)
        if taken > 1:  # a cell goes on from the line before
            size = len(line) + (size if taken > 2 else len(recent[0]))
            if (
                taken > _QUOTED_LINES
                or size > _QUOTED_CHARACTERS
                or (taken == _LOOKED_AT and _are_rows(recent[1:], separator, width))
            ):
                raise _Unclosed
        yield line
    if recent:
        raise _Unclosed


def _is_broken(recent: Sequence[str], separator: str, width: int | None) -> bool:
    """Whether several lines became one record only because a quotation mark is missing.

    Then the mark that closes it opens another cell in truth, and text follows at once; or the
    lines between the two are rows.
    """
    if _are_rows(recent[1:-1], separator, width):
        return True
    try:
        list(csv.reader(recent, delimiter=separator, strict=True))
    except csv.Error:
        return True
    return False


def _are_rows(lines: Sequence[str], separator: str, width: int | None) -> bool:
    """Whether lines that stand in one cell have as many cells themselves as a row has."""
    filled = [line for line in lines if not line.isspace()]
    if width is None or width < 2 or len(filled) < 2:
        return False
    alike = sum(1 for line in filled if line.count(separator) == width - 1)
    return alike >= 0.9 * len(filled)


def _alone(line: str, separator: str, width: int | None) -> list[str]:
    """One line as a row, its unclosed quotation mark as text."""
    text = line.rstrip("\r\n")
    cells = next(csv.reader([text], delimiter=separator), [])
    if width is not None and len(cells) == width:
        return cells
    plain = next(csv.reader([text], delimiter=separator, quoting=csv.QUOTE_NONE), [])
    return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in plain]
