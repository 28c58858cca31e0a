"""The contact form: one contact or a new one, what was typed into it, and its way to the store."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contact import ContactField, Life, Values
from smsbook_gui.domain.draft import Draft
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.contacts.form_parts import (
    DraftKeeper,
    LeaveGuard,
    LeaveRequest,
    judge_phone,
)
from smsbook_gui.viewmodels.contacts.form_reading import FormReading
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
    held_back,
    held_back_by_number,
    reverted,
    typed_into,
    unexpected,
    with_draft,
)

__all__ = ["ContactFormViewModel", "FieldState", "FormMode", "FormState", "LeaveAnswer"]


class ContactFormViewModel(FormReading):
    """State and commands of the contact form. Nothing typed is lost without a person's word.

    `check_delay`, `draft_delay` and `refresh_delay` are in seconds: the pause after a key before
    the number is judged, before the draft is kept, and before an opened contact is read again;
    so is `leave_patience`, for which whoever wants to leave waits for a save under way.
    """

    leave_asked = Signal()
    """Unsaved edits stand in the way: ask once, then call `answer_leave`."""
    saved = Signal(object)
    """A contact was saved: its local id."""
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
        super().__init__(session, tasks, refresh_delay=refresh_delay, parent=parent)
        self._check_delay = check_delay
        self._leave_patience = leave_patience
        self._wishes = LeaveGuard()
        self._drafts = DraftKeeper(
            session, tasks, self.current_draft, delay=draft_delay, on_error=self._failed
        )
        self._reverted: Draft | None = None
        self._before_new: int | None = None

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed is neither saved nor discarded."""
        return self._state.dirty

    # ---- which contact ---------------------------------------------------------------------

    def show(self, contact_id: int | None) -> None:
        """Show a contact, or none. Unsaved edits of another one are asked about first."""
        state = self._state
        if contact_id is not None and state.contact_id == contact_id:
            return
        if state.dirty or state.saving:
            self.leave(lambda: self.show(contact_id))
            return
        if contact_id is None:
            self._start(FormState(mode=FormMode.EMPTY))
            return
        self._open(contact_id)
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

    def set_field(self, name: ContactField, text: str) -> None:
        """A person's text for a field, from keys, paste, dictation or assistive technology."""
        state = self._state
        if not state.editable or text == state.fields[name].text:
            return
        self._reverted = None
        self._set(typed_into(state, name, text))
        if name is ContactField.PHONE_NUMBER:
            self._check_phone(self._check_delay)
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
        """Back to what is stored. A new contact that is blank is given up."""
        state = self._state
        if state.saving or state.mode not in {FormMode.CONTACT, FormMode.NEW}:
            return
        if not state.dirty:
            if state.mode is FormMode.NEW:
                self.show(self._before_new)
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
        """Save what was typed, or say at the field why not. Does nothing while clean."""
        self._save(insists=False)

    def save_anyway(self) -> None:
        """Save with a phone number that looks wrong: the person says that it is right."""
        self._save(insists=True)

    def show_other(self) -> None:
        """Go to the contact that has the same number."""
        if self._state.owner is not None:
            self.other_wanted.emit(self._state.owner.contact_id)

    def _save(self, *, insists: bool) -> None:
        state = self._state
        if state.saving:
            return
        if not state.dirty and state.mode is not FormMode.NEW:
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

    def leave(self, then: Callable[[], None], kept: Callable[[], None] | None = None) -> None:
        """Call `then` as soon as nothing unsaved is in the way: at once, or after an answer.

        `kept` is called where the person prefers to go on editing. One question at a time: a
        second wish while it stands replaces the first.
        """
        wish = LeaveRequest(then, kept)
        if self._state.saving:
            self._wishes.wait(wish)
            self._tasks.replace("form leave", self._ask_if_it_lasts(wish))
        elif not self._state.dirty:
            then()
        elif self._wishes.ask(wish):
            self._set(replace(self._state, leave_asked=True))
            self.leave_asked.emit()

    def answer_leave(self, answer: LeaveAnswer) -> None:
        """The answer to `leave_asked`."""
        wish = self._wishes.answered()
        if wish is None:
            return
        self._set(replace(self._state, leave_asked=False))
        self._wishes.forget(wish)
        if answer is LeaveAnswer.SAVE:
            self._wishes.wait(wish)
            self.save()
        elif answer is LeaveAnswer.DISCARD:
            self._discard()
            wish.then()
        else:
            wish.give_up()

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
        self._reverted = None
        super()._start(state)

    def _put(self, draft: Draft) -> None:
        self._set(with_draft(self._state, draft))
        self._reverted = None
        self._check_phone(0.0)
        self._drafts.later()

    def _discard(self) -> None:
        self._set(discarded(self._state))
        self._drafts.now()

    def _may_save(self) -> bool:
        refusal = held_back(self._state)
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
            if held_back_by_number(state, judged, insists=insists) is not None:
                self._hold_back(number, judged)
                return
        if state.mode is FormMode.NEW:
            await self._create(state.texts, state.book_id)
        else:
            await self._edit(state.typed, state.book_id if state.book_moved else None)

    def _hold_back(self, number: str, judged: PhoneState) -> None:
        """Nothing is saved for now; why is said where that number still stands."""
        self._set(replace(self._state, saving=False))
        refusal = held_back_by_number(self._state, judged, insists=False)
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
        for wish in self._wishes.save_ended():
            if saved:
                self.leave(wish.then, wish.kept)
            else:
                wish.give_up()

    def _save_failed(self, error: SmsBookError) -> None:
        self._failed(error)
        self._end_save(saved=False)

    def _save_broke(self) -> None:
        """A bug of ours must not keep the form from being used, nor the window from closing."""
        self._set(replace(self._state, saving=False, problem=unexpected()))
        self._end_save(saved=False)

    async def _ask_if_it_lasts(self, wish: LeaveRequest) -> None:
        """A disk that hangs keeps nobody here: the question has other answers than to save."""
        await asyncio.sleep(self._leave_patience)
        if self._wishes.is_waiting(wish) and self._wishes.ask(wish):
            self._set(replace(self._state, leave_asked=True))
            self.leave_asked.emit()

    async def _restore(self, contact_id: int) -> None:
        await self._session.contacts.restore((contact_id,))
        await self._reload(contact_id)
