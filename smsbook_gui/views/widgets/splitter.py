"""Parts side by side, or one over the other, with handles between them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter, QWidget


class Splitter(QSplitter):
    """None of the parts loses its edge where one reads from right to left.

    There Qt puts all of them a pixel too far to the right, the first one out of sight.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._keep_edge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._keep_edge()

    def _keep_edge(self) -> None:
        mirrored = self.isRightToLeft() and self.orientation() is Qt.Orientation.Horizontal
        self.setContentsMargins(0, 0, int(mirrored), 0)
