"""What only tells a spreadsheet something is no data, in text files as in workbooks."""

from pathlib import Path

import pytest
import xlsxwriter

from smsbook_gui.domain.imports.cells import cell_text, is_error
from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.domain.phones.phone import judge
from smsbook_gui.domain.phones.phone_findings import Finding
from smsbook_gui.files.readers.reading import inspect, rows


def _cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(path, inspect(path).format)]


def _csv(folder: Path, *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(("Name,Mobile,Company", *lines)) + "\n")
    return path


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'0491 570 006", "0491 570 006"),
        ("'+61 491 570 156", "+61 491 570 156"),
        ("'(02) 5550 1234", "(02) 5550 1234"),
        ("'-10 Degrees", "-10 Degrees"),
        ("'@home", "@home"),
        ("'=1+1", "=1+1"),
        ("'t Hart", "'t Hart"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("O'Dea", "O'Dea"),
        ("'", "'"),
    ],
)
def test_an_apostrophe_before_a_sign_or_digit_is_a_mark(
    tmp_path: Path, cell: str, text: str
) -> None:
    in_text = _csv(tmp_path, f'Ann,0491570006,"{cell}"')
    workbook = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(workbook) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Mobile", "Company"])
        for column, one in enumerate(("Ann", "0491570006", cell)):
            sheet.write_string(1, column, one)
    assert _cells(in_text) == _cells(workbook) == [("Ann", "0491570006", text)]


ERRORS = (
    *("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"),
    *("#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#NOM?", "#VALEUR!", "#NOMBRE!"),
    *("#¡DIV/0!", "#¡VALOR!", "#¿NOMBRE?", "#N/D", "#WAARDE!", "#ADR!", "#GETTING_DATA", "Err:502"),
)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_no_text(error: str) -> None:
    assert is_error(error)
    assert cell_text([error], 0) == ""


@pytest.mark.parametrize("text", ["#1", "# 12", "#hashtag", "#Winning!", "C#", "#", "\u00a0#N/A"])
def test_a_text_with_such_a_sign_stays(text: str) -> None:
    assert not is_error(text)
    assert cell_text([text], 0) == text.strip()


def test_errors_are_told_with_their_rows(tmp_path: Path) -> None:
    path = _csv(tmp_path, "Ann,0491570006,#N/A", "Ben,#DIV/0!,", "Cas,0491570157,Acme")
    notes = {note.kind: note.rows for note in inspect(path).notes}
    assert notes == {NoteKind.ERROR_CELL: (2, 3)}


@pytest.mark.parametrize(
    ("typed", "finding", "repaired"),
    [
        ("491,570,006", Finding.SEPARATORS, "0491570006"),
        ("0,491,570,156", Finding.SEPARATORS, "0491570156"),
        ("61,491,570,006", Finding.SEPARATORS, "0491570006"),
        ("+61,491,570,006", Finding.SEPARATORS, "0491570006"),
        ("491,570,006.00", Finding.SEPARATORS, "0491570006"),
        ("491570157.00", Finding.SEPARATORS, "0491570157"),
        ("491570157,00", Finding.SEPARATORS, "0491570157"),
        ("491 570 158,00", Finding.SEPARATORS, "0491570158"),
        ("491'570'158", Finding.SEPARATORS, "0491570158"),
        ("1,234.00", Finding.LETTERS, ""),
        ("0491 570 006, 0491 570 156", Finding.SEVERAL, ""),
    ],
)
def test_an_amount_is_a_number_again(typed: str, finding: Finding, repaired: str) -> None:
    judged = judge(typed, "AU")
    assert (judged.finding, judged.suggestion) == (finding, repaired)
