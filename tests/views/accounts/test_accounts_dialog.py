"""The accounts dialog, driven by its accessible names."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import pytest
from keyring import errors as keyring_errors
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.services.accounts.accounts import PRACTICE_ID, Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.accounts.accounts import AccountsViewModel
from smsbook_gui.views.accounts.accounts_dialog import AccountsDialog, RenameDialog
from tests.support.keyring import MemoryKeyring
from tests.support.qt import until

pytestmark = pytest.mark.anyio

URL = "https://api.example.com"
W = TypeVar("W", bound=QWidget)


class Desk:
    """A person in front of the dialog; accounts "a1" (Office) and "a2" (Shop, open now)."""

    def __init__(self, folder: Path) -> None:
        self.keyring = MemoryKeyring()
        self.settings = Settings(folder)
        ids = iter(["a1", "a2"])
        self.accounts = Accounts(
            self.settings, TokenStore(backend=self.keyring), folder, new_id=lambda: next(ids)
        )
        self.bugs: list[BaseException] = []
        self.tasks = TaskScope(on_unhandled=self.bugs.append)
        self.unsent: dict[str, int | None] = {}
        self.log: list[str] = []

    async def open(self) -> None:
        await self.accounts.add("Office", URL, "t1", keep_token=True)
        await self.accounts.add("Shop", f"{URL}/shop", "t2", keep_token=True)
        self.view_model = AccountsViewModel(
            self.accounts,
            self.tasks,
            close_session=self._close_session,
            count_unsent=self._count_unsent,
        )
        for name in ("switch_requested", "replace_token_requested", "renamed", "signed_out"):
            self._note(name)
        self._note("removed")
        self.view_model.add_requested.connect(lambda: self.log.append("add_requested"))
        self.dialog = AccountsDialog(self.view_model)
        self.dialog.open()

    def _note(self, name: str) -> None:
        signal = getattr(self.view_model, name)
        signal.connect(lambda account_id: self.log.append(f"{name} {account_id}"))

    async def _close_session(self, account_id: str) -> None:
        self.log.append(f"closed {account_id}")
        assert any(account.id == account_id for account in self.accounts.list())

    async def _count_unsent(self, account_id: str) -> int | None:
        return self.unsent.get(account_id, 0)

    def named(self, kind: type[W], name: str, where: QWidget | None = None) -> W:
        found = (where or self.dialog).findChildren(kind)
        (one,) = [widget for widget in found if widget.accessibleName() == name]
        return one

    def press(self, name: str, where: QWidget | None = None) -> None:
        button = self.named(QPushButton, name, where)
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def enabled(self, name: str) -> bool:
        return self.named(QPushButton, name).isEnabled()

    @property
    def table(self) -> QTreeWidget:
        return self.named(QTreeWidget, "Accounts")

    def rows(self) -> list[tuple[str, str, str]]:
        items = [self.table.topLevelItem(i) for i in range(self.table.topLevelItemCount())]
        return [(i.text(0), i.text(1), i.text(2)) for i in items if i is not None]

    def choose(self, index: int) -> None:
        self.table.setFocus()
        while self.table.currentIndex().row() != index:
            down = self.table.currentIndex().row() < index
            QTest.keyClick(self.table, Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def said(self) -> str:
        labels = [label for label in self.dialog.findChildren(QLabel) if label.isVisible()]
        return "\n".join(label.text() for label in labels)

    def asking(self) -> list[QMessageBox]:
        return [box for box in self.dialog.findChildren(QMessageBox) if box.isVisible()]

    async def question(self) -> QMessageBox:
        await until(self.asking)
        (box,) = self.asking()
        return box


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path / "data")
    await desk.open()
    yield desk
    desk.dialog.reject()
    desk.dialog.deleteLater()
    await desk.tasks.close()
    desk.settings.flush()
    assert desk.bugs == []


async def test_the_open_account_is_marked_and_selected(desk: Desk) -> None:
    assert desk.dialog.windowTitle() == "Accounts"
    assert desk.rows() == [("Office", URL, ""), ("Shop", f"{URL}/shop", "Open now")]
    assert desk.table.currentIndex().row() == 1
    item = desk.table.topLevelItem(1)
    assert item is not None
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == "Shop, Open now"
    assert not desk.enabled("Switch")


async def test_switching_is_a_wish(desk: Desk) -> None:
    desk.choose(0)
    desk.press("Switch")
    assert desk.log == ["switch_requested a1"]
    desk.accounts.select("a1")
    desk.view_model.reload()
    assert [row[2] for row in desk.rows()] == ["Open now", ""]
    assert desk.table.currentIndex().row() == 0


async def test_enter_on_a_row_switches_but_not_to_the_open_one(desk: Desk) -> None:
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    assert desk.log == []
    desk.choose(0)
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    assert desk.log == ["switch_requested a1"]
    assert desk.dialog.isVisible()


async def test_adding_and_replacing_are_wishes(desk: Desk) -> None:
    desk.press("Add account…")
    desk.choose(0)
    desk.press("Replace access key…")
    assert desk.log == ["add_requested", "replace_token_requested a1"]


async def test_renaming_says_at_the_field_what_is_wrong(desk: Desk) -> None:
    desk.press("Rename…")
    (dialog,) = desk.dialog.findChildren(RenameDialog)
    name = desk.named(QLineEdit, "Account name", dialog)
    assert name.text() == "Shop"
    name.setText("office")
    desk.press("Rename", dialog)
    assert dialog.isVisible()
    assert "already an account" in name.accessibleDescription()
    name.setText("Corner shop")
    assert name.accessibleDescription() == ""
    desk.press("Rename", dialog)
    assert not dialog.isVisible()
    assert desk.rows()[1][0] == "Corner shop"
    assert desk.log == ["renamed a2"]
    assert desk.accounts.get("a2").name == "Corner shop"


async def test_signing_out_asks_closes_and_forgets_the_token(desk: Desk) -> None:
    desk.press("Sign out")
    box = await desk.question()
    assert "Sign out of “Shop”?" in box.text()
    desk.press("Sign out", box)
    await until(lambda: "signed_out a2" in desk.log)
    assert desk.log == ["closed a2", "signed_out a2"]
    assert "Signed out of “Shop”" in desk.said()
    assert list(desk.keyring.passwords.values()) == ["t1"]
    assert len(desk.rows()) == 2
    desk.choose(0)
    assert "Signed out" not in desk.said()


async def test_removing_tells_the_loss_and_takes_everything(desk: Desk) -> None:
    data = desk.accounts.folder("a2") / "contacts.db"
    data.write_bytes(b"contacts")
    desk.unsent["a2"] = 1234
    desk.press("Remove account…")
    box = await desk.question()
    assert "“Shop”" in box.text()
    assert "1,234 changes were not sent" in box.informativeText()
    assert box.defaultButton().text() == "Cancel"
    desk.press("Remove account", box)
    await until(lambda: "removed a2" in desk.log)
    assert desk.log == ["closed a2", "removed a2"]
    assert desk.rows() == [("Office", URL, "Open now")]
    assert not data.parent.exists()
    assert list(desk.keyring.passwords.values()) == ["t1"]


@pytest.mark.parametrize(
    ("unsent", "words", "present"),
    [(0, "not sent", False), (1, "1 change was", True), (None, "that were not sent", True)],
)
async def test_the_loss_is_what_is_known(
    desk: Desk, unsent: int | None, words: str, present: bool
) -> None:
    desk.unsent["a2"] = unsent
    desk.press("Remove account…")
    box = await desk.question()
    assert (words in box.informativeText()) == present


async def test_changing_ones_mind_changes_nothing(desk: Desk) -> None:
    for button in ("Sign out", "Remove account…"):
        desk.press(button)
        box = await desk.question()
        desk.press("Cancel", box)
        await until(lambda: not desk.asking())
    await desk.tasks.idle()
    assert desk.log == []
    assert len(desk.rows()) == 2
    assert len(desk.keyring.passwords) == 2


async def test_a_locked_keyring_leaves_the_choice(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.press("Remove account…")
    desk.press("Remove account", await desk.question())
    await until(lambda: "closed a2" in desk.log)
    await desk.tasks.idle()
    box = await desk.question()
    assert "could not be deleted" in box.text()
    assert "locked" in box.informativeText()
    assert len(desk.rows()) == 2
    desk.press("Remove account anyway", box)
    await until(lambda: "removed a2" in desk.log)
    assert len(desk.rows()) == 1


async def test_a_problem_is_said_in_the_dialog(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.press("Sign out")
    desk.press("Sign out", await desk.question())
    await until(lambda: "locked" in desk.said())
    assert desk.enabled("Sign out")
    assert "signed_out a2" not in desk.log


async def test_practice_has_no_token(desk: Desk) -> None:
    desk.accounts.practice("Practice mode")
    desk.view_model.reload()
    desk.choose(2)
    assert desk.rows()[2] == ("Practice mode", "Sample contacts on this computer", "Open now")
    assert not desk.enabled("Replace access key…")
    assert not desk.enabled("Sign out")
    desk.press("Remove account…")
    assert "sample contacts" in (await desk.question()).informativeText()
    desk.press("Remove account", await desk.question())
    await until(lambda: f"removed {PRACTICE_ID}" in desk.log)


async def test_a_list_of_ones_own_is_no_sample(desk: Desk) -> None:
    desk.accounts.own_list("Your list")
    desk.view_model.reload()
    desk.choose(2)
    assert desk.rows()[2] == ("Your list", "Your list, on this computer only", "Open now")
    desk.press("Remove account…")
    words = (await desk.question()).informativeText()
    assert "The list and everything you did with it" in words
    desk.press("Cancel", await desk.question())


async def test_without_accounts_only_adding_is_offered(desk: Desk) -> None:
    for account in desk.accounts.list():
        await desk.accounts.remove(account.id)
    desk.view_model.reload()
    assert desk.rows() == []
    names = ("Switch", "Rename…", "Replace access key…", "Sign out", "Remove account…")
    assert not any(desk.enabled(name) for name in names)
    assert desk.enabled("Add account…")


async def test_no_button_is_squeezed_when_a_problem_is_shown(desk: Desk) -> None:
    desk.keyring.error = keyring_errors.KeyringLocked()
    desk.press("Sign out")
    desk.press("Sign out", await desk.question())
    await until(lambda: "locked" in desk.said())

    def squeezed() -> list[str]:
        buttons = desk.dialog.findChildren(QPushButton)
        return [b.text() for b in buttons if b.height() < b.sizeHint().height()]

    await until(lambda: not squeezed())


async def test_close_closes(desk: Desk) -> None:
    desk.press("Close")
    assert not desk.dialog.isVisible()
    assert desk.dialog.result() == QDialog.DialogCode.Rejected
