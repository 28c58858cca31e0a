"""The composition root: who is made, who is told of what, and in which order all of it ends."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import Qt

from smsbook_gui.app.accounts.copied_folder import CopyDialogs
from smsbook_gui.app.accounts.damage import DamageDialogs
from smsbook_gui.app.accounts.dialogs import AccountDialogs
from smsbook_gui.app.accounts.folder_watch import FolderWatch
from smsbook_gui.app.accounts.lost_accounts import LostAccounts
from smsbook_gui.app.accounts.own_list import OwnList, import_once_listed
from smsbook_gui.app.accounts.sessions import MakeService, Sessions
from smsbook_gui.app.diagnostics import Diagnostics
from smsbook_gui.app.options import Options
from smsbook_gui.app.platform.keep_awake import KeepAwake
from smsbook_gui.app.platform.looks import show_appearance
from smsbook_gui.app.shutdown import ShutdownStage, close_in_order
from smsbook_gui.app.update_notice import UpdateNotice
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.errors import (
    KeyringProblem,
    PerhapsCopied,
    SmsBookError,
    StoreDamaged,
    StoreProblem,
    StoreUnavailable,
)
from smsbook_gui.domain.recovery.copies import CopyAnswer
from smsbook_gui.services.accounts.accounts import Account, Accounts
from smsbook_gui.services.accounts.settings import Json, Settings
from smsbook_gui.services.accounts.updates import ReleaseSource
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.accounts.settings import Appearance, appearance_of, keeps_awake
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind
from smsbook_gui.viewmodels.common.text import error_text, said, tr
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.dialogs.dialog_queue import details_box
from smsbook_gui.views.shell.main_window import MainWindow

_WINDOW = "window"
_LIST_WAITS = "list waits"
_LONG = 1.0
"""Seconds of opening from which on the window tells of it."""


class Application:
    """One window and at most one open account in it.

    `tokens` and `make_client` stand in for the keyring and the network in the self-check;
    `opened` is called whenever an account was opened, `folder_made` after the data folder was made
    anew under the running program. Without an `update_source` nobody is asked
    about new versions. `api_url` is what the connect dialog starts with, `last_errors` what
    diagnostics say of errors.
    """

    def __init__(
        self,
        options: Options,
        loop: asyncio.AbstractEventLoop,
        *,
        tokens: TokenStore | None = None,
        make_client: MakeService | None = None,
        opened: Callable[[], None] | None = None,
        folder_made: Callable[[], None] | None = None,
        update_source: ReleaseSource | None = None,
        api_url: str = "",
        last_errors: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._options = options
        self._last_errors = last_errors
        self._opened = opened
        self._on_folder_made = folder_made
        self._update_source = update_source
        self._api_url = api_url
        self._update_notice: UpdateNotice | None = None
        self._loop = loop
        self._tokens = tokens or TokenStore()
        self._make_client = make_client
        self._tasks = TaskScope(on_unhandled=self._bug)
        self._opening = asyncio.Lock()
        self._closed = False
        self._started = False
        self._file_to_import: Path | None = None
        self._first_listed = False
        """Whether the file waits until it is known whom the service has."""
        self._settings: Settings | None = None
        self._keep_awake: KeepAwake | None = None
        self._folder: FolderWatch | None = None
        self.main_window: MainWindow | None = None
        self.session: Session | None = None
        self.workspace: WorkspaceViewModel | None = None

    async def start(self) -> None:
        """The window first, then what fills it. Raises SmsBookError where there is no way on."""
        self._settings = settings = Settings(self._options.data_dir)
        self._keep_awake = KeepAwake(lambda: keeps_awake(settings))
        if (looks := appearance_of(settings)) is not Appearance.SYSTEM:
            show_appearance(looks)
        self.main_window = window = MainWindow()
        state = settings.get(_WINDOW)
        window.restore_state(state if isinstance(state, dict) else {})
        window.import_requested.connect(self.open_import)
        self._accounts = Accounts(settings, self._tokens, self._options.data_dir)
        if self._options.practice or self._accounts.current is not None:
            window.show_nothing_yet()
        window.show()
        await asyncio.sleep(0)  # the window is painted before anything heavy is loaded
        self._sessions = Sessions(
            self._accounts,
            on_unhandled=self._bug,
            make_client=self._make_client,
            notes=self._options.state_dir,
        )
        self._dialogs = AccountDialogs(
            window,
            settings,
            self._accounts,
            self._sessions,
            self._tasks,
            owner=self,
            updates=self._update_source is not None,
            api_url=self._api_url,
        )
        self._own_list = OwnList(window, self._accounts, self._dialogs, self._tasks, owner=self)
        self._copies = CopyDialogs(window, self._tasks, self.open_account)
        self._folder = FolderWatch(window, self._tasks, self._folder_made, self._remind)
        self._damage = DamageDialogs(window, self._sessions, self._tasks, self.open_account)
        self._diagnostics = Diagnostics(
            window,
            self._tasks,
            on_show=lambda: (self.session, self.workspace),
            last_errors=self._last_errors,
        )
        if self._update_source is not None:
            self._update_notice = UpdateNotice(
                window, settings, self._update_source, may_ask=self._may_ask_for_updates
            )
            self._tasks.run(self._update_notice.watch(), name="updates")
        await self._open_first()
        self._started = True

    async def _open_first(self) -> None:
        """The account to begin with; those that were lost are offered over it, or the welcome."""
        practice = self._options.practice
        lost = () if practice else await self._accounts.lost()
        account = self._practice_account() if practice else self._accounts.current
        if account is not None:
            await self.open_account(account)
        if lost:
            assert self.main_window is not None
            offer = LostAccounts(
                self.main_window, self._accounts, self._tasks, switch_to=self.switch_to
            )
            offer.ask(lost, otherwise=self._look_through_waiting_list)
        else:
            self._look_through_waiting_list()

    def _look_through_waiting_list(self) -> None:
        """A file that somebody wants to import while there is no account at all.

        It goes to an account of its own, which never leaves the computer.
        """
        if self._file_to_import is not None and self._accounts.current is None:
            account = self._accounts.own_list(tr("Your list"))
            self._tasks.run(self.open_account(account), name="open account")

    async def open_account(self, account: Account, answer: CopyAnswer | None = None) -> None:
        """Shows this account in place of the one on show, which is closed first.

        `answer`: what the person said of files that may be a copy.
        """
        async with self._opening:
            await self._close_account(welcome=False)
            if self._closed or self.main_window is None or self._settings is None:
                return
            try:
                with self._telling_of_a_long_opening(self.main_window, account):
                    session, problem = await self._sessions.open(account, answer)
            except PerhapsCopied as error:
                self._copies.ask(account, error)
                return
            except StoreDamaged as error:
                self._damage.ask(account, error)
                return
            except StoreUnavailable as error:
                self._offer_again(account, error)
                return
            except SmsBookError as error:
                self.main_window.show_welcome()
                self._show_problem(error)
                return
            self.session = session
            if self._folder is not None:
                self._folder.follow(session)
            session.watch_damage(lambda error: self._met_damage(session, error))
            self.workspace = WorkspaceViewModel(session, self._settings, on_unhandled=self._bug)
            self.main_window.set_workspace(self.workspace)
            if self._update_notice is not None:
                self._update_notice.follow(self.workspace.banner)
            if problem is not None:
                self._show_keyring_problem(self.workspace, account, problem)
            if self._keep_awake is not None:
                self._keep_awake.follow(session.engine, self.workspace.status.set_awake)
            session.start()
            self._open_waiting_import()
            if self._opened is not None:
                self._opened()

    @contextmanager
    def _telling_of_a_long_opening(self, window: MainWindow, account: Account) -> Iterator[None]:
        """Where it takes long, the window says so: the welcome would look as if all were gone.

        A new version may have to arrange the file anew, which takes a minute for a million
        contacts; other programs and slow disks keep it waiting, too.
        """

        def tell() -> None:
            window.show_opening(
                tr("Opening the contacts of “{name}”").format(name=account.name),
                tr(
                    "After an update this may take a minute or two if there are very many "
                    "contacts. Nothing is lost if you close the window."
                ),
            )

        later = self._loop.call_later(_LONG, tell)
        try:
            yield
        finally:
            later.cancel()

    def _offer_again(self, account: Account, error: StoreUnavailable) -> None:
        """The file cannot be opened now: that is no reason to have to start the program again."""
        assert self.main_window is not None
        self.main_window.show_notice(
            tr("The contacts of “{name}” are not open").format(name=account.name),
            " ".join(said(part) for part in (error.message, error.cure) if part),
            tr("Try again"),
            lambda: self._tasks.run(self.open_account(account), name="open account"),
        )

    async def _folder_made(self, session: Session) -> None:
        """The account's files were written anew: they are the only ones there are."""
        if self._settings is not None:
            self._settings.save_again()
        if self._on_folder_made is not None:
            self._on_folder_made()
        if self.session is session:
            await self.open_account(session.account, CopyAnswer.ONLY_ONE)

    def _remind(self, banner: Banner) -> Callable[[], None]:
        if self.workspace is None:
            return lambda: None
        banners = self.workspace.banner
        number = banners.show(banner)
        return lambda: banners.close(number)

    def _met_damage(self, session: Session, error: StoreDamaged) -> None:
        """Damage that shows while somebody works: nothing more goes into that file."""
        self._tasks.run(self._close_damaged(session, error), name="close damaged account")

    async def _close_damaged(self, session: Session, error: StoreDamaged) -> None:
        async with self._opening:
            if self.session is not session or self._closed:
                return
            await self._close_account()
            self._damage.ask(session.account, error)

    def _open_waiting_import(self) -> None:
        path, self._file_to_import = self._file_to_import, None
        first_listed, self._first_listed = self._first_listed, False
        session, workspace = self.session, self.workspace
        if path is None or session is None or workspace is None:
            return
        if first_listed:
            work = import_once_listed(session, workspace, path)
            self._tasks.replace(_LIST_WAITS, work, name="import list")
        else:
            self.open_import(path)

    def switch_to(self, account_id: str) -> None:
        """Opens that account once nothing unsaved is in the way."""

        def switch() -> None:
            account = self._accounts.select(account_id)
            self._tasks.run(self.open_account(account), name="open account")

        self.when_saved(switch)

    def import_into(self, account_id: str, path: Path) -> None:
        """Opens that account, and there the import of `path` once the service was listed."""
        self._file_to_import, self._first_listed = path, True
        self.switch_to(account_id)

    def practice(self) -> None:
        """Practice mode in place of the account on show."""
        self.switch_to(self._practice_account().id)

    def _practice_account(self) -> Account:
        labels = (tr("Reminder"), tr("Doctor or role"), tr("Date of birth"), tr("Note"))
        return self._accounts.practice(tr("Practice"), labels)

    async def close_account(self, account_id: str) -> None:
        """Closes that account if it is the one on show."""
        async with self._opening:
            if self.session is not None and self.session.account.id == account_id:
                await self._close_account()

    def account_updated(self, account: Account) -> None:
        """Name, labels or phone rules were changed."""
        session, workspace = self.session, self.workspace
        if session is None or workspace is None or session.account.id != account.id:
            return
        old = session.account
        if (old.region, old.send_form, old.url) != (account.region, account.send_form, account.url):
            self.switch_to(account.id)
            return
        session.account = account
        session.backups.keep_elsewhere(account.backup_folder)
        workspace.account_changed()

    async def ask_to_close(self) -> bool:
        """Whether the window may close: a form with unsaved edits asks."""
        if self.workspace is None:
            return True
        if self._folder is not None and not await self._folder.may_close():
            return False
        answer: asyncio.Future[bool] = self._loop.create_future()

        def agreed(yes: bool) -> Callable[[], None]:
            return lambda: None if answer.done() else answer.set_result(yes)

        self.workspace.leave(agreed(True), agreed(False))
        return await answer

    def save_draft_now(self) -> None:
        """Keeps what stands unsaved in the form, before this returns."""
        if self.session is not None and self.workspace is not None:
            draft = self.workspace.form.current_draft()
            if draft is not None:
                self.session.local.drafts.save_now(draft)

    def raise_window(self) -> None:
        """To the front, for a second start of the program."""
        window = self.main_window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def open_import(self, path: Path) -> None:
        """A file that somebody opened with SMS Book, or dropped.

        It waits for the account that is about to open; without any, it gets one of its own.
        """
        if self.workspace is not None:
            self.workspace.importing.open_file(path)
            return
        self._file_to_import = path
        if self._started and not self._opening.locked():
            self._look_through_waiting_list()

    async def close(self) -> None:
        """Ends everything in order; the window goes last. May be called again."""
        if self._closed:
            return
        self._closed = True
        await close_in_order(
            (
                ShutdownStage("views", self._close_views),
                ShutdownStage("account", self._close_opened, limit=14.0),
                ShutdownStage("tasks", self._tasks.close),
                ShutdownStage("settings", self._save_settings),
                ShutdownStage("window", self._close_window),
            )
        )

    async def _close_views(self) -> None:
        if self._keep_awake is not None:
            self._keep_awake.close()
        if self.main_window is not None:
            self.main_window.dialogs.close_all()
            if self._settings is not None:
                kept: dict[str, Json] = {
                    key: value if isinstance(value, str) else [*value]
                    for key, value in self.main_window.save_state().items()
                }
                self._settings.set(_WINDOW, kept)

    async def _close_opened(self) -> None:
        async with self._opening:
            await self._close_account()

    async def _close_account(self, *, welcome: bool = True) -> None:
        """View, view-model, session: from the outside to the inside.

        Without `welcome` another account is about to take the place.
        """
        self._tasks.cancel(_LIST_WAITS)
        if self._folder is not None:
            self._folder.unfollow()
        workspace, session = self.workspace, self.session
        self.workspace = self.session = None
        if self._update_notice is not None:
            self._update_notice.follow(None)
        if self._keep_awake is not None:
            self._keep_awake.unfollow()
        if self.main_window is not None and workspace is not None:
            self.main_window.set_workspace(None, welcome=welcome)
        if session is not None:
            session.stop_waiting()
        if workspace is not None:
            with suppress(StoreProblem):  # told already, and no reason not to close
                await workspace.form.save_draft_now()
            await workspace.close()
            workspace.deleteLater()
        if session is not None:
            await session.close()

    async def _save_settings(self) -> None:
        if self._settings is not None:
            await asyncio.to_thread(self._settings.flush)

    async def _close_window(self) -> None:
        if self.main_window is not None:
            self.main_window.allow_close = True
            self.main_window.close()
            self.main_window.deleteLater()
            self.main_window = None

    def _may_ask_for_updates(self) -> bool:
        """Practice mode promises that nothing leaves this computer, and so does the welcome."""
        return self.session is not None and not self.session.account.practice

    def when_saved(self, then: Callable[[], None]) -> None:
        """Calls `then` once nothing unsaved is in the way."""
        if self.workspace is None:
            then()
        else:
            self.workspace.leave(then)

    def _show_keyring_problem(
        self, workspace: WorkspaceViewModel, account: Account, problem: KeyringProblem
    ) -> None:
        workspace.banner.show(
            Banner(
                tr("{what} Your changes are kept and wait.").format(what=said(problem.message)),
                BannerKind.PROBLEM,
                (BannerAction(tr("Try again"), lambda: self.switch_to(account.id)),),
                details=problem.details,
                seconds=None,
            )
        )

    def _show_problem(self, error: SmsBookError) -> None:
        assert self.main_window is not None
        self.main_window.dialogs.open(
            lambda parent: details_box("SMS Book", error_text(error), error.details, parent)
        )

    def _bug(self, error: BaseException) -> None:
        self._loop.call_exception_handler({"message": "a task failed", "exception": error})
