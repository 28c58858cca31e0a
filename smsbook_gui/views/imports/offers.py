"""What the check noticed, each with what settles it; many scroll, and leave room for the rows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.widgets.dialog_widgets import push_button
from smsbook_gui.views.widgets.form_field import Notice, ScrollContent
from smsbook_gui.views.widgets.style import UNIT, Severity

_SHARE = 0.3
"""Of the window's height: the most that they take of it."""


def button_of(name: str, act: Callable[[], None]) -> QPushButton:
    """A button that does this."""
    button = push_button(name)
    button.clicked.connect(lambda _checked=False: act())
    return button


def rename(button: QPushButton, text: str) -> None:
    """Another text on a button, to be seen and heard."""
    button.setText(text)
    button.setAccessibleName(text)


def offer_of(name: str, act: Callable[[], None]) -> "Offer":
    """An offer with one button."""
    return Offer(button_of(name, act))


class Offer(QWidget):
    """What was noticed, and the controls that settle it; hidden while there is nothing."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        self._notice = Notice()
        self._controls = controls
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._notice, 1, Qt.AlignmentFlag.AlignVCenter)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setVisible(False)

    def offer(self, text: str, which: Severity) -> None:
        """Say this; "" hides it."""
        self._notice.say(text, which)
        for control in self._controls:
            control.setAccessibleDescription(text)
        self.setVisible(bool(text))

    def enable(self, enabled: bool) -> None:
        """Whether its controls can be used."""
        for control in self._controls:
            control.setEnabled(enabled)


class Offers(QScrollArea):
    """Notices and offers below one another, as high as they need up to a share of the window."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(tr("What was found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._content = ScrollContent()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(UNIT)
        for part in parts:
            self._column.addWidget(part)
        self.setWidget(self._content)
        self.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        self._content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fits when something is said or taken back."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = round(self.window().height() * _SHARE)
        needed = self._column.totalHeightForWidth(self.width())
        if needed > most:  # a scroll bar takes some of the width
            bar = self.verticalScrollBar().sizeHint().width()
            needed = self._column.totalHeightForWidth(self.width() - bar)
        self.setFixedHeight(max(0, min(needed, most)))
