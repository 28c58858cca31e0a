"""Light, dark or as the system, in the dialog "Settings"."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from smsbook_gui.app.platform.looks import show_appearance
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.accounts.settings import Appearance, SettingsViewModel, appearance_of
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from smsbook_gui.views.looks.appearance import SchemeFollower
from smsbook_gui.views.looks.style import is_dark
from tests.support.form_desk import named
from tests.support.keyring import MemoryKeyring

pytestmark = pytest.mark.anyio


@pytest.fixture
def own_colours(qapp: QApplication) -> Iterator[None]:
    """The program's own palette, as on a desktop that brings none."""
    before = QPalette(qapp.palette())
    follower = SchemeFollower(qapp)
    yield
    show_appearance(Appearance.SYSTEM)
    follower.setParent(None)
    follower.deleteLater()
    qapp.setPalette(before)


async def test_what_is_chosen_holds_at_once_and_from_now_on(
    tmp_path: Path, qapp: QApplication, own_colours: None
) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    account = accounts.practice("Practice")
    for name, dark in (("Dark", True), ("Light", False)):
        model = SettingsViewModel(settings, accounts, account)
        model.appearance_chosen.connect(show_appearance)
        dialog = SettingsDialog(model)
        model.setParent(dialog)
        dialog.show()
        before = is_dark(qapp.palette())
        named(dialog, QRadioButton, name).click()
        assert is_dark(qapp.palette()) is before, "nothing holds before OK"
        named(dialog, QPushButton, "OK").click()
        assert is_dark(qapp.palette()) is dark
        assert appearance_of(settings).value == name.lower()
        dialog.deleteLater()


def test_what_is_kept_and_unknown_is_as_the_system(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert appearance_of(settings) is Appearance.SYSTEM
    settings.set("appearance", "sepia")
    assert appearance_of(settings) is Appearance.SYSTEM
