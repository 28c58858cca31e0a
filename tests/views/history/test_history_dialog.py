"""The history of a contact, in the window: what was, who did it, and the way back to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QDialog, QLabel, QPushButton, QTableView

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import Refused
from smsbook_gui.views.history.history_dialog import HistoryDialog
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import COMPANY, FIRST, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def history(window: MainWindow, view: WorkspaceView, contact_id: int) -> HistoryDialog:
    """The window, on its newest line."""
    view.workspace.go_to(contact_id)
    await until(window.commands.history.isEnabled)
    window.commands.history.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, HistoryDialog)
    await until(lambda: view.workspace.windows.history.state.loaded)
    return dialog


def table(window: QDialog, name: str) -> list[list[str]]:
    model = on_show(window, QTableView, name).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def sentences(window: QDialog) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


async def first_contact(view: WorkspaceView) -> int:
    return int(view.workspace.table.model.ids[0])


async def test_a_history_with_nothing_in_it_says_so(office: Office) -> None:
    window, view = await office.window()
    dialog = await history(window, view, await first_contact(view))
    assert not dialog.findChildren(QTableView)[0].isVisible()
    assert "Nothing about this contact has been changed yet." in sentences(dialog)


async def test_who_did_what_and_one_value_comes_back(office: Office) -> None:
    window, view = await office.window()
    contact_id = await first_contact(view)
    for company in ("One", "Two"):
        await office.session.contacts.edit(contact_id, {COMPANY: company})
    await office.session.contacts.move([contact_id], office.staff)
    dialog = await history(window, view, contact_id)
    changes = on_show(dialog, QTableView, "Changes")
    rows = table(dialog, "Changes")
    assert [row[1:] for row in rows[:3]] == [
        ["Address book", "Customers", "Staff", "You", "1 contact moved", "Waiting"],
        ["Company", "One", "Two", "You", "Contact edited", "Waiting"],
        ["Company", "…", "One", "You", "Contact edited", "Waiting"],
    ]
    assert "Address book: “Staff” becomes “Customers”" in sentences(dialog)
    changes.setFocus()
    QTest.keyClick(changes, Qt.Key.Key_Down)
    assert "Company: “Two” becomes “One”" in sentences(dialog)
    on_show(dialog, QPushButton, "Bring back this value").click()
    await until(lambda: table(dialog, "Changes")[0][1:4] == ["Company", "Two", "One"])
    contact = await office.contact(contact_id)
    assert (contact.values[COMPANY], contact.book_id) == ("One", office.staff)
    assert "Company is “One” already." in sentences(dialog), "the same row is still selected"
    [banner] = view.workspace.banner.state.banners
    assert banner.text == "Earlier value of Anna Berg brought back"
    view.workspace.banner.choose(banner.number, 0)
    await view.workspace.idle()
    assert (await office.contact(contact_id)).values[COMPANY] == "Two"


async def test_as_it_was_on_a_day(office: Office) -> None:
    window, view = await office.window()
    contact_id = await first_contact(view)
    await office.session.contacts.edit(contact_id, {COMPANY: "One", FIRST: "Anne"})
    await office.session.contacts.move([contact_id], office.staff)
    dialog = await history(window, view, contact_id)
    on_show(dialog, QPushButton, "As it was then…").click()
    then = await until(lambda: dialog.dialogs.current)
    assert isinstance(then, QDialog)
    assert then.windowTitle() == "As it was then"
    day = on_show(then, QDateEdit, "Day")
    today = QDate.currentDate()
    day.setDate(today)
    assert table(then, "Preview") == []
    assert not on_show(then, QPushButton, "Make it so again").isEnabled()
    day.setDate(today.addDays(-1))
    assert table(then, "Preview") == [
        ["First name", "Anne", "Anna"],
        ["Address book", "Staff", "Customers"],
    ]
    assert "Not known of that day: Company" in sentences(then), "no listing tells the company"
    QTest.keyClick(then, Qt.Key.Key_Return)
    await until(lambda: dialog.dialogs.current is None)
    contact = await office.contact(contact_id)
    assert (contact.values[FIRST], contact.values[COMPANY]) == ("Anna", "One")
    assert contact.book_id == office.customers
    await office.session.contacts.undo()
    contact = await office.contact(contact_id)
    assert (contact.values[FIRST], contact.book_id) == ("Anne", office.staff)


async def test_what_the_service_said_and_what_a_deleted_contact_allows(office: Office) -> None:
    window, view = await office.window()
    contact_id = await first_contact(view)
    await office.session.contacts.edit(contact_id, {COMPANY: "One"})
    await office.desk.needs_attention(Status.REFUSED, Refused("Too long"))
    dialog = await history(window, view, contact_id)
    assert "The SMS service said: Too long" in sentences(dialog)
    assert table(dialog, "Changes")[0][-1] == "Not accepted: Too long"
    await office.session.contacts.delete([contact_id])
    await until(lambda: table(dialog, "Changes")[0][1] == "Contact deleted")
    await until(lambda: not view.workspace.windows.history.state.can_go_back)
    assert not on_show(dialog, QPushButton, "Bring back this value").isEnabled()
    assert not on_show(dialog, QPushButton, "As it was then…").isEnabled()
    assert "Restore the contact first to bring back its values." in sentences(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: window.dialogs.current is None)
