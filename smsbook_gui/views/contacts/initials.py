"""A contact's initials in a colour: its address book's, or one that follows from the name."""

from zlib import crc32

from PySide6.QtCore import QEvent, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from smsbook_gui.domain.contacts.contact import BookColour, ContactField, Values
from smsbook_gui.views.looks.book_colours import book_tone, on_book_tone
from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import UNIT, hairline, quiet, sized

_LEAST = 6 * UNIT
_LINES = 2.6
"""How many lines of text it is high."""
_LETTERS = 0.4
"""How high the letters are in it."""
_APART = "\u200c"
"""Zero width non-joiner: two initials are no word, in scripts that join their letters."""


def initials(values: Values) -> str:
    """Those of first and last name, else of the company; "" where none begins with a letter."""
    first = _first_letter(values.get(ContactField.FIRST_NAME, ""))
    last = _first_letter(values.get(ContactField.LAST_NAME, ""))
    if first or last:
        return _APART.join(letter for letter in (first, last) if letter)
    return _first_letter(values.get(ContactField.COMPANY, ""))


def colour_of(values: Values, book: BookColour | None) -> BookColour:
    """The book's, where it has one; else always the same one for the same name."""
    if book is not None:
        return book
    named = (ContactField.FIRST_NAME, ContactField.LAST_NAME)
    name = " ".join(values.get(field, "").strip() for field in named).strip()
    name = name or values.get(ContactField.COMPANY, "").strip()
    colours = list(BookColour)
    return colours[crc32(name.encode("utf-8", "replace")) % len(colours)]


def _first_letter(text: str) -> str:
    """The first letter as people count them, which may be several characters, as a capital."""
    text = text.strip()
    if not text or not text[0].isalnum():
        return ""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    end = finder.toNextBoundary()
    letter = text.encode("utf-16-le", "surrogatepass")[: 2 * end].decode("utf-16-le", "replace")
    capital = letter.upper()
    return capital if len(capital) == len(letter) else letter


class Initials(QWidget):
    """A round picture, for the eye only: the name stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = ""
        self._colour: BookColour | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_contact(self, values: Values, book: BookColour | None) -> None:
        """Show this contact's."""
        letters = initials(values)
        colour = colour_of(values, book) if letters else None
        if (letters, colour) != (self._letters, self._colour):
            self._letters, self._colour = letters, colour
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        side = max(_LEAST, round(_LINES * self.fontMetrics().lineSpacing()))
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette, area = self.palette(), QRectF(self.rect())
        if self._colour is None:
            painter.setBrush(hairline(palette))
            painter.drawEllipse(area)
            side = self.width() // 2
            picture = pixmap("person", quiet(palette), side, self.devicePixelRatioF())
            corner = (self.width() - side) // 2
            painter.drawPixmap(corner, corner, picture)
        else:
            painter.setBrush(book_tone(self._colour, palette))
            painter.drawEllipse(area)
            painter.setPen(on_book_tone(self._colour, palette))
            font = sized(self.font(), 1, strong=True)
            font.setPixelSize(round(self.height() * _LETTERS))
            painter.setFont(font)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()
