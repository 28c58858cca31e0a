"""One comparison, from the look into its file to the batch that carries out what was ticked."""

from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.errors import InvalidInput, SmsBookError, StoreUnavailable
from smsbook_gui.domain.imports.comparison import (
    CompareChoices,
    ComparisonKind,
    Difference,
    FoundDifferences,
    Ticks,
    WhenMissing,
)
from smsbook_gui.domain.imports.importing import Progress, ProgressUnit
from smsbook_gui.domain.imports.recipe import FileState
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.contacts.contacts import HELD_FOR
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.list_file import ListFile, OnProgress
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.store.imports.differences import (
    ComparePolicy,
    DifferencesDatabase,
)

ROWS_PER_CHUNK = 500
"""Rows or entries at a time: some 10 ms."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What a batch did; nothing without one. `skipped` new contacts existed already by then."""

    batch_id: int = 0
    added: int = 0
    changed: int = 0
    ended: int = 0
    moved: bool = False
    """The missing ones were moved, not deleted."""
    skipped: int = 0

    @property
    def count(self) -> int:
        """How many contacts it is about."""
        return self.added + self.changed + self.ended


class ComparisonJob:
    """Made by ComparisonService. Coroutines raise FileProblem, StoreProblem and InvalidInput.

    Does one thing at a time: a call waits for the one before.
    """

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self.record = record
        self.file = ListFile(context, record)
        self._context = context
        self._differences = DifferencesDatabase(record.db)
        self._policy: ComparePolicy | None = None
        self._stopping = False

    @property
    def file_state(self) -> FileState:
        """The state of the file when it was last read."""
        return self.record.state

    # --- comparing -------------------------------------------------------------------------------

    async def compare(self, choices: CompareChoices, on_progress: OnProgress) -> FoundDifferences:
        """Reads the file, if it was not read yet or has changed, and compares all of it.

        It can be cancelled; the next reading goes on where this one was.
        """
        async with self.file.busy:
            await self._require_book(choices)
            # What was decided before has to be carried out: it is part of what is compared.
            await self._context.store.bulk.resume()
            self.record.choices = choices.rows
            rules = self._context.rules_to_read(choices.rows)
            await self.file.read(rules, on_progress)
            await self.record.update(judged_by=choices.rows)
            return await self._compare(choices, on_progress)

    async def _compare(self, choices: CompareChoices, on_progress: OnProgress) -> FoundDifferences:
        rules = self._context.rules_to_read(choices.rows)
        policy = ComparePolicy(choices, rules, self._context.account().region)
        total = await self._differences.begin(choices)
        last, done = await self._differences.compare(policy, 0, ROWS_PER_CHUNK), 0
        while last:
            done = min(done + ROWS_PER_CHUNK, total)
            on_progress(Progress(done, total, of=ProgressUnit.ROWS_AND_CONTACTS))
            last = await self._differences.compare(policy, last, ROWS_PER_CHUNK)
        self._policy = policy
        return await self._differences.finish()

    async def compare_again(self, on_progress: OnProgress) -> FoundDifferences:
        """Compares again, with the contacts as they are now."""
        async with self.file.busy:
            return await self._compare(self._compared.choices, on_progress)

    async def repair_numbers(self, on_progress: OnProgress) -> FoundDifferences:
        """Repairs all numbers that can be repaired, and compares again."""
        async with self.file.busy:
            policy = self._compared
            while await self.record.db.repair_numbers(policy.rules, ROWS_PER_CHUNK):
                pass
            return await self._compare(policy.choices, on_progress)

    async def _require_book(self, choices: CompareChoices) -> None:
        books = await self._context.store.books.get_all()
        if choices.rows.book_id not in {book.local_id for book in books}:
            raise InvalidInput(
                Text("The address book is no longer there."), remedy=Text("Choose another one.")
            )

    @property
    def _compared(self) -> ComparePolicy:
        assert self._policy is not None, "it is compared before its entries are asked for"
        return self._policy

    async def read(self, places: Sequence[int]) -> list[Difference]:
        """The entries at these places; none once it is closed."""
        if not self.record.db.is_open:
            return []
        return await self._differences.read(places, self._compared.rules)

    async def find(self, text: str) -> "array[int]":
        """The places of the entries that a search finds, in their order."""
        if not self.record.db.is_open:
            return array("q")
        return await self._differences.find(text, self._compared.region)

    # --- carrying out ----------------------------------------------------------------------------

    async def carry_out(
        self,
        ticks: Ticks,
        when_missing: WhenMissing,
        move_to: int | None,
        on_progress: OnProgress,
    ) -> CarriedOut | None:
        """Carries out what is ticked as one batch, all of it or nothing; None if it was stopped.

        What has changed since it was compared is left alone. Not to be cancelled. If the program
        ends before the batch is decided, the next start removes what was prepared.
        """
        async with self.file.busy:
            self._stopping = False
            return await self._carry_out(
                ticks, move_to if when_missing is WhenMissing.MOVE else None, on_progress
            )

    def stop(self) -> None:
        """Ends `carry_out` while it still prepares; after that it is too late."""
        self._stopping = True

    async def _carry_out(
        self, ticks: Ticks, move_to: int | None, on_progress: OnProgress
    ) -> CarriedOut | None:
        store = self._context.store
        batch_id = await store.comparisons.begin(f"Compared with “{self.record.name}”")
        try:
            staged = await self._stage(ticks, batch_id, on_progress)
            if staged is not None and staged.count:
                ends = staged.ended and move_to is None
                hold = self._context.clock.now() + HELD_FOR if ends else None
                await store.comparisons.commit(batch_id, move_to=move_to, hold_until=hold)
                return replace(staged, batch_id=batch_id, moved=move_to is not None)
        except SmsBookError:
            with suppress(StoreUnavailable):  # The next start does it.
                await store.imports.drop_staging(batch_id)
            raise
        await store.imports.drop_staging(batch_id)
        return staged

    async def _stage(
        self, ticks: Ticks, batch_id: int, on_progress: OnProgress
    ) -> CarriedOut | None:
        total = sum(ticks.count(kind) for kind in ComparisonKind)
        done = added = changed = ended = skipped = 0
        await self._differences.note_contacts(self._compared.choices)
        for kind in (ComparisonKind.NEW, ComparisonKind.CHANGED, ComparisonKind.MISSING):
            places = array("q", ticks.places(kind))
            for start in range(0, len(places), ROWS_PER_CHUNK):
                if self._stopping:
                    return None
                part = places[start : start + ROWS_PER_CHUNK]
                if kind is ComparisonKind.NEW:
                    made = await self._stage_new(batch_id, part)
                    added += made
                    skipped += len(part) - made
                elif kind is ComparisonKind.CHANGED:
                    changed += await self._stage_changes(batch_id, part, ticks)
                else:
                    ended += await self._stage_ends(batch_id, part)
                done += len(part)
                on_progress(Progress(done, total, of=ProgressUnit.CONTACTS))
        if self._stopping:
            return None
        return CarriedOut(added=added, changed=changed, ended=ended, skipped=skipped)

    async def _stage_new(self, batch_id: int, places: Sequence[int]) -> int:
        choices = self._compared.choices.rows
        new = await self._differences.still_new(places, choices.match_by)
        book_id = choices.book_id
        assert book_id is not None
        rows: list[tuple[int, Values]] = [
            (book_id, entry.row)
            for entry in await self.read(places)
            if entry.row is not None and entry.place in new
        ]
        await self._context.store.imports.stage_creates(batch_id, rows)
        return len(rows)

    async def _stage_changes(self, batch_id: int, places: Sequence[int], ticks: Ticks) -> int:
        changes = [
            [
                FieldChange(entry.contact, each.field, each.before, each.after)
                for each in entry.changes
                if each.field not in ticks.declined(entry.place)
            ]
            for entry in await self.read(places)
            if entry.contact is not None
        ]
        wanted = [each for each in changes if each]
        await self._context.store.comparisons.stage_edits(batch_id, wanted)
        return len(wanted)

    async def _stage_ends(self, batch_id: int, places: Sequence[int]) -> int:
        entries = await self.read(places)
        ids = [entry.contact for entry in entries if entry.contact is not None]
        await self._context.store.comparisons.stage_ends(batch_id, ids)
        return len(ids)

    async def shut(self) -> None:
        """Closes and deletes its database; for the service."""
        if self.record.db.is_open:
            await self.record.db.close(delete=True)
