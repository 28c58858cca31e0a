"""Which sheet of a workbook is read: the one that looks most like a list, and it is told."""

from pathlib import Path

import pytest
import xlsxwriter

from smsbook_gui.domain.imports.tabular import FIND_HEADER, FileFormat, FileKind, NoteKind
from smsbook_gui.files.readers.reading import inspect, rows
from tests.files.binary_files import ods

HEAD = ["Name", "Mobile", "Company"]
CLIENTS = [HEAD, ["Ida Storm", "0491 570 006", "Acme"], ["Jon Pike", "0491 570 156", ""]]
STAFF = [["Name", "Mobile"], ["Max Udo", "0491 570 159"]]
CONTENTS = [["Lists of the practice"], [], ["Sheet", "What", "People"], ["Clients", "all", "4"]]
COVER = [["Northside Netball Club"], ["Phone", "02 5550 1234"], ["as at", "3/3/2026"]]
READ_ME = [["How to use"], ["Fill in the list"]]
TITLED = [["Members"], ["as at 3 March"], [], ["Who", "", "How"], *CLIENTS]

Sheets = dict[str, list[list[str]]]


def xlsx(path: Path, sheets: Sheets) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
    return path


def _table(name: str, lines: list[list[str]]) -> str:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in line)
        + "</table:table-row>"
        for line in lines
    )
    return f'<table:table table:name="{name}">{rows}</table:table>'


@pytest.mark.parametrize("first", [CONTENTS, COVER, READ_ME, []])
@pytest.mark.parametrize("clients", [CLIENTS, TITLED])
def test_a_first_sheet_without_a_list_is_passed_over_and_told(
    tmp_path: Path, first: list[list[str]], clients: list[list[str]]
) -> None:
    path = xlsx(tmp_path / "lists.xlsx", {"Start": first, "Clients": clients})
    layout = inspect(path)
    assert (layout.format.sheet, layout.columns) == ("Clients", tuple(HEAD))
    assert [row.cells[0] for row in rows(path, layout.format)] == ["Ida Storm", "Jon Pike"]
    [note] = layout.notes
    assert note.kind is NoteKind.SHEET
    assert "“Clients”" in note.text
    assert "“Start”" in note.text
    assert layout.sheets == ("Start", "Clients")


def test_of_several_lists_the_first_is_shown_and_the_person_asked(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "l.xlsx", {"Start": CONTENTS, "Staff": STAFF, "Clients": CLIENTS})
    layout = inspect(path)
    assert (layout.format.sheet, layout.clear) == ("Staff", False)


def test_a_sheet_that_the_person_chose_is_no_news(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "lists.xlsx", {"Start": CONTENTS, "Clients": TITLED})
    wish = FileFormat(FileKind.WORKBOOK, sheet="Clients", header_row=FIND_HEADER)
    layout = inspect(path, wish)
    assert (layout.format.header_row, layout.clear, layout.notes) == (4, True, ())


def test_a_first_sheet_that_is_a_list_is_taken(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "lists.xlsx", {"Clients": STAFF, "Notes": READ_ME})
    layout = inspect(path)
    assert (layout.format.sheet, layout.clear, layout.notes) == ("Clients", True, ())


def test_so_in_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "lists.ods"
    path.write_bytes(ods(_table("Start", CONTENTS) + _table("Clients", CLIENTS)))
    layout = inspect(path)
    assert (layout.format.sheet, layout.columns) == ("Clients", tuple(HEAD))
