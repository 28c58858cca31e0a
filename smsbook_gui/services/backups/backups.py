"""Backups of an account: the day's, those that a person wants, and the way back to one."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from smsbook_gui.domain.contacts.backup import Backup, BackupDifference, BackupReason
from smsbook_gui.domain.errors import StoreProblem
from smsbook_gui.services.contacts.contacts import HELD_FOR
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.store.store import Store

_UNTIL_FILLED = 60.0
"""Seconds between two looks at an account that has no contacts yet."""


class BackupService:
    """All of it is local: it works offline, and signed out."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @property
    def trouble(self) -> StoreProblem | None:
        """Why the last one could not be made, or not be put elsewhere; None if it was."""
        return self._store.backups.trouble

    def keep_elsewhere(self, folder: str) -> None:
        """Puts each backup into this folder as well from now on; "" ends that."""
        self._store.backups.keep_elsewhere(Path(folder) if folder else None)

    async def begin_day(self) -> None:
        """Makes the first backup of the day as soon as there are contacts to keep.

        If it cannot be made, work goes on all the same.
        """
        with suppress(StoreProblem):
            while not (await self._store.contacts.counts()).all:
                await self._clock.sleep(_UNTIL_FILLED)
            today = self._clock.now().astimezone().date()
            made = await self._store.backups.all()
            if not any(one.at.astimezone().date() == today for one in made):
                await self._store.backups.make(BackupReason.DAY)

    async def make(self) -> Backup:
        """Makes a backup now. Raises StoreProblem."""
        return await self._store.backups.make(BackupReason.PERSON)

    async def all(self) -> list[Backup]:
        """All backups, newest first. Raises StoreProblem."""
        return await self._store.backups.all()

    async def differences(self, backup: Backup) -> list[BackupDifference]:
        """What differs now from a backup. Can be cancelled. Raises BackupUnreadable."""
        return await self._store.backups.differences(backup.name)

    async def restore(self, chosen: Sequence[BackupDifference], title: str) -> int:
        """Sets these contacts back to what the backup has, as a batch of ordinary changes; its id.

        What was made since is deleted; those calls are held back until somebody has seen it.
        """
        return await self._store.backups.set_back(
            chosen, hold_until=self._clock.now() + HELD_FOR, title=title
        )
