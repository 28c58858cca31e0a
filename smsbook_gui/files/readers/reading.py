"""Reading of contact files, whatever they are: a first look, then row by row.

The content decides what a file is; its name's extension may be wrong. Nothing is dropped in
silence: what cannot be read is told in notes, or is a FileProblem in plain words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.cells import (
    SIGNS_OF_GARBLED,
    SIGNS_OF_NO_VALUE,
    is_error,
    is_garbled,
    is_no_value,
)
from smsbook_gui.domain.imports.tabular import (
    FIND_HEADER,
    FileFormat,
    FileKind,
    Layout,
    Note,
    NoteKind,
    SourceRow,
    with_found,
)
from smsbook_gui.domain.texts.rows_text import PARTING, RowsText
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.sheet_looks import LOOKS_UNKNOWN
from smsbook_gui.files.readers.base.source import Settled, Source
from smsbook_gui.files.readers.base.stream import RowStream
from smsbook_gui.files.readers.base.table import (
    HEAD,
    SAMPLE,
    Header,
    Record,
    below_header,
    column_names,
    find_header,
    is_blank,
)
from smsbook_gui.files.readers.kinds import find_kind
from smsbook_gui.files.readers.pasted import save_pasted
from smsbook_gui.files.readers.text import card_table, text_table
from smsbook_gui.files.readers.text.text_formula import as_typed, without_marks
from smsbook_gui.files.readers.web import web_page
from smsbook_gui.files.readers.workbooks import workbook

__all__ = ["RowStream", "inspect", "rows", "save_pasted"]


_NAMED = 5
"""Hidden columns that a note names."""
_AT_ONCE = 100
"""Rows that are looked through at once. With more of them in memory, Python would look again and
again for what of it can go."""
_USUAL_WIDTH = 20
"""Cells of a row up to which it is so many."""


def inspect(path: Path, wish: FileFormat | None = None) -> Layout:
    """A first look: the format, the columns and up to 100 rows.

    `wish` is what the person chose; its fields that are None are found out, and so is the header
    row where it is FIND_HEADER. Raises FileProblem.
    """
    kind = find_kind(path)
    if wish is None or wish.kind is not kind:
        wish = FileFormat(kind, header_row=FIND_HEADER)
    settled = _settle(path, wish)
    # What is told here is of the rows that are looked at.
    source = _open(path, settled.format, at_once=1)
    head = list(islice(source.records, HEAD + SAMPLE))
    header = Header(wish.header_row, clear=True)
    if kind is FileKind.CARDS:
        header = Header(0, clear=True)
    elif wish.header_row == FIND_HEADER:
        header = find_header(head)
    file_format = replace(settled.format, header_row=header.row)
    columns, below = _table(chain(head, source.records), file_format, source)
    if not columns:
        raise FileProblem(
            Text("This file holds no rows."), remedy=Text("Choose another sheet or file.")
        )
    sample = tuple(islice(below, SAMPLE))
    hidden = tuple(sorted(place for place in source.looks.columns if place < len(columns)))
    seen = source.damage.notes() + source.tally.notes(whole=len(sample) < SAMPLE)
    seen += (LOOKS_UNKNOWN,) if source.looks.unknown else ()
    return Layout(
        format=file_format,
        columns=columns,
        sample=sample,
        hidden=hidden,
        encodings=settled.encodings,
        separators=settled.separators,
        sheets=settled.sheets,
        readings=settled.readings,
        clear=settled.clear and header.clear,
        # Settling saw the whole file's characters, the sample's rows the rest.
        notes=with_found(seen + _hidden_columns(columns, hidden), settled.notes),
    )


def _hidden_columns(columns: Sequence[str], hidden: Sequence[int]) -> tuple[Note, ...]:
    if not hidden:
        return ()
    names = ", ".join(f"“{columns[place]}”" for place in hidden[:_NAMED])
    if len(hidden) > _NAMED:
        names = Text("{names} and others", names=names)
    text = Text(
        "The columns {names} are hidden in the sheet.",
        None,
        len(hidden),
        one="The column {names} is hidden in the sheet.",
        names=names,
    )
    return (Note(NoteKind.HIDDEN_COLUMN, text),)


def rows(path: Path, file_format: FileFormat, *, start: int = 0) -> RowStream:
    """The rows below the header, blank ones left out, without the first `start` of them.

    `file_format` is that of a Layout. Reads as it goes, in little memory; iterating raises
    FileProblem.
    """
    source = _open(path, file_format, at_once=_AT_ONCE)
    return RowStream(_rows(source, file_format, start), source.meter, source.damage, source.tally)


def _rows(source: Source, file_format: FileFormat, start: int) -> Iterator[SourceRow]:
    # Nothing is read before the first row is asked for.
    _, below = _table(source.records, file_format, source)
    yield from islice(below, start, None)


def _settle(path: Path, wish: FileFormat) -> Settled:
    match wish.kind:
        case FileKind.TEXT:
            return text_table.settle(path, wish)
        case FileKind.WORKBOOK:
            return workbook.settle(path, wish)
        case FileKind.PAGE:
            return web_page.settle(path, wish)
        case FileKind.CARDS:
            return card_table.settle(path, wish)


def _open(path: Path, file_format: FileFormat, *, at_once: int) -> Source:
    """The rows of a file, of which that many are read and looked through at once."""
    source = _open_kind(path, file_format)
    looking = _looked_through(
        source.records, source.damage, at_once, knows_marks=file_format.kind is not FileKind.CARDS
    )
    return replace(source, records=looking)


def _looked_through(
    records: Iterator[Record], damage: Damage, at_once: int, *, knows_marks: bool
) -> Iterator[Record]:
    """The records without marks of a spreadsheet's. What says nothing, and what is garbled, is
    noted. Nearly all of a million rows have none of these."""
    plain, begins = (without_marks, _MARKS) if knows_marks else (as_typed, _ERRORS)
    for some in _chunks(records, at_once):
        text = RowsText([cells for _, cells in some])
        for place in text.having(begins):
            number, cells = some[place]
            some[place] = number, list(map(plain, cells))
        for kind, signs, is_found in _TOLD if text.isascii else _TOLD_OF_LETTERS:
            for place in text.having(signs):
                number, cells = some[place]
                if any(map(is_found, cells)):
                    damage.note(kind, number)
        yield from some


_MARKS = (f"{PARTING}=", f"{PARTING}'")
_ERRORS = (f"{PARTING}#", f"{PARTING} ", f"{PARTING}Err:")
_TOLD = (
    (NoteKind.ERROR_CELL, ("#", "Err:"), is_error),
    (NoteKind.NO_VALUE, SIGNS_OF_NO_VALUE, is_no_value),
)
_TOLD_OF_LETTERS = (*_TOLD, (NoteKind.GARBLED, SIGNS_OF_GARBLED, is_garbled))
"""What is told of, the signs without which no cell is that, and how it is known for sure."""


def _chunks(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    """So many records at a time, or fewer that are wide; before a problem with the file those that
    came before it."""
    some: list[Record] = []
    room = size * _USUAL_WIDTH
    try:
        for record in records:
            some.append(record)
            room -= len(record[1])
            if room <= 0 or len(some) == size:
                yield some
                some, room = [], size * _USUAL_WIDTH
    except FileProblem:
        yield some
        raise
    yield some


def _open_kind(path: Path, file_format: FileFormat) -> Source:
    match file_format.kind:
        case FileKind.TEXT:
            return text_table.open_text(path, file_format)
        case FileKind.WORKBOOK:
            return workbook.open_workbook(path, file_format)
        case FileKind.PAGE:
            return web_page.open_page(path, file_format)
        case FileKind.CARDS:
            return card_table.open_cards(path, file_format)


def _table(
    records: Iterator[Record], file_format: FileFormat, source: Source
) -> tuple[tuple[str, ...], Iterator[SourceRow]]:
    """The columns' names, by the header and the first rows, and all rows below it."""
    header, below = below_header(records, file_format.header_row)
    first = list(islice((record for record in below if not is_blank(record[1])), SAMPLE))
    by_separators = file_format.kind is FileKind.TEXT
    columns = column_names(header, [cells for _, cells in first], by_separators=by_separators)
    return columns, _source_rows(chain(first, below), len(columns), source)


_new = tuple.__new__
"""Makes a named tuple in half the time."""


def _source_rows(records: Iterable[Record], width: int, source: Source) -> Iterator[SourceRow]:
    """All rows that are not blank, with at least `width` cells."""
    damage, tally = source.damage, source.tally
    asides, merged = source.looks.rows, source.looks.merged
    for number, cells in records:
        aside = asides.pop(number, None) if asides else None
        # One cell of letters and digits settles it for nearly all of a million rows.
        if not any(map(str.isalnum, cells)) and is_blank(cells):
            continue
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        if merged.count and merged.fill(number, cells):
            damage.note(NoteKind.MERGED, number)
        tally.rows += 1
        if aside is not None:
            tally.set_aside(number, aside)
        yield _new(SourceRow, (number, tuple(cells), aside))
