"""The window "As it was then": a contact as it was on a day, and making it so again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, Contact
from smsbook_gui.domain.contacts.record import AsItWas, RecordedChange, as_it_was
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import display_date, display_name, field_names
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.common.text_rows import TextRow, TextRowsModel


@dataclass(frozen=True, slots=True)
class AsItWasState:
    """The window. Days are of this computer's zone; a day stands for its end."""

    name: str = ""
    day: date = date.min
    first: date = date.min
    last: date = date.max
    summary: str = ""
    remark: str = ""
    can_restore: bool = False
    busy: bool = False
    problem: str = ""


class AsItWasViewModel(StateViewModel[AsItWasState]):
    """`brought_back` carries a text and the batch."""

    brought_back = Signal(str, object)

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(AsItWasState(), parent)
        self._session = session
        self._tasks = tasks
        self._contact: Contact | None = None
        self._changes: Sequence[RecordedChange] = ()
        self._books: Mapping[int, AddressBook] = {}
        self._then = AsItWas()
        self.rows = TextRowsModel((tr("Field"), tr("Now"), tr("Then")), values=(1, 2), parent=self)

    def open(
        self,
        contact: Contact,
        changes: Sequence[RecordedChange],
        books: Mapping[int, AddressBook],
        at: datetime,
    ) -> None:
        """Show this contact as it was the day before `at`.

        `changes` are all that was done to it, newest first; there is at least one.
        """
        self._contact, self._changes, self._books = contact, changes, books
        last = _day(changes[0].line.at)
        first = min(_day(changes[-1].line.at) - timedelta(days=1), last)
        self._set(AsItWasState(display_name(contact.values), first=first, last=last))
        self.set_day(_day(at) - timedelta(days=1))

    def set_day(self, day: date) -> None:
        """Show it as it was at the end of that day."""
        contact = self._contact
        if contact is None:
            return
        moment = datetime.combine(day, time.max).astimezone()
        self._then = then = as_it_was(contact, self._changes, moment)
        gone = then.book_id is not None and then.book_id not in self._books
        self.rows.show_rows(self._rows(contact, then))
        count = self.rows.rowCount()
        when = display_date(day)
        if not then.was_there:
            summary = tr("The contact was not there at the end of {day}")
        elif count:
            summary = tr("%Ln fields were different at the end of {day}", None, count)
        else:
            summary = tr("It was as it is now at the end of {day}")
        names = field_names(self._session.account.labels)
        remarks = []
        if then.unread:
            unread = ", ".join(names[field] for field in then.unread)
            remarks.append(tr("Not known of that day: {fields}").format(fields=unread))
        if gone:
            remarks.append(tr("The address book of that day is no longer there."))
        self._set(
            replace(
                self._state,
                day=day,
                summary=summary.format(day=when),
                remark=" ".join(remarks),
                can_restore=then.was_there and count > 0,
                problem="",
            )
        )

    def restore(self) -> None:
        """Make it so again, as one edit."""
        contact, then = self._contact, self._then
        if contact is None or not self._state.can_restore or self._state.busy:
            return
        book_id = then.book_id if then.book_id in self._books else None
        day = display_date(self._state.day)
        self._set(replace(self._state, busy=True))

        async def work() -> None:
            done = await self._session.contacts.bring_back(contact.local_id, then.values, book_id)
            text = tr("{name} is as on {day} again").format(name=self._state.name, day=day)
            self._set(replace(self._state, busy=False))
            self.brought_back.emit(text, done.batch_id)

        self._tasks.run(work(), name="as it was", on_error=self._failed, shielded=True)

    def _rows(self, contact: Contact, then: AsItWas) -> list[TextRow]:
        if not then.was_there:
            return []
        names = field_names(self._session.account.labels)
        rows: list[TextRow] = [
            (name, contact.values.get(field, ""), then.values[field])
            for field, name in names.items()
            if field in then.values
        ]
        if then.book_id in self._books:
            rows.append((tr("Address book"), self._book(contact.book_id), self._book(then.book_id)))
        return rows

    def _book(self, book_id: int | None) -> str:
        book = None if book_id is None else self._books.get(book_id)
        return "" if book is None else book.name

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, busy=False, problem=error_text(error)))


def _day(at: datetime) -> date:
    return at.astimezone().date()
