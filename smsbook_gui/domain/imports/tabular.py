"""Tables in files: what was found in one, and what a person may choose about reading it.

Every file becomes rows of text cells under named columns: separated text, a workbook's sheet, a
web page's table, a file of address cards. What comes after (columns, check, import) does not know
which it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

FIND_HEADER = -1
"""As `header_row` of a wish: to be found out."""

NOT_READ = "…"
"""Stands in an exported cell whose value was never read from the service; an import takes it for a
cell that says nothing, like a blank one."""


class FileKind(StrEnum):
    """The families of files."""

    TEXT = "text"
    """Separated values: CSV, TSV and their relatives."""
    WORKBOOK = "workbook"
    """Excel and OpenDocument spreadsheets."""
    PAGE = "page"
    """Web pages, whose tables are sheets."""
    CARDS = "cards"
    """vCard: each card is a row, each kind of entry a column."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a file is read. What does not go with its kind is None."""

    kind: FileKind
    encoding: str | None = None
    """A codec name of Python's; TEXT, PAGE and CARDS."""
    separator: str | None = None
    """One character; TEXT."""
    sheet: str | None = None
    """WORKBOOK and PAGE."""
    header_row: int | None = 0
    """The number of the row that names the columns, less 1; None: the columns have no names."""


class Aside(StrEnum):
    """Why a row of a sheet may not be meant: what people do to it instead of deleting it."""

    HIDDEN = "hidden"
    """By hand or by a filter."""
    STRUCK = "struck"
    """Struck through."""


class SourceRow(NamedTuple):
    """One row of a file. `number` is the line or row number an editor or Excel shows, from 1.

    Files have a million of them: a tuple is made in a third of a frozen dataclass's time.
    """

    number: int
    cells: tuple[str, ...]
    aside: Aside | None = None


class NoteKind(StrEnum):
    """What a note is about."""

    UNREADABLE = "unreadable"
    """Characters that the encoding does not have."""
    CONTROL_CHARS = "control_chars"
    CUT = "cut"
    """A line of millions of characters."""
    STRAY_QUOTE = "stray_quote"
    UNCLOSED_CARD = "unclosed_card"
    GROUPS = "groups"
    """Cards that are lists of other cards."""
    OUTSIDE = "outside"
    """Text between the cards."""
    FURTHER = "further"
    """Entries of a card for which there is no column."""
    TRUNCATED = "truncated"
    """The file ends before its table does."""
    OTHER_NUMBERS = "other_numbers"
    """Rows with more numbers than the one that is imported."""
    NO_NAMES = "no_names"
    """No column is taken for one of names."""
    SHEET = "sheet"
    """The list stands on another sheet than the first."""
    ERROR_CELL = "error_cell"
    """A spreadsheet's words for formulas that went wrong."""
    NO_VALUE = "no_value"
    """A program's words for no value, "NULL" and the like."""
    GARBLED = "garbled"
    """Texts that were read in a wrong encoding before they came into the file."""
    HIDDEN = "hidden"
    """Rows that the sheet does not show."""
    HIDDEN_COLUMN = "hidden_column"
    STRUCK = "struck"
    """Rows that are struck through."""
    LOOKS_UNKNOWN = "looks_unknown"
    """The kind of file does not tell which rows are hidden or struck through."""
    BY_COUNTRY = "by_country"
    """Numbers that were read as those of the country that their row names."""
    MERGED = "merged"
    """Cells of several rows or columns as one."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file that the person is to see before anything of it is imported.

    `rows` are the rows or lines, as `SourceRow.number` counts them, that it is about: the first
    few, or none where it is about the file as a whole. The text names them too.
    """

    kind: NoteKind
    text: str
    """A plain sentence."""
    rows: tuple[int, ...] = ()


def with_found(notes: Sequence[Note], found: Sequence[Note]) -> tuple[Note, ...]:
    """`notes` with what a later reading found, which says more than the same kind did before."""
    kinds, texts = {note.kind for note in found}, {note.text for note in found}
    kept = (note for note in notes if note.kind not in kinds and note.text not in texts)
    return (*kept, *found)


class Reading(NamedTuple):
    """A few texts of a file as one encoding (a codec name of Python's) reads them."""

    encoding: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a first look into a file found. `sample` holds up to 100 rows below the header."""

    format: FileFormat
    columns: tuple[str, ...]
    """The header's texts; unique, "Column 3" where there is none."""
    sample: tuple[SourceRow, ...]
    encodings: tuple[str, ...] = ()
    """To choose from, the likeliest first; TEXT, PAGE and CARDS."""
    separators: tuple[str, ...] = ()
    """To choose from; TEXT."""
    sheets: tuple[str, ...] = ()
    """To choose from; WORKBOOK and PAGE."""
    hidden: tuple[int, ...] = ()
    """Indexes of columns that the sheet does not show; WORKBOOK."""
    clear: bool = True
    """Whether the format is beyond doubt, so that nobody needs to be asked about it."""
    notes: tuple[Note, ...] = ()
    """What the person is to see, e.g. that this encoding cannot read some characters."""
    readings: tuple[Reading, ...] = ()
    """Where the encoding is in doubt: the same texts in each that is likely, for a person to see
    which one reads right; the likeliest first."""
