"""What the contact form leans on: reading a contact, judging a number, keeping a draft, leaving."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from smsbook_gui.domain import phone
from smsbook_gui.domain.contact import AddressBook, Contact
from smsbook_gui.domain.draft import Draft
from smsbook_gui.services.runtime.task_scope import ErrorHandler, TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import HistoryEntry, describe, field_names
from smsbook_gui.viewmodels.common.text import said
from smsbook_gui.viewmodels.contacts.form_state import PhoneState


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as the store has it, with what the form shows around it."""

    contact: Contact | None
    books: tuple[AddressBook, ...]
    history: tuple[HistoryEntry, ...]


async def read_contact(session: Session, contact_id: int) -> ShownContact:
    """Read everything the form shows of one contact. Raises StoreProblem."""
    contact = await session.local.contacts.get(contact_id)
    books = tuple(await session.local.books.get_all())
    lines = await session.local.contacts.history(contact_id)
    names = field_names(session.account.labels)
    return ShownContact(contact, books, tuple(describe(line, names) for line in lines))


async def judge_phone(text: str, region: str, send_form: phone.SendForm) -> PhoneState:
    """The check of a number, in a worker: loading the numbering plans takes 0.14 s at first."""
    rules = phone.PhoneRules(region=region, send_form=send_form)
    return await asyncio.to_thread(_judge, text, rules)


def _judge(text: str, rules: phone.PhoneRules) -> PhoneState:
    if not text.strip():
        return PhoneState()
    finding, _, suggestion = phone.judge(text, rules.region)
    sent = phone.to_send(text, rules)
    return PhoneState(
        said(finding.message),
        suggestion if suggestion not in {"", text} else None,
        sent if sent != text else "",
        said(phone.reach(text, rules.region).message),
        doubtful=finding.verdict is phone.PhoneVerdict.DOUBTFUL,
        lost=finding.verdict in {phone.PhoneVerdict.LOST, phone.PhoneVerdict.EMPTY},
    )


class DraftKeeper:
    """Keeps what is typed in the store, a moment after the last key."""

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        current: Callable[[], Draft | None],
        *,
        delay: float,
        on_error: ErrorHandler,
    ) -> None:
        self._session = session
        self._tasks = tasks
        self._current = current
        self._delay = delay
        self._on_error = on_error

    def later(self) -> None:
        """Something was typed."""
        self._tasks.replace("form draft", self._wait())

    def now(self) -> None:
        """The form was saved, reverted or discarded: bring the draft up to date at once."""
        self._tasks.cancel("form draft")
        self._tasks.run(self.keep(), name="keep form draft", on_error=self._on_error, shielded=True)

    async def _wait(self) -> None:
        await asyncio.sleep(self._delay)
        self._tasks.run(self.keep(), name="keep form draft", on_error=self._on_error, shielded=True)

    async def keep(self) -> None:
        """Store the draft as it is now, or clear it. Raises StoreProblem."""
        draft = self._current()
        if draft is None:
            await self._session.local.drafts.clear()
        else:
            await self._session.local.drafts.save(draft)


@dataclass(frozen=True, slots=True)
class LeaveRequest:
    """What somebody wants to do once the form is clean; `kept` where the person stays."""

    then: Callable[[], None]
    kept: Callable[[], None] | None

    def give_up(self) -> None:
        """The person goes on editing."""
        if self.kept is not None:
            self.kept()


class LeaveGuard:
    """The one wish that a question stands for, and those that wait for a save."""

    def __init__(self) -> None:
        self._asked: LeaveRequest | None = None
        self._waiting: list[LeaveRequest] = []

    def ask(self, wish: LeaveRequest) -> bool:
        """Take a wish; True if the question is to be asked now, False if it stands already."""
        before, self._asked = self._asked, wish
        if before is not None:
            before.give_up()
        return before is None

    def answered(self) -> LeaveRequest | None:
        """The wish that was asked about; no question stands any more."""
        wish, self._asked = self._asked, None
        return wish

    def wait(self, wish: LeaveRequest) -> None:
        """The wish comes true when the running save has succeeded."""
        self._waiting.append(wish)

    def is_waiting(self, wish: LeaveRequest) -> bool:
        """Whether it still waits for a save to end."""
        return wish in self._waiting

    def forget(self, wish: LeaveRequest) -> None:
        """It no longer waits for a save."""
        if wish in self._waiting:
            self._waiting.remove(wish)

    def save_ended(self) -> list[LeaveRequest]:
        """Those that waited for it."""
        waiting, self._waiting = self._waiting, []
        return waiting
