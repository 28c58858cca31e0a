"""The comparisons that were saved, and the way to a new one."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.comparisons.recipes import FILE, NAME, RecipesModel
from smsbook_gui.viewmodels.comparisons.window import ComparisonViewModel
from smsbook_gui.views.dialogs.dialog_widgets import push_button
from smsbook_gui.views.looks.style import QUIET, UNIT, heading
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.row_table import RowTable
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Comparison window"),
        (
            KeyHint(tr("Run a saved comparison again"), keys("Return")),
            KeyHint(tr("Forget a saved comparison"), keys("Del")),
        ),
    )


class _Table(RowTable):
    """`chosen`: a row was opened by a double click or Enter; `delete_wanted`: Del."""

    chosen = Signal(int)
    delete_wanted = Signal()

    def __init__(self, model: RecipesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(tr("Saved comparisons"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self.setColumnWidth(NAME, 32 * UNIT)
        self.setColumnWidth(FILE, 28 * UNIT)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if not editing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
        elif not editing and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class SavedComparisons(QWidget):
    """`choose_requested`: the person wants to pick a file."""

    choose_requested = Signal()

    def __init__(self, model: ComparisonViewModel) -> None:
        super().__init__()
        self._model = model
        title = Label(tr("Saved comparisons"))
        heading(title, 1.15)
        hint = WrappedLabel(
            tr("Run one again with a double click, or choose another file to compare with.")
        )
        hint.setForegroundRole(QUIET)
        self._table = _Table(model.saved)
        self._run = push_button(tr("Run again"))
        self._rename = push_button(tr("Rename"))
        self._delete = push_button(tr("Delete"))
        self._choose = push_button(tr("Choose file…"))
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        for button in (self._run, self._rename, self._delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(title)
        column.addWidget(hint)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)
        self._table.chosen.connect(model.run)
        self._table.delete_wanted.connect(self._delete_current)
        self._table.selectionModel().currentChanged.connect(self._show_buttons)
        model.saved.modelReset.connect(self._listed)
        self._run.clicked.connect(self._run_current)
        self._rename.clicked.connect(self._rename_current)
        self._delete.clicked.connect(self._delete_current)
        self._choose.clicked.connect(self.choose_requested)
        self._listed()

    def take_focus(self) -> None:
        """Go to the list."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _listed(self) -> None:
        if self._model.saved.rowCount():
            self._table.setCurrentIndex(self._model.saved.index(0, NAME))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in (self._run, self._rename, self._delete):
            button.setEnabled(self._current.isValid())

    @property
    def _current(self) -> QModelIndex:
        return self._table.currentIndex()

    def _run_current(self) -> None:
        self._model.run(self._current.row())

    def _rename_current(self) -> None:
        self._table.edit(self._current.siblingAtColumn(NAME))

    def _delete_current(self) -> None:
        if self._current.isValid():
            self._model.delete(self._current.row())
