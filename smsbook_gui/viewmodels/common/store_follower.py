"""What a window shows is read again whenever the store changes, for as long as it is open."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session


class StoreFollower:
    """Calls `read` when it begins, and after changes that `concern` what is shown.

    Not more often than every `delay` seconds. `name` is that of its task.
    """

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        name: str,
        read: Callable[[], Coroutine[Any, Any, None]],
        *,
        concern: Callable[[Changes], bool],
        on_error: Callable[[SmsBookError], None],
        delay: float,
    ) -> None:
        self._session = session
        self._tasks = tasks
        self._name = name
        self._read = read
        self._concern = concern
        self._on_error = on_error
        self._delay = delay
        self._unsubscribe: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """The window is open."""
        self.end()
        self._unsubscribe = self._session.local.subscribe(self._store_changed)
        self._refresh()

    def end(self) -> None:
        """The window is closed."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.cancel()

    def cancel(self) -> None:
        """Drop the reading that is under way; the next change begins another."""
        self._tasks.cancel(self._name)

    def _store_changed(self, changes: Changes) -> None:
        if self._concern(changes):
            self._refresh()

    def _refresh(self) -> None:
        self._tasks.refresh(
            self._name,
            self._read,
            pause=lambda: asyncio.sleep(self._delay),
            on_error=self._on_error,
        )
