"""The settings of an account, edited as a whole and applied at once."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal

from smsbook_gui import __version__
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.phones.phone import SendForm
from smsbook_gui.services.accounts.accounts import KEPT_DAYS, Account, Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.accounts.updates import WANTED, wants_updates
from smsbook_gui.viewmodels.common.history_text import Labels
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import said, tr

__all__ = ["KEPT_DAYS"]

_LABEL_LENGTH = 60
KEEP_AWAKE = "keep_awake"
"""The setting's key; it is on until somebody turns it off."""


APPEARANCE = "appearance"
"""The setting's key."""


class Appearance(StrEnum):
    """Whether the window is light or dark."""

    SYSTEM = "system"
    """As the rest of the desktop is just now."""
    LIGHT = "light"
    DARK = "dark"


def appearance_of(settings: Settings) -> Appearance:
    """The appearance that the person has chosen."""
    chosen = settings.text(APPEARANCE)
    return Appearance(chosen) if chosen in set(Appearance) else Appearance.SYSTEM


@dataclass(frozen=True, slots=True)
class Region:
    """A country or territory that phone numbers can belong to."""

    code: str
    name: str


def regions() -> tuple[Region, ...]:
    """Every country that has an ISO 3166 code of two letters, by name."""
    found = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
            found[code] = QLocale.territoryToString(territory)
    return tuple(
        Region(code, name) for code, name in sorted(found.items(), key=lambda item: item[1])
    )


# Qt's own codes for groups of countries and places without telephone numbers of their own.
_NO_COUNTRIES = frozenset({"EU", "QO", "UN", "AQ", "BV", "CP", "DG", "EA", "HM", "IC", "TF", "UM"})


def send_form_text(form: SendForm, region: str) -> str:
    """A form of sending with an example, where there is one that everybody there knows."""
    if region == "AU":
        texts = {
            SendForm.NATIONAL: tr("National, for example 0400000000"),
            SendForm.INTERNATIONAL: tr("International, for example +61400000000"),
            SendForm.AS_TYPED: tr("As typed, for example 0400 000 000"),
        }
    else:
        texts = {
            SendForm.NATIONAL: tr("National, as dialled inside the country"),
            SendForm.INTERNATIONAL: tr("International, with + and the country code"),
            SendForm.AS_TYPED: tr("As typed"),
        }
    return texts[form]


def kept_text(days: int) -> str:
    """How long contacts stay under Recently deleted."""
    return tr("%Ln days", None, days) if days else tr("Always")


@dataclass(frozen=True, slots=True)
class SettingsState:
    """Everything the dialog shows; nothing takes effect before it is applied."""

    name: str = ""
    labels: Labels = ("", "", "", "")
    region: str = "AU"
    send_form: SendForm = SendForm.NATIONAL
    regions: tuple[Region, ...] = ()
    url: str = ""
    practice: bool = False
    folder: str = ""
    backup_folder: str = ""
    backup_folder_message: str = ""
    keep_deleted: int = 30
    """Days that contacts stay under Recently deleted; 0: always."""
    version: str = __version__
    name_message: str = ""
    keep_awake: bool = True
    appearance: Appearance = Appearance.SYSTEM
    updates: bool | None = None
    """Whether to tell of new versions; None: nobody would be asked."""


def keeps_awake(settings: Settings) -> bool:
    """Whether this computer is to be kept awake while changes are being sent."""
    return settings.get(KEEP_AWAKE, True) is not False


class SettingsViewModel(StateViewModel[SettingsState]):
    """Edits a copy of the account and hands it over as a whole."""

    applied = Signal(object)
    """The changed Account: the dialog may close, and whoever shows labels takes them over."""
    appearance_chosen = Signal(Appearance)

    def __init__(
        self,
        settings: Settings,
        accounts: Accounts,
        account: Account,
        *,
        updates: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`updates`: whether this copy of SMS Book can announce new versions."""
        super().__init__(
            SettingsState(
                name=account.name,
                labels=account.labels,
                region=account.region,
                send_form=account.send_form,
                regions=regions(),
                url=account.url,
                practice=account.practice,
                folder=str(accounts.folder(account.id)),
                backup_folder=account.backup_folder,
                keep_deleted=account.keep_deleted,
                keep_awake=keeps_awake(settings),
                appearance=appearance_of(settings),
                updates=wants_updates(settings) if updates else None,
            ),
            parent,
        )
        self._settings = settings
        self._accounts = accounts
        self._account = account

    def set_name(self, name: str) -> None:
        """The account's name."""
        self._set(replace(self._state, name=name, name_message=""))

    def set_label(self, index: int, label: str) -> None:
        """The name of a custom field, `index` 0 … 3."""
        labels = list(self._state.labels)
        labels[index] = label[:_LABEL_LENGTH]
        self._set(replace(self._state, labels=(labels[0], labels[1], labels[2], labels[3])))

    def set_region(self, code: str) -> None:
        """The region that numbers without a country code belong to."""
        self._set(replace(self._state, region=code))

    def set_send_form(self, form: SendForm) -> None:
        """The form in which numbers are sent."""
        self._set(replace(self._state, send_form=form))

    def set_backup_folder(self, folder: str) -> None:
        """A second folder for backups; "" for none."""
        self._set(replace(self._state, backup_folder=folder, backup_folder_message=""))

    def set_keep_deleted(self, days: int) -> None:
        """How long contacts stay under Recently deleted; 0 for ever."""
        self._set(replace(self._state, keep_deleted=days))

    def set_keep_awake(self, wanted: bool) -> None:
        """Whether this computer is to be kept awake while changes are being sent."""
        self._set(replace(self._state, keep_awake=wanted))

    def set_appearance(self, chosen: Appearance) -> None:
        """Whether the window is light or dark."""
        self._set(replace(self._state, appearance=chosen))

    def set_updates(self, wanted: bool) -> None:
        """Whether to tell of new versions."""
        self._set(replace(self._state, updates=wanted))

    def apply(self) -> None:
        """Apply the settings, or say at the field why they cannot be."""
        state = self._state
        try:
            name = self._accounts.check_name(state.name, besides=self._account.id)
        except InvalidInput as error:
            self._set(replace(state, name_message=said(error.message)))
            return
        backups = state.backup_folder.strip()
        if backups and not Path(backups).is_absolute():
            words = tr("Choose a folder, for example on a network drive.")
            self._set(replace(state, backup_folder_message=words))
            return
        cleaned = [
            " ".join(label.split()) or tr("Custom {number}").format(number=index + 1)
            for index, label in enumerate(state.labels)
        ]
        account = replace(
            self._account,
            name=name,
            labels=(cleaned[0], cleaned[1], cleaned[2], cleaned[3]),
            region=state.region,
            send_form=state.send_form,
            backup_folder=backups,
            keep_deleted=state.keep_deleted,
        )
        if state.keep_awake != keeps_awake(self._settings):
            self._settings.set(KEEP_AWAKE, state.keep_awake)
        if state.appearance != appearance_of(self._settings):
            self._settings.set(APPEARANCE, state.appearance.value)
            self.appearance_chosen.emit(state.appearance)
        if state.updates is not None and state.updates != wants_updates(self._settings):
            self._settings.set(WANTED, state.updates)
        if account != self._account:
            self._account = self._accounts.update(account)
            self._settings.set("region", account.region)
        self.applied.emit(self._account)
