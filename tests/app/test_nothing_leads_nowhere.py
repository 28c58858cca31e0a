"""No command without an effect that a person can see, and no signal that nobody hears."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMetaMethod, QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QToolBar, QWidget

from smsbook_gui.domain.contact import AddressBook, ContactField
from smsbook_gui.domain.errors import Refused
from smsbook_gui.domain.query import Scope, ScopeKind
from smsbook_gui.views.contacts.header import ContactHeader
from tests.support.program import Program, program_at, service_with
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

COMPANY = ContactField.COMPANY
PEOPLE = tuple((letter * 3, letter * 5) for letter in "ABCDEF")


@pytest.fixture(autouse=True)
def no_popups(expect_qt: Callable[[str], None]) -> None:
    """The platform without a screen has no popups to raise."""
    expect_qt(r"plugin does not support grabbing the keyboard")


@pytest.fixture(autouse=True)
def strangers() -> list[QObject]:
    """What tests before this one left behind."""
    return [thing for thing in gc.get_objects() if isinstance(thing, QObject)]


@pytest.fixture
def service() -> ScriptedService:
    return service_with(*PEOPLE)


@pytest.fixture
async def program(tmp_path: Path, service: ScriptedService) -> AsyncIterator[Program]:
    blinking = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    async with program_at(tmp_path, service) as started:
        yield started
    QApplication.setCursorFlashTime(blinking)


# ---- what a person sees -----------------------------------------------------------------------


def seen() -> dict[str, object]:
    """All windows as pictures, and the clipboard."""
    shown: dict[str, object] = {"clipboard": QApplication.clipboard().text()}
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and not isinstance(top, QMenu):
            shown[f"{type(top).__name__} {top.windowTitle()}"] = _picture(top)
    return shown


def _picture(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


# ---- the states in which actions are enabled ----------------------------------------------------


async def all_contacts(program: Program) -> None:
    program.workspace.sidebar.choose(Scope())
    await _rows(program)
    _select(program, 0)
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
    await until(lambda: form.state.texts[COMPANY] == company)


async def something_undone(program: Program) -> None:
    await something_done(program)
    before = program.workspace.form.state.texts[COMPANY]
    program.workspace.undo()
    await until(lambda: program.workspace.form.state.texts[COMPANY] != before)
    program.workspace.banner.close_all()


async def recently_deleted(program: Program) -> None:
    await all_contacts(program)
    if not program.workspace.sidebar.state.items[-1].count:
        program.workspace.delete_selected()
        await until(lambda: program.workspace.sidebar.state.items[-1].count)
        program.workspace.banner.close_all()
    program.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await _rows(program)
    _select(program, 0)
    await until(lambda: program.workspace.state.can_restore)


def _twice(program: Program) -> AddressBook | None:
    """The address book that the service does not take."""
    books = program.workspace.state.books
    return next((book for book in books if book.status.needs_attention), None)


async def an_address_book_not_accepted(program: Program) -> None:
    session, workspace = program.application.session, program.workspace
    assert session is not None
    if "Twice" not in {book.name for book in workspace.state.books}:
        await session.books.create("Twice")
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


def _select(program: Program, row: int) -> None:
    program.view.table.setFocus()
    program.view.table.selectRow(row)


# ---- all that is offered ----------------------------------------------------------------------


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
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and top is not program.window:
            top.close()
    program.window.dialogs.close_all()
    if program.workspace.status.state.sending_paused:
        program.workspace.status.toggle_pause()
    program.workspace.banner.close_all()
    await until(lambda: program.dialog is None)
    QApplication.clipboard().clear()


# ---- the tests --------------------------------------------------------------------------------

LAST = "File: Quit"
BEGINNINGS = {"File: Import…", "Edit: Redo ", "Contacts: Restore", "Toolbar: Undo "}
"""Of some names that must be among those tried; Undo and Redo name the contact as well."""


async def test_every_action_changes_something_that_a_person_can_see(
    program: Program, service: ScriptedService
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=["Twice"])
    tried: set[str] = set()
    for state in STATES:
        await state(program)
        for name in sorted(offered(program).keys() - tried - {LAST}):
            action = offered(program).get(name)
            if action is not None:  # an action before it may have taken the state away
                tried.add(name)
                await _shows(program, name, action)
                await tidy(program)
                await state(program)
    missed = {name for name in BEGINNINGS if not any(each.startswith(name) for each in tried)}
    assert missed == set()
    await _ends(program, offered(program)[LAST])


async def _shows(program: Program, name: str, action: QAction) -> None:
    program.window.activateWindow()  # a menu that was closed leaves none active here
    await program.calm()
    before = seen()
    action.trigger()
    try:
        await until(lambda: seen() != before)
    except AssertionError:
        raise AssertionError(f"nothing is to be seen of {name!r}") from None


async def _ends(program: Program, action: QAction) -> None:
    action.trigger()
    await until(lambda: program.application.main_window is None)


async def test_every_signal_is_heard(
    strangers: list[QObject], program: Program, service: ScriptedService
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=["Twice"])
    heard: dict[str, bool] = {}
    others = {id(thing) for thing in strangers}
    _listen(heard, others)
    for opening in _openings(program):
        await opening()
        _listen(heard, others)
        await tidy(program)
    assert len(heard) > 60
    assert [name for name, is_heard in sorted(heard.items()) if not is_heard] == []


def _openings(program: Program) -> Iterator[Callable[[], Awaitable[None]]]:
    """What brings up the windows and dialogs that are not there from the start."""
    for text in (
        *("Import…", "Numbers left out…", "Export…", "Accounts…", "Settings…", "Connect…"),
        *("Print…", "Filter…", "Save view…", "Check list…", "Edit selected…"),
        *("Find duplicates…", "Compare with file…", "Restore from backup…"),
        *("Activity", "Add existing by ID…", "Add address book…", "Move to address book…"),
        "Copy to address book…",
    ):

        async def from_menu(text: str = text) -> None:
            await all_contacts(program)
            actions = offered(program)
            next(action for name, action in actions.items() if name.endswith(text)).trigger()
            await until(lambda: len(seen()) > 2)

        yield from_menu

    async def merge_selected() -> None:
        await all_contacts(program)
        program.workspace.table.select_all()
        await until(program.window.commands.merge.isEnabled)
        program.window.commands.merge.trigger()
        await until(lambda: program.dialog is not None)

    yield merge_selected

    async def settle_book() -> None:
        await an_address_book_not_accepted(program)
        program.workspace.settle_book()
        await until(lambda: program.dialog is not None)

    yield settle_book


def _listen(heard: dict[str, bool], others: set[int]) -> None:
    """Note of every signal of our views and view-models that live now whether somebody hears it.

    `others` are not the program's, by their ids. One object of a class that is heard is enough: a
    table of ours may have a column that nobody edits, and a notice no button.
    """
    for thing in gc.get_objects():
        if not isinstance(thing, QObject) or id(thing) in others or not shiboken6.isValid(thing):
            continue
        for kind in type(thing).__mro__:
            if kind.__module__.startswith(("smsbook_gui.views", "smsbook_gui.viewmodels")):
                for name in [key for key, value in vars(kind).items() if isinstance(value, Signal)]:
                    called = f"{kind.__module__}.{kind.__name__}.{name}"
                    method = QMetaMethod.fromSignal(getattr(thing, name))
                    heard[called] = heard.get(called, False) or thing.isSignalConnected(method)
