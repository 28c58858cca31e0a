"""Ranges of cells: copied, cut, pasted onto others and filled down, each with one undo."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.imports.importing import OtherTarget
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.bulk.bulk_edit_dialog import BulkEditDialog
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
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

Key, Modifier = Qt.Key, Qt.KeyboardModifier
BLANK = dict.fromkeys(ContactField, "")


class Hands:
    """A person at the table, all of whose contacts were read."""

    def __init__(self, office: Office, window: MainWindow, view: WorkspaceView) -> None:
        self.office = office
        self.window = window
        self.view = view
        self.table: ContactTableView = on_show(view, ContactTableView, "Contacts")
        self.workspace: WorkspaceViewModel = view.workspace
        self.order: list[int] = []
        """The contacts as they stood at first."""

    @property
    def ids(self) -> list[int]:
        return list(self.workspace.table.model.ids)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.table, key, modifier)

    def with_ctrl(self, key: Qt.Key) -> None:
        self.key(key, Modifier.ControlModifier)

    def go(self, row: int, column: Column) -> None:
        self.table.setCurrentIndex(self.table.model().index(row, column))

    def mark(self, row: int, column: Column, *, right: int = 0, down: int = 0) -> None:
        """Mark cells, as with the arrow keys."""
        self.go(row, column)
        self.key(Key.Key_Right)
        self.key(Key.Key_Left)
        for way, times in ((Key.Key_Right, right), (Key.Key_Down, down)):
            for _ in range(times):
                self.key(way, Modifier.ShiftModifier)

    def paste(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.with_ctrl(Key.Key_V)

    async def values(self, field: ContactField) -> list[str]:
        """Of all contacts, in the order of their ids at first."""
        contacts = await self.office.store.contacts.get_many(self.order)
        return [contact.values.get(field, "…") for contact in contacts]

    async def become(self, field: ContactField, texts: list[str]) -> None:
        async def are() -> bool:
            return await self.values(field) == texts

        await until(are)

    async def dialog(self) -> BulkEditDialog:
        found = await until(lambda: self.window.dialogs.current)
        assert isinstance(found, BulkEditDialog)
        return found

    async def applies(self, dialog: BulkEditDialog) -> None:
        button = on_show(dialog, QPushButton, "Apply")
        await until(button.isEnabled)
        button.click()
        await until(lambda: self.window.dialogs.current is None)

    def action(self, text: str) -> QAction:
        (found,) = [one for one in self.window.findChildren(QAction) if one.text() == text]
        return found

    async def told(self, words: str) -> None:
        await until(
            lambda: any(words in banner.text for banner in self.workspace.banner.state.banners)
        )


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    async with office_at(tmp_path) as office:
        for contact_id in await office.store.contacts.ids_of(Query()):
            known: Values = (await office.contact(contact_id)).values
            asked = await office.store.sync.sequence()
            await office.store.sync.record_reading(contact_id, {**BLANK, **known}, asked=asked)
        window, view = await office.window()
        at_work = Hands(office, window, view)
        await until(lambda: "?" not in first_names(view.workspace))
        at_work.order = at_work.ids
        at_work.table.setFocus()
        yield at_work


# ---- pasting ------------------------------------------------------------------------------------


async def test_pasted_onto_cells_it_fills_them_with_one_undo(hands: Hands) -> None:
    numbers = await hands.values(PHONE)
    hands.go(1, Column.FIRST_NAME)
    hands.paste("Bea\tClark\r\nCy\tDean\r\n")
    await hands.become(FIRST, ["Anna", "Bea", "Cy", "Dmitri", "Ewa", "Frank"])
    await hands.become(LAST, ["Berg", "Clark", "Dean", "Evans", "Fischer", "Müller"])
    assert await hands.values(PHONE) == numbers
    await hands.told("Edited 2 contacts")
    await hands.office.session.contacts.undo()
    await hands.become(FIRST, ["Anna", "Bruno", "Chloé", "Dmitri", "Ewa", "Frank"])
    await hands.become(LAST, ["Berg", "Coelho", "Dupont", "Evans", "Fischer", "Müller"])


async def test_one_cell_fills_all_that_are_selected(hands: Hands) -> None:
    hands.mark(0, Column.COMPANY, down=3)
    hands.paste("Acme")
    await hands.become(COMPANY, ["Acme"] * 4 + ["", ""])


async def test_from_twenty_cells_on_before_and_after_are_shown_first(hands: Hands) -> None:
    hands.mark(0, Column.FIRST_NAME)
    hands.paste("".join(f"F{n}\tL{n}\t0491 570 00{n}\tX\r\n" for n in range(6)))
    dialog = await hands.dialog()
    assert dialog.windowTitle() == "Paste"
    preview = on_show(dialog, QTableView, "Preview")
    await until(lambda: preview.model().rowCount() == 24)
    first = [preview.model().index(0, column).data() for column in range(4)]
    assert first == ["Anna Berg", "First name", "Anna", "F0"]
    assert (await hands.values(FIRST))[0] == "Anna"
    await hands.applies(dialog)
    await hands.become(FIRST, [f"F{n}" for n in range(6)])
    await hands.become(COMPANY, ["X"] * 6)


async def test_a_number_that_looks_wrong_is_held_back_and_told(hands: Hands) -> None:
    numbers = await hands.values(PHONE)
    hands.go(0, Column.PHONE_NUMBER)
    hands.paste("12\r\n0491 570 006\r\n")
    dialog = await hands.dialog()
    await until(lambda: "left out" in hands.workspace.windows.bulk_edit.state.held_back_text)
    await hands.applies(dialog)
    await hands.become(PHONE, [numbers[0], "0491 570 006", *numbers[2:]])


async def test_books_are_known_by_name_and_others_told_not_made(hands: Hands) -> None:
    hands.go(0, Column.BOOK)
    hands.paste("staff\r\nSuppliers\r\n")
    dialog = await hands.dialog()
    assert "“Suppliers”" in hands.workspace.windows.bulk_edit.state.remark
    await hands.applies(dialog)

    async def moved() -> bool:
        found = await hands.office.store.contacts.get_many(hands.order[:2])
        return [one.book_id for one in found] == [hands.office.staff, hands.office.customers]

    await until(moved)
    assert len(await hands.office.store.books.get_all()) == 2


async def test_rows_below_the_last_contact_become_an_import(hands: Hands) -> None:
    hands.go(5, Column.FIRST_NAME)
    hands.paste("Fred\tMüller\t0491 570 006\r\nGina\tNash\t0491 570 156\r\n")
    dialog = await hands.dialog()
    assert "1 row reaches below" in hands.workspace.windows.bulk_edit.state.remark
    await hands.applies(dialog)
    await hands.become(FIRST, ["Anna", "Bruno", "Chloé", "Dmitri", "Ewa", "Fred"])
    importing = hands.workspace.importing
    await until(lambda: importing.mapping.state.layout, importing.state_changed)
    assert importing.mapping.state.layout is not None
    assert importing.mapping.state.layout.columns == ("First name", "Last name", "Phone number")
    assert [row.cells for row in importing.mapping.state.layout.sample] == [
        ("Gina", "Nash", "0491 570 156")
    ]


async def test_what_is_too_wide_is_told(hands: Hands) -> None:
    hands.go(0, hands.table.columns()[-1][0])
    before = await hands.values(FIRST)
    hands.mark(0, Column.CUSTOM_4)
    hands.paste("\t".join("abcdefgh"))
    await hands.told("8 columns were copied")
    assert await hands.values(FIRST) == before


async def test_where_nothing_can_be_pasted_is_told_by_its_name(hands: Hands) -> None:
    hands.go(0, Column.BOOK)
    hands.key(Key.Key_Right)
    assert hands.table.currentIndex().column() == Column.STATUS
    hands.paste("a\tb")
    await hands.told("Nothing can be pasted into “Status”. Begin at another column.")


async def test_a_field_that_was_never_read_is_not_blanked(hands: Hands) -> None:
    unread = await hands.office.desk.listed(
        hands.office.customers, {FIRST: "Gus", LAST: "Zorn", PHONE: "0491 570 110"}, server_id=900
    )
    await until(lambda: unread in hands.ids)
    await until(lambda: "?" not in first_names(hands.workspace))
    hands.mark(6, Column.COMPANY)
    hands.paste("\r\n")
    dialog = await hands.dialog()
    await until(
        lambda: "1 contact has a field" in hands.workspace.windows.bulk_edit.state.unread_text
    )
    dialog.reject()
    assert COMPANY not in (await hands.office.contact(unread)).values


async def test_without_a_selected_row_and_with_shift_it_is_an_import(hands: Hands) -> None:
    importing = hands.workspace.importing
    hands.go(0, Column.FIRST_NAME)
    QGuiApplication.clipboard().setText("First name\tMobile\r\nGina\t0491 570 156\r\n")
    hands.key(Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier)
    await until(lambda: importing.mapping.state.layout, importing.state_changed)
    assert importing.mapping.state.name == "Pasted rows"
    assert (await hands.values(FIRST))[0] == "Anna"


async def test_rows_of_our_own_are_pasted_as_new_contacts_column_by_column(hands: Hands) -> None:
    importing, clipboard = hands.workspace.importing, QGuiApplication.clipboard()
    clipboard.setText("before")
    hands.go(0, Column.FIRST_NAME)
    hands.with_ctrl(Key.Key_C)
    await until(lambda: clipboard.text() != "before")
    assert clipboard.text().startswith("Anna\tBerg\t"), "no row of headings for other programs"
    hands.key(Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier)
    await until(lambda: importing.mapping.state.layout, importing.state_changed)
    layout = importing.mapping.state.layout
    assert layout is not None
    columns = ["First name", "Last name", "Phone number", "Company", "Address book"]
    assert list(layout.columns[:5]) == columns
    choices = importing.mapping.state.choices
    assert choices is not None
    assert choices.columns[:5] == (FIRST, LAST, PHONE, COMPANY, OtherTarget.BOOK)


# ---- copying, cutting, clearing, filling --------------------------------------------------------


async def test_marked_cells_are_copied_with_exact_numbers_and_pasted(hands: Hands) -> None:
    hands.mark(0, Column.LAST_NAME, right=1, down=1)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    hands.with_ctrl(Key.Key_C)
    await until(lambda: clipboard.text() != "before")
    assert clipboard.text() == "Berg\t0491000000\r\nCoelho\t0491000001\r\n"
    hands.mark(4, Column.LAST_NAME)
    hands.with_ctrl(Key.Key_V)
    await hands.become(LAST, ["Berg", "Coelho", "Dupont", "Evans", "Berg", "Coelho"])
    assert (await hands.values(PHONE))[4:] == ["0491000000", "0491000001"]


async def test_cut_copies_and_clears_what_can_be_blank(hands: Hands) -> None:
    numbers = await hands.values(PHONE)
    assert not hands.action("Cut").isEnabled()
    hands.mark(0, Column.LAST_NAME, right=1)
    assert hands.action("Cut").isEnabled()
    hands.with_ctrl(Key.Key_X)
    await hands.become(LAST, ["", "Coelho", "Dupont", "Evans", "Fischer", "Müller"])
    assert QGuiApplication.clipboard().text() == "Berg\t0491000000\r\n"
    assert await hands.values(PHONE) == numbers
    await hands.office.session.contacts.undo()
    await hands.become(LAST, ["Berg", "Coelho", "Dupont", "Evans", "Fischer", "Müller"])


async def test_del_clears_marked_cells_and_deletes_whole_rows(hands: Hands) -> None:
    hands.mark(1, Column.LAST_NAME)
    hands.key(Key.Key_Delete)
    await hands.become(LAST, ["Berg", "", "Dupont", "Evans", "Fischer", "Müller"])
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_Delete)
    await until(lambda: hands.workspace.table.state.shown == 5)
    await until(lambda: hands.workspace.banner.state.banners)


async def test_fill_down_takes_the_first_selected_row(hands: Hands) -> None:
    hands.mark(1, Column.FIRST_NAME, right=1, down=2)
    hands.with_ctrl(Key.Key_D)
    await hands.become(FIRST, ["Anna", "Bruno", "Bruno", "Bruno", "Ewa", "Frank"])
    await hands.become(LAST, ["Berg", "Coelho", "Coelho", "Coelho", "Fischer", "Müller"])
    await hands.office.session.contacts.undo()
    await hands.become(FIRST, ["Anna", "Bruno", "Chloé", "Dmitri", "Ewa", "Frank"])


async def test_fill_down_of_one_row_takes_what_stands_above(hands: Hands) -> None:
    assert hands.office.staff != hands.office.customers
    await hands.office.session.contacts.move([hands.order[0]], hands.office.staff)
    hands.go(0, Column.BOOK)
    assert not hands.action("Fill down").isEnabled()
    hands.go(1, Column.BOOK)
    assert hands.action("Fill down").isEnabled()
    hands.with_ctrl(Key.Key_D)

    async def moved() -> bool:
        return (await hands.office.contact(hands.order[1])).book_id == hands.office.staff

    await until(moved)


async def test_a_number_is_not_filled_down(hands: Hands) -> None:
    hands.go(1, Column.PHONE_NUMBER)
    assert not hands.action("Fill down").isEnabled()
