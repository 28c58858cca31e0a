"""Looks: one rhythm, one accent, and colours that mean something, for light and dark.

Everything is derived from the palette, so it fits whatever the desktop brings.
"""

from enum import Enum
from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel

UNIT: Final = 8
"""The rhythm of every margin and gap, in device-independent pixels."""
INPUT_HEIGHT: Final = 28
"""How high text fields, combo boxes and buttons are at least, in the form and in every dialog."""
QUIET: Final = QPalette.ColorRole.PlaceholderText
"""Secondary text. As a label's foreground role it follows the palette by itself."""


class Severity(Enum):
    """What a coloured mark says; text or an icon always says it as well."""

    QUIET = "quiet"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


_TONES_ON_LIGHT = {Severity.GOOD: "#1a7f4b", Severity.WARNING: "#8f5b00", Severity.BAD: "#c02b34"}
_TONES_ON_DARK = {Severity.GOOD: "#5fc98e", Severity.WARNING: "#e5b04c", Severity.BAD: "#ff8a8a"}


def is_dark(palette: QPalette) -> bool:
    """Whether text on this palette's background is lighter than the background."""
    return palette.color(QPalette.ColorRole.Base).lightnessF() < 0.5


def tone(which: Severity, palette: QPalette) -> QColor:
    """The colour of a mark of that meaning, readable on the palette's background."""
    if which is Severity.ACCENT:
        return palette.color(QPalette.ColorRole.Accent)
    if which is Severity.QUIET:
        return quiet(palette)
    return QColor((_TONES_ON_DARK if is_dark(palette) else _TONES_ON_LIGHT)[which])


def quiet(palette: QPalette) -> QColor:
    """The colour of secondary text."""
    return palette.color(QUIET)


def hairline(palette: QPalette) -> QColor:
    """The thin line between areas."""
    return blend(
        palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.12
    )


def outline(palette: QPalette) -> QColor:
    """The quiet line around what can be typed into or ticked.

    It stands out from both backgrounds by 3:1 (WCAG 2.2, 1.4.11) with the palettes of our own.
    """
    amount = 0.42 if is_dark(palette) else 0.54
    return blend(
        palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), amount
    )


def resting(under: QColor, palette: QPalette) -> QColor:
    """The fill of what is selected while the keyboard is elsewhere."""
    amount = 0.32 if is_dark(palette) else 0.18
    return blend(under, palette.color(QPalette.ColorRole.Highlight), amount)


def blend(under: QColor, over: QColor, amount: float) -> QColor:
    """`under` with `amount` (0 … 1) of `over` mixed in."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * amount,
        under.greenF() + (over.greenF() - under.greenF()) * amount,
        under.blueF() + (over.blueF() - under.blueF()) * amount,
    )


def large(label: QLabel, factor: float) -> None:
    """Make a label a heading: `factor` times as large, and a little bolder."""
    font = QFont(label.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
