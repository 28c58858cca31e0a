"""How text fields, check boxes and radio buttons are drawn where the desktop has no own style.

Fusion draws their edges a little darker than the window, which cannot be seen on a dark one.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption

from smsbook_gui.views.widgets.style import blend, outline

_State = QStyle.StateFlag
_RADIUS = 3.0
_THIN, _THICK = 1.0, 2.0
_ROUND = 1.4
"""A thin circle is fainter than a thin straight line: no pixel of it is covered whole."""


def draw_frame(option: QStyleOption, painter: QPainter) -> None:
    """The edge of a text field or combo box; thick and in the accent while it has the focus."""
    focused = bool(option.state & _State.State_HasFocus)
    _begin(painter, QPen(_edge(option), _THICK if focused else _THIN))
    painter.drawRoundedRect(_within(option.rect, painter.pen().widthF()), _RADIUS, _RADIUS)
    painter.restore()


def draw_check_box(option: QStyleOption, painter: QPainter) -> None:
    """The square of a check box: empty, ticked, or with a bar for "some of them"."""
    ticked = bool(option.state & _State.State_On)
    some = bool(option.state & _State.State_NoChange)
    box = _indicator(option, painter, marked=ticked or some)
    painter.drawRoundedRect(box, _RADIUS - 1, _RADIUS - 1)
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


PRIMITIVES: Final[Mapping[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter], None]]] = {
    QStyle.PrimitiveElement.PE_FrameLineEdit: draw_frame,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: draw_check_box,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: draw_radio_button,
}
"""What the style draws in place of Fusion."""


def _indicator(
    option: QStyleOption, painter: QPainter, *, marked: bool, thin: float = _THIN
) -> QRectF:
    """Ready the painter for the outer shape, which is returned; the caller restores."""
    palette: QPalette = option.palette
    edge, state = _edge(option), option.state
    focused = bool(state & _State.State_HasFocus)
    fill = palette.color(QPalette.ColorRole.Base)
    if marked:
        enabled = state & _State.State_Enabled
        fill = palette.color(QPalette.ColorRole.Highlight) if enabled else edge
        # The accent around a fill of the same colour says nothing.
        edge = palette.color(QPalette.ColorRole.Text) if focused else fill
    if state & _State.State_Selected:  # on a selected row or menu entry
        edge = palette.color(QPalette.ColorRole.HighlightedText)
    if state & _State.State_Sunken:
        fill = blend(fill, palette.color(QPalette.ColorRole.Text), 0.15)
    width = _THICK if focused else thin
    _begin(painter, QPen(edge, width))
    painter.setBrush(fill)
    side = min(option.rect.width(), option.rect.height())
    square = QRect(0, 0, side, side)
    square.moveCenter(option.rect.center())
    return _within(square, width)


def _edge(option: QStyleOption) -> QColor:
    palette: QPalette = option.palette
    state = option.state
    if not state & _State.State_Enabled:
        return outline(palette)  # the disabled palette's text is faint, and so is this
    if state & _State.State_HasFocus:
        return palette.color(QPalette.ColorRole.Accent)
    if state & _State.State_MouseOver:
        return blend(outline(palette), palette.color(QPalette.ColorRole.Text), 0.4)
    return outline(palette)


def _mark(option: QStyleOption, box: QRectF) -> QPen:
    enabled = option.state & _State.State_Enabled
    role = QPalette.ColorRole.HighlightedText if enabled else QPalette.ColorRole.Base
    return QPen(
        option.palette.color(role),
        max(1.6, box.width() / 8),
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _begin(painter: QPainter, pen: QPen) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _within(area: QRect, width: float) -> QRectF:
    half = width / 2
    return QRectF(area).adjusted(half, half, -half, -half)


def _at(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + box.width() * across, box.top() + box.height() * down)
