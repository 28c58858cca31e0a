"""Comparing with a file through the real window, as a person does it."""

import asyncio
import csv
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPushButton, QWidget

from smsbook_gui.domain.imports.comparison import ComparisonKind, Difference
from smsbook_gui.viewmodels.comparisons.rows import (
    RESULT,
    DifferencesModel,
    explanation,
    result_words,
)
from smsbook_gui.viewmodels.comparisons.window import ComparisonStep, ComparisonViewModel
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.comparisons.saved import SavedComparisons
from smsbook_gui.views.comparisons.table import DifferencesTable, _Delegate
from smsbook_gui.views.comparisons.window import ComparisonDialog
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.widgets.row_table import MARGIN
from tests.support.form_desk import BLANK, COMPANY, FIRST, LAST, PHONE
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

HEAD = ("First name", "Last name", "Mobile", "Company")


def number(place: int) -> str:
    return f"0491 {place // 1000:03} {place % 1000:03}"


def person(place: int, first: str = "", company: str = "Acme") -> tuple[str, ...]:
    return (first or f"Ann{place}", "Berg", number(place), company)


def write(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


ROWS = [person(0), person(1, "Anna", "Berg & Co"), person(2), person(9), ("Bad", "Row", "12", "")]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, ()) as opened:
        yield opened


async def people(office: Office, count: int) -> list[int]:
    fields = (FIRST, LAST, PHONE, COMPANY)
    return [
        (
            await office.store.contacts.add_existing(
                office.customers,
                900 + place,
                {**BLANK, **dict(zip(fields, person(place), strict=True))},
            )
        )[0]
        for place in range(count)
    ]


class Person:
    """Somebody in front of the window."""

    def __init__(self, window: MainWindow, workspace: WorkspaceViewModel) -> None:
        self.window = window
        self.workspace = workspace
        self.model: ComparisonViewModel = workspace.windows.comparison

    async def opens(self) -> ComparisonDialog:
        self.window.commands.compare.trigger()
        dialog = await until(lambda: self.window.dialogs.current)
        assert isinstance(dialog, ComparisonDialog)
        self.dialog = dialog
        return dialog

    @property
    def table(self) -> DifferencesTable:
        [table] = self.dialog.findChildren(DifferencesTable)
        return table

    @property
    def rows(self) -> DifferencesModel:
        return self.model.differences.rows

    def button(self, text: str) -> QPushButton:
        found = [
            each
            for each in self.dialog.findChildren(QPushButton)
            if each.accessibleName() == text and each.isVisible()
        ]
        assert len(found) == 1, (text, found)
        return found[0]

    async def presses(self, text: str) -> None:
        button = await until(lambda: self.maybe(text))
        button.click()

    def maybe(self, text: str) -> QPushButton | None:
        found = [
            each
            for each in self.dialog.findChildren(QPushButton)
            if each.accessibleName() == text and each.isVisible() and each.isEnabled()
        ]
        return found[0] if found else None

    def chooser(self, name: str) -> QComboBox:
        [found] = [
            each for each in self.dialog.findChildren(QComboBox) if each.accessibleName() == name
        ]
        return found

    async def compared(self) -> str:
        def is_there() -> bool:
            state = self.model.state
            return state.step is ComparisonStep.COMPARE and not state.busy

        await until(is_there, self.model.state_changed)
        return self.model.differences.state.counts

    async def compares(self, path: Path) -> str:
        self.model.open_file(path)
        await until(lambda: self.model.state.step is ComparisonStep.COLUMNS)
        assert self.model.state.missing in {"", "Choose an address book."}
        scope = self.chooser("Compare with")
        scope.setCurrentIndex(scope.findText("Customers"))
        await self.presses("Next")
        return await self.compared()

    async def texts(self, kind: ComparisonKind) -> list[str]:
        """What stands in the row of the one entry of that kind."""
        [place] = self.model.differences.state.found.counts.places(kind)
        await until(lambda: self.rows.entry(place))
        columns = range(self.rows.columnCount())
        return [str(self.rows.index(place, column).data()) for column in columns]


async def at_desk(office: Office) -> Person:
    window, view = await office.window()
    await until(lambda: view.workspace.state.books)
    return Person(window, view.workspace)


async def test_what_was_found_is_shown_in_several_turns_of_the_loop(
    office: Office, tmp_path: Path
) -> None:
    """All in one turn the window stands still for longer than a frame."""
    await people(office, 3)
    desk = await at_desk(office)
    await desk.opens()
    loop, seen = asyncio.get_running_loop(), list[str]()

    def found() -> None:
        if desk.model.differences.state.found.counts.total:
            loop.call_soon(seen.append, "turn")

    def shown() -> None:
        if desk.model.state.step is ComparisonStep.COMPARE and not desk.model.state.busy:
            seen.append("shown")

    desk.model.differences.state_changed.connect(found)
    desk.model.state_changed.connect(shown)
    await desk.compares(write(tmp_path / "list.csv", ROWS))
    await until(lambda: "shown" in seen)
    assert seen.index("turn") < seen.index("shown")


async def numbers(office: Office) -> list[str]:
    return sorted(each.values[PHONE] for each in await office.live())


async def test_a_list_is_compared_and_carried_out_with_one_undo(
    office: Office, tmp_path: Path
) -> None:
    await people(office, 4)
    person = await at_desk(office)
    await person.opens()
    counts = await person.compares(write(tmp_path / "list.csv", ROWS))
    assert counts == "1 new · 1 changed · 1 missing · 2 same · 1 bad"
    assert await person.texts(ComparisonKind.CHANGED) == [
        *("Changed", "3", "Ann1 → Anna", "Berg", number(1), "Acme → Berg & Co")
    ]
    assert (await person.texts(ComparisonKind.MISSING))[2:] == ["Ann3", "Berg", number(3), "Acme"]
    state = person.model.differences.state
    assert state.outlook == "Ticked: 1 new, 1 changed"
    assert "unless you tick it" in state.missing
    await person.presses("Carry out")
    await until(lambda: person.window.dialogs.current is None)
    assert await numbers(office) == [number(0), number(1), number(2), number(3), number(9)]
    banner = person.workspace.banner.state.banners[-1]
    assert banner.text == "1 contact added, 1 contact changed"
    person.workspace.banner.choose(banner.number, 0)
    await until(lambda: person.workspace.state.undo != "")
    await person.workspace.idle()
    assert await numbers(office) == [number(place) for place in range(4)]


async def test_the_keyboard_ticks_rows_and_single_changes(office: Office, tmp_path: Path) -> None:
    await people(office, 4)
    person = await at_desk(office)
    await person.opens()
    await person.compares(write(tmp_path / "list.csv", ROWS))
    await person.texts(ComparisonKind.MISSING)
    table, differences = person.table, person.model.differences
    table.setCurrentIndex(person.rows.index(0, RESULT))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert differences.state.ticked_of(ComparisonKind.CHANGED) == 0
    table.setCurrentIndex(person.rows.index(0, 2))  # the first name, which is one of two changes
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert differences.state.ticked_of(ComparisonKind.CHANGED) == 1
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert person.rows.check_state(person.rows.index(0, 2)) is Qt.CheckState.Unchecked
    assert person.rows.check_state(person.rows.index(0, 5)) is Qt.CheckState.Checked
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert differences.state.to_do == 0
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert differences.state.to_do == 3, "what cannot be carried out is not ticked"
    assert "deleted, here and at the SMS service" in differences.state.missing


async def test_nothing_differs(office: Office, tmp_path: Path) -> None:
    await people(office, 2)
    person = await at_desk(office)
    dialog = await person.opens()
    await person.compares(write(tmp_path / "list.csv", ROWS[:1]))
    assert person.model.differences.state.counts == "0 new · 0 changed · 1 missing · 1 same"
    await person.presses("Another file…")
    counts = await person.compares(
        write(
            tmp_path / "all.csv",
            [("Ann0", "Berg", number(0), ""), ("Ann1", "Berg", number(1), "")],
        )
    )
    assert counts == "0 new · 0 changed · 0 missing · 2 same"
    await until(lambda: "Your address book and the file agree" in seen(dialog))
    assert not person.button("Carry out").isEnabled()


def seen(dialog: QWidget) -> list[str]:
    return [each.accessibleName() for each in dialog.findChildren(QWidget) if each.isVisible()]


async def test_a_saved_comparison_runs_again_with_two_clicks(
    office: Office, tmp_path: Path
) -> None:
    await people(office, 4)
    person = await at_desk(office)
    await person.opens()
    path = write(tmp_path / "list.csv", ROWS)
    await person.compares(path)
    [search] = [
        each
        for each in person.dialog.findChildren(QLineEdit)
        if each.accessibleName() == "Search in the comparison"
    ]
    search.setFocus()
    search.setText("anna")
    await until(lambda: person.rows.rowCount() == 1)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    await until(lambda: person.rows.rowCount() == 6)
    await person.presses("Save comparison…")
    [name] = [
        each
        for each in person.dialog.findChildren(QLineEdit)
        if each.accessibleName() == "Name of the comparison"
    ]
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert not name.isVisible()
    await person.presses("Save comparison…")
    name.setText("Practice list")
    await person.presses("Save")
    await until(lambda: person.model.state.recipes)
    await person.presses("Cancel")
    await until(lambda: person.window.dialogs.current is None)
    write(path, ROWS[:3])
    dialog = await person.opens()
    await until(lambda: person.model.state.recipes)
    assert person.model.saved.state_text(0) == "last run today, file changed since"
    [saved] = dialog.findChildren(SavedComparisons)
    await until(saved.isVisible)
    await person.presses("Run again")
    assert await person.compared() == "0 new · 1 changed · 1 missing · 2 same"
    # Columns that are not there any more are told, with the way on.
    await person.presses("Another file…")
    write(path, [row[:3] for row in ROWS], HEAD[:3])
    person.model.run(0)
    await until(lambda: "no column “Company” any more" in person.model.state.problem)
    await person.presses("Next")
    assert await person.compared() == "1 new · 1 changed · 1 missing · 2 same · 1 bad"
    # A file that is gone is told; the comparison goes on with the one that a person points to.
    path.unlink()
    await person.presses("Another file…")
    await until(lambda: person.model.saved.rowCount() == 1)
    await until(lambda: "the file is gone" in person.model.saved.state_text(0))
    person.model.run(0)
    assert "is gone" in person.model.state.problem
    person.model.open_file(write(tmp_path / "moved.csv", ROWS))
    await until(lambda: "no column" not in person.model.state.problem)
    assert await person.compared() == "1 new · 1 changed · 1 missing · 2 same · 1 bad"
    await person.presses("Another file…")
    await until(lambda: person.model.saved.index(0, 1).data() == "moved.csv")
    person.model.saved.setData(person.model.saved.index(0, 0), "Club list")
    await until(lambda: person.model.state.recipes[0].recipe.name == "Club list")
    await person.presses("Delete")
    await until(lambda: not person.model.state.recipes)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
async def test_enter_in_a_field_is_about_the_field_and_carries_nothing_out(
    office: Office, tmp_path: Path, key: Qt.Key
) -> None:
    await people(office, 4)
    person = await at_desk(office)
    dialog = await person.opens()
    await person.compares(write(tmp_path / "list.csv", ROWS))
    search = on_show(dialog, QLineEdit, "Search in the comparison")
    search.setText("anna")
    QTest.keyClick(search, key)
    await person.presses("Save comparison…")
    name = on_show(dialog, QLineEdit, "Name of the comparison")
    name.clear()
    QTest.keyClick(name, key)
    assert name.isVisible(), "without a name it waits for one"
    name.setText("Practice list")
    QTest.keyClick(name, key)
    await until(lambda: person.model.state.recipes)
    await person.workspace.idle()
    assert not name.isVisible()
    assert person.window.dialogs.current is dialog
    assert await numbers(office) == [number(place) for place in range(4)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
async def test_enter_on_cancel_cancels(office: Office, tmp_path: Path, key: Qt.Key) -> None:
    """It carried out what was ticked, where the desktop does not tell Qt that Enter presses."""
    await people(office, 4)
    person = await at_desk(office)
    await person.opens()
    await person.compares(write(tmp_path / "list.csv", ROWS))
    await until(lambda: person.maybe("Carry out"))
    person.button("Carry out").setFocus()
    QTest.keyClick(person.button("Carry out"), Qt.Key.Key_Tab)
    assert person.button("Cancel").hasFocus()
    QTest.keyClick(person.button("Cancel"), key)
    await until(lambda: person.window.dialogs.current is None)
    await person.workspace.idle()
    assert await numbers(office) == [number(place) for place in range(4)]


async def test_many_deletes_are_asked_about_once(office: Office, tmp_path: Path) -> None:
    await people(office, 23)
    person = await at_desk(office)
    await person.opens()
    await person.compares(write(tmp_path / "list.csv", [("Ann0", "Berg", number(0), "Acme")]))
    person.model.differences.show_only(ComparisonKind.MISSING)
    await person.presses("Tick all shown")
    assert person.model.differences.state.ticked_of(ComparisonKind.MISSING) == 22
    await person.presses("Carry out")
    box = await until(lambda: person.dialog.dialogs.current)
    assert isinstance(box, QMessageBox)
    assert "22" in box.text()
    [delete] = [each for each in box.buttons() if each.text() == "Carry out and delete"]
    delete.click()
    await until(lambda: person.window.dialogs.current is None)
    assert await numbers(office) == [number(0)]
    assert person.workspace.banner.state.banners[-1].text == "22 contacts deleted"


async def test_missing_contacts_move_to_another_address_book(
    office: Office, tmp_path: Path
) -> None:
    await people(office, 3)
    person = await at_desk(office)
    await person.opens()
    await person.compares(write(tmp_path / "list.csv", ROWS[:1]))
    person.model.differences.tick_shown(True)
    when = person.chooser("Missing contacts that are ticked")
    when.setCurrentIndex(when.findText("Move to address book"))
    assert not person.button("Carry out").isEnabled(), "nobody said where to"
    book = person.chooser("Move missing contacts to")
    book.setCurrentIndex(0)
    to = person.model.differences.state.move_to
    await person.presses("Carry out")
    await until(lambda: person.window.dialogs.current is None)
    homes = {each.values[PHONE]: each.book_id for each in await office.live()}
    assert (homes[number(1)], homes[number(2)]) == (to, to)


async def test_a_file_that_cannot_be_read_is_told(office: Office, tmp_path: Path) -> None:
    person = await at_desk(office)
    await person.opens()
    person.model.open_file(tmp_path / "nowhere.csv")
    await until(lambda: person.model.state.problem)
    assert person.model.state.step is ComparisonStep.FILE
    assert person.maybe("Another file…") is not None


async def test_what_is_compared_by_has_to_have_a_column(office: Office, tmp_path: Path) -> None:
    person = await at_desk(office)
    await person.opens()
    person.model.open_file(write(tmp_path / "list.csv", ROWS))
    await until(lambda: person.model.state.step is ComparisonStep.COLUMNS)
    by = person.chooser("Compare by")
    by.setCurrentIndex(2)
    assert "compare by" in person.model.state.missing
    assert not person.button("Next").isEnabled()


async def test_what_a_new_row_says_has_room(office: Office, tmp_path: Path) -> None:
    for first, book in (("Ann0", office.customers), ("Ann9", office.staff)):
        place = int(first[-1])
        values = dict(zip((FIRST, LAST, PHONE, COMPANY), person(place), strict=True))
        await office.session.contacts.create(book, values)
    desk = await at_desk(office)
    await desk.opens()
    await desk.compares(write(tmp_path / "list.csv", [person(0), person(9)]))
    words, *_cells = await desk.texts(ComparisonKind.NEW)
    assert words == "New, also in Staff"
    table = desk.table
    area = QRect(0, 0, table.columnWidth(RESULT), 30)
    delegate = table.itemDelegate()
    assert isinstance(delegate, _Delegate)
    room = delegate.beside_signs(area).width() - 2 * MARGIN
    assert table.fontMetrics().horizontalAdvance(words) <= room


def test_a_new_row_says_whose_number_it_has() -> None:
    new = Difference(0, ComparisonKind.NEW, 2, None, {}, None, elsewhere="Staff")
    assert result_words(new) == "New, also in Staff"
    assert explanation(new) == "A contact in the address book “Staff” already has this number."
    assert result_words(replace(new, elsewhere="")) == "New"
