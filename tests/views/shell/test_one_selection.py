"""Whatever a person does: a command is about what is highlighted, and the form shows it."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from smsbook_gui.viewmodels.contacts.form import FormMode
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.views.contacts.table_view import ContactTableView
from tests.support.office import FIRST, LAST, PHONE, Office, office_at, on_show
from tests.support.plugins.long import examples
from tests.support.qt import until

pytestmark = pytest.mark.anyio

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NAMES = ("Anna", "Bo", "Cleo", "Dan", "Eve")
PEOPLE = [(first, f"{last}{n}") for n, last in enumerate("KLMNOPQR") for first in NAMES]
"""More than the window shows at once."""
TEXTS = ("anna", "bo", "k0", "cleo n3", "nobody", "e")


class Person:
    """Somebody at the window, with mouse and keyboard."""

    def __init__(self, office: Office, view: object, chance: random.Random) -> None:
        self.office = office
        self.chance = chance
        self.view = view
        self.done: list[str] = []
        self.new = 0

    async def begin(self) -> None:
        window, view = await self.office.window()
        window.resize(1200, 420)
        self.workspace = view.workspace
        self.table = on_show(view, ContactTableView, "Contacts")
        self.search = on_show(view, QLineEdit, "Search contacts")
        await self.calm()

    @property
    def rows(self) -> list[int]:
        return list(self.workspace.table.model.ids)

    @property
    def on_screen(self) -> list[int]:
        """The places of the rows that are in view, at least in part."""
        if not self.table.isVisible() or not self.rows:
            return []
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        return list(range(first, (last if last >= 0 else len(self.rows) - 1) + 1))

    @property
    def highlighted(self) -> list[int]:
        """The contacts whose rows are painted as selected, of those on the screen."""
        model = self.table.selectionModel()
        return [self.rows[row] for row in self.on_screen if model.isRowSelected(row)]

    async def calm(self) -> None:
        table = self.workspace.table
        await until(
            lambda: (
                table.state.complete
                and not self.workspace._tasks.running("table search")
                and not table._pick_timer.isActive()
                and not table._rerun_timer.isActive()
                and not self.table._scrolled.isActive()
            )
        )

    # ---- what a person can do ------------------------------------------------------------

    async def step(self) -> None:
        ways: list[Callable[[], Awaitable[None]]] = [
            *(self.click, self.click_with_ctrl, self.click_with_shift, self.arrow, self.find),
            *(self.escape, self.sort, self.tab_into_the_table, self.down_from_the_search),
            *(self.comes_in, self.vanishes, self.moves, self.select_all),
        ]
        way = self.chance.choice(ways)
        self.done.append(way.__name__)
        await way()
        await self.calm()

    def _press(self, modifier: Qt.KeyboardModifier) -> None:
        if self.on_screen:
            row = self.chance.choice(self.on_screen[:-1] or self.on_screen)
            place = self.table.visualRect(self.table.model().index(row, 0)).center()
            button = Qt.MouseButton.LeftButton
            QTest.mouseClick(self.table.viewport(), button, modifier, place)

    async def click(self) -> None:
        self._press(Modifier.NoModifier)

    async def click_with_ctrl(self) -> None:
        self._press(Modifier.ControlModifier)

    async def click_with_shift(self) -> None:
        self._press(Modifier.ShiftModifier)

    async def arrow(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            key = self.chance.choice([Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_PageDown])
            modifier = self.chance.choice([Modifier.NoModifier, Modifier.ShiftModifier])
            QTest.keyClick(self.table, key, modifier)

    async def select_all(self) -> None:
        if self.table.isVisible():
            self.table.setFocus()
            QTest.keyClick(self.table, Key.Key_A, Modifier.ControlModifier)

    async def find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        QTest.keyClicks(self.search, self.chance.choice(TEXTS))

    async def escape(self) -> None:
        QTest.keyClick(self.search, Key.Key_Escape)

    async def sort(self) -> None:
        column = self.chance.choice([FIRST, LAST, PHONE])
        self.workspace.table.sort_by(column, descending=self.chance.random() < 0.5)

    async def tab_into_the_table(self) -> None:
        self.search.setFocus()
        QTest.keyClick(self.search, Key.Key_Tab)

    async def down_from_the_search(self) -> None:
        self.search.setFocus()
        QTest.keyClick(self.search, Key.Key_Down)

    async def comes_in(self) -> None:
        self.new += 1
        values = {FIRST: self.chance.choice(NAMES), LAST: f"A{self.new}"}
        number = {PHONE: f"0491 571 {self.new:03}"}
        await self.office.session.contacts.create(self.office.staff, {**values, **number})

    async def vanishes(self) -> None:
        if self.rows:
            gone = [self.chance.choice(self.rows)]
            await self.office.store.contacts.delete(gone, hold_until=None, title="by somebody")

    async def moves(self) -> None:
        if self.rows:
            one = self.chance.choice(self.rows)
            await self.office.session.contacts.edit(one, {LAST: self.chance.choice("AMZ")})

    # ---- what must hold ------------------------------------------------------------------

    def check(self) -> None:
        """A command is about what is highlighted, and the form shows that."""
        table, form = self.workspace.table, self.workspace.form.state
        chosen = table.selected_ids()
        story = f"after {self.done}"
        assert set(chosen) <= set(self.rows), story
        assert table.state.selected == self.workspace.state.selected == len(chosen), story
        assert self.highlighted == [self.rows[n] for n in self.on_screen if self.rows[n] in chosen]
        if len(chosen) == 1:
            assert form.contact_id == chosen[0], story
        elif chosen:
            assert (form.mode, form.selected) == (FormMode.SEVERAL, len(chosen)), story
        else:
            left = form.mode is FormMode.CONTACT and form.contact_id not in self.rows
            assert left or form.mode is FormMode.EMPTY, story
        if self.done[-1] in {"sort", "escape", "find", "arrow", "down_from_the_search"} and chosen:
            assert self.highlighted, f"what is selected cannot be seen {story}"

    async def press_delete(self) -> None:
        """Del takes what is highlighted, and nothing else."""
        chosen, highlighted = self.workspace.table.selected_ids(), self.highlighted
        if len(chosen) > 20 or not self.table.isVisible():
            return
        before = (await self.office.store.contacts.counts()).all
        if len(chosen) == 1:
            assert self.workspace.form.state.contact_id == chosen[0]
        else:
            assert set(highlighted) <= set(chosen)
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        chosen = self.workspace.table.selected_ids()
        self.done.append("Del")
        QTest.keyClick(self.table, Key.Key_Delete)
        await self.calm()

        async def gone() -> bool:
            return (await self.office.store.contacts.counts()).all == before - len(chosen)

        await until(gone)
        await until(lambda: not set(chosen) & set(self.rows))
        await self.calm()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, PEOPLE) as opened:
        yield opened


@pytest.mark.parametrize("seed", range(examples(6)))
async def test_a_command_is_about_what_is_highlighted(office: Office, seed: int) -> None:
    person = Person(office, None, random.Random(seed))
    await person.begin()
    for number in range(40):
        await person.step()
        person.check()
        if number % 8 == 7:
            await person.press_delete()
            person.check()


async def test_a_contact_that_a_search_took_away_is_not_deleted(office: Office) -> None:
    """Click A; search for B; Escape; the other way round; back to the search, Tab, Del."""
    person = Person(office, None, random.Random(0))
    await person.begin()
    place = person.table.visualRect(person.table.model().index(0, Column.FIRST_NAME)).center()
    QTest.mouseClick(person.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await person.calm()
    person.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    QTest.keyClicks(person.search, "eve r7")
    await until(lambda: len(person.rows) == 1)
    await person.calm()
    QTest.keyClick(person.search, Key.Key_Escape)
    await until(lambda: len(person.rows) == len(PEOPLE))
    person.workspace.table.sort_by(LAST, descending=True)
    await person.calm()
    person.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    QTest.keyClick(person.search, Key.Key_Tab)
    await person.calm()
    QTest.keyClick(person.table, Key.Key_Delete)
    await person.calm()
    assert len(person.rows) == len(PEOPLE)
    assert person.workspace.form.state.mode is FormMode.EMPTY


async def test_several_of_which_a_search_shows_some(office: Office) -> None:
    person = Person(office, None, random.Random(0))
    await person.begin()
    await person.select_all()
    await until(lambda: person.workspace.form.state.selected == len(PEOPLE))
    person.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    QTest.keyClicks(person.search, "anna k0")
    await until(lambda: len(person.rows) == 1)
    await person.calm()
    assert person.workspace.form.state.contact_id == person.rows[0]
    assert person.workspace.table.state.summary == f"1 of {len(PEOPLE)}"


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Down, Key.Key_Return])
async def test_the_only_hit_of_a_search_is_selected_by_going_there(
    office: Office, key: Qt.Key
) -> None:
    """Also for who types and goes on before the search has answered."""
    person = Person(office, None, random.Random(0))
    await person.begin()
    person.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    QTest.keyClicks(person.search, "cleo n3")
    QTest.keyClick(person.search, key)
    await until(lambda: len(person.rows) == 1)
    await person.calm()
    assert person.table.hasFocus()
    assert person.workspace.table.selected_ids() == person.rows
    await until(lambda: person.workspace.form.state.contact_id == person.rows[0])
    QTest.keyClick(person.table, Key.Key_Return, Modifier.ControlModifier)
    field = on_show(person.table.window(), QLineEdit, "First name")
    await until(field.hasFocus)


async def test_tab_goes_from_the_table_through_the_fields_in_their_order(office: Office) -> None:
    _window, view = await office.window()
    table = on_show(view, ContactTableView, "Contacts")
    table.setFocus()
    table.selectRow(0)
    await until(lambda: view.workspace.form.state.contact_id is not None)
    view.workspace.form.edit()
    met = []
    for _ in range(4):
        QTest.keyClick(_in_focus(), Key.Key_Tab)
        met.append(_in_focus().accessibleName())
    assert met == ["First name", "Last name", "Company", "Phone number"]


def _in_focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
