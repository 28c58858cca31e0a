"""The window that asks for the name of a view."""

from PySide6.QtWidgets import QPushButton, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.filters.saved_views import ViewsViewModel
from smsbook_gui.viewmodels.help.pages import BOOKS
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    answer_bar,
    dialog_column,
    field_grid,
)
from smsbook_gui.views.looks.style import QUIET, UNIT
from smsbook_gui.views.widgets.form_field import FormField
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class ViewDialog(FittingDialog):
    """Saves what is on show as a view, or renames one; closes when that is done."""

    def __init__(self, model: ViewsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, BOOKS)
        self._model = model
        renames = model.state.name.renamed is not None
        self.setWindowTitle(tr("Rename view") if renames else tr("Save view"))
        hint = WrappedLabel(
            tr("A view keeps the filters, the order and the columns that are on show."), self
        )
        hint.setForegroundRole(QUIET)
        hint.setVisible(not renames)
        self._name = FormField(tr("Name"), self)
        text = tr("Rename") if renames else tr("Save")
        self._main = QPushButton(text, self)
        cancel = QPushButton(tr("Cancel"), self)
        buttons = answer_bar(self._main, cancel)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, 2 * UNIT)
        column.addWidget(hint)
        column.addLayout(field_grid(self._name))
        column.addStretch(1)
        column.addWidget(buttons)
        self._name.typed.connect(model.set_name)
        self._main.clicked.connect(model.accept_name)
        model.state_changed.connect(self._show_state)
        model.named.connect(self.accept)
        self._show_state()
        self._name.edit.setFocus()
        self._name.edit.selectAll()
        self.setMinimumWidth(48 * UNIT)

    def _show_state(self) -> None:
        name = self._model.state.name
        self._name.show_text(name.text, message=name.problem, serious=True)
        self._main.setEnabled(name.can_accept)
