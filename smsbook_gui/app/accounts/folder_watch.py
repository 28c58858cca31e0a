"""Notices that the folder with the open account is gone, says so, and puts it there again."""

import asyncio
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, QTimer

from smsbook_gui.domain.errors import FolderGone, SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.views.shell.main_window import MainWindow

LOOK_EVERY = 3000
"""Milliseconds. Whatever is saved looks for itself, before anybody is told that it is."""
_KEY = "look for the folder"
_AGAIN, _CLOSE, _LATER = "again", "close", "later"


class FolderWatch(QObject):
    """Follows one session at a time. `saved_again` opens the account anew, with new files.

    `remind` shows a banner, and returns what closes it, where the person put the question off.
    """

    def __init__(
        self,
        window: MainWindow,
        tasks: TaskScope,
        saved_again: Callable[[Session], Coroutine[None, None, None]],
        remind: Callable[[Banner], Callable[[], None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._saved_again = saved_again
        self._remind = remind
        self._session: Session | None = None
        self._gone: FolderGone | None = None
        self._close_reminder: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def follow(self, session: Session) -> None:
        """From now on, until `unfollow`."""
        self._session = session
        self._timer.start()

    def unfollow(self) -> None:
        """The account is closed."""
        self._timer.stop()
        self._tasks.cancel(_KEY)
        self._session = self._gone = None
        self._close_reminder = lambda: None

    def look(self) -> None:
        """Look now, unless the last look has not come back: a dead network takes its time."""
        if self._session is not None and not self._tasks.running(_KEY):
            self._tasks.replace(_KEY, self._look(self._session))

    async def _look(self, session: Session) -> None:
        try:
            await session.require_file()
        except FolderGone as error:
            self._is_gone(session, error)
        else:
            if self._gone is not None:
                self._gone = None
                self._close_reminder()
                session.engine.sync_now()

    def _is_gone(self, session: Session, error: FolderGone) -> None:
        if self._gone is None:
            self._gone = error
            session.engine.gate.give_up(error)
            self._window.dialogs.ask(self._question(session, error))

    def _question(self, session: Session, error: FolderGone) -> Question:
        def answered(key: str) -> None:
            if key == _AGAIN:
                self.save_again(session)
            elif self._gone is not None:
                self._close_reminder = self._remind(self._reminder(session, error))

        return Question(
            tr("The folder is gone"),
            said(error.message),
            (
                Choice(_AGAIN, tr("Save everything again")),
                Choice(_LATER, tr("Later"), ChoiceRole.REJECT),
            ),
            answered,
            more="\n\n".join((*_what_that_means(), _where(session))),
            details=error.details,
            default=_AGAIN,
        )

    def _reminder(self, session: Session, error: FolderGone) -> Banner:
        again = BannerAction(tr("Save everything again"), lambda: self.save_again(session))
        return Banner(
            " ".join((said(error.message), tr("Nothing can be saved."))),
            BannerKind.PROBLEM,
            (again,),
            details=error.details,
            seconds=None,
        )

    def save_again(self, session: Session) -> None:
        """Writes the account to its folder, which is made where it is missing."""

        async def save() -> None:
            await session.put_again()
            await self._saved_again(session)

        def failed(error: SmsBookError) -> None:
            gone = FolderGone(error.message, effect=error.effect, remedy=error.remedy)
            self._window.dialogs.ask(self._question(session, gone))

        self._tasks.run(save(), name="save the account again", on_error=failed)

    async def may_close(self) -> bool:
        """Asks, where the end of the program would lose what is in its memory only."""
        session, error = self._session, self._gone
        if session is None or error is None:
            return True
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._window.dialogs.ask(
            Question(
                tr("The folder is gone"),
                said(error.message),
                (
                    Choice(_AGAIN, tr("Save everything again")),
                    Choice(_CLOSE, tr("Close and lose it"), ChoiceRole.DESTRUCTIVE),
                    Choice(_LATER, tr("Cancel"), ChoiceRole.REJECT),
                ),
                lambda key: None if answer.done() else answer.set_result(key),
                more=tr("What SMS Book only has in memory is lost when it closes."),
                default=_AGAIN,
            )
        )
        chosen = await answer
        if chosen == _AGAIN:
            self.save_again(session)
        return chosen == _CLOSE


def _what_that_means() -> tuple[str, str]:
    return (
        tr(
            "It was moved, renamed or deleted, or its drive was disconnected. Nothing is sent, "
            "and nothing new can be saved. What was saved before is safe as long as SMS Book "
            "stays open."
        ),
        tr(
            "Put the folder back or connect the drive, and SMS Book goes on. If that cannot be "
            "done, it can save everything there again; unfinished imports have to be begun anew."
        ),
    )


def _where(session: Session) -> str:
    return tr("The folder was:\n{path}").format(path=session.folder)
