"""The dialog "Export contacts": the contacts, the format, and the progress."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.contacts.query import Counts, Query, Scope
from smsbook_gui.domain.contacts.query import ScopeKind as QueryScope
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.services.accounts.settings import Json, Settings
from smsbook_gui.services.contacts.reading import ReadReport
from smsbook_gui.services.exports.exports import (
    DIALECTS,
    CsvDialect,
    ExportFormat,
    ExportPlan,
)
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, locale, tr
from smsbook_gui.viewmodels.contacts.number_text import kind_text
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.viewmodels.contacts.table import TableViewModel
from smsbook_gui.viewmodels.exports.state import (
    ColumnOption,
    ExportScope,
    ExportStage,
    ExportState,
    ScopeKey,
    ScopeOption,
    encodings_of,
    file_name,
    first_scope,
    separators_of,
)

_SETTING = "export"
_KNOWN_AT_FIRST: list[Json] = [column.name for column in Column if column < Column.KIND]
"""The columns that there were when no setting said which ones it knows."""
_DONE_SECONDS = 20.0


class ExportViewModel(StateViewModel[ExportState]):
    """State and commands of the export.

    `finished`: the file is there. `folder_requested` carries a folder that the person wants to see.
    """

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
        super().__init__(ExportState(), parent)
        self._session = session
        self._settings = settings
        self._tasks = tasks
        self._table = table
        self._banner = banner

    @property
    def folder(self) -> Path | None:
        """The folder of the last file."""
        text = self._kept().get("folder")
        return Path(text) if isinstance(text, str) and text else None

    @property
    def file_name(self) -> str:
        """A suggested name for the file."""
        option = self._state.option
        return file_name(tr("Contacts") if option is None else option.name, self.format)

    @property
    def format(self) -> ExportFormat:
        """The format of the file."""
        return ExportFormat.EXCEL_CSV if self._state.numbers_only else self._state.format

    # ---- choosing ------------------------------------------------------------------------------

    def opened(
        self, columns: Sequence[tuple[Column, bool]], books: Sequence[AddressBook], counts: Counts
    ) -> None:
        """The dialog opens; `columns` in the order of the table, with whether they are on show."""
        kept = self._kept()
        scopes = self._scopes(books, counts)
        hidden = {column.name for column, shown in columns if not shown}
        left_out, known = kept.get("left out"), kept.get("known", _KNOWN_AT_FIRST)
        if isinstance(left_out, list) and isinstance(known, list):
            hidden = {str(name) for name in left_out} | hidden.difference(map(str, known))
        heading = self._table.model.heading
        self._set(
            ExportState(
                scopes=scopes,
                scope=first_scope(scopes),
                format=_format(kept.get("format")),
                columns=tuple(
                    ColumnOption(SORTS[column], heading(column), column.name not in hidden)
                    for column, _ in columns
                ),
                dialects={kind: _dialect(kept, kind) for kind in DIALECTS},
                can_read=self._session.reading.can_read,
            )
        )
        self._count_unread()
        work = self._offer_numbers()
        self._tasks.replace("export numbers", work, on_error=self._failed)

    def set_scope(self, key: ScopeKey) -> None:
        """Choose which contacts are exported."""
        self._set(replace(self._state, scope=key, unread=None, problem="", details=""))
        self._count_unread()

    def set_format(self, kind: ExportFormat) -> None:
        """Choose the format."""
        self._set(replace(self._state, format=kind, problem="", details=""))

    def set_column(self, place: int, chosen: bool) -> None:
        """Include the column at that place, or leave it out."""
        columns = list(self._state.columns)
        columns[place] = replace(columns[place], chosen=chosen)
        self._set(replace(self._state, columns=tuple(columns), unread=None))
        self._count_unread()

    def set_separator(self, separator: str) -> None:
        """Choose the separator of a CSV file."""
        self._set_dialect(lambda dialect: replace(dialect, separator=separator))

    def set_encoding(self, encoding: str) -> None:
        """Choose the encoding of a CSV file (a codec name of Python's)."""
        self._set_dialect(lambda dialect: replace(dialect, encoding=encoding))

    def _set_dialect(self, change: Callable[[CsvDialect], CsvDialect]) -> None:
        state = self._state
        if state.dialect is not None:
            dialects = {**state.dialects, state.format: change(state.dialect)}
            self._set(replace(state, dialects=dialects, problem="", details=""))

    def set_read_first(self, first: bool) -> None:
        """Read what was never read before exporting, or not."""
        self._set(replace(self._state, read_first=first))

    # ---- exporting -----------------------------------------------------------------------------

    def export(self, target: Path) -> None:
        """Read what was never read, if that was chosen, and write the file."""
        if not self._state.can_export:
            return
        self._keep(target.parent)
        stage = ExportStage.READING if self._state.reads_first else ExportStage.WRITING
        count = self._state.count
        self._set(replace(self._state, stage=stage, done=0, total=count, problem="", details=""))
        self._tasks.replace("export", self._export(target), on_error=self._failed)

    def cancel(self) -> None:
        """Stop. An existing file is not touched, and what was read is kept."""
        self._tasks.cancel("export")
        self._tasks.cancel("export unread")
        if self._state.busy:
            self._set(replace(self._state, stage=ExportStage.CHOOSING))
            self._count_unread()

    async def _export(self, target: Path) -> None:
        state = self._state
        if state.numbers_only:
            count = await self._session.imports.export_suppressed(target)
            what = tr("%Ln numbers exported", None, count)
            self._end(target, what)
            return
        plan = self._plan(state)
        ids = await self._ids(state.scope)
        exports = self._session.exports
        report = ReadReport()
        if state.reads_first:
            reading = self._session.reading
            report = await reading.read_missing(ids, plan.fields, self._progress)
            self._set(replace(self._state, stage=ExportStage.WRITING, done=0, total=len(ids)))
        written = await exports.export(ids, plan, target, self._progress)
        what = tr("%Ln contacts exported", None, written.contacts)
        self._end(target, what, _remarks(report.failed, written.marked))

    def _progress(self, progress: Progress) -> None:
        self._set(
            replace(
                self._state,
                done=progress.done,
                total=progress.total or 0,
                seconds_left=progress.seconds_left,
            )
        )

    def _failed(self, error: SmsBookError) -> None:
        self._set(
            replace(
                self._state,
                stage=ExportStage.CHOOSING,
                problem=error_text(error),
                details=error.details,
            )
        )
        self._count_unread()

    def _end(self, target: Path, what: str, remarks: Sequence[str] = ()) -> None:
        """The file is written; `remarks` are sentences for the person."""
        self._set(replace(self._state, stage=ExportStage.CHOOSING))
        text = tr("{what} to “{file}”").format(what=what, file=target.name)
        for remark in remarks:
            text = tr("{text}. {more}").format(text=text.removesuffix("."), more=remark)
        show = BannerAction(tr("Show in folder"), lambda: self.folder_requested.emit(target.parent))
        kind = BannerKind.NOTE if remarks else BannerKind.DONE
        self._banner.show(Banner(text, kind, (show,), seconds=_DONE_SECONDS))
        self.finished.emit()

    # ---- inside --------------------------------------------------------------------------------

    def _scopes(self, books: Sequence[AddressBook], counts: Counts) -> tuple[ScopeOption, ...]:
        """The scopes on offer, the most likely first."""
        table = self._table.state
        query = table.query
        options: list[ScopeOption] = []
        if selected := self._table.selection.count:
            name = tr("Selected contacts") if selected > 1 else tr("Selected contact")
            options.append(ScopeOption((ExportScope.SELECTION, None), name, selected))
        if query.is_narrowed:
            name = tr("Contacts on show")
            if not query.filters:
                name = tr("Search “{text}”").format(text=query.text)
            options.append(ScopeOption((ExportScope.SEARCH, None), name, table.shown))
        elif query.scope.kind is QueryScope.ATTENTION:
            name = tr("Needs attention")
            options.append(ScopeOption((ExportScope.ATTENTION, None), name, table.shown))
        in_books = dict(counts.books)
        options += [
            ScopeOption((ExportScope.ALL, None), tr("All contacts"), counts.all),
            *(
                ScopeOption(
                    (ExportScope.BOOK, book.local_id), book.name, in_books.get(book.local_id, 0)
                )
                for book in books
            ),
            ScopeOption((ExportScope.DELETED, None), tr("Recently deleted"), counts.deleted),
        ]
        on_show = (ExportScope(query.scope.kind.value), query.scope.book_id)
        # One selected contact is just where the person is; several were picked.
        asked = {ExportScope.SEARCH} | ({ExportScope.SELECTION} if selected > 1 else set())
        return tuple(sorted(options, key=lambda one: (one.key[0] not in asked, one.key != on_show)))

    async def _ids(self, scope: ScopeKey) -> Sequence[int]:
        """The contacts (local ids) in the order of the table."""
        table = self._table
        if scope[0] is ExportScope.SELECTION:
            # For 100,000 contacts this takes some milliseconds too many for the window's thread.
            return await asyncio.to_thread(table.selection.within, table.model.ids)
        query = table.state.query
        if scope[0] not in {ExportScope.SEARCH, ExportScope.ATTENTION}:
            shown = Scope(QueryScope(scope[0].value), scope[1])
            query = Query(shown, sort=query.sort, descending=query.descending)
        return await self._session.exports.ids(query)

    def _plan(self, state: ExportState) -> ExportPlan:
        return ExportPlan(
            state.format,
            state.chosen,
            {option.column: option.heading for option in state.columns},
            self._table.model.status_cell,
            state.dialect,
            kind_text,
        )

    def _count_unread(self) -> None:
        self._tasks.replace("export unread", self._read_unread(), on_error=self._failed)

    async def _offer_numbers(self) -> None:
        count = await self._session.imports.suppressed_count()
        if count:
            name = tr("Numbers that may have opted out")
            option = ScopeOption((ExportScope.LEFT_OUT, None), name, count)
            self._set(replace(self._state, scopes=(*self._state.scopes, option)))

    async def _read_unread(self) -> None:
        if self._state.numbers_only:
            return
        ids = await self._ids(self._state.scope)
        unread = await self._session.reading.unread(ids, self._plan(self._state).fields)
        self._set(replace(self._state, unread=unread))

    # ---- what is kept ----------------------------------------------------------------------------

    def _kept(self) -> dict[str, Json]:
        kept = self._settings.get(_SETTING)
        return kept if isinstance(kept, dict) else {}

    def _keep(self, folder: Path) -> None:
        state = self._state
        names = {sort: column.name for column, sort in SORTS.items()}
        left_out: list[Json] = [
            names[option.column] for option in state.columns if not option.chosen
        ]
        self._settings.set(
            _SETTING,
            {
                "format": state.format.value,
                "csv": {
                    kind.value: {"separator": dialect.separator, "encoding": dialect.encoding}
                    for kind, dialect in state.dialects.items()
                },
                "left out": left_out,
                "known": [option.name for option in Column],
                "folder": str(folder),
            },
        )


def _remarks(not_read: int, marked: int) -> list[str]:
    """What a person should know about the file."""
    remarks = []
    if not_read:
        remarks.append(
            tr("%Ln contacts could not be read; what is missing is marked.", None, not_read)
        )
    if marked:
        remarks.append(
            tr(
                "%Ln values look like spreadsheet errors, such as #N/A, and may be taken for "
                "such; an Excel workbook keeps them.",
                None,
                marked,
            )
        )
    return remarks


def _format(kept: Json) -> ExportFormat:
    return next((kind for kind in ExportFormat if kind.value == kept), ExportFormat.XLSX)


def _dialect(kept: Mapping[str, Json], kind: ExportFormat) -> CsvDialect:
    """The choice of last time."""
    usual = DIALECTS[kind]
    if usual.for_spreadsheets:
        usual = replace(usual, separator=_usual_separator())
    all_kept = kept.get("csv")
    if isinstance(all_kept, dict):
        found = all_kept.get(kind.value)
    else:  # earlier versions knew only the one for Excel
        found = dict(kept) if usual.for_spreadsheets else None
    if not isinstance(found, dict):
        return usual
    return CsvDialect(
        usual.for_spreadsheets,
        _one_of(found.get("separator"), separators_of(kind), usual.separator),
        _one_of(found.get("encoding"), encodings_of(kind), usual.encoding),
    )


def _one_of(kept: Json, known: Collection[str], usual: str) -> str:
    return kept if isinstance(kept, str) and kept in known else usual


def _usual_separator() -> str:
    """The separator that Excel expects: a semicolon where the comma is the decimal sign."""
    return ";" if locale().decimalPoint() == "," else ","
