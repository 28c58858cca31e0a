"""The step "commit" of an import: its rows are staged in the store in chunks, and then shown by one
decision.

Before that decision, the import's database knows which contact each row became. A kill before it
leaves a staging that the next start drops and begins again; after it, the import is in.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.errors import InvalidInput, SmsBookError, StoreUnavailable
from smsbook_gui.domain.imports.import_check import CHOSEN_BOOK, RowRules
from smsbook_gui.domain.imports.importing import ImportStage, Progress
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.list_file import OnProgress
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.store.imports.import_db import MatchPolicy, Write, import_disk_errors

T = TypeVar("T")

ROWS_PER_CHUNK = 500


class Committer:
    """One commit, which is a task of the session: it goes on if its caller does not wait."""

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self._context = context
        self._record = record
        self._on_progress: OnProgress | None = None
        self._done: asyncio.Future[int] | None = None
        self._take_back = False

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or badly."""
        return self._done is not None and self._done.done()

    async def commit(self, on_progress: OnProgress) -> int:
        """See ImportJob.commit."""
        self._on_progress = on_progress
        try:
            return await asyncio.shield(self.start())
        finally:
            self._on_progress = None

    def start(self) -> "asyncio.Future[int]":
        """Begins, or goes on; the future is cancelled if it is taken back."""
        if self._done is None:
            self._done = asyncio.get_running_loop().create_future()
            self._done.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._context.tasks.run(self._work(self._done), name="commit import")
        return self._done

    async def take_back(self) -> None:
        """Ends it before the decision; returns when nothing of it is left."""
        self._take_back = True
        if self._done is not None:
            await asyncio.wait([self._done])

    async def give_up(self) -> None:
        """Removes what an earlier run began, unless that was decided."""
        staged, batch_id = self._record.staged, self._record.batch_id
        if staged and batch_id not in await self._undecided():
            await self._committed()
            return
        await self._forget_batch()
        if batch_id in await self._undecided():
            await self._context.store.imports.drop_staging(batch_id)

    async def _undecided(self) -> set[int]:
        return {each.batch_id for each in await self._context.store.imports.unfinished_stagings()}

    async def _work(self, done: "asyncio.Future[int]") -> None:
        try:
            with import_disk_errors():
                less = await self._commit()
        except SmsBookError as error:
            if await self._fail():
                done.set_exception(error)
        else:
            if less is None:
                await self._fail()
            else:
                done.set_result(less)
        finally:
            # Taken back; or the account is being closed, and the next start goes on.
            if not done.done():
                done.cancel()

    async def _commit(self) -> int | None:
        """Returns how many rows do less than the check showed; None if it was taken back."""
        less = await self._go_on()
        if less is not None:
            return less
        record, choices = self._record, self._record.choices
        rules = await self._context.rules_to_judge(choices)
        await record.update(stage=ImportStage.COMMITTING)
        policy = await self._context.policy(choices)
        less = await record.db.judge_for_commit(rules, policy)
        record.summary = await record.db.summary()
        books = await self._make_books(rules, policy)
        batch_id = await self._context.store.imports.begin_staging(
            kind=BatchKind.IMPORT, title=f"Imported from “{self._record.name}”"
        )
        await self._record.update(batch_id=batch_id)
        if not await self._stage(rules, books, batch_id):
            return None
        await self._record.update(staged=True)
        await self._decide(batch_id)
        return less

    async def _surely(self, work: Callable[[], Awaitable[T]]) -> T:
        """Waits for the disk, however long it takes: what people are told has to agree with it."""
        return await self._context.store.retrying.until_done(work)

    async def _go_on(self) -> int | None:
        """Goes on with what an earlier run left: 0 if that was decided, else None."""
        batch_id = self._record.batch_id
        if batch_id is None:
            return None
        undecided = batch_id in await self._undecided()
        if self._record.staged:
            if undecided:
                await self._decide(batch_id)
            else:
                await self._committed()
            return 0
        if undecided:
            await self._context.store.imports.drop_staging(batch_id)
        await self._record.update(batch_id=None)
        return None

    async def _make_books(self, rules: RowRules, policy: MatchPolicy) -> dict[str, int]:
        """Makes the address books that rows go to and that do not exist; returns all by key."""
        wanted = await self._record.db.new_books(rules, policy)
        made: list[int] = []
        for name in wanted.values():
            made.append(await self._context.books.create(name))
            await self._record.update(made_books=(*self._record.made_books, made[-1]))
        places = await self._record.db.places(policy.book_id)
        if CHOSEN_BOOK in wanted:
            places[CHOSEN_BOOK] = made[list(wanted).index(CHOSEN_BOOK)]
        return places

    async def _stage(self, rules: RowRules, books: dict[str, int], batch_id: int) -> bool:
        """Stages all rows in the store; False if a person took the commit back meanwhile."""
        store, clock = self._context.store, self._context.clock
        summary = await self._record.db.summary()
        total, done, begun, start = summary.new + summary.update, 0, clock.monotonic(), 0
        while writes := await self._record.db.writes(rules, start, ROWS_PER_CHUNK):
            if self._take_back:
                return False
            new = [each for each in writes if each.contact is None]
            there = [(each.contact, each.values) for each in writes if each.contact is not None]
            ids = await store.imports.stage_creates(
                batch_id, [(books[each.book], each.values) for each in new]
            )
            if there:
                await store.imports.stage_updates(batch_id, there)
            await self._record.db.mark(_marks(writes, ids))
            start, done = writes[-1].position + 1, done + len(writes)
            seconds = clock.monotonic() - begun
            self._progress(Progress(done, total, (total - done) * seconds / done))
        return not self._take_back

    def _progress(self, progress: Progress) -> None:
        if self._on_progress is not None:
            self._on_progress(progress)

    async def _decide(self, batch_id: int) -> None:
        await self._context.store.imports.commit_staging(batch_id)
        await self._surely(self._committed)

    async def _committed(self) -> None:
        await self._record.update(stage=ImportStage.RUNNING)
        await self._context.remember_columns(self._record.layout, self._record.choices)

    async def _fail(self) -> bool:
        """Removes all of it, so that it can be checked and begun again, and only then says so.

        False if the account is closed before that is certain: the next start goes on with it.
        """
        batch_id, made = self._record.batch_id, self._record.made_books
        if self._context.store.retrying.ending:
            return False
        try:
            await self._surely(self._forget_batch)
            if batch_id is not None:
                await self._surely(lambda: self._context.store.imports.drop_staging(batch_id))
            for book_id in made:
                await self._surely(partial(self._context.store.books.delete, book_id))
        except InvalidInput:
            pass  # Somebody has put contacts into that address book meanwhile.
        except StoreUnavailable:
            return False
        return True

    async def _forget_batch(self) -> None:
        await self._record.update(
            stage=ImportStage.CHECKED, batch_id=None, staged=False, made_books=(), checked_by=None
        )


def _marks(writes: list[Write], new_ids: list[int]) -> list[tuple[int, int]]:
    """(position, local id) of what was written."""
    ids = iter(new_ids)
    return [(each.position, next(ids) if each.contact is None else each.contact) for each in writes]
