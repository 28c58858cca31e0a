"""Tables of web pages: tags in pieces, what is offered, limits."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.tabular import FIND_HEADER, FileFormat, FileKind
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
    told = ("The file ends within the table; rows may be missing below (line 4).",)
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
