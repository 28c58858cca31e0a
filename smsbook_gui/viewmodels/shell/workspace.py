"""One open account in the window: its parts, and how they follow one another."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.batch import NextActions
from smsbook_gui.domain.contact import AddressBook, BookColour, ContactField
from smsbook_gui.domain.draft import Draft
from smsbook_gui.domain.filters import Filter
from smsbook_gui.domain.query import Changes, Counts, Scope
from smsbook_gui.domain.shown import shown
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.attention.attention import AttentionViewModel
from smsbook_gui.viewmodels.attention.reasons import ReasonsViewModel
from smsbook_gui.viewmodels.backups.backups import BackupsViewModel
from smsbook_gui.viewmodels.books.dialogs import BookDialogViewModel
from smsbook_gui.viewmodels.books.settling import BookSettlingViewModel
from smsbook_gui.viewmodels.books.sidebar import SidebarViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit import BulkEditViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit_state import Operation
from smsbook_gui.viewmodels.bulk.cells import CLEARED, FILLED, CellsViewModel, Pasted
from smsbook_gui.viewmodels.bulk.check_list import CheckLine, CheckListViewModel
from smsbook_gui.viewmodels.bulk.duplicates import DuplicatesViewModel
from smsbook_gui.viewmodels.common.banner import (
    DEFAULT_SECONDS,
    Banner,
    BannerViewModel,
    draft_banner,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.comparisons.window import ComparisonViewModel
from smsbook_gui.viewmodels.contacts.action_text import redo_words, undo_words
from smsbook_gui.viewmodels.contacts.add_existing import AddExistingViewModel
from smsbook_gui.viewmodels.contacts.cell_edit import EDITABLE, CellEditViewModel
from smsbook_gui.viewmodels.contacts.commands import ContactCommands
from smsbook_gui.viewmodels.contacts.copy_to_book import CopyToBook
from smsbook_gui.viewmodels.contacts.filters import FiltersViewModel
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel, FormMode
from smsbook_gui.viewmodels.contacts.jump import JumpViewModel
from smsbook_gui.viewmodels.contacts.on_screen import OnScreen
from smsbook_gui.viewmodels.contacts.saved_views import ViewsViewModel
from smsbook_gui.viewmodels.contacts.several import SeveralViewModel
from smsbook_gui.viewmodels.contacts.table import Column, TableViewModel
from smsbook_gui.viewmodels.contacts.view_state import ViewState
from smsbook_gui.viewmodels.exports.copy import CopyViewModel
from smsbook_gui.viewmodels.exports.export import ExportViewModel
from smsbook_gui.viewmodels.exports.printing import PrintViewModel
from smsbook_gui.viewmodels.imports.suppression_list import LeftOutViewModel
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.viewmodels.shell.activity import ActivityViewModel
from smsbook_gui.viewmodels.shell.mass_deletion import GoneViewModel
from smsbook_gui.viewmodels.shell.practice import PracticeViewModel, ToTry
from smsbook_gui.viewmodels.shell.status import StatusViewModel
from smsbook_gui.viewmodels.shell.workspace_state import WorkspaceState, unsettled_book

MOST_MERGED = 20
"""More contacts side by side are more than a person can look at."""


class WorkspaceViewModel(StateViewModel[WorkspaceState]):
    """Connects sidebar, table and form of one account; made for it, closed with it.

    `asked` carries a Question. The `…_requested` signals ask the view for a dialog or a focus.
    `on_unhandled` hears of errors that are nobody's but ours; `banner_seconds` is how long a banner
    with "Undo" stands.
    """

    asked = Signal(object)
    book_dialog_requested = Signal()
    book_settling_requested = Signal()
    add_existing_requested = Signal()
    activity_requested = Signal()
    duplicates_requested = Signal()
    comparison_requested = Signal()
    export_requested = Signal()
    check_list_requested = Signal()
    backups_requested = Signal()
    print_requested = Signal()
    bulk_edit_requested = Signal()
    form_requested = Signal()
    search_ended = Signal()
    """The table shows all again: what was searched for is no matter any more."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        *,
        on_unhandled: Callable[[BaseException], None] | None = None,
        banner_seconds: float = DEFAULT_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(WorkspaceState(session.account.name, session.account.practice), parent)
        self._session = session
        self._place = ViewState(settings, session.account.id)
        self._on_unhandled = on_unhandled
        self._tasks = TaskScope(on_unhandled=self._bug)
        self._books: tuple[AddressBook, ...] = ()
        self._books_back: tuple[AddressBook, ...] = ()
        """Deleted here, and not let go by the service."""
        self._counts = Counts()
        self._actions = NextActions()
        self._new_contact_waits = False
        self._returning = False
        tasks = self._tasks
        self.banner = BannerViewModel(self)
        self.practice = PracticeViewModel(session.account, settings, self)
        self.sidebar = SidebarViewModel(self)
        self.table = TableViewModel(session.local.contacts, tasks, self)
        self.form = ContactFormViewModel(session, tasks, parent=self)
        self.cell_edit = CellEditViewModel(self.form, self.table, self)
        self.jump = JumpViewModel(session.local.contacts, tasks, self.table, self)
        self.filters = FiltersViewModel(session, tasks, self.table, self)
        self.views = ViewsViewModel(session, tasks, self.table, self.banner, parent=self)
        self.check_list = CheckListViewModel(session, tasks, self.table, self)
        self.backups = BackupsViewModel(session, tasks, self)
        self.several = SeveralViewModel(session, tasks, self.table, self)
        self._on_screen = OnScreen(session.engine, self.table, self.form, self)
        self.reasons = ReasonsViewModel(self)
        self.status = StatusViewModel(session.engine, self)
        self.gone = GoneViewModel(session.engine, self.banner, self)
        self.attention = AttentionViewModel(session, tasks, parent=self)
        self.activity = ActivityViewModel(session, tasks, parent=self)
        self.book_dialog = BookDialogViewModel(session, tasks, parent=self)
        self.book_settling = BookSettlingViewModel(session, tasks, parent=self)
        self.adding = AddExistingViewModel(session, tasks, parent=self)
        self.importing = ImportViewModel(
            session, session.imports, tasks, self.banner, likely_book=self._likely_book, parent=self
        )
        self.left_out = LeftOutViewModel(session.imports, tasks, self)
        self.exporting = ExportViewModel(
            session, settings, tasks, self.table, self.banner, parent=self
        )
        self.printing = PrintViewModel(
            session, settings, tasks, self.table, self.banner, parent=self
        )
        self.duplicates = DuplicatesViewModel(session, tasks, parent=self)
        self.comparison = ComparisonViewModel(session, tasks, parent=self)
        self.copying = CopyViewModel(session, tasks, self.table, self.banner, parent=self)
        self.bulk_edit = BulkEditViewModel(session, tasks, self.table, parent=self)
        self.commands = ContactCommands(
            session, tasks, self.banner, banner_seconds=banner_seconds, parent=self
        )
        self.copy_to_book = CopyToBook(session, tasks, self.banner, self)
        self.cells = CellsViewModel(session, tasks, self.table, self.bulk_edit, self)
        self._connect()
        self._unsubscribe = session.local.subscribe(self._store_changed)
        tasks.run(self._start(), name="open workspace", on_error=self.banner.problem)

    async def idle(self) -> None:
        """Wait until all is done that was asked for here."""
        await self._tasks.idle()

    async def close(self) -> None:
        """Remember the place, stop following, and end what runs. The session stays open."""
        self.save_place()
        self._unsubscribe()
        await self.importing.close()
        self.comparison.close()
        for part in (
            self._on_screen,
            self.form,
            self.status,
            self.gone,
            self.attention,
            self.activity,
        ):
            part.close()
        await self._tasks.close()

    def save_place(self) -> None:
        """Remember scope, order and selection for the next start."""
        self._place.save(self.table.state, self.table.selected_ids())

    def leave(self, then: Callable[[], None], kept: Callable[[], None] | None = None) -> None:
        """Call `then` once nothing unsaved is in the way, `kept` if the person stays."""
        self.form.leave(then, kept)

    def account_changed(self) -> None:
        """The account's name, labels or phone rules were changed."""
        self.table.model.set_labels(self._session.account.labels)
        self.filters.follow()
        self.form.account_changed()
        self._update()

    # ---- commands --------------------------------------------------------------------------

    def new_contact(self) -> None:
        """Start a new contact; where there is no address book yet, that comes first."""
        if not self._books:
            self._new_contact_waits = True
            self.add_book()
            return
        self.form.leave(self._start_new_contact)

    def edit_current(self) -> None:
        """Go to the form of the contact that the person made current."""
        self.table.settle_pick()
        if self.form.state.mode in {FormMode.CONTACT, FormMode.NEW}:
            self.form_requested.emit()

    def go_to(self, contact_id: int) -> None:
        """Show that contact (local id), among all contacts where the table has it not."""

        def go() -> None:
            self.table.set_current(contact_id)
            self._show(contact_id)
            if self.table.model.place_of(contact_id) is None:
                self.sidebar.choose(Scope())
                self.table.search("")
                self.table.clear_filters()
                self.search_ended.emit()

        self.form.leave(go)

    def delete_selected(self) -> None:
        """Delete the selected contacts."""
        ids = self.table.selected_ids()
        if not ids or not self._state.can_change:
            return
        after = self.table.neighbour_of(ids)

        def then() -> None:
            going = frozenset(ids)
            if self.form.state.mode is FormMode.NEW or self.form.has_unsaved:
                return
            if going.issuperset(self.table.selected_ids()):  # nothing else was selected since
                self.table.set_current(after)
                self._show(after)

        self._when_free(ids, lambda: self.commands.delete(ids, then))

    def put_selected(self, book_id: int, as_copies: bool) -> None:
        """Move the selected contacts to an address book (local id), or copy them there."""
        if self._state.can_move:
            self.put(self.table.selected_ids(), book_id, as_copies)

    def put(self, ids: Sequence[int], book_id: int, as_copies: bool) -> None:
        """Move these contacts to an address book (local id), or copy them there."""
        if not as_copies:
            self.move(ids, book_id)
            return
        name = next((book.name for book in self._books if book.local_id == book_id), "")
        self._when_free(ids, lambda: self.copy_to_book.copy(ids, book_id, shown(name)))

    def move(self, ids: Sequence[int], book_id: int) -> None:
        """Move these contacts to an address book (local id)."""
        name = next((book.name for book in self._books if book.local_id == book_id), "")
        self._when_free(ids, lambda: self.commands.move(ids, book_id, shown(name)))

    def edit_selected(
        self, operation: Operation = Operation.SET, field: ContactField | None = None
    ) -> None:
        """Edit all selected contacts in one go, beginning with that operation (on that field)."""

        def start() -> None:
            if self._state.can_change:
                self.bulk_edit.opened(operation, self._books)
                if field is not None:
                    self.bulk_edit.set_field(field)
                self.bulk_edit_requested.emit()

        if self._state.can_change:
            self.form.leave(start)

    def paste_onto_cells(self, pasted: Pasted, columns: Sequence[Column]) -> None:
        """Put what was copied onto the cells; `columns` are those on show, in their order."""
        self.form.leave(lambda: self.cells.paste(pasted, columns, self._books))

    def fill_down(self) -> None:
        """Give the cells what stands in the first selected row, or above the only one."""
        self.form.leave(lambda: self.cells.fill_down(self._books))

    def clear_cells(self) -> None:
        """Clear the marked cells."""
        self.form.leave(lambda: self.cells.clear(self._books))

    def cut_cells(self) -> None:
        """Copy the marked cells, and clear them once they are on the clipboard."""
        if cells := self.table.state.cells:
            self.copying.copy_cells(cells, then=self.clear_cells)

    def restore_selected(self) -> None:
        """Bring the selected deleted contacts back, after a question."""
        if self._state.can_restore:
            self.commands.restore(self.table.selected_ids())

    def undo(self) -> None:
        """Take back the last action."""
        self.practice.done(ToTry.TAKE_BACK)
        self.commands.undo()

    def redo(self) -> None:
        """Take back the last undo."""
        self.commands.redo()

    def show_elsewhere(self) -> None:
        """Show what a search that finds nothing here finds elsewhere."""
        elsewhere = self.table.state.elsewhere
        if elsewhere is not None:
            self.sidebar.choose(elsewhere.scope)

    def sync_now(self) -> None:
        """List the service's contacts again."""
        self._session.engine.sync_now()

    def add_book(self) -> None:
        """Add an address book."""
        self.book_dialog.start_add()
        self.book_dialog_requested.emit()

    def rename_book(self, book_id: int | None = None) -> None:
        """Rename an address book, the one (or the view) on show if none is named."""
        if book_id is None and self.views.state.on_show is not None:
            self.views.ask_rename()
            return
        book = self._book(book_id)
        if book is not None:
            self.book_dialog.start_rename(book)
            self.book_dialog_requested.emit()

    def delete_book(self, book_id: int | None = None) -> None:
        """Delete an address book, the one on show if none is named."""
        book = self._book(book_id)
        if book is not None:
            self.book_dialog.start_delete(book, self._books)
            self.book_dialog_requested.emit()

    def step_book(self, step: int) -> None:
        """Put the address book or view on show one place further down (1) or up (-1)."""
        self.views.step(step)
        if self._state.book is not None:
            self.sidebar.step_book(self._state.book.local_id, step)

    def colour_book(self, colour: BookColour | None) -> None:
        """Mark the address book on show with a colour; with none, or with its own, take it off."""
        book = self._state.book
        if book is not None:
            chosen = None if book.colour is colour else colour
            self._run(self._session.books.set_colour(book.local_id, chosen), "colour book")

    def _order_books(self, ids: Sequence[int]) -> None:
        self._run(self._session.books.set_order(ids), "order books")

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.run(work, name=name, on_error=self.banner.problem, shielded=True)

    def settle_book(self) -> None:
        """Settle the address book on show, where it was not accepted or nobody knows of it."""
        book = self._state.unsettled_book
        if book is not None:
            self.book_settling.start(book)
            self.book_settling_requested.emit()

    def add_existing(self) -> None:
        """Add contacts by the service's ids."""
        self.adding.opened(self._likely_book())
        self.add_existing_requested.emit()

    def export(self, columns: Sequence[tuple[Column, bool]]) -> None:
        """Export contacts; `columns` as the table has them, with whether they are on show."""
        self.exporting.opened(columns, self._books, self._counts)
        self.export_requested.emit()

    def print_contacts(self, columns: Sequence[Column]) -> None:
        """Print what the table shows, or what is selected of it; `columns` are those on show."""
        if self._state.any_shown:
            self.printing.opened(columns, self._books)
            self.print_requested.emit()

    def find_duplicates(self) -> None:
        """Find contacts that are there more than once; what is unsaved in the form comes first."""

        def find() -> None:
            book = self._state.book
            self.duplicates.opened(self._books, None if book is None else book.local_id)
            self.duplicates_requested.emit()

        self.form.leave(find)

    def merge_selected(self) -> None:
        """Merge the selected contacts, or say why they cannot be."""

        def merge() -> None:
            ids = self.table.selected_ids()
            if self._state.can_merge and len(ids) <= MOST_MERGED:
                self.duplicates.opened_with(self._books, ids)
                self.duplicates_requested.emit()
            elif self._state.can_merge:
                words = tr(
                    "Up to {most} contacts can be merged at once. “Find duplicates…” looks through "
                    "as many as you like."
                )
                self.banner.show(Banner(words.format(most=number(MOST_MERGED))))

        self.form.leave(merge)

    def compare_with_file(self) -> None:
        """Compare an address book with a list; what is unsaved in the form comes first."""

        def compare() -> None:
            book = self._state.book
            self.comparison.opened(None if book is None else book.local_id)
            self.comparison_requested.emit()

        self.form.leave(compare)

    def show_check_list(self) -> None:
        """Look through the contacts for what is odd."""
        self.check_list.opened()
        self.check_list_requested.emit()

    def restore_backup(self) -> None:
        """Show what differs from a backup; what is unsaved in the form comes first."""

        def show() -> None:
            self.backups.opened()
            self.backups_requested.emit()

        self.form.leave(show)

    def show_activity(self) -> None:
        """Show what was done."""
        self.activity_requested.emit()

    # ---- following -------------------------------------------------------------------------

    def _connect(self) -> None:
        for part in (self.commands, self.copy_to_book, self.attention, self.gone):
            part.asked.connect(self.asked)
        self.status.gone_requested.connect(self.gone.ask)
        self.reasons.chosen.connect(self.table.set_reason)
        self.sidebar.scope_chosen.connect(self.table.set_scope)
        self.sidebar.order_wanted.connect(self._order_books)
        self.several.state_changed.connect(self._offer)
        self.sidebar.state_changed.connect(self._update)
        self.table.state_changed.connect(self._update)
        self.table.state_changed.connect(self._follow_reasons)
        self.table.state_changed.connect(self._follow_trying)
        self.importing.state_changed.connect(self._follow_trying)
        self.importing.run.landed.connect(self._tell_imported)
        self.table.picked.connect(self._picked)
        self.table.rows_landed.connect(self._rows_landed)
        self.table.failed.connect(self.banner.problem)
        self.filters.failed.connect(self.banner.problem)
        self.views.chosen.connect(self.sidebar.choose)
        self.views.state_changed.connect(self._show_entries)
        self.jump.failed.connect(self.banner.problem)
        self.check_list.shown.connect(self._follow_scope)
        self.check_list.repair_wanted.connect(self._repair)
        self.several.failed.connect(self.banner.problem)
        self.form.saved.connect(self._saved)
        self.form.other_wanted.connect(self.go_to)
        self.activity.undo_requested.connect(self.undo)
        self.copy_to_book.copied.connect(self.commands.show_copied)
        self.duplicates.told.connect(self.commands.show_batch)
        self.comparison.told.connect(self.commands.show_batch)
        self.backups.restored.connect(self.commands.show_batch)
        self.backups.made.connect(self.banner.done)
        self.backups.failed.connect(self.banner.problem)
        self.book_dialog.done.connect(self._book_done)
        self.bulk_edit.done.connect(self.commands.show_edited)
        self.bulk_edit.failed.connect(self.banner.problem)
        self.cells.failed.connect(self.banner.problem)
        self.cells.told.connect(lambda text: self.banner.show(Banner(text)))
        self.cells.preview_requested.connect(self.bulk_edit_requested)
        self.cells.edited.connect(lambda done: self.commands.show_edited(done, None))
        self.cells.adding_wanted.connect(
            lambda pasted: self.importing.open_pasted(pasted.text, pasted.html)
        )
        self.book_dialog.deleted.connect(self.commands.show_deleted_book)

    async def _start(self) -> None:
        self.table.model.set_labels(self._session.account.labels)
        await self._read_counts()
        self._follow_actions()
        draft = await self._session.local.drafts.get()
        if draft is not None:
            open_it = partial(self._open_draft, draft)
            self.banner.show(draft_banner(open_it, self._discard_draft))
        # Before there is anything to delete: a delete of now would get a second banner.
        await self.commands.show_held_deletes()
        self._returning = draft is None
        arrangements = await self.views.load()
        query = self._place.query_among({book.local_id for book in self._books}, arrangements)
        self.table.start(query, arrangements)
        self.sidebar.choose(query.scope)
        await self.importing.recall()

    def _return_to_place(self) -> None:
        """The first rows are in: go to where the person was."""
        self._returning = False
        place = self._place
        if len(place.selected) > 1:
            self.table.set_current(place.current)
            self.table.select_ids(place.selected)
        elif place.selected and self.table.model.place_of(place.selected[0]) is not None:
            self.table.set_current(place.selected[0])
            self._show(place.selected[0])

    def _open_draft(self, draft: Draft) -> None:
        self.form.open_draft(draft)
        self.table.set_current(draft.contact_id)
        self.form_requested.emit()

    def _discard_draft(self) -> None:
        self._tasks.run(
            self._session.local.drafts.clear(),
            name="discard draft",
            on_error=self.banner.problem,
        )

    def _store_changed(self, changes: Changes) -> None:
        self.table.follow(changes)
        self.several.follow(changes)
        if changes.rows or changes.contacts is None or changes.contacts:
            self.views.count()
        if changes.history or changes.rows:
            self._follow_actions()
        if changes.books or changes.counts:
            self._tasks.replace(
                "workspace counts", self._read_counts(), on_error=self.banner.problem
            )

    def _repair(self, line: CheckLine) -> None:
        """Edit all that a line of the check list is about, once the table shows them."""
        assert line.repair is not None
        operation, field = line.repair

        def landed(_fresh: bool) -> None:
            if self.table.state.query.filters != line.filters:
                self.table.rows_landed.disconnect(landed)
            elif self.table.state.complete:
                self.table.rows_landed.disconnect(landed)
                self.table.select_all()
                self.edit_selected(operation, field)

        self.table.rows_landed.connect(landed)
        if self.table.state.complete:
            landed(True)

    def _follow_scope(self) -> None:
        """The table went to another entry of the sidebar by itself."""
        self.sidebar.choose(self.table.state.query.scope)

    def _follow_actions(self) -> None:
        self._tasks.refresh("workspace undo", self._read_actions, on_error=self.banner.problem)

    async def _read_actions(self) -> None:
        self._actions = await self._session.local.bulk.next_actions()
        self._update()

    async def _read_counts(self) -> None:
        local = self._session.local
        self._books = tuple(await local.books.get_all())
        self._books_back = tuple(await local.books.refused_deletes())
        self._counts = counts = await local.contacts.counts()
        self.table.model.set_books({book.local_id: book.name for book in self._books})
        colours = {book.local_id: book.colour for book in self._books if book.colour is not None}
        self.table.model.set_colours(colours)
        self.filters.follow()
        self.table.set_counts(counts)
        self._show_entries()
        self._follow_reasons()

    def _show_entries(self) -> None:
        views = self.views.state
        books = [*self._books, *self._books_back]
        self.sidebar.set_content(books, self._counts, views.views, views.counts)
        self._update()

    def _follow_reasons(self) -> None:
        self.reasons.follow(self.table.state.query, self._counts)

    def _tell_imported(self, batch_id: int, all_new: bool) -> None:
        def show(scope: Scope, only: Filter) -> None:
            self.table.show_filtered(scope, (only,))
            self._follow_scope()

        self.commands.show_imported(batch_id, all_new, show)

    def _follow_trying(self) -> None:
        if self.table.state.query.text:
            self.practice.done(ToTry.FIND)
        if self.importing.mapping.state.name:
            self.practice.done(ToTry.DROP)

    def _picked(self) -> None:
        """The person's gesture in the table is over: let the form follow, if it may."""
        self.cell_edit.when_settled(lambda: self.form.leave(self._show_selected, self._back))

    def _show_selected(self) -> None:
        """The form shows what commands are about: one contact, a number of them, or nothing."""
        count = self.table.selection.count
        if count > 1:
            self.form.show_several(count)
            self.attention.show(self.table.selected_ids())
            return
        only = self.table.selection.only
        chosen = only if only is not None else next(iter(self.table.selected_ids()), None)
        if chosen is None or chosen != self.form.state.contact_id:
            self._show(chosen)

    def _show(self, contact_id: int | None) -> None:
        row = self.table.model.row_at_hand(contact_id)
        self.form.show(contact_id, None if row is None else row.contact)
        if contact_id is not None:  # assistive technology selects a row without making it current
            self.table.set_current(contact_id, select=False)
        self.attention.show(() if contact_id is None else (contact_id,))

    def _back(self) -> None:
        """The person goes on editing: the table goes back to the form's contact."""
        self.table.set_current(self.form.state.contact_id)

    def _rows_landed(self, fresh: bool) -> None:
        """Other rows: the form follows what of the selection they still show.

        Unsaved edits stay. So does a contact that the person did not send away: it left the rows
        because it was changed, or because it is gone, which the form tells.
        """
        if self._returning:
            self._return_to_place()
        form, selected = self.form.state, self.table.state.selected
        if form.mode is FormMode.NEW or self.form.has_unsaved:
            return
        if form.mode is not FormMode.CONTACT:
            if selected != form.selected:
                self._show_selected()
            return
        in_rows = self.table.model.place_of(form.contact_id) is not None
        if in_rows and not selected:
            self.table.set_current(form.contact_id)
        elif fresh or selected:
            self._show_selected()

    def _saved(self, contact_id: int) -> None:
        self.commands.something_else_done()
        self._place.remember_book(self.form.state.book_id)
        if not self.table.state.selected:  # it is new
            self.table.set_current(contact_id)

    def _book_done(self, book_id: int) -> None:
        self.commands.something_else_done()
        if self._new_contact_waits:
            self._new_contact_waits = False
            self._place.remember_book(book_id)
            self.form.leave(self._start_new_contact)

    def _start_new_contact(self) -> None:
        self.form.new(self._likely_book())
        self.table.set_current(None)
        self.attention.show(())
        self.form_requested.emit()

    def _when_free(self, ids: Sequence[int], act: Callable[[], None]) -> None:
        """Edits of the form's own contact are asked about before it is acted on."""
        if self.form.state.contact_id in ids:
            self.form.leave(act)
        else:
            act()

    def _book(self, book_id: int | None) -> AddressBook | None:
        if book_id is None:
            return self._state.book
        return next((book for book in self._books if book.local_id == book_id), None)

    def _likely_book(self) -> int | None:
        """Where something new goes (local id): the address book on show, the last used or only one.

        None where nothing tells.
        """
        there = [book.local_id for book in self._books]
        on_show, last = self._state.home, self._place.last_book
        if on_show is not None:
            return on_show.local_id
        if last in there:
            return last
        return there[0] if len(there) == 1 else None

    def _bug(self, error: BaseException) -> None:
        self.banner.bug(error)
        if self._on_unhandled is not None:
            self._on_unhandled(error)

    def _is_any_filled(self) -> bool:
        """Whether a row stands above the selected ones, or among them, to fill cells from."""
        table, ids = self.table.state, self.table.model.ids
        is_below = table.selected > 1 or (bool(ids) and table.current not in {None, ids[0]})
        return is_below and not FILLED.isdisjoint(table.cells or (table.column,))

    def _update(self) -> None:
        scope, table = self.sidebar.state.scope, self.table.state
        home = self._book(scope.book_id) if scope.book_id is not None else None
        on_show = home if scope.view is None else None
        self._set(
            WorkspaceState(
                self._session.account.name,
                self._session.account.practice,
                self._books,
                on_show,
                scope.kind,
                table.selected,
                unsettled_book((*self._books, *self._books_back), scope.book_id),
                undo_words(self._actions.undo),
                redo_words(self._actions.redo),
                self._counts.deleted,
                self._counts.deleting,
                table.shown > 0,
                table.column in EDITABLE,
                not CLEARED.isdisjoint(table.cells),
                self._is_any_filled(),
                home,
                self.views.state,
            )
        )
        self._offer()

    def _offer(self) -> None:
        """What can be put into another address book, and where it is."""
        home = self.several.state.home
        only = self.table.model.row_at_hand(self.table.selection.only)
        if only is not None:
            home = only.contact.book_id
        self.sidebar.offer(self._state.selected if self._state.can_move else 0, home)
