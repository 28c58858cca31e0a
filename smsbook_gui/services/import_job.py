"""One import from the look into its file to the end of its run, as the import window drives it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from smsbook_gui.domain.batch import UndoReport
from smsbook_gui.domain.importing import (
    CheckedRow,
    CheckSummary,
    ImportChoices,
    ImportStage,
    Progress,
    Repair,
    RunState,
    Verdict,
)
from smsbook_gui.domain.tabular import FileFormat, Layout

OnProgress = Callable[[Progress], None]


class ImportJob:
    """Made by ImportService. Coroutines raise FileProblem, StoreProblem and InvalidInput."""

    job_id: int
    name: str
    """The file's name, for titles."""
    layout: Layout
    choices: ImportChoices
    stage: ImportStage
    batch_id: int | None
    summary: CheckSummary
    """As of the last check or correction."""

    async def set_format(self, format: FileFormat) -> Layout:
        """Looks into the file anew; choices are guessed anew where the columns changed."""
        raise NotImplementedError

    def set_choices(self, choices: ImportChoices) -> None:
        """What the next check goes by."""
        raise NotImplementedError

    async def check(self, on_progress: OnProgress) -> CheckSummary:
        """Reads the file into the sheet, once, and judges all rows. Cancelling ends it."""
        raise NotImplementedError

    async def rows(self, verdicts: frozenset[Verdict], start: int, count: int) -> list[CheckedRow]:
        """Rows with one of these verdicts (none: all), in the file's order."""
        raise NotImplementedError

    async def count(self, verdicts: frozenset[Verdict]) -> int:
        """How many such rows there are."""
        raise NotImplementedError

    async def correct(self, position: int, column: int, text: str) -> CheckSummary:
        """Sets a cell."""
        raise NotImplementedError

    async def repairs(self) -> list[Repair]:
        """What `repair_numbers` would do."""
        raise NotImplementedError

    async def repair_numbers(self) -> CheckSummary:
        """Mends all numbers that can be mended."""
        raise NotImplementedError

    async def keep_as_typed(self, positions: Sequence[int] | None) -> CheckSummary:
        """Overrules doubts; None: all."""
        raise NotImplementedError

    async def commit(self, on_progress: OnProgress) -> None:
        """Brings the rows into the contacts, all at once; the engine sends them."""
        raise NotImplementedError

    async def run_state(self) -> RunState:
        """How the sending stands."""
        raise NotImplementedError

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Calls back when `run_state` may read differently; returns what ends that."""
        raise NotImplementedError

    async def pause(self) -> None:
        """Sends nothing more of it until `resume`."""
        raise NotImplementedError

    async def resume(self) -> None:
        """Goes on."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Takes back what was not sent."""
        raise NotImplementedError

    async def save_failed(self, path: Path) -> int:
        """Writes the rows that did not go in, with reasons; how many."""
        raise NotImplementedError

    async def undo(self) -> UndoReport:
        """Takes the whole import back."""
        raise NotImplementedError

    async def close(self, *, discard: bool = False) -> None:
        """The window lets go of it. A running import goes on."""
        raise NotImplementedError
