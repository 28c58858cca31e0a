"""The dialog "Activity": what was done, what became of it, and how the sync stands."""

from datetime import UTC, datetime

from PySide6.QtCore import (
    QSignalBlocker,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.viewmodels.shell.activity import ActivityState, ActivityViewModel, BatchRow
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import set_tip
from smsbook_gui.views.widgets.style import UNIT, Severity
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_ID = Qt.ItemDataRole.UserRole
_LONG_AGO = datetime(2026, 12, 28, 20, 58, tzinfo=UTC)
"""As wide as a time gets."""
_NAME_LETTERS = 20


class ActivityDialog(QDialog):
    """Follows what happens while it is open."""

    def __init__(
        self,
        model: ActivityViewModel,
        parent: QWidget | None = None,
        *,
        importing: ImportViewModel | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._importing = importing
        self._shown = ActivityState()
        self.setWindowTitle(tr("Activity"))
        self.setAccessibleName(tr("Activity"))
        self._sync = WrappedLabel(parent=self)
        self._sync.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._sync_now = QPushButton(tr("Sync now"), self)
        self._stop_sync = QPushButton(tr("Stop sync"), self)
        self._problem = Notice(self)
        self._batches = _list(
            tr("Batches"),
            [
                (tr("What"), ""),
                (tr("When"), display_time(_LONG_AGO)),
                (tr("Contacts"), number(100_000)),
                (tr("Result"), tr("1,000 not accepted")),
            ],
            self,
        )
        self._batches.headerItem().setTextAlignment(2, Qt.AlignmentFlag.AlignCenter)
        self._lines = _list(
            tr("Changes"),
            [
                (tr("Contact"), "n" * _NAME_LETTERS),
                (tr("Change"), ""),
                (tr("Result"), tr("Not accepted")),
            ],
            self,
        )
        self._lines.setWordWrap(True)
        self._more = Notice(self)
        self._empty = EmptyState(self)
        self._empty.show_words(
            "activity",
            tr("Nothing was changed yet"),
            tr("Your changes, and those that a sync finds, will be listed here."),
        )
        self._pages = QStackedWidget(self)
        self._undo = QPushButton(tr("Undo"), self)
        self._import = QPushButton(tr("Show import"), self)
        self._build()
        self._connect()
        self.resize(96 * UNIT, 72 * UNIT)
        model.opened()
        self._state_changed()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(self._sync, 1)
        for button in (self._sync_now, self._stop_sync, self._undo, self._import):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        top.addWidget(self._stop_sync)
        top.addWidget(self._sync_now)
        lists = QSplitter(Qt.Orientation.Vertical, self)
        lists.addWidget(self._batches)
        lists.addWidget(self._lines)
        lists.setChildrenCollapsible(False)
        lists.setHandleWidth(UNIT)
        lists.setStretchFactor(0, 3)
        lists.setStretchFactor(1, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setAccessibleName(tr("Close"))
        buttons.addButton(self._undo, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._import, QDialogButtonBox.ButtonRole.ActionRole)
        listed = QWidget(self)
        below = QVBoxLayout(listed)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(UNIT)
        below.addWidget(lists, 1)
        below.addWidget(self._more)
        self._pages.addWidget(listed)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        column.addLayout(top)
        column.addWidget(self._problem)
        column.addWidget(self._pages, 1)
        column.addWidget(buttons)

    def _connect(self) -> None:
        model = self._model
        self._batches.currentItemChanged.connect(self._batch_chosen)
        self._undo.clicked.connect(model.undo)
        self._import.clicked.connect(self._show_import)
        self._sync_now.clicked.connect(model.sync_now)
        self._stop_sync.clicked.connect(model.cancel_sync)
        model.state_changed.connect(self._state_changed)
        self.finished.connect(self._finished)

    def show_state(self, state: ActivityState) -> None:
        """Show `state`; what did not change is not touched."""
        before, self._shown = self._shown, state
        self._sync.setText(state.sync)
        self._sync_now.setEnabled(not state.syncing)
        self._stop_sync.setVisible(state.syncing)
        self._problem.say(state.problem, Severity.BAD)
        if state.batches != before.batches:
            self._show_batches(state.batches)
        self._select(state.selected)
        if state.lines != before.lines:
            self._lines.clear()
            for line in state.lines:
                QTreeWidgetItem(self._lines, [line.contact, line.what, line.outcome])
        nothing = state.loaded and not state.batches
        self._pages.setCurrentIndex(1 if nothing else 0)
        more = tr("Only the first %Ln changes are shown.", None, 500)
        self._more.say(more if state.more_lines else _about_book(state))
        self._undo.setVisible(not nothing)
        self._undo.setEnabled(state.can_undo)
        tip = "" if state.can_undo else tr("Only the last action can be undone")
        set_tip(self._undo, tip)
        importing = self._importing
        self._import.setVisible(importing is not None and importing.knows_batch(state.selected))

    # ---- inside ----------------------------------------------------------------------------

    def _state_changed(self) -> None:
        self.show_state(self._model.state)

    def _show_batches(self, rows: tuple[BatchRow, ...]) -> None:
        """Rows keep their items, so that the keyboard's place stays while counts change."""
        with QSignalBlocker(self._batches):
            for index, row in enumerate(rows):
                item = self._batches.topLevelItem(index)
                if item is None:
                    item = QTreeWidgetItem(self._batches)
                contacts = number(row.contacts) if row.contacts else ""
                texts = [row.title, row.when, contacts, row.result]
                for column, text in enumerate(texts):
                    item.setText(column, text)
                item.setTextAlignment(2, Qt.AlignmentFlag.AlignCenter)
                item.setData(0, _ID, row.batch_id)
            while self._batches.topLevelItemCount() > len(rows):
                self._batches.takeTopLevelItem(len(rows))

    def _select(self, batch_id: int | None) -> None:
        with QSignalBlocker(self._batches):
            for index in range(self._batches.topLevelItemCount()):
                item = self._batches.topLevelItem(index)
                if item is not None and item.data(0, _ID) == batch_id:
                    if item is not self._batches.currentItem():
                        self._batches.setCurrentItem(item)
                    return

    def _batch_chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._model.select(item.data(0, _ID))

    def _show_import(self) -> None:
        batch_id, importing = self._shown.selected, self._importing
        if importing is not None and batch_id is not None:
            self.accept()
            importing.show_batch(batch_id)

    def _finished(self) -> None:
        self._model.closed()


def _about_book(state: ActivityState) -> str:
    for row in state.batches:
        if row.batch_id == state.selected and row.about_book:
            return tr("This was about the address book itself, not about contacts.")
    return ""


def _list(name: str, columns: list[tuple[str, str]], parent: QWidget) -> QTreeWidget:
    """A table whose columns are as wide as their samples; "" takes the room that is left."""
    tree = QTreeWidget(parent)
    tree.setAccessibleName(name)
    tree.setHeaderLabels([column for column, _sample in columns])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(False)
    tree.setAllColumnsShowFocus(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setTabKeyNavigation(False)
    header = tree.header()
    header.setStretchLastSection(False)
    metrics = tree.fontMetrics()
    for column, (title, sample) in enumerate(columns):
        mode = QHeaderView.ResizeMode.Interactive if sample else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(column, mode)
        if sample:
            letters = max(metrics.horizontalAdvance(text) for text in (title, sample))
            header.resizeSection(column, letters + 3 * UNIT)
    return tree
