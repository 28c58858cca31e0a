"""The rows that a table has read, by key, and which to read next.

Nothing here does I/O. A row that is looked up and is missing or out of date is wanted; the reader
answers `wanted` with `take_wanted` and `put`, one reading at a time.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

Value = TypeVar("Value")


class RowCache(QObject, Generic[Value]):
    """Values by key: a row by its contact, or some rows by the place of the first.

    The `kept` values that were looked up last stay here. One reading asks for the `at_once` keys
    that were looked up last: what was scrolled past is not read.
    """

    wanted = Signal()

    def __init__(self, *, kept: int, at_once: int, parent: QObject) -> None:
        super().__init__(parent)
        self._kept = kept
        self._at_once = at_once
        self._values: OrderedDict[int, Value] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._asked: set[int] = set()
        self._overtaken: set[int] = set()
        # One painting looks up many rows, which are then read together.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.wanted)

    def look_up(self, key: int) -> Value | None:
        """What was last read, out of date or not; None if nothing was."""
        found = self._values.get(key)
        if found is None or key in self._stale:
            self._want(key)
        if found is not None:
            self._values.move_to_end(key)
        return found

    def peek(self, key: int) -> Value | None:
        """What was last read, without asking for it."""
        return self._values.get(key)

    def values(self) -> Collection[Value]:
        """All that is here."""
        return self._values.values()

    def take_wanted(self) -> list[int]:
        """The keys that are to be read now."""
        while len(self._wanted) > self._at_once:
            del self._wanted[next(iter(self._wanted))]
        keys = list(self._wanted)
        self._wanted.clear()
        self._asked = set(keys)
        self._overtaken.clear()
        return keys

    def put(self, read: Mapping[int, Value]) -> None:
        """Takes what was read for the keys that were taken last; keys without a value are unknown.

        Keys that `clear` has dropped meanwhile are ignored.
        """
        for key, value in read.items():
            if key in self._asked:
                self._values[key] = value
                self._values.move_to_end(key)
                self._stale.discard(key)
        self._stale.update(self._overtaken.intersection(self._values))
        self._asked.clear()
        while len(self._values) > self._kept:
            gone, _value = self._values.popitem(last=False)
            self._stale.discard(gone)

    def mark_stale(self, keys: Collection[int] | None = None) -> None:
        """Marks these keys (None: all) as out of date: the old values show until new ones are
        read."""
        self._stale.update(self._values if keys is None else self._values.keys() & keys)
        # What is being read at this moment may date from before the change.
        self._overtaken.update(self._asked if keys is None else self._asked.intersection(keys))

    def clear(self) -> None:
        """Forgets everything, including what is being read: there are other rows from now on."""
        self._values.clear()
        self._stale.clear()
        self._wanted.clear()
        self._asked.clear()

    def _want(self, key: int) -> None:
        if key in self._asked:
            return
        self._wanted.pop(key, None)
        self._wanted[key] = None
        if not self._soon.isActive():
            self._soon.start()
