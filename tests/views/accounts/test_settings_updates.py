"""The setting about new versions, in the dialog "Settings"."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.accounts.updates import wants_updates
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from tests.support.keyring import MemoryKeyring

pytestmark = pytest.mark.anyio

NAME = "Look for a new version once a day"


@pytest.mark.parametrize("offered", [True, False])
async def test_it_is_there_where_somebody_would_be_asked(tmp_path: Path, offered: bool) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    account = accounts.practice("Practice")
    dialog = SettingsDialog(SettingsViewModel(settings, accounts, account, updates=offered))
    dialog.show()
    [box] = [box for box in dialog.findChildren(QCheckBox) if box.accessibleName() == NAME]
    assert box.isVisible() is offered
    if offered:
        assert box.isChecked()
        box.click()
    [ok] = [button for button in dialog.findChildren(QPushButton) if button.text() == "OK"]
    ok.click()
    assert not dialog.isVisible()
    assert wants_updates(settings) is not offered
    dialog.deleteLater()
