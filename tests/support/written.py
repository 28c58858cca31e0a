"""What is written in a widget, as far as two pictures of it can be compared."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

_PIECES = 20
_TOLERANCE = 8
"""Of 255, by which a piece may be darker. Words in another order differ by 13 and more."""


def written(widget: QWidget, area: QRect) -> list[int]:
    """How dark it is from the left to the right of what is written there, piece by piece: at the
    other side of a widget a text begins between two pixels."""
    image = widget.grab(area).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    across, down = range(image.width()), range(image.height())
    ink = [x for x in across if any(image.pixelColor(x, y).lightness() < 128 for y in down)]
    text = image.copy(ink[0], 0, ink[-1] - ink[0] + 1, image.height())
    pieces = text.scaled(
        _PIECES,
        1,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return [255 - pieces.pixelColor(x, 0).lightness() for x in range(pieces.width())]


def same_words(one: list[int], other: list[int]) -> bool:
    """Whether the same is written in both, in the same order."""
    return all(abs(here - there) <= _TOLERANCE for here, there in zip(one, other, strict=True))
