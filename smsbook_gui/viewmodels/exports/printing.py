"""The window "Print": which contacts, as what, on how many pages, and how far it is.

Pages are made by a `PageMaker`, which measures texts and therefore belongs to the view, from rows
that are read here: first all rows once, some at a time, to know what falls on which page; then
those of a page whenever it is shown or put out.
"""

import asyncio
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDate, QElapsedTimer, QLocale, QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField
from smsbook_gui.domain.contacts.query import ScopeKind, SortColumn
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.printing.paper import LabelKind, Paper
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.accounts.settings import Json, Settings
from smsbook_gui.services.exports.exports import ExportFormat, ExportPlan, RowReader
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, locale, tr
from smsbook_gui.viewmodels.contacts.number_text import kind_text
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.viewmodels.contacts.table import TableViewModel
from smsbook_gui.viewmodels.exports.print_state import (
    MOST_COLUMNS,
    PrintChoice,
    PrintLayout,
    PrintSetup,
    PrintStage,
    PrintState,
)
from smsbook_gui.viewmodels.exports.state import plain_name
from smsbook_gui.viewmodels.filters.filter_text import filter_text
from smsbook_gui.viewmodels.filters.filters import filter_column

__all__ = ["Cells", "Output", "PageMaker", "PrintViewModel"]

_SETTING = "print"
_DONE_SECONDS = 20.0
_CHUNK = 100
"""Contacts that are read at a time, and..."""
_STEP = 10
"""... that are measured at a time: a millisecond or two."""
_AT_MOST_MS = 4
"""So long pages are made before the window has its turn."""
_SAMPLE = 200
"""Contacts from which a layout judges how wide its columns should be."""
_MANY_COLUMNS = 6
"""More than these need the paper on its side."""

Cells = tuple[str, ...]
"""The texts of a contact's columns; () of one that is not there any more."""

_NAMES: tuple[SortColumn, ...] = (ContactField.FIRST_NAME, ContactField.LAST_NAME)


class PageMaker(Protocol):
    """Makes pages of contacts, which come in their order. Pages are counted from 0."""

    @property
    def reads_all(self) -> bool:
        """Whether what falls on a page depends on what the rows say."""

    @property
    def pages(self) -> int:
        """The number of pages begun so far."""

    def sample(self, rows: Sequence[Cells]) -> None:
        """Some of the first rows, to choose the widths of columns by; before any `add`."""

    def add(self, rows: Sequence[Cells]) -> None:
        """Take the next contacts."""

    def finish(self, count: int) -> None:
        """The last of `count` contacts was added; without `reads_all` nothing else is called."""

    def span(self, page: int) -> range:
        """Which contacts that page has, by their place in the order."""


class Output(Protocol):
    """Where pages go: a printer or a file."""

    def page(self, number: int, rows: Sequence[Cells]) -> Iterator[None]:
        """Paints the next page step by step; between the steps the window has its turn."""

    def end(self) -> bytes:
        """All pages were painted. What a file is to hold; b"" from a printer.

        Raises NotPrinted, as `page` does, where a printer did not take them.
        """

    def give_up(self) -> None:
        """Discard the pages that were painted: no more will come."""


class PrintViewModel(StateViewModel[PrintState]):
    """State and commands of printing.

    `layout_wanted` carries a PrintSetup: the view answers with `lay_out`. `page_read` carries the
    number of a page and its rows, to be shown. `finished`: the pages are out. `folder_requested`
    carries a folder that the person wants to see.
    """

    layout_wanted = Signal(object)
    page_read = Signal(int, object)
    finished = Signal()
    folder_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        tasks: TaskScope,
        table: TableViewModel,
        banner: BannerViewModel,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(PrintState(), parent)
        self._session = session
        self._settings = settings
        self._tasks = tasks
        self._table = table
        self._banner = banner
        self._columns: tuple[Column, ...] = ()
        self._ids: Sequence[int] = array("q")
        self._reader: RowReader | None = None
        self._layout: PageMaker | None = None

    @property
    def folder(self) -> Path | None:
        """The folder of the last file."""
        text = self._kept().get("folder")
        return Path(text) if isinstance(text, str) and text else None

    @property
    def file_name(self) -> str:
        """A suggested name for a file."""
        return f"{plain_name(self._state.title)}.pdf"

    # ---- choosing ------------------------------------------------------------------------------

    def opened(self, columns: Sequence[Column], books: Sequence[AddressBook]) -> None:
        """The window opens; `columns` are those to print, in the order of the table."""
        self._columns = tuple(columns)
        self._layout = None
        several = self._table.selection.count > 1
        count = self._table.selection.count if several else self._table.state.shown
        self._set(
            PrintState(
                choice=self._first_choice(),
                title=self._title(books, selection=several),
                count=count,
                selection=several,
            )
        )

    def begin(self) -> None:
        """The view is ready to make pages."""
        self._lay_out_anew()

    def set_layout(self, layout: PrintLayout) -> None:
        """Choose the layout."""
        self._choose(replace(self._state.choice, layout=layout))

    def set_paper(self, paper: Paper) -> None:
        """Choose the paper."""
        self._choose(replace(self._state.choice, paper=paper))

    def set_landscape(self, landscape: bool) -> None:
        """Landscape or portrait."""
        self._choose(replace(self._state.choice, landscape=landscape))

    def set_columns(self, columns: int) -> None:
        """How many columns a phone list has."""
        self._choose(replace(self._state.choice, columns=columns))

    def set_labels(self, labels: LabelKind) -> None:
        """Which sheet of labels."""
        first = min(self._state.choice.first, labels.sheet.count)
        self._choose(replace(self._state.choice, labels=labels, first=first))

    def set_first(self, first: int) -> None:
        """The label to begin with, counted from 1: those before it are used up."""
        self._choose(replace(self._state.choice, first=first))

    def _choose(self, choice: PrintChoice) -> None:
        if choice != self._state.choice and not self._state.busy:
            self._set(replace(self._state, choice=choice, page=0, problem="", details=""))
            self._keep()
            self._lay_out_anew()

    # ---- pages ---------------------------------------------------------------------------------

    def lay_out(self, layout: PageMaker) -> None:
        """Make the pages of what was chosen with this page maker."""
        self._layout = layout
        self._tasks.cancel("print page")
        self._tasks.replace("print layout", self._lay_out(layout), on_error=self._failed)

    def show_page(self, page: int) -> None:
        """Show that page in the preview, or the nearest there is."""
        if self._layout is None or not self._state.pages:
            return
        page = max(0, min(page, self._state.pages - 1))
        self._set(replace(self._state, page=page))
        self._tasks.replace("print page", self._read_page(self._layout, page))

    def _lay_out_anew(self) -> None:
        state = self._state
        self._set(replace(state, stage=PrintStage.LAYING_OUT, pages=0, done=0, total=state.count))
        self.layout_wanted.emit(self._setup())

    async def _lay_out(self, layout: PageMaker) -> None:
        plan = self._plan()
        self._ids = ids = await self._find()
        self._reader = reader = await self._session.exports.reader(plan)
        self._set(replace(self._state, count=len(ids), total=len(ids)))
        if layout.reads_all:
            await self._measure(layout, reader, ids)
        layout.finish(len(ids))
        reading = self._session.reading
        unread = await reading.unread(ids, plan.fields)
        self._set(
            replace(
                self._state,
                stage=PrintStage.READY,
                pages=layout.pages,
                unread=unread.contacts,
                readable=unread.readable if reading.can_read else 0,
            )
        )
        self.show_page(self._state.page)

    async def _measure(self, layout: PageMaker, reader: RowReader, ids: Sequence[int]) -> None:
        """Let the layout see every row; its first page is shown before the last one is known."""
        turn = _Turn()
        rows = await _rows(reader, ids[:_SAMPLE])
        for step in range(0, len(rows), _STEP):
            layout.sample(rows[step : step + _STEP])
            await turn.give()
        for start in range(0, len(ids), _CHUNK):
            rows = await _rows(reader, ids[start : start + _CHUNK])
            for step in range(0, len(rows), _STEP):
                layout.add(rows[step : step + _STEP])
                await turn.give()
            first = not self._state.pages
            self._set(replace(self._state, pages=layout.pages - 1, done=start + len(rows)))
            if first and self._state.pages:
                self.show_page(0)

    async def _read_page(self, layout: PageMaker, page: int) -> None:
        rows = await self._rows_of(layout, page)
        if layout is self._layout:
            self.page_read.emit(page, rows)

    async def _rows_of(self, layout: PageMaker, page: int) -> list[Cells]:
        span = layout.span(page)
        assert self._reader is not None
        rows: list[Cells] = []
        for start in range(span.start, span.stop, _CHUNK):
            some = self._ids[start : min(start + _CHUNK, span.stop)]
            rows += await _rows(self._reader, some)
        return rows

    async def _find(self) -> Sequence[int]:
        """The contacts (local ids) in the order in which they are printed."""
        table, exports = self._table, self._session.exports
        query = table.state.query
        if self._state.choice.layout is PrintLayout.PHONE_LIST:
            query = replace(query, sort=self._name_order(), descending=False)
        elif self._state.selection:
            # For 100,000 contacts this takes some milliseconds too many for the window's thread.
            return await asyncio.to_thread(table.selection.within, table.model.ids)
        ids = await exports.ids(query)
        if self._state.selection:
            return await asyncio.to_thread(table.selection.within, ids)
        return ids

    def read_missing(self) -> None:
        """Read from the service what was never read of the contacts, and make the pages anew."""
        if self._state.read_text:
            self._start(PrintStage.READING, self._state.readable)
            self._tasks.replace("print", self._read_missing(), on_error=self._failed)

    async def _read_missing(self) -> None:
        def told(progress: Progress) -> None:
            self._set(replace(self._state, done=progress.done, seconds_left=progress.seconds_left))

        await self._session.reading.read_missing(self._ids, self._plan().fields, told)
        self._lay_out_anew()

    # ---- putting out ---------------------------------------------------------------------------

    def print_pages(self, output: Output, pages: range) -> None:
        """Send these pages to a printer."""
        if self._state.can_print:
            self._start(PrintStage.PRINTING, len(pages))
            self._tasks.replace("print", self._print(output, pages), on_error=self._failed)

    def save(self, output: Output, target: Path) -> None:
        """Write all pages to a file."""
        if self._state.can_print:
            self._start(PrintStage.SAVING, self._state.pages)
            self._keep(target.parent)
            self._tasks.replace("print", self._save(output, target), on_error=self._failed)

    def cancel(self) -> None:
        """Stop. What was read is kept, and an existing file is not touched."""
        self._tasks.cancel("print")
        if self._state.stage is PrintStage.READING:
            self._lay_out_anew()
        elif self._state.busy:
            self._set(replace(self._state, stage=PrintStage.READY))

    def closed(self) -> None:
        """The window has closed: drop everything it needed."""
        for key in ("print", "print layout", "print page"):
            self._tasks.cancel(key)
        self._layout = None

    def _start(self, stage: PrintStage, total: int) -> None:
        self._set(replace(self._state, stage=stage, done=0, total=total, problem="", details=""))

    async def _print(self, output: Output, pages: range) -> None:
        await self._put_out(output, pages)
        self._set(replace(self._state, stage=PrintStage.READY))
        self._banner.done(tr("%Ln pages were sent to the printer.", None, len(pages)))
        self.finished.emit()

    async def _save(self, output: Output, target: Path) -> None:
        content = await self._put_out(output, range(self._state.pages))
        await self._session.exports.save(content, target)
        self._set(replace(self._state, stage=PrintStage.READY))
        text = tr("%Ln pages saved to “{file}”", None, self._state.pages)
        show = BannerAction(tr("Show in folder"), lambda: self.folder_requested.emit(target.parent))
        told = Banner(
            text.format(file=target.name), BannerKind.DONE, (show,), seconds=_DONE_SECONDS
        )
        self._banner.show(told)
        self.finished.emit()

    async def _put_out(self, output: Output, pages: range) -> bytes:
        """Paint the pages in turn; if that ends early for any reason, the output gives up."""
        whole = False
        turn = _Turn()
        try:
            for done, page in enumerate(pages):
                self._set(replace(self._state, done=done))
                assert self._layout is not None
                for _step in output.page(page, await self._rows_of(self._layout, page)):
                    await turn.give()
            self._set(replace(self._state, done=len(pages)))
            await asyncio.sleep(0)
            content = output.end()
            whole = True
        finally:
            if not whole:
                output.give_up()
        return content

    def _failed(self, error: SmsBookError) -> None:
        state = replace(self._state, problem=error_text(error), details=error.details)
        if state.stage is PrintStage.READING:
            self._set(state)
            self._lay_out_anew()  # some may have been read
        else:
            self._set(replace(state, stage=PrintStage.READY if state.busy else state.stage))

    # ---- inside --------------------------------------------------------------------------------

    def _setup(self) -> PrintSetup:
        today = self._session.now().astimezone().date()
        columns = self._plan().columns
        named = {SORTS[column]: self._table.model.heading(column) for column in Column}
        return PrintSetup(
            self._state.choice,
            self._state.title,
            locale().toString(
                QDate(today.year, today.month, today.day), QLocale.FormatType.LongFormat
            ),
            columns,
            tuple(shown(named[column]) for column in columns),
            by_first=self._name_order() is ContactField.FIRST_NAME,
        )

    def _plan(self) -> ExportPlan:
        company = ContactField.COMPANY
        columns: dict[PrintLayout, tuple[SortColumn, ...]] = {
            PrintLayout.TABLE: tuple(SORTS[column] for column in self._columns),
            PrintLayout.PHONE_LIST: (*_NAMES, company, ContactField.PHONE_NUMBER),
            PrintLayout.LABELS: (*_NAMES, company, ContactField.PHONE_NUMBER),
        }
        return ExportPlan(
            ExportFormat.EXACT_CSV,
            columns[self._state.choice.layout],
            {},
            self._table.model.seen_status,
            kind_words=kind_text,
        )

    def _name_order(self) -> ContactField:
        """By first names where the table is in their order."""
        by_first = self._table.state.query.sort is ContactField.FIRST_NAME
        return ContactField.FIRST_NAME if by_first else ContactField.LAST_NAME

    def _title(self, books: Sequence[AddressBook], *, selection: bool) -> str:
        """The title of the table in words."""
        query = self._table.state.query
        names = {book.local_id: book.name for book in books}
        title = {
            ScopeKind.ALL: tr("All contacts"),
            ScopeKind.BOOK: names.get(query.scope.book_id or 0, tr("Contacts")),
            ScopeKind.ATTENTION: tr("Needs attention"),
            ScopeKind.DELETED: tr("Recently deleted"),
        }[query.scope.kind]
        headings = {filter_column(each): self._table.model.heading(each) for each in Column}
        what = [filter_text(each, headings, names) for each in query.filters]
        if query.text:
            what.insert(0, tr("search “{text}”").format(text=query.text))
        if what:
            title = tr("{place}: {what}").format(place=title, what=", ".join(what))
        if selection:
            title = tr("{place} (selection)").format(place=title)
        return shown(title)

    # ---- what is kept ----------------------------------------------------------------------------

    def _kept(self) -> dict[str, Json]:
        kept = self._settings.get(_SETTING)
        return kept if isinstance(kept, dict) else {}

    def _keep(self, folder: Path | None = None) -> None:
        """Remember the choices, except the first label, which differs each time."""
        choice = self._state.choice
        where = folder or self.folder
        self._settings.set(
            _SETTING,
            {
                "layout": choice.layout.value,
                "paper": choice.paper.value,
                "landscape": choice.landscape,
                "columns": choice.columns,
                "labels": choice.labels.value,
                "folder": str(where) if where is not None else "",
            },
        )

    def _first_choice(self) -> PrintChoice:
        """The choices of last time; at first the paper that is usual in the country."""
        kept = self._kept()
        letter = locale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
        layouts = [each for each in PrintLayout if each.value == kept.get("layout")]
        papers = [each for each in Paper if each.value == kept.get("paper")]
        labels = [each for each in LabelKind if each.value == kept.get("labels")]
        landscape, columns = kept.get("landscape"), kept.get("columns")
        many = len(self._columns) > _MANY_COLUMNS
        usual = LabelKind.US5160 if letter else LabelKind.L7160
        known = isinstance(columns, int) and 2 <= columns <= MOST_COLUMNS
        return PrintChoice(
            layout=next(iter(layouts), PrintLayout.TABLE),
            paper=next(iter(papers), Paper.LETTER if letter else Paper.A4),
            landscape=landscape if isinstance(landscape, bool) else many,
            columns=columns if known and isinstance(columns, int) else 2,
            labels=next(iter(labels), usual),
        )


class _Turn:
    """Lets the window's own work in between ours, not oftener than it needs: each time costs."""

    def __init__(self) -> None:
        self._clock = QElapsedTimer()
        self._clock.start()

    async def give(self) -> None:
        """After each small piece of work."""
        if self._clock.elapsed() >= _AT_MOST_MS:
            await asyncio.sleep(0)
            self._clock.restart()


async def _rows(reader: RowReader, ids: Sequence[int]) -> list[Cells]:
    """The rows as they are printed."""
    found: list[Cells] = []
    for start in range(0, len(ids), _CHUNK):
        found += await reader.read(ids[start : start + _CHUNK])
    return [tuple(map(shown, row)) for row in found]
