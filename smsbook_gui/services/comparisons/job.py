"""One comparison, from the look into its file to the batch that carries out what was ticked."""

import asyncio
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from smsbook_gui.domain.bulk_edit import FieldChange
from smsbook_gui.domain.comparison import (
    CompareChoices,
    ComparisonKind,
    Difference,
    FoundDifferences,
    Ticks,
    WhenMissing,
)
from smsbook_gui.domain.contact import Values
from smsbook_gui.domain.errors import InvalidInput, SmsBookError, StoreUnavailable
from smsbook_gui.domain.importing import ImportChoices, Progress
from smsbook_gui.domain.recipe import FileState
from smsbook_gui.domain.tabular import FileFormat, Layout
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.services.contacts.contacts import HELD_FOR
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.services.imports.row_reader import FileRowReader, OnProgress
from smsbook_gui.store.imports.differences import (
    ComparePolicy,
    DifferencesDatabase,
)

AT_ONCE = 500
"""Rows or entries at a time: some 10 ms."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What a batch did; without one, nothing. `skipped` new ones were there already by then."""

    batch_id: int = 0
    added: int = 0
    changed: int = 0
    ended: int = 0
    moved: bool = False
    """Those that ended were moved, not deleted."""
    skipped: int = 0

    @property
    def count(self) -> int:
        """Contacts that it is about."""
        return self.added + self.changed + self.ended


class ComparisonJob:
    """Made by ComparisonService. Coroutines raise FileProblem, StoreProblem and InvalidInput.

    One thing at a time: a call waits for the one before.
    """

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self.record = record
        self._context = context
        self._reader = FileRowReader(context, record)
        self._differences = DifferencesDatabase(record.db)
        self._busy = asyncio.Lock()
        self._policy: ComparePolicy | None = None
        self._stopping = False

    @property
    def name(self) -> str:
        """The file's name, for titles."""
        return self.record.name

    @property
    def layout(self) -> Layout:
        """What the look into the file found."""
        return self.record.layout

    @property
    def choices(self) -> ImportChoices:
        """What its columns hold."""
        return self.record.choices

    @property
    def file_state(self) -> FileState:
        """The file as it was read last."""
        return self.record.state

    async def set_format(self, chosen: FileFormat) -> Layout:
        """Looks into the file anew; columns are guessed anew where they changed."""
        async with self._busy:
            return await self._reader.set_format(chosen)

    # --- comparing -------------------------------------------------------------------------------

    async def compare(self, choices: CompareChoices, on_progress: OnProgress) -> FoundDifferences:
        """Reads the file, where it was not read yet or has changed, and compares all of it.

        Cancelled, it ends soon; the reading then goes on where it was.
        """
        async with self._busy:
            await self._require_book(choices)
            # What was decided before is a part of what is compared.
            await self._context.store.bulk.resume()
            self.record.choices = choices.rows
            rules = self._context.rules_to_read(choices.rows)
            await self._reader.read(rules, on_progress)
            await self.record.update(judged_by=choices.rows)
            return await self._compare(choices, on_progress)

    async def _compare(self, choices: CompareChoices, on_progress: OnProgress) -> FoundDifferences:
        rules = self._context.rules_to_read(choices.rows)
        policy = ComparePolicy(choices, rules, self._context.account().region)
        total = await self._differences.begin(choices)
        last, done = await self._differences.compare(policy, 0, AT_ONCE), 0
        while last:
            done = min(done + AT_ONCE, total)
            on_progress(Progress(done, total))
            last = await self._differences.compare(policy, last, AT_ONCE)
        self._policy = policy
        return await self._differences.finish()

    async def compare_again(self, on_progress: OnProgress) -> FoundDifferences:
        """The same with the contacts as they are now."""
        async with self._busy:
            return await self._compare(self._compared.choices, on_progress)

    async def repair_numbers(self, on_progress: OnProgress) -> FoundDifferences:
        """Mends all numbers that can be mended, and compares again."""
        async with self._busy:
            policy = self._compared
            while await self.record.db.repair_numbers(policy.rules, AT_ONCE):
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
        """The entries at these places; none where it is closed."""
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
        """Carries out what is ticked as one batch, all of it or nothing; None where it was stopped.

        What is otherwise by now than it was compared is left as it is. Not to be cancelled; where
        the program ends before it is decided, the next start puts away what was prepared.
        """
        async with self._busy:
            self._stopping = False
            return await self._carry_out(
                ticks, move_to if when_missing is WhenMissing.MOVE else None, on_progress
            )

    def stop(self) -> None:
        """Ends `carry_out` while it is being prepared; later it is too late."""
        self._stopping = True

    async def _carry_out(
        self, ticks: Ticks, move_to: int | None, on_progress: OnProgress
    ) -> CarriedOut | None:
        store = self._context.store
        batch_id = await store.comparisons.begin(f"Compared with “{self.name}”")
        try:
            staged = await self._stage(ticks, batch_id, on_progress)
            if staged is not None and staged.count:
                ends = staged.ended and move_to is None
                hold = self._context.clock.now() + HELD_FOR if ends else None
                await store.comparisons.commit(batch_id, move_to=move_to, hold_until=hold)
                return replace(staged, batch_id=batch_id, moved=move_to is not None)
        except SmsBookError:
            with suppress(StoreUnavailable):  # the next start does it
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
            for start in range(0, len(places), AT_ONCE):
                if self._stopping:
                    return None
                part = places[start : start + AT_ONCE]
                if kind is ComparisonKind.NEW:
                    made = await self._stage_new(batch_id, part)
                    added += made
                    skipped += len(part) - made
                elif kind is ComparisonKind.CHANGED:
                    changed += await self._stage_changes(batch_id, part, ticks)
                else:
                    ended += await self._stage_ends(batch_id, part)
                done += len(part)
                on_progress(Progress(done, total))
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
        """Closes its database, which goes; for the service."""
        if self.record.db.is_open:
            await self.record.db.close(delete=True)
