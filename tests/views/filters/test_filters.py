"""Filters in the real window: from the header and the keyboard, as chips, kept over restarts."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from smsbook_gui.domain.contacts.filters import DateColumn, Period, SinceFilter, TextOp
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.viewmodels.contacts.table import Column
from smsbook_gui.viewmodels.filters.filter_text import op_text
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import COMPANY, FIRST, Office, first_names, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


class Person:
    """Filters as a person does, by what stands on the screen."""

    def __init__(self, office: Office, window: MainWindow, view: WorkspaceView) -> None:
        self.office, self.window, self.view = office, window, view
        self.workspace = view.workspace

    async def dialog(self, column: Column) -> QDialog:
        self.view.table.filter_requested.emit(column)
        found = await until(lambda: self.window.dialogs.current)
        assert isinstance(found, QDialog)
        assert found.windowTitle() == "Filter"
        return found

    async def filter_text(self, column: Column, op: TextOp, text: str = "") -> None:
        dialog = await self.dialog(column)
        conditions = on_show(dialog, QComboBox, "Condition")
        conditions.setCurrentText(op_text(op))
        if text:
            QTest.keyClicks(on_show(dialog, QLineEdit, "Words to find"), text)
        await self.apply(dialog)

    async def apply(self, dialog: QDialog) -> None:
        QTest.mouseClick(on_show(dialog, QPushButton, "Filter"), Qt.MouseButton.LeftButton)
        await until(lambda: self.window.dialogs.current is None)
        await self.landed()

    async def landed(self) -> None:
        await self.workspace.idle()
        await until(lambda: self.workspace.table.state.complete)
        await until(lambda: "?" not in first_names(self.workspace))

    def chips(self) -> list[str]:
        return [
            button.accessibleName()
            for button in self.window.findChildren(QPushButton)
            if button.isVisible() and button.accessibleName().startswith("Filter: ")
        ]

    async def press(self, name: str) -> None:
        QTest.mouseClick(on_show(self.window, QPushButton, name), Qt.MouseButton.LeftButton)
        await self.landed()


@pytest.fixture
async def person(office: Office) -> Person:
    window, view = await office.window()
    contacts = office.session.contacts
    ids = list(view.workspace.table.model.ids)
    await contacts.edit(ids[0], {COMPANY: "Berg & Co"})
    await contacts.edit(ids[1], {COMPANY: "Bergamot"})
    person = Person(office, window, view)
    await person.landed()
    return person


async def test_a_filter_from_its_column_narrows_and_its_chip_takes_it_away(person: Person) -> None:
    everybody = first_names(person.workspace)
    await person.filter_text(Column.COMPANY, TextOp.BEGINS, "berg")
    assert len(first_names(person.workspace)) == 2
    assert person.chips() == ["Filter: Company begins with “berg”"]
    summary = f"2 of {len(everybody)}"
    assert any(label.text() == summary for label in person.window.findChildren(QLabel))
    await person.filter_text(Column.FIRST_NAME, TextOp.IS, "anna; nobody")
    assert first_names(person.workspace) == ["Anna"]
    assert len(person.chips()) == 2
    await person.press("Filter: Company begins with “berg”")
    assert person.chips() == ["Filter: First name is “anna” or “nobody”"]
    await person.press(person.chips()[0])
    assert first_names(person.workspace) == everybody
    assert person.chips() == []


async def test_one_on_the_same_column_takes_the_place_of_the_other(person: Person) -> None:
    await person.filter_text(Column.COMPANY, TextOp.CONTAINS, "berg")
    dialog = await person.dialog(Column.COMPANY)
    assert on_show(dialog, QLineEdit, "Words to find").text() == "berg"
    conditions = on_show(dialog, QComboBox, "Condition")
    conditions.setCurrentText(op_text(TextOp.FILLED))
    assert [each for each in dialog.findChildren(QLineEdit) if each.isVisible()] == []
    await person.apply(dialog)
    assert person.chips() == ["Filter: Company is not blank"]
    dialog = await person.dialog(Column.COMPANY)
    QTest.mouseClick(on_show(dialog, QPushButton, "Remove filter"), Qt.MouseButton.LeftButton)
    await until(lambda: person.window.dialogs.current is None)
    assert person.chips() == []


async def test_kinds_and_statuses_are_ticked(person: Person) -> None:
    dialog = await person.dialog(Column.PHONE_NUMBER)
    columns = on_show(dialog, QComboBox, "Column")
    columns.setCurrentText("Kind of number")
    values = on_show(dialog, QListWidget, "Values")
    assert not on_show(dialog, QPushButton, "Filter").isEnabled()
    texts = [values.item(row).text() for row in range(values.count())]
    assert texts == ["Mobile", "Landline", "Service number", "Foreign", "Unusual", "None"]
    values.item(0).setCheckState(Qt.CheckState.Checked)
    await person.apply(dialog)
    assert person.chips() == ["Filter: Kind of number: Mobile"]
    await person.press(person.chips()[0])
    dialog = await person.dialog(Column.STATUS)
    on_show(dialog, QListWidget, "Values").item(1).setCheckState(Qt.CheckState.Checked)
    await person.apply(dialog)
    assert person.chips() == ["Filter: Status: Waiting"]


async def test_who_changed_is_found_by_when_that_was(person: Person) -> None:
    dialog = await person.dialog(Column.COMPANY)
    on_show(dialog, QComboBox, "Column").setCurrentText("Changed")
    periods = on_show(dialog, QComboBox, "Period")
    assert [edit for edit in dialog.findChildren(QLineEdit) if edit.isVisible()] == []
    periods.setCurrentText("since a certain day")
    day = on_show(dialog, QDateEdit, "Day")
    wanted = day.date().addDays(-3)
    day.setDate(wanted)
    await person.apply(dialog)
    (chip,) = person.chips()
    assert chip.startswith("Filter: Changed since ")
    assert str(wanted.day()) in chip
    assert first_names(person.workspace) == ["Anna", "Bruno"]
    dialog = await person.dialog(Column.COMPANY)
    on_show(dialog, QComboBox, "Column").setCurrentText("Changed")
    periods = on_show(dialog, QComboBox, "Period")
    assert periods.currentText() == "since a certain day"
    periods.setCurrentText("in the last 7 days")
    await person.apply(dialog)
    assert person.chips() == ["Filter: Changed in the last 7 days"]


async def test_what_was_changed_today_is_not_today_any_more_after_midnight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timedelta()
    monkeypatch.setattr(SystemClock, "now", lambda _clock: datetime.now(UTC) + later)
    async with office_at(tmp_path) as office:
        workspace = await office.workspace()
        await office.session.contacts.edit(workspace.table.model.ids[0], {COMPANY: "Acme"})
        workspace.table.set_filter(SinceFilter(DateColumn.CHANGED, Period.TODAY))
        workspace.views.ask_save(())
        workspace.views.set_name("Today")
        workspace.views.accept_name()
        await until(lambda: first_names(workspace) == ["Anna"])
        await until(lambda: list(workspace.views.state.counts.values()) == [1])
        later = timedelta(days=1)
        workspace._days.look()
        await until(lambda: first_names(workspace) == [])
        await until(lambda: list(workspace.views.state.counts.values()) == [0])


async def test_escape_leaves_all_as_it_was(person: Person) -> None:
    everybody = first_names(person.workspace)
    dialog = await person.dialog(Column.COMPANY)
    QTest.keyClicks(on_show(dialog, QLineEdit, "Words to find"), "berg")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: person.window.dialogs.current is None)
    assert (first_names(person.workspace), person.chips()) == (everybody, [])


async def test_what_no_contact_meets_says_so_and_offers_the_way_out(person: Person) -> None:
    everybody = first_names(person.workspace)
    await person.filter_text(Column.COMPANY, TextOp.IS, "nobody")
    assert any(
        label.isVisible() and label.text() == "No contact here meets the filters"
        for label in person.window.findChildren(QLabel)
    )
    await person.press("Clear filters")
    assert first_names(person.workspace) == everybody


async def test_each_address_book_keeps_its_own_over_restarts(person: Person) -> None:
    office = person.office
    await person.filter_text(Column.COMPANY, TextOp.BEGINS, "berg")
    person.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await person.landed()
    assert person.chips() == []
    await person.filter_text(Column.FIRST_NAME, TextOp.IS, "nobody")
    person.workspace.sidebar.choose(Scope())
    await person.landed()
    assert person.chips() == ["Filter: Company begins with “berg”"]
    person.window.set_workspace(None)
    await office.close(person.workspace)
    again = await office.workspace()
    assert [text for _filter, text in again.filters.state.chips] == ["Company begins with “berg”"]
    assert len(first_names(again)) == 2
    again.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await again.idle()
    assert [text for _filter, text in again.filters.state.chips] == ["First name is “nobody”"]


async def test_needs_attention_is_never_narrowed_by_a_filter_of_before(person: Person) -> None:
    await person.filter_text(Column.COMPANY, TextOp.BEGINS, "berg")
    person.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await person.landed()
    assert person.chips() == []


async def test_what_was_never_read_is_counted_and_not_taken_for_blank(person: Person) -> None:
    office = person.office
    listing = RemoteListing(11, "Customers", (RemoteContact(900, {FIRST: "Zelda"}),))
    asked = await office.store.sync.sequence()
    await office.store.sync.record_listing(office.customers, listing, asked=asked)
    await person.filter_text(Column.COMPANY, TextOp.BLANK)
    assert "Zelda" not in first_names(person.workspace)
    note = "5 contacts could not be checked: what you filter by was never read."
    await until(lambda: person.workspace.filters.state.note)
    assert person.workspace.filters.state.note == note
    assert any(label.isVisible() and label.text() == note for label in labels(person.window))
    await person.filter_text(Column.COMPANY, TextOp.UNREAD)
    assert len(first_names(person.workspace)) == 5
    assert "Zelda" in first_names(person.workspace)


def labels(window: QWidget) -> list[QLabel]:
    return window.findChildren(QLabel)


async def test_going_to_a_contact_that_is_filtered_out_shows_it(person: Person) -> None:
    await person.filter_text(Column.COMPANY, TextOp.IS, "nobody")
    contact = await person.office.store.contacts.by_server_id(100)
    assert contact is not None
    person.workspace.go_to(contact.local_id)
    await person.landed()
    assert person.chips() == []
    assert person.workspace.form.state.contact_id == contact.local_id


async def test_the_key_asks_for_the_column_that_the_keyboard_is_on(person: Person) -> None:
    table = person.view.table
    table.setCurrentIndex(table.model().index(0, Column.COMPANY))
    person.window.commands.filter.trigger()
    dialog = await until(lambda: person.window.dialogs.current)
    assert on_show(dialog, QComboBox, "Column").currentText() == "Company"
    dialog.reject()
