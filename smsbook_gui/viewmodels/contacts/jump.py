"""Jumps to the first row whose value in the sorted column begins with what was typed."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    ChoiceFilter,
    Filter,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.contacts.query import OtherColumn
from smsbook_gui.domain.texts.text import fold
from smsbook_gui.services.runtime.local_data import TableData
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.contacts.table import TableViewModel


class JumpViewModel(QObject):
    """Searches the store, because most rows were never read into the table. A later jump replaces
    one that is under way."""

    failed = Signal(object)

    def __init__(
        self,
        reader: TableData,
        tasks: TaskScope,
        table: TableViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._tasks = tasks
        self._table = table

    def jump(self, text: str) -> None:
        """Select the first row that begins with this text; without one, nothing changes."""
        begins = self._begins(text)
        if begins is not None:
            self._tasks.replace("table jump", self._jump(begins), on_error=self.failed.emit)

    def _begins(self, text: str) -> Filter | None:
        """The condition for the column that the rows are sorted by; None if nothing can begin
        so."""
        column = self._table.state.query.sort
        if isinstance(column, ContactField):
            return TextFilter(column, TextOp.BEGINS, (text,)) if text.strip() else None
        if column is not OtherColumn.BOOK:
            return None
        books = self._table.model.books.items()
        found = frozenset(book for book, name in books if fold(name).startswith(fold(text)))
        return ChoiceFilter(ChoiceColumn.BOOK, found) if found else None

    async def _jump(self, begins: Filter) -> None:
        query = self._table.state.query
        first = await self._reader.first_of(replace(query, filters=(*query.filters, begins)))
        if first is not None and query == self._table.state.query:
            self._table.go_to(first)
