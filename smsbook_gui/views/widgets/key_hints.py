"""The keys that are no actions of a menu, told by whoever handles them.

A widget that takes keys in `keyPressEvent` or by a `QShortcut` has a function beside it that says
which keys and what for, marked with `key_hints`. The sheet "Keyboard shortcuts" shows them all, so
that no list elsewhere has to be kept in step.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

Keys = tuple[QKeySequence, ...]


@dataclass(frozen=True, slots=True)
class KeyHint:
    """What one key does, or each of several."""

    what: str
    keys: Keys

    @property
    def text(self) -> str:
        """The keys as this system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return ", ".join(key.toString(native) for key in self.keys)


@dataclass(frozen=True, slots=True)
class KeyHints:
    """The keys of one place: a menu, a table, a form."""

    place: str
    hints: tuple[KeyHint, ...]


def describe_action(button: QWidget, action: QAction) -> None:
    """What screen readers say after a button's name: the keys that do the same, and before them
    the action's words where they say more.

    Its tooltip, which they would take instead, says the name again. An action may still change
    after its button has gone with the window.
    """
    if not isValid(button):
        return
    words = action.text().replace("&&", "&")
    said = (words if words != button.accessibleName() else "", key_of(action))
    button.setAccessibleDescription(", ".join(filter(None, said)))


def key_of(action: QAction) -> str:
    """The key of an action as this system writes it; "" where it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


Source = Callable[[], KeyHints]

_sources: list[Source] = []


def key_hints(source: Source) -> Source:
    """Marks a function that tells the keys of a place, in the language of whoever asks."""
    _sources.append(source)
    return source


def keys(*names: str) -> Keys:
    """Keys by their portable names, such as "Ctrl+Return"."""
    return tuple(map(QKeySequence, names))


def told_keys() -> tuple[KeyHints, ...]:
    """The keys of every place by its name; several sources may tell of one."""
    places: dict[str, tuple[KeyHint, ...]] = {}
    for source in _sources:
        told = source()
        places[told.place] = (*places.get(told.place, ()), *told.hints)
    return tuple(KeyHints(place, hints) for place, hints in sorted(places.items()))
