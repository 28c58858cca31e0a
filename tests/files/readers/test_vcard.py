"""Cards of all versions, and what address books make of the standard."""

from pathlib import Path

import pytest

from smsbook_gui.domain.imports.cells import cell_text
from smsbook_gui.files.readers.base.lines import LINE_LIMIT, Damage
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.text.vcard import PRODUCT, cards, parts, unescaped
from tests.support.notes import said


def _row(tmp_path: Path, *entries: str, codec: str = "utf-8") -> dict[str, str]:
    path = tmp_path / "card.vcf"
    text = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *entries, "END:VCARD", ""))
    path.write_bytes(text.encode(codec))
    layout = inspect(path)
    [row] = rows(path, layout.format)
    return {name: cell for name, cell in zip(layout.columns, row.cells, strict=True) if cell}


@pytest.mark.parametrize(
    ("entries", "column", "text"),
    [
        (["TEL;CELL:0400 000 001"], "Number (mobile)", "0400 000 001"),
        (["TEL;TYPE=cell,voice:0400 000 001"], "Number (mobile)", "0400 000 001"),
        (["tel;type=CELL;type=WORK:0400 000 001"], "Number (mobile)", "0400 000 001"),
        (['TEL;TYPE="cell,work";PREF=1:0400 000 001'], "Number (mobile)", "0400 000 001"),
        (["TEL;VALUE=uri:tel:+61-400-000-001"], "Number", "+61-400-000-001"),
        (["TEL:tel:+61%20400;phone-context=x;ext=5"], "Number", "+61 400;ext=5"),
        (["TEL;TYPE=VOICE,PREF:1 1111"], "Number", "1 1111"),
        (["TEL;HOME:1 1111", "TEL;PREF;HOME:2 2222"], "Number (home)", "2 2222"),
        (["TEL;HOME:1 1111", "TEL;PREF;HOME:2 2222"], "Number (home) 2", "1 1111"),
        (["TEL;HOME;FAX:1 1111", "TEL;HOME:2 2222"], "Number (home)", "2 2222"),
        (["TEL;MAIN:2 2222"], "Number (work)", "2 2222"),
        (["TEL;CELL:1 1111", "TEL;CELL:2 2222"], "Number (mobile) 2", "2 2222"),
        (["i1.TEL:1 1111", "i1.X-ABLabel:Handy privat"], "Number (mobile)", "1 1111"),
        (["i1.TEL:1 1111", "i1.X-ABLabel:iPhone"], "Number (mobile)", "1 1111"),
        (["i1.TEL;TYPE=x-farm:1 1111", "i1.X-ABLabel:Farm"], "Number (other)", "1 1111"),
        (["i1.TEL;TYPE=pref:1 1111", "i1.X-ABLabel:CELL\\;PREF"], "Number (mobile)", "1 1111"),
        (["i1.X-ABLabel:_$!<Work>!$_", "i1.TEL:1 1111"], "Number (work)", "1 1111"),
        (["FN:Fern & Co", "N:Fern & Co;;;;", "ORG:Fern & Co"], "Full name", "Fern & Co"),
        (["N:Van Dyk\\, Jr;Ann;B;Dr.;"], "Last name", "Van Dyk, Jr"),
        (["N:Only"], "Last name", "Only"),
        (["ORG:A\\;B Ltd;Sales"], "Company", "A;B Ltd"),
        (["NOTE:one\\ntwo\\Nthree\\, four"], "Note", "one\ntwo\nthree, four"),
        (["NOTE:fold", "  ed line"], "Note", "fold ed line"),
        (["NOTE:tab", "\tfolded"], "Note", "tabfolded"),
        (["NOTE;QUOTED-PRINTABLE:a=3Db"], "Note", "a=b"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:M=FCller"], "Note", "Müller"),
        (["NOTE;CHARSET=ISO-8859-1:Müller"], "Note", "Müller"),
        (["FN;CHARSET=ISO-8859-1:Ann", "NOTE:Müller"], "Note", "Müller"),
        (["NOTE;CHARSET=no-such;ENCODING=QUOTED-PRINTABLE:a"], "Note", "a"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:one=", "", "TEL:1 1111"], "Number", "1 1111"),
        (
            ["NOTE;QUOTED-PRINTABLE:caf=C3=", " =A9 noir=", "  et blanc"],
            "Note",
            "café noir et blanc",
        ),
        (["NOTE;QUOTED-PRINTABLE:black=", " and white"], "Note", "black and white"),
        (["N;QUOTED-PRINTABLE:O=27Dea=3B Jr;Al"], "Last name", "O'Dea; Jr"),
        (["NOTE:fold", "", "", " ed"], "Note", "folded"),
        (["TEL;TYPE=CELL;", " TYPE=VOICE:0400 000 001"], "Number (mobile)", "0400 000 001"),
        (["NOTE;CHARSET=UTF-8;ENCODING=B:5p2O5bCP6b6Z"], "Note", "李小龙"),
        (["NOTE;ENCODING=BASE64:no base64 at all"], "Note", "no base64 at all"),
        (["VERSION:2.1", "ORG:A\\B\\; Co;Sales"], "Company", "A\\B; Co"),
        (["N:Rp\\: Ward;Zoe", "VERSION:2.1"], "Last name", "Rp: Ward"),
        (['NOTE;X-A="b:c;d":text: more'], "Note", "text: more"),
        (["EMAIL:mailto:ann@example.org"], "Email", "ann@example.org"),
        (["FN:Ann", "FN;LANGUAGE=fr:Anne"], "Full name", "Ann"),
        (["AGENT:", "BEGIN:VCARD", "FN:Bob", "END:VCARD", "FN:Ann"], "Full name", "Ann"),
        (["PHOTO;BASE64:", "AAAA", "TEL=", " TEL:x", "", "FN:Ann"], "Full name", "Ann"),
    ],
)
def test_entries(tmp_path: Path, entries: list[str], column: str, text: str) -> None:
    assert _row(tmp_path, *entries)[column] == text


def test_a_fax_is_no_number_to_text(tmp_path: Path) -> None:
    faxes = ("TEL;FAX:1 1111", "TEL;TYPE=pref,pager:1 1111", "i1.TEL;CELL:1 1111")
    named = _row(tmp_path, "FN:Ann", *faxes, "i1.X-ABLABEL:_$!<HomeFAX>!$_")
    assert named == {"Full name": "Ann"}


def test_a_company_is_no_person(tmp_path: Path) -> None:
    company = _row(tmp_path, "FN:Fern & Co", "N:Fern & Co;;;;", "ORG:Fern & Co", "TEL:1 1111")
    assert "Last name" not in company
    named = _row(tmp_path, "FN:Fern & Co", "N:Fern;Ann;;;", "ORG:Fern & Co", "TEL:1 1111")
    assert (named["First name"], named["Last name"]) == ("Ann", "Fern")


def test_a_fold_within_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "card.vcf"
    letter = "ë".encode()
    path.write_bytes(
        b"BEGIN:VCARD\r\nFN:Zo" + letter[:1] + b"\r\n " + letter[1:] + b" Bront\r\nEND:VCARD\r\n"
    )
    layout = inspect(path)
    assert (layout.format.encoding, layout.clear, layout.notes) == ("utf-8", True, ())
    assert layout.sample[0].cells == ("Zoë Bront",)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le"])
def test_files_that_were_joined(tmp_path: Path, codec: str) -> None:
    """Each with its byte order mark; the last two without a line break between them."""
    path = tmp_path / "cards.vcf"
    one = "\ufeffBEGIN:VCARD\r\nFN:Zoë {}\r\nEND:VCARD\r\n"
    text = one.format(1) + one.format(2).strip() + one.format(3).lower().removeprefix("\ufeff")
    path.write_bytes(text.encode(codec))
    layout = inspect(path)
    reading = rows(path, layout.format)
    assert [row.cells[0].lower() for row in reading] == ["zoë 1", "zoë 2", "zoë 3"]
    assert (layout.clear, layout.notes, reading.notes) == (True, (), ())


def test_cards_in_two_character_sets(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    one = "BEGIN:VCARD\r\nFN;CHARSET={0}:Jörg {0}\r\nNOTE:Grüße\r\nEND:VCARD\r\n"
    path.write_bytes(
        b"".join(one.format(name).encode(name) for name in ("utf-8", "iso-8859-1", "cp1252"))
    )
    layout = inspect(path)
    found = [row.cells for row in rows(path, layout.format)]
    assert found == [(f"Jörg {name}", "Grüße") for name in ("utf-8", "iso-8859-1", "cp1252")]
    assert said(layout.notes) == ()


def test_a_character_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    good = "BEGIN:VCARD\r\nFN:Zoë\r\nEND:VCARD\r\n".encode()
    path.write_bytes(good * 3 + good.replace("ë".encode(), b"\xeb"))
    layout = inspect(path)
    assert said(layout.notes) == ("Some characters cannot be read and show as “\ufffd” (line 11).",)


def test_a_character_set_of_its_own(tmp_path: Path) -> None:
    entry = "NOTE;CHARSET=windows-1251:Иван"
    assert _row(tmp_path, entry, codec="cp1251")["Note"] == "Иван"


def test_a_photo_is_not_held() -> None:
    lines = ["BEGIN:VCARD\n", "PHOTO:x\n", *[" " + "A" * 76 + "\n"] * 1000, "FN:Ann\n", "END:VCARD"]
    [card] = cards((line.encode() for line in lines), "utf-8", Damage())
    assert [found.name for found in card.properties] == ["FN"]


def test_an_endless_value_is_cut() -> None:
    lines = ["BEGIN:VCARD\n", "NOTE:x\n", *[" " + "A" * 10_000 + "\n"] * 1000, "END:VCARD"]
    [card] = cards((line.encode() for line in lines), "utf-8", Damage())
    assert len(card.properties[0].value) < LINE_LIMIT / 10


def test_text_between_cards_is_no_card(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ann\nEND:VCARD\nFN:Lost\n\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n")
    reading = rows(path, inspect(path).format)
    assert [row.cells for row in reading] == [("Ann",), ("Bob",)]
    assert said(reading.notes) == ("Text outside of any contact was left out (line 4).",)


def test_a_long_file_has_all_usual_columns(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    card = "BEGIN:VCARD\nFN:Ann\nTEL;CELL:0400 000 001\nEND:VCARD\n"
    last = card.replace("END", "TEL;WORK:02 9000 0001\nTEL;CELL:0400 000 002\nEND")
    path.write_text(card * 12_000 + last)
    reading = rows(path, inspect(path).format)
    *_, row = reading
    assert "02 9000 0001" in row.cells
    assert said(reading.notes) == (
        "Some entries of a very long contact were left out (line 48001).",
    )


def test_a_word_for_no_value_is_a_name_in_cards_of_our_own_only(tmp_path: Path) -> None:
    assert _row(tmp_path, "N:null;NULL;;;")["Last name"] == "null"  # which an import passes over
    ours = _row(tmp_path, f"PRODID:{PRODUCT}", "N:null;NULL;;;")
    assert ours["Last name"] == "\u00a0null"  # which it does not
    assert cell_text([ours["Last name"]], 0) == "null"
    assert cell_text(["null"], 0) == ""


def test_parts() -> None:
    assert parts("a;b\\;c; d ;") == ["a", "b;c", "d", ""]
    assert unescaped("a\\\\b\\;") == "a\\b;"
