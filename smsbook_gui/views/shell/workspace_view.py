"""One open account on the screen: address books, table and form side by side."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.viewmodels.bulk.cells import Pasted
from smsbook_gui.viewmodels.common.banner import Banner
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form import FormMode, LeaveAnswer
from smsbook_gui.viewmodels.contacts.rows import SORTS
from smsbook_gui.viewmodels.contacts.table import Empty, TableState
from smsbook_gui.viewmodels.exports.state import plain_name
from smsbook_gui.viewmodels.shell.practice import ToTry
from smsbook_gui.viewmodels.shell.status import StatusState
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.attention.attention_view import AttentionView
from smsbook_gui.views.attention.reasons_bar import ReasonsBar
from smsbook_gui.views.books.sidebar_view import SidebarView
from smsbook_gui.views.contacts.form_view import ContactFormView
from smsbook_gui.views.contacts.move_dialog import MoveDialog
from smsbook_gui.views.contacts.several_view import SeveralView
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue, details_box
from smsbook_gui.views.dialogs.reading_order import heard_as_read
from smsbook_gui.views.exports.handover import put_on_clipboard, show_folder
from smsbook_gui.views.filters.filter_bar import FilterBar
from smsbook_gui.views.imports.window import dropped_file
from smsbook_gui.views.looks.style import UNIT, text_scale
from smsbook_gui.views.shell.banner_view import BannerView
from smsbook_gui.views.shell.import_launcher import ImportLauncher
from smsbook_gui.views.shell.practice_line import PracticeLine
from smsbook_gui.views.shell.side_splitter import OuterPart, SideSplitter
from smsbook_gui.views.shell.status_bar import StatusBar
from smsbook_gui.views.shell.table_head import SearchField, TableHead
from smsbook_gui.views.shell.windows import windows_of
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.empty_state import EmptyState

_FIRST_SIZES = [24 * UNIT, 120 * UNIT, 40 * UNIT]
VIEW_SUFFIX = "smsview"


class WorkspaceView(QWidget):
    """Everything of one account. `contacts_menu_requested` and `books_menu_requested` carry a
    global place, and whether an entry is meant or the empty space: the window's actions make the
    menus."""

    contacts_menu_requested = Signal(QPoint, bool)
    books_menu_requested = Signal(QPoint, bool)

    _ready = False

    def __init__(
        self, workspace: WorkspaceViewModel, dialogs: DialogQueue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._dialogs = dialogs
        self._windows = windows_of(workspace)
        self.imports = ImportLauncher(workspace, dialogs, self)
        self.sidebar = SidebarView(workspace.sidebar)
        self.search = SearchField()
        self.table = ContactTableView(workspace.table, workspace.cell_edit, workspace.jump)
        self.form = ContactFormView(workspace.form)
        self.table.edit_goes_on_in(self.form)
        self.several = SeveralView(workspace.several)
        self._attention = AttentionView(workspace.attention)
        self.practice = PracticeLine(workspace.practice)
        self._status = StatusBar(workspace.status)
        self._reasons = ReasonsBar(workspace.reasons)
        self._filters = FilterBar(workspace.filters, workspace.views)
        self._count = ElidedLabel(Qt.AlignmentFlag.AlignTrailing)
        self._head = TableHead(self.search, self._count, workspace.sidebar)
        self._results = ResultAnnouncer(self)
        self._empty = EmptyState()
        self._middle = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_table_state()
        self._order_stops()
        heard_as_read(self)
        self._ready = True

    def set_commands(self, actions: Sequence[QAction]) -> None:
        """Offer these for several selected contacts; the side of the card has room for them."""
        self.several.set_commands(actions)
        self._give_least_widths()

    def focus_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def ask_place(self, *, as_copies: bool = False) -> None:
        """Ask which address book the selected contacts move to, or are copied to."""
        self._ask_place(self.workspace.table.selected_ids(), as_copies=as_copies)

    def _ask_place(self, ids: Sequence[int], *, as_copies: bool = False) -> None:
        books = self.workspace.state.books
        self.workspace.commands.ask_place(ids, books, as_copies=as_copies)

    def copy(self, *, headed: bool = False) -> None:
        """Copy the marked cells; where whole rows are meant, the selected contacts as a table with
        the columns on show."""
        if cells := self.workspace.table.state.cells:
            self.workspace.copying.copy_cells(cells, headed=headed)
            return
        shown = [column for column, is_shown in self.table.columns() if is_shown]
        self.workspace.copying.copy(shown, headed=headed)

    def paste(self) -> None:
        """Put what was copied onto the cells; where no row is selected, import it."""
        pasted = _cells_in(QGuiApplication.clipboard().mimeData())
        if pasted is None or not self.workspace.state.can_change:
            self.imports.paste()
            return
        columns = [column for column, is_shown in self.table.columns() if is_shown]
        self.workspace.paste_onto_cells(pasted, columns)

    def ask_filter(self) -> None:
        """Ask for a filter, on the column that the keyboard is on at first."""
        self.table.request_filter()

    def save_view(self) -> None:
        """Save what is on show as a view."""
        self.workspace.views.ask_save(
            [SORTS[column] for column, is_shown in self.table.columns() if is_shown]
        )

    def share_view(self) -> None:
        """Ask where the view on show is to be written for others."""
        views = self.workspace.views
        if views.state.on_show is None:
            return
        name = plain_name(views.state.on_show.name)

        def make(parent: QWidget) -> QFileDialog:
            dialog = QFileDialog(parent, tr("Share as file"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters([_view_files()])
            dialog.setDefaultSuffix(VIEW_SUFFIX)
            dialog.selectFile(f"{name}.{VIEW_SUFFIX}")
            dialog.fileSelected.connect(lambda chosen: views.share(Path(chosen)))
            return dialog

        self._dialogs.open(make)

    def import_view(self) -> None:
        """Ask for the file of a view that somebody shared."""

        def make(parent: QWidget) -> QFileDialog:
            dialog = QFileDialog(parent, tr("Import view"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters([_view_files(), tr("All files (*)")])
            views = self.workspace.views
            dialog.fileSelected.connect(lambda chosen: views.open_file(Path(chosen)))
            return dialog

        self._dialogs.open(make)

    def export(self) -> None:
        """Export contacts."""
        self.workspace.windows.export(self.table.columns_to_export())

    def print_contacts(self) -> None:
        """Print what is selected, or all that the table shows."""
        self.workspace.windows.print_contacts(
            [column for column, is_printed in self.table.columns_to_print() if is_printed]
        )

    # ---- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.practice)
        column.addWidget(self._head)
        column.addWidget(self._reasons)
        column.addWidget(self._filters)
        column.addWidget(self._middle, 1)
        self._banner = BannerView(self.workspace.banner, self._middle, self.table, middle)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self._attention)
        self._pane = QStackedWidget()
        self._pane.addWidget(self.form)
        self._pane.addWidget(self.several)
        side.addWidget(self._pane, 1)
        middle.setMinimumWidth(33 * UNIT)
        self._right = right
        self._give_least_widths()
        scale = text_scale(self)
        left, *others = (round(width * scale) for width in _FIRST_SIZES)
        sizes = (max(left, self.sidebar.sizeHint().width()), *others)
        self.splitter = SideSplitter((self.sidebar, middle, right), sizes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(self._status)

    def _give_least_widths(self) -> None:
        """To the sides: they hold words, which may grow while the program runs."""
        scale = text_scale(self)
        self.sidebar.setMinimumWidth(round(18 * UNIT * scale))
        card = max(27 * UNIT, round(22 * UNIT * scale))
        self._right.setMinimumWidth(max(card, self.several.minimumSizeHint().width()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._ready:
            self._give_least_widths()

    def _try(self, what: ToTry) -> None:
        """Bring the person to where it is done."""
        if what is ToTry.FIND:
            self.focus_search()
        elif what is ToTry.TAKE_BACK:
            self.table.go_to_first()
            self.workspace.edit_current()
        else:
            self.workspace.importing.show()

    def _unfold(self, side: OuterPart) -> None:
        """Bring a side into sight that had no room; the button that did it goes, so the keyboard
        goes on where there is something to do."""
        self.splitter.unfold(side)
        stop = self.sidebar.list if side is OuterPart.LEFT else self.table
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        workspace = self.workspace
        self.splitter.folded_changed.connect(lambda: self._head.show_folded(self.splitter.folded))
        self._head.unfold_wanted.connect(self._unfold)
        self.search.textChanged.connect(workspace.table.search)
        self.practice.save_wanted.connect(self.export)
        self.practice.try_wanted.connect(self._try)
        workspace.search_ended.connect(self.search.clear)
        self.search.left_for_table.connect(self.table.go_to_first)
        self.sidebar.left_for_table.connect(self.table.go_to_first)
        self.sidebar.menu_requested.connect(self.books_menu_requested)
        self.sidebar.add_requested.connect(workspace.windows.add_book)
        self.sidebar.contacts_dropped.connect(workspace.put_selected)
        self.table.contacts_menu_requested.connect(self.contacts_menu_requested)
        self.table.edit_requested.connect(workspace.edit_current)
        self.table.clear_requested.connect(workspace.clear_cells)
        self._empty.chosen.connect(self._empty_chosen)
        self._banner.details_requested.connect(self._explain_banner)
        self._status.details_requested.connect(self._explain_status)
        workspace.state_changed.connect(self._show_table_state)
        workspace.table.state_changed.connect(self._show_table_state)
        workspace.status.state_changed.connect(self._show_table_state)
        workspace.banner.state_changed.connect(self._order_stops)
        workspace.asked.connect(self._dialogs.ask)
        workspace.form.state_changed.connect(self._show_pane)
        workspace.form.leave_asked.connect(self._ask_leave)
        workspace.form_requested.connect(self.form.focus_first)
        workspace.windows.requested.connect(self._open)
        workspace.windows.printing.folder_requested.connect(show_folder)
        self.form.move_wanted.connect(lambda contact_id: self._ask_place((contact_id,)))
        self.form.delete_wanted.connect(lambda contact_id: workspace.delete((contact_id,)))
        self._filters.save_requested.connect(self.save_view)
        self.table.selectionModel().currentChanged.connect(self._banner.place)
        self.table.verticalScrollBar().valueChanged.connect(self._banner.place)
        workspace.table.rows_landed.connect(self._banner.place)
        self.table.filter_requested.connect(workspace.filters.ask)
        workspace.windows.exporting.folder_requested.connect(show_folder)
        workspace.copying.copied.connect(put_on_clipboard)
        self.imports.offer_in(self._status)
        workspace.commands.place_asked.connect(self._open_move)

    # ---- showing ---------------------------------------------------------------------------

    def _show_pane(self) -> None:
        several = self.workspace.form.state.mode is FormMode.SEVERAL
        self._pane.setCurrentWidget(self.several if several else self.form)

    def _show_table_state(self) -> None:
        state = self.workspace.table.state
        self._count.set_full(state.summary)
        self._results.show_result(state.summary if state.complete else "")
        if self.search.text().strip() != state.query.text:
            self.search.setText(state.query.text)
        if state.empty is Empty.NOT_EMPTY:
            self._middle.setCurrentWidget(self.table)
            return
        name, title, words, buttons = self._empty_words(state.empty, state.query)
        if state.query.text:
            clear = ("clear", tr("Clear search"))
            buttons = (*self._elsewhere(state), clear)
        if state.empty is Empty.NO_MATCH and state.query.filters:
            buttons = (*buttons, ("filters", tr("Clear filters")))
        self._empty.show_words(name, title, words, buttons)
        self._middle.setCurrentWidget(self._empty)

    def _elsewhere(self, state: TableState) -> tuple[tuple[str, str], ...]:
        """A button that leads to what the search finds elsewhere."""
        found = state.elsewhere
        if found is None:
            return ()
        if found.scope.kind is ScopeKind.DELETED:
            text = tr("%Ln in Recently deleted: show", None, found.count)
        elif state.query.scope.kind is ScopeKind.BOOK:
            text = tr("%Ln in other address books: show", None, found.count)
        else:
            text = tr("%Ln in your address books: show", None, found.count)
        return (("elsewhere", text),)

    def _no_match(self, query: Query) -> str:
        if not query.text:
            return tr("No contact here meets the filters")
        texts = {
            ScopeKind.ALL: tr("No contact matches “{text}”"),
            ScopeKind.BOOK: tr("No contact in this address book matches “{text}”"),
            ScopeKind.ATTENTION: tr("Nothing that needs attention matches “{text}”"),
            ScopeKind.DELETED: tr("No deleted contact matches “{text}”"),
        }
        return texts[query.scope.kind].format(text=query.text)

    def _empty_words(
        self, empty: Empty, query: Query
    ) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        by_hand = ("new", tr("New contact"))
        if not self.workspace.lists_books:
            by_hand = ("existing", tr("Add existing by ID…"))
        add = (("import", tr("Import…")), by_hand)
        if empty is Empty.NO_MATCH:
            return ("search", self._no_match(query), "", ())
        if empty is Empty.NOTHING_TO_SETTLE:
            words = tr("Contacts that need a decision from you will appear here.")
            return ("status-saved", tr("Nothing needs your attention"), words, ())
        if empty is Empty.NOTHING_DELETED:
            days = self.workspace.days_deleted_stay
            if days:
                words = tr(
                    "Contacts that you delete stay here for %Ln days and can be restored.",
                    None,
                    days,
                )
            else:
                words = tr("Contacts that you delete stay here and can be restored.")
            return ("delete", tr("Nothing was deleted"), words, ())
        progress = self.workspace.status.state.progress
        if progress is not None and progress.can_cancel:
            return ("sync", tr("Reading your contacts…"), progress.text, ())
        if empty is Empty.EMPTY_BOOK:
            words = tr("Add a contact, or move some here from another address book.")
            return ("book", tr("This address book is empty"), words, add)
        return self._no_contacts_words(add)

    def _no_contacts_words(
        self, add: tuple[tuple[str, str], ...]
    ) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        """Nobody was here yet, or all of them are where they can be restored."""
        state = self.workspace.state
        if not state.deleted:
            words = tr("Import a list, or add your first contact.")
            if not self.workspace.lists_books:
                words = tr("Import a list, or add the contacts that the service has by their IDs.")
            return ("people", tr("No contacts yet"), words, add)
        words = tr("They are in Recently deleted, and can be restored.")
        if state.deleting:
            still = tr(
                "%Ln of them are still to be deleted at the SMS service.", None, state.deleting
            )
            words = f"{words} {still}"
        buttons = (("deleted", tr("Recently deleted")), ("new", tr("New contact")))
        return ("delete", tr("All contacts were deleted"), words, buttons)

    def _empty_chosen(self, key: str) -> None:
        if key == "clear":
            self.search.clear()
            self.focus_search()
        elif key == "filters":
            self.workspace.filters.clear()
        elif key == "elsewhere":
            self.workspace.show_elsewhere()
        elif key == "deleted":
            self.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
        elif key == "new":
            self.workspace.new_contact()
        elif key == "import":
            self.workspace.importing.show()
        elif key == "existing":
            self.workspace.add_existing()

    def _order_stops(self) -> None:
        """Banners come late; the Tab key meets them where they stand, before the search field."""
        stops = (self.sidebar.add_button, self.sidebar.list, *self._banner.stops())
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # ---- dialogs ---------------------------------------------------------------------------

    def _open(self, model: QObject) -> None:
        window = self._windows[type(model)]
        self._dialogs.open(partial(window.make, model), kept_as=window.kept_as)

    def _open_move(self, ids: Sequence[int], books: Sequence[AddressBook], as_copies: bool) -> None:
        def make(window: QWidget) -> MoveDialog:
            dialog = MoveDialog(books, len(ids), window, as_copies=as_copies)
            dialog.chosen.connect(lambda book_id: self.workspace.put(ids, book_id, as_copies))
            return dialog

        self._dialogs.open(make)

    # ---- asking and explaining -----------------------------------------------------------------

    def _ask_leave(self) -> None:
        choices = (
            Choice(LeaveAnswer.SAVE, tr("Save")),
            Choice(LeaveAnswer.DISCARD, tr("Discard"), ChoiceRole.DESTRUCTIVE),
            Choice(LeaveAnswer.KEEP, tr("Keep editing"), ChoiceRole.REJECT),
        )
        self._dialogs.ask(
            Question(
                tr("Unsaved changes"),
                tr("Save the changes to this contact?"),
                choices,
                lambda key: self.workspace.form.answer_leave(LeaveAnswer(key)),
                more=tr("What you typed is not saved yet."),
                default=LeaveAnswer.SAVE,
            )
        )

    def _explain_banner(self, banner: Banner) -> None:
        self._dialogs.open(
            lambda window: details_box(tr("Details"), banner.text, banner.details, window)
        )

    def _explain_status(self, state: StatusState) -> None:
        self._dialogs.open(
            lambda window: details_box(
                state.connection_text, state.explanation, state.details, window
            )
        )


def _cells_in(data: QMimeData | None) -> Pasted | None:
    """What can be put onto cells; None (as of an empty clipboard): nothing, or a file."""
    if data is None or dropped_file(data) is not None or not data.hasText():
        return None
    text = data.text()
    # Of very many cells the page is very long, and says nothing more than their text.
    return Pasted(text, data.html() if "\t" not in text and data.hasHtml() else None)


def _view_files() -> str:
    return tr("Views of SMS Book (*.{suffix})").format(suffix=VIEW_SUFFIX)
