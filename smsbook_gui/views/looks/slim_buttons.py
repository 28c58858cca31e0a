"""How buttons and progress bars are drawn where the desktop has no own style.

The button that a person is to press is filled with the accent; all others are quiet and flat.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionProgressBar,
    QWidget,
)

from smsbook_gui.views.looks.slim_inputs import begin, edge_of, within
from smsbook_gui.views.looks.style import (
    RADIUS,
    THICK,
    THIN,
    UNIT,
    accent,
    blend,
    hovered,
    on_accent,
    pressed,
    selected,
)

_State = QStyle.StateFlag
_Feature = QStyleOptionButton.ButtonFeature


def is_primary(option: QStyleOptionButton, widget: QWidget | None) -> bool:
    """Whether it is the button that Enter presses, can be pressed, and does something.

    One that only closes its dialog is no reason to be there.
    """
    if not (_is_default(option) and option.state & _State.State_Enabled):
        return False
    bar = widget.parentWidget() if widget is not None else None
    if isinstance(bar, QDialogButtonBox) and isinstance(widget, QPushButton):
        return bar.buttonRole(widget) is not QDialogButtonBox.ButtonRole.RejectRole
    return True


def _is_default(option: QStyleOptionButton) -> bool:
    return bool(option.features & _Feature.DefaultButton)


def draw_bevel(option: QStyleOptionButton, painter: QPainter, *, primary: bool) -> None:
    """The ground and the edge of a push button."""
    palette, state = option.palette, option.state
    flat = bool(option.features & _Feature.Flat) and not state & _State.State_On
    ground = _ground(option, primary=primary)
    edge = ground if primary or flat else edge_of(option)
    if state & _State.State_On or (_is_default(option) and state & _State.State_Enabled):
        edge = accent(palette)
    elif not primary and state & _State.State_HasFocus:
        edge = ground if flat else edge_of_resting(option)
    ring = state & _State.State_HasFocus and state & _State.State_KeyboardFocusChange
    begin(painter, QPen(edge, THIN))
    painter.setBrush(ground)
    if flat and ground == palette.color(QPalette.ColorRole.Window):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(within(option.rect, THIN), RADIUS, RADIUS)
    painter.restore()
    if ring:
        _draw_button_ring(option, painter, primary=primary)


def edge_of_resting(option: QStyleOptionButton) -> QColor:
    """The edge of one that has the focus and does not show it: the mouse was there."""
    plain = QStyleOptionButton(option)
    plain.state &= ~_State.State_HasFocus
    return edge_of(plain)


def with_ink(option: QStyleOptionButton) -> QStyleOptionButton:
    """The option for the label on the accent, which has a text colour of its own."""
    made = QStyleOptionButton(option)
    palette = QPalette(option.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, on_accent(palette))
    made.palette = palette
    return made


def draw_tool_panel(option: QStyleOption, painter: QPainter) -> None:
    """The ground of a tool button: nothing, until the mouse is on it, or it is down or on."""
    palette: QPalette = option.palette
    state = option.state
    window = palette.color(QPalette.ColorRole.Window)
    enabled = bool(state & _State.State_Enabled)
    if enabled and state & _State.State_Sunken:
        ground = pressed(window, palette)
    elif state & _State.State_On:
        ground = selected(window, palette)
    elif enabled and state & _State.State_MouseOver:
        ground = hovered(window, palette)
    else:
        ground = QColor(Qt.GlobalColor.transparent)
    begin(painter, QPen(Qt.PenStyle.NoPen))
    painter.setBrush(ground)
    if not state & _State.State_AutoRaise:
        painter.setPen(QPen(edge_of(option), THIN))
    painter.drawRoundedRect(within(option.rect, THIN), RADIUS, RADIUS)
    painter.restore()


def draw_groove(option: QStyleOptionProgressBar, painter: QPainter) -> None:
    """The way that a progress bar has before it."""
    palette = option.palette
    begin(painter, QPen(Qt.PenStyle.NoPen))
    painter.setBrush(pressed(palette.color(QPalette.ColorRole.Window), palette))
    _bar(painter, option.rect)
    painter.restore()


def draw_progress(option: QStyleOptionProgressBar, painter: QPainter, *, mirrored: bool) -> None:
    """The way behind a progress bar, which knows how far it is."""
    span = option.maximum - option.minimum
    share = (option.progress - option.minimum) / span if span > 0 else 0
    area = QRect(option.rect)
    area.setWidth(round(option.rect.width() * min(max(share, 0), 1)))
    if area.width() < 1:
        return
    if mirrored:
        area.moveRight(option.rect.right())
    begin(painter, QPen(Qt.PenStyle.NoPen))
    painter.setBrush(accent(option.palette))
    painter.setClipRect(area)
    area.setWidth(max(area.width(), area.height()))
    _bar(painter, area)
    painter.restore()


def _bar(painter: QPainter, area: QRect) -> None:
    thin = QRect(area)
    thin.setHeight(min(area.height(), UNIT))
    thin.moveCenter(area.center())
    radius = thin.height() / 2
    painter.drawRoundedRect(thin, radius, radius)


def _ground(option: QStyleOptionButton, *, primary: bool) -> QColor:
    palette, state = option.palette, option.state
    window = palette.color(QPalette.ColorRole.Window)
    flat = bool(option.features & _Feature.Flat)
    ground = palette.color(QPalette.ColorRole.Button)
    if primary:
        ground = accent(palette)
    elif state & _State.State_On:
        ground = selected(ground, palette)
    elif flat or not state & _State.State_Enabled:
        ground = window
    if not state & _State.State_Enabled:
        return ground
    towards = on_accent(palette) if primary else palette.color(QPalette.ColorRole.Text)
    if state & _State.State_Sunken:
        return blend(ground, towards, 0.16)
    return blend(ground, towards, 0.08) if state & _State.State_MouseOver else ground


def _draw_button_ring(option: QStyleOptionButton, painter: QPainter, *, primary: bool) -> None:
    """Around a quiet button; on a filled one inside of it, in the colour of its text."""
    palette = option.palette
    area = option.rect.adjusted(THICK, THICK, -THICK, -THICK) if primary else option.rect
    begin(painter, QPen(on_accent(palette) if primary else accent(palette), THICK))
    radius = RADIUS - THICK if primary else RADIUS
    painter.drawRoundedRect(within(area, THICK), radius, radius)
    painter.restore()
