"""A table of texts to look at, a few hundred rows at most."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import plain_tip, tr

Index = QModelIndex | QPersistentModelIndex
TextRow = tuple[str, ...]
_Role = Qt.ItemDataRole


class TextRowsModel(QAbstractTableModel):
    """Rows of texts under `titles`; a column of values says "blank" to assistive technology."""

    def __init__(
        self, titles: Sequence[str], *, values: Sequence[int] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._values = frozenset(values)
        self._rows: tuple[TextRow, ...] = ()

    def show_rows(self, rows: Sequence[TextRow]) -> None:
        """Show these; the same again cost nothing, and keep the keyboard's place."""
        rows = tuple(rows)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    @property
    def rows(self) -> tuple[TextRow, ...]:
        """What is shown."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        text = self._rows[index.row()][index.column()]
        if role == _Role.DisplayRole:
            return shown(text)
        if role == _Role.ToolTipRole:
            return plain_tip(text)
        if role == _Role.AccessibleTextRole and index.column() in self._values:
            return shown(text) or tr("blank")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return self._titles[section]
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None
