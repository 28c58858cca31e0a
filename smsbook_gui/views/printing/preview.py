"""The preview: a page as it will be on paper, to be looked at closely."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QElapsedTimer, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from smsbook_gui.domain.printing.paper import Size
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.exports.printing import Cells
from smsbook_gui.views.looks.style import UNIT, hairline
from smsbook_gui.views.printing.layouts import PageLayout
from smsbook_gui.views.printing.painting import Picture
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys

_STEP_MS = 5
"""So long it paints before the window has its turn."""
_AFTER_RESIZE_MS = 120
_ACTUAL = 96 / 25.4
"""Pixels to a millimetre where a screen shows things as large as they are."""
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_A4 = Size(210, 297)


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Print preview"),
        (
            KeyHint(tr("Previous page, next page"), keys("PgUp", "PgDown")),
            KeyHint(tr("First page, last page"), keys("Home", "End")),
            KeyHint(tr("Larger, smaller, whole page"), keys("Ctrl++", "Ctrl+-", "Ctrl+0")),
        ),
    )


class _Sheet(QWidget):
    """The paper: white whatever the window's colours are, as what comes out of the printer."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._paper = QRect()

    @property
    def has_image(self) -> bool:
        """Whether there is something on it."""
        return self._image is not None

    def show_paper(self, size: QSize) -> None:
        """A paper of that size, with room around it."""
        self.setMinimumSize(size + QSize(4 * UNIT, 4 * UNIT))
        self._paper = QRect(0, 0, size.width(), size.height())
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """What is on it; stretched while it is painted in another size."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paper = QRect(self._paper)
        paper.moveCenter(self.rect().center())
        painter.fillRect(paper, Qt.GlobalColor.white)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(paper), self._image)
        painter.setPen(hairline(self.palette()))
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        painter.end()


class Preview(QScrollArea):
    """Shows one page. `zoom` is how large it is (1 is life-size), None for all that there is room
    for. `page_wanted` carries how many pages to go on, or back."""

    page_wanted = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom: float | None = None
        self._sheet = _Sheet()
        self._shown: tuple[PageLayout, int, Sequence[Cells]] | None = None
        self._picture: Picture | None = None
        self._growing = False
        self._steps: Iterator[None] = iter(())
        self._painting = QTimer(self)
        self._painting.setInterval(0)
        self._painting.timeout.connect(self._paint_on)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_AFTER_RESIZE_MS)
        self._resized.timeout.connect(self._paint_anew)
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fit()

    @property
    def percent(self) -> float:
        """How large the page is shown; 100 is life-size."""
        return self._scale() / _ACTUAL * 100

    @property
    def whole(self) -> bool:
        """Whether the page is painted to its end."""
        return self._shown is not None and not self._painting.isActive()

    def show_page(self, layout: PageLayout, page: int, rows: Sequence[Cells]) -> None:
        """Paint that page, made of these rows."""
        before = self._shown
        self._shown = (layout, page, rows)
        if before is None or before[:2] != (layout, page):
            self.verticalScrollBar().setValue(0)
        self._paint_anew()

    def forget(self) -> None:
        """Other pages come: what was shown is none of them."""
        self._shown = None
        self._painting.stop()
        self._sheet.show_image(None)

    def set_zoom(self, zoom: float | None) -> None:
        """Make it that large."""
        self.zoom = zoom
        self._fit()
        self._resized.start()
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """Make it larger by so many steps, or smaller."""
        now = self.percent / 100
        steps_up = [each for each in ZOOMS if each > now + 0.01]
        steps_down = [each for each in reversed(ZOOMS) if each < now - 0.01]
        wanted = steps_up if steps > 0 else steps_down
        if wanted:
            self.set_zoom(wanted[0])

    # ---- painting ------------------------------------------------------------------------------

    def _paper(self) -> Size:
        return _A4 if self._shown is None else self._shown[0].paper

    def _scale(self) -> float:
        """Pixels to a millimetre."""
        if self.zoom is not None:
            return self.zoom * _ACTUAL
        paper, room = self._paper(), self.viewport().size() - QSize(4 * UNIT, 4 * UNIT)
        return max(min(room.width() / paper.width, room.height() / paper.height), 0.2)

    def _fit(self) -> None:
        paper, scale = self._paper(), self._scale()
        self._sheet.show_paper(QSize(round(paper.width * scale), round(paper.height * scale)))

    def _paint_anew(self) -> None:
        if self._shown is None:
            return
        self._fit()
        layout, page, rows = self._shown
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ratio = self.devicePixelRatioF()
        self._picture = Picture(layout, self._scale(), ratio, mirrored=mirrored)
        self._growing = False
        self._steps = self._picture.paint(page, rows)
        self._painting.start()

    def _paint_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        for _step in self._steps:
            if clock.elapsed() >= _STEP_MS:
                self._show_so_far()
                return
        self._painting.stop()
        if self._picture is not None:
            self._sheet.show_image(self._picture.image)

    def _show_so_far(self) -> None:
        """A page that comes in place of none is shown as it grows; another one when it is whole."""
        if self._picture is not None and not self._sheet.has_image:
            self._growing = True
        if self._picture is not None and self._growing:
            self._sheet.show_image(self._picture.image)

    # ---- what Qt tells -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom is None:
            self._fit()
            self._resized.start()
            self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        many = 1_000_000_000
        pages = {
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_Home: -many,
            Qt.Key.Key_End: many,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in pages:
            self.page_wanted.emit(pages[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in zooms:
            self.zoom_by(zooms[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_0:
            self.set_zoom(None)
        else:
            super().keyPressEvent(event)
