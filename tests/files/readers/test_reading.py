"""The first look and the reading: choices, header, order, limits."""

import errno
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import FIND_HEADER, FileFormat, FileKind
from smsbook_gui.files.readers.base import lines, stream
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.text import separated
from tests.files.binary_files import ods
from tests.files.mutation import CORPUS, check
from tests.support.notes import said

EXCEL_XML = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="S">'

Made = Callable[[str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(text: str) -> Path:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return make


def _cells(path: Path, form: FileFormat, start: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(path, form, start=start)]


def test_wishes_are_kept(made: Made) -> None:
    path = made("a;b,c\n1;2,3\n")
    wish = FileFormat(FileKind.TEXT, separator=",", header_row=None)
    layout = inspect(path, wish)
    assert layout.columns == ("Column 1", "Column 2")
    assert layout.separators[0] == ","
    assert _cells(path, layout.format) == [("a;b", "c"), ("1;2", "3")]
    layout = inspect(path, replace(wish, separator=";", header_row=0))
    assert layout.columns == ("a", "b,c")


def test_a_wish_may_leave_the_header_to_be_found(made: Made) -> None:
    path = made("List of March\n\nName,Mobile\nAnn,0400000001\n")
    assert inspect(path, FileFormat(FileKind.TEXT, header_row=FIND_HEADER)).format.header_row == 2


@pytest.mark.parametrize("separator", ['"', "", "\n", "\r", "\0", ";;"])
def test_what_cannot_part_cells_is_no_separator(made: Made, separator: str) -> None:
    path = made("Name;Mobile\nAnn;0400000001\n")
    assert inspect(path, FileFormat(FileKind.TEXT, separator=separator)).format.separator == ";"


@pytest.mark.parametrize(
    "name",
    ["outlook-en.csv", "nul-bytes.csv", "encoding-utf16le.csv", "apple.vcf", "php-export.xls"],
)
def test_any_choice_can_be_looked_at(name: str) -> None:
    path = CORPUS / name
    found = inspect(path)
    for encoding in found.encodings:
        for separator in found.separators or (None,):
            wish = replace(found.format, encoding=encoding, separator=separator)
            try:
                layout = inspect(path, wish)
            except FileProblem as problem:
                assert re.search("no rows|no table", problem.message)  # noqa: PT017 - either is right
                continue
            assert layout.format == wish
            assert list(rows(path, wish))[: len(layout.sample)] == list(layout.sample)


def test_a_header_row_that_is_not_there(made: Made) -> None:
    path = made("Name,Mobile\n\nAnn,0400000001\n")
    layout = inspect(path, FileFormat(FileKind.TEXT, header_row=1))
    assert layout.columns == ("Column 1", "Column 2")
    assert [row.number for row in layout.sample] == [3]
    with pytest.raises(FileProblem, match="no rows"):
        inspect(path, FileFormat(FileKind.TEXT, header_row=99))


def test_a_wish_of_another_kind_is_no_wish(made: Made) -> None:
    path = made("Name,Mobile\nAnn,0400000001\n")
    wish = FileFormat(FileKind.WORKBOOK, sheet="List", header_row=None)
    assert inspect(path, wish).format.header_row == 0


@pytest.mark.parametrize(
    "name",
    [
        *("outlook-en.csv", "apple.vcf", "excel-list.xlsx", "excel-97.xls"),
        *("members.html", "xml-list.xls"),
    ],
)
def test_reading_goes_on_where_it_stopped(name: str) -> None:
    path = CORPUS / name
    form = inspect(path).format
    whole = list(rows(path, form))
    for start in range(len(whole) + 2):
        assert list(rows(path, form, start=start)) == whole[start:]


@pytest.mark.parametrize("separator", [*",;\t|", "^", ":", "~"])
def test_any_separator(made: Made, separator: str) -> None:
    path = made(separator.join(("Name", "Mobile")) + "\n" + separator.join(("Ann", "0400000001")))
    layout = inspect(path, FileFormat(FileKind.TEXT, separator=separator))
    assert layout.columns == ("Name", "Mobile")
    if separator in separated.SEPARATORS:
        assert inspect(path).format.separator == separator


@pytest.mark.parametrize(
    ("text", "header_row"),
    [
        ("Mobile\n0400000001\n", 0),
        ("0400000001\n0400000002\n", None),
        ("Ann,0400000001\nBob,0400000002\n", None),
        ("Name;Handy\nAnn;01701234567\n", 0),
        ("Report\nName,Ph\nAnn,0400000001\n", 1),
        ("Bezeichnung,Wert\nAnn,0400000001\n", 0),
        ("ann@example.org,Ann\nbob@example.org,Bob\n", None),
        ("Ann,Sydney\nBob,Perth\n", None),
        ("Nombre,Teléfono móvil\nAna,612345678\n", 0),
        ("Prénom,Nom,Portable\nZoé,Petit,0612345678\n", 0),
    ],
)
def test_the_header_is_found(made: Made, text: str, header_row: int | None) -> None:
    assert inspect(made(text)).format.header_row == header_row


def test_an_endless_line_is_cut_and_told(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINE_LIMIT", 1000)
    monkeypatch.setattr(stream, "CHUNK", 100)
    path = made("Name,Mobile\nAnn,0400000001\nBob," + "9" * 5000 + "\r\nCy,0400000003\n")
    found = rows(path, FileFormat(FileKind.TEXT, encoding="utf-8", separator=","))
    names = [row.cells[0] for row in found]
    assert names == ["Ann", "Bob", "Cy"]
    assert said(found.notes) == (
        "Everything after the first 16 million characters was left out (line 3).",
    )


def test_a_quote_that_is_never_closed_hides_nothing(made: Made) -> None:
    people = [f"Person {at},04{at:08}" for at in range(5000)]
    people[1000] = '"' + people[1000]
    people[3000] = 'Per"son,"0400'
    path = made("Name,Mobile\n" + "\n".join(people) + "\n")
    stream_of_all = rows(path, inspect(path).format)
    found = [row.cells for row in stream_of_all]
    assert len(found) == 5000
    assert found[1000] == ('"Person 1000', "0400001000")
    assert found[4999] == ("Person 4999", "0400004999")
    assert "lines 1002, 3002" in said(stream_of_all.notes)[0]


def test_a_note_of_several_lines_may_end_a_longer_row(made: Made) -> None:
    path = made('Name,Mobile,Note\nAnn,0400000001,"one\ntwo",more\nBob,0400000002,x\n')
    reading = rows(path, inspect(path).format)
    assert next(reading).cells == ("Ann", "0400000001", "one\ntwo", "more")
    assert reading.notes == ()


def test_a_note_of_thousands_of_lines_is_one_cell(made: Made) -> None:
    note = "\n".join(f"{at}, called back without an answer" for at in range(5000))
    text = f'Name,Mobile,Note\nAnn,0400000001,\nBob,0400000002,"{note}"\nCy,0400000003,x\n'
    path = made(text)
    layout = inspect(path)
    reading = rows(path, layout.format)
    found = [row.cells for row in reading]
    assert layout.clear
    assert [cells[0] for cells in found] == ["Ann", "Bob", "Cy"]
    assert found[1][2] == note
    assert reading.notes == ()


@pytest.mark.parametrize("between", [10, 90, 3000])
def test_rows_between_two_stray_quotes_do_not_become_one_cell(made: Made, between: int) -> None:
    people = [f"Person {at},04{at:08}" for at in range(6000)]
    people[500] = '"' + people[500]
    people[500 + between] += '"'
    path = made("Name,Mobile\n" + "\n".join(people) + "\n")
    reading = rows(path, inspect(path).format)
    assert sum(1 for _ in reading) == 6000
    assert reading.notes[0].rows[0] == 502


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
@pytest.mark.parametrize("tail", [1, 2048, pytest.param(300_000, marks=pytest.mark.long)])
def test_zero_bytes_behind_a_list_are_no_row(made: Made, encoding: str, tail: int) -> None:
    names = ("Иван", "Анна", "Ольга", "Кузнецов", "Соколова", "Попова")
    path = made("Name,Mobile\n" + "".join(f"{name},0400000001\n" for name in names))
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode(encoding) + b"\0" * 2 * tail)
    layout = inspect(path)
    reading = rows(path, layout.format)
    assert tuple(row.cells[0] for row in reading) == names
    assert said(reading.notes) == (
        "Empty characters that no program shows were left out; the rest was kept (line 8).",
    )


def test_a_torn_pair_of_line_ends_is_one(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("Name,Mobile\r\nAnn,0400000001\r\nBob,0400000002\r\n")
    form = inspect(path).format
    for size in range(1, 40):
        monkeypatch.setattr(stream, "CHUNK", size)
        assert [row.number for row in rows(path, form)] == [2, 3]


def test_a_file_that_vanishes_while_it_is_read(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("Name,Mobile\n" + "Ann,0400000001\n" * 1000)
    form = inspect(path).format

    def torn(*_: object) -> None:
        raise OSError(errno.EIO, "gone", str(path))

    monkeypatch.setattr(stream, "pieces", torn)
    with pytest.raises(FileProblem, match="could not be read to its end") as told:
        list(rows(path, form))
    assert path.name not in told.value.details


def test_the_fraction_grows(made: Made) -> None:
    path = made("Name,Mobile\n" + "Ann,0400000001\n" * 100_000)
    reading = rows(path, inspect(path).format)
    assert reading.fraction == 0
    seen = [reading.fraction for at, _ in enumerate(reading) if at % 10_000 == 0]
    assert seen == sorted(seen)
    assert 0 < seen[2] < 1
    assert reading.fraction == 1


def test_a_chosen_sheet() -> None:
    path = CORPUS / "empty-first-sheet.xlsx"
    layout = inspect(path)
    assert (layout.sheets, layout.clear) == (("Blank", "List", "Old"), False)
    other = inspect(path, replace(layout.format, sheet="Old", header_row=FIND_HEADER))
    assert other.sample[0].cells == ("0400 Old",)
    with pytest.raises(FileProblem, match="no rows"):
        inspect(path, replace(layout.format, sheet="Blank"))
    gone = replace(layout.format, sheet="no such")
    assert inspect(path, gone).format.sheet == "List"
    with pytest.raises(FileProblem, match="no such sheet"):
        list(rows(path, gone))


@pytest.mark.parametrize(
    "text",
    [
        ",".join(["a"] * 16_000) + "\n" + "1," * 100,
        "1," * 100_000,
        "Name,Mobile\n" + '"""b,1\n' * 20_000,
        "Name,Mobile\n" + "x" * 3_000_000 + "\u00e9,1\n",
        'a,"' + "x" * 3_000_000,
        "<!---->" * 5_000 + "x",
        "Name,Mobile\na@" + "." * 1_000_000 + " x,0400000001\n",
        "BEGIN:VCARD\nTEL" + ";" * 900_000 + ":1\nEND:VCARD\n",
        "<table><tr><td " + "a " * 1_000_000 + ">x<td>y",
        "<table>" + "<td " * 500_000,
        "<table><tr><td>x<td>y" + "<!-- <" * 300_000,
        "<table><td>" + "< &" * 600_000 + "<td>&#" + "9" * 1_000_000,
        "<table><tr><td x='" + 'y="' * 500_000 + ">x<td>y",
        "<table><tr><td colspan" + "a" * 1_000_000 + ">x<td>y",
        "<style>" * 200_000 + "</style" * 100_000,
        EXCEL_XML + '<Row x="' + "z" * 3_000_000,
        EXCEL_XML + '<Worksheet x=" Name=' * 100_000,
    ],
    ids=[
        *("names", "columns", "quotes", "letters", "open", "comments", "dots", "parameters"),
        *("attributes", "tags", "open comments", "signs", "open quote", "attribute", "styles"),
        *("open tag", "open sheets"),
    ],
)
def test_what_is_made_to_take_long_does_not(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("latin-1"))
    check(path)


def test_a_spreadsheet_cell_of_many_pieces_does_not_take_long(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    cell = f"<text:p>{'0<text:s/>' * 300_000}</text:p>"
    row = f'<table:table-row><table:table-cell office:value-type="string">{cell}</table:table-cell>'
    path.write_bytes(ods(f'<table:table table:name="T">{row}</table:table-row></table:table>'))
    check(path)


@pytest.mark.parametrize("first", ["MZ", "ID3", "RIFF", "BM", "Rar!", "BZh", "GIF", "PK", "II*"])
def test_a_list_that_begins_like_another_file(made: Made, first: str) -> None:
    path = made(f"{first},Mobile\nAnn,0400000001\n")
    assert inspect(path).columns == (first, "Mobile")


def _columns(folder: Path, text: str) -> tuple[str, ...]:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return inspect(path).columns


def test_a_separator_too_many_makes_no_column(tmp_path: Path) -> None:
    head, rows = "Name,Mobile,Company\n", "Ann,0491570006,Acme\nBen,0491570156,Fern\n"
    one = "Cas,0491570157,Fern, Moss & Co\n"
    assert _columns(tmp_path, head + rows + one) == ("Name", "Mobile", "Company")
    assert _columns(tmp_path, head + one + rows) == ("Name", "Mobile", "Company")
    # What most rows have is a column, though it has no name.
    assert _columns(tmp_path, head + one * 3 + rows) == ("Name", "Mobile", "Company", "Column 4")


@pytest.mark.parametrize(
    "names",
    [
        "Voornaam;Achternaam;Bedrijf;Mobiele telefoon",
        "Cognome;Nome;Azienda;Cellulare",
        "Imię;Nazwisko;Firma;Telefon komórkowy",
        "Förnamn;Efternamn;Företag;Mobiltelefon",
        "Nome próprio;Apelido;Telemóvel",
    ],
)
def test_names_of_columns_are_known_in_the_languages_of_the_columns(
    tmp_path: Path, names: str
) -> None:
    row = ";".join("Anneke" for _ in names.split(";")[1:]) + ";0491 570 006"
    path = tmp_path / "list.csv"
    path.write_text(f"{names}\n{row}\n", encoding="utf-8")
    layout = inspect(path)
    assert (layout.format.header_row, layout.clear) == (0, True)
