"""Contacts as an Excel workbook (XlsxWriter): every cell is text and stays text when edited."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import NOT_READ
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.text.text_formula import GUARD
from smsbook_gui.files.writers.cells import fitting, is_marked
from smsbook_gui.files.writers.target_file import NOTHING_WRITTEN

MOST_ROWS = 1_048_575
"""Below the header; Excel's own limit."""

_SHEET = "Contacts"
_TEXT = 49
"""The built-in number format of texts."""
_WIDTHS = (9, 44)
_MEASURED = 1000
"""Rows by which the widths of the columns go."""
_ROOM = 3
"""For the filter's arrow and the cell's edges, in characters."""


def xlsx_to(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes to `path` itself. Raises OSError, and FileProblem as `write_xlsx` does."""
    # Takes 0.1 s to import.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="smsbook-", ignore_cleanup_errors=True) as parts:
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": parts})
        book.use_zip64()
        sheet = book.add_worksheet(_SHEET)
        try:
            _Sheet(book, sheet, len(headers)).write(headers, rows)
            book.close()
        except FileCreateError as error:
            cause = error.args[0]
            raise cause if isinstance(cause, OSError) else OSError(*error.args) from error
        finally:
            sheet.row_data_fh.close()  # the library leaves it open when it is not asked to finish


class _Sheet:
    def __init__(self, book: Any, sheet: Any, width: int) -> None:
        self._sheet = sheet
        self._text = book.add_format({"num_format": _TEXT})
        self._head = book.add_format({"num_format": _TEXT, "bold": True, "bottom": 1})
        self._not_read = book.add_format({"num_format": _TEXT, "font_color": "#808080"})
        self._widths = [0] * width

    def write(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        sheet, last = self._sheet, len(headers) - 1
        # The format of whole columns: what people type below is text as well.
        sheet.set_column(0, last, None, self._text)
        self._write_row(0, headers, self._head)
        written = 0
        for row in rows:
            written += 1
            if written > MOST_ROWS:
                raise _too_many()
            self._write_row(written, row, self._text)
        for column, width in enumerate(self._widths):
            low, high = _WIDTHS
            sheet.set_column(column, column, min(max(width + _ROOM, low), high), self._text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(written, 1), last)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})

    def _write_row(self, number: int, cells: Sequence[str], usual: Any) -> None:
        write = self._sheet.write_string
        for column, cell in enumerate(fitting(cells)):
            if not cell:
                continue
            if number < _MEASURED:
                self._widths[column] = max(self._widths[column], len(cell))
            # The library would take "<r>" for XML of its own.
            text = GUARD + cell if cell.startswith("<r>") or is_marked(cell) else cell
            write(number, column, text, self._not_read if cell == NOT_READ else usual)


def _too_many() -> FileProblem:
    return FileProblem(
        Text("An Excel sheet holds no more than {most} contacts.", most=MOST_ROWS),
        effect=NOTHING_WRITTEN,
        remedy=Text("Export one address book at a time, or as CSV for other programs."),
    )
