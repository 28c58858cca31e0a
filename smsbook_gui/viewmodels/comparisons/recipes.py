"""The saved comparisons as rows: name, file, and the state of the file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.imports.recipe import FileNow
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.comparisons.comparisons import ListedRecipe
from smsbook_gui.viewmodels.common.headings import heading
from smsbook_gui.viewmodels.common.text import plain_tip, tr
from smsbook_gui.viewmodels.comparisons.comparison_text import file_now_text, last_run_text

Index = QModelIndex | QPersistentModelIndex
NAME, FILE, STATE = range(3)
_Role = Qt.ItemDataRole


class RecipesModel(QAbstractTableModel):
    """The table "Saved comparisons". `renamed` carries a row and the name that a person gave it."""

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListedRecipe, ...] = ()

    def show_recipes(self, rows: Sequence[ListedRecipe]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _Role.EditRole:
            return row.recipe.name if index.column() == NAME else None
        if role == _Role.ToolTipRole:
            return plain_tip(row.recipe.file) if index.column() == FILE else None
        if role not in {_Role.DisplayRole, _Role.AccessibleTextRole}:
            return None
        texts = {
            NAME: shown(row.recipe.name),
            FILE: shown(Path(row.recipe.file).name),
            STATE: self.state_text(index.row()),
        }
        return texts[index.column()]

    def state_text(self, row: int) -> str:
        """When it was run last, and how its file is since: "last run 3 days ago, file changed"."""
        listed = self._rows[row]
        parts = (last_run_text(listed.recipe.last_run, listed.now), file_now_text(listed.file))
        return tr(", ").join(parts)

    def file_now(self, row: int) -> FileNow:
        """The state of its file."""
        return self._rows[row].file

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        name = " ".join(str(value).split())
        if role != _Role.EditRole or not index.isValid() or not name:
            return False
        if name != self._rows[index.row()].recipe.name:
            self.renamed.emit(index.row(), name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        titles = (tr("Name"), tr("File"), tr("Last run"))
        return heading(titles.__getitem__, section, orientation, role)
