"""The windows "Undo" and "Redo": what taking an action back would change, and what stays."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.common.text_rows import TextRowsModel
from smsbook_gui.viewmodels.history.undo import UndoStage, UndoState, UndoViewModel
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    answer_bar,
    dialog_column,
    name_label,
    while_open,
)
from smsbook_gui.views.looks.style import UNIT, Severity, first_size, heading
from smsbook_gui.views.widgets.choice_bar import ChoiceBar
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.preview_table import PreviewTable
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = 96 * UNIT, 68 * UNIT
_NARROWEST = 52 * UNIT
_LEAST_ROWS = 5


class UndoDialog(FittingDialog):
    """Closes by itself when it is done. Closing it before changes nothing, unless that has begun:
    then it goes on."""

    def __init__(self, model: UndoViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        self._model = model
        self._action = WrappedLabel()
        self._summary = WrappedLabel()
        self._effects = Notice()
        self._warnings = Notice()
        self._which = _Which(tr("Shown"), self)
        self._changes = _Rows(tr("Preview"), model.changes)
        self._left = _Rows(tr("Left as they are"), model.left)
        self._tables = QStackedWidget()
        self._more = Notice()
        self._bar = WorkBar(tr("Undo"), endless=True)
        self._problem = ProblemMark(name=tr("Problem"))
        self._apply = QPushButton()
        self._cancel = QPushButton(tr("Cancel"))
        self._chosen: bool | None = None
        """Whether the person chose to see what stays; None: nothing yet."""
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        first_size(self, *_SIZE)
        self._show_state()
        self._cancel.setFocus()

    def show_left(self, left: bool) -> None:
        """Show what stays as it is, or what changes."""
        self._chosen = left
        self._show_state()

    def _lay_out(self) -> None:
        heading(self._summary)
        for table in (self._changes, self._left):
            self._tables.addWidget(table)
        column = dialog_column(self)
        for each in (
            *(self._action, self._summary, self._effects, self._warnings, self._which),
            *(self._tables, self._more, self._bar, self._problem),
        ):
            column.addWidget(each, int(each is self._tables))
        name_label(self._action, tr("Action"))
        name_label(self._summary, tr("Summary"))
        column.addWidget(answer_bar(self._apply, self._cancel))

    def _connect(self) -> None:
        model = self._model
        self._apply.clicked.connect(model.apply)
        self._cancel.clicked.connect(self.reject)
        while_open(self, (model.state_changed, self._show_state), (model.done, self.accept))
        self.finished.connect(model.closed)

    def _show_state(self) -> None:
        state = self._model.state
        self.setWindowTitle(state.title)
        self.setAccessibleName(state.title)
        self._action.setText(state.action)
        self._summary.setText(state.summary)
        self._effects.say(state.effects)
        self._warnings.say(state.warnings, Severity.WARNING)
        self._show_tables(state)
        self._bar.setVisible(state.busy)
        self._problem.show_problem(state.problem)
        self._apply.setText(state.title)
        self._apply.setAccessibleName(state.title)
        self._apply.setEnabled(state.can_apply)
        working = state.stage is UndoStage.WORKING
        self._cancel.setText(tr("Close") if working else tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())

    def _show_tables(self, state: UndoState) -> None:
        left = state.stays > 0 and (not state.changes if self._chosen is None else self._chosen)
        self._which.setVisible(bool(state.changes and state.stays))
        self._which.show_items(
            [
                (False, tr("Will change ({count})").format(count=number(state.changes)), not left),
                (True, tr("Stay as they are ({count})").format(count=number(state.stays)), left),
            ]
        )
        self._tables.setCurrentWidget(self._left if left else self._changes)
        self._more.say("" if left else state.more)


class _Which(ChoiceBar[bool]):
    def __init__(self, name: str, dialog: UndoDialog) -> None:
        super().__init__(name)
        self._dialog = dialog

    def chosen(self, key: bool) -> None:
        self._dialog.show_left(key)


class _Rows(PreviewTable):
    """Contact, field, and two values that have what room there is."""

    def __init__(self, name: str, rows: TextRowsModel) -> None:
        super().__init__(name)
        self.setModel(rows)
        self.frame(_LEAST_ROWS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        for section in (2, 3):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(6 * UNIT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        self.setColumnWidth(0, min(26 * UNIT, width // 4))
        self.setColumnWidth(1, min(15 * UNIT, width // 5))
        super().resizeEvent(event)
