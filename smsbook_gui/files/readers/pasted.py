"""What the clipboard holds: rows, kept as a file that is imported like any other, or cells."""

import csv
import io
import json
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import chain, islice
from operator import sub
from pathlib import Path

from smsbook_gui.domain.contacts.cell_block import CellBlock, Cells
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.cells import is_error, tidy
from smsbook_gui.domain.imports.tabular import FIND_HEADER, NOT_READ, FileFormat, FileKind
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.problems import file_problem
from smsbook_gui.files.readers.text.separated import records
from smsbook_gui.files.readers.text.text_formula import without_marks
from smsbook_gui.files.readers.web.web_table import table_of

_SPREADSHEETS = ("schemas-microsoft-com:office:excel", "google-sheets", "LibreOffice")
"""Their text is the table already, cells parted by tabs."""
_SETS_ASIDE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|\shidden[\s>]|line-through"
    r"|<(?:s|strike|del)>",
    re.IGNORECASE,
)
"""A sign that rows may be hidden or struck through, which their text does not tell."""
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)|[^\t\r\n]*')
"""A cell in such a text: between quotation marks, as `_as_copied` tells, or as it is."""
_ONLY_IN_MARKS = ("\t", "\r", "\n", '""')
_A_CELL = re.compile(r"<td\b", re.IGNORECASE)
_COLUMNS = re.compile(r'<meta name="smsbook-columns" content="([^"]*)">')
_PAGE = "<!DOCTYPE html>\n"
"""Makes a page of a piece of one, whatever it begins with."""


def save_pasted(text: str, html: str | None, target: Path) -> FileFormat:
    """Writes what was pasted to `target`, and returns what is known of how to read it again.

    A table of a web page or mail stays one, since only there its hidden rows can be told. The
    encoding always is known, and the separator where the rows come from a spreadsheet. Raises
    FileProblem where there are no rows, or the file cannot be written.
    """
    from_spreadsheet = html is not None and _is_of_spreadsheet(html)
    page = ""
    columns = columns_of(html or "")
    if columns:
        text = _with_marks([columns]) + text
    if from_spreadsheet and '"' in text:
        text = _with_marks(_as_copied(text))
    if html is not None and (not from_spreadsheet or _SETS_ASIDE.search(html)) and table_of(html):
        page = _PAGE + html
    elif not text.strip():
        raise FileProblem(
            Text("There are no rows in what was copied."),
            remedy=Text("Copy the rows in Excel or on the web page again, then paste."),
        )
    try:
        with target.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(page or text)
    except OSError as error:
        raise file_problem(error) from error
    if page:
        return FileFormat(FileKind.PAGE, encoding="utf-8", header_row=FIND_HEADER)
    separator = "\t" if from_spreadsheet else None
    return FileFormat(FileKind.TEXT, encoding="utf-8", separator=separator, header_row=FIND_HEADER)


def columns_mark(columns: Sequence[str]) -> str:
    """Tells in a page what the columns of its table are that has no headings."""
    return f'<meta name="smsbook-columns" content="{escape(json.dumps(columns))}">'


def columns_of(page: str) -> list[str]:
    """What `columns_mark` told; none where it did not."""
    found = _COLUMNS.search(page)
    try:
        told = json.loads(unescape(found[1])) if found is not None else []
    except ValueError:
        return []
    return [each for each in told if isinstance(each, str)] if isinstance(told, list) else []


def pasted_cells(text: str, html: str | None) -> CellBlock:
    """The cells of what was copied, as an import reads them. Raises FileProblem: there are none.

    A table of a web page is read where the text has no cells. What a spreadsheet says of a formula
    that went wrong, and the sign for what was never read, are cells that say nothing.
    """
    rows: Iterable[Sequence[str]] = _rows_of_text(text, is_plain=html is None)
    if "\t" not in text and html is not None:
        if not _is_of_spreadsheet(html):
            rows = table_of(html) or rows
        elif len(_A_CELL.findall(html)) == 1:
            rows = [[_alone(text)]]
    cells = Cells()
    ends = array("q")
    for row in rows:
        cells.extend(map(_content, row))
        ends.append(len(cells))
    widths = array("q", map(sub, ends, chain((0,), ends)))
    width = max(widths, default=0)
    if not width:
        raise FileProblem(
            Text("There is nothing in what was copied."), remedy=Text("Copy cells, then paste.")
        )
    even = min(widths) == width
    return CellBlock(width, cells if even else _filled_up(cells, widths, width))


def _filled_up(cells: Cells, widths: Sequence[int], width: int) -> Cells:
    """The cells of rows that are to have the same width, one row after the other."""
    nothing = "" if width == 1 else None  # a blank cell of one column is a line without a mark
    filled = Cells()
    given = iter(cells)
    for own in widths:
        filled.extend(islice(given, own))
        filled.extend([nothing] * (width - own))
    return filled


def _rows_of_text(text: str, *, is_plain: bool) -> Iterator[list[str]]:
    """A text without a tab or a line break is one cell, quotation marks and all.

    `is_plain`: nothing but text was copied, from an editor perhaps, where each cell may have marks.
    """
    alone = text.rstrip("\r\n")
    if not any(sign in alone for sign in "\t\r\n"):
        return iter([[alone]] if text else [])
    if not is_plain:
        return _as_copied(text)
    lines = iter(io.StringIO(text, newline=""))
    first = text.partition("\n")[0]
    width = None if '"' in first else first.count("\t") + 1
    return (cells for _line, cells in records(lines, "\t", Damage(), width))


def _is_of_spreadsheet(html: str) -> bool:
    return any(sign in html for sign in _SPREADSHEETS)


def _alone(text: str) -> str:
    """The only cell that was copied: LibreOffice puts no marks around it, whatever it holds."""
    read = list(_as_copied(text))
    return read[0][0] if len(read) == 1 else text


def _as_copied(text: str) -> Iterator[list[str]]:
    """The cells of a spreadsheet's text.

    Excel and LibreOffice put a cell between quotation marks only where it holds a tab or a line
    break, SMS Book where it holds a mark, or is blank and alone in its row; any other mark is the
    cell's own: "Best" Pty.
    """
    at = 0
    while at < len(text):
        row: list[str] = []
        while not row or text.startswith("\t", at):
            at += bool(row)
            found = _CELL.match(text, at)
            assert found is not None
            inside: str | None = found[1]
            is_marked = inside == "" or any(sign in (inside or "") for sign in _ONLY_IN_MARKS)
            row.append((inside or "").replace('""', '"') if is_marked else found[0])
            at = found.end()
        at += 2 if text.startswith("\r\n", at) else 1
        yield row


def _with_marks(rows: Iterable[Sequence[str]]) -> str:
    """The rows as text that is read like any other file's."""
    file = io.StringIO()
    csv.writer(file, delimiter="\t").writerows(rows)
    return file.getvalue()


def _content(cell: str) -> str | None:
    plain = without_marks(cell)
    if is_error(plain) or plain.strip() == NOT_READ:
        return None
    return tidy(plain)
