"""Contacts that may be one: what there is to compare, what a person said, and merging."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.duplicate_merge import Merge
from smsbook_gui.domain.contacts.duplicates import Comparable
from smsbook_gui.store.bulk import operations
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.contacts import duplicates
from smsbook_gui.store.contacts.duplicates import CandidatePage
from smsbook_gui.store.db.database import Database


class DuplicatesStore:
    """Contacts go by their local ids."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def candidates(self, after: int, limit: int, book_id: int | None) -> CandidatePage:
        """The next contacts to be compared, with ids above `after`."""
        return await self._database.read_slow(duplicates.candidates, after, limit, book_id)

    async def named_alike(self, values: Values) -> list[Comparable]:
        """Contacts whose names may be that of these values, to be compared with them."""
        return await self._database.read(duplicates.named_alike, values)

    async def different(self) -> frozenset[tuple[int, int]]:
        """The pairs that a person said are different people."""
        return await self._database.read_slow(duplicates.different)

    async def add_different(self, ids: Sequence[int]) -> None:
        """Notes that all of these are different people."""
        await self._database.write(duplicates.add_different, ids)

    async def remove_different(self, ids: Sequence[int]) -> None:
        """Forgets what was said of these pairs."""
        await self._database.write(duplicates.remove_different, ids)

    async def merge(
        self, merges: Sequence[Merge], *, hold_until: datetime | None, title: str
    ) -> int:
        """Merges contacts, as one batch; its deletes are held back until `hold_until`."""
        merge = partial(operations.merge, merges=merges, hold_until=hold_until, title=title)
        return (await self._runner.run(merge, int))[0]
