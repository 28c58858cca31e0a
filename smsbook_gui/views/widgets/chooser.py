"""A choice out of a few, by the keys that stand for them."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.plain_text import as_read

K = TypeVar("K")

_LEAST_LENGTH = 8
"""How many letters are always seen."""
_AROUND_ICON = QSize(UNIT // 2, UNIT // 4)
"""As Qt has it."""


class Chooser(QComboBox, Generic[K]):
    """A combo box over keys. `chosen` is called with a person's choice.

    The mouse wheel scrolls what it stands in, unless the keyboard is in it: nobody means to map
    another column by scrolling past.
    """

    def __init__(
        self, name: str, chosen: Callable[[K], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose = chosen
        self._keys: tuple[K, ...] = ()
        self._texts: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(_LEAST_LENGTH)
        self.currentIndexChanged.connect(self._chosen)

    def show_choice(self, names: Mapping[K, str], key: K | None) -> None:
        """Show these, with that one chosen; a key that is not among them chooses none."""
        with QSignalBlocker(self):
            keys, texts = tuple(names), tuple(map(_in_list, names.values()))
            if (keys, texts) != (self._keys, self._texts):
                self.clear()
                self.addItems(texts)
                self._keys, self._texts = keys, texts
            self.setCurrentIndex(keys.index(key) if key in keys else -1)

    def sizeHint(self) -> QSize:
        """Room for its least contents; longer ones are shortened.

        Qt counts what it says while nothing is chosen as well, or not, as it was asked sooner or
        later; and where it is told not to count the choices it makes their list at once.
        """
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        wide = self.minimumContentsLength() * metrics.horizontalAdvance("X")
        icon = self.iconSize() + _AROUND_ICON
        contents = QSize(wide + icon.width(), max(metrics.height() + 2, icon.height()))
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, contents, self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _chosen(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self._choose(self._keys[index])


def _in_list(text: str) -> str:
    """A text that begins with a letter stays bare: typing it goes to its line."""
    text = shown(text)
    return text if text[:1].isalpha() else as_read(text)
