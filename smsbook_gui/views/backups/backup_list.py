"""The backups of an account as a list with their age and size, and "Back up now…"."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.backups.backups import BackupsViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.dialog_widgets import push_button
from smsbook_gui.views.looks.style import UNIT, Severity
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import Label

_ROWS = 4
"""Of the list, before it scrolls."""


class BackupList(QWidget):
    """Follows the backups while it is there; a new one is in it at once."""

    def __init__(self, model: BackupsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._list = QListWidget(self)
        self._list.setAccessibleName(tr("Backups"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Label()
        self._trouble = Notice()
        self._make = push_button(tr("Back up now…"))
        self._make.setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(self._make)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        for part in (self._list, self._none, self._trouble):
            column.addWidget(part)
        column.addLayout(below)
        self._make.clicked.connect(model.back_up)
        model.state_changed.connect(self._show_state)
        self._show_state()
        model.look_up()

    def _show_state(self) -> None:
        state = self._model.state
        texts = list((state.backups or {}).values())
        if texts != [self._list.item(row).text() for row in range(self._list.count())]:
            self._list.clear()
            self._list.addItems(texts)
            rows = min(len(texts), _ROWS) * self._list.sizeHintForRow(0)
            self._list.setFixedHeight(max(rows, 0) + 2 * self._list.frameWidth())
        self._list.setVisible(bool(texts))
        self._none.setText(state.advice if state.backups == {} else "")
        self._none.setVisible(not texts)
        self._trouble.say(state.trouble or state.problem, Severity.WARNING)
        self._make.setEnabled(not state.making)
        self._make.setText(tr("Backing up…") if state.making else tr("Back up now…"))
