"""Adds contacts that the service has, by their IDs: what was typed, the run, and its result."""

import asyncio
import re
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.contacts.contacts import AddReport
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, said, time_left, tr

MOST = 10_000
"""The most IDs in one run: 17 minutes of calls."""
CALLS_A_SECOND = 10.0
"""API.md, "rate"."""
_LARGEST = 2**63 - 1
_PART = re.compile(r"(\d+)(?:\s*[-–—]\s*(\d+))?")
_RANGE_MARKS = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class IdList:
    """The IDs in a text, in order and without repetition; `problem` says why they cannot be
    used."""

    ids: tuple[int, ...] = ()
    problem: str = ""


def parse_ids(text: str) -> IdList:
    """IDs and ranges separated by commas, semicolons, spaces or lines: "123, 200-240"."""
    joined = _RANGE_MARKS.sub("-", text)
    found: dict[int, None] = {}
    for part in re.split(r"[,;\s]+", joined):
        if not part:
            continue
        match = _PART.fullmatch(part)
        if match is None:
            return IdList(problem=tr("“{part}” is not an ID or a range.").format(part=part[:20]))
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        if first < 1 or last > _LARGEST:
            return IdList(problem=tr("“{part}” cannot be an ID.").format(part=part[:20]))
        if last < first:
            return IdList(problem=tr("The range “{part}” runs backwards.").format(part=part))
        if last - first >= MOST:
            return IdList(problem=_too_many())
        found.update(dict.fromkeys(range(first, last + 1)))
        if len(found) > MOST:
            return IdList(problem=_too_many())
    return IdList(tuple(found))


def _too_many() -> str:
    return tr("At most {most} IDs at a time.").format(most=number(MOST))


@dataclass(frozen=True, slots=True)
class AddExistingState:
    """Everything the dialog shows. `message` stands at the field, `outlook` below it."""

    text: str = ""
    ids: tuple[int, ...] = ()
    message: str = ""
    outlook: str = ""
    books: tuple[AddressBook, ...] = ()
    book_id: int | None = None
    running: bool = False
    done: int = 0
    total: int = 0
    time_left: str = ""
    summary: str = ""
    problem: str = ""
    failures: tuple[str, ...] = ()

    @property
    def can_add(self) -> bool:
        """Whether there is something to add, and a place for it."""
        return bool(self.ids) and self.book_id is not None and not self.running


class AddExistingViewModel(StateViewModel[AddExistingState]):
    """State and commands of "Add existing contacts"."""

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(AddExistingState(), parent)
        self._session = session
        self._tasks = tasks

    def opened(self, book_id: int | None = None) -> None:
        """The dialog opened; `book_id` (local) is the address book to begin with."""
        if not self._state.running:
            self._set(AddExistingState(books=self._state.books, book_id=book_id))
        self._tasks.replace("add existing books", self._load_books(), on_error=self._failed)

    def set_text(self, text: str) -> None:
        """The person's text in the field "IDs"."""
        if self._state.running:
            return
        found = parse_ids(text)
        self._set(
            replace(
                self._state,
                text=text,
                ids=found.ids,
                message=found.problem,
                outlook=_outlook(len(found.ids)),
                summary="",
                problem="",
                failures=(),
            )
        )

    def set_book(self, book_id: int) -> None:
        """The address book (local id) that the contacts are in."""
        if not self._state.running:
            self._set(replace(self._state, book_id=book_id))

    def add(self) -> None:
        """Start reading the contacts. Says at the field what is missing."""
        state = self._state
        if not state.can_add:
            if not state.ids and not state.message and not state.running:
                self._set(replace(state, message=tr("Enter one or more IDs.")))
            return
        book_id = state.book_id
        assert book_id is not None
        self._set(
            replace(
                state,
                running=True,
                done=0,
                total=len(state.ids),
                time_left=time_left(len(state.ids) / CALLS_A_SECOND),
                summary="",
                problem="",
                failures=(),
            )
        )
        self._tasks.replace("add existing", self._add(state.ids, book_id), on_error=self._stopped)

    def cancel(self) -> None:
        """Stop the run. What was added stays."""
        if self._state.running:
            self._tasks.cancel("add existing")
            summary = tr("Stopped after {done} of {total}. What was added stays.").format(
                done=number(self._state.done), total=number(self._state.total)
            )
            self._set(replace(self._state, running=False, summary=summary))

    # ---- inside ----------------------------------------------------------------------------

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, problem=error_text(error)))

    def _stopped(self, error: SmsBookError) -> None:
        summary = tr("Stopped after {done} of {total}. What was added stays.").format(
            done=number(self._state.done), total=number(self._state.total)
        )
        self._set(replace(self._state, running=False, problem=error_text(error), summary=summary))

    async def _load_books(self) -> None:
        books = tuple(await self._session.local.books.get_all())
        book_id = self._state.book_id
        if book_id not in {book.local_id for book in books}:
            book_id = books[0].local_id if len(books) == 1 else None
        self._set(replace(self._state, books=books, book_id=book_id))

    async def _add(self, ids: tuple[int, ...], book_id: int) -> None:
        # The reading may be interrupted between two contacts; what was stored stays.
        await asyncio.sleep(0)
        report = await self._session.contacts.add_existing(ids, book_id, self._progress)
        self._set(
            replace(
                self._state,
                running=False,
                done=len(ids),
                time_left="",
                summary=_summary(report),
                failures=_failures(report),
            )
        )

    def _progress(self, done: int, total: int) -> None:
        if self._state.running:
            left = time_left((total - done) / CALLS_A_SECOND)
            self._set(replace(self._state, done=done, total=total, time_left=left))


def _outlook(count: int) -> str:
    if not count:
        return ""
    seconds = count / CALLS_A_SECOND
    if seconds < 60:
        time = tr("less than a minute")
    else:
        time = tr("about %Ln minutes", None, round(seconds / 60))
    calls = tr("%Ln calls to the service", None, count)
    return tr("{calls}, {time}.").format(calls=calls, time=time)


def _summary(report: AddReport) -> str:
    parts = [tr("%Ln added", None, report.added)]
    if report.known:
        parts.append(tr("%Ln already here", None, report.known))
    if report.missing:
        parts.append(tr("%Ln not found", None, len(report.missing)))
    if report.failed:
        parts.append(tr("%Ln failed", None, len(report.failed)))
    return ", ".join(parts) + "."


def _failures(report: AddReport) -> tuple[str, ...]:
    missing = [tr("{id}: not found at the service").format(id=one) for one in report.missing]
    failed = [f"{one}: {said(reason)}" for one, reason in report.failed]
    return (*missing, *failed)
