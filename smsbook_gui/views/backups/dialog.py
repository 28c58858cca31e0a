"""The window "Restore from backup": what differs from a backup, and what of it is to come back."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.backup import DifferenceKind
from smsbook_gui.viewmodels.backups.backups import BackupsState, BackupStage, BackupsViewModel
from smsbook_gui.viewmodels.backups.rows import CONTACT, KIND, NOW, THEN
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.help.pages import UNDO
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    answer_bar,
    caption_for,
    dialog_column,
    name_label,
    push_button,
    while_open,
)
from smsbook_gui.views.looks.style import UNIT, Severity, first_size, heading
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.preview_table import TickTable
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = 104 * UNIT, 72 * UNIT
_NARROWEST = 60 * UNIT
_LEAST_ROWS = 5


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Restore from backup"), (KeyHint(tr("Tick the selected contacts"), keys("Space")),)
    )


class BackupsDialog(FittingDialog):
    """Closes by itself when contacts were restored. Closing it before changes nothing."""

    def __init__(self, model: BackupsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        set_guide_page(self, UNDO)
        self._model = model
        self.dialogs = DialogQueue(self)
        self.setWindowTitle(tr("Restore from backup"))
        self.setAccessibleName(self.windowTitle())
        self._backup: Chooser[str] = Chooser(tr("Backup"), model.choose)
        self._make = push_button(tr("Back up now"))
        self._trouble = Notice()
        self._summary = WrappedLabel()
        self._kinds = {kind: QCheckBox() for kind in DifferenceKind}
        self._table = _Differences(model)
        self._empty = EmptyState()
        self._found = QWidget()
        self._pages = QStackedWidget()
        self._bar = WorkBar(tr("Backup"), endless=True)
        self._problem = ProblemMark(name=tr("Problem"))
        self._restore = QPushButton(tr("Restore"))
        self._close = QPushButton(tr("Close"))
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        first_size(self, *_SIZE)
        self._show_state()
        self._backup.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(caption_for(self._backup, tr("Backup")))
        top.addWidget(self._backup, 1)
        top.addWidget(self._make)
        name_label(self._summary, tr("Summary"))
        heading(self._summary)
        ticks = QWidget()
        flow = FlowLayout(ticks, spacing=2 * UNIT)
        for box in self._kinds.values():
            flow.addWidget(box)
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(UNIT + UNIT // 2)
        for each in (self._summary, ticks, self._table):
            found.addWidget(each, int(each is self._table))
        for page in (self._found, self._empty):
            self._pages.addWidget(page)
        for button in (self._restore, self._close):
            button.setAccessibleName(button.text())
        column = dialog_column(self)
        column.addLayout(top)
        for each in (self._trouble, self._pages, self._bar, self._problem):
            column.addWidget(each, int(each is self._pages))
        column.addWidget(answer_bar(self._restore, self._close))

    def _connect(self) -> None:
        model = self._model
        for kind, box in self._kinds.items():
            box.clicked.connect(lambda _checked=False, kind=kind: model.rows.toggle_all(kind))
        self._make.clicked.connect(model.back_up)
        self._restore.clicked.connect(model.restore)
        self._close.clicked.connect(self.reject)
        while_open(
            self,
            (model.state_changed, self._show_state),
            (model.restored, self.accept),
            (model.asked, self.dialogs.ask),
        )
        self.finished.connect(model.closed)

    def _show_state(self) -> None:
        state = self._model.state
        self._backup.show_choice(state.backups or {}, state.chosen)
        self._backup.setEnabled(bool(state.backups) and state.stage is not BackupStage.RESTORING)
        self._make.setEnabled(not state.making)
        self._trouble.say(state.trouble, Severity.WARNING)
        self._summary.setText(state.summary)
        counts = {one.kind: one for one in state.kinds}
        for kind, box in self._kinds.items():
            one = counts.get(kind)
            box.setVisible(one is not None)
            if one is not None:
                _show_ticks(box, one.ticked, one.count)
                box.setText(_kind_text(kind).format(count=number(one.count)))
                box.setEnabled(not state.busy)
        self._show_page(state)
        self._bar.setVisible(state.busy)
        self._problem.show_problem(state.problem, state.details)
        self._restore.setEnabled(state.can_restore)

    def _show_page(self, state: BackupsState) -> None:
        if state.kinds:
            self._pages.setCurrentWidget(self._found)
            return
        looked = state.stage is BackupStage.SHOWN
        title = "" if state.problem else state.summary
        self._empty.show_words("status-saved" if looked else "restore", title, state.advice)
        self._pages.setCurrentWidget(self._empty)


def _show_ticks(box: QCheckBox, ticked: int, count: int) -> None:
    some = Qt.CheckState.PartiallyChecked
    every = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
    with QSignalBlocker(box):
        box.setCheckState(every if ticked in {0, count} else some)


def _kind_text(kind: DifferenceKind) -> str:
    return {
        DifferenceKind.DELETED: tr("Bring back what was deleted since ({count})"),
        DifferenceKind.CHANGED: tr("Set back what was changed since ({count})"),
        DifferenceKind.NEW: tr("Delete what is new since ({count})"),
    }[kind]


class _Differences(TickTable):
    """The table "Differences"."""

    def __init__(self, model: BackupsViewModel) -> None:
        super().__init__(tr("Differences"), model.rows)
        self.setModel(model.rows)
        self.frame(_LEAST_ROWS)
        header = self.horizontalHeader()
        for section in (NOW, THEN):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(CONTACT, 26 * UNIT)
        self.setColumnWidth(KIND, 16 * UNIT)
