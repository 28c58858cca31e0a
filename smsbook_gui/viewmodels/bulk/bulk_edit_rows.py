"""The preview of a bulk edit as rows: each field that changes, as it is and as it would be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.contacts.bulk_edit import ChangedContact
from smsbook_gui.viewmodels.common.headings import heading
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import plain_tip, tr

Index = QModelIndex | QPersistentModelIndex
CONTACT, FIELD, BEFORE, AFTER = range(4)
_Role = Qt.ItemDataRole


class EditRow(NamedTuple):
    """One field of a contact. `contact` is "" if the row before is of the same one."""

    contact: str
    field: str
    before: str
    after: str


def rows_of(
    contacts: Sequence[ChangedContact],
    names: Mapping[ContactField, str],
    books: Mapping[int, str],
) -> Iterator[EditRow]:
    """The fields that change, contact by contact, and the address books of those that move."""
    for contact in contacts:
        called = display_name(contact.before)
        for field, after in contact.changes.items():
            yield EditRow(called, names[field], contact.before[field], after)
            called = ""
        if contact.book_after is not None:
            before, goes_to = (books.get(one, "") for one in (contact.book_id, contact.book_after))
            yield EditRow(called, tr("Address book"), before, goes_to)


def move_rows(
    contacts: Sequence[ChangedContact], books: Mapping[int, str], after: str
) -> Iterator[EditRow]:
    """The address books that they leave."""
    field = tr("Address book")
    for contact in contacts:
        yield EditRow(display_name(contact.before), field, books.get(contact.book_id, ""), after)


class EditRowsModel(QAbstractTableModel):
    """The table "Preview"."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EditRow, ...] = ()

    def show_rows(self, rows: Sequence[EditRow]) -> None:
        """Show these; those that stay keep their place on the screen."""
        rows = tuple(rows)
        if rows == self._rows:
            return
        old, new = len(self._rows), len(rows)
        if new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
            self._rows = self._rows[:new]
            self.endRemoveRows()
        elif new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
            self._rows = (*self._rows, *rows[old:])
            self.endInsertRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(new - 1, AFTER))

    def row(self, place: int) -> EditRow:
        """One of them."""
        return self._rows[place]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        text = self._rows[index.row()][index.column()]
        if role == _Role.DisplayRole:
            return shown(text)
        if role == _Role.ToolTipRole:
            return plain_tip(text)
        if role == _Role.AccessibleTextRole and index.column() >= BEFORE:
            return shown(text) or tr("blank")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        titles = (tr("Contact"), tr("Field"), tr("Before"), tr("After"))
        return heading(titles.__getitem__, section, orientation, role)
