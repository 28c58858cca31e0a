"""What the window shows while there is no account: drop a list, connect, or look around."""

from importlib.resources import as_file

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from smsbook_gui.resources import resource
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import START
from smsbook_gui.views.dialogs.dialog_widgets import push_button
from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import (
    CARD_RADIUS,
    LEAD_TYPE,
    QUIET,
    TITLE_TYPE,
    UNIT,
    Severity,
    blend,
    heading,
    outline,
    tone,
)
from smsbook_gui.views.widgets.form_field import ScrollContent
from smsbook_gui.views.widgets.guide_links import GuideLink, set_guide_page
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_PICTURE = 9 * UNIT
_ICON = 4 * UNIT
_WIDTH, _LETTERS = 66 * UNIT, 62
"""How wide it is at least and at most, in pixels and in letters, where there is room."""
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


def _centred(text: str) -> WrappedLabel:
    label = WrappedLabel(text)
    label.setAlignment(_MIDDLE | Qt.AlignmentFlag.AlignVCenter)
    return label


def app_picture(size: int, ratio: float) -> QPixmap:
    """The program's own icon, `size` device-independent pixels large."""
    with as_file(resource("icons", "smsbook.svg")) as path:
        return QIcon(str(path)).pixmap(QSize(size, size), ratio)


class _DropCard(QFrame):
    """Where a list is dropped. `wanted`: the person wants to choose the file instead."""

    wanted = Signal()

    _ready = False

    def __init__(self) -> None:
        super().__init__()
        self._over = False
        self._sign = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        title = _centred(tr("Drop your list here"))
        heading(title, LEAD_TYPE)
        words = _centred(
            tr(
                "Excel, CSV or a contacts file. It is checked and repaired on this computer, and "
                "nothing is sent before you connect."
            )
        )
        words.setForegroundRole(QUIET)
        choose = push_button(tr("Choose a file…"))
        choose.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self._sign)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(UNIT // 2)
        column.addWidget(choose, 0, _MIDDLE)
        self._ready = True
        self._apply_palette()

    def show_over(self, over: bool) -> None:
        """Whether a file is held over the window."""
        self._over = over
        self._apply_palette()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        accent = tone(Severity.ACCENT, palette)
        base = palette.color(QPalette.ColorRole.Base)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(blend(base, accent, 0.12) if self._over else base)
        pen = QPen(accent if self._over else outline(palette), 2.0 if self._over else 1.2)
        if not self._over:
            pen.setDashPattern([5.0, 4.0])
        painter.setPen(pen)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS
        )
        painter.end()

    def _apply_palette(self) -> None:
        palette = self.palette()
        colour = tone(Severity.ACCENT if self._over else Severity.QUIET, palette)
        self._sign.setPixmap(pixmap("import", colour, _ICON, self.devicePixelRatioF()))


class WelcomePage(QScrollArea):
    """The first thing that a person sees. What it asks for are signals."""

    connect_wanted = Signal()
    practice_wanted = Signal()
    file_wanted = Signal()

    _ready = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, START)
        self.setAccessibleName(tr("Welcome to SMS Book"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._card = _DropCard()
        self._connect = push_button(tr("Connect to your SMS service"))
        self._practice = push_button(tr("Look around with sample contacts"))
        self._connect.setDefault(True)
        for button in (self._connect, self._practice):
            button.setMinimumHeight(4 * UNIT)
        self._connect.clicked.connect(self.connect_wanted)
        self._practice.clicked.connect(self.practice_wanted)
        self._card.wanted.connect(self.file_wanted)
        self._middle = QWidget()
        self._lay_out()
        self._picture.setPixmap(app_picture(_PICTURE, self.devicePixelRatioF()))
        self._ready = True

    def show_over(self, over: bool) -> None:
        """Whether a file is held over the window."""
        self._card.show_over(over)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at what to press; a focus proxy would hide what stands before it."""
        super().showEvent(event)
        self._connect.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.FontChange:
            self._place_buttons()

    def _place_buttons(self) -> None:
        """Beside one another where there is room, and lines of a length that is good to read."""
        width = max(_WIDTH, _LETTERS * self.fontMetrics().averageCharWidth())
        self._middle.setMaximumWidth(width)
        both = self._connect.sizeHint().width() + self._practice.sizeHint().width() + UNIT
        beside = both <= min(width, self.viewport().width() - 6 * UNIT)
        ways = QBoxLayout.Direction
        self._buttons.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _lay_out(self) -> None:
        title = _centred(tr("Welcome to SMS Book"))
        heading(title, TITLE_TYPE)
        words = _centred(
            tr(
                "All contacts of your SMS service in one table: find and correct them, add "
                "many at once, and undo whatever went wrong."
            )
        )
        words.setForegroundRole(QUIET)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(UNIT)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._connect)
        self._buttons.addWidget(self._practice)
        self._buttons.addStretch(1)
        inside = QVBoxLayout(self._middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(UNIT)
        inside.addWidget(self._picture)
        inside.addWidget(title)
        inside.addWidget(words)
        inside.addSpacing(2 * UNIT)
        inside.addWidget(self._card)
        inside.addSpacing(2 * UNIT)
        inside.addLayout(self._buttons)
        inside.addWidget(GuideLink(tr("How does this work?"), START), 0, _MIDDLE)
        content = ScrollContent()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._middle, 100)
        centred.addStretch(1)
        column.addStretch(2)
        column.addLayout(centred)
        column.addStretch(3)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
