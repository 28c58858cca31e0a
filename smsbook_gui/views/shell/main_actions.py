"""The window's actions: their names, keys and icons, and what each does to the workspace."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette

from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.viewmodels.books.colour_text import colour_text
from smsbook_gui.viewmodels.bulk.bulk_edit_state import Operation
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.shell.workspace_state import WorkspaceState
from smsbook_gui.views.looks.book_colours import dot_icon
from smsbook_gui.views.looks.icons import icon
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.plain_text import set_tip

_Key = QKeySequence.StandardKey


class Within(Enum):
    """Where an action's key counts: elsewhere it belongs to what has the focus there."""

    WINDOW = auto()
    TABLE = auto()
    BOOKS = auto()


@dataclass(frozen=True, slots=True)
class _Plan:
    text: str
    icon: str = ""
    key: QKeySequence.StandardKey | Qt.Key | QKeyCombination | None = None
    within: Within = Within.WINDOW


class MainActions(QObject):
    """All actions on a workspace. They act on the view given to `follow`, and rest without one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view: WorkspaceView | None = None
        self._icons: dict[QAction, str] = {}
        self._within: dict[QAction, Within] = {}
        self._make_contact_actions()
        self._make_list_actions()
        self._make_service_actions()
        self._make_book_actions()

    def _make_contact_actions(self) -> None:
        make = self._make
        shift_m = Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_M
        self.new_contact = make(
            _Plan(tr("New contact"), "new-contact", _Key.New),
            lambda view: view.workspace.new_contact(),
        )
        self.add_existing = make(
            _Plan(tr("Add existing by ID…"), "add-existing"),
            lambda view: view.workspace.add_existing(),
        )
        self.edit = make(
            _Plan(tr("Edit"), "edit", Qt.Modifier.CTRL | Qt.Key.Key_Return, Within.TABLE),
            lambda view: view.table.request_edit(),
        )
        self.edit_cell = make(
            _Plan(tr("Edit cell"), "", Qt.Key.Key_F2, Within.TABLE),
            lambda view: view.table.edit_cell_or_contact(),
        )
        self.history = make(
            _Plan(tr("History…")), lambda view: view.workspace.windows.show_history()
        )
        self.delete = make(
            _Plan(tr("Delete"), "delete", _Key.Delete, Within.TABLE),
            lambda view: view.workspace.delete_selected(),
        )
        self.restore = make(
            _Plan(tr("Restore"), "restore"), lambda view: view.workspace.restore_selected()
        )
        self.erase = make(
            _Plan(tr("Delete for good…")), lambda view: view.workspace.erase_selected()
        )
        self.holdings = make(
            _Plan(tr("Everything we hold on this person…")),
            lambda view: view.workspace.windows.show_holdings(),
        )
        self.empty_deleted = make(
            _Plan(tr("Empty Recently deleted…")), lambda view: view.workspace.empty_deleted()
        )
        self.move = make(
            _Plan(tr("Move to address book…"), "move", shift_m), WorkspaceView.ask_place
        )
        self.copy_to_book = make(
            _Plan(tr("Copy to address book…"), "copy-to-book"),
            lambda view: view.ask_place(as_copies=True),
        )
        self.compare = make(
            _Plan(tr("Compare with file…"), "compare"),
            lambda view: view.workspace.windows.compare_with_file(),
        )
        self.find_duplicates = make(
            _Plan(tr("Find duplicates…"), "duplicates"),
            lambda view: view.workspace.windows.find_duplicates(),
        )
        self.merge = make(
            _Plan(tr("Merge…"), "duplicates"), lambda view: view.workspace.windows.merge_selected()
        )
        self.edit_selected = make(
            _Plan(tr("Edit selected…"), "edit"), lambda view: view.workspace.windows.edit_selected()
        )
        # On macOS Command+H hides the program.
        option_f = Qt.Modifier.CTRL | Qt.Modifier.ALT | Qt.Key.Key_F
        control_h = Qt.Modifier.CTRL | Qt.Key.Key_H
        self.replace = make(
            _Plan(tr("Find and replace…"), "", option_f if sys.platform == "darwin" else control_h),
            lambda view: view.workspace.windows.edit_selected(Operation.REPLACE),
        )
        self.undo = make(_Plan(tr("Undo"), "undo", _Key.Undo), lambda view: view.workspace.undo())
        self.redo = make(_Plan(tr("Redo"), "redo", _Key.Redo), lambda view: view.workspace.redo())

        # Each system has one of these keys, and people know both.
        control, shift = Qt.Modifier.CTRL, Qt.Modifier.SHIFT
        both = [control | Qt.Key.Key_Y, control | shift | Qt.Key.Key_Z]
        usual = self.redo.shortcut()
        others = [keys for keys in map(QKeySequence, both) if keys != usual]
        self.redo.setShortcuts([usual, *others])

    def _make_list_actions(self) -> None:
        make = self._make
        self.import_contacts = make(
            _Plan(tr("Import…"), "import", Qt.Modifier.CTRL | Qt.Key.Key_I),
            lambda view: view.workspace.importing.show(),
        )
        self.import_contacts.setIconText(tr("Import"))
        self.export = make(
            _Plan(tr("Export…"), "export", Qt.Modifier.CTRL | Qt.Key.Key_E),
            WorkspaceView.export,
        )
        self.export.setIconText(tr("Export"))
        self.print = make(_Plan(tr("Print…"), "print", _Key.Print), WorkspaceView.print_contacts)
        self.suppression_list = make(
            _Plan(tr("Numbers left out…")),
            lambda view: view.workspace.windows.show_suppression_list(),
        )
        self.copy = make(_Plan(tr("Copy"), "", _Key.Copy, Within.TABLE), WorkspaceView.copy)
        shift_c = Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_C
        self.copy_headed = make(
            _Plan(tr("Copy with headers"), "", shift_c, Within.TABLE),
            lambda view: view.copy(headed=True),
        )
        self.copy_numbers = make(
            _Plan(tr("Copy number"), "copy"), lambda view: view.workspace.copying.copy_numbers()
        )
        self.cut = make(
            _Plan(tr("Cut"), "", _Key.Cut, Within.TABLE), lambda view: view.workspace.cut_cells()
        )
        self.paste = make(_Plan(tr("Paste"), "", _Key.Paste, Within.TABLE), WorkspaceView.paste)
        shift_v = Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_V
        self.paste_rows = make(
            _Plan(tr("Paste as new contacts"), "", shift_v, Within.TABLE),
            lambda view: view.imports.paste(),
        )
        self.fill_down = make(
            _Plan(tr("Fill down"), "", Qt.Modifier.CTRL | Qt.Key.Key_D, Within.TABLE),
            lambda view: view.workspace.fill_down(),
        )
        self.select_all = make(
            _Plan(tr("Select all"), "", _Key.SelectAll, Within.TABLE),
            lambda view: view.table.selectAll(),
        )
        self.find = make(
            _Plan(tr("Search contacts"), "search", _Key.Find), WorkspaceView.focus_search
        )

        self.check_list = make(
            _Plan(tr("Check list…")), lambda view: view.workspace.windows.show_check_list()
        )
        self.filter = make(
            _Plan(tr("Filter…"), "", Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_L),
            WorkspaceView.ask_filter,
        )

        self.sort = make(_Plan(tr("Sort by this column")), lambda view: view.table.sort_here())
        self.then_sort = make(
            _Plan(tr("Then sort by this column")), lambda view: view.table.then_sort_here()
        )

        self.save_view = make(_Plan(tr("Save view…"), "view"), WorkspaceView.save_view)
        self.import_view = make(_Plan(tr("Import view…")), WorkspaceView.import_view)
        self.share_view = make(_Plan(tr("Share view as file…")), WorkspaceView.share_view)
        self.delete_view = make(
            _Plan(tr("Delete view"), "delete"), lambda view: view.workspace.views.delete()
        )

    def _make_service_actions(self) -> None:
        make = self._make
        self.sync_now = make(
            _Plan(tr("Sync now"), "sync", Qt.Key.Key_F5),
            lambda view: view.workspace.sync_now(),
        )
        self.pause = make(
            _Plan(tr("Pause sending")), lambda view: view.workspace.status.toggle_pause()
        )
        self.back_up = make(
            _Plan(tr("Back up now…")), lambda view: view.workspace.windows.backups.back_up()
        )
        self.restore_backup = make(
            _Plan(tr("Restore from backup…")), lambda view: view.workspace.windows.restore_backup()
        )
        self.activity = make(
            _Plan(tr("Activity"), "activity"), lambda view: view.workspace.windows.show_activity()
        )

    def _make_book_actions(self) -> None:
        make = self._make
        self.add_book = make(
            _Plan(tr("Add address book…"), "new-book"),
            lambda view: view.workspace.windows.add_book(),
        )
        self.rename_book = make(
            _Plan(tr("Rename…"), "edit", Qt.Key.Key_F2, Within.BOOKS),
            lambda view: view.workspace.rename_on_show(),
        )
        self.delete_book = make(
            _Plan(tr("Delete address book…"), "delete"),
            lambda view: view.workspace.windows.delete_book(),
        )
        alt = Qt.Modifier.ALT
        self.book_up = make(
            _Plan(tr("Move up"), "", alt | Qt.Key.Key_Up, Within.BOOKS),
            lambda view: view.workspace.step_book(-1),
        )
        self.book_down = make(
            _Plan(tr("Move down"), "", alt | Qt.Key.Key_Down, Within.BOOKS),
            lambda view: view.workspace.step_book(1),
        )
        self.sort_books = make(
            _Plan(tr("Sort by name")), lambda view: view.workspace.sidebar.sort_books()
        )
        self.colours: dict[BookColour | None, QAction] = {}
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for colour in (None, *BookColour):
            action = make(_Plan(colour_text(colour)), _colouring(colour))
            if colour is not None:
                action.setCheckable(True)
                group.addAction(action)
            self.colours[colour] = action
        self.settle_book = make(
            _Plan(tr("Sort out address book…")), lambda view: view.workspace.windows.settle_book()
        )

    def follow(self, view: WorkspaceView | None) -> None:
        """Act on this view from now on."""
        self._view = view
        if view is not None:
            view.set_commands(self._for_several())
            places = {Within.TABLE: view.table, Within.BOOKS: view.sidebar.list}
            for action, place in self._within.items():
                places[place].addAction(action)
            view.workspace.state_changed.connect(self._show_state)
            view.workspace.status.state_changed.connect(self._show_state)
        self._show_state()

    def _for_several(self) -> list[QAction]:
        """What can be done with several contacts at once."""
        return [
            *(self.edit_selected, self.move, self.copy_to_book, self.merge, self.export),
            *(self.print, self.copy_numbers, self.delete),
        ]

    def dress(self, palette: QPalette) -> None:
        """Take over a palette's colours for the icons."""
        for action, name in self._icons.items():
            action.setIcon(icon(name, palette))
        for colour, action in self.colours.items():
            action.setIcon(dot_icon(colour, palette))

    def _make(self, plan: _Plan, act: Callable[[WorkspaceView], None]) -> QAction:
        action = QAction(plan.text, self)
        if plan.key is not None:
            sequence = QKeySequence(plan.key)
            action.setShortcut(sequence)
            keys = sequence.toString(QKeySequence.SequenceFormat.NativeText)
            set_tip(action, f"{plan.text} ({keys})")
        if plan.within is not Within.WINDOW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._within[action] = plan.within
        if plan.icon:
            self._icons[action] = plan.icon

        def run() -> None:
            if self._view is not None:
                act(self._view)

        action.triggered.connect(run)
        return action

    def _show_book_looks(self, state: WorkspaceState) -> None:
        """The place and the colour of the address book on show, and what others it could have."""
        self.book_up.setEnabled(state.can_step_book(-1))
        self.book_down.setEnabled(state.can_step_book(1))
        self.sort_books.setEnabled(not state.books_are_sorted)
        colour = None if state.book is None else state.book.colour
        for each, action in self.colours.items():
            action.setEnabled(state.book is not None and (colour, each) != (None, None))
            action.setChecked(each is not None and each is colour)

    def _show_what(self, action: QAction, words: str, plain: str) -> None:
        """A command that says what it would be about, and rests where there is nothing."""
        action.setEnabled(bool(words))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setText((words or plain).replace("&", "&&"))
        set_tip(action, f"{words or plain} ({keys})")

    def _show_state(self) -> None:
        view = self._view
        state = WorkspaceState() if view is None else view.workspace.state
        there = view is not None
        for action in (
            self.new_contact,
            self.add_existing,
            self.find_duplicates,
            self.compare,
            self.import_contacts,
            self.suppression_list,
            self.export,
            self.paste,
            self.paste_rows,
            self.select_all,
            self.find,
            self.filter,
            self.sort,
            self.then_sort,
            self.import_view,
            self.check_list,
            self.sync_now,
            self.pause,
            self.activity,
            self.back_up,
            self.restore_backup,
            self.add_book,
        ):
            action.setEnabled(there)
        self._show_what(self.undo, state.undo, tr("Undo"))
        self._show_what(self.redo, state.redo, tr("Redo"))
        for action in (self.copy, self.copy_headed, self.copy_numbers):
            action.setEnabled(state.selected > 0)
        several = state.selected > 1
        self.copy_numbers.setText(tr("Copy numbers") if several else tr("Copy number"))
        self.edit.setEnabled(state.selected == 1)
        self.history.setEnabled(state.selected == 1)
        self.edit_cell.setEnabled(state.can_edit_cell)
        self.cut.setEnabled(state.can_cut)
        self.fill_down.setEnabled(state.can_fill_down)
        self.delete.setEnabled(state.can_change)
        self.edit_selected.setEnabled(state.can_change)
        self.replace.setEnabled(state.can_replace)
        self.move.setEnabled(state.can_move)
        self.copy_to_book.setEnabled(state.can_move)
        self.merge.setEnabled(state.can_merge)
        self.restore.setEnabled(state.can_restore)
        self.erase.setEnabled(state.can_restore)
        self.holdings.setEnabled(there)
        self.empty_deleted.setEnabled(state.deleted > 0)
        self.print.setEnabled(there and state.any_shown)
        view_shown = state.views.on_show is not None
        self.save_view.setEnabled(there and state.views.can_save)
        self.share_view.setEnabled(view_shown)
        self.delete_view.setEnabled(view_shown)
        self.rename_book.setEnabled(state.book is not None or view_shown)
        self.delete_book.setEnabled(state.book is not None)
        self.settle_book.setEnabled(state.unsettled_book is not None)
        self._show_book_looks(state)
        paused = view is not None and view.workspace.status.state.sending_paused
        self.pause.setText(tr("Resume sending") if paused else tr("Pause sending"))


def _colouring(colour: BookColour | None) -> Callable[[WorkspaceView], None]:
    return lambda view: view.workspace.colour_book(colour)
