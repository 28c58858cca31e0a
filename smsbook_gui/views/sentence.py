"""Words to read, in labels that wrap them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

_Align = Qt.AlignmentFlag


class Sentence(QLabel):
    """Plain text that wraps, and begins at the edge at which the window's lines begin.

    QLabel goes by the text: a sentence in another script than the window's direction stands at the
    far edge, away from its icon. Centred text stays in the middle.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        self._lean()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lean()

    def _lean(self) -> None:
        if not self.alignment() & _Align.AlignHCenter:
            side = _Align.AlignRight if self.isRightToLeft() else _Align.AlignLeft
            self.setAlignment(side | _Align.AlignAbsolute | _Align.AlignVCenter)
