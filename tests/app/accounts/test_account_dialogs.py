"""The accounts dialog over the running program: what it does to the account on show."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from smsbook_gui.app.accounts import sessions
from smsbook_gui.app.options import Options
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.views.accounts.accounts_dialog import AccountsDialog
from tests.support.keyring import HangingKeyring
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


class _Desk:
    def __init__(self, application: Application, keyring: HangingKeyring, folder: Path) -> None:
        self.application = application
        self.keyring = keyring
        self.folder = folder
        self.hands = UiDriver()

    @property
    def title(self) -> str:
        window = self.application.main_window
        return "" if window is None else window.windowTitle()

    @property
    def dialog(self) -> QDialog | None:
        window = self.application.main_window
        return None if window is None else window.dialogs.current

    async def open_accounts(self) -> None:
        window = self.application.main_window
        assert window is not None
        await self.hands.until("the account", lambda: "Office" in self.title)
        await self.hands.do(window, "Accounts…")
        await self.hands.until("the list", lambda: isinstance(self.dialog, AccountsDialog))

    async def start(self, tmp_path: Path) -> None:
        """The program again, on the same keyring."""
        await self.application.close()
        self.application = _program(tmp_path, TokenStore(backend=self.keyring))
        await self.application.start()

    @property
    def connection(self) -> str:
        workspace = self.application.workspace
        return "" if workspace is None else workspace.status.state.connection_text


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[_Desk]:
    keyring = HangingKeyring()
    keyring.answer.set()
    tokens = TokenStore(backend=keyring)
    settings = Settings(tmp_path)
    accounts = Accounts(settings, tokens, tmp_path)
    account = await accounts.add("Office", "https://sms.example", "a-token", keep_token=True)
    settings.flush()
    application = _program(tmp_path, tokens)
    await application.start()
    desk = _Desk(application, keyring, accounts.folder(account.id))
    yield desk
    await desk.application.close()


def _program(data_dir: Path, tokens: TokenStore) -> Application:
    return Application(
        Options(data_dir),
        asyncio.get_running_loop(),
        tokens=tokens,
        make_client=lambda _url, _token: ScriptedService(),
    )


async def test_contacts_do_not_wait_for_a_keyring_that_waits_for_its_password(
    desk: _Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "KEYRING_PATIENCE", 0.05)
    desk.keyring.answer.clear()
    try:
        await desk.start(tmp_path)
        await desk.hands.until("the account", lambda: "Office" in desk.title)
        await desk.hands.find(QLabel, "The password store of this computer waits for you.")
        assert desk.connection == "Signed out"
    finally:
        desk.keyring.answer.set()
    monkeypatch.setattr(sessions, "KEYRING_PATIENCE", 20.0)
    await desk.hands.press("Try again")
    await desk.hands.until("connected", lambda: desk.connection == "Connected")


async def test_the_account_on_show_is_signed_out(desk: _Desk) -> None:
    await desk.open_accounts()
    await desk.hands.press("Sign out")
    await desk.hands.find(QLabel, "Sign out of “Office”?")
    await desk.hands.press("Sign out")
    await desk.hands.find(QLabel, "Signed out of “Office”.")
    await desk.hands.until("signed out", lambda: desk.connection == "Signed out")
    assert isinstance(desk.dialog, AccountsDialog)
    assert desk.keyring.passwords == {}


async def test_the_account_on_show_is_removed(desk: _Desk) -> None:
    await desk.open_accounts()
    await desk.hands.press("Remove account…")
    await desk.hands.find(QLabel, "Remove “Office” from this computer?")
    await desk.hands.press("Remove account")
    await desk.hands.until("nothing is left", lambda: not desk.folder.exists())
    assert isinstance(desk.dialog, AccountsDialog)
    await desk.hands.press("Close")
    await desk.hands.until("the welcome", lambda: desk.title == "SMS Book")
    assert desk.keyring.passwords == {}


async def test_closing_the_dialog_does_not_stop_the_removal(desk: _Desk) -> None:
    await desk.open_accounts()
    await desk.hands.press("Remove account…")
    await desk.hands.find(QLabel, "Remove “Office” from this computer?")
    await desk.hands.press("Remove account")
    await desk.hands.press("Close")
    await desk.hands.until("nothing is left", lambda: not desk.folder.exists())
    assert desk.keyring.passwords == {}
