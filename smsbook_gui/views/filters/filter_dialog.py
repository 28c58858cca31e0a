"""The window "Filter": a column, a condition, and what it is about."""

from datetime import date

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.filters.filter_dialog import FilterDialogState, FilterDialogViewModel
from smsbook_gui.viewmodels.help.pages import BOOKS
from smsbook_gui.views.dialogs.dialog_widgets import caption_for, dialog_column
from smsbook_gui.views.looks.style import QUIET, UNIT, first_size
from smsbook_gui.views.widgets.day_edit import DayEdit
from smsbook_gui.views.widgets.form_field import clearable
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, literal

_HEIGHT, _HEIGHT_OF_LIST = 27 * UNIT, 40 * UNIT


class FilterDialog(QDialog):
    """Shows the view-model's filter; closes when it is chosen or taken away."""

    def __init__(self, model: FilterDialogViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        set_guide_page(self, BOOKS)
        self._model = model
        self.setWindowTitle(tr("Filter"))
        self._column = QComboBox()
        self._column.setAccessibleName(tr("Column"))
        self._op = QComboBox()
        self._op.setAccessibleName(tr("Condition"))
        self._text = QLineEdit()
        self._text.setAccessibleName(tr("Words to find"))
        clearable(self._text)
        self._hint = Label()
        self._hint.setForegroundRole(QUIET)
        self._hint.setWordWrap(True)
        self._options = QListWidget()
        self._options.setAccessibleName(tr("Values"))
        self._period = QComboBox()
        self._period.setAccessibleName(tr("Period"))
        self._day = DayEdit(tr("Day"))
        self._day.setMaximumDate(_as_qt(model.state.today))
        self._period_hint = Label()
        self._period_hint.setForegroundRole(QUIET)
        self._period_hint.setWordWrap(True)
        # Kept here: as an item's data an enumeration comes back as a text.
        self._columns = [column for column, _heading in model.state.columns]
        self._ops = [op for op, _words in model.state.ops]
        self._periods = [period for period, _words in model.state.periods]
        self._period.addItems([words for _period, words in model.state.periods])
        self._column.addItems([literal(heading) for _column, heading in model.state.columns])
        self._op.addItems([words for _op, words in model.state.ops])
        self._had_options = False
        self._lay_out()
        self._show_state()
        self._text.setText(model.state.text)
        self._column.currentIndexChanged.connect(self._column_chosen)
        self._op.currentIndexChanged.connect(self._op_chosen)
        self._text.textChanged.connect(model.set_text)
        self._period.currentIndexChanged.connect(self._period_chosen)
        self._day.dateChanged.connect(self._day_chosen)
        self._options.itemChanged.connect(self._ticked)
        model.state_changed.connect(self._show_state)
        model.chosen.connect(self.accept)
        model.taken_away.connect(self.accept)
        self._go_to_value()

    def _lay_out(self) -> None:
        by_text = QWidget()
        text_column = QVBoxLayout(by_text)
        text_column.setContentsMargins(0, 0, 0, 0)
        text_column.setSpacing(UNIT)
        for widget in (self._op, self._text, self._hint):
            text_column.addWidget(widget)
        text_column.addStretch()
        self._pages = QStackedWidget()
        self._pages.addWidget(by_text)
        self._pages.addWidget(self._options)
        by_period = QWidget()
        period_column = QVBoxLayout(by_period)
        period_column.setContentsMargins(0, 0, 0, 0)
        period_column.setSpacing(UNIT)
        for each in (self._period, self._day, self._period_hint):
            period_column.addWidget(each)
        period_column.addStretch()
        self._pages.addWidget(by_period)
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self._take_away = buttons.addButton(tr("Remove filter"), roles.ResetRole)
        self._take_away.setAutoDefault(False)
        self._take_away.clicked.connect(self._model.take_away)
        cancel = buttons.addButton(tr("Cancel"), roles.RejectRole)
        cancel.setAutoDefault(False)
        self._apply = buttons.addButton(tr("Filter"), roles.AcceptRole)
        self._apply.setDefault(True)
        buttons.accepted.connect(self._model.accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, UNIT)
        column.addWidget(self._column)
        column.addWidget(self._pages, 1)
        column.addWidget(buttons)
        for box in (self._column, self._op, self._period):
            caption_for(box, box.accessibleName())
        first_size(self, 46 * UNIT, _HEIGHT)

    def _show_state(self) -> None:
        state = self._model.state
        self._column.setCurrentIndex(self._columns.index(state.column))
        self._op.setCurrentIndex(self._ops.index(state.op))
        if self._text.text() != state.text:
            self._text.setText(state.text)
        self._text.setVisible(state.takes_text)
        self._hint.setVisible(state.takes_text)
        self._hint.setText(state.hint)
        self._show_options(state)
        self._period.setCurrentIndex(self._periods.index(state.period))
        self._day.setDate(_as_qt(state.day))
        self._day.setVisible(state.takes_day)
        self._period_hint.setText(state.period_hint)
        self._pages.setCurrentIndex(2 if state.takes_period else 1 if state.options else 0)
        if state.options and not self._had_options:
            self._had_options = True
            first_size(self, 46 * UNIT, _HEIGHT_OF_LIST)
        self._take_away.setVisible(state.filtered)
        self._apply.setEnabled(state.can_apply)

    def _show_options(self, state: FilterDialogState) -> None:
        keys = [option.key for option in state.options]
        rows = [self._options.item(row) for row in range(self._options.count())]
        if [item.data(Qt.ItemDataRole.UserRole) for item in rows] == keys:
            return
        self._options.clear()
        for option in state.options:
            item = QListWidgetItem(option.text)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 2 * UNIT))
            item.setData(Qt.ItemDataRole.UserRole, option.key)
            ticked = Qt.CheckState.Checked if option.ticked else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self._options.addItem(item)
        self._options.setCurrentRow(0)

    def _column_chosen(self, index: int) -> None:
        self._model.set_column(self._columns[index])

    def _op_chosen(self, index: int) -> None:
        self._model.set_op(self._ops[index])

    def _period_chosen(self, index: int) -> None:
        self._model.set_period(self._periods[index])

    def _day_chosen(self, day: QDate) -> None:
        self._model.set_day(date(day.year(), day.month(), day.day()))

    def _ticked(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        self._model.tick(key, item.checkState() is Qt.CheckState.Checked)

    def _go_to_value(self) -> None:
        """To what a person wants to say first."""
        if self._model.state.takes_period:
            self._period.setFocus()
        elif self._model.state.options:
            self._options.setFocus()
        elif self._model.state.takes_text:
            self._text.setFocus()
            self._text.selectAll()
        else:
            self._op.setFocus()


def _as_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
