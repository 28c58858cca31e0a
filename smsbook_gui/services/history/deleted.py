"""Recently deleted: how long contacts stay there, and how they are erased."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import StoreProblem
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import Clock, wait_for
from smsbook_gui.store.store import Store

_LOOKS = "deleted_looks"
"""JSON: when it was first and last looked for contacts whose time is over."""
_BETWEEN_LOOKS = timedelta(hours=1)
_BETWEEN_TRIES = timedelta(minutes=1)
_USUAL_GAP = timedelta(days=4)
"""Between two looks. After a longer time nothing goes at once: the computer's clock may be wrong,
or somebody comes back from a holiday and misses a contact."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left to be erased.

    `waiting`: contacts that the service still has. `copies`: of contacts that are gone, in backups
    that are out of reach, or in pages that are still to be overwritten.
    """

    waiting: int = 0
    copies: bool = False


class DeletedService:
    """All of it is local: it works offline, and signed out. Raises StoreProblem.

    Only what the service has answered is erased: a delete that waits is sent first.
    """

    def __init__(
        self,
        account: Callable[[], Account],
        store: Store,
        clock: Clock,
        *,
        forget: Callable[[Sequence[int]], Awaitable[None]],
    ) -> None:
        """`forget` erases what imports keep of contacts (local ids) that are gone."""
        self._account = account
        self._forget = forget
        self._store = store
        self._clock = clock
        self._woken = asyncio.Event()
        self._waits = True
        """Whether something may be noted that is to be erased."""
        self._copies_left = False
        """Whether something is left of contacts that are no longer in the file."""
        self._scrubbed: frozenset[int] = frozenset()
        self._trouble: StoreProblem | None = None
        self._rested = asyncio.Event()
        self._next_look = self._next_try = clock.now()

    async def erase(self, ids: Sequence[int], title: str) -> None:
        """Erases these deleted contacts from this computer, as soon as nothing of them waits.

        It is decided when this returns, and Activity tells of it under the `title`; `rest` tells
        what came of it.
        """
        await self._store.erasure.want(ids, everywhere=True, title=title)
        self._next_try = self._clock.now()
        self._wake()

    async def rest(self) -> Erased:
        """Waits until all is done that can be done now. Raises StoreProblem where that failed."""
        await self._rested.wait()
        if self._trouble is not None:
            raise self._trouble
        return Erased(await self._store.erasure.waiting(), self._copies_left)

    async def empty(self, title: str) -> None:
        """Erases all deleted contacts, as soon as nothing of them waits; Activity tells of it under
        the `title`."""
        await self._store.erasure.want_all(title=title)
        self._wake()

    async def run(self) -> None:
        """Erases what is to go, and whose time is over, for as long as the account is open."""
        unsubscribe = self._store.subscribe(self._changed)
        try:
            while True:
                self._woken.clear()
                self._trouble = None
                try:
                    await self._look()
                    await self._erase()
                    await self._follow()
                except StoreProblem as error:
                    self._trouble = error
                if not self._woken.is_set():
                    self._rested.set()
                pause = _BETWEEN_TRIES if self._copies_left else _BETWEEN_LOOKS
                await wait_for(self._woken, pause.total_seconds(), self._clock)
        finally:
            unsubscribe()

    def _wake(self) -> None:
        self._waits = True
        self._rested.clear()
        self._woken.set()

    def _changed(self, changes: Changes) -> None:
        """A delete may have been answered."""
        if self._waits and changes.counts:
            self._woken.set()

    async def _erase(self) -> None:
        if self._waits:
            self._waits = False  # what is noted from here on says so itself
            try:
                self._waits = await self._store.erasure.is_wanted()
                if self._waits:
                    await self._store.erasure.erase()
            except StoreProblem:
                self._waits = True
                raise

    async def _follow(self) -> None:
        """Erases in all that was copied out of the file what is no longer in it.

        What is out of reach now is tried again.
        """
        now, erasure = self._clock.now(), self._store.erasure
        if now < self._next_try <= now + _BETWEEN_LOOKS:
            return
        followed = await erasure.to_follow()
        self._copies_left = followed is not None
        if followed is None:
            return
        self._next_try = now + _BETWEEN_TRIES
        await self._forget(followed.ids)
        if not self._scrubbed.issuperset(followed.ids):
            if not await erasure.scrub():
                return
            self._scrubbed |= frozenset(followed.ids)
        self._next_try = now + _BETWEEN_LOOKS
        if await erasure.erase_in_backups(followed):
            await erasure.finish(followed)
            self._copies_left = False

    async def _look(self) -> None:
        """Contacts stay for as long as was chosen; all that there were before that, from then."""
        days, now = timedelta(days=self._account().keep_deleted), self._clock.now()
        if now < self._next_look <= now + _BETWEEN_LOOKS:
            return
        first, last = _read(await self._store.meta.get(_LOOKS))
        first = min(first or now, now)
        if days and last is not None and last <= now <= last + _USUAL_GAP and first + days <= now:
            await self._store.erasure.want_ended_before(now - days)
            self._waits = True
        looks = [first.isoformat(), now.isoformat()]
        await self._store.meta.set(_LOOKS, json.dumps(looks))
        self._next_look = now + _BETWEEN_LOOKS


def _read(note: str | None) -> tuple[datetime | None, datetime | None]:
    if note is None:
        return None, None
    first, last = json.loads(note)
    return datetime.fromisoformat(first), datetime.fromisoformat(last)
