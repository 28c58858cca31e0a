"""The settings of an account."""

from pathlib import Path

import pytest

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.phones.phone import SendForm
from smsbook_gui.services.accounts.accounts import Account, Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.accounts.updates import WANTED, wants_updates
from smsbook_gui.viewmodels.accounts.settings import (
    SettingsViewModel,
    keeps_awake,
    regions,
    send_form_text,
)
from tests.support.keyring import MemoryKeyring


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def accounts(settings: Settings, tmp_path: Path) -> Accounts:
    return Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)


@pytest.fixture
def account(accounts: Accounts) -> Account:
    return accounts.practice("Practice")


@pytest.fixture
def model(settings: Settings, accounts: Accounts, account: Account) -> SettingsViewModel:
    return SettingsViewModel(settings, accounts, account)


def applied(model: SettingsViewModel) -> list[Account]:
    found: list[Account] = []
    model.applied.connect(found.append)
    return found


def test_it_begins_with_the_account(model: SettingsViewModel, account: Account) -> None:
    state = model.state
    assert (state.name, state.labels) == (account.name, account.labels)
    assert (state.region, state.send_form) == ("AU", SendForm.NATIONAL)
    assert state.folder.endswith(account.id)
    assert state.version


def test_everything_holds_after_ok_and_nothing_before(
    model: SettingsViewModel, accounts: Accounts, account: Account, settings: Settings
) -> None:
    found = applied(model)
    model.set_name("  Harbour   Bakery ")
    model.set_label(0, " Type ")
    model.set_label(3, "  ")
    model.set_region("NZ")
    model.set_send_form(SendForm.INTERNATIONAL)
    assert accounts.get(account.id) == account

    model.apply()
    changed = accounts.get(account.id)
    assert found == [changed]
    assert changed.name == "Harbour Bakery"
    assert changed.labels == ("Type", "Custom 2", "Custom 3", "Custom 4")
    assert (changed.region, changed.send_form) == ("NZ", SendForm.INTERNATIONAL)
    assert settings.text("region") == "NZ"


def test_an_account_needs_a_name(
    model: SettingsViewModel, accounts: Accounts, account: Account
) -> None:
    found = applied(model)
    model.set_name("  ")
    model.apply()
    assert model.state.name_message
    assert found == []
    assert accounts.get(account.id) == account
    model.set_name("Bakery")
    assert model.state.name_message == ""


def test_backups_are_put_into_a_folder_too(
    model: SettingsViewModel, accounts: Accounts, account: Account, tmp_path: Path
) -> None:
    found = applied(model)
    model.set_backup_folder("somewhere")
    model.apply()
    assert found == []
    assert model.state.backup_folder_message
    model.set_backup_folder(f" {tmp_path} ")
    model.apply()
    assert [one.backup_folder for one in found] == [str(tmp_path)]
    assert accounts.get(account.id) == found[0]


def test_deleted_contacts_stay_for_as_long_as_was_chosen(
    model: SettingsViewModel, accounts: Accounts, account: Account, settings: Settings
) -> None:
    assert model.state.keep_deleted == 30
    applied(model)
    model.set_keep_deleted(0)
    model.apply()
    assert accounts.get(account.id).keep_deleted == 0
    again = Accounts(settings, accounts._tokens, Path("elsewhere"))
    assert again.get(account.id).keep_deleted == 0


def test_countries_by_name() -> None:
    found = regions()
    names = [region.name for region in found]
    assert names == sorted(names)
    codes = {region.code: region.name for region in found}
    assert codes["AU"] == "Australia"
    assert {"NZ", "GB", "US", "DE"} <= set(codes)
    assert all(len(code) == 2 for code in codes)


def test_each_form_of_sending_has_its_example() -> None:
    texts = [send_form_text(form, "AU") for form in SendForm]
    assert "0400000000" in texts[0]
    assert "+61400000000" in texts[1]
    assert len({send_form_text(form, "NZ") for form in SendForm}) == 3


def test_keeping_the_computer_awake_is_on_until_somebody_turns_it_off(
    model: SettingsViewModel, settings: Settings
) -> None:
    assert model.state.keep_awake
    model.set_keep_awake(False)
    assert keeps_awake(settings)
    model.apply()
    assert not keeps_awake(settings)
    model.set_keep_awake(True)
    model.apply()
    assert keeps_awake(settings)


def test_updates_are_offered_where_somebody_would_be_asked(
    settings: Settings, accounts: Accounts, account: Account, model: SettingsViewModel
) -> None:
    assert model.state.updates is None
    model.apply()
    assert settings.get(WANTED) is None
    asking = SettingsViewModel(settings, accounts, account, updates=True)
    assert asking.state.updates is True
    asking.set_updates(False)
    assert wants_updates(settings), "nothing holds before OK"
    asking.apply()
    assert not wants_updates(settings)
    assert SettingsViewModel(settings, accounts, account, updates=True).state.updates is False
