"""The step "Compare": what differs between a list and the contacts, and what to carry out."""

from array import array
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.comparison import (
    TICKABLE,
    CompareChoices,
    ComparisonCounts,
    ComparisonKind,
    FoundDifferences,
    Ticks,
    WhenMissing,
)
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.services.comparisons.job import ComparisonJob
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.reading import offer_text
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, tr
from smsbook_gui.viewmodels.comparisons.comparison_text import (
    counted,
    counts_text,
    kind_word,
    missing_text,
    of_what_text,
)
from smsbook_gui.viewmodels.comparisons.rows import DifferencesModel, Places, explanation
from smsbook_gui.viewmodels.contacts.commands import ASK_OVER

_FIND, _READ, _PAGES = "comparison search", "comparison reading", "comparison pages"
_NAMES = frozenset({ContactField.FIRST_NAME, ContactField.LAST_NAME})
_NOTHING = FoundDifferences(ComparisonCounts({}), 0, 0)


@dataclass(frozen=True, slots=True)
class KindItem:
    """One kind to show; None stands for all of them."""

    kind: ComparisonKind | None
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DifferencesState:
    """What the step shows. `ticked` are counts by kind; `busy` is said while numbers are repaired
    or contacts read, `carrying` while the ticked entries are carried out."""

    found: FoundDifferences = _NOTHING
    shown: ComparisonKind | None = None
    search: str = ""
    matching: int = 0
    """How many entries the search and the kind leave."""
    ticked: tuple[tuple[ComparisonKind, int], ...] = ()
    when_missing: WhenMissing = WhenMissing.DELETE
    move_to: int | None = None
    books: tuple[AddressBook, ...] = ()
    """That missing contacts may move to."""
    detail: str = ""
    can_read: bool = False
    looks_anyway: bool = False
    """Whether the person wants to see the rows although nothing differs."""
    busy: str = ""
    can_stop: bool = False
    carrying: bool = False
    progress: Progress | None = None
    problem: str = ""
    details: str = ""

    @property
    def counts(self) -> str:
        """The label "Summary"."""
        return counts_text(self.found.counts)

    @property
    def of_what(self) -> str:
        """What was compared."""
        return of_what_text(self.found)

    @property
    def agrees(self) -> bool:
        """Whether everybody is in both, and the same."""
        return (
            self.found.counts.total == self.found.counts[ComparisonKind.SAME]
            and not self.found.unread
        )

    @property
    def filters(self) -> tuple[KindItem, ...]:
        """The kinds that there are, preceded by all of them."""
        counts = self.found.counts
        everything = KindItem(None, f"{tr('All')} {number(counts.total)}", self.shown is None)
        return (
            everything,
            *(
                KindItem(kind, f"{kind_word(kind)} {number(counts[kind])}", kind is self.shown)
                for kind in ComparisonKind
                if counts[kind] or kind is self.shown
            ),
        )

    def ticked_of(self, kind: ComparisonKind) -> int:
        """How many of a kind are ticked."""
        return dict(self.ticked).get(kind, 0)

    @property
    def to_do(self) -> int:
        """How many entries are ticked."""
        return sum(count for _, count in self.ticked)

    @property
    def outlook(self) -> str:
        """What "Carry out" does."""
        kinds = (ComparisonKind.NEW, ComparisonKind.CHANGED, ComparisonKind.MISSING)
        parts = [counted(kind, self.ticked_of(kind)) for kind in kinds if self.ticked_of(kind)]
        if not parts:
            return tr("Nothing is ticked.")
        return tr("Ticked: {what}").format(what=tr(", ").join(parts))

    @property
    def missing(self) -> str:
        """What becomes of missing contacts; "" if there are none."""
        if not self.found.counts[ComparisonKind.MISSING]:
            return ""
        text = missing_text(self.when_missing, self.ticked_of(ComparisonKind.MISSING))
        counts = self.found.counts
        if counts[ComparisonKind.BAD] or counts[ComparisonKind.UNCLEAR]:
            doubt = tr("Some may be in rows that are bad or not clear.")
            text = f"{text} {doubt}"
        return text

    @property
    def can_carry_out(self) -> bool:
        """Whether "Carry out" does something."""
        moves = self.when_missing is WhenMissing.MOVE and self.ticked_of(ComparisonKind.MISSING)
        return bool(self.to_do) and not self.busy and not (moves and self.move_to is None)

    @property
    def read_text(self) -> str:
        """The button that reads it."""
        return offer_text(len(self.found.unread) + len(self.found.unread_keys))

    @property
    def unread(self) -> str:
        """What was never read, and what that means; "" if all was read."""
        fields, keys = len(self.found.unread), len(self.found.unread_keys)
        parts = []
        if fields:
            parts.append(
                tr(
                    "%Ln contacts have fields that were never read from the service, which count "
                    "as no difference until they are.",
                    None,
                    fields,
                )
            )
        if keys:
            parts.append(
                tr(
                    "%Ln contacts cannot be compared: what they are compared by was never read.",
                    None,
                    keys,
                )
            )
        return " ".join(parts)

    @property
    def unclear(self) -> str:
        """What is said if it is not clear who is who."""
        count = self.found.counts[ComparisonKind.UNCLEAR]
        text = tr(
            "%Ln rows and contacts are not clear: several look the same, or have nothing to "
            "compare. They are left alone; another choice of “Compare by” may help.",
            None,
            count,
        )
        return text if count else ""

    @property
    def repairable(self) -> str:
        """Numbers that can be repaired."""
        count = self.found.repairable
        return tr("%Ln bad numbers can be repaired.", None, count) if count else ""


class DifferencesViewModel(StateViewModel[DifferencesState]):
    """`asked` carries a Question, `carried_out` what was done."""

    asked = Signal(object)
    carried_out = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(DifferencesState(), parent)
        self._session = session
        self._tasks = tasks
        self._job: ComparisonJob | None = None
        self._ticks = Ticks(ComparisonCounts({}))
        self._fields: tuple[ContactField, ...] = ()
        self._reading = False
        self.rows = DifferencesModel(self)
        self.rows.pages_wanted.connect(self._read_pages_soon)
        self.rows.ticked.connect(self._tick_rows)
        self.rows.declined.connect(self._decline)

    # ---- what it is about ------------------------------------------------------------------

    def show_found(
        self,
        job: ComparisonJob,
        found: FoundDifferences,
        choices: CompareChoices,
        books: Sequence[AddressBook],
    ) -> None:
        """Show what a comparison found; what a person chose of missing contacts stays."""
        self._job = job
        self._fields = choices.fields
        others = tuple(book for book in books if book.local_id != choices.scope)
        there = {book.local_id for book in others}
        state = self._state
        self._set(
            DifferencesState(
                books=others,
                when_missing=state.when_missing,
                move_to=state.move_to if state.move_to in there else None,
                can_read=self._session.reading.can_read,
            )
        )
        self._take(found)

    def preset(self, when_missing: WhenMissing, move_to: int | None) -> None:
        """Preset the choices of a saved comparison."""
        self._set(replace(self._state, when_missing=when_missing, move_to=move_to))

    def leave(self) -> None:
        """Forget the comparison."""
        for key in (_FIND, _READ):
            self._tasks.cancel(key)
        self._job = None
        self.rows.clear()
        self._set(DifferencesState())

    def _take(self, found: FoundDifferences) -> None:
        self._ticks = Ticks(found.counts)
        names = field_names(self._session.account.labels)
        fields: list[tuple[ContactField | None, str]] = [
            (each, names[each]) for each in self._fields
        ]
        if _NAMES.isdisjoint(self._fields):
            fields.insert(0, (None, tr("Name")))
        self.rows.start(fields, self._ticks, found.elsewhere)
        self._set(
            replace(
                self._state,
                found=found,
                shown=None,
                search="",
                matching=found.counts.total,
                detail="",
                busy="",
                progress=None,
                can_stop=False,
            )
        )
        self.rows.show_places(range(found.counts.total))
        self._count()

    # ---- looking ---------------------------------------------------------------------------

    def show_only(self, kind: ComparisonKind | None) -> None:
        """Show one kind; None: all."""
        if kind is not self._state.shown:
            self._set(replace(self._state, shown=kind, detail=""))
            self._narrow()

    def set_search(self, text: str) -> None:
        """Show the entries that contain these words."""
        if text != self._state.search:
            self._set(replace(self._state, search=text, detail=""))
            self._narrow()

    def look_anyway(self) -> None:
        """Show the rows although nothing differs."""
        self._set(replace(self._state, looks_anyway=True))

    def look_at(self, row: int) -> None:
        """Follow the person to that row; -1 means none."""
        entry = self.rows.entry(row) if 0 <= row < self.rows.rowCount() else None
        self._set(replace(self._state, detail="" if entry is None else explanation(entry)))

    def _narrow(self) -> None:
        counts, shown = self._state.found.counts, self._state.shown
        places = range(counts.total) if shown is None else counts.places(shown)
        if not self._state.search.strip():
            self._tasks.cancel(_FIND)
            self._show_places(places)
            return
        self._tasks.replace(_FIND, self._find(self._state.search, places), on_error=self._failed)

    async def _find(self, text: str, among: range) -> None:
        if self._job is not None:
            found = await self._job.find(text)
            if len(among) != self._state.found.counts.total:
                found = array("q", (place for place in found if place in among))
            self._show_places(found)

    def _show_places(self, places: Places) -> None:
        self.rows.show_places(places)
        self._set(replace(self._state, matching=len(places)))

    # ---- ticking ---------------------------------------------------------------------------

    def tick_shown(self, on: bool) -> None:
        """Tick or untick all that is on show."""
        self._tick_rows((range(self.rows.rowCount()),), on)

    def set_when_missing(self, when: WhenMissing) -> None:
        """Delete or move the missing contacts that are ticked."""
        self._set(replace(self._state, when_missing=when))

    def set_move_to(self, book_id: int) -> None:
        """The address book (local id) that they move to."""
        self._set(replace(self._state, move_to=book_id))

    def _tick_rows(self, rows: Sequence[range], on: bool) -> None:
        for places in self.rows.places(rows):
            self._ticks.set(places, on)
        self._count()

    def _decline(self, row: int, field: ContactField, declined: bool) -> None:
        """Taking a change again ticks its contact; declining all of them unticks it."""
        entry = self.rows.entry(row)
        if entry is None:
            return
        self._ticks.decline(entry.place, field, declined)
        left = {each.field for each in entry.changes} - self._ticks.declined(entry.place)
        if not left:
            for each in entry.changes:
                self._ticks.decline(entry.place, each.field, False)
        self._ticks.set([entry.place], bool(left))
        self._count()

    def _count(self) -> None:
        ticked = tuple(
            (kind, self._ticks.count(kind)) for kind in ComparisonKind if kind in TICKABLE
        )
        self._set(replace(self._state, ticked=ticked))
        self.rows.ticks_changed()

    # ---- repairing and reading -------------------------------------------------------------

    def repair_numbers(self) -> None:
        """Repair the bad numbers that can be, and compare again."""
        job = self._job
        if job is not None and not self._state.busy:
            self._begin(tr("Repairing numbers…"), lambda: self._again(job.repair_numbers))

    def read(self) -> None:
        """Read from the service what was never read, and compare again."""
        job = self._job
        if job is not None and self._state.can_read and not self._state.busy:
            self._begin(tr("Reading contacts…"), lambda: self._read(job), can_stop=True)

    def stop(self) -> None:
        """Stop the reading, or the carrying out as long as nothing is decided."""
        if self._state.carrying and self._job is not None:
            self._job.stop()
        elif self._state.can_stop:
            self._tasks.cancel(_READ)
            job = self._job
            if job is not None:  # What was read so far counts.
                self._begin(tr("Comparing…"), lambda: self._again(job.compare_again))

    def _begin(
        self, text: str, work: Callable[[], Coroutine[Any, Any, None]], *, can_stop: bool = False
    ) -> None:
        self._set(
            replace(
                self._state, busy=text, can_stop=can_stop, progress=None, problem="", details=""
            )
        )
        self._tasks.replace(_READ, work(), on_error=self._failed)

    async def _again(
        self, compare: Callable[[Callable[[Progress], None]], Coroutine[Any, Any, FoundDifferences]]
    ) -> None:
        self._take(await compare(self._progressed))

    async def _read(self, job: ComparisonJob) -> None:
        found = self._state.found
        ids = sorted({*found.unread, *found.unread_keys})
        await self._session.reading.read_missing(ids, self._fields, self._progressed)
        await self._again(job.compare_again)

    def _progressed(self, progress: Progress) -> None:
        if self._state.busy:
            self._set(replace(self._state, progress=progress))

    def _failed(self, error: SmsBookError) -> None:
        self._set(
            replace(
                self._state,
                busy="",
                can_stop=False,
                carrying=False,
                progress=None,
                problem=error_text(error),
                details=error.details,
            )
        )

    # ---- carrying out ----------------------------------------------------------------------

    def carry_out(self) -> None:
        """Carry out what is ticked; many deletes after a question."""
        state = self._state
        if not state.can_carry_out:
            return
        going = state.ticked_of(ComparisonKind.MISSING)
        if state.when_missing is WhenMissing.MOVE or going <= ASK_OVER:
            self._start()
            return
        delete = Choice("delete", tr("Carry out and delete"), ChoiceRole.DESTRUCTIVE)
        cancel = Choice("cancel", tr("Cancel"), ChoiceRole.REJECT)

        def answered(key: str) -> None:
            if key == delete.key:
                self._start()

        self.asked.emit(
            Question(
                tr("Delete contacts"),
                tr("Delete the %Ln missing contacts that are ticked?", None, going),
                (delete, cancel),
                answered,
                more=tr("They go to Recently deleted. You can undo this."),
                default=cancel.key,
            )
        )

    def _start(self) -> None:
        job, state = self._job, self._state
        if job is None:
            return
        self._set(
            replace(
                state,
                busy=tr("Preparing the changes…"),
                carrying=True,
                can_stop=True,
                progress=None,
                problem="",
                details="",
            )
        )
        # What a person has decided is done, whatever closes meanwhile.
        self._tasks.run(
            self._carry_out(job, state),
            name="carry out comparison",
            on_error=self._failed,
            shielded=True,
        )

    async def _carry_out(self, job: ComparisonJob, state: DifferencesState) -> None:
        done = await job.carry_out(self._ticks, state.when_missing, state.move_to, self._progressed)
        self._set(replace(self._state, busy="", carrying=False, can_stop=False, progress=None))
        if done is not None:
            self.carried_out.emit(done)

    # ---- pages -----------------------------------------------------------------------------

    def _read_pages_soon(self) -> None:
        if not self._reading:
            self._reading = True
            self._tasks.run(self._read_pages(), name=_PAGES, on_error=self._failed)

    async def _read_pages(self) -> None:
        try:
            while (job := self._job) is not None and (wanted := self.rows.take_wanted()):
                self.rows.put({first: await job.read(places) for first, places in wanted.items()})
        finally:
            self._reading = False
