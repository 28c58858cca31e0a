"""Texts from outside, wherever they can appear: plain, harmless, not endless.

Everything that can come from a service, a file or a person holds markup, an ampersand, marks that
turn the words around them, a break and a great many letters. Then every place is looked at:
labels, tooltips, tables, lists, menus, buttons, titles, and what assistive technology reads.
"""

import ast
import csv
import html
import unicodedata
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import smsbook_gui
from smsbook_gui.app.update_notice import UpdateNotice
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import ContactField, Status, Values
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import Refused
from smsbook_gui.domain.release import Release
from smsbook_gui.services.accounts.accounts import Account, Accounts
from smsbook_gui.services.accounts.updates import ReleaseSource
from smsbook_gui.viewmodels.accounts.accounts import AccountsViewModel
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel
from smsbook_gui.viewmodels.exports.print_state import PrintLayout
from smsbook_gui.views.accounts.accounts_dialog import AccountsDialog
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from smsbook_gui.views.contacts.header import ContactHeader
from smsbook_gui.views.imports.window import ImportWindow
from smsbook_gui.views.printing.dialog import PrintDialog
from smsbook_gui.views.printing.page import TextLine
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.plain_text import Label, literal, set_tip, title_text
from tests.support.form_desk import form_desk
from tests.support.keyring import MemoryKeyring
from tests.support.office import Office, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

_Role = Qt.ItemDataRole
_TEXTS = (_Role.DisplayRole, _Role.AccessibleTextRole, _Role.AccessibleDescriptionRole)
LONGEST = 4_200  # what a label of several lines may hold, with the words around it
TURNS = {"RLO", "LRO"}


def nasty(what: str) -> str:
    """Markup that names a file, an ampersand, a placeholder, turned letters, a break, a NUL."""
    return (
        f"<img src='file:///nowhere/{what}.png'><b>R&Dx</b> [*] \u202elive{what}\u202c \r\nnext"
        f"\x07 {what} " + "long" * 3_000
    )


LABELS = tuple(nasty(f"label{number}") for number in range(4))
VALUES: Values = {field: nasty(field.value) for field in ContactField} | {
    ContactField.PHONE_NUMBER: "<i>&0491</i>\u202e 570 006\n"
}


# ---- every place ------------------------------------------------------------------------------


def harmless(text: str) -> bool:
    """Whether a text turns nothing around it, hides nothing and is not endless."""
    odd = [c for c in text if unicodedata.category(c) == "Cc" and c != "\n"]
    turned = TURNS & {unicodedata.bidirectional(char) for char in text}
    return not odd and not turned and len(text) <= LONGEST


def plain(tip: str) -> bool:
    """Whether a tooltip says just its words, also to Qt, which looks for HTML in it."""
    if not GuiQt.mightBeRichText(tip):
        return True
    document = QTextDocument()
    document.setHtml(tip)
    said = document.toPlainText()
    return "<img" not in html.unescape(tip) or "<img" in said


def places(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window that is read, and where it stands."""
    yield "title", root.windowTitle()
    for widget in (root, *root.findChildren(QWidget)):
        kind = type(widget).__name__
        yield f"{kind} name", widget.accessibleName()
        yield f"{kind} description", widget.accessibleDescription()
        if isinstance(widget, QLabel):
            yield f"{kind} text", QLabel.text(widget)
        if isinstance(widget, QAbstractButton):
            yield f"{kind} text", widget.text()
        if isinstance(widget, QComboBox):
            yield from ((f"{kind} item", widget.itemText(row)) for row in range(widget.count()))
    for action in root.findChildren(QAction):
        yield "action", action.text()
    for model, index in cells(root):
        yield from ((f"cell {role.name}", said(model.data(index, role))) for role in _TEXTS)
    for header in root.findChildren(QHeaderView):
        for section in range(header.count()):
            for role in (_Role.DisplayRole, _Role.AccessibleTextRole):
                text = header.model().headerData(section, header.orientation(), role)
                yield f"header {role.name}", said(text)


def tips(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every tooltip of a window."""
    for widget in (root, *root.findChildren(QWidget)):
        yield type(widget).__name__, widget.toolTip()
    for action in root.findChildren(QAction):
        yield "action", action.toolTip()
    for model, index in cells(root):
        yield "cell", said(model.data(index, _Role.ToolTipRole))
    for header in root.findChildren(QHeaderView):
        for section in range(header.count()):
            text = header.model().headerData(section, header.orientation(), _Role.ToolTipRole)
            yield "header", said(text)


def cells(root: QWidget) -> Iterator[tuple[QAbstractItemModel, QModelIndex]]:
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for row in range(min(model.rowCount(QModelIndex()), 30)):
            for column in range(columns):
                yield model, model.index(row, column)


def said(value: object) -> str:
    return "" if value is None else str(value)


def check(root: QWidget) -> set[str]:
    """All of a window's texts are well; gives those of the places where a foreign text stood."""
    wrong = [(where, text[:80]) for where, text in places(root) if not harmless(text)]
    assert wrong == []
    rich = [(where, tip[:80]) for where, tip in tips(root) if not plain(tip)]
    assert rich == []
    labels = root.findChildren(QLabel)
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels if foreign(each))
    for text in (each.text() for each in root.findChildren(QAbstractButton)):
        assert "R&Dx" not in text or "R&&Dx" in text, text[:80]
    for text in (each.text() for each in root.findChildren(QAction)):
        assert "R&Dx" not in text or "R&&Dx" in text, text[:80]
    return {where for where, text in [*places(root), *tips(root)] if "img src" in text}


def foreign(label: QLabel) -> bool:
    return GuiQt.mightBeRichText(QLabel.text(label))


# ---- the window -------------------------------------------------------------------------------


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with form_desk(tmp_path, labels=LABELS) as desk:
        office = Office(desk, tmp_path)
        books = (RemoteBook(11, nasty("book")), RemoteBook(12, nasty("other")))
        await office.store.sync.record_books(books, asked=await office.store.sync.sequence())
        office.customers, office.staff = [
            book.local_id for book in await office.store.books.get_all()
        ]
        rows = tuple(RemoteContact(100 + number, VALUES) for number in range(3))
        listing = RemoteListing(11, nasty("book"), rows)
        asked = await office.store.sync.sequence()
        await office.store.sync.record_listing(office.customers, listing, asked=asked)
        try:
            yield office
        finally:
            await office.leave()
            office.settings.flush()
    assert office.bugs == []


async def ready(office: Office) -> tuple[MainWindow, WorkspaceView]:
    window, view = await office.window()
    await until(lambda: view.workspace.table.model.row(0))
    await until(lambda: view.workspace.sidebar.model.rowCount() > 4)
    return window, view


async def dialog_of(window: MainWindow, action: QAction) -> QDialog:
    assert action.isEnabled(), action.text()
    action.trigger()
    found = await until(lambda: window.dialogs.current)
    assert isinstance(found, QDialog)
    return found


def form_shows(view: WorkspaceView, contact_id: int) -> bool:
    state = view.workspace.form.state
    return state.contact_id == contact_id and any(state.texts.values())


async def nothing(_account_id: str) -> None:
    """No session of that account is open."""


async def close(window: MainWindow, dialog: QDialog) -> None:
    dialog.reject()
    await until(lambda: window.dialogs.current is None)


async def test_table_sidebar_form_and_history(office: Office) -> None:
    contact = await office.store.contacts.by_server_id(100)
    assert contact is not None
    await office.session.contacts.edit(
        contact.local_id, {ContactField.COMPANY: nasty("edited"), ContactField.CUSTOM_1: ""}
    )
    window, view = await ready(office)
    view.workspace.table.select_ids([contact.local_id])
    view.workspace.table.set_current(contact.local_id)
    await until(lambda: view.workspace.form.state.history)
    seen = check(window)
    assert {"cell DisplayRole", "cell", "header DisplayRole", "Label text"} <= seen
    menu = QMenu(window)
    (header,) = view.table.findChildren(ContactHeader)
    menu.addActions(header.column_actions(menu))
    check(window)


async def test_what_a_person_edits_is_whole(office: Office) -> None:
    contact = await office.store.contacts.by_server_id(100)
    assert contact is not None
    _window, view = await ready(office)
    view.workspace.table.select_ids([contact.local_id])
    view.workspace.table.set_current(contact.local_id)
    await until(partial(form_shows, view, contact.local_id))
    await office.session.contacts.edit(contact.local_id, {ContactField.LAST_NAME: "Berg"})
    kept = await office.contact(contact.local_id)
    assert kept.values[ContactField.FIRST_NAME] == VALUES[ContactField.FIRST_NAME]
    assert (
        view.workspace.form.state.texts[ContactField.FIRST_NAME]
        == kept.values[ContactField.FIRST_NAME]
    )


async def test_a_text_too_long_to_edit_is_shown_and_kept(office: Office) -> None:
    contact = await office.store.contacts.by_server_id(101)
    assert contact is not None
    window, view = await ready(office)
    view.workspace.table.select_ids([contact.local_id])
    view.workspace.table.set_current(contact.local_id)
    await until(partial(form_shows, view, contact.local_id))
    on_show(window, QToolButton, "Edit").click()
    first = on_show(window, QLineEdit, "First name")
    number = on_show(window, QLineEdit, "Phone number")
    await until(lambda: not number.isReadOnly())
    assert first.isReadOnly()
    assert len(first.text()) <= 300
    number.selectAll()
    number.insert("0491570156")
    on_show(window, QPushButton, "Save").click()
    await until(lambda: not view.workspace.form.state.dirty)
    kept = await office.contact(contact.local_id)
    assert kept.values[ContactField.PHONE_NUMBER] == "0491570156"
    assert kept.values[ContactField.FIRST_NAME] == VALUES[ContactField.FIRST_NAME]


async def test_the_dialogs_of_a_contact(office: Office) -> None:
    window, view = await ready(office)
    view.workspace.table.select_all()
    await until(lambda: view.workspace.state.can_move)
    dialog = await dialog_of(window, window.commands.move)
    assert check(dialog) >= {"cell DisplayRole"}
    on_show(dialog, QListWidget, "Address book").setCurrentRow(0)
    on_show(dialog, QPushButton, "Move").click()
    await until(lambda: view.workspace.banner.state.banners)
    assert "Label text" in check(window) or "WrappedLabel text" in check(window)
    dialog = await dialog_of(window, window.commands.activity)
    await until(lambda: view.workspace.windows.activity.state.lines)
    assert check(dialog) >= {"cell DisplayRole"}
    await close(window, dialog)


async def test_the_dialogs_of_lists_and_books(office: Office) -> None:
    window, view = await ready(office)
    commands = window.commands
    dialog = await dialog_of(window, commands.export)
    await until(lambda: view.workspace.windows.exporting.state.unread is not None)
    assert check(dialog) >= {"QCheckBox text", "QCheckBox"}
    await close(window, dialog)
    dialog = await dialog_of(window, commands.add_existing)
    check(dialog)
    await close(window, dialog)
    dialog = await dialog_of(window, commands.print)
    printing = view.workspace.windows.printing
    for layout in PrintLayout:
        printing.set_layout(layout)
        await until(lambda: printing.state.can_print)
        check(dialog)
        assert all(harmless(text) for text in await on_paper(dialog))
    await close(window, dialog)
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.customers))
    await until(commands.rename_book.isEnabled)
    for action in (commands.rename_book, commands.delete_book):
        dialog = await dialog_of(window, action)
        check(dialog)
        await close(window, dialog)


async def on_paper(dialog: QDialog) -> list[str]:
    """All texts of the first page."""
    assert isinstance(dialog, PrintDialog)
    layout = dialog._layout
    assert layout is not None
    rows = await dialog._model._rows_of(layout, 0)
    found = [
        item for items in layout.items(0, rows) for item in items if isinstance(item, TextLine)
    ]
    assert any("img src" in words.text for words in found)
    return [words.text for words in found]


async def test_needs_attention(office: Office) -> None:
    for number in range(2):
        contact = await office.store.contacts.by_server_id(100 + number)
        assert contact is not None
        await office.session.contacts.edit(contact.local_id, {ContactField.COMPANY: "X"})
    error = Refused(nasty("words"), details=nasty("details"))
    await office.desk.needs_attention(Status.REFUSED, error)
    conflicted = await office.store.contacts.by_server_id(102)
    assert conflicted is not None
    await office.session.contacts.edit(
        conflicted.local_id, {ContactField.COMPANY: nasty("mine"), ContactField.CUSTOM_1: "VIP"}
    )
    await office.desk.reads(conflicted.local_id, company=nasty("theirs"), custom_1="Gold")
    window, view = await ready(office)
    view.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    for number in range(3):
        contact = await office.store.contacts.by_server_id(100 + number)
        assert contact is not None
        await until(lambda: view.workspace.table.state.complete)
        view.workspace.table.select_ids([contact.local_id])
        view.workspace.table.set_current(contact.local_id)
        await until(partial(form_shows, view, contact.local_id))
        await until(lambda: window.findChildren(QLabel))
        check(window)
    view.workspace.banner.problem(error)
    view.workspace.banner.done(f"Deleted {nasty('name')}")
    assert "WrappedLabel text" in check(window)


async def test_accounts_settings_and_titles(office: Office, tmp_path: Path) -> None:
    window, view = await ready(office)
    accounts = Accounts(office.settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    account = await accounts.add(nasty("account")[:200], "http://127.0.0.1", "token", False)
    model = AccountsViewModel(
        accounts, office.desk.tasks, close_session=nothing, count_unsent=nothing
    )
    window.dialogs.open(lambda parent: AccountsDialog(model, parent))
    dialog = await until(lambda: window.dialogs.current)
    assert check(dialog) >= {"cell DisplayRole", "cell"}
    await close(window, dialog)
    settings = SettingsViewModel(office.settings, accounts, account, updates=True)
    window.dialogs.open(lambda parent: SettingsDialog(settings, parent))
    check(await until(lambda: window.dialogs.current))
    other = Account("other", nasty("account"), "http://127.0.0.1")
    view.workspace._session.account = other
    view.workspace.account_changed()
    await until(lambda: "[*]" in window.windowTitle())
    assert "[*][*]" in window.windowTitle()
    check(window)


async def test_the_import_of_a_file(office: Office, tmp_path: Path) -> None:
    file = tmp_path / f"list <b>R&Dx<b> {'long' * 40}.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow([nasty("header")[:1000].replace("\0", ""), "Phone number", "First name"])
        for number in range(3):
            name = nasty("cell").replace("\x07", "\x0b") * 20
            table.writerow([name, f"04915700{number:02}", name])
        table.writerow([nasty("bad"), "<b>&12</b>", "x"])
    _window, view = await ready(office)
    importing = view.workspace.importing
    importing.show()
    importing.open_file(file)
    await until(lambda: importing.mapping.state.layout is not None)
    opened = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ImportWindow))
    await until(lambda: not importing.state.busy)
    assert check(opened) >= {"header DisplayRole", "header"}
    for _step in range(2):
        if importing.state.can_go_on:
            on_show(opened, QPushButton, "Next").click()
            await until(lambda: not importing.state.busy)
        check(opened)
    await until(lambda: importing.check.rows.rowCount() == 0 or importing.check.rows.row(0))
    check(opened)


async def test_a_new_version_and_its_notes(office: Office) -> None:
    window, view = await ready(office)
    notice = UpdateNotice(
        window, office.settings, ReleaseSource("https://127.0.0.1", b""), may_ask=lambda: False
    )
    notice.follow(view.workspace.banner)
    notice._found(Release("9.9.<b>R&Dx</b>", "https://127.0.0.1", (nasty("news"),)))
    check(window)
    notice._explain()
    check(await until(lambda: window.dialogs.current))


# ---- the mechanism ----------------------------------------------------------------------------


def test_a_tooltip_says_what_it_says(qtbot: QtBot) -> None:
    widget = QPushButton("x")
    qtbot.addWidget(widget)
    set_tip(widget, "<img src='file:///nowhere/x.png'>\nR&D")
    document = QTextDocument()
    document.setHtml(widget.toolTip())
    assert document.toPlainText().split("\n")[0] == "<img src='file:///nowhere/x.png'>"
    set_tip(widget, "Save (Ctrl+S)")
    assert widget.toolTip() == "Save (Ctrl+S)"


def test_a_label_says_its_text_with_and_without_an_input(qtbot: QtBot) -> None:
    label, other = Label("<b>R&D</b>"), QPushButton()
    qtbot.addWidget(label)
    qtbot.addWidget(other)
    assert (label.text(), QLabel.text(label)) == ("<b>R&D</b>", "<b>R&D</b>")
    label.setBuddy(other)
    assert (label.text(), QLabel.text(label)) == ("<b>R&D</b>", "<b>R&&D</b>")


def test_titles_and_buttons() -> None:
    assert title_text("a [*] b") == "a [*][*] b"
    assert literal("R&D") == "R&&D"


def test_every_label_and_every_tooltip_goes_this_way() -> None:
    """A plain QLabel or setToolTip elsewhere would be rendered again."""
    found = []
    for file in Path(smsbook_gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))
            bases = [getattr(b, "id", "") for b in getattr(node, "bases", [])]
            rendered = name == "QLabel" or (
                name in {"setToolTip", "showText"} and "plain_tip" not in ast.unparse(node)
            )
            if rendered or "QLabel" in bases:
                found.append(f"{file.name}:{getattr(node, 'lineno', 0)}")
    assert {place.split(":")[0] for place in found} == {"plain_text.py"}
