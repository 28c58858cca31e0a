"""Words to read, in labels that wrap them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from smsbook_gui.views.widgets.plain_text import Label

_Align = Qt.AlignmentFlag


def window_edge(widget: QWidget, side: Qt.AlignmentFlag = _Align.AlignLeading) -> Qt.AlignmentFlag:
    """The edge at which the lines of the widget's window begin (AlignLeading) or end.

    For QLabel, which goes by the direction of its text: a sentence in another script than the
    window's stands at the far edge otherwise, away from its icon.
    """
    right = widget.isRightToLeft() is (side == _Align.AlignLeading)
    return (_Align.AlignRight if right else _Align.AlignLeft) | _Align.AlignAbsolute


class WrappedLabel(Label):
    """Text that wraps, at the edge at which the window's lines begin, or centred."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self._lean()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lean()

    def _lean(self) -> None:
        if not self.alignment() & _Align.AlignHCenter:
            self.setAlignment(window_edge(self) | _Align.AlignVCenter)
