"""Activity: what was done, batch by batch, and how the sync stands."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.batch import (
    BatchKind,
    BatchSummary,
    UndoReport,
    WayBack,
)
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.contacts.record import EVERYTHING, RecordedChange, RecordQuery
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.engine import Connection, EngineState, PullStage
from smsbook_gui.viewmodels.common.history_text import (
    batch_title,
    describe,
    display_name,
    display_time,
    field_names,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, said, time_left, tr
from smsbook_gui.viewmodels.history.record_export import RecordExportViewModel
from smsbook_gui.viewmodels.history.undo import UndoViewModel


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in words. `about_book`: it has no lines, because it changed no contact."""

    batch_id: int
    title: str
    when: str
    contacts: int
    result: str
    undone: bool
    about_book: bool = False
    way_back: WayBack | None = None
    no_way_back: str = ""
    """Why it cannot be taken back."""


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One change of the selected batch in words."""

    contact: str
    what: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ActivityState:
    """Everything the dialog shows."""

    batches: tuple[BatchRow, ...] = ()
    selected: int | None = None
    lines: tuple[ActivityLine, ...] = ()
    more_lines: bool = False
    sync: str = ""
    syncing: bool = False
    problem: str = ""
    loaded: bool = False
    query: RecordQuery = EVERYTHING
    books: Mapping[int | None, str] = field(default_factory=dict)
    """The address books that the list can be narrowed to, by local id; None: all of them."""
    more_batches: bool = False

    @property
    def chosen(self) -> BatchRow | None:
        """The selected batch."""
        return next((row for row in self.batches if row.batch_id == self.selected), None)

    @property
    def way_back(self) -> WayBack | None:
        """Whether the selected batch can be taken back, or done again."""
        return None if self.chosen is None else self.chosen.way_back


class ActivityViewModel(StateViewModel[ActivityState]):
    """Lists the batches while it is open. `read_delay` in seconds bounds how often it reads.

    `taken_back` carries the UndoReport and the WayBack of what was undone or redone from here.
    """

    taken_back = Signal(object, object)

    LINES = 500
    BATCHES = 200
    """Batches that are listed at first, and more of them each time."""

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
        self.undo = UndoViewModel(session, tasks, read_delay=read_delay, parent=self)
        self.undo.done.connect(self._taken_back)
        self.export = RecordExportViewModel(session, tasks, self)
        self._limit = self.BATCHES
        self._awaited: int | None = None
        """A batch that is to be selected once it is listed."""
        self._unsubscribe = (
            session.local.subscribe(self._store_changed),
            session.engine.subscribe(self._engine_changed),
        )

    def close(self) -> None:
        """Stop following the store and the engine."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def opened(self) -> None:
        """Read, and follow what happens: the dialog has opened."""
        self._open = True
        self._limit = self.BATCHES
        self._set(replace(self._state, query=EVERYTHING))
        self._engine_changed(self._session.engine.state)
        self._read()

    def closed(self) -> None:
        """Stop reading: the dialog has closed."""
        self._open = False
        self._tasks.cancel("activity")
        self._tasks.cancel("activity lines")

    def select(self, batch_id: int) -> None:
        """Show the lines of a batch."""
        if batch_id != self._state.selected:
            self._awaited = None
            self._set(replace(self._state, selected=batch_id, lines=(), more_lines=False))
            self._start("activity lines", self._load_lines(batch_id))

    def search(self, text: str) -> None:
        """List what has to do with `text`: a contact, an action, a value."""
        self._narrow(replace(self._state.query, text=text))

    def choose_book(self, book_id: int | None) -> None:
        """List what has to do with that address book (local id); None: with any."""
        self._narrow(replace(self._state.query, book_id=book_id))

    def more(self) -> None:
        """List older batches as well."""
        if self._state.more_batches:
            self._limit = len(self._state.batches) + self.BATCHES
            self._read()

    def look_back(self) -> bool:
        """Look at what taking the selected batch back would do; whether that is possible."""
        batch_id, way = self._state.selected, self._state.way_back
        if batch_id is None or way is None:
            return False
        self.undo.open(batch_id, way)
        return True

    def sync_now(self) -> None:
        """List the service's contacts again."""
        self._session.engine.sync_now()

    def cancel_sync(self) -> None:
        """Stop the running sync; what it has read stays."""
        self._session.engine.cancel_sync()

    # ---- inside ----------------------------------------------------------------------------

    def _taken_back(self, report: UndoReport, way: WayBack) -> None:
        """The batch that did it is selected as soon as it is listed: it says what became of it."""
        self._awaited = report.batch_id
        self._read()
        self.taken_back.emit(report, way)

    def _narrow(self, query: RecordQuery) -> None:
        if query != self._state.query:
            self._limit = self.BATCHES
            self._set(replace(self._state, query=query))
            self._read()

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
        local, query = self._session.local, self._state.query
        batches = await local.bulk.batches(self._limit + 1, query)
        books: dict[int | None, str] = {None: tr("All address books")}
        books |= {book.local_id: book.name for book in await local.books.get_all()}
        if query != self._state.query:
            return
        more = len(batches) > self._limit
        batches = batches[: self._limit]
        listed, selected = {batch.batch_id for batch in batches}, self._state.selected
        if self._awaited in listed:
            selected, self._awaited = self._awaited, None
        elif selected not in listed:
            selected = batches[0].batch_id if batches else None
        self._set(
            replace(
                self._state,
                batches=tuple(_row(batch) for batch in batches),
                selected=selected,
                lines=self._state.lines if selected == self._state.selected else (),
                problem="",
                loaded=True,
                books=books,
                more_batches=more,
            )
        )
        if selected is None:
            self._set(replace(self._state, lines=(), more_lines=False))
        else:
            await self._load_lines(selected)

    async def _load_lines(self, batch_id: int) -> None:
        query = self._state.query
        found = await self._session.local.bulk.found(batch_id, query, self.LINES + 1)
        if (batch_id, query) != (self._state.selected, self._state.query):
            return
        lines = tuple(map(self._line, found[: self.LINES]))
        self._set(replace(self._state, lines=lines, more_lines=len(found) > self.LINES))

    def _line(self, change: RecordedChange) -> ActivityLine:
        entry = describe(change.line, field_names(self._session.account.labels))
        who = display_name(change.values) if change.values else ""
        return ActivityLine(who, entry.what, entry.outcome)

    def _engine_changed(self, engine: EngineState) -> None:
        if self._open:
            syncing = engine.sync is not None
            self._set(replace(self._state, sync=sync_text(engine), syncing=syncing))


def _row(batch: BatchSummary) -> BatchRow:
    return BatchRow(
        batch_id=batch.batch_id,
        title=batch_title(batch.kind, batch.title),
        when=display_time(batch.at),
        contacts=batch.contacts,
        result=_result(batch),
        undone=batch.undone,
        about_book=batch.kind is BatchKind.BOOK and not batch.contacts,
        way_back=batch.way_back,
        no_way_back="" if batch.way_back else _no_way_back(batch.kind),
    )


def _no_way_back(kind: BatchKind) -> str:
    if kind is BatchKind.SERVICE:
        return tr("The service changed this; only it can take that back")
    if kind is BatchKind.BOOK:
        return tr("Changes of the address book itself cannot be undone here")
    if kind is BatchKind.ADD_EXISTING:
        return tr("These contacts were at the service already; nothing was changed")
    if kind is BatchKind.ERASE:
        return tr("What was deleted for good is gone; a backup may have what was only emptied")
    if kind is BatchKind.EXPIRE:
        return tr("These contacts are gone from here; a backup may still have them")
    return tr("This cannot be undone")


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


def sync_text(engine: EngineState) -> str:
    """How the connection to the service stands, in a sentence or two."""
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
        Connection.NOT_ANSWERING: "",  # The problem says it.
        Connection.SIGNED_OUT: tr("Signed out."),
        Connection.STOPPED: tr("Stopped."),
        Connection.PRACTICE: tr("Practice mode."),
    }
    return texts[connection]
