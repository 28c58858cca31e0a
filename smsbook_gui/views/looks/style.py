"""Design tokens: one rhythm, one scale of type, a few radii, and colours by what they mean.

Colours are asked of a palette, so that they fit whatever the desktop brings; what no palette has
comes from the theme that goes with it (`themes`). No view writes a colour or a size of its own.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from smsbook_gui.views.looks.themes import theme_of

UNIT: Final = 8
"""The rhythm of every margin and gap, in device-independent pixels."""
INPUT_HEIGHT: Final = 7 * UNIT // 2
"""How high text fields, combo boxes and buttons are at least, in the form and in every dialog."""
TARGET: Final = 3 * UNIT
"""The least that can be hit with the mouse or a finger, each way (WCAG 2.2, 2.5.8)."""
INSIDE_BUTTON: Final = 3 * UNIT // 4
"""Between the edge of a flat button and the sign in it."""
CELL_MARGIN: Final = UNIT + UNIT // 4
"""Between the edge of a cell and its text."""

SMALL_ICON: Final = 2 * UNIT
"""Beside text."""
ICON: Final = 2 * UNIT + UNIT // 2
"""On buttons of the toolbar, and in messages."""
LARGE_ICON: Final = 6 * UNIT
"""The picture of an empty view."""

_BESIDE_TEXT: Final = 0.8

SMALL_RADIUS: Final = UNIT // 2
"""Of ticks and of what is as small."""
RADIUS: Final = 3 * UNIT // 4
"""Of fields, buttons and entries of lists."""
CARD_RADIUS: Final = UNIT
"""Of menus, messages and cards."""
THIN: Final = 1
"""A line around something."""
THICK: Final = 2
"""The ring of the keyboard focus."""
BAR: Final = 3
"""The accent at the edge of what is selected."""

SMALL_TYPE: Final = 0.9
"""Second lines. Sizes are factors of the system's text size."""
LEAD_TYPE: Final = 1.15
TITLE_TYPE: Final = 1.4

_USUAL_LETTER: Final = 7
"""Pixels of an average letter of the usual size."""
_FRAME: Final = QSize(0, 4 * UNIT)
"""What a desktop puts around a window."""

QUIET: Final = QPalette.ColorRole.PlaceholderText
"""Secondary text. As a label's foreground role it follows the palette by itself."""


class Severity(Enum):
    """What a coloured mark says; text or an icon always says it as well."""

    QUIET = "quiet"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


def is_dark(palette: QPalette) -> bool:
    """Whether text on this palette's background is lighter than the background."""
    return palette.color(QPalette.ColorRole.Base).lightnessF() < 0.5


def tone(which: Severity, palette: QPalette) -> QColor:
    """The colour of a mark of that meaning, readable on the palette's background."""
    if which is Severity.ACCENT:
        return accent(palette)
    if which is Severity.QUIET:
        return quiet(palette)
    theme = theme_of(palette)
    tones = {
        Severity.GOOD: theme.good,
        Severity.WARNING: theme.warning,
        Severity.BAD: theme.bad,
    }
    return QColor(tones[which])


def quiet(palette: QPalette) -> QColor:
    """The colour of secondary text."""
    return palette.color(QUIET)


def accent(palette: QPalette) -> QColor:
    """The one colour that says: here."""
    return palette.color(QPalette.ColorRole.Accent)


def on_accent(palette: QPalette) -> QColor:
    """Text on the accent: white, or a near black where the accent is light."""
    ground = accent(palette)
    inks = (QColor(theme_of(palette).on_accent), palette.color(QPalette.ColorRole.Base))
    return max(inks, key=lambda ink: contrast(ink, ground))


def hairline(palette: QPalette) -> QColor:
    """The thin line between areas."""
    return QColor(theme_of(palette).line)


def outline(palette: QPalette) -> QColor:
    """The quiet line around what can be typed into, ticked or pressed.

    It stands out from both backgrounds by 3:1 (WCAG 2.2, 1.4.11) with the palettes of our own.
    """
    return QColor(theme_of(palette).outline)


def selected(under: QColor, palette: QPalette) -> QColor:
    """The fill of what is selected while the keyboard is there; a bar of the accent says it too."""
    return blend(under, accent(palette), 0.24 if is_dark(palette) else 0.17)


def resting(under: QColor, palette: QPalette) -> QColor:
    """The fill of what is selected while the keyboard is elsewhere."""
    return blend(under, accent(palette), 0.14 if is_dark(palette) else 0.09)


def hovered(under: QColor, palette: QPalette) -> QColor:
    """The fill of what the mouse is on."""
    return blend(under, palette.color(QPalette.ColorRole.Text), 0.06 if is_dark(palette) else 0.04)


def pressed(under: QColor, palette: QPalette) -> QColor:
    """The fill of what is held down, or switched on."""
    return blend(under, palette.color(QPalette.ColorRole.Text), 0.14 if is_dark(palette) else 0.1)


def tinted(under: QColor, which: Severity, palette: QPalette) -> QColor:
    """The ground of a message or a row of that meaning."""
    return blend(under, tone(which, palette), 0.12)


def blend(under: QColor, over: QColor, amount: float) -> QColor:
    """`under` with `amount` (0 … 1) of `over` mixed in."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * amount,
        under.greenF() + (over.greenF() - under.greenF()) * amount,
        under.blueF() + (over.blueF() - under.blueF()) * amount,
    )


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2, 1 to 21: 4.5 is enough for text, 3 for marks."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * part(colour.redF())
        + 0.7152 * part(colour.greenF())
        + 0.0722 * part(colour.blueF())
    )


def beside_text(metrics: QFontMetrics, usual: int = SMALL_ICON) -> int:
    """How large an icon or a tick is beside text, which may be larger than usual."""
    return max(usual, round(metrics.height() * _BESIDE_TEXT * usual / SMALL_ICON))


def sized(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """A font `factor` times as large; `strong`: a little bolder."""
    made = QFont(font)
    if made.pointSizeF() > 0:
        made.setPointSizeF(made.pointSizeF() * factor)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def heading(label: QLabel, factor: float = 1.0) -> None:
    """Make a label a heading: `factor` times as large, and a little bolder."""
    label.setFont(sized(label.font(), factor, strong=True))


def ink(widget: QWidget, colour: QColor) -> None:
    """Write a widget's text in a colour. To be called anew when the palette changes.

    Everything else still follows the application's palette: nothing but this one colour is set.
    """
    palette = QPalette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, colour)
    widget.setPalette(palette)


def text_scale(widget: QWidget) -> float:
    """How many times as large as usual the text is, for widths that have to hold words."""
    return max(1.0, widget.fontMetrics().averageCharWidth() / _USUAL_LETTER)


def first_size(window: QWidget, width: int, height: int) -> None:
    """Open a window that large at the usual size of text: larger with larger text, as far as the
    screen goes."""
    wish = QSize(width, height) * text_scale(window)
    window.resize(wish.boundedTo(window.screen().availableGeometry().size() - _FRAME))
