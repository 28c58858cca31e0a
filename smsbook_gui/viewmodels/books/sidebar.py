"""The list "Address books": all contacts, each address book, and the two special places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smsbook_gui.domain.contacts.contact import AddressBook, BookColour, Life, Status
from smsbook_gui.domain.contacts.query import Counts, Scope, ScopeKind
from smsbook_gui.domain.contacts.views import SavedView
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.books.colour_text import colour_text
from smsbook_gui.viewmodels.books.settling import book_note
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import number, plain_tip, tr
from smsbook_gui.viewmodels.contacts.rows import status_text

Index = QModelIndex | QPersistentModelIndex


_NONE: Mapping[int, int] = {}


class SidebarRole(IntEnum):
    """What the delegate asks for besides the text."""

    COUNT = Qt.ItemDataRole.UserRole
    ICON = Qt.ItemDataRole.UserRole + 1
    GAP_BEFORE = Qt.ItemDataRole.UserRole + 2
    URGENT = Qt.ItemDataRole.UserRole + 3
    NOTE = Qt.ItemDataRole.UserRole + 4
    COLOUR = Qt.ItemDataRole.UserRole + 5


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """One entry. `gap_before` sets it apart from the entries above.

    `note` stands under the name: why the entry needs a person. `gives_home`: contacts can be put
    into it.
    """

    scope: Scope
    text: str
    count: int
    icon: str
    status: Status = Status.SAVED
    gap_before: bool = False
    note: str = ""
    colour: BookColour | None = None
    gives_home: bool = False

    @property
    def sortable_id(self) -> int | None:
        """The address book (local id) or the view that a person can put elsewhere; None: fixed."""
        if self.scope.view is not None:
            return self.scope.view
        return self.scope.book_id if self.gives_home else None

    def is_among(self, other: "SidebarItem") -> bool:
        """Whether both can change places: two address books, or two views."""
        both = self.sortable_id is not None and other.sortable_id is not None
        return both and (self.scope.view is None) == (other.scope.view is None)

    @property
    def accessible_text(self) -> str:
        """Begins with the name, for assistive technology."""
        parts = [self.text, tr("%Ln contacts", None, self.count)]
        if self.colour is not None:
            parts.append(colour_text(self.colour))
        if self.note:
            parts.append(self.note)
        elif self.status is not Status.SAVED:
            parts.append(status_text(self.status))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class SidebarState:
    """The entries in order, and which one is shown.

    `offered`: how many contacts are selected that could go to another address book; all of them
    are in `home` (local id), where that is known.
    """

    items: tuple[SidebarItem, ...] = ()
    scope: Scope = Scope()  # noqa: RUF009 - frozen
    offered: int = 0
    home: int | None = None

    @property
    def place(self) -> int:
        """Where the shown entry stands; -1 while it is not there."""
        return next(
            (place for place, item in enumerate(self.items) if item.scope == self.scope), -1
        )

    @property
    def book(self) -> SidebarItem | None:
        """The shown entry, where it is an address book."""
        item = self.items[self.place] if self.place >= 0 else None
        return item if item is not None and item.scope.kind is ScopeKind.BOOK else None


class SidebarModel(QAbstractListModel):
    """The entries as Qt wants them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[SidebarItem, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: item.text,
            Qt.ItemDataRole.AccessibleTextRole: item.accessible_text,
            Qt.ItemDataRole.ToolTipRole: plain_tip(item.accessible_text),
            SidebarRole.COUNT: number(item.count) if item.count else "",
            SidebarRole.ICON: item.icon,
            SidebarRole.GAP_BEFORE: item.gap_before,
            SidebarRole.URGENT: bool(item.note)
            or (item.scope.kind is ScopeKind.ATTENTION and item.count > 0),
            SidebarRole.NOTE: item.note,
            SidebarRole.COLOUR: item.colour,
        }
        return answers.get(role)

    def item(self, place: int) -> SidebarItem | None:
        """The entry in that place."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def set_items(self, items: tuple[SidebarItem, ...]) -> None:
        """Take over new entries; the same entries with other counts keep their places."""
        shape = [(item.scope, bool(item.note)) for item in items]
        if shape == [(item.scope, bool(item.note)) for item in self._items]:
            self._items = items
            self.dataChanged.emit(self.index(0), self.index(max(len(items) - 1, 0)))
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()


class SidebarViewModel(StateViewModel[SidebarState]):
    """The entries, and which one the person chose (`scope_chosen`).

    `order_wanted` carries the address books (local ids) in the order that a person wants,
    `view_order_wanted` the views (their ids).
    """

    scope_chosen = Signal(object)
    order_wanted = Signal(object)
    view_order_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(SidebarState(), parent)
        self.model = SidebarModel(self)

    def set_content(
        self,
        books: list[AddressBook],
        counts: Counts,
        views: Sequence[SavedView] = (),
        in_views: Mapping[int, int] = _NONE,
    ) -> None:
        """The address books and counts of the store; `in_views` are those of views, by their id."""
        items = tuple(_items(books, counts, _view_items(views, in_views)))
        self.model.set_items(items)
        scope, known = self._state.scope, {item.scope for item in items}
        self._show(items, scope if scope in known else Scope())

    def choose(self, scope: Scope) -> None:
        """Show an entry's contacts."""
        self._show(self._state.items, scope)

    # ---- what can be put into an entry -------------------------------------------------------

    def offer(self, contacts: int, home: int | None) -> None:
        """Set how many contacts could go to another address book; all are in `home`, if that is
        known.

        If only the address book on show is known, that is their home.
        """
        self._set(replace(self._state, offered=contacts, home=home))

    def takes_contacts(self, place: int) -> bool:
        """Whether the selected contacts can go to the entry in that place."""
        item, state = self.model.item(place), self._state
        if item is None or not state.offered:
            return False
        return item.gives_home and item.scope.book_id not in {state.home, state.scope.book_id}

    # ---- the order of the address books and of the views -------------------------------------

    def can_drag(self, place: int) -> bool:
        """Whether the entry in that place can be put elsewhere: there is another one like it."""
        item = self.model.item(place)
        return item is not None and len(self._like(item)) > 1

    def is_like(self, place: int, other: int) -> bool:
        """Whether the entries in both places can change them: two address books, or two views."""
        one, two = self.model.item(place), self.model.item(other)
        return one is not None and two is not None and one.is_among(two)

    def can_stand_before(self, place: int, gap: int) -> bool:
        """Whether the entry in `place` can go before the one in `gap`, or behind the last one."""
        elsewhere = gap not in {place, place + 1}
        return elsewhere and (self.is_like(place, gap) or self.is_like(place, gap - 1))

    def put_before(self, place: int, gap: int) -> None:
        """Put the entry in `place` before the one in `gap`, or behind the last one like it."""
        item, before = self.model.item(place), self.model.item(gap)
        if item is None or not self.can_stand_before(place, gap):
            return
        others = [each for each in self._like(item) if each != item]
        at = others.index(before) if before in others else len(others)
        ids = tuple(each.sortable_id for each in (*others[:at], item, *others[at:]))
        (self.order_wanted if item.scope.view is None else self.view_order_wanted).emit(ids)

    def _like(self, item: SidebarItem) -> list[SidebarItem]:
        return [each for each in self._state.items if item.is_among(each)]

    @property
    def books(self) -> tuple[int, ...]:
        """The address books (local ids) that can be put into another order."""
        return tuple(
            item.scope.book_id
            for item in self._state.items
            if item.gives_home and item.scope.book_id is not None
        )

    def step_book(self, book_id: int, step: int) -> None:
        """Put an address book (local id) one place further down (1) or up (-1)."""
        books = list(self.books)
        place = books.index(book_id) + step if book_id in books else -1
        if 0 <= place < len(books):
            books.remove(book_id)
            books.insert(place, book_id)
            self.order_wanted.emit(tuple(books))

    def sort_books(self) -> None:
        """Sort the address books by name again."""
        self.order_wanted.emit(())

    def _show(self, items: tuple[SidebarItem, ...], scope: Scope) -> None:
        chosen = scope != self._state.scope
        self._set(replace(self._state, items=items, scope=scope))
        if chosen:
            self.scope_chosen.emit(scope)


def _view_items(views: Sequence[SavedView], counts: Mapping[int, int]) -> list[SidebarItem]:
    return [
        SidebarItem(
            view.entry, shown(view.name), counts.get(view.id, 0), "view", gap_before=place == 0
        )
        for place, view in enumerate(views)
    ]


def names_everywhere() -> tuple[str, str, str]:
    """The names of the entries that are there in every account, in their order."""
    return (tr("All contacts"), tr("Needs attention"), tr("Recently deleted"))


def _items(
    books: list[AddressBook], counts: Counts, views: Sequence[SidebarItem]
) -> list[SidebarItem]:
    everybody, attention, deleted = names_everywhere()
    return [
        SidebarItem(Scope(), everybody, counts.all, "people"),
        *_book_items(books, dict(counts.books)),
        *views,
        SidebarItem(
            Scope(ScopeKind.ATTENTION),
            attention,
            counts.attention,
            "attention",
            gap_before=True,
        ),
        SidebarItem(Scope(ScopeKind.DELETED), deleted, counts.deleted, "delete"),
    ]


def _book_items(books: Sequence[AddressBook], counts: Mapping[int, int]) -> list[SidebarItem]:
    return [
        SidebarItem(
            Scope(ScopeKind.BOOK, book.local_id),
            shown(book.name),
            counts.get(book.local_id, book.count),
            "book",
            book.status,
            gap_before=place == 0,
            note=book_note(book),
            colour=book.colour,
            gives_home=book.life is Life.LIVE,
        )
        for place, book in enumerate(books)
    ]
