"""The dialogs that add, rename and delete an address book."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.books.dialogs import (
    BookDialogState,
    BookDialogViewModel,
    BookTask,
    Fate,
)
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import BOOKS
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    answer_bar,
    caption_for,
    dialog_column,
    field_grid,
)
from smsbook_gui.views.looks.style import UNIT, Severity
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.form_field import FormField, Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


def _title(task: BookTask) -> str:
    texts = {
        BookTask.ADD: tr("Add address book"),
        BookTask.RENAME: tr("Rename address book"),
        BookTask.DELETE: tr("Delete address book"),
    }
    return texts[task]


def _main_text(state: BookDialogState) -> str:
    if state.can_forget:
        return tr("Remove from this computer")
    texts = {
        BookTask.ADD: tr("Add"),
        BookTask.RENAME: tr("Rename"),
        BookTask.DELETE: tr("Delete"),
    }
    return texts[state.task]


class BookDialog(FittingDialog):
    """One dialog for the three tasks; what it shows follows the view-model's task."""

    def __init__(self, model: BookDialogViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, BOOKS)
        self._model = model
        state = model.state
        self.setWindowTitle(_title(state.task))
        self.setAccessibleName(_title(state.task))
        self._text = WrappedLabel(parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._name = FormField(tr("Name"), self)
        self._id = FormField(tr("ID"), self)
        self._id.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._fate = _FateChoice(model, self)
        self._problem = Notice(self)
        self._main = QPushButton(self)
        self._cancel = QPushButton(tr("Cancel"), self)
        self._build(state)
        self._name.typed.connect(model.set_name)
        self._id.typed.connect(model.set_server_id)
        self._main.clicked.connect(model.accept)
        model.state_changed.connect(self._state_changed)
        model.done.connect(self._done)
        self.show_state(state)
        self.setMinimumWidth(48 * UNIT)

    def _build(self, state: BookDialogState) -> None:
        buttons = answer_bar(self._main, self._cancel)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, 2 * UNIT)
        column.addWidget(self._text)
        column.addLayout(field_grid(self._name, self._id))
        column.addWidget(self._fate)
        column.addWidget(self._problem)
        column.addStretch(1)
        column.addWidget(buttons)
        if state.task is not BookTask.DELETE:
            self._name.edit.setFocus()

    def show_state(self, state: BookDialogState) -> None:
        """Show `state`."""
        self._text.setText(_explanation(state))
        self._text.setVisible(bool(self._text.text()))
        self._name.show_text(state.name, message=state.name_message, serious=True)
        self._id.show_text(state.server_id, message=state.id_message, serious=True)
        self._show_field(self._name, state.task is not BookTask.DELETE)
        self._show_field(self._id, state.needs_id)
        self._fate.show_state(state)
        self._problem.say(state.problem or state.refusal, Severity.BAD)
        self._main.setText(_main_text(state))
        self._main.setAccessibleName(_main_text(state))
        self._main.setEnabled(state.can_go_on)
        cancel = tr("Close") if state.refusal else tr("Cancel")
        self._cancel.setText(cancel)
        self._cancel.setAccessibleName(cancel)

    def _show_field(self, field: FormField, shown: bool) -> None:
        field.setVisible(shown)
        field.label.setVisible(shown)

    def _state_changed(self) -> None:
        self.show_state(self._model.state)

    def _done(self) -> None:
        self.accept()


class _FateChoice(QWidget):
    """What becomes of the contacts of an address book that is deleted."""

    def __init__(self, model: BookDialogViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._move = QRadioButton(tr("Move them to"), self)
        self._delete = QRadioButton(tr("Delete them too"), self)
        self._place: Chooser[int] = Chooser(tr("Move them to"), model.set_move_to, self)
        self._place.setPlaceholderText(tr("Choose an address book"))
        self._place.setMinimumContentsLength(20)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(UNIT)
        layout.setVerticalSpacing(UNIT)
        layout.addWidget(self._move, 0, 0)
        layout.addWidget(self._place, 0, 1)
        layout.addWidget(self._delete, 1, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        caption_for(self._place, tr("Move them to"))
        self._move.clicked.connect(lambda: model.set_fate(Fate.MOVE))
        self._delete.clicked.connect(lambda: model.set_fate(Fate.DELETE))

    def show_state(self, state: BookDialogState) -> None:
        """Show what can be chosen and what is."""
        self.setVisible(state.asks_fate)
        self.setEnabled(not state.busy)
        for part in (self._move, self._place):
            part.setVisible(bool(state.others))
        names = {book.local_id: shown(book.name) for book in state.others}
        self._place.show_choice(names, state.move_to)
        self._move.setChecked(state.fate is Fate.MOVE)
        self._delete.setChecked(state.fate is Fate.DELETE)


def _explanation(state: BookDialogState) -> str:
    if state.task is BookTask.DELETE:
        return _about_deleting(state, shown(state.book.name) if state.book is not None else "")
    if state.needs_id:
        return tr(
            "This account does not let SMS Book list or make address books. Make it in the "
            "service's web portal, and enter here the ID that it has there."
        )
    return ""


def _about_deleting(state: BookDialogState, name: str) -> str:
    if state.refusal:
        return tr("“{name}” cannot be deleted now.").format(name=name)
    if state.can_forget:
        return tr(
            "The service cannot say whether “{name}” is empty, so SMS Book does not delete it "
            "there. You can remove it from this computer only: if it exists at the service, "
            "it stays there with its contacts, and can be added again by its ID."
        ).format(name=name)
    if state.asks_fate:
        contacts = tr("%Ln contacts", None, state.count)
        text = tr("“{name}” has {contacts} in it. What is to become of them?")
        return text.format(name=name, contacts=contacts)
    if state.busy:
        return tr("Asking the service whether “{name}” is empty…").format(name=name)
    return tr(
        "Delete the address book “{name}”? SMS Book first makes sure that it is empty."
    ).format(name=name)
