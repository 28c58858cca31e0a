"""What was noticed: about the file, in a line on every step; by the check, with what settles it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.imports.tabular import Note
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.views.dialogs.dialog_widgets import name_label, push_button
from smsbook_gui.views.looks.icons import sign
from smsbook_gui.views.looks.style import UNIT, Severity, ink, tone
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import Notice, ScrollContent
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_HIGHEST = 15 * UNIT
"""Of the list: what is below has to stay in sight."""
_SHARE = 0.25
"""Of the window's height: the most that offers take of it."""


_LETTERS_BESIDE = 40
"""Room for so many letters is left for the words of an offer beside its controls."""


class _Line(WrappedLabel):
    """A single text wraps; several are one line, cut off where there is no more room.

    The label's text always is the whole of it, for assistive technology.
    """

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self._title = ""
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def say(self, texts: Sequence[str]) -> None:
        """Show these texts."""
        self.setWordWrap(len(texts) == 1)
        self._title = tr("%Ln things to know about this file:", None, len(texts))
        self.setText(" ".join(texts if len(texts) == 1 else (self._title, *texts)))

    def shorten(self, short: bool) -> None:
        """Only tell how many there are, while they stand below."""
        self._short = short
        self.update()

    def colour(self, colour: QColor) -> None:
        """Write it in `colour`."""
        self._colour = colour
        ink(self, colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap():
            super().paintEvent(event)
            return
        mode = Qt.TextElideMode.ElideRight
        text = self._title if self._short else self.text()
        text = self.fontMetrics().elidedText(text, mode, self.width())
        painter = QPainter(self)
        painter.setPen(self._colour)
        painter.drawText(self.rect(), int(self.alignment()), text)
        painter.end()


class _List(QScrollArea):
    """Texts below one another, as high as they need up to a bound."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._lines: list[WrappedLabel] = []
        self._content = ScrollContent()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(UNIT // 2)
        self.setWidget(self._content)
        self.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)

    def say(self, texts: Sequence[str]) -> None:
        """Show these texts."""
        while self._lines:
            line = self._lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [WrappedLabel(tr("• {text}").format(text=text)) for text in texts]
        for line in self._lines:
            line.setIndent(3 * UNIT)
            self._column.addWidget(line)
            line.show()  # Qt would do so later, and a layout does not count what is hidden
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """By the width beside a scroll bar, be there one or not: else one brings the other back."""
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        height = max(0, self._column.totalHeightForWidth(width))
        self._content.setFixedSize(max(0, width), height)
        self.setFixedHeight(min(height, _HIGHEST))


class NotesBar(QWidget):
    """Hidden while there is nothing to say; one note is said in full, several behind "Show".

    `needs` tells the height that it takes: what is below has to keep its own.
    """

    needs = Signal(int)
    _ready = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self._unfolded = False
        self._sign = Label()
        self._sign.setFixedSize(QSize(2 * UNIT, 2 * UNIT))
        self._line = _Line()
        self._more = QToolButton()
        self._more.setCheckable(True)
        self._more.setAutoRaise(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.toggled.connect(self._unfold)
        self._list = _List(tr("All that was noticed about this file"))
        self._lay_out()
        self._ready = True
        self._unfold(False)
        self.setVisible(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self._sign)
        row.addWidget(self._line, 1)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(row)
        column.addWidget(self._list)
        name_label(self._line, tr("About this file"))

    def show_notes(self, notes: tuple[Note, ...], *, unfolded: bool = False) -> None:
        """Show these; the list opens by itself when `unfolded` becomes true, and closes again."""
        if notes != self._notes:
            self._notes = notes
            self._line.say([said(note.text) for note in notes])
            self._list.say([said(note.text) for note in notes])
            self._apply_palette()
        several = len(notes) > 1
        self._more.setVisible(several)
        if unfolded is not self._unfolded or not several:
            self._more.setChecked(unfolded and several)
        self._unfolded = unfolded
        self.setVisible(bool(notes))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ready and event.size().width() != event.oldSize().width():
            self._tell()

    def _tell(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        wraps = layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(self.width()) if wraps else layout.sizeHint().height()
        self.needs.emit(height if self._notes else 0)

    def _apply_palette(self) -> None:
        colour = tone(Severity.WARNING, self.palette())
        self._sign.setPixmap(sign("attention", colour, self))
        self._line.colour(colour)

    def _unfold(self, unfolded: bool) -> None:
        text = tr("Hide") if unfolded else tr("Show")
        self._more.setText(text)
        self._more.setAccessibleName(
            tr("{button} all that was noticed about this file").format(button=text)
        )
        self._line.shorten(unfolded)
        self._list.setVisible(unfolded)
        self._tell()


def button_of(name: str, act: Callable[[], None]) -> QPushButton:
    """A button that does this."""
    button = push_button(name)
    button.clicked.connect(lambda _checked=False: act())
    return button


def offer_of(name: str, act: Callable[[], None]) -> "Offer":
    """An offer with one button."""
    return Offer(button_of(name, act))


class Offer(QWidget):
    """What was noticed, and the controls that settle it; hidden while there is nothing."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        self._notice = Notice()
        self._controls = controls
        self._bar = QWidget()
        self._flow = FlowLayout(self._bar, spacing=UNIT)
        for control in controls:
            self._flow.addWidget(control)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(UNIT)
        self._row.addWidget(self._notice, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._bar)
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The controls stand beside the words, or under them where there is no room."""
        super().resizeEvent(event)
        words = _LETTERS_BESIDE * self.fontMetrics().averageCharWidth()
        beside = event.size().width() >= self._flow.sizeHint().width() + words
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        # What flows asks for its widest part only, and would be given no more.
        self._bar.setMinimumWidth(self._flow.sizeHint().width() if beside else 0)

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
