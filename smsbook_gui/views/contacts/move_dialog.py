"""Choosing the address book that contacts move to."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.dialog_widgets import dialog_column
from smsbook_gui.views.looks.book_colours import dot_icon
from smsbook_gui.views.looks.style import UNIT, first_size
from smsbook_gui.views.widgets.plain_text import Label


class MoveDialog(QDialog):
    """A list of address books; `chosen` carries the local id of the one to move or copy to (as an
    object: it may lie beyond Qt's 32 bits)."""

    chosen = Signal(object)

    def __init__(
        self, books: Sequence[AddressBook], count: int, parent: QWidget, *, as_copies: bool = False
    ) -> None:
        super().__init__(parent)
        title = tr("Copy to address book") if as_copies else tr("Move to address book")
        self.setWindowTitle(title)
        if as_copies:
            question = Label(tr("Copy %Ln contacts to:", None, count))
        else:
            question = Label(tr("Move %Ln contacts to:", None, count))
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Address book"))
        question.setBuddy(self._list)
        for book in books:
            item = QListWidgetItem(shown(book.name), self._list)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 2 * UNIT))
            item.setData(Qt.ItemDataRole.UserRole, book.local_id)
            if book.colour is not None:
                item.setIcon(dot_icon(book.colour, self.palette()))
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self.accept)
        buttons = QDialogButtonBox()
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        move = buttons.addButton(
            tr("Copy") if as_copies else tr("Move"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        move.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, UNIT)
        column.addWidget(question)
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        first_size(self, 40 * UNIT, 40 * UNIT)
        self.accepted.connect(self._choose)
        self._list.setFocus()

    def _choose(self) -> None:
        # What is selected, not what is current: assistive technology moves the selection alone.
        for item in self._list.selectedItems():
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
