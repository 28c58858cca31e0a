"""What is put to the person where an account's file is damaged, and what follows."""

import logging
from collections.abc import Callable, Coroutine
from functools import partial

from smsbook_gui.app.accounts.sessions import Sessions
from smsbook_gui.domain.errors import CommitsLost, StoreDamaged
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.accounts.recovery import SalvageViewModel
from smsbook_gui.viewmodels.common.question import Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.accounts.recovery_dialog import SalvageDialog
from smsbook_gui.views.shell.main_window import MainWindow

_log = logging.getLogger(__name__)


class DamageDialogs:
    """Asks, saves, and has the account opened again by `open_account`."""

    def __init__(
        self,
        window: MainWindow,
        sessions: Sessions,
        tasks: TaskScope,
        open_account: Callable[[Account], Coroutine[None, None, None]],
    ) -> None:
        self._window = window
        self._sessions = sessions
        self._tasks = tasks
        self._open_account = open_account

    def ask(self, account: Account, error: StoreDamaged) -> None:
        """For an account that nobody has open."""
        _log.warning("the contacts of an account cannot be opened: %s", error.details)
        window = self._window
        model = SalvageViewModel(
            partial(self._sessions.salvage, account),
            partial(self._sessions.start_anew, account),
            self._tasks,
            window,
        )
        model.asked.connect(window.dialogs.ask)
        model.begun.connect(
            lambda: window.dialogs.open(lambda parent: SalvageDialog(model, parent))
        )
        model.settled.connect(
            lambda told: self._tasks.run(self._go_on(model, account, told), name="open account")
        )
        window.show_notice(
            tr("The contacts of “{name}” are not open").format(name=account.name),
            tr("A part of what was saved last is missing. SMS Book can put it back.")
            if isinstance(error, CommitsLost)
            else tr("The file with them is damaged. SMS Book can save what can be read of it."),
            tr("Repair…"),
            lambda: model.ask(error),
        )
        model.ask(error)

    async def _go_on(self, model: SalvageViewModel, account: Account, told: Question) -> None:
        model.deleteLater()
        await self._open_account(account)
        self._window.dialogs.ask(told)
