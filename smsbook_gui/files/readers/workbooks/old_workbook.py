"""Old and binary workbooks (XLS, XLSB), read by python-calamine in a process of its own.

calamine holds a sheet whole, panics on some damaged files, and where a file claims a huge size it
ends its process for want of memory. Such a process must not be the program with the person's work
in it; what it held is also given back as soon as it ends.

The process writes JSON lines to its standard output: the sheets' names, how many rows there are,
what is merged, how the rows look (null where that cannot be told), the rows, and "end". The
sheet's name comes to it as JSON too: in a damaged file it may be what no argument can be.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.problems import damaged, password_problem
from smsbook_gui.files.readers.base.sheet_looks import SheetLooks, weight_of_struck
from smsbook_gui.files.readers.base.stream import Meter
from smsbook_gui.files.readers.base.table import MOST_COLUMNS, Record
from smsbook_gui.files.readers.workbooks import xlsb_looks
from smsbook_gui.files.readers.workbooks.biff_looks import BiffLooks, read_looks
from smsbook_gui.files.readers.workbooks.process_limits import limit
from smsbook_gui.files.readers.workbooks.xlsx_values import number_text

READ_WORKBOOK = "--read-workbook"
"""The argument with which the frozen program is started for this."""

_MEMORY = 2 << 30  # bytes; the largest XLS needs half a gigabyte
_SECONDS = 120  # of computing; the largest XLS needs five
_MOST_MERGED = 10_000  # ranges of cells
_BATCH = 200  # rows a line


def sheet_names(path: Path) -> list[str]:
    """The sheets with cells, the visible ones first. Raises FileProblem."""
    with _child(path) as answers:
        names: list[str] = _next(answers)
        return names


def sheet_rows(path: Path, sheet: str, meter: Meter, looks: SheetLooks) -> Iterator[Record]:
    """The rows of a sheet. Iterating raises FileProblem."""
    with _child(path, json.dumps(sheet)) as answers:
        _next(answers)
        meter.total = _next(answers)
        for (top, left), (bottom, right) in _next(answers):
            looks.merged.add(top + 1, left, rows=bottom - top + 1, columns=right - left + 1)
        seen = _next(answers)
        looks.unknown = seen is None
        hidden, struck = _looks_of_rows(seen, looks)
        while (batch := _next(answers)) != "end":
            for number, cells in batch:
                if number in hidden or number in struck:
                    _see_row(looks, number, cells, number in hidden, struck.get(number, ()))
            yield from batch
            meter.done += len(batch)


def _looks_of_rows(seen: Any, looks: SheetLooks) -> tuple[set[int], dict[int, list[int]]]:
    """The hidden rows, and the struck cells by their row. Hidden columns are noted at once."""
    if seen is None:
        return set(), {}
    looks.columns.update(seen["columns"])
    return set(seen["rows"]), {int(row): columns for row, columns in seen["struck"].items()}


def _see_row(
    looks: SheetLooks, number: int, cells: Sequence[str], hidden: bool, struck: Sequence[int]
) -> None:
    texts = [cells[column] for column in struck if column < len(cells) and cells[column]]
    looks.see_row(
        number,
        hidden=hidden,
        filled=sum(map(bool, cells)),
        struck=sum(map(weight_of_struck, texts)),
    )


@contextmanager
def _child(*arguments: Path | str) -> Iterator[IO[bytes]]:
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, *([] if frozen else ["-m", __name__]), READ_WORKBOOK]
    try:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            [*command, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a panic prints what it was reading
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise FileProblem(
            Text("This computer did not let SMS Book read an old kind of workbook."),
            remedy=Text("Save it as .xlsx or CSV in Excel, and import that."),
            details=type(error).__name__,
        ) from error
    with process:
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.kill()


def _next(answers: IO[bytes]) -> Any:
    """The next answer. Raises FileProblem, also where the process ended without one."""
    line = answers.readline()
    if not line.endswith(b"\n"):
        raise damaged(EOFError())
    answer = json.loads(line)
    match answer:
        case {"problem": "password"}:
            raise password_problem()
        case {"problem": str() as name}:
            raise damaged(_Told(name))
    return answer


class _Told(Exception):
    """What the process said about the file."""


# --- in the process ----------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Reads the workbook `arguments[0]`, and the rows of a sheet where `arguments[1]` names one."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    limit(_MEMORY, _SECONDS)
    try:
        with CalamineWorkbook.from_path(arguments[0]) as book:
            sheets = [
                sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
            ]
            sheets.sort(key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
            _say([sheet.name for sheet in sheets])
            if len(arguments) > 1:
                name = json.loads(arguments[1])
                places = [sheet.name for sheet in book.sheets_metadata]
                path = Path(arguments[0])
                seen = read_looks(path, places.index(name)) or xlsb_looks.read_looks(path, name)
                _say_rows(book.get_sheet_by_name(name), seen)
    except PasswordError:
        _say({"problem": "password"})
    except (CalamineError, OSError, ValueError) as error:
        _say({"problem": type(error).__name__})
    return 0


def _say_rows(sheet: Any, looks: BiffLooks | None) -> None:
    if sheet.width > MOST_COLUMNS:  # a damaged file may place a cell anywhere
        raise ValueError
    _say(sheet.height)
    _say((sheet.merged_cell_ranges or [])[:_MOST_MERGED])
    _say(
        looks
        and {"rows": sorted(looks.rows), "columns": sorted(looks.columns), "struck": looks.struck}
    )
    rows = enumerate(sheet.iter_rows(), 1)
    while batch := list(islice(rows, _BATCH)):
        told = [(number, [_text(cell) for cell in _filled(cells)]) for number, cells in batch]
        if looks is not None:
            for number, cells in told:
                looks.put_errors(number, cells)
        _say(told)
    _say("end")


def _filled(cells: Sequence[object]) -> Sequence[object]:
    """Without the blank cells at the end: one cell far away makes every row 16,384 of them."""
    blank = next((place for place, cell in enumerate(reversed(cells)) if cell != ""), len(cells))
    return cells[: len(cells) - blank]


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _text(value: object) -> str:
    """A cell as a person reads it."""
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            return number_text(repr(value))
        case datetime():
            return value.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return value.isoformat()
        case time() | timedelta():
            return str(value).removesuffix(":00")
        case _:
            return str(value).replace("\0", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
