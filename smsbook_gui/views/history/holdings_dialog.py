"""The window "Everything we hold on this person": what is found, to be handed over or erased."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QWidget,
)

from smsbook_gui.domain.contacts.holdings import NOBODY
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.history.holding_rows import WHAT, WHEN, WHERE
from smsbook_gui.viewmodels.history.holdings import HoldingsStage, HoldingsViewModel
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    dialog_column,
    name_label,
    push_button,
    while_open,
)
from smsbook_gui.views.looks.style import LEAD_TYPE, UNIT, Severity, first_size, heading
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import Notice, OwnEnterEdit, clearable
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.preview_table import TickTable
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = 104 * UNIT, 78 * UNIT
_NARROWEST = 60 * UNIT
_LEAST_ROWS = 4


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Everything we hold on this person"),
        (KeyHint(tr("Tick the selected entries"), keys("Space")),),
    )


class HoldingsDialog(FittingDialog):
    """Closing it changes nothing; what is being erased goes on."""

    def __init__(self, model: HoldingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        self._model = model
        self._told = NOBODY
        self.dialogs = DialogQueue(self)
        self.setWindowTitle(tr("Everything we hold on this person"))
        self.setAccessibleName(self.windowTitle())
        self._who = WrappedLabel()
        self._summary = WrappedLabel()
        self._first, self._last = _Field(tr("First name")), _Field(tr("Last name"))
        self._number = _Field(tr("Phone number"))
        self._search = push_button(tr("Search"))
        self._table = _Held(model)
        self._all = QPlainTextEdit()
        self._bar = WorkBar(tr("Search"), endless=True)
        self._report = Notice()
        self._problem = ProblemMark(name=tr("Problem"))
        self._save = push_button(tr("Save as file…"))
        self._erase = push_button(tr("Erase…"))
        self._close = push_button(tr("Close"))
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        first_size(self, *_SIZE)
        self._show_state()
        asking = model.state.stage is HoldingsStage.ASKING
        (self._number if asking else self._table).setFocus()

    def _lay_out(self) -> None:
        heading(self._who, LEAD_TYPE)
        name_label(self._who, tr("Person"))
        name_label(self._summary, tr("Summary"))
        self._said = ResultAnnouncer(self)
        self._all.setReadOnly(True)
        self._all.setTabChangesFocus(True)
        self._all.setAccessibleName(tr("All of this entry"))
        self._all.setPlaceholderText(tr("Select an entry to see all of it"))
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self._save)
        buttons.addWidget(self._erase)
        buttons.addStretch(1)
        bar = QDialogButtonBox()
        bar.addButton(self._close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addWidget(bar)
        asked = QWidget()
        flow = FlowLayout(asked, spacing=UNIT)
        for part in (self._first, self._last, self._number, self._search):
            flow.addWidget(part)
        column = dialog_column(self)
        column.addWidget(asked)
        column.addWidget(self._who)
        column.addWidget(self._summary)
        column.addWidget(self._table, 3)
        column.addWidget(self._all, 2)
        for each in (self._bar, self._report, self._problem):
            column.addWidget(each)
        column.addLayout(buttons)
        self._close.setDefault(True)

    def _connect(self) -> None:
        model = self._model
        self._search.clicked.connect(self._look)
        for field in self._fields():
            field.returnPressed.connect(self._look)
        self._save.clicked.connect(self._ask_where)
        self._erase.clicked.connect(model.erase)
        self._close.clicked.connect(self.reject)
        self._table.selectionModel().currentRowChanged.connect(self._show_entry)
        while_open(
            self,
            (model.rows.modelReset, self._show_first),
            (model.state_changed, self._show_state),
            (model.asked, self.dialogs.ask),
        )
        self.finished.connect(model.closed)

    def _fields(self) -> tuple["_Field", ...]:
        return self._first, self._last, self._number

    def _look(self) -> None:
        self._model.search(*(field.text() for field in self._fields()))

    def _show_state(self) -> None:
        state = self._model.state
        if state.sought != self._told:
            self._told = state.sought
            texts = (state.sought.first, state.sought.last, state.sought.number)
            for field, text in zip(self._fields(), texts, strict=True):
                field.setText(text)
        self._search.setEnabled(state.stage is not HoldingsStage.ERASING)
        self._who.setText(shown(state.who))
        self._summary.setText(state.summary)
        self._said.show_result(state.summary)
        self._bar.setVisible(state.busy)
        self._report.say(state.report, Severity.GOOD)
        self._problem.show_problem(state.problem, state.details)
        self._save.setEnabled(state.can_act)
        self._erase.setEnabled(state.can_act)

    def _show_first(self) -> None:
        # Told to the selection: a table asked itself looks at the keys that are held down.
        first, flags = self._model.rows.index(0, WHERE), QItemSelectionModel.SelectionFlag
        how = flags.ClearAndSelect | flags.Rows
        self._table.selectionModel().setCurrentIndex(first, how)
        self._show_entry()

    def _show_entry(self) -> None:
        place = self._table.currentIndex().row()
        there = 0 <= place < self._model.rows.rowCount()
        self._all.setPlainText(self._model.text_of(place) if there else "")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save as file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        workbook, text = tr("Excel workbook (*.xlsx)"), tr("Text (*.txt)")
        dialog.setNameFilters([workbook, text, tr("For other programs (*.json)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))
        )
        dialog.selectFile(tr("Data on one person"))
        dialog.fileSelected.connect(lambda name: self._model.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Field(OwnEnterEdit):
    """Says in itself what it is for: the row of them has no room for captions."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        clearable(self)


class _Held(TickTable):
    """The table "Held"."""

    def __init__(self, model: HoldingsViewModel) -> None:
        super().__init__(tr("Held"), model.rows)
        self.setModel(model.rows)
        self.frame(_LEAST_ROWS)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(WHERE, 44 * UNIT)
        self.setColumnWidth(WHEN, 22 * UNIT)
