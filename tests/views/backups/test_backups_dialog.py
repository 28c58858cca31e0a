"""The way back from a mistake: a backup, what differs from it, and what comes back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QListWidget, QPushButton, QTableView

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from smsbook_gui.views.backups.backup_list import BackupList
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.form_desk import named
from tests.support.keyring import MemoryKeyring
from tests.support.office import COMPANY, FIRST, LAST, PHONE, Office, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def _count(office: Office) -> int:
    return await office.session.local.contacts.count(Query())


async def _three(office: Office) -> list[int]:
    return [
        (
            await office.session.contacts.create(
                office.staff, {FIRST: first, LAST: "Zoe", COMPANY: "Acme", PHONE: f"0491 570 00{n}"}
            )
        )
        for n, first in enumerate(("Gone", "Changed", "Same"))
    ]


async def _opened(window: MainWindow, view: WorkspaceView) -> QDialog:
    window.commands.restore_backup.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle() == "Restore from backup"
    await until(lambda: not view.workspace.windows.backups.state.busy)
    return dialog


def _button(dialog: QDialog, name: str) -> QPushButton:
    [button] = [one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name]
    return button


def _ticks(dialog: QDialog) -> dict[str, Qt.CheckState]:
    return {
        box.text(): box.checkState()
        for box in dialog.findChildren(QCheckBox)
        if box.isVisibleTo(dialog)
    }


async def test_what_was_deleted_comes_back_and_undo_takes_it_away_again(office: Office) -> None:
    gone, changed, _ = await _three(office)
    window, view = await office.window()
    window.commands.back_up.trigger()
    await until(lambda: view.workspace.banner.state.banners)
    before = await _count(office)
    await office.session.contacts.delete([gone])
    await office.session.contacts.edit(changed, {COMPANY: "Other"})
    dialog = await _opened(window, view)
    assert _ticks(dialog) == {
        "Bring back what was deleted since (1)": Qt.CheckState.Checked,
        "Set back what was changed since (1)": Qt.CheckState.Unchecked,
    }
    _button(dialog, "Restore").click()
    await until(lambda: window.dialogs.current is None)
    assert await _count(office) == before
    there = await office.session.local.contacts.get(changed)
    assert there is not None
    assert there.values[COMPANY] == "Other", "it was not ticked"
    [banner] = [one for one in view.workspace.banner.state.banners if "restored" in one.text]
    [undo] = [number for number, one in enumerate(banner.actions) if one.text == "Undo"]
    view.workspace.banner.choose(banner.number, undo)
    await view.workspace.idle()
    assert await _count(office) == before - 1


async def test_space_ticks_rows_and_all_of_a_kind_are_ticked_at_once(office: Office) -> None:
    ids = await _three(office)
    window, view = await office.window()
    await office.session.backups.make()
    for local_id in ids:
        await office.session.contacts.edit(local_id, {COMPANY: "Other"})
    dialog = await _opened(window, view)
    restore = _button(dialog, "Restore")
    assert not restore.isEnabled()
    [table] = dialog.findChildren(QTableView)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    [(text, state)] = _ticks(dialog).items()
    assert state is Qt.CheckState.PartiallyChecked
    [box] = [one for one in dialog.findChildren(QCheckBox) if one.text() == text]
    box.click()
    assert view.workspace.windows.backups.state.ticked == 3
    restore.click()
    await until(lambda: window.dialogs.current is None)
    found = await office.session.local.contacts.get_many(ids)
    assert [one.values[COMPANY] for one in found] == ["Acme"] * 3


async def test_without_a_backup_it_says_when_there_will_be_one(office: Office) -> None:
    window, view = await office.window()
    dialog = await _opened(window, view)
    assert view.workspace.windows.backups.state.summary == "There is no backup yet"
    assert not _button(dialog, "Restore").isEnabled()
    _button(dialog, "Back up now").click()
    await until(
        lambda: view.workspace.windows.backups.state.summary.startswith("Your contacts are as")
    )


async def test_one_that_cannot_be_read_is_told(office: Office) -> None:
    window, view = await office.window()
    backup = await office.session.backups.make()
    (office.session.folder / "backups" / backup.name).write_bytes(b"none" * 1000)
    await _opened(window, view)
    assert view.workspace.windows.backups.state.problem.startswith("This backup cannot be read.")


async def test_the_settings_list_the_backups_and_make_one(office: Office) -> None:
    workspace = await office.workspace()
    kept = BackupList(workspace.windows.backups)
    tokens, folder = TokenStore(backend=MemoryKeyring()), office.store.path.parents[1]
    accounts = Accounts(office.settings, tokens, folder)
    model = SettingsViewModel(office.settings, accounts, accounts.practice("Practice"))
    dialog = SettingsDialog(model, backups=kept)
    dialog.show()
    await until(lambda: workspace.windows.backups.state.backups is not None)
    found = named(dialog, QListWidget, "Backups")
    assert not found.isVisible()
    assert any("once a day" in label.text() for label in dialog.findChildren(QLabel))
    make = named(dialog, QPushButton, "Back up now…")
    make.click()
    await until(found.isVisible)
    assert found.count() == 1
    assert "made by you" in found.item(0).text()
    assert "B" in found.item(0).text(), "its size"
    dialog.close()
    dialog.deleteLater()
