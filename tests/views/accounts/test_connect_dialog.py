"""The connect dialog, driven by its accessible names."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from keyring import errors as keyring_errors
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.remote import RemoteBook
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    CertificateProblem,
    Intercepted,
    NotSent,
    RateLimited,
    ServiceError,
    WrongAddress,
)
from smsbook_gui.services.accounts.accounts import Account, Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.accounts.connect import ConnectPhase, ConnectViewModel
from smsbook_gui.views.accounts.connect_dialog import ConnectDialog
from tests.support.keyring import MemoryKeyring
from tests.support.qt import until

pytestmark = pytest.mark.anyio

URL = "https://api.example.com"
TOKEN = "eyJ-secret-token"
W = TypeVar("W", bound=QWidget)


@dataclass
class Gate:
    """A service whose answer waits until it is let through, and may be an error."""

    error: ServiceError | None = None
    held: bool = False
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    made: list[tuple[str, str]] = field(default_factory=list)
    closed: int = 0

    def make(self, url: ApiUrl, token: str) -> "Gate":
        self.made.append((str(url), token))
        return self

    async def books(self) -> tuple[RemoteBook, ...]:
        self.asked.set()
        if self.held:
            await self.go.wait()
        if self.error is not None:
            raise self.error
        return ()

    async def contact(self, contact_id: int) -> Values:
        return {}

    async def aclose(self) -> None:
        self.closed += 1


class Desk:
    """A person in front of the dialog."""

    def __init__(self, folder: Path) -> None:
        self.service = Gate()
        self.keyring = MemoryKeyring()
        self.settings = Settings(folder)
        self.accounts = Accounts(self.settings, TokenStore(backend=self.keyring), folder)
        self.bugs: list[BaseException] = []
        self.tasks = TaskScope(on_unhandled=self.bugs.append)
        self.connected: list[str] = []
        self.practice: list[bool] = []
        self.dialogs: list[ConnectDialog] = []

    def open(self, account: Account | None = None) -> ConnectDialog:
        self.view_model = ConnectViewModel(
            self.accounts, self.tasks, self.service.make, account=account
        )
        self.view_model.connected.connect(self.connected.append)
        self.view_model.practice_requested.connect(lambda: self.practice.append(True))
        self.dialog = ConnectDialog(self.view_model)
        self.dialogs.append(self.dialog)
        self.dialog.open()
        return self.dialog

    def named(self, kind: type[W], name: str) -> W:
        (found,) = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == name]
        return found

    def type(self, name: str, text: str) -> None:
        self.named(QLineEdit, name).setText(text)

    def text(self, name: str) -> str:
        return self.named(QLineEdit, name).text()

    def press(self, name: str) -> None:
        button = self.named(QPushButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def fill(self, name: str = "Office", url: str = URL, token: str = TOKEN) -> None:
        for label, text in (("Account name", name), ("API URL", url), ("Access token", token)):
            self.type(label, text)

    def said(self) -> str:
        labels = [label for label in self.dialog.findChildren(QLabel) if label.isVisible()]
        return "\n".join(label.text() for label in labels)

    def details(self) -> QToolButton:
        """The one button that shows technical words."""
        buttons = self.dialog.findChildren(QToolButton)
        (found,) = [b for b in buttons if b.isVisible() and b.accessibleName() == "Details"]
        return found

    async def phase(self, phase: ConnectPhase) -> None:
        await until(lambda: self.view_model.state.phase is phase, self.view_model.state_changed)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path / "data")
    yield desk
    for dialog in desk.dialogs:
        dialog.reject()
        dialog.deleteLater()
    await desk.tasks.close()
    desk.settings.flush()
    assert desk.bugs == []


async def test_connecting_checks_stores_and_closes(desk: Desk) -> None:
    dialog = desk.open()
    assert dialog.windowTitle() == "Connect to your SMS service"
    desk.fill(url=f"{URL}/api/")
    desk.press("Connect")
    await desk.phase(ConnectPhase.DONE)
    (account,) = desk.accounts.list()
    assert (account.name, account.url) == ("Office", URL)
    assert desk.connected == [account.id]
    assert desk.accounts.current == account
    assert list(desk.keyring.passwords.values()) == [TOKEN]
    assert desk.service.made == [(URL, TOKEN)]
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert not dialog.isVisible()


async def test_an_empty_name_becomes_the_servers(desk: Desk) -> None:
    for _ in range(2):
        desk.open()
        desk.fill(name=" ")
        desk.press("Connect")
        await desk.phase(ConnectPhase.DONE)
    names = [account.name for account in desk.accounts.list()]
    assert names == ["api.example.com", "api.example.com 2"]


async def test_while_checking_there_is_progress_and_a_way_out(desk: Desk) -> None:
    desk.service.held = True
    dialog = desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.service.asked.wait()
    assert "Checking the address" in desk.said()
    assert desk.named(QProgressBar, "Checking the address and the access key…").isVisible()
    assert not any(edit.isEnabled() for edit in dialog.findChildren(QLineEdit))
    assert not desk.named(QPushButton, "Connect").isEnabled()
    desk.press("Cancel")
    await until(lambda: desk.service.closed == 1)
    assert desk.view_model.state.phase is ConnectPhase.EDITING
    assert dialog.isVisible()
    assert desk.text("Access token") == TOKEN
    assert desk.named(QLineEdit, "API URL").isEnabled()
    assert desk.accounts.list() == ()
    assert desk.keyring.passwords == {}
    desk.press("Cancel")
    assert not dialog.isVisible()


async def test_escape_stops_the_check_first_and_closes_then(desk: Desk) -> None:
    desk.service.held = True
    dialog = desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.service.asked.wait()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    await until(lambda: desk.service.closed == 1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


async def test_closing_the_dialog_ends_the_check(desk: Desk) -> None:
    desk.service.held = True
    dialog = desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.service.asked.wait()
    dialog.reject()
    await desk.tasks.idle()
    assert desk.service.closed == 1
    assert desk.connected == []
    assert desk.accounts.list() == ()


@pytest.mark.parametrize(
    ("error", "place", "words"),
    [
        (WrongAddress(), "API URL", "Account Settings"),
        (NotSent(), "API URL", "internet connection"),
        (CertificateProblem(), "API URL", "date and time"),
        (Intercepted(), "API URL", "sign in"),
        (AuthenticationFailed(), "Access token", "without “Bearer”"),
        (RateLimited(), None, "Wait a minute"),
        (AnswerLost(), None, "clear answer"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, ServiceError) else "",
)
async def test_an_error_stands_at_its_field(
    desk: Desk, error: ServiceError, place: str | None, words: str
) -> None:
    desk.service.error = error
    desk.open()
    desk.fill()
    desk.press("Connect")
    await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
    assert error.message in desk.said()
    assert words in desk.said()
    assert "Your changes are kept" not in desk.said()
    for name in ("Account name", "API URL", "Access token"):
        here = error.message in desk.named(QLineEdit, name).accessibleDescription()
        assert here == (name == place)
    if place is not None:
        assert QApplication.focusWidget() is desk.named(QLineEdit, place)
    assert desk.accounts.list() == ()
    assert desk.keyring.threads == set()
    desk.service.error = None
    desk.press("Connect")
    await desk.phase(ConnectPhase.DONE)


async def test_an_error_goes_when_its_field_is_changed(desk: Desk) -> None:
    desk.open()
    desk.fill(url="http://api.example.com", token="")
    desk.press("Connect")
    assert desk.service.made == []
    assert "starts with http://" in desk.said()
    assert "access key is missing" in desk.said()
    desk.type("API URL", URL)
    assert "starts with http://" not in desk.said()
    assert "access key is missing" in desk.said()
    desk.type("Access token", TOKEN)
    assert "access key is missing" not in desk.said()


async def test_a_name_that_is_taken_is_said_at_the_name(desk: Desk) -> None:
    await desk.accounts.add("Office", URL, TOKEN, keep_token=True)
    desk.open()
    desk.fill(name="office")
    desk.press("Connect")
    described = desk.named(QLineEdit, "Account name").accessibleDescription()
    assert "already an account" in described
    assert desk.service.made == []


async def test_technical_words_stand_behind_details(desk: Desk) -> None:
    desk.service.error = AuthenticationFailed(details="HTTP 403 forbidden")
    desk.open()
    desk.fill()
    desk.press("Connect")
    await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
    assert "HTTP 403" not in desk.said()
    desk.details().click()
    assert "HTTP 403 forbidden" in desk.said()


async def test_what_was_copied_with_the_token_is_removed_and_said(desk: Desk) -> None:
    desk.open()
    desk.type("Access token", f" Bearer {TOKEN}\n")
    assert desk.text("Access token") == TOKEN
    assert "were removed" in desk.said()
    desk.type("Access token", "")
    assert "were removed" not in desk.said()


async def test_the_token_is_hidden_until_it_is_shown(desk: Desk) -> None:
    desk.open()
    token = desk.named(QLineEdit, "Access token")
    assert token.echoMode() is QLineEdit.EchoMode.Password
    desk.press("Show access token")
    assert token.echoMode() is QLineEdit.EchoMode.Normal
    desk.press("Show access token")
    assert token.echoMode() is QLineEdit.EchoMode.Password


async def test_a_locked_keyring_offers_the_session(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.phase(ConnectPhase.KEYRING)
    assert "locked" in desk.said()
    assert desk.accounts.list() == ()
    desk.press("Use for this session only")
    await desk.phase(ConnectPhase.DONE)
    (account,) = desk.accounts.list()
    assert await desk.accounts.token(account.id) == TOKEN
    assert desk.keyring.passwords == {}


async def test_a_keyring_that_was_unlocked_is_tried_again(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.phase(ConnectPhase.KEYRING)
    desk.press("Try again")
    await until(
        lambda: desk.view_model.state.phase is ConnectPhase.KEYRING, desk.view_model.state_changed
    )
    desk.keyring.error = None
    desk.press("Try again")
    await desk.phase(ConnectPhase.DONE)
    assert list(desk.keyring.passwords.values()) == [TOKEN]
    assert len(desk.service.made) == 1, "the service was asked again for nothing"


async def test_the_keyrings_question_can_be_left(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    dialog = desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.phase(ConnectPhase.KEYRING)
    desk.press("Cancel")
    assert dialog.isVisible()
    assert desk.named(QLineEdit, "Access token").isEnabled()
    assert not desk.named(QPushButton, "Try again").isVisible()
    assert desk.accounts.list() == ()


async def test_practice_mode_is_a_wish(desk: Desk) -> None:
    dialog = desk.open()
    desk.press("Practice mode")
    assert desk.practice == [True]
    assert not dialog.isVisible()
    assert desk.accounts.list() == ()


async def test_replacing_a_token_shows_the_account(desk: Desk) -> None:
    account = await desk.accounts.add("Office", URL, "old", keep_token=True)
    dialog = desk.open(account)
    assert (desk.text("Account name"), desk.text("API URL")) == ("Office", URL)
    assert desk.text("Access token") == ""
    assert desk.named(QLineEdit, "Account name").isReadOnly()
    assert not desk.named(QPushButton, "Practice mode").isVisible()
    assert dialog.focusWidget() is desk.named(QLineEdit, "Access token")
    desk.type("Access token", TOKEN)
    desk.press("Connect")
    await desk.phase(ConnectPhase.DONE)
    assert desk.connected == [account.id]
    assert desk.accounts.list() == (account,)
    assert list(desk.keyring.passwords.values()) == [TOKEN]


async def test_replacing_may_mend_the_url(desk: Desk) -> None:
    account = await desk.accounts.add("Office", URL, "old", keep_token=True)
    desk.open(account)
    desk.fill(url="https://new.example.com/api")
    desk.press("Connect")
    await desk.phase(ConnectPhase.DONE)
    assert desk.accounts.get(account.id).url == "https://new.example.com"


async def test_a_wrong_new_token_leaves_the_old_one(desk: Desk) -> None:
    account = await desk.accounts.add("Office", URL, "old", keep_token=True)
    desk.service.error = AuthenticationFailed()
    desk.open(account)
    desk.type("Access token", TOKEN)
    desk.press("Connect")
    await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
    assert list(desk.keyring.passwords.values()) == ["old"]


async def test_the_token_is_in_no_repr(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.open()
    desk.fill()
    desk.press("Connect")
    await desk.phase(ConnectPhase.KEYRING)
    assert TOKEN not in repr(desk.view_model.state) + repr(desk.view_model._entered)


@pytest.fixture
def large_right_to_left(qapp: QApplication) -> Iterator[None]:
    font, larger = qapp.font(), qapp.font()
    larger.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(larger)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setFont(font)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_no_text_is_cut_off_right_to_left_and_twice_as_large(
    desk: Desk, large_right_to_left: None
) -> None:
    desk.service.error = AuthenticationFailed(details="HTTP 403")
    desk.open()
    desk.fill(url="")
    desk.press("Connect")
    desk.type("API URL", URL)
    desk.press("Connect")
    await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
    await until(lambda: not _cut_off(desk.dialog))
    url = desk.named(QLineEdit, "API URL")
    assert url.layoutDirection() is Qt.LayoutDirection.LeftToRight


async def test_what_it_says_is_on_the_screen_where_not_all_of_it_fits(
    desk: Desk, large_right_to_left: None
) -> None:
    desk.service.error = AuthenticationFailed(details="HTTP 403")
    dialog = desk.open()
    await until(dialog.isVisible)
    desk.press("Connect")
    assert _is_seen(dialog, "The access key is missing")
    desk.fill()
    desk.press("Connect")
    await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
    assert _is_seen(dialog, "did not accept")
    desk.service.error = None
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.press("Connect")
    await desk.phase(ConnectPhase.KEYRING)
    again = desk.named(QPushButton, "Try again")
    assert again.visibleRegion().boundingRect().height() == again.height()
    desk.press("Cancel")


def _is_seen(dialog: QDialog, words: str) -> bool:
    """Whether that message is whole on the screen."""
    [said] = [each for each in dialog.findChildren(QLabel) if words in each.text()]
    return said.visibleRegion().boundingRect().height() == said.height()


def _cut_off(dialog: QDialog) -> list[str]:
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    return [
        label.text()
        for label in labels
        if label.text()
        and (
            label.height() < label.heightForWidth(label.width())
            if label.wordWrap()
            else label.width() < label.sizeHint().width()
        )
    ]


def _places(dialog: QDialog) -> dict[str, tuple[int, int]]:
    """Where the inputs and the three buttons stand, and how large the dialog is."""
    names = ("Account name", "API URL", "Access token", "Practice mode", "Connect", "Cancel")
    places = {
        each.accessibleName(): each.mapTo(dialog, QPoint()).toTuple()
        for each in dialog.findChildren(QWidget)
        if each.accessibleName() in names and each.isVisible()
    }
    return {**places, "size": dialog.size().toTuple()}


ERRORS = (
    WrongAddress(),
    NotSent(),
    CertificateProblem(details="certificate verify failed"),
    Intercepted(),
    AuthenticationFailed(details="HTTP 403"),
    RateLimited(),
    AnswerLost(),
)


@pytest.mark.parametrize("replacing", [False, True])
async def test_nothing_moves_whatever_there_is_to_say(desk: Desk, replacing: bool) -> None:
    account = await desk.accounts.add("Office", URL, "old", keep_token=True) if replacing else None
    dialog = desk.open(account)
    await until(dialog.isVisible)
    places = _places(dialog)
    assert len(places) == (6 if replacing else 7)

    desk.type("Access token", f" Bearer {TOKEN}\n")
    assert "were removed" in desk.said()
    assert _places(dialog) == places
    desk.fill(name="Other", url="http://api.example.com", token="")
    desk.press("Connect")
    assert "access key is missing" in desk.said()
    assert _places(dialog) == places
    for error in ERRORS:
        desk.service.error = error
        desk.fill(name="Other")
        desk.press("Connect")
        await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
        assert _places(dialog) == places, type(error).__name__
        assert desk.named(QPushButton, "Connect").isEnabled()

    desk.service.error, desk.service.held = None, True
    desk.press("Connect")
    assert _places(dialog) == places, "while it is checked"
    desk.press("Cancel")
    desk.service.held = False
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.press("Connect")
    await desk.phase(ConnectPhase.KEYRING)
    assert _places(dialog) == places, "the keyring's question"
    assert desk.named(QPushButton, "Try again").visibleRegion().boundingRect().height() > 20
    desk.press("Cancel")


async def test_technical_words_that_need_more_room_are_scrolled_to(desk: Desk) -> None:
    desk.service.error = CertificateProblem(details="\n".join(map(str, range(40))))
    dialog = desk.open()
    await until(dialog.isVisible)
    places = _places(dialog)
    desk.fill()
    desk.press("Connect")
    await until(lambda: desk.view_model.state.problems, desk.view_model.state_changed)
    desk.details().click()
    area = dialog.findChildren(QScrollArea)[-1]
    await until(lambda: area.verticalScrollBar().maximum() > 100)
    assert _places(dialog) == places
