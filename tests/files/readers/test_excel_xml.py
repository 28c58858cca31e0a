"""Excel 2003's XML: places of rows and cells, styles, limits."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import FileFormat, FileKind
from smsbook_gui.files.readers.base import stream
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.workbooks import excel_xml
from tests.files.mutation import CORPUS
from tests.support.notes import said

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
SHEET = FileFormat(FileKind.WORKBOOK, sheet="S", header_row=None)

Made = Callable[[str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(inside: str, styles: str = "") -> Path:
        path = tmp_path / "list.xls"
        path.write_text(
            f'<?xml version="1.0"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}"><Styles>'
            '<Style ss:ID="a"><NumberFormat ss:Format="0000000000"/></Style>'
            '<Style ss:ID="b"><NumberFormat ss:Format="&quot;+&quot;00 000"/></Style></Styles>'
            f'<Worksheet ss:Name="S"><Table>{inside}</Table></Worksheet></Workbook>',
            encoding="utf-8",
        )
        return path

    return make


def _cell(value: str = "x", kind: str = "String", **more: str | int) -> str:
    told = "".join(f' ss:{name}="{each}"' for name, each in more.items())
    return f'<Cell{told}><Data ss:Type="{kind}">{value}</Data></Cell>'


def _read(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in rows(path, SHEET)]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("400000001", "Number", "400000001"),
        ("6.1400000001E10", "Number", "61400000001"),
        ("0412 345 678", "String", "0412 345 678"),
        ("2024-03-01T00:00:00.000", "DateTime", "2024-03-01"),
        ("2024-03-01T14:29:59.999", "DateTime", "2024-03-01 14:30"),
        ("1899-12-31T18:00:05.000", "DateTime", "18:00:05"),
        ("soon", "DateTime", "soon"),
        ("1", "Boolean", "TRUE"),
        ("0", "Boolean", "FALSE"),
        ("#REF!", "Error", "#REF!"),
        ("+61 &lt;&#38;&gt; <B>4</B>", "String", "+61 <&> 4"),
    ],
)
def test_values(made: Made, value: str, kind: str, text: str) -> None:
    assert _read(made(f"<Row>{_cell(value, kind)}</Row>")) == [(1, (text,))]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (f"<Row>{_cell()}{_cell(Index=4)}</Row>", [(1, ("x", "", "", "x"))]),
        (f"<Row>{_cell(MergeAcross=2)}{_cell('y')}</Row>", [(1, ("x", "", "", "y"))]),
        (f"<Row ss:Index='3'>{_cell()}</Row><Row>{_cell('y')}</Row>", [(3, ("x",)), (4, ("y",))]),
        (f"<Row ss:Span='2'/><Row>{_cell()}</Row>", [(4, ("x",))]),
        (f"<Row><Cell ss:Formula='=1'/>{_cell()}</Row>", [(1, ("", "x"))]),
    ],
)
def test_places(made: Made, inside: str, found: list[tuple[int, tuple[str, ...]]]) -> None:
    assert _read(made(inside)) == found


@pytest.mark.parametrize(
    "inside",
    [
        f"<Row ss:Index='2'>{_cell()}</Row><Row ss:Index='2'>{_cell()}</Row>",
        f"<Row>{_cell()}{_cell(Index=1)}</Row>",
        f"<Row>{_cell(Index=16385)}</Row>",
        f"<Row>{_cell(MergeAcross=99999)}{_cell()}</Row>",
        f"<Row ss:Index='1048577'>{_cell()}</Row>",
        "<Row ss:Index='x'/>",
        f"<Row ss:Index='{'9' * 5000}'/>",
        "<Column ss:Span='99999'/><Column/>",
        "<Row>&nothing;</Row>",
        "<Row></Table>",
    ],
)
def test_places_that_cannot_be(made: Made, inside: str) -> None:
    path = made(inside)
    with pytest.raises(FileProblem, match="damaged"):
        _read(path)


def test_masks_come_from_cell_row_or_column(made: Made) -> None:
    number = _cell("412345678", "Number")
    own = _cell("12345", "Number", StyleID="b")
    column = '<Column/><Column ss:Span="1" ss:StyleID="a"/>'
    found = _read(made(f"{column}<Row>{number * 4}</Row><Row ss:StyleID='a'>{number}{own}</Row>"))
    zero = "0412345678"
    assert found == [(1, ("412345678", zero, zero, "412345678")), (2, (zero, "+12 345", "", ""))]


def test_sheets_wherever_the_file_is_torn(monkeypatch: pytest.MonkeyPatch) -> None:
    path = CORPUS / "xml-list.xls"
    for size in (*range(1, 60), 500, 1500):
        monkeypatch.setattr(stream, "CHUNK", size)
        assert excel_xml.sheet_names(path) == ["Members & friends", "Old"]


def test_a_chosen_sheet() -> None:
    path = CORPUS / "xml-list.xls"
    layout = inspect(path)
    assert layout.sheets == ("Members & friends", "Old")
    old = replace(layout.format, sheet="Old", header_row=0)
    assert [row.cells for row in rows(path, old)] == [("0400 000 009",)]
    with pytest.raises(FileProblem, match="no such sheet"):
        list(rows(path, replace(old, sheet="New")))


def test_what_cannot_be_read_is_told(made: Made) -> None:
    path = made(f"<Row>{_cell('Name')}</Row><Row>{_cell('Zoë ÉÈ')}</Row>")
    path.write_bytes(path.read_bytes().replace("ë".encode(), b"\xff"))
    found = rows(path, SHEET)
    assert [row.cells for row in found] == [("Name",), ("Zo\ufffd ÉÈ",)]
    assert said(found.notes) == ("Some characters cannot be read and show as “\ufffd” (line 2).",)


@pytest.mark.long
def test_wide_rows_take_little_memory(made: Made) -> None:
    path = made(f"<Row>{_cell(Index=16384)}</Row>" * 2000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in rows(path, SHEET)) == 2000
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_too_many_cells(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_xml, "MOST_CELLS", 16_384)
    path = made(f"<Row>{_cell(Index=16384)}</Row>" * 2)
    with pytest.raises(FileProblem, match="more than 50 million cells"):
        _read(path)
