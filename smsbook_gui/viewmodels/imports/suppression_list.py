"""The dialog about numbers that imports leave out, since they may have opted out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.imports.imports import ImportService
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr


@dataclass(frozen=True, slots=True)
class SuppressionListState:
    """What the dialog shows. Texts are "" where there is nothing to say."""

    count: int = 0
    report: str = ""
    problem: str = ""

    @property
    def text(self) -> str:
        """How many numbers there are."""
        if not self.count:
            return tr("There are no such numbers yet.")
        return tr("%Ln numbers are left out.", None, self.count)


class SuppressionListViewModel(StateViewModel[SuppressionListState]):
    """One per account: its work may outlive the dialog."""

    def __init__(
        self, imports: ImportService, tasks: TaskScope, parent: QObject | None = None
    ) -> None:
        super().__init__(SuppressionListState(), parent)
        self._imports = imports
        self._tasks = tasks
        self._turn = asyncio.Lock()  # an older count must not take away what is told since

    def opened(self) -> None:
        """The dialog opens: read the count, and forget earlier messages."""
        self._set(SuppressionListState(self._state.count))
        self._do(self._count)

    def save(self, path: Path) -> None:
        """Write the list to a file, for SMS Book on another computer."""

        async def write() -> str:
            count = await self._imports.export_suppressed(path)
            what = tr("%Ln numbers were saved", None, count)
            return tr("{what} in “{name}”.").format(what=what, name=path.name)

        self._do(write)

    def add(self, path: Path) -> None:
        """Add the numbers of a file."""

        async def read() -> str:
            new = await self._imports.import_suppressed(path)
            if not new:
                return tr("All numbers of “{name}” were known.").format(name=path.name)
            what = tr("%Ln numbers were added", None, new)
            return tr("{what} from “{name}”.").format(what=what, name=path.name)

        self._do(read)

    # ---- inside ------------------------------------------------------------------------------

    def _do(self, act: Callable[[], Awaitable[str]]) -> None:
        self._tasks.run(
            self._carry_out(act),
            name="numbers left out",
            on_error=self._failed,
            turn=self._turn,
        )

    async def _carry_out(self, act: Callable[[], Awaitable[str]]) -> None:
        report = await act()
        self._set(SuppressionListState(await self._imports.suppressed_count(), report))

    async def _count(self) -> str:
        return ""

    def _failed(self, error: SmsBookError) -> None:
        self._set(SuppressionListState(self._state.count, problem=error_text(error)))
