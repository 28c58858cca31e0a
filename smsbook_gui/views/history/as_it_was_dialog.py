"""The window "As it was then": a day, what was otherwise at its end, and making it so again."""

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.history.as_it_was import AsItWasViewModel
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    answer_bar,
    dialog_column,
    name_label,
    while_open,
)
from smsbook_gui.views.looks.style import UNIT, Severity, first_size, heading
from smsbook_gui.views.widgets.day_edit import DayEdit
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.preview_table import PreviewTable
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = 80 * UNIT, 52 * UNIT
_NARROWEST = 48 * UNIT
_LEAST_ROWS = 4


class AsItWasDialog(FittingDialog):
    """Closes when it is done. Closing it before changes nothing."""

    def __init__(self, model: AsItWasViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        self._model = model
        self.setWindowTitle(tr("As it was then"))
        self.setAccessibleName(self.windowTitle())
        self._name = WrappedLabel()
        self._day = DayEdit(tr("Day"))
        self._summary = WrappedLabel()
        self._remark = Notice()
        self._table = PreviewTable(tr("Preview"))
        self._problem = ProblemMark(name=tr("Problem"))
        self._restore = QPushButton(tr("Make it so again"))
        self._cancel = QPushButton(tr("Cancel"))
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        first_size(self, *_SIZE)
        self._show_state()
        self._day.setFocus()

    def _lay_out(self) -> None:
        caption = Label(tr("Day"))
        caption.setBuddy(self._day)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self._name, 1)
        row.addWidget(caption)
        row.addWidget(self._day)
        heading(self._summary)
        table = self._table
        table.setModel(self._model.rows)
        table.frame(_LEAST_ROWS)
        for section in (1, 2):
            table.horizontalHeader().setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 18 * UNIT)
        for button in (self._restore, self._cancel):
            button.setAccessibleName(button.text())
        column = dialog_column(self)
        column.addLayout(row)
        for each in (self._summary, self._remark, table, self._problem):
            column.addWidget(each, int(each is table))
        name_label(self._name, tr("Contact"))
        name_label(self._summary, tr("Summary"))
        column.addWidget(answer_bar(self._restore, self._cancel))

    def _connect(self) -> None:
        model = self._model
        self._day.dateChanged.connect(self._day_chosen)
        self._restore.clicked.connect(model.restore)
        self._cancel.clicked.connect(self.reject)
        while_open(self, (model.state_changed, self._show_state), (model.brought_back, self.accept))

    def _day_chosen(self, day: QDate) -> None:
        self._model.set_day(date(day.year(), day.month(), day.day()))

    def _show_state(self) -> None:
        state = self._model.state
        self._name.setText(state.name)
        with QSignalBlocker(self._day):
            self._day.setDateRange(_as_qt(state.first), _as_qt(state.last))
            self._day.setDate(_as_qt(state.day))
        self._summary.setText(state.summary)
        self._remark.say(state.remark, Severity.WARNING)
        self._problem.show_problem(state.problem)
        self._restore.setEnabled(state.can_restore and not state.busy)


def _as_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
