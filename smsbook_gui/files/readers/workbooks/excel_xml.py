"""Excel 2003's XML ("XML Spreadsheet"), row by row; many programs write it and name it .xls.

The form: <https://learn.microsoft.com/previous-versions/office/developer/office-xp/aa140066(v=office.10)>.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from smsbook_gui.files.readers.base.lines import Damage, decoded
from smsbook_gui.files.readers.base.problems import no_such_sheet, readable, too_many_cells
from smsbook_gui.files.readers.base.sheet_looks import SheetLooks, weight_of_struck
from smsbook_gui.files.readers.base.stream import Meter, file_bytes
from smsbook_gui.files.readers.base.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Record
from smsbook_gui.files.readers.base.xml_stream import LocalNames, XmlReader, sound
from smsbook_gui.files.readers.text.encoding import find_encoding_of_markup
from smsbook_gui.files.readers.workbooks.xlsx_values import (
    LONGEST_CODE,
    masked,
    moment_text,
    number_text,
)

_LONGEST_TAG = 4096
_NAMES = re.compile(
    r"<(?:[\w.-]+:)?Worksheet\s(?:[^<>]{0,3000}?[\s:])?"
    r"Name\s*=\s*(?:\"([^\"]{0,999})\"|'([^']{0,999})')"
    r"|<(?:[\w.-]+:)?Visible>\s*Sheet(?:Very)?(Hidden)"
)


class _Reader:
    """Collects the rows of one sheet."""

    def __init__(self, wanted: str, looks: SheetLooks) -> None:
        self._looks = looks
        self._struck_styles: set[str] = set()
        self._hidden = self._strikes = False
        self._filled = self._struck = 0
        self.found = False
        self.rows: list[Record] = []
        self._names = LocalNames()
        self._wanted = wanted
        self._inside = False
        self._masks: dict[str, str] = {}
        self._style = ""  # that is being declared
        self._column_styles: dict[int, str] = {}
        self._last_column = 0
        self._number = 0
        self._more_rows = 0  # that the row stands for
        self._row_style = ""
        self._cells: list[str] = []
        self._column = 0
        self._covered = 0  # by the cell, to its right
        self._down = 0  # and below it
        self._mask = ""
        self._kind = ""
        self._collected: list[str] = []
        self._taking = self._in_comment = False
        self._given = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        match name:
            case "Data":
                self._taking = self._inside and not self._in_comment
                self._kind = _attribute(attributes, "Type") if self._taking else self._kind
            case "Style":
                self._style = _attribute(attributes, "ID")
            case "NumberFormat" if self._style:
                self._masks[self._style] = _attribute(attributes, "Format")[:LONGEST_CODE]
            case "Font" if self._style and _attribute(attributes, "StrikeThrough") == "1":
                self._struck_styles.add(self._style)
            case "Worksheet":
                # Of two sheets of one name, which no program writes, the first counts.
                self._inside = not self.found and _attribute(attributes, "Name") == self._wanted
                self.found |= self._inside
            case _ if not self._inside:
                return
            case "Cell":
                self._start_cell(attributes)
            case "Row":
                self._start_row(attributes)
            case "Column":
                self._start_column(attributes)
            case "Comment":
                self._in_comment = True

    def text(self, data: str) -> None:
        if self._taking:
            self._collected.append(data)

    def end(self, name: str) -> None:
        name = self._names[name]
        match name:
            case "Data":
                self._taking = False
            case "Comment":
                self._in_comment = False
            case "Worksheet":
                self._inside = False
            case "Style":
                self._style = ""
            case "Cell" if self._inside:
                self._end_cell()
            case "Row" if self._inside:
                self._end_row()

    def _start_column(self, attributes: dict[str, str]) -> None:
        first = _index(attributes, self._last_column, MOST_COLUMNS)
        self._last_column = min(first + _count(attributes, "Span"), MOST_COLUMNS)
        if _attribute(attributes, "Hidden") == "1":
            self._looks.columns.update(range(first - 1, self._last_column))
        if style := _attribute(attributes, "StyleID"):
            columns = range(first, self._last_column + 1)
            self._column_styles.update(dict.fromkeys(columns, style))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._number = _index(attributes, self._number + self._more_rows, MOST_ROWS)
        self._more_rows = _count(attributes, "Span")
        self._row_style = _attribute(attributes, "StyleID")
        self._hidden = _attribute(attributes, "Hidden") == "1"
        self._filled = self._struck = 0
        self._cells, self._column, self._covered = [], 0, 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column = _index(attributes, self._column + self._covered, MOST_COLUMNS)
        self._covered = _count(attributes, "MergeAcross")
        self._down = _count(attributes, "MergeDown")
        of_column = self._column_styles.get(self._column, "")
        style = _attribute(attributes, "StyleID") or self._row_style or of_column
        self._mask = self._masks.get(style, "")
        self._strikes = style in self._struck_styles
        self._collected.clear()

    def _end_cell(self) -> None:
        if value := self._value("".join(self._collected)):
            self._cells.extend([""] * (self._column - 1 - len(self._cells)))
            self._cells.append(value)
            columns = min(self._covered, MOST_COLUMNS) + 1
            self._looks.merged.add(
                self._number, self._column - 1, rows=self._down + 1, columns=columns
            )
            self._filled += 1
            self._struck += weight_of_struck(value) if self._strikes else 0

    def _end_row(self) -> None:
        if self._hidden or self._struck:
            self._looks.see_row(
                self._number, hidden=self._hidden, filled=self._filled, struck=self._struck
            )
        self._given += len(self._cells)
        if self._given > MOST_CELLS:
            raise too_many_cells()
        self.rows.append((self._number, self._cells))

    def _value(self, raw: str) -> str:
        match self._kind:
            case "Number":
                number = number_text(raw.strip())
                return masked(number, self._mask) if self._mask else number
            case "DateTime":
                return moment_text(raw.strip())
            case "Boolean" if raw.strip() in ("0", "1"):
                return "TRUE" if raw.strip() == "1" else "FALSE"
            case _:
                return raw


def _attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without prefix; not all programs write Microsoft's `ss:`."""
    told = attributes.get(f"ss:{name}")
    if told is None:
        told = attributes.get(name)
    if told is None:
        ending = f":{name}"
        told = next((value for key, value in attributes.items() if key.endswith(ending)), "")
    return told


def _index(attributes: dict[str, str], last: int, most: int) -> int:
    """The place of a row, column or cell, which the first after a gap tells."""
    told = _attribute(attributes, "Index")
    index = int(told) if told else last + 1
    if not last < index <= most:
        raise ValueError("out of order")
    return index


def _count(attributes: dict[str, str], name: str) -> int:
    told = _attribute(attributes, name)
    return max(0, int(told)) if told else 0


def sheet_names(path: Path) -> list[str]:
    """The sheets, the visible ones first. Raises FileProblem."""
    # They stand all over the file; to parse it for them takes seconds.
    names: dict[str, bool] = {}
    last, rest = "", ""
    for text in _texts(path, Meter()):
        data = rest + text
        end = 0
        for match in _NAMES.finditer(data):
            end = match.end()
            if match[3]:
                names[last] = False
            else:
                last = unescape(match[1] or match[2] or "")
                names.setdefault(last, True)
        rest = data[max(end, len(data) - _LONGEST_TAG) :]
    return sorted(names, key=lambda name: not names[name])


def sheet_rows(
    path: Path, sheet: str, meter: Meter, damage: Damage, looks: SheetLooks
) -> Iterator[Record]:
    """The rows of a sheet. Iterating raises FileProblem."""
    collector = _Reader(sheet, looks)
    reader = XmlReader(collector.start, collector.end, collector.text, "utf-8")
    with sound():
        for _ in reader.parse(text.encode() for text in _texts(path, meter)):
            for number, cells in collector.rows:
                damage.note_row(number, cells)
            yield from collector.rows
            collector.rows.clear()
    if not collector.found:
        raise no_such_sheet()


def _texts(path: Path, meter: Meter) -> Iterator[str]:
    with readable():
        encoding = find_encoding_of_markup(path).name
    return decoded(file_bytes(path, meter), encoding)
