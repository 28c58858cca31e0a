"""Rows from the clipboard, kept as a file that is imported like any other."""

import csv
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.problems import file_problem
from smsbook_gui.files.web_table import table_of

_SPREADSHEETS = ("schemas-microsoft-com:office:excel", "google-sheets", "LibreOffice")
"""Their text is the table already, cells parted by tabs."""


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
