"""The progress while what can be read of a damaged file is saved."""

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.accounts.recovery import SalvageViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.dialog_widgets import FittingDialog, push_button
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_WIDTH = 52 * UNIT


class SalvageDialog(FittingDialog):
    """Closes by itself when it is over. Closing it before stops the saving."""

    def __init__(self, model: SalvageViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(tr("Damaged contacts"))
        self.setAccessibleName(tr("Damaged contacts"))
        self._bar = WorkBar(tr("Saving what can be read…"))
        cancel = push_button(tr("Cancel"))
        buttons = QDialogButtonBox()
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(WrappedLabel(tr("Saving what can be read…")))
        column.addWidget(self._bar)
        column.addWidget(
            WrappedLabel(tr("The damaged file stays as it is. Large files take some minutes."))
        )
        column.addWidget(buttons)
        self.resize(_WIDTH, self.sizeHint().height())
        model.state_changed.connect(self._show_state)
        self._show_state()

    def _show_state(self) -> None:
        state = self._model.state
        self._bar.setRange(0, state.total)
        self._bar.setValue(state.done)
        if not state.busy and self.isVisible():
            self.accept()

    def open(self) -> None:
        """Shows itself, unless it is over already."""
        super().open()
        if not self._model.state.busy:
            self.accept()

    def reject(self) -> None:
        """Escape and the window's close button: stop, then go."""
        self._model.cancel()
        super().reject()
