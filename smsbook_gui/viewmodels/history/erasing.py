"""Deleting for good: what it means, and what came of it."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.history.deleted import Erased
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.action_text import whom


def _erased_text(erased: Erased, who: str, folder: str) -> tuple[str, BannerKind]:
    parts = []
    if erased.waiting:
        parts.append(
            tr(
                "%Ln contacts are still to be deleted at the SMS service. They are erased after "
                "that.",
                None,
                erased.waiting,
            )
        )
    if erased.copies and folder:
        words = tr("The backups in “{folder}” follow as soon as that folder is connected.")
        parts.append(words.format(folder=shown(folder)))
    elif erased.copies:
        parts.append(tr("What is left of it in the file is overwritten later."))
    if not parts:
        return tr("Deleted {whom} for good").format(whom=who), BannerKind.DONE
    return " ".join(parts), BannerKind.NOTE


class ErasingViewModel(QObject):
    """Erases deleted contacts, after a question. `asked` carries it."""

    asked = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskScope, banner: BannerViewModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._banner = banner

    def empty_deleted(self, count: int, deleting: int) -> None:
        """Erase everything under Recently deleted; the service still has `deleting` of it."""
        if not count:
            return
        parts = [
            tr(
                "They leave this list, and Undo cannot bring them back. “Restore from backup…” "
                "can, as long as a backup still has them."
            ),
            tr("Imports will still leave out their phone numbers."),
        ]
        if deleting:
            parts.append(_deleting_text(deleting))
        self._ask(
            tr("Empty Recently deleted"),
            tr("Erase %Ln deleted contacts?", None, count),
            " ".join(parts),
            Choice("erase", tr("Erase"), ChoiceRole.DESTRUCTIVE),
            lambda: self._session.deleted.empty(tr("Recently deleted was emptied")),
        )

    def erase(self, ids: Sequence[int]) -> None:
        """Erase these deleted contacts from this computer."""
        if ids:
            self._run(self._ask_erase(ids), "ask erase")

    async def _ask_erase(self, ids: Sequence[int]) -> None:
        local = self._session.local.contacts
        only = await local.get(ids[0]) if len(ids) == 1 else None
        who = whom(len(ids), None if only is None else only.values)
        deleting = len(ids) - await local.settled(ids)
        parts = [
            tr(
                "Nothing of it stays on this computer: not in Recently deleted, the history, "
                "imports or backups. Nobody can bring it back."
            ),
            tr("An import can add the phone number again."),
        ]
        if self._session.account.backup_folder:
            parts.append(tr("It is erased in the backups in your other folder too."))
        if deleting:
            parts.append(_deleting_text(deleting))
        self._ask(
            tr("Delete for good"),
            tr("Delete {whom} for good?").format(whom=who),
            " ".join(parts),
            Choice("erase", tr("Delete for good"), ChoiceRole.DESTRUCTIVE),
            lambda: self._erase(ids, who),
        )

    async def _erase(self, ids: Sequence[int], who: str) -> None:
        await self._session.deleted.erase(ids, tr("%Ln contacts deleted for good", None, len(ids)))
        note = Banner(tr("Erasing… Backups may take a while."), seconds=None)
        self._tasks.run(
            self._tell(self._banner.show(note), who),
            name="tell erased",
            on_error=self._banner.problem,
        )

    async def _tell(self, standing: int, who: str) -> None:
        try:
            erased = await self._session.deleted.rest()
        finally:
            self._banner.close(standing)
        text, kind = _erased_text(erased, who, self._session.account.backup_folder)
        self._banner.show(Banner(text, kind))

    def _ask(
        self,
        title: str,
        text: str,
        more: str,
        choice: Choice,
        work: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        cancel = Choice("cancel", tr("Cancel"), ChoiceRole.REJECT)

        def answered(key: str) -> None:
            if key == choice.key:
                self._run(work(), "erase")

        self.asked.emit(
            Question(title, text, (choice, cancel), answered, more=more, default=cancel.key)
        )

    def _run(self, work: Coroutine[Any, Any, object], name: str) -> None:
        self._tasks.run(work, name=name, on_error=self._banner.problem, shielded=True)


def _deleting_text(count: int) -> str:
    return tr(
        "%Ln of them are still to be deleted at the SMS service. They are erased after that.",
        None,
        count,
    )
