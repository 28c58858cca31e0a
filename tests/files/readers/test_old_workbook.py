"""Workbooks that a process of its own reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import Aside, NoteKind
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.workbooks import old_workbook
from smsbook_gui.files.readers.workbooks.biff_looks import BiffLooks, read_looks
from tests.files.binary_files import Error, Formula, Rows, xls, xlsb
from tests.files.mutation import CORPUS

FROZEN_MAIN = Path(__file__).parents[3] / "packaging" / "frozen_main.py"
BOOK = CORPUS / "excel-97.xls"


def test_the_frozen_program_reads_them_too() -> None:
    arguments: list[str | Path] = [sys.executable, FROZEN_MAIN]
    arguments += [old_workbook.READ_WORKBOOK, BOOK, json.dumps("Kunden")]
    told = subprocess.run(arguments, stdout=subprocess.PIPE, check=True).stdout
    sheets, height, merged, looks, batch, end = map(json.loads, told.splitlines())
    assert (sheets, height, merged, end) == (["Leer", "Kunden"], 3, [], "end")
    assert looks == {"rows": [], "columns": [], "struck": {}}
    assert batch[0] == [1, ["Name", "Handy", "Firma"]]


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    popen = subprocess.Popen

    def start(command: list[str], **how: object) -> object:
        started.append(command)
        return popen([sys.executable, str(FROZEN_MAIN), *command[1:]], **how)  # type: ignore[call-overload]

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(subprocess, "Popen", start)
    assert old_workbook.sheet_names(BOOK) == ["Leer", "Kunden"]
    assert started == [[sys.executable, old_workbook.READ_WORKBOOK, str(BOOK)]]


LIST: Rows = [
    ["Name", "Old", "Mobile"],
    ["Ann Berg", "x", "0491 570 006"],
    ["Ben Cole", "x", "0491 570 156"],
    ["Cas Dunn", "x", 491570157.0],
]


def test_rows_that_a_binary_workbook_hides_or_strikes_through(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsb"
    path.write_bytes(xlsb(LIST, hidden=[2], columns=[1], struck=[(3, 0), (3, 2), (1, 1)]))
    found = inspect(path)
    assert [(row.number, row.aside) for row in rows(path, found.format)] == [
        (2, None),
        (3, Aside.HIDDEN),
        (4, Aside.STRUCK),
    ]
    assert found.hidden == (1,)
    assert {note.kind for note in found.notes} == {
        NoteKind.HIDDEN,
        NoteKind.STRUCK,
        NoteKind.HIDDEN_COLUMN,
    }


@pytest.mark.parametrize(
    ("tokens", "read"),
    [
        ("1702003034 1708003037 08", "#N/A"),  # "04"&"07"
        ("170a0030343931353730303036", "#N/A"),  # "0491570006"
        ("170200303417020035364202 5001", "#N/A"),  # CONCATENATE
        ("4c0000fdc0 1e0100 4202 7400", "#N/A"),  # RIGHT
        ("4c0000fdc0 1702003030 4130 00", "#N/A"),  # TEXT
        ("1e0000", "0"),  # 0
        ("4c0000fdc0 4c0000fdc0 04", "0"),  # a difference
        ("4c0000fdc0 25000001000000c001c0 1e0200 4203 6600", "0"),  # VLOOKUP
    ],
)
def test_a_text_that_was_never_calculated_is_an_error(
    tmp_path: Path, tokens: str, read: str
) -> None:
    """As LibreOffice writes it, which takes the workbook of another program as it was."""
    formula = bytes.fromhex(tokens)
    path = tmp_path / "list.xls"
    cells: Rows = [
        ["Name", "Mobile"],
        ["Ann", Formula(0.0, formula)],
        ["Bo", Formula(5.0, formula)],
    ]
    path.write_bytes(xls({"List": cells}))
    found = inspect(path)
    assert [row.cells[1] for row in rows(path, found.format)] == [read, "5"]
    assert (NoteKind.ERROR_CELL in {note.kind for note in found.notes}) is (read != "0")


def test_errors_are_told(tmp_path: Path) -> None:
    """calamine tells of them as of blank cells."""
    cells: Rows = [["Name", "Mobile"], ["Ann", Error(0x07)]]
    made = {
        "list.xls": xls({"List": [*cells, ["Bo", Formula(Error(0x2A), b"")]]}),
        "list.xlsb": xlsb([*cells, ["Bo", Error(0x2A)]]),
    }
    for name, content in made.items():
        path = tmp_path / name
        path.write_bytes(content)
        found = inspect(path)
        told = [row.cells[1] for row in rows(path, found.format)]
        assert told == ["#DIV/0!", "#N/A"]
        assert NoteKind.ERROR_CELL in {note.kind for note in found.notes}


def test_it_is_told_where_hidden_rows_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsb"
    path.write_bytes(xlsb(LIST).replace(b"styles.bin", b"styles.xyz"))
    told = {note.kind: note.text for note in inspect(path).notes}
    assert "save it as .xlsx" in told[NoteKind.LOOKS_UNKNOWN]
    for known in (BOOK, CORPUS / "excel-binary.xlsb"):
        assert NoteKind.LOOKS_UNKNOWN not in {note.kind for note in inspect(known).notes}


@pytest.mark.parametrize("cut", [0, 600, 1200, 5000])
def test_looks_of_a_damaged_workbook_are_unknown_or_partly_known(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.xls"
    path.write_bytes(BOOK.read_bytes()[:cut])
    assert read_looks(path, 0) in (None, BiffLooks())
    assert read_looks(path, 99) is None


@pytest.fixture
def long_book(tmp_path: Path) -> Path:
    path = tmp_path / "list.xls"
    path.write_bytes(xls({"List": [["Mobile"], *([400000000.0 + at] for at in range(999))]}))
    return path


def test_the_process_ends_with_the_reading(
    monkeypatch: pytest.MonkeyPatch, long_book: Path
) -> None:
    processes: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *given: object, **how: object) -> None:
            super().__init__(*given, **how)  # type: ignore[call-overload]
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    reading = iter(rows(long_book, inspect(long_book).format))
    next(reading)
    assert processes[-1].returncode is None
    del reading
    assert processes[-1].returncode is not None


def test_a_computer_that_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(FileProblem, match="old kind of workbook"):
        inspect(BOOK)


def test_more_rows_than_a_batch(long_book: Path) -> None:
    reading = rows(long_book, inspect(long_book).format)
    found = list(reading)
    assert [row.cells for row in found] == [(str(400000000 + at),) for at in range(999)]
    assert found[-1].number == 1000
    assert reading.fraction == 1
