"""Our line icons, tinted to a palette when they are loaded, so that they fit light and dark.

An SVG's drawing is a shape, rendered once for each size; a colour is poured into it. Pictures
are cached by name, colour, size and device pixel ratio.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from smsbook_gui.resources import resource
from smsbook_gui.views.looks.style import SMALL_ICON, beside_text

_SIZES = (16, 20, 24, 32)
"""At the usual size of text."""
_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


@lru_cache(maxsize=64)
def _drawing(name: str) -> QByteArray:
    return QByteArray(resource("icons", "toolbar", f"{name}.svg").read_bytes())


@lru_cache(maxsize=256)
def _shape(name: str, pixels: int) -> QImage:
    shape = QImage(pixels, pixels, _FORMAT)
    shape.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shape)
    QSvgRenderer(_drawing(name)).render(painter, QRectF(shape.rect()))
    painter.end()
    return shape


@lru_cache(maxsize=512)
def _picture(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    picture = _shape(name, round(size * ratio)).copy()
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor.fromRgba(rgba))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(picture)


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon called `name` (a file of resources/icons/toolbar) in one colour.

    `size` is in device-independent pixels, `ratio` the screen's pixels per one of them.
    """
    return _picture(name, colour.rgba(), size, ratio)


def sign(name: str, colour: QColor, beside: QWidget, usual: int = SMALL_ICON) -> QPixmap:
    """The icon in one colour, as large as the text of `beside` asks for."""
    side = beside_text(beside.fontMetrics(), usual)
    return pixmap(name, colour, side, beside.devicePixelRatioF())


def put_icon(button: QAbstractButton, name: str, like: QWidget, usual: int = SMALL_ICON) -> None:
    """Give a button an icon in the colours of `like`, as large as its text asks for.

    To be called anew when either changes: the button itself hears of it later.
    """
    side = beside_text(like.fontMetrics(), usual)
    button.setIconSize(QSize(side, side))
    button.setIcon(icon(name, like.palette()))


def app_picture(size: int, ratio: float = 1.0) -> QPixmap:
    """The app's own picture, in its own colours; sizes as in `pixmap`."""
    image = QImage(round(size * ratio), round(size * ratio), _FORMAT)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing = QByteArray(resource("icons", "smsbook.svg").read_bytes())
    QSvgRenderer(drawing).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon for buttons and menus in the text colours of `palette`, disabled state included."""
    made = QIcon()
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    disabled = QColor(normal)
    disabled.setAlphaF(0.35)
    chosen = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText)
    metrics = QFontMetrics(QApplication.font())
    for size in (beside_text(metrics, usual) for usual in _SIZES):
        for ratio in ratios:
            made.addPixmap(pixmap(name, normal, size, ratio), QIcon.Mode.Normal)
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
            made.addPixmap(pixmap(name, chosen, size, ratio), QIcon.Mode.Selected)
    return made
