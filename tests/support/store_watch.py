"""Knows when the store's threads have nothing left to answer, for tests with a virtual clock."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from smsbook_gui.store.threads import SqlThread


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
        run = SqlThread.run

        async def counted(thread: SqlThread[Any], *args: Any, **named: Any) -> Any:
            self._under_way += 1
            self._idle.clear()
            try:
                return await run(thread, *args, **named)
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._idle.set()

        with patch.object(SqlThread, "run", counted):
            yield
