"""The main window: menus, toolbar, and the open account in the middle."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from smsbook_gui import __version__
from smsbook_gui.domain.contacts.query import ScopeKind
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.guide import GuideViewModel
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.accounts.welcome_page import WelcomePage
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue, question_box
from smsbook_gui.views.help.guide_window import GuideWindow
from smsbook_gui.views.imports.window import dropped_file, file_dialog
from smsbook_gui.views.looks.icons import app_picture, icon
from smsbook_gui.views.looks.style import ICON, UNIT, beside_text
from smsbook_gui.views.shell.licences_dialog import LicencesDialog, licences_text
from smsbook_gui.views.shell.main_actions import MainActions
from smsbook_gui.views.shell.shortcuts_dialog import ShortcutsDialog, shortcuts_of
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.guide_links import open_guide
from smsbook_gui.views.widgets.key_hints import describe_action
from smsbook_gui.views.widgets.plain_text import literal, title_text
from smsbook_gui.views.widgets.tick_menu import TickMenu

_FIRST_SIZE = QSize(188 * UNIT, 110 * UNIT)
_FRAME = QSize(2 * UNIT, 6 * UNIT)
"""What the system may put around the window: nobody knows that before it is shown."""
_SMALLEST = QSize(70 * UNIT, 50 * UNIT)

StateValue = str | list[int]


class MainWindow(QMainWindow):
    """Shows one workspace, or a welcome where there is none. What it asks for are signals.

    It never closes by itself, however that is asked for: whoever watches it hears of the wish as
    Qt's close event, and `allow_close` lets it. `import_requested` carries the path of a file that
    was dropped on it.
    """

    connect_requested = Signal()
    practice_requested = Signal()
    send_list_requested = Signal()
    accounts_requested = Signal()
    settings_requested = Signal()
    import_requested = Signal(object)
    token_requested = Signal()
    account_question_requested = Signal()
    update_requested = Signal()
    diagnostics_requested = Signal()

    _ready = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.allow_close = False
        self.dialogs = DialogQueue(self)
        self.commands = MainActions(self)
        self._view: WorkspaceView | None = None
        self._guide: GuideWindow | None = None
        self._kept: dict[str, StateValue] = {}
        self._own_icons: dict[QAction, str] = {}
        self.setWindowTitle(tr("SMS Book"))
        room = self.screen().availableSize() - _FRAME
        self.setMinimumSize(_SMALLEST.boundedTo(room))
        self.setAcceptDrops(True)
        self.resize(_FIRST_SIZE.boundedTo(room))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._make_menus()
        self._make_toolbar()
        self._ready = True
        self._apply_palette()
        self.set_workspace(None)

    # ---- the workspace -----------------------------------------------------------------------

    @property
    def workspace_view(self) -> WorkspaceView | None:
        """The account on show."""
        return self._view

    def set_workspace(self, workspace: WorkspaceViewModel | None, *, welcome: bool = True) -> None:
        """Show an account, or the welcome. What was on show is disposed; its view-model is not.

        Without `welcome` there is nothing in its place: another account is about to open.
        """
        old = self._view
        if old is not None:
            self._keep_layout(old)
            self.dialogs.close_passing()
            old.workspace.disconnect(self.commands)
            old.workspace.disconnect(self)
        self._view = WorkspaceView(workspace, self.dialogs) if workspace is not None else None
        self.commands.follow(self._view)
        before = self.takeCentralWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.setCentralWidget(self._view or (self._welcome() if welcome else QWidget()))
        self._toolbar.setVisible(self._view is not None)
        if self._view is not None and workspace is not None:
            self._restore_layout(self._view)
            self._view.contacts_menu_requested.connect(self._show_contacts_menu)
            self._view.books_menu_requested.connect(self._show_books_menu)
            self._view.practice.connect_wanted.connect(self.connect_requested)
            self._view.practice.send_wanted.connect(self.send_list_requested)
            workspace.status.token_requested.connect(self.token_requested)
            workspace.status.account_question_requested.connect(self.account_question_requested)
            workspace.state_changed.connect(self._show_title)
            self._view.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_title()

    def _show_title(self) -> None:
        title = tr("SMS Book")
        if self._view is not None and self._view.workspace.state.account_name:
            title = f"{title} – {self._view.workspace.state.account_name}"
        self.setWindowTitle(title_text(title))

    def _welcome(self) -> WelcomePage:
        welcome = WelcomePage()
        welcome.connect_wanted.connect(self.connect_requested)
        welcome.practice_wanted.connect(self.practice_requested)
        welcome.file_wanted.connect(self._choose_list)
        return welcome

    def _choose_list(self) -> None:
        self.dialogs.open(lambda parent: file_dialog(parent, None, self.import_requested.emit))

    def show_nothing_yet(self) -> None:
        """In place of the welcome, which is not for somebody whose account opens in a moment."""
        if self._view is None:
            self.setCentralWidget(QWidget())

    def show_welcome(self) -> None:
        """The welcome, unless an account is on show."""
        if self._view is None and not isinstance(self.centralWidget(), WelcomePage):
            self.setCentralWidget(self._welcome())

    def show_notice(self, title: str, text: str, button: str, act: Callable[[], None]) -> None:
        """In place of the welcome: why an account is not on show, and the way on."""
        if self._view is None:
            notice = EmptyState()
            notice.show_words("attention", title, text, (("act", button),))
            notice.chosen.connect(lambda _key: act())
            self.setCentralWidget(notice)

    def show_opening(self, title: str, text: str) -> None:
        """In place of the welcome: an account takes a while to open."""
        if self._view is None:
            waiting = EmptyState()
            waiting.show_words("people", title, text)
            waiting.show_work(title)
            self.setCentralWidget(waiting)

    # ---- menus and toolbar ---------------------------------------------------------------------

    def _make_menus(self) -> None:
        actions, bar = self.commands, self.menuBar()
        self._accounts = self._action(tr("Accounts…"), "account", self.accounts_requested.emit)
        self._connect = self._action(tr("Connect…"), "connect", self.connect_requested.emit)
        self._settings = self._action(tr("Settings…"), "settings", self.settings_requested.emit)
        self._settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self._settings.setShortcut(QKeySequence(QKeySequence.StandardKey.Preferences))
        leave = self._action(tr("Quit"), "", self.close)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        leave.setShortcut(QKeySequence(QKeySequence.StandardKey.Quit))
        # Each action stands in one menu: assistive technology finds it in the first one only.
        file = bar.addMenu(tr("&File"))
        file.addActions([actions.import_contacts, actions.export, actions.suppression_list])
        file.addSeparator()
        file.addAction(actions.print)
        file.addSeparator()
        file.addActions([actions.back_up, actions.restore_backup])
        file.addSeparator()
        file.addActions([self._connect, self._accounts, self._settings])
        file.addSeparator()
        file.addAction(leave)
        edit = bar.addMenu(tr("&Edit"))
        self._fill_edit_menu(edit)
        view = bar.addMenu(tr("&View"))
        view.addActions([actions.sync_now, actions.pause, actions.activity])
        view.addSeparator()
        view.addActions([actions.save_view, actions.import_view])
        view.addActions([actions.share_view, actions.delete_view])
        view.addSeparator()
        view.addActions([actions.sort, actions.then_sort])
        self._columns = TickMenu(tr("Columns"), view)
        view.addMenu(self._columns)
        self._columns.aboutToShow.connect(self._fill_columns)
        contacts = self._make_contacts_menu()
        books = self._make_books_menu()
        self._make_help_menu()
        # What assistive technology presses is triggered, but Qt leaves its menu open.
        for menu in (file, edit, view, contacts, books):
            menu.triggered.connect(partial(_close_after, menu))

    def _make_help_menu(self) -> None:
        about = self._action(tr("About SMS Book"), "info", self._show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)
        self._update = self._action("", "", self.update_requested.emit)
        self._update.setVisible(False)
        shortcuts = self._action(tr("Keyboard shortcuts"), "keyboard", self._show_shortcuts)
        shortcuts.setShortcut(Qt.Modifier.CTRL | Qt.Key.Key_Slash)
        guide = self._action(tr("Guide"), "info", lambda: open_guide(self._place()))
        guide.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
        diagnostics = self._action(tr("Copy diagnostics"), "", self.diagnostics_requested.emit)
        self.menuBar().addMenu(tr("&Help")).addActions(
            [guide, shortcuts, diagnostics, self._update, about]
        )

    def _make_contacts_menu(self) -> QMenu:
        actions = self.commands
        contacts = self.menuBar().addMenu(tr("&Contacts"))
        contacts.addActions([actions.new_contact, actions.add_existing])
        contacts.addSeparator()
        contacts.addAction(actions.check_list)
        contacts.addSeparator()
        contacts.addActions([actions.edit, actions.move, actions.copy_to_book, actions.merge])
        contacts.addActions([actions.history, actions.delete, actions.restore])
        contacts.addActions([actions.erase, actions.empty_deleted])
        contacts.addSeparator()
        contacts.addAction(actions.holdings)
        contacts.addSeparator()
        contacts.addActions([actions.find_duplicates, actions.compare])
        return contacts

    def _make_books_menu(self) -> QMenu:
        actions = self.commands
        books = self.menuBar().addMenu(tr("&Address books"))
        books.addActions([actions.add_book, actions.rename_book, actions.delete_book])
        books.addSeparator()
        self._colours = books.addMenu(tr("Colour"))
        self._colours.addActions(list(actions.colours.values()))
        books.addActions([actions.book_up, actions.book_down, actions.sort_books])
        books.addSeparator()
        books.addAction(actions.settle_book)
        return books

    def _fill_edit_menu(self, edit: QMenu) -> None:
        actions = self.commands
        edit.addActions([actions.undo, actions.redo])
        edit.addSeparator()
        edit.addAction(actions.edit_cell)
        edit.addSeparator()
        edit.addAction(actions.cut)
        edit.addActions([actions.copy, actions.copy_headed, actions.copy_numbers])
        edit.addActions([actions.paste, actions.paste_rows, actions.fill_down])
        edit.addSeparator()
        edit.addActions([actions.select_all, actions.find, actions.filter])
        edit.addSeparator()
        edit.addActions([actions.edit_selected, actions.replace])

    def _action(self, text: str, icon_name: str, act: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if icon_name:
            self._own_icons[action] = icon_name
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _make_toolbar(self) -> None:
        actions = self.commands
        bar = QToolBar(tr("Commands"), self)  # screen readers say "toolbar" themselves
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setFloatable(False)
        inside = bar.layout()
        assert inside is not None
        inside.setContentsMargins(UNIT // 2, UNIT // 2, UNIT // 2, UNIT // 2)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        worded = [actions.new_contact, actions.import_contacts, actions.export]
        bar.addActions(worded)
        bar.addSeparator()
        bar.addActions([actions.move, actions.delete, actions.restore])
        bar.addSeparator()
        bar.addActions([actions.undo, actions.redo])
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        bar.addActions([actions.sync_now, actions.activity])
        for action in bar.actions():
            button = bar.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.setMinimumSize(4 * UNIT, 4 * UNIT)
                button.setAccessibleName(action.text())
                describe = partial(describe_action, button, action)
                action.changed.connect(describe)
                describe()
                if action in worded:
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(bar)
        self._toolbar = bar

    def _fill_columns(self) -> None:
        self._columns.clear()
        if self._view is not None:
            table = self._view.table
            self._columns.addActions(table.column_actions(self._columns))
            self._columns.addSeparator()
            self._columns.addAction(table.fit_action(self._columns))

    def _show_contacts_menu(self, place: QPoint, about_row: bool) -> None:
        actions = self.commands
        menu = self._popup()
        if about_row:
            menu.addActions([actions.edit, actions.edit_cell, actions.edit_selected])
            menu.addActions([actions.replace, actions.move, actions.copy_to_book, actions.merge])
            if actions.restore.isEnabled():
                menu.addActions([actions.restore, actions.erase])
            else:
                menu.addAction(actions.delete)
            menu.addAction(actions.holdings)
            menu.addAction(actions.history)
            menu.addSeparator()
            menu.addActions([actions.cut, actions.copy, actions.copy_headed])
            menu.addActions([actions.copy_numbers, actions.paste, actions.fill_down])
            menu.addSeparator()
        if self._shows_deleted:
            menu.addActions([actions.select_all, actions.empty_deleted])
        else:
            menu.addActions([actions.new_contact, actions.paste_rows, actions.select_all])
        menu.popup(place)

    def _show_books_menu(self, place: QPoint, about_entry: bool) -> None:
        actions = self.commands
        menu = self._popup()
        if about_entry and actions.settle_book.isEnabled():
            menu.addAction(actions.settle_book)
            menu.addSeparator()
        if about_entry and self._shows_deleted:
            menu.addAction(actions.empty_deleted)
            menu.addSeparator()
        menu.addAction(actions.add_book)
        if about_entry and actions.delete_view.isEnabled():
            menu.addActions([actions.rename_book, actions.share_view, actions.delete_view])
            menu.addSeparator()
            menu.addActions([actions.book_up, actions.book_down, actions.import_view])
        elif about_entry:
            menu.addActions([actions.rename_book, actions.delete_book])
            if actions.rename_book.isEnabled():
                menu.addSeparator()
                menu.addMenu(self._colours)
                menu.addActions([actions.book_up, actions.book_down, actions.sort_books])
        menu.popup(place)

    @property
    def _shows_deleted(self) -> bool:
        view = self._view
        return view is not None and view.workspace.state.scope is ScopeKind.DELETED

    def _popup(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _place(self) -> QWidget:
        """Where the person is, for help that is about it."""
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.isAncestorOf(focus) else self

    def show_guide(self, page: str = "") -> None:
        """Bring the guide to the front, on that page, or on the one that was open last.

        It has no parent, so that it can be used while a dialog blocks this window.
        """
        if self._guide is None:
            self._guide = GuideWindow(GuideViewModel())
            self.dialogs.places.restore("guide", self._guide)
        self._guide.show_page(page)

    def _show_shortcuts(self) -> None:
        places = shortcuts_of(self.menuBar())
        self.dialogs.open(
            lambda parent: ShortcutsDialog(places, parent), lasting=True, kept_as="shortcuts"
        )

    def _show_about(self) -> None:
        licences = Choice("licences", tr("Licences"))
        close = Choice("close", tr("Close"), ChoiceRole.REJECT)

        def answered(key: str) -> None:
            if key == licences.key:
                text = licences_text()
                self.dialogs.open(lambda parent: LicencesDialog(text, parent), lasting=True)

        question = Question(
            tr("About SMS Book"),
            tr("SMS Book {version}").format(version=__version__),
            (licences, close),
            answered,
            more=tr("Keeps the contacts and address books of your SMS service in order."),
            default="close",
        )
        picture = app_picture(8 * UNIT, self.devicePixelRatioF())
        self.dialogs.open(lambda parent: question_box(question, parent, picture))

    def show_update(self, version: str) -> None:
        """Offer in the menu Help what is new in that version."""
        self._update.setText(literal(tr("New version {version}…").format(version=version)))
        self._update.setVisible(True)

    # ---- what is remembered --------------------------------------------------------------------

    def save_state(self) -> dict[str, StateValue]:
        """The windows' geometry, splitter and columns, for the settings."""
        if self._view is not None:
            self._keep_layout(self._view)
        self.dialogs.places.keep("", self)
        if self._guide is not None:
            self.dialogs.places.keep("guide", self._guide)
        return {**self._kept, **self.dialogs.places.state()}

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Take over what `save_state` gave; what does not fit is ignored."""
        self.dialogs.places.restore_state(state)
        self.dialogs.places.restore("", self)
        sizes, columns = state.get("splitter"), state.get("columns")
        if isinstance(sizes, list) and all(isinstance(size, int) for size in sizes):
            self._kept["splitter"] = sizes
        if isinstance(columns, str):
            self._kept["columns"] = columns
        if self._view is not None:
            self._restore_layout(self._view)

    def _keep_layout(self, view: WorkspaceView) -> None:
        view.imports.keep_place()
        self._kept = {
            "splitter": view.splitter.kept_sizes(),
            "columns": view.table.save_columns(),
        }

    def _restore_layout(self, view: WorkspaceView) -> None:
        sizes, columns = self._kept.get("splitter"), self._kept.get("columns")
        if isinstance(sizes, list) and len(sizes) == view.splitter.count() and any(sizes):
            view.splitter.take_kept(sizes)
        if isinstance(columns, str):
            view.table.restore_columns(columns)

    # ---- what Qt tells -------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.import_requested.emit(path)

    def _show_over(self, over: bool) -> None:
        welcome = self.centralWidget()
        if isinstance(welcome, WelcomePage):
            welcome.show_over(over)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.allow_close:
            if self._guide is not None:
                self._guide.close()
                self._guide.deleteLater()
                self._guide = None
            super().closeEvent(event)
            return
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        side = beside_text(self.fontMetrics(), ICON)
        self._toolbar.setIconSize(QSize(side, side))
        self.commands.dress(self.palette())
        for action, name in self._own_icons.items():
            action.setIcon(icon(name, self.palette()))


def _close_after(menu: QMenu, action: QAction) -> None:
    """What is ticked may be one of several."""
    if not action.isCheckable():
        menu.close()
