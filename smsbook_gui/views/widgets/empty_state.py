"""A quiet word where there is nothing to show, and what to do first."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import LARGE_ICON, LEAD_TYPE, QUIET, UNIT, quiet, sized
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.plain_text import Label

_ICON_SIZE = LARGE_ICON
_BAR_WIDTH = 30 * UNIT
_WIDEST = 53 * UNIT
"""Lines of text any longer are hard to read."""


class EmptyState(QWidget):
    """An icon, a title, a sentence and up to two buttons. `chosen` carries the button's key."""

    chosen = Signal(str)

    _ready = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = ""
        self._picture = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._text = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._text.setForegroundRole(QUIET)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setMaximumWidth(_WIDEST)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BAR_WIDTH, UNIT)
        self._bar.hide()
        self._bar_of_buttons = QWidget()
        self._buttons = FlowLayout(self._bar_of_buttons, spacing=UNIT, centred=True)
        self._keys: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        column.setSpacing(UNIT)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addSpacing(UNIT // 2)
        for label in (self._title, self._text):
            centred = QHBoxLayout()
            centred.addStretch(1)
            centred.addWidget(label, 100)
            centred.addStretch(1)
            column.addLayout(centred)
        column.addSpacing(UNIT)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._bar_of_buttons)
        column.addStretch(3)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._ready = True
        self._apply_palette()

    def show_words(
        self, icon_name: str, title: str, text: str, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Say it. `buttons` are (key, text); the first one is the one to press."""
        self._icon_name = icon_name
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        if buttons != self._keys:
            self._keys = buttons
            self._make_buttons()
        self._apply_palette()

    def show_work(self, name: str) -> None:
        """Something is under way, and nobody knows how far it is; `name` is for screen readers."""
        self._bar.setAccessibleName(name)
        self._bar.show()

    def _make_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, text in self._keys:
            button = QPushButton(text)
            button.setAccessibleName(text)
            button.setDefault(key == self._keys[0][0])
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._buttons.addWidget(button)
            button.show()  # with its words, not a turn of the event loop later

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        palette = self.palette()
        self._title.setFont(sized(self.font(), LEAD_TYPE, strong=True))
        if self._icon_name:
            colour = quiet(palette)
            colour.setAlphaF(0.7)
            self._picture.setPixmap(
                pixmap(self._icon_name, colour, _ICON_SIZE, self.devicePixelRatioF())
            )
