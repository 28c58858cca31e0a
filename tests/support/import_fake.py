"""An import without files, sheet or sending: the window's own behaviour is what is tested with it.

Rows are handed in as the check would find them; the test says when something goes on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

from smsbook_gui.domain.contacts.batch import BatchKind, UndoReport
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.import_trouble import Trouble
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    ColumnMap,
    ImportChoices,
    ImportStage,
    Mark,
    NumberChoice,
    NumberOffer,
    Progress,
    Repair,
    RowKind,
    RunState,
    Verdict,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import (
    FileFormat,
    FileKind,
    Layout,
    Note,
    SourceRow,
    with_found,
)
from smsbook_gui.services.imports.imports import ImportService
from smsbook_gui.services.imports.job import ImportJob
from smsbook_gui.services.imports.list_file import ListFile

OnProgress = Callable[[Progress], None]
HEADERS = ("First name", "Last name", "Mobile", "Company")
COLUMNS: ColumnMap = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.PHONE_NUMBER,
    ContactField.COMPANY,
)
CSV = FileFormat(FileKind.TEXT, encoding="utf-8", separator=",")


def row(position: int, verdict: Verdict = Verdict.NEW, **more: object) -> CheckedRow:
    """A row of somebody of that position."""
    cells = (f"First{position}", f"Last{position}", f"0491 57{position:04}", "Fern & Co")
    whole = CheckedRow(position, position + 2, cells, verdict, number_column=2)
    return replace(whole, **more)  # type: ignore[arg-type]


EVERY_KIND = (
    row(0),
    row(1, Verdict.UPDATE),
    row(2, Verdict.SAME, reason="The contact is there already."),
    row(3, Verdict.DUPLICATE, reason="Row 2 has the same number."),
    row(4, Verdict.BAD, reason="There is no phone number.", notes={2: "There is no phone number."}),
    row(
        5,
        Verdict.BAD,
        cells=("Ina", "Ng", "491 570 006", ""),
        reason="The 0 at the start is missing.",
        notes={2: "The 0 at the start is missing."},
        suggestion="0491 570 006",
    ),
    row(
        6,
        Verdict.BAD,
        reason="The number is unusually long.",
        notes={2: "The number is unusually long."},
        keepable=True,
    ),
    row(7, Verdict.LEFT_OUT, reason="The number was deleted before: it may have opted out."),
)


class FakeJob:
    """`gate` holds the check and the commit back while it is not set."""

    def __init__(
        self,
        rows: Sequence[CheckedRow] = EVERY_KIND,
        *,
        name: str = "people.csv",
        layout: Layout | None = None,
        columns: ColumnMap = COLUMNS,
    ) -> None:
        self.name = name
        self.batch_id: int | None = None
        sample = tuple(SourceRow(each.number, each.cells) for each in rows[:100])
        self.layout = layout or Layout(
            CSV, HEADERS, sample, encodings=("utf-8", "cp1252"), separators=(",", ";", "\t")
        )
        self.choices = ImportChoices(columns)
        self.stage = ImportStage.CHOOSING
        self.undone_elsewhere = False
        """From Activity, say: the job hears of it when somebody asks how it stands."""
        self.gate = asyncio.Event()
        self.gate.set()
        self.problem: SmsBookError | None = None
        self.checks: list[ImportChoices] = []
        self.formats: list[FileFormat] = []
        self.readings: list[tuple[frozenset[RowKind], int, int]] = []
        self.saved: list[Path] = []
        self.wrong: Trouble | None = None
        self.remembered = False
        self.read = False
        self.to_read = 0
        self.chosen: list[NumberChoice] = []
        self.books_to_make: list[str] = []
        self.closed: bool | None = None
        self.found: tuple[Note, ...] = ()
        """What the check notices about the file."""
        self.report = UndoReport(1, BatchKind.IMPORT, name, 2, ())
        self._rows = list(rows)
        self._run = RunState(ImportStage.RUNNING)
        self._listeners: list[Callable[[], None]] = []
        self.summary = CheckSummary()
        self.less = 0
        self.full: SmsBookError | None = None
        """What the commit meets."""
        self._taken_back: asyncio.Event | None = None

    @property
    def seconds_needed(self) -> float:
        return (self.summary.new + 2 * self.summary.update) / 10

    @property
    def stays_here(self) -> bool:
        return False

    # ---- choosing and checking ---------------------------------------------------------------

    @property
    def file(self) -> ListFile:
        return cast(ListFile, self)

    async def set_format(self, format: FileFormat) -> Layout:  # noqa: A002
        self._fail()
        self.formats.append(format)
        self.layout = replace(self.layout, format=format)
        return self.layout

    def set_choices(self, choices: ImportChoices) -> None:
        self.choices = choices

    async def check(self, on_progress: Callable[[Progress], None]) -> CheckSummary:
        self.stage = ImportStage.CHECKING
        on_progress(Progress(len(self._rows) // 2, len(self._rows), 3.0))
        await self.gate.wait()
        self._fail()
        self.checks.append(self.choices)
        self.layout = replace(self.layout, notes=with_found(self.layout.notes, self.found))
        if self.choices.when_taken is WhenThere.ADD:
            self._each(lambda one: one.verdict is Verdict.TAKEN, verdict=Verdict.NEW, reason="")
        if self.choices.include_left_out:
            self._each(lambda one: one.verdict is Verdict.LEFT_OUT, verdict=Verdict.NEW, reason="")
        self.stage = ImportStage.CHECKED
        return self._count_all()

    async def rows(self, kinds: frozenset[RowKind], start: int, count: int) -> list[CheckedRow]:
        self.readings.append((kinds, start, count))
        return self._of(kinds)[start : start + count]

    async def correct(self, position: int, column: int, text: str) -> CheckSummary:
        old = self._rows[position]
        cells = tuple(text if place == column else cell for place, cell in enumerate(old.cells))
        self._rows[position] = CheckedRow(
            position,
            old.number,
            cells,
            Verdict.NEW,
            corrected=old.corrected | {column},
            number_column=2,
        )
        return self._count_all()

    async def repairs(self) -> list[Repair]:
        found = [one for one in self._rows if one.suggestion]
        pairs = tuple((one.cells[2], one.suggestion) for one in found[:5])
        return [Repair("the 0 at the start", len(found), pairs)] if found else []

    async def number_offers(self) -> list[NumberOffer]:
        several = [one for one in self._rows if one.choices]
        if not several:
            return []
        example = (several[0].cells[2], several[0].choices[0])
        return [NumberOffer(NumberChoice.FIRST, len(several), example)]

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary:
        self.chosen.append(choice)
        self._each(
            lambda one: bool(one.choices),
            verdict=Verdict.NEW,
            reason="",
            notes={},
            choices=(),
            repaired="one number of several",
        )
        return self._count_all()

    async def trouble(self) -> Trouble | None:
        return self.wrong

    async def opt_outs(self) -> int:
        return 0 if self.remembered else self.summary.opted_out

    async def remember_opt_outs(self) -> CheckSummary:
        self.remembered = True
        return self.summary

    async def new_books(self) -> list[str]:
        return list(self.books_to_make)

    async def repair_numbers(self) -> CheckSummary:
        for one in [one for one in self._rows if one.suggestion]:
            await self.correct(one.position, 2, one.suggestion)
            self._rows[one.position] = replace(
                self._rows[one.position], repaired="the 0 at the start"
            )
        return self._count_all()

    async def keep_as_typed(
        self, positions: Sequence[int] | None, *, read: bool = False
    ) -> CheckSummary:
        self.read = read
        self._each(
            lambda one: one.keepable and (positions is None or one.position in positions),
            verdict=Verdict.NEW,
            reason="",
            notes={},
            keepable=False,
        )
        return self._count_all()

    # ---- running -----------------------------------------------------------------------------

    async def commit(self, on_progress: Callable[[Progress], None]) -> int:
        self.stage = ImportStage.COMMITTING
        total = self.summary.new + self.summary.update
        on_progress(Progress(total // 2, total, 1.0))
        await self.gate.wait()
        if self.full is not None:
            self.stage = ImportStage.CHECKED
            raise self.full
        if self._taken_back is not None:
            self.stage = ImportStage.CHECKED
            self._taken_back.set()
            raise asyncio.CancelledError
        self._run = RunState(ImportStage.RUNNING, total, waiting=total, calls_a_second=10.0)
        self._went_on()
        return self.less

    async def run_state(self) -> RunState:
        if self.undone_elsewhere:
            self.stage = ImportStage.UNDONE
        return replace(self._run, stage=self.stage) if self._run.total else self._run

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def goes_on(self, **counts: object) -> None:
        """The engine sent something: these counts are so from now on."""
        self._run = replace(self._run, **counts)  # type: ignore[arg-type]
        self._went_on(self._run.stage)

    async def pause(self) -> None:
        self._went_on(ImportStage.PAUSED)

    async def resume(self) -> None:
        self._went_on()

    async def stop(self) -> None:
        if self.stage is ImportStage.COMMITTING:
            self._taken_back = asyncio.Event()
            self.gate.set()
            await self._taken_back.wait()
            return
        self._run = replace(self._run, waiting=0, taken_back=self._run.waiting)
        self._went_on(ImportStage.STOPPED)

    async def save_failed(self, path: Path) -> int:
        self._fail()
        self.saved.append(path)
        return self.summary.bad

    async def undo(self) -> UndoReport:
        self._went_on(ImportStage.UNDONE)
        return self.report

    async def close(self, *, discard: bool = False) -> None:
        self.closed = discard

    # ---- inside ------------------------------------------------------------------------------

    def _fail(self) -> None:
        if self.problem is not None:
            raise self.problem

    def _of(self, kinds: frozenset[RowKind]) -> list[CheckedRow]:
        return [one for one in self._rows if not kinds or kinds & {one.verdict, *one.marks}]

    def _each(self, wanted: Callable[[CheckedRow], bool], **changes: object) -> None:
        self._rows = [
            replace(one, **changes) if wanted(one) else one  # type: ignore[arg-type]
            for one in self._rows
        ]

    def _count_all(self) -> CheckSummary:
        counts = {verdict.value: 0 for verdict in Verdict}
        for one in self._rows:
            counts[one.verdict.value] += 1
        self.summary = CheckSummary(
            **counts,
            repairable=sum(bool(one.suggestion) for one in self._rows),
            keepable=sum(one.keepable for one in self._rows),
            to_read=self.to_read,
            opted_out=sum("has opted out" in one.reason for one in self._rows),
            repaired=sum(bool(one.repaired) for one in self._rows),
            **{mark.value: sum(mark in one.marks for one in self._rows) for mark in Mark},
        )
        return self.summary

    def _went_on(self, stage: ImportStage = ImportStage.RUNNING) -> None:
        self.stage = stage
        for listener in list(self._listeners):
            listener()


class FakeImports:
    """Every file is `job`, unless `problem` says why it cannot be one."""

    def __init__(self, job: FakeJob | None = None) -> None:
        self.job = job or FakeJob()
        self.problem: SmsBookError | None = None
        self.opened: list[object] = []
        self.left_over: list[FakeJob] = []

    async def open(self, path: Path) -> FakeJob:
        return await self._give(path)

    async def open_pasted(self, text: str, html: str | None) -> FakeJob:
        return await self._give((text, html))

    async def interrupted(self) -> list[FakeJob]:
        return self.left_over

    async def _give(self, what: object) -> FakeJob:
        self.opened.append(what)
        await self.job.gate.wait()
        if self.problem is not None:
            raise self.problem
        return self.job


# ---- where the program wants the real ones -------------------------------------------------------


class Job(Protocol):
    """What the import window asks of an ImportJob."""

    @property
    def file(self) -> ListFile: ...

    @property
    def stage(self) -> ImportStage: ...

    @property
    def batch_id(self) -> int | None: ...

    @property
    def summary(self) -> CheckSummary: ...

    @property
    def seconds_needed(self) -> float: ...

    @property
    def stays_here(self) -> bool: ...

    def set_choices(self, choices: ImportChoices) -> None: ...

    async def check(self, on_progress: OnProgress) -> CheckSummary: ...

    async def rows(self, kinds: frozenset[RowKind], start: int, count: int) -> list[CheckedRow]: ...

    async def correct(self, position: int, column: int, text: str) -> CheckSummary: ...

    async def repairs(self) -> list[Repair]: ...

    async def new_books(self) -> list[str]: ...

    async def repair_numbers(self) -> CheckSummary: ...

    async def number_offers(self) -> Sequence[NumberOffer]: ...

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary: ...

    async def trouble(self) -> Trouble | None: ...

    async def opt_outs(self) -> int: ...

    async def remember_opt_outs(self) -> CheckSummary: ...

    async def keep_as_typed(
        self, positions: Sequence[int] | None, *, read: bool = False
    ) -> CheckSummary: ...

    async def commit(self, on_progress: OnProgress) -> int: ...

    async def run_state(self) -> RunState: ...

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]: ...

    async def pause(self) -> None: ...

    async def resume(self) -> None: ...

    async def stop(self) -> object: ...

    async def save_failed(self, path: Path) -> int: ...

    async def undo(self) -> UndoReport: ...

    async def close(self, *, discard: bool = False) -> None: ...


class Imports(Protocol):
    """What it asks of the ImportService."""

    async def open(self, path: Path) -> Job: ...

    async def open_pasted(self, text: str, html: str | None) -> Job: ...

    async def interrupted(self) -> Sequence[Job]: ...


_REAL: tuple[type[Job], type[Imports]] = (ImportJob, ImportService)
"""The real ones have all of that as well, says the type checker."""


def as_job(job: Job) -> ImportJob:
    """A job that has what the window asks of one."""
    return cast(ImportJob, job)


def as_service(imports: Imports) -> ImportService:
    """Imports that have what the window asks of them."""
    return cast(ImportService, imports)
