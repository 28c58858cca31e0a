"""Contacts as separated text: for spreadsheets in a form that they leave alone, or exactly."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.writers.cells import held
from smsbook_gui.files.writers.target_file import NOTHING_WRITTEN

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark at the start (BOM)",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "MacRoman",
}
"""Encodings to choose from (codec names of Python's), as people know them."""
SEPARATORS = (",", ";", "\t", "|")

_NAMED = 10
_SHEET_SYMBOL = "ID"
"""Excel takes a file that begins so for one in another format."""


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How separated text is written; the encoding is one of `ENCODINGS`.

    `for_spreadsheets`: cells have the form in which a spreadsheet keeps them (`cells`).
    Otherwise they are exactly what they are, for programs that read nothing into them.
    """

    for_spreadsheets: bool
    separator: str
    encoding: str


EXCEL_CSV = CsvDialect(for_spreadsheets=True, separator=",", encoding="utf-8-sig")
"""The mark at the start tells Excel the encoding."""
EXACT_CSV = CsvDialect(for_spreadsheets=False, separator=",", encoding="utf-8")
"""Other programs take such a mark for a part of the first column's name."""


def csv_to(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]], dialect: CsvDialect
) -> None:
    """Writes to `path` itself. Raises OSError, and FileProblem as `write_csv` does."""
    with path.open("w", encoding=dialect.encoding, newline="") as file:
        _Writer(file, dialect).write(headers, rows)


class _Writer:
    def __init__(self, file: TextIO, dialect: CsvDialect) -> None:
        self._file = file
        self._form: Callable[[str], str] = held if dialect.for_spreadsheets else str
        self._encoding = dialect.encoding
        self._whole = dialect.encoding.startswith("utf")
        self._separator = dialect.separator
        self._missing: Counter[str] = Counter()
        """Characters that the encoding does not have, by how many rows hold them."""

    def write(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        symbol = bool(headers) and headers[0].startswith(_SHEET_SYMBOL)
        head = csv.writer(self._file, delimiter=self._separator, quoting=csv.QUOTE_ALL)
        write = csv.writer(self._file, delimiter=self._separator).writerow
        self._write_row(head.writerow if symbol else write, headers)
        for row in rows:
            self._write_row(write, row)
        if self._missing:
            raise _missing_characters(self._missing, self._encoding)

    def _write_row(self, write: Callable[[list[str]], object], row: Sequence[str]) -> None:
        cells = [self._form(cell.replace("\0", "")) for cell in row]
        if not self._whole:
            # "é" as a letter and an accent is one character in these encodings.
            cells = [unicodedata.normalize("NFC", cell) for cell in cells]
            if missing := _not_in(self._encoding, cells):
                self._missing.update(missing)
                return
        write(cells)


def _not_in(encoding: str, cells: Iterable[str]) -> set[str]:
    text = "".join(cells)
    if text.isascii():
        return set()
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return {character for character in set(text) if not _holds(encoding, character)}
    return set()


def _holds(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _missing_characters(missing: Counter[str], encoding: str) -> FileProblem:
    signs = [_shown(character) for character, _ in missing.most_common(_NAMED)]
    named = ", ".join(signs)
    if len(missing) > _NAMED:
        named = Text("{names} and others", names=named)
    return FileProblem(
        Text(
            "{encoding} cannot hold these characters: {characters}.",
            encoding=ENCODINGS.get(encoding, encoding),
            characters=named,
        ),
        effect=NOTHING_WRITTEN,
        remedy=Text("Choose UTF-8 as the encoding, which holds every character."),
    )


def _shown(character: str) -> str:
    """A character that a person can see, or its number."""
    if character.isprintable() and not unicodedata.combining(character):
        return f"“{character}”"
    return f"U+{ord(character):04X}"
