"""The table "Contacts": its query, its rows as they stream in, its selection and current row."""

import asyncio
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.domain.contacts.filters import Filter, FilterColumn, moves_with_days
from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.domain.contacts.query import (
    MOST_KEYS,
    Changes,
    Counts,
    Query,
    Scope,
    ScopeKind,
    SearchSuperseded,
    SortColumn,
    SortKey,
)
from smsbook_gui.domain.contacts.views import Arrangement, usual
from smsbook_gui.services.runtime.local_data import TableData
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.contacts.dragged import Dragged, dragged
from smsbook_gui.viewmodels.contacts.filled_columns import FilledColumns
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column, ContactTableModel
from smsbook_gui.viewmodels.contacts.selection import Selection, SelectionOp

__all__ = [
    "Column",
    "ContactTableModel",
    "Empty",
    "SortPlace",
    "TableState",
    "TableViewModel",
]

SMALL_LIST = 5_000
"""Up to here a query is so cheap that every change may rerun it at once."""
RERUN_PAUSE_MS = 300


_COLUMNS = {sort: column for column, sort in SORTS.items()}
_NONE: Mapping[Scope, Arrangement] = {}


class Empty(StrEnum):
    """Why there are no rows."""

    NOT_EMPTY = "not_empty"
    NO_MATCH = "no_match"
    NO_CONTACTS = "no_contacts"
    EMPTY_BOOK = "empty_book"
    NOTHING_TO_SETTLE = "nothing_to_settle"
    NOTHING_DELETED = "nothing_deleted"


_EMPTY = {
    ScopeKind.ALL: Empty.NO_CONTACTS,
    ScopeKind.BOOK: Empty.EMPTY_BOOK,
    ScopeKind.ATTENTION: Empty.NOTHING_TO_SETTLE,
    ScopeKind.DELETED: Empty.NOTHING_DELETED,
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a search that finds nothing here finds contacts, and how many."""

    scope: Scope
    count: int


@dataclass(frozen=True, slots=True)
class SortPlace:
    """A column by which the rows are ordered: the `number`th (from 1) of so many."""

    column: Column
    descending: bool
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class TableState:
    """What the view shows besides the rows.

    `total` is the number of contacts in the scope without a search text. `selected` is how many
    contacts a command would be about, `current` the one whose row the keyboard is on. `complete` is
    False while rows are still coming in.
    """

    query: Query = field(default_factory=Query)
    shown: int = 0
    total: int = 0
    selected: int = 0
    current: int | None = None
    complete: bool = False
    empty: Empty = Empty.NOT_EMPTY
    elsewhere: Elsewhere | None = None
    columns: tuple[SortColumn, ...] | None = None
    """The columns that a view shows; None: the person's usual ones."""
    filled: frozenset[Column] | None = None
    """The custom columns that hold something; None: it is not known yet."""
    any_attention: bool = False
    """Whether some contact needs a person's decision, on show or not."""
    column: Column = Column.FIRST_NAME
    """Where the keyboard is in the current row."""
    cells: tuple[Column, ...] = ()
    """The columns whose cells are marked in the selected rows; none: whole rows are meant."""

    @property
    def order(self) -> tuple[SortPlace, ...]:
        """The columns that the rows are ordered by."""
        keys = self.query.order
        return tuple(
            SortPlace(_COLUMNS[key.column], key.descending, place, len(keys))
            for place, key in enumerate(keys, 1)
        )

    @property
    def sort_words(self) -> Mapping[Column, str]:
        """The same in words, by column."""
        return {
            place.column: (tr("Sorted Z to A") if place.descending else tr("Sorted A to Z"))
            if place.of == 1
            else (
                tr("Sorted Z to A, {number} of {of}")
                if place.descending
                else tr("Sorted A to Z, {number} of {of}")
            ).format(number=number(place.number), of=number(place.of))
            for place in self.order
        }

    @property
    def summary(self) -> str:
        """The count over the table: "12 of 2,345", and how many of them are selected."""
        if self.query.is_narrowed:
            total = max(self.total, self.shown)
            text = tr("{shown} of {total}").format(shown=number(self.shown), total=number(total))
        else:
            text = tr("%Ln contacts", None, max(self.shown, self.total if not self.complete else 0))
        if self.selected > 1:
            text = tr("{text}, %Ln selected", None, self.selected).format(text=text)
        return text


class TableViewModel(StateViewModel[TableState]):
    """Runs the query, keeps the rows fresh, and tells what the person picked.

    Commands are about the selected rows and nothing else. A contact that the rows do not show is
    not selected: once a result is complete, whatever it lacks leaves the selection.

    `rows_landed` follows each completed query; its argument tells whether it answers what the
    person asked for (False: the store changed, before or meanwhile). `picked` comes once after a
    person's gesture that changed the selection. `arranged`: the entry on show is
    filtered, ordered or laid out otherwise.
    """

    selection_changed = Signal()
    current_moved = Signal()
    rows_landed = Signal(bool)
    arranged = Signal()
    picked = Signal()
    failed = Signal(object)

    def __init__(self, reader: TableData, tasks: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(TableState(), parent)
        self._reader = reader
        self._tasks = tasks
        self.selection = Selection()
        self.model = ContactTableModel(self.selection, self)
        self.model.rows_wanted.connect(self._read_rows_soon)
        self.model.marks_wanted.connect(self._read_marks_soon)
        self.model.sort_wanted.connect(self._sort_wanted)
        self.arrangements: dict[Scope, Arrangement] = {}
        """Each entry of the sidebar keeps its own; Needs attention is never narrowed for long."""
        self._filled = FilledColumns(reader, tasks, self._found_filled, self.failed.emit)
        self._counts: Counts | None = None
        self._reading = False
        self._rerun_wanted = False
        self._answer_owed = False
        self._rerun_timer = self._single_shot(self.reload)
        self._pick_timer = self._single_shot(self.picked.emit)

    # ---- the query -------------------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show another entry of the sidebar; a search goes on in it.

        But not under Needs attention: what is to be settled is never hidden by a search of before.
        """
        query = self._state.query
        if scope != query.scope:
            text = "" if scope.kind is ScopeKind.ATTENTION else query.text
            self._arrange(replace(query, scope=scope, text=text, reason=None))

    def set_reason(self, reason: Reason | None) -> None:
        """Under Needs attention: show what waits for this reason only; None: for any."""
        self._ask(replace(self._state.query, reason=reason), self._state.columns)

    def set_filter(self, chosen: Filter) -> None:
        """Narrow the rows down by this filter, instead of another one on the same column."""
        others = self._state.query.filters
        if chosen.column in {each.column for each in others}:
            filters = tuple(chosen if each.column == chosen.column else each for each in others)
        else:
            filters = (*others, chosen)
        self._filter(filters)

    def remove_filter(self, column: FilterColumn) -> None:
        """Take the filter on that column away."""
        self._filter(tuple(each for each in self._state.query.filters if each.column != column))

    def show_filtered(self, scope: Scope, filters: tuple[Filter, ...]) -> None:
        """Show what these filters leave of an entry of the sidebar, whatever was searched for."""
        kept = self.arrangements.get(scope, usual(scope))
        self.arrange(scope, replace(kept, filters=filters))
        self._arrange(replace(self._state.query, scope=scope, text="", reason=None))

    def arrange(self, scope: Scope, arrangement: Arrangement) -> None:
        """Show an entry of the sidebar so, now or when it is chosen."""
        if arrangement == self.arrangements.get(scope, usual(scope)):
            return
        self.arrangements = {**self.arrangements, scope: arrangement}
        if scope == self._state.query.scope:
            self._arrange(self._state.query)
        self.arranged.emit()

    def set_columns(self, columns: tuple[SortColumn, ...]) -> None:
        """The person shows these columns; a view keeps its own."""
        scope = self._state.query.scope
        if scope.view is not None:
            self.arrange(scope, replace(self.arrangement, columns=columns))

    @property
    def arrangement(self) -> Arrangement:
        """How the entry on show is shown."""
        query = self._state.query
        return Arrangement(query.filters, query.order, self._state.columns)

    def clear_filters(self) -> None:
        """Take all filters away."""
        self._filter(())

    def search(self, text: str) -> None:
        """Show what matches `text`; "" shows everything."""
        self._ask(replace(self._state.query, text=text.strip()), self._state.columns)

    def sort_by(self, column: SortColumn, *, descending: bool = False) -> None:
        """Order the rows by a column alone."""
        self.order_by((SortKey(column, descending),))

    def then_by(self, column: SortColumn) -> None:
        """Order by a column too, where rows are equal in those before; turn it round if it is one.

        With as many columns as there may be, it takes the last one's place.
        """
        order = self._state.query.order
        if column in {key.column for key in order}:
            self.order_by(
                tuple(
                    replace(key, descending=not key.descending) if key.column == column else key
                    for key in order
                )
            )
        else:
            self.order_by((*order[: MOST_KEYS - 1], SortKey(column)))

    def unsort(self, column: SortColumn) -> None:
        """Order the rows by a column no more, but by the others."""
        kept = [key for key in self._state.query.order if key.column != column]
        if kept:
            self.order_by(kept)

    def order_by(self, order: Sequence[SortKey]) -> None:
        """Order the rows by these columns; there is one at least."""
        self._keep(replace(self.arrangement, order=tuple(order)))

    def start(self, query: Query, arrangements: Mapping[Scope, Arrangement] = _NONE) -> None:
        """Run the first query. `arrangements` are those of every entry of the sidebar."""
        self.arrangements = {
            query.scope: Arrangement(order=query.order),
            **arrangements,
        }
        self._filled.start()
        self._arrange(query)
        if not self._tasks.running("table search"):  # it is the one that is there from the start
            self._run(self._state.query, fresh=True)

    def reload(self) -> None:
        """Run the query again; the rows stay as they are until the new result is complete."""
        if self._tasks.running("table search"):
            self._rerun_wanted = True
        else:
            self._run(self._state.query, fresh=False)

    def follow(self, changes: Changes) -> None:
        """The store changed."""
        others = changes.contacts is None or bool(changes.contacts)
        if others:
            self.model.mark_stale(changes.contacts)
        self._filled.follow(changes)
        moved = changes.rows or (others and self._state.query.asks_for_status)
        if moved and not self._rerun_timer.isActive():
            small = len(self.model.ids) <= SMALL_LIST
            self._rerun_timer.start(0 if small else RERUN_PAUSE_MS)

    def follow_day(self) -> None:
        """Another day has begun: what was changed "today" is another lot."""
        if any(map(moves_with_days, self._state.query.filters)):
            self.reload()

    def _found_filled(self, columns: frozenset[Column]) -> None:
        self._set(replace(self._state, filled=columns))

    def set_counts(self, counts: Counts) -> None:
        """The counts of the sidebar, for "12 of 2,345"."""
        self._counts = counts
        any_attention = bool(counts.attention)
        self._set(replace(self._state, total=self._total(), any_attention=any_attention))
        if self._state.complete:
            self._set(replace(self._state, empty=self._why_empty()))

    # ---- selection and current row -----------------------------------------------------------

    def select_rows(
        self, op: SelectionOp, first: int, last: int, *, clear: bool = False, extend: bool = False
    ) -> None:
        """A gesture of the person over the rows `first` … `last` (both included)."""
        if clear:
            self.selection.clear()
        self.selection.apply(op, self.model.ids[first : last + 1], extend=extend)
        self._selected_by_person()

    def select_all(self) -> None:
        """Select every row of the query."""
        self.selection.select_all(self.model.ids)
        self._selected_by_person()

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these contacts, wherever they are."""
        self.selection.clear()
        self.selection.apply(SelectionOp.SELECT, ids)
        self.selection.settle()
        self.selection.rows_changed(self.model.ids)
        self._selected_by_person()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selection.clear()
        self._selected_by_person()

    def pick(self, contact_id: int | None) -> None:
        """The person made that contact's row the current one."""
        self._set(replace(self._state, current=contact_id))

    def mark_cells(self, column: Column, cells: Sequence[Column] = ()) -> None:
        """The person went to that column of the current row; `cells` are marked besides, in their
        order on the screen."""
        self._set(replace(self._state, column=column, cells=tuple(cells)))

    def choose(self, contact_id: int) -> None:
        """Select that contact alone, for something that is to be done with it at once."""
        if self.selection.only != contact_id or self._state.current != contact_id:
            self.set_current(contact_id)
            self._pick_timer.start()
        self.settle_pick()

    def go_to(self, contact_id: int) -> None:
        """Select that contact alone, as if the person had gone to its row."""
        self.set_current(contact_id)
        self._pick_timer.start()

    def settle_pick(self) -> None:
        """Do not wait for the end of the gesture: what was picked counts now."""
        if self._pick_timer.isActive():
            self._pick_timer.stop()
            self.picked.emit()

    def set_current(self, contact_id: int | None, *, select: bool = True) -> None:
        """Make a contact's row current (and the only selected one) from our side."""
        if select:
            self.selection.clear()
            if contact_id is not None:
                self.selection.apply(SelectionOp.SELECT, (contact_id,))
                self.selection.rows_changed(self.model.ids)
        self._set(replace(self._state, current=contact_id, selected=self.selection.count))
        self.selection_changed.emit()
        self.current_moved.emit()

    def selected_ids(self) -> list[int]:
        """What a command is about: the contacts of the selected rows, in their order."""
        return self.selection.within(self.model.ids)

    def dragged(self) -> Dragged:
        """The selected contacts, for the picture of them that follows the pointer."""
        rows = map(self.model.row_at_hand, self.model.ids_on_screen())
        chosen = (row.contact for row in rows if row is not None)
        here = (each for each in chosen if self.selection.contains(each.local_id))
        return dragged(self.selection.count, here)

    def neighbour_of(self, ids: Sequence[int]) -> int | None:
        """The contact that takes the place of `ids`, in the rows' order, once they have gone."""
        rows, first, last = self.model.ids, *map(self.model.place_of, (ids[0], ids[-1]))
        if first is None or last is None:
            return None
        if last + 1 < len(rows):
            return rows[last + 1]
        return rows[first - 1] if first else None

    # ---- inside ----------------------------------------------------------------------------

    def _single_shot(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        timer.timeout.connect(slot)
        return timer

    def _selected_by_person(self) -> None:
        self._set(replace(self._state, selected=self.selection.count))
        self.selection_changed.emit()
        self._pick_timer.start()

    def _sort_wanted(self, column: int, order: Qt.SortOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self.sort_by(SORTS[Column(column)], descending=descending)

    def _total(self) -> int:
        scope, counts = self._state.query.scope, self._counts or Counts()
        if scope.kind is ScopeKind.BOOK:
            return dict(counts.books).get(scope.book_id or 0, 0)
        if scope.kind is ScopeKind.ATTENTION:
            reason = self._state.query.reason
            return counts.attention if reason is None else dict(counts.reasons).get(reason, 0)
        return counts.deleted if scope.kind is ScopeKind.DELETED else counts.all

    def _filter(self, filters: tuple[Filter, ...]) -> None:
        self._keep(replace(self.arrangement, filters=filters))

    def _keep(self, arrangement: Arrangement) -> None:
        """Needs attention has no filters for long: what is to be settled is not to be hidden."""
        query = self._state.query
        if query.scope.kind is ScopeKind.ATTENTION:
            order, filters = arrangement.order, arrangement.filters
            arrangement = replace(arrangement, filters=())
            self.arrangements = {**self.arrangements, query.scope: arrangement}
            self._ask(_ordered(replace(query, filters=filters), order))
            self.arranged.emit()
        else:
            self.arrange(query.scope, arrangement)

    def _arrange(self, query: Query) -> None:
        """Show the entry of that query as it is kept."""
        kept = self.arrangements.get(query.scope, usual(query.scope))
        self._ask(_ordered(replace(query, filters=kept.filters), kept.order), kept.columns)

    def _ask(self, query: Query, columns: tuple[SortColumn, ...] | None = None) -> None:
        """Show what that query finds, with the columns of a view."""
        if query == self._state.query:
            self._set(replace(self._state, columns=columns))
            return
        self._set(replace(self._state, query=query, columns=columns, elsewhere=None))
        self._set(replace(self._state, total=self._total()))
        self.model.set_sort_words(self._state.sort_words)
        self.model.set_deleted(query.scope.kind is ScopeKind.DELETED)
        self._run(query, fresh=True)

    def _run(self, query: Query, *, fresh: bool) -> None:
        self._rerun_wanted = False
        self._rerun_timer.stop()
        self._set(replace(self._state, complete=False))
        work = self._show_fresh(query) if fresh else self._show_again(query)
        self._tasks.replace("table search", work, on_error=self.failed.emit)

    async def _show_fresh(self, query: Query) -> None:
        """The first rows at once, the rest as they come."""
        started = False
        try:
            async for chunk in self._reader.search(query):
                if started:
                    self.model.append_ids(chunk)
                else:
                    self.model.set_ids(chunk)
                    started = True
                self._set(replace(self._state, shown=len(self.model.ids), empty=Empty.NOT_EMPTY))
        except SearchSuperseded:
            return
        if not started:
            self.model.set_ids(array("q"))
        self._landed(fresh=True)

    async def _show_again(self, query: Query) -> None:
        """The rows at once when all are here, so that nothing jumps."""
        ids = array("q")
        try:
            async for chunk in self._reader.search(query):
                ids += chunk
        except SearchSuperseded:
            return
        if self.selection.count > SMALL_LIST:  # more than the GUI thread can work out in a frame
            self.selection.expect(await asyncio.to_thread(self.selection.foresee, ids))
        self.model.set_ids(ids)
        self._landed(fresh=self._answer_owed)

    def _landed(self, *, fresh: bool) -> None:
        shown, empty = len(self.model.ids), self._why_empty()
        outdated = self._rerun_wanted or self._rerun_timer.isActive()
        if not outdated:
            self._give_up_hidden()
        self._set(
            replace(
                self._state, shown=shown, empty=empty, complete=True, selected=self.selection.count
            )
        )
        self._look_elsewhere()
        self.selection_changed.emit()
        self.rows_landed.emit(fresh and not outdated)
        self._answer_owed = fresh and outdated
        if self._rerun_wanted:
            self._rerun_wanted = False
            self._rerun_timer.start(RERUN_PAUSE_MS if shown > SMALL_LIST else 0)

    def _why_empty(self) -> Empty:
        """The true reason: a search is none where there is nothing that it could find."""
        if self.model.ids:
            return Empty.NOT_EMPTY
        query = self._state.query
        searched = query.is_narrowed and (self._counts is None or self._total())
        return Empty.NO_MATCH if searched else _EMPTY[query.scope.kind]

    def _look_elsewhere(self) -> None:
        query = self._state.query
        if self._state.empty is Empty.NOT_EMPTY or not query.text:
            self._set(replace(self._state, elsewhere=None))
            return
        work = self._count_elsewhere(query)
        self._tasks.replace("table elsewhere", work, on_error=self.failed.emit)

    async def _count_elsewhere(self, query: Query) -> None:
        """Among all contacts, or else among the deleted ones."""
        found = None
        for scope in (Scope(), Scope(ScopeKind.DELETED)):
            if found is None and scope != query.scope:
                count = await self._reader.count(Query(scope, query.text))
                found = Elsewhere(scope, count) if count else None
        if query == self._state.query:
            self._set(replace(self._state, elsewhere=found))

    def _give_up_hidden(self) -> None:
        """All rows are here: nothing is selected or current that they do not show."""
        rows = self.model.ids
        self.selection.drop_hidden(rows)
        if self.model.place_of(self._state.current) is None:
            chosen = (each for each in rows if self.selection.contains(each))
            self._set(replace(self._state, current=next(chosen) if self.selection.count else None))

    def _read_rows_soon(self) -> None:
        if not self._reading:
            self._reading = True
            self._tasks.run(self._read_rows(), name="table rows", on_error=self.failed.emit)

    async def _read_rows(self) -> None:
        try:
            while ids := self.model.take_wanted():
                contacts = await self._reader.get_many(ids)
                ended = [each.local_id for each in contacts if each.life is not Life.LIVE]
                ends = await self._reader.ends(ended) if ended else {}
                self.model.put(contacts, ends)
        finally:
            self._reading = False

    def _read_marks_soon(self) -> None:
        self._tasks.refresh("table marks", self._read_marks, on_error=self.failed.emit)

    async def _read_marks(self) -> None:
        while ids := self.model.take_wanted_marks():
            self.model.put_marks(await self._reader.number_marks(ids))


def _ordered(query: Query, order: Sequence[SortKey]) -> Query:
    first, *then = order
    return replace(query, sort=first.column, descending=first.descending, then=tuple(then))
