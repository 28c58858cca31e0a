"""When an account's file is damaged: the question, the repair, and its outcome."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.errors import CommitsLost, SmsBookError
from smsbook_gui.domain.recovery.salvage import OnSalvage, Salvaged
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import said, tr

_KEY = "salvage"
_NAMED = 20
"""Contacts that are named; of more it is told how many."""


@dataclass(frozen=True, slots=True)
class SalvageState:
    """`busy` while contacts are being saved; a `total` of 0 means that the amount is unknown."""

    busy: bool = False
    done: int = 0
    total: int = 0


class SalvageViewModel(StateViewModel[SalvageState]):
    """For one account whose file is damaged; nobody may have it open.

    `asked` carries a Question. `begun` means that there is progress to show, until `state.busy`
    is off. `settled` says that the account can be opened now, and carries the Question that tells
    what became of it.
    """

    asked = Signal(object)
    begun = Signal()
    settled = Signal(object)

    def __init__(
        self,
        save: Callable[[OnSalvage], Awaitable[Salvaged]],
        start_anew: Callable[[], Awaitable[Salvaged]],
        tasks: TaskScope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SalvageState(), parent)
        self._save = save
        self._start_anew = start_anew
        self._tasks = tasks

    def ask(self, error: SmsBookError) -> None:
        """Tell of the damage and offer what can be done."""
        self._put(error, _offer(error))

    def _put(self, error: SmsBookError, more: str) -> None:
        self.asked.emit(
            Question(
                tr("Damaged contacts"),
                said(error.message),
                (
                    Choice("save", tr("Save what can be read")),
                    Choice("anew", tr("Start anew from the service"), ChoiceRole.DESTRUCTIVE),
                    Choice("later", tr("Cancel"), ChoiceRole.REJECT),
                ),
                self._answered,
                more=more,
                details=error.details,
                default="save",
            )
        )

    def cancel(self) -> None:
        """Stop saving contacts; the damaged file stays as it was."""
        if self._state.busy:
            self._tasks.cancel(_KEY)
            self._set(SalvageState())

    def _answered(self, key: str) -> None:
        if key == "save":
            self._set(SalvageState(busy=True))
            self.begun.emit()
            self._tasks.replace(_KEY, self._work(), on_error=self._failed)
        elif key == "anew":
            self._tasks.replace(_KEY, self._begin_anew(), on_error=self._failed)

    async def _work(self) -> None:
        salvaged = await self._save(self._progressed)
        self._set(SalvageState())
        self.settled.emit(_told(_what_was_saved(salvaged), _what_was_not(salvaged)))

    async def _begin_anew(self) -> None:
        salvaged = await self._start_anew()
        first = tr("SMS Book starts anew with what the service lists.")
        self.settled.emit(_told(first, [*_imports(salvaged), _where(salvaged)]))

    def _progressed(self, done: int, total: int) -> None:
        if self._state.busy:
            self._set(SalvageState(True, done, total))

    def _failed(self, error: SmsBookError) -> None:
        self._set(SalvageState())
        self._put(error, " ".join((said(error.effect), said(error.remedy))))


def _offer(error: SmsBookError) -> str:
    saved = tr(
        "SMS Book can save what can be read of it: contacts, changes that were not sent yet, and "
        "the history. Contacts that cannot be read come back by themselves if the service lists "
        "them."
    )
    if isinstance(error, CommitsLost):
        saved = tr(
            "The computer or SMS Book stopped unexpectedly, and part of what was saved just "
            "before is missing. SMS Book keeps a second note of unsent contacts, and can put "
            "those back. Nothing is sent twice."
        )
    return "\n\n".join(
        (
            saved,
            tr(
                "If you start anew, only what the service lists comes back. Changes that were "
                "not sent yet, deleted contacts and the history stay in the damaged file."
            ),
            tr("Either way the damaged file is kept, and nothing is deleted at the service."),
        )
    )


def _told(text: str, more: list[str]) -> Question:
    close = Choice("close", tr("Close"), ChoiceRole.REJECT)
    return Question(
        tr("Damaged contacts"),
        text,
        (close,),
        lambda _key: None,
        more="\n\n".join(more),
        default="close",
    )


def _what_was_saved(salvaged: Salvaged) -> str:
    if not salvaged.contacts:
        return tr("No contacts could be read.")
    parts = [tr("%Ln contacts were saved.", None, salvaged.contacts)]
    if salvaged.unsent:
        parts.append(
            tr(
                "%Ln of them have changes that the service does not have yet.",
                None,
                salvaged.unsent,
            )
        )
    return " ".join(parts)


def _what_was_not(salvaged: Salvaged) -> list[str]:
    parts = _what_was_put_back(salvaged)
    if salvaged.lost is None:
        parts.append(
            tr(
                "It is not known how many contacts are missing. Those that the service lists "
                "come back by themselves. Changes that were not sent yet may be lost."
            )
        )
    elif salvaged.lost:
        parts.append(
            tr(
                "%Ln contacts could not be read. Those that the service lists come back by "
                "themselves.",
                None,
                salvaged.lost,
            )
        )
    if salvaged.deleted:
        words = tr(
            "%Ln contacts were deleted here, and the service was not told yet. If they come back, "
            "delete them again:",
            None,
            len(salvaged.deleted),
        )
        parts.append(f"{words}\n{_named(salvaged.deleted)}")
    if salvaged.lost_unsent:
        parts.append(
            tr(
                "The unsent changes of %Ln contacts could not be read. Please make them again.",
                None,
                salvaged.lost_unsent,
            )
        )
    if salvaged.unsure:
        parts.append(
            tr(
                "What was done last could not be read. New contacts that may have been sent "
                "already are under Needs attention."
            )
        )
    if salvaged.parts_lost:
        parts.append(tr("Parts of the history are missing as well."))
    if not parts:
        parts.append(tr("Everything could be read."))
    return [*parts, *_imports(salvaged), _where(salvaged)]


def _what_was_put_back(salvaged: Salvaged) -> list[str]:
    parts = []
    if salvaged.put_back:
        parts.append(
            tr(
                "%Ln contacts that were saved last were missing and were put back:",
                None,
                len(salvaged.put_back),
            )
            + "\n"
            + _named(salvaged.put_back)
        )
    if salvaged.from_backup and salvaged.backup_at is not None:
        words = tr(
            "%Ln contacts with unsent changes could not be read and come from the backup of {when}."
            " Look them through: new ones that may have been sent already are under Needs"
            " attention, and nothing is written over what the service has without asking you:",
            None,
            len(salvaged.from_backup),
        )
        named = _named(salvaged.from_backup)
        parts.append(f"{words.format(when=display_time(salvaged.backup_at))}\n{named}")
    if salvaged.behind:
        parts.append(
            tr(
                "If you had just deleted or changed many contacts at once, check whether that "
                "was kept, and do it again if it was not."
            )
        )
    return parts


def _named(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    shown = list(names[:_NAMED])
    if len(names) > len(shown):
        shown.append(tr("and %Ln more", None, len(names) - len(shown)))
    return ", ".join(shown)


def _imports(salvaged: Salvaged) -> list[str]:
    if not salvaged.imports_aside:
        return []
    return [
        tr(
            "Unfinished imports do not go on by themselves, because contacts are missing here. "
            "Import those lists again when the service's contacts are back."
        )
    ]


def _where(salvaged: Salvaged) -> str:
    return tr("The damaged file is kept as:\n{path}").format(path=salvaged.set_aside)
