"""Web pages as files: each of their tables is a sheet.

Old programs export a list as such a page and name it .xls, because Excel opens it.
"""

from collections.abc import Iterator
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import FileFormat, FileKind
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.lines import Damage, decoded
from smsbook_gui.files.readers.base.problems import no_such_sheet, not_a_list, readable
from smsbook_gui.files.readers.base.sheet_looks import STYLES_UNKNOWN, SheetLooks
from smsbook_gui.files.readers.base.source import Settled, Source
from smsbook_gui.files.readers.base.stream import Meter, file_bytes
from smsbook_gui.files.readers.base.table import Record
from smsbook_gui.files.readers.text.encoding import (
    chosen_encoding,
    encoding_choices,
    find_encoding_of_markup,
)
from smsbook_gui.files.readers.web.web_table import Table, largest, rows_of_tables

_LARGEST = 64 << 20
"""Bytes: some 400,000 rows. A page is read twice, 4 MB a second or more each time."""
_MOST_OFFERED = 100


def settle(path: Path, wish: FileFormat) -> Settled:
    """Finds the largest table where `wish` names none. Raises FileProblem."""
    found = chosen_encoding(path, wish.encoding, find_encoding_of_markup)
    encoding = found.name
    tables = {_name(table): table for table in _tables(path, encoding)}
    chosen = tables.get(wish.sheet or "")
    if chosen is not None:
        sheet_clear = True
    else:
        chosen, sheet_clear = largest(tables.values()), len(tables) == 1
    if chosen is None and wish.encoding is not None:
        raise FileProblem(
            Text("This page has no table when it is read in this encoding."),
            remedy=Text("Choose another encoding."),
        )
    if chosen is None:
        raise not_a_list(
            Text("a web page, whatever its name says"),
            Text(
                "Open it in Excel and save it as .xlsx, or copy the table in the browser and "
                "paste it "
                "into SMS Book."
            ),
        )
    notes = chosen.damage.notes()
    doubts = (STYLES_UNKNOWN,) if chosen.look.is_doubtful else ()
    return Settled(
        FileFormat(FileKind.PAGE, encoding=encoding, sheet=_name(chosen)),
        clear=found.clear and sheet_clear and not notes,
        encodings=encoding_choices(encoding),
        readings=found.readings,
        sheets=tuple(tables),
        notes=notes + doubts,
    )


def open_page(path: Path, file_format: FileFormat) -> Source:
    """The rows of a settled format; iterating raises FileProblem."""
    meter, damage, looks = Meter(), Damage(), SheetLooks()
    return Source(_records(path, file_format, meter, damage, looks), meter, damage, looks)


def _records(
    path: Path, file_format: FileFormat, meter: Meter, damage: Damage, looks: SheetLooks
) -> Iterator[Record]:
    place, found = _place(file_format.sheet or ""), False
    for table, record in _rows(path, file_format.encoding or "utf-8", meter):
        if table.place == place:
            if not found:
                damage.follow(table.damage)
            looks.columns.clear()
            looks.columns |= table.look.looks.columns
            looks.rows |= table.look.looks.rows
            table.look.looks.rows.clear()
            found = True
            yield record
    if not found:
        raise no_such_sheet()


def _rows(path: Path, encoding: str, meter: Meter) -> Iterator[tuple[Table, Record]]:
    with readable():
        size = path.stat().st_size
    if size > _LARGEST:
        raise FileProblem(
            Text("This web page is larger than {size} MB.", size=_LARGEST >> 20),
            remedy=Text("Open it in Excel and save it as .xlsx, and import that."),
        )
    return rows_of_tables(decoded(file_bytes(path, meter), encoding))


def _tables(path: Path, encoding: str) -> list[Table]:
    """Those that may be lists in the page's order; of very many, the largest."""
    found: dict[int, Table] = {}
    for table, _ in _rows(path, encoding, Meter()):
        found[table.place] = table
        if len(found) > 2 * _MOST_OFFERED:
            found = _largest(found)
    return [table for _, table in sorted(_largest(found).items()) if table.is_list]


def _largest(tables: dict[int, Table]) -> dict[int, Table]:
    by_size = sorted(tables.items(), key=lambda item: -item[1].filled)
    return dict(by_size[:_MOST_OFFERED])


def _name(table: Table) -> str:
    name = f"Table {table.place}"
    return f"{name}: {table.caption}" if table.caption else name


def _place(name: str) -> int:
    place = name.removeprefix("Table ").partition(":")[0]
    return int(place) if place.isdecimal() else 0
