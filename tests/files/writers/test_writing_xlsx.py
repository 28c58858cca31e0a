"""Excel workbooks as they are written."""

import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.readers import reading
from smsbook_gui.files.writers import xlsx_file
from smsbook_gui.files.writers.writing import write_xlsx

HEADERS = ("First name", "Phone number")


def sheet(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_every_cell_is_text_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    rows = [("=1+1", "0400 000 001"), ("{=1}", "+49 171 2345678"), ("@x", "-5"), ("<r>a</r>", "1")]
    write_xlsx(target, HEADERS, rows)
    xml = sheet(target)
    assert "<f>" not in xml
    assert set(re.findall(r'<c [^>]*t="(\w+)"', xml)) == {"inlineStr"}
    with zipfile.ZipFile(target) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert len(re.findall(r'numFmtId="49"', styles)) == 2, "the built-in format of texts"
    assert [row.cells for row in reading.inspect(target).sample] == [
        *rows[:3],
        ("\u00a0<r>a</r>", "1"),
    ]


def test_header_is_frozen_and_filters_and_columns_are_wide_enough(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    write_xlsx(target, HEADERS, [("x" * 20, "0400 000 001"), ("y" * 200, "")])
    xml = sheet(target)
    assert 'ySplit="1"' in xml
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:B3"/>' in xml
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', xml)]
    assert widths[0] > 40
    assert 14 < widths[1] < 20


def test_without_contacts_there_are_the_headers(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    write_xlsx(target, HEADERS, [])
    assert reading.inspect(target).columns == HEADERS


def test_cells_that_were_never_read_are_grey(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    write_xlsx(target, HEADERS, [("…", "1")])
    one, other = re.findall(r'<c r="[AB]2" s="(\d)"', sheet(target))
    assert one != other


def test_what_excel_cannot_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.xlsx"
    target.write_text("old")
    with pytest.raises(FileProblem, match="longer than an Excel cell can hold"):
        write_xlsx(target, HEADERS, [("😀" * 16_384, "")])
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 2)
    with pytest.raises(FileProblem, match="no more than 2 contacts"):
        write_xlsx(target, HEADERS, [("a", "b")] * 3)
    assert (target.read_text(), os.listdir(tmp_path)) == ("old", ["out.xlsx"])
    write_xlsx(target, HEADERS, [("😀" * 16_383, "a"), ("b", "c")])


def test_an_error_of_the_rows_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "out.xlsx"
    target.parent.mkdir()
    target.write_text("old")
    parts = tmp_path / "parts"
    parts.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(parts))

    def rows() -> Iterator[tuple[str, str]]:
        yield "a", "b"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_xlsx(target, HEADERS, rows())
    assert (target.read_text(), os.listdir(target.parent)) == ("old", ["out.xlsx"])
    assert os.listdir(parts) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("room", [2 << 10, 64 << 10])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, room: int) -> None:
    """The parts do not fit, or they do and the whole does not."""
    import resource

    target = tmp_path / "out.xlsx"
    target.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(FileProblem) as caught:
            write_xlsx(target, HEADERS, ((os.urandom(40).hex(), "y") for _ in range(900)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.message == "There is no room left for this file."
    assert (target.read_text(), os.listdir(tmp_path)) == ("old", ["out.xlsx"])
