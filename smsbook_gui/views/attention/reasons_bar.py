"""The row of reasons over the table under Needs attention."""

from PySide6.QtWidgets import QWidget

from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.viewmodels.attention.reasons import ReasonsViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.choice_bar import ChoiceBar


class ReasonsBar(ChoiceBar[Reason | None]):
    """Hidden while there is nothing to choose from."""

    def __init__(self, model: ReasonsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reasons"), parent)
        self._model = model
        self._flow.setContentsMargins(UNIT, 0, UNIT, UNIT)
        model.state_changed.connect(self._show_state)
        self._show_state()

    def chosen(self, key: Reason | None) -> None:
        self._model.choose(key)

    def _show_state(self) -> None:
        state = self._model.state
        self.setVisible(state.visible)
        self.show_items([(item.reason, item.text, item.chosen) for item in state.items])
