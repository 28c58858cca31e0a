"""What the first sync of an account brought is told once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import FIRST, PHONE, Office, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, [("Anna", "Berg"), ("Bo", "Carl")]) as made:
        yield made


async def listed(office: Office) -> None:
    """The engine went through all address books."""
    sync = office.store.sync
    await sync.end_pass(asked=await sync.begin_pass())


def told(workspace: WorkspaceViewModel) -> list[str]:
    return [banner.text for banner in workspace.banner.state.banners]


async def test_in_one_address_book_and_show_leads_there(office: Office) -> None:
    workspace = await office.workspace()
    assert told(workspace) == []
    await listed(office)
    await until(lambda: told(workspace) == ["2 contacts in “Customers”"])
    (banner,) = workspace.banner.state.banners
    assert [action.text for action in banner.actions] == ["Show"]
    workspace.table.search("nobody")
    workspace.banner.choose(banner.number, 0)
    await until(lambda: workspace.table.state.shown == 2)
    scope = Scope(ScopeKind.BOOK, office.customers)
    assert workspace.table.state.query.scope == workspace.sidebar.state.scope == scope


async def test_in_several_address_books(office: Office) -> None:
    one = RemoteContact(200, {FIRST: "Cleo", PHONE: "0491570006"})
    asked = await office.store.sync.sequence()
    listing = RemoteListing(12, "Staff", (one,))
    await office.store.sync.record_listing(office.staff, listing, asked=asked)
    await listed(office)
    workspace = await office.workspace()
    await until(lambda: told(workspace) == ["3 contacts in 2 address books"])
    workspace.banner.choose(workspace.banner.state.banners[0].number, 0)
    assert workspace.table.state.query.scope == Scope()


async def test_it_is_told_once(office: Office) -> None:
    workspace = await office.workspace()
    await listed(office)
    await until(lambda: len(told(workspace)) == 1)
    await workspace.idle()
    workspace.banner.close(workspace.banner.state.banners[0].number)
    await listed(office)
    await workspace.idle()
    assert told(workspace) == []
    again = await office.workspace()
    await again.idle()
    assert told(again) == []


async def test_an_account_without_contacts_has_nothing_to_tell(tmp_path: Path) -> None:
    async with office_at(tmp_path / "empty", []) as office:
        workspace = await office.workspace()
        await listed(office)
        await workspace.idle()
        assert told(workspace) == []
