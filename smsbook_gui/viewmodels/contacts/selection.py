"""Which contacts are selected: our own state, so that a million rows cost nothing to select.

Qt's selection model only mirrors the rows on the screen. Contacts are selected by local id, so a
selection survives sorting and syncing. What the rows do not show does not count as selected: it is
remembered while they come in, and dropped once all are there.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class SelectionOp(Enum):
    """What a gesture does to the rows it covers."""

    SELECT = "select"
    DESELECT = "deselect"
    TOGGLE = "toggle"


class Selection:
    """Some contacts by id, or every contact of one list of rows except some.

    "All but these" refers to the rows as they were when everything was selected: rows that come
    in later are never selected by themselves, because a delete could then take more than the
    person saw.
    """

    def __init__(self) -> None:
        self._marks: set[int] = set()
        self._all_of: array[int] | None = None
        self._last_change: set[int] = set()
        self._hidden = 0
        self._foreseen: Foreseen | None = None

    def contains(self, contact_id: int) -> bool:
        """Whether a contact of the present rows is selected."""
        return (contact_id in self._marks) is (self._all_of is None)

    @property
    def count(self) -> int:
        """How many of the present rows are selected."""
        if self._all_of is not None:
            return len(self._all_of) - len(self._marks)
        return len(self._marks) - self._hidden

    @property
    def hidden(self) -> int:
        """How many selected contacts the present rows do not show."""
        return self._hidden

    @property
    def only(self) -> int | None:
        """The selected contact, where it is one of the present rows and the only one."""
        alone = self._all_of is None and len(self._marks) == 1 and not self._hidden
        return next(iter(self._marks)) if alone else None

    def clear(self) -> None:
        """Nothing is selected, shown or not."""
        self._marks = set()
        self._all_of = None
        self._last_change = set()
        self._hidden = 0

    def select_all(self, rows: "array[int]") -> None:
        """Every contact of `rows`, which must not be changed in place afterwards."""
        self.clear()
        self._all_of = rows

    def apply(self, op: SelectionOp, ids: Iterable[int], *, extend: bool = False) -> None:
        """Do `op` to contacts of the present rows.

        `extend`: in place of what the last `apply` did, as when Shift moves the end of a range.
        """
        if extend:
            self._marks = self._marks ^ self._last_change
        if op is SelectionOp.TOGGLE:
            change = set(ids)
        elif (op is SelectionOp.SELECT) is (self._all_of is None):
            change = _less(set(ids), self._marks)
        else:
            change = self._marks.intersection(ids)
        self._marks = self._marks ^ change if self._marks else change
        self._last_change = change

    def foresee(self, rows: "array[int]") -> "Foreseen":
        """What becomes of it when the rows are `rows`. Does nothing, and may be called on a thread:
        no set is ever changed in place."""
        marks, all_of = self._marks, self._all_of
        settled = marks if all_of is None else _less(set(all_of), marks)
        return Foreseen(marks, all_of, rows, settled, settled.intersection(rows))

    def expect(self, foreseen: "Foreseen") -> None:
        """The rows are about to become those that this was worked out for. If the person selects
        something else until then, it is no use."""
        self._foreseen = foreseen

    def settle(self) -> None:
        """The rows are about to change: hold what is selected by id."""
        if self._all_of is not None:
            known = self._foreseen
            if known and known.marks is self._marks and known.all_of is self._all_of:
                self._marks = known.settled
            else:
                self._marks = _less(set(self._all_of), self._marks)
            self._all_of = None
        self._last_change = set()

    def rows_changed(self, rows: "array[int]") -> None:
        """The present rows are `rows` now: note how many selected ones they hold."""
        if self._all_of is None:
            self._hidden = len(self._marks) - len(self._shown(rows))

    def rows_added(self, rows: "array[int]") -> None:
        """`rows` came in at the end of the present rows."""
        if self._all_of is None and self._hidden:
            self._hidden -= len(self._marks.intersection(rows))

    def drop_hidden(self, rows: "array[int]") -> None:
        """`rows` are all that there are: what they do not show is not selected any more."""
        if self._hidden:
            self._marks = self._shown(rows)
            self._hidden = 0
        self._foreseen = None

    def within(self, rows: "array[int]") -> list[int]:
        """The selected contacts among the present rows, in their order."""
        if self._all_of is None:
            return [one for one in rows if one in self._marks] if self._marks else []
        if not self._marks:
            return rows.tolist()
        return [contact_id for contact_id in rows if contact_id not in self._marks]

    def _shown(self, rows: "array[int]") -> set[int]:
        known = self._foreseen
        if known and known.settled is self._marks and known.rows is rows:
            return known.shown
        return self._marks.intersection(rows) if self._marks else set()


@dataclass(frozen=True, slots=True, eq=False)
class Foreseen:
    """What a selection becomes when the rows are `rows`: all that was selected, by id, and what
    of it is `shown`. `marks` and `all_of` are what it was worked out from."""

    marks: set[int]
    all_of: "array[int] | None"
    rows: "array[int]"
    settled: set[int]
    shown: set[int]


def _less(ids: set[int], others: set[int]) -> set[int]:
    """Those that are not among the others. Of 100,000 a second set costs a frame, so it is made
    only where it differs."""
    return ids - others if others else ids
