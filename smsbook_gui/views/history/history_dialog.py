"""The window "History" of one contact, with the way back to an earlier value or day."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.history.history import HistoryState, HistoryViewModel
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    dialog_column,
    name_label,
    while_open,
)
from smsbook_gui.views.history.as_it_was_dialog import AsItWasDialog
from smsbook_gui.views.looks.style import UNIT, Severity, first_size, heading
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.preview_table import PreviewTable
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_Index = QModelIndex | QPersistentModelIndex
_SIZE = 124 * UNIT, 72 * UNIT
_NARROWEST = 60 * UNIT
_LEAST_ROWS = 5
_WIDE_DAY = datetime(2028, 12, 28, 20, 58, tzinfo=UTC)
"""One that is as wide as any."""


class HistoryDialog(FittingDialog):
    """All that was done to a contact, newest first."""

    def __init__(self, model: HistoryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        self._model = model
        self.dialogs = DialogQueue(self)
        self.setWindowTitle(tr("History"))
        self.setAccessibleName(self.windowTitle())
        self._name = WrappedLabel()
        self._words = Notice()
        self._table = _Changes(model)
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._offer = Notice()
        self._problem = ProblemMark(name=tr("Problem"))
        self._bring_back = QPushButton(tr("Bring back this value"))
        self._then = QPushButton(tr("As it was then…"))
        self._close = QPushButton(tr("Close"))
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        first_size(self, *_SIZE)
        self._show_state()
        self._table.setFocus()

    def _lay_out(self) -> None:
        heading(self._name)
        roles = QDialogButtonBox.ButtonRole
        bar = QDialogButtonBox()
        for button, role in (
            (self._bring_back, roles.ActionRole),
            (self._then, roles.ActionRole),
            (self._close, roles.RejectRole),
        ):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            bar.addButton(button, role)
        column = dialog_column(self)
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._empty)
        for each in (self._name, self._words, self._pages, self._offer, self._problem):
            column.addWidget(each, int(each is self._pages))
        name_label(self._name, tr("Contact"))
        column.addWidget(bar)

    def _connect(self) -> None:
        model = self._model
        self._bring_back.clicked.connect(model.bring_back)
        self._then.clicked.connect(self._look_back)
        self._close.clicked.connect(self.reject)
        while_open(
            self,
            (model.state_changed, self._show_state),
            (model.rows.modelReset, self._show_state),
        )
        self.finished.connect(model.closed)

    def _look_back(self) -> None:
        if self._model.look_back():
            self.dialogs.open(lambda window: AsItWasDialog(self._model.then, window))

    def _show_state(self) -> None:
        state = self._model.state
        self._name.setText(state.name)
        self._words.say(state.service_words, Severity.WARNING)
        self._table.show_selected(state)
        nothing = bool(state.offer) and not self._model.rows.rowCount()
        self._empty.show_words("activity", state.offer if nothing else "", "")
        self._pages.setCurrentWidget(self._empty if nothing else self._table)
        self._offer.say("" if nothing else state.offer)
        self._problem.show_problem(state.problem)
        self._bring_back.setEnabled(state.can_bring_back)
        self._then.setEnabled(state.can_go_back)


class _Changes(PreviewTable):
    """The table "Changes"; the row that the keyboard is on is what the buttons are about."""

    _showing = False
    """While a row is shown as chosen: that is no person's choice."""

    def __init__(self, model: HistoryViewModel) -> None:
        super().__init__(tr("Changes"))
        self._choose = model.select
        self.setModel(model.rows)
        model.rows.modelReset.connect(self._fit_again)
        self.frame(_LEAST_ROWS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        for section in (2, 3):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(6 * UNIT)
        header.setStretchLastSection(False)

    def show_selected(self, state: HistoryState) -> None:
        """Show which row the buttons are about."""
        row = -1 if state.selected is None else state.selected
        if self.currentIndex().row() != row and 0 <= row < self.model().rowCount():
            self._showing = True
            self.setCurrentIndex(self.model().index(row, 0))
            self._showing = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._showing:
            self._choose(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit_again(self) -> None:
        self._fit(self.viewport().width())

    def _fit(self, width: int) -> None:
        """When it was is always read in full; the two values have half of the rest, or more."""
        when = self.fontMetrics().horizontalAdvance(display_time(_WIDE_DAY)) + 3 * UNIT
        when = min(when, width // 3)
        self.setColumnWidth(0, when)
        needed = {section: self.needed_width(section) for section in (1, 4, 5, 6)}
        share = min(1.0, (width - when) / 2 / sum(needed.values()))
        for section, most in needed.items():
            self.setColumnWidth(section, int(most * share))
