"""The dialog "Add existing contacts": by their IDs, where the service cannot list them."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.contacts.add_existing import AddExistingState, AddExistingViewModel
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    answer_bar,
    dialog_column,
    field_grid,
)
from smsbook_gui.views.looks.style import UNIT, Severity
from smsbook_gui.views.widgets.form_field import FormField, Notice
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class AddExistingDialog(FittingDialog):
    """Stays open for the result. Closing it while it works stops the work."""

    def __init__(self, model: AddExistingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(tr("Add existing contacts"))
        self.setAccessibleName(tr("Add existing contacts"))
        self._ids = FormField(tr("IDs"), self)
        self._book = QComboBox(self)
        self._progress = QProgressBar(self)
        self._time = Label(parent=self)
        self._summary = Notice(self)
        self._problem = Notice(self)
        self._failures = QListWidget(self)
        self._add = QPushButton(tr("Add"), self)
        self._cancel = QPushButton(tr("Cancel"), self)
        self._build()
        self._connect()
        self.show_state(model.state)
        self.setMinimumWidth(56 * UNIT)
        self._ids.edit.setFocus()

    def _build(self) -> None:
        intro = WrappedLabel(
            tr(
                "Contacts that the service already has are read by their ID, which you find in "
                "its web portal. Enter single IDs and ranges."
            ),
            self,
        )
        intro.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._ids.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._book.setAccessibleName(tr("Address book"))
        self._book.setPlaceholderText(tr("Choose an address book"))
        self._book.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        label = Label(tr("Address book"), self)
        label.setBuddy(self._book)
        grid = field_grid(self._ids)
        grid.addWidget(label, 1, 0)
        grid.addWidget(self._book, 1, 1)
        self._add.setAccessibleName(tr("Add"))
        self._progress.setAccessibleName(tr("Add existing contacts"))
        self._failures.setAccessibleName(tr("Not added"))
        self._failures.setWordWrap(True)
        self._failures.setMinimumHeight(16 * UNIT)
        self._failures.setTextElideMode(Qt.TextElideMode.ElideNone)
        column = dialog_column(self, 2 * UNIT)
        column.addWidget(intro)
        column.addLayout(grid)
        for widget in (self._progress, self._time, self._problem, self._summary):
            column.addWidget(widget)
        column.addWidget(self._failures, 100)
        column.addStretch(1)
        column.addWidget(answer_bar(self._add, self._cancel))

    def _connect(self) -> None:
        model = self._model
        self._ids.typed.connect(model.set_text)
        self._book.currentIndexChanged.connect(self._book_chosen)
        self._add.clicked.connect(model.add)
        self._cancel.clicked.connect(self._cancel_or_close)
        model.state_changed.connect(self._state_changed)
        self.finished.connect(self._finished)

    def show_state(self, state: AddExistingState) -> None:
        """Show `state`."""
        self._ids.show_text(
            state.text,
            message=state.message,
            note=state.outlook,
            placeholder=tr("123, 200-240"),
            serious=True,
        )
        self._ids.edit.setReadOnly(state.running)
        self._show_book(state)
        self._show_progress(state)
        self._problem.say(state.problem, Severity.BAD)
        whole = not state.failures and not state.problem
        self._summary.say(state.summary, Severity.GOOD if whole else Severity.QUIET)
        if self._failures.count() != len(state.failures):
            self._failures.clear()
            self._failures.addItems(list(state.failures))
        self._failures.setVisible(bool(state.failures))
        self._add.setEnabled(state.can_add)
        cancels = state.running or not state.summary
        text = tr("Cancel") if cancels else tr("Close")
        self._cancel.setText(text)
        self._cancel.setAccessibleName(text)

    def reject(self) -> None:
        """Escape and the window's close button: stop, then go."""
        self._model.cancel()
        super().reject()

    # ---- inside ----------------------------------------------------------------------------

    def _state_changed(self) -> None:
        self.show_state(self._model.state)

    def _show_book(self, state: AddExistingState) -> None:
        with QSignalBlocker(self._book):
            if self._book.count() != len(state.books):
                self._book.clear()
                for book in state.books:
                    self._book.addItem(shown(book.name), book.local_id)
            self._book.setCurrentIndex(self._book.findData(state.book_id))
        self._book.setEnabled(not state.running)

    def _show_progress(self, state: AddExistingState) -> None:
        self._progress.setVisible(state.running)
        self._progress.setRange(0, max(state.total, 1))
        self._progress.setValue(state.done)
        text = tr("{done} of {total}, {time}").format(
            done=number(state.done), total=number(state.total), time=state.time_left
        )
        self._time.setText(text)
        self._time.setVisible(state.running)

    def _book_chosen(self, index: int) -> None:
        if index >= 0:
            self._model.set_book(self._book.itemData(index))

    def _cancel_or_close(self) -> None:
        if self._model.state.running:
            self._model.cancel()
        else:
            self.reject()

    def _finished(self) -> None:
        self._model.cancel()
