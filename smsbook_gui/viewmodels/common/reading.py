"""Reading first what was never read (DESIGN.md, rule 8): offered, done with its progress, stopped.

The same words and the same way wherever a window needs values that nobody has read.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.services.contacts.reading import ReadingService
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.rate_limiter import CALLS_A_SECOND
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import number, time_left, tr

Wanted = tuple[Sequence[int], Sequence[ContactField]]
"""Contacts (local ids), and which of their fields are needed."""


def offer_text(contacts: int) -> str:
    """The offer to read this many contacts first, and how long that takes."""
    seconds = contacts / CALLS_A_SECOND
    minutes = round(seconds / 60)
    time = tr("less than a minute") if seconds < 60 else tr("about %Ln minutes", None, minutes)
    return tr("Read them first ({time})").format(time=time)


def progress_text(done: int, total: int, seconds_left: float | None) -> str:
    """How far the reading is."""
    so_far = tr("{done} of {total}").format(done=number(done), total=number(total))
    if seconds_left is None:
        return tr("Reading from the service: {done}").format(done=so_far)
    words = tr("Reading from the service: {done}, {time}")
    return words.format(done=so_far, time=time_left(seconds_left))


def failed_text(failed: int) -> str:
    """What is said of those that could not be read; "" where all were."""
    return tr("%Ln contacts could not be read.", None, failed) if failed else ""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far it is, while it `is_on`."""

    is_on: bool = False
    done: int = 0
    total: int = 0
    seconds_left: float | None = None

    @property
    def text(self) -> str:
        """The same in words; "" while nothing is read."""
        return progress_text(self.done, self.total, self.seconds_left) if self.is_on else ""


class ReadingViewModel(StateViewModel[ReadingState]):
    """One reading at a time. What was read stays, however it ends.

    `ended` comes when all is read, or it was stopped, with how many could not be read; `failed`
    carries the error that ended it.
    """

    ended = Signal(int)
    failed = Signal(object)

    def __init__(
        self, service: ReadingService, tasks: TaskScope, name: str, parent: QObject
    ) -> None:
        super().__init__(ReadingState(), parent)
        self._service = service
        self._tasks = tasks
        self._name = name

    @property
    def can_read(self) -> bool:
        """Whether there is a service to read from."""
        return self._service.can_read

    def start(self, wanted: Callable[[], Awaitable[Wanted]], expected: int) -> None:
        """Read what `wanted` tells, about so many contacts."""
        if not self._state.is_on and self.can_read:
            self._set(ReadingState(True, total=expected))
            self._tasks.replace(self._name, self._read(wanted), on_error=self._failed)

    def stop(self) -> None:
        """Read no more."""
        if self._state.is_on:
            self.cancel()
            self.ended.emit(0)

    def cancel(self) -> None:
        """Read no more, for nobody waits for it."""
        self._tasks.cancel(self._name)
        self._set(ReadingState())

    async def _read(self, wanted: Callable[[], Awaitable[Wanted]]) -> None:
        report = await self._service.read_missing(*await wanted(), self._progressed)
        self._set(ReadingState())
        self.ended.emit(report.failed)

    def _progressed(self, at: Progress) -> None:
        self._set(ReadingState(True, at.done, at.total or 0, at.seconds_left))

    def _failed(self, error: SmsBookError) -> None:
        self._set(ReadingState())
        self.failed.emit(error)
