"""The list "Address books" at the side."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.query import ScopeKind
from smsbook_gui.viewmodels.books.sidebar import SidebarItem, SidebarRole, SidebarViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.contacts.table_view import CONTACTS_MIME
from smsbook_gui.views.widgets.icons import icon, pixmap
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.list_entry import EntryState, paint_entry_ground
from smsbook_gui.views.widgets.menu_key import menu_key_pressed
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.style import (
    SMALL_ICON,
    SMALL_TYPE,
    UNIT,
    Severity,
    hairline,
    quiet,
    sized,
    tone,
)

_ICON = SMALL_ICON
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
        self._paint_words(painter, area, index, chosen=chosen or target)

    def _paint_words(self, painter: QPainter, area: QRect, index: Index, *, chosen: bool) -> None:
        palette = self._view.palette()
        urgent = bool(index.data(SidebarRole.URGENT))
        words = palette.color(QPalette.ColorRole.WindowText)
        mark = words if chosen else quiet(palette)
        mark = tone(Severity.WARNING, palette) if urgent else mark
        rightwards = self._view.layoutDirection() is Qt.LayoutDirection.LeftToRight
        inner = area.adjusted(UNIT, 0, -UNIT, 0)
        note = str(index.data(SidebarRole.NOTE) or "")
        left = inner.left() if rightwards else inner.right() - _ICON
        picture = pixmap(
            str(index.data(SidebarRole.ICON)), mark, _ICON, self._view.devicePixelRatioF()
        )
        painter.drawPixmap(left, inner.center().y() - _ICON // 2, picture)
        metrics = QFontMetrics(self._view.font())
        count = str(index.data(SidebarRole.COUNT))
        far = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        near = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(mark)
        painter.drawText(inner, far, count)
        shift, space = _ICON + UNIT, metrics.horizontalAdvance(count) + UNIT
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
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(
            place, near, metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
        )


def _note_font(view: QWidget) -> QFont:
    return sized(view.font(), SMALL_TYPE)


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("List of address books"),
        (
            KeyHint(tr("Go to its contacts"), keys("Return")),
            KeyHint(tr("Show the menu of the address book"), keys("Shift+F10", "Menu")),
        ),
    )


class _BookList(QListView):
    """The entries. Contacts can be dropped on an address book."""

    menu_requested = Signal(QPoint, bool)
    dropped = Signal(int)
    left_for_table = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.drop_row = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setItemDelegate(_SidebarDelegate(self))
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CONTACTS_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        fits = index.isValid() and index.data(SidebarRole.ICON) == "book"
        self._set_drop_row(index.row() if fits else -1)
        if fits:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_drop_row(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.drop_row
        self._set_drop_row(-1)
        if row >= 0:
            event.acceptProposedAction()
            self.dropped.emit(row)

    def _set_drop_row(self, row: int) -> None:
        if row != self.drop_row:
            self.drop_row = row
            self.viewport().update()


class SidebarView(QWidget):
    """A heading with "Add address book…", and the list under it.

    `menu_requested` carries a global place and whether an entry is meant (else the empty space),
    `contacts_dropped` an address book's local id (as an object: it may lie beyond Qt's 32 bits).
    """

    menu_requested = Signal(QPoint, bool)
    add_requested = Signal()
    contacts_dropped = Signal(object)
    left_for_table = Signal()

    _ready = False

    def __init__(self, sidebar: SidebarViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._following = False
        title = Label(tr("Address books"))
        title.setFont(sized(title.font(), 1, strong=True))
        self.add_button = QToolButton()
        self.add_button.setAutoRaise(True)
        self.add_button.setAccessibleName(tr("Add address book…"))
        set_tip(self.add_button, tr("Add address book…"))
        self.add_button.clicked.connect(self.add_requested)
        self.list = _BookList(self)
        self.list.setAccessibleName(tr("Address books"))
        self.list.setModel(sidebar.model)
        title.setBuddy(self.list)
        head = QHBoxLayout()
        head.setContentsMargins(UNIT + UNIT // 2, UNIT, UNIT // 2, 0)
        head.addWidget(title, 1)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.selectionModel().selectionChanged.connect(self._selection_changed)
        self.list.menu_requested.connect(self.menu_requested)
        self.list.dropped.connect(self._dropped)
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

    def _current_changed(self, now: QModelIndex) -> None:
        item = self._item(now.row())
        if item is not None and not self._following:
            self._sidebar.choose(item.scope)

    def _selection_changed(self, now: QItemSelection, _before: QItemSelection) -> None:
        """Assistive technology selects an entry without making it current: that is a choice too."""
        for index in now.indexes():
            if index != self.list.currentIndex():
                self.list.setCurrentIndex(index)

    def _dropped(self, row: int) -> None:
        item = self._item(row)
        if item is not None and item.scope.kind is ScopeKind.BOOK:
            self.contacts_dropped.emit(item.scope.book_id)

    def _item(self, row: int) -> SidebarItem | None:
        return self._sidebar.model.item(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

    def _apply_palette(self) -> None:
        self.add_button.setIcon(icon("add", self.palette()))
