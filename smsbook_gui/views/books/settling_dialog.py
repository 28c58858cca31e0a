"""The dialog that settles an address book which was not accepted, or which nobody knows of."""

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.books.settling import BookSettlingState, BookSettlingViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import WAITING
from smsbook_gui.views.attention.choices import ClaimChoices, button_bar, choice_button, text_label
from smsbook_gui.views.dialogs.dialog_widgets import FittingDialog, dialog_column
from smsbook_gui.views.dialogs.reading_order import tab_as_read
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity
from smsbook_gui.views.widgets.form_field import Disclosure, Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page


class BookSettlingDialog(FittingDialog):
    """Closes by itself once it is settled."""

    def __init__(self, model: BookSettlingViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, WAITING)
        self._model = model
        self._shape: object = None
        title = tr("Sort out address book")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(52 * UNIT)
        self._heading = Notice(self)
        self._words = text_label(self)
        self._explanation = text_label(self)
        self._evidence = text_label(self)
        self._claim_place = QWidget(self)
        self._claim_column = QVBoxLayout(self._claim_place)
        self._claim_column.setContentsMargins(0, 0, 0, 0)
        self._claim: ClaimChoices | None = None
        self._problem = Notice(self)
        self._technical = text_label(self)
        self._technical.setForegroundRole(QUIET)
        self._details = Disclosure(tr("Details"), self._technical, self)
        self._details.set_shown(False)
        self._again = choice_button(tr("Send again"), self)
        self._discard = choice_button(tr("Discard"), self)
        self._lay_out()
        self._again.clicked.connect(model.send_again)
        self._discard.clicked.connect(model.discard)
        model.state_changed.connect(self._state_changed)
        model.done.connect(self.accept)
        self._state_changed()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAccessibleName(tr("Close"))
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        for widget in (
            self._heading,
            self._words,
            self._explanation,
            self._evidence,
            self._claim_place,
            self._problem,
            button_bar([self._again, self._discard], self),
            self._details,
            buttons,
        ):
            column.addWidget(widget)

    def show_state(self, state: BookSettlingState) -> None:
        """Show `state`."""
        name = tr("“{name}”: {what}").format(name=state.name, what=state.heading)
        self._heading.say(name if state.heading else "", Severity.WARNING)
        for label, text in (
            (self._words, state.words),
            (self._explanation, state.explanation),
            (self._evidence, state.evidence),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._problem.say(state.problem, Severity.BAD)
        self._show_claim(state)
        self._technical.setText(state.details)
        self._details.setVisible(bool(state.details))
        for part in (self._again, self._discard, self._claim_place):
            part.setEnabled(not state.busy)

    def _show_claim(self, state: BookSettlingState) -> None:
        shape = (state.takes_id, state.candidates)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(state)
        self._claim_place.setVisible(state.takes_id)
        if self._claim is not None:
            self._claim.show_id(state.id_text, state.id_message)

    def _rebuild(self, state: BookSettlingState) -> None:
        if self._claim is not None:
            self._claim_column.removeWidget(self._claim)
            self._claim.hide()
            self._claim.deleteLater()
            self._claim = None
        if state.takes_id:
            self._claim = ClaimChoices(state.candidates, self._claim_place)
            self._claim.claimed.connect(self._model.claim)
            self._claim.id_typed.connect(self._model.set_id)
            self._claim.id_claimed.connect(self._model.claim_id)
            self._claim_column.addWidget(self._claim)
            tab_as_read(self)

    def _state_changed(self) -> None:
        self.show_state(self._model.state)
