"""The way back from Activity, in the window: what it would do is seen before it is done."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView, QTreeWidget

from smsbook_gui.domain.contacts.batch import WayBack
from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.views.history.activity_dialog import ActivityDialog
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.office import COMPANY, FIRST, LAST, PHONE, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def activity(window: MainWindow, title: str) -> ActivityDialog:
    """Activity, on the newest entry of that title."""
    window.commands.activity.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, ActivityDialog)
    batches = on_show(dialog, QTreeWidget, "Batches")
    found = await until(lambda: batches.findItems(title, Qt.MatchFlag.MatchExactly))
    batches.setCurrentItem(found[0])
    return dialog


async def looked_at(dialog: ActivityDialog, office: Office, button: str) -> QDialog:
    on_show(dialog, QPushButton, button).click()
    window = await until(lambda: dialog.dialogs.current)
    assert isinstance(window, QDialog)
    await until(lambda: not described(window, "Summary").endswith("…"))
    return window


def described(window: QDialog, name: str) -> str:
    [label] = [one for one in window.findChildren(QLabel) if one.accessibleDescription() == name]
    return label.text()


def table(window: QDialog, name: str) -> list[list[str]]:
    model = on_show(window, QTableView, name).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def sentences(window: QDialog) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


async def test_an_older_bulk_edit_is_undone_but_for_what_was_changed_since(office: Office) -> None:
    window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    await office.session.contacts.move(ids[:3], office.staff)
    await office.session.contacts.move(ids[:1], office.customers)
    await office.session.contacts.edit(ids[1], {COMPANY: "Since"})
    dialog = await activity(window, "3 contacts moved")
    asked = await looked_at(dialog, office, "Undo…")
    assert described(asked, "Action").startswith("3 contacts moved, ")
    assert described(asked, "Summary") == "2 contacts will change"
    assert table(asked, "Preview") == [
        ["Bruno Coelho", "Address book", "Staff", "Customers"],
        ["Chloé Dupont", "Address book", "Staff", "Customers"],
    ]
    assert "1 contact was changed since and stays as it is." in sentences(asked)
    stay = on_show(asked, QPushButton, "Stay as they are (1)")
    stay.setFocus()
    QTest.keyClick(stay, Qt.Key.Key_Space)
    assert table(asked, "Left as they are") == [
        ["Anna Berg", "Address book", "Customers", "Changed since"]
    ]
    QTest.keyClick(asked, Qt.Key.Key_Return)
    await until(lambda: dialog.dialogs.current is None)
    homes = [(await office.contact(one)).book_id for one in ids[:3]]
    assert homes == [office.customers] * 3
    assert (await office.contact(ids[1])).values[COMPANY] == "Since"
    [banner] = await until(lambda: view.workspace.banner.state.banners)
    assert banner.text == (
        "Undone: 3 contacts moved. 1 contact was changed since and stays as it is."
    )
    batches = on_show(dialog, QTreeWidget, "Batches")
    newest = await until(lambda: batches.findItems("Undone: 3", Qt.MatchFlag.MatchStartsWith))
    await until(lambda: batches.currentItem() is newest[0])


async def test_escape_changes_nothing(office: Office) -> None:
    window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    await office.session.contacts.delete(ids[:2])
    dialog = await activity(window, "2 contacts deleted")
    asked = await looked_at(dialog, office, "Undo…")
    assert [row[1:] for row in table(asked, "Preview")] == [["Contact", "Deleted", "Customers"]] * 2
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    await until(lambda: dialog.dialogs.current is None)
    assert [(await office.contact(one)).life for one in ids[:2]] == [Life.DELETED] * 2


async def test_a_new_contact_that_is_undone_goes_and_comes_back(office: Office) -> None:
    window, view = await office.window()
    new = await office.session.contacts.create(
        office.staff, {FIRST: "Zoë", LAST: "Zimmer", PHONE: "0491 570 156"}
    )
    dialog = await activity(window, "New contact")
    asked = await looked_at(dialog, office, "Undo…")
    assert any("1 contact goes to Recently deleted." in one for one in sentences(asked))
    on_show(asked, QPushButton, "Undo").click()
    await until(lambda: dialog.dialogs.current is None)
    assert (await office.contact(new)).life is Life.DELETED
    await until(lambda: view.workspace.windows.activity.state.way_back is WayBack.REDO)
    asked = await looked_at(dialog, office, "Redo…")
    assert asked.windowTitle() == "Redo"
    on_show(asked, QPushButton, "Redo").click()
    await until(lambda: dialog.dialogs.current is None)
    assert (await office.contact(new)).life is Life.LIVE
