"""Editing a cell of the table in place.

It is the form's own edit, typed in another place: the form shows the contact, takes each key, keeps
the draft, judges the number, saves, and asks before anything unsaved is left. So there is one way
to edit a contact, and whatever there is to say shows in the form and at the cell.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel, FormState
from smsbook_gui.viewmodels.contacts.rows import FIELDS, Column
from smsbook_gui.viewmodels.contacts.table import TableViewModel

EDITABLE = frozenset({*FIELDS, Column.BOOK})
"""The columns that a person can change."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, by its contact (local id)."""

    contact_id: int
    column: Column


@dataclass(frozen=True, slots=True)
class CellEditState:
    """What the editor shows. `cell` is None while nothing is edited.

    A `serious` message prevents the save; any other is only a remark.
    """

    cell: Cell | None = None
    text: str = ""
    typed: bool = False
    """Whether typing began it: the text replaces what was there, and the arrows go on."""
    books: tuple[AddressBook, ...] = ()
    book_id: int | None = None
    message: str = ""
    serious: bool = False
    can_insist: bool = False
    saving: bool = False


class CellEditViewModel(StateViewModel[CellEditState]):
    """`ended` carries the Cell to go on to, or None to stay; it comes when nothing is edited any
    more."""

    ended = Signal(object)

    def __init__(
        self, form: ContactFormViewModel, table: TableViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(CellEditState(), parent)
        self._form = form
        self._table = table
        self._is_ready = False
        self._typed: str | None = None
        """What was typed, as long as the form has not got it."""
        self._when_ready: Callable[[], None] | None = None
        self._next: Cell | None = None
        self._waiting: list[Callable[[], None]] = []
        form.state_changed.connect(self._form_changed)
        form.saved.connect(self._saved)
        form.field_refused.connect(lambda _field: self._refused())

    def can_begin(self, cell: Cell) -> bool:
        """Whether that cell can be edited in place."""
        return cell.column in EDITABLE and self._is_live(cell.contact_id)

    def begin(self, cell: Cell, typed: str | None = None) -> None:
        """Edit a cell; `typed` takes the place of its text. What is unsaved in the form comes
        first."""
        if self._state.cell is None and self.can_begin(cell):
            self._form.leave(lambda: self._open(cell, typed))

    def set_text(self, text: str) -> None:
        """A person's text for the cell."""
        field = self._field
        if field is None or self._state.saving:
            return
        if self._is_ready:
            self._form.set_field(field, text)
        else:
            self._typed = text
            self._set(replace(self._state, text=text))

    def choose_book(self, book_id: int) -> None:
        """Move the contact to that address book (local id), and be done."""
        self._as_soon_as_ready(lambda: self._move(book_id))

    def commit(self, to: Cell | None = None, *, insist: bool = False) -> None:
        """Save what was typed and go on to that cell; where it cannot be saved, say why and stay.

        `insist`: with a number that looks wrong.
        """
        if self._state.cell is not None and not self._state.saving:
            self._as_soon_as_ready(lambda: self._save(to, insist=insist))

    def cancel(self) -> None:
        """Take back what was typed."""
        if self._state.cell is None or self._state.saving:
            return
        if self._is_ready and self._form.state.dirty:
            self._form.revert()
        self._end(None)

    def release(self) -> None:
        """End the edit because the cell is no longer visible, or the person goes on in the form:
        what was typed stays there, unsaved."""
        if self._state.cell is not None:
            self._end(None)

    def when_settled(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as the form has what was typed: at once, or in a moment."""
        if self._state.cell is None or self._is_ready:
            then()
        else:
            self._waiting.append(then)

    # ---- inside --------------------------------------------------------------------------------

    @property
    def _field(self) -> ContactField | None:
        cell = self._state.cell
        return None if cell is None else FIELDS.get(cell.column)

    def _is_live(self, contact_id: int) -> bool:
        place = self._table.model.place_of(contact_id)
        row = None if place is None else self._table.model.row(place)
        return row is not None and row.is_live

    def _open(self, cell: Cell, typed: str | None) -> None:
        place = self._table.model.place_of(cell.contact_id)
        row = None if place is None else self._table.model.row(place)
        if row is None:
            return
        field = FIELDS.get(cell.column)
        typed = None if field is None else typed
        there = "" if field is None else row.contact.values.get(field, "")
        self._is_ready, self._typed, self._when_ready, self._next = False, typed, None, None
        self._table.choose(cell.contact_id)
        text = there if typed is None else typed
        self._set(CellEditState(cell, text, typed is not None, book_id=row.contact.book_id))
        self._form_changed()

    def _as_soon_as_ready(self, act: Callable[[], None]) -> None:
        if self._is_ready:
            act()
        else:
            self._when_ready = act

    def _form_changed(self) -> None:
        cell, form = self._state.cell, self._form.state
        if cell is None:
            return
        if not self._is_ready:
            self._look_whether_ready(cell, form)
        elif form.contact_id != cell.contact_id or not form.editable:
            self._end(None)
        else:
            self._follow(form)

    def _look_whether_ready(self, cell: Cell, form: FormState) -> None:
        if form.loading and form.contact_id == cell.contact_id:
            return
        if form.contact_id != cell.contact_id or not form.editable:
            self._end(None)  # It was deleted in the meantime.
            return
        self._is_ready = True
        self._form.type_at_cell(True)
        typed, field = self._typed, self._field
        self._typed = None
        if typed is not None and field is not None:
            self._form.set_field(field, typed)
        self._follow(self._form.state)
        act, self._when_ready = self._when_ready, None
        if act is not None:
            act()
        self._let_go_on()

    def _let_go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _follow(self, form: FormState) -> None:
        field, is_saving = self._field, self._state.saving
        message, serious = _message(form, field)
        typed = self._state.text if field is None else form.fields[field].text
        self._set(
            replace(
                self._state,
                text=typed if self._typed is None else self._typed,
                books=form.books,
                book_id=form.book_id,
                message=message,
                serious=serious,
                can_insist=field is ContactField.PHONE_NUMBER and form.may_insist,
                saving=is_saving and form.saving,
            )
        )

    def _move(self, book_id: int) -> None:
        self._form.set_book(book_id)
        self._save(None, insist=False)

    def _save(self, to: Cell | None, *, insist: bool) -> None:
        if not self._form.state.dirty:
            self._end(to)
            return
        self._next = to
        self._set(replace(self._state, saving=True))
        if insist:
            self._form.save_anyway()
        else:
            self._form.save()

    def _refused(self) -> None:
        if self._state.cell is not None:
            self._next = None
            self._set(replace(self._state, saving=False))
            self._form_changed()

    def _saved(self, contact_id: int) -> None:
        cell = self._state.cell
        if cell is not None and cell.contact_id == contact_id and not self._form.state.dirty:
            self._end(self._next)

    def _end(self, to: Cell | None) -> None:
        self._is_ready, self._typed, self._when_ready, self._next = False, None, None, None
        self._set(CellEditState())
        self._form.type_at_cell(False)
        self.ended.emit(to)
        self._let_go_on()


def _message(form: FormState, field: ContactField | None) -> tuple[str, bool]:
    """What there is to say at the cell, and whether it prevents the save."""
    if form.problem:
        return form.problem, True
    if field is None:
        return form.book_message, bool(form.book_message)
    entry = form.fields[field]
    if entry.message:
        return entry.message, True
    words = [entry.note]
    if field is ContactField.PHONE_NUMBER and entry.touched:
        words += [form.phone.message, form.phone.remark]
        words += [form.owner.words] if form.owner is not None else []
    return " ".join(filter(None, words)), False
