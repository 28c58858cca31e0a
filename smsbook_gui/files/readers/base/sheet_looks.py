"""What a sheet looks like to a person: rows and columns that it hides, and rows struck through."""

from collections import Counter
from dataclasses import dataclass, field

from smsbook_gui.domain.imports.tabular import Aside, Note, NoteKind
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.merged import MergedCells
from smsbook_gui.files.readers.base.table import looks_like_phone

_NAMED = 5  # rows that a note names before it says "and more"
LOOKS_UNKNOWN = Note(
    NoteKind.LOOKS_UNKNOWN,
    Text(
        "Rows that are hidden or struck through cannot be told from the others in this old kind of"
        " workbook. If it has any, save it as .xlsx and import that."
    ),
)
STYLES_UNKNOWN = Note(
    NoteKind.LOOKS_UNKNOWN,
    Text(
        "This page may hide rows or strike them through in a way that SMS Book does not see. "
        "Compare the rows with the page in a browser."
    ),
)
_KINDS = {Aside.HIDDEN: NoteKind.HIDDEN, Aside.STRUCK: NoteKind.STRUCK}


_WHOLE_ROW = 1 << 20
"""Struck cells that are surely half of those of a row."""


def weight_of_struck(text: str) -> int:
    """For how many cells one counts in which the text is struck through.

    A number that is crossed out is crossed out for itself, however much else stands in its row.
    """
    return _WHOLE_ROW if looks_like_phone(text) else 1


@dataclass(slots=True)
class SheetLooks:
    """Filled by the reader of a sheet before it hands out the rows that are concerned."""

    rows: dict[int, Aside] = field(default_factory=dict)
    """By the row's number; whoever takes the row takes its entry."""
    columns: set[int] = field(default_factory=set)
    """Indexes of hidden columns."""
    merged: MergedCells = field(default_factory=MergedCells)
    unknown: bool = False
    """Whether the kind of file does not tell how rows and columns look."""

    def see_row(self, number: int, *, hidden: bool, filled: int, struck: int) -> None:
        """Notes how a row of that many cells with content looks, some of them struck through."""
        if hidden:
            self.rows[number] = Aside.HIDDEN
        elif struck and struck * 2 >= filled:
            self.rows[number] = Aside.STRUCK


@dataclass(slots=True)
class AsideTally:
    """How many rows of a list there were so far, and which of them its sheet sets aside."""

    rows: int = 0
    counts: Counter[Aside] = field(default_factory=Counter)
    first: dict[Aside, list[int]] = field(default_factory=dict)

    def set_aside(self, number: int, aside: Aside) -> None:
        """Counts a row, which is among `rows` already, as one that the sheet sets aside."""
        self.counts[aside] += 1
        named = self.first.setdefault(aside, [])
        if len(named) <= _NAMED:
            named.append(number)

    def notes(self, *, whole: bool = True) -> tuple[Note, ...]:
        """What is to be told; `whole`: these were all rows of the list."""
        of = (
            Text("%Ln rows", None, self.rows, one="1 row")
            if whole
            else Text("the first %Ln rows", None, self.rows, one="the first row")
        )
        return tuple(
            Note(
                _KINDS[aside],
                _sentence(aside, count, of, _named(self.first[aside])),
                tuple(self.first[aside][:_NAMED]),
            )
            for aside in Aside
            if (count := self.counts[aside])
        )


def _named(numbers: list[int]) -> Text:
    named = ", ".join(map(str, numbers[:_NAMED]))
    if len(numbers) > _NAMED:
        return Text("rows {numbers} and more", numbers=named)
    return Text("rows {numbers}", None, len(numbers), one="row {numbers}", numbers=named)


def _sentence(aside: Aside, count: int, of: Text, rows: Text) -> Text:
    if aside is Aside.HIDDEN:
        return Text(
            "%Ln of {of} are hidden in the sheet ({rows}).",
            None,
            count,
            one="1 of {of} is hidden in the sheet ({rows}).",
            of=of,
            rows=rows,
        )
    return Text(
        "%Ln of {of} are struck through in the sheet ({rows}).",
        None,
        count,
        one="1 of {of} is struck through in the sheet ({rows}).",
        of=of,
        rows=rows,
    )
