"""A search that finds nothing here says where it finds something; an empty list says truly why."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Entity, EntityKind
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import Refused
from smsbook_gui.viewmodels.contacts.table import Empty
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import LAST, Office, first_names, name_of, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def look_for(view: WorkspaceView, text: str, scope: Scope) -> None:
    """Go to an entry of the sidebar and type into the search field there."""
    view.workspace.sidebar.choose(scope)
    await until(lambda: view.workspace.table.state.complete)
    view.search.setText(text)
    await until(lambda: view.workspace.table.state.complete)


def buttons(window: QWidget) -> list[str]:
    """The visible buttons by name."""
    found = window.findChildren(QPushButton)
    return [name_of(each) for each in found if each.isVisible()]


def says(window: QWidget, text: str) -> bool:
    """Whether a visible label reads so."""
    return any(label.isVisible() and label.text() == text for label in window.findChildren(QLabel))


async def test_contacts_of_other_address_books_are_one_click_away(office: Office) -> None:
    window, view = await office.window()
    await look_for(view, "e", Scope(ScopeKind.BOOK, office.staff))
    assert view.workspace.table.state.empty is Empty.EMPTY_BOOK
    await office.session.contacts.create(office.staff, {LAST: "Zhou"})
    await until(lambda: says(window, "No contact in this address book matches “e”"))
    expected = len(await office.store.contacts.ids_of(Query(text="e")))
    assert expected > 1
    text = f"{expected} in other address books: show"
    await until(lambda: view.workspace.table.state.elsewhere)
    on_show(window, QPushButton, text).click()
    await until(lambda: view.workspace.table.state.shown == expected)
    assert view.search.text() == "e"
    assert view.workspace.sidebar.state.scope == Scope()


async def test_the_number_follows_what_is_there(office: Office) -> None:
    _window, view = await office.window()
    await look_for(view, "Berg", Scope(ScopeKind.BOOK, office.staff))
    table = view.workspace.table
    await until(lambda: table.state.elsewhere and table.state.elsewhere.count == 1)
    await office.session.contacts.create(office.customers, {LAST: "Bergman"})
    await until(lambda: table.state.elsewhere and table.state.elsewhere.count == 2)


async def test_what_was_deleted_is_found_there(office: Office) -> None:
    window, view = await office.window()
    anna = view.workspace.table.model.ids[0]
    await office.session.contacts.delete([anna])
    await look_for(view, "Anna", Scope())
    await until(lambda: view.workspace.table.state.elsewhere)
    on_show(window, QPushButton, "1 in Recently deleted: show").click()
    await until(lambda: view.workspace.table.state.shown == 1)
    view.search.setText("Bruno")
    await until(lambda: says(window, "No deleted contact matches “Bruno”"))
    await until(lambda: view.workspace.table.state.elsewhere)
    on_show(window, QPushButton, "1 in your address books: show").click()
    await until(lambda: first_names(view.workspace) == ["Bruno"])


async def test_a_search_that_finds_nothing_at_all_leads_nowhere(office: Office) -> None:
    window, view = await office.window()
    await look_for(view, "xyzzy", Scope())
    await until(lambda: says(window, "No contact matches “xyzzy”"))
    on_show(window, QPushButton, "Clear search")
    assert view.workspace.table.state.elsewhere is None


async def test_a_search_of_before_hides_nothing_that_needs_attention(office: Office) -> None:
    window, view = await office.window()
    search = on_show(window, QLineEdit, "Search contacts")
    await look_for(view, "xyzzy", Scope())
    view.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    assert search.text() == "", "what is not searched for does not stand there"
    await until(lambda: says(window, "Nothing needs your attention"))
    ids = await office.store.contacts.ids_of(Query())
    await office.session.contacts.edit(ids[0], {LAST: "Bergmann"})
    refused = Entity(EntityKind.CONTACT, ids[0])
    await office.store.sync.needs_attention(refused, Status.REFUSED, Refused("no"))
    await until(lambda: view.workspace.table.state.shown == 1)
    view.search.setText("Coelho")
    await until(lambda: says(window, "Nothing that needs attention matches “Coelho”"))
    await until(lambda: view.workspace.table.state.elsewhere)
    on_show(window, QPushButton, "1 in your address books: show").click()
    await until(lambda: first_names(view.workspace) == ["Bruno"])


async def test_an_empty_list_does_not_blame_the_search(office: Office) -> None:
    window, view = await office.window()
    view.search.setText("xyzzy")
    view.workspace.sidebar.choose(Scope(ScopeKind.DELETED))
    await until(lambda: says(window, "Nothing was deleted"))
    view.workspace.sidebar.choose(Scope(ScopeKind.BOOK, office.staff))
    await until(lambda: says(window, "This address book is empty"))
    on_show(window, QPushButton, "Clear search").click()
    await until(lambda: "New contact" in buttons(window))
