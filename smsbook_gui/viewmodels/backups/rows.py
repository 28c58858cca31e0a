"""The differences from a backup, as rows with ticks: one contact each, now and then."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from smsbook_gui.domain.contacts.backup import BackupDifference, DifferenceKind
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.common.ticked_rows import TickedRowsModel

CONTACT, KIND, NOW, THEN = range(4)


def kind_name(kind: DifferenceKind) -> str:
    """The name of a kind of difference, as a row has it."""
    return {
        DifferenceKind.DELETED: tr("Deleted since"),
        DifferenceKind.CHANGED: tr("Changed since"),
        DifferenceKind.NEW: tr("New since"),
    }[kind]


class BackupRowsModel(TickedRowsModel[BackupDifference]):
    """The table "Differences"."""

    def __init__(self, parent: QObject | None = None) -> None:
        titles = (tr("Contact"), tr("Difference"), tr("Now"), tr("In the backup"))
        super().__init__(titles, parent)
        self._names: Mapping[ContactField, str] = {}
        self._books: Mapping[int, str] = {}

    def show_rows(
        self,
        rows: Sequence[BackupDifference],
        names: Mapping[ContactField, str],
        books: Mapping[int, str],
    ) -> None:
        """Show these. Ticked is what was deleted since: nothing that is there now is touched."""
        self._names, self._books = names, books
        self._show(rows, (row.kind is DifferenceKind.DELETED for row in rows))

    def count(self, kind: DifferenceKind) -> int:
        """The number of differences of a kind."""
        return sum(row.kind is kind for row in self._rows)

    def ticks(self, kind: DifferenceKind) -> int:
        """How many of them are ticked."""
        return sum(row.kind is kind for row in self.chosen())

    def toggle_all(self, kind: DifferenceKind) -> None:
        """Tick all of a kind, or none if all were ticked."""
        self.toggle(place for place, row in enumerate(self._rows) if row.kind is kind)

    def text(self, row: BackupDifference, column: int) -> str:
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
