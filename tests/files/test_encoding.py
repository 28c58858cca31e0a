"""Names of many languages in the encodings that Excel and its relatives write."""

from pathlib import Path

import pytest

from smsbook_gui.domain.tabular import FileFormat, FileKind
from smsbook_gui.files.encoding import find_encoding, find_encoding_of_markup
from smsbook_gui.files.reading import inspect, rows
from tests.support.notes import said

NAMES = {
    "German": ("Jürgen Groß", "Änne Weiß", "Käthe Schröder", "Müller & Söhne"),
    "French": ("Zoé Lefèvre", "François Béranger", "Hélène Côté", "Noël D’Août", "Société"),
    "Spanish": ("José Núñez", "María Peña", "Íñigo López", "Ángela Muñoz", "Compañía"),
    "English": ("O’Brien", "Café – Bar", "Ann’s list", "“Nick” Lee", "Zoë"),
    "Nordic": ("Åsa Öberg", "Jørgen Kjær", "Søren Ærø", "Pål Ås"),
    "Portuguese": ("João Gonçalves", "Conceição", "Antônio", "Inês Simões"),
    "one letter": ("Zoë",),
    "apostrophes": ("it’s Ann’s", "O’Neil"),
    "euro": ("€ 50", "Ann"),
}


def _list(names: tuple[str, ...]) -> str:
    return "Name,Mobile\r\n" + "".join(f"{name},0400 000 001\r\n" for name in names)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("language", NAMES)
def test_the_encoding_is_found(tmp_path: Path, language: str, codec: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(NAMES[language]).encode(codec))
    layout = inspect(path)
    assert tuple(row.cells[0] for row in layout.sample) == NAMES[language]
    assert layout.encodings[0] == layout.format.encoding


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(NAMES["German"]).encode(codec))
    assert find_encoding(path).name == codec


def test_latin_1_where_windows_has_no_such_letter(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(("Jürgen\x81", "Größe\x9d", "Zoë", "José", "Núñez")).encode("latin-1"))
    assert find_encoding(path).name in ("iso8859-1", "cp1252")
    assert not find_encoding(path).clear


def test_a_chosen_encoding_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(("Иван",)).encode("cp1251"))
    layout = inspect(path, FileFormat(FileKind.TEXT, encoding="cp1251", separator=","))
    assert layout.sample[0].cells[0] == "Иван"
    assert layout.encodings[0] == "cp1251"
    unknown = inspect(path, FileFormat(FileKind.TEXT, encoding="no such", separator=","))
    assert unknown.format.encoding != "no such"


def test_notes_name_the_lines_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    bad = b"".join(
        b"B\xff\xfeb,%d\n" % at if at % 100 == 0 else b"\xc3\xb6,%d\n" % at for at in range(1, 999)
    )
    path.write_bytes(b"Name,Mobile\n" + bad)
    layout = inspect(path)
    [note] = said(layout.notes)
    assert "lines 101, 201, 301, 401, 501 and more" in note
    stream = rows(path, layout.format)
    assert sum(1 for _ in stream) == 998
    assert stream.notes == layout.notes


@pytest.mark.parametrize(
    ("label", "codec", "text", "found"),
    [
        ("iso-8859-1", "cp1252", "“Zoë” €", "cp1252"),
        ("Windows-1250", "cp1250", "Łukasz Żak", "cp1250"),
        ("koi8-r", "koi8-r", "Анна", "koi8-r"),
        ("Shift_JIS", "cp932", "田中①", "cp932"),
        ("gb2312", "gb18030", "王小明", "gb18030"),
        ("big5", "big5", "王小明", "big5"),
        ("euc-kr", "cp949", "김민수", "cp949"),
        ("iso-2022-jp", "iso2022_jp", "田中", "iso2022_jp"),
        ("utf-8", "cp1252", "Zoë Müller", "cp1252"),
        ("iso-8859-1", "utf-8", "Zoë", "utf-8"),
        ("windows-1252", "utf-16", "Zoë", "utf-16"),
        ("utf-16", "cp1252", "Zoë Müller", "cp1252"),
        ("cp037", "cp1252", "Zoë Müller", "cp1252"),
        ("base64", "cp1252", "Zoë Müller", "cp1252"),
        ("x-user-defined", "cp1252", "Zoë Müller", "cp1252"),
    ],
)
def test_what_markup_declares(
    tmp_path: Path, label: str, codec: str, text: str, found: str
) -> None:
    path = tmp_path / "list.xls"
    for head in (
        f'<meta charset="{label}">',
        f"<META content='text/html; charset = {label}' http-equiv=Content-Type>",
        f'<?xml version="1.0" encoding="{label}"?>',
    ):
        path.write_bytes(f"{head}<table><tr><td>{text}<td>1</table>".encode(codec))
        assert find_encoding_of_markup(path).name == found
        assert text in path.read_bytes().decode(found)
