"""Imports on their way: in the step "Import" of the window, and in the background."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.batch import UndoReport
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.importing import (
    ON_ITS_WAY,
    OVER,
    CheckSummary,
    ImportStage,
    Progress,
    RunState,
)
from smsbook_gui.services.imports.job import ImportJob
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.engine import Connection, EngineState
from smsbook_gui.viewmodels.common.banner import left_there_text, undo_left_texts
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, time_left, tr
from smsbook_gui.viewmodels.imports.import_text import rate_text, run_counts_text, stage_title

NAMES_TOLD = 20
"""Contacts that an undo left alone and names; the others are only counted."""

_CAN_BE_UNDONE = OVER - {ImportStage.UNDONE}


@dataclass(frozen=True, slots=True)
class ImportRunState:
    """What the step shows. `preparing` is on the way into the local store, then `run` counts."""

    run: RunState = field(default_factory=lambda: RunState(ImportStage.COMMITTING))
    preparing: Progress | None = None
    checked: CheckSummary = field(default_factory=CheckSummary)
    stays_here: bool = False
    """Whether nothing is sent: a list without an account for it yet."""
    working: bool = False
    """Whether a command is being carried out."""
    connection: str = ""
    """Why nothing goes out just now, and that it is no loss; "" while it does."""
    report: str = ""
    """What came of the last command."""
    left_alone: tuple[str, ...] = ()
    """Contacts that an undo did not touch, by name."""
    problem: str = ""

    @property
    def stage(self) -> ImportStage:
        """The stage of the run."""
        return self.run.stage

    @property
    def title(self) -> str:
        """The heading."""
        if self.stays_here and self.stage is ImportStage.RUNNING:
            return stage_title(ImportStage.COMMITTING)
        return stage_title(self.stage)

    @property
    def done(self) -> tuple[int, int]:
        """For the progress bar: done and total; (0, 0) if unknown."""
        if self.working and self.stage is not ImportStage.RUNNING:
            return 0, 0
        if self.stage is ImportStage.COMMITTING:
            progress = self.preparing or Progress(0, None)
            return progress.done, progress.total or 0
        return self.run.total - self.run.waiting, self.run.total

    @property
    def progress(self) -> str:
        """The progress, the pace, and the time left."""
        done, total = self.done
        parts = []
        if total:
            parts.append(tr("{done} of {total}").format(done=number(done), total=number(total)))
        if self.stage is ImportStage.RUNNING and self.connection:
            return ", ".join(parts)  # standing still: a rate or a time left would be a promise
        parts.append(rate_text(self.run))
        seconds = self.run.seconds_left
        if self.stage is ImportStage.COMMITTING and self.preparing is not None:
            seconds = self.preparing.seconds_left
        if seconds is not None and self.stage in {ImportStage.COMMITTING, ImportStage.RUNNING}:
            parts.append(time_left(seconds))
        return ", ".join(part for part in parts if part)

    @property
    def counts(self) -> str:
        """How many contacts are at which stage; the counts add up."""
        early_or_gone = {ImportStage.COMMITTING, ImportStage.UNDONE}
        return "" if self.stage in early_or_gone else run_counts_text(self.run)

    @property
    def left(self) -> str:
        """What an undo did not delete at the service, and why."""
        return left_there_text(self.run.left) if self.run.left else ""

    @property
    def failed(self) -> int:
        """Rows that did not go in."""
        run, checked = self.run, self.checked
        for_a_person = run.refused + run.unsure + run.conflict + run.there_open
        stayed_out = checked.bad + checked.left_out + checked.duplicate + checked.taken
        return stayed_out + for_a_person + run.taken_back

    @property
    def running(self) -> bool:
        """Whether the run is not over yet."""
        return self.stage in ON_ITS_WAY

    @property
    def can_pause(self) -> bool:
        return self.stage is ImportStage.RUNNING

    @property
    def can_resume(self) -> bool:
        return self.stage is ImportStage.PAUSED

    @property
    def can_stop(self) -> bool:
        return self.stage in ON_ITS_WAY

    @property
    def can_undo(self) -> bool:
        return self.stage in _CAN_BE_UNDONE

    @property
    def can_save_failed(self) -> bool:
        return self.failed > 0 and self.stage is not ImportStage.COMMITTING


class ImportRunViewModel(StateViewModel[ImportRunState]):
    """Follows one job from its commit on.

    `asked` carries a Question; `back` says that nothing was imported, with the error if there was
    one; `landed` carries the batch of an import whose contacts are in the table from
    now on, and whether all of them are new.
    """

    asked = Signal(object)
    back = Signal(object)
    landed = Signal(object, bool)

    def __init__(self, session: Session, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(ImportRunState(), parent)
        self._session = session
        self._tasks = tasks
        self._job: ImportJob | None = None
        self._unsubscribe_job: Callable[[], None] | None = None
        self._unsubscribe_engine = session.engine.subscribe(self._engine_changed)

    @property
    def job(self) -> ImportJob | None:
        """The job being followed."""
        return self._job

    def close(self) -> None:
        """Stop following the engine and the job."""
        self._unsubscribe_engine()
        self.leave()

    def start(self, job: ImportJob) -> None:
        """Bring the rows of `job` into the local store, and follow their sending."""
        self._follow(job, RunState(ImportStage.COMMITTING))
        self._tasks.replace("import commit", self._commit(job), on_error=self._not_started)

    async def follow(self, job: ImportJob) -> None:
        """Show a job that is under way already, or over: as it stands now, since it may have been
        undone elsewhere."""
        run = await job.run_state()
        if job is not self._job:
            self._follow(job, run)

    def leave(self) -> None:
        """Stop showing the job; a running one goes on."""
        if self._unsubscribe_job is not None:
            self._unsubscribe_job()
            self._unsubscribe_job = None
            self._tasks.cancel("import run")
        self._job = None

    # ---- commands --------------------------------------------------------------------------

    def pause(self) -> None:
        """Send no further contacts of this import; other changes are still sent."""
        if self._job is not None and self._state.can_pause:
            self._command(self._job.pause())

    def resume(self) -> None:
        """Go on after a pause."""
        if self._job is not None and self._state.can_resume:
            self._command(self._job.resume())

    def stop(self) -> None:
        """Ask, then stop the import where it is."""
        job, run = self._job, self._state.run
        if job is None or not self._state.can_stop:
            return

        def answered(key: str) -> None:
            if key == "stop" and self._job is job:
                self._command(self._stop(job))

        nothing = tr("Nothing was sent yet. You can go on from the check.")
        sent = tr("%Ln contacts were sent and stay.", None, run.total - run.waiting)
        rest = tr(
            "The other %Ln are taken back: they do not go in, or stay as they were.",
            None,
            run.waiting,
        )
        self.asked.emit(
            Question(
                tr("Stop import"),
                tr("Stop this import?"),
                (
                    Choice("stop", tr("Stop"), ChoiceRole.DESTRUCTIVE),
                    Choice("on", tr("Go on"), ChoiceRole.REJECT),
                ),
                answered,
                more=nothing if run.stage is ImportStage.COMMITTING else f"{sent} {rest}",
                default="on",
            )
        )

    def undo(self) -> None:
        """Ask, then take back what this import did."""
        job = self._job
        if job is None or not self._state.can_undo:
            return

        def answered(key: str) -> None:
            if key == "undo" and self._job is job:
                self._command(self._undo(job))

        self.asked.emit(
            Question(
                tr("Undo import"),
                tr("Undo the import of “{name}”?").format(name=job.file.name),
                (
                    Choice("undo", tr("Undo import"), ChoiceRole.DESTRUCTIVE),
                    Choice("keep", tr("Cancel"), ChoiceRole.REJECT),
                ),
                answered,
                more=tr(
                    "Contacts that it created are deleted, here and at the service. Contacts that "
                    "it updated get their old values back. What was changed since, or was at the "
                    "service before, stays."
                ),
                default="keep",
            )
        )

    def save_failed(self, path: Path) -> None:
        """Write the rows that did not go in, with a reason each, to a file."""
        if self._job is not None:
            self._command(self._save_failed(self._job, path))

    # ---- inside ----------------------------------------------------------------------------

    def _follow(self, job: ImportJob, run: RunState) -> None:
        self.leave()
        self._job = job
        self._unsubscribe_job = job.subscribe(self._read)
        self._set(ImportRunState(run, checked=job.summary, stays_here=job.stays_here))
        self._engine_changed(self._session.engine.state)

    async def _commit(self, job: ImportJob) -> None:
        def progressed(progress: Progress) -> None:
            if job is self._job:
                self._set(replace(self._state, preparing=progress))

        less = await job.commit(progressed)
        if job.batch_id is not None:
            self.landed.emit(job.batch_id, not job.summary.update)
        if job is self._job:
            await self._load()
            self._set(replace(self._state, report=_less_text(less)))

    def _not_started(self, error: SmsBookError) -> None:
        self.back.emit(error)

    def _command(self, work: Coroutine[Any, Any, object]) -> None:
        self._set(replace(self._state, report="", problem="", working=True))
        self._tasks.run(self._carry_out(work), name="import command", on_error=self._failed)

    async def _carry_out(self, work: Coroutine[Any, Any, object]) -> None:
        await work
        self._set(replace(self._state, working=False))
        self._read()

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, problem=error_text(error), working=False))

    async def _stop(self, job: ImportJob) -> None:
        await job.stop()
        if job is self._job and job.stage is ImportStage.CHECKED:
            self.back.emit(None)

    async def _undo(self, job: ImportJob) -> None:
        report = await job.undo()
        contacts = await self._session.local.contacts.get_many(list(report.left_alone[:NAMES_TOLD]))
        names = tuple(display_name(contact.values) for contact in contacts)
        self._set(replace(self._state, report=_undo_text(report), left_alone=names))

    async def _save_failed(self, job: ImportJob, path: Path) -> None:
        count = await job.save_failed(path)
        what = tr("%Ln rows were saved", None, count)
        text = tr("{what} in “{name}”. Correct what is wrong there, and import that file.")
        self._set(replace(self._state, report=text.format(what=what, name=path.name)))

    def _read(self) -> None:
        self._tasks.refresh("import run", self._load, on_error=self._failed)

    async def _load(self) -> None:
        job = self._job
        if job is None:
            return
        run = await job.run_state()
        if job is self._job and run.stage is not ImportStage.CHECKED:
            self._set(replace(self._state, run=run, checked=job.summary))

    def _engine_changed(self, engine: EngineState) -> None:
        self._set(replace(self._state, connection=_connection_text(engine)))


def _connection_text(engine: EngineState) -> str:
    texts = {
        Connection.OFFLINE: tr(
            "Offline. The contacts wait on this computer, and go out by themselves as soon as the "
            "service can be reached."
        ),
        Connection.NOT_ANSWERING: tr(
            "The service is not answering. The contacts wait on this computer, and go out by "
            "themselves as soon as it answers."
        ),
        Connection.SIGNED_OUT: tr(
            "Signed out. The contacts wait on this computer until you enter the access "
            "key in the main window."
        ),
        Connection.STOPPED: tr(
            "Sending has stopped. The contacts wait on this computer; the main window says why."
        ),
    }
    if engine.sending_paused and engine.connection not in texts:
        return tr("Sending is paused in the main window. The contacts wait on this computer.")
    return texts.get(engine.connection, "")


def _less_text(rows: int) -> str:
    if not rows:
        return ""
    return tr(
        "%Ln rows do less than the check showed, because their contacts were changed in the "
        "meantime.",
        None,
        rows,
    )


def _undo_text(report: UndoReport) -> str:
    text = tr("%Ln contacts were taken back.", None, report.changed)
    return " ".join((text, *undo_left_texts(report)))


class BackgroundImports(QObject):
    """`over` carries a job that came to its end here, and its run; it is no longer held then."""

    changed = Signal()
    over = Signal(object, object)

    def __init__(self, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._held: dict[ImportJob, object] = {}

    @property
    def running(self) -> bool:
        """Whether one of them is on its way."""
        return any(job.stage in ON_ITS_WAY for job in self._held)

    @property
    def last(self) -> ImportJob | None:
        """The one that was added last."""
        return next(reversed(self._held), None)

    def of_batch(self, batch_id: int) -> ImportJob | None:
        """The one whose contacts are that batch."""
        return next((job for job in self._held if job.batch_id == batch_id), None)

    def add(self, job: ImportJob) -> None:
        """Hold it; one that is on its way is followed."""
        if job in self._held:
            return
        follow = job.stage in ON_ITS_WAY
        self._held[job] = job.subscribe(lambda: self._look(job)) if follow else None
        self.changed.emit()
        if follow:
            self._look(job)

    def take(self, job: ImportJob | None = None) -> ImportJob | None:
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

    def _look(self, job: ImportJob) -> None:
        self._tasks.refresh(("import in background", id(job)), lambda: self._follow(job))

    async def _follow(self, job: ImportJob) -> None:
        run = await job.run_state()
        if run.stage in OVER and self.take(job) is not None:
            self.over.emit(job, run)
