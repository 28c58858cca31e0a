"""A page as plain data: texts and lines with their places in millimetres, nothing of a device."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from smsbook_gui.domain.printing.paper import Box


class Face(Enum):
    """How a text is set: its size in points, and whether it is bold."""

    TITLE = (13, True)
    HEADING = (9, True)
    BODY = (9, False)
    LETTER = (12, True)
    NAME = (11, True)
    LABEL = (10, False)
    NOTE = (8, False)

    @property
    def points(self) -> int:
        """The size."""
        return self.value[0]

    @property
    def bold(self) -> bool:
        """Whether it is heavier than usual."""
        return self.value[1]

    @property
    def line(self) -> float:
        """The height of a line in millimetres: room for the marks above and below any script."""
        return self.points * 25.4 / 72 * 1.36


class Edge(Enum):
    """Where in its box a text stands. Pages that are read from the right are mirrored."""

    LEADING = "leading"
    TRAILING = "trailing"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, not wider than its box. A `number` is read from the left in any script."""

    box: Box
    text: str
    face: Face = Face.BODY
    side: Edge = Edge.LEADING
    quiet: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    left: float
    top: float
    width: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The edge of a label."""

    box: Box


Item = TextLine | Rule | Outline
Items = Sequence[Item]
