"""How the rows and columns of an XLSB look, as `biff_looks` tells it of an XLS.

The parts of this archive hold records ([MS-XLSB]);
just those are read that say how a sheet looks.
"""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.readers.base.zipped import opened
from smsbook_gui.files.readers.workbooks.biff_looks import ERRORS, BiffLooks
from smsbook_gui.files.readers.workbooks.xlsx import related

_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _FONT, _XF, _COLUMNS, _SHEET = 0, 1, 3, 11, 43, 47, 60, 156
_ERRORS = frozenset((_ERROR, _FORMULA_ERROR))
_END_ROWS, _BEGIN_STYLES, _END_STYLES = 146, 617, 618
_MOST_COLUMNS = 16_384

_STRUCK_OUT = 0x08  # of a font's flags
_NO_HEIGHT = 0x10  # of a row's flags
_HIDDEN = 0x01  # of some columns' flags


def read_looks(path: Path, sheet: str) -> BiffLooks | None:
    """The looks of a sheet; None where nothing tells."""
    try:
        with opened(path) as archive:
            return _read(archive, sheet)
    except (FileProblem, struct.error, IndexError, KeyError, ValueError):
        return None


def _read(archive: zipfile.ZipFile, sheet: str) -> BiffLooks:
    [main] = related(archive, "").get("officeDocument", {}).values()
    parts = related(archive, main)
    part = parts["worksheet"][_sheets(archive.read(main))[sheet]]
    struck: frozenset[int] = frozenset()
    for styles in parts.get("styles", {}).values():
        struck = _struck_styles(archive.read(styles))
    return _looks(archive.read(part), struck)


def _sheets(data: bytes) -> dict[str, str]:
    """The relationships' ids of the sheets, by their names."""
    found = {}
    for kind, at, _ in _records(data):
        if kind == _SHEET:
            related_by, name_at = _text(data, at + 8)
            found[_text(data, name_at)[0]] = related_by
    return found


def _struck_styles(data: bytes) -> frozenset[int]:
    """The styles of cells whose font is struck out."""
    fonts: list[bool] = []
    struck: set[int] = set()
    number, of_cells = 0, False
    for kind, at, _ in _records(data):
        if kind == _FONT:
            fonts.append(bool(data[at + 2] & _STRUCK_OUT))
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            of_cells = kind == _BEGIN_STYLES
        elif kind == _XF and of_cells:
            font: int = struct.unpack_from("<H", data, at + 4)[0]
            if font < len(fonts) and fonts[font]:
                struck.add(number)
            number += 1
    return frozenset(struck)


def _looks(data: bytes, struck: frozenset[int]) -> BiffLooks:
    looks, row = BiffLooks(), 0
    for kind, at, _ in _records(data):
        if kind == _ROW:
            row, height = struct.unpack_from("<I4xH", data, at)
            row += 1
            if data[at + 11] & _NO_HEIGHT or not height:
                looks.rows.add(row)
        elif kind == _COLUMNS:
            first, last, width = struct.unpack_from("<III", data, at)
            if data[at + 16] & _HIDDEN or not width:
                looks.columns.update(range(first, min(last, _MOST_COLUMNS - 1) + 1))
        elif kind == _END_ROWS:
            break
        elif _BLANK < kind <= _FORMULA_ERROR and (struck or kind in _ERRORS):
            column, style = struct.unpack_from("<II", data, at)
            if style & 0xFFFFFF in struck:
                looks.struck.setdefault(row, []).append(column)
            if kind in _ERRORS:
                looks.errors.setdefault(row, {})[column] = ERRORS.get(data[at + 8], "#N/A")
    return looks


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text, and where it ends."""
    length: int = struct.unpack_from("<I", data, at)[0]
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record; both are written in groups of seven bits."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, groups=2)
        size, at = _number(data, at, groups=4)
        if at + size > len(data):
            return
        yield kind, at, size
        at += size


def _number(data: bytes, at: int, groups: int) -> tuple[int, int]:
    number = 0
    for group in range(groups):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << 7 * group
        if byte < 0x80:
            break
    return number, at
