"""The banners over the table."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.banner import Banner, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.icons import icon, pixmap
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.style import CARD_RADIUS, ICON, UNIT, Severity, blend, tinted, tone
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_LOOKS = {
    BannerKind.DONE: ("status-saved", Severity.ACCENT),
    BannerKind.NOTE: ("info", Severity.ACCENT),
    BannerKind.PROBLEM: ("attention", Severity.BAD),
    BannerKind.DRAFT: ("draft", Severity.WARNING),
}
_ROOM_FOR_WORDS = 30 * UNIT


class _BannerBox(QWidget):
    """One banner: an icon, the words, its buttons."""

    chosen = Signal(int)
    closed = Signal()
    details_wanted = Signal()

    _ready = False

    def __init__(self, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self.banner = banner
        self.setAccessibleName(banner.text)
        self._picture = Label()
        words = WrappedLabel(banner.text)
        words.setAccessibleName(banner.text)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT + UNIT // 2, UNIT // 2, UNIT // 2, UNIT // 2)
        row.setSpacing(UNIT)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(UNIT // 2)
        self._body.addWidget(words, 1)
        row.addLayout(self._body, 1)
        self._bar = QWidget()
        flow = FlowLayout(self._bar, spacing=UNIT)
        for number, action in enumerate(banner.actions):
            button = self._button(action.text)
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            flow.addWidget(button)
        if banner.details:
            button = self._button(tr("Details"))
            button.clicked.connect(self.details_wanted)
            flow.addWidget(button)
        if flow.count():
            self._body.addWidget(self._bar)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.setAccessibleName(tr("Close this message"))
        set_tip(self._close, tr("Close this message"))
        self._close.clicked.connect(self.closed)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._ready = True
        self._apply_palette()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beside the words, or under them where there is no room."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._bar.sizeHint().width() + _ROOM_FOR_WORDS
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.setAutoDefault(True)
        return button

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

    def _apply_palette(self) -> None:
        name, which = _LOOKS[self.banner.kind]
        palette = self.palette()
        self._picture.setPixmap(pixmap(name, tone(which, palette), ICON, self.devicePixelRatioF()))
        self._close.setIcon(icon("close", palette))

    def paintEvent(self, event: QPaintEvent) -> None:
        which = _LOOKS[self.banner.kind][1]
        colour = tone(which, self.palette())
        base = self.palette().color(QPalette.ColorRole.Base)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(blend(base, colour, 0.45))
        painter.setBrush(tinted(base, which, self.palette()))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS
        )
        painter.end()


class BannerView(QWidget):
    """All banners, newest last. Mouse or focus on them holds their time.

    `details_requested` carries a banner.
    """

    details_requested = Signal(object)

    def __init__(self, banner: BannerViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banner = banner
        self._boxes: dict[int, _BannerBox] = {}
        self._hovered = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(UNIT, UNIT, UNIT, 0)
        self._column.setSpacing(UNIT // 2)
        self.setAccessibleName(tr("Messages"))
        banner.state_changed.connect(self._show_state)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        self._show_state()

    def _show_state(self) -> None:
        banners = {banner.number: banner for banner in self._banner.state.banners}
        for number in [number for number in self._boxes if number not in banners]:
            self._drop(self._boxes.pop(number))
        for number, banner in banners.items():
            if number not in self._boxes:
                self._boxes[number] = self._add(banner)
        self.setVisible(bool(self._boxes))
        if not self._boxes:
            self._hovered = False
        self._hold()

    def _add(self, banner: Banner) -> _BannerBox:
        box = _BannerBox(banner, self)
        number = banner.number
        box.chosen.connect(lambda action: self._banner.choose(number, action))
        box.closed.connect(lambda: self._banner.close(number))
        box.details_wanted.connect(lambda: self.details_requested.emit(banner))
        self._column.addWidget(box)
        box.show()
        return box

    def _drop(self, box: _BannerBox) -> None:
        """A box that had the focus hands it on, so that the keyboard is not lost."""
        if box.isAncestorOf(QApplication.focusWidget() or self):
            self.focusNextChild()
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def stops(self) -> list[QWidget]:
        """The buttons of all banners, in reading order."""
        return [
            child
            for box in self._boxes.values()
            for child in box.findChildren(QAbstractButton)
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self._hold()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self._hold()
        super().leaveEvent(event)

    def _focus_changed(self, _old: QObject | None, _new: QObject | None) -> None:
        self._hold()

    def _hold(self) -> None:
        focus = QApplication.focusWidget()
        self._banner.hold(self._hovered or (focus is not None and self.isAncestorOf(focus)))
