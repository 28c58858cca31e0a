"""What an import asks of the contacts' file, and the numbers that imports leave out."""

from collections.abc import Sequence
from functools import partial

from smsbook_gui.domain.batch import BatchKind, UnfinishedStaging
from smsbook_gui.domain.contact import Values
from smsbook_gui.store.bulk import batches
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.imports import suppression_list

_AT_ONCE = 1000


class ImportsStore:
    """Batches that are handed in by chunks, and the suppression list."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def begin_staging(self, *, kind: BatchKind, title: str) -> int:
        """Begins a batch that is handed in by chunks; nothing of it shows until its commit."""
        return await self._database.write(batches.begin, kind=kind, title=title)

    async def stage_creates(self, batch_id: int, rows: Sequence[tuple[int, Values]]) -> list[int]:
        """Adds new contacts (address book, values); their local ids in this order.

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
        """Adds values for contacts that exist (local id, values); only the fields given are set."""
        for start in range(0, len(rows), batches.CHUNK):
            part = rows[start : start + batches.CHUNK]
            await self._database.write_later(batches.stage_updates, batch_id, part)

    async def commit_staging(self, batch_id: int) -> None:
        """Decides it: from now on a kill does not take it back. Returns when all of it shows.

        Raises InvalidInput where it was decided already.
        """
        decide = partial(batches.decide, batch_id=batch_id, operation=BulkOperation.IMPORT)
        await self._runner.run(decide, int)

    async def commit_copies(self, batch_id: int) -> None:
        """`commit_staging` of contacts that a person made of others."""
        decide = partial(batches.decide, batch_id=batch_id, operation=BulkOperation.COPY)
        await self._runner.run(decide, int)

    async def drop_staging(self, batch_id: int) -> None:
        """Gives it up before its commit. Raises InvalidInput after it."""
        decide = partial(batches.decide, batch_id=batch_id, operation=BulkOperation.DROP)
        await self._runner.run(decide, int)

    async def unfinished_stagings(self) -> list[UnfinishedStaging]:
        """Begun, and neither committed nor dropped, oldest first."""
        return await self._database.read_slow(batches.unfinished)

    async def suppressed_count(self) -> int:
        """How many there are."""
        return await self._database.read_slow(suppression_list.count)

    async def suppressed_numbers(self) -> list[str]:
        """All of them, each once, as somebody typed them."""
        return await self._database.read_slow(suppression_list.numbers)

    async def suppress(self, numbers: Sequence[str]) -> int:
        """Adds numbers to the list; how many were not on it."""
        added = 0
        for start in range(0, len(numbers), _AT_ONCE):
            added += await self._database.write_later(
                suppression_list.add, numbers[start : start + _AT_ONCE]
            )
        return added
