"""What all kinds of tables share: where the header is, what the columns are called, blank rows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from smsbook_gui.domain.text import clean

SAMPLE = 100
"""Rows below the header that a first look shows."""
HEAD = 20
"""Rows among which the header is looked for."""

Record = tuple[int, list[str]]
"""A row as it stands in a file: its number, its cells. All rows count, also blank ones."""

_PHONE = re.compile(r"[+(]?[\d(][\d ()./+-]{5,}\d\W*")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T].*)?")
_KNOWN = re.compile(
    r"(?<![^\W_])(?:(?:first|last|given|family|full|middle|sur|vor|nach|display)?[ _-]?name|names?"
    r"|mobile|cell|phone|telephone|tel|ph|number|msisdn|recipient|e-?mail|company|organi[sz]ation"
    r"|title|notes?|address|street|city|suburb|state|post ?code|country|custom ?(?:field)? ?\d"
    r"|mobil\w*|handy\w*|rufnummer|telefon\w*|nummer|firma|anrede|ort|stra(?:ß|ss)e|plz|notizen"
    r"|nom|pr[eé]nom|t[eé]l[eé]phone|portable|num[eé]ro|soci[eé]t[eé]|entreprise|courriel|ville"
    r"|nombre|apellidos?|m[oó]vil|tel[eé]fono|celular|empresa|correo|n[uú]mero|groups?|labels?"
    r"|categor\w*|birthday|list)(?![^\W\d_])",
    re.IGNORECASE,
)
_LONGEST_HEADER = 100


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is (index among all rows; None: there is none), and whether surely."""

    row: int | None
    clear: bool


def is_blank(cells: Iterable[str]) -> bool:
    """Whether a row holds nothing but white space."""
    return not any(map(str.strip, cells))


def find_header(head: Sequence[Sequence[str]]) -> Header:
    """Looks for the row that names the columns, among the first rows of a table.

    Titles above it are narrower than the table. Cells that look like what a contact holds (a
    phone number, an e-mail address, a date) are no names of columns.
    """
    filled = [sum(1 for cell in row if clean(cell)) for row in head]
    widths = sorted(count for count in filled if count)
    if not widths:
        return Header(None, clear=True)
    usual = widths[len(widths) // 2]
    known = [_known(row) for row in head[:HEAD]]
    best = max(range(len(known)), key=lambda index: (known[index], -index))
    if known[best] >= min(2, usual) and filled[best] * 2 >= usual:
        return Header(best, clear=True)
    first = next(index for index, count in enumerate(filled) if count * 2 >= usual)
    if any(_is_content(cell) for cell in head[first]):
        return Header(None, clear=not known[best])
    below = [row for row in head[first + 1 :] if any(row)]
    named = known[first] > 0
    stands_out = any(_is_content(cell) for row in below for cell in row)
    return Header(first if named or stands_out else None, clear=named and stands_out)


def column_names(header: Sequence[str], sample: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Unique names for all columns that have a name or, in the sample, anything in them."""
    texts = [" ".join(clean(cell).split()) for cell in header]
    while texts and not texts[-1]:
        texts.pop()
    width = max([len(texts), *(_filled_width(row) for row in sample)])
    texts += [""] * (width - len(texts))
    taken: Counter[str] = Counter()
    return tuple(_unique(text or f"Column {at}", taken) for at, text in enumerate(texts, 1))


def below_header(
    records: Iterator[Record], header_row: int | None
) -> tuple[list[str], Iterator[Record]]:
    """The header's cells, and the rows below without the blank ones."""
    header: list[str] = []
    if header_row is not None:
        skipped = list(islice(records, header_row + 1))
        header = skipped[header_row][1] if len(skipped) > header_row else []
    return header, (record for record in records if any(map(str.strip, record[1])))


def _known(row: Sequence[str]) -> int:
    """How many cells read like names of columns; 0 for a row that holds content."""
    texts = [clean(cell) for cell in row]
    if any(_is_content(text) for text in texts):
        return 0
    return sum(1 for text in texts if len(text) <= _LONGEST_HEADER and _KNOWN.search(text))


def _is_content(cell: str) -> bool:
    text = clean(cell)
    return any(kind.fullmatch(text) for kind in (_PHONE, _EXPONENT, _MAIL, _DATE))


def _filled_width(row: Sequence[str]) -> int:
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)


def _unique(text: str, taken: Counter[str]) -> str:
    """`text`, or "text (2)" for the second; capitals make no difference to a reader."""
    name, again = text, 1
    while name.casefold() in taken:
        again += 1
        name = f"{text} ({again})"
    taken[name.casefold()] += 1
    return name
