"""A person's own list, looked through before there is an account: it is sent once there is one."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from smsbook_gui.app.accounts.dialogs import AccountDialogs
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.engine import EngineState
from smsbook_gui.services.sync.syncer import PullStage
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.dialogs.dialog_queue import details_box
from smsbook_gui.views.shell.main_window import MainWindow

_ASKED_FOR = 3
"""Accounts that a question offers; for any other the list of accounts is the way."""
_NEW, _LATER = "new", "later"


class ListOwner(Protocol):
    """Who opens and closes accounts."""

    session: Session | None

    def when_saved(self, then: Callable[[], None]) -> None: ...

    def import_into(self, account_id: str, path: Path) -> None: ...


class OwnList:
    """Takes the contacts of the list on show to another account, by way of that one's import.

    The import judges them against what the service has: a number that is there already is not
    made a second time.
    """

    def __init__(
        self,
        window: MainWindow,
        accounts: Accounts,
        dialogs: AccountDialogs,
        tasks: TaskScope,
        *,
        owner: ListOwner,
    ) -> None:
        self._window = window
        self._accounts = accounts
        self._dialogs = dialogs
        self._tasks = tasks
        self._owner = owner
        window.send_list_requested.connect(self.send)

    def send(self) -> None:
        """Asks for the account, which may be a new one; nothing is sent before its import is."""
        others = [account for account in self._accounts.list() if not account.practice]
        if not others:
            self._dialogs.connect_account(then=self._send_to)
            return

        def answered(key: str) -> None:
            if key == _NEW:
                self._dialogs.connect_account(then=self._send_to)
            elif key != _LATER:
                self._send_to(key)

        self._window.dialogs.ask(
            Question(
                tr("Send your list"),
                tr("Which account do these contacts go to?"),
                (
                    *(Choice(each.id, each.name) for each in others[:_ASKED_FOR]),
                    Choice(_NEW, tr("Connect another…")),
                    Choice(_LATER, tr("Cancel"), ChoiceRole.REJECT),
                ),
                answered,
                more=tr("The import opens there, and shows what is new before anything is sent."),
                default=others[0].id,
            )
        )

    def _send_to(self, account_id: str) -> None:
        self._owner.when_saved(
            lambda: self._tasks.run(
                self._carry_over(account_id), name="carry list over", on_error=self._failed
            )
        )

    async def _carry_over(self, account_id: str) -> None:
        session = self._owner.session
        if session is None or not session.account.own_list:
            return
        target = Path(tempfile.gettempdir()) / f"{tr('Your list')}.csv"
        await session.exports.clean_copy(target)
        self._owner.import_into(account_id, target)

    def _failed(self, error: SmsBookError) -> None:
        self._window.dialogs.open(
            lambda parent: details_box("SMS Book", error_text(error), error.details, parent)
        )


async def import_once_listed(session: Session, workspace: WorkspaceViewModel, path: Path) -> None:
    """Opens the import as soon as it is known whom the service has, or the person wants it."""
    ready = asyncio.Event()
    listing = False

    def look(state: EngineState) -> None:
        nonlocal listing
        is_listing = state.sync is not None and state.sync.stage is PullStage.LISTING
        if listing and not is_listing:
            ready.set()
        listing = is_listing

    unsubscribe = session.engine.subscribe(look)
    look(session.engine.state)
    number = workspace.banner.show(
        Banner(
            tr("Your list opens as soon as SMS Book knows who is at the SMS service already."),
            actions=(BannerAction(tr("Open it now"), ready.set),),
            seconds=None,
        )
    )
    try:
        await ready.wait()
    finally:
        unsubscribe()
    workspace.banner.close(number)
    workspace.importing.open_file(path)
