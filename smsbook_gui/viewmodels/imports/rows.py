"""The tables of an import: the first rows of its file, and every row with what becomes of it.

`data()` never does I/O: of the rows to import only the pages looked at are here (`paged_rows`).
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.imports.importing import CheckedRow
from smsbook_gui.domain.imports.tabular import SourceRow
from smsbook_gui.domain.texts.shown import LONGEST_EDITED, shown
from smsbook_gui.viewmodels.common.headings import TRAILING, heading
from smsbook_gui.viewmodels.common.paged_rows import PagedRows
from smsbook_gui.viewmodels.common.text import number as grouped
from smsbook_gui.viewmodels.common.text import plain_tip, said, tr
from smsbook_gui.viewmodels.imports.import_text import result_explanation, result_text

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

MOST_COLUMNS = 200
"""Of the preview."""
_PREVIEWED = 500
"""Characters of a cell: what a look at it needs."""
_PREVIEW_TEXTS = frozenset({_Role.DisplayRole, _Role.AccessibleTextRole, _Role.ToolTipRole})

ROW, RESULT, FIRST_CELL = 0, 1, 2
"""The table's first columns: the row's number in the file, what becomes of it, then its cells."""

_TEXTS = frozenset(
    {
        _Role.DisplayRole,
        _Role.EditRole,
        _Role.ToolTipRole,
        _Role.AccessibleTextRole,
        _Role.AccessibleDescriptionRole,
    }
)
_MOST_SHOWN = 2_000
"""Characters of a cell that a table can be asked to show; a file may hold a megabyte in one."""


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
        if role not in _PREVIEW_TEXTS or not index.isValid():
            return None
        cells, column = self._rows[index.row()].cells, self._columns[index.column()][0]
        text = " ".join(cells[column][:_PREVIEWED].split()) if column < len(cells) else ""
        return plain_tip(text) if role == _Role.ToolTipRole else shown(text, _PREVIEWED)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return self._rows[section].number if role == _Role.DisplayRole else None
        return heading(self._title, section, orientation, role, tip=True)

    def _title(self, section: int) -> str:
        return shown(self._columns[section][1])


class ImportRowsModel(QAbstractTableModel):
    """Rows by their place among those of the filter.

    `corrected` carries position, column of the file and the text of a cell that a person edited.
    """

    pages_wanted = Signal()
    corrected = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._columns: tuple[tuple[int, str], ...] = ()
        self.leading = 0
        """Cells that stand before the result: who it is."""
        self._pages: PagedRows[CheckedRow] = PagedRows(self)
        self._pages.wanted.connect(self.pages_wanted)
        self.editable = True

    # ---- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_CELL + len(self._columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if role not in _TEXTS or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return tr("reading…") if role == _Role.AccessibleTextRole else None
        column = index.column()
        if column >= FIRST_CELL:
            return self._cell(row, self._columns[column - FIRST_CELL][0], role)
        if column == ROW:
            return grouped(row.number)
        if role in {_Role.ToolTipRole, _Role.AccessibleDescriptionRole}:
            told = result_explanation(row)
            return plain_tip(told) if role == _Role.ToolTipRole else told
        return result_text(row)

    def _cell(self, row: CheckedRow, column: int, role: int) -> str:
        text = row.cells[column] if column < len(row.cells) else ""
        if role == _Role.EditRole:
            return text
        if role in {_Role.ToolTipRole, _Role.AccessibleDescriptionRole}:
            note = said(row.notes.get(column, ""))
            changed = tr("Corrected here") if column in row.corrected else ""
            told = "\n".join(part for part in (note, changed) if part)
            return plain_tip(told) if role == _Role.ToolTipRole else told
        return shown(text, _MOST_SHOWN)

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        row = self.row(index.row()) if index.isValid() else None
        if role != _Role.EditRole or row is None or not self._is_cell(index):
            return False
        column, text = self._columns[index.column() - FIRST_CELL][0], str(value)
        if text != self._cell(row, column, _Role.EditRole):
            self.corrected.emit(row.position, column, text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.isValid() and self._is_cell(index):
            text = self.data(index, _Role.EditRole)
            if not isinstance(text, str) or len(text) <= LONGEST_EDITED:
                return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if section == ROW and role == _Role.TextAlignmentRole:
            return TRAILING  # as the numbers below it
        return heading(self._title, section, orientation, role, tip=True)

    def _title(self, section: int) -> str:
        if section >= FIRST_CELL:
            return self._columns[section - FIRST_CELL][1]
        return tr("Row") if section == ROW else tr("Result")

    @staticmethod
    def _is_cell(index: Index) -> bool:
        return index.column() >= FIRST_CELL

    # ---- what the view asks ----------------------------------------------------------------

    def row(self, place: int) -> CheckedRow | None:
        """A row by its place, or None while it is not here yet: then it is asked for."""
        return self._pages.row(place)

    def source_column(self, section: int) -> int:
        """The file's column that stands in that column of the table; -1 for the first two."""
        return self._columns[section - FIRST_CELL][0] if section >= FIRST_CELL else -1

    # ---- what the owner does ---------------------------------------------------------------

    def start(self, columns: Sequence[tuple[int, str]], count: int, leading: int = 0) -> None:
        """Show so many rows, of which the cells of these columns (index, title).

        The first `leading` of them say who it is.
        """
        self.beginResetModel()
        self._columns = tuple(columns)
        self.leading = leading
        self._pages.clear()
        self._count = count
        self.endResetModel()

    def set_count(self, count: int) -> None:
        """Another filter: other rows, none of which is here yet."""
        self.beginResetModel()
        self._pages.clear()
        self._count = count
        self.endResetModel()

    def refresh(self, count: int) -> None:
        """Rows changed under the same filter: the old ones stand until the new ones are read."""
        self._pages.mark_stale()
        if count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        elif count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        if count:
            self._pages.tell_changed(0, count - 1)

    def take_wanted(self) -> list[int]:
        """The first rows of the pages that are to be read now."""
        return self._pages.take_wanted()

    def put(self, pages: Mapping[int, Sequence[CheckedRow]]) -> None:
        """Pages that were read, by their first rows."""
        self._pages.put(pages)
