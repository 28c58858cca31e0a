"""Fusion with quiet scroll bars (a rounded handle, no arrows), flat toolbars and visible inputs."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QProxyStyle,
    QScrollBar,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from smsbook_gui.views.widgets import slim_inputs
from smsbook_gui.views.widgets.style import INPUT_HEIGHT, QUIET, hairline

_SHORTEST = 32
_INSET = 4
_TEXT_INSET = 3
_INPUTS = frozenset(
    {
        QStyle.ContentsType.CT_LineEdit,
        QStyle.ContentsType.CT_ComboBox,
        QStyle.ContentsType.CT_PushButton,
    }
)


class SlimStyle(QProxyStyle):
    """For desktops without a style of their own."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0  # Qt's own coloured icons beside buttons that have none
        return super().styleHint(hint, option, widget, returnData)

    def sizeFromContents(
        self,
        ct: QStyle.ContentsType,
        opt: QStyleOption,
        contentsSize: QSize,
        w: QWidget | None = None,
    ) -> QSize:
        size = super().sizeFromContents(ct, opt, contentsSize, w)  # type: ignore[arg-type]  # may be None
        return size.expandedTo(QSize(0, INPUT_HEIGHT)) if ct in _INPUTS else size

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        area = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # may be None
        if element is QStyle.SubElement.SE_LineEditContents:
            area.adjust(_TEXT_INSET, 0, -_TEXT_INSET, 0)
        return area

    def subControlRect(
        self,
        cc: QStyle.ComplexControl,
        opt: QStyleOptionComplex,
        sc: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if cc is QStyle.ComplexControl.CC_ScrollBar and isinstance(widget, QScrollBar):
            return _scroll_bar_part(widget, sc)
        return super().subControlRect(cc, opt, sc, widget)  # type: ignore[arg-type]  # may be None

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = slim_inputs.PRIMITIVES.get(element)
        if draw is not None:
            draw(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        opt: QStyleOption,
        p: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is QStyle.ControlElement.CE_ToolBar and widget is not None:
            p.fillRect(opt.rect, opt.palette.window())
            p.setPen(hairline(opt.palette))
            p.drawLine(opt.rect.bottomLeft(), opt.rect.bottomRight())
        else:
            super().drawControl(element, opt, p, widget)

    def drawComplexControl(
        self,
        cc: QStyle.ComplexControl,
        opt: QStyleOptionComplex,
        p: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if cc is not QStyle.ComplexControl.CC_ScrollBar or not isinstance(widget, QScrollBar):
            super().drawComplexControl(cc, opt, p, widget)
            if cc is QStyle.ComplexControl.CC_ComboBox:
                slim_inputs.draw_frame(opt, p)
            return
        if widget.maximum() <= widget.minimum():
            return
        palette = widget.palette()
        busy = widget.isSliderDown() or widget.underMouse()
        role = QUIET if busy else QPalette.ColorRole.Mid
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(palette.color(role))
        handle = _scroll_bar_part(widget, QStyle.SubControl.SC_ScrollBarSlider)
        handle.adjust(_INSET, _INSET, -_INSET, -_INSET)
        radius = min(handle.width(), handle.height()) / 2
        p.drawRoundedRect(handle, radius, radius)
        p.restore()


def _scroll_bar_part(bar: QScrollBar, part: QStyle.SubControl) -> QRect:
    area = bar.rect()
    if part is QStyle.SubControl.SC_ScrollBarGroove:
        return area
    upright = bar.orientation() is Qt.Orientation.Vertical
    length = area.height() if upright else area.width()
    span = bar.maximum() - bar.minimum()
    handle = length
    if span > 0:
        handle = max(length * bar.pageStep() // (span + bar.pageStep()), min(_SHORTEST, length))
    mirrored = not upright and bar.layoutDirection() is Qt.LayoutDirection.RightToLeft
    start = QStyle.sliderPositionFromValue(
        bar.minimum(),
        bar.maximum(),
        bar.sliderPosition(),
        length - handle,
        bar.invertedAppearance() is not mirrored,
    )
    pieces = {
        QStyle.SubControl.SC_ScrollBarSlider: (start, handle),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, start),
        QStyle.SubControl.SC_ScrollBarAddPage: (start + handle, length - start - handle),
    }
    offset, extent = pieces.get(part, (0, 0))
    if upright:
        return QRect(area.left(), area.top() + offset, area.width(), extent)
    return QRect(area.left() + offset, area.top(), extent, area.height())
