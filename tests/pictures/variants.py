"""How the program may look: its theme, the direction it is read in, and the size of its text."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from unittest.mock import patch

from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QScreen
from PySide6.QtWidgets import QApplication

from smsbook_gui.views.looks.still_style import StillStyle
from smsbook_gui.views.looks.themes import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    palette_of,
)

FONT = "DejaVu Sans"
"""One that is the same wherever it is installed: its last version is of 2016."""
_POINTS = 9.0
THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "contrast": HIGH_CONTRAST_LIGHT,
    "contrast-dark": HIGH_CONTRAST_DARK,
}
_LANGUAGE = QLocale(QLocale.Language.English, QLocale.Country.Australia)
_LARGE = QSize(1280, 800)
_SMALL = QSize(1024, 640)
"""The screen that everything has to fit on with text twice as large."""
_FRAME = 32


class FontMissing(Exception):
    """Pictures cannot be compared without the font that they were drawn with."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a window is opened with, since it does not look the same when it changes later."""

    right_to_left: bool = False
    scale: int = 100
    """Percent of the usual size of text."""

    @property
    def screen(self) -> QSize:
        """What fits on it."""
        return _LARGE if self.scale == 100 else _SMALL

    @property
    def room(self) -> QSize:
        """The largest window, inside of its frame."""
        return self.screen - QSize(0, _FRAME)


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """One way to look; its name is that of the folder of its pictures."""

    name: str
    theme: str


def variant(setting: Setting, theme: str) -> Variant:
    """`theme`, with what else differs from the usual."""
    direction = ("rtl",) if setting.right_to_left else ()
    scale = (f"{setting.scale}",) if setting.scale != 100 else ()
    return Variant("-".join((theme, *direction, *scale)), theme)


Plan = dict[Setting, tuple[str, ...]]
"""The themes to draw in each setting."""

EVERYTHING: Plan = {
    Setting(right_to_left, scale): tuple(THEMES)
    for right_to_left, scale in product((False, True), (100, 200))
}
APPROVED: Plan = {
    Setting(): ("light", "dark"),
    Setting(right_to_left=True): ("contrast",),
    Setting(scale=200): ("contrast-dark",),
}
"""What the tests compare: each theme, each direction and each size, not all combinations."""


def wear(theme: str) -> None:
    """Change all windows to it."""
    QApplication.setPalette(palette_of(THEMES[theme]))


@contextmanager
def worn(application: QApplication, setting: Setting) -> Iterator[None]:
    """The program looks like that meanwhile, with a font and a style that are the same each time.

    Raises FontMissing.
    """
    style, font = application.style().objectName(), application.font()
    palette, direction = application.palette(), application.layoutDirection()
    blinking = application.cursorFlashTime()
    language = QLocale()
    screen = QRect(QPoint(0, 0), setting.screen)
    with patch.object(QScreen, "availableGeometry", lambda _self: screen):
        QLocale.setDefault(_LANGUAGE)
        application.setStyle(StillStyle())
        application.setFont(_font(setting.scale))
        application.setCursorFlashTime(0)
        way = Qt.LayoutDirection
        application.setLayoutDirection(
            way.RightToLeft if setting.right_to_left else way.LeftToRight
        )
        try:
            yield
        finally:
            application.setLayoutDirection(direction)
            application.setCursorFlashTime(blinking)
            application.setPalette(palette)
            application.setFont(font)
            application.setStyle(style)
            QLocale.setDefault(language)


def _font(scale: int) -> QFont:
    font = QFont(FONT)
    font.setPointSizeF(_POINTS * scale / 100)
    # Whole letters are put on whole pixels by a machine's settings: without, they are the same.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if QFontInfo(font).family() != FONT:
        raise FontMissing(f"{FONT} is not installed (Debian: fonts-dejavu-core)")
    return font
