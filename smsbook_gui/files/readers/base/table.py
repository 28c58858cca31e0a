"""What all kinds of tables share: where the header is, what the columns are called, blank rows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from smsbook_gui.domain.imports.column_words import header_key, is_known
from smsbook_gui.domain.imports.tabular import NOT_READ
from smsbook_gui.domain.texts.text import clean

SAMPLE = 100
"""Rows below the header that a first look shows."""
HEAD = 20
"""Rows among which the header is looked for."""

MOST_COLUMNS = 16_384
"""As in Excel. Further cells of separated text stay in their rows."""
MOST_ROWS = 1_048_576
"""As in Excel."""
MOST_CELLS = 50_000_000
"""Of a sheet or page that needs little room for many: a million contacts of fifty fields."""

Record = tuple[int, list[str]]
"""A row as it stands in a file: its number there (from 1), its cells. Blank ones may be missing."""

_PHONE = re.compile(r"[+(]?[\d(][\d ()./+-]{5,}\d\W*")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T].*)?")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_NINE_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){8}")
_LETTER = re.compile(r"[^\W\d_]")
_KNOWN = re.compile(  # beside those of columns that are imported
    r"(?<![^\W_])(?:(?:first|last|given|family|full|middle|sur|vor|nach|display)?[ _-]?name|names?"
    r"|mobile|cell|phone|telephone|tel|ph|number|msisdn|recipient|e-?mail|company|organi[sz]ation"
    r"|title|notes?|address|street|city|suburb|state|post ?code|country|custom ?(?:field)? ?\d"
    r"|mobil\w*|handy\w*|rufnummer|telefon\w*|nummer|firma|anrede|ort|stra(?:ß|ss)e|plz|notizen"
    r"|nom|pr[eé]nom|t[eé]l[eé]phone|portable|num[eé]ro|soci[eé]t[eé]|entreprise|courriel|ville"
    r"|nombre|apellidos?|m[oó]vil|tel[eé]fono|celular|empresa|correo|n[uú]mero|groups?|labels?"
    r"|categor\w*|birthday|list)(?![^\W\d_])",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset({"", NOT_READ})
_LONGEST_HEADER = 100
_BEYOND = 30  # columns without a name to the right of those that have one


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is (its number in the file less 1; None: nowhere), and whether surely."""

    row: int | None
    clear: bool

    @property
    def row_number(self) -> int | None:
        """As records count: from 1."""
        return None if self.row is None else self.row + 1


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing that can be seen, or that says anything."""
    # One cell of letters and digits settles it for nearly all of a million rows.
    if any(map(str.isalnum, cells)):
        return False
    return all(clean(cell) in _SAYS_NOTHING for cell in cells)


def find_header(head: Sequence[Record]) -> Header:
    """Looks for the row that names the columns, among the first rows of a table.

    Titles above it are narrower than the table. Cells that look like what a contact holds (a
    phone number, an e-mail address, a date) are no names of columns.
    """
    head = [record for record in head if not is_blank(record[1])]
    if not head:
        return Header(None, clear=True)
    filled = [sum(1 for cell in cells if clean(cell)) for _, cells in head]
    usual = sorted(filled)[len(filled) // 2]
    known = [_known(cells) for _, cells in head[:HEAD]]
    best = max(range(len(known)), key=lambda index: (known[index], -index))
    if known[best] >= min(2, usual) and filled[best] * 2 >= usual:
        return Header(head[best][0] - 1, clear=True)
    first = next(index for index, count in enumerate(filled) if count * 2 >= usual)
    number, cells = head[first]
    if any(_is_content(cell) for cell in cells):
        return Header(None, clear=not known[best])
    named = known[first] > 0
    stands_out = any(_stands_over(cells, below) for _, below in head[first + 1 :])
    return Header(number - 1 if named or stands_out else None, clear=named and stands_out)


class Likeness(IntEnum):
    """How much a table looks like a list of contacts."""

    NONE = 0
    PERHAPS = 1
    SURE = 2


def likeness(head: Sequence[Record]) -> Likeness:
    """Looks at the first rows: a list has a column of numbers, below names of columns mostly."""
    header = find_header(head)
    start = 0 if header.row is None else header.row + 1
    below = [cells for number, cells in head if number > start and not is_blank(cells)]
    names = next((cells for number, cells in head if number == header.row_number), [])
    width = max(map(len, below), default=0)
    numbers = max((sum(_is_number(row, at) for row in below) for at in range(width)), default=0)
    if numbers and _known(names) >= min(2, _filled_width(names)) > 0:
        return Likeness.SURE
    named = _known(names) > 1 and bool(below)
    return Likeness.PERHAPS if numbers > 1 or named else Likeness.NONE


def _is_number(row: Sequence[str], at: int) -> bool:
    return at < len(row) and looks_like_phone(row[at])


def looks_like_phone(cell: str) -> bool:
    """Whether a cell is written like a phone number, and not like a date."""
    text = clean(cell)
    return bool(_PHONE.fullmatch(text) or _EXPONENT.fullmatch(text)) and not _DATE.fullmatch(text)


def column_names(
    header: Sequence[str], sample: Sequence[Sequence[str]], *, by_separators: bool = False
) -> tuple[str, ...]:
    """Unique names for all columns that have a name or, in the sample, anything in them.

    Where separators make the cells, what few rows have beyond the last name is no column: those
    rows have one separator too many, and the check tells of them.
    """
    texts = [" ".join(clean(cell).split()) for cell in header]
    while texts and not texts[-1]:
        texts.pop()
    widths = sorted(map(_filled_width, sample))
    width = widths[-1] if widths else 0
    if texts and widths and by_separators:
        width = widths[(len(widths) - 1) // 2]  # that of most rows
    if texts:  # a stray key press far to the right makes no thousand columns
        width = min(width, len(texts) + _BEYOND)
    width = min(max(width, len(texts)), MOST_COLUMNS)
    del texts[MOST_COLUMNS:]
    texts += [""] * (width - len(texts))
    taken: Counter[str] = Counter()
    return tuple(_unique(text or f"Column {at}", taken) for at, text in enumerate(texts, 1))


def below_header(
    records: Iterator[Record], header_row: int | None
) -> tuple[list[str], Iterator[Record]]:
    """The header's cells, and the rows below it."""
    if header_row is None:
        return [], records
    for record in records:
        if record[0] > header_row + 1:
            return [], chain([record], records)
        if record[0] == header_row + 1:
            return record[1], records
    return [], records


def _known(row: Sequence[str]) -> int:
    """How many cells read like names of columns; 0 for a row that holds content."""
    texts = [clean(cell) for cell in row]
    if any(_is_content(text) for text in texts):
        return 0
    short = (text for text in texts if len(text) <= _LONGEST_HEADER)
    return sum(1 for text in short if _KNOWN.search(text) or is_known(header_key(text)))


def _is_content(cell: str) -> bool:
    text = clean(cell)
    return len(text) <= _LONGEST_HEADER and (
        any(kind.fullmatch(text) for kind in (_PHONE, _EXPONENT, _MAIL, _DATE))
        or _NINE_DIGITS.search(text) is not None
    )


def _stands_over(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row below holds a number, or what a contact holds, under a name in words."""
    return any(
        _LETTER.search(name) and (_is_content(cell) or _NUMBER.fullmatch(cell.strip()))
        for name, cell in zip(names, below, strict=False)
    )


def _filled_width(row: Sequence[str]) -> int:
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)


def _unique(text: str, taken: Counter[str]) -> str:
    """`text`, or "text (2)" for the second; capitals make no difference to a reader."""
    key = text.casefold()
    name = text
    while name.casefold() in taken:
        taken[key] += 1
        name = f"{text} ({taken[key]})"
    taken[name.casefold()] += 1
    return name
