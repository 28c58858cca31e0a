"""One open account in the window: its parts, and how they follow each other."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.batch import BatchKind, NextActions, UndoReport, WayBack
from smsbook_gui.domain.contacts.contact import AddressBook, BookColour
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.filters import Filter
from smsbook_gui.domain.contacts.query import Changes, Counts, Scope
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.attention.attention import AttentionViewModel
from smsbook_gui.viewmodels.attention.reasons import ReasonsViewModel
from smsbook_gui.viewmodels.books.sidebar import SidebarViewModel
from smsbook_gui.viewmodels.bulk.cells import CLEARED, FILLED, CellsViewModel, Pasted
from smsbook_gui.viewmodels.common.banner import (
    DEFAULT_SECONDS,
    Banner,
    BannerViewModel,
    draft_banner,
)
from smsbook_gui.viewmodels.common.days import Days
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.contacts.action_text import redo_words, undo_words
from smsbook_gui.viewmodels.contacts.cell_edit import EDITABLE, CellEditViewModel
from smsbook_gui.viewmodels.contacts.commands import ContactCommands
from smsbook_gui.viewmodels.contacts.copy_to_book import CopyToBook
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel, FormMode
from smsbook_gui.viewmodels.contacts.jump import JumpViewModel
from smsbook_gui.viewmodels.contacts.on_screen import OnScreen
from smsbook_gui.viewmodels.contacts.several import SeveralViewModel
from smsbook_gui.viewmodels.contacts.table import Column, TableViewModel
from smsbook_gui.viewmodels.contacts.view_state import ViewState
from smsbook_gui.viewmodels.exports.copy import CopyViewModel
from smsbook_gui.viewmodels.filters.filters import FiltersViewModel
from smsbook_gui.viewmodels.filters.saved_views import ViewsViewModel
from smsbook_gui.viewmodels.history.erasing import ErasingViewModel
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.viewmodels.shell.first_sync import first_sync_banner
from smsbook_gui.viewmodels.shell.form_follower import FormFollower
from smsbook_gui.viewmodels.shell.mass_deletion import MassDeletionViewModel
from smsbook_gui.viewmodels.shell.practice import PracticeViewModel, ToTry
from smsbook_gui.viewmodels.shell.status import StatusViewModel
from smsbook_gui.viewmodels.shell.windows import AccountWindows
from smsbook_gui.viewmodels.shell.workspace_state import WorkspaceState, unsettled_book


class WorkspaceViewModel(StateViewModel[WorkspaceState]):
    """Connects sidebar, table and form of one account; made for it, closed with it.

    `asked` carries a Question; `form_requested` asks the view to go to the form. `on_unhandled` is
    called with errors that are bugs of ours; `banner_seconds` is how long a banner with "Undo"
    stays.
    """

    asked = Signal(object)
    form_requested = Signal()
    search_ended = Signal()
    """The search is over: the table shows all contacts again."""

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
        """Deleted here, but the service refused."""
        self._counts = Counts()
        self._actions = NextActions()
        self._new_contact_waits = False
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
        self.several = SeveralViewModel(session, tasks, self.table, self)
        self._on_screen = OnScreen(session.engine, self.table, self.form, self)
        self.reasons = ReasonsViewModel(self)
        self.status = StatusViewModel(session.engine, self)
        self.gone = MassDeletionViewModel(session.engine, self.banner, self)
        self.attention = AttentionViewModel(session, tasks, parent=self)
        self.importing = ImportViewModel(
            session, session.imports, tasks, self.banner, likely_book=self._likely_book, parent=self
        )
        self.copying = CopyViewModel(session, tasks, self.table, self.banner, parent=self)
        self.commands = ContactCommands(
            session, tasks, self.banner, banner_seconds=banner_seconds, parent=self
        )
        self.erasing = ErasingViewModel(session, tasks, self.banner, self)
        self.copy_to_book = CopyToBook(session, tasks, self.banner, self)
        self.windows = AccountWindows(
            session,
            settings,
            tasks,
            account=lambda: self._state,
            counts=lambda: self._counts,
            table=self.table,
            form=self.form,
            commands=self.commands,
            banner=self.banner,
            parent=self,
        )
        self.cells = CellsViewModel(session, tasks, self.table, self.windows.bulk_edit, self)
        self._following = FormFollower(self.table, self.form, self.cell_edit, self.attention, self)
        self._connect()
        self._days = Days(session.now, self)
        self._days.turned.connect(self.table.follow_day)
        self._days.turned.connect(self.views.count)
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
        self.windows.close()
        for part in (self._on_screen, self.form, self.status, self.gone, self.attention):
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
            self.windows.add_book()
            return
        self.form.leave(self._start_new_contact)

    def edit_current(self) -> None:
        """Go to the form of the contact that the person made current."""
        self.table.settle_pick()
        if self.form.state.mode in {FormMode.CONTACT, FormMode.NEW}:
            self.form.edit()
            self.form_requested.emit()

    def go_to(self, contact_id: int) -> None:
        """Show that contact (local id), among all contacts where the table has it not."""

        def go() -> None:
            self.table.set_current(contact_id)
            self._following.show(contact_id)
            if self.table.model.place_of(contact_id) is None:
                self.sidebar.choose(Scope())
                self.table.search("")
                self.table.clear_filters()
                self.search_ended.emit()

        self.form.leave(go)

    def delete_selected(self) -> None:
        """Delete the selected contacts."""
        ids = self.table.selected_ids()
        if ids and self._state.can_change:
            self.delete(ids)

    def delete(self, ids: Sequence[int]) -> None:
        """Delete these contacts (local ids)."""
        after = self.table.neighbour_of(ids)

        def then() -> None:
            if self.form.state.mode is FormMode.NEW or self.form.has_unsaved:
                return
            chosen = self.table.selected_ids()
            # Unless something else was selected since. Sets of 100,000 take a frame.
            if chosen == ids or frozenset(ids).issuperset(chosen):
                self.table.set_current(after)
                self._following.show(after)

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

    def paste_onto_cells(self, pasted: Pasted, columns: Sequence[Column]) -> None:
        """Put what was copied onto the cells; `columns` are those on show, in their order."""
        self.form.leave(lambda: self.cells.paste(pasted, columns, self._books))

    def fill_down(self) -> None:
        """Fill the cells from the first selected row, or from the row above the only one."""
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

    def empty_deleted(self) -> None:
        """Erase all deleted contacts, after a question."""
        self.erasing.empty_deleted(self._counts.deleted, self._counts.deleting)

    def erase_selected(self) -> None:
        """Delete the selected deleted contacts for good, after a question."""
        if self._state.can_restore:
            self.erasing.erase(self.table.selected_ids())

    @property
    def days_deleted_stay(self) -> int:
        """How long contacts stay under Recently deleted; 0: always."""
        return self._session.account.keep_deleted

    @property
    def lists_books(self) -> bool:
        """Whether contacts that the service has come by themselves, as far as is known."""
        return self._session.engine.state.lists_books is not False

    def undo(self) -> None:
        """Take back the last action."""
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

    def rename_on_show(self) -> None:
        """Rename the address book or view on show."""
        if self.views.state.on_show is not None:
            self.views.ask_rename()
        elif self._state.book is not None:
            self.windows.rename_book(self._state.book)

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

    def add_existing(self) -> None:
        """Add contacts by the service's ids."""
        self.windows.add_existing(self._likely_book())

    # ---- following -------------------------------------------------------------------------

    def _connect(self) -> None:
        for part in (self.commands, self.erasing, self.copy_to_book, self.attention, self.gone):
            part.asked.connect(self.asked)
        self.status.gone_requested.connect(self.gone.ask)
        self.reasons.chosen.connect(self.table.set_reason)
        self.sidebar.scope_chosen.connect(self.table.set_scope)
        self.sidebar.order_wanted.connect(self._order_books)
        self.sidebar.view_order_wanted.connect(self.views.order)
        self.several.state_changed.connect(self._offer)
        self.sidebar.state_changed.connect(self._update)
        self.table.state_changed.connect(self._update)
        self.table.state_changed.connect(self._follow_reasons)
        self.table.state_changed.connect(self._follow_trying)
        self.importing.state_changed.connect(self._follow_trying)
        self.importing.run.landed.connect(self._tell_imported)
        self.table.failed.connect(self.banner.problem)
        self.filters.failed.connect(self.banner.problem)
        self.views.chosen.connect(self.sidebar.choose)
        self.views.state_changed.connect(self._show_entries)
        self.jump.failed.connect(self.banner.problem)
        self.several.failed.connect(self.banner.problem)
        self.form.saved.connect(self._saved)
        self.form.other_wanted.connect(self.go_to)
        self.form.erase_wanted.connect(lambda contact_id: self.erasing.erase((contact_id,)))
        self.copy_to_book.copied.connect(self.commands.show_copied)
        self.windows.check_list.shown.connect(self._follow_scope)
        self.windows.activity.taken_back.connect(self.commands.tell_taken_back)
        self.commands.taken_back.connect(self._follow_taking_back)
        self.commands.came_back.connect(self._following.select)
        self.windows.book_dialog.done.connect(self._book_done)
        self.cells.failed.connect(self.banner.problem)
        self.cells.told.connect(lambda text: self.banner.show(Banner(text)))
        self.cells.preview_requested.connect(partial(self.windows.open, self.windows.bulk_edit))
        self.filters.dialog_requested.connect(partial(self.windows.open, self.filters.dialog))
        self.views.name_requested.connect(partial(self.windows.open, self.views))
        self.cells.edited.connect(lambda done: self.commands.show_edited(done, None))
        self.cells.adding_wanted.connect(
            lambda pasted: self.importing.open_pasted(pasted.text, pasted.html)
        )

    async def _start(self) -> None:
        self.table.model.set_labels(self._session.account.labels)
        await self._read_counts()
        self._follow_actions()
        draft = await self._session.local.drafts.get()
        if draft is not None:
            open_it = partial(self._open_draft, draft)
            self.banner.show(draft_banner(open_it, self._discard_draft))
        # Before anything can be deleted: a new delete would get a second banner.
        await self.commands.show_held_deletes()
        if draft is None:
            self._following.select(self._place.selected)
        arrangements = await self.views.load()
        query = self._place.query_among({book.local_id for book in self._books}, arrangements)
        self.table.start(query, arrangements)
        self.sidebar.choose(query.scope)
        await self.importing.recall()

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

    def _follow_scope(self) -> None:
        """Follow the table, which went to another entry of the sidebar by itself."""
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
        if counts.listed_first:
            self._tell_first_sync(counts)
            await local.contacts.told_what_came()

    def _tell_first_sync(self, counts: Counts) -> None:
        def show(scope: Scope) -> None:
            self.table.show_filtered(scope, ())
            self._follow_scope()

        banner = first_sync_banner(counts, self._books, show)
        if banner is not None:
            self.banner.show(banner)

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

    def _follow_taking_back(self, report: UndoReport, way: WayBack) -> None:
        if way is WayBack.UNDO and report.kind is BatchKind.EDIT:
            self.practice.done(ToTry.TAKE_BACK)

    def _saved(self, contact_id: int) -> None:
        self.commands.something_else_done()
        self._place.remember_book(self.form.state.book_id)
        if not self.table.state.selected:  # It is new.
            self.table.set_current(contact_id)

    def _book_done(self, book_id: int) -> None:
        self.commands.something_else_done()
        if self._new_contact_waits:
            self._new_contact_waits = False
            self._place.remember_book(book_id)
            self.form.leave(self._start_new_contact)

    def _start_new_contact(self) -> None:
        self._following.show_new(self._likely_book())
        self.form_requested.emit()

    def _when_free(self, ids: Sequence[int], act: Callable[[], None]) -> None:
        """Acts on contacts; if the form's is among them, asks about its unsaved edits first."""
        if self.form.state.contact_id in ids:
            self.form.leave(act)
        else:
            act()

    def _likely_book(self) -> int | None:
        """Where something new goes (local id): the address book on show, the last used or the only
        one.

        None if none of these applies.
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
        home = next((book for book in self._books if book.local_id == scope.book_id), None)
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
        """Tells the sidebar how many contacts can be put into another address book, and where they
        are."""
        home = self.several.state.home
        only = self.table.model.row_at_hand(self.table.selection.only)
        if only is not None:
            home = only.contact.book_id
        self.sidebar.offer(self._state.selected if self._state.can_move else 0, home)
