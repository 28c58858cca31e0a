"""The window "Restore from backup": the backups, what differs from one, and the way back to it."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal

from smsbook_gui.domain.contacts.backup import Backup, BackupReason, DifferenceKind
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.backups.rows import BackupRowsModel
from smsbook_gui.viewmodels.common.history_text import display_time, field_names
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, locale, tr
from smsbook_gui.viewmodels.contacts.commands import ASK_OVER

_LIST, _LOOK, _RESTORE = "backups", "backup differences", "restore backup"


class BackupStage(Enum):
    """What the window is doing."""

    LISTING = auto()
    NONE = auto()
    """There is no backup yet."""
    LOOKING = auto()
    SHOWN = auto()
    RESTORING = auto()


@dataclass(frozen=True, slots=True)
class KindCount:
    """The number of contacts that differ in one way, and how many of them are ticked."""

    kind: DifferenceKind
    count: int
    ticked: int


@dataclass(frozen=True, slots=True)
class BackupsState:
    """What the window shows. `backups` are keyed by file name."""

    stage: BackupStage = BackupStage.LISTING
    backups: Mapping[str, str] | None = None
    chosen: str = ""
    kinds: tuple[KindCount, ...] = ()
    making: bool = False
    trouble: str = ""
    """Why the last backup could not be made."""
    problem: str = ""
    details: str = ""

    @property
    def busy(self) -> bool:
        """Whether the window waits for some work to finish."""
        going = {BackupStage.LISTING, BackupStage.LOOKING, BackupStage.RESTORING}
        return self.making or (self.stage in going and not self.problem)

    @property
    def ticked(self) -> int:
        """How many contacts would be restored."""
        return sum(one.ticked for one in self.kinds)

    @property
    def can_restore(self) -> bool:
        """Whether there is anything to restore."""
        return self.stage is BackupStage.SHOWN and self.ticked > 0

    @property
    def summary(self) -> str:
        """The state of the window in one sentence."""
        if self.stage is BackupStage.SHOWN:
            return self._found
        return {
            BackupStage.LISTING: tr("Looking for backups…"),
            BackupStage.NONE: tr("There is no backup yet"),
            BackupStage.LOOKING: tr("Comparing your contacts with the backup…"),
            BackupStage.RESTORING: tr("Restoring…"),
        }[self.stage]

    @property
    def advice(self) -> str:
        """What to say when there is nothing to show."""
        if self.stage is not BackupStage.NONE:
            return ""
        return tr(
            "SMS Book makes one once a day, and before it imports a list or changes more than 500"
            " contacts."
        )

    @property
    def _found(self) -> str:
        if not self.kinds:
            return tr("Your contacts are as they are in this backup.")
        if not self.ticked:
            return tr("Tick what should be as it is in the backup.")
        return tr(
            "%Ln contacts will be as they are in the backup. You can undo that.", None, self.ticked
        )


def backup_text(backup: Backup) -> str:
    """A backup in the list: its time, its reason and its size."""
    why = {
        BackupReason.DAY: tr("first start of the day"),
        BackupReason.UPDATE: tr("before an update of SMS Book"),
        BackupReason.BULK: tr("before a large change"),
        BackupReason.PERSON: tr("made by you"),
    }[backup.reason]
    form = QLocale.DataSizeFormat.DataSizeSIFormat
    size = locale().formattedDataSize(backup.size, 1, form)
    return f"{display_time(backup.at)} · {why} · {size}"


class BackupsViewModel(StateViewModel[BackupsState]):
    """State and commands of the window "Restore from backup".

    `made` carries a text when a backup was made from the menu. `restored` carries what was taken
    back and its batch: its deletes wait, and whoever hears of it lets them go. `asked` carries a
    Question.
    """

    made = Signal(str)
    restored = Signal(str, object)
    failed = Signal(object)
    asked = Signal(object)

    def __init__(self, session: Session, tasks: TaskScope, parent: QObject) -> None:
        super().__init__(BackupsState(), parent)
        self._session = session
        self._tasks = tasks
        self._backups: dict[str, Backup] = {}
        self.rows = BackupRowsModel(self)
        self.rows.ticked.connect(self._count)

    def back_up(self) -> None:
        """Make a backup now. The window need not be open."""
        self._set(replace(self._state, making=True))
        self._run("back up", self._back_up(), self.failed.emit)

    def opened(self) -> None:
        """The window opens: list the backups and compare with the newest."""
        self.rows.show_rows((), {}, {})
        self._set(BackupsState(making=self._state.making))
        self._run(_LIST, self._list(), self._show_problem)

    def look_up(self) -> None:
        """Tell which there are, without comparing anything with them; known ones stay."""
        self._set(BackupsState(backups=self._state.backups, making=self._state.making))
        self._run(_LIST, self._look_up(), self._show_problem)

    def closed(self) -> None:
        """The window has closed. A restore that is under way goes on."""
        self._tasks.cancel(_LIST)
        self._tasks.cancel(_LOOK)

    def choose(self, name: str) -> None:
        """Compare with that backup."""
        if name in self._backups and name != self._state.chosen:
            self.rows.show_rows((), {}, {})
            self._set(
                replace(self._state, stage=BackupStage.LOOKING, chosen=name, problem="", details="")
            )
            self._run(_LOOK, self._look(name), self._show_problem)

    def restore(self) -> None:
        """Take what is ticked back, and ask before many contacts that are new since go."""
        new = self.rows.ticks(DifferenceKind.NEW)
        if not self._state.can_restore:
            return
        if new <= ASK_OVER:
            self._restore()
            return

        def answered(key: str) -> None:
            if key == "restore":
                self._restore()

        self.asked.emit(
            Question(
                tr("Delete %Ln contacts that are new since the backup?", None, new),
                tr("They are deleted at the service too. You can undo that."),
                (
                    Choice("restore", tr("Restore and delete")),
                    Choice("no", tr("Cancel"), ChoiceRole.REJECT),
                ),
                answered,
            )
        )

    def _restore(self) -> None:
        chosen = self.rows.chosen()
        backup = self._backups[self._state.chosen]
        self._set(replace(self._state, stage=BackupStage.RESTORING))

        async def work() -> None:
            title = tr("%Ln contacts restored from a backup", None, len(chosen))
            batch_id = await self._session.backups.restore(chosen, title)
            words = tr("%Ln contacts restored from the backup of {when}", None, len(chosen))
            self.restored.emit(words.format(when=display_time(backup.at)), batch_id)

        self._tasks.run(work(), name=_RESTORE, on_error=self._show_problem, shielded=True)

    # ---- work ------------------------------------------------------------------------------

    def _run(
        self,
        key: str,
        work: Coroutine[Any, Any, object],
        failed: Callable[[SmsBookError], object],
    ) -> None:
        def tell(error: SmsBookError) -> None:
            failed(error)

        self._tasks.replace(key, work, on_error=tell)

    async def _back_up(self) -> None:
        try:
            backup = await self._session.backups.make()
        finally:
            self._set(replace(self._state, making=False))
        self.made.emit(
            tr("Backup made. SMS Book keeps the last ten, and one of each of the last eight weeks.")
        )
        if self._state.backups is not None:
            self._take([backup, *self._backups.values()])
            if self._state.stage is BackupStage.NONE:
                self.choose(backup.name)

    async def _look_up(self) -> list[Backup]:
        backups = await self._session.backups.all()
        self._take(backups)
        if not backups:
            self._set(replace(self._state, stage=BackupStage.NONE))
        return backups

    async def _list(self) -> None:
        backups = await self._look_up()
        if backups:
            self.choose(backups[0].name)

    def _take(self, backups: list[Backup]) -> None:
        self._backups = {one.name: one for one in backups}
        trouble = self._session.backups.trouble
        self._set(
            replace(
                self._state,
                backups={one.name: backup_text(one) for one in backups},
                trouble="" if trouble is None else error_text(trouble),
            )
        )

    async def _look(self, name: str) -> None:
        found = await self._session.backups.differences(self._backups[name])
        books = {one.local_id: one.name for one in await self._session.local.books.get_all()}
        names: Mapping[ContactField, str] = field_names(self._session.account.labels)
        self._set(replace(self._state, stage=BackupStage.SHOWN))
        self.rows.show_rows(found, names, books)

    def _count(self) -> None:
        counts = (
            KindCount(kind, self.rows.count(kind), self.rows.ticks(kind)) for kind in DifferenceKind
        )
        self._set(replace(self._state, kinds=tuple(one for one in counts if one.count)))

    def _show_problem(self, error: SmsBookError) -> None:
        stage = self._state.stage
        if stage is BackupStage.RESTORING:
            stage = BackupStage.SHOWN
        self._set(
            replace(self._state, stage=stage, problem=error_text(error), details=error.details)
        )
