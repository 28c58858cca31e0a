"""Which custom fields hold something: the others need no column."""

from collections.abc import Callable

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.services.runtime.local_data import TableData
from smsbook_gui.services.runtime.task_scope import ErrorHandler, TaskScope
from smsbook_gui.viewmodels.contacts.rows import FIELDS, Column

_COLUMNS = {field: column for column, field in FIELDS.items()}


class FilledColumns:
    """Looks through all contacts once, and after that at those that changed.

    A column stays where its last text was taken away: it goes at the next start. `found` is called
    with all that hold something.
    """

    def __init__(
        self,
        reader: TableData,
        tasks: TaskScope,
        found: Callable[[frozenset[Column]], None],
        on_error: ErrorHandler,
    ) -> None:
        self._reader = reader
        self._tasks = tasks
        self._found = found
        self._on_error = on_error
        self._filled: frozenset[ContactField] = frozenset()
        self._changed: set[int] | None = None
        """None: any contact may hold something new."""

    def start(self) -> None:
        """Look through all contacts."""
        self._changed = None
        self._look()

    def follow(self, changes: Changes) -> None:
        """The store changed."""
        if changes.contacts is None:
            self.start()
        elif changes.contacts:
            if self._changed is not None:
                self._changed |= changes.contacts
            self._look()

    def _look(self) -> None:
        if len(self._filled) < len(CUSTOM_FIELDS):
            self._tasks.refresh("table filled", self._read, on_error=self._on_error)

    async def _read(self) -> None:
        changed, self._changed = self._changed, set()
        wanted = [field for field in CUSTOM_FIELDS if field not in self._filled]
        ids = None if changed is None else sorted(changed)
        self._filled |= await self._reader.filled(wanted, ids)
        self._found(frozenset(_COLUMNS[field] for field in self._filled))
