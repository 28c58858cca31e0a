"""The first rows of a file as a table: as they stand there, or only what is imported of them."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from smsbook_gui.domain.shown import shown
from smsbook_gui.domain.tabular import SourceRow
from smsbook_gui.viewmodels.common.text import plain_tip

Index = QModelIndex | QPersistentModelIndex

MOST_COLUMNS = 200
_MOST_SHOWN = 500
"""Characters of a cell: what a look at it needs."""
_Role = Qt.ItemDataRole
_TEXTS = frozenset({_Role.DisplayRole, _Role.AccessibleTextRole, _Role.ToolTipRole})


class PreviewModel(QAbstractTableModel):
    """Shows up to MOST_COLUMNS columns; each is (index in the rows, title)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[tuple[int, str], ...] = ()
        self._rows: tuple[SourceRow, ...] = ()

    def show_rows(self, columns: Sequence[tuple[int, str]], rows: Sequence[SourceRow]) -> None:
        """Show these columns of these rows."""
        kept, rows = tuple(columns[:MOST_COLUMNS]), tuple(rows)
        if (kept, rows) != (self._columns, self._rows):
            self.beginResetModel()
            self._columns, self._rows = kept, rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if role not in _TEXTS or not index.isValid():
            return None
        cells, column = self._rows[index.row()].cells, self._columns[index.column()][0]
        text = " ".join(cells[column][:_MOST_SHOWN].split()) if column < len(cells) else ""
        return plain_tip(text) if role == _Role.ToolTipRole else shown(text, _MOST_SHOWN)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return self._rows[section].number if role == _Role.DisplayRole else None
        if role in _TEXTS:
            title = shown(self._columns[section][1])
            return plain_tip(title) if role == _Role.ToolTipRole else title
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None
