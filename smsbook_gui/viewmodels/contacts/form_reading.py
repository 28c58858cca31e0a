"""The contact form as it follows the store: reads its contact, and judges the number in it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.query import Changes
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text
from smsbook_gui.viewmodels.contacts.form_parts import judge_phone, read_contact
from smsbook_gui.viewmodels.contacts.form_state import FormMode, FormState
from smsbook_gui.viewmodels.contacts.form_steps import fields_of, followed
from smsbook_gui.viewmodels.contacts.number_text import other_owner


class FormReading(StateViewModel[FormState]):
    """Holds the state of the form and keeps it up to date; what a person typed stays in it.

    `refresh_delay` is in seconds: the pause before an opened contact is read from the service.
    """

    def __init__(
        self, session: Session, tasks: TaskScope, *, refresh_delay: float, parent: QObject | None
    ) -> None:
        super().__init__(FormState(labels=session.account.labels), parent)
        self._session = session
        self._tasks = tasks
        self._refresh_delay = refresh_delay
        self._unsubscribe = session.local.subscribe(self._store_changed)

    def close(self) -> None:
        """Stop following the store. The owner of the tasks ends them."""
        self._unsubscribe()

    def account_changed(self) -> None:
        """Take over the account's labels and phone rules after they were changed."""
        self._set(replace(self._state, labels=self._session.account.labels))
        self._check_phone(0.0)

    # ---- state -----------------------------------------------------------------------------

    def _start(self, state: FormState) -> None:
        """Another contact: nothing of the last one's state goes along."""
        for key in ("form contact", "form refresh", "form phone", "form owner"):
            self._tasks.cancel(key)
        self._set(replace(state, labels=self._session.account.labels, books=self._state.books))

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, saving=False, problem=error_text(error)))

    # ---- reading ---------------------------------------------------------------------------

    def _open(self, contact_id: int, loaded: Callable[[bool], None] | None = None) -> None:
        """Show that contact. `loaded` is called once it is on show: False where there is none."""
        self._start(FormState(mode=FormMode.CONTACT, contact_id=contact_id, loading=True))
        self._read("form contact", self._load(contact_id, loaded))

    async def _load(self, contact_id: int, loaded: Callable[[bool], None] | None) -> None:
        reading = await read_contact(self._session, contact_id)
        contact = reading.contact
        if contact is None:
            self._start(FormState(mode=FormMode.EMPTY))
        else:
            self._set(
                replace(
                    self._state,
                    fields=fields_of(contact.values),
                    books=reading.books,
                    book_id=contact.book_id,
                    original_book_id=contact.book_id,
                    status=contact.status,
                    life=contact.life,
                    history=reading.history,
                    loading=False,
                )
            )
            self._check_phone(0.0)
        if loaded is not None:
            loaded(contact is not None)

    async def _load_books(self) -> None:
        books = tuple(await self._session.local.books.get_all())
        book_id = self._state.book_id
        if self._state.mode is FormMode.NEW and book_id not in {book.local_id for book in books}:
            book_id = books[0].local_id if len(books) == 1 else None
        self._set(replace(self._state, books=books, book_id=book_id))

    async def _reload(self, contact_id: int) -> None:
        reading = await read_contact(self._session, contact_id)
        if reading.contact is None or self._state.contact_id != contact_id:
            return
        before = self._state.fields[ContactField.PHONE_NUMBER]
        state = followed(self._state, reading.contact, field_names(self._state.labels))
        self._set(replace(state, books=reading.books, history=reading.history))
        if self._state.fields[ContactField.PHONE_NUMBER].text != before.text:
            self._check_phone(0.0)

    async def _refresh(self, contact_id: int) -> None:
        await asyncio.sleep(self._refresh_delay)
        await self._session.contacts.refresh(contact_id)

    def _store_changed(self, changes: Changes) -> None:
        contact_id = self._state.contact_id
        if changes.books:
            self._read("form books", self._load_books())
        if changes.contacts is None or changes.contacts:
            self._look_for_owner()
        if contact_id is None or self._state.loading or self._state.saving:
            return
        if changes.contacts is None or contact_id in changes.contacts:
            self._read("form contact", self._reload(contact_id))

    # ---- the number ------------------------------------------------------------------------

    def _check_phone(self, delay: float) -> None:
        """Judge the number after a pause of `delay` seconds; who else has it is told at once."""
        self._read("form phone", self._judge_phone(delay))
        self._look_for_owner()

    def _look_for_owner(self) -> None:
        self._tasks.refresh("form owner", self._find_owner, on_error=self._failed)

    async def _find_owner(self) -> None:
        contact_id = self._state.contact_id
        text = self._state.fields[ContactField.PHONE_NUMBER].text
        found = (
            await self._session.local.contacts.same_number(text, contact_id)
            if text.strip()
            else None
        )
        state = self._state
        if state.contact_id == contact_id and state.fields[ContactField.PHONE_NUMBER].text == text:
            self._set(replace(self._state, owner=other_owner(found)))

    async def _judge_phone(self, delay: float) -> None:
        await asyncio.sleep(delay)
        account = self._session.account
        text = self._state.fields[ContactField.PHONE_NUMBER].text
        judged = await judge_phone(text, account.region, account.send_form)
        entry = self._state.fields[ContactField.PHONE_NUMBER]
        if entry.text == text:
            self._set(
                replace(self._state, phone=judged if entry.touched else replace(judged, sent_as=""))
            )

    def _read(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.replace(key, work, on_error=self._failed)
