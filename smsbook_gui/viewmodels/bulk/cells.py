"""Edits cells of the table: pastes onto them, fills down, cuts and clears.

Each is one bulk edit with one undo. A few cells are changed at once; with PREVIEW_FROM or more, or
if anything is left out, the window "Edit selected" shows before and after first.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.bulk_edit import OWN_TEXTS
from smsbook_gui.domain.contacts.cell_block import CellBlock, CellFill, book_key
from smsbook_gui.domain.contacts.contact import AddressBook, Contact, ContactField
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.contacts.contacts import Done
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.bulk.bulk_edit import BulkEditViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit_state import Operation
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.contacts.rows import FIELDS, Column
from smsbook_gui.viewmodels.contacts.table import TableViewModel

PREVIEW_FROM = 20
"""From this many cells on, a person sees before and after first."""
CLEARED = frozenset(column for column, field in FIELDS.items() if field in OWN_TEXTS)
"""The columns that can be blank, which a contact's number and address book cannot."""
FILLED = CLEARED | {Column.BOOK}
"""The columns that several contacts can have the same value in."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was on the clipboard, as it came."""

    text: str
    html: str | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Cells of these contacts (local ids), in their order, and what is to become of them."""

    operation: Operation
    ids: Sequence[int]
    fill: CellFill
    remark: str = ""
    adds: Pasted | None = None
    """What becomes new contacts instead, if a person wants that."""
    rest: str = ""
    """What becomes new contacts besides, as a table with headings."""

    @property
    def is_small(self) -> bool:
        """Whether it needs no preview by itself."""
        return len(self.ids) * len(self.fill.columns) < PREVIEW_FROM and not self.remark


class CellsViewModel(QObject):
    """`preview_requested`: the bulk edit is to be shown in its window. `edited` carries what was
    changed (`Done`), `told` a sentence on why nothing was. `adding_wanted` carries what is to be
    imported (`Pasted`)."""

    preview_requested = Signal()
    told = Signal(str)
    failed = Signal(object)
    edited = Signal(object)
    adding_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        table: TableViewModel,
        bulk_edit: BulkEditViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._table = table
        self._bulk_edit = bulk_edit
        self._books: Sequence[AddressBook] = ()
        self._shown: _Plan | None = None
        bulk_edit.done.connect(self._applied)
        bulk_edit.adding_wanted.connect(self._add_instead)

    # ---- commands ------------------------------------------------------------------------------

    def paste(
        self, pasted: Pasted, columns: Sequence[Column], books: Sequence[AddressBook]
    ) -> None:
        """Put what was copied onto the cells, from the first marked or current one on; `columns`
        are those on show, in their order, and `books` those that a name may mean."""
        self._begin(self._paste(pasted, columns), books)

    def fill_down(self, books: Sequence[AddressBook]) -> None:
        """Give the cells what stands in the first selected row; one row, what stands above it."""
        self._begin(self._fill_down(), books)

    def clear(self, books: Sequence[AddressBook]) -> None:
        """Clear the marked cells that can be blank."""
        columns = [column for column in self._table.state.cells if column in CLEARED]
        if not columns:
            self._say(tr("A contact always has a phone number and an address book."))
            return
        fields = tuple(FIELDS[column] for column in columns)
        fill = CellFill(CellBlock(len(fields), ("",) * len(fields)), fields)
        ids = self._table.selected_ids()
        self._begin(self._carry_out(_Plan(Operation.CLEAR_CELLS, ids, fill)), books)

    # ---- pasting -------------------------------------------------------------------------------

    async def _paste(self, pasted: Pasted, shown_columns: Sequence[Column]) -> None:
        block = await self._session.bulk_edits.read_cells(pasted.text, pasted.html)
        columns = self._columns_for(block, shown_columns)
        if columns is None:
            return
        ids = self._rows_for(block)
        if not ids:
            return
        fill = self._fill(block, columns)
        rest = block.below(len(ids)) if block.height > len(ids) else None
        headings = [self._table.model.heading(column) for column in columns]
        unknown = await asyncio.to_thread(fill.unknown_books)
        more = "" if rest is None else await asyncio.to_thread(rest.as_text, headings)
        remark = " ".join(filter(None, (_unknown_text(unknown), _rest_text(rest))))
        await self._carry_out(_Plan(Operation.PASTE, ids, fill, remark, pasted, more))

    def _columns_for(self, block: CellBlock, on_show: Sequence[Column]) -> list[Column] | None:
        """Where its columns go; None where they do not fit, which is told."""
        state, width = self._table.state, block.width
        targets: list[Column] = [each for each in on_show if each is not Column.STATUS]
        marked: list[Column] = [each for each in state.cells if each is not Column.STATUS]
        if len(marked) > 1 and len(marked) % width == 0:
            return marked
        first = marked[0] if marked else state.column
        fitting = targets[targets.index(first) :] if first in targets else []
        if not marked and width == len(targets):  # Whole rows onto whole rows.
            fitting = targets
        if width <= len(fitting):
            return fitting[:width]
        heading = shown(self._table.model.heading(first))
        if not fitting:
            text = tr("Nothing can be pasted into “{column}”. Begin at another column.")
            self._say(text.format(column=heading))
            return None
        text = tr(
            "%Ln columns were copied, but from “{column}” on there are only {count}. Begin at "
            "an earlier column.",
            None,
            width,
        )
        self._say(text.format(column=heading, count=number(len(fitting))))
        return None

    def _rows_for(self, block: CellBlock) -> Sequence[int]:
        """The selected contacts if it fits into them, else those from the first of them on."""
        selected = self._table.selected_ids()
        if not selected or (len(selected) > 1 and len(selected) % block.height == 0):
            return selected
        rows = self._table.model.ids
        first = self._table.model.place_of(selected[0])
        return [] if first is None else rows[first : first + block.height].tolist()

    def _fill(self, block: CellBlock, columns: Sequence[Column]) -> CellFill:
        names = Counter(book_key(book.name) for book in self._books)
        books = {
            book_key(book.name): book.local_id
            for book in self._books
            if names[book_key(book.name)] == 1
        }
        return CellFill(
            block,
            tuple(FIELDS.get(column) for column in columns),
            frozenset(place for place, each in enumerate(columns) if each is Column.BOOK),
            books,
        )

    # ---- filling down --------------------------------------------------------------------------

    async def _fill_down(self) -> None:
        state = self._table.state
        columns = [column for column in state.cells or (state.column,) if column in FILLED]
        ids = self._table.selected_ids()
        if not columns:
            self._say(tr("Each contact has a phone number of its own: it is not filled down."))
            return
        source = await self._source_of(ids)
        if source is None:
            return
        filled = ids[1:] if len(ids) > 1 else ids
        fields = tuple(FIELDS.get(column) for column in columns)
        cells = [_cell_of(source, field) for field in fields]
        if all(cell is None for cell in cells):
            self._say(tr("The cell above was not read from the service yet."))
            return
        in_books = frozenset(place for place, each in enumerate(columns) if each is Column.BOOK)
        block = CellBlock(len(cells), tuple(cells))
        fill = CellFill(block, fields, in_books, {_SAME_BOOK: source.book_id})
        await self._carry_out(_Plan(Operation.FILL_DOWN, filled, fill))

    async def _source_of(self, ids: Sequence[int]) -> Contact | None:
        first = ids[0] if ids else None
        if len(ids) == 1:
            place = self._table.model.place_of(first)
            first = None if place is None else self._table.model.id_at(place - 1)
        return None if first is None else await self._session.local.contacts.get(first)

    # ---- carrying out --------------------------------------------------------------------------

    def _begin(self, work: Coroutine[Any, Any, None], books: Sequence[AddressBook]) -> None:
        self._books = books
        self._tasks.run(work, name="cells", on_error=self.failed.emit, shielded=True)

    async def _carry_out(self, plan: _Plan) -> None:
        if not plan.is_small:
            self._preview(plan)
            return
        edits = self._session.bulk_edits
        prepared = await edits.prepare(plan.ids, plan.fill, lambda _preview: None)
        preview = prepared.preview
        if preview.unread or preview.doubtful or preview.refused:
            self._preview(plan)
        elif not preview.changing:
            self._say(tr("Nothing would change."))
        else:
            self.edited.emit(await edits.commit(prepared))

    def _preview(self, plan: _Plan) -> None:
        self._shown = plan
        adding = "" if plan.adds is None else tr("Add as new contacts instead…")
        self._bulk_edit.opened_for_cells(
            plan.operation, plan.ids, plan.fill, self._books, remark=plan.remark, adding=adding
        )
        self.preview_requested.emit()

    def _applied(self, _done: Done, _book: object) -> None:
        plan, self._shown = self._shown, None
        if plan is not None and plan.rest and self._bulk_edit.state.is_about_cells:
            self.adding_wanted.emit(Pasted(plan.rest, None))

    def _add_instead(self) -> None:
        plan, self._shown = self._shown, None
        if plan is not None and plan.adds is not None:
            self.adding_wanted.emit(plan.adds)

    def _say(self, text: str) -> None:
        self.told.emit(text)


_SAME_BOOK = book_key("=")
"""Stands for the address book of the row that is filled down, whatever it is called."""


def _cell_of(contact: Contact, field: ContactField | None) -> str | None:
    return _SAME_BOOK if field is None else contact.values.get(field)


def _unknown_text(names: Sequence[str]) -> str:
    """The address books that there are not."""
    if not names:
        return ""
    quoted = ", ".join(tr("“{name}”").format(name=shown(name, 40)) for name in names[:_NAMED])
    text = tr(
        "%Ln address books are not here: {names}. Contacts that were to go there stay where they "
        "are.",
        None,
        len(names),
    )
    return text.format(names=quoted if len(names) <= _NAMED else f"{quoted}, …")


def _rest_text(rest: CellBlock | None) -> str:
    if rest is None:
        return ""
    return tr(
        "%Ln rows reach below the last contact: they are offered as new contacts afterwards.",
        None,
        rest.height,
    )
