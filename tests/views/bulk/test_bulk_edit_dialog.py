"""The windows "Edit selected" and "Find and replace", on a real window over a real store."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.errors import StoreUnavailable
from smsbook_gui.domain.texts import text_pattern
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.views.bulk.bulk_edit_dialog import BulkEditDialog
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.empty_state import EmptyState
from tests.support.office import COMPANY, LAST, PHONE, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

BLANK = dict.fromkeys((COMPANY, *CUSTOM_FIELDS), "")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def read_all(office: Office, count: int = 6) -> None:
    """Every field of the first contacts was read."""
    for server_id in range(100, 100 + count):
        contact = await office.store.contacts.by_server_id(server_id)
        assert contact is not None
        await office.store.sync.record_reading(
            contact.local_id,
            {**contact.values, **BLANK},
            asked=await office.store.sync.sequence(),
        )


async def opened(
    office: Office, rows: int = 3, *, replace: bool = False
) -> tuple[MainWindow, WorkspaceView, BulkEditDialog]:
    """The window for the first contacts of the table."""
    window, view = await office.window()
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, rows - 1, clear=True)
    action = window.commands.replace if replace else window.commands.edit_selected
    await until(action.isEnabled)
    action.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, BulkEditDialog)
    return window, view, dialog


def choose(dialog: QWidget, name: str, text: str) -> None:
    box = on_show(dialog, QComboBox, name)
    place = box.findText(text)
    assert place >= 0, [box.itemText(each) for each in range(box.count())]
    box.setCurrentIndex(place)


def fill(dialog: QWidget, name: str, text: str) -> None:
    on_show(dialog, QLineEdit, name).setText(text)


def says(dialog: QWidget, text: str) -> bool:
    return any(text in each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def apply(dialog: QWidget) -> QPushButton:
    return on_show(dialog, QPushButton, "Apply")


def has_table(dialog: QWidget) -> bool:
    return any(each.isVisible() for each in dialog.findChildren(QTableView))


def preview(dialog: QWidget) -> list[list[str]]:
    """The cells that show."""
    if not has_table(dialog):
        return []
    table = on_show(dialog, QTableView, "Preview")
    model = table.model()
    columns = [c for c in range(model.columnCount()) if not table.isColumnHidden(c)]
    return [[model.index(row, c).data() for c in columns] for row in range(model.rowCount())]


async def values(office: Office, field: ContactField) -> list[str | None]:
    """That field of all contacts, in the order in which they were listed."""
    found = [await office.store.contacts.by_server_id(100 + number) for number in range(6)]
    return [each.values.get(field) for each in found if each is not None]


async def test_a_table_without_rows_is_not_shown(office: Office) -> None:
    """Under its headings there was a white box, before a value was typed and where none changes."""
    await read_all(office)
    _window, _view, dialog = await opened(office)
    empty = on_show(dialog, EmptyState, "Type the new value.")
    assert says(empty, "What will change is shown here before it is changed.")
    assert not has_table(dialog)
    fill(dialog, "New value", "Berg Ltd")
    await until(lambda: has_table(dialog))
    assert len(preview(dialog)) == 3
    assert not empty.isVisible()
    assert says(dialog, "3 of 3 contacts will change")
    choose(dialog, "What to do", "Clear")
    await until(lambda: not has_table(dialog))
    assert on_show(dialog, EmptyState, "Nothing would change.") is empty
    choose(dialog, "What to do", "Find and replace")
    await until(lambda: says(empty, "Type what to find."))
    choose(dialog, "What to do", "Swap first and last name")
    await until(lambda: has_table(dialog))


async def test_find_and_replace_looks_through_the_table_unless_several_are_selected(
    office: Office,
) -> None:
    await read_all(office)
    window, view = await office.window()
    view.workspace.table.set_current(None)
    await until(lambda: not view.workspace.state.selected)
    assert not window.commands.edit_selected.isEnabled()
    window.commands.replace.trigger()
    none = await until(lambda: window.dialogs.current)
    assert isinstance(none, BulkEditDialog)
    assert on_show(none, QComboBox, "Contacts").currentText() == "Contacts on show (6)"
    none.reject()
    _window, _view, one = await opened(office, 1, replace=True)
    assert on_show(one, QComboBox, "Contacts").currentText() == "Contacts on show (6)"
    fill(one, "Find", "a")
    await until(lambda: says(one, "of 6 contacts"))
    one.reject()
    _window, _view, dialog = await opened(office, 2, replace=True)
    assert on_show(dialog, QComboBox, "Contacts").currentText() == "Selected contacts (2)"
    fill(dialog, "Find", "a")
    await until(lambda: says(dialog, "of 2 contacts"))
    choose(dialog, "Contacts", "Contacts on show (6)")
    await until(lambda: says(dialog, "of 6 contacts"))


# ---- the journey ------------------------------------------------------------------------------


async def test_sets_a_company_shows_it_before_and_takes_it_back(office: Office) -> None:
    await read_all(office)
    window, view, dialog = await opened(office)
    assert dialog.windowTitle() == "Edit selected"
    assert says(dialog, "Type the new value.")
    assert not apply(dialog).isEnabled()
    fill(dialog, "New value", "Acme")
    await until(apply(dialog).isEnabled)
    assert says(dialog, "3 of 3 contacts will change")
    assert preview(dialog) == [
        ["Anna Berg", "", "Acme"],
        ["Bruno Coelho", "", "Acme"],
        ["Chloé Dupont", "", "Acme"],
    ]
    apply(dialog).click()
    await until(lambda: window.dialogs.current is None)
    assert await values(office, COMPANY) == ["Acme"] * 3 + [""] * 3
    await until(lambda: view.workspace.banner.state.banners)
    assert view.workspace.banner.state.banners[0].text == "Edited 3 contacts"
    await until(lambda: window.commands.undo.text() == "Undo edit of 3 contacts")
    [batch] = [
        each for each in await office.store.bulk.batches() if each.title == "Edited 3 contacts"
    ]
    assert batch.contacts == 3
    on_show(window, QPushButton, "Undo").click()

    async def taken_back() -> bool:
        return await values(office, COMPANY) == [""] * 6

    await until(taken_back)


async def test_nothing_selected_or_deleted_leaves_nothing_to_edit(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.selection.clear()
    view.workspace.table.set_current(None)
    await until(lambda: not window.commands.edit_selected.isEnabled())
    view.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await until(lambda: not window.commands.replace.isEnabled())
    assert window.commands.replace.shortcut() == QKeySequence("Ctrl+H")


async def test_only_where_blank(office: Office) -> None:
    await read_all(office)
    await office.session.contacts.edit((await _ids(office))[1], {COMPANY: "Coelho Lda"})
    _window, _view, dialog = await opened(office)
    fill(dialog, "New value", "Acme")
    await until(lambda: says(dialog, "3 of 3 contacts will change"))
    on_show(dialog, QCheckBox, "Only where blank").click()
    await until(lambda: says(dialog, "2 of 3 contacts will change"))
    assert [row[0] for row in preview(dialog)] == ["Anna Berg", "Chloé Dupont"]


async def test_what_was_never_read_is_left_out_and_said(office: Office) -> None:
    """The listing told the names and numbers only (DESIGN.md, rule 8)."""
    await read_all(office, 1)
    window, _view, dialog = await opened(office)
    fill(dialog, "New value", "Acme")
    on_show(dialog, QCheckBox, "Only where blank").click()
    await until(lambda: says(dialog, "1 of 3 contacts will change"))
    assert says(dialog, "2 contacts have a field here that was not read")
    apply(dialog).click()
    await until(lambda: window.dialogs.current is None)
    assert await values(office, COMPANY) == ["Acme", None, None, None, None, None]


async def test_find_and_replace_in_all_fields(office: Office) -> None:
    await read_all(office)
    _window, _view, dialog = await opened(office, 6, replace=True)
    assert dialog.windowTitle() == "Find and replace"
    assert dialog.focusWidget() is on_show(dialog, QLineEdit, "Find")
    fill(dialog, "Find", "an")
    fill(dialog, "Replace with", "en")
    await until(apply(dialog).isEnabled)
    assert preview(dialog) == [
        ["Anna Berg", "First name", "Anna", "enna"],
        ["Dmitri Evans", "Last name", "Evans", "Evens"],
        ["Frank Müller", "First name", "Frank", "Frenk"],
    ]
    on_show(dialog, QCheckBox, "Match case").click()
    await until(lambda: says(dialog, "2 of 6 contacts will change"))
    on_show(dialog, QCheckBox, "Whole words").click()
    await until(lambda: says(dialog, "Nothing would change."))
    assert not apply(dialog).isEnabled()
    assert preview(dialog) == []


async def test_a_wrong_regular_expression_says_so_at_its_field(office: Office) -> None:
    await read_all(office)
    _window, _view, dialog = await opened(office, replace=True)
    fill(dialog, "Find", "(Anna")
    on_show(dialog, QCheckBox, "Regular expression").click()
    await until(lambda: says(dialog, "a bracket is not closed"))
    find = on_show(dialog, QLineEdit, "Find")
    assert "a bracket is not closed" in find.accessibleDescription()
    assert not apply(dialog).isEnabled()
    fill(dialog, "Find", "(Anna)")
    fill(dialog, "Replace with", "$2")
    await until(lambda: says(dialog, "$2 stands for the brackets of that number"))
    fill(dialog, "Replace with", "$1-Maria")
    await until(apply(dialog).isEnabled)
    assert preview(dialog) == [["Anna Berg", "First name", "Anna", "Anna-Maria"]]


async def test_a_regular_expression_without_end_is_stopped(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_pattern, "LIMIT", 0.1)
    await office.session.contacts.edit((await _ids(office))[0], {COMPANY: "a" * 60 + "!"})
    _window, _view, dialog = await opened(office, 1, replace=True)
    on_show(dialog, QCheckBox, "Regular expression").click()
    fill(dialog, "Find", "(a|a)+$")
    assert says(dialog, "Looking at the contacts…")
    await until(lambda: says(dialog, "takes too long"))
    assert not apply(dialog).isEnabled()


async def test_a_number_that_would_be_wrong_is_named_and_left_alone(office: Office) -> None:
    await read_all(office)
    window, _view, dialog = await opened(office, replace=True)
    choose(dialog, "Field", "Phone number")
    fill(dialog, "Find", "000000")
    fill(dialog, "Replace with", "00")
    await until(lambda: says(dialog, "1 contact is left out: Anna Berg. "))
    assert says(dialog, "Nothing would change.")
    on_show(dialog, QCheckBox, "Change doubtful numbers anyway").click()
    await until(lambda: says(dialog, "1 of 3 contacts will change"))
    apply(dialog).click()
    await until(lambda: window.dialogs.current is None)
    assert (await values(office, PHONE))[:2] == ["049100", "0491000001"]


async def test_every_operation_has_its_fields(office: Office) -> None:
    await read_all(office)
    _window, _view, dialog = await opened(office)
    shown = {
        "Set to": {"Field", "New value", "Only where blank"},
        "Clear": {"Field"},
        "Add text": {"Field", "Text", "Where"},
        "Find and replace": {
            *("Field", "Find", "Replace with"),
            *("Match case", "Whole words", "Regular expression"),
        },
        "Change upper and lower case": {"Field", "Case"},
        "Remove invisible characters": {"Field"},
        "Change how numbers are written": {"Form"},
        "Split a full name": {"Field", "Only where blank"},
        "Join first and last name": {"Field", "Order"},
        "Swap first and last name": set(),
        "Move to address book": {"Address book"},
    }
    box = on_show(dialog, QComboBox, "What to do")
    assert [box.itemText(place) for place in range(box.count())] == list(shown)
    for operation, names in shown.items():
        choose(dialog, "What to do", operation)
        fields = [*dialog.findChildren(QComboBox), *dialog.findChildren(QLineEdit)]
        called = {each.accessibleName() for each in fields if each.isVisible()}
        called |= {each.text() for each in dialog.findChildren(QCheckBox) if each.isVisible()}
        assert called == {"What to do", "Contacts", *names}, operation


async def test_it_opens_on_the_field_that_is_meant_and_keeps_a_person_s_choice(
    office: Office,
) -> None:
    await read_all(office)
    _window, _view, dialog = await opened(office, 1)

    def fields() -> dict[str, str]:
        found = {}
        for operation in (
            *("Set to", "Clear", "Add text", "Find and replace"),
            *("Change upper and lower case", "Swap first and last name", "Split a full name"),
        ):
            choose(dialog, "What to do", operation)
            box = [each for each in dialog.findChildren(QComboBox) if each.isVisible()][2:3]
            found[operation] = box[0].currentText() if box else ""
        return found

    assert fields() == {
        "Set to": "Company",
        "Clear": "Company",
        "Add text": "Company",
        "Find and replace": "All fields",
        "Change upper and lower case": "First and last name",
        "Swap first and last name": "",
        "Split a full name": "First name",
    }
    choose(dialog, "What to do", "Change upper and lower case")
    choose(dialog, "Case", "UPPER CASE")
    await until(lambda: len(preview(dialog)) == 2)
    assert preview(dialog) == [
        ["Anna Berg", "First name", "Anna", "ANNA"],
        ["", "Last name", "Berg", "BERG"],
    ]
    choose(dialog, "Field", "Last name")
    kept = fields()
    assert kept.pop("Swap first and last name") == ""
    assert set(kept.values()) == {"Last name"}


async def test_names_numbers_and_moves(office: Office) -> None:
    await read_all(office)
    window, view, dialog = await opened(office)
    choose(dialog, "What to do", "Change upper and lower case")
    choose(dialog, "Field", "Last name")
    choose(dialog, "Case", "UPPER CASE")
    await until(lambda: preview(dialog)[:1] == [["Anna Berg", "Berg", "BERG"]])
    choose(dialog, "What to do", "Change how numbers are written")
    choose(dialog, "Form", "International, with + and country code")
    await until(lambda: preview(dialog)[:1] == [["Anna Berg", "0491000000", "+61491000000"]])
    choose(dialog, "What to do", "Join first and last name")
    choose(dialog, "Field", "Company")
    await until(lambda: preview(dialog)[:1] == [["Anna Berg", "Company", "", "Anna Berg"]])
    choose(dialog, "What to do", "Move to address book")
    await until(lambda: says(dialog, "Choose an address book."))
    choose(dialog, "Address book", "Staff")
    await until(lambda: preview(dialog)[:1] == [["Anna Berg", "Customers", "Staff"]])
    await until(apply(dialog).isEnabled)
    apply(dialog).click()
    await until(lambda: window.dialogs.current is None)
    await until(lambda: view.workspace.banner.state.banners)
    assert view.workspace.banner.state.banners[0].text == "Moved 3 contacts to “Staff”"
    homes = await office.store.contacts.homes((await _ids(office))[:3])
    assert homes == {office.staff}


async def test_a_field_changed_meanwhile_keeps_what_it_has(office: Office) -> None:
    await read_all(office)
    window, view, dialog = await opened(office)
    choose(dialog, "What to do", "Add text")
    choose(dialog, "Field", "Last name")
    fill(dialog, "Text", " (moved)")
    await until(apply(dialog).isEnabled)
    await office.desk.reads((await _ids(office))[1], last_name="Coelho-Lima")
    apply(dialog).click()
    await until(lambda: window.dialogs.current is None)
    assert (await values(office, LAST))[:3] == ["Berg (moved)", "Coelho-Lima", "Dupont (moved)"]
    await until(lambda: view.workspace.banner.state.banners)
    assert view.workspace.banner.state.banners[0].text == "Edited 2 contacts"


async def test_escape_closes_and_changes_nothing(office: Office) -> None:
    await read_all(office)
    window, _view, dialog = await opened(office)
    fill(dialog, "New value", "Acme")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: window.dialogs.current is None)
    await asyncio.sleep(0)
    assert await values(office, COMPANY) == [""] * 6


async def test_a_disk_that_does_not_save_is_told_in_the_window(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read_all(office)
    window, _view, dialog = await opened(office)
    fill(dialog, "New value", "Acme")
    await until(apply(dialog).isEnabled)

    async def fails(*_: object, **__: object) -> int:
        raise StoreUnavailable

    monkeypatch.setattr(office.store.contacts, "edit_each", fails)
    apply(dialog).click()
    await until(lambda: says(dialog, str(StoreUnavailable.message)))
    assert window.dialogs.current is dialog
    assert apply(dialog).isEnabled()


async def test_one_contact_is_edited_the_same_way(office: Office) -> None:
    await read_all(office)
    _window, _view, dialog = await opened(office, 1)
    choose(dialog, "Field", "First name")
    fill(dialog, "New value", "Annika")
    await until(lambda: says(dialog, "This contact will change"))
    assert preview(dialog) == [["Anna Berg", "Anna", "Annika"]]


async def _ids(office: Office) -> list[int]:
    found = [await office.store.contacts.by_server_id(100 + number) for number in range(6)]
    return [each.local_id for each in found if each is not None]
