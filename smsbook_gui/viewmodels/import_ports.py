"""What the import window asks of the services: ImportService and its ImportJob, as it sees them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from smsbook_gui.domain.batch import UndoReport
from smsbook_gui.domain.importing import (
    CheckedRow,
    CheckSummary,
    ImportChoices,
    ImportStage,
    NumberChoice,
    NumberOffer,
    Progress,
    Repair,
    RunState,
    Verdict,
)
from smsbook_gui.domain.tabular import FileFormat, Layout

OnProgress = Callable[[Progress], None]


class Job(Protocol):
    """One import, from the look into the file to its undo."""

    @property
    def name(self) -> str: ...

    @property
    def layout(self) -> Layout: ...

    @property
    def choices(self) -> ImportChoices: ...

    @property
    def stage(self) -> ImportStage: ...

    @property
    def batch_id(self) -> int | None: ...

    @property
    def summary(self) -> CheckSummary: ...

    @property
    def seconds_needed(self) -> float: ...

    async def set_format(self, format: FileFormat) -> Layout: ...  # noqa: A002

    def set_choices(self, choices: ImportChoices) -> None: ...

    async def check(self, on_progress: OnProgress) -> CheckSummary: ...

    async def rows(
        self, verdicts: frozenset[Verdict], start: int, count: int
    ) -> list[CheckedRow]: ...

    async def correct(self, position: int, column: int, text: str) -> CheckSummary: ...

    async def repairs(self) -> list[Repair]: ...

    async def new_books(self) -> list[str]: ...

    async def repair_numbers(self) -> CheckSummary: ...

    async def number_offers(self) -> Sequence[NumberOffer]: ...

    async def choose_numbers(self, choice: NumberChoice) -> CheckSummary: ...

    async def keep_as_typed(self, positions: Sequence[int] | None) -> CheckSummary: ...

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
    """Where imports begin, and where those are that were not finished."""

    async def open(self, path: Path) -> Job: ...

    async def open_pasted(self, text: str, html: str | None) -> Job: ...

    async def interrupted(self) -> Sequence[Job]: ...
