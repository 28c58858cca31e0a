"""Excel workbooks (XLSX, XLSM), row by row in little memory.

python-calamine would be the obvious reader, but it holds a sheet whole: 740 MB for a million rows
of eight columns, and a sheet of two cells far apart (5 KB, a stray key press) asks for 550 GB and
takes the whole program down with it. The format is XML in a ZIP archive, so this reads it as a
stream; only the shared texts are held.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from smsbook_gui.domain.texts.text import storable
from smsbook_gui.files.readers.base.merged import MergedCells
from smsbook_gui.files.readers.base.sheet_looks import SheetLooks, weight_of_struck
from smsbook_gui.files.readers.base.stream import Meter, pieces
from smsbook_gui.files.readers.base.table import MOST_COLUMNS, MOST_ROWS, Record
from smsbook_gui.files.readers.base.xml_stream import LocalNames, XmlReader
from smsbook_gui.files.readers.workbooks.xlsx_values import (
    LONGEST_CODE,
    date_text,
    is_date_format,
    masked,
    number_text,
)

_MERGED = re.compile(
    rb'mergeCell [^<>]{0,200}?ref="\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"'
)
_LONGEST_TAG = 256
_DIGITS = "0123456789"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Workbook:
    """What stands in the workbook's parts other than its sheets."""

    sheets: dict[str, str] = field(default_factory=dict)
    """The part of each sheet with cells, by its name, the visible ones first."""
    styles: str | None = None
    texts: str | None = None
    from_1904: bool = False


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Which sheets there are. Raises what `zipped.opened` understands."""
    found = Workbook()
    [main] = related(archive, "").get("officeDocument", {}).values()
    parts = related(archive, main)
    found.styles = next(iter(parts.get("styles", {}).values()), None)
    found.texts = next(iter(parts.get("sharedStrings", {}).values()), None)
    worksheets = parts.get("worksheet", {})
    hidden: dict[str, str] = {}
    names = LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        name = names[name]
        if name == "workbookPr":
            found.from_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif name == "sheet":
            # The relationship's id; its prefix differs between programs.
            part = next(
                (worksheets[value] for value in attributes.values() if value in worksheets), None
            )
            if part is not None:
                shown = attributes.get("state", "visible") == "visible"
                (found.sheets if shown else hidden)[attributes["name"]] = part

    XmlReader(start, _nothing, _nothing).read_all(archive, main)
    found.sheets.update(hidden)
    return found


def related(archive: zipfile.ZipFile, part: str) -> dict[str, dict[str, str]]:
    """Parts that a part refers to, by the last word of their type and their id."""
    folder, name = posixpath.split(part)
    found: dict[str, dict[str, str]] = {}
    names = LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        if names[name] == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes["Type"].rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))[1:]
            found.setdefault(kind, {})[attributes["Id"]] = target

    XmlReader(start, _nothing, _nothing).read_all(
        archive, posixpath.join(folder, "_rels", f"{name}.rels")
    )
    return found


def _nothing(*_: object) -> None:
    pass


def _read_texts(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    """The shared texts; how they are written and how they sound is left out."""
    texts: list[str] = []
    if part is None or part not in archive.namelist():
        return texts
    collected: list[str] = []
    depth = 0  # inside phonetic hints
    taking = False
    names = LocalNames()

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth, taking
        name = names[name]
        if name == "si":
            collected.clear()
        elif name == "rPh":
            depth += 1
        taking = name == "t" and not depth

    def end(name: str) -> None:
        nonlocal depth, taking
        name = names[name]
        taking = False
        if name == "si":
            texts.append(_unescaped("".join(collected)))
        elif name == "rPh":
            depth -= 1

    def text(data: str) -> None:
        if taking:
            collected.append(data)

    XmlReader(start, end, text).read_all(archive, part)
    return texts


def _unescaped(text: str) -> str:
    """`_x000D_` is how Excel writes a character that XML does not allow."""
    if "_x" not in text:
        return text
    return storable(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\0", ""))


@dataclass(slots=True)
class _Styles:
    """For each cell style: whether it shows dates, and its format code if it may be a mask."""

    dates: list[bool] = field(default_factory=list)
    masks: list[str] = field(default_factory=list)
    struck: frozenset[int] = frozenset()
    """The styles whose text is struck through."""


def _read_styles(archive: zipfile.ZipFile, part: str | None) -> _Styles:
    styles = _Styles()
    if part is None or part not in archive.namelist():
        return styles
    codes: dict[str, str] = {}
    fonts: list[bool] = []  # whether each strikes its text through
    struck: set[int] = set()
    inside = in_fonts = False
    names = LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, in_fonts
        name = names[name]
        if name == "fonts":
            in_fonts = True
        elif name == "font" and in_fonts:
            fonts.append(False)
        elif name == "strike" and in_fonts and fonts:
            fonts[-1] = _is_on(attributes.get("val", "1"))
        elif name == "numFmt":
            code = attributes.get("formatCode", "")[:LONGEST_CODE]
            codes[attributes.get("numFmtId", "")] = code
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            code = codes.get(number, "")
            styles.dates.append(is_date_format(int(number), code))
            styles.masks.append(code if "00" in code.replace("\\ ", "") else "")
            font = int(attributes.get("fontId", 0))
            if font < len(fonts) and fonts[font]:
                struck.add(len(styles.masks) - 1)

    def end(name: str) -> None:
        nonlocal inside, in_fonts
        name = names[name]
        if name == "cellXfs":
            inside = False
        elif name == "fonts":
            in_fonts = False

    XmlReader(start, end, _nothing).read_all(archive, part)
    styles.struck = frozenset(struck)
    return styles


def _is_on(value: str) -> bool:
    return value in ("1", "true", "on")


class _SheetReader:
    """Collects the rows of a sheet from its XML."""

    def __init__(
        self, texts: list[str], styles: _Styles, looks: SheetLooks, *, from_1904: bool
    ) -> None:
        self.rows: list[Record] = []
        self._looks = looks
        self._hidden = False
        self._struck = 0
        self._struck_styles = frozenset(map(str, styles.struck))
        self._texts = texts
        self._styles = styles
        self._from_1904 = from_1904
        self._number = 0
        self._cells: list[str] = []
        self._column = 0
        self._kind = ""
        self._style = "0"
        self._collected: list[str] = []
        self._taking = False
        self._columns: dict[str, int] = {}
        self._names = LocalNames()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        if name == "c":  # Of these and their values there are many millions.
            reference = attributes.get("r", "")
            column = self._columns.get(reference.rstrip(_DIGITS))
            self._column = self._column_of(reference) if column is None else column
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._collected.clear()
        elif name in ("v", "t"):
            self._taking = True
        elif name == "row":
            self._number = self._row_number(attributes.get("r", ""))
            self._cells, self._column = [], 0
            self._hidden = _is_on(attributes.get("hidden", ""))
            self._struck = 0
        elif name == "rPh":
            self._kind = "phonetic"
        elif name == "col" and (
            _is_on(attributes.get("hidden", "")) or float(attributes.get("width", 1)) == 0
        ):
            last = min(int(attributes.get("max", 0)), MOST_COLUMNS)
            self._looks.columns.update(range(int(attributes.get("min", 1)) - 1, last))

    def text(self, data: str) -> None:
        if self._taking and self._kind != "phonetic":
            self._collected.append(data)

    def end(self, name: str) -> None:
        name = self._names[name]
        if name == "c":
            if self._collected:
                value = self._value("".join(self._collected))
                if self._column - len(self._cells) == 1:  # as in nearly all cells
                    self._cells.append(value)
                else:
                    self._put(value)
                if self._style in self._struck_styles:
                    self._struck += weight_of_struck(value)
        elif name in ("v", "t"):
            self._taking = False
        elif name == "rPh":
            self._kind = "inlineStr"
        elif name == "row":
            if self._hidden or self._struck:
                filled = sum(map(bool, self._cells))
                self._looks.see_row(
                    self._number, hidden=self._hidden, filled=filled, struck=self._struck
                )
            self.rows.append((self._number, self._cells))

    def _put(self, value: str) -> None:
        missing = self._column - 1 - len(self._cells)
        if missing > 0:
            self._cells.extend([""] * missing)
        if missing >= 0:
            self._cells.append(value)
        else:  # cells out of order
            self._cells[self._column - 1] = value

    def _value(self, raw: str) -> str:
        match self._kind:
            case "n":
                return self._number_value(raw)
            case "s":
                index = int(raw)
                return self._texts[index] if 0 <= index < len(self._texts) else ""
            case "b":
                return "TRUE" if raw == "1" else "FALSE"
            case "d":
                return raw.removesuffix("T00:00:00").replace("T", " ")
            case _:
                return _unescaped(raw)

    def _number_value(self, raw: str) -> str:
        style = int(self._style)
        if style < len(self._styles.dates):
            if self._styles.dates[style]:
                return date_text(raw, from_1904=self._from_1904)
            if mask := self._styles.masks[style]:
                return masked(number_text(raw), mask)
        return number_text(raw)

    def _row_number(self, told: str) -> int:
        number = int(told) if told else self._number + 1
        if not self._number < number <= MOST_ROWS:
            raise ValueError("rows out of order")
        return number

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        column = _column_number(letters) if letters else self._column + 1
        if not 1 <= column <= MOST_COLUMNS:
            raise ValueError("a column beyond XFD")
        if letters:
            self._columns[letters] = column
        return column


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - 64
    return number


def sheet_rows(
    archive: zipfile.ZipFile, workbook: Workbook, sheet: str, meter: Meter, looks: SheetLooks
) -> Iterator[Record]:
    """The rows of a sheet that have cells. Raises what `zipped.opened` understands."""
    texts = _read_texts(archive, workbook.texts)
    styles = _read_styles(archive, workbook.styles)
    _find_merged(archive, workbook.sheets[sheet], looks.merged)
    collector = _SheetReader(texts, styles, looks, from_1904=workbook.from_1904)
    reader = XmlReader(collector.start, collector.end, collector.text)
    for _ in reader.read(archive, workbook.sheets[sheet], meter):
        yield from collector.rows
        collector.rows.clear()


def _find_merged(archive: zipfile.ZipFile, part: str, merged: MergedCells) -> None:
    """The merged cells, which stand behind the rows: found without parsing those."""
    rest = b""
    with archive.open(part) as file:
        for piece in pieces(file, Meter()):
            data = rest + piece
            end = 0
            for found in _MERGED.finditer(data) if b"mergeCell " in data else ():
                end = found.end()
                left, top, right, bottom = (each.decode() for each in found.groups())
                first, row = _column_number(left) - 1, int(top)
                rows, columns = int(bottom) - row + 1, _column_number(right) - first
                if 0 < row <= MOST_ROWS and first < MOST_COLUMNS:
                    merged.add(row, first, rows=rows, columns=columns)
            rest = data[max(end, len(data) - _LONGEST_TAG) :]
