"""The base of every view-model: one frozen state, and a signal when it changes."""

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

S = TypeVar("S")


class StateViewModel(QObject, Generic[S]):
    """Holds the state of a view. `S` is a frozen dataclass.

    A view renders `state` at first, and again at each `state_changed`.
    """

    state_changed = Signal()

    def __init__(self, state: S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state

    @property
    def state(self) -> S:
        """What the view shows now."""
        return self._state

    def _set(self, state: S) -> None:
        """Show this state from now on; an equal one is not announced."""
        if state != self._state:
            self._state = state
            self.state_changed.emit()
