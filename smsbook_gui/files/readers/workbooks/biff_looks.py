"""How the rows and columns of an XLS look: which are hidden, and in which cells text is struck out.

calamine reads what stands in the cells only, and of an error nothing. Here just the records are
read that tell of these: [MS-CFB] for the file that the workbook's stream is packed in, [MS-XLS] for
its records.

LibreOffice writes a 0 for each text that a formula makes, where it opened a workbook of another
program and calculated nothing. The text is not in the file; Excel makes it when it opens it.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("Workbook", "Book")
_SECTORS = range(6, 13)
"""The sizes of sectors that there are, as powers of 2."""
_MOST_COLUMNS = 256

_FORMULA, _EOF, _FONT, _COLUMNS, _SHEET, _MULRK = 0x0006, 0x000A, 0x0031, 0x007D, 0x0085, 0x00BD
_RICH_TEXT, _XF, _SHARED_TEXT, _NUMBER, _TEXT = 0x00D6, 0x00E0, 0x00FD, 0x0203, 0x0204
_BOOLEAN, _ROW, _RK, _BEGIN = 0x0205, 0x0208, 0x027E, 0x0809
_CELLS = frozenset({_FORMULA, _RICH_TEXT, _SHARED_TEXT, _NUMBER, _TEXT, _BOOLEAN, _RK})

_STRUCK_OUT = 0x0008  # of a font's flags
_NO_HEIGHT = 0x0020  # of a row's flags
_HIDDEN = 0x0001  # of some columns' flags

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_NOT_KNOWN = ERRORS[0x2A]
_NOUGHT = bytes(8)
_IS_ERROR = re.compile(rb"\x02.(.)...\xff\xff", re.DOTALL)
"""The result of a formula, if that is an error."""
_MAKES_TEXT = re.compile(
    rb".*\x08|\x17.*|.*(?:[\x42\x22\x62].(?:\x50\x01|[\x73\x74\x78]\0)"
    rb"|[\x41\x21\x61](?:[\x1e\x1f\x30\x6f-\x72\x76\x77\xa2]\0))",
    re.DOTALL,
)
"""A formula that joins texts, is one, or ends with a function that makes one (CONCATENATE, LEFT,
RIGHT, SUBSTITUTE; REPT, MID, TEXT, CHAR, LOWER, UPPER, PROPER, TRIM, REPLACE, CLEAN)."""


@dataclass(slots=True)
class BiffLooks:
    """Rows from 1, columns from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    """Hidden, as the rows."""
    struck: dict[int, list[int]] = field(default_factory=dict)
    """The columns in which text is struck out, by the row."""
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    """What went wrong in cells, in Excel's words, by row and column."""

    def put_errors(self, number: int, cells: list[str]) -> None:
        """Writes what went wrong into the cells of a row."""
        for column, error in self.errors.get(number, {}).items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = error


def read_looks(path: Path, sheet: int) -> BiffLooks | None:
    """The looks of a sheet, counted from 0 as the workbook has them; None where nothing tells."""
    try:
        return _read(path.read_bytes(), sheet)
    except (struct.error, IndexError, ValueError):  # cut off, or no such workbook
        return None


def _read(data: bytes, sheet: int) -> BiffLooks | None:
    book = _stream(data)
    fonts: list[bool] = []
    styles: list[bool] = []
    begins: list[int] = []
    for kind, at, _ in _records(book, 0):
        if kind == _FONT:
            fonts.append(bool(_short(book, at + 2) & _STRUCK_OUT))
        elif kind == _XF:
            number = _short(book, at)
            number -= number > 4  # no font has the number 4
            styles.append(number < len(fonts) and fonts[number])
        elif kind == _SHEET:
            begins.append(struct.unpack_from("<I", book, at)[0])
    if not begins:
        return None
    return _sheet(book, begins[sheet], [at for at, struck in enumerate(styles) if struck])


def _sheet(book: bytes, begin: int, struck_styles: list[int]) -> BiffLooks:
    results, struck = _Results(), frozenset(struck_styles)
    looks = BiffLooks(errors=results.errors)
    for kind, at, size in _records(book, begin):
        if kind == _ROW:
            if _short(book, at + 12) & _NO_HEIGHT or not _short(book, at + 6) & 0x7FFF:
                looks.rows.add(_short(book, at) + 1)
        elif kind == _COLUMNS:
            first, last, width = struct.unpack_from("<HHH", book, at)
            if _short(book, at + 8) & _HIDDEN or not width:
                looks.columns.update(range(first, min(last, _MOST_COLUMNS - 1) + 1))
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", book, at)
            if style in struck:
                looks.struck.setdefault(row + 1, []).append(column)
            results.take(kind, book[at : at + size], row + 1, column)
        elif kind == _MULRK and struck:
            row, first = struct.unpack_from("<HH", book, at)
            for place in range((size - 6) // 6):
                if _short(book, at + 4 + 6 * place) in struck:
                    looks.struck.setdefault(row + 1, []).append(first + place)
    results.end()
    return looks


class _Results:
    """What went wrong in the cells of a sheet."""

    def __init__(self) -> None:
        self.errors: dict[int, dict[int, str]] = {}
        self._noughts: list[tuple[int, int]] = []
        self._calculated = True

    def take(self, kind: int, record: bytes, row: int, column: int) -> None:
        """Takes the record of a cell."""
        result = record[6:14]
        if kind == _FORMULA and result == _NOUGHT:
            self._noughts.append((row, column))
            self._calculated = self._calculated and not _MAKES_TEXT.fullmatch(record[22:])
        elif kind == _FORMULA and (found := _IS_ERROR.fullmatch(result)):
            self._note(row, column, ERRORS.get(found[1][0], _NOT_KNOWN))
        elif kind == _BOOLEAN and result[1:2] == b"\x01":
            self._note(row, column, ERRORS.get(result[0], _NOT_KNOWN))

    def end(self) -> None:
        """All cells are taken: where one formula was not calculated, none was."""
        if not self._calculated:
            for row, column in self._noughts:
                self._note(row, column, _NOT_KNOWN)

    def _note(self, row: int, column: int, error: str) -> None:
        self.errors.setdefault(row, {})[column] = error


def _short(data: bytes, at: int) -> int:
    number: int = struct.unpack_from("<H", data, at)[0]
    return number


def _records(book: bytes, begin: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record of a part, without the parts (charts) within it."""
    at, depth = begin, 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _EOF)
        if depth == 1 and at + 4 + size <= len(book):
            yield kind, at + 4, size
        at += 4 + size
        if depth <= 0:
            return


# --- the compound file -------------------------------------------------------------------------


def _stream(data: bytes) -> bytes:
    """The workbook's stream. Raises ValueError where there is none."""
    if not data.startswith(_OLE):
        raise ValueError
    if _short(data, 30) not in _SECTORS or _short(data, 32) not in _SECTORS:
        raise ValueError
    size, small = (1 << _short(data, at) for at in (30, 32))
    directory, least = struct.unpack_from("<I4xI", data, 48)
    small_table, further = struct.unpack_from("<I4xI", data, 60)
    table = _table(data, size, further)
    root, found = None, None
    entries = _chain(data, directory, table, size)
    for at in range(0, len(entries) - 127, 128):
        length = _short(entries, at + 64)
        name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, bytes_ = struct.unpack_from("<II", entries, at + 116)
        if entries[at + 66] == 5:
            root = start
        elif name in _STREAMS and (found is None or name == _STREAMS[0]):
            found = (start, bytes_)
    if found is None:
        raise ValueError
    start, length = found
    if length >= least or root is None:
        return _chain(data, start, table, size)[:length]
    within = _chain(data, root, table, size)
    links = _chain(data, small_table, table, size)
    small_links = struct.unpack(f"<{len(links) // 4}I", links[: len(links) // 4 * 4])
    return _chain(within, start, small_links, small, header=0)[:length]


def _table(data: bytes, size: int, further: int) -> tuple[int, ...]:
    """Which sector follows each."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    seen = 0
    while further < len(data) // size and seen < len(data) // size:
        part = struct.unpack_from(f"<{size // 4}I", data, size * (further + 1))
        sectors += part[:-1]
        further, seen = part[-1], seen + 1
    links: list[int] = []
    for sector in sectors:
        if size * (sector + 2) <= len(data):
            links += struct.unpack_from(f"<{size // 4}I", data, size * (sector + 1))
    return tuple(links)


def _chain(
    data: bytes, sector: int, links: tuple[int, ...], size: int, *, header: int = 1
) -> bytes:
    """The sectors of a stream, one after the other; a chain that bites its tail ends there."""
    parts: list[bytes] = []
    while sector < len(links) and len(parts) <= len(links):
        begin = size * (sector + header)
        parts.append(data[begin : begin + size])
        sector = links[sector]
    return b"".join(parts)
