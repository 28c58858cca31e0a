"""Activity: what was done, batch by batch, and how the sync stands."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.batch import BatchKind, BatchSummary, HistoryLine
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.query import Changes
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.engine import Connection, EngineState, PullStage
from smsbook_gui.viewmodels.common.history_text import (
    describe,
    display_name,
    display_time,
    field_names,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, said, time_left, tr

_NOT_UNDONE_BY_UNDO = frozenset({BatchKind.SERVICE, BatchKind.UNDO})


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in words. `about_book`: it has no lines, because it touched no contact."""

    batch_id: int
    title: str
    when: str
    contacts: int
    result: str
    undone: bool
    about_book: bool = False


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One change of the selected batch in words."""

    contact: str
    what: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ActivityState:
    """Everything the dialog shows. `last` is the batch that undo would take back."""

    batches: tuple[BatchRow, ...] = ()
    selected: int | None = None
    lines: tuple[ActivityLine, ...] = ()
    more_lines: bool = False
    last: int | None = None
    sync: str = ""
    syncing: bool = False
    problem: str = ""
    loaded: bool = False

    @property
    def can_undo(self) -> bool:
        """Undo is for the last batch only."""
        return self.selected is not None and self.selected == self.last


class ActivityViewModel(StateViewModel[ActivityState]):
    """Lists the batches while it is open. `read_delay` in seconds bounds how often it reads."""

    undo_requested = Signal()
    """The person wants the last batch undone: the workspace does it."""

    LINES = 500

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        *,
        read_delay: float = 0.25,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ActivityState(), parent)
        self._session = session
        self._tasks = tasks
        self._read_delay = read_delay
        self._open = False
        self._unsubscribe = (
            session.local.subscribe(self._store_changed),
            session.engine.subscribe(self._engine_changed),
        )

    def close(self) -> None:
        """Stop following the store and the engine."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def opened(self) -> None:
        """The dialog opened: read, and follow what happens."""
        self._open = True
        self._engine_changed(self._session.engine.state)
        self._read()

    def closed(self) -> None:
        """The dialog went: stop reading."""
        self._open = False
        self._tasks.cancel("activity")
        self._tasks.cancel("activity lines")

    def select(self, batch_id: int) -> None:
        """Show the lines of a batch."""
        if batch_id != self._state.selected:
            self._set(replace(self._state, selected=batch_id, lines=(), more_lines=False))
            self._start("activity lines", self._load_lines(batch_id))

    def undo(self) -> None:
        """Undo the selected batch, where it is the last."""
        if self._state.can_undo:
            self.undo_requested.emit()

    def sync_now(self) -> None:
        """List the service's contacts again."""
        self._session.engine.sync_now()

    def cancel_sync(self) -> None:
        """Stop the running sync; what it has read stays."""
        self._session.engine.cancel_sync()

    # ---- inside ----------------------------------------------------------------------------

    def _start(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.replace(key, work, on_error=self._failed)

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, problem=error_text(error)))

    def _store_changed(self, changes: Changes) -> None:
        if not self._open or not (changes.history or changes.outbox):
            return
        self._read()

    def _read(self) -> None:
        self._tasks.refresh(
            "activity",
            self._load_batches,
            pause=lambda: asyncio.sleep(self._read_delay),
            on_error=self._failed,
        )

    async def _load_batches(self) -> None:
        batches = await self._session.local.bulk.batches()
        selected = self._state.selected
        if selected not in {batch.batch_id for batch in batches}:
            selected = batches[0].batch_id if batches else None
        self._set(
            replace(
                self._state,
                batches=tuple(_row(batch) for batch in batches),
                selected=selected,
                last=_last(batches),
                problem="",
                loaded=True,
            )
        )
        if selected is not None:
            await self._load_lines(selected)

    async def _load_lines(self, batch_id: int) -> None:
        local = self._session.local
        found = await local.bulk.lines(batch_id, self.LINES + 1)
        contacts = await local.contacts.get_many(
            list(dict.fromkeys(line.contact_id for line in found))
        )
        people = {contact.local_id: display_name(contact.values) for contact in contacts}
        if batch_id != self._state.selected:
            return
        lines = tuple(self._line(line, people) for line in found[: self.LINES])
        self._set(replace(self._state, lines=lines, more_lines=len(found) > self.LINES))

    def _line(self, line: HistoryLine, people: dict[int, str]) -> ActivityLine:
        entry = describe(line, field_names(self._session.account.labels))
        return ActivityLine(people.get(line.contact_id, ""), entry.what, entry.outcome)

    def _engine_changed(self, engine: EngineState) -> None:
        if self._open:
            syncing = engine.sync is not None
            self._set(replace(self._state, sync=sync_text(engine), syncing=syncing))


def _row(batch: BatchSummary) -> BatchRow:
    return BatchRow(
        batch_id=batch.batch_id,
        title=_title(batch),
        when=display_time(batch.at),
        contacts=batch.contacts,
        result=_result(batch),
        undone=batch.undone,
        about_book=batch.kind is BatchKind.BOOK and not batch.contacts,
    )


def _title(batch: BatchSummary) -> str:
    """An undo has the title of what it takes back: say which of the two it is."""
    if batch.kind is BatchKind.UNDO:
        return tr("Undone: {title}").format(title=said(batch.title))
    if batch.kind is BatchKind.REDO:
        return tr("Done again: {title}").format(title=said(batch.title))
    return said(batch.title)


def _result(batch: BatchSummary) -> str:
    parts = []
    if batch.undone:
        parts.append(tr("Undone"))
    if batch.open:
        parts.append(tr("%Ln waiting", None, batch.open))
    if batch.refused:
        parts.append(tr("%Ln not accepted", None, batch.refused))
    if batch.there:
        parts.append(tr("%Ln already there", None, batch.there))
    if batch.left:
        parts.append(tr("%Ln left alone", None, batch.left))
    if parts:
        return ", ".join(parts)
    if batch.kind is BatchKind.SERVICE:
        return tr("Taken over")
    # What becomes of an address book at the service stands in the sidebar, not in its batch.
    return "" if batch.kind is BatchKind.BOOK else tr("Done")


def _last(batches: list[BatchSummary]) -> int | None:
    for batch in batches:
        if batch.kind not in _NOT_UNDONE_BY_UNDO and not batch.undone:
            return batch.batch_id
    return None


def sync_text(engine: EngineState) -> str:
    """How the account stands towards its service, in a sentence or two."""
    problem = "" if engine.problem is None else said(engine.problem.message)
    parts = [text for text in (_connection_text(engine.connection), problem) if text]
    progress = engine.sync
    if progress is not None:
        done, total = number(progress.done), number(progress.total)
        if progress.stage is PullStage.LISTING:
            text = tr("Listing address books: {done} of {total}")
        else:
            text = tr("Reading contacts: {done} of {total}")
        text = text.format(done=done, total=total)
        if progress.seconds_left:
            text = f"{text}, {time_left(progress.seconds_left)}"
        parts.append(f"{text}.")
    if engine.waiting:
        text = tr("%Ln changes waiting.", None, engine.waiting)
        parts.append(text)
    return " ".join(parts)


def _connection_text(connection: Connection) -> str:
    texts = {
        Connection.CONNECTING: tr("Connecting…"),
        Connection.CONNECTED: tr("Connected."),
        Connection.OFFLINE: tr("Offline."),
        Connection.NOT_ANSWERING: "",  # the problem says it
        Connection.SIGNED_OUT: tr("Signed out."),
        Connection.STOPPED: tr("Stopped."),
        Connection.PRACTICE: tr("Practice mode."),
    }
    return texts[connection]
