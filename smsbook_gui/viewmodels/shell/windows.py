"""The windows of one account: what each is about, what opens it, and where its outcome goes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.contacts.query import Counts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.backups.backups import BackupsViewModel
from smsbook_gui.viewmodels.books.dialogs import BookDialogViewModel
from smsbook_gui.viewmodels.books.settling import BookSettlingViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit import BulkEditViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit_state import Fields, Operation
from smsbook_gui.viewmodels.bulk.check_list import CheckLine, CheckListViewModel
from smsbook_gui.viewmodels.bulk.duplicates import DuplicatesViewModel
from smsbook_gui.viewmodels.common.banner import Banner, BannerViewModel
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.comparisons.window import ComparisonViewModel
from smsbook_gui.viewmodels.contacts.add_existing import AddExistingViewModel
from smsbook_gui.viewmodels.contacts.commands import ContactCommands
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel
from smsbook_gui.viewmodels.contacts.table import Column, TableViewModel
from smsbook_gui.viewmodels.exports.export import ExportViewModel
from smsbook_gui.viewmodels.exports.printing import PrintViewModel
from smsbook_gui.viewmodels.history.activity import ActivityViewModel
from smsbook_gui.viewmodels.history.history import HistoryViewModel
from smsbook_gui.viewmodels.history.holdings import HoldingsViewModel
from smsbook_gui.viewmodels.imports.suppression_list import SuppressionListViewModel
from smsbook_gui.viewmodels.shell.workspace_state import WorkspaceState

MOST_MERGED = 20
"""More contacts side by side are more than a person can look at."""


class AccountWindows(QObject):
    """Made by the workspace. `account` and `counts` tell how the account stands at that moment.

    `requested` carries the view-model of a window that is to be opened; which dialog that is stands
    in `views/shell/windows.py`. What would change contacts comes after what is unsaved in the form.
    """

    requested = Signal(object)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        tasks: TaskScope,
        *,
        account: Callable[[], WorkspaceState],
        counts: Callable[[], Counts],
        table: TableViewModel,
        form: ContactFormViewModel,
        commands: ContactCommands,
        banner: BannerViewModel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._account = account
        self._counts = counts
        self._table = table
        self._form = form
        self._banner = banner
        self.book_dialog = BookDialogViewModel(session, tasks, parent=self)
        self.book_settling = BookSettlingViewModel(session, tasks, parent=self)
        self.adding = AddExistingViewModel(session, tasks, parent=self)
        self.suppression_list = SuppressionListViewModel(session.imports, tasks, self)
        self.exporting = ExportViewModel(session, settings, tasks, table, banner, parent=self)
        self.printing = PrintViewModel(session, settings, tasks, table, banner, parent=self)
        self.duplicates = DuplicatesViewModel(session, tasks, parent=self)
        self.comparison = ComparisonViewModel(session, tasks, parent=self)
        self.bulk_edit = BulkEditViewModel(session, tasks, table, parent=self)
        self.check_list = CheckListViewModel(session, tasks, table, self)
        self.backups = BackupsViewModel(session, tasks, self)
        self.holdings = HoldingsViewModel(session, tasks, self)
        self.activity = ActivityViewModel(session, tasks, parent=self)
        self.history = HistoryViewModel(session, tasks, parent=self)
        self._connect(commands, banner)

    def close(self) -> None:
        """Stop following the account."""
        self.comparison.close()
        self.activity.close()

    def open(self, model: QObject) -> None:
        """Open the window of that view-model, which knows what it is about."""
        self.requested.emit(model)

    # ---- address books ---------------------------------------------------------------------

    def add_book(self) -> None:
        """Add an address book."""
        self.book_dialog.start_add()
        self.open(self.book_dialog)

    def rename_book(self, book: AddressBook) -> None:
        """Rename an address book."""
        self.book_dialog.start_rename(book)
        self.open(self.book_dialog)

    def delete_book(self) -> None:
        """Delete the address book on show."""
        account = self._account()
        if account.book is not None:
            self.book_dialog.start_delete(account.book, account.books)
            self.open(self.book_dialog)

    def settle_book(self) -> None:
        """Settle the address book on show, where it was not accepted or nobody knows of it."""
        book = self._account().unsettled_book
        if book is not None:
            self.book_settling.start(book)
            self.open(self.book_settling)

    # ---- contacts in and out ---------------------------------------------------------------

    def add_existing(self, book_id: int | None) -> None:
        """Add contacts by the service's ids, to that address book (local id) if nothing else."""
        self.adding.opened(book_id)
        self.open(self.adding)

    def show_suppression_list(self) -> None:
        """Show the numbers that imports leave out."""
        self.suppression_list.opened()
        self.open(self.suppression_list)

    def export(self, columns: Sequence[tuple[Column, bool]]) -> None:
        """Export contacts; `columns` as the table has them, with whether they are on show."""
        account = self._account()
        self.exporting.opened(columns, account.books, self._counts())
        self.open(self.exporting)

    def print_contacts(self, columns: Sequence[Column]) -> None:
        """Print what the table shows, or what is selected of it, with these columns."""
        account = self._account()
        if account.any_shown:
            self.printing.opened(columns, account.books)
            self.open(self.printing)

    def compare_with_file(self) -> None:
        """Compare an address book with a list."""

        def compare() -> None:
            self.comparison.opened(self._book_on_show())
            self.open(self.comparison)

        self._form.leave(compare)

    def show_holdings(self) -> None:
        """Show everything that is held on the person whom the selected contact is about; without
        one, ask who that is."""
        ids = self._table.selected_ids()
        self.holdings.opened(ids[0] if len(ids) == 1 else None)
        self.open(self.holdings)

    def restore_backup(self) -> None:
        """Show what differs from a backup."""

        def show() -> None:
            self.backups.opened()
            self.open(self.backups)

        self._form.leave(show)

    # ---- many contacts ---------------------------------------------------------------------

    def edit_selected(self, operation: Operation = Operation.SET, fields: Fields = ()) -> None:
        """Edit all selected contacts in one go, beginning with that operation (on these fields).

        What is to be replaced need not be selected.
        """

        def can_start() -> bool:
            account = self._account()
            replaces = operation is Operation.REPLACE
            return account.can_replace if replaces else account.can_change

        def start() -> None:
            if can_start():
                self.bulk_edit.opened(operation, self._account().books)
                if fields:
                    self.bulk_edit.set_fields(fields)
                self.open(self.bulk_edit)

        if can_start():
            self._form.leave(start)

    def find_duplicates(self) -> None:
        """Find contacts that are there more than once."""

        def find() -> None:
            self.duplicates.opened(self._account().books, self._book_on_show())
            self.open(self.duplicates)

        self._form.leave(find)

    def merge_selected(self) -> None:
        """Merge the selected contacts, or say why they cannot be."""

        def merge() -> None:
            ids = self._table.selected_ids()
            account = self._account()
            if account.can_merge and len(ids) <= MOST_MERGED:
                self.duplicates.opened_with(account.books, ids)
                self.open(self.duplicates)
            elif account.can_merge:
                words = tr(
                    "Up to {most} contacts can be merged at once. “Find duplicates…” looks through "
                    "as many as you like."
                )
                self._banner.show(Banner(words.format(most=number(MOST_MERGED))))

        self._form.leave(merge)

    def show_check_list(self) -> None:
        """Look through the contacts for what is odd."""
        self.check_list.opened()
        self.open(self.check_list)

    def show_activity(self) -> None:
        """Show what was done."""
        self.open(self.activity)

    def show_history(self) -> None:
        """Show what was done to the selected contact."""
        only = self._table.selection.only
        if only is None:
            return

        def show() -> None:
            self.history.open(only)
            self.open(self.history)

        self._form.leave(show)

    # ---- following -------------------------------------------------------------------------

    def _connect(self, commands: ContactCommands, banner: BannerViewModel) -> None:
        self.book_dialog.deleted.connect(commands.show_deleted_book)
        self.bulk_edit.done.connect(commands.show_edited)
        for told in (self.duplicates.told, self.comparison.told, self.backups.restored):
            told.connect(commands.show_batch)
        for failed in (self.bulk_edit.failed, self.backups.failed):
            failed.connect(banner.problem)
        self.backups.made.connect(banner.done)
        self.history.brought_back.connect(commands.show_batch)
        self.check_list.repair_wanted.connect(self._repair)
        self.check_list.duplicates_wanted.connect(self.find_duplicates)

    def _book_on_show(self) -> int | None:
        book = self._account().book
        return None if book is None else book.local_id

    def _repair(self, line: CheckLine) -> None:
        """Edit all that a line of the check list is about, once the table shows them."""
        assert line.repair is not None
        operation, fields = line.repair
        table = self._table

        def landed(_fresh: bool) -> None:
            if table.state.query.filters != line.filters:
                table.rows_landed.disconnect(landed)
            elif table.state.complete:
                table.rows_landed.disconnect(landed)
                table.select_all()
                self.edit_selected(operation, fields)

        table.rows_landed.connect(landed)
        if table.state.complete:
            landed(True)
