"""Workbooks that a process of its own reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.tabular import NoteKind
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.workbooks import old_workbook
from tests.files.binary_files import xls
from tests.files.mutation import CORPUS

FROZEN_MAIN = Path(__file__).parents[3] / "packaging" / "frozen_main.py"
BOOK = CORPUS / "excel-97.xls"


def test_the_frozen_program_reads_them_too() -> None:
    arguments: list[str | Path] = [sys.executable, FROZEN_MAIN]
    arguments += [old_workbook.READ_WORKBOOK, BOOK, json.dumps("Kunden")]
    told = subprocess.run(arguments, stdout=subprocess.PIPE, check=True).stdout
    sheets, height, merged, batch, end = map(json.loads, told.splitlines())
    assert (sheets, height, merged, end) == (["Leer", "Kunden"], 3, [], "end")
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


def test_it_is_told_that_hidden_rows_cannot_be_told() -> None:
    """calamine reads what stands in the cells, and not how they look."""
    told = {note.kind: note.text for note in inspect(BOOK).notes}
    assert "save it as .xlsx" in told[NoteKind.LOOKS_UNKNOWN]


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
