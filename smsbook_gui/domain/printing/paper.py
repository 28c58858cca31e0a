"""Paper and sheets of labels, in millimetres: how large they are and where each label lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

INCH = 25.4


@dataclass(frozen=True, slots=True)
class Size:
    """A width and a height in millimetres."""

    width: float
    height: float

    @property
    def turned(self) -> "Size":
        """Lying on its side."""
        return Size(self.height, self.width)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in millimetres from its top left corner (the right one where pages are
    read from the right)."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height

    def inside(self, across: float, down: float) -> "Box":
        """What is left within a margin."""
        return Box(
            self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down
        )


class Paper(StrEnum):
    """What offices have in their printers."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> Size:
        """Upright. A4: ISO 216; Letter: ANSI/ASME Y14.1."""
        return Size(210, 297) if self is Paper.A4 else Size(8.5 * INCH, 11 * INCH)


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels of one size in columns and rows.

    `across` and `down` are the distances from one label's edge to the same edge of the next one.
    The labels lie in the middle of the sheet.
    """

    code: str
    paper: Paper
    columns: int
    rows: int
    label: Size
    across: float
    down: float

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def place(self, number: int) -> Box:
        """Where that label of the sheet is, counted from 0 along the lines."""
        row, column = divmod(number, self.columns)
        paper, label = self.paper.size, self.label
        left = (paper.width - (self.columns - 1) * self.across - label.width) / 2
        top = (paper.height - (self.rows - 1) * self.down - label.height) / 2
        return Box(left + column * self.across, top + row * self.down, label.width, label.height)

    def pages(self, labels: int, first: int) -> int:
        """Sheets that so many labels take when `first` labels of the first one are used up."""
        return -(-(labels + first) // self.count) if labels else 0

    def span(self, page: int, labels: int, first: int) -> range:
        """Which of the labels are on that sheet."""
        start = page * self.count - first
        return range(max(start, 0), min(start + self.count, labels))


class LabelKind(StrEnum):
    """The sheets of labels that can be printed."""

    L7160 = "L7160"
    L7163 = "L7163"
    US5160 = "5160"

    @property
    def sheet(self) -> LabelSheet:
        """Its measures."""
        return _SHEETS[self]


_SHEETS: Mapping[LabelKind, LabelSheet] = {
    LabelKind.L7160: LabelSheet("Avery L7160", Paper.A4, 3, 7, Size(63.5, 38.1), 66.04, 38.1),
    LabelKind.L7163: LabelSheet("Avery L7163", Paper.A4, 2, 7, Size(99.1, 38.1), 101.6, 38.1),
    LabelKind.US5160: LabelSheet(
        "Avery 5160", Paper.LETTER, 3, 10, Size(2.625 * INCH, INCH), 2.75 * INCH, INCH
    ),
}
"""The sizes of the labels and their number stand on the packages and on Avery's product pages.

The distances are those that are given for these sheets everywhere: 66.04 by 38.1 mm, 101.6 by
38.1 mm, and 2 3/4 by 1 inch. Centred on the sheet they make the margins that go with them: 7.21 and
15.15 mm, 4.65 and 15.15 mm, 3/16 and 1/2 inch. Compared with the templates of gLabels
(avery-iso-templates.xml and avery-us-templates.xml, which are in points and whole 1/32 inches):
every label within 1.5 mm, as printers draw sheets in; the texts keep twice that from the edges.
"""
