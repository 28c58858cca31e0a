"""The step "track" of an import: how its sending stands, what can be done about it, what failed."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any, TypeVar

from smsbook_gui.domain.contacts.batch import BatchProgress, UndoReport
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.imports.importing import ImportStage, RunState
from smsbook_gui.files.writers.writing import EXCEL_CSV, write_csv
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.services.sync.engine import Connection, EngineState
from smsbook_gui.threads import on_thread

T = TypeVar("T")

REASON = "Reason"
"""The header of the column that says why a row did not go in."""
_CHUNK = 1000
TELL_EVERY = 0.3
"""Seconds between two words to who shows it, at least."""
_SHARE = 10
"""Of the time that telling takes, so much passes before it is told again: a tenth at most."""
_WINDOW = 10.0
"""Seconds over which the rate is measured."""
_MOVING = frozenset({ImportStage.RUNNING, ImportStage.PAUSED, ImportStage.FINISHED})


class ImportRun:
    """Steers the batch of an import and tells how it stands."""

    def __init__(self, context: ImportContext, record: ImportRecord) -> None:
        self._context = context
        self._record = record
        self._listeners: list[Callable[[], None]] = []
        self._took = 0.0
        self._samples: deque[tuple[float, int]] = deque()
        self._ends = (
            context.store.subscribe(self._store_changed),
            context.engine.subscribe(self._engine_changed),
        )

    def close(self) -> None:
        """Tells nothing more."""
        for end in self._ends:
            end()
        self._listeners.clear()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """See ImportJob.subscribe."""
        self._listeners.append(callback)

        def unsubscribe() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unsubscribe

    async def state(self) -> RunState:
        """See ImportJob.run_state."""
        batch_id = self._record.batch_id
        if batch_id is None:
            return RunState(self._record.stage)
        begun = self._context.clock.monotonic()
        progress = await self._context.store.bulk.progress(batch_id)
        self._took = self._context.clock.monotonic() - begun
        await self._follow(progress)
        left = progress.waiting + progress.sending + progress.staged
        # What a later change overtook is on its way with that one.
        saved, taken_back = progress.saved + progress.replaced, progress.taken_back
        if progress.undone:
            saved, taken_back = progress.saved, progress.taken_back + progress.replaced
        state = RunState(
            self._record.stage,
            total=progress.contacts + progress.staged,
            waiting=left,
            saved=saved,
            refused=progress.refused,
            unsure=progress.unsure,
            conflict=progress.conflict,
            taken_back=taken_back,
            there=progress.there,
            there_open=progress.there_open,
            left=progress.left,
        )
        if self._record.stage is not ImportStage.RUNNING:
            self._samples.clear()
            return state
        rate = self._rate(state.total - left)
        calls = left * self._calls_a_contact()
        gate = self._context.engine.gate
        up = gate.is_up and not self._context.engine.state.sending_paused
        return replace(
            state,
            calls_a_second=rate,
            seconds_left=calls / gate.limiter.rate if up else None,
        )

    async def pause(self, paused: bool) -> None:
        """Sends nothing more of it, or goes on."""
        batch_id = self._record.batch_id
        if batch_id is not None and self._record.stage in _MOVING:
            await self._context.store.bulk.set_paused(batch_id, paused)
            await self.state()
            self._tell_soon()

    async def stop(self) -> None:
        """Takes back what was not sent."""
        batch_id = self._record.batch_id
        if batch_id is not None and self._record.stage in _MOVING:
            await self._context.store.bulk.stop(batch_id)
            await self._set(ImportStage.STOPPED)
            self._tell_soon()

    async def undo(self) -> UndoReport:
        """Takes all of it back."""
        batch_id = self._record.batch_id
        assert batch_id is not None, "only what was committed can be taken back"
        report = await self._context.store.bulk.undo_batch(batch_id)
        await self._set(ImportStage.UNDONE)
        self._tell_soon()
        return report

    async def _follow(self, progress: BatchProgress) -> None:
        """The stage follows what became of the batch."""
        if self._record.stage not in {*_MOVING, ImportStage.UNDONE}:
            return
        stage = ImportStage.RUNNING
        if progress.undone:
            stage = ImportStage.UNDONE
        elif not progress.waiting + progress.sending + progress.staged:
            stage = ImportStage.FINISHED
        elif progress.paused:
            stage = ImportStage.PAUSED
        await self._set(stage)

    async def _set(self, stage: ImportStage) -> None:
        if stage is not self._record.stage:
            await self._record.update(stage=stage)

    def _calls_a_contact(self) -> float:
        """A new contact is one call, an update is read before it is sent."""
        new, update = self._record.summary.new, self._record.summary.update
        return (new + 2 * update) / (new + update) if new + update else 1.0

    def _rate(self, done: int) -> float | None:
        """Calls a second of late."""
        now = self._context.clock.monotonic()
        self._samples.append((now, done))
        while now - self._samples[0][0] > _WINDOW and len(self._samples) > 2:
            self._samples.popleft()
        since, before = self._samples[0]
        if now - since < 1.0:
            return None
        return (done - before) * self._calls_a_contact() / (now - since)

    # --- telling ---------------------------------------------------------------------------------

    def _store_changed(self, changes: Changes) -> None:
        if changes.outbox or changes.history:
            self._tell_soon()

    def _engine_changed(self, state: EngineState) -> None:
        if state.connection is not Connection.CONNECTING:
            self._tell_soon()

    def _tell_soon(self) -> None:
        if self._listeners:
            self._context.tasks.refresh(("tell of import", self), self._tell, pause=self._pause)

    async def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    async def _pause(self) -> None:
        await self._context.clock.sleep(max(TELL_EVERY, _SHARE * self._took))


# --- the rows that did not go in ------------------------------------------------------------------


class _Stopped(Exception):
    """Nobody waits for it any more; raised among the rows, it ends the writing."""


async def save_failed(path: Path, record: ImportRecord) -> int:
    """See ImportJob.save_failed. Cells beyond the last column stand in columns without a name."""
    columns = record.layout.columns
    width = max(len(columns), await record.db.width())
    loop, stopped, written = asyncio.get_running_loop(), threading.Event(), 0

    def rows() -> Iterator[Sequence[str]]:
        nonlocal written
        start = 0
        while found := _wait(loop, record.db.failed(record.batch_id, start, _CHUNK)):
            if stopped.is_set():
                raise _Stopped
            for row in found:
                yield *row.cells, *[""] * (width - len(row.cells)), row.reason
            start, written = found[-1].position + 1, written + len(found)

    headers = (*columns, *[""] * (width - len(columns)), _free(REASON, columns))
    dialect = replace(EXCEL_CSV, separator=record.layout.format.separator or ",")

    def write() -> None:
        write_csv(path, headers, rows(), dialect)

    await on_thread(write, stop=stopped.set, name="write rows")
    return written


def _wait(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T]) -> T:
    """What the loop makes of it, on the thread that writes: the rows need not all be in memory."""
    return asyncio.run_coroutine_threadsafe(work, loop).result()


def _free(name: str, taken: Sequence[str]) -> str:
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain((name,), numbered) if each not in taken)
