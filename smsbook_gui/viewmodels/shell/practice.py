"""The line over the table of an account that never leaves the computer, and three things to try."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject

from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import tr

_TRIED = "practice_tried"
"""The key of the list of what was done; it has all of them once the person hides the list."""


class PracticeKind(StrEnum):
    """Whose contacts they are."""

    NONE = "none"
    """A real account's, which has no such line."""
    SAMPLE = "sample"
    OWN_LIST = "own list"


class ToTry(StrEnum):
    """What there is to try, in this order."""

    FIND = "find"
    TAKE_BACK = "take back"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class PracticeState:
    """`tried` is what was done of the things to try; `trying`: whether they are on show."""

    kind: PracticeKind = PracticeKind.NONE
    tried: frozenset[ToTry] = frozenset()
    trying: bool = False

    @property
    def text(self) -> str:
        """What these contacts are."""
        if self.kind is PracticeKind.OWN_LIST:
            return tr("Your list is on this computer only. Nothing is sent before you connect.")
        return tr("Practice mode: sample contacts, and nothing leaves this computer.")

    @property
    def short_text(self) -> str:
        """The same where there is little room."""
        return tr("Your list") if self.kind is PracticeKind.OWN_LIST else tr("Practice mode")


def try_text(what: ToTry) -> str:
    """A thing to try, in words."""
    texts = {
        ToTry.FIND: tr("Find somebody: type a name"),
        ToTry.TAKE_BACK: tr("Change a number, then take it back"),
        ToTry.DROP: tr("Drop a list on the window"),
    }
    return texts[what]


class PracticeViewModel(StateViewModel[PracticeState]):
    """What was tried once is ticked off for good, and so is the whole list when it is hidden."""

    def __init__(self, account: Account, settings: Settings, parent: QObject | None = None) -> None:
        kind = PracticeKind.NONE
        if account.practice:
            kind = PracticeKind.OWN_LIST if account.own_list else PracticeKind.SAMPLE
        tried = _read(settings)
        trying = kind is PracticeKind.SAMPLE and tried != frozenset(ToTry)
        super().__init__(PracticeState(kind, tried, trying), parent)
        self._settings = settings

    def done(self, what: ToTry) -> None:
        """Tick off what the person did."""
        if self._state.trying and what not in self._state.tried:
            # The last tick stays visible; from the next start on, the list is gone.
            self._keep(self._state.tried | {what})

    def hide(self) -> None:
        """Hide the list for good."""
        self._keep(frozenset(ToTry))
        self._set(replace(self._state, trying=False))

    def _keep(self, tried: frozenset[ToTry]) -> None:
        self._settings.set(_TRIED, [what.value for what in ToTry if what in tried])
        self._set(replace(self._state, tried=tried))


def _read(settings: Settings) -> frozenset[ToTry]:
    kept = settings.get(_TRIED)
    return frozenset(what for what in ToTry if isinstance(kept, list) and what.value in kept)
