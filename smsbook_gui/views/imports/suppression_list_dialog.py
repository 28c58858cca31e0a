"""The dialog "Numbers left out": what imports leave out, and how other computers get to know."""

from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QHBoxLayout, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.imports.suppression_list import SuppressionListViewModel
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    dialog_column,
    name_label,
    push_button,
)
from smsbook_gui.views.looks.style import UNIT, Severity
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class SuppressionListDialog(FittingDialog):
    """Opens file dialogs over itself."""

    def __init__(self, model: SuppressionListViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(tr("Numbers left out"))
        self.setAccessibleName(tr("Numbers left out"))
        self.setMinimumWidth(56 * UNIT)
        why = WrappedLabel(
            tr(
                "Imports leave out numbers of contacts that were deleted here, or that the "
                "service dropped by itself: their owners may have opted out of your messages. "
                "Only this computer knows of them. Save the list, and add it on your other "
                "computers."
            )
        )
        self._count = WrappedLabel()
        self._report, self._problem = Notice(), Notice()
        self._save = push_button(tr("Save list…"))
        add = push_button(tr("Add list…"))
        close = push_button(tr("Close"))
        self._save.clicked.connect(self._ask_where)
        add.clicked.connect(self._ask_which)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self._save)
        buttons.addWidget(add)
        buttons.addStretch(1)
        bar = QDialogButtonBox()
        bar.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addWidget(bar)
        column = dialog_column(self, 2 * UNIT)
        for widget in (why, self._count, self._report, self._problem):
            column.addWidget(widget)
        name_label(self._count, tr("Count"))
        column.addLayout(buttons)
        close.setDefault(True)
        model.state_changed.connect(self._show_state)
        self._show_state()

    def _show_state(self) -> None:
        state = self._model.state
        self._count.setText(state.text)
        self._report.say(state.report, Severity.GOOD)
        self._problem.say(state.problem, Severity.BAD)
        self._save.setEnabled(state.count > 0)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("CSV files (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(tr("Numbers left out.csv"))
        dialog.fileSelected.connect(lambda name: self._model.save(Path(name)))
        self._open(dialog)

    def _ask_which(self) -> None:
        dialog = QFileDialog(self, tr("Add list"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._model.add(Path(name)))
        self._open(dialog)

    @staticmethod
    def _open(dialog: QFileDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
