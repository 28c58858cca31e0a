"""The dialogs about accounts and settings: what opens them, and what comes of each."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QDialog, QWidget

from smsbook_gui.app.accounts.sessions import Sessions, load_libraries
from smsbook_gui.app.platform.looks import show_appearance
from smsbook_gui.services.accounts.accounts import Account, Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.accounts.accounts import AccountsViewModel
from smsbook_gui.viewmodels.accounts.connect import ConnectViewModel
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.views.accounts.accounts_dialog import AccountsDialog
from smsbook_gui.views.accounts.connect_dialog import ConnectDialog
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from smsbook_gui.views.backups.backup_list import BackupList
from smsbook_gui.views.shell.main_window import MainWindow


class Owner(Protocol):
    """Who opens and closes accounts."""

    session: Session | None

    def switch_to(self, account_id: str) -> None: ...

    def practice(self) -> None: ...

    async def close_account(self, account_id: str) -> None: ...

    def account_updated(self, account: Account) -> None: ...


class AccountDialogs:
    """Listens to what the window asks for about accounts for as long as the window lives."""

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        accounts: Accounts,
        sessions: Sessions,
        tasks: TaskScope,
        *,
        owner: Owner,
        updates: bool = False,
        api_url: str = "",
    ) -> None:
        self._window = window
        self._settings = settings
        self._accounts = accounts
        self._sessions = sessions
        self._tasks = tasks
        self._owner = owner
        self._updates = updates
        self._api_url = api_url
        window.connect_requested.connect(self.connect_account)
        window.practice_requested.connect(owner.practice)
        window.accounts_requested.connect(self.show_accounts)
        window.settings_requested.connect(self.show_settings)
        window.token_requested.connect(self.replace_token)
        window.account_question_requested.connect(self.ask_about_account)

    def connect_account(
        self, account: Account | None = None, *, then: Callable[[str], None] | None = None
    ) -> None:
        """The connect dialog: for a new account, or for another token of `account`.

        `then` is called with the account's id in place of showing it.
        """

        def make(parent: QWidget) -> QDialog:
            model = ConnectViewModel(
                self._accounts,
                self._tasks,
                self._sessions.make_client,
                account=account,
                url=self._api_url,
            )
            model.connected.connect(then or self._owner.switch_to)
            model.practice_requested.connect(self._owner.practice)
            dialog = ConnectDialog(model, parent)
            model.setParent(dialog)
            return dialog

        self._tasks.replace("load libraries", load_libraries())
        self._window.dialogs.open(make)

    def replace_token(self, account_id: str | None = None) -> None:
        """Another token for that account, or for the one on show."""
        if account_id is None and self._owner.session is not None:
            account_id = self._owner.session.account.id
        if account_id is not None:
            self.connect_account(self._accounts.get(account_id))

    def show_accounts(self) -> None:
        """The list of accounts. It stays when the account on show is signed out or removed."""
        self._window.dialogs.open(self._accounts_dialog, lasting=True)

    def show_settings(self) -> None:
        """The settings of the account on show."""
        session = self._owner.session
        if session is None:
            self.connect_account()
            return
        account = session.account

        def make(parent: QWidget) -> QDialog:
            model = SettingsViewModel(
                self._settings, self._accounts, account, updates=self._updates
            )
            model.applied.connect(self._owner.account_updated)
            model.appearance_chosen.connect(show_appearance)
            view = self._window.workspace_view
            backups = None if view is None else BackupList(view.workspace.windows.backups)
            dialog = SettingsDialog(model, parent, backups=backups)
            model.setParent(dialog)
            return dialog

        self._window.dialogs.open(make)

    def ask_about_account(self) -> None:
        """Rule 7's question: does the new token or URL belong to the contacts on show?"""
        session = self._owner.session
        problem = session.engine.state.problem if session is not None else None
        if session is None or problem is None:
            return
        engine = session.engine

        def answered(key: str) -> None:
            if key == "same":
                engine.confirm_account()
            elif key == "new":
                self.connect_account()
            elif key == "token":
                self.replace_token()

        self._window.dialogs.ask(
            Question(
                tr("Is this the same account?"),
                said(problem.message),
                (
                    Choice("token", tr("Enter access key…")),
                    Choice("new", tr("Add as new account…")),
                    Choice("same", tr("It is the same account"), ChoiceRole.DESTRUCTIVE),
                    Choice("later", tr("Cancel"), ChoiceRole.REJECT),
                ),
                answered,
                more=" ".join((said(problem.effect), said(problem.remedy))),
                default="token",
            )
        )

    def _accounts_dialog(self, parent: QWidget) -> QDialog:
        model = AccountsViewModel(
            self._accounts,
            self._tasks,
            close_session=self._owner.close_account,
            count_unsent=self._count_unsent,
        )
        # Not the dialog's child: signing out and removing go on when it is closed meanwhile.
        dialog = AccountsDialog(model, parent)

        def then_switch(account_id: str) -> None:
            dialog.accept()
            self._owner.switch_to(account_id)

        def then_add() -> None:
            dialog.accept()
            self.connect_account()

        def then_replace(account_id: str) -> None:
            dialog.accept()
            self.replace_token(account_id)

        model.switch_requested.connect(then_switch)
        model.add_requested.connect(then_add)
        model.replace_token_requested.connect(then_replace)
        model.renamed.connect(self._renamed)
        model.signed_out.connect(self._owner.switch_to)
        model.removed.connect(lambda _account_id: self._removed())
        return dialog

    def _renamed(self, account_id: str) -> None:
        self._owner.account_updated(self._accounts.get(account_id))

    def _removed(self) -> None:
        current = self._accounts.current
        if self._owner.session is None and current is not None:
            self._owner.switch_to(current.id)

    async def _count_unsent(self, account_id: str) -> int | None:
        """Changes that the service does not have; None for an account that is not open."""
        session = self._owner.session
        if session is None or session.account.id != account_id:
            return None
        counts = await session.local.contacts.counts()
        return counts.waiting + counts.attention
