"""The dot that an address book is marked with. Its name always stands beside it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.views.looks.style import contrast, is_dark, outline

DOT = 10
"""How wide a dot is, in device-independent pixels."""
_ICON = 16

_ON_LIGHT = {
    BookColour.RED: "#c62f2f",
    BookColour.ORANGE: "#c2530a",
    BookColour.YELLOW: "#8f6f00",
    BookColour.GREEN: "#2a8038",
    BookColour.TEAL: "#0b7a83",
    BookColour.BLUE: "#2266cc",
    BookColour.PURPLE: "#7b44c6",
    BookColour.PINK: "#c0307f",
}
_ON_DARK = {
    BookColour.RED: "#ff7b7b",
    BookColour.ORANGE: "#ffa35c",
    BookColour.YELLOW: "#f2d34f",
    BookColour.GREEN: "#78d68a",
    BookColour.TEAL: "#4cd0d6",
    BookColour.BLUE: "#82b1ff",
    BookColour.PURPLE: "#c9a2ff",
    BookColour.PINK: "#ff9ccf",
}


def book_tone(colour: BookColour, palette: QPalette) -> QColor:
    """The colour as it can be told (3:1) from the palette's backgrounds."""
    return QColor((_ON_DARK if is_dark(palette) else _ON_LIGHT)[colour])


def on_book_tone(colour: BookColour, palette: QPalette) -> QColor:
    """Text on that colour: black or white, whichever can be read better (4.5:1)."""
    ground = book_tone(colour, palette)
    inks = (QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.black))
    return max(inks, key=lambda ink: contrast(ink, ground))


def paint_dot(
    painter: QPainter,
    centre: QPointF,
    colour: BookColour,
    palette: QPalette,
    around: QColor | None = None,
) -> None:
    """The dot; on a picture with a ring of `around`, the ground that the picture stands on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if around is not None:
        painter.setBrush(around)
        painter.drawEllipse(centre, DOT / 2 + 1.5, DOT / 2 + 1.5)
    painter.setBrush(book_tone(colour, palette))
    painter.drawEllipse(centre, DOT / 2, DOT / 2)
    painter.restore()


def dot_icon(colour: BookColour | None, palette: QPalette) -> QIcon:
    """For menus and lists; without a colour a ring with nothing in it."""
    made = QIcon()
    for ratio in {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
        picture = QPixmap(round(_ICON * ratio), round(_ICON * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        centre = QPointF(_ICON / 2, _ICON / 2)
        if colour is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(outline(palette))
            painter.drawEllipse(centre, DOT / 2 - 0.5, DOT / 2 - 0.5)
        else:
            paint_dot(painter, centre, colour, palette)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            made.addPixmap(picture, mode)
    return made
