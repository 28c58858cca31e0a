"""The check list: what is odd is counted, and each line leads to its contacts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.office import (
    COMPANY,
    FIRST,
    LAST,
    PHONE,
    Office,
    first_names,
    office_at,
    on_show,
)
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def opened(office: Office, window: MainWindow) -> QDialog:
    window.commands.check_list.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle() == "Check list"
    view = window.workspace_view
    assert view is not None
    model = view.workspace.windows.check_list
    await until(lambda: not model.state.is_counting)
    assert model.state.problem == ""
    return dialog


def counted(dialog: QDialog) -> dict[str, str]:
    """The lines with something to show, and how many."""
    names = [label.accessibleName() for label in dialog.findChildren(QLabel)]
    pairs = [name.rpartition(": ") for name in names if ": " in name]
    return {text: count for text, _, count in pairs if count != "0"}


async def test_what_is_odd_is_counted_and_shown(office: Office) -> None:
    contacts = office.session.contacts
    made = [
        await contacts.create(office.staff, values)
        for values in (
            {FIRST: "ANNA", LAST: "BERG", COMPANY: "", PHONE: "02 7010 1234"},
            {FIRST: "JÃ¼rgen", LAST: "Müller", COMPANY: "", PHONE: "1300 975 707"},
            {FIRST: "", LAST: "", COMPANY: "", PHONE: "+49 1512 3456789"},
            {FIRST: "Cleo", LAST: "Vogt", COMPANY: "", PHONE: "0491 570 006"},
        )
    ]
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await view.workspace.idle()
    dialog = await opened(office, window)
    assert counted(dialog) == {
        "Landlines": "1",
        "Service numbers": "1",
        "Foreign numbers": "1",
        "No name at all": "1",
        "First names in capitals": "1",
        "Last names in capitals": "1",
        "First names with odd characters": "1",
    }
    button = on_show(dialog, QPushButton, "Show: First names with odd characters")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    await until(lambda: window.dialogs.current is None)
    await view.workspace.idle()
    assert list(view.workspace.table.model.ids) == [made[1]]
    assert [text for _, text in view.workspace.filters.state.chips] == [
        "First name has odd characters"
    ]


async def test_swapped_names_are_repaired_and_duplicates_shown_side_by_side(
    office: Office,
) -> None:
    for place, (first, last) in enumerate((("Ana", "Kim"), ("Ana", "Lee"), ("Bea", "Kim"))):
        number = f"0491 570 00{place}"
        values = {FIRST: first, LAST: last, COMPANY: "", PHONE: number}
        await office.session.contacts.create(office.staff, values)
        await office.session.contacts.create(office.staff, {**values, PHONE: f"{number[:-1]}{7}"})
    swapped = await office.session.contacts.create(
        office.staff, {FIRST: "Kim", LAST: "Ana", COMPANY: "", PHONE: "0491 570 110"}
    )
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await view.workspace.idle()
    dialog = await opened(office, window)
    found = counted(dialog)
    assert found["First and last name perhaps swapped"] == "1"
    assert int(found["Possible duplicates"]) > 0
    button = on_show(dialog, QPushButton, "Repair: First and last name perhaps swapped")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    edit = view.workspace.windows.bulk_edit
    await until(lambda: edit.state.can_apply)
    edit.apply()
    await until(lambda: window.dialogs.current is None)
    now = (await office.contact(swapped)).values
    assert (now[FIRST], now[LAST]) == ("Ana", "Kim")
    view.workspace.table.clear_filters()
    dialog = await opened(office, window)
    assert "First and last name perhaps swapped" not in counted(dialog)
    button = on_show(dialog, QPushButton, "Show: Possible duplicates")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def are_shown() -> bool:
        current = window.dialogs.current
        return current is not None and current.windowTitle() == "Find duplicates"

    await until(are_shown)


async def test_from_needs_attention_it_goes_to_all_contacts(office: Office) -> None:
    await office.session.contacts.create(
        office.staff, {FIRST: "ANNA", LAST: "Berg", COMPANY: "", PHONE: "0491 570 006"}
    )
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await view.workspace.idle()
    dialog = await opened(office, window)
    button = on_show(dialog, QPushButton, "Show: First names in capitals")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    await until(lambda: first_names(view.workspace) == ["ANNA"])
    assert view.workspace.table.state.query.scope == Scope()
    chosen = [item for item in view.workspace.sidebar.state.items if item.scope == Scope()]
    assert chosen
    assert view.workspace.sidebar.state.scope == Scope()


async def test_nothing_odd_is_said(office: Office) -> None:
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await view.workspace.idle()
    dialog = await opened(office, window)
    assert counted(dialog) == {}
    assert any(
        label.text() == "Staff: nothing odd was found." for label in dialog.findChildren(QLabel)
    )
    dialog.reject()


async def test_invisible_characters_and_full_names_are_found_and_repaired(office: Office) -> None:
    made = [
        await office.session.contacts.create(
            office.staff, {FIRST: first, LAST: last, COMPANY: "", PHONE: f"0491 570 00{place}"}
        )
        for place, (first, last) in enumerate(
            (
                *(("An\u200bna", "Be\u00adrg"), ("علی\u200cرضا", "Karimi")),
                *(("Smith, John", ""), ("", "Vogt, Cleo"), ("Eva", "Lind, Jr")),
            )
        )
    ]
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await view.workspace.idle()
    edit = view.workspace.windows.bulk_edit

    def is_there() -> bool:
        current = window.dialogs.current
        return current is not None and current.windowTitle() == "Edit selected"

    lines = (
        "Full names in the first name",
        "Full names in the last name",
        "First names with invisible characters",
        "Last names with invisible characters",
    )
    for line in lines:
        dialog = await opened(office, window)
        assert counted(dialog)[line] == "1"
        repair = on_show(dialog, QPushButton, f"Repair: {line}")
        QTest.mouseClick(repair, Qt.MouseButton.LeftButton)
        await until(is_there)
        await until(lambda: edit.state.can_apply)
        if line == "First names with invisible characters":
            assert edit.rows.row(0)[2:] == ("An□na", "Anna")
        edit.apply()
        await until(lambda: window.dialogs.current is None)
        view.workspace.table.clear_filters()
        await view.workspace.idle()
    assert counted(await opened(office, window)) == {}
    names = [(await office.contact(each)).values for each in made]
    assert [(each[FIRST], each[LAST]) for each in names] == [
        *(("Anna", "Berg"), ("علی\u200cرضا", "Karimi"), ("John", "Smith"), ("Cleo", "Vogt")),
        ("Eva", "Lind, Jr"),
    ]


async def test_names_in_capitals_are_repaired_from_their_line(office: Office) -> None:
    made = [
        await office.session.contacts.create(
            office.staff, {FIRST: "Anna", LAST: last, COMPANY: "", PHONE: f"0491 570 00{place}"}
        )
        for place, last in enumerate(("MCDONALD", "O'BRIEN", "Berg"))
    ]
    window, view = await office.window()
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await view.workspace.idle()
    dialog = await opened(office, window)
    repair = on_show(dialog, QPushButton, "Repair: Last names in capitals")
    QTest.mouseClick(repair, Qt.MouseButton.LeftButton)

    def is_there() -> bool:
        current = window.dialogs.current
        return current is not None and current.windowTitle() == "Edit selected"

    await until(is_there)
    edit = view.workspace.windows.bulk_edit
    await until(lambda: edit.state.can_apply)
    edit.apply()
    await until(lambda: window.dialogs.current is None)
    await view.workspace.idle()
    lasts = [(await office.contact(each)).values[LAST] for each in made]
    assert lasts == ["McDonald", "O'Brien", "Berg"]
