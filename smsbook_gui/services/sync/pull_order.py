"""Which contact is read next in the background (rule 11)."""

from collections.abc import Sequence
from datetime import timedelta

from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.store.store import Store

STALE_AFTER = timedelta(days=7)
"""A contact that was not read for this long is read again in the background."""
CHUNK = 50
ON_SCREEN_LIMIT = 400
"""More rows than any screen shows."""


class ReadingOrder:
    """What is on the screen comes first, then the order of the store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._on_screen: tuple[int, ...] = ()
        self._due: dict[int, int] = {}
        """The next ones in the order of the store, as server ids by local id."""
        self._unreadable: set[int] = set()
        """Server ids, since a contact that is deleted and created anew has another one."""

    @property
    def given_up(self) -> int:
        """How many could not be read in this round."""
        return len(self._unreadable)

    def show(self, ids: Sequence[int]) -> bool:
        """Notes that these contacts (local ids) are on the screen; returns whether that is new."""
        on_screen = tuple(ids[:ON_SCREEN_LIMIT])
        if on_screen == self._on_screen:
            return False
        self._on_screen = on_screen
        return True

    async def next(self) -> tuple[int, int] | None:
        """(local id, server id) of the contact to read now; None if all are read.

        It stays the next one until `done` is called for it.
        """
        now = self._clock.now()
        shown = self._on_screen
        seen = await self._store.sync.unread_among(shown, now, STALE_AFTER) if shown else []
        for each in seen:
            if each[1] not in self._unreadable:
                return each
        if not self._due:
            limit = CHUNK + len(self._unreadable)
            due = await self._store.sync.next_unread(limit, now, STALE_AFTER)
            self._due = {
                local_id: server_id
                for local_id, server_id in due
                if server_id not in self._unreadable
            }
        return next(iter(self._due.items()), None)

    def done(self, local_id: int) -> None:
        """Goes on to the next: this one was read, or at least tried."""
        self._due.pop(local_id, None)

    def give_up(self, server_id: int) -> None:
        """Leaves out one that cannot be read until `start_over`: it would be tried for ever."""
        self._unreadable.add(server_id)

    def start_over(self) -> None:
        """Lets what could not be read be tried again: the address books are listed anew."""
        self._unreadable.clear()
