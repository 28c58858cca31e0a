"""The list "Address books" at the side."""

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.viewmodels.books.sidebar import (
    SidebarItem,
    SidebarRole,
    SidebarViewModel,
    names_everywhere,
)
from smsbook_gui.viewmodels.common.text import plain_tip, tr
from smsbook_gui.viewmodels.help.pages import BOOKS
from smsbook_gui.views.contacts.table_view import CONTACTS_MIME
from smsbook_gui.views.looks.book_colours import paint_dot
from smsbook_gui.views.looks.icons import put_icon, sign
from smsbook_gui.views.looks.style import (
    SMALL_RADIUS,
    SMALL_TYPE,
    UNIT,
    Severity,
    accent,
    beside_text,
    hairline,
    outline,
    quiet,
    sized,
    tone,
)
from smsbook_gui.views.widgets.drag_card import HANDLE, drag_card
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.list_entry import EntryState, entry_ground, paint_entry_ground
from smsbook_gui.views.widgets.menu_key import menu_key_pressed
from smsbook_gui.views.widgets.plain_text import as_read, set_tip

_ROOM_FOR_COUNT = "000"
"""More would take more than most lists need."""
_EDGE = 4 * UNIT
"""Near the upper and lower edge, what is dragged makes the list go on."""
_SCROLL_MS = 16
_ENTRY_MIME = "application/x-smsbook-entry"
"""What is dragged within the list: nothing but the wish; which one it is stays in the view."""
Index = QModelIndex | QPersistentModelIndex


class _SidebarDelegate(QStyledItemDelegate):
    """Icon, name and, at the far end, the count."""

    def __init__(self, view: "_BookList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(self._view.font()).height() + 2 * UNIT
        if index.data(SidebarRole.NOTE):
            height += QFontMetrics(_note_font(self._view)).height()
        gap = UNIT * 2 if index.data(SidebarRole.GAP_BEFORE) else 0
        return QSize(12 * UNIT, height + gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette = self._view.palette()
        if index.data(SidebarRole.GAP_BEFORE):
            painter.setPen(hairline(palette))
            painter.drawLine(
                area.left() + UNIT, area.top() + UNIT, area.right() - UNIT, area.top() + UNIT
            )
            area = area.adjusted(0, 2 * UNIT, 0, 0)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and self._view.hasFocus()
        target = index.row() == self._view.drop_row
        area = area.adjusted(UNIT // 2, 1, -UNIT // 2, -1)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = EntryState.of(chosen=chosen or target, active=focused or target, hovered=hovered)
        painter.setLayoutDirection(self._view.layoutDirection())
        paint_entry_ground(painter, area, ground, palette, QPalette.ColorRole.Window)
        self._paint_words(painter, area, index, ground)

    def _paint_words(
        self, painter: QPainter, area: QRect, index: Index, ground: EntryState
    ) -> None:
        palette = self._view.palette()
        chosen = ground in {EntryState.ACTIVE, EntryState.CHOSEN}
        urgent = bool(index.data(SidebarRole.URGENT))
        closed = self._view.carries and not self._view.takes(index.row())
        words = palette.color(QPalette.ColorRole.WindowText)
        words = quiet(palette) if closed else words
        mark = words if chosen else quiet(palette)
        mark = tone(Severity.WARNING, palette) if urgent and not closed else mark
        rightwards = self._view.layoutDirection() is Qt.LayoutDirection.LeftToRight
        inner = area.adjusted(UNIT, 0, -UNIT, 0)
        note = str(index.data(SidebarRole.NOTE) or "")
        side = beside_text(self._view.fontMetrics())
        left = inner.left() if rightwards else inner.right() - side
        picture = sign(str(index.data(SidebarRole.ICON)), mark, self._view)
        painter.drawPixmap(left, inner.center().y() - side // 2, picture)
        colour = index.data(SidebarRole.COLOUR)
        if colour is not None:
            at = QPointF(left + side - 3, inner.center().y() + side / 2 - 3)
            ring = entry_ground(ground, palette, QPalette.ColorRole.Window)
            paint_dot(painter, at, BookColour(colour), palette, ring)
        metrics = QFontMetrics(self._view.font())
        count = str(index.data(SidebarRole.COUNT))
        far = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        near = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        shift, space = side + UNIT, metrics.horizontalAdvance(count) + UNIT
        if index.row() == self._view.move_row:
            space = self._paint_move(painter, index) + UNIT
        else:
            painter.setPen(mark)
            painter.drawText(inner, far, count)
        if rightwards:
            place = inner.adjusted(shift, 0, -space, 0)
        else:
            place = inner.adjusted(space, 0, -shift, 0)
        if note:
            font = _note_font(self._view)
            small = QFontMetrics(font)
            top = place.adjusted(0, 0, 0, -small.height())
            bottom = place.adjusted(0, metrics.height(), 0, 0)
            painter.save()
            painter.setFont(font)
            short = small.elidedText(note, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(bottom, near, short)
            painter.restore()
            place = top
        painter.setPen(words)
        name = as_read(str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.drawText(
            place, near, metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
        )

    def _paint_move(self, painter: QPainter, index: Index) -> int:
        """The button "Move here" in the place of the count; how wide it is."""
        button = self._view.move_button(index)
        palette = self._view.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(outline(palette))
        painter.setBrush(palette.color(QPalette.ColorRole.Button))
        edge = button.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, SMALL_RADIUS, SMALL_RADIUS)
        painter.restore()
        half = beside_text(self._view.fontMetrics()) // 2
        corner = button.center() - QPoint(half, half) + QPoint(1, 1)
        ink = palette.color(QPalette.ColorRole.ButtonText)
        painter.drawPixmap(corner, sign("move", ink, self._view))
        return button.width()


def _note_font(view: QWidget) -> QFont:
    return sized(view.font(), SMALL_TYPE)


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("List of address books"),
        (
            KeyHint(tr("Go to its contacts"), keys("Return")),
            KeyHint(
                tr("Put the address book or view further up, or down"), keys("Alt+Up", "Alt+Down")
            ),
            KeyHint(tr("Show the menu of the address book"), keys("Shift+F10", "Menu")),
        ),
    )


class _BookList(QListView):
    """The entries. Contacts can be dropped on an address book, and address books and views between
    others of their kind.

    `dropped` carries the entry's place and whether copies are wanted; `entry_dropped` the place of
    the entry that was dragged, and the one that it goes before.
    """

    menu_requested = Signal(QPoint, bool)
    dropped = Signal(int, bool)
    entry_dropped = Signal(int, int)
    left_for_table = Signal()

    def __init__(self, sidebar: SidebarViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self.drop_row = -1
        """The address book that contacts would go to."""
        self.carries = False
        """Whether contacts are being dragged over the list."""
        self.move_row = -1
        """The address book under the pointer that the selected contacts could go to."""
        self._drag_from: QPoint | None = None
        self._dragged_row = -1
        self._gap = -1
        """The entry that the dragged one would go before."""
        self._drag_at = QPoint()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setItemDelegate(_SidebarDelegate(self))
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)

    def takes(self, row: int) -> bool:
        """Whether the selected contacts can go to that entry."""
        return self._sidebar.takes_contacts(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place, index = event.globalPos(), self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        else:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.setCurrentIndex(index)
        self.menu_requested.emit(place, index.isValid())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if menu_key_pressed(self, event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left_for_table.emit()
            return
        super().keyPressEvent(event)

    # ---- "Move here" -----------------------------------------------------------------------

    def move_button(self, index: Index) -> QRect:
        """Where the button of an entry is, at the far end of it."""
        area = self.visualRect(self.model().index(index.row(), 0))
        if index.data(SidebarRole.GAP_BEFORE):
            area = area.adjusted(0, 2 * UNIT, 0, 0)
        side = beside_text(self.fontMetrics()) + UNIT
        leftwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.left() + UNIT if leftwards else area.right() - UNIT - side
        return QRect(left, area.center().y() - side // 2, side + 1, side + 1)

    def _is_on_move(self, place: QPoint) -> bool:
        index = self.indexAt(place)
        on_it = index.isValid() and index.row() == self.move_row
        return on_it and self.move_button(index).contains(place)

    def _offers(self, row: int) -> bool:
        return self._sidebar.state.offered > 1 and self.takes(row)

    def _follow_pointer(self, place: QPoint) -> None:
        """Of several selected contacts an address book offers to take them; one is dragged."""
        row = self.indexAt(place).row()
        row = row if self._offers(row) else -1
        if row != self.move_row:
            self.move_row = row
            self.viewport().update()

    def follow_offer(self) -> None:
        """Other contacts are selected, or another address book is on show."""
        if self.move_row >= 0 and not self._offers(self.move_row):
            self.move_row = -1
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._is_on_move(event.pos()):
            words = tr("Move %Ln contacts here", None, self._sidebar.state.offered)
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton:
            if self._is_on_move(place):
                row, self.move_row = self.move_row, -1
                self.viewport().update()
                self.dropped.emit(row, False)
                return
            can_drag = self._sidebar.can_drag(self.indexAt(place).row())
            self._drag_from = place if can_drag else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if not event.buttons():
            self._follow_pointer(place)
        elif self._drag_from is not None:
            if (place - self._drag_from).manhattanLength() >= QApplication.startDragDistance():
                row = self.indexAt(self._drag_from).row()
                self._drag_from = None
                self._start_drag(row)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._follow_pointer(QPoint(-1, -1))

    # ---- dragging --------------------------------------------------------------------------

    def _start_drag(self, row: int) -> None:
        item = self._sidebar.model.item(row)
        if item is None:
            return
        data = QMimeData()
        data.setData(_ENTRY_MIME, QByteArray(b"1"))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(drag_card(self, item.icon, item.text))
        drag.setHotSpot(HANDLE)
        self._dragged_row = row
        drag.exec(Qt.DropAction.MoveAction)
        self._dragged_row = -1
        self._set_gap(-1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(CONTACTS_MIME):
            self._set_carries(True)
            event.acceptProposedAction()
        elif data.hasFormat(_ENTRY_MIME) and event.source() is self:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drag_at = event.position().toPoint()
        self._set_carries(event.mimeData().hasFormat(CONTACTS_MIME))
        self._aim()
        self._scroll_at_edge()
        if self.drop_row >= 0 or self._gap >= 0:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _aim(self) -> None:
        """What is dragged would go to what is under the pointer now."""
        if self.carries:
            row = self.indexAt(self._drag_at).row()
            self._set_drop_row(row if self.takes(row) else -1)
        else:
            self._set_gap(self._gap_at(self._drag_at))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        row, gap = self.drop_row, self._gap
        self._end_drag()
        if row >= 0:
            event.acceptProposedAction()
            self.dropped.emit(row, event.proposedAction() is Qt.DropAction.CopyAction)
        elif gap >= 0 and self._dragged_row >= 0:
            event.acceptProposedAction()
            self.entry_dropped.emit(self._dragged_row, gap)

    def _end_drag(self) -> None:
        self._scrolling.stop()
        self._set_carries(False)
        self._set_drop_row(-1)
        self._set_gap(-1)

    def _scroll_at_edge(self) -> None:
        """Near the edge the list goes on, as long as the pointer stays there.

        Qt's own scrolling ends with the pointer's last move, since it goes by the row under it.
        """
        if not self._way_to_scroll():
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _way_to_scroll(self) -> int:
        if self._drag_at.y() < _EDGE:
            return -1
        return int(self._drag_at.y() > self.viewport().height() - _EDGE)

    def _scroll_on(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._way_to_scroll() * UNIT // 2)
        self._aim()

    def _gap_at(self, place: QPoint) -> int:
        """The entry before which the dragged one would go; -1: none, or where it is."""
        index = self.indexAt(place)
        if not index.isValid():
            return -1
        gap = index.row() + (place.y() > self.visualRect(index).center().y())
        return gap if self._sidebar.can_stand_before(self._dragged_row, gap) else -1

    def _set_carries(self, carries: bool) -> None:
        if carries is not self.carries:
            self.carries = carries
            self.viewport().update()

    def _set_drop_row(self, row: int) -> None:
        if row != self.drop_row:
            self.drop_row = row
            self.viewport().update()

    def _set_gap(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap >= 0:
            above = self._sidebar.is_like(self._dragged_row, self._gap - 1)
            area = self.visualRect(self.model().index(self._gap - above, 0))
            top = area.bottom() if above else area.top() + 2 * UNIT
            painter = QPainter(self.viewport())
            painter.setPen(QPen(accent(self.palette()), 3))
            painter.drawLine(area.left() + UNIT, top, area.right() - UNIT, top)
            painter.end()


class SidebarView(QWidget):
    """A heading with "Add address book…", and the list under it.

    `menu_requested` carries a global place and whether an entry is meant (else the empty space),
    `contacts_dropped` an address book's local id (as an object: it may lie beyond Qt's 32 bits)
    and whether copies are wanted.
    """

    menu_requested = Signal(QPoint, bool)
    add_requested = Signal()
    contacts_dropped = Signal(object, bool)
    left_for_table = Signal()

    _ready = False

    def __init__(self, sidebar: SidebarViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, BOOKS)
        self._sidebar = sidebar
        self._following = False
        title = ElidedLabel()
        title.set_full(tr("Address books"))
        title.setFont(sized(title.font(), 1, strong=True))
        self.add_button = QToolButton()
        self.add_button.setAutoRaise(True)
        self.add_button.setAccessibleName(tr("Add address book…"))
        set_tip(self.add_button, tr("Add address book…"))
        self.add_button.clicked.connect(self.add_requested)
        self.list = _BookList(sidebar, self)
        self.list.setAccessibleName(tr("Address books"))
        self.list.setModel(sidebar.model)
        title.setBuddy(self.list)
        head = QHBoxLayout()
        # Margins keep their side where a window runs right to left; what is in a row does not.
        head.setContentsMargins(0, UNIT, 0, 0)
        head.setSpacing(0)
        head.addSpacing(UNIT + UNIT // 2)
        head.addWidget(title, 1)
        head.addWidget(self.add_button)
        head.addSpacing(UNIT // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.selectionModel().selectionChanged.connect(self._selection_changed)
        self.list.menu_requested.connect(self.menu_requested)
        self.list.dropped.connect(self._dropped)
        self.list.entry_dropped.connect(sidebar.put_before)
        self.list.left_for_table.connect(self.left_for_table)
        sidebar.state_changed.connect(self._show_state)
        self._ready = True
        self._apply_palette()
        self._show_state()

    def _show_state(self) -> None:
        place = self._sidebar.state.place
        if self.list.currentIndex().row() != place:
            self._following = True
            self.list.setCurrentIndex(self._sidebar.model.index(place))
            self._following = False
        self.list.follow_offer()

    def sizeHint(self) -> QSize:
        """For the whole names of the entries that every account has, beside their counts."""
        metrics = self.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, names_everywhere()))
        count = metrics.horizontalAdvance(_ROOM_FOR_COUNT)
        edges, gaps = 2 * (UNIT + UNIT // 2), 2 * UNIT
        width = edges + beside_text(metrics) + widest + count + gaps
        return QSize(width, super().sizeHint().height())

    def _current_changed(self, now: QModelIndex) -> None:
        item = self._item(now.row())
        if item is not None and not self._following:
            self._sidebar.choose(item.scope)

    def _selection_changed(self, now: QItemSelection, _before: QItemSelection) -> None:
        """Assistive technology selects an entry without making it current: that is a choice too."""
        for index in now.indexes():
            if index != self.list.currentIndex():
                self.list.setCurrentIndex(index)

    def _dropped(self, row: int, as_copies: bool) -> None:
        item = self._item(row)
        if item is not None and self._sidebar.takes_contacts(row):
            self.contacts_dropped.emit(item.scope.book_id, as_copies)

    def _item(self, row: int) -> SidebarItem | None:
        return self._sidebar.model.item(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        put_icon(self.add_button, "add", self)
