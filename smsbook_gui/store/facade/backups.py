"""Backups of the account's file, and the way back to one."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from smsbook_gui.domain.backup import Backup, BackupDifference, BackupReason
from smsbook_gui.domain.errors import StoreProblem
from smsbook_gui.store.backups.backups import Backups
from smsbook_gui.store.backups.differences import differences
from smsbook_gui.store.bulk import operations, set_back
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.threads import in_thread, on_thread


class BackupsStore:
    """They are named by their files' names."""

    def __init__(self, path: Path, runner: BulkRunner, backups: Backups) -> None:
        self._path = path
        self._runner = runner
        self._backups = backups

    @property
    def trouble(self) -> StoreProblem | None:
        """Why the last one could not be made, or not be put elsewhere; None: it was."""
        return self._backups.trouble

    def keep_elsewhere(self, folder: Path | None) -> None:
        """From now on each is put into this folder too."""
        self._backups.elsewhere = folder

    async def all(self) -> list[Backup]:
        """Newest first."""
        return await asyncio.to_thread(self._backups.all)

    async def make(self, reason: BackupReason) -> Backup:
        """Makes one of this moment."""
        return await asyncio.to_thread(self._backups.make, reason)

    async def differences(self, name: str) -> list[BackupDifference]:
        """What differs now from that backup. Cancelled, it ends soon. Raises BackupUnreadable."""
        stop = threading.Event()
        work = partial(differences, self._path, self._backups.folder / name, stop.is_set)
        return await on_thread(work, stop=stop.set, name="backup differences")

    async def set_back(
        self, chosen: Sequence[BackupDifference], *, hold_until: datetime | None, title: str
    ) -> int:
        """Takes these back to what the backup has, as one batch; its id."""
        chunks = await asyncio.to_thread(set_back.chunks_of, chosen)
        decide = partial(operations.set_back_to, chunks=chunks, hold_until=hold_until, title=title)
        return (await self._runner.run(decide, int))[0]

    async def finish(self) -> None:
        """Waits for those that were begun."""
        if self._backups.is_running:
            await in_thread(self._backups.finish, "backup")
