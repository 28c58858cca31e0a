"""Backups of the account's file, and the way back to one."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from smsbook_gui.domain.contacts.backup import Backup, BackupDifference, BackupReason
from smsbook_gui.domain.errors import StoreProblem
from smsbook_gui.store.backups.backups import Backups
from smsbook_gui.store.backups.differences import differences
from smsbook_gui.store.bulk import operations, set_back
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.threads import in_thread, on_thread


class BackupsStore:
    """Each backup goes by the name of its file."""

    def __init__(self, path: Path, runner: BulkRunner, backups: Backups) -> None:
        self._path = path
        self._runner = runner
        self._backups = backups

    @property
    def trouble(self) -> StoreProblem | None:
        """Why the last one could not be made, or not be put elsewhere; None if it was."""
        return self._backups.trouble

    def keep_elsewhere(self, folder: Path | None) -> None:
        """Puts each backup into this folder as well from now on."""
        self._backups.elsewhere = folder

    async def all(self) -> list[Backup]:
        """All backups, newest first."""
        return await asyncio.to_thread(self._backups.all)

    async def make(self, reason: BackupReason) -> Backup:
        """Makes a backup now."""
        return await asyncio.to_thread(self._backups.make, reason)

    async def differences(self, name: str) -> list[BackupDifference]:
        """What differs now from that backup. Cancelled, it ends soon.

        Raises BackupUnreadable, or another StoreProblem.
        """
        stop = threading.Event()
        work = partial(differences, self._path, self._backups.folder / name, stop.is_set)
        return await on_thread(work, stop=stop.set, name="backup differences")

    async def set_back(
        self, chosen: Sequence[BackupDifference], *, hold_until: datetime | None, title: str
    ) -> int:
        """Sets these contacts back to what the backup has; returns the id of the batch."""
        chunks = await asyncio.to_thread(set_back.chunks_of, chosen)
        decide = partial(operations.set_back_to, chunks=chunks, hold_until=hold_until, title=title)
        return (await self._runner.run(decide, int))[0]

    async def finish(self) -> None:
        """Waits for the backups that were begun."""
        if self._backups.is_running:
            await in_thread(self._backups.finish, "backup")
