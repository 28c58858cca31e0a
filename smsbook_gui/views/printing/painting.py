"""Paints pages: on a picture for the preview, into a PDF, on a printer. One way for all of them."""

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
    QPen,
)

from smsbook_gui.domain.errors import NotPrinted
from smsbook_gui.domain.printing.paper import Box, Paper, Size
from smsbook_gui.viewmodels.exports.print_state import PrintChoice
from smsbook_gui.viewmodels.exports.printing import Cells
from smsbook_gui.views.printing.layouts import PageLayout
from smsbook_gui.views.printing.measure import PER_MM, font_of
from smsbook_gui.views.printing.page import Edge, Face, Item, Items, Rule, TextLine

_INK = QColor("#000000")
_QUIET = QColor("#595959")
_LINE = QColor("#c8c8c8")
_STRONG_LINE = QColor("#404040")
_HAIR = 0.18
_CORNER = 2.0
_PDF_DPI = 600
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | int(
    Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
)
_FORCED = int(Qt.TextFlag.TextForceLeftToRight)


def paper_layout(choice: PrintChoice) -> QPageLayout:
    """The whole sheet for Qt: the margins are in the pages."""
    names = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
    ways = QPageLayout.Orientation
    layout = QPageLayout(
        QPageSize(names[choice.on]),
        ways.Landscape if choice.lies else ways.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


class PagePainter:
    """Paints items of a page of that size, mirrored where pages are read from the right."""

    def __init__(self, painter: QPainter, paper: Size, *, mirrored: bool) -> None:
        self._painter = painter
        self._paper = paper
        self._mirrored = mirrored
        self._fonts = {face: font_of(face) for face in Face}

    def paint(self, items: Items) -> None:
        """Paint them."""
        for item in items:
            self._paint_one(item)

    def _paint_one(self, item: Item) -> None:
        if isinstance(item, Rule):
            self._paint_rule(item)
        elif isinstance(item, TextLine):
            self._paint_words(item)
        else:
            self._painter.setPen(QPen(_LINE, _HAIR * PER_MM))
            corner = _CORNER * PER_MM
            self._painter.drawRoundedRect(self._area(item.box), corner, corner)

    def _paint_rule(self, rule: Rule) -> None:
        left = self._left(rule.left, rule.width) * PER_MM
        pen = QPen(_STRONG_LINE if rule.strong else _LINE, _HAIR * PER_MM)
        self._painter.setPen(pen)
        y = rule.top * PER_MM
        self._painter.drawLine(QPointF(left, y), QPointF(left + rule.width * PER_MM, y))

    def _paint_words(self, words: TextLine) -> None:
        at_right = (words.side is Edge.TRAILING) is not self._mirrored
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        flags = _ONE_LINE | int(side) | (_FORCED if words.number else 0)
        self._painter.setPen(_QUIET if words.quiet else _INK)
        self._painter.setFont(self._fonts[words.face])
        self._painter.drawText(self._area(words.box), flags, words.text)

    def _area(self, box: Box) -> QRectF:
        left = self._left(box.left, box.width) * PER_MM
        return QRectF(left, box.top * PER_MM, box.width * PER_MM, box.height * PER_MM)

    def _left(self, left: float, width: float) -> float:
        return self._paper.width - left - width if self._mirrored else left


class Picture:
    """A page as a picture that is painted step by step, `scale` pixels to a millimetre."""

    def __init__(self, layout: PageLayout, scale: float, ratio: float, *, mirrored: bool) -> None:
        paper = layout.paper
        size = QSizeF(paper.width, paper.height) * (scale * ratio)
        self.image = QImage(size.toSize(), QImage.Format.Format_RGB32)
        self.image.fill(Qt.GlobalColor.white)
        self.image.setDevicePixelRatio(ratio)
        self._layout = layout
        self._scale = scale
        self._mirrored = mirrored

    def paint(self, page: int, rows: Sequence[Cells]) -> Iterator[None]:
        """Paint it; after each step the picture can be shown as far as it is."""
        for items in chain([self._layout.guides()], self._layout.items(page, rows)):
            painter = QPainter(self.image)
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            painter.scale(self._scale / PER_MM, self._scale / PER_MM)
            PagePainter(painter, self._layout.paper, mirrored=self._mirrored).paint(items)
            painter.end()
            yield


class PagedOutput:
    """Pages on a device that has many of them."""

    def __init__(
        self, device: QPaintDevice, layout: PageLayout, *, mirrored: bool, copies: int = 1
    ) -> None:
        self._device = device
        self._layout = layout
        self._copies = copies
        self._begun = False
        self._painter = QPainter()
        self._pages = PagePainter(self._painter, layout.paper, mirrored=mirrored)

    def page(self, number: int, rows: Sequence[Cells]) -> Iterator[None]:
        """Paints the next page step by step."""
        for _copy in range(self._copies):
            self._new_page()
            for items in self._layout.items(number, rows):
                self._pages.paint(items)
                yield

    def _new_page(self) -> None:
        if not self._begun:
            self._begun = self._painter.begin(self._device)
            if not self._begun:
                raise NotPrinted
            across = self._device.logicalDpiX() / 25.4 / PER_MM
            self._painter.scale(across, self._device.logicalDpiY() / 25.4 / PER_MM)
        elif isinstance(self._device, QPagedPaintDevice) and not self._device.newPage():
            raise NotPrinted


class PdfOutput(PagedOutput):
    """A PDF in memory: it becomes a file when it is whole."""

    def __init__(
        self, layout: PageLayout, choice: PrintChoice, title: str, *, mirrored: bool
    ) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = writer = QPdfWriter(self._buffer)
        writer.setResolution(_PDF_DPI)
        writer.setTitle(title)
        writer.setCreator("SMS Book")
        writer.setPageLayout(paper_layout(choice))
        super().__init__(writer, layout, mirrored=mirrored)

    def end(self) -> bytes:
        """The file's content."""
        self._painter.end()
        return bytes(self._buffer.data().data())

    def give_up(self) -> None:
        """Forget it."""
        self._painter.end()
