"""Views in the real window: saved, shown in the sidebar, changed, deleted, shared, kept."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListView, QPushButton

from smsbook_gui.domain.contacts.filters import ChoiceColumn, ChoiceFilter, TextFilter, TextOp
from smsbook_gui.domain.contacts.query import Scope, ScopeKind, SortKey
from smsbook_gui.viewmodels.contacts.table import Column
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import COMPANY, FIRST, LAST, Office, first_names, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

NO_COMPANY = TextFilter(COMPANY, TextOp.BLANK)
ACME = TextFilter(COMPANY, TextOp.IS, ("Acme",))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


class Person:
    """Views as a person has them, by what stands on the screen."""

    def __init__(self, office: Office, window: MainWindow, view: WorkspaceView) -> None:
        self.office, self.window, self.view = office, window, view
        self.workspace = view.workspace

    def entries(self) -> list[str]:
        """The list at the side as assistive technology reads it."""
        model = on_show(self.view, QListView, "Address books").model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    async def choose(self, name: str) -> None:
        books = on_show(self.view, QListView, "Address books")
        (row,) = [n for n, entry in enumerate(self.entries()) if entry.startswith(f"{name},")]
        books.setCurrentIndex(books.model().index(row, 0))
        await self.landed()

    async def landed(self) -> None:
        await until(lambda: self.workspace.table.state.complete)
        await until(lambda: "?" not in first_names(self.workspace))

    async def save_view(self, name: str) -> None:
        self.window.commands.save_view.trigger()
        await self.name(name)

    async def name(self, name: str) -> None:
        dialog = await until(lambda: self.window.dialogs.current, timeout=5)
        assert isinstance(dialog, QDialog)
        edit = on_show(dialog, QLineEdit, "Name")
        edit.selectAll()
        QTest.keyClicks(edit, name)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        await until(lambda: self.window.dialogs.current is None)
        await self.landed()

    async def press(self, name: str) -> None:
        QTest.mouseClick(on_show(self.window, QPushButton, name), Qt.MouseButton.LeftButton)
        await self.landed()

    def buttons(self) -> set[str]:
        found = self.window.findChildren(QPushButton)
        return {button.text() for button in found if button.isVisible() and button.text()}

    def columns(self) -> list[Column]:
        return [column for column, shown in self.view.table.columns() if shown]


@pytest.fixture
async def person(office: Office) -> Person:
    window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    for place, company in enumerate(("Acme", "Acme", "", "", "Berg", "Berg")):
        await office.session.contacts.edit(ids[place], {COMPANY: company})
    person = Person(office, window, view)
    await person.landed()
    return person


async def no_company(person: Person) -> None:
    table = person.workspace.table
    table.set_filter(NO_COMPANY)
    table.sort_by(FIRST, descending=True)
    await person.landed()
    await person.save_view("No company")


async def test_a_view_stands_in_the_sidebar_with_its_count_and_comes_back(person: Person) -> None:
    await no_company(person)
    assert first_names(person.workspace) == ["Dmitri", "Chloé"]
    await until(lambda: "No company, 2 contacts" in person.entries(), timeout=10)
    await person.choose("All contacts")
    table = person.workspace.table
    assert table.state.query.filters == (NO_COMPANY,), "its own entry keeps what was asked there"
    table.clear_filters()
    table.sort_by(LAST)
    await person.landed()
    assert len(first_names(person.workspace)) == 6
    await person.choose("No company")
    assert first_names(person.workspace) == ["Dmitri", "Chloé"]
    await person.office.session.contacts.edit(table.model.ids[0], {COMPANY: "Now one"})
    await until(lambda: "No company, 1 contact" in person.entries(), timeout=20)
    person.window.set_workspace(None)
    await person.office.close(person.workspace)
    again = await person.office.workspace()
    await until(lambda: again.table.state.complete)
    assert again.sidebar.state.scope.view is not None
    assert again.table.state.query.filters == (NO_COMPANY,)
    assert again.table.state.query.order == (SortKey(FIRST, descending=True),)
    assert not again.views.state.changed


async def test_a_changed_view_is_saved_or_reset(person: Person) -> None:
    await no_company(person)
    assert not person.buttons() & {"Save view", "Reset view", "Save view…"}
    table = person.workspace.table
    table.set_filter(ACME)
    await person.landed()
    assert person.buttons() >= {"Save view", "Reset view"}
    await person.press("Reset view")
    assert first_names(person.workspace) == ["Dmitri", "Chloé"]
    assert not person.buttons() & {"Save view", "Reset view"}
    table.then_by(LAST)
    await person.press("Save view")
    assert not person.buttons() & {"Save view", "Reset view"}
    await person.choose("All contacts")
    await person.choose("No company")
    assert table.state.query.order == (SortKey(FIRST, descending=True), SortKey(LAST))


async def test_a_view_has_its_own_columns_and_leaves_the_usual_ones_alone(person: Person) -> None:
    usual = person.columns()
    await no_company(person)
    (company,) = [
        each for each in person.view.table.column_actions(person.view) if each.text() == "Company"
    ]
    company.setChecked(False)
    assert person.workspace.views.state.changed
    await person.press("Save view")
    without = [column for column in usual if column is not Column.COMPANY]
    await person.choose("All contacts")
    assert person.columns() == usual
    await person.choose("No company")
    assert person.columns() == without
    kept = person.view.table.save_columns()
    await person.choose("All contacts")
    person.view.table.restore_columns(kept)
    assert person.columns() == usual, "what is kept is not the view's"


async def test_a_view_is_renamed_moved_and_deleted_with_a_way_back(person: Person) -> None:
    await no_company(person)
    await person.choose("All contacts")
    await person.save_view("Second")
    commands = person.window.commands
    assert commands.rename_book.shortcut().toString() == "F2"
    commands.rename_book.trigger()
    await person.name("First now")
    commands.book_up.trigger()
    assert [view.name for view in person.workspace.views.state.views] == ["First now", "No company"]
    assert not commands.book_up.isEnabled()
    await person.choose("No company")
    commands.delete_view.trigger()
    await person.landed()
    assert person.workspace.sidebar.state.scope == Scope()
    assert not any(entry.startswith("No company") for entry in person.entries())
    (banner,) = person.workspace.banner.state.banners
    assert "its contacts are all there" in banner.text
    person.workspace.banner.choose(banner.number, 0)
    await person.landed()
    names = [view.name for view in person.workspace.views.state.views]
    assert names == ["First now", "No company"]
    assert first_names(person.workspace) == ["Dmitri", "Chloé"]


async def test_two_views_have_two_names(person: Person) -> None:
    await no_company(person)
    person.window.commands.save_view.trigger()
    dialog = await until(lambda: person.window.dialogs.current)
    QTest.keyClicks(on_show(dialog, QLineEdit, "Name"), "NO company")
    assert not on_show(dialog, QPushButton, "Save").isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: person.window.dialogs.current is None)
    assert len(person.workspace.views.state.views) == 1


async def test_a_view_goes_to_others_as_a_file(person: Person, tmp_path: Path) -> None:
    workspace, target = person.workspace, tmp_path / "shared.smsview"
    workspace.sidebar.choose(Scope(ScopeKind.BOOK, person.office.customers))
    await person.landed()
    await no_company(person)
    person.window.commands.share_view.trigger()
    asked = await until(lambda: person.window.dialogs.current)
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(target))
    asked.reject()
    await until(target.exists)
    assert json.loads(target.read_bytes())["address book"] == "Customers"
    workspace.views.open_file(target)
    await until(lambda: len(workspace.views.state.views) == 2)
    await person.landed()
    taken = workspace.views.state.on_show
    assert taken is not None
    assert taken.name == "No company (2)"
    assert taken.scope == Scope(ScopeKind.BOOK, person.office.customers)
    assert taken.arrangement == workspace.views.state.views[0].arrangement


async def test_what_a_file_leaves_out_is_said_on_both_sides(person: Person, tmp_path: Path) -> None:
    workspace, target = person.workspace, tmp_path / "shared.smsview"
    workspace.table.set_filter(ChoiceFilter(ChoiceColumn.BOOK, frozenset({person.office.staff})))
    await no_company(person)
    workspace.views.share(target)
    await until(lambda: workspace.banner.state.banners)
    (banner,) = workspace.banner.state.banners
    assert "1 filter by address book or import is left out" in banner.text
    workspace.banner.close_all()
    data = json.loads(target.read_bytes())
    target.write_text(json.dumps({**data, "address book": "Somewhere"}))
    workspace.views.open_file(target)
    await until(lambda: workspace.banner.state.banners)
    (banner,) = workspace.banner.state.banners
    assert "“Somewhere”, which is not there" in banner.text


async def test_a_file_that_is_no_view_is_told_and_changes_nothing(
    person: Person, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.smsview"
    wrong.write_bytes(b"\x00garbage")
    person.workspace.views.open_file(wrong)
    await until(lambda: person.workspace.banner.state.banners)
    (banner,) = person.workspace.banner.state.banners
    assert "not a view of SMS Book" in banner.text
    person.workspace.views.open_file(tmp_path / "not there")
    await until(lambda: len(person.workspace.banner.state.banners) == 2)
    assert person.workspace.views.state.views == ()
