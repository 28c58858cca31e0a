"""Carries out a comparison with a file as one batch, and keeps comparisons to be run again."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.domain.imports.recipe import Recipe
from smsbook_gui.store.bulk import batches, bulk_jobs, carry_out
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.bulk.bulk_runner import BulkRunner
from smsbook_gui.store.contacts.actions import require_book
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.db.transaction import Transaction, to_micros
from smsbook_gui.store.imports import recipes


class ComparisonsStore:
    """New contacts are staged as by an import (`ImportsStore.stage_creates`)."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def begin(self, title: str) -> int:
        """Begins a batch that is staged in chunks; nothing of it shows before its commit."""
        return await self._database.write(batches.begin, kind=BatchKind.COMPARE, title=title)

    async def stage_edits(self, batch_id: int, changes: Sequence[Sequence[FieldChange]]) -> None:
        """Stages changes of contacts that exist, all changes of a contact in one call."""
        chunk = bulk_jobs.CHUNK
        for start in range(0, len(changes), chunk):
            part = [one for each in changes[start : start + chunk] for one in each]
            await self._database.write_later(carry_out.stage_edits, batch_id, part)

    async def stage_ends(self, batch_id: int, ids: Sequence[int]) -> None:
        """Stages contacts that are to be deleted or moved."""
        chunk = bulk_jobs.CHUNK
        for start in range(0, len(ids), chunk):
            part = ids[start : start + chunk]
            await self._database.write_later(carry_out.stage_ends, batch_id, part)

    async def commit(
        self, batch_id: int, *, move_to: int | None, hold_until: datetime | None
    ) -> None:
        """Decides the batch: from here on, not even a kill takes it back. Returns when all of it
        shows.

        Those that end are moved to the address book `move_to` (local id), or deleted; then their
        calls are held back until `hold_until`. Raises InvalidInput where it is not there any more.
        """
        hold = 0 if hold_until is None else to_micros(hold_until)

        def decide(tx: Transaction) -> int:
            if move_to is not None:
                require_book(tx, move_to)
            return batches.decide(
                tx, batch_id, BulkOperation.COMPARE, book_id=move_to, not_before=hold
            )

        await self._runner.run(decide, int)

    async def recipes(self) -> list[Recipe]:
        """The saved comparisons, the one that was run last first."""
        return await self._database.read(recipes.recipes)

    async def save_recipe(self, recipe: Recipe) -> int:
        """Adds a comparison, or replaces the one with its id; returns its id."""
        return await self._database.write(recipes.save, recipe)

    async def delete_recipe(self, recipe_id: int) -> None:
        """Forgets a saved comparison."""
        await self._database.write(partial(recipes.delete, recipe_id=recipe_id))
