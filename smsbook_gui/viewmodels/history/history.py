"""The window "History" of one contact: all that was done to it, and bringing a value back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import AddressBook, Contact, ContactField, Life, Status
from smsbook_gui.domain.contacts.record import RecordedChange
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import (
    author_text,
    batch_title,
    change_parts,
    display_name,
    display_time,
    field_names,
    outcome_text,
    quotable,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.store_follower import StoreFollower
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.common.text_rows import TextRow, TextRowsModel
from smsbook_gui.viewmodels.history.as_it_was import AsItWasViewModel


@dataclass(frozen=True, slots=True)
class HistoryState:
    """The window. `selected` is a row of the table; `offer` is what bringing its value back means,
    or why that is not possible."""

    name: str = ""
    service_words: str = ""
    """Why the service did not accept what was sent last, in its own words."""
    selected: int | None = None
    offer: str = ""
    can_bring_back: bool = False
    can_go_back: bool = False
    """Whether the contact can become as it was on a day."""
    loaded: bool = False
    problem: str = ""


class HistoryViewModel(StateViewModel[HistoryState]):
    """Follows what is done while it is open. `brought_back` carries a text and the batch."""

    brought_back = Signal(str, object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        *,
        read_delay: float = 0.25,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(HistoryState(), parent)
        self._session = session
        self._tasks = tasks
        self._contact_id: int | None = None
        self._contact: Contact | None = None
        self._books: dict[int, AddressBook] = {}
        self._changes: Sequence[RecordedChange] = ()
        self._line_id: int | None = None
        self._follower = StoreFollower(
            session,
            tasks,
            "contact history",
            self._read,
            concern=lambda changes: changes.history or changes.outbox,
            on_error=self._failed,
            delay=read_delay,
        )
        titles = (tr("When"), tr("What"), tr("Before"), tr("After"))
        by = (tr("Who"), tr("Action"), tr("Result"))
        self.rows = TextRowsModel((*titles, *by), values=(2, 3), parent=self)
        self.then = AsItWasViewModel(session, tasks, parent=self)
        self.then.brought_back.connect(self.brought_back)

    def open(self, contact_id: int) -> None:
        """Show the history of that contact."""
        self.closed()
        self._contact_id = contact_id
        self._line_id = None
        self.rows.show_rows(())
        self._set(HistoryState())
        self._follower.begin()

    def closed(self) -> None:
        """Nobody looks any more."""
        self._follower.end()
        self._contact_id = None

    def select(self, row: int) -> None:
        """The person went to that row."""
        if 0 <= row < len(self._changes):
            self._line_id = self._changes[row].line_id
            self._show()

    def bring_back(self) -> None:
        """Give the contact the value again that it had before the selected change."""
        change, contact = self._selected, self._contact
        if change is None or contact is None or not self._state.can_bring_back:
            return
        line = change.line
        values, book_id = {}, None
        if isinstance(line.field, ContactField):
            values = {line.field: line.before or ""}
        else:
            book_id = change.before_book
        name = display_name(contact.values)

        async def work() -> None:
            done = await self._session.contacts.bring_back(contact.local_id, values, book_id)
            text = tr("Earlier value of {name} brought back").format(name=name)
            self.brought_back.emit(text, done.batch_id)

        self._tasks.run(work(), name="bring back", on_error=self._failed, shielded=True)

    def look_back(self) -> bool:
        """Look at how the contact was on the day before the selected change; whether that is
        possible."""
        contact = self._contact
        if contact is None or not self._state.can_go_back:
            return False
        change = self._selected or self._changes[0]
        self.then.open(contact, self._changes, self._books, change.line.at)
        return True

    # ---- inside ----------------------------------------------------------------------------

    @property
    def _selected(self) -> RecordedChange | None:
        return next((one for one in self._changes if one.line_id == self._line_id), None)

    async def _read(self) -> None:
        contact_id = self._contact_id
        if contact_id is None:
            return
        local = self._session.local
        changes = await local.contacts.changes(contact_id)
        contact = await local.contacts.get(contact_id)
        books = {book.local_id: book for book in await local.books.get_all()}
        words = ""
        if contact is not None and contact.status is Status.REFUSED:
            item = await local.attention.item(contact_id)
            words = "" if item is None else item.words
        if contact_id != self._contact_id:
            return
        self._contact, self._changes, self._books = contact, changes, books
        names = field_names(self._session.account.labels)
        self.rows.show_rows(tuple(_row(one, names) for one in changes))
        if self._selected is None:
            self._line_id = changes[0].line_id if changes else None
        self._set(
            replace(
                self._state,
                name="" if contact is None else display_name(contact.values),
                service_words=shown(words),
                loaded=True,
                problem="",
            )
        )
        self._show()

    def _show(self) -> None:
        change = self._selected
        row = None if change is None else self._changes.index(change)
        live = self._contact is not None and self._contact.life is Life.LIVE
        nothing = tr("Nothing about this contact has been changed yet.")
        offer, possible = (nothing, False) if change is None else self._offer(change)
        self._set(
            replace(
                self._state,
                selected=row,
                offer=offer,
                can_bring_back=possible,
                can_go_back=live and bool(self._changes),
            )
        )

    def _offer(self, change: RecordedChange) -> tuple[str, bool]:
        """What bringing back the value before this change means, and whether it is possible."""
        contact, line = self._contact, change.line
        if contact is None or contact.life is not Life.LIVE:
            return tr("Restore the contact first to bring back its values."), False
        names = field_names(self._session.account.labels)
        if line.field is HistoryField.BOOK:
            what, now = tr("Address book"), self._book_name(contact.book_id)
            if change.before_book not in self._books:
                return tr("The address book before this change is no longer there."), False
        elif isinstance(line.field, ContactField):
            what, now = names[line.field], contact.values.get(line.field, "")
            if line.before is None:
                return tr("What was there before was never read from the service."), False
        else:
            return "", False
        before = line.before or ""
        if before == now:
            return tr("{field} is “{value}” already.").format(
                field=what, value=quotable(now) or tr("blank")
            ), False
        text = tr("{field}: “{now}” becomes “{before}”")
        blank = tr("blank")
        return text.format(
            field=what, now=quotable(now) or blank, before=quotable(before) or blank
        ), True

    def _book_name(self, book_id: int) -> str:
        book = self._books.get(book_id)
        return "" if book is None else book.name

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, problem=error_text(error)))


def _row(change: RecordedChange, names: dict[ContactField, str]) -> TextRow:
    line = change.line
    return (
        display_time(line.at),
        *change_parts(line, names),
        author_text(line.by),
        batch_title(change.kind, change.title),
        outcome_text(line),
    )
