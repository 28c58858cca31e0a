"""The form follows the selection in the table, as far as nothing unsaved is in the way."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from smsbook_gui.viewmodels.attention.attention import AttentionViewModel
from smsbook_gui.viewmodels.contacts.cell_edit import CellEditViewModel
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel, FormMode
from smsbook_gui.viewmodels.contacts.table import TableViewModel


class FormFollower(QObject):
    """Shows in the form what commands are about: one contact, a number of them, or nothing.

    Anything else in the form is unsaved, or has just left the rows.
    """

    def __init__(
        self,
        table: TableViewModel,
        form: ContactFormViewModel,
        cell_edit: CellEditViewModel,
        attention: AttentionViewModel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._form = form
        self._cell_edit = cell_edit
        self._attention = attention
        self._wanted: Sequence[int] = ()
        """Contacts to select once the rows show them; the first is the current one."""
        table.picked.connect(self._picked)
        table.rows_landed.connect(self._rows_landed)

    def select(self, ids: Sequence[int]) -> None:
        """Select these contacts, now or with the next rows, unless something unsaved is shown."""
        self._wanted = ids
        if any(self._table.model.place_of(each) is not None for each in ids):
            self._select_wanted()

    def show(self, contact_id: int | None) -> None:
        """Show that contact (local id), or nothing."""
        row = self._table.model.row_at_hand(contact_id)
        self._form.show(contact_id, None if row is None else row.contact)
        if contact_id is not None:  # Assistive technology selects a row without making it current.
            self._table.set_current(contact_id, select=False)
        self._attention.show(() if contact_id is None else (contact_id,))

    def show_new(self, book_id: int | None) -> None:
        """Show a new contact, which goes into that address book (local id) at first."""
        self._form.new(book_id)
        self._table.set_current(None)
        self._attention.show(())

    def _picked(self) -> None:
        """The person's gesture in the table is over: let the form follow, if it may."""
        self._cell_edit.when_settled(lambda: self._form.leave(self._show_selected, self._back))

    def _back(self) -> None:
        """The person goes on editing: the table goes back to the form's contact."""
        self._table.set_current(self._form.state.contact_id)

    def _show_selected(self) -> None:
        table = self._table
        count = table.selection.count
        if count > 1:
            self._form.show_several(count)
            self._attention.show_many(partial(table.selection.within, table.model.ids))
            return
        chosen = table.selection.only
        if chosen is None and count:
            chosen = next(iter(table.selected_ids()), None)
        if chosen is None or chosen != self._form.state.contact_id:
            self.show(chosen)

    def _rows_landed(self, fresh: bool) -> None:
        """Other rows: the form follows what of the selection they still show.

        Unsaved edits stay. So does a contact that the person did not send away: it left the rows
        because it was changed, or because it is gone, which the form tells.
        """
        self._select_wanted()
        form, selected = self._form.state, self._table.state.selected
        if form.mode is FormMode.NEW or self._form.has_unsaved:
            return
        if form.mode is not FormMode.CONTACT:
            if selected != form.selected:
                self._show_selected()
            return
        in_rows = self._table.model.place_of(form.contact_id) is not None
        if in_rows and not selected:
            self._table.set_current(form.contact_id)
        elif fresh or selected:
            self._show_selected()

    def _select_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ()
        there = [each for each in wanted if self._table.model.place_of(each) is not None]
        if all(self._table.selection.contains(each) for each in there):
            return  # or there are none
        if self._form.state.mode is FormMode.NEW or self._form.has_unsaved:
            return
        self._table.set_current(there[0])
        if len(there) > 1:
            self._table.select_ids(there)
        else:
            self.show(there[0])
