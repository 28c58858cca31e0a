"""A table whose rows have a tick in front, a few thousand rows at most."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.headings import heading
from smsbook_gui.viewmodels.common.text import plain_tip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_Check = Qt.CheckState


class TickedRowsModel(QAbstractTableModel, Generic[R]):
    """Rows under `titles`, with the ticks in the first column.

    A table says in `text` what its cells are. `ticked` is emitted when the ticks change.
    """

    ticked = Signal()

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._rows: Sequence[R] = ()
        self._ticks = bytearray()

    def text(self, row: R, column: int) -> str:
        """What stands in that cell."""
        raise NotImplementedError

    def _show(self, rows: Sequence[R], ticks: Iterable[bool]) -> None:
        self.beginResetModel()
        self._rows, self._ticks = rows, bytearray(ticks)
        self.endResetModel()
        self.ticked.emit()

    def row(self, place: int) -> R:
        """The row at that place."""
        return self._rows[place]

    def chosen(self) -> list[R]:
        """The ticked rows."""
        return [row for row, tick in zip(self._rows, self._ticks, strict=True) if tick]

    def toggle(self, places: Iterable[int]) -> None:
        """Tick these rows, or none of them if all were ticked."""
        wanted = [*places]
        if not wanted:
            return
        tick = not all(self._ticks[place] for place in wanted)
        for place in wanted:
            self._ticks[place] = tick
        ends = self.index(min(wanted), 0), self.index(max(wanted), 0)
        self.dataChanged.emit(*ends, [_Role.CheckStateRole])
        self.ticked.emit()

    # ---- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _Role.CheckStateRole and index.column() == 0:
            return (_Check.Checked if self._ticks[index.row()] else _Check.Unchecked).value
        if role not in {_Role.DisplayRole, _Role.ToolTipRole}:
            return None
        text = self.text(row, index.column())
        return plain_tip(text) if role == _Role.ToolTipRole else shown(text)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Called for a click on a tick, and by assistive technology."""
        if role != _Role.CheckStateRole or index.column() != 0:
            return False
        self.toggle([index.row()])
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        return heading(self._titles.__getitem__, section, orientation, role)
