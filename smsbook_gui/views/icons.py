"""Our line icons, tinted to a palette when they are loaded, so that they fit light and dark.

Each SVG draws with `currentColor`; the colour is filled in before it is rendered. Pictures are
cached by name, colour, size and device pixel ratio.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from smsbook_gui.resources import resource

_SIZES = (16, 20, 24, 32)


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return resource("icons", "toolbar", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, alpha: float, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    pixels = round(size * ratio)
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(alpha)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon called `name` (a file of resources/icons/toolbar) in one colour.

    `size` is in device-independent pixels, `ratio` the screen's pixels per one of them.
    """
    return _picture(name, colour.name(), colour.alphaF(), size, ratio)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon for buttons and menus in the text colours of `palette`, disabled state included."""
    made = QIcon()
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    disabled = QColor(normal)
    disabled.setAlphaF(0.35)
    chosen = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText)
    for size in _SIZES:
        for ratio in ratios:
            made.addPixmap(pixmap(name, normal, size, ratio), QIcon.Mode.Normal)
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
            made.addPixmap(pixmap(name, chosen, size, ratio), QIcon.Mode.Selected)
    return made
