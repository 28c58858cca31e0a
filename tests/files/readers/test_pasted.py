"""Rows pasted from Excel, a web page or a mail become a file like any other."""

from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import Aside, NoteKind
from smsbook_gui.files.readers.pasted import pasted_cells
from smsbook_gui.files.readers.reading import inspect, rows, save_pasted
from smsbook_gui.files.readers.web.web_table import table_of

EXCEL = 'Name\tMobile\r\nAnn\t0400 000 001\r\n"Bob\nLee"\t0400 000 002\r\n'


def _pasted(path: Path, text: str, html: str | None) -> list[tuple[str, ...]]:
    save_pasted(text, html, path)
    layout = inspect(path)
    return [layout.columns, *(row.cells for row in rows(path, layout.format))]


def test_from_excel(tmp_path: Path) -> None:
    html = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>no</table>'
    expected = [("Name", "Mobile"), ("Ann", "0400 000 001"), ("Bob\nLee", "0400 000 002")]
    assert _pasted(tmp_path / "pasted.tsv", EXCEL, html) == expected
    assert _pasted(tmp_path / "pasted.tsv", EXCEL, None) == expected


def test_from_a_web_page(tmp_path: Path) -> None:
    html = """
        <meta charset="utf-8"><style>td { color: red }</style><p>People</p>
        <table><tr><td>menu<td>search</table>
        <table><thead><tr><th> Name <th>Mobile&nbsp;number<tbody>
        <tr><td>Zo&euml;<br>Lee</td><td><a href="tel:1">0400 000
            001</a></td></tr>
        <tr><td colspan=2>Managers
        <tr><td rowspan="2">Bob<td>0400 000 002
        <tr><td>0400 000 003
        <tr><td>Cy<td><table><tr><td>inner</table>0400 000 004
        </table>"""
    assert _pasted(tmp_path / "pasted.tsv", "Name Mobile …", html) == [
        ("Name", "Mobile number"),
        ("Zoë\nLee", "0400 000 001"),
        ("Managers", ""),
        ("Bob", "0400 000 002"),
        ("", "0400 000 003"),
        ("Cy", "0400 000 004"),
    ]


@pytest.mark.parametrize(
    "html", ["", "<p>no table</p>", "<table><tr><td>layout</table>", "</td></table><tr><td>x"]
)
def test_text_where_there_is_no_table(tmp_path: Path, html: str) -> None:
    assert table_of(html) == []
    pasted = _pasted(tmp_path / "pasted.tsv", "Name,Mobile\nAnn,0400000001", html)
    assert pasted == [("Name", "Mobile"), ("Ann", "0400000001")]


@pytest.mark.parametrize("head", ["", "<meta name=Generator content='LibreOffice'>", "<b>x</b>"])
def test_hidden_and_struck_rows_are_told(tmp_path: Path, head: str) -> None:
    """Also where the text would be the table: it has the same rows without a word of that."""
    html = f"""{head}<style>.gone {{display:none}}</style><table><tr><td>Name<td>Mobile
        <tr class=gone><td>Ann<td>0400 000 001<tr><td>Bo<td>0400 000 002
        <tr><td><s>Cy</s><td><s>0400 000 003</s></table>"""
    text = "Name\tMobile\nAnn\t0400 000 001\nBo\t0400 000 002\nCy\t0400 000 003\n"
    path = tmp_path / "pasted.tsv"
    layout = inspect(path, save_pasted(text, html, path))
    read = [(row.cells[0], row.aside) for row in rows(path, layout.format)]
    assert read == [("Ann", Aside.HIDDEN), ("Bo", None), ("Cy", Aside.STRUCK)]
    assert {NoteKind.HIDDEN, NoteKind.STRUCK} <= {note.kind for note in layout.notes}


def test_a_card(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann\nTEL:0400 000 001\nEND:VCARD\n"
    assert _pasted(tmp_path / "pasted.tsv", card, None)[1][:2] == ("Ann", "Lee")


def test_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no rows in what was copied"):
        save_pasted(" \n", "<p>", tmp_path / "pasted.tsv")
    assert not (tmp_path / "pasted.tsv").exists()


def test_half_a_character_pair_and_no_room(tmp_path: Path) -> None:
    assert _pasted(tmp_path / "pasted.tsv", "Name,Mobile\nA\ud83d,0400000001", None)[1][0] == "A?"
    with pytest.raises(FileProblem):
        save_pasted("Mobile", None, tmp_path / "no" / "folder.tsv")


# ---- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "cells"),
    [
        ("Anna\tBerg\r\nBo\t\r\n", 2, ("Anna", "Berg", "Bo", "")),
        ("Anna\n", 1, ("Anna",)),
        ('5" pipe\n', 1, ('5" pipe',)),
        ('"two\nlines"\t"a ""b"""\n', 2, ("two lines", 'a "b"')),
        ("a\tb\nc\n", 2, ("a", "b", "c", None)),
        ('="0491000000"\t#N/A\t…\n', 3, ("0491000000", None, None)),
        ("\u00a0+61491000000\tx\n", 2, ("+61491000000", "x")),
        ("a\n\nb\n", 1, ("a", "", "b")),
    ],
)
def test_cells_as_spreadsheets_copy_them(text: str, width: int, cells: tuple[str, ...]) -> None:
    block = pasted_cells(text, None)
    assert (block.width, tuple(block.cells)) == (width, cells)


LIBREOFFICE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4.7.2"/>
    <style type="text/css">comment { display:none;  }</style></head><body><table>"""


def _libreoffice(cells: list[list[str]]) -> str:
    rows = ("".join(f'<td sdnum="1033;0;@">{cell}</td>' for cell in row) for row in cells)
    return LIBREOFFICE + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></body></html>"


@pytest.mark.parametrize(
    ("text", "cells"),
    [  # as LibreOffice 7.4 hands them over
        ('"Best" Pty\tx\n5" pipe\t"quoted"\na""b\t"\n',
         [['"Best" Pty', "x"], ['5" pipe', '"quoted"'], ['a""b', '"']]),
        ('007\n+61 491 570 006\nLine one line two\n"q" x\n',
         [["007"], ["+61 491 570 006"], ["Line one line two"], ['"q" x']]),
        ("Line one\nline two", [["Line one line two"]]),
        ('"Best" Pty', [['"Best" Pty']]),
        ("007\n\n0491\n", [["007"], [""], ["0491"]]),
        ("a\t\n\t\n\t007\n", [["a", ""], ["", ""], ["", "007"]]),
        ("0007\t+61491570006\t1234567890123456789\n",
         [["0007", "+61491570006", "1234567890123456789"]]),
        # as SMS Book copies cells of one column, one of them blank
        ('Acme\r\n""\r\n"a ""b"""\r\n', [["Acme"], [""], ['a "b"']]),
        # as Excel does
        ('"two\nlines"\r\n', [["two lines"]]),
        ('"two\nlines"\t"a ""b""\n"\r\n"no"\t007\r\n', [["two lines", 'a "b"'], ['"no"', "007"]]),
    ],
)  # fmt: skip
def test_a_spreadsheets_cells_are_exact(text: str, cells: list[list[str]], tmp_path: Path) -> None:
    block = pasted_cells(text, _libreoffice(cells))
    flat = [cell for row in cells for cell in row]
    assert (block.width, list(block.cells)) == (len(cells[0]), flat)
    excel = '<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
    if "\t" in text:
        path = tmp_path / "pasted.tsv"
        layout = inspect(path, save_pasted(f"Name\tMobile\n{text}", excel, path))
        read = [list(row.cells) for row in rows(path, layout.format)]
        width = max(len(row) for row in read)
        wanted = [row + [""] * (width - len(row)) for row in cells if any(row)]
        assert [[" ".join(cell.split()) for cell in row] for row in read] == wanted


def test_cells_of_a_web_page() -> None:
    page = "<table><tr><td>Anna<td>Berg</table>"
    assert tuple(pasted_cells("Anna Berg", page).cells) == ("Anna", "Berg")


def test_nothing_is_no_cell() -> None:
    with pytest.raises(FileProblem):
        pasted_cells("", None)
