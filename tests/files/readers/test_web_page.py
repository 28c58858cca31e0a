"""Tables of web pages: tags in pieces, what is offered, limits."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import (
    FIND_HEADER,
    Aside,
    FileFormat,
    FileKind,
    NoteKind,
    SourceRow,
)
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.web import web_page, web_table
from smsbook_gui.files.readers.web.html_tokens import attributes, tokens
from smsbook_gui.files.readers.web.web_table import rows_of_tables, table_of
from tests.files.markup_files import EXCEL_PAGE, MEMBERS, NESTED
from tests.files.mutation import CORPUS
from tests.support.notes import said

CROOKED = """<TITLE>a <table></title ><script>"</scripts><td>"</script><table><CAPTION>C &amp; D
<tr x="a>b" y='>'><TD COLSPAN='2'>x &lt; y<b>a<br>c<!-- <td> --><![if x]><td>z &euml; 5 < 6</td>
<tr><td rowspan=2>1<!--><td>2</td></ td><tr><td>&#51;</table><table><tr><td>u<td>v <"""


def _pieces(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def _tables(texts: Iterator[str]) -> list[tuple[int, str, int, list[str]]]:
    return [
        (table.place, table.caption, number, cells)
        for table, (number, cells) in rows_of_tables(texts)
    ]


def test_crooked_tags() -> None:
    assert _tables(iter([CROOKED])) == [
        (1, "C & D", 1, ["x < ya\nc", "", "z ë 5 < 6"]),
        (1, "C & D", 2, ["1", "2"]),
        (1, "C & D", 3, ["", "3"]),
        (2, "", 1, ["u", "v <"]),
    ]


@pytest.mark.parametrize("page", [CROOKED, MEMBERS, NESTED, EXCEL_PAGE])
def test_a_page_may_be_torn_anywhere(page: str) -> None:
    whole = _tables(iter([page]))
    for size in range(1, 40):
        assert _tables(_pieces(page, size)) == whole
    for at in range(len(page)):
        assert _tables(iter([page[:at], page[at:]])) == whole


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<a b='c>d<e>", [("a", " b='c"), ("", "d"), ("e", "")]),
        ('<a b="c>"d>', [("a", ' b="c>"d')]),
        ("<a", []),
        ("<p><!-- <a>", [("p", "")]),
        ("<style><a>", []),
        ("<title/><a>", [("title", "/"), ("a", "")]),
        ("</><?x <?><a>", [("a", "")]),
        ("\0<\0t\0d\0>\0a", [("td", ""), ("", "a")]),
        ("a<1<<b>", [("", "a<1<"), ("b", "")]),
    ],
)
def test_tags_that_are_none(page: str, found: list[tuple[str, str]]) -> None:
    assert list(tokens([page])) == found


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (' COLSPAN=2 rowspan = "3"', {"colspan": "2", "rowspan": "3"}),
        (" title='colspan=3' nowrap x:num=\"4&#46;5\"", {"title": "colspan=3", "x:num": "4.5"}),
        ("", {}),
        (' a="', {}),
    ],
)
def test_attributes(inside: str, found: dict[str, str]) -> None:
    assert attributes(inside) == found


@pytest.mark.parametrize(
    ("told", "shown", "text"),
    [
        ('x:num="61400000001"', "6.14E+10", "61400000001"),
        ('x:num="400000001"', "####", "400000001"),
        ('x:num="400000001"', "0400 000 001", "0400 000 001"),
        ("x:num", "6.14E+10", "6.14E+10"),
        ('x:num="45352"', "1/3/2024", "1/3/2024"),
    ],
)
def test_a_number_that_excel_did_not_show(told: str, shown: str, text: str) -> None:
    page = f"<table><tr><td>Name<td {told}>{shown}</table>"
    assert table_of(page) == [["Name", text]]


def test_each_table_is_a_sheet() -> None:
    path = CORPUS / "members.html"
    layout = inspect(path)
    assert layout.sheets == ("Table 1", "Table 2: Members & friends")
    assert layout.format == FileFormat(
        FileKind.PAGE, encoding="utf-8", sheet="Table 2: Members & friends"
    )
    assert not layout.clear
    wish = replace(layout.format, sheet="Table 1", header_row=None, encoding="cp1252")
    other = inspect(path, wish)
    assert (other.format, other.clear) == (wish, True)
    assert [row.cells for row in rows(path, other.format)] == [("Home", "Search")]
    gone = replace(layout.format, sheet="Table 9", header_row=FIND_HEADER)
    assert inspect(path, gone).format == layout.format
    for name in ("Table 9", "Table", "", "x"):
        with pytest.raises(FileProblem, match="no such sheet"):
            list(rows(path, replace(gone, sheet=name)))


def test_one_table_is_beyond_doubt() -> None:
    assert inspect(CORPUS / "php-export.xls").clear


def rows_of(path: Path) -> list[SourceRow]:
    return list(rows(path, inspect(path).format))


LOOKS = """<table><col><col style='display:none' span=1><col>
<tr><th>Name<th>Old<th>Mobile
<tr><td>Ann<td>1<td>0412 000 001
<tr style="display: none"><td>Ben<td>2<td>0412 000 002
<tr hidden><td>Cy<td>3<td>0412 000 003
<tr><td><s>Dee</s><td><del>4</del><td><strike>0412 000 004</strike>
<tr style="text-decoration: line-through"><td>Eve<td>5<td>0412 000 005
<tr><td>Flo <s>Old</s><td data-style="hidden">6<td class=hidden>0412 000 006
<tr><td>Gus<td>7<td style='text-decoration:underline line-through'>0412 000 007
</table>"""


def test_rows_that_the_page_hides_or_strikes_through_are_told(tmp_path: Path) -> None:
    """They are by the same words and marks as those of a workbook."""
    path = tmp_path / "list.xls"
    path.write_text(LOOKS)
    found = inspect(path)
    assert found.hidden == (1,)
    assert {row.number: row.aside for row in rows(path, found.format) if row.aside} == {
        3: Aside.HIDDEN,
        4: Aside.HIDDEN,
        5: Aside.STRUCK,
        6: Aside.STRUCK,
        8: Aside.STRUCK,
    }
    assert any("2 of 7 rows are hidden in the sheet" in text for text in said(found.notes))


STYLED = """<html><head><style><!-- /* of { Excel */
tr {mso-height-source:auto} .xl65 {color:black; text-decoration:line-through;}
RULES
--></style></head><body class=report><table id="people">
<thead><tr><th>Name<th class=note>Note<th>Mobile
<tbody>
<tr class=gone><td>Ann<td class=note>x<td>0412 000 001
<tr id=r2 class="odd gone"><td>Ben<td class=note>x<td>0412 000 002
<tr class=odd><td class="name xl65">Cy<td class=note>x<td class=xl65>0412 000 003
<tr><td>Dee<td class=note>x<td><font class=xl65>0412 000 004</font>
<tbody class=archive><tr><td>Eve<td class=note>x<td>0412 000 005
</table></body></html>"""


@pytest.mark.parametrize(
    ("rules", "hidden", "columns"),
    [
        ("", [], ()),
        (".gone {display:none}", [2, 3], ()),
        ("TR.Gone, p { color: red; DISPLAY : None !important }", [2, 3], ()),
        ("tr.gone.odd {visibility: collapse}", [3], ()),
        ("#r2 {display:none}", [3], ()),
        ("#people tr.gone td {display: none}", [2, 3], ()),
        ("body table > tbody > .gone {display:none}", [2, 3], ()),
        ("table > .gone {display:none} td.gone {display:none} th .gone {display:none}", [], ()),
        (".gone {display:none} .gone.odd {display:table-row}", [2], ()),
        (".odd {display:none} .gone {display:table-row} tr {display:none}", [4, 5, 6], ()),
        (".gone {display:none} .gone {display:table-row}", [], ()),
        (".gone {display:none !important} #r2 {display:table-row}", [2, 3], ()),
        ("@media print { .gone {display:none} td {display:none} } .odd {display:none}", [3, 4], ()),
        ("@media (max-width: 600px) { .gone {display:none} }", [], ()),
        ("@media screen { .gone {display:none} }", [2, 3], ()),
        ("@font-face {x:y} .archive {display:none}", [6], ()),
        ("[hidden] {display:none} tr:hover {display:none} td::before {display:none}", [], ()),
        (".note {display:none}", [], (1,)),
        (".gone {display:none", [2, 3], ()),
    ],
)
def test_rows_that_a_style_sheet_hides(
    tmp_path: Path, rules: str, hidden: list[int], columns: tuple[int, ...]
) -> None:
    path = tmp_path / "list.xls"
    path.write_text(STYLED.replace("RULES", rules))
    found = inspect(path)
    asides = {row.number: row.aside for row in rows_of(path)}
    assert found.hidden == columns
    assert [number for number, aside in asides.items() if aside is Aside.HIDDEN] == hidden
    assert NoteKind.LOOKS_UNKNOWN not in {note.kind for note in found.notes}
    if not {4, 5} & {*hidden}:
        assert [number for number, aside in asides.items() if aside is Aside.STRUCK] == [4, 5]


@pytest.mark.parametrize(
    "rules",
    [
        "tr:nth-child(2n + 1) {display: none}",
        "#main .gone {display:none}",
        "tr[class='gone'] {display:none}",
        ".gone + tr {text-decoration: line-through}",
        '@import "x.css";',
    ],
)
def test_styles_that_are_not_followed_are_told(tmp_path: Path, rules: str) -> None:
    path = tmp_path / "list.xls"
    path.write_text(STYLED.replace("RULES", rules))
    assert NoteKind.LOOKS_UNKNOWN in {note.kind for note in inspect(path).notes}
    page = STYLED.replace("RULES", "")
    path.write_text(page + "<link rel=Stylesheet href=stylesheet.css>")
    assert NoteKind.LOOKS_UNKNOWN not in {note.kind for note in inspect(path).notes}
    path.write_text("<link rel=Stylesheet href=stylesheet.css>" + page)
    assert NoteKind.LOOKS_UNKNOWN in {note.kind for note in inspect(path).notes}


def test_a_table_that_nobody_sees_is_not_the_list(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    shown = "<table><tr><td>Name<td>Mobile<tr><td>Ann<td>0400 000 001</table>"
    hidden = "<table style='display:none'>" + "<tr><td>x<td>y" * 9 + "</table>"
    path.write_text(f"{hidden}{shown}<table><tr hidden><td>{hidden}</table>")
    assert inspect(path).format.sheet == "Table 2"


def test_text_that_nobody_sees_is_no_part_of_a_cell() -> None:
    """As programs write it in front of what is seen, to sort by."""
    page = (
        "<style>.key{display:none}</style><table><tr><td><i class=key>5<br></i><b>Ann</b><s>B</s>"
        "<td hidden>7<td><span style='display:none'>0</span>1</table>"
    )
    assert table_of(page) == [["AnnB", "7", "1"]]


def test_of_many_tables_the_largest_are_offered(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    small = "<table><tr><td>a<td>b</table>"
    large = "<table><tr><td>Name<td>Mobile<tr><td>Ann<td>0400 000 001</table>"
    path.write_text("<p>" + small * 300 + large + small * 300)
    layout = inspect(path)
    assert layout.format.sheet == "Table 301"
    assert len(layout.sheets) == 100
    assert "Table 301" in layout.sheets


def test_a_table_whose_end_is_missing_says_so() -> None:
    path = CORPUS / "cut-off.html"
    told = ("The file ends in the middle of the table; rows may be missing (line 4).",)
    layout = inspect(path)
    stream = rows(path, layout.format)
    assert len(list(stream)) == 2
    assert (said(layout.notes), said(stream.notes)) == (told, told)


def test_a_page_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = CORPUS / "members.html"
    form = inspect(path).format
    monkeypatch.setattr(web_page, "_LARGEST", path.stat().st_size - 1)
    with pytest.raises(FileProblem, match="larger than"):
        inspect(path)
    with pytest.raises(FileProblem, match="larger than"):
        list(rows(path, form))


def test_spans_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=1000>x" * 16
    assert len(table_of(f"<table>{row}</table>")[0]) == 16_000
    with pytest.raises(FileProblem, match="damaged"):
        table_of(f"<table>{row}<td colspan=9999>x</table>")
    monkeypatch.setattr(web_table, "MOST_CELLS", 20_000)
    with pytest.raises(FileProblem, match="more than 50 million cells"):
        table_of(f"<table>{row}<tr><td>x</table>")


def test_tables_that_never_end_are_not_kept() -> None:
    found = {table for table, _ in rows_of_tables(["<table><tr><td>x"] * 5000)}
    assert len(found) == 5000
    deepest = "<table><tr><td>x" * 150 + "</table>" * 150
    assert len(_tables(iter([deepest]))) == 150


@pytest.mark.long
def test_a_large_page_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    row = "<tr><td>Ann Lee<td>0400 000 001<td>" + "note " * 20
    path.write_text("<table>" + row * 20_000 + "</table>")
    assert path.stat().st_size > 2_500_000
    form = inspect(path).format
    tracemalloc.start()
    try:
        assert sum(1 for _ in rows(path, form)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
