"""OpenDocument spreadsheets (ODS), row by row (OpenDocument 1.3, part 3, chapter 9).

A row or cell that repeats is written once with a count; blank ones repeat to the sheet's end.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape

from smsbook_gui.files.readers.base.problems import too_many_cells
from smsbook_gui.files.readers.base.sheet_looks import SheetLooks, weight_of_struck
from smsbook_gui.files.readers.base.stream import Meter, pieces
from smsbook_gui.files.readers.base.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Record
from smsbook_gui.files.readers.base.xml_stream import LocalNames, XmlReader
from smsbook_gui.files.readers.workbooks.xlsx_values import number_text

_CONTENT = "content.xml"
_SPACES_LIMIT = 1000
_LONGEST_TAG = 4096
_TABLE = re.compile(
    rb"<(?:[\w.-]+:)?table\s(?:[^<>]{0,3000}?[\s:])?name=(?:\"([^\"]{0,999})\"|'([^']{0,999})')"
)


class _Reader:
    """Collects the rows of one table."""

    def __init__(self, wanted: str, looks: SheetLooks) -> None:
        self._looks = looks
        self._style = ""  # that is being declared
        self._struck_styles: set[str] = set()
        self._column = 0  # that are declared
        self._hidden = False
        self._row_style = ""
        self._filled = self._struck = 0
        self.found = False
        self.rows: list[Record] = []
        self._names = LocalNames()
        self._wanted = wanted
        self._inside = False
        self._number = 0
        self._cells: list[str] = []
        self._row_repeats = 1
        self._cell_repeats = 1
        self._blank = 0
        self._given = 0
        self._attributes: dict[str, str] = {}
        self._shown: list[str] = []
        self._depth = 0  # inside a cell's notes
        self._in_text = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        if name == "table" or not self._inside:
            self._start_outside(name, attributes)
            return
        match name:
            case "table-column":
                count = _count(attributes, "number-columns-repeated", MOST_COLUMNS)
                if _is_hidden(attributes):
                    last = min(self._column + count, MOST_COLUMNS)
                    self._looks.columns.update(range(self._column, last))
                self._column += count
            case "table-row":
                self._hidden = _is_hidden(attributes)
                self._row_style = _attribute(attributes, "default-cell-style-name")
                self._filled = self._struck = 0
                self._cells, self._blank = [], 0
                self._row_repeats = _count(attributes, "number-rows-repeated", MOST_ROWS)
            case "table-cell" | "covered-table-cell":
                self._attributes = attributes
                self._cell_repeats = _count(attributes, "number-columns-repeated", MOST_COLUMNS)
                self._shown = []
            case "annotation":
                self._depth += 1
            case _ if self._depth:
                return
            case "p":
                self._in_text += 1
                self._shown.append("\n" if self._shown else "")
            case "s":
                self._add(" " * _count(attributes, "c", _SPACES_LIMIT))
            case "tab":
                self._add("\t")
            case "line-break":
                self._add("\n")

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table":
                # Of two tables of one name, which no program writes, the first counts.
                self._inside = not self.found and _attribute(attributes, "name") == self._wanted
                self.found |= self._inside
            case "style":
                self._style = attributes.get("style:name", "")
            case "text-properties" if _strikes(attributes):
                self._struck_styles.add(self._style)

    def text(self, data: str) -> None:
        if self._in_text and not self._depth:
            self._add(data)

    def end(self, name: str) -> None:
        name = self._names[name]
        if not self._inside:
            return
        match name:
            case "table":
                self._inside = False
            case "table-row":
                self._end_row()
            case "table-cell" | "covered-table-cell":
                self._end_cell()
            case "annotation":
                self._depth -= 1
            case "p" if not self._depth:
                self._in_text -= 1

    def _add(self, text: str) -> None:
        if self._shown:
            self._shown.append(text)

    def _end_cell(self) -> None:
        value = _value(self._attributes, "".join(self._shown))
        if value and self._row_repeats == 1:
            rows = _count(self._attributes, "number-rows-spanned", MOST_ROWS)
            columns = _count(self._attributes, "number-columns-spanned", MOST_COLUMNS)
            place = len(self._cells) + self._blank
            self._looks.merged.add(self._number + 1, place, rows=rows, columns=columns)
        if not value:
            self._blank += self._cell_repeats
            return
        if len(self._cells) + self._blank + self._cell_repeats > MOST_COLUMNS:
            raise ValueError("too many columns")
        self._cells += [""] * self._blank + [value] * self._cell_repeats
        self._blank = 0
        style = self._attributes.get("table:style-name") or self._row_style
        self._filled += 1
        if style in self._struck_styles:
            self._struck += weight_of_struck(value)

    def _end_row(self) -> None:
        repeats = self._row_repeats if self._cells else 0
        self._given += repeats * len(self._cells)
        if self._given > MOST_CELLS:
            raise too_many_cells()
        if self._hidden or self._struck:
            for number in range(self._number + 1, self._number + 1 + repeats):
                self._looks.see_row(
                    number, hidden=self._hidden, filled=self._filled, struck=self._struck
                )
        self.rows.extend((self._number + 1 + at, self._cells) for at in range(repeats))
        self._number += self._row_repeats


def _is_hidden(attributes: dict[str, str]) -> bool:
    return _attribute(attributes, "visibility") in ("collapse", "filter")


def _strikes(attributes: dict[str, str]) -> bool:
    line = "style:text-line-through-"
    told = {attributes.get(f"{line}{what}", "none") for what in ("style", "type")}
    return told != {"none"}


def _attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without prefix; programs agree on the prefixes of few only."""
    direct = attributes.get(f"table:{name}")
    if direct is not None:
        return direct
    ending = f":{name}"
    return next((value for key, value in attributes.items() if key.endswith(ending)), "")


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    told = _attribute(attributes, name)
    return min(max(1, int(told)), most) if told else 1


def _value(attributes: dict[str, str], shown: str) -> str:
    """Texts as they show, dates as ISO, numbers plain unless a zero or plus shows before them."""
    match attributes.get("office:value-type"):
        case "date":
            return (
                attributes.get("office:date-value", shown)
                .removesuffix("T00:00:00")
                .replace("T", " ")
            )
        case "float" | "currency" | "percentage":
            number = number_text(attributes.get("office:value", shown))
            digits = "".join(sign for sign in shown if sign.isdigit())
            as_shown = digits.lstrip("0") == number and not set(shown) - set("0123456789 +-()/")
            return shown if as_shown else number
        case _:
            return shown


def sheet_names(archive: zipfile.ZipFile) -> list[str]:
    """The tables, in order. Raises what `zipped.opened` understands."""
    # The names stand all over the part that has the rows; to parse that for them takes seconds.
    names: dict[str, None] = {}
    rest = b""
    with archive.open(_CONTENT) as file:
        for piece in pieces(file, Meter()):
            data = rest + piece
            if b"table " in data:
                found = (match[1] or match[2] or b"" for match in _TABLE.finditer(data))
                names |= {unescape(name.decode("utf-8", "replace")): None for name in found}
            rest = data[-_LONGEST_TAG:]
    return list(names)


def sheet_rows(
    archive: zipfile.ZipFile, sheet: str, meter: Meter, looks: SheetLooks
) -> Iterator[Record]:
    """The rows of a table that have content. Raises what `zipped.opened` understands.

    LookupError where there is no such table.
    """
    collector = _Reader(sheet, looks)
    reader = XmlReader(collector.start, collector.end, collector.text)
    for _ in reader.read(archive, _CONTENT, meter):
        yield from collector.rows
        collector.rows.clear()
    if not collector.found:
        raise LookupError("no such table")
