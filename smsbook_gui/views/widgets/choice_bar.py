"""A row of buttons of which one is chosen: what a list below it is narrowed down to."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.flow_layout import FlowLayout

K = TypeVar("K")


class ChoiceBar(QWidget, Generic[K]):
    """Buttons by key, on as many lines as they need. `chosen` is called with a person's choice."""

    _showing = False
    """While the items are shown: a button that is checked then is no person's choice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, spacing=UNIT // 2)
        self._group = QButtonGroup(self)
        self._buttons: dict[K, QPushButton] = {}

    def chosen(self, key: K) -> None:
        """A person chose that one."""

    def show_items(self, items: Sequence[tuple[K, str, bool]]) -> None:
        """Show these: key, text, and whether it is the chosen one."""
        self._showing = True
        try:
            wanted = [key for key, _text, _chosen in items]
            if wanted != list(self._buttons):
                self._rebuild(wanted)
            for key, text, chosen in items:
                button = self._buttons[key]
                button.setText(text)
                button.setAccessibleName(text)
                button.setChecked(chosen)
        finally:
            self._showing = False
        self._flow.invalidate()
        self.updateGeometry()

    def _rebuild(self, wanted: list[K]) -> None:
        """One that stays keeps its button, and with it the keyboard focus."""
        for key in [key for key in self._buttons if key not in wanted]:
            button = self._buttons.pop(key)
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for key in wanted:
            if key not in self._buttons:
                self._buttons[key] = self._build(key)
        self._buttons = {key: self._buttons[key] for key in wanted}
        for button in self._buttons.values():  # in their order
            self._flow.removeWidget(button)
            self._flow.addWidget(button)
            button.show()
        stops = list(self._buttons.values())
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _build(self, key: K) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Assistive technology toggles a button that can be checked, without a click.
        button.toggled.connect(lambda checked: self._toggled(key, checked))
        self._group.addButton(button)
        return button

    def _toggled(self, key: K, checked: bool) -> None:
        if checked and not self._showing:
            self.chosen(key)
