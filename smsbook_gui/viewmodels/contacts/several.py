"""The pane for several selected contacts: how many, and what they have in common."""

import asyncio
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import Common, ContactField
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.rows import NEVER_READ
from smsbook_gui.viewmodels.contacts.table import TableViewModel

_PAUSE = 0.1
"""Seconds between two readings while a person drags over rows."""


@dataclass(frozen=True, slots=True)
class CommonField:
    """A field of the pane; `quiet` if `text` is not a value but a remark about the values."""

    heading: str
    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class SeveralState:
    """`fields` are () while they are read, and `different` the names of those that differ. With a
    `count` below 2 there is nothing to show.

    `home` is the address book (local id) that all of them are in, as far as they were read.
    """

    count: int = 0
    home: int | None = None
    fields: tuple[CommonField, ...] = ()
    different: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How many contacts are selected."""
        return tr("%Ln contacts selected", None, self.count)


class SeveralViewModel(StateViewModel[SeveralState]):
    """Follows the table's selection, and the contacts as they change."""

    failed = Signal(object)

    def __init__(
        self, session: Session, tasks: TaskScope, table: TableViewModel, parent: QObject
    ) -> None:
        super().__init__(SeveralState(), parent)
        self._session = session
        self._tasks = tasks
        self._table = table
        table.selection_changed.connect(self._selection_changed)

    def follow(self, changes: Changes) -> None:
        """The store changed."""
        if self._state.count > 1 and (changes.contacts is None or changes.contacts):
            self._read_soon()

    def _selection_changed(self) -> None:
        count = self._table.selection.count
        if count != self._state.count:
            self._set(replace(self._state, count=count, home=None))
        if count > 1:
            self._read_soon()
        else:
            self._tasks.cancel("several selected")
            self._set(SeveralState(count))

    def _read_soon(self) -> None:
        self._tasks.refresh("several selected", self._read, pause=_pause, on_error=self.failed.emit)

    async def _read(self) -> None:
        table = self._table
        # For 100,000 contacts this takes too long for the GUI thread.
        ids = await asyncio.to_thread(table.selection.within, table.model.ids)
        common = await self._session.local.contacts.in_common(ids)
        if self._state.count > 1:
            self._set(self._state_of(common))

    def _state_of(self, common: Common) -> SeveralState:
        names = field_names(self._session.account.labels)
        fields = [
            _field(heading, field, common)
            for field, heading in names.items()
            if common.values.get(field) != "" and field not in common.mixed
        ]
        different = [names[field] for field in names if field in common.mixed]
        book = self._table.model.books.get(common.book_id or 0)
        if book is None:
            different.append(tr("Address book"))
        else:
            fields.append(CommonField(tr("Address book"), shown(book)))
        return SeveralState(self._state.count, common.book_id, tuple(fields), tuple(different))


async def _pause() -> None:
    await asyncio.sleep(_PAUSE)


def _field(heading: str, field: ContactField, common: Common) -> CommonField:
    if field in common.values:
        return CommonField(heading, shown(common.values[field]))
    return CommonField(heading, NEVER_READ, quiet=True)
