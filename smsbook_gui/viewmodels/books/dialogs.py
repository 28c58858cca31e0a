"""Adding, renaming and deleting an address book."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.errors import NotOffered, Refused, SmsBookError
from smsbook_gui.services.contacts.books import HeldBook
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, parse_id, tr


class BookTask(StrEnum):
    """What the dialog is for."""

    ADD = "add"
    RENAME = "rename"
    DELETE = "delete"


class Fate(StrEnum):
    """What becomes of the contacts of an address book that is deleted."""

    MOVE = "move"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class BookDialogState:
    """Everything the dialog shows.

    `others` are the address books that the contacts of one that is deleted may move to, `fate` is
    what was chosen for them, and `move_to` (local id) where they go.
    `needs_id`: the service has no calls for address books, so they are added by their ID.
    `refusal`: why the address book cannot be deleted. `can_forget`: the service cannot tell whether
    it is empty, so it can only be taken off this computer, which the main button then does.
    """

    task: BookTask = BookTask.ADD
    book: AddressBook | None = None
    name: str = ""
    server_id: str = ""
    others: tuple[AddressBook, ...] = ()
    fate: Fate = Fate.DELETE
    move_to: int | None = None
    needs_id: bool = False
    name_message: str = ""
    id_message: str = ""
    refusal: str = ""
    can_forget: bool = False
    problem: str = ""
    busy: bool = False

    @property
    def can_go_on(self) -> bool:
        """Whether the dialog's main button does something."""
        if self.busy:
            return False
        if self.task is BookTask.DELETE:
            return not self.refusal and not self.place_missing
        return bool(self.name.strip())

    @property
    def asks_fate(self) -> bool:
        """Whether there are contacts whose fate is to be chosen."""
        return self.task is BookTask.DELETE and bool(self.count) and not self.refusal

    @property
    def count(self) -> int:
        """The contacts in the address book."""
        return 0 if self.book is None else self.book.count

    @property
    def place_missing(self) -> bool:
        """Whether the person has yet to choose where the contacts move to."""
        return self.asks_fate and self.fate is Fate.MOVE and self.move_to is None


class BookDialogViewModel(StateViewModel[BookDialogState]):
    """State and commands of the address book dialogs, one of which is open at a time."""

    done = Signal(object)
    """The address book's local id: the dialog may close."""
    deleted = Signal(object)
    """After `done`: the HeldBook of a delete that can be undone."""

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(BookDialogState(), parent)
        self._session = session
        self._tasks = tasks
        self._held: HeldBook | None = None

    def start_add(self) -> None:
        """Begin to add an address book, or one that the service has but cannot list."""
        needs_id = self._session.engine.state.lists_books is False
        self._set(BookDialogState(needs_id=needs_id))

    def start_rename(self, book: AddressBook) -> None:
        """Begin to rename `book`."""
        self._set(BookDialogState(BookTask.RENAME, book, name=book.name))

    def start_delete(self, book: AddressBook, books: Sequence[AddressBook] = ()) -> None:
        """Begin to delete `book`, with its contacts or after moving them to another of `books`."""
        others = tuple(other for other in books if other.local_id != book.local_id)
        refusal = ""
        if book.count and self._session.engine.state.lists_books is False:
            # Nobody could tell whether the service's own is empty.
            refusal = tr(
                "There are still %Ln contacts in it. Move or delete them first.", None, book.count
            )
        self._set(
            BookDialogState(
                BookTask.DELETE,
                book,
                others=others,
                fate=Fate.MOVE if others else Fate.DELETE,
                move_to=others[0].local_id if len(others) == 1 else None,
                refusal=refusal,
            )
        )

    def set_fate(self, fate: Fate) -> None:
        """Choose what becomes of the contacts."""
        self._set(replace(self._state, fate=fate))

    def set_move_to(self, book_id: int) -> None:
        """Choose the address book (local id) that the contacts move to."""
        self._set(replace(self._state, fate=Fate.MOVE, move_to=book_id))

    def set_name(self, name: str) -> None:
        """The person's text in the field "Name"."""
        self._set(replace(self._state, name=name, name_message="", problem=""))

    def set_server_id(self, text: str) -> None:
        """The person's text in the field "ID"."""
        self._set(replace(self._state, server_id=text, id_message="", problem=""))

    def accept(self) -> None:
        """Do it, or say at the field why not."""
        state = self._state
        if state.busy:
            return
        if state.task is BookTask.DELETE:
            if state.book is not None and state.can_go_on:
                remove = self._forget if state.can_forget else self._delete
                self._act(remove(state.book.local_id))
            return
        name = " ".join(state.name.split())
        if not name:
            self._set(replace(state, name_message=tr("An address book needs a name.")))
        elif state.task is BookTask.RENAME and state.book is not None:
            self._act(self._rename(state.book, name))
        else:
            self._accept_add(name)

    def _accept_add(self, name: str) -> None:
        text = self._state.server_id.strip()
        if not self._state.needs_id:
            self._act(self._add(name, None))
            return
        number = parse_id(text)
        if number is None:
            message = (
                tr("The ID is a number. You find it in the service's web portal.")
                if text
                else tr("Enter the ID that the address book has in the service's web portal.")
            )
            self._set(replace(self._state, id_message=message))
            return
        self._act(self._add(name, number))

    # ---- inside ----------------------------------------------------------------------------

    def _act(self, work: Coroutine[Any, Any, int]) -> None:
        self._set(replace(self._state, busy=True, problem=""))
        self._tasks.run(
            self._finish(work), name="address book", on_error=self._failed, shielded=True
        )

    async def _finish(self, work: Coroutine[Any, Any, int]) -> None:
        book_id = await work
        self._set(replace(self._state, busy=False))
        self.done.emit(book_id)
        held, self._held = self._held, None
        if held is not None:
            self.deleted.emit(held)

    def _failed(self, error: SmsBookError) -> None:
        if self._state.task is BookTask.DELETE:
            if isinstance(error, NotOffered | Refused):
                self._set(replace(self._state, busy=False, can_forget=True))
            else:
                self._set(replace(self._state, busy=False, refusal=error_text(error)))
        elif self._state.task is BookTask.ADD and isinstance(error, NotOffered):
            self._set(replace(self._state, busy=False, needs_id=True))
        else:
            self._set(replace(self._state, busy=False, problem=error_text(error)))

    async def _add(self, name: str, server_id: int | None) -> int:
        if server_id is None:
            return await self._session.books.create(name)
        return await self._session.books.add_by_id(server_id, name)

    async def _rename(self, book: AddressBook, name: str) -> int:
        if name != book.name:
            await self._session.books.rename(book.local_id, name)
        return book.local_id

    async def _delete(self, book_id: int) -> int:
        state = self._state
        if state.asks_fate:
            place = state.move_to if state.fate is Fate.MOVE else None
            self._held = await self._session.books.delete_with(book_id, place)
        else:
            self._held = await self._session.books.delete(book_id)
        return book_id

    async def _forget(self, book_id: int) -> int:
        await self._session.books.forget(book_id)
        return book_id
