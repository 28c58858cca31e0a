"""How fields, ticks and the focus ring are drawn where the desktop has no style of its own.

Fusion draws their edges a little darker than the window, which cannot be seen on a dark one.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionComboBox

from smsbook_gui.views.looks.style import (
    CARD_RADIUS,
    RADIUS,
    SMALL_RADIUS,
    THICK,
    THIN,
    UNIT,
    accent,
    beside_text,
    blend,
    hairline,
    hovered,
    on_accent,
    outline,
)

_State = QStyle.StateFlag
_ROUND = 1.4
"""A thin circle is fainter than a thin straight line: no pixel of it is covered whole."""


def draw_frame(option: QStyleOption, painter: QPainter) -> None:
    """The edge of a text field; thick and in the accent while it has the focus."""
    focused = bool(option.state & _State.State_HasFocus)
    begin(painter, QPen(edge_of(option), THICK if focused else THIN))
    painter.drawRoundedRect(within(option.rect, painter.pen().widthF()), RADIUS, RADIUS)
    painter.restore()


def draw_combo_box(option: QStyleOptionComboBox, painter: QPainter, arrow: QRect) -> None:
    """A field with a chevron at the far end; `arrow` is that end."""
    palette: QPalette = option.palette
    ground = palette.color(QPalette.ColorRole.Base)
    if not option.state & _State.State_Enabled:
        ground = palette.color(QPalette.ColorRole.Window)
    elif option.state & _State.State_MouseOver and not option.editable:
        ground = hovered(ground, palette)
    focused = bool(option.state & _State.State_HasFocus)
    begin(painter, QPen(edge_of(option), THICK if focused else THIN))
    painter.setBrush(ground)
    painter.drawRoundedRect(within(option.rect, painter.pen().widthF()), RADIUS, RADIUS)
    middle, half = arrow.center().toPointF(), beside_text(option.fontMetrics) / 4
    role = QPalette.ColorRole.ButtonText
    pen = QPen(palette.color(role), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        [
            middle + QPointF(-half, -half / 2),
            middle + QPointF(0, half / 2),
            middle + QPointF(half, -half / 2),
        ]
    )
    painter.restore()


def draw_check_box(option: QStyleOption, painter: QPainter) -> None:
    """The square of a check box: empty, ticked, or with a bar for "some of them"."""
    ticked = bool(option.state & _State.State_On)
    some = bool(option.state & _State.State_NoChange)
    box = _indicator(option, painter, marked=ticked or some)
    painter.drawRoundedRect(box, SMALL_RADIUS - 1, SMALL_RADIUS - 1)
    painter.setPen(_mark(option, box))
    if some:
        painter.drawLine(_at(box, 0.28, 0.5), _at(box, 0.72, 0.5))
    elif ticked:
        painter.drawPolyline([_at(box, 0.25, 0.52), _at(box, 0.43, 0.7), _at(box, 0.76, 0.31)])
    painter.restore()


def draw_radio_button(option: QStyleOption, painter: QPainter) -> None:
    """The circle of a radio button, with a dot in the chosen one."""
    chosen = bool(option.state & _State.State_On)
    box = _indicator(option, painter, marked=chosen, thin=_ROUND)
    painter.drawEllipse(box)
    if chosen:
        painter.setBrush(_mark(option, box).color())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2)
    painter.restore()


def draw_focus_ring(option: QStyleOption, painter: QPainter) -> None:
    """Around what the keyboard is on, whole at every edge; not for who came with the mouse.

    The row that is selected says it by its bar.
    """
    state = option.state
    if state & _State.State_KeyboardFocusChange and not state & _State.State_Selected:
        draw_ring(option.rect, option.palette, painter)


def draw_ring(area: QRect, palette: QPalette, painter: QPainter) -> None:
    """The thin rounded ring of the keyboard focus, inside of an area."""
    begin(painter, QPen(accent(palette), THICK))
    painter.drawRoundedRect(within(area, THICK), RADIUS, RADIUS)
    painter.restore()


OUTSIDE_LINE: Final = 2
"""Pixels between a list and its outside: what it shows has square corners, and would paint over
the line's round ones."""


def draw_outside_line(option: QStyleOption, painter: QPainter) -> None:
    """The frame around a list, and the ground in its round corners."""
    begin(painter, QPen(blend_line(option.palette), THIN))
    painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(within(option.rect, THIN), SMALL_RADIUS, SMALL_RADIUS)
    painter.restore()


def draw_group(option: QStyleOption, painter: QPainter) -> None:
    """The panel behind what belongs together."""
    begin(painter, QPen(hairline(option.palette), THIN))
    painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(within(option.rect, THIN), CARD_RADIUS, CARD_RADIUS)
    painter.restore()


PRIMITIVES: Final[Mapping[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter], None]]] = {
    QStyle.PrimitiveElement.PE_FrameLineEdit: draw_frame,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: draw_check_box,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: draw_radio_button,
    QStyle.PrimitiveElement.PE_FrameFocusRect: draw_focus_ring,
    QStyle.PrimitiveElement.PE_Frame: draw_outside_line,
    QStyle.PrimitiveElement.PE_FrameGroupBox: draw_group,
}
"""What the style draws in place of Fusion."""


def blend_line(palette: QPalette) -> QColor:
    """A line that is seen as an edge, and is fainter than that of a field."""
    return blend(palette.color(QPalette.ColorRole.Base), outline(palette), 0.5)


def edge_of(option: QStyleOption) -> QColor:
    """The colour of the edge of a field, in its state."""
    palette: QPalette = option.palette
    state = option.state
    if not state & _State.State_Enabled:
        return blend_line(palette)
    if state & _State.State_HasFocus:
        return accent(palette)
    if state & _State.State_MouseOver:
        return blend(outline(palette), palette.color(QPalette.ColorRole.Text), 0.4)
    return outline(palette)


def begin(painter: QPainter, pen: QPen) -> None:
    """Ready the painter for an edge; the caller restores."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def within(area: QRect, width: float) -> QRectF:
    """The middle of a line that is `width` thick and whole inside of the area."""
    half = width / 2
    return QRectF(area).adjusted(half, half, -half, -half)


def _indicator(
    option: QStyleOption, painter: QPainter, *, marked: bool, thin: float = THIN
) -> QRectF:
    """Ready the painter for the outer shape, which is returned; the caller restores."""
    palette: QPalette = option.palette
    edge, state = edge_of(option), option.state
    focused = bool(state & _State.State_HasFocus)
    fill = palette.color(QPalette.ColorRole.Base)
    if marked:
        fill = accent(palette) if state & _State.State_Enabled else edge
        # The accent around a fill of the same colour says nothing.
        edge = palette.color(QPalette.ColorRole.Text) if focused else fill
    if state & _State.State_Sunken:
        fill = blend(fill, palette.color(QPalette.ColorRole.Text), 0.15)
    width = THICK if focused else thin
    begin(painter, QPen(edge, width))
    painter.setBrush(fill)
    side = min(option.rect.width(), option.rect.height(), beside_text(option.fontMetrics))
    square = QRect(0, 0, side, side)
    square.moveCenter(option.rect.center())
    return within(square, width)


def _mark(option: QStyleOption, box: QRectF) -> QPen:
    palette: QPalette = option.palette
    enabled = option.state & _State.State_Enabled
    colour = on_accent(palette) if enabled else palette.color(QPalette.ColorRole.Base)
    return QPen(
        colour,
        max(1.6, box.width() / UNIT),
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _at(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + box.width() * across, box.top() + box.height() * down)
