"""The rows of the dialog "Settings"."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from tests.support.form_desk import named
from tests.support.keyring import MemoryKeyring
from tests.support.qt import until

pytestmark = pytest.mark.anyio


async def test_each_name_stands_beside_its_input_and_what_it_means_below(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    model = SettingsViewModel(settings, accounts, accounts.practice("Practice"))
    dialog = SettingsDialog(model)
    model.setParent(dialog)
    dialog.show()
    inputs = [
        named(dialog, QLineEdit, "Account name"),
        named(dialog, QComboBox, "Country of phone numbers"),
        named(dialog, QComboBox, "Numbers are sent"),
        named(dialog, QComboBox, "Deleted contacts stay for"),
        named(dialog, QLineEdit, "Put backups here too"),
    ]
    labels = dialog.findChildren(QLabel)
    for given in inputs:
        label = next(each for each in labels if each.text() == given.accessibleName())
        await until(partial(_are_level, dialog, label, given))
    edges = {each.mapTo(dialog, QPoint(0, 0)).x() for each in inputs}
    assert len(edges) == 1, "all begin under one another"
    told = named(dialog, QComboBox, "Country of phone numbers").accessibleDescription()
    words = next(each for each in labels if each.text() == told)
    assert words.isVisible()
    dialog.deleteLater()


def _are_level(dialog: QWidget, one: QWidget, other: QWidget) -> bool:
    return abs(_middle(dialog, one) - _middle(dialog, other)) <= 1


def _middle(dialog: QWidget, part: QWidget) -> int:
    return part.mapTo(dialog, part.rect().center()).y()
