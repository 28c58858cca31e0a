"""The window "Everything we hold on this person": what is found, and what becomes of it."""

from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.holdings import NOBODY, HeldIn, Holding, Sought
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import (
    describe,
    display_name,
    field_names,
)
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.history.holding_rows import HoldingRowsModel, when_text, where_text

_FIND, _SAVE, _ERASE = "find holdings", "save holdings", "erase holdings"


class HoldingsStage(Enum):
    """What the window does."""

    ASKING = auto()
    """Nobody was named yet."""
    LOOKING = auto()
    SHOWN = auto()
    ERASING = auto()


@dataclass(frozen=True, slots=True)
class HoldingsState:
    """The window. `who` is the person's name, `sought` what is looked for."""

    stage: HoldingsStage = HoldingsStage.LOOKING
    who: str = ""
    sought: Sought = NOBODY
    found: int = 0
    ticked: int = 0
    report: str = ""
    """What was done last."""
    problem: str = ""
    details: str = ""

    @property
    def busy(self) -> bool:
        """Whether something goes on that is to be waited for."""
        going = {HoldingsStage.LOOKING, HoldingsStage.ERASING}
        return self.stage in going and not self.problem

    @property
    def can_act(self) -> bool:
        """Whether something is chosen to be written down or erased."""
        return self.stage is HoldingsStage.SHOWN and self.ticked > 0

    @property
    def summary(self) -> str:
        """How it stands, in a sentence."""
        if self.stage is HoldingsStage.ASKING:
            return tr(
                "Who are you looking for? A number is enough; a name alone finds everybody "
                "with that name."
            )
        if self.stage is HoldingsStage.LOOKING:
            return tr("Looking in contacts, imports and backups…")
        if self.stage is HoldingsStage.ERASING:
            return tr("Erasing…")
        if not self.found:
            return tr("Nothing is held on this person.")
        return tr("%Ln entries found. What is not ticked may be somebody else.", None, self.found)


class HoldingsViewModel(StateViewModel[HoldingsState]):
    """State and commands of the window. `asked` carries a Question."""

    asked = Signal(object)

    def __init__(self, session: Session, tasks: TaskScope, parent: QObject) -> None:
        super().__init__(HoldingsState(), parent)
        self._session = session
        self._tasks = tasks
        self._sought = Sought()
        self.rows = HoldingRowsModel(self)
        self.rows.ticked.connect(self._count)

    def opened(self, contact_id: int | None) -> None:
        """The window opens on the person that a contact (local id) is about; None: it asks."""
        self._sought = Sought(contact_id=contact_id)
        self.rows.show_rows(())
        self._set(HoldingsState())
        if contact_id is not None:
            self._tasks.replace(_FIND, self._look_for(contact_id), on_error=self._show_problem)
        else:
            self._set(HoldingsState(HoldingsStage.ASKING))

    def search(self, first: str, last: str, number: str) -> None:
        """Look for a person by name and number, as for one who is no longer in the table."""
        self._sought = Sought(number.strip(), first.strip(), last.strip())
        self.rows.show_rows(())
        if self._sought.is_nobody:
            self._set(HoldingsState(HoldingsStage.ASKING))
            return
        who = " ".join(filter(None, (first.strip(), last.strip()))) or number.strip()
        self._set(HoldingsState(who=who, sought=self._sought))
        self._find()

    def closed(self) -> None:
        """Nobody looks any more. What is being erased goes on."""
        self._tasks.cancel(_FIND)

    def text_of(self, place: int) -> str:
        """All of an entry, a line each."""
        lines = (f"{name}: {value}" for _, _, name, value in self._written(self.rows.row(place)))
        return "\n".join(lines)

    def save(self, target: Path) -> None:
        """Write what is ticked to a file that can be handed over."""
        chosen = self.rows.chosen()
        headers = (tr("Where"), tr("When"), tr("Field"), tr("Value"))
        rows = [row for one in chosen for row in self._written(one)]

        async def work() -> None:
            await self._session.holdings.write(target, headers, rows)
            self._set(replace(self._state, report=tr("Saved as {name}").format(name=target.name)))

        self._start()
        self._tasks.run(work(), name=_SAVE, on_error=self._show_problem)

    def erase(self) -> None:
        """Erase what is ticked, after one question."""
        chosen = self.rows.chosen()
        if not self._state.can_act:
            return
        live = sum(one.place is HeldIn.CONTACTS for one in chosen)
        parts = [
            tr(
                "Nothing of it stays on this computer, not even in backups. Nobody can bring "
                "it back."
            )
        ]
        if live:
            parts.append(
                tr("%Ln contacts are deleted at the SMS service first, by themselves.", None, live)
            )
        if any(one.place is HeldIn.LEFT_OUT for one in chosen):
            parts.append(tr("An import can add the phone number again."))
        if any(one.place is HeldIn.ASIDE for one in chosen):
            parts.append(
                tr(
                    "Damaged files that were put aside are deleted as a whole, with everybody "
                    "in them."
                )
            )
        parts.append(tr("Files that you saved or sent yourself are not touched."))

        def answered(key: str) -> None:
            if key == "erase":
                self._erase(chosen)

        self.asked.emit(
            Question(
                tr("Erase"),
                tr("Erase %Ln entries on {who}?", None, len(chosen)).format(who=self._state.who),
                (
                    Choice("erase", tr("Erase"), ChoiceRole.DESTRUCTIVE),
                    Choice("no", tr("Cancel"), ChoiceRole.REJECT),
                ),
                answered,
                more=" ".join(parts),
                default="no",
            )
        )

    # ---- work ------------------------------------------------------------------------------

    def _start(self) -> None:
        self._set(replace(self._state, report="", problem="", details=""))

    def _erase(self, chosen: Sequence[Holding]) -> None:
        self._start()
        self._set(replace(self._state, stage=HoldingsStage.ERASING))
        self._run(_ERASE, self._decide(chosen), shielded=True)

    async def _decide(self, chosen: Sequence[Holding]) -> None:
        await self._session.holdings.erase(chosen, tr("What was held on a person was erased"))
        self._run(_ERASE, self._tell(), shielded=False)

    async def _tell(self) -> None:
        erased = await self._session.deleted.rest()
        parts = [tr("Erased.")]
        if erased.waiting:
            parts = [
                tr(
                    "%Ln contacts wait to be deleted at the SMS service. They are erased after "
                    "that, by themselves.",
                    None,
                    erased.waiting,
                )
            ]
        if erased.copies:
            parts.append(tr("Backups in the other folder follow as soon as it is connected."))
        self._set(replace(self._state, report=" ".join(parts), stage=HoldingsStage.LOOKING))
        self._find()

    def _find(self) -> None:
        self._tasks.replace(_FIND, self._look(), on_error=self._show_problem)

    async def _look_for(self, contact_id: int) -> None:
        contact = await self._session.local.contacts.get(contact_id)
        if contact is not None:
            self._sought = Sought.of(contact_id, contact.values)
            who = display_name(contact.values)
            self._set(replace(self._state, who=who, sought=self._sought))
        await self._look()

    async def _look(self) -> None:
        found = await self._session.holdings.find(self._sought)
        self._set(replace(self._state, stage=HoldingsStage.SHOWN, found=len(found)))
        self.rows.show_rows(found)

    def _names(self) -> Mapping[ContactField, str]:
        names: Mapping[ContactField, str] = field_names(self._session.account.labels)
        return names

    def _written(self, one: Holding) -> list[tuple[str, str, str, str]]:
        """An entry as rows: where, when, field, value."""
        names = self._names()
        where, when = where_text(one), when_text(one)
        pairs = [(names[name], text) for name, text in one.values.items() if text]
        pairs += one.cells
        pairs += [(tr("History"), describe(line, names).text) for line in one.history]
        if one.place is HeldIn.ASIDE:
            pairs.append((tr("Note"), tr("SMS Book cannot look into this file.")))
        return [(where, when, name, text) for name, text in pairs]

    def _run(self, name: str, work: Coroutine[Any, Any, None], *, shielded: bool) -> None:
        self._tasks.run(work, name=name, on_error=self._show_problem, shielded=shielded)

    def _count(self) -> None:
        self._set(replace(self._state, ticked=len(self.rows.chosen())))

    def _show_problem(self, error: SmsBookError) -> None:
        self._set(
            replace(
                self._state,
                stage=HoldingsStage.SHOWN,
                problem=error_text(error),
                details=error.details,
            )
        )
