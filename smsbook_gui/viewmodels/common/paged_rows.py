"""The rows of a long table, of which only the pages looked at are here.

A row whose page is not here shows as pending and is asked for; whoever owns the model answers
`wanted` with `take_wanted` and `put`.
"""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Signal

from smsbook_gui.viewmodels.common.row_cache import RowCache

Row = TypeVar("Row")

PAGE = 100
"""Rows that one reading brings."""
PAGES_KEPT = 60
PAGES_ASKED = 4
"""The most pages wanted at a time: what was scrolled past is not read."""


class PagedRows(QObject, Generic[Row]):
    """Belongs to a model, for which it says which rows have changed when they come."""

    wanted = Signal()

    def __init__(self, model: QAbstractTableModel) -> None:
        super().__init__(model)
        self._model = model
        self._pages: RowCache[Sequence[Row]] = RowCache(
            kept=PAGES_KEPT, at_once=PAGES_ASKED, parent=self
        )
        self._pages.wanted.connect(self.wanted)

    def row(self, place: int) -> Row | None:
        """The row in that place, or None while it is not here yet: then it is asked for."""
        offset = place % PAGE
        page = self._pages.look_up(place - offset)
        return page[offset] if page is not None and offset < len(page) else None

    def clear(self) -> None:
        """There are other rows now; for the model, while it resets."""
        self._pages.clear()

    def mark_stale(self) -> None:
        """All are out of date: the old ones stand until the new ones are read."""
        self._pages.mark_stale()

    def take_wanted(self) -> list[int]:
        """The first rows of the pages that are to be read now."""
        return self._pages.take_wanted()

    def put(self, pages: Mapping[int, Sequence[Row]]) -> None:
        """Pages that were read, by their first rows."""
        self._pages.put(pages)
        count = self._model.rowCount()
        for first in pages:
            if first < count:
                self.tell_changed(first, min(first + PAGE, count) - 1)

    def tell_changed(self, first: int, last: int) -> None:
        """These rows are to be shown anew."""
        model = self._model
        model.dataChanged.emit(model.index(first, 0), model.index(last, model.columnCount() - 1))
