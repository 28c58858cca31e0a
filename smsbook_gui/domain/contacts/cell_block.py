"""Cells that are put into the cells of contacts: pasted, filled down, or cleared."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.texts.text import fold


class Cells(Sequence[str | None]):
    """Very many texts that no garbage collection goes through.

    It does so with each list, and then looks at each text in it: 200,000 of them hold up the window
    for a frame. A dictionary of nothing but numbers and texts is none of its business.
    """

    def __init__(self, cells: Iterable[str | None] = ()) -> None:
        self._cells: dict[int, str | None] = dict(enumerate(cells))

    def extend(self, cells: Iterable[str | None]) -> None:
        """Add these at the end."""
        self._cells.update(enumerate(cells, len(self._cells)))

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[str | None]:
        return iter(self._cells.values())

    @overload
    def __getitem__(self, place: int) -> str | None: ...
    @overload
    def __getitem__(self, place: slice) -> "Cells": ...
    def __getitem__(self, place: int | slice) -> "str | Cells | None":
        found = range(len(self._cells))[place]
        if isinstance(found, range):
            return Cells(map(self._cells.__getitem__, found))
        return self._cells[found]


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A rectangle of texts, row by row in one sequence; where they may be very many, `Cells`. None
    is a cell that says nothing: what is there stays."""

    width: int
    cells: Sequence[str | None]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.cells) // self.width if self.width else 0

    def row(self, place: int) -> Sequence[str | None]:
        """That row; from the last one it begins anew."""
        start = place % self.height * self.width
        return [self.cells[place] for place in range(start, start + self.width)]

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
