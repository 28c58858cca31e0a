"""The application's style and palette, chosen once before the first window.

The platform's own style and colours come first. Where a desktop brings none (a plain X server,
no display), Fusion is used with the two palettes below.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from smsbook_gui.views.widgets.slim_style import SlimStyle

_NATIVE_STYLES = ("macos", "windows11", "windowsvista", "breeze", "oxygen", "kvantum")

_LIGHT = {
    QPalette.ColorRole.Window: "#f5f6f8",
    QPalette.ColorRole.WindowText: "#1c2127",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#f5f6f8",
    QPalette.ColorRole.Text: "#1c2127",
    QPalette.ColorRole.PlaceholderText: "#616a76",
    QPalette.ColorRole.Button: "#fdfdfe",
    QPalette.ColorRole.ButtonText: "#1c2127",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#1c2127",
    QPalette.ColorRole.ToolTipText: "#ffffff",
    QPalette.ColorRole.Highlight: "#1b66dc",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#1b66dc",
    QPalette.ColorRole.Link: "#1a5fc7",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#e9ebef",
    QPalette.ColorRole.Mid: "#c3c9d1",
    QPalette.ColorRole.Dark: "#9aa3ae",
    QPalette.ColorRole.Shadow: "#5d6672",
}
_DARK = {
    QPalette.ColorRole.Window: "#1f2226",
    QPalette.ColorRole.WindowText: "#e8eaed",
    QPalette.ColorRole.Base: "#17191c",
    QPalette.ColorRole.AlternateBase: "#1f2226",
    QPalette.ColorRole.Text: "#e8eaed",
    QPalette.ColorRole.PlaceholderText: "#98a1ac",
    QPalette.ColorRole.Button: "#2c3036",
    QPalette.ColorRole.ButtonText: "#e8eaed",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#e8eaed",
    QPalette.ColorRole.ToolTipText: "#17191c",
    QPalette.ColorRole.Highlight: "#2f6fd6",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#5c9bf5",
    QPalette.ColorRole.Link: "#7fb2ff",
    QPalette.ColorRole.Light: "#3a3f46",
    QPalette.ColorRole.Midlight: "#30343a",
    QPalette.ColorRole.Mid: "#434951",
    QPalette.ColorRole.Dark: "#101214",
    QPalette.ColorRole.Shadow: "#000000",
}


def scheme_palette(scheme: Qt.ColorScheme) -> QPalette:
    """Our own colours, for desktops that bring none."""
    dark = scheme is Qt.ColorScheme.Dark
    palette = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        palette.setColor(role, QColor(colour))
    group = QPalette.ColorGroup.Disabled
    faded = QColor("#6c747e" if dark else "#9aa1aa")
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(group, role, faded)
    return palette


def prepare(application: QApplication) -> None:
    """Choose the style once, before the first window; colours then follow the system by themselves.

    A desktop's own style and palette are left alone.
    """
    style = application.style()
    if style.objectName().lower() in _NATIVE_STYLES:
        return
    application.setStyle(SlimStyle())
    if not _has_own_palette(application):
        _SchemeFollower(application)


def _has_own_palette(application: QApplication) -> bool:
    ours = application.palette().color(QPalette.ColorRole.Window)
    plain = application.style().standardPalette().color(QPalette.ColorRole.Window)
    return ours != plain


class _SchemeFollower(QObject):
    """Keeps our own palette in step with the system's colour scheme."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self._follow(hints.colorScheme())

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        QApplication.setPalette(scheme_palette(scheme))
