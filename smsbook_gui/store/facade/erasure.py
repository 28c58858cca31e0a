"""Erasing deleted contacts for good."""

import asyncio
import threading
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from smsbook_gui.domain.contacts.holdings import Holding, Sought
from smsbook_gui.store.backups.backups import Backups
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.database_thread import LATER
from smsbook_gui.store.db.search_index import INDEXES
from smsbook_gui.store.db.transaction import to_micros
from smsbook_gui.store.erasure import copies, erase, holdings, scrub
from smsbook_gui.store.erasure.erase import Followed
from smsbook_gui.threads import on_thread

_TRIES = 5
"""Of writing the file anew, after which whoever wants the writer waits."""


class ErasureStore:
    """What is to go is noted by a decision; the rest carries it out, now or at the next start."""

    def __init__(self, path: Path, database: Database, backups: Backups) -> None:
        self._path = path
        self._database = database
        self._backups = backups
        self._tries = 0
        self._anew: set[Path] = set()
        """Backups that were written anew since something was to be erased."""

    async def want(self, ids: Sequence[int], *, everywhere: bool, title: str) -> None:
        """These deleted contacts are to go; with `everywhere` backups and imports follow.

        Activity tells of it under the `title`.
        """
        await self._database.write(erase.want, ids, everywhere=everywhere, title=title)

    async def holdings(self, sought: Sought, imports: Path) -> list[Holding]:
        """Everything that is held on a person; `imports` is the folder of the imports.

        Cancelled, it ends soon. Raises BackupUnreadable.
        """
        found, region = await self._database.read_slow(
            lambda read: (holdings.in_file(read, sought), read.rules.region)
        )
        ids = [one.contact_id for one in found if one.contact_id is not None and one.sure]
        stop = threading.Event()

        def look() -> list[Holding]:
            rows = holdings.in_imports(imports, sought, region, ids, stop.is_set)
            kept = holdings.in_backups(self._backups, sought, region, ids, stop.is_set)
            return [*rows, *kept, *holdings.aside(self._path.parent)]

        return found + await on_thread(look, stop=stop.set, name="holdings")

    async def erase_aside(self, names: Collection[str]) -> None:
        """Deletes these of the files that were put aside; they hold everybody of their day."""
        await asyncio.to_thread(holdings.erase_aside, self._path.parent, names)

    async def want_all(self, *, title: str) -> None:
        """Everything under Recently deleted is to go; `title` as in `want`."""
        await self._database.write(erase.want_all, title=title)

    async def want_ended_before(self, moment: datetime) -> None:
        """What was deleted before that moment, and is settled, is to go."""
        await self._database.write_later(erase.want_ended_before, to_micros(moment))

    async def is_wanted(self) -> bool:
        """Whether something of it is to be done yet, or waits for the service."""
        return await self._database.read_slow(erase.is_wanted)

    async def waiting(self) -> int:
        """How many contacts are noted that are still in the file."""
        return await self._database.read_slow(erase.waiting)

    async def erase(self) -> int:
        """Erases what is noted and settled, behind everything that people wait for; how many."""
        count = 0
        while number := await self._database.write_later(erase.erase_next):
            count += number
        await self._database.write_later(erase.finish_here)
        return count

    async def to_follow(self) -> Followed | None:
        """The contacts that left the file and of which copies are to follow."""
        return await self._database.read_slow(erase.to_follow)

    async def scrub(self) -> bool:
        """Overwrites what is left of erased contacts in the file; False: to be tried again.

        It may take long in a large file, and gives way to whatever people do, a few times.
        """
        for index in INDEXES:
            first = True
            while await self._database.write_later(scrub.merge_index, index, first=first):
                first = False
        writer = self._database.writer
        patient = self._tries < _TRIES

        def wanted() -> bool:
            return writer.closing or (patient and writer.is_wanted(LATER))

        self._tries += 1
        done = await writer.run(lambda _: scrub.write_anew(self._path, wanted), priority=LATER)
        if not done or not await writer.run(scrub.empty_log, priority=LATER):
            return False
        self._tries = 0
        return True

    async def erase_in_backups(self, followed: Followed) -> bool:
        """Erases these in all backups; False: some are out of reach. Cancelled, it ends soon."""
        stop = threading.Event()
        work = partial(copies.erase_in_backups, self._backups, followed, self._anew, stop.is_set)
        return await on_thread(work, stop=stop.set, name="erase in backups")

    async def finish(self, followed: Followed) -> None:
        """Nothing is left of these anywhere."""
        await self._database.write_later(erase.finish, followed)
