"""The rows of the table "Contacts": ids in an array, and a cache of the rows that are looked at.

`data()` never does I/O. A row that is not in the cache shows as pending and is asked for; whoever
owns the model answers `rows_wanted` with `take_wanted` and `put`. What is to be said of the numbers
comes the same way, a little later: `marks_wanted`, `take_wanted_marks` and `put_marks`.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.contacts.batch import Ended, EndedBy
from smsbook_gui.domain.contacts.contact import BookColour, Contact, ContactField, Life, Status
from smsbook_gui.domain.contacts.query import OtherColumn, SortColumn
from smsbook_gui.domain.phones.phone_findings import NumberKind, NumberMark
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.headings import heading
from smsbook_gui.viewmodels.common.history_text import display_day, display_time
from smsbook_gui.viewmodels.common.row_cache import RowCache
from smsbook_gui.viewmodels.common.row_changes import common_head, common_tail
from smsbook_gui.viewmodels.common.text import plain_tip, tr
from smsbook_gui.viewmodels.contacts.number_text import kind_text, mark_words
from smsbook_gui.viewmodels.contacts.selection import Selection

Index = QModelIndex | QPersistentModelIndex

NEVER_READ = "…"
CACHE_LIMIT = 5_000
WANTED_LIMIT = 400
"""The most rows that one reading asks for: some screens full."""


class Column(IntEnum):
    """The table's columns in their first order."""

    FIRST_NAME = 0
    LAST_NAME = 1
    PHONE_NUMBER = 2
    COMPANY = 3
    BOOK = 4
    CUSTOM_1 = 5
    CUSTOM_2 = 6
    CUSTOM_3 = 7
    CUSTOM_4 = 8
    STATUS = 9
    KIND = 10


COLUMNS = len(Column)
"""Qt asks for it at every cell."""
SORTS: dict[Column, SortColumn] = {
    Column.FIRST_NAME: ContactField.FIRST_NAME,
    Column.LAST_NAME: ContactField.LAST_NAME,
    Column.PHONE_NUMBER: ContactField.PHONE_NUMBER,
    Column.COMPANY: ContactField.COMPANY,
    Column.BOOK: OtherColumn.BOOK,
    Column.CUSTOM_1: ContactField.CUSTOM_1,
    Column.CUSTOM_2: ContactField.CUSTOM_2,
    Column.CUSTOM_3: ContactField.CUSTOM_3,
    Column.CUSTOM_4: ContactField.CUSTOM_4,
    Column.STATUS: OtherColumn.STATUS,
    Column.KIND: OtherColumn.KIND,
}
FIELDS = {Column(column): sort for column, sort in SORTS.items() if isinstance(sort, ContactField)}


def status_text(status: Status) -> str:
    """The word of UI.md for a status."""
    return {
        Status.SAVED: tr("Saved"),
        Status.WAITING: tr("Waiting"),
        Status.SENDING: tr("Sending"),
        Status.REFUSED: tr("Not accepted"),
        Status.UNSURE: tr("Unsure"),
        Status.CONFLICT: tr("Conflict"),
        Status.THERE: tr("Already there"),
    }[status]


def is_settled(contact: Contact) -> bool:
    """Whether a contact's status has nothing to tell."""
    return contact.life is Life.LIVE and contact.status is Status.SAVED


def _ended_briefly(ended: Ended) -> str:
    """For a narrow column; the tooltip has all of it."""
    day = display_day(ended.at)
    return {
        EndedBy.PERSON: tr("{day}, by you"),
        EndedBy.IMPORT: tr("{day}, import"),
        EndedBy.UNDO: tr("{day}, undo"),
        EndedBy.SERVICE: tr("{day}, service"),
        EndedBy.MERGE: tr("{day}, merged"),
        EndedBy.COMPARE: tr("{day}, comparison"),
        EndedBy.BACKUP: tr("{day}, backup"),
        EndedBy.BOOK: tr("{day}, address book"),
    }[ended.by].format(day=day)


def ended_text(life: Life, ended: Ended | None) -> str:
    """When and by whom a contact was deleted, as a sentence."""
    if life is Life.GONE:
        text, since = tr("No longer at the service"), tr("No longer at the service since {when}")
    elif ended is None:
        text = since = tr("Deleted")
    else:
        text = since = {
            EndedBy.PERSON: tr("Deleted by you, {when}"),
            EndedBy.IMPORT: tr("Gone with its import, {when}"),
            EndedBy.UNDO: tr("Taken back, {when}"),
            EndedBy.SERVICE: tr("Deleted by the service, {when}"),
            EndedBy.MERGE: tr("Merged into another contact, {when}"),
            EndedBy.COMPARE: tr("Missing from the list that was compared, {when}"),
            EndedBy.BACKUP: tr("Not in the backup that was restored, {when}"),
            EndedBy.BOOK: tr("Deleted with its address book, {when}"),
        }[ended.by]
    return text if ended is None else since.format(when=display_time(ended.at))


@dataclass(slots=True, eq=False)
class Row:
    """One contact, ready to be painted. A cell that is None was never read from the service."""

    contact: Contact
    cells: tuple[str | None, ...]
    ended: Ended | None = None

    @property
    def is_live(self) -> bool:
        """Whether it can be edited: it is not deleted."""
        return self.contact.life is Life.LIVE


class ContactTableModel(QAbstractTableModel):
    """Rows by id, in the order of the query. Carries the selection, which is by id as well."""

    rows_wanted = Signal()
    marks_wanted = Signal()
    looked_at = Signal()
    """Other rows are on the screen now, perhaps."""
    sort_wanted = Signal(int, Qt.SortOrder)

    def __init__(self, selection: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection = selection
        self._ids: array[int] = array("q")
        self._rows: RowCache[Row] = RowCache(kept=CACHE_LIMIT, at_once=WANTED_LIMIT, parent=self)
        self._rows.wanted.connect(self.rows_wanted)
        self._marks: RowCache[NumberMark] = RowCache(
            kept=CACHE_LIMIT, at_once=WANTED_LIMIT, parent=self
        )
        self._marks.wanted.connect(self.marks_wanted)
        self._books: dict[int, str] = {}
        self._colours: dict[int, BookColour] = {}
        self._labels: tuple[str, ...] = ("", "", "", "")
        self._status_texts = {status: status_text(status) for status in Status}
        self._kind_texts = {kind: kind_text(kind) for kind in NumberKind}
        self._sort_words: Mapping[Column, str] = {}
        self._of_deleted = False
        self._window = (0, -1)

    # ---- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return None
        cell = row.cells[index.column()]
        if index.column() == Column.KIND and cell is not None:
            cell = self.kind_cell(index.row())
        if index.column() == Column.STATUS and role != Qt.ItemDataRole.DisplayRole:
            return self.status_cell(row.contact, row.ended)
        words = self._number_words(index) if role in _MORE_ROLES and cell is not None else ""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return words or None
        if cell is None:
            return _NEVER_READ_WORDS[role]()
        said = f"{cell}\n{words}" if words else cell
        return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def _number_words(self, index: Index) -> str:
        """What is to be said of a phone number; "" for other cells, and where that is nothing."""
        if index.column() != Column.PHONE_NUMBER:
            return ""
        mark = self.mark(index.row())
        return "" if mark is None else mark_words(mark)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        horizontal = orientation is Qt.Orientation.Horizontal
        if horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.heading(Column(section)))
        if horizontal and role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._sort_words.get(Column(section))
        return heading(self._title, section, orientation, role)

    def _title(self, section: int) -> str:
        return self.heading(Column(section))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The store sorts; this only passes the wish on."""
        if column >= 0:
            self.sort_wanted.emit(column, order)

    # ---- what the view asks ----------------------------------------------------------------

    def heading(self, column: Column) -> str:
        """The name of a column; custom ones by the account's labels."""
        if Column.CUSTOM_1 <= column <= Column.CUSTOM_4:
            number = column - Column.CUSTOM_1
            default = tr("Custom {number}").format(number=number + 1)
            return shown(self._labels[number].strip()) or default
        return {
            Column.FIRST_NAME: tr("First name"),
            Column.LAST_NAME: tr("Last name"),
            Column.PHONE_NUMBER: tr("Phone number"),
            Column.COMPANY: tr("Company"),
            Column.BOOK: tr("Address book"),
            Column.STATUS: tr("Deleted") if self._of_deleted else tr("Status"),
            Column.KIND: tr("Kind of number"),
        }[column]

    def row(self, number: int) -> Row | None:
        """A row by its place, or None while it is not here yet: then it is asked for."""
        return self._rows.look_up(self._ids[number])

    def row_at_hand(self, contact_id: int | None) -> Row | None:
        """A contact's row if it is here; it is not asked for."""
        return None if contact_id is None else self._rows.peek(contact_id)

    def mark(self, number: int) -> NumberMark | None:
        """What is to be said of the phone number in that row; None while that is not known."""
        return self._marks.look_up(self._ids[number])

    def kind_cell(self, number: int) -> str:
        """What kind of number the contact in that row has; "" while that is not known."""
        mark = self.mark(number)
        return "" if mark is None else self._kind_texts[mark.kind]

    def is_selected(self, number: int) -> bool:
        """Whether the contact in that place is selected."""
        return self.selection.contains(self._ids[number])

    def look_ahead(self, first: int, last: int) -> None:
        """These rows are on the screen: have them and those around them ready."""
        self._window = (first, last)
        for number in self._around():
            self.row(number)
            self.mark(number)
        self.looked_at.emit()

    def ids_on_screen(self) -> list[int]:
        """The contacts whose rows a person sees, from the top."""
        first, last = self._window
        return list(self._ids[max(first, 0) : last + 1])

    # ---- what the owner does ---------------------------------------------------------------

    @property
    def ids(self) -> "array[int]":
        """The local ids in order. Not to be changed."""
        return self._ids

    def id_at(self, number: int) -> int | None:
        """The contact in that place."""
        return self._ids[number] if 0 <= number < len(self._ids) else None

    def place_of(self, contact_id: int | None) -> int | None:
        """Where a contact stands, if it is among the rows."""
        if contact_id is None:
            return None
        low, high = self._window
        for number in range(max(low, 0), min(high + 1, len(self._ids))):
            if self._ids[number] == contact_id:
                return number
        try:
            return self._ids.index(contact_id)
        except ValueError:
            return None

    def set_ids(self, ids: "array[int]") -> None:
        """Take over the result of a query.

        One block of rows that came or went is told as such, so that scroll position, keyboard
        focus and screen readers stay where they are; anything else is a reset.
        """
        old = self._ids
        if old == ids:
            return
        head = common_head(old, ids)
        tail = common_tail(old, ids, head)
        gone, come = len(old) - head - tail, len(ids) - head - tail
        self.selection.settle()
        if (gone and come) or not old or not ids:
            self.beginResetModel()
            self._ids = ids
            self.selection.rows_changed(ids)
            self.endResetModel()
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
        else:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
        self._ids = ids
        self.selection.rows_changed(ids)
        if gone:
            self.endRemoveRows()
        else:
            self.endInsertRows()

    def append_ids(self, ids: "array[int]") -> None:
        """More of the same query's result."""
        if not ids:
            return
        first = len(self._ids)
        self.selection.settle()
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        # A new array: a selection may still refer to the old one.
        self._ids = self._ids + ids
        self.selection.rows_added(ids)
        self.endInsertRows()

    def take_wanted(self) -> list[int]:
        """The ids that are to be read now."""
        return self._rows.take_wanted()

    def put(
        self, contacts: Iterable[Contact], ends: Mapping[int, Ended] = MappingProxyType({})
    ) -> None:
        """Rows that were read, and how those of them came to their end that are deleted.

        Those that were asked for and did not come are unknown.
        """
        read = {each.local_id: self._row(each, ends.get(each.local_id)) for each in contacts}
        self._rows.put(read)
        places = [number for number in self._around() if self._ids[number] in read]
        if places:
            self._tell_changed(places[0], places[-1])

    def take_wanted_marks(self) -> list[int]:
        """The ids whose numbers are to be judged now."""
        return self._marks.take_wanted()

    def put_marks(self, marks: Mapping[int, NumberMark]) -> None:
        """What is to be said of the numbers that were asked for."""
        self._marks.put(marks)
        places = [number for number in self._around() if self._ids[number] in marks]
        if places:
            first = self.index(places[0], Column.PHONE_NUMBER)
            self.dataChanged.emit(first, self.index(places[-1], Column.KIND))

    def mark_stale(self, ids: Collection[int] | None) -> None:
        """These contacts (None: any) changed in the store: show the old until the new is read.

        A mark tells of other contacts too, so that each of them may be out of date.
        """
        self._rows.mark_stale(ids)
        self._marks.mark_stale()
        first, last = self._window
        for number in range(first, min(last + 1, len(self._ids))):
            self.row(number)
            self.mark(number)

    @property
    def books(self) -> Mapping[int, str]:
        """The address books' names by local id."""
        return self._books

    def set_books(self, names: Mapping[int, str]) -> None:
        """The address books' names by local id."""
        was, self._books = self._books, dict(names)
        other = {one for one in {*was, *names} if was.get(one) != names.get(one)}
        renamed = [row for row in self._rows.values() if row.contact.book_id in other]
        for row in renamed:
            row.cells = self._cells(row.contact, row.ended)
        if renamed:
            self._tell_changed(0, len(self._ids) - 1)

    @property
    def colours(self) -> Mapping[int, BookColour]:
        """The colours that address books are marked with, by local id."""
        return self._colours

    def set_colours(self, colours: Mapping[int, BookColour]) -> None:
        """The colours that address books are marked with, by local id."""
        if colours != self._colours:
            self._colours = dict(colours)
            if self._ids:
                self._tell_changed(0, len(self._ids) - 1)

    def set_labels(self, labels: tuple[str, ...]) -> None:
        """The account's names for the custom fields."""
        if labels != self._labels:
            self._labels = labels
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.CUSTOM_1, Column.CUSTOM_4)

    def set_sort_words(self, words: Mapping[Column, str]) -> None:
        """How the rows are ordered, for assistive technology at the columns' headings."""
        if words != self._sort_words:
            self._sort_words = dict(words)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)

    def set_deleted(self, deleted: bool) -> None:
        """The rows are those of deleted contacts: the last column says when each was."""
        if deleted is not self._of_deleted:
            self._of_deleted = deleted
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.STATUS, Column.STATUS)

    def _around(self) -> range:
        """The places on the screen, and a page before and after them."""
        first, last = self._window
        page = last - first + 1
        return range(max(0, first - page), min(len(self._ids), last + page + 1))

    def _row(self, contact: Contact, ended: Ended | None) -> Row:
        return Row(contact, self._cells(contact, ended), ended)

    def _cells(self, contact: Contact, ended: Ended | None) -> tuple[str | None, ...]:
        values = contact.values
        cells: list[str | None] = [None] * COLUMNS
        for column, field in FIELDS.items():
            value = values.get(field)
            cells[column] = None if value is None else shown(value)
        cells[Column.KIND] = None if values.get(ContactField.PHONE_NUMBER) is None else ""
        gone_with = "" if ended is None else ended.book
        cells[Column.BOOK] = shown(self._books.get(contact.book_id, gone_with))
        cells[Column.STATUS] = self.status_cell(contact) if ended is None else _ended_briefly(ended)
        return tuple(cells)

    def status_cell(self, contact: Contact, ended: Ended | None = None) -> str:
        """The word for a contact's status; of a deleted one, when and by whom, where known."""
        status = self._status_texts[contact.status]
        if contact.life is Life.LIVE:
            return status
        text = ended_text(contact.life, ended)
        if contact.status is Status.SAVED:
            return text
        return tr("{what} – {status}").format(what=text, status=status)

    def seen_status(self, contact: Contact) -> str:
        """What a person sees of it in the table: nothing where all is well."""
        return "" if is_settled(contact) else self.status_cell(contact)

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, COLUMNS - 1))


_NEVER_READ_WORDS = {
    int(Qt.ItemDataRole.DisplayRole): lambda: NEVER_READ,
    int(Qt.ItemDataRole.AccessibleTextRole): lambda: tr("not read yet"),
    int(Qt.ItemDataRole.ToolTipRole): lambda: tr("Not read from the service yet"),
}
_MORE_ROLES = frozenset({Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole})
"""What says more than the text of the cell."""
_TEXT_ROLES = frozenset(_NEVER_READ_WORDS) | _MORE_ROLES
