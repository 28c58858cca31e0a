"""Rows and columns that a sheet hides, and rows struck through, are told apart from the others."""

from pathlib import Path

import pytest
import xlsxwriter

from smsbook_gui.domain.imports.tabular import Aside, NoteKind
from smsbook_gui.files.readers.reading import inspect, rows
from tests.files.binary_files import ods
from tests.support.notes import said

HEAD = ("Name", "Mobile", "Phone")
PEOPLE = (
    ("Ann Berg", "0491570006", "0255501234"),
    ("Ben Cole", "0491570156", "0255501235"),
    ("Cas Dunn", "0491570157", "0255501236"),
    ("Dot Eaton", "0491570158", "0255501237"),
)
HIDDEN_ROW, STRUCK_ROW = 3, 4
"""As a spreadsheet counts them."""


def xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        for at, line in enumerate((HEAD, *PEOPLE)):
            sheet.write_row(at, 0, line, struck if at == STRUCK_ROW - 1 else None)
        sheet.set_row(HIDDEN_ROW - 1, options={"hidden": True})
        sheet.set_column(1, 1, options={"hidden": True})
    return path


def ods_file(path: Path) -> Path:
    style = (
        '<style:style xmlns:style="s" style:name="gone" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    columns = (
        "<table:table-column/>"
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
    )
    marks = {HIDDEN_ROW: ' table:visibility="filter"'}
    styles = {STRUCK_ROW: ' table:style-name="gone"'}
    lines = "".join(
        f"<table:table-row{marks.get(at, '')}>"
        + "".join(
            f"<table:table-cell{styles.get(at, '')}><text:p>{cell}</text:p></table:table-cell>"
            for cell in line
        )
        + "</table:table-row>"
        for at, line in enumerate((HEAD, *PEOPLE), 1)
    )
    path.write_bytes(ods(f'{style}<table:table table:name="S">{columns}{lines}</table:table>'))
    return path


def excel_xml(path: Path) -> Path:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    marks = {HIDDEN_ROW: ' ss:Hidden="1"', STRUCK_ROW: ' ss:StyleID="gone"'}
    lines = "".join(
        f"<Row{marks.get(at, '')}>"
        + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in line)
        + "</Row>"
        for at, line in enumerate((HEAD, *PEOPLE), 1)
    )
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Styles><Style ss:ID="gone"><Font ss:StrikeThrough="1"/></Style></Styles>'
        '<Worksheet ss:Name="S"><Table><Column ss:Index="2" ss:Hidden="1"/>'
        f"{lines}</Table></Worksheet></Workbook>"
    )
    return path


@pytest.mark.parametrize("make", [xlsx, ods_file, excel_xml])
def test_what_the_sheet_sets_aside_is_told(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path = make(tmp_path / "list")
    layout = inspect(path)
    stream = rows(path, layout.format)
    found = list(stream)
    assert [row.aside for row in found] == [None, Aside.HIDDEN, Aside.STRUCK, None]
    assert layout.hidden == (1,)
    assert [note.kind for note in layout.notes] == [
        NoteKind.HIDDEN,
        NoteKind.STRUCK,
        NoteKind.HIDDEN_COLUMN,
    ]
    assert said(stream.notes) == (
        f"1 of 4 rows is hidden in the sheet (row {HIDDEN_ROW}).",
        f"1 of 4 rows is struck through in the sheet (row {STRUCK_ROW}).",
    )
    assert said(layout.notes)[-1] == "The column “Mobile” is hidden in the sheet."


def test_a_first_look_does_not_speak_for_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for at in range(1, 301):
            sheet.write_row(at, 0, (f"Ann {at}", f"0491570{at:03}"))
            if at % 2:
                sheet.set_row(at, options={"hidden": True})
    layout = inspect(path)
    [note] = layout.notes
    assert (
        note.text
        == "50 of the first 100 rows are hidden in the sheet (rows 2, 4, 6, 8, 10 and more)."
    )
    assert note.rows == (2, 4, 6, 8, 10)
    stream = rows(path, layout.format)
    assert sum(row.aside is Aside.HIDDEN for row in stream) == 150
    assert said(stream.notes)[0].startswith("150 of 300 rows are hidden")


@pytest.mark.parametrize(
    ("crossed_out", "aside"), [("moved", None), ("2024-01-05", None), ("0255501234", Aside.STRUCK)]
)
def test_a_cell_struck_through_among_others_is_a_row_where_it_is_a_number(
    tmp_path: Path, crossed_out: str, aside: Aside | None
) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, PEOPLE[0])
        sheet.write(1, 2, crossed_out, struck)
    assert [row.aside for row in rows(path, inspect(path).format)] == [aside]
