"""The table of a comparison: each row of the list and each contact, with their differences.

`data()` never does I/O: pages that were not read yet show as pending and are asked for.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.imports.comparison import ComparisonKind, Difference, FieldDifference, Ticks
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.headings import heading
from smsbook_gui.viewmodels.common.history_text import display_name
from smsbook_gui.viewmodels.common.paged_rows import PAGE, PagedRows
from smsbook_gui.viewmodels.common.text import number, plain_tip, said, tr
from smsbook_gui.viewmodels.comparisons.comparison_text import kind_word

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

RESULT, ROW, FIRST_FIELD = 0, 1, 2
_SHOWN = 300
"""Characters of a value: what a cell has room for."""
_TEXTS = frozenset(
    {
        _Role.DisplayRole,
        _Role.ToolTipRole,
        _Role.AccessibleTextRole,
        _Role.AccessibleDescriptionRole,
    }
)
Places = range | array  # type: ignore[type-arg]


class DifferencesModel(QAbstractTableModel):
    """Entries by their place in the comparison, all of them or those that a search or filter left.

    `ticked` carries the rows (of this table) that a person ticked or unticked; `declined` a row,
    the field, and whether it is to stay as it is.
    """

    pages_wanted = Signal()
    ticked = Signal(object, bool)
    declined = Signal(int, object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: Places = range(0)
        self._fields: tuple[tuple[ContactField | None, str], ...] = ()
        self._ticks: Ticks | None = None
        self._elsewhere: tuple[str, ...] = ()
        self._pages: PagedRows[Difference] = PagedRows(self)
        self._pages.wanted.connect(self.pages_wanted)

    # ---- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_FIELD + len(self._fields)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or (role not in _TEXTS and role != _Role.CheckStateRole):
            return None
        entry = self.entry(index.row())
        if entry is None:
            return tr("reading…") if role == _Role.AccessibleTextRole else None
        if role == _Role.CheckStateRole:
            state = self.check_state(index)
            return None if state is None else state.value
        text = self._text(entry, index.column(), role)
        return plain_tip(text) if role == _Role.ToolTipRole else text

    def _text(self, entry: Difference, column: int, role: int) -> str:
        if role in {_Role.ToolTipRole, _Role.AccessibleDescriptionRole} and column == RESULT:
            return explanation(entry)
        if column == RESULT:
            return result_words(entry)
        if column == ROW:
            return "" if entry.number is None else number(entry.number)
        change = self.change(entry, column)
        if change is not None:
            words = tr("{before} → {after}")
            return words.format(before=told(change.before), after=told(change.after))
        return self.value(entry, column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.check_state(index) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Assistive technology ticks by the check state."""
        state = self.check_state(index)
        if role != _Role.CheckStateRole or state is None:
            return False
        self.toggle(index)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        return heading(self._title, section, orientation, role, tip=True)

    def _title(self, section: int) -> str:
        if section >= FIRST_FIELD:
            return self._fields[section - FIRST_FIELD][1]
        return tr("Row") if section == ROW else tr("Result")

    # ---- what the view asks ----------------------------------------------------------------

    def entry(self, row: int) -> Difference | None:
        """The entry in that row, or None while it is not here yet: then it is asked for."""
        return self._pages.row(row)

    @property
    def results(self) -> list[str]:
        """The words that may stand in the column of the result."""
        return [*map(kind_word, ComparisonKind), *map(_also_in, self._elsewhere)]

    def change(self, entry: Difference, column: int) -> FieldDifference | None:
        """What changes in the field of that column; None where nothing does."""
        field = self._fields[column - FIRST_FIELD][0] if column >= FIRST_FIELD else None
        return next((each for each in entry.changes if each.field is field), None)

    def value(self, entry: Difference, column: int) -> str:
        """The value in that column, as the list has it, else as the contact has it."""
        field = self._fields[column - FIRST_FIELD][0]
        if field is None:
            return display_name(entry.there or entry.row or {})
        values: Values = (entry.there if entry.row is None else entry.row) or {}
        text = values.get(field)
        if text is None and entry.there is not None:
            text = entry.there.get(field, "…")
        return shown(text or "", _SHOWN)

    def is_declined(self, entry: Difference, change: FieldDifference) -> bool:
        """Whether that change is not to be carried out."""
        return self._ticks is not None and change.field in self._ticks.declined(entry.place)

    def check_state(self, index: Index) -> Qt.CheckState | None:
        """Whether a row, or one of several changes of a contact, is ticked; None: it cannot be."""
        ticks = self._ticks
        if ticks is None or not index.isValid():
            return None
        place, column = self._places[index.row()], index.column()
        if not ticks.can_tick(place):
            return None
        on = place in ticks
        if column != RESULT:
            entry = self.entry(index.row())
            change = None if entry is None else self.change(entry, column)
            if entry is None or change is None or len(entry.changes) < 2:
                return None
            on = on and not self.is_declined(entry, change)
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def places(self, rows: Iterable[range]) -> Iterator[Places]:
        """The places that stand in these ranges of rows."""
        for part in rows:
            yield self._places[part.start : part.stop]

    # ---- what a person does ----------------------------------------------------------------

    def toggle(self, index: Index, rows: Sequence[range] = ()) -> None:
        """Tick or untick what is at `index`, and with it these ranges of rows."""
        state = self.check_state(index)
        entry = self.entry(index.row())
        change = None if entry is None else self.change(entry, index.column())
        alone = sum(map(len, rows)) <= 1
        if entry is not None and change is not None and state is not None and alone:
            self.declined.emit(index.row(), change.field, state is Qt.CheckState.Checked)
            return
        row = index.siblingAtColumn(RESULT) if isinstance(index, QModelIndex) else index
        on = self.check_state(row) is not Qt.CheckState.Checked
        self.ticked.emit(tuple(rows) or (range(index.row(), index.row() + 1),), on)

    # ---- what the owner does ---------------------------------------------------------------

    def start(
        self,
        fields: Sequence[tuple[ContactField | None, str]],
        ticks: Ticks,
        elsewhere: Sequence[str],
    ) -> None:
        """Another comparison; of each entry these fields (None: its name), with their titles.

        `elsewhere` are the address books that new rows may be in already.
        """
        self.beginResetModel()
        self._fields, self._ticks, self._elsewhere = tuple(fields), ticks, tuple(elsewhere)
        self._places = range(0)
        self._pages.clear()
        self.endResetModel()

    def show_places(self, places: Places) -> None:
        """Show these entries."""
        self.beginResetModel()
        self._places = places
        self._pages.clear()
        self.endResetModel()

    def clear(self) -> None:
        """There is no comparison any more."""
        self.beginResetModel()
        self._places, self._ticks = range(0), None
        self._pages.clear()
        self.endResetModel()

    def ticks_changed(self) -> None:
        """Other entries are ticked."""
        if self._places:
            self._pages.tell_changed(0, len(self._places) - 1)

    def take_wanted(self) -> dict[int, Sequence[int]]:
        """What is to be read now: places, by the first row of each page."""
        firsts = self._pages.take_wanted()
        return {first: list(self._places[first : first + PAGE]) for first in firsts}

    def put(self, pages: Mapping[int, Sequence[Difference]]) -> None:
        """Pages that were read, by their first rows."""
        self._pages.put(pages)


def told(text: str) -> str:
    """A value of a change; a blank one is named."""
    return shown(text, _SHOWN) if text.strip() else tr("(blank)")


def result_words(entry: Difference) -> str:
    """What an entry is, for the column of its own."""
    if entry.elsewhere:
        return _also_in(entry.elsewhere)
    return kind_word(entry.kind)


def _also_in(book: str) -> str:
    return tr("New, also in {book}").format(book=shown(book))


def explanation(entry: Difference) -> str:
    """All that is to be said about an entry; "" where its kind says it."""
    if entry.reason:
        return said(entry.reason)
    if entry.kind is ComparisonKind.UNREAD:
        return tr("The field to compare by was never read from the service.")
    if entry.kind is ComparisonKind.MISSING:
        return tr("This contact is not in the file.")
    if entry.elsewhere:
        words = tr("A contact in the address book “{book}” already has this number.")
        return words.format(book=shown(entry.elsewhere))
    if entry.unread:
        return tr("A field of this contact was never read from the service.")
    return ""
