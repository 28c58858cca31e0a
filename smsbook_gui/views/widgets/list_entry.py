"""The ground of an entry in a list whose entries stand apart, as in the sidebar."""

from enum import Enum, auto

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from smsbook_gui.views.looks.style import (
    BAR,
    RADIUS,
    UNIT,
    accent,
    hovered,
    resting,
    selected,
)


class EntryState(Enum):
    """What an entry is just now; the first that is true."""

    ACTIVE = auto()
    """Chosen, and the keyboard is in the list; or what is dragged would be dropped on it."""
    CHOSEN = auto()
    HOVERED = auto()
    PLAIN = auto()

    @classmethod
    def of(cls, *, chosen: bool, active: bool, hovered: bool) -> "EntryState":
        """`active` is only looked at where it is chosen."""
        if chosen:
            return cls.ACTIVE if active else cls.CHOSEN
        return cls.HOVERED if hovered else cls.PLAIN


def entry_ground(state: EntryState, palette: QPalette, under: QPalette.ColorRole) -> QColor:
    """The colour that an entry's words stand on."""
    base = palette.color(under)
    if state is EntryState.PLAIN:
        return base
    fill: QColor = {
        EntryState.ACTIVE: selected,
        EntryState.CHOSEN: resting,
        EntryState.HOVERED: hovered,
    }[state](base, palette)
    return fill


def paint_entry_ground(
    painter: QPainter,
    area: QRect,
    state: EntryState,
    palette: QPalette,
    under: QPalette.ColorRole,
) -> None:
    """A soft rounded tint, with a bar of the accent at the reading edge of the chosen one."""
    if state is EntryState.PLAIN:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(entry_ground(state, palette, under))
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    if state is not EntryState.HOVERED:
        bar = QRect(area.left(), area.top() + UNIT, BAR, area.height() - 2 * UNIT)
        if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            bar.moveRight(area.right())
        painter.setBrush(accent(palette))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
    painter.restore()
