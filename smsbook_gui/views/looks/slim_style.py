"""The app's own look for desktops that bring none: Fusion, flat and with soft corners.

What is drawn stands in `slim_inputs`, `slim_buttons` and `slim_items`; the sizes and colours are
those of `style`. A style sheet would do it in fewer lines, and makes every repaint slower.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPalette,
    QPixmap,
    QRegion,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QProxyStyle,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionToolButton,
    QStyleOptionViewItem,
    QWidget,
)

from smsbook_gui.views.looks import slim_buttons, slim_inputs, slim_items
from smsbook_gui.views.looks.style import (
    CARD_RADIUS,
    INPUT_HEIGHT,
    QUIET,
    SMALL_ICON,
    TARGET,
    UNIT,
    accent,
    beside_text,
    hairline,
)

_SHORTEST = 4 * UNIT
_INSET = UNIT // 2
_TEXT_INSET = UNIT // 2
_Content, _Primitive, _Control = QStyle.ContentsType, QStyle.PrimitiveElement, QStyle.ControlElement
_INPUTS = frozenset({_Content.CT_LineEdit, _Content.CT_ComboBox, _Content.CT_PushButton})
_TICKS = frozenset({_Content.CT_CheckBox, _Content.CT_RadioButton})
_MEASURES = {
    QStyle.PixelMetric.PM_MenuVMargin: UNIT // 2,
    QStyle.PixelMetric.PM_DefaultFrameWidth: 1,
    QStyle.PixelMetric.PM_FocusFrameHMargin: UNIT,
    QStyle.PixelMetric.PM_HeaderMargin: UNIT + 1,
}


_BESIDE_TEXT = frozenset(
    {
        QStyle.PixelMetric.PM_SmallIconSize,
        QStyle.PixelMetric.PM_ButtonIconSize,
        QStyle.PixelMetric.PM_LineEditIconSize,
        QStyle.PixelMetric.PM_IndicatorWidth,
        QStyle.PixelMetric.PM_IndicatorHeight,
        QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
        QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
    }
)
_ARROWS = {
    Qt.ArrowType.UpArrow: QStyle.PrimitiveElement.PE_IndicatorArrowUp,
    Qt.ArrowType.DownArrow: QStyle.PrimitiveElement.PE_IndicatorArrowDown,
    Qt.ArrowType.LeftArrow: QStyle.PrimitiveElement.PE_IndicatorArrowLeft,
    Qt.ArrowType.RightArrow: QStyle.PrimitiveElement.PE_IndicatorArrowRight,
}


class SlimStyle(QProxyStyle):
    """For desktops without a style of their own.

    Qt asks for hints and places over a thousand times for a dialog, and an answer in Python takes
    many times as long, so what a widget can be told once is done in `polish`.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._corners = _RoundCorners(self)

    def polish(self, arg__1: QWidget) -> None:  # type: ignore[override]  # one of three overloads
        super().polish(arg__1)
        if isinstance(arg__1, QMenu):
            self._corners.watch(arg__1)
        elif isinstance(arg__1, QLineEdit):
            _indent(arg__1, _TEXT_INSET)
        elif isinstance(arg__1, QPushButton) and isinstance(arg__1.parent(), QDialogButtonBox):
            arg__1.setIcon(QIcon())  # Qt's own coloured ones

    def unpolish(self, arg__1: QWidget) -> None:  # type: ignore[override]  # one of two overloads
        super().unpolish(arg__1)
        if isinstance(arg__1, QLineEdit):
            _indent(arg__1, -_TEXT_INSET)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        is_frame = metric is QStyle.PixelMetric.PM_DefaultFrameWidth
        if is_frame and isinstance(widget, QAbstractScrollArea):
            return slim_inputs.OUTSIDE_LINE
        known = _MEASURES.get(metric)
        if known is not None:
            return known
        usual = super().pixelMetric(metric, option, widget)
        if metric not in _BESIDE_TEXT:
            return usual
        metrics = QFontMetrics(QApplication.font()) if widget is None else widget.fontMetrics()
        side = beside_text(metrics)
        return side if side > SMALL_ICON else usual

    def sizeFromContents(
        self,
        ct: QStyle.ContentsType,
        opt: QStyleOption,
        contentsSize: QSize,
        w: QWidget | None = None,
    ) -> QSize:
        size = super().sizeFromContents(ct, opt, contentsSize, w)  # type: ignore[arg-type]  # may be None
        if ct in _INPUTS:
            return size.expandedTo(QSize(0, INPUT_HEIGHT))
        if ct in _TICKS:
            return size.expandedTo(QSize(0, TARGET))
        if ct is _Content.CT_ToolButton:
            return size.expandedTo(QSize(TARGET, TARGET))
        if ct is _Content.CT_ItemViewItem:
            return size.expandedTo(QSize(0, opt.fontMetrics.height() + 2 * UNIT))
        if ct is _Content.CT_MenuItem:
            return size + QSize(UNIT, UNIT // 2)
        return size + QSize(0, UNIT // 2) if ct is _Content.CT_HeaderSection else size

    def subControlRect(
        self,
        cc: QStyle.ComplexControl,
        opt: QStyleOptionComplex,
        sc: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if cc is QStyle.ComplexControl.CC_ScrollBar and isinstance(widget, QScrollBar):
            return _scroll_bar_part(widget, sc)
        area = super().subControlRect(cc, opt, sc, widget)  # type: ignore[arg-type]  # may be None
        combo = cc is QStyle.ComplexControl.CC_ComboBox
        if combo and sc is QStyle.SubControl.SC_ComboBoxEditField:
            indented = area.adjusted(_TEXT_INSET, 0, 0, 0)
            return QStyle.visualRect(opt.direction, area, indented)
        return area

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = slim_inputs.PRIMITIVES.get(element)
        if draw is not None:
            if element is not _Primitive.PE_FrameFocusRect or not isinstance(widget, QPushButton):
                draw(option, painter)
        elif element is _Primitive.PE_PanelButtonTool:
            slim_buttons.draw_tool_panel(option, painter)
        elif element is _Primitive.PE_PanelItemViewRow:
            pass  # the cells paint their ground
        elif element is _Primitive.PE_PanelItemViewItem and isinstance(
            option, QStyleOptionViewItem
        ):
            slim_items.draw_item_ground(option, painter, widget)
        elif element is _Primitive.PE_PanelMenu:
            slim_items.draw_menu_panel(option, painter)
        elif element is not _Primitive.PE_FrameMenu:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        opt: QStyleOption,
        p: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if isinstance(opt, QStyleOptionButton) and element is _Control.CE_PushButtonBevel:
            slim_buttons.draw_bevel(opt, p, primary=slim_buttons.is_primary(opt, widget))
        elif isinstance(opt, QStyleOptionButton) and element is _Control.CE_PushButtonLabel:
            primary = slim_buttons.is_primary(opt, widget)
            super().drawControl(element, slim_buttons.with_ink(opt) if primary else opt, p, widget)
        elif isinstance(opt, QStyleOptionComboBox) and element is _Control.CE_ComboBoxLabel:
            super().drawControl(element, self._shortened(opt, widget), p, widget)
        elif isinstance(opt, QStyleOptionToolButton) and element is _Control.CE_ToolButtonLabel:
            super().drawControl(element, self._with_arrow(opt, widget), p, widget)
        elif isinstance(opt, QStyleOptionMenuItem) and element is _Control.CE_MenuItem:
            self._draw_menu_item(opt, p, widget)
        elif isinstance(opt, QStyleOptionHeader) and element is _Control.CE_HeaderSection:
            slim_items.draw_header_section(opt, p)
        elif isinstance(opt, QStyleOptionHeader) and element is _Control.CE_HeaderLabel:
            super().drawControl(element, slim_items.quiet_header(opt), p, widget)
        elif isinstance(opt, QStyleOptionProgressBar):
            self._draw_progress_bar(element, opt, p, widget)
        elif element is _Control.CE_HeaderEmptyArea:
            p.fillRect(opt.rect, opt.palette.color(QPalette.ColorRole.Base))
        elif element is _Control.CE_ToolBar and widget is not None:
            p.fillRect(opt.rect, opt.palette.window())
            p.setPen(hairline(opt.palette))
            p.drawLine(opt.rect.bottomLeft(), opt.rect.bottomRight())
        else:
            super().drawControl(element, opt, p, widget)

    def _shortened(
        self, option: QStyleOptionComboBox, widget: QWidget | None
    ) -> QStyleOptionComboBox:
        """The option for as much of the chosen text as there is room for."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget)
        beside = 0 if option.currentIcon.isNull() else option.iconSize.width() + _TEXT_INSET
        made = QStyleOptionComboBox(option)
        mode, room = Qt.TextElideMode.ElideRight, field.width() - beside - 2
        made.currentText = option.fontMetrics.elidedText(option.currentText, mode, room)
        return made

    def _with_arrow(
        self, option: QStyleOptionToolButton, widget: QWidget | None
    ) -> QStyleOptionToolButton:
        """The option for a button whose arrow stands where its icon would: Qt leaves it at the left
        where one reads from right to left."""
        element = _ARROWS.get(option.arrowType)
        if (
            element is None
            or not option.features & QStyleOptionToolButton.ToolButtonFeature.Arrow
            or option.direction is not Qt.LayoutDirection.RightToLeft
        ):
            return option
        arrow = QStyleOption(option)
        arrow.rect = QRect(0, 0, option.iconSize.width(), option.iconSize.height())
        ratio = widget.devicePixelRatioF() if widget is not None else 1.0
        picture = QPixmap(option.iconSize * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.drawPrimitive(element, arrow, painter, widget)
        painter.end()
        made = QStyleOptionToolButton(option)
        made.features &= ~QStyleOptionToolButton.ToolButtonFeature.Arrow
        made.icon = QIcon(picture)
        return made

    def _draw_menu_item(
        self, option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None
    ) -> None:
        if slim_items.is_section(option):
            slim_items.draw_menu_section(option, painter)
            return
        if isinstance(widget, QComboBox):  # its list has the ground of a window
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Button))
        slim_items.draw_menu_ground(option, painter)
        plain = slim_items.unselected(option)
        super().drawControl(_Control.CE_MenuItem, plain, painter, widget)

    def _draw_progress_bar(
        self,
        element: QStyle.ControlElement,
        option: QStyleOptionProgressBar,
        painter: QPainter,
        widget: QWidget | None,
    ) -> None:
        if element is _Control.CE_ProgressBarGroove:
            slim_buttons.draw_groove(option, painter)
        elif element is _Control.CE_ProgressBarContents and option.maximum > option.minimum:
            mirrored = option.direction is Qt.LayoutDirection.RightToLeft
            slim_buttons.draw_progress(option, painter, mirrored=mirrored)
        else:  # Fusion moves the bar of work without an end
            palette = QPalette(option.palette)
            palette.setColor(QPalette.ColorRole.Highlight, accent(palette))
            made = QStyleOptionProgressBar(option)
            made.palette = palette
            super().drawControl(element, made, painter, widget)

    def drawComplexControl(
        self,
        cc: QStyle.ComplexControl,
        opt: QStyleOptionComplex,
        p: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if cc is QStyle.ComplexControl.CC_ComboBox and isinstance(opt, QStyleOptionComboBox):
            part = QStyle.SubControl.SC_ComboBoxArrow
            slim_inputs.draw_combo_box(opt, p, self.subControlRect(cc, opt, part, widget))
        elif cc is QStyle.ComplexControl.CC_ScrollBar and isinstance(widget, QScrollBar):
            _draw_scroll_bar(widget, p)
        else:
            super().drawComplexControl(cc, opt, p, widget)


class _RoundCorners(QObject):
    """Cuts the corners of menus off, where no compositor could show what is behind them."""

    def watch(self, menu: QMenu) -> None:
        """Round the corners of this one, whatever size it gets."""
        if QGuiApplication.platformName() == "xcb":
            menu.installEventFilter(self)
        else:
            menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QMenu):
            path = QPainterPath()
            path.addRoundedRect(QRectF(watched.rect()), CARD_RADIUS, CARD_RADIUS)
            watched.setMask(QRegion(path.toFillPolygon().toPolygon()))
        return False


def _indent(field: QLineEdit, by: int) -> None:
    """Have the text begin and end so much further in than it does."""
    now = field.textMargins()
    field.setTextMargins(now.left() + by, now.top(), now.right() + by, now.bottom())


def _draw_scroll_bar(bar: QScrollBar, painter: QPainter) -> None:
    """A rounded handle, no arrows; nothing where there is nothing to scroll."""
    if bar.maximum() <= bar.minimum():
        return
    palette = bar.palette()
    busy = bar.isSliderDown() or bar.underMouse()
    colour = palette.color(QUIET) if busy else slim_inputs.blend_line(palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    handle = _scroll_bar_part(bar, QStyle.SubControl.SC_ScrollBarSlider)
    handle.adjust(_INSET, _INSET, -_INSET, -_INSET)
    radius = min(handle.width(), handle.height()) / 2
    painter.drawRoundedRect(handle, radius, radius)
    painter.restore()


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
