"""A file with a list of contacts: how it is read, and what its columns hold.

The steps "File" and "Columns" of an import and of a comparison.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.columns import with_labels_of
from smsbook_gui.domain.imports.import_check import PHONE, RowRules
from smsbook_gui.domain.imports.importing import (
    OFTEN,
    ColumnMap,
    ImportChoices,
    MatchBy,
    NumberColumn,
    OtherTarget,
    Target,
    WhenThere,
    file_title,
    with_likely_book,
    with_rank,
)
from smsbook_gui.domain.imports.tabular import FIND_HEADER, FileFormat, Layout, SourceRow
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.imports.list_file import ListFile
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import Labels
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import tr

_WHO: tuple[Target, ...] = (
    *(ContactField.FIRST_NAME, ContactField.LAST_NAME),
    *(OtherTarget.FULL_NAME, OtherTarget.LAST_NAME_FIRST, ContactField.PHONE_NUMBER),
)
"""What says who a row is about, in the order that people read it."""


@dataclass(frozen=True, slots=True)
class MappingState:
    """A file, how it is read, and what its columns are. `books` are there to choose from."""

    name: str = ""
    layout: Layout | None = None
    choices: ImportChoices | None = None
    books: tuple[AddressBook, ...] = ()
    making_book: bool = False
    """"New address book…" is chosen, maybe without a name yet."""
    reading: str = ""
    """Said while the file is read in another way."""

    @property
    def names_books(self) -> bool:
        """Whether a column of the file says which address book each row goes to."""
        return self.choices is not None and OtherTarget.BOOK in self.choices.columns

    @property
    def where_rows_go(self) -> str:
        """What the choice of an address book means beside such a column; "" without one."""
        choices = self.choices
        if choices is None or not self.names_books:
            return ""
        headers = named_columns(self)
        column = next(name for place, name in headers if choices.columns[place] is OtherTarget.BOOK)
        names = (book.name for book in self.books if book.local_id == choices.book_id)
        other = choices.new_book.strip() or next(names, "")
        if other:
            text = tr(
                "Each row goes to the address book that its column “{column}” names, and to "
                "“{book}” where that is blank."
            )
        else:
            text = tr(
                "Each row goes to the address book that its column “{column}” names. Where that "
                "is blank, the row is shown in the next step and can be corrected there."
            )
        return text.format(column=column, book=other)

    @property
    def twice(self) -> frozenset[Target]:
        """What several columns hold: in each row, the first of them that is filled counts.

        Of phone numbers the best one does.
        """
        columns = () if self.choices is None else self.choices.columns
        others = {*columns} - {None, ContactField.PHONE_NUMBER, *OFTEN}
        return frozenset(each for each in others if each is not None and columns.count(each) > 1)

    @property
    def number_columns(self) -> tuple[NumberColumn, ...]:
        """The columns of numbers in the order that counts, where a row may have several."""
        numbers = () if self.choices is None else self.choices.number_columns
        return numbers if len(numbers) > 1 else ()

    @property
    def about_numbers(self) -> str:
        """What becomes of a row's numbers; "" where it has but one."""
        choices, layout = self.choices, self.layout
        if choices is None or layout is None:
            return ""
        sentences = (
            self._about_order(choices, layout),
            _about_codes(choices, layout),
            _about_countries(choices, layout),
        )
        return tr(" ").join(filter(None, sentences))

    def _about_order(self, choices: ImportChoices, layout: Layout) -> str:
        if not (self.number_columns or choices.each_number):
            return ""
        if choices.each_number:
            return tr("Each row becomes one contact for every number in it, except for faxes.")
        order = _quoted(layout, [each.column for each in self.number_columns])
        text = tr(
            "The best number of each row is imported, in this order: {columns}. A landline is "
            "taken only if there is no mobile, a fax never."
        )
        return text.format(columns=order)

    @property
    def nameless(self) -> str:
        """Where no column holds names: what becomes of that; else ""."""
        if self.choices is None or self.choices.have_names:
            return ""
        return tr(
            "No column holds names, so the contacts will have none. If the file has names, choose "
            "their column on the step “Columns”."
        )


def _about_codes(choices: ImportChoices, layout: Layout) -> str:
    """What becomes of codes that stand in columns of their own; "" where there are none."""
    places = {
        place
        for each in choices.number_columns
        for place in (each.country, each.area)
        if place is not None
    }
    if not places:
        return ""
    return tr("A code in {columns} is put in front of a number that does not have it.").format(
        columns=_quoted(layout, sorted(places))
    )


def _about_countries(choices: ImportChoices, layout: Layout) -> str:
    """What a column of countries is for; "" where there is none."""
    if not choices.country_columns:
        return ""
    return tr("A number without a country code is read by the country in {columns}.").format(
        columns=_quoted(layout, choices.country_columns)
    )


def _quoted(layout: Layout, places: Sequence[int]) -> str:
    headers = (shown(layout.columns[place], 40) for place in places)
    return tr(", ").join(tr("“{name}”").format(name=header) for header in headers)


def with_target(columns: ColumnMap, column: int, target: Target | None) -> ColumnMap:
    """`columns` with that target in that column."""
    return tuple(target if place == column else held for place, held in enumerate(columns))


def named_columns(state: MappingState) -> list[tuple[int, str]]:
    """The columns that are imported, as (index, header), in the file's order."""
    if state.layout is None or state.choices is None:
        return []
    headers, columns = state.layout.columns, state.choices.columns
    return [
        (place, shown(headers[place]) if place < len(headers) else str(place + 1))
        for place, target in enumerate(columns)
        if target is not None
    ]


def checked_columns(state: MappingState) -> tuple[list[tuple[int, str]], int]:
    """The columns that are imported, with who it is first: names, then the number.

    And how many of them say who it is.
    """
    columns = {} if state.choices is None else dict(enumerate(state.choices.columns))

    def rank(column: tuple[int, str]) -> int:
        target = columns.get(column[0])
        return _WHO.index(target) if target in _WHO else len(_WHO)

    named = sorted(named_columns(state), key=rank)
    return named, sum(1 for column in named if rank(column) < len(_WHO))


def filled_columns(layout: Layout) -> frozenset[int]:
    """The columns that hold anything in the sample."""
    return frozenset(
        column
        for row in layout.sample
        for column, cell in enumerate(row.cells)
        if cell and not cell.isspace()
    )


def examples(rows: Sequence[SourceRow], column: int, most: int = 3) -> list[str]:
    """Up to `most` different values of a column, to recognise it by."""
    found: dict[str, None] = {}
    for row in rows:
        cell = " ".join(shown(row.cells[column], 60).split()) if column < len(row.cells) else ""
        if cell:
            found[cell] = None
        if len(found) == most:
            break
    return list(found)


class FileMapping(StateViewModel[MappingState]):
    """Holds a person's choices for one file at a time.

    `likely_book` gives the local id of the address book that its rows would go to; without it none
    is proposed. `key` names its tasks. `read_anew` tells that the file was read in another way,
    `failed` carries the error where it could not be.
    """

    read_anew = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        likely_book: Callable[[], int | None] | None = None,
        *,
        key: str = "import",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(MappingState(), parent)
        self._session = session
        self._tasks = tasks
        self._likely_book = likely_book
        self._key = key
        self._file: ListFile | None = None
        self._book_chosen = False
        self._columns_chosen = False
        self._unsubscribe = session.local.subscribe(self._store_changed)

    def close(self) -> None:
        """The account is closed."""
        self._unsubscribe()

    def begin(self, name: str) -> None:
        """A file of that name is being looked into; the one before goes."""
        self._tasks.cancel(f"{self._key} format")
        self._file = None
        self._set(MappingState(name=name))

    def take(self, file: ListFile, books: Sequence[AddressBook], *, chosen: bool = False) -> None:
        """Show that file; with `chosen` a person has chosen its address book before."""
        self._file = file
        self._columns_chosen = False
        # What was checked before was chosen, be it by leaving the likely one as it was.
        self._book_chosen = chosen
        choices, making = file.choices, False
        if self._likely_book is not None:
            title = file_title(file.name)
            choices, making = with_likely_book(choices, books, self._likely_book(), title)
        self._set(MappingState(file.name, file.layout, choices, tuple(books), making))

    def show_layout(self, layout: Layout) -> None:
        """More is known of the file, or its first rows are here; it is read as before."""
        self._set(replace(self._state, layout=layout))

    @property
    def labels(self) -> Labels:
        """The account's names for the custom fields."""
        return self._session.account.labels

    def preview(self) -> list[SourceRow]:
        """The first rows, with the number that is imported behind their last column."""
        layout, choices = self._state.layout, self._state.choices
        if layout is None or choices is None:
            return []
        rules, width = RowRules(choices, self._session.account.region), len(layout.columns)
        return [
            SourceRow(row.number, (*row.cells[:width], rules.values(row.cells).get(PHONE, "")))
            for row in islice(rules.contacts(iter(layout.sample)), len(layout.sample))
        ]

    # ---- how the file is read ------------------------------------------------------------------

    def set_encoding(self, encoding: str) -> None:
        """Read the file in another encoding."""
        self._set_format(encoding=encoding)

    def set_separator(self, separator: str) -> None:
        """Read the file with another separator."""
        self._set_format(separator=separator)

    def set_sheet(self, sheet: str) -> None:
        """Read another sheet of the workbook."""
        if self._state.layout is not None and sheet != self._state.layout.format.sheet:
            self._set_format(sheet=sheet, header_row=FIND_HEADER)

    def set_header_row(self, row: int | None) -> None:
        """Take another row (index) for the columns' names; None: there are none."""
        self._set_format(header_row=row)

    # ---- what its columns are, and where they go -------------------------------------------------

    def set_target(self, column: int, target: Target | None) -> None:
        """What a column holds."""
        choices, layout = self._state.choices, self._state.layout
        if choices is not None and layout is not None:
            self._columns_chosen = True
            choices = replace(choices, columns=with_target(choices.columns, column, target))
            numbers = with_labels_of(layout.columns, choices.number_columns)
            self._set(
                replace(
                    self._state,
                    **self._placed(replace(choices, numbers=numbers), self._state.books),
                )
            )

    def set_rank(self, column: int, rank: int) -> None:
        """The place (from 0) of a column of numbers in the order that counts."""
        choices = self._state.choices
        if choices is not None:
            self._columns_chosen = True
            self._set(replace(self._state, choices=with_rank(choices, column, rank)))

    def set_each_number(self, each: bool) -> None:
        """Whether a row becomes a contact for each of its numbers."""
        self.choose(each_number=each)

    def set_book(self, book_id: int | None) -> None:
        """The address book (local id) that the rows go to; None: the one that each row names."""
        self._book_chosen = book_id is not None
        self.choose(book_id=book_id, new_book="")
        self._set(replace(self._state, making_book=False))

    def make_book(self, name: str) -> None:
        """The rows go to a new address book of that name."""
        self._book_chosen = True
        self.choose(book_id=None, new_book=name)
        self._set(replace(self._state, making_book=True))

    def set_when_there(self, when_there: WhenThere) -> None:
        """What becomes of rows whose contact is there."""
        self.choose(when_there=when_there)

    def set_match_by(self, match_by: MatchBy) -> None:
        """What makes a row and a contact the same."""
        self.choose(match_by=match_by)

    def set_match_everywhere(self, everywhere: bool) -> None:
        """Whether contacts of all address books count as there."""
        self.choose(match_everywhere=everywhere)

    # ---- inside ------------------------------------------------------------------------------

    def choose(self, **changes: object) -> None:
        """Other choices, by their names in ImportChoices."""
        choices = self._state.choices
        if choices is not None:
            self._set(replace(self._state, choices=replace(choices, **changes)))  # type: ignore[arg-type]

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, reading=""))
        self.failed.emit(error)

    def _set_format(self, **changes: object) -> None:
        file, layout = self._file, self._state.layout
        if file is None or layout is None:
            return
        wanted: FileFormat = replace(layout.format, **changes)  # type: ignore[arg-type]
        if wanted != layout.format:
            self._set(replace(self._state, reading=tr("Reading the file again…")))
            self._tasks.replace(
                f"{self._key} format", self._read_again(file, wanted), on_error=self._failed
            )

    async def _read_again(self, file: ListFile, wanted: FileFormat) -> None:
        layout = await file.set_format(wanted)
        choices = self._state.choices or file.choices
        # What a person chose stays with its column, wherever there are as many as before. Another
        # sheet has columns of its own.
        before = self._state.layout
        alike = len(choices.columns) == len(layout.columns)
        if before is not None and before.format.sheet != layout.format.sheet:
            alike = before.columns == layout.columns
        stays = self._columns_chosen and alike
        self._columns_chosen = stays
        if not stays:
            found = file.choices
            choices = replace(choices, columns=found.columns, numbers=found.numbers)
        placed = self._placed(choices, self._state.books)
        self._set(replace(self._state, layout=layout, reading="", **placed))
        self.read_anew.emit()

    # ---- address books -------------------------------------------------------------------------

    def _store_changed(self, changes: Changes) -> None:
        if changes.books and self._state.choices is not None:
            self._tasks.replace(f"{self._key} books", self._load_books(), on_error=self._failed)

    async def _load_books(self) -> None:
        """Address books come in with the first sync, maybe later than the file."""
        books = tuple(await self._session.local.books.get_all())
        choices = self._state.choices
        if choices is None:
            return
        if choices.book_id not in {book.local_id for book in books}:
            choices = replace(choices, book_id=None)
        self._set(replace(self._state, books=books, **self._placed(choices, books)))

    def _placed(self, choices: ImportChoices, books: Sequence[AddressBook]) -> dict[str, Any]:
        """Those choices for the state: with the likely address book until a person chose one."""
        if self._file is None or self._likely_book is None or self._book_chosen:
            return {"choices": choices, "making_book": self._state.making_book}
        unchosen = replace(choices, book_id=None, new_book="")
        title = file_title(self._file.name)
        choices, making = with_likely_book(unchosen, books, self._likely_book(), title)
        return {"choices": choices, "making_book": making}
