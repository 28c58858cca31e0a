"""An address book that was not accepted, or that nobody knows of: a person settles it."""

from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, Life, Status
from smsbook_gui.domain.contacts.outbox import BookTrouble, Op
from smsbook_gui.domain.contacts.remote import RemoteBook
from smsbook_gui.domain.errors import InvalidInput, NotOffered, SmsBookError
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.attention.state import CandidateRow
from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, parse_id, said, tr

_SHOWN = 5


def book_note(book: AddressBook) -> str:
    """The note under the name of an address book that needs a person; "" for all others."""
    if book.status is Status.UNSURE:
        return tr("Unsure whether it exists")
    if book.status is not Status.REFUSED:
        return ""
    if book.life is Life.DELETED:
        return tr("Not deleted")
    return tr("Not accepted")


@dataclass(frozen=True, slots=True)
class BookSettlingState:
    """Everything the dialog shows. `takes_id`: it may be one that the service has already."""

    name: str = ""
    heading: str = ""
    words: str = ""
    explanation: str = ""
    evidence: str = ""
    details: str = ""
    candidates: tuple[CandidateRow, ...] = ()
    takes_id: bool = False
    id_text: str = ""
    id_message: str = ""
    problem: str = ""
    busy: bool = False


class BookSettlingViewModel(StateViewModel[BookSettlingState]):
    """State and commands of the dialog. `done`: it is settled, the dialog may close."""

    done = Signal()

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(BookSettlingState(), parent)
        self._session = session
        self._tasks = tasks
        self._book_id = 0

    def start(self, book: AddressBook) -> None:
        """Settle this address book."""
        self._book_id = book.local_id
        self._set(BookSettlingState(name=shown(book.name), busy=True))
        self._tasks.replace("book trouble", self._load(), on_error=self._failed)

    def set_id(self, text: str) -> None:
        """The person's text in the field "ID at the service"."""
        self._set(replace(self._state, id_text=text, id_message="", problem=""))

    def send_again(self) -> None:
        """Send it again as it is."""
        self._act(self._session.books.send_again(self._book_id))

    def discard(self) -> None:
        """Give up what was not accepted."""
        self._act(self._session.books.discard(self._book_id))

    def claim_id(self) -> None:
        """Settle that it is the one with the typed ID, or say at the field why not."""
        server_id = parse_id(self._state.id_text)
        if server_id is None:
            message = tr("The ID is a number. You find it in the service's web portal.")
            self._set(replace(self._state, id_message=message))
        else:
            self.claim(server_id)

    def claim(self, server_id: int) -> None:
        """Settle that it is this one of the service."""
        self._act(self._session.books.claim(self._book_id, server_id))

    # ---- inside ----------------------------------------------------------------------------

    async def _load(self) -> None:
        trouble = await self._session.local.books.trouble(self._book_id)
        if trouble is None:
            self.done.emit()
            return
        self._set(_told(trouble))
        if trouble.op is Op.NEW:
            await self._look(trouble)

    async def _look(self, trouble: BookTrouble) -> None:
        """Ask the service which one it may be, if it can tell."""
        self._set(replace(self._state, evidence=tr("Looking at the service…")))
        try:
            found = await self._session.books.candidates(self._book_id)
        except NotOffered:
            evidence = tr("This service does not list its address books: only you can look.")
        except SmsBookError as error:
            evidence = tr("SMS Book could not look there just now. {why}").format(
                why=said(error.message)
            )
        else:
            rows = tuple(map(_row, found[:_SHOWN]))
            evidence = (
                tr("The service has these address books that are not here:")
                if rows
                else tr("The service lists no address book that is not here already.")
            )
            self._set(replace(self._state, candidates=rows))
        self._set(replace(self._state, evidence=_sent(trouble) + evidence))

    def _act(self, work: Coroutine[Any, Any, None]) -> None:
        if self._state.busy:
            work.close()
            return
        self._set(replace(self._state, busy=True, problem="", id_message=""))
        self._tasks.run(
            self._finish(work), name="settle address book", on_error=self._failed, shielded=True
        )

    async def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._set(replace(self._state, busy=False))
        self.done.emit()

    def _failed(self, error: SmsBookError) -> None:
        text = said(error.message) if isinstance(error, InvalidInput) else error_text(error)
        self._set(replace(self._state, busy=False, problem=text))


def _row(book: RemoteBook) -> CandidateRow:
    text = tr("“{name}”, ID {id}").format(name=shown(book.name), id=book.server_id)
    return CandidateRow(book.server_id, text)


def _sent(trouble: BookTrouble) -> str:
    if trouble.sent_at is None:
        return ""
    return tr("Sent {time}. ").format(time=display_time(trouble.sent_at))


def _told(trouble: BookTrouble) -> BookSettlingState:
    unsure = trouble.book.status is Status.UNSURE
    headings = {
        Op.NEW: tr("The service did not accept the new address book"),
        Op.EDIT: tr("The service did not accept the new name"),
        Op.DELETE: tr("The service did not delete this address book"),
    }
    explanations = {
        Op.NEW: tr(
            "Its contacts are kept here and wait. Rename it, send it again, or say which one "
            "it is if the service already has it."
        ),
        Op.EDIT: tr("Rename it, send the name again, or go back to the name that it has there."),
        Op.DELETE: tr("Send it again, or keep the address book."),
    }
    doubt = tr(
        "It was sent, but the answer was lost on the way, so the address book may exist already. "
        "If you send it again, it may be there twice. Contacts in it are kept here and wait."
    )
    heading = headings[trouble.op]
    if unsure:
        heading = tr("Nobody knows whether the new address book arrived")
    elif trouble.gone:
        heading = tr("Somebody deleted this address book at the service")
    return BookSettlingState(
        name=shown(trouble.book.name),
        heading=heading,
        words=said(trouble.words),
        explanation=doubt if unsure else explanations[trouble.op],
        details=trouble.details,
        takes_id=trouble.op is Op.NEW,
    )
