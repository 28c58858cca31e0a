"""The table "Contacts"."""

from collections.abc import Callable

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
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
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from smsbook_gui.viewmodels.contact_rows import SORTS
from smsbook_gui.viewmodels.contact_table import Column, ContactTableModel, TableViewModel
from smsbook_gui.viewmodels.selection import SelectionOp
from smsbook_gui.views.contact_delegate import ContactDelegate
from smsbook_gui.views.contact_header import ContactHeader

CONTACTS_MIME = "application/x-smsbook-contacts"
"""What is dragged from the table: nothing but the wish; the ids stay in the view-model."""

_WIDTHS = {
    Column.FIRST_NAME: 120,
    Column.LAST_NAME: 130,
    Column.PHONE_NUMBER: 140,
    Column.COMPANY: 170,
    Column.BOOK: 130,
    Column.STATUS: 130,
}
_CUSTOM_WIDTH = 120
_WIDTHS_FOR = 7
"""The widths above are for a font whose characters are so wide on average."""
_FIRST_ORDER = (
    Column.FIRST_NAME,
    Column.LAST_NAME,
    Column.PHONE_NUMBER,
    Column.STATUS,
    Column.COMPANY,
    Column.BOOK,
    Column.CUSTOM_1,
    Column.CUSTOM_2,
    Column.CUSTOM_3,
    Column.CUSTOM_4,
)
"""Status comes early: it must be seen without scrolling sideways."""

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class ContactSelectionModel(QItemSelectionModel):
    """Turns Qt's selection commands into ours, and mirrors ours for the rows on the screen.

    Qt itself never holds more than those: a selection of a million rows would cost seconds.
    """

    def __init__(self, table: TableViewModel, parent: QObject) -> None:
        super().__init__(table.model, parent)
        self._table = table
        self.window: Callable[[], tuple[int, int]] = lambda: (0, -1)

    def select(
        self, selection: QItemSelection | Index, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        if command == _Flag.NoUpdate:
            return
        op = _operation(command)
        clear = bool(command & _Flag.Clear)
        extend = bool(command & _Flag.Current) and not clear
        ranges = _row_ranges(selection)
        if op is None:
            if clear:
                self._table.clear_selection()
            return
        if clear and ranges == [(0, len(self._table.model.ids) - 1)]:
            self._table.select_all()
            return
        for number, (first, last) in enumerate(ranges):
            only_first = number == 0
            self._table.select_rows(
                op, first, last, clear=clear and only_first, extend=extend and only_first
            )

    def clear(self) -> None:
        """Called by Qt when the rows are reset: our selection outlives that."""
        super().select(QItemSelection(), _Flag.Clear)
        self.clearCurrentIndex()

    def mirror(self) -> None:
        """Show Qt (and through it assistive technology) what is selected on the screen."""
        model = self._table.model
        first, last = self.window()
        shown = QItemSelection()
        start = -1
        for number in range(first, min(last, len(model.ids) - 1) + 1):
            if model.is_selected(number):
                start = number if start < 0 else start
            elif start >= 0:
                shown.select(model.index(start, 0), model.index(number - 1, 0))
                start = -1
        if start >= 0:
            shown.select(model.index(start, 0), model.index(min(last, len(model.ids) - 1), 0))
        super().select(shown, _Flag.ClearAndSelect | _Flag.Rows)


def _operation(command: QItemSelectionModel.SelectionFlag) -> SelectionOp | None:
    if command & _Flag.Toggle == _Flag.Toggle:
        return SelectionOp.TOGGLE
    if command & _Flag.Select:
        return SelectionOp.SELECT
    return SelectionOp.DESELECT if command & _Flag.Deselect else None


def _row_ranges(selection: QItemSelection | Index) -> list[tuple[int, int]]:
    if isinstance(selection, QItemSelection):
        return sorted({(part.top(), part.bottom()) for part in selection.toList()})
    return [(selection.row(), selection.row())] if selection.isValid() else []


class ContactTableView(QTableView):
    """Rows of one height, our own selection, and every way through it by keyboard.

    `edit_requested`: Enter or F2 on a row; `contacts_menu_requested` carries the place for a menu.
    """

    edit_requested = Signal()
    contacts_menu_requested = Signal(QPoint)

    _delegate: ContactDelegate | None = None

    def __init__(self, table: TableViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._reveal = False
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
        self.setAccessibleName(self.tr("Contacts"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()

    def _fit_rows(self) -> None:
        height = QFontMetrics(self.font()).height() + 16
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)

    def _set_up_header(self) -> None:
        header = ContactHeader(self)
        self.setHorizontalHeader(header)
        # Without a selection model of its own the header scans ours on every change.
        header.setSelectionModel(QItemSelectionModel(self._contacts, header))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(48)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.sortIndicatorChanged.connect(self._sort_clicked)
        scale = max(1.0, self.fontMetrics().averageCharWidth() / _WIDTHS_FOR)
        for column in Column:
            header.resizeSection(column, round(_WIDTHS.get(column, _CUSTOM_WIDTH) * scale))
        for place, column in enumerate(_FIRST_ORDER):
            header.moveSection(header.visualIndex(column), place)

    # ---- columns ---------------------------------------------------------------------------

    def save_columns(self) -> str:
        """Order, widths and hidden columns, as text for the settings."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")

    def restore_columns(self, text: str) -> None:
        """Take over what `save_columns` gave; anything else is ignored."""
        header = self.horizontalHeader()
        if header.restoreState(QByteArray.fromBase64(text.encode("ascii", "ignore"))):
            self._show_sort()

    def column_actions(self, owner: QObject) -> list[QAction]:
        """A checkable action per column, for menus."""
        header = self.horizontalHeader()
        shown = [column for column in Column if not header.isSectionHidden(column)]
        actions = []
        for column in sorted(Column, key=header.visualIndex):
            action = QAction(self._contacts.heading(column), owner)
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.setEnabled(column not in shown or len(shown) > 1)
            action.toggled.connect(
                lambda checked, column=column: header.setSectionHidden(column, not checked)
            )
            actions.append(action)
        return actions

    def _header_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(self.tr("Columns"))
        menu.addActions(self.column_actions(menu))
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _sort_clicked(self, section: int, order: Qt.SortOrder) -> None:
        if not self._following and section >= 0:
            self._contacts.sort(section, order)

    def _show_sort(self) -> None:
        query = self._table.state.query
        column = next(column for column, sort in SORTS.items() if sort == query.sort)
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        if (header.sortIndicatorSection(), header.sortIndicatorOrder()) != (column, order):
            self._following = True
            header.setSortIndicator(column, order)
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
        self._reveal = self._reveal or fresh
        self._put_current()
        self._follow_scrolling()

    def _put_current(self) -> None:
        """Qt's current row follows ours; after a reset it is gone otherwise."""
        self._rows_are_new = False
        place = self._contacts.place_of(self._table.state.current)
        self._following = True
        try:
            if place is None:
                if self._table.state.current is None:
                    self._selection.setCurrentIndex(QModelIndex(), _Flag.NoUpdate)
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

    def _first_column(self) -> int:
        return self._end_columns()[0]

    def _current_changed(self, now: QModelIndex) -> None:
        if not self._following and now.isValid():
            self._table.pick(self._contacts.id_at(now.row()))

    # ---- keys and mouse --------------------------------------------------------------------

    def request_edit(self) -> None:
        """Go to the form of the row that the keyboard is on."""
        if self.currentIndex().isValid():
            self._table.pick(self._contacts.id_at(self.currentIndex().row()))
            self.edit_requested.emit()

    def go_to_first(self) -> None:
        """Take the focus, on the first row where none is current: from the search field."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid() and self._contacts.rowCount():
            self.setCurrentIndex(self._contacts.index(0, self._first_column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        drag.exec(Qt.DropAction.MoveAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            area = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(area.bottomLeft())
        self.contacts_menu_requested.emit(place)
        event.accept()

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._delegate is not None:
            current = self.currentIndex().row()
            focus = self.hasFocus()
            alone = self._table.selection.count == 1 and 0 <= current < len(self._contacts.ids)
            plain = alone and self._contacts.is_selected(current)
            # One selected row needs no frame: its colour says where the keyboard is.
            framed = current if focus and not plain else -1
            self._delegate.begin(framed, has_focus=focus, ends=self._end_columns())
        super().paintEvent(event)

    def _end_columns(self) -> tuple[int, int]:
        header = self.horizontalHeader()
        shown = [
            section
            for section in map(header.logicalIndex, range(header.count()))
            if not header.isSectionHidden(section)
        ]
        return (shown[0], shown[-1]) if shown else (0, 0)

    # ---- what else changes -----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scrolled.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        looks = {QEvent.Type.PaletteChange, QEvent.Type.FontChange}
        if event.type() in looks and self._delegate is not None:
            self._fit_rows()
            self._delegate.refresh()
            self.viewport().update()
