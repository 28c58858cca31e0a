"""What the window's actions need to know of the open account."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.contacts.query import ScopeKind
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.viewmodels.filters.saved_views import ViewsState


@dataclass(frozen=True, slots=True)
class WorkspaceState:
    """What the window's actions need to know."""

    account_name: str = ""
    practice: bool = False
    books: tuple[AddressBook, ...] = ()
    book: AddressBook | None = None
    """The address book on show, if it is one."""
    scope: ScopeKind = ScopeKind.ALL
    selected: int = 0
    """How many contacts a command would be about."""
    unsettled_book: AddressBook | None = None
    """The address book on show, where it needs a person; it may be a deleted one."""
    undo: str = ""
    """The command "Undo" with what it would take back; "" where there is nothing."""
    redo: str = ""
    deleted: int = 0
    """Contacts under Recently deleted, and..."""
    deleting: int = 0
    """... those of them that the service still has."""

    any_shown: bool = False
    """Whether the table has rows."""
    any_edited: bool = False
    """Whether the current cell can be edited."""
    any_cleared: bool = False
    """Whether cells are marked that can be blank."""
    any_filled: bool = False
    """Whether there is a row that a cell can be filled down from."""
    home: AddressBook | None = None
    """The address book whose contacts are on show, whether all of them or a view."""
    views: ViewsState = field(default_factory=ViewsState)

    @property
    def can_change(self) -> bool:
        """Whether there are live contacts to delete or move."""
        return self.selected > 0 and self.scope is not ScopeKind.DELETED

    @property
    def can_replace(self) -> bool:
        """Whether there are live contacts to look through for what is to be replaced."""
        return self.any_shown and self.scope is not ScopeKind.DELETED

    @property
    def can_merge(self) -> bool:
        """Whether there are several live contacts that could become one."""
        return self.can_change and self.selected > 1

    @property
    def can_move(self) -> bool:
        """Whether there are contacts, and another place for them."""
        return self.can_change and len(self.books) > 1

    @property
    def books_are_sorted(self) -> bool:
        """Whether the address books stand by their names, as they do until a person orders them."""
        keys = [(sort_key(book.name), book.local_id) for book in self.books]
        return keys == sorted(keys)

    def can_step_book(self, step: int) -> bool:
        """Whether the address book on show has a place further down (1) or up (-1)."""
        ids = [book.local_id for book in self.books]
        if self.book is None or self.book.local_id not in ids:
            return self.views.can_step(step)
        return 0 <= ids.index(self.book.local_id) + step < len(ids)

    @property
    def can_edit_cell(self) -> bool:
        """Whether there is a cell to edit in place."""
        return self.can_change and self.any_edited

    @property
    def can_cut(self) -> bool:
        """Whether there are cells to copy and clear."""
        return self.can_change and self.any_cleared

    @property
    def can_fill_down(self) -> bool:
        """Whether there are cells to fill down."""
        return self.can_change and self.any_filled

    @property
    def can_restore(self) -> bool:
        """Whether there are deleted contacts to bring back."""
        return self.selected > 0 and self.scope is ScopeKind.DELETED


def unsettled_book(books: Sequence[AddressBook], book_id: int | None) -> AddressBook | None:
    """The address book with that local id, if it needs a person."""
    for book in books:
        if book.local_id == book_id and book.status.needs_attention:
            return book
    return None
