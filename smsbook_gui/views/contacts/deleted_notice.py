"""What the form says of a deleted contact, and the two ways on from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.style import UNIT, Severity
from smsbook_gui.views.widgets.form_field import Notice


class DeletedNotice(QFrame):
    """A sentence with "Restore" and "Delete for good…"; hidden while there is nothing to say."""

    wanted = Signal()
    """The contact is to be restored."""
    erase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = Notice(self)
        restore, erase = (self._button(tr("Restore")), self._button(tr("Delete for good…")))
        restore.clicked.connect(self.wanted)
        erase.clicked.connect(self.erase_wanted)
        self.buttons = (restore, erase)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self._notice)
        column.addLayout(row)
        self.setVisible(False)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        return button

    def say(self, text: str, which: Severity) -> None:
        """Show `text`; "" hides it."""
        self._notice.say(text, which)
        self.setVisible(bool(text))
