"""Every file of the corpus gives its rows, or says exactly what is wrong."""

import os
from pathlib import Path
from zipfile import ZipInfo

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import Layout
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.viewmodels.common.text import error_text
from tests.files import make_corpus
from tests.files.expected import EXPECTED, Read
from tests.files.expected_markup import EXPECTED_MARKUP
from tests.files.mutation import CORPUS, check, corpus_files
from tests.support.notes import said

ALL_EXPECTED = {**EXPECTED, **EXPECTED_MARKUP}


def _form(layout: Layout) -> str:
    chosen = layout.format
    parts = [chosen.kind.value, chosen.encoding, chosen.separator and repr(chosen.separator)]
    parts += [chosen.sheet, f"header {chosen.header_row}", None if layout.clear else "unclear"]
    return " ".join(part for part in parts if part)


def _read(path: Path) -> Read | str:
    try:
        layout = inspect(path)
        stream = rows(path, layout.format)
        found = [
            (row.number, {_name(layout, at): cell for at, cell in enumerate(row.cells) if cell})
            for row in stream
        ]
    except FileProblem as problem:
        return error_text(problem)
    assert stream.fraction == 1
    return Read(_form(layout), found, said(stream.notes))


def _name(layout: Layout, at: int) -> str | int:
    return layout.columns[at] if at < len(layout.columns) else at


@pytest.mark.parametrize("name", ALL_EXPECTED)
def test_corpus(name: str) -> None:
    assert _read(CORPUS / name) == ALL_EXPECTED[name]


def test_all_of_the_corpus_is_expected() -> None:
    assert {path.name for path in CORPUS.iterdir() if path.is_file()} == set(ALL_EXPECTED)


@pytest.mark.parametrize("path", corpus_files(), ids=lambda path: path.name)
def test_what_holds_for_every_file(path: Path) -> None:
    check(path)


def _part_of_unix(name: str, date: tuple[int, int, int, int, int, int]) -> ZipInfo:
    """Of an archive; else it tells on which system it was made."""
    part = ZipInfo(name, date)
    part.create_system = 3
    return part


def test_the_corpus_is_what_its_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_corpus, "CORPUS", tmp_path)
    monkeypatch.setattr("xlsxwriter.workbook.ZipInfo", _part_of_unix)
    make_corpus.main()
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in CORPUS.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("outlook-en.csv", make_corpus.OUTLOOK_EN),
        ("outlook-de.csv", make_corpus.OUTLOOK_DE),
        ("google.csv", make_corpus.GOOGLE),
        ("thunderbird.csv", make_corpus.THUNDERBIRD),
        ("clicksend.csv", make_corpus.CLICKSEND),
        ("transmitsms.csv", make_corpus.TRANSMITSMS),
    ],
)
def test_exports_have_all_their_columns(name: str, headers: list[str]) -> None:
    assert list(inspect(CORPUS / name).columns) == headers


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="a folder"):
        inspect(tmp_path)
    with pytest.raises(FileProblem, match="not there any more"):
        inspect(tmp_path / "gone.csv")
    path = tmp_path / "list.csv"
    path.write_text("Mobile\n0400000001\n")
    layout = inspect(path)
    path.unlink()
    with pytest.raises(FileProblem, match="not there any more"):
        list(rows(path, layout.format))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Mobile\n0400000001\n")
    if os.name == "posix" and os.geteuid():
        path.chmod(0)
    else:  # nothing is forbidden to root

        def forbidden(*_: object, **__: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(FileProblem, match="not allowed to read"):
        inspect(path)
