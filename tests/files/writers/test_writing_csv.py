"""CSV as it is written: what a spreadsheet would change is guarded, the old file stays whole."""

import errno
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.files.readers import reading
from smsbook_gui.files.readers.text.text_formula import from_formula
from smsbook_gui.files.writers.cells import guarded, held
from smsbook_gui.files.writers.writing import ENCODINGS, EXACT_CSV, EXCEL_CSV, CsvDialect, write_csv
from smsbook_gui.viewmodels.common.text import error_text

HEADERS = ("First name", "Phone number")
ROWS = (("Ana", "0400 000 001"), ("Ben", "+49 171 2345678"))


def write(target: Path, rows: object = ROWS, encoding: str = "utf-8-sig") -> None:
    write_csv(target, HEADERS, rows, replace(EXCEL_CSV, encoding=encoding))  # type: ignore[arg-type]


def left(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "@SUM(A1)",
        "+cmd",
        "-2+3+cmd|'x'!A0",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        "#N/A",
        "#DIV/0!",
        "'0400",
        '="0400"',
    ],
)
def test_what_would_be_calculated_or_is_a_mark_begins_with_a_blank(text: str) -> None:
    assert guarded(text) == held(text) == "\u00a0" + text
    assert guarded(guarded(text)) == guarded(text)
    assert tidy(guarded(text)) == tidy(text)


@pytest.mark.parametrize(
    "text",
    [
        "+61400000000",
        "+61 400 000 000",
        "0400000000",
        "0400 000 000",
        "(02) 9374 4000",
        "-5",
        "+1e5",
        "007",
        "1-2",
        "3/4",
        "1.5E3",
        "1e9",
        "May 5",
        "5 May",
        "5 Mai 2026",
        "2026-11-23",
        "10:30",
        "123456789012",
        "1.50",
        "5%",
        "$5",
        "TRUE",
        "faux",
        "(5)",
        "1 1/2",
        "2 pm",
        "1300-1-1",
        '7"',
        "a=1",
        "5 marca",
        "5 марта",
        "kr 5",
        "007\n8",
        "9" * 1000,
    ],
)
def test_what_would_become_a_value_is_a_formula_for_spreadsheets(text: str) -> None:
    assert guarded(text) == text
    assert held(text).startswith('="')
    assert max(map(len, re.findall('"[^"]*"', held(text)))) < 258, "Excel takes no more"
    assert from_formula(held(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ana",
        "Custom 1",
        "Reason 2",
        "12",
        "0",
        "12 Main St",
        "O'Brien",
        "'t Hart",
        "May",
        "A-5 on the 5th",
        "12345678901",
        "😀",
        "…",
        "#1 of them",
    ],
)
def test_leaves_other_text_as_it_is(text: str) -> None:
    assert guarded(text) == held(text) == text


@pytest.mark.parametrize("cell", ['="007', '="00"7"', "=007", "=A1", '="7"+1', ' ="7"', '="7" '])
def test_other_formulas_are_none(cell: str) -> None:
    assert from_formula(cell) == cell


def test_excel_knows_the_encoding_by_the_mark_at_the_start(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    write(target)
    assert (
        target.read_bytes()
        == (
            "\ufeffFirst name,Phone number\r\n"
            'Ana,"=""0400 000 001"""\r\nBen,"=""+49 171 2345678"""\r\n'
        ).encode()
    )
    assert left(tmp_path) == ["out.csv"]


def test_other_programs_get_everything_exactly_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    rows = [("=1", "0400000001"), ("#N/A", "+49 171 2345678"), ("\u00a0007", "'0400")]
    write_csv(target, HEADERS, rows, EXACT_CSV)
    lines = ["First name,Phone number", *(",".join(row) for row in rows), ""]
    assert target.read_bytes().decode("utf-8").split("\r\n") == lines


def test_a_first_header_id_is_quoted(tmp_path: Path) -> None:
    """Excel takes a file that begins with ID for one in another format (SYLK)."""
    target = tmp_path / "out.csv"
    write_csv(target, ("ID", "Name"), (), EXACT_CSV)
    assert target.read_bytes() == b'"ID","Name"\r\n'


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("dialect", [EXCEL_CSV, EXACT_CSV])
def test_reads_back(tmp_path: Path, encoding: str, separator: str, dialect: CsvDialect) -> None:
    target = tmp_path / "out.csv"
    rows = [("Zoë, “the 1st”", "0400 000 001"), ('a "b"; c\td|e', "…"), ("two\nlines", "=1")]
    write_csv(target, HEADERS, rows, replace(dialect, separator=separator, encoding=encoding))
    layout = reading.inspect(target)
    wish = layout.format.__class__(
        layout.format.kind, encoding=encoding, separator=separator, header_row=0
    )
    found = [row.cells for row in reading.rows(target, wish)]
    assert layout.columns == HEADERS
    assert [tuple(map(tidy, cells)) for cells in found] == [tuple(map(tidy, row)) for row in rows]


def test_names_the_characters_that_an_encoding_does_not_have(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(FileProblem) as caught:
        write(target, [("Cafe\u0301", "1"), ("張", "2"), ("😀", "3"), ("\u202e", "4")], "cp1252")
    assert caught.value.message == (
        "Windows-1252 cannot hold these characters: “張”, “😀”, U+202E."
    )
    assert "UTF-8" in caught.value.remedy
    assert (target.read_text(), left(tmp_path)) == ("old", ["out.csv"])


def test_an_error_of_the_rows_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    class Cancelled(Exception):
        pass

    def rows() -> Iterator[tuple[str, str]]:
        yield from ROWS
        raise Cancelled

    with pytest.raises(Cancelled):
        write(target, rows())
    assert (target.read_text(), left(tmp_path)) == ("old", ["out.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """A limit on the size of files is what a test can have of a disk that fills up midway."""
    import resource

    target = tmp_path / "out.csv"
    target.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, before[1]))
    try:
        with pytest.raises(FileProblem) as caught:
            write(target, (("x" * 100, "y") for _ in range(10_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.message == "There is no room left for this file."
    assert (target.read_text(), left(tmp_path)) == ("old", ["out.csv"])


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "There is no room left for this file."),
        (errno.EROFS, "You are not allowed to change this file."),
        (errno.EIO, "The file could not be written."),
    ],
)
def test_says_what_went_wrong(tmp_path: Path, number: int, message: str) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    def rows() -> Iterator[tuple[str, str]]:
        yield from ROWS
        raise OSError(number, "as a disk says it")

    with pytest.raises(FileProblem) as caught:
        write(target, rows())
    assert caught.value.message == message
    assert str(tmp_path) not in caught.value.details + error_text(caught.value)
    assert (target.read_text(), left(tmp_path)) == ("old", ["out.csv"])


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="The folder is not there any more"):
        write(tmp_path / "gone" / "out.csv")


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(FileProblem, match="a folder of this name"):
        write(tmp_path / "out.csv")
    assert left(tmp_path) == ["out.csv"]


def test_open_in_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows lets nobody replace a file that Excel has open."""
    target = tmp_path / "out.csv"
    target.write_text("old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "open elsewhere")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileProblem, match="not allowed to change") as caught:
        write(target)
    assert "close it there" in caught.value.remedy
    assert (target.read_text(), left(tmp_path)) == ("old", ["out.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_keeps_the_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    target.chmod(0o640)
    write(target)
    assert target.stat().st_mode & 0o777 == 0o640
    assert "Ana" in target.read_text("utf-8-sig")


def test_keeps_the_link(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write(link)
    assert link.is_symlink()
    assert "Ana" in real.read_text("utf-8-sig")
