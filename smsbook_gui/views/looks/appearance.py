"""The application's style and palette, chosen once before the first window.

The platform's own style and colours come first. Where a desktop brings none (a plain X server,
no display), Fusion is used with the colours of `themes`.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from smsbook_gui.views.looks.slim_style import SlimStyle
from smsbook_gui.views.looks.themes import palette_of, theme

_NATIVE_STYLES = ("macos", "windows11", "windowsvista", "breeze", "oxygen", "kvantum")


def scheme_palette(scheme: Qt.ColorScheme, *, high_contrast: bool = False) -> QPalette:
    """Our own colours, for desktops that bring none."""
    return palette_of(theme(dark=scheme is Qt.ColorScheme.Dark, high_contrast=high_contrast))


def prepare(application: QApplication) -> None:
    """Choose the style once, before the first window; colours then follow the system by themselves.

    A desktop's own style and palette are left alone.
    """
    style = application.style()
    if style.objectName().lower() in _NATIVE_STYLES:
        return
    application.setStyle(SlimStyle())
    if not _has_own_palette(application):
        SchemeFollower(application)


def choose(scheme: Qt.ColorScheme) -> None:
    """Be light or dark from now on, whatever the system is; Unknown: as the system is."""
    QGuiApplication.styleHints().setColorScheme(scheme)
    application = QApplication.instance()
    if application is not None:
        for follower in application.findChildren(SchemeFollower):
            follower.choose(scheme)


def _has_own_palette(application: QApplication) -> bool:
    ours = application.palette().color(QPalette.ColorRole.Window)
    plain = application.style().standardPalette().color(QPalette.ColorRole.Window)
    return ours != plain


class SchemeFollower(QObject):
    """Keeps our own palette in step with the system's colour scheme and wish for contrast."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._chosen = Qt.ColorScheme.Unknown
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._follow()

    def choose(self, scheme: Qt.ColorScheme) -> None:
        """For platforms that cannot be asked for another scheme than theirs."""
        self._chosen = scheme
        self._follow()

    def _follow(self) -> None:
        hints = QGuiApplication.styleHints()
        asked = self._chosen is not Qt.ColorScheme.Unknown
        scheme = self._chosen if asked else hints.colorScheme()
        high = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        QApplication.setPalette(scheme_palette(scheme, high_contrast=high))
