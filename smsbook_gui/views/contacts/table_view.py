"""The table "Contacts"."""

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.viewmodels.contacts.table import ContactTableModel, TableViewModel
from smsbook_gui.views.contacts.delegate import ContactDelegate
from smsbook_gui.views.contacts.header import ContactHeader
from smsbook_gui.views.contacts.selection import ContactSelectionModel
from smsbook_gui.views.widgets.drag_card import HANDLE, drag_card
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.menu_key import menu_key_pressed
from smsbook_gui.views.widgets.row_table import RowTable

CONTACTS_MIME = "application/x-smsbook-contacts"
"""What is dragged from the table: nothing but the wish; the ids stay in the view-model."""

_Flag = QItemSelectionModel.SelectionFlag
_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Table of contacts"),
        (
            KeyHint(tr("Go to the form of the contact"), keys("Return")),
            KeyHint(tr("Select more, or fewer"), keys("Shift+Up", "Shift+Down")),
            KeyHint(tr("Go on without selecting"), keys("Ctrl+Up", "Ctrl+Down")),
            KeyHint(tr("Select one more, or one less"), keys("Ctrl+Space")),
            KeyHint(tr("Show the menu of what is selected"), keys("Shift+F10", "Menu")),
        ),
    )


class ContactTableView(RowTable):
    """Our own selection, and every way through it by keyboard.

    `edit_requested`: Enter, F2 or a double-click on a row; `contacts_menu_requested` carries the
    place for a menu, and whether it is about a row (else about the empty space).
    """

    edit_requested = Signal()
    filter_requested = Signal(object)
    contacts_menu_requested = Signal(QPoint, bool)

    def __init__(self, table: TableViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._reveal = False
        self._was_seen = False
        self._first_wanted = False
        self._rows_are_new = False
        self._following = False
        self._drag_from: QPoint | None = None
        self._contacts: ContactTableModel = table.model
        self.setModel(table.model)
        self._selection = ContactSelectionModel(table, self)
        self._selection.window = self._rows_on_screen
        self.setSelectionModel(self._selection)
        self._set_up()
        self._set_up_header()
        self._delegate = ContactDelegate(self, table.model)
        self.setItemDelegate(self._delegate)
        self._scrolled = QTimer(self)
        self._scrolled.setSingleShot(True)
        self._scrolled.setInterval(0)
        self._scrolled.timeout.connect(self._follow_scrolling)
        self.verticalScrollBar().valueChanged.connect(self._look_soon)
        model = table.model
        for changing in (
            *(model.modelAboutToBeReset, model.rowsAboutToBeInserted),
            model.rowsAboutToBeRemoved,
        ):
            changing.connect(self._rows_changing)
        for changed in (table.model.modelReset, table.model.rowsInserted, table.model.rowsRemoved):
            changed.connect(self._rows_changed)
        self._selection.currentChanged.connect(self._current_changed)
        table.selection_changed.connect(self._selection_changed)
        table.current_moved.connect(self._current_moved)
        table.rows_landed.connect(self._rows_landed)
        table.state_changed.connect(self._show_sort)
        self._show_sort()

    # ---- setting up ------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setAccessibleName(tr("Contacts"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _set_up_header(self) -> None:
        self._header = header = ContactHeader(self._contacts, self)
        header.filter_requested.connect(self.filter_requested)
        header.sort_requested.connect(
            lambda column, back: self._table.sort_by(SORTS[column], descending=back)
        )
        header.then_requested.connect(lambda column: self._table.then_by(SORTS[column]))
        header.unsort_requested.connect(lambda column: self._table.unsort(SORTS[column]))
        self.setHorizontalHeader(header)
        header.lay_out()
        # Without a selection model of its own the header scans ours on every change.
        header.setSelectionModel(QItemSelectionModel(self._contacts, header))
        header.sortIndicatorChanged.connect(self._sort_clicked)

    # ---- columns ---------------------------------------------------------------------------

    def save_columns(self) -> str:
        """Order, widths and hidden columns, as text for the settings."""
        return self._header.save()

    def restore_columns(self, text: str) -> None:
        """Take over what `save_columns` gave; anything else is ignored."""
        self._header.restore(text)
        self._show_sort()

    def columns(self) -> list[tuple[Column, bool]]:
        """The columns in their order on the screen, with whether they are on show."""
        return self._header.columns()

    def column_actions(self, owner: QObject) -> list[QAction]:
        """A checkable action per column, for menus."""
        return self._header.column_actions(owner)

    def _sort_clicked(self, section: int, order: Qt.SortOrder) -> None:
        if not self._following and section >= 0:
            self._contacts.sort(section, order)

    def _show_sort(self) -> None:
        order = self._table.state.order
        first, header = order[0], self._header
        header.show_order(order)
        ways = Qt.SortOrder
        way = ways.DescendingOrder if first.descending else ways.AscendingOrder
        if (header.sortIndicatorSection(), header.sortIndicatorOrder()) != (first.column, way):
            self._following = True
            header.setSortIndicator(first.column, way)
            self._following = False

    # ---- following the view-model --------------------------------------------------------------

    def _rows_on_screen(self) -> tuple[int, int]:
        first = self.rowAt(0)
        if first < 0:
            return (0, -1)
        last = self.rowAt(self.viewport().height() - 1)
        return (first, last if last >= 0 else self._contacts.rowCount() - 1)

    def _look_soon(self) -> None:
        self._scrolled.start()

    def _rows_changing(self) -> None:
        """A current row that is on the screen stays there."""
        first, last = self._rows_on_screen()
        self._was_seen = self._was_seen or first <= self.currentIndex().row() <= last

    def _rows_changed(self) -> None:
        self._rows_are_new = True
        self._scrolled.start()

    def _follow_scrolling(self) -> None:
        if self._rows_are_new:
            self._put_current()
        first, last = self._rows_on_screen()
        self._contacts.look_ahead(first, last)
        self._selection.mirror()

    def _selection_changed(self) -> None:
        self._selection.mirror()
        self.viewport().update()

    def _current_moved(self) -> None:
        self._reveal = True
        self._put_current()

    def _rows_landed(self, fresh: bool) -> None:
        self._reveal = self._reveal or fresh or self._was_seen
        self._was_seen = False
        self._put_current()
        self._follow_scrolling()
        if self._first_wanted:
            self._select_first()
        elif fresh and self.hasFocus():
            self._select_only()

    def _put_current(self) -> None:
        """Qt's current row follows ours; after a reset it is gone otherwise."""
        self._rows_are_new = False
        place = self._contacts.place_of(self._table.state.current)
        self._following = True
        try:
            if place is None:
                if self._table.state.current is None:
                    self._selection.setCurrentIndex(self._keyboard_row(), _Flag.NoUpdate)
                return
            now = self.currentIndex()
            if now.row() != place:
                column = now.column() if now.isValid() else self._first_column()
                index = self._contacts.index(place, column)
                self._selection.setCurrentIndex(index, _Flag.NoUpdate)
            if self._reveal:
                self._reveal = False
                self.scrollTo(self._contacts.index(place, self._first_column()))
        finally:
            self._following = False

    def _keyboard_row(self) -> QModelIndex:
        """Where no contact is open: the keyboard keeps its row while here.

        After a reset it has the first that is whole on the screen, so that nothing scrolls.
        """
        if not self.hasFocus():
            return QModelIndex()
        now = self.currentIndex()
        if now.isValid():
            return now
        return self._contacts.index(self.rowAt(self.rowHeight(0) - 1), self._first_column())

    def _first_column(self) -> int:
        return self._header.end_columns()[0]

    def _current_changed(self, now: QModelIndex) -> None:
        if not self._following and now.isValid():
            self._table.pick(self._contacts.id_at(now.row()))

    # ---- keys and mouse --------------------------------------------------------------------

    def request_filter(self) -> None:
        """Ask for a filter on the column that the keyboard is on."""
        self.filter_requested.emit(self._keyboard_column())

    def sort_here(self) -> None:
        """Order the rows by the column that the keyboard is on, or turn that round."""
        sort, query = SORTS[self._keyboard_column()], self._table.state.query
        alone = query.sort == sort and not query.then
        self._table.sort_by(sort, descending=alone and not query.descending)

    def then_sort_here(self) -> None:
        """Order the rows by the column that the keyboard is on too, or turn that round."""
        self._table.then_by(SORTS[self._keyboard_column()])

    def _keyboard_column(self) -> Column:
        column = self.currentIndex().column()
        return Column(column if column >= 0 else self._header.end_columns()[0])

    def request_edit(self) -> None:
        """Go to the form of the selected row; where none is, of the row that the keyboard is on."""
        if not self._table.state.selected and self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex())
        if self._table.state.selected == 1:
            self.edit_requested.emit()

    def go_to_first(self) -> None:
        """Take the focus, on the first row where none is selected: from the search field.

        While the rows still come, on the first of those that are to come.
        """
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._table.state.complete:
            self._select_first()
        else:
            self._first_wanted = True

    def _select_first(self) -> None:
        self._first_wanted = False
        if not self._table.state.selected and self._contacts.rowCount():
            self.setCurrentIndex(self._contacts.index(0, self._first_column()))

    def _select_only(self) -> None:
        """Where there is one row, whoever comes to the table means that one."""
        if self._contacts.rowCount() == 1 and self._table.state.complete:
            self._select_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if menu_key_pressed(self, event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.request_edit()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._table.select_all()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current where none is: the keyboard needs that, the form does not.
        self._following = True
        super().focusInEvent(event)
        self._following = False
        if event.reason() in _BY_KEYBOARD:
            self._select_only()
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Typing does not jump through unread rows: the search field is for that."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._drag_from = None
        if (
            event.button() is Qt.MouseButton.LeftButton
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and index.isValid()
            and self._contacts.is_selected(index.row())
        ):
            self._drag_from = event.position().toPoint()
        if self._drag_from is None or self._table.selection.count == 1:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        on_row = self.indexAt(event.position().toPoint()).isValid()
        if event.button() is Qt.MouseButton.LeftButton and plain and on_row:
            self.request_edit()
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position().toPoint() - self._drag_from
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._drag_from = None
            self._start_drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and self._table.selection.count > 1:
            # A click on a selected row that was no drag: now it counts as a click.
            index = self.indexAt(self._drag_from)
            self.setCurrentIndex(index)
        self._drag_from = None
        super().mouseReleaseEvent(event)

    def _start_drag(self) -> None:
        data = QMimeData()
        data.setData(CONTACTS_MIME, QByteArray(b"1"))
        drag = QDrag(self)
        drag.setMimeData(data)
        what = self._table.dragged()
        drag.setPixmap(drag_card(self, what.icon, what.title, what.names))
        drag.setHotSpot(HANDLE)
        drag.exec(Qt.DropAction.MoveAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place, index = event.globalPos(), self.currentIndex()
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            index = self.indexAt(event.pos())
        elif index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.contacts_menu_requested.emit(place, index.isValid())
        event.accept()

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        current = self.currentIndex().row()
        focus = self.hasFocus()
        alone = self._table.selection.count == 1 and 0 <= current < len(self._contacts.ids)
        plain = alone and self._contacts.is_selected(current)
        # One selected row needs no frame: its colour says where the keyboard is.
        framed = current if focus and not plain else -1
        self._delegate.begin(framed, has_focus=focus, ends=self._header.end_columns())
        super().paintEvent(event)

    # ---- what else changes -----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scrolled.start()
