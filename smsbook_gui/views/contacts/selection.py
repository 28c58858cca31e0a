"""Between Qt's selection and ours."""

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
)

from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.contacts.table import TableViewModel

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class ContactSelectionModel(QItemSelectionModel):
    """Turns Qt's selection commands into ours, and mirrors ours for the rows on the screen.

    Qt itself never holds more than those: a selection of a million rows would cost seconds.
    """

    def __init__(self, table: TableViewModel, parent: QObject) -> None:
        super().__init__(table.model, parent)
        self._table = table
        self.window: Callable[[], tuple[int, int]] = lambda: (0, -1)

    def select(
        self, selection: QItemSelection | Index, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        if command == _Flag.NoUpdate:
            return
        op = _operation(command)
        clear = bool(command & _Flag.Clear)
        extend = bool(command & _Flag.Current) and not clear
        ranges = _row_ranges(selection)
        if op is None:
            if clear:
                self._table.clear_selection()
            return
        if clear and ranges == [(0, len(self._table.model.ids) - 1)]:
            self._table.select_all()
            return
        for number, (first, last) in enumerate(ranges):
            only_first = number == 0
            self._table.select_rows(
                op, first, last, clear=clear and only_first, extend=extend and only_first
            )

    def clear(self) -> None:
        """Called by Qt when the rows are reset: our selection outlives that."""
        super().select(QItemSelection(), _Flag.Clear)
        self.clearCurrentIndex()

    def mirror(self) -> None:
        """Show Qt (and through it assistive technology) what is selected on the screen."""
        model = self._table.model
        first, last = self.window()
        shown = QItemSelection()
        start = -1
        for number in range(first, min(last, len(model.ids) - 1) + 1):
            if model.is_selected(number):
                start = number if start < 0 else start
            elif start >= 0:
                shown.select(model.index(start, 0), model.index(number - 1, 0))
                start = -1
        if start >= 0:
            shown.select(model.index(start, 0), model.index(min(last, len(model.ids) - 1), 0))
        super().select(shown, _Flag.ClearAndSelect | _Flag.Rows)


def _operation(command: QItemSelectionModel.SelectionFlag) -> SelectionOp | None:
    if command & _Flag.Toggle == _Flag.Toggle:
        return SelectionOp.TOGGLE
    if command & _Flag.Select:
        return SelectionOp.SELECT
    return SelectionOp.DESELECT if command & _Flag.Deselect else None


def _row_ranges(selection: QItemSelection | Index) -> list[tuple[int, int]]:
    if isinstance(selection, QItemSelection):
        return sorted({(part.top(), part.bottom()) for part in selection.toList()})
    return [(selection.row(), selection.row())] if selection.isValid() else []
