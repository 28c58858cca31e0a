"""The dialog "Activity": what was done, what became of it, and how the sync stands."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.batch import WayBack
from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.help.pages import UNDO
from smsbook_gui.viewmodels.history.activity import ActivityState, ActivityViewModel, BatchRow
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import caption_for, dialog_column, while_open
from smsbook_gui.views.history.undo_dialog import UndoDialog
from smsbook_gui.views.looks.style import UNIT, Severity, first_size
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.form_field import Notice, OwnEnterEdit, clearable
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import set_tip
from smsbook_gui.views.widgets.preview_table import AsReadDelegate
from smsbook_gui.views.widgets.splitter import Splitter
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
        set_guide_page(self, UNDO)
        self._model = model
        self._importing = importing
        self._shown = ActivityState()
        self.dialogs = DialogQueue(self)
        self.setWindowTitle(tr("Activity"))
        self.setAccessibleName(tr("Activity"))
        self._sync = WrappedLabel(parent=self)
        self._sync.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._search = OwnEnterEdit(self)
        self._book: Chooser[int | None] = Chooser(tr("Address book"), model.choose_book, self)
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
        self._pages = QStackedWidget(self)
        self._undo = QPushButton(tr("Undo…"), self)
        self._import = QPushButton(tr("Show import"), self)
        self._export = QPushButton(tr("Export…"), self)
        self._exported = Notice(self)
        self._build()
        self._connect()
        first_size(self, 96 * UNIT, 72 * UNIT)
        model.opened()
        model.export.forget()
        self._state_changed()
        self._show_export()
        self._batches.setFocus()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(self._sync, 1)
        buttons = (self._sync_now, self._stop_sync, self._undo, self._import, self._export)
        for button in buttons:
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        top.addWidget(self._stop_sync)
        top.addWidget(self._sync_now)
        self._search.setAccessibleName(tr("Search activity"))
        self._search.setPlaceholderText(tr("Search by contact, action or value"))
        clearable(self._search)
        narrow = QHBoxLayout()
        narrow.setSpacing(UNIT)
        narrow.addWidget(self._search, 2)
        narrow.addWidget(self._book, 1)
        caption_for(self._book, tr("Address book"))
        lists = Splitter(Qt.Orientation.Vertical, self)
        lists.addWidget(self._batches)
        lists.addWidget(self._lines)
        lists.setChildrenCollapsible(False)
        lists.setHandleWidth(UNIT)
        lists.setStretchFactor(0, 3)
        lists.setStretchFactor(1, 2)
        bar = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        bar.rejected.connect(self.reject)
        close = self._leave = bar.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setAccessibleName(tr("Close"))
        for button in (self._undo, self._import, self._export):
            bar.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        listed = QWidget(self)
        below = QVBoxLayout(listed)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(UNIT)
        below.addWidget(lists, 1)
        below.addWidget(self._more)
        self._pages.addWidget(listed)
        self._pages.addWidget(self._empty)
        column = dialog_column(self)
        column.addLayout(top)
        column.addWidget(self._problem)
        column.addLayout(narrow)
        column.addWidget(self._pages, 1)
        column.addWidget(self._exported)
        column.addWidget(bar)

    def _connect(self) -> None:
        model = self._model
        self._batches.currentItemChanged.connect(self._batch_chosen)
        self._undo.clicked.connect(self._look_back)
        self._import.clicked.connect(self._show_import)
        self._sync_now.clicked.connect(model.sync_now)
        self._stop_sync.clicked.connect(model.cancel_sync)
        self._search.textChanged.connect(model.search)
        self._export.clicked.connect(self._export_or_cancel)
        self._batches.verticalScrollBar().valueChanged.connect(self._scrolled)
        while_open(
            self,
            (model.export.state_changed, self._show_export),
            (model.state_changed, self._state_changed),
        )
        self.finished.connect(model.closed)

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
        narrowed = state.query.is_narrowed
        self._search.setEnabled(narrowed or not nothing)
        self._book.show_choice(state.books, state.query.book_id)
        self._book.setEnabled(self._search.isEnabled())
        self._export.setEnabled(bool(state.batches) or self._model.export.state.busy)
        if nothing:
            self._show_empty(narrowed)
        self._show_page(nothing)
        more = tr("Only the first %Ln changes are shown.", None, 500)
        self._more.say(more if state.more_lines else _about_book(state))
        self._undo.setVisible(narrowed or not nothing)
        self._undo.setEnabled(state.way_back is not None)
        self._undo.setText(tr("Redo…") if state.way_back is WayBack.REDO else tr("Undo…"))
        self._undo.setAccessibleName(self._undo.text())
        set_tip(self._undo, "" if state.chosen is None else state.chosen.no_way_back)
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

    def _show_page(self, nothing: bool) -> None:
        """The keyboard is in the list, and where there is none at the button that leaves."""
        before = self._pages.currentIndex()
        self._pages.setCurrentIndex(1 if nothing else 0)
        focus = self.focusWidget()
        if focus is self._empty:  # Qt gives it to whatever comes in place of the list
            self._leave.setFocus()
        elif before == 1 and not nothing and focus is self._leave:
            self._batches.setFocus()

    def _show_empty(self, narrowed: bool) -> None:
        if narrowed:
            self._empty.show_words("search", tr("Nothing was found"), tr("Try another word."))
            return
        self._empty.show_words(
            "activity",
            tr("Nothing was changed yet"),
            tr("Your changes, and those that a sync finds, will be listed here."),
        )

    def _scrolled(self, value: int) -> None:
        """The person came to the end of the list: older ones follow."""
        if value and value == self._batches.verticalScrollBar().maximum():
            self._model.more()

    def _export_or_cancel(self) -> None:
        if self._model.export.state.busy:
            self._model.export.cancel()
        else:
            self.dialogs.open(self._file_dialog)

    def _file_dialog(self, parent: QWidget) -> QDialog:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(place)
        dialog = QFileDialog(parent, tr("Save activity"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Excel workbook (*.xlsx)"), tr("CSV (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("csv" if "csv" in chosen else "xlsx")
        )
        dialog.selectFile(self._model.export.file_name())
        dialog.fileSelected.connect(
            lambda name: self._model.export.export(self._model.state.query, Path(name))
        )
        return dialog

    def _show_export(self) -> None:
        state = self._model.export.state
        self._export.setText(tr("Cancel export") if state.busy else tr("Export…"))
        self._export.setAccessibleName(self._export.text())
        self._export.setEnabled(state.busy or bool(self._shown.batches))
        severity = Severity.BAD if state.problem else Severity.QUIET
        self._exported.say(state.problem or state.told, severity)

    def _look_back(self) -> None:
        if self._model.look_back():
            self.dialogs.open(lambda window: UndoDialog(self._model.undo, window), kept_as="undo")


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
    tree.setItemDelegate(AsReadDelegate(tree))
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
