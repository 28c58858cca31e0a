"""Rows from the clipboard, kept as a file that is imported like any other."""

import csv
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.tabular import FIND_HEADER, FileFormat, FileKind
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.files.readers.base.problems import file_problem
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
