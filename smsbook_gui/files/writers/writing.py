"""Writing of contact files. Each is written beside its target and moved into place when whole.

The rows are taken as they are written, so that many of them need little memory. An error that
they raise ends the writing and leaves a file that was there before as it is.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from smsbook_gui.files.writers.cells import fitting, is_marked
from smsbook_gui.files.writers.csv_file import (
    ENCODINGS,
    EXACT_CSV,
    EXCEL_CSV,
    SEPARATORS,
    CsvDialect,
    csv_to,
)
from smsbook_gui.files.writers.target_file import replacing
from smsbook_gui.files.writers.vcard_file import CardEntry, CardVersion, vcards_to
from smsbook_gui.files.writers.xlsx_file import MOST_ROWS, xlsx_to

__all__ = [
    "ENCODINGS",
    "EXACT_CSV",
    "EXCEL_CSV",
    "MOST_ROWS",
    "SEPARATORS",
    "CardEntry",
    "CardVersion",
    "CsvDialect",
    "fitting",
    "is_marked",
    "write_bytes",
    "write_csv",
    "write_vcards",
    "write_xlsx",
]


def write_bytes(target: Path, content: bytes) -> None:
    """Writes what is complete already, such as a PDF. Raises FileProblem."""
    with replacing(target) as path:
        path.write_bytes(content)


def write_csv(
    target: Path, headers: Sequence[str], rows: Iterable[Sequence[str]], dialect: CsvDialect
) -> None:
    """Writes separated text, lines ended as RFC 4180 says.

    Raises FileProblem where the file cannot be written, and where the encoding does not have a
    character of the rows; they are named then.
    """
    with replacing(target) as path:
        csv_to(path, headers, rows, dialect)


def write_xlsx(target: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes an Excel workbook of one sheet in which every cell is text.

    Raises FileProblem where the file cannot be written, for more than `MOST_ROWS` rows, and for a
    cell longer than Excel's 32,767 characters.
    """
    with replacing(target) as path:
        xlsx_to(path, headers, rows)


def write_vcards(target: Path, entries: Iterable[CardEntry], *, version: CardVersion) -> None:
    """Writes a vCard for each contact, as UTF-8. Raises FileProblem."""
    with replacing(target) as path:
        vcards_to(path, entries, version)
