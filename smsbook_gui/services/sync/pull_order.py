"""Which contact is read next in the background (rule 11)."""

from collections.abc import Sequence
from datetime import timedelta

from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.store.store import Store

STALE_AFTER = timedelta(days=7)
"""A contact that was not read for so long is read again in the background."""
CHUNK = 50
ON_SCREEN_LIMIT = 400
"""More rows than any screen shows."""


class ReadingOrder:
    """What is on the screen comes first, whatever was next before; then the order of the store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._on_screen: tuple[int, ...] = ()
        self._due: dict[int, int] = {}
        """The next ones in the order of the store: server ids by local id."""
        self._unreadable: set[int] = set()
        """Server ids: a contact that is deleted and created anew has another one."""

    @property
    def given_up(self) -> int:
        """How many could not be read in this round."""
        return len(self._unreadable)

    def show(self, ids: Sequence[int]) -> bool:
        """These contacts (local ids) are on the screen; whether that is news."""
        on_screen = tuple(ids[:ON_SCREEN_LIMIT])
        if on_screen == self._on_screen:
            return False
        self._on_screen = on_screen
        return True

    async def next(self) -> tuple[int, int] | None:
        """(local id, server id) of the contact to read now; None where all is read.

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
        """It was read, or at least tried: another one is next."""
        self._due.pop(local_id, None)

    def give_up(self, server_id: int) -> None:
        """It cannot be read; not tried again before `start_over`, which would go on for ever."""
        self._unreadable.add(server_id)

    def start_over(self) -> None:
        """The address books are listed anew: what could not be read may be tried again."""
        self._unreadable.clear()
