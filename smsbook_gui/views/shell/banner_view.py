"""The banners: messages that stand over the content, and move nothing of it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from smsbook_gui.viewmodels.common.banner import Banner, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.icons import put_icon, sign
from smsbook_gui.views.looks.style import (
    BAR,
    CARD_RADIUS,
    ICON,
    INPUT_HEIGHT,
    UNIT,
    Severity,
    outline,
    tinted,
    tone,
)
from smsbook_gui.views.widgets.announce import announce
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_LOOKS = {
    BannerKind.DONE: ("status-saved", Severity.ACCENT),
    BannerKind.NOTE: ("info", Severity.ACCENT),
    BannerKind.PROBLEM: ("attention", Severity.BAD),
    BannerKind.DRAFT: ("draft", Severity.WARNING),
}
_ROOM_FOR_WORDS = 30 * UNIT
_WIDEST = 70 * UNIT
_HEADINGS = 3 * UNIT
"""The height of a table's headings, which stay in sight."""
_GO_KEY = "F6"


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
        self._picture.setFixedHeight(INPUT_HEIGHT)
        words = WrappedLabel(banner.text)
        words.setAccessibleName(banner.text)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = words
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(UNIT // 2)
        self._body.addWidget(words, 1)
        row.addLayout(self._body, 1)
        self._bar = QWidget(self)
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
        self._bar.setVisible(bool(flow.count()))
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setFixedHeight(INPUT_HEIGHT)
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.setAccessibleName(tr("Close this message"))
        set_tip(self._close, tr("Close this message"))
        self._close.clicked.connect(self.closed)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._ready = True
        self._apply_palette()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

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
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        name, which = _LOOKS[self.banner.kind]
        palette = self.palette()
        self._picture.setPixmap(sign(name, tone(which, palette), self, ICON))
        put_icon(self._close, "close", self)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        which = _LOOKS[self.banner.kind][1]
        ground = palette.color(QPalette.ColorRole.Button)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(outline(palette))
        painter.setBrush(tinted(ground, which, palette))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
        bar = QRect(UNIT // 2, UNIT, BAR, self.height() - 2 * UNIT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone(which, palette))
        bar = QStyle.visualRect(self.layoutDirection(), self.rect(), bar)
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        painter.end()


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Messages"),
        (
            KeyHint(tr("Go to the newest message, and back"), keys(_GO_KEY)),
            KeyHint(tr("Close the message"), keys("Esc")),
        ),
    )


class BannerView(QWidget):
    """All banners, newest last, at the foot of the content. Mouse or focus on them holds their
    time.

    They stand at its head instead where they would hide what the keyboard is on, or the current
    row of the table, wherever the keyboard is. F6 leads to the newest one and back.
    `details_requested` carries a banner.
    """

    details_requested = Signal(object)

    def __init__(
        self, banner: BannerViewModel, content: QWidget, table: QTableView, host: QWidget
    ) -> None:
        """`content` is what they stand over, with the table in it, and a part of `host`."""
        super().__init__(host)
        self._host = host
        self._table = table
        self._banner = banner
        self._content = content
        self._boxes: dict[int, _BannerBox] = {}
        self._hovered = False
        self._came_from: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(UNIT)
        self.setAccessibleName(tr("Messages"))
        content.installEventFilter(self)
        self._place_soon = QTimer(self)
        self._place_soon.setSingleShot(True)
        self._place_soon.setInterval(0)
        self._place_soon.timeout.connect(self.place)
        QShortcut(QKeySequence(_GO_KEY), host, self.go_to_newest)
        banner.state_changed.connect(self._show_state)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        self._show_state()

    def go_to_newest(self) -> None:
        """Give the newest message the keyboard; where it is there already, give it back."""
        stops = self.stops()
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._give_back()
        elif stops:
            newest = list(self._boxes.values())[-1]
            next(stop for stop in stops if newest.isAncestorOf(stop)).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def place(self) -> None:
        """Stand at the foot of the content, or at its head where that hides what is in use."""
        if not self._boxes:
            return
        area = self._content.geometry().adjusted(2 * UNIT, 2 * UNIT, -2 * UNIT, -2 * UNIT)
        width = min(area.width(), _WIDEST)
        height = self._column.totalHeightForWidth(width)
        place = QRect(area.center().x() - width // 2, area.bottom() - height + 1, width, height)
        head = QRect(place)
        head.moveTop(area.top() + _HEADINGS)
        in_use = (self._focused_area(), self._current_row())
        hides = any(map(place.intersects, in_use)) and not any(map(head.intersects, in_use))
        self.setGeometry(head if hides else place)
        self.raise_()

    def _focused_area(self) -> QRect:
        """Where the keyboard is, in the coordinates of what the messages stand in."""
        focus = QApplication.focusWidget()
        elsewhere = focus is None or not self._host.isAncestorOf(focus) or self.isAncestorOf(focus)
        if focus is None or elsewhere or focus is self._table:
            return QRect()
        return QRect(focus.mapTo(self._host, QPoint()), focus.size())

    def _current_row(self) -> QRect:
        """What is to be seen of it, from edge to edge."""
        viewport = self._table.viewport()
        area = self._table.visualRect(self._table.currentIndex())
        if not area.isValid() or not viewport.isVisible():
            return QRect()
        row = QRect(0, area.top(), viewport.width(), area.height()) & viewport.rect()
        return QRect(viewport.mapTo(self._host, row.topLeft()), row.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place_soon.start()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._place_soon.start()
        return super().event(event)

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
        self.place()
        self._hold()

    def _add(self, banner: Banner) -> _BannerBox:
        box = _BannerBox(banner, self)
        number = banner.number
        box.chosen.connect(lambda action: self._banner.choose(number, action))
        box.closed.connect(lambda: self._banner.close(number))
        box.details_wanted.connect(lambda: self.details_requested.emit(banner))
        self._column.addWidget(box)
        box.show()
        announce(self, banner.text, urgent=banner.kind is BannerKind.PROBLEM)
        return box

    def _drop(self, box: _BannerBox) -> None:
        """A box that had the focus hands it on, so that the keyboard is not lost."""
        if box.isAncestorOf(QApplication.focusWidget() or self):
            self._give_back()
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _give_back(self) -> None:
        """The keyboard goes to where it came from, if that is still there."""
        before = self._came_from
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextChild()

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

    def _focus_changed(self, old: QObject | None, new: QObject | None) -> None:
        if (
            isinstance(old, QWidget)
            and isinstance(new, QWidget)
            and (self.isAncestorOf(new) and not self.isAncestorOf(old))
        ):
            self._came_from = old
        self._place_soon.start()
        self._hold()

    def _hold(self) -> None:
        focus = QApplication.focusWidget()
        self._banner.hold(self._hovered or (focus is not None and self.isAncestorOf(focus)))
