"""Names of many languages in the encodings that Excel and its relatives write."""

from pathlib import Path

import pytest

from smsbook_gui.domain.imports.tabular import FileFormat, FileKind
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.text.encoding import find_encoding, find_encoding_of_markup
from tests.files.encodings_table import LANGUAGES, ROWS, Sample, found_in, samples
from tests.files.encodings_table import NAMES as LISTS
from tests.files.make_letters import TARGET, letters_text
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


@pytest.mark.parametrize("encoding", LANGUAGES)
def test_no_list_is_read_wrong_without_a_question(tmp_path: Path, encoding: str) -> None:
    for count in ROWS:
        lists = list(samples(encoding, count, 1 if count > 100 else 3))
        found = [found_in(each, tmp_path / "list.csv") for each in lists]
        right = [each.is_right(that) for each, that in zip(lists, found, strict=True)]
        assert all(right[at] or not that.clear for at, that in enumerate(found))
        assert count < 30 or sum(right) >= 0.9 * len(right)
        for each, that in zip(lists, found, strict=True):
            offered = [each.data.decode(one.encoding, "replace") for one in that.readings]
            assert that.clear or each.right in offered


@pytest.mark.parametrize("encoding", LANGUAGES)
def test_five_hundred_rows_are_clear(tmp_path: Path, encoding: str) -> None:
    assert all(found_in(each, tmp_path / "list.csv").clear for each in samples(encoding, 500, 1))


def test_the_letters_are_those_of_the_words() -> None:
    assert TARGET.read_text(encoding="utf-8") == letters_text()


def test_the_lists_hold_no_word_that_the_letters_were_counted_in() -> None:
    for path in LISTS.glob("*.txt"):
        words = (LISTS.parent / "words" / path.name).read_text(encoding="utf-8").splitlines()
        names = path.read_text(encoding="utf-8").replace("\n", ";").split(";")
        assert not {name for name in names if name} & set(words)


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("iso8859-3", "Ġorġ Ħelow Żammit Ċensu Buġeja Għarb Żurrieq Ġużè Ħamrun"),
        ("iso8859-6", "محمد أحمد علي فاطمة عائشة حسن حسين يوسف إبراهيم مريم"),
        ("iso8859-14", "Siân Gŵyl Llŷr Tŷ Gwên Môn Siôn Dŵr Ynyr Tân"),
        ("johab", "김민수 이영희 박철수 최지우 정다은"),
        ("ptcp154", "Әлия Құрман Нұрсұлтан Өмір Ғалым Қанат Үміт"),
    ],
)
def test_what_reads_like_no_language_is_asked_about(tmp_path: Path, codec: str, names: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(tuple(names.split())).encode(codec, "ignore"))
    found = find_encoding(path)
    assert not found.clear
    assert len(found.readings) >= 3


_CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{1};{0}\r\nTEL:0400{2}\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("before", "each", "after"),
    [("", _CARD, ""), ("<table><tr><td>Name<td>Mobile", "<tr><td>{0} {1}<td>0400{2}", "</table>")],
)
def test_cards_and_pages_are_judged_like_lists(
    tmp_path: Path, before: str, each: str, after: str
) -> None:
    people = (("Ελένη", "Παπαδοπούλου"), ("Γιώργος", "Καραγιάννης"), ("Μαρία", "Οικονόμου"))
    rows_of_it = (each.format(*name, at) for at, name in enumerate(people, 100_000))
    path = tmp_path / "list"
    path.write_bytes(f"{before}{''.join(rows_of_it)}{after}".encode("cp1253"))
    layout = inspect(path)
    assert (layout.format.encoding, layout.clear) == ("cp1253", True)
    assert [" ".join(row.cells).count("Οικονόμου") for row in layout.sample] == [0, 0, 1]


def test_what_the_likely_encodings_make_of_the_same_names(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(("Ann Lee", "丽 张", "小明 王")).encode("gbk"))
    layout = inspect(path)
    assert not layout.clear
    assert layout.format.encoding == layout.readings[0].encoding == "gb18030"
    assert set(layout.readings[0].texts) == {"丽 张", "小明 王"}
    for reading in layout.readings:
        assert [text.encode("gbk") for text in layout.readings[0].texts] == [
            text.encode(reading.encoding) for text in reading.texts if "\ufffd" not in text
        ] or any("\ufffd" in text for text in reading.texts)
    assert len({reading.texts for reading in layout.readings}) == len(layout.readings)
    chosen = inspect(path, FileFormat(FileKind.TEXT, encoding="big5", separator=","))
    assert chosen.clear
    assert chosen.readings == layout.readings


def test_a_clear_list_has_nothing_to_choose_from(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(_list(NAMES["German"]).encode("cp1252"))
    assert inspect(path).readings == ()


def test_a_letter_that_is_cut_by_the_reading_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample: Sample = next(samples("shift_jis", 30, 1))
    for size in (7, 50, 333):
        monkeypatch.setattr("smsbook_gui.files.readers.text.encoding.CHUNK", size)
        monkeypatch.setattr("smsbook_gui.files.readers.base.stream.CHUNK", size)
        assert found_in(sample, tmp_path / "list.csv").clear


@pytest.mark.parametrize(
    ("label", "names", "encoding"),
    [
        ("iso-8859-1", "Ελένη Παπαδοπούλου Γιώργος Καραγιάννης Μαρία Οικονόμου", "cp1253"),
        ("windows-1252", "Иван Кузнецов Анна Соколова Ольга Попова", "cp1251"),
        ("windows-1251", "Иван Кузнецов Анна Соколова Ольга Попова", "cp1251"),
        ("windows-1250", "Peńa", "cp1250"),
        ("windows-1252", "Peña", "cp1252"),
        ("macintosh", "Peña", "mac_roman"),
    ],
)
def test_a_page_may_declare_what_it_is_not(
    tmp_path: Path, label: str, names: str, encoding: str
) -> None:
    path = tmp_path / "list.html"
    cells = "".join(f"<tr><td>{name}<td>0491570006" for name in names.split())
    page = f'<meta charset="{label}"><table><tr><td>Name<td>Mobile{cells}</table>'
    path.write_bytes(page.encode(encoding))
    found = find_encoding_of_markup(path)
    assert path.read_bytes().decode(found.name) == page
