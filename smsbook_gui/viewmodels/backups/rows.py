"""What differs from a backup as rows with ticks: a contact each, as it is now and as it was."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.backup import BackupDifference, DifferenceKind
from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.shown import shown
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import plain_tip, tr

Index = QModelIndex | QPersistentModelIndex
CONTACT, KIND, NOW, THEN = range(4)
_Role = Qt.ItemDataRole
_Check = Qt.CheckState


def kind_name(kind: DifferenceKind) -> str:
    """The kind, as a row says it."""
    return {
        DifferenceKind.DELETED: tr("Deleted since"),
        DifferenceKind.CHANGED: tr("Changed since"),
        DifferenceKind.NEW: tr("New since"),
    }[kind]


class BackupRowsModel(QAbstractTableModel):
    """The table "Differences". `ticked` comes when the ticks are others."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[BackupDifference] = ()
        self._ticks = bytearray()
        self._names: Mapping[ContactField, str] = {}
        self._books: Mapping[int, str] = {}

    def show_rows(
        self,
        rows: Sequence[BackupDifference],
        names: Mapping[ContactField, str],
        books: Mapping[int, str],
    ) -> None:
        """Show these. Ticked is what was deleted since: nothing that is there now is touched."""
        self.beginResetModel()
        self._rows, self._names, self._books = rows, names, books
        self._ticks = bytearray(row.kind is DifferenceKind.DELETED for row in rows)
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> list[BackupDifference]:
        """Those that are ticked."""
        return [row for row, tick in zip(self._rows, self._ticks, strict=True) if tick]

    def count(self, kind: DifferenceKind) -> int:
        """How many there are of a kind."""
        return sum(row.kind is kind for row in self._rows)

    def ticks(self, kind: DifferenceKind) -> int:
        """How many of them are ticked."""
        pairs = zip(self._rows, self._ticks, strict=True)
        return sum(tick for row, tick in pairs if row.kind is kind)

    def toggle_all(self, kind: DifferenceKind) -> None:
        """Tick all of a kind; all of them ticked already: none."""
        ticked = self.ticks(kind) < self.count(kind)
        for place, row in enumerate(self._rows):
            if row.kind is kind:
                self._ticks[place] = ticked
        self._changed(0, len(self._rows) - 1)

    def toggle(self, places: Sequence[int]) -> None:
        """Tick these rows; all of them ticked already: none."""
        if places:
            ticked = not all(self._ticks[place] for place in places)
            for place in places:
                self._ticks[place] = ticked
            self._changed(min(places), max(places))

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            ends = self.index(first, CONTACT), self.index(last, CONTACT)
            self.dataChanged.emit(*ends, [_Role.CheckStateRole])
        self.ticked.emit()

    # ---- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == _Role.CheckStateRole and index.column() == CONTACT:
            return (_Check.Checked if self._ticks[index.row()] else _Check.Unchecked).value
        if role not in {_Role.DisplayRole, _Role.ToolTipRole}:
            return None
        text = self._text(self._rows[index.row()], index.column())
        return plain_tip(text) if role == _Role.ToolTipRole else shown(text)

    def _text(self, row: BackupDifference, column: int) -> str:
        if column == CONTACT:
            return display_name(row.contact.values)
        if column == KIND:
            return kind_name(row.kind)
        if row.kind is DifferenceKind.NEW:
            return self._book(row.contact.book_id) if column == NOW else ""
        parts = [
            f"{self._names[field]}: {(then if column == THEN else now) or tr('blank')}"
            for field, (now, then) in row.changes().items()
        ]
        if row.book_id is not None:
            book = row.book_id if column == THEN else row.contact.book_id
            parts.append(self._book(book))
        if row.kind is DifferenceKind.DELETED and column == THEN and not parts:
            parts.append(self._book(row.contact.book_id))
        return "; ".join(parts)

    def _book(self, book_id: int) -> str:
        return self._books.get(book_id, "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == CONTACT else flags

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """A click on the tick, or assistive technology."""
        if role != _Role.CheckStateRole or index.column() != CONTACT:
            return False
        self.toggle([index.row()])
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return (tr("Contact"), tr("Difference"), tr("Now"), tr("In the backup"))[section]
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None
