"""What the clipboard holds: rows, kept as a file that is imported like any other, or cells."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from smsbook_gui.domain.cell_block import CellBlock
from smsbook_gui.domain.cells import is_error, tidy
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.tabular import FIND_HEADER, NOT_READ, FileFormat, FileKind
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.problems import file_problem
from smsbook_gui.files.readers.text.separated import records
from smsbook_gui.files.readers.text.text_formula import without_marks
from smsbook_gui.files.readers.web.web_table import table_of

_SPREADSHEETS = ("schemas-microsoft-com:office:excel", "google-sheets", "LibreOffice")
"""Their text is the table already, cells parted by tabs."""


def save_pasted(text: str, html: str | None, target: Path) -> FileFormat:
    """Writes what was pasted to `target`, and returns what is known of how to read it again.

    The encoding always is, and the separator where the rows come from a spreadsheet or from a
    table of a web page or mail. Raises FileProblem where there are no rows, or the file cannot be
    written.
    """
    from_spreadsheet = html is not None and any(sign in html for sign in _SPREADSHEETS)
    table = [] if html is None or from_spreadsheet else table_of(html)
    if not table and not text.strip():
        raise FileProblem(
            Text("There are no rows in what was copied."),
            remedy=Text("Copy the rows in Excel or on the web page again, then paste."),
        )
    try:
        with target.open("w", encoding="utf-8", errors="replace", newline="") as file:
            if table:
                csv.writer(file, delimiter="\t").writerows(table)
            else:
                file.write(text)
    except OSError as error:
        raise file_problem(error) from error
    separator = "\t" if table or from_spreadsheet else None
    return FileFormat(FileKind.TEXT, encoding="utf-8", separator=separator, header_row=FIND_HEADER)


def pasted_cells(text: str, html: str | None) -> CellBlock:
    """The cells of what was copied, as an import reads them. Raises FileProblem: there are none.

    A table of a web page is read where the text has no cells. What a spreadsheet says of a formula
    that went wrong, and the sign for what was never read, are cells that say nothing.
    """
    rows: Iterable[Sequence[str]] = _rows_of_text(text)
    if "\t" not in text and html is not None:
        rows = table_of(html) or rows
    table = list(map(tuple, rows))
    width = max(map(len, table), default=0)
    if not width:
        raise FileProblem(
            Text("There is nothing in what was copied."), remedy=Text("Copy cells, then paste.")
        )
    nothing = "" if width == 1 else None  # a blank cell of one column is a line without a mark
    cells: list[str | None] = []
    for row in table:
        cells += [_content(cell) for cell in row]
        cells += [nothing] * (width - len(row))
    return CellBlock(width, tuple(cells))


def _rows_of_text(text: str) -> Iterator[list[str]]:
    """A text without a tab or a line break is one cell, quotation marks and all."""
    alone = text.rstrip("\r\n")
    if not any(sign in alone for sign in "\t\r\n"):
        return iter([[alone]] if text else [])
    lines = iter(io.StringIO(text, newline=""))
    first = text.partition("\n")[0]
    width = None if '"' in first else first.count("\t") + 1
    return (cells for _line, cells in records(lines, "\t", Damage(), width))


def _content(cell: str) -> str | None:
    plain = without_marks(cell)
    if is_error(plain) or plain.strip() == NOT_READ:
        return None
    return tidy(plain)
