"""Keeps what is typed into the contact form against a forced end."""

import asyncio
from collections.abc import Callable

from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.services.runtime.task_scope import ErrorHandler, TaskScope
from smsbook_gui.services.session import Session


class DraftKeeper:
    """Keeps in the store what is typed, a moment after the last key."""

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        current: Callable[[], Draft | None],
        *,
        delay: float,
        on_error: ErrorHandler,
    ) -> None:
        self._session = session
        self._tasks = tasks
        self._current = current
        self._delay = delay
        self._on_error = on_error

    def later(self) -> None:
        """Keep the draft soon: something was typed."""
        self._tasks.replace("form draft", self._wait())

    def now(self) -> None:
        """Update the draft at once: the form was saved, reverted or discarded."""
        self._tasks.cancel("form draft")
        self._tasks.run(self.keep(), name="keep form draft", on_error=self._on_error, shielded=True)

    async def _wait(self) -> None:
        await asyncio.sleep(self._delay)
        self._tasks.run(self.keep(), name="keep form draft", on_error=self._on_error, shielded=True)

    async def keep(self) -> None:
        """Store the draft as it is now, or clear it. Raises StoreProblem."""
        draft = self._current()
        if draft is None:
            await self._session.local.drafts.clear()
        else:
            await self._session.local.drafts.save(draft)
