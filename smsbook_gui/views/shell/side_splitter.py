"""Three parts side by side: the outer two keep their width, the middle one takes what is left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from smsbook_gui.views.widgets.splitter import Splitter


class SideSplitter(Splitter):
    """Remembers the widths that were set, by `setSizes` or by dragging a handle.

    A window that is too small for them narrows the sides for as long as it is: a plain QSplitter
    takes that for their width, and gives all room that comes back to the middle. Where not even
    the least widths fit, one side makes room for the other: that stands there which had the
    keyboard last, and at first the left one.
    """

    def __init__(
        self,
        parts: tuple[QWidget, QWidget, QWidget],
        sizes: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._parts = parts
        for part in parts:
            self.addWidget(part)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 1)
        self.setCollapsible(1, False)
        self._set = list(sizes)
        self._aside = 2
        """The side that goes where there is no room for both."""
        self.setSizes(sizes)
        self.splitterMoved.connect(self._moved)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    @property
    def set_sizes(self) -> list[int]:
        """The widths to keep; `sizes()` are those on the screen."""
        left, _middle, right = self._set
        return [left, self.sizes()[1], right]

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Sets and keeps the widths of the three parts, in device-independent pixels."""
        self._set = list(sizes)
        super().setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        room = self.width() - 2 * self.handleWidth()
        widths = list(self._set)
        if sum(part.minimumWidth() for part in self._parts) > room:
            widths[self._aside] = 0
        left, _middle, right = widths
        super().setSizes([left, max(room - left - right, 0), right])

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Whoever goes to the side that is out of sight brings it back."""
        if now is None:
            return
        place = next((n for n, part in enumerate(self._parts) if part.isAncestorOf(now)), 1)
        if place == self._aside:
            self._aside = 2 - place
            self._share()

    def _moved(self, _place: int, handle: int) -> None:
        """Only the side whose handle it was: the other one may be narrow for want of room."""
        side = 0 if handle == 1 else 2
        self._set[side] = self.sizes()[side]
