"""The dialogs Activity, Settings, Add existing contacts and those of an address book."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTreeWidget,
)

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.errors import Refused
from smsbook_gui.domain.phones.phone import SendForm
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.accounts.settings import SettingsViewModel
from smsbook_gui.viewmodels.books.dialogs import BookDialogViewModel
from smsbook_gui.viewmodels.contacts.add_existing import AddExistingViewModel
from smsbook_gui.viewmodels.history.activity import ActivityViewModel
from smsbook_gui.views.accounts.settings_dialog import SettingsDialog
from smsbook_gui.views.books.dialogs import BookDialog
from smsbook_gui.views.contacts.add_existing_dialog import AddExistingDialog
from smsbook_gui.views.history.activity_dialog import ActivityDialog
from tests.support.form_desk import ANNA, COMPANY, FormDesk, named
from tests.support.form_desk import form_desk as open_desk
from tests.support.keyring import MemoryKeyring
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

Opener = Callable[[QDialog], None]


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService()


@pytest.fixture
async def desk(tmp_path: Path, service: ScriptedService) -> AsyncIterator[FormDesk]:
    async with open_desk(tmp_path, service=service) as desk:
        yield desk


@pytest.fixture
async def opened() -> AsyncIterator[Opener]:
    """Opens a dialog; all of them are gone when the test ends."""
    dialogs: list[QDialog] = []

    def open_one(dialog: QDialog) -> None:
        dialogs.append(dialog)
        dialog.open()

    yield open_one
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()


def read(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def write(dialog: QDialog, name: str, text: str) -> None:
    edit = named(dialog, QLineEdit, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def rows(tree: QTreeWidget) -> list[list[str]]:
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(c) for c in range(tree.columnCount())] for item in items if item is not None]


# --- Activity ------------------------------------------------------------------------------------


async def test_activity_lists_and_follows(desk: FormDesk, opened: Opener) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    model = ActivityViewModel(desk.session, desk.tasks, read_delay=0.0)
    dialog = ActivityDialog(model)
    opened(dialog)
    assert dialog.windowTitle() == "Activity"
    await desk.quiet()
    batches = named(dialog, QTreeWidget, "Batches")
    assert [rows(batches)[0][0], *rows(batches)[0][2:]] == ["Contact edited", "1", "1 waiting"]
    assert rows(named(dialog, QTreeWidget, "Changes")) == [
        ["Anna Berg", "Company changed from “Berg & Co” to “One” by you", "Waiting"]
    ]
    count = batches.topLevelItemCount()
    await desk.session.contacts.edit(contact_id, {COMPANY: "Two"})
    await until(lambda: batches.topLevelItemCount() == count + 1, model.state_changed)
    model.close()


async def test_activity_says_what_can_be_undone_and_what_cannot(
    desk: FormDesk, opened: Opener
) -> None:
    contact_id = await desk.known(await desk.book())
    await desk.session.contacts.edit(contact_id, {COMPANY: "One"})
    await desk.book("Suppliers")
    model = ActivityViewModel(desk.session, desk.tasks, read_delay=0.0)
    dialog = ActivityDialog(model)
    opened(dialog)
    await desk.quiet()
    undo = named(dialog, QPushButton, "Undo…")
    assert not undo.isEnabled()
    assert undo.toolTip() == "Changes of the address book itself cannot be undone here"
    batches = named(dialog, QTreeWidget, "Batches")
    batches.setFocus()
    QTest.keyClick(batches, Qt.Key.Key_Down)
    assert undo.isEnabled()
    undo.click()
    window = await until(lambda: dialog.dialogs.current)
    assert isinstance(window, QDialog)
    assert window.windowTitle() == "Undo"
    await until(lambda: model.undo.state.can_apply)
    named(window, QPushButton, "Undo").click()
    await until(lambda: dialog.dialogs.current is None)
    await until(lambda: rows(batches)[0][0] == "Undone: Contact edited")
    assert named(dialog, QPushButton, "Redo…").isEnabled()
    assert (await desk.contact(contact_id)).values[COMPANY] == "Berg & Co"
    model.close()


async def test_activity_tells_address_books_and_the_service_apart(
    desk: FormDesk, opened: Opener
) -> None:
    contact_id = await desk.known(await desk.book("Customers", server_id=7))
    await desk.reads(contact_id, company="Theirs")
    await desk.book("Suppliers")
    model = ActivityViewModel(desk.session, desk.tasks, read_delay=0.0)
    dialog = ActivityDialog(model)
    opened(dialog)
    await desk.quiet()
    batches = named(dialog, QTreeWidget, "Batches")
    first, second = rows(batches)[:2]
    assert [first[0], *first[2:]] == ["Address book “Suppliers” added", "", ""]
    assert second[2:] == ["1", "Taken over"]
    assert "about the address book itself" in read(dialog)
    batches.setFocus()
    QTest.keyClick(batches, Qt.Key.Key_Down)
    await desk.quiet()
    assert "about the address book itself" not in read(dialog)
    assert len(rows(named(dialog, QTreeWidget, "Changes"))) == 1
    model.close()


@pytest.mark.parametrize("name", ["Batches", "Changes"])
async def test_activity_columns_have_room(desk: FormDesk, opened: Opener, name: str) -> None:
    await desk.known(await desk.book())
    model = ActivityViewModel(desk.session, desk.tasks, read_delay=0.0)
    dialog = ActivityDialog(model)
    opened(dialog)
    await desk.quiet()
    tree = named(dialog, QTreeWidget, name)
    texts = [tree.headerItem().text(column) for column in range(tree.columnCount())]
    item = tree.topLevelItem(0)
    assert item is not None
    for column, title in enumerate(texts):
        widest = max(
            tree.fontMetrics().horizontalAdvance(text) for text in (title, item.text(column))
        )
        assert tree.columnWidth(column) >= widest + 8, title
    model.close()


async def test_activity_with_nothing_done(desk: FormDesk, opened: Opener) -> None:
    model = ActivityViewModel(desk.session, desk.tasks, read_delay=0.0)
    dialog = ActivityDialog(model)
    opened(dialog)
    await desk.quiet()
    assert "Nothing was changed yet" in read(dialog)
    assert not named(dialog, QTreeWidget, "Batches").isVisible()
    assert not named(dialog, QTreeWidget, "Changes").isVisible()
    named(dialog, QPushButton, "Close").click()
    assert not dialog.isVisible()
    model.close()


# --- Settings ------------------------------------------------------------------------------------


async def test_settings_apply_on_ok(tmp_path: Path, opened: Opener) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    account = accounts.practice("Practice")
    dialog = SettingsDialog(SettingsViewModel(settings, accounts, account))
    opened(dialog)
    assert dialog.windowTitle() == "Settings"
    write(dialog, "Account name", "Bakery")
    write(dialog, "Custom field 1", "Type")
    country = named(dialog, QComboBox, "Country of phone numbers")
    assert country.currentText() == "Australia"
    form = named(dialog, QComboBox, "Numbers are sent")
    assert "0400000000" in form.currentText()
    country.setCurrentIndex(country.findText("New Zealand"))
    assert "0400000000" not in form.currentText()
    form.setCurrentIndex(form.findData(SendForm.AS_TYPED))
    named(dialog, QPushButton, "OK").click()
    changed = accounts.get(account.id)
    assert (changed.name, changed.labels[0]) == ("Bakery", "Type")
    assert (changed.region, changed.send_form) == ("NZ", SendForm.AS_TYPED)
    assert dialog.result() == QDialog.DialogCode.Accepted


async def test_settings_change_nothing_on_cancel(tmp_path: Path, opened: Opener) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    account = accounts.practice("Practice")
    dialog = SettingsDialog(SettingsViewModel(settings, accounts, account))
    opened(dialog)
    write(dialog, "Account name", "Bakery")
    named(dialog, QPushButton, "Cancel").click()
    assert accounts.get(account.id) == account
    assert not dialog.isVisible()


async def test_settings_stay_open_without_a_name(tmp_path: Path, opened: Opener) -> None:
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=MemoryKeyring()), tmp_path)
    dialog = SettingsDialog(SettingsViewModel(settings, accounts, accounts.practice("Practice")))
    opened(dialog)
    write(dialog, "Account name", " ")
    named(dialog, QPushButton, "OK").click()
    assert dialog.isVisible()
    assert "name" in named(dialog, QLineEdit, "Account name").accessibleDescription()


# --- Add existing contacts -----------------------------------------------------------------------


async def test_existing_contacts_are_added_and_told(
    desk: FormDesk, opened: Opener, service: ScriptedService
) -> None:
    book = await desk.book("Customers", server_id=7)
    found = service.put(7, ANNA)
    service.fail("detail", Refused("no such contact", not_found=True))
    model = AddExistingViewModel(desk.session, desk.tasks)
    model.opened(book)
    dialog = AddExistingDialog(model)
    opened(dialog)
    assert dialog.windowTitle() == "Add existing contacts"
    await desk.quiet()
    assert named(dialog, QComboBox, "Address book").currentText() == "Customers"
    add = named(dialog, QPushButton, "Add")
    assert not add.isEnabled()
    write(dialog, "IDs", "x")
    assert "not an ID" in named(dialog, QLineEdit, "IDs").accessibleDescription()
    assert not add.isEnabled()
    write(dialog, "IDs", f"55, {found}")
    assert "2 calls to the service" in read(dialog)
    add.click()
    assert named(dialog, QProgressBar, "Add existing contacts").isVisible()
    await desk.quiet()
    assert "1 added, 1 not found." in read(dialog)
    failures = named(dialog, QListWidget, "Not added")
    assert failures.item(0).text() == "55: not found at the service"
    named(dialog, QPushButton, "Close").click()
    assert not dialog.isVisible()


async def test_adding_is_cancelled_by_the_button_and_by_closing(
    desk: FormDesk, opened: Opener, service: ScriptedService
) -> None:
    book = await desk.book("Customers", server_id=7)
    found = service.put(7, ANNA)
    model = AddExistingViewModel(desk.session, desk.tasks)
    for name in ("button", "escape"):
        model.opened(book)
        dialog = AddExistingDialog(model)
        opened(dialog)
        await desk.quiet()
        write(dialog, "IDs", str(found))
        gate = service.gate("detail")
        named(dialog, QPushButton, "Add").click()
        await gate.arrived.wait()
        if name == "button":
            named(dialog, QPushButton, "Cancel").click()
            assert "Stopped after 0 of 1" in read(dialog)
            assert dialog.isVisible()
        else:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            assert not dialog.isVisible()
        assert not model.state.running
        await desk.quiet()
        dialog.close()


# --- address books -------------------------------------------------------------------------------


async def test_an_address_book_is_added(desk: FormDesk, opened: Opener) -> None:
    model = BookDialogViewModel(desk.session, desk.tasks)
    model.start_add()
    dialog = BookDialog(model)
    opened(dialog)
    assert dialog.windowTitle() == "Add address book"
    assert not named(dialog, QLineEdit, "ID").isVisible()
    write(dialog, "Name", "Volunteers")
    QTest.keyClick(named(dialog, QLineEdit, "Name"), Qt.Key.Key_Return)
    await desk.quiet()
    assert [book.name for book in await desk.store.books.get_all()] == ["Volunteers"]
    assert not dialog.isVisible()


async def test_a_name_that_is_taken_keeps_the_dialog_open(desk: FormDesk, opened: Opener) -> None:
    await desk.book("Volunteers")
    await desk.book("Helpers")
    model = BookDialogViewModel(desk.session, desk.tasks)
    (helpers,) = [book for book in await desk.store.books.get_all() if book.name == "Helpers"]
    model.start_rename(helpers)
    dialog = BookDialog(model)
    opened(dialog)
    assert named(dialog, QLineEdit, "Name").text() == "Helpers"
    write(dialog, "Name", "Volunteers")
    named(dialog, QPushButton, "Rename").click()
    await desk.quiet()
    assert dialog.isVisible()
    assert "already" in read(dialog)


async def test_what_becomes_of_the_contacts_of_an_address_book_is_asked(
    desk: FormDesk, opened: Opener
) -> None:
    await desk.book("Staff", 12)
    filled = await desk.book("Customers", 13)
    await desk.known(filled)
    books = await desk.store.books.get_all()
    model = BookDialogViewModel(desk.session, desk.tasks)
    model.start_delete(next(book for book in books if book.local_id == filled), books)
    dialog = BookDialog(model)
    opened(dialog)
    assert "“Customers” has 1 contact in it" in read(dialog)
    choices = {each.text(): each for each in dialog.findChildren(QRadioButton)}
    assert choices["Move them to"].isChecked()
    choices["Delete them too"].click()
    named(dialog, QPushButton, "Delete").click()
    await desk.quiet()
    assert not dialog.isVisible()
    assert [book.name for book in await desk.store.books.get_all()] == ["Staff"]
