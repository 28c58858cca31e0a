"""The window "Everything we hold on this person", as a person uses it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from smsbook_gui.viewmodels.history.holding_rows import WHERE
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.form_desk import named
from tests.support.office import COMPANY, PHONE, Office, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        looking = asyncio.ensure_future(opened.session.deleted.run())
        yield opened
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _opened(window: MainWindow, view: WorkspaceView) -> QDialog:
    view.table.setFocus()
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    await until(window.commands.holdings.isEnabled)
    window.commands.holdings.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle() == "Everything we hold on this person"
    holdings = view.workspace.windows.holdings
    await until(lambda: holdings.rows.rowCount() and not holdings.state.busy)
    return dialog


def _button(dialog: QDialog, name: str) -> QPushButton:
    [button] = [one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name]
    return button


async def test_it_shows_all_places_and_all_of_an_entry(office: Office) -> None:
    await office.session.backups.make()
    window, view = await office.window()
    anna = view.workspace.table.model.ids[0]
    await office.session.contacts.edit(anna, {COMPANY: "Banksia"})
    dialog = await _opened(window, view)
    [table] = dialog.findChildren(QTableView)
    model = table.model()
    places = [model.index(row, WHERE).data() for row in range(model.rowCount())]
    assert places[0] == "Address book “Customers”"
    assert places[1].startswith("Backup of ")
    assert table.currentIndex().row() == 0
    [text] = dialog.findChildren(QPlainTextEdit)
    await until(lambda: "Company: Banksia" in text.toPlainText())
    assert "First name: Anna" in text.toPlainText()
    assert "History: " in text.toPlainText()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.index(0, WHERE).data(Qt.ItemDataRole.CheckStateRole) == 0
    assert view.workspace.windows.holdings.state.ticked == 1


async def test_the_first_entry_is_shown_at_once_from_right_to_left_too(office: Office) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        dialog = await _opened(*await office.window())
        [text] = dialog.findChildren(QPlainTextEdit)
        await until(lambda: "First name: Anna" in text.toPlainText())
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_it_is_saved_as_a_file(office: Office, tmp_path: Path) -> None:
    window, view = await office.window()
    await _opened(window, view)
    target = tmp_path / "anna.txt"
    view.workspace.windows.holdings.save(target)
    await until(lambda: view.workspace.windows.holdings.state.report)
    assert view.workspace.windows.holdings.state.report == "Saved as anna.txt"
    assert "First name: Anna" in target.read_text(encoding="utf-8")


async def test_erasing_asks_once_and_says_what_waits_for_the_service(office: Office) -> None:
    window, view = await office.window()
    dialog = await _opened(window, view)
    model = view.workspace.windows.holdings
    questions: list[str] = []

    def answer(question: object) -> None:
        questions.append(f"{question.text} {question.more}")  # type: ignore[attr-defined]
        question.answered("erase")  # type: ignore[attr-defined]

    model.asked.disconnect(dialog.dialogs.ask)  # type: ignore[attr-defined]
    model.asked.connect(answer)
    _button(dialog, "Erase…").click()
    await until(lambda: model.state.report)
    assert questions[0].startswith("Erase 1 entry on Anna Berg? Nothing of it stays")
    assert "1 contact is deleted at the SMS service first" in questions[0]
    assert "1 contact waits to be deleted at the SMS service" in model.state.report
    model.asked.connect(dialog.dialogs.ask)  # type: ignore[attr-defined]
    model.asked.disconnect(answer)
    _button(dialog, "Close").click()
    await until(lambda: window.dialogs.current is None)


async def test_somebody_who_is_no_longer_there_is_looked_for_by_name_and_number(
    office: Office,
) -> None:
    await office.session.backups.make()
    window, view = await office.window()
    anna = await office.contact(view.workspace.table.model.ids[0])
    await office.session.contacts.delete([anna.local_id])
    view.workspace.table.set_current(None)
    window.commands.holdings.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, QDialog)
    holdings = view.workspace.windows.holdings
    assert holdings.state.summary.startswith("Who are you looking for?")
    number = named(dialog, QLineEdit, "Phone number")
    await until(number.hasFocus)
    number.setText(anna.values[PHONE])
    QTest.keyClick(number, Qt.Key.Key_Return)
    await until(lambda: holdings.rows.rowCount() and not holdings.state.busy)
    assert window.dialogs.current is dialog, "Enter looks, and closes nothing"
    places = [holdings.rows.index(row, WHERE).data() for row in range(holdings.rows.rowCount())]
    assert places[0] == "Recently deleted, from “Customers”"
    assert places[1].startswith("Backup of ")
    number.clear()
    named(dialog, QLineEdit, "First name").setText("Nobody")
    named(dialog, QPushButton, "Search").click()
    await until(lambda: holdings.state.summary == "Nothing is held on this person.")
    named(dialog, QLineEdit, "First name").clear()
    named(dialog, QPushButton, "Search").click()
    assert holdings.state.summary.startswith("Who are you looking for?")
