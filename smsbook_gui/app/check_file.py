"""`smsbook --check FILE`: tells what an import would make of a file, as JSON, and ends.

For people who prepare an export, and for tests. No Qt, no account, no password store; everything
lies in a private folder that is gone at the end. README.md describes the JSON. Programs of other
people read it: names may be added, and none is taken away.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO

from smsbook_gui import __version__
from smsbook_gui.app.options import CheckOptions
from smsbook_gui.app.platform.core_dumps import forbid_core_dumps
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import FileProblem, SmsBookError
from smsbook_gui.domain.imports.importing import OtherTarget, Target
from smsbook_gui.domain.imports.tabular import Note
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.passing import use_private_folder
from smsbook_gui.files.writers.target_file import replacing
from smsbook_gui.services.file_check import FileCheck, ReadAs, RowReport

GOOD, NO_IMPORT, WRONG_USE = 0, 1, 2
_STOPPED = 128
"""The exit code after a signal is this and its number, as in a shell."""
_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""What ends a program beside Ctrl+C, on one system or another."""


class _NotWritten(Exception):
    """The result could not be written to where it was to go."""


def check(options: CheckOptions) -> int:
    """Checks the file, writes what was found, and returns the exit code.

    0: it can be imported; 1: it cannot, and the JSON says why; 2: the result cannot be written to
    where it was to go. After a signal that ended it, as in a shell.
    """
    forbid_core_dumps()
    folder, usual, stop = "", tempfile.tempdir, _Stop()
    try:
        folder = tempfile.mkdtemp(prefix="smsbook-")
        use_private_folder(Path(folder))
        with _output(options) as out:
            return asyncio.run(_check(options, Path(folder), out, stop))
    except SmsBookError as error:
        return _complain(f"{error.message} {error.remedy}")
    except _NotWritten as error:
        gone = isinstance(error.__cause__, BrokenPipeError)  # as "| head" leaves
        return WRONG_USE if gone else _complain("The result could not be written.")
    except OSError as error:
        return _complain(disk_problem(error).message)
    except asyncio.CancelledError:
        return _STOPPED + stop.number
    except KeyboardInterrupt:
        return _STOPPED + signal.SIGINT
    finally:
        tempfile.tempdir = usual
        shutil.rmtree(folder, ignore_errors=True)


class _Stop:
    """Signals that end the program cancel its work, as asyncio does it for Ctrl+C."""

    def __init__(self) -> None:
        self.number = 0

    @contextlib.contextmanager
    def heeded(self) -> Iterator[None]:
        """Inside, nothing is left behind by them."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop(number: int, _frame: FrameType | None) -> None:
            self.number = number
            if task is not None:
                loop.call_soon_threadsafe(task.cancel)

        known = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
        numbers = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]
        for number in numbers:
            signal.signal(number, stop)
        try:
            yield
        finally:
            for number in numbers:
                signal.signal(number, signal.SIG_DFL)


@contextlib.contextmanager
def _output(options: CheckOptions) -> Iterator[BinaryIO]:
    """Where the JSON goes, as bytes: it is UTF-8 whatever the terminal is. Raises FileProblem."""
    if options.output is not None:
        _spare_what_is_there(options.output, options.file)
        with replacing(options.output) as path, path.open("wb") as file:
            yield file
    elif sys.stdout is None:  # a program of Windows' desktop
        raise FileProblem(
            Text("There is nowhere to write the result."),
            remedy=Text("Name a file for it: --output FILE."),
        )
    else:
        try:
            yield sys.stdout.buffer
        except _NotWritten:
            # The interpreter would try once more at its end.
            with open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), sys.stdout.fileno())
            raise


def _spare_what_is_there(output: Path, file: Path) -> None:
    """Raises FileProblem where the result would take the place of something else."""
    if output.is_dir():
        raise FileProblem(
            Text("There is a folder of this name."), remedy=Text("Choose another name.")
        )
    with contextlib.suppress(OSError):
        if output.samefile(file):
            raise FileProblem(
                Text("The result would take the place of the file that is checked."),
                remedy=Text("Choose another name."),
            )


def _complain(text: str) -> int:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(text + "\n")
    return WRONG_USE


async def _check(options: CheckOptions, folder: Path, out: BinaryIO, stop: _Stop) -> int:
    problem: SmsBookError | None = None
    found, writer = (
        FileCheck(ReadAs(options.region, options.sheet, options.encoding)),
        _Writer(out),
    )
    with stop.heeded():
        try:
            try:
                await found.run(options.file, folder)
            except SmsBookError as error:
                problem = error
            writer.head(options.file, found)
            problem = await writer.rows(found, problem)
            writer.end(found, problem)
        finally:
            await found.close()
    return GOOD if problem is None else NO_IMPORT


class _Writer:
    """Writes one JSON object, piece by piece: a line each for what it is about, and for each row.

    The problem stands at the end, because rows may be written before one is met.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def head(self, file: Path, found: FileCheck) -> None:
        """What the file is taken for, and what there is to say of it."""
        self._line("{")
        self._line(f'"smsbook": {_json(__version__)},')
        self._line(f'"file": {_json(_file(file, found))},')
        self._line(f'"notes": {_json([note.text for note in found.notes])},')
        self._line(f'"noted": {_json([_note(note) for note in found.notes])},')

    async def rows(self, found: FileCheck, problem: SmsBookError | None) -> SmsBookError | None:
        """Every row, where there was no problem before; the one that is met with them."""
        self._write('"rows": [')
        separator = "\n"
        try:
            if problem is None:
                async for row in found.rows():
                    self._write(f"{separator}{_json(_row(row))}")
                    separator = ",\n"
        except SmsBookError as error:
            problem = error
        self._line("\n],")
        return problem

    def end(self, found: FileCheck, problem: SmsBookError | None) -> None:
        """The counts, and why it cannot be imported if so."""
        summary = None
        if problem is None:
            summary = {"rows": found.summary.rows, **asdict(found.summary)}
        self._line(f'"summary": {_json(summary)},')
        told = None
        if problem is not None:
            told = {
                "message": problem.message,
                "remedy": problem.remedy,
                "details": problem.details,
            }
        self._line(f'"problem": {_json(told)}')
        self._line("}")
        with _writing():
            self._out.flush()

    def _line(self, text: str) -> None:
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        with _writing():
            self._out.write(text.encode("utf-8", "backslashreplace"))


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _NotWritten from error


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _note(note: Note) -> dict[str, Any]:
    """`lines` are counted as the rows' `line`."""
    return {"kind": note.kind, "text": note.text, "lines": note.rows}


def _holds(target: Target | None) -> dict[str, Any]:
    if target is OtherTarget.LAST_NAME_FIRST:
        return {"holds": OtherTarget.FULL_NAME.value, "last_name_first": True}
    return {"holds": None if target is None else target.value}


def _file(path: Path, found: FileCheck) -> dict[str, Any]:
    """What a file is taken for; rows and columns are counted from 1."""
    known: dict[str, Any] = {"name": path.name}
    layout = found.layout
    if layout is None:
        return known
    form = layout.format
    return known | {
        "kind": form.kind.value,
        "clear": layout.clear,
        "encoding": form.encoding,
        "encodings": layout.encodings,
        "separator": form.separator,
        "sheet": form.sheet,
        "sheets": layout.sheets,
        "header_row": None if form.header_row is None else form.header_row + 1,
        "columns": [
            {"column": place, "header": header, **_holds(target)}
            for place, (header, target) in enumerate(
                zip(layout.columns, found.columns, strict=True), 1
            )
        ],
        "numbers": [place + 1 for place in found.numbers],
    }


def _row(report: RowReport) -> dict[str, Any]:
    row = report.row
    return {
        "row": row.position + 1,
        "line": row.number,
        "result": row.verdict.value,
        "values": report.values,
        "sends": report.sends or None,
        "repair": row.suggestion or None,
        "choices": row.choices,
        "marks": report.marks,
        "reason": row.reason,
    }
