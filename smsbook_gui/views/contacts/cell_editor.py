"""The editor over a cell of the table, and below it what is to be said of what stands in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.cell_edit import Cell, CellEditState, CellEditViewModel
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.contacts.table import ContactTableModel
from smsbook_gui.views.looks.style import UNIT, Severity
from smsbook_gui.views.widgets.form_field import LineEdit, Notice
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.row_table import MARGIN

_WIDEST = 44 * UNIT
_INSET = MARGIN - 4
"""So that the text stays where the cell has it: the field's own margin comes on top."""
_PASSING = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}
"""Why the focus goes for a while only."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
Neighbour = Callable[[Cell, Qt.Key], Cell | None]
"""The cell that such a key leads to: Down, Up, Tab or Backtab, and Left or Right."""


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Cell that is edited"),
        (
            KeyHint(tr("Save and go on, down or up"), keys("Return", "Shift+Return")),
            KeyHint(tr("Save and go on, to the side"), keys("Tab", "Shift+Tab")),
            KeyHint(tr("Save a number that looks wrong"), keys("Ctrl+Return")),
            KeyHint(tr("Take back what was typed"), keys("Esc")),
        ),
    )


class _BookChooser(QComboBox):
    """`closed`: its list went, perhaps without a choice."""

    closed = Signal()

    def hidePopup(self) -> None:
        super().hidePopup()
        self.closed.emit()


class _Remark(QFrame):
    """Below the cell, or above where there is no room. `insisted`: save it all the same."""

    insisted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._notice = Notice(self, at_field=True)
        self.anyway = QPushButton(tr("Save anyway"), self)
        self.anyway.setAccessibleName(tr("Save anyway"))
        self.anyway.setAutoDefault(False)
        self.anyway.clicked.connect(self.insisted)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self._notice)
        column.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def show_state(self, state: CellEditState) -> None:
        """Show what is to be said."""
        self._notice.say(state.message, Severity.BAD if state.serious else Severity.WARNING)
        self.anyway.setVisible(state.can_insist)
        self.setVisible(bool(state.message))

    def place(self, cell: QRect, room: QRect) -> None:
        """Beside that cell, within that room."""
        width = min(max(cell.width(), min(_WIDEST, room.width())), room.width())
        layout = self.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(width)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = cell.right() - width + 1 if mirrored else cell.left()
        left = max(room.left(), min(left, room.right() - width + 1))
        below = cell.bottom() + 2
        above = cell.top() - height - 1
        top = below if below + height <= room.bottom() or above < room.top() else above
        self.setGeometry(left, top, width, height)
        self.raise_()


class CellEditor(QObject):
    """Puts the editor where the cell is, as long as one is edited."""

    def __init__(
        self,
        model: CellEditViewModel,
        table: QTableView,
        contacts: ContactTableModel,
        neighbour: Neighbour,
    ) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._contacts = contacts
        self._neighbour = neighbour
        self._editor: LineEdit | _BookChooser | None = None
        self._cell: Cell | None = None
        self._remark = _Remark(table.viewport())
        self._remark.insisted.connect(self._insist)
        self._remark.anyway.installEventFilter(self)
        self.goes_on_in: QWidget | None = None
        """Where the person may go on with the same edit."""
        self.queued = ""
        """What was typed while the cell was being saved: it is for the next one."""
        model.state_changed.connect(self._show_state)

    @property
    def is_open(self) -> bool:
        """Whether a cell is edited."""
        return self._editor is not None

    def place(self) -> None:
        """The rows moved, or the columns."""
        if self._editor is None or self._cell is None:
            return
        number = self._contacts.place_of(self._cell.contact_id)
        if number is None:
            self._model.release()
            return
        area = self._table.visualRect(self._contacts.index(number, self._cell.column))
        self._editor.setGeometry(area.adjusted(0, 0, 0, -1))
        if self._remark.isVisibleTo(self._table.viewport()):
            self._remark.place(area, self._table.viewport().rect())

    # ---- showing -------------------------------------------------------------------------------

    def _show_state(self) -> None:
        state = self._model.state
        if state.cell != self._cell:
            self._close()
            if state.cell is not None:
                self._open(state.cell)
        if isinstance(self._editor, LineEdit):
            self._show_text(self._editor, state)
        elif self._editor is not None:
            self._show_books(self._editor, state)
        if self._editor is not None:
            self._editor.setAccessibleDescription(state.message)
            self._remark.show_state(state)
            self.place()

    def _open(self, cell: Cell) -> None:
        self._cell, self.queued = cell, ""
        viewport = self._table.viewport()
        if cell.column is Column.BOOK:
            chooser = self._editor = _BookChooser(viewport)
            chooser.activated.connect(self._chosen)
            chooser.closed.connect(self._closed_soon)
        else:
            edit = self._editor = LineEdit(viewport)
            edit.setTextMargins(_INSET, 0, _INSET, 0)
            edit.typed.connect(self._typed)
            if cell.column is Column.PHONE_NUMBER:
                edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        name = tr("{column} in the table").format(column=self._contacts.heading(cell.column))
        self._editor.setAccessibleName(name)
        self._editor.installEventFilter(self)
        self.place()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self._editor, LineEdit):
            state = self._model.state
            self._editor.show_text(state.text)
            self._editor.end(False)
            if not state.typed:
                self._editor.selectAll()

    def _close(self) -> None:
        editor, self._editor, self._cell = self._editor, None, None
        if editor is None:
            return
        if editor.hasFocus() or self._remark.anyway.hasFocus():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._remark.hide()
        editor.removeEventFilter(self)
        editor.hide()
        editor.deleteLater()

    def _show_text(self, edit: LineEdit, state: CellEditState) -> None:
        edit.setReadOnly(state.saving)
        edit.show_text(state.text)

    def _show_books(self, chooser: QComboBox, state: CellEditState) -> None:
        chooser.setEnabled(not state.saving)
        if chooser.count() or not state.books:
            return
        with QSignalBlocker(chooser):
            for book in state.books:
                chooser.addItem(shown(book.name), book.local_id)
            chooser.setCurrentIndex(chooser.findData(state.book_id))
        QTimer.singleShot(0, chooser, chooser.showPopup)

    # ---- what the person does ------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self._model.set_text(text)

    def _chosen(self, number: int) -> None:
        if isinstance(self._editor, QComboBox):
            self._model.choose_book(self._editor.itemData(number))

    def _closed_soon(self) -> None:
        """What was chosen comes a moment after the list went."""
        chooser = self._editor
        if isinstance(chooser, QComboBox):
            QTimer.singleShot(0, chooser, self._model.cancel)

    def _insist(self) -> None:
        if self._cell is not None:
            self._model.commit(self._neighbour(self._cell, Qt.Key.Key_Down), insist=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._cell is None:
            return False
        if watched is self._remark.anyway:
            return isinstance(event, QKeyEvent) and self._key_on_button(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key_pressed(self._cell, event)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self._left(event)
        return False

    def _key_on_button(self, event: QKeyEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or self._editor is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._model.cancel()
        elif event.key() in {Qt.Key.Key_Backtab, Qt.Key.Key_Up}:
            self._editor.setFocus(Qt.FocusReason.BacktabFocusReason)
        elif event.key() in _ENTER:
            self._insist()
        else:
            return False
        return True

    def _key_pressed(self, cell: Cell, event: QKeyEvent) -> bool:
        """Whether the key is not for the editor itself."""
        key, state = Qt.Key(event.key()), self._model.state
        if key == Qt.Key.Key_Escape:
            self._model.cancel()
            return True
        if state.saving:
            self.queued += event.text() if event.text().isprintable() else ""
            return True
        if key == Qt.Key.Key_Tab and self._remark.anyway.isVisible() and state.serious:
            self._remark.anyway.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        way = _way(key, event.modifiers(), arrows=state.typed)
        if way is None:
            return False
        insist = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._model.commit(self._neighbour(cell, way), insist=insist and state.can_insist)
        return True

    def _left(self, event: QFocusEvent) -> None:
        """A click elsewhere saves, as in a spreadsheet; in the form the person goes on typing."""
        to = QApplication.focusWidget()
        apart = to is not None and to.window() is not self._table.window()
        if event.reason() in _PASSING or apart or to is self._remark.anyway:
            return
        if to is not None and self.goes_on_in is not None and self.goes_on_in.isAncestorOf(to):
            self._model.release()
        else:
            self._model.commit()


def _way(key: Qt.Key, modifiers: Qt.KeyboardModifier, *, arrows: bool) -> Qt.Key | None:
    """Which way a key goes on from the cell; None: it does not. `arrows`: those do as well."""
    if key in _ENTER:
        up = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        return Qt.Key.Key_Up if up else Qt.Key.Key_Down
    plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
    sideways = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
    if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} or (arrows and plain and key in sideways):
        return key
    return None
