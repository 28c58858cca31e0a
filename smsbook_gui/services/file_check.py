"""Checks a file as the import window would, without a window and without an account.

The file goes through a session like any other's: one that is signed out, over an empty store.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    ColumnMap,
    OtherTarget,
    Verdict,
    file_title,
    with_likely_book,
)
from smsbook_gui.domain.imports.tabular import (
    FIND_HEADER,
    FileFormat,
    FileKind,
    Layout,
    Note,
    NoteKind,
)
from smsbook_gui.domain.phones.phone import PhoneRules, SendForm, to_send
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.accounts.accounts import STORE_FILE, Account
from smsbook_gui.services.imports.job import ImportJob
from smsbook_gui.services.imports.list_file import ListFile
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store

PHONE = ContactField.PHONE_NUMBER
ROWS_PER_CHUNK = 500
"""Rows in memory at a time."""

_GOES_IN = frozenset({Verdict.NEW, Verdict.UPDATE})
_NAMELESS = Note(NoteKind.NO_NAMES, Text("No column holds names, so the contacts will have none."))


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What was asked for; None is found out. `region` is an ISO 3166-1 code."""

    region: str = "AU"
    sheet: str | None = None
    encoding: str | None = None

    def changed(self, layout: Layout) -> FileFormat | None:
        """How to read the file, if not as it was read; else None. Raises FileProblem."""
        wish = layout.format
        if self.sheet is not None and self.sheet != wish.sheet:
            if self.sheet not in layout.sheets:
                raise FileProblem(
                    Text("This file has no sheet of that name."),
                    remedy=Text("Name one of its sheets as the file has it."),
                )
            wish = replace(wish, sheet=self.sheet, header_row=FIND_HEADER)
        if self.encoding is not None and wish.kind is not FileKind.WORKBOOK:
            wish = replace(wish, encoding=self.encoding, header_row=FIND_HEADER)
        return None if wish == layout.format else wish


@dataclass(frozen=True, slots=True)
class RowReport:
    """What becomes of a row. `values` are by field, and the address book that the row names.

    `sends` is the number as it goes out, with country code; "" for a row that does not go in.
    """

    row: CheckedRow
    values: dict[str, str]
    sends: str
    marks: tuple[str, ...]


class FileCheck:
    """A file, as far as it is known.

    Call `run` first, and `close` last, even if `run` raised. Coroutines raise FileProblem and
    StoreProblem.
    """

    def __init__(self, options: ReadAs) -> None:
        self.layout: Layout | None = None
        self.columns: ColumnMap = ()
        self.notes: tuple[Note, ...] = ()
        self.numbers: list[int] = []
        """The columns in which a row's number is searched for, the best one first."""
        self.summary = CheckSummary()
        self._options = options
        self._session: Session | None = None
        self._job: ImportJob | None = None
        self._bugs: list[BaseException] = []

    async def run(self, path: Path, folder: Path) -> None:
        """Looks into the file and judges its rows, with all that it needs in `folder`."""
        self._session = await self._open(folder)
        job = self._job = await self._session.imports.open(path)
        file = job.file
        self._look(file)
        changed = self._options.changed(file.layout)
        if changed is not None:
            await file.set_format(changed)
            self._look(file)
        _require_rows(file)
        choices, _ = with_likely_book(file.choices, (), None, file_title(file.name))
        job.set_choices(choices)
        self.summary = await job.check(lambda _progress: None)
        self._look(file)

    async def rows(self) -> AsyncIterator[RowReport]:
        """Every row, in the file's order."""
        assert self._job is not None, "rows come after the check"
        rules, start = RowRules(self._job.file.choices, self._options.region), 0
        while page := await self._job.rows(frozenset(), start, ROWS_PER_CHUNK):
            for row in page:
                yield self._report(rules, row)
            start += len(page)

    async def close(self) -> None:
        """Closes all files. Raises a bug that nobody saw."""
        if self._session is not None:
            await self._session.close()
        for bug in self._bugs:
            raise bug

    async def _open(self, folder: Path) -> Session:
        """A session of an account that is signed out and has no contacts."""
        clock, rules = SystemClock(), PhoneRules(self._options.region)
        store = await Store.open(folder / STORE_FILE, rules=rules, now=clock.now)
        account = Account("check", "", "", region=rules.region, send_form=rules.send_form)
        return Session(account, store, None, access="", clock=clock, on_unhandled=self._bugs.append)

    def _look(self, file: ListFile) -> None:
        self.layout, self.columns = file.layout, file.choices.columns
        self.notes = file.layout.notes
        if not file.choices.have_names:
            self.notes = (*self.notes, _NAMELESS)
        self.numbers = [each.column for each in file.choices.number_columns]

    def _report(self, rules: RowRules, row: CheckedRow) -> RowReport:
        values = {field.value: text for field, text in rules.values(row.cells).items()}
        if book := rules.book_name(row.cells):
            values[OtherTarget.BOOK.value] = book
        number, region, sends = values.get(PHONE, ""), self._options.region, ""
        if row.verdict in _GOES_IN:
            sends = to_send(number, PhoneRules(region, SendForm.INTERNATIONAL))
        return RowReport(row, values, sends, tuple(row.marks))


def _require_rows(file: ListFile) -> None:
    """Raises FileProblem if the window could not go on without a person."""
    if not file.layout.sample:
        raise FileProblem(
            Text("There are no rows below the header."),
            remedy=Text("Choose another sheet or file."),
        )
    if PHONE not in file.choices.columns:
        raise FileProblem(
            Text("No column of this file is known to hold phone numbers."),
            remedy=Text("Give it a heading such as “Mobile”, or choose it in the import window."),
        )
