"""The program's own style for pictures of its windows, in which nothing moves by itself."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionProgressBar, QWidget

from smsbook_gui.views.looks.slim_style import SlimStyle


class StillStyle(SlimStyle):
    """No caret is seen, which blinks: whether it is there would be chance."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric is QStyle.PixelMetric.PM_TextCursorWidth:
            return 0
        return super().pixelMetric(metric, option, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        opt: QStyleOption,
        p: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """A bar that nobody knows the end of stands at a third."""
        if isinstance(opt, QStyleOptionProgressBar) and opt.minimum == opt.maximum:
            opt.maximum, opt.progress = opt.minimum + 3, opt.minimum + 1
        super().drawControl(element, opt, p, widget)
