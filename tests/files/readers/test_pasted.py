"""Rows pasted from Excel, a web page or a mail become a file like any other."""

from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
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


def test_cells_of_a_web_page() -> None:
    page = "<table><tr><td>Anna<td>Berg</table>"
    assert tuple(pasted_cells("Anna Berg", page).cells) == ("Anna", "Berg")


def test_nothing_is_no_cell() -> None:
    with pytest.raises(FileProblem):
        pasted_cells("", None)
