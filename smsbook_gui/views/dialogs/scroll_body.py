"""The part of a dialog that scrolls where the screen is too low for all of it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.form_field import ScrollContent

_LOWEST = 10 * UNIT


class ScrollBody(QScrollArea):
    """Asks for the height that all of its content needs, and scrolls when it gets less.

    With large text a dialog may need more than the screen has; its buttons stay in sight.
    """

    def __init__(self) -> None:
        super().__init__()
        content = ScrollContent()
        self.column = QVBoxLayout(content)
        """Where the content goes."""
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The dialog's own ground, not that of a list.
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What its content needs now is news for the dialog, too."""
        handled = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.column.activate()  # with what was hidden or shown just now
        return self.column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self.column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.column.minimumSize().width() + bar, _LOWEST)
