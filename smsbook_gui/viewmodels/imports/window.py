"""The import window: from a file to a run, one step after the other, back and forth."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.importing import (
    NOT_COMMITTED,
    ON_ITS_WAY,
    OVER,
    ImportChoices,
    ImportStage,
    Progress,
    RunState,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import Aside, SourceRow
from smsbook_gui.services.imports.imports import ImportService
from smsbook_gui.services.imports.job import ImportJob
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.paged_rows import PAGE
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.imports.check import ImportCheckViewModel
from smsbook_gui.viewmodels.imports.file_mapping import FileMapping, checked_columns
from smsbook_gui.viewmodels.imports.import_state import ImportState, Step
from smsbook_gui.viewmodels.imports.import_text import run_counts_text
from smsbook_gui.viewmodels.imports.run import BackgroundImports, ImportRunViewModel

OpenJob = Callable[[], Coroutine[Any, Any, ImportJob]]


class ImportViewModel(StateViewModel[ImportState]):
    """At most one import in the window; others that run go on in the background.

    `shown` asks the view to show the window, `closed` to take it away; `asked` carries a Question.
    """

    shown = Signal()
    closed = Signal()
    asked = Signal(object)

    def __init__(
        self,
        session: Session,
        imports: ImportService,
        tasks: TaskScope,
        banner: BannerViewModel,
        *,
        likely_book: Callable[[], int | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ImportState(), parent)
        self._session = session
        self._tasks = tasks
        self._job: ImportJob | None = None
        self._imports = imports
        self._banner = banner
        self.background = BackgroundImports(tasks, self)
        self.background.over.connect(self._told_over)
        self.folder: Path | None = None
        """Where the last file came from: files around it are looked for there first."""
        self.mapping = FileMapping(session, tasks, likely_book, parent=self)
        self.mapping.state_changed.connect(self._mapping_changed)
        self.mapping.failed.connect(self._failed)
        self.check = ImportCheckViewModel(tasks, self)
        self.mapping.read_anew.connect(self.check.leave)
        self.run = ImportRunViewModel(session, tasks, self)
        self.run.asked.connect(self.asked)
        self.run.back.connect(self._not_started)

    async def close(self) -> None:
        """The account closes: unfinished and unseen imports are offered when it opens next."""
        self.mapping.close()
        self.run.close()
        self.background.close()
        job, self._job = self._job, None
        if job is not None and job.stage in {ImportStage.CHOOSING, *OVER}:
            await job.close(discard=True)

    # ---- how it begins -----------------------------------------------------------------------

    def show(self) -> None:
        """ "Import…": what is open or under way, or a first step."""
        job = self.background.take() if self._job is None and not self._state.busy else None
        if job is not None:
            self.take_up(job)
        else:
            self.shown.emit()

    def show_running(self) -> None:
        """From the status bar: an import that is on its way."""
        job = self.background.last
        if job is not None:
            self.take_up(job)

    def knows_batch(self, batch_id: int | None) -> bool:
        """Whether the import whose contacts are that batch can be shown."""
        return batch_id is not None and self._of_batch(batch_id) is not None

    def show_batch(self, batch_id: int) -> None:
        """From Activity: the import whose contacts are that batch."""
        job = self._of_batch(batch_id)
        if job is not None and job is not self._job:
            self.take_up(job)
        elif job is not None:
            self.shown.emit()

    def open_file(self, path: Path) -> None:
        """A file was chosen, dropped or handed over."""
        self.folder = path.parent
        self._begin(path.name, lambda: self._imports.open(path))

    def open_pasted(self, text: str, html: str | None) -> None:
        """Rows were pasted from a spreadsheet or a web page."""
        self._begin(tr("Pasted rows"), lambda: self._imports.open_pasted(text, html))

    def nothing_pasted(self) -> None:
        """Say that the clipboard holds no rows."""
        text = tr("There is nothing to paste. Copy rows in your spreadsheet first.")
        self._banner.show(Banner(text))

    def take_up(self, job: ImportJob) -> None:
        """Go on with an import that was interrupted, or show one that runs."""
        self._when_free(partial(self._take_up, job))

    async def recall(self) -> None:
        """At the start: pick up what an earlier run of the program left, and say so if needed."""
        for job in await self._imports.interrupted():
            if job.stage in ON_ITS_WAY:
                self.background.add(job)
            elif job.stage in OVER:
                self._told_over(job, await job.run_state())
            else:
                text = tr("The import of “{name}” was interrupted.")
                self._offer(job, text, tr("Continue"), tr("Discard"))

    def another(self) -> None:
        """Begin a new import; the one in the window is over or continues in the background."""
        self._when_free(self._clear)

    # ---- steps -------------------------------------------------------------------------------

    def next(self) -> None:
        """Go on to the next step."""
        if not self._state.can_go_on:
            return
        if self._state.step is Step.FILE:
            self._set(replace(self._state, step=Step.COLUMNS, problem="", details=""))
        else:
            self._start_check()

    def back(self) -> None:
        """Go back a step; nothing that was chosen or corrected is lost."""
        if not self._state.can_go_back:
            return
        if self._state.step is Step.CHECK:
            self._tasks.cancel("import check")
            self._set(
                replace(
                    self._state, step=Step.COLUMNS, doing="", progress=None, problem="", details=""
                )
            )
        else:
            self._set(replace(self._state, step=Step.FILE))

    def back_to(self, step: Step) -> None:
        """Go back to a step in which something was chosen wrongly."""
        while self._state.step > step and self._state.can_go_back:
            self.back()

    def start(self) -> None:
        """Import the checked rows."""
        job, state = self._job, self._state
        if job is None or state.busy or state.step is not Step.CHECK:
            return
        if self.check.state.can_import:
            self._set(replace(self._state, step=Step.IMPORT, problem="", details=""))
            self.run.start(job)

    def leave(self) -> None:
        """ "Cancel", "Close" or the window's button: what runs goes on, what was corrected asks."""
        self._when_free(self._leave_now, closing=True)

    def set_include_left_out(self, include: bool) -> None:
        """Whether numbers that may have opted out go in; the rows are judged again at once."""
        choices = self.mapping.state.choices
        if choices is not None and choices.include_left_out is not include:
            self.mapping.choose(include_left_out=include)
            if self._state.step is Step.CHECK:
                self._start_check()

    def set_include_aside(self, aside: Aside, include: bool) -> None:
        """Whether rows go in that the sheet hides or strikes through; judged again at once."""
        if aside is Aside.HIDDEN:
            self.mapping.choose(include_hidden=include)
        else:
            self.mapping.choose(include_struck=include)
        if self._state.step is Step.CHECK:
            self._start_check()

    def set_when_taken(self, when_taken: WhenThere) -> None:
        """What becomes of rows whose number somebody else has; they are judged again at once."""
        choices = self.mapping.state.choices
        if choices is not None and choices.when_taken is not when_taken:
            self.mapping.choose(when_taken=when_taken)
            if self._state.step is Step.CHECK:
                self._start_check()

    def take_each_number(self) -> None:
        """A contact for each number of every row; the rows are read and judged again at once."""
        self.mapping.set_each_number(True)
        if self._state.step is Step.CHECK:
            self._start_check()

    # ---- inside ------------------------------------------------------------------------------

    def _of_batch(self, batch_id: int) -> ImportJob | None:
        job = self._job
        if job is not None and job.batch_id == batch_id:
            return job
        return self.background.of_batch(batch_id)

    def _told_over(self, job: ImportJob, run: RunState) -> None:
        text = tr("The import of “{name}” was undone.")
        if run.stage is not ImportStage.UNDONE:
            text = " ".join((tr("The import of “{name}” is over."), f"{run_counts_text(run)}."))
        self._offer(job, text, tr("Show"))

    def _offer(self, job: ImportJob, text: str, go_on: str, discard: str = "") -> None:
        def throw_away() -> None:
            self._tasks.run(job.close(discard=True), name="import close", shielded=True)

        actions = [BannerAction(go_on, partial(self.take_up, job))]
        if discard:
            actions.append(BannerAction(discard, throw_away))
        kind = BannerKind.DRAFT if discard else BannerKind.NOTE
        text = text.format(name=job.file.name)
        self._banner.show(Banner(text, kind, tuple(actions), seconds=None))

    def _begin(self, name: str, make: OpenJob) -> None:
        def then() -> None:
            self._clear()
            self.mapping.begin(name)
            self._set(replace(self._state, doing=tr("Looking into “{name}”…").format(name=name)))
            self._tasks.replace("import open", self._open(make), on_error=self._failed)

        self._when_free(then)
        self.shown.emit()

    async def _open(self, make: OpenJob) -> None:
        await self._take(await make())

    async def _take(self, job: ImportJob) -> None:
        books = await self._session.local.books.get_all()
        self._job = job
        self.mapping.take(job.file, books, chosen=job.stage is not ImportStage.CHOOSING)
        step = Step.COLUMNS if job.file.layout.clear else Step.FILE
        self._set(ImportState(step, self.mapping.state))

    def _take_up(self, job: ImportJob) -> None:
        self.background.take(job)
        self._clear()
        self.shown.emit()
        self.mapping.begin(job.file.name)
        text = tr("Opening the import of “{name}”…").format(name=job.file.name)
        self._set(replace(self._state, doing=text))
        self._tasks.replace("import open", self._reopen(job), on_error=self._failed)

    async def _reopen(self, job: ImportJob) -> None:
        await self._take(job)
        if not job.file.layout.sample:  # an earlier run of the program looked into the file
            rows = await job.rows(frozenset(), 0, PAGE)
            sample = tuple(SourceRow(row.number, row.cells) for row in rows)
            self.mapping.show_layout(replace(job.file.layout, sample=sample))
        if job.stage in NOT_COMMITTED:
            if not self._state.missing_choice:
                self._start_check()
            return
        if job.stage is ImportStage.COMMITTING:
            self.run.start(job)
        else:
            await self.run.follow(job)
        self._set(replace(self._state, step=Step.IMPORT))

    def _mapping_changed(self) -> None:
        state = replace(self._state, mapping=self.mapping.state)
        if state.mapping.reading:
            state = replace(state, problem="", details="")
        self._set(state)

    def _start_check(self) -> None:
        job, choices = self._job, self.mapping.state.choices
        if job is None or choices is None:
            return
        self._set(
            replace(
                self._state,
                step=Step.CHECK,
                doing=tr("Reading and checking the rows…"),
                progress=None,
                problem="",
                details="",
            )
        )
        self._tasks.replace("import check", self._check(job, choices), on_error=self._failed)

    async def _check(self, job: ImportJob, choices: ImportChoices) -> None:
        def progressed(progress: Progress) -> None:
            if job is self._job and self._state.busy:
                self._set(replace(self._state, progress=progress))

        job.set_choices(choices)
        summary = await job.check(progressed)
        await self.check.take(job, summary, *checked_columns(self.mapping.state))
        layout = self.mapping.state.layout
        if layout is not None:  # now that the whole file was read, more may be known of it
            self.mapping.show_layout(replace(layout, notes=job.file.layout.notes))
        self._set(replace(self._state, doing="", progress=None))

    def _failed(self, error: SmsBookError) -> None:
        """Where it went wrong, the step before can put it right."""
        step = Step.COLUMNS if self._state.step is Step.CHECK else self._state.step
        self._set(
            replace(
                self._state,
                step=step,
                doing="",
                progress=None,
                problem=error_text(error),
                details=error.details,
            )
        )

    def _not_started(self, error: SmsBookError | None) -> None:
        self.run.leave()
        problem, details = ("", "") if error is None else (error_text(error), error.details)
        self._start_check()
        self._set(replace(self._state, problem=problem, details=details))

    def _when_free(self, then: Callable[[], None], *, closing: bool = False) -> None:
        """Call `then` once what a person corrected in the window is not in the way."""
        job = self._job
        if job is None or job.stage in ON_ITS_WAY or not self.check.state.corrected:
            then()
            return
        if self._state.step is Step.IMPORT:
            then()
            return

        def answered(key: str) -> None:
            if key == "keep":
                self._keep()
                if not closing:
                    then()
            elif key == "discard":
                then()

        self.shown.emit()
        self.asked.emit(
            Question(
                tr("Import not finished"),
                tr("Keep the import of “{name}” for later?").format(name=job.file.name),
                (
                    Choice("keep", tr("Keep for later")),
                    Choice("discard", tr("Discard"), ChoiceRole.DESTRUCTIVE),
                    Choice("on", tr("Go on"), ChoiceRole.REJECT),
                ),
                answered,
                more=tr("You corrected some of its rows. None of them was imported yet."),
                default="keep",
            )
        )

    def _keep(self) -> None:
        """Take the import out of the window and keep it for the next "Import…"."""
        if self._job is not None:
            self.background.add(self._job)
            self._job = None
        self._clear()
        self.closed.emit()

    def _leave_now(self) -> None:
        self._clear()
        self.closed.emit()

    def _clear(self) -> None:
        """Empty the window. A running import continues in the background; any other is dropped."""
        for key in ("import open", "import check"):
            self._tasks.cancel(key)
        job, self._job = self._job, None
        if job is not None and job.stage in ON_ITS_WAY:
            self.background.add(job)
        elif job is not None:
            discard = job.stage in NOT_COMMITTED
            self._tasks.run(job.close(discard=discard), name="import close", shielded=True)
        self.run.leave()
        self.check.leave()
        self.mapping.begin("")
        self._set(ImportState())
