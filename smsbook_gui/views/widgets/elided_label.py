"""One line of text that is shortened where there is no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.views.widgets.plain_text import Label, set_tip


class ElidedLabel(Label):
    """The tooltip and the accessible name have all of the text."""

    def __init__(self, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading) -> None:
        super().__init__()
        self._full = ""
        self._side = side
        self._lean()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_full(self, text: str) -> None:
        """Show `text`, or as much of it as there is room for."""
        self._full = shown(text)
        self.setAccessibleName(self._full)
        set_tip(self, self._full)
        self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._full, mode, self.width()))
