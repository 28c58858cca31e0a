"""The quiet line over contacts that never leave the computer: what they are, and the way on."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.shell.practice import (
    PracticeKind,
    PracticeViewModel,
    ToTry,
    try_text,
)
from smsbook_gui.views.dialogs.dialog_widgets import push_button
from smsbook_gui.views.looks.icons import put_icon, sign
from smsbook_gui.views.looks.style import (
    INPUT_HEIGHT,
    QUIET,
    TARGET,
    UNIT,
    Severity,
    beside_text,
    blend,
    hairline,
    tone,
)
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIDE = UNIT + UNIT // 2


class _Thing(QWidget):
    """One thing to try: an empty ring, or a tick once it was done."""

    _ready = False

    def __init__(self, what: ToTry) -> None:
        super().__init__()
        self._words = try_text(what)
        self._done = False
        self._sign = Label()
        self._text = WrappedLabel(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, UNIT, 0)
        row.setSpacing(UNIT // 2)
        # Beside the first line, and as high as the button that hides all of them.
        self._sign.setFixedHeight(max(TARGET, self._text.fontMetrics().height()))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self._ready = True
        self.show_done(False)

    def sizeHint(self) -> QSize:
        """On one line; narrower, the words wrap."""
        sign = super().sizeHint().width() - self._text.sizeHint().width()
        words = self._text.fontMetrics().horizontalAdvance(self._words) + 1
        return QSize(sign + words, self.heightForWidth(sign + words))

    @property
    def said(self) -> str:
        """What it is, and whether it was done."""
        return tr("{what}: done").format(what=self._words) if self._done else self._words

    def picture(self) -> QIcon:
        """The ring or the tick, for a menu."""
        return QIcon(self._sign.pixmap())

    def show_done(self, done: bool) -> None:
        """Whether the person did it."""
        self._done = done
        self._text.setAccessibleName(self.said)
        self._text.setForegroundRole(QUIET if done else QPalette.ColorRole.WindowText)
        self._apply_palette()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        colour = tone(Severity.GOOD if self._done else Severity.QUIET, self.palette())
        name = "status-saved" if self._done else "to-do"
        self._sign.setPixmap(sign(name, colour, self))


class PracticeLine(QWidget):
    """Renders PracticeState. Its buttons are signals; `try_wanted` carries what is to be tried.

    Where all that there is to say does not fit, it is one line: what it is in a word or two, and a
    menu of what there is to try.
    """

    connect_wanted = Signal()
    send_wanted = Signal()
    save_wanted = Signal()
    try_wanted = Signal(object)

    _ready = False

    def __init__(self, model: PracticeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName(tr("Practice"))
        self._sign = Label()
        self._words = WrappedLabel()
        self._things = {what: _Thing(what) for what in ToTry}
        self._hide = QToolButton()
        self._hide.setAutoRaise(True)
        self._hide.setAccessibleName(tr("Hide what there is to try"))
        set_tip(self._hide, tr("Hide what there is to try"))
        self._hide.clicked.connect(model.hide)
        self._buttons = self._make_buttons()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu_button = QToolButton()
        self._menu_button.setAutoRaise(True)
        self._menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu_button.setMinimumHeight(INPUT_HEIGHT)
        self._menu_button.clicked.connect(self._open_menu)
        self._trying = QWidget()
        self._lay_out()
        # As narrow as there is room for: `_arrange` sees to it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._ready = True
        self._apply_palette()
        model.state_changed.connect(self._render)
        self._render()

    def _make_buttons(self) -> tuple[QPushButton, ...]:
        offers: tuple[tuple[str, SignalInstance], ...]
        if self._model.state.kind is PracticeKind.OWN_LIST:
            offers = (
                (tr("Save as a clean file…"), self.save_wanted),
                (tr("Send it…"), self.send_wanted),
            )
        else:
            offers = ((tr("Connect now"), self.connect_wanted),)
        buttons = []
        for text, offer in offers:
            button = push_button(text)
            button.clicked.connect(offer)
            buttons.append(button)
        return tuple(buttons)

    def _lay_out(self) -> None:
        under = QHBoxLayout(self._trying)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(UNIT // 2)
        for thing in self._things.values():
            under.addWidget(thing)
        under.addStretch(1)
        under.addWidget(self._hide, 0, Qt.AlignmentFlag.AlignTop)
        words = QHBoxLayout()
        words.setSpacing(UNIT)
        words.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self._words, 1)
        offers = QWidget()
        bar = FlowLayout(offers, spacing=UNIT)
        for button in (self._menu_button, *self._buttons):
            bar.addWidget(button)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(UNIT)
        self._head.addLayout(words, 1)
        self._head.addWidget(offers)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, UNIT // 2, _SIDE, UNIT // 2)
        column.setSpacing(UNIT // 2)
        column.addLayout(self._head)
        column.addWidget(self._trying)

    def _render(self) -> None:
        state = self._model.state
        self.setVisible(state.kind is not PracticeKind.NONE)
        for what, thing in self._things.items():
            thing.show_done(what in state.tried)
        left = len(ToTry) - len(state.tried)
        self._menu_button.setText(tr("%Ln to try", None, left))
        self._menu_button.setAccessibleName(self._menu_button.text())
        self._arrange()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for what, thing in self._things.items():
            action = self._menu.addAction(thing.picture(), thing.said)
            action.triggered.connect(lambda _on=False, what=what: self.try_wanted.emit(what))
        self._menu.addSeparator()
        self._menu.addAction(self._hide.accessibleName()).triggered.connect(self._model.hide)

    def _open_menu(self) -> None:
        button = self._menu_button
        area = button.rect()
        corner = area.bottomRight() if self.isRightToLeft() else area.bottomLeft()
        self._menu.popup(button.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """All of it where it fits, else one line."""
        state, room = self._model.state, self.width() - 2 * _SIDE
        sign = beside_text(self.fontMetrics()) + UNIT
        buttons = sum(button.sizeHint().width() + UNIT for button in self._buttons)
        things = 0
        if state.trying:
            things = self._hide.sizeHint().width()
            things += sum(each.sizeHint().width() + UNIT // 2 for each in self._things.values())
        whole = self._width_of(state.text)
        short = max(sign + whole + buttons, things) > room
        tries = short and state.trying and len(state.tried) < len(ToTry)
        if tries:
            buttons += self._menu_button.sizeHint().width() + UNIT
        words = state.short_text if short else state.text
        self._words.setText(words)
        self._words.setAccessibleName(state.text)
        set_tip(self._words, state.text if short else "")
        self._menu_button.setVisible(tries)
        self._trying.setVisible(state.trying and not short)
        ways = QBoxLayout.Direction
        beside = sign + self._width_of(words) + buttons <= room
        self._head.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.updateGeometry()  # setting a direction does not tell what is around

    def _width_of(self, words: str) -> int:
        return self._words.fontMetrics().horizontalAdvance(words) + 1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self)
        ground = blend(
            palette.color(QPalette.ColorRole.Window), tone(Severity.ACCENT, palette), 0.06
        )
        painter.fillRect(self.rect(), ground)
        painter.fillRect(0, self.height() - 1, self.width(), 1, hairline(palette))
        painter.end()

    def _apply_palette(self) -> None:
        colour = tone(Severity.ACCENT, self.palette())
        self._sign.setPixmap(sign("practice", colour, self))
        put_icon(self._hide, "close", self)
        put_icon(self._menu_button, "to-do", self)
