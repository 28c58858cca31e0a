"""Imports that go on while the window shows none, or another: followed until they are over."""

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.importing import ImportStage
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.imports.ports import Job

ON_ITS_WAY = frozenset({ImportStage.COMMITTING, ImportStage.RUNNING, ImportStage.PAUSED})
OVER = frozenset({ImportStage.STOPPED, ImportStage.FINISHED, ImportStage.UNDONE})


class BackgroundImports(QObject):
    """`over` carries a job that came to its end here, and its run; it is no longer held then."""

    changed = Signal()
    over = Signal(object, object)

    def __init__(self, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._held: dict[Job, object] = {}

    @property
    def running(self) -> bool:
        """Whether one of them is on its way."""
        return any(job.stage in ON_ITS_WAY for job in self._held)

    @property
    def last(self) -> Job | None:
        """The one that was added last."""
        return next(reversed(self._held), None)

    def of_batch(self, batch_id: int) -> Job | None:
        """The one whose contacts are that batch."""
        return next((job for job in self._held if job.batch_id == batch_id), None)

    def add(self, job: Job) -> None:
        """Hold it; one that is on its way is followed."""
        if job not in self._held:
            follow = job.stage in ON_ITS_WAY
            self._held[job] = job.subscribe(lambda: self._look(job)) if follow else None
            self.changed.emit()

    def take(self, job: Job | None = None) -> Job | None:
        """Give out that one, or the last that was added; None if it is not here."""
        if job is None:
            job = self.last
        if job is None or job not in self._held:
            return None
        unsubscribe = self._held.pop(job)
        if callable(unsubscribe):
            unsubscribe()
        self.changed.emit()
        return job

    def close(self) -> None:
        """Let go of all of them."""
        while self.take() is not None:
            pass

    def _look(self, job: Job) -> None:
        key = ("import aside", id(job))
        if not self._tasks.running(key):
            self._tasks.replace(key, self._follow(job), name="import aside")

    async def _follow(self, job: Job) -> None:
        run = await job.run_state()
        if run.stage in OVER and self.take(job) is not None:
            self.over.emit(job, run)
