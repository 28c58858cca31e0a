"""The row of reasons over the table under Needs attention."""

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from smsbook_gui.domain.outbox import Reason
from smsbook_gui.viewmodels.reasons import ReasonsViewModel
from smsbook_gui.views.flow_layout import FlowLayout
from smsbook_gui.views.style import UNIT


class ReasonsBar(QWidget):
    """Hidden while there is nothing to choose from."""

    _ready = False
    _showing = False
    """While the model's state is shown: a button that is checked then is no person's choice."""

    def __init__(self, model: ReasonsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName(QCoreApplication.translate("Attention", "Reasons"))
        self._flow = FlowLayout(self, spacing=UNIT // 2)
        self._flow.setContentsMargins(UNIT, 0, UNIT, UNIT)
        self._group = QButtonGroup(self)
        self._buttons: dict[Reason | None, QPushButton] = {}
        model.state_changed.connect(self._show_state)
        self._ready = True
        self._show_state()

    def _show_state(self) -> None:
        self._showing = True
        try:
            self._show_items()
        finally:
            self._showing = False

    def _show_items(self) -> None:
        state = self._model.state
        self.setVisible(state.visible)
        wanted = [item.reason for item in state.items]
        if wanted != list(self._buttons):
            self._rebuild(wanted)
        for item in state.items:
            button = self._buttons[item.reason]
            button.setText(item.text)
            button.setAccessibleName(item.text)
            button.setChecked(item.chosen)
        self._dress()
        self._flow.invalidate()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """The chosen one is filled with the accent: Fusion's own mark is faint on dark."""
        roles = QPalette.ColorRole
        for button in self._buttons.values():
            palette = QPalette(self.palette())
            if button.isChecked():
                palette.setColor(roles.Button, palette.color(roles.Highlight))
                palette.setColor(roles.ButtonText, palette.color(roles.HighlightedText))
            if palette != button.palette():
                button.setPalette(palette)

    def _rebuild(self, wanted: list[Reason | None]) -> None:
        """One that stays keeps its button, and with it the keyboard focus."""
        for reason in [reason for reason in self._buttons if reason not in wanted]:
            button = self._buttons.pop(reason)
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for reason in wanted:
            if reason not in self._buttons:
                self._buttons[reason] = self._build(reason)
        self._buttons = {reason: self._buttons[reason] for reason in wanted}
        for button in self._buttons.values():  # in their order
            self._flow.removeWidget(button)
            self._flow.addWidget(button)
            button.show()
        stops = list(self._buttons.values())
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _build(self, reason: Reason | None) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Assistive technology toggles a button that can be checked, without a click.
        button.toggled.connect(lambda checked: self._toggled(reason, checked))
        self._group.addButton(button)
        return button

    def _toggled(self, reason: Reason | None, checked: bool) -> None:
        if checked and not self._showing:
            self._model.choose(reason)
