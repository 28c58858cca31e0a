"""Activity in the window as the record of an account: searched, narrowed, and exported."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton, QTreeWidget

from smsbook_gui.files.readers import reading
from smsbook_gui.views.history.activity_dialog import ActivityDialog
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.office import COMPANY, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def activity(window: MainWindow) -> ActivityDialog:
    window.commands.activity.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, ActivityDialog)
    return dialog


def listed(dialog: ActivityDialog, name: str) -> list[str]:
    tree = on_show(dialog, QTreeWidget, name)
    found = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [item.text(0) for item in found if item is not None]


async def something_done(office: Office, ids: list[int]) -> None:
    await office.session.contacts.edit(ids[0], {COMPANY: "Zoetrope"})
    await office.session.contacts.move(ids[1:4], office.staff)


async def test_search_and_address_book_narrow_what_is_listed(office: Office) -> None:
    window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    await something_done(office, ids)
    dialog = await activity(window)
    await until(lambda: listed(dialog, "Batches")[:2] == ["3 contacts moved", "Contact edited"])
    search = on_show(dialog, QLineEdit, "Search activity")
    QTest.keyClicks(search, "zoetr")
    await until(lambda: listed(dialog, "Batches") == ["Contact edited"])
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window.dialogs.current is dialog, "Enter closes nothing"
    search.clear()
    QTest.keyClicks(search, "bruno")
    await until(lambda: listed(dialog, "Batches") == ["3 contacts moved"])
    await until(lambda: listed(dialog, "Changes") == ["Bruno Coelho"])
    search.clear()
    book = on_show(dialog, QComboBox, "Address book")
    book.setCurrentText("Staff")
    await until(lambda: listed(dialog, "Batches") == ["3 contacts moved"])
    QTest.keyClicks(search, "nobody")
    await until(lambda: not on_show(dialog, QPushButton, "Export…").isEnabled())
    search.clear()
    await until(lambda: view.workspace.windows.activity.state.batches)
    await until(lambda: listed(dialog, "Batches") == ["3 contacts moved"])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_what_is_listed_goes_into_a_file(office: Office, tmp_path: Path, ending: str) -> None:
    window, view = await office.window()
    await something_done(office, list(view.workspace.table.model.ids))
    dialog = await activity(window)
    await until(lambda: listed(dialog, "Batches"))
    QTest.keyClicks(on_show(dialog, QLineEdit, "Search activity"), "moved")
    await until(lambda: listed(dialog, "Batches") == ["3 contacts moved"])
    on_show(dialog, QPushButton, "Export…").click()
    asked = await until(lambda: dialog.dialogs.current)
    assert isinstance(asked, QFileDialog)
    target = tmp_path / f"record.{ending}"
    asked.fileSelected.emit(str(target))
    asked.reject()
    export = view.workspace.windows.activity.export
    await until(lambda: export.state.told == f"3 changes exported to “record.{ending}”")
    found = reading.inspect(target)
    assert tuple(found.columns) == (
        *("When", "Who", "Action", "Contact", "Phone number"),
        *("Address book", "What", "Before", "After", "Result"),
    )
    rows = [row.cells for row in found.sample]
    assert [[*row[1:4], *row[5:]] for row in rows] == [
        ["You", "3 contacts moved", who, "Staff", "Address book", "Customers", "Staff", "Waiting"]
        for who in ("Dmitri Evans", "Chloé Dupont", "Bruno Coelho")
    ]
    assert rows[0][0][:4].isdigit()
