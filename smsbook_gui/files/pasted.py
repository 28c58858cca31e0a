"""Rows from the clipboard, kept as a file that is imported like any other."""

import csv
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.problems import file_problem

_SPREADSHEETS = ("schemas-microsoft-com:office:excel", "google-sheets", "LibreOffice")
"""Their text is the table already, cells parted by tabs."""
_LINE_BREAKS = ("br", "p", "div", "li")
_SILENT = ("script", "style", "head", "title")
_MOST_SPANNED = 1000


def save_pasted(text: str, html: str | None, target: Path) -> None:
    """Writes what was pasted to `target`, as UTF-8; a table of a web page or mail parted by tabs.

    Raises FileProblem where there are no rows, or the file cannot be written.
    """
    table = [] if html is None or any(sign in html for sign in _SPREADSHEETS) else table_of(html)
    if not table and not text.strip():
        raise FileProblem(
            "There are no rows in what was copied.",
            remedy="Copy the rows in Excel or on the web page again, then paste.",
        )
    try:
        with target.open("w", encoding="utf-8", errors="replace", newline="") as file:
            if table:
                csv.writer(file, delimiter="\t").writerows(table)
            else:
                file.write(text)
    except OSError as error:
        raise file_problem(error) from error


def table_of(html: str) -> list[list[str]]:
    """The rows of the largest table in a page; none where no table has two cells."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    largest = max(reader.tables, key=_cells_in, default=None)
    if largest is None or _cells_in(largest) < 2:
        return []
    return [row for row in largest.rows if any(row)]


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.colspan = self.rowspan = 1
        self._spanned: dict[int, int] = {}
        """By column: in how many further rows a cell from above covers it."""

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self._cover()

    def begin_cell(self, colspan: int, rowspan: int) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self.cell, self.colspan, self.rowspan = [], colspan, rowspan

    def end_cell(self) -> None:
        if self.cell is None:
            return
        row = self.rows[-1]
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        for at in range(self.colspan):
            if self.rowspan > 1:
                self._spanned[len(row) + at] = self.rowspan - 1
        row += ["\n".join(line for line in lines if line), *[""] * (self.colspan - 1)]
        self.cell = None
        self._cover()

    def _cover(self) -> None:
        row = self.rows[-1]
        while self._spanned.get(len(row), 0) > 0:
            self._spanned[len(row)] -= 1
            row.append("")


def _cells_in(table: _Table) -> int:
    return sum(len(row) for row in table.rows)


class _Reader(HTMLParser):
    """Collects all tables; a table in a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in ("td", "th"):
            given = dict(attrs)
            self._open[-1].begin_cell(_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag in _LINE_BREAKS:
            self._write("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._open and tag == "table":
            self._open.pop().end_cell()
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._write(data.replace("\r", " ").replace("\n", " "))

    def _write(self, text: str) -> None:
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(text)

    def close(self) -> None:
        super().close()
        for table in self._open:
            table.end_cell()


def _span(told: str | None) -> int:
    return (
        min(max(1, int(told)), _MOST_SPANNED) if told and told.isascii() and told.isdigit() else 1
    )
