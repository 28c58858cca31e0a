"""What an import asks of the contacts' file, and the numbers that imports leave out."""

from collections.abc import Sequence
from functools import partial

from smsbook_gui.domain.contacts.batch import BatchKind, UnfinishedStaging
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.store.bulk import batches
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.imports import suppression_list

_CHUNK = 1000


class ImportsStore:
    """Batches that are staged in chunks, and the suppression list."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def begin_staging(self, *, kind: BatchKind, title: str) -> int:
        """Begins a batch that is staged in chunks; nothing of it shows before its commit."""
        return await self._database.write(batches.begin, kind=kind, title=title)

    async def stage_creates(self, batch_id: int, rows: Sequence[tuple[int, Values]]) -> list[int]:
        """Stages new contacts (address book, values); returns their local ids in this order.

        In chunks that let a Save through. Raises InvalidInput where an address book is not there.
        """
        ids: list[int] = []
        for start in range(0, len(rows), batches.CHUNK):
            prepared = await self._database.read_slow(
                batches.prepare, rows[start : start + batches.CHUNK]
            )
            ids += await self._database.write_later(batches.stage_creates, batch_id, prepared)
        return ids

    async def stage_updates(self, batch_id: int, rows: Sequence[tuple[int, Values]]) -> None:
        """Stages values for contacts that exist (local id, values); other fields stay."""
        for start in range(0, len(rows), batches.CHUNK):
            part = rows[start : start + batches.CHUNK]
            await self._database.write_later(batches.stage_updates, batch_id, part)

    async def commit_staging(self, batch_id: int) -> None:
        """Decides the batch: from here on, not even a kill takes it back. Returns when all of it
        shows.

        Raises InvalidInput where it was decided already.
        """
        decide = partial(batches.decide, batch_id=batch_id, operation=BulkOperation.IMPORT)
        await self._runner.run(decide, int)

    async def commit_copies(self, batch_id: int) -> None:
        """Like `commit_staging`, for contacts that a person copied."""
        decide = partial(batches.decide, batch_id=batch_id, operation=BulkOperation.COPY)
        await self._runner.run(decide, int)

    async def drop_staging(self, batch_id: int) -> None:
        """Gives a batch up before its commit. Raises InvalidInput after it."""
        decide = partial(batches.decide, batch_id=batch_id, operation=BulkOperation.DROP)
        await self._runner.run(decide, int)

    async def unfinished_stagings(self) -> list[UnfinishedStaging]:
        """The batches that were begun, and neither committed nor dropped, oldest first."""
        return await self._database.read_slow(batches.unfinished)

    async def suppressed_count(self) -> int:
        """How many numbers are suppressed."""
        return await self._database.read_slow(suppression_list.count)

    async def suppressed_numbers(self) -> list[str]:
        """All suppressed numbers, each once, as somebody typed it."""
        return await self._database.read_slow(suppression_list.numbers)

    async def unsuppress(self, numbers: Sequence[str]) -> None:
        """Takes numbers off the list that was added to it."""
        await self._database.write(suppression_list.remove, numbers)

    async def suppress(self, numbers: Sequence[str]) -> int:
        """Adds numbers to the list; returns how many were not on it."""
        added = 0
        for start in range(0, len(numbers), _CHUNK):
            added += await self._database.write_later(
                suppression_list.add, numbers[start : start + _CHUNK]
            )
        return added
