"""The table "Contacts"."""

from PySide6.QtCore import (
    QByteArray,
    QEvent,
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
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from smsbook_gui.domain.contacts.query import ScopeKind, SortColumn
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.cell_edit import EDITABLE, Cell, CellEditViewModel
from smsbook_gui.viewmodels.contacts.jump import JumpViewModel
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.viewmodels.contacts.table import ContactTableModel, TableViewModel
from smsbook_gui.views.contacts.cell_editor import CellEditor
from smsbook_gui.views.contacts.delegate import ContactDelegate
from smsbook_gui.views.contacts.header import ContactHeader, Statuses
from smsbook_gui.views.contacts.selection import ContactSelectionModel
from smsbook_gui.views.widgets.drag_card import HANDLE, drag_card
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.menu_key import menu_key_pressed
from smsbook_gui.views.widgets.row_table import RowTable

CONTACTS_MIME = "application/x-smsbook-contacts"
"""What is dragged from the table: nothing but the wish; the ids stay in the view-model."""

_JUMP_PAUSE_MS = 1_000
"""Milliseconds after a key from which on typing begins another jump."""
_ALL_WITH_STATUS = {ScopeKind.ATTENTION, ScopeKind.DELETED}
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
            KeyHint(tr("Edit the cell"), keys("F2", "Return")),
            KeyHint(tr("Go to a cell of the row"), keys("Left", "Right")),
            KeyHint(tr("Mark more cells, or fewer"), keys("Shift+Left", "Shift+Right")),
            KeyHint(tr("Clear the marked cells"), keys("Del")),
            KeyHint(tr("Mark whole rows again"), keys("Esc")),
            KeyHint(tr("Select more, or fewer"), keys("Shift+Up", "Shift+Down")),
            KeyHint(tr("Go on without selecting"), keys("Ctrl+Up", "Ctrl+Down")),
            KeyHint(tr("Select one more, or one less"), keys("Ctrl+Space")),
            KeyHint(tr("Show the menu of what is selected"), keys("Shift+F10", "Menu")),
        ),
    )


class ContactTableView(RowTable):
    """Our own selection, and every way through it by keyboard.

    Rows are selected, and one cell of the current row is the current one: F2 and Enter edit it,
    pasting begins there. Going sideways marks cells: those columns in the selected rows. Then
    copying is about them alone, Tab goes from one to the next and typing edits, as in a
    spreadsheet. While whole rows are meant, typing jumps to the row that begins so.

    `clear_requested`: Del, while cells are marked. `edit_requested`: a double-click on a row, or
    Enter where nothing can be edited in place; `contacts_menu_requested` carries the place for a
    menu, and whether it is about a row (else about the empty space).
    """

    edit_requested = Signal()
    clear_requested = Signal()
    filter_requested = Signal(object)
    contacts_menu_requested = Signal(QPoint, bool)

    def __init__(
        self,
        table: TableViewModel,
        cells: CellEditViewModel,
        jump: JumpViewModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._cells = cells
        self._jump = jump
        self._jump_text = ""
        self._jump_pause = QTimer(self)
        self._anchor: int | None = None
        """The column in which marking cells began; None: whole rows are meant."""
        self._tabbed: tuple[Cell, Column] | None = None
        """The cell that Tab led to, and the column in which it began."""
        self._pressed = QModelIndex()
        self._reveal = False
        self._view_columns: tuple[SortColumn, ...] | None = None
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
        self._editor = CellEditor(cells, self, table.model, self._neighbour)
        cells.ended.connect(self._edit_ended)
        self._jump_pause.setSingleShot(True)
        self._jump_pause.timeout.connect(self._end_jump)
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
        for moved in (self._header.sectionResized, self._header.sectionMoved):
            moved.connect(self._editor.place)
        self._selection.currentChanged.connect(self._current_changed)
        table.selection_changed.connect(self._selection_changed)
        table.current_moved.connect(self._current_moved)
        table.rows_landed.connect(self._rows_landed)
        table.state_changed.connect(self._show_sort)
        table.state_changed.connect(self._show_columns)
        self._show_sort()
        self._show_columns()

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
        header.columns_changed.connect(self._columns_changed)
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
        self._following = True  # the order comes from the view-model
        self._header.restore(text)
        self._following = False
        self._show_sort()

    def _show_columns(self) -> None:
        self._header.show_statuses(self._statuses())
        if self._table.state.filled is not None:
            before, self._following = self._following, True
            self._header.show_filled(self._table.state.filled)
            self._following = before
        wanted = self._table.state.columns
        if wanted != self._view_columns:
            self._view_columns = wanted
            by_sort = {sort: column for column, sort in SORTS.items()}
            chosen = None if wanted is None else [by_sort[each] for each in wanted]
            before, self._following = self._following, True
            self._header.show_only(chosen)
            self._following = before
            self._show_sort()

    def _statuses(self) -> Statuses:
        """What waits to be sent comes and goes: no column is made wider for it."""
        if self._table.state.query.scope.kind in _ALL_WITH_STATUS:
            return Statuses.EVERYWHERE
        return Statuses.SOME if self._table.state.any_attention else Statuses.NONE

    def _columns_changed(self) -> None:
        columns = tuple(SORTS[column] for column, shown in self.columns() if shown)
        if self._table.state.columns is not None:
            self._view_columns = columns  # they are shown already
        self._table.set_columns(columns)

    def columns(self) -> list[tuple[Column, bool]]:
        """The columns in their order on the screen, with whether they are on show."""
        return self._header.columns()

    def columns_to_export(self) -> list[tuple[Column, bool]]:
        """The same with those that are hidden only because nothing is known to be in them."""
        return self._header.columns_to_export()

    def columns_to_print(self) -> list[tuple[Column, bool]]:
        """The same with those that are hidden only for want of room."""
        return self._header.columns_to_print()

    def column_actions(self, owner: QObject) -> list[QAction]:
        """A checkable action per column, for menus."""
        return self._header.column_actions(owner)

    def fit_action(self, owner: QObject) -> QAction:
        """Lets the columns share the room again, after a person sized one."""
        return self._header.fit_action(owner)

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
        self._editor.place()
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
                column = now.column() if now.isValid() else self._last_column()
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

    def _last_column(self) -> int:
        """Where the keyboard was before the rows came anew."""
        column = self._table.state.column
        return self._first_column() if self.isColumnHidden(column) else column

    def _current_changed(self, now: QModelIndex) -> None:
        if not self._following and now.isValid():
            self._table.pick(self._contacts.id_at(now.row()))
        if now.isValid():
            self._mark(self._anchor)

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

    def edit_cell(self, typed: str | None = None) -> bool:
        """Edit the current cell in place, if that can be; `typed` takes the place of its text."""
        cell = self._current_cell()
        if cell is None or self.isColumnHidden(cell.column) or not self._cells.can_begin(cell):
            return False
        self._mark(cell.column)
        self.scrollTo(self.currentIndex())
        self._cells.begin(cell, typed)
        return True

    def edit_cell_or_contact(self) -> None:
        """Edit the current cell in place; where it cannot be, go to the form."""
        if not self.edit_cell():
            self.request_edit()

    def edit_goes_on_in(self, form: QWidget) -> None:
        """Whoever goes there from a cell goes on with the same edit."""
        self._editor.goes_on_in = form

    # ---- cells -----------------------------------------------------------------------------

    def _current_cell(self) -> Cell | None:
        now = self.currentIndex()
        contact_id = self._contacts.id_at(now.row()) if now.isValid() else None
        return None if contact_id is None else Cell(contact_id, Column(now.column()))

    def _mark(self, anchor: int | None) -> None:
        """Mark the cells from that column to the current one; None: whole rows are meant."""
        self._anchor = anchor
        now = self.currentIndex()
        if now.isValid():
            self._table.mark_cells(Column(now.column()), self._columns_from(anchor, now.column()))
            self.viewport().update()

    def _columns_from(self, anchor: int | None, current: int) -> list[Column]:
        if anchor is None:
            return []
        shown = self._columns_on_show()
        ends = [shown.index(Column(end)) for end in (anchor, current) if Column(end) in shown]
        return shown[min(ends) : max(ends) + 1] if ends else []

    def _columns_on_show(self) -> list[Column]:
        return [column for column, is_shown in self._header.columns() if is_shown]

    def _neighbour(self, cell: Cell, way: Qt.Key) -> Cell | None:
        """Where a key leads to from that cell: at the end of the table it stays."""
        place = self._contacts.place_of(cell.contact_id)
        if place is None:
            return None
        if way in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if way == Qt.Key.Key_Down else -1
            beside = self._contacts.id_at(place + step)
            column = self._tab_start(cell)
            self._tabbed = None
            return Cell(cell.contact_id if beside is None else beside, column)
        aside = self._column_beside(cell.column, way)
        to = cell if aside is None else Cell(cell.contact_id, aside)
        if way in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._tabbed = to, self._tab_start(cell)
        return to

    def _tab_start(self, cell: Cell) -> Column:
        """Where Tab began, while the person is where it led to."""
        return self._tabbed[1] if self._tabbed and self._tabbed[0] == cell else cell.column

    def _column_beside(self, column: Column, way: Qt.Key) -> Column | None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ahead = {Qt.Key.Key_Tab, Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right}
        shown = [each for each in self._columns_on_show() if each in EDITABLE]
        if column not in shown:
            return None
        place = shown.index(column) + (1 if way in ahead else -1)
        return shown[place] if 0 <= place < len(shown) else None

    def _go_to_cell(self, cell: Cell) -> None:
        place = self._contacts.place_of(cell.contact_id)
        if place is not None:
            index = self._contacts.index(place, cell.column)
            self._anchor = cell.column
            self.setCurrentIndex(index)
            self._mark(cell.column)
            self.scrollTo(index)

    def _edit_ended(self, to: Cell | None) -> None:
        queued, self._editor.queued = self._editor.queued, ""
        if to is None:
            self._tabbed = None
            return
        self._go_to_cell(to)
        if queued:
            self.edit_cell(queued)

    def selectAll(self) -> None:
        """Whole rows are meant, whatever was marked."""
        self._mark(None)
        self._table.select_all()

    def _end_jump(self) -> None:
        self._jump_text = ""

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

    def event(self, event: QEvent) -> bool:
        """While cells are marked, Del is about them and not about the contacts."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._anchor is not None
            and event.key() == Qt.Key.Key_Delete
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if menu_key_pressed(self, event):
            return
        key, before = event.key(), self.currentIndex()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            with_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.request_edit if with_ctrl else self.edit_cell_or_contact)()
        elif key == Qt.Key.Key_Escape and self._anchor is not None:
            self._mark(None)
        elif key == Qt.Key.Key_Delete and self._anchor is not None:
            self.clear_requested.emit()
        elif key == Qt.Key.Key_Backspace and self._anchor is not None:
            self.edit_cell("")
        elif _is_plain_space(event) and (self._jump_text or self._anchor is not None):
            self.keyboardSearch(" ")
        else:
            super().keyPressEvent(event)
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._follow_keys(before, extends=extends)

    def _follow_keys(self, before: QModelIndex, *, extends: bool) -> None:
        """Going sideways marks cells; from then on the other keys go from cell to cell."""
        now = self.currentIndex()
        if now == before or not now.isValid() or not before.isValid():
            return
        self._tabbed = None
        if extends and self._anchor is not None:
            self._mark(self._anchor)
        elif now.row() == before.row():
            self._mark(before.column() if extends else now.column())
        elif self._anchor is not None:
            self._mark(now.column())

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """From cell to cell while cells are marked, and on at the end of the row."""
        cell = self._current_cell()
        way = Qt.Key.Key_Tab if ahead else Qt.Key.Key_Backtab
        if cell is None or self._anchor is None or self._column_beside(cell.column, way) is None:
            return super().focusNextPrevChild(ahead)
        beside = self._neighbour(cell, way)
        if beside is not None:
            self._go_to_cell(beside)
        return True

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
        """Typing edits the cell that is marked, else it jumps to the row that begins so."""
        if not search.isprintable():
            return
        if self._anchor is not None:
            self.edit_cell(search)
            return
        if not (self._jump_text + search).strip():
            return
        self._jump_text += search
        self._jump_pause.start(_JUMP_PAUSE_MS)
        self._jump.jump(self._jump_text)

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
        left = event.button() is Qt.MouseButton.LeftButton
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        anchor = self._anchor if extends or (not left and self._is_marked(index)) else None
        self._pressed = index if left and self._drag_from is None else QModelIndex()
        if self._drag_from is None or self._table.selection.count == 1:
            self._anchor = anchor
            super().mousePressEvent(event)
            self._mark(anchor)
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
            if event.buttons() & Qt.MouseButton.LeftButton:
                self._mark_dragged(self.indexAt(event.position().toPoint()))
            return
        moved = event.position().toPoint() - self._drag_from
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._drag_from = None
            self._start_drag()

    def _mark_dragged(self, over: QModelIndex) -> None:
        """A drag that goes sideways at first marks cells; one that goes down selects rows."""
        pressed = self._pressed
        if not pressed.isValid() or not over.isValid():
            return
        if self._anchor is not None:
            self._mark(self._anchor)
        elif over.row() != pressed.row():
            self._pressed = QModelIndex()
        elif over.column() != pressed.column():
            self._mark(pressed.column())

    def _is_marked(self, index: QModelIndex) -> bool:
        marked = index.isValid() and self._contacts.is_selected(index.row())
        return marked and index.column() in self._table.state.cells

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and self._table.selection.count > 1:
            # A click on a selected row that was no drag: now it counts as a click.
            index = self.indexAt(self._drag_from)
            self._anchor = None
            self.setCurrentIndex(index)
            self._mark(None)
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
        actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        drag.exec(actions, Qt.DropAction.MoveAction)

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
        focus = self.hasFocus() or self._editor.is_open
        now = self.currentIndex()
        current = (now.row(), now.column()) if focus else (-1, -1)
        self._delegate.begin(current, self._table.state.cells, has_focus=focus)
        super().paintEvent(event)

    # ---- what else changes -----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._editor.place()
        self._scrolled.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._editor.place()


def _is_plain_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and not event.modifiers()
