"""Contacts as the rows of an export: the headers, the cells, and the table for the clipboard."""

import csv
import html
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, Contact, ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, SortColumn
from smsbook_gui.domain.imports.columns import recognise
from smsbook_gui.domain.imports.importing import OtherTarget, Target
from smsbook_gui.domain.imports.tabular import NOT_READ
from smsbook_gui.domain.phones.phone import Reach, number_kind, phone_key, reach, spaced
from smsbook_gui.domain.phones.phone_findings import NumberKind
from smsbook_gui.files.readers.pasted import columns_mark
from smsbook_gui.files.writers.cells import guarded
from smsbook_gui.files.writers.writing import CardEntry

_PHONE = ContactField.PHONE_NUMBER
_NAMES: dict[SortColumn, str] = {
    ContactField.FIRST_NAME: "First name",
    ContactField.LAST_NAME: "Last name",
    ContactField.PHONE_NUMBER: "Phone number",
    ContactField.COMPANY: "Company",
    ContactField.CUSTOM_1: "Custom 1",
    ContactField.CUSTOM_2: "Custom 2",
    ContactField.CUSTOM_3: "Custom 3",
    ContactField.CUSTOM_4: "Custom 4",
    OtherColumn.BOOK: "Address book",
    OtherColumn.STATUS: "Status",
    OtherColumn.KIND: "Kind of number",
}
"""The names by which every import recognises a column."""


def headers(columns: Sequence[SortColumn], wanted: Mapping[SortColumn, str]) -> tuple[str, ...]:
    """What the columns are called in a file: as `wanted`, if an import will recognise it.

    A custom field that somebody called "Company" goes by "Custom 1" there.
    """
    labels = tuple(wanted.get(field, "") for field in CUSTOM_FIELDS)
    chosen = [wanted.get(column) or _NAMES[column] for column in columns]
    for _ in range(2):
        found = recognise(chosen, (), labels, "").columns
        taken = [name.strip().casefold() for name in chosen]
        chosen = [
            name
            if known is _target(column) and taken.count(name.strip().casefold()) == 1
            else _NAMES[column]
            for name, known, column in zip(chosen, found, columns, strict=True)
        ]
    return tuple(chosen)


def _target(column: SortColumn) -> Target | None:
    if column is OtherColumn.BOOK:
        return OtherTarget.BOOK
    return column if isinstance(column, ContactField) else None


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Turns contacts into rows of these columns.

    `status_of` gives the word for the status, `kind_words` the one for the kind of number.
    """

    columns: tuple[SortColumn, ...]
    region: str
    books: Mapping[int, str]
    status_of: Callable[[Contact], str]
    kind_words: Callable[[NumberKind], str] = str
    numbers_as_they_are: bool = False

    @property
    def fields(self) -> tuple[ContactField, ...]:
        """The columns whose values come from the service."""
        return tuple(column for column in self.columns if isinstance(column, ContactField))

    def cells(self, contact: Contact) -> tuple[str, ...]:
        """The cells of a contact's row."""
        return tuple([self._cell(contact, column) for column in self.columns])

    def _cell(self, contact: Contact, column: SortColumn) -> str:
        if isinstance(column, ContactField):
            value = contact.values.get(column)
            if value is None:
                return NOT_READ
            to_read = column is _PHONE and not self.numbers_as_they_are
            return spaced(value, self.region) if to_read else value
        if column is OtherColumn.BOOK:
            return self.books.get(contact.book_id, "")
        if column is OtherColumn.STATUS:
            return self.status_of(contact)
        typed = contact.values.get(_PHONE)
        return NOT_READ if typed is None else self.kind_words(number_kind(typed, self.region))

    def card(self, contact: Contact) -> CardEntry:
        """A contact's address card."""
        known = contact.values
        values = {field: known[field] for field in self.fields if field in known}
        typed = values.get(_PHONE, "")
        key = phone_key(typed, self.region)
        sure = key.startswith("+")
        if sure and ";" not in key:  # In a form that any phone in the world can dial.
            values[_PHONE] = key
        book = self.books.get(contact.book_id, "") if OtherColumn.BOOK in self.columns else ""
        mobile = sure and reach(typed, self.region) is Reach.MESSAGES
        return CardEntry(values, book, frozenset(self.fields) - known.keys(), mobile)


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table for the clipboard: cells separated by tabs, and HTML as Excel writes it.

    `count` is how many contacts are in it.
    """

    text: str
    html: str
    count: int


_HTML_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">{columns}'
    "</head><body><table>"
)
_CELL = '<td style=\'mso-number-format:"\\@"\' sdnum="1033;0;@">'
"""What marks a cell as text, for Excel and for LibreOffice."""
_BREAK = '<br style="mso-data-placement:same-cell">'


def copied_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, headed: bool = True
) -> CopiedTable:
    """A table that pastes into Excel as text, with leading zeros, and into SMS Book unchanged.

    Phone numbers in its plain text are exactly as they are. Without a row of headings (`headed`)
    its HTML still tells what the columns are, for whoever pastes it into SMS Book.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\r\n")
    page, count = [], 0
    if headed:
        writer.writerow([guarded(cell) for cell in head])
        page.append(_html_row(head))
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        page.append(_html_row(row))
        count += 1
    return CopiedTable(text.getvalue(), _html_page(page, () if headed else head), count)


def copied_numbers(rows: Iterable[Sequence[str]]) -> CopiedTable:
    """The numbers, one a line; unknown and blank ones are left out.

    The plain text has nothing else, for a phone or an email; the HTML is for spreadsheets.
    """
    numbers = [number for (number,) in rows if number not in {"", NOT_READ}]
    page = [_html_row([number]) for number in numbers]
    return CopiedTable("\n".join(numbers), _html_page(page), len(numbers))


def _html_page(rows: Iterable[str], columns: Sequence[str] = ()) -> str:
    head = _HTML_HEAD.format(columns=columns_mark(columns) if columns else "")
    return "\n".join([head, *rows, "</table></body></html>"])


def _html_row(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(_html_cell(guarded(cell)) for cell in cells) + "</tr>"


def _html_cell(text: str) -> str:
    escaped = html.escape(text).replace("\u00a0", "&nbsp;")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n")
    return _CELL + lines.replace("\n", _BREAK) + "</td>"
