"""Three parts side by side: the outer two keep their width, the middle one takes what is left."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from smsbook_gui.views.looks.style import UNIT, text_scale
from smsbook_gui.views.widgets.splitter import Splitter

_MIDDLE = 33 * UNIT
"""What the middle needs at the usual size of text."""


class OuterPart(IntEnum):
    """One of the outer parts; the number is its place."""

    LEFT = 0
    RIGHT = 2

    @property
    def other(self) -> "OuterPart":
        """The one across."""
        return OuterPart.RIGHT if self is OuterPart.LEFT else OuterPart.LEFT


class SideSplitter(Splitter):
    """Remembers the widths that were set, by `setSizes` or by dragging a handle.

    A window that is too small for them narrows the sides for as long as it is: a plain QSplitter
    takes that for their width, and gives all room that comes back to the middle. Where not even
    the least widths fit, one side folds away: that stays which had the keyboard last, and at first
    the right one. Widths are those of words: they grow with the text.
    """

    folded_changed = Signal()

    _ready = False

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
        self._scale = text_scale(self)
        self._yields = OuterPart.LEFT
        """The side that folds away where there is no room for both."""
        self._folded: OuterPart | None = None
        self._ready = True
        self.setSizes(sizes)
        self.splitterMoved.connect(self._moved)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    @property
    def folded(self) -> OuterPart | None:
        """The side that is out of sight."""
        return self._folded

    def is_folded(self, part: QWidget) -> bool:
        """Whether that part is out of sight."""
        return self._folded is not None and self._parts[self._folded] is part

    def kept_sizes(self) -> list[int]:
        """The widths to keep, as they are at the usual size of text; `sizes()` are those on the
        screen."""
        left, _middle, right = self._set
        return [round(width / self._scale) for width in (left, self.sizes()[1], right)]

    def take_kept(self, sizes: Sequence[int]) -> None:
        """Set the widths that `kept_sizes` gave."""
        self.setSizes([round(width * self._scale) for width in sizes])

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Sets and keeps the widths of the three parts, in device-independent pixels."""
        self._set = list(sizes)
        super().setSizes(sizes)
        if self.isVisible():
            self._share()

    def unfold(self, side: OuterPart) -> None:
        """Bring that side into sight; the other one folds away if there is no room for both."""
        self._yields = side.other
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._ready:
            before, self._scale = self._scale, text_scale(self)
            self._set = [round(width * self._scale / before) for width in self._set]
            self._share()

    def _share(self) -> None:
        room = self.width() - 2 * self.handleWidth()
        least = [part.minimumWidth() for part in self._parts]
        middle = round(_MIDDLE * self._scale)
        fits = least[OuterPart.LEFT] + middle + least[OuterPart.RIGHT] <= room
        widths = {side: self._set[side] for side in OuterPart}
        if not fits:
            widths[self._yields] = 0
        # With larger text the right side gives way early: names and numbers need the room most.
        for side, wanted in (
            (OuterPart.RIGHT, round(middle * self._scale)),
            (OuterPart.LEFT, middle),
        ):
            missing = sum(widths.values()) + wanted - room
            if missing > 0 and widths[side]:
                widths[side] = max(widths[side] - missing, least[side])
        left, right = widths[OuterPart.LEFT], widths[OuterPart.RIGHT]
        super().setSizes([left, max(room - left - right, 0), right])
        folded = None if fits else self._yields
        if folded is not self._folded:
            self._folded = folded
            self.folded_changed.emit()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Whoever goes to the side that is out of sight brings it back."""
        for side in OuterPart:
            if now is not None and self._parts[side].isAncestorOf(now):
                if side is self._yields:
                    self.unfold(side)
                return

    def _moved(self, _place: int, handle: int) -> None:
        """Only the side whose handle it was: the other one may be narrow for want of room."""
        side = OuterPart.LEFT if handle == 1 else OuterPart.RIGHT
        self._set[side] = self.sizes()[side]
