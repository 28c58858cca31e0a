"""How wide texts are on paper, and where their lines break.

Measured in one size for every device: fonts have their size in `PER_MM` units a millimetre and no
hinting, so that a page falls on a screen, in a file and on a printer in the same way.
"""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QTextLayout, QTextOption

from smsbook_gui.views.printing.page import Face

PER_MM = 20
"""Units of the painter to a millimetre."""
_KEPT = 8_192


def font_of(face: Face) -> QFont:
    """The person's own font, in which the system finds letters of every script."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(face.points * 25.4 / 72 * PER_MM))
    font.setBold(face.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Measure:
    """Widths in millimetres."""

    def __init__(self) -> None:
        self._fonts = {face: font_of(face) for face in Face}
        self._metrics = {face: QFontMetricsF(font) for face, font in self._fonts.items()}
        self.width = lru_cache(maxsize=_KEPT)(self._width)

    def _width(self, face: Face, text: str) -> float:
        return self._metrics[face].horizontalAdvance(text) / PER_MM

    def shortened(self, face: Face, text: str, room: float) -> str:
        """As much of the text as there is room for."""
        if self.width(face, text) <= room:
            return text
        mode = Qt.TextElideMode.ElideRight
        return self._metrics[face].elidedText(text, mode, room * PER_MM)

    def lines(self, face: Face, text: str, room: float, most: int) -> list[str]:
        """The text in lines, broken between words where that is possible; at most so many, and then
        the last one is cut short.

        A word of joined letters (Arabic) that has to be broken ends in another shape there, which
        may be some tenths of a millimetre wider.
        """
        if self.width(face, text) <= room:
            return [text]
        layout = QTextLayout(text, self._fonts[face])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        coded = text.encode("utf-16-le", "surrogatepass")  # Qt counts in these
        starts: list[int] = []
        layout.beginLayout()
        while len(starts) <= most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room * PER_MM)
            starts.append(line.textStart())
        layout.endLayout()
        ends = [*starts[1:most], len(coded) // 2]
        parts = [
            coded[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").strip()
            for start, end in zip(starts[:most], ends, strict=True)
        ]
        return [*parts[:-1], self.shortened(face, parts[-1], room)]
