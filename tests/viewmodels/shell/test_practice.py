"""The line of practice mode, and the things to try that never come back."""

from pathlib import Path

from smsbook_gui.services.accounts.accounts import LIST_ID, PRACTICE_ID, Account
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.shell.practice import PracticeKind, PracticeViewModel, ToTry

PRACTICE = Account(PRACTICE_ID, "Practice", "", practice=True)


def test_what_was_tried_is_ticked_off_for_good(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    model = PracticeViewModel(PRACTICE, settings)
    assert (model.state.kind, model.state.trying) == (PracticeKind.SAMPLE, True)
    model.done(ToTry.FIND)
    settings.flush()
    again = PracticeViewModel(PRACTICE, Settings(tmp_path))
    assert again.state.tried == {ToTry.FIND}
    for what in ToTry:
        again.done(what)
    assert again.state.trying, "the last tick stays to be seen"
    assert not PracticeViewModel(PRACTICE, again._settings).state.trying


def test_hidden_things_do_not_come_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    model = PracticeViewModel(PRACTICE, settings)
    model.hide()
    assert not model.state.trying
    assert not PracticeViewModel(PRACTICE, settings).state.trying


def test_a_real_account_has_no_line_and_a_list_of_ones_own_nothing_to_try(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    office = PracticeViewModel(Account("a", "Office", "https://sms.example"), settings)
    office.done(ToTry.FIND)
    assert (office.state.kind, office.state.trying) == (PracticeKind.NONE, False)
    own = PracticeViewModel(Account(LIST_ID, "Your list", "", practice=True), settings)
    assert (own.state.kind, own.state.trying) == (PracticeKind.OWN_LIST, False)
    assert PracticeViewModel(PRACTICE, settings).state.tried == frozenset()
