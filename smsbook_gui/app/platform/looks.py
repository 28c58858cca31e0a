"""Light or dark, as the person has chosen it in the settings."""

from PySide6.QtCore import Qt

from smsbook_gui.viewmodels.accounts.settings import Appearance
from smsbook_gui.views.looks import appearance

_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


def show_appearance(chosen: Appearance) -> None:
    """Every window is light or dark from now on."""
    appearance.choose(_SCHEMES[Appearance(chosen)])
