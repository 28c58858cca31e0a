"""Every window and dialog of the program, and the main window in its states: the one list of them.

Who looks at all of them (by keyboard, in another language, in pictures) goes by this list, so that
a new window is added here and looked at by all.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolBar, QWidget

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField, Status
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.viewmodels.comparisons.window import ComparisonStep
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.views.contacts.header import ContactHeader
from smsbook_gui.views.history.activity_dialog import ActivityDialog
from smsbook_gui.views.history.history_dialog import HistoryDialog
from smsbook_gui.views.imports.window import ImportWindow
from tests.support.office import on_show
from tests.support.program import Program
from tests.support.qt import until

COMPANY = ContactField.COMPANY
PEOPLE = tuple((letter * 3, letter * 5) for letter in "ABCDEF")
TWICE = "Twice"
"""The name of an address book that the service is to refuse."""


def windows() -> list[QWidget]:
    """What is open, without menus; what stands over another comes after it."""
    shown = [
        top
        for top in QApplication.topLevelWidgets()
        if top.isVisible() and not isinstance(top, QMenu)
    ]
    return sorted(shown, key=_depth)


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)


# ---- the main window in its states ------------------------------------------------------------


async def all_contacts(program: Program) -> None:
    program.workspace.sidebar.choose(Scope())
    await _rows(program)
    select_row(program, 0)
    rows, form = program.workspace.table.model, program.workspace.form
    await until(lambda: form.state.contact_id == rows.id_at(0) and not form.state.loading)


async def an_address_book(program: Program) -> None:
    book = next(each for each in program.workspace.state.books if each.count)
    program.workspace.sidebar.choose(Scope(ScopeKind.BOOK, book.local_id))
    await _rows(program)
    await until(lambda: program.workspace.state.book is not None)


async def something_done(program: Program) -> None:
    await all_contacts(program)
    session, form = program.application.session, program.workspace.form
    assert session is not None
    contact_id = form.state.contact_id
    assert contact_id is not None
    company = form.state.texts[COMPANY] + "x"
    await session.contacts.edit(contact_id, {COMPANY: company})
    await _is_saved(program, company)


async def _is_saved(program: Program, company: str) -> None:
    """An undo of what was not sent yet is told otherwise."""
    form = program.workspace.form
    await until(lambda: form.state.texts[COMPANY] == company and form.state.status is Status.SAVED)


async def something_undone(program: Program) -> None:
    await something_done(program)
    company = program.workspace.form.state.texts[COMPANY]
    program.workspace.undo()
    await _is_saved(program, company[:-1])
    await program.workspace.idle()
    program.workspace.banner.close_all()


async def recently_deleted(program: Program) -> None:
    await all_contacts(program)
    if not program.workspace.sidebar.state.items[-1].count:
        program.workspace.delete_selected()
        await program.workspace.idle()  # the banner comes after what it tells of
        program.workspace.banner.close_all()
        await until(lambda: program.workspace.sidebar.state.items[-1].count)
        await until(lambda: not program.workspace.state.deleting)  # the service knows of it
    program.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await _rows(program)
    select_row(program, 0)
    await until(lambda: program.workspace.state.can_restore)


def _twice(program: Program) -> AddressBook | None:
    """The address book that the service does not take."""
    books = program.workspace.state.books
    return next((book for book in books if book.status.needs_attention), None)


async def an_address_book_not_accepted(program: Program) -> None:
    session, workspace = program.application.session, program.workspace
    assert session is not None
    if TWICE not in {book.name for book in workspace.state.books}:
        await session.books.create(TWICE)
        await until(lambda: _twice(program) is not None)
    book = _twice(program)
    assert book is not None
    program.workspace.sidebar.choose(Scope(ScopeKind.BOOK, book.local_id))
    await until(lambda: program.workspace.state.unsettled_book is not None)


STATES = (
    all_contacts,
    something_done,
    something_undone,
    an_address_book,
    recently_deleted,
    an_address_book_not_accepted,
)


async def _rows(program: Program) -> None:
    table = program.workspace.table
    await until(lambda: table.state.complete and table.state.shown > 0)


def select_row(program: Program, row: int) -> None:
    """As a click on that row of the table does."""
    program.view.table.setFocus()
    rows = program.view.table.selectionModel()
    how = QItemSelectionModel.SelectionFlag
    index = program.view.table.model().index(row, 0)
    rows.setCurrentIndex(index, how.ClearAndSelect | how.Rows)  # selectRow fails right to left


# ---- the actions of the main window -----------------------------------------------------------


def offered(program: Program) -> dict[str, QAction]:
    """The enabled actions of all menus and of the toolbar, by place and text."""
    window = program.window
    found: dict[str, QAction] = {}
    for entry in window.menuBar().actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        found.update(_inside(menu, entry.text().replace("&", "")))
    for bar in window.findChildren(QToolBar):
        found.update(_inside(bar, "Toolbar"))
    found.update(
        _popped_up(lambda: program.view.contacts_menu_requested.emit(QPoint(500, 300), True))
    )
    found.update(_popped_up(lambda: program.view.books_menu_requested.emit(QPoint(100, 300), True)))
    [header] = window.findChildren(ContactHeader)
    found.update(_popped_up(lambda: header.customContextMenuRequested.emit(QPoint(5, 5))))
    return found


def _popped_up(open_menu: Callable[[], None]) -> dict[str, QAction]:
    open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = dict(_inside(menu, "Context menu"))
    menu.hide()
    return found


def _inside(menu: QMenu | QToolBar, place: str) -> Iterator[tuple[str, QAction]]:
    if isinstance(menu, QMenu):
        menu.aboutToShow.emit()
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _inside(below, action.text())
        elif (
            action.isEnabled() and action.isVisible() and action.text() and not action.isSeparator()
        ):
            yield f"{place}: {action.text()}", action


async def tidy(program: Program) -> None:
    """Close what an action has opened, or is about to open, and wait until nothing moves."""
    program.workspace.cell_edit.cancel()
    await program.workspace.idle()
    for top in windows():
        if top is not program.window:
            top.close()
    program.window.dialogs.close_all()
    if program.workspace.status.state.sending_paused:
        program.workspace.status.toggle_pause()
    program.workspace.banner.close_all()
    await until(lambda: program.dialog is None)
    QApplication.clipboard().clear()


# ---- the windows that are not there from the start ----------------------------------------------

FROM_MENUS = (
    *("Import…", "Numbers left out…", "Export…", "Accounts…", "Settings…", "Connect…"),
    *("Print…", "Filter…", "Save view…", "Check list…", "Edit selected…"),
    *("Find duplicates…", "Compare with file…", "Restore from backup…"),
    *("Activity", "Add existing by ID…", "Add address book…", "Move to address book…"),
    *("Copy to address book…", "History…", "Everything we hold on this person…"),
)
"""The actions that open a window of their own while a contact is selected."""

Opening = Callable[[], Awaitable[None]]


def openings(program: Program) -> Iterator[tuple[str, Opening]]:
    """What brings up each window and dialog, by its name."""
    for text in FROM_MENUS:
        yield text.rstrip("…"), _from_menu(program, text)
    for opening in (
        merge_selected,
        undo_from_activity,
        as_it_was,
        empty_deleted,
        erase,
        settle_book,
    ):
        yield opening.__name__.replace("_", " "), _bound(opening, program)


def _bound(opening: Callable[[Program], Awaitable[None]], program: Program) -> Opening:
    return lambda: opening(program)


def _from_menu(program: Program, text: str) -> Opening:
    async def from_menu() -> None:
        await all_contacts(program)
        actions = offered(program)
        next(action for name, action in actions.items() if name.endswith(text)).trigger()
        await until(lambda: len(windows()) > 1)

    return from_menu


async def merge_selected(program: Program) -> None:
    await all_contacts(program)
    table = program.workspace.table
    table.select_ids([each for row in range(3) if (each := table.model.id_at(row)) is not None])
    await until(program.window.commands.merge.isEnabled)
    program.window.commands.merge.trigger()
    await until(lambda: program.dialog is not None)


async def undo_from_activity(program: Program) -> None:
    await something_done(program)
    program.window.commands.activity.trigger()
    activity = program.workspace.windows.activity
    await until(lambda: activity.state.way_back is not None)
    dialog = program.dialog
    assert isinstance(dialog, ActivityDialog)
    on_show(dialog, QPushButton, "Undo…").click()
    await until(lambda: dialog.dialogs.current is not None and activity.undo.state.can_apply)


async def as_it_was(program: Program) -> None:
    await something_done(program)
    program.window.commands.history.trigger()
    history = program.workspace.windows.history
    await until(lambda: history.state.can_go_back)
    dialog = program.dialog
    assert isinstance(dialog, HistoryDialog)
    on_show(dialog, QPushButton, "As it was then…").click()
    await until(lambda: dialog.dialogs.current is not None)


async def empty_deleted(program: Program) -> None:
    await recently_deleted(program)
    program.window.commands.empty_deleted.trigger()
    await until(lambda: program.dialog is not None)


async def erase(program: Program) -> None:
    await recently_deleted(program)
    program.window.commands.erase.trigger()
    await until(lambda: program.dialog is not None)


async def settle_book(program: Program) -> None:
    await an_address_book_not_accepted(program)
    program.workspace.windows.settle_book()
    await until(lambda: program.dialog is not None)


# ---- all of them, one after the other -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be looked at, and what it is called; `working` while a progress is part of it."""

    name: str
    windows: list[QWidget]
    working: bool = False


async def scenes(program: Program, folder: Path) -> AsyncIterator[Scene]:
    """All windows and dialogs, and the main window in its states, one after the other."""
    for name, opening in openings(program):
        await opening()
        yield Scene(name, [window for window in windows() if window is not program.window])
        await tidy(program)
    for state in STATES:
        await state(program)
        yield Scene(f"window, {state.__name__.replace('_', ' ')}", [program.window])
    await tidy(program)
    async for scene in _help(program):
        yield scene
    async for scene in _import_steps(program, folder):
        yield scene
    async for scene in _comparison_steps(program, folder):
        yield scene
    program.workspace.table.select_all()
    yield Scene("window, all selected", [program.window])


async def _help(program: Program) -> AsyncIterator[Scene]:
    for text in ("Keyboard shortcuts", "About SMS Book"):
        await all_contacts(program)
        help_menu = program.window.menuBar().actions()[-1].menu()
        assert isinstance(help_menu, QMenu)
        next(each for each in help_menu.actions() if each.text() == text).trigger()
        yield Scene(text, [await until(lambda: program.dialog)])
        await tidy(program)
    program.window.show_guide()
    yield Scene("Guide", [window for window in windows() if window is not program.window])
    await tidy(program)


async def _import_steps(program: Program, folder: Path) -> AsyncIterator[Scene]:
    importing = program.workspace.importing
    importing.show()
    importing.open_file(list_at(folder))
    await until(lambda: importing.state.step is Step.COLUMNS and not importing.state.busy)
    importing.mapping.set_book(importing.mapping.state.books[0].local_id)
    window = next(top for top in windows() if isinstance(top, ImportWindow))
    yield Scene("Import, columns", [window])
    importing.next()
    await until(lambda: importing.state.step is Step.CHECK and not importing.state.busy)
    yield Scene("Import, check", [window])
    importing.start()
    await until(lambda: importing.run.state.can_undo)
    yield Scene("Import, finished", [window])
    importing.leave()
    await until(lambda: not window.isVisible())


async def _comparison_steps(program: Program, folder: Path) -> AsyncIterator[Scene]:
    program.window.commands.compare.trigger()
    dialog = await until(lambda: program.dialog)
    comparison = program.workspace.windows.comparison
    comparison.open_file(list_at(folder))
    await until(lambda: comparison.state.step is ComparisonStep.COLUMNS)
    yield Scene("Compare, columns", [dialog])
    comparison.set_scope(program.workspace.state.books[0].local_id)
    comparison.next()
    await until(lambda: comparison.state.step is ComparisonStep.COMPARE)
    yield Scene("Compare, differences", [dialog])
    await tidy(program)


def list_at(folder: Path) -> Path:
    """A list with something of every kind in it."""
    path = folder / "list.csv"
    path.write_text(
        "First name,Last name,Mobile,Company\n"
        "Ina,Berg,0491 570 156,Acme\nAAA,Other,0491 570 000,Fern\nBad,Row,12,\n"
        "Short,Zero,491570157,\nIna,Berg,0491 570 156,Acme\n",
        encoding="utf-8",
    )
    return path
