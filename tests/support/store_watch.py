"""Knows when the store's threads have nothing left to answer, for tests with a virtual clock."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from smsbook_gui.store.db.database_thread import DatabaseThread


class StoreWatch:
    """Counts the store's work under way; `settle` waits until there is none."""

    def __init__(self) -> None:
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def settle(self) -> None:
        """Returns when the store has been idle for as long as it takes others to ask again."""
        quiet = 0
        while quiet < 30:
            await asyncio.sleep(0)
            if self._under_way:
                await self._idle.wait()
                quiet = 0
            quiet += 1

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Counts while inside."""
        submit = DatabaseThread.submit

        def counted(thread: DatabaseThread[Any], *args: Any, **named: Any) -> asyncio.Future[Any]:
            answer = submit(thread, *args, **named)
            self._under_way += 1
            self._idle.clear()
            answer.add_done_callback(self._answered)
            return answer

        with patch.object(DatabaseThread, "submit", counted):
            yield

    def _answered(self, _answer: asyncio.Future[Any]) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()
