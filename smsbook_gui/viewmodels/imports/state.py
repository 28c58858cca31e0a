"""What the import window shows of its first two steps, and which step may follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from smsbook_gui.domain.contact import AddressBook, ContactField
from smsbook_gui.domain.importing import (
    HEEDED,
    ColumnMap,
    ImportChoices,
    NumberColumn,
    OtherTarget,
    Progress,
    Target,
)
from smsbook_gui.domain.shown import shown
from smsbook_gui.domain.tabular import Layout, SourceRow
from smsbook_gui.viewmodels.common.text import tr


class Step(IntEnum):
    """The window's steps."""

    FILE = 0
    COLUMNS = 1
    CHECK = 2
    IMPORT = 3


@dataclass(frozen=True, slots=True)
class ImportState:
    """Everything that the window shows outside the steps "Check" and "Import".

    `busy` says what is under way, `progress` how far it is. `books` are there to choose from.
    """

    step: Step = Step.FILE
    name: str = ""
    layout: Layout | None = None
    choices: ImportChoices | None = None
    books: tuple[AddressBook, ...] = ()
    making_book: bool = False
    """"New address book…" is chosen, maybe without a name yet."""
    busy: str = ""
    progress: Progress | None = None
    problem: str = ""
    details: str = ""

    @property
    def missing(self) -> str:
        """What keeps the person from going on from here; "" if nothing does."""
        if self.layout is None or self.choices is None:
            return tr("Choose a file.")
        if not self.layout.sample:
            return tr("There are no rows below the header.")
        return self.missing_choice if self.step is Step.COLUMNS else ""

    @property
    def missing_choice(self) -> str:
        """What has to be chosen before the rows can be checked; "" if nothing has."""
        choices = self.choices
        if choices is None or ContactField.PHONE_NUMBER not in choices.columns:
            return tr("Choose which column holds the phone numbers.")
        if self.making_book and not choices.new_book.strip():
            return tr("Enter a name for the new address book.")
        chosen = choices.book_id is not None or self.making_book
        return "" if chosen or self.names_books else tr("Choose an address book.")

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
        others = {*columns} - {None, ContactField.PHONE_NUMBER, *HEEDED}
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
        if not (self.number_columns or choices.each_number):
            return ""
        if choices.each_number:
            return tr("Each row becomes a contact for every number that it has, but for faxes.")
        headers = (shown(layout.columns[each.column], 40) for each in self.number_columns)
        order = tr(", ").join(tr("“{name}”").format(name=header) for header in headers)
        text = tr(
            "From each row the best number is imported. This order counts: {columns}. A landline "
            "is taken only where there is no mobile, a fax never."
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

    @property
    def can_go_on(self) -> bool:
        """Whether "Next" leads somewhere."""
        return not self.busy and not self.missing and self.step in {Step.FILE, Step.COLUMNS}

    @property
    def can_go_back(self) -> bool:
        """Whether "Back" leads somewhere."""
        return self.step in {Step.COLUMNS, Step.CHECK}


def with_target(columns: ColumnMap, column: int, target: Target | None) -> ColumnMap:
    """`columns` with that target in that column."""
    return tuple(target if place == column else held for place, held in enumerate(columns))


def named_columns(state: ImportState) -> list[tuple[int, str]]:
    """The columns that are imported, as (index, header), in the file's order."""
    if state.layout is None or state.choices is None:
        return []
    headers, columns = state.layout.columns, state.choices.columns
    return [
        (place, shown(headers[place]) if place < len(headers) else str(place + 1))
        for place, target in enumerate(columns)
        if target is not None
    ]


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
