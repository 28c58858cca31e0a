"""The filters over the table: one chip each, and what they leave out because it was never read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    DateColumn,
    Filter,
    FilterColumn,
    TextFilter,
    TextOp,
    field_of,
)
from smsbook_gui.domain.contacts.query import OtherColumn, Query
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.paced import Paced
from smsbook_gui.viewmodels.common.reading import (
    ReadingState,
    ReadingViewModel,
    Wanted,
    failed_text,
    offer_text,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.viewmodels.contacts.table import TableViewModel
from smsbook_gui.viewmodels.filters.filter_dialog import FilterDialogViewModel
from smsbook_gui.viewmodels.filters.filter_text import date_heading, filter_text

_OTHERS = {
    OtherColumn.BOOK: ChoiceColumn.BOOK,
    OtherColumn.STATUS: ChoiceColumn.STATUS,
    OtherColumn.KIND: ChoiceColumn.KIND,
}

COUNT_PAUSE = 2.0
"""Seconds between two counts while contacts change, since each looks at all of them."""


def filter_column(column: Column) -> FilterColumn:
    """What a filter is about that a person asks for at a column of the table."""
    sort = SORTS[column]
    return _OTHERS[sort] if isinstance(sort, OtherColumn) else sort


@dataclass(frozen=True, slots=True)
class FiltersState:
    """`chips`: the filters with their words. `unread`: contacts that they cannot judge.

    `reading`: how far those are read from the service.
    """

    chips: tuple[tuple[Filter, str], ...] = ()
    unread: int = 0
    fields: tuple[ContactField, ...] = field(default=(), repr=False)
    can_read: bool = False
    reading: ReadingState = ReadingState()  # noqa: RUF009 - frozen
    failed: int = 0
    """How many could not be read."""

    @property
    def offers_reading(self) -> bool:
        """Whether what was never read can be read now."""
        return self.unread > 0 and self.can_read and not self.reading.is_on

    @property
    def read_text(self) -> str:
        """The button that reads it."""
        return offer_text(self.unread)

    @property
    def note(self) -> str:
        """What there is to say about contacts that were never read; "" if there are none."""
        if self.reading.is_on or not self.unread:
            return self.reading.text
        text = tr(
            "%Ln contacts could not be checked: what you filter by was never read.",
            None,
            self.unread,
        )
        return " ".join(filter(None, (text, failed_text(self.failed))))


class FiltersViewModel(StateViewModel[FiltersState]):
    """Follows the table's query. `dialog` is about one filter, `dialog_requested` asks for it."""

    dialog_requested = Signal()
    failed = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskScope, table: TableViewModel, parent: QObject
    ) -> None:
        super().__init__(FiltersState(), parent)
        self._session = session
        self._tasks = tasks
        self._table = table
        self._counted: Query | None = None
        self._recount = Paced(self._count, COUNT_PAUSE, self)
        self._reading = ReadingViewModel(session.reading, tasks, "filters reading", self)
        self._reading.state_changed.connect(self._follow_reading)
        self._reading.ended.connect(self._read_ended)
        self._reading.failed.connect(self.failed)
        self.dialog = FilterDialogViewModel(session.now, self)
        self.dialog.chosen.connect(table.set_filter)
        self.dialog.taken_away.connect(table.remove_filter)
        table.state_changed.connect(self.follow)
        table.rows_landed.connect(self._rows_landed)

    def ask(self, column: Column) -> None:
        """Let the person choose a filter, beginning with this column."""
        query = self._table.state.query
        self.dialog.start(filter_column(column), query.filters, self._headings(), self._books())
        self.dialog_requested.emit()

    def remove(self, chosen: Filter) -> None:
        """Take a filter away."""
        self._table.remove_filter(chosen.column)

    def clear(self) -> None:
        """Take all filters away."""
        self._table.clear_filters()

    def follow(self) -> None:
        """Update the chips: the query, the address books or the headings may have changed."""
        query = self._table.state.query
        headings, books = self._headings(), self._books()
        chips = tuple((each, filter_text(each, headings, books)) for each in query.filters)
        self._set(replace(self._state, chips=chips))
        if query != self._counted:
            self._reading.cancel()
            self._set(replace(self._state, unread=0, failed=0))
            self._count()

    def read(self) -> None:
        """Read from the service what the filters have to know."""
        self._reading.start(self._wanted, self._state.unread)

    def stop_reading(self) -> None:
        """Keep what was read, and read no more."""
        self._reading.stop()

    # ---- inside ----------------------------------------------------------------------------

    def _headings(self) -> Mapping[FilterColumn, str]:
        by_number = Column.PHONE_NUMBER + 0.5
        columns = sorted(Column, key=lambda each: by_number if each is Column.KIND else each)
        headings = {filter_column(each): self._table.model.heading(each) for each in columns}
        return {**headings, **{each: date_heading(each) for each in DateColumn}}

    def _books(self) -> Mapping[int, str]:
        return self._table.model.books

    def _rows_landed(self, _fresh: bool) -> None:
        if self._table.state.query.filters and not self._state.reading.is_on:
            self._recount.ask()

    def _count(self) -> None:
        self._counted = self._table.state.query
        if self._fields():
            self._tasks.refresh("filters unread", self._count_unread, on_error=self.failed.emit)

    def _fields(self) -> tuple[ContactField, ...]:
        needed = map(field_of, self._table.state.query.filters)
        return tuple(dict.fromkeys(each for each in needed if each is not None))

    async def _count_unread(self) -> None:
        query, fields = self._table.state.query, self._fields()
        all_shown = replace(query, filters=())
        unread = await self._session.local.contacts.count_unread(all_shown, fields)
        if query == self._table.state.query:
            can_read = self._reading.can_read
            self._set(replace(self._state, unread=unread, fields=fields, can_read=can_read))

    async def _unread_ids(self, query: Query, fields: tuple[ContactField, ...]) -> list[int]:
        """Contacts that would show without the filters and have a field the filters need unread."""
        found: dict[int, None] = {}
        for each in fields:
            unread = TextFilter(each, TextOp.UNREAD)
            ids = await self._session.exports.ids(replace(query, filters=(unread,)))
            found.update(dict.fromkeys(ids))
        return list(found)

    async def _wanted(self) -> Wanted:
        fields = self._fields()
        return await self._unread_ids(self._table.state.query, fields), fields

    def _follow_reading(self) -> None:
        self._set(replace(self._state, reading=self._reading.state))

    def _read_ended(self, failed: int) -> None:
        self._set(replace(self._state, failed=failed))
        self._count()
