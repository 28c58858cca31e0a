"""The contact form: one contact or a new one, what was typed into it, and its way to the store."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Values
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.duplicates import COMPARED
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text
from smsbook_gui.viewmodels.contacts.draft import DraftKeeper
from smsbook_gui.viewmodels.contacts.form_state import (
    FieldState,
    FormMode,
    FormState,
    LeaveAnswer,
    PhoneState,
)
from smsbook_gui.viewmodels.contacts.form_steps import (
    Refusal,
    after_save,
    discarded,
    draft_of,
    rebased,
    reverted,
    typed_into,
    unexpected,
    validate,
    validate_number,
    with_contact,
    with_draft,
)
from smsbook_gui.viewmodels.contacts.leave_guard import LeaveGuard, LeaveRequest
from smsbook_gui.viewmodels.contacts.number_text import looks_like, other_owner
from smsbook_gui.viewmodels.contacts.shown_contact import judge_phone, read_contact

__all__ = ["ContactFormViewModel", "FieldState", "FormMode", "FormState", "LeaveAnswer"]


class ContactFormViewModel(StateViewModel[FormState]):
    """State and commands of the contact form. Nothing typed is lost without a person's word.

    `check_delay`, `draft_delay` and `refresh_delay` are in seconds: the pause after a key before
    the number is judged, before the draft is kept, and before an opened contact is read again;
    so is `leave_patience`, for which whoever wants to leave waits for a save under way.
    """

    leave_asked = Signal()
    """Unsaved edits stand in the way: ask once, then call `answer_leave`."""
    saved = Signal(object)
    """A contact was saved: its local id."""
    erase_wanted = Signal(object)
    """A deleted contact (local id) is to be deleted for good."""
    field_refused = Signal(object)
    """A save stopped at this ContactField; None stands for the address book."""
    other_wanted = Signal(object)
    """The person wants to see the contact (local id) that has the same number."""

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        *,
        check_delay: float = 0.5,
        draft_delay: float = 1.0,
        refresh_delay: float = 0.3,
        leave_patience: float = 5.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(FormState(labels=session.account.labels), parent)
        self._session = session
        self._tasks = tasks
        self._refresh_delay = refresh_delay
        self._check_delay = check_delay
        self._leave_patience = leave_patience
        self._leaving = LeaveGuard()
        self._drafts = DraftKeeper(
            session, tasks, self.current_draft, delay=draft_delay, on_error=self._failed
        )
        self._reverted: Draft | None = None
        self._is_outdated = False
        """Whether the contact changed while it was being read."""
        self._before_new: int | None = None
        self._unsubscribe = session.local.subscribe(self._store_changed)

    def close(self) -> None:
        """Stop following the store. The owner of the tasks ends them."""
        self._unsubscribe()

    def account_changed(self) -> None:
        """Take over the account's labels and phone rules after they were changed."""
        self._set(replace(self._state, labels=self._session.account.labels))
        self._check_phone(0.0)

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed is neither saved nor discarded."""
        return self._state.dirty

    # ---- which contact ---------------------------------------------------------------------

    def show(self, contact_id: int | None, known: Contact | None = None) -> None:
        """Show a contact, or none. Unsaved edits of another one are asked about first.

        `known` is what the table shows of it: it stands in the form until the contact was read.
        """
        state = self._state
        if contact_id is not None and state.contact_id == contact_id:
            return
        if state.dirty or state.saving:
            self.leave(lambda: self.show(contact_id, known))
            return
        if contact_id is None:
            self._start(FormState(mode=FormMode.EMPTY))
            return
        self._open(contact_id, known=known)
        self._read("form refresh", self._refresh(contact_id))

    def show_several(self, count: int) -> None:
        """Say that `count` contacts are selected."""
        if self._state.dirty or self._state.saving:
            self.leave(lambda: self.show_several(count))
            return
        self._start(FormState(mode=FormMode.SEVERAL, selected=count))

    def new(self, book_id: int | None) -> None:
        """Start a new contact, in the address book `book_id` (local) where one is given."""
        if self._state.dirty or self._state.saving:
            self.leave(lambda: self.new(book_id))
            return
        self._before_new = self._state.contact_id
        self._start(FormState(mode=FormMode.NEW, book_id=book_id))
        self._read("form contact", self._load_books())

    def open_draft(self, draft: Draft) -> None:
        """Bring back what was typed before a forced end, as unsaved edits."""
        if self._state.dirty or self._state.saving:
            self.leave(lambda: self.open_draft(draft))
            return
        if draft.contact_id is None:
            self.new(draft.book_id)
            self._put(draft)
            return

        def loaded(there: bool) -> None:
            if there:
                self._put(draft)
            else:
                self.open_draft(replace(draft, contact_id=None))

        self._open(draft.contact_id, loaded)

    # ---- editing ---------------------------------------------------------------------------

    def edit(self) -> None:
        """The person wants to change the contact on show."""
        if self._state.mode is FormMode.CONTACT and self._state.is_live:
            self._set(replace(self._state, opened=True))

    def type_at_cell(self, at_cell: bool) -> None:
        """Whether the person types at a cell of the table: refusals are told there then."""
        self._set(replace(self._state, at_cell=at_cell))

    def set_field(self, name: ContactField, text: str) -> None:
        """A person's text for a field, from keys, paste, dictation or assistive technology."""
        state = self._state
        if not state.editable or text == state.fields[name].text:
            return
        self._reverted = None
        self._set(typed_into(state, name, text))
        if name is ContactField.PHONE_NUMBER:
            self._check_phone(self._check_delay)
        if name in COMPARED:
            self._look_alike()
        self._drafts.later()

    def set_book(self, book_id: int) -> None:
        """Choose the address book (local id)."""
        if not self._state.editable or book_id == self._state.book_id:
            return
        self._set(replace(self._state, book_id=book_id, book_message="", problem=""))
        self._drafts.later()

    def use_suggestion(self) -> None:
        """Take the repaired phone number that is offered."""
        suggestion = self._state.phone.suggestion
        if suggestion is not None:
            self.set_field(ContactField.PHONE_NUMBER, suggestion)
            self.check_phone_now()

    def check_phone_now(self) -> None:
        """Judge the phone number without waiting: its field was left."""
        self._check_phone(0.0)

    def revert(self) -> None:
        """Back to what is stored, and to reading it. A new contact that is blank is given up."""
        state = self._state
        if state.saving or state.mode not in {FormMode.CONTACT, FormMode.NEW}:
            return
        if not state.dirty:
            if state.mode is FormMode.NEW:
                self.show(self._before_new)
            else:
                self._end_editing()
            return
        self._reverted = self.current_draft()
        self._set(replace(reverted(state), can_bring_back=True))
        self._check_phone(0.0)
        self._drafts.now()

    def bring_back(self) -> None:
        """Take back the last revert."""
        if self._reverted is not None:
            self._put(self._reverted)

    # ---- saving and leaving ----------------------------------------------------------------

    def save(self) -> None:
        """Save what was typed, or say at the field why not. While clean it ends the editing."""
        self._save(insists=False)

    def save_anyway(self) -> None:
        """Save with a phone number that looks wrong: the person says that it is right."""
        self._save(insists=True)

    def show_other(self) -> None:
        """Go to the contact that has the same number."""
        if self._state.owner is not None:
            self.other_wanted.emit(self._state.owner.contact_id)

    def show_lookalike(self) -> None:
        """Go to the contact that looks like the one in the form."""
        found = self._state.looks_like
        if found is not None:
            self.other_wanted.emit(found.contact_id)

    def _save(self, *, insists: bool) -> None:
        state = self._state
        if state.saving:
            return
        if not state.dirty and state.mode is not FormMode.NEW:
            self._end_editing()
            self._end_save(saved=True)
            return
        if not self._may_save():
            self._end_save(saved=False)
            return
        self._set(replace(self._state, saving=True, problem="", note=""))
        self._tasks.run(
            self._judge_and_store(state, insists=insists),
            name="save contact",
            on_error=self._save_failed,
            on_bug=self._save_broke,
            shielded=True,
        )

    def restore(self) -> None:
        """Bring a deleted contact back."""
        contact_id = self._state.contact_id
        if contact_id is not None and self._state.life is not Life.LIVE:
            self._tasks.run(
                self._restore(contact_id),
                name="restore contact",
                on_error=self._failed,
                shielded=True,
            )

    def erase(self) -> None:
        """Delete a deleted contact for good, after a question."""
        if self._state.contact_id is not None and self._state.life is not Life.LIVE:
            self.erase_wanted.emit(self._state.contact_id)

    def leave(self, then: Callable[[], None], kept: Callable[[], None] | None = None) -> None:
        """Call `then` as soon as nothing unsaved is in the way: at once, or after an answer.

        `kept` is called where the person prefers to go on editing. One question at a time: a
        second request while it stands replaces the first.
        """
        request = LeaveRequest(then, kept)
        if self._state.saving:
            self._leaving.wait(request)
            self._tasks.replace("form leave", self._ask_if_it_lasts(request))
        elif not self._state.dirty:
            then()
        elif self._leaving.ask(request):
            self._set(replace(self._state, leave_asked=True))
            self.leave_asked.emit()

    def answer_leave(self, answer: LeaveAnswer) -> None:
        """The answer to `leave_asked`."""
        request = self._leaving.answered()
        if request is None:
            return
        self._set(replace(self._state, leave_asked=False))
        self._leaving.forget(request)
        if answer is LeaveAnswer.SAVE:
            self._leaving.wait(request)
            self.save()
        elif answer is LeaveAnswer.DISCARD:
            self._discard()
            request.then()
        else:
            request.give_up()

    def current_draft(self) -> Draft | None:
        """What is typed and not saved; None while clean."""
        return draft_of(self._state)

    async def save_draft_now(self) -> None:
        """Keep what is typed against a forced end. Raises StoreProblem."""
        draft = self.current_draft()
        if draft is not None:
            await self._session.local.drafts.save(draft)

    # ---- inside ----------------------------------------------------------------------------

    def _start(self, state: FormState) -> None:
        """Another contact: nothing of the last one's state goes along."""
        self._reverted = None
        for key in ("form contact", "form refresh", "form phone", "form owner", "form alike"):
            self._tasks.cancel(key)
        self._set(replace(state, labels=self._session.account.labels, books=self._state.books))

    def _put(self, draft: Draft) -> None:
        self._set(with_draft(self._state, draft))
        self._reverted = None
        self._check_phone(0.0)
        self._look_alike()
        self._drafts.later()

    def _discard(self) -> None:
        self._set(discarded(self._state))
        self._drafts.now()

    def _end_editing(self) -> None:
        if self._state.opened:
            self._set(replace(self._state, opened=False))

    def _may_save(self) -> bool:
        refusal = validate(self._state)
        if refusal is not None:
            self._refuse(refusal)
        return refusal is None

    def _refuse(self, refusal: Refusal) -> None:
        self._set(refusal.state)
        for place in refusal.at:
            self.field_refused.emit(place)

    async def _judge_and_store(self, state: FormState, *, insists: bool) -> None:
        """`state` is what the form held when the person saved: that is judged, and that is kept."""
        number = state.fields[ContactField.PHONE_NUMBER].text
        if state.number_is_new:
            account = self._session.account
            judged = await judge_phone(number, account.region, account.send_form)
            if validate_number(state, judged, insists=insists) is not None:
                self._hold_back(number, judged)
                return
        if state.mode is FormMode.NEW:
            await self._create(state.texts, state.book_id)
        else:
            await self._edit(state.typed, state.book_id if state.book_moved else None)

    def _hold_back(self, number: str, judged: PhoneState) -> None:
        """Nothing is saved for now; why is said where that number still stands."""
        self._set(replace(self._state, saving=False))
        refusal = validate_number(self._state, judged, insists=False)
        if refusal is not None and self._state.fields[ContactField.PHONE_NUMBER].text == number:
            self._refuse(refusal)
        self._end_save(saved=False)

    async def _create(self, values: Values, book_id: int | None) -> None:
        assert book_id is not None
        local_id = await self._session.contacts.create(book_id, values)
        self._stored(local_id, values, book_id)

    async def _edit(self, changes: Values, book_id: int | None) -> None:
        contact_id = self._state.contact_id
        assert contact_id is not None
        await self._session.contacts.edit(contact_id, changes, book_id=book_id)
        self._stored(contact_id, changes, book_id)

    def _stored(self, local_id: int, sent: Values, book_id: int | None) -> None:
        self._set(after_save(self._state, local_id, sent, book_id))
        self._reverted = None
        if self._state.dirty:
            self._drafts.later()
        else:
            self._drafts.now()
        self._check_phone(0.0)
        self._read("form contact", self._reload(local_id))
        self.saved.emit(local_id)
        self._end_save(saved=True)

    def _end_save(self, *, saved: bool) -> None:
        for request in self._leaving.save_ended():
            if saved:
                self.leave(request.then, request.kept)
            else:
                request.give_up()

    def _save_failed(self, error: SmsBookError) -> None:
        self._failed(error)
        self._end_save(saved=False)

    def _save_broke(self) -> None:
        """A bug of ours must not keep the form from being used, nor the window from closing."""
        self._set(replace(self._state, saving=False, problem=unexpected()))
        self._end_save(saved=False)

    async def _ask_if_it_lasts(self, request: LeaveRequest) -> None:
        """A disk that hangs keeps nobody here: the question has other answers than to save."""
        await asyncio.sleep(self._leave_patience)
        if self._leaving.is_waiting(request) and self._leaving.ask(request):
            self._set(replace(self._state, leave_asked=True))
            self.leave_asked.emit()

    async def _restore(self, contact_id: int) -> None:
        await self._session.contacts.restore((contact_id,))
        await self._reload(contact_id)

    # ---- reading ---------------------------------------------------------------------------

    def _open(
        self,
        contact_id: int,
        loaded: Callable[[bool], None] | None = None,
        *,
        known: Contact | None = None,
    ) -> None:
        """Show that contact. `loaded` is called once it is on show: False where there is none."""
        self._is_outdated = False
        state = FormState(mode=FormMode.CONTACT, contact_id=contact_id, loading=True)
        self._start(state if known is None else with_contact(state, known))
        self._read("form contact", self._load(contact_id, loaded))

    async def _load(self, contact_id: int, loaded: Callable[[bool], None] | None) -> None:
        reading = await read_contact(self._session, contact_id)
        contact = reading.contact
        if contact is None:
            self._start(FormState(mode=FormMode.EMPTY))
        else:
            self._set(
                replace(
                    with_contact(self._state, contact),
                    books=reading.books,
                    history=reading.history,
                    ended=reading.ended,
                    loading=False,
                )
            )
            self._check_phone(0.0)
        if loaded is not None:
            loaded(contact is not None)
        if self._is_outdated and contact is not None:
            await self._reload(contact_id)

    async def _load_books(self) -> None:
        books = tuple(await self._session.local.books.get_all())
        book_id = self._state.book_id
        if self._state.mode is FormMode.NEW and book_id not in {book.local_id for book in books}:
            book_id = books[0].local_id if len(books) == 1 else None
        self._set(replace(self._state, books=books, book_id=book_id))

    async def _reload(self, contact_id: int) -> None:
        reading = await read_contact(self._session, contact_id)
        if self._state.contact_id != contact_id:
            return
        if reading.contact is None:
            if not self._state.dirty:  # it was deleted for good
                self._start(FormState(mode=FormMode.EMPTY))
            return
        before = self._state.fields[ContactField.PHONE_NUMBER]
        state = rebased(self._state, reading.contact, field_names(self._state.labels))
        self._set(replace(state, books=reading.books, history=reading.history, ended=reading.ended))
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
        if contact_id is None or self._state.saving:
            return
        if changes.contacts is None or contact_id in changes.contacts:
            if self._state.loading:
                self._is_outdated = True
            else:
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

    # ---- who else it may be ------------------------------------------------------------------

    def _look_alike(self) -> None:
        """Look for a contact of that name, once the person pauses."""
        self._read("form alike", self._find_alike())

    async def _find_alike(self) -> None:
        await asyncio.sleep(self._check_delay)
        state = self._state
        texts = {name: state.fields[name].text for name in COMPARED}
        found = await self._session.duplicates.looks_like(texts, state.contact_id)
        self._set(replace(self._state, found_alike=looks_like(found)))

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

    # ---- tasks -------------------------------------------------------------------------------

    def _read(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.replace(key, work, on_error=self._failed)

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, saving=False, problem=error_text(error)))
