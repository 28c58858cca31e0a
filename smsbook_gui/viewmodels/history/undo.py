"""The window "Undo": what taking an action back would do, and doing it. "Redo" is the same."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.batch import WayBack
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.contacts.undo_plan import UndoPlan
from smsbook_gui.domain.errors import NothingToUndo, SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import display_time, field_names
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.store_follower import StoreFollower
from smsbook_gui.viewmodels.common.text import error_text, said, tr
from smsbook_gui.viewmodels.common.text_rows import TextRowsModel
from smsbook_gui.viewmodels.history.undo_text import (
    change_rows,
    effects,
    heading_text,
    left_rows,
    warnings,
)


class UndoStage(Enum):
    """What the window does."""

    LOOKING = auto()
    SHOWN = auto()
    WORKING = auto()


@dataclass(frozen=True, slots=True)
class UndoState:
    """The window. `changes` and `stays` are of contacts, and what the two tables are about."""

    way: WayBack = WayBack.UNDO
    stage: UndoStage = UndoStage.LOOKING
    action: str = ""
    """What is to be taken back, and when it was done."""
    heading: str = ""
    effects: str = ""
    warnings: str = ""
    changes: int = 0
    stays: int = 0
    more: str = ""
    """That the tables do not have all of them."""
    possible: bool = False
    problem: str = ""

    @property
    def title(self) -> str:
        """The name of the window."""
        return tr("Undo") if self.way is WayBack.UNDO else tr("Redo")

    @property
    def summary(self) -> str:
        """How it stands, in a sentence."""
        if self.stage is UndoStage.LOOKING:
            return tr("Looking at what would change…")
        if self.stage is UndoStage.WORKING:
            return tr("Taking it back…") if self.way is WayBack.UNDO else tr("Doing it again…")
        return self.heading

    @property
    def busy(self) -> bool:
        """Whether something goes on that is to be waited for."""
        return self.stage is not UndoStage.SHOWN and not self.problem

    @property
    def can_apply(self) -> bool:
        """Whether there is something to do."""
        return self.stage is UndoStage.SHOWN and self.possible


class UndoViewModel(StateViewModel[UndoState]):
    """Follows what changes meanwhile. `read_delay` in seconds bounds how often it looks.

    `done` carries the UndoReport and the WayBack.
    """

    done = Signal(object, object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        *,
        read_delay: float = 0.25,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(UndoState(), parent)
        self._session = session
        self._tasks = tasks
        self._batch_id: int | None = None
        self._follower = StoreFollower(
            session,
            tasks,
            "undo plan",
            self._read,
            concern=self._concerns,
            on_error=self._failed,
            delay=read_delay,
        )
        self.changes = TextRowsModel(
            (tr("Contact"), tr("Field"), tr("Now"), tr("After")), values=(2, 3), parent=self
        )
        self.left = TextRowsModel(
            (tr("Contact"), tr("Field"), tr("Now"), tr("Why")), values=(2,), parent=self
        )

    def open(self, batch_id: int, way: WayBack) -> None:
        """Look at what taking this batch back comes to, or doing it again."""
        self.closed()
        self._batch_id = batch_id
        self.changes.show_rows(())
        self.left.show_rows(())
        self._set(UndoState(way))
        self._follower.begin()

    def closed(self) -> None:
        """Nobody looks any more. What is being taken back goes on."""
        self._follower.end()
        self._batch_id = None

    def apply(self) -> None:
        """Do what is shown."""
        batch_id, way = self._batch_id, self._state.way
        if batch_id is None or not self._state.can_apply:
            return
        self._set(replace(self._state, stage=UndoStage.WORKING, problem=""))
        self._follower.cancel()

        async def work() -> None:
            report = await self._session.contacts.take_back(batch_id, way)
            self.done.emit(report, way)

        self._tasks.run(work(), name="take back", on_error=self._failed, shielded=True)

    # ---- inside ----------------------------------------------------------------------------

    def _concerns(self, changes: Changes) -> bool:
        return self._state.stage is not UndoStage.WORKING and (changes.history or changes.rows)

    async def _read(self) -> None:
        batch_id = self._batch_id
        if batch_id is None:
            return
        plan = await self._session.local.bulk.undo_plan(batch_id)
        if batch_id != self._batch_id or self._state.stage is UndoStage.WORKING:
            return
        if plan.way is not self._state.way:
            raise NothingToUndo  # somebody has done it from elsewhere
        self._show(plan)

    def _show(self, plan: UndoPlan) -> None:
        names = field_names(self._session.account.labels)
        self.changes.show_rows(tuple(change_rows(plan, names)))
        self.left.show_rows(tuple(left_rows(plan, names)))
        action = tr("{title}, {when}").format(title=said(plan.title), when=display_time(plan.at))
        told = len({one.contact_id for one in plan.first})
        more = tr("Only the first %Ln contacts are shown.", None, told)
        self._set(
            UndoState(
                plan.way,
                UndoStage.SHOWN,
                action,
                heading_text(plan),
                " ".join(effects(plan)),
                " ".join(warnings(plan)),
                plan.changes,
                plan.kept,
                more if plan.changes > told else "",
                bool(plan.changes or plan.books_back or plan.books_ended),
            )
        )

    def _failed(self, error: SmsBookError) -> None:
        stage = UndoStage.SHOWN if self._state.heading else UndoStage.LOOKING
        possible = self._state.possible and not isinstance(error, NothingToUndo)
        self._set(replace(self._state, stage=stage, possible=possible, problem=error_text(error)))
