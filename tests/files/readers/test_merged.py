"""Merged cells below the heading have their value in every row, and that is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.files.readers.reading import inspect, rows
from tests.files.binary_files import ods

HEAD = ["Name", "Mobile", "Company"]


def xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Members of the club")
        sheet.write_row(1, 0, HEAD)
        sheet.merge_range("C3:C5", "Acme")
        for at, name in enumerate(("Ann", "Ben", "Cas", "Dot"), 3):
            sheet.write_row(at - 1, 0, (name, f"049157000{at}"))
        sheet.merge_range("A8:C8", "Former members")
        sheet.write_row(8, 0, ("Eli", "0491570009", "Bay"))
    return path


def ods_file(path: Path) -> Path:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    covered = "<table:covered-table-cell/>"
    wide = ' table:number-columns-spanned="3"'
    high = ' table:number-rows-spanned="3"'
    people = [(name, f"049157000{at}") for at, name in enumerate(("Ann", "Ben", "Cas", "Dot"), 3)]
    ends = (cell("Acme", high), covered, covered, "")
    lines = [
        row(cell("Members of the club", wide), covered, covered),
        row(*map(cell, HEAD)),
        *(row(*map(cell, one), end) for one, end in zip(people, ends, strict=True)),
        row(),
        row(cell("Former members", wide), covered, covered),
        row(cell("Eli"), cell("0491570009"), cell("Bay")),
    ]
    path.write_bytes(ods(f'<table:table table:name="S">{"".join(lines)}</table:table>'))
    return path


def excel_xml(path: Path) -> Path:
    def cell(text: str, more: str = "") -> str:
        return f'<Cell{more}><Data ss:Type="String">{text}</Data></Cell>'

    def row(number: int, *cells: str) -> str:
        return f'<Row ss:Index="{number}">{"".join(cells)}</Row>'

    wide = ' ss:MergeAcross="2"'
    lines = [
        row(1, cell("Members of the club", wide)),
        row(2, *map(cell, HEAD)),
        row(3, cell("Ann"), cell("0491570003"), cell("Acme", ' ss:MergeDown="2"')),
        row(4, cell("Ben"), cell("0491570004")),
        row(5, cell("Cas"), cell("0491570005")),
        row(6, cell("Dot"), cell("0491570006")),
        row(8, cell("Former members", wide)),
        row(9, cell("Eli"), cell("0491570009"), cell("Bay")),
    ]
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="S"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    )
    return path


@pytest.mark.parametrize("make", [xlsx, ods_file, excel_xml])
def test_a_merged_cell_has_its_value_in_every_row(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "list")
    layout = inspect(path)
    assert (layout.format.header_row, layout.columns) == (1, tuple(HEAD))
    stream = rows(path, layout.format)
    assert [(row.number, *row.cells) for row in stream] == [
        (3, "Ann", "0491570003", "Acme"),
        (4, "Ben", "0491570004", "Acme"),
        (5, "Cas", "0491570005", "Acme"),
        (6, "Dot", "0491570006", ""),
        (8, "Former members", "", ""),
        (9, "Eli", "0491570009", "Bay"),
    ]
    [note] = stream.notes
    assert (note.kind, note.rows) == (NoteKind.MERGED, (4, 5))


def test_a_name_over_two_columns_is_not_meant_twice(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Last name", "First name", "Mobile"])
        sheet.merge_range("A2:B2", "Wu, Cy")
        sheet.write(1, 2, "0491570006")
    stream = rows(path, inspect(path).format)
    assert [row.cells for row in stream] == [("Wu, Cy", "", "0491570006")]
    assert stream.notes == ()
