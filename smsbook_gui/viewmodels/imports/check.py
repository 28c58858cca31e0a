"""The step "Check": what each row would do, and correcting rows before anything is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.import_trouble import Trouble
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    NumberChoice,
    NumberOffer,
    Repair,
    RowKind,
    WhenThere,
)
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.imports.job import ImportJob
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.paged_rows import PAGE
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, tr
from smsbook_gui.viewmodels.imports.import_text import (
    counts_by_kind,
    kind_word,
    outlook_text,
    result_explanation,
    summary_text,
)
from smsbook_gui.viewmodels.imports.rows import ImportRowsModel

_LONGEST_EXAMPLE = 60
_NAMED = 5
"""Address books that are named; the others are only counted."""


@dataclass(frozen=True, slots=True)
class FilterItem:
    """One kind of rows to look at; None is all of them."""

    kind: RowKind | None
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RowDetail:
    """The row that the person is on: what is to say about it, and what can be done."""

    position: int
    text: str
    suggestion: str = ""
    number_column: int = -1
    keepable: bool = False
    choices: tuple[str, ...] = ()
    """The numbers that its cell may mean."""


@dataclass(frozen=True, slots=True)
class CheckState:
    """What the step shows once the rows are checked. Texts are "" if there is nothing to say."""

    summary: CheckSummary = field(default_factory=CheckSummary)
    seconds: float = 0.0
    """How long the sending would take."""
    stays_here: bool = False
    """Whether nothing is sent at all: a list without an account for it yet."""
    shown: RowKind | None = None
    repairs: tuple[Repair, ...] = ()
    number_offers: tuple[NumberOffer, ...] = ()
    trouble: Trouble | None = None
    """What is probably wrong where nearly all rows are bad."""
    opt_outs: int = 0
    """Numbers that have opted out, as the file says, and that are not remembered as left out."""
    new_books: tuple[str, ...] = ()
    """Names of the address books that the import would make."""
    detail: RowDetail | None = None
    problem: str = ""
    working: bool = False
    """Whether rows are being put right just now."""
    corrected: bool = False
    """Whether a person corrected, repaired or kept something that is not imported yet."""

    @property
    def filters(self) -> tuple[FilterItem, ...]:
        """The kinds of rows on offer as filters; first, all rows."""
        everything: list[tuple[RowKind | None, str, int]] = [(None, tr("All"), self.summary.rows)]
        counts = everything + [
            (kind, kind_word(kind), count)
            for kind, count in counts_by_kind(self.summary).items()
            if count or kind is self.shown
        ]
        return tuple(
            FilterItem(kind, f"{word} {number(count)}", kind is self.shown)
            for kind, word, count in counts
        )

    @property
    def text(self) -> str:
        """The label "Summary"."""
        return summary_text(self.summary)

    @property
    def outlook(self) -> str:
        """What would be sent, and how long that takes."""
        if self.stays_here:
            return tr("These contacts stay on this computer: nothing is sent before you connect.")
        return outlook_text(self.summary, self.seconds)

    @property
    def next_step(self) -> str:
        """What a person does next, in one sentence."""
        ready = self.summary.new + self.summary.update
        if self.working:
            return tr("Putting the rows right…")
        if self.trouble is not None:
            return tr("Read the message in red first.")
        if not ready:
            return tr("There is nothing to import yet.") if self.summary.bad else tr("Nothing new.")
        if self.summary.bad:
            return tr(
                "%Ln contacts can be imported now. Bad rows can be put right first.", None, ready
            )
        return tr("%Ln contacts are ready: choose “Import”.", None, ready)

    @property
    def can_import(self) -> bool:
        """Whether any row would be sent, and nothing is under way."""
        return self.summary.new + self.summary.update > 0 and not self.working

    @property
    def doubts(self) -> str:
        """About numbers that look wrong but may be right."""
        return tr("%Ln rows look unusual, but may be right.", None, self.summary.keepable)

    @property
    def to_read(self) -> str:
        """About rows with words that a person has to read."""
        return tr(
            "%Ln rows have a remark that should be read first: beside the number, in a name or "
            "a note.",
            None,
            self.summary.to_read,
        )

    def choosing(self, *choices: NumberChoice) -> tuple[str, str]:
        """Of the cells for which there are these choices, with one of them; "" without any."""
        offers = [offer for offer in self.number_offers if offer.choice in choices]
        if not offers:
            return "", ""
        count, example = offers[0].count, shown(offers[0].example[0], _LONGEST_EXAMPLE)
        if NumberChoice.FIRST in choices:
            text = tr("%Ln cells hold more than one number. Which one is to be used?", None, count)
        else:
            text = tr("%Ln numbers can be read in two ways. Which one is right?", None, count)
        return text, example

    def taken(self, when_taken: WhenThere) -> str:
        """About rows whose number somebody else has, and what becomes of them."""
        if when_taken is WhenThere.UPDATE:
            return tr("A contact that has a row's number gets that row's name and values.")
        if when_taken is WhenThere.ADD:
            return tr("Rows with a number that somebody else has are added as further contacts.")
        return tr(
            "%Ln rows have a number that somebody of another name has already.",
            None,
            self.summary.taken,
        )

    @property
    def books(self) -> str:
        """About address books that would be made: a typing error would make one, too."""
        names = tr(", ").join(tr("“{name}”").format(name=name) for name in self.new_books[:_NAMED])
        rest = len(self.new_books) - _NAMED
        if rest > 0:
            names = tr("{names} and %Ln more", None, rest).format(names=names)
        what = tr("%Ln new address books will be made", None, len(self.new_books))
        return tr("{what}: {names}.").format(what=what, names=names)

    @property
    def left_out(self) -> str:
        """About numbers that may have opted out."""
        return tr(
            "%Ln numbers were deleted before, or the service dropped them: they may have "
            "opted out of your messages, and are left out.",
            None,
            self.summary.known_before,
        )

    @property
    def hidden(self) -> str:
        """About rows that the sheet hides."""
        return tr("%Ln rows are hidden in the sheet and are left out.", None, self.summary.hidden)

    @property
    def struck(self) -> str:
        """About rows that are struck through."""
        return tr(
            "%Ln rows are struck through in the sheet and are left out.", None, self.summary.struck
        )

    @property
    def opted_out(self) -> str:
        """About people who have opted out according to the file."""
        text = tr(
            "%Ln rows are left out, because the file says that these people have opted out.",
            None,
            self.summary.opted_out,
        )
        if self.opt_outs:
            return text
        return tr("{text} All imports leave such numbers out from now on.").format(text=text)

    @property
    def remember(self) -> str:
        """The text of the button that keeps their numbers out of later imports."""
        return tr("Remember these %Ln numbers as left out", None, self.opt_outs)


async def _look(job: ImportJob, state: CheckState) -> CheckState:
    """`state` with what the rows, as they are judged now, would have done."""
    return replace(
        state,
        trouble=await job.trouble() if state.summary.bad else None,
        repairs=tuple(await job.repairs()),
        number_offers=tuple(await job.number_offers()),
        opt_outs=await job.opt_outs() if state.summary.opted_out else 0,
        new_books=tuple(await job.new_books()),
    )


class ImportCheckViewModel(StateViewModel[CheckState]):
    """Works on one job between its check and its import."""

    def __init__(self, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(CheckState(), parent)
        self._tasks = tasks
        self._job: ImportJob | None = None
        self._reading = False
        self.rows = ImportRowsModel(self)
        self.rows.pages_wanted.connect(self._read_pages_soon)
        self.rows.corrected.connect(self.correct)

    async def take(
        self,
        job: ImportJob,
        summary: CheckSummary,
        columns: list[tuple[int, str]],
        leading: int = 0,
    ) -> None:
        """The rows of `job` were judged: show those columns (index, title) of them, of which the
        first `leading` say who it is."""
        same = job is self._job
        self._job = job
        shown = self._state.shown if same else None
        corrected = self._state.corrected and same
        state = CheckState(summary, job.seconds_needed, job.stays_here, shown, corrected=corrected)
        self._set(await _look(job, state))
        self.rows.start(columns, self._count(), leading)

    def leave(self) -> None:
        """The import was closed."""
        self._job = None
        self._set(CheckState())
        self.rows.start((), 0)

    def show_only(self, kind: RowKind | None) -> None:
        """Show the rows of one kind; None: of any."""
        if kind is not self._state.shown:
            self._set(replace(self._state, shown=kind, detail=None))
            self.rows.set_count(self._count())

    def look_at(self, place: int) -> None:
        """The person selected the row at that place in the table; -1 for none."""
        row = self.rows.row(place) if 0 <= place < self.rows.rowCount() else None
        self._set(replace(self._state, detail=None if row is None else self._detail(row)))

    def correct(self, position: int, column: int, text: str) -> None:
        """Correct one cell; `column` is the file's."""
        self._change(lambda job: job.correct(position, column, text))

    def repair_numbers(self) -> None:
        """Apply all repairs that are offered."""
        self._change(lambda job: job.repair_numbers())

    def keep_as_typed(self, position: int | None = None) -> None:
        """Import a doubtful number as it is; None for all of them."""
        positions = None if position is None else (position,)
        self._change(lambda job: job.keep_as_typed(positions))

    def choose_numbers(self, choice: NumberChoice) -> None:
        """Take one of the numbers of every cell that may mean several."""
        self._change(lambda job: job.choose_numbers(choice))

    def remember_opt_outs(self) -> None:
        """Keep the numbers that have opted out out of all later imports."""
        self._change(lambda job: job.remember_opt_outs())

    def keep_what_was_read(self) -> None:
        """Import all rows that say something: the person has read it."""
        self._change(lambda job: job.keep_as_typed(None, read=True))

    def take_suggestion(self) -> None:
        """Repair the number of the row that the person is on."""
        detail = self._state.detail
        if detail is not None and detail.suggestion:
            self.take_number(detail.suggestion)

    def take_number(self, text: str) -> None:
        """Put another number into the row that the person is on."""
        detail = self._state.detail
        if detail is not None:
            self.correct(detail.position, detail.number_column, text)

    # ---- inside ----------------------------------------------------------------------------

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, problem=error_text(error), working=False))

    def _kinds(self) -> frozenset[RowKind]:
        shown = self._state.shown
        return frozenset() if shown is None else frozenset({shown})

    def _count(self) -> int:
        summary, shown = self._state.summary, self._state.shown
        return summary.rows if shown is None else counts_by_kind(summary)[shown]

    def _detail(self, row: CheckedRow) -> RowDetail:
        text = tr("Row {row}: {text}").format(row=number(row.number), text=result_explanation(row))
        return RowDetail(
            row.position,
            text,
            suggestion=row.suggestion,
            number_column=row.number_column,
            keepable=row.keepable,
            choices=row.choices,
        )

    def _change(self, act: Callable[[ImportJob], Awaitable[CheckSummary]]) -> None:
        job = self._job
        if job is not None:
            self._set(replace(self._state, working=True))
            # What a person corrected is written, whatever closes meanwhile.
            self._tasks.run(
                self._carry_out(job, act),
                name="import correction",
                on_error=self._failed,
                shielded=True,
            )

    async def _carry_out(
        self, job: ImportJob, act: Callable[[ImportJob], Awaitable[CheckSummary]]
    ) -> None:
        summary = await act(job)
        found = await _look(
            job, CheckState(summary, job.seconds_needed, job.stays_here, corrected=True)
        )
        if job is not self._job:
            return
        self._set(replace(found, shown=self._state.shown))
        self.rows.refresh(self._count())

    def _read_pages_soon(self) -> None:
        if not self._reading:
            self._reading = True
            self._tasks.run(self._read_pages(), name="import rows", on_error=self._failed)

    async def _read_pages(self) -> None:
        try:
            while (job := self._job) is not None and (firsts := self.rows.take_wanted()):
                kinds = self._kinds()
                self.rows.put({first: await job.rows(kinds, first, PAGE) for first in firsts})
        finally:
            self._reading = False
