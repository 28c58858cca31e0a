"""Exports contacts as files, or as a table for the clipboard."""

import asyncio
import threading
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, Query, SortColumn
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.phones.phone_findings import NumberKind
from smsbook_gui.files.writers import writing
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.exports.rows import (
    CopiedTable,
    RowMaker,
    copied_numbers,
    copied_table,
    headers,
)
from smsbook_gui.store.store import Store
from smsbook_gui.threads import on_thread, tell

ENCODINGS = writing.ENCODINGS
SEPARATORS = writing.SEPARATORS
MOST_ROWS = writing.MOST_ROWS
CsvDialect = writing.CsvDialect

_CHUNK = 100
"""Contacts that are in memory at a time: 7 ms of writing. Between these the writing thread waits,
and only that surely lets the window's thread go on: a thread that gives the interpreter away often
and for a moment (each write to a file does) gets it back before any other, and never has to share
it, as Python begins to count anew each time."""

_PHONE = ContactField.PHONE_NUMBER
T = TypeVar("T")
OnProgress = Callable[[Progress], None]


class ExportFormat(StrEnum):
    """What contacts are written as."""

    XLSX = "xlsx"
    EXCEL_CSV = "csv"
    """Written so that spreadsheets keep every text as it is."""
    EXACT_CSV = "exact csv"
    """Every value exactly as it is, for other programs."""
    VCARD_3 = "vcard3"
    VCARD_4 = "vcard4"


DIALECTS: Mapping[ExportFormat, CsvDialect] = {
    ExportFormat.EXCEL_CSV: writing.EXCEL_CSV,
    ExportFormat.EXACT_CSV: writing.EXACT_CSV,
}
"""How each format of separated text is written unless a person chooses otherwise."""


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What a person chose. `headings` are the columns' names on the screen. `dialect` goes with
    CSV: None is the format's usual one. `status_of` gives the word for a contact's status, and
    `kind_words` the one for a kind of number."""

    format: ExportFormat
    columns: tuple[SortColumn, ...]
    headings: Mapping[SortColumn, str]
    status_of: Callable[[Contact], str]
    dialect: CsvDialect | None = None
    kind_words: Callable[[NumberKind], str] = str
    numbers_as_they_are: bool = False
    """Whether phone numbers are written without spaces."""

    @property
    def fields(self) -> tuple[ContactField, ...]:
        """The fields that these columns need."""
        from_number = (_PHONE for column in self.columns if column is OtherColumn.KIND)
        fields = (column for column in self.columns if isinstance(column, ContactField))
        return tuple(dict.fromkeys((*fields, *from_number)))


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What is in a file. `marked` values are exactly written, and look like a spreadsheet's own
    marks (#N/A): who reads the file, SMS Book too, may take them for that."""

    contacts: int
    marked: int = 0


class RowReader:
    """The rows of a plan, for whatever shows a few at a time, as a printed page does."""

    def __init__(self, store: Store, rows: RowMaker) -> None:
        self._store = store
        self._rows = rows

    async def read(self, ids: Sequence[int]) -> list[tuple[str, ...]]:
        """A row for each of these contacts, up to a hundred; () for one that is not there any
        more."""
        contacts = await self._store.contacts.get_many(ids)
        made = await asyncio.to_thread(self._made, contacts)
        return [made.get(local_id, ()) for local_id in ids]

    def _made(self, contacts: Sequence[Contact]) -> dict[int, tuple[str, ...]]:
        return {contact.local_id: self._rows.cells(contact) for contact in contacts}


class _Stopped(Exception):
    """The person has stopped it. Raised among the rows, it ends the writing."""


class ExportService:
    """Writes contacts."""

    def __init__(self, account: Callable[[], Account], store: Store) -> None:
        self._account = account
        self._store = store

    async def ids(self, query: Query) -> "array[int]":
        """The contacts (local ids) of a query, in its order."""
        return await self._store.contacts.ids_of(query)

    async def export(
        self, ids: Sequence[int], plan: ExportPlan, target: Path, on_progress: OnProgress
    ) -> ExportReport:
        """Writes these contacts to `target`, in this order.

        Contacts that no longer exist are left out. Raises FileProblem. If it fails or is cancelled,
        a file that was there before stays as it was.
        """
        rows = await self._row_maker(plan)
        supply = _Supply(self._store, ids, on_progress)
        head = headers(plan.columns, plan.headings)
        marked = 0

        def looked_at(cells: Sequence[str]) -> Sequence[str]:
            nonlocal marked
            marked += sum(map(writing.is_marked, cells))
            return cells

        def write() -> None:
            table = map(rows.cells, supply)
            dialect = plan.dialect or DIALECTS.get(plan.format, writing.EXACT_CSV)
            match plan.format:
                case ExportFormat.XLSX:
                    writing.write_xlsx(target, head, table)
                case ExportFormat.EXCEL_CSV:
                    writing.write_csv(target, head, map(writing.fitting, table), dialect)
                case ExportFormat.EXACT_CSV:
                    writing.write_csv(target, head, map(looked_at, table), dialect)
                case ExportFormat.VCARD_3:
                    cards = map(rows.card, supply)
                    writing.write_vcards(target, cards, version=writing.CardVersion.V3)
                case ExportFormat.VCARD_4:
                    cards = map(rows.card, supply)
                    writing.write_vcards(target, cards, version=writing.CardVersion.V4)

        await supply.feed(write)
        return ExportReport(supply.done, marked)

    async def clean_copy(self, target: Path) -> None:
        """Writes all contacts with all that is known about them, so that an import can read it
        again.

        Raises FileProblem.
        """
        plan = ExportPlan(
            ExportFormat.EXACT_CSV, (*ContactField, OtherColumn.BOOK), {}, lambda _: ""
        )
        await self.export(await self.ids(Query()), plan, target, lambda _: None)

    async def reader(self, plan: ExportPlan) -> RowReader:
        """A reader of rows as an export writes them."""
        return RowReader(self._store, await self._row_maker(plan))

    async def save(self, content: bytes, target: Path) -> None:
        """Writes a file whose content is complete. Raises FileProblem.

        A file that was there before stays as it was until the new one is whole.
        """
        await on_thread(
            lambda: writing.write_bytes(target, content), stop=lambda: None, name="export"
        )

    async def table(
        self, ids: Sequence[int], plan: ExportPlan, *, headed: bool = True
    ) -> CopiedTable:
        """These contacts as a table for the clipboard, with or without a row of headers."""
        rows = await self._row_maker(plan)
        supply = _Supply(self._store, ids, lambda _: None)
        head = headers(plan.columns, plan.headings)
        return await supply.feed(lambda: copied_table(head, map(rows.cells, supply), headed=headed))

    async def numbers(self, ids: Sequence[int]) -> CopiedTable:
        """The phone numbers of these contacts for the clipboard, one a line."""
        rows = RowMaker((ContactField.PHONE_NUMBER,), self._account().region, {}, lambda _: "")
        supply = _Supply(self._store, ids, lambda _: None)
        return await supply.feed(lambda: copied_numbers(map(rows.cells, supply)))

    async def _row_maker(self, plan: ExportPlan) -> RowMaker:
        books = {book.local_id: book.name for book in await self._store.books.get_all()}
        region = self._account().region
        return RowMaker(
            *(plan.columns, region, books, plan.status_of, plan.kind_words),
            numbers_as_they_are=plan.numbers_as_they_are,
        )


class _Supply:
    """Hands contacts to a writing thread, fetching them as it takes them."""

    def __init__(self, store: Store, ids: Sequence[int], on_progress: OnProgress) -> None:
        self.done = 0
        self._store = store
        self._ids = ids
        self._on_progress = on_progress
        self._stop = threading.Event()
        self._loop = asyncio.get_running_loop()

    async def feed(self, work: Callable[[], T]) -> T:
        """Runs `work`, which iterates over this, on a thread. If cancelled, it waits for that to
        end."""
        return await on_thread(work, stop=self._stop.set, name="export")

    def __iter__(self) -> Iterator[Contact]:
        for start in range(0, len(self._ids), _CHUNK):
            part = self._ids[start : start + _CHUNK]
            asked = asyncio.run_coroutine_threadsafe(
                self._store.contacts.get_many(part), self._loop
            )
            for contact in asked.result():
                self.done += 1
                yield contact
            self._check()
            progress = Progress(min(start + _CHUNK, len(self._ids)), len(self._ids))
            tell(self._loop, self._tell, progress)
        self._check()

    def _check(self) -> None:
        if self._stop.is_set():
            raise _Stopped

    def _tell(self, progress: Progress) -> None:
        if not self._stop.is_set():
            self._on_progress(progress)
