"""Cells that are put into the cells of contacts: pasted, filled down, or cleared."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.texts.text import fold


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A rectangle of texts, row by row in one sequence: a hundred thousand lists would hold up
    every garbage collection. None is a cell that says nothing: what is there stays."""

    width: int
    cells: Sequence[str | None]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.cells) // self.width if self.width else 0

    def row(self, place: int) -> Sequence[str | None]:
        """That row; from the last one it begins anew."""
        start = place % self.height * self.width
        return self.cells[start : start + self.width]

    def below(self, rows: int) -> "CellBlock":
        """What is left of it below so many rows."""
        return CellBlock(self.width, self.cells[rows * self.width :])

    def as_text(self, headings: Sequence[str]) -> str:
        """Rows below these headings, cells parted by tabs, as an import reads them."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter="\t")
        writer.writerow(headings)
        for start in range(0, len(self.cells), self.width):
            writer.writerow(self.cells[start : start + self.width])
        return text.getvalue()


@dataclass(frozen=True, slots=True)
class CellFill:
    """A block, and where its columns go: a field, the address book (`in_books`), or nowhere.

    A block that is narrower than `columns` begins anew at its end. `books` are the address books'
    local ids by `book_key` of their names.
    """

    block: CellBlock
    columns: tuple[ContactField | None, ...]
    in_books: frozenset[int] = frozenset()
    """The places of `columns` that are address books."""
    books: Mapping[str, int] | None = None

    @property
    def fields(self) -> tuple[ContactField, ...]:
        """The fields that it fills."""
        return tuple(field for field in self.columns if field is not None)

    def texts(self, place: int) -> Values:
        """What the contact in that place of the rows gets."""
        row = self.block.row(place)
        texts: dict[ContactField, str] = {}
        for number, field in enumerate(self.columns):
            text = row[number % len(row)]
            if field is not None and text is not None:
                texts[field] = text
        return texts

    def book(self, place: int) -> int | None:
        """The address book it goes to; None: it stays, as no such one is named."""
        row = self.block.row(place)
        for number in self.in_books:
            name = row[number % len(row)]
            if name and self.books:
                return self.books.get(book_key(name))
        return None

    def unknown_books(self) -> list[str]:
        """Names of address books that there are not, each once."""
        found: dict[str, str] = {}
        width = self.block.width
        for number in self.in_books:
            for name in self.block.cells[number % width :: width]:
                if name and book_key(name) not in (self.books or {}):
                    found.setdefault(book_key(name), name)
        return list(found.values())


def book_key(name: str) -> str:
    """A name of an address book as it is compared."""
    return fold(name.strip())
