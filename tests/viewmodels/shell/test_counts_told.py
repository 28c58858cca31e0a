"""Banners and Activity count what really changed, not what was asked for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import Office, office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def banner(workspace: WorkspaceViewModel) -> str:
    """The newest banner's text."""
    banners = workspace.banner.state.banners
    return banners[-1].text if banners else ""


async def test_nothing_is_moved_where_it_is_already(office: Office) -> None:
    workspace = await office.workspace()
    ids = list(workspace.table.model.ids[:2])
    workspace.move(ids, office.customers)
    await until(lambda: banner(workspace))
    assert banner(workspace) == "Nothing was moved: it is in “Customers” already."
    assert not workspace.banner.state.banners[-1].actions


async def test_only_what_was_elsewhere_is_moved_and_counted(office: Office) -> None:
    workspace = await office.workspace()
    first, second, third = workspace.table.model.ids[:3]
    await office.session.contacts.move([first], office.staff)
    workspace.move([first, second, third], office.staff)
    await until(lambda: banner(workspace))
    assert "Moved 2 contacts" in banner(workspace)
    assert (await office.store.bulk.batches())[0].title == "2 contacts moved"
    workspace.undo()
    await until(lambda: "Undone" in banner(workspace))
    assert "2 contacts moved" in banner(workspace)


async def test_contacts_that_went_meanwhile_are_not_counted_as_deleted(office: Office) -> None:
    workspace = await office.workspace()
    first, second = workspace.table.model.ids[:2]
    await office.session.contacts.delete([first])
    workspace.commands.delete([first, second], lambda: None)
    await until(lambda: banner(workspace))
    assert banner(workspace) == "Deleted Bruno Coelho"
    assert "2" not in banner(workspace)


async def test_contacts_that_are_back_are_not_restored_again(office: Office) -> None:
    workspace = await office.workspace()
    first, second = workspace.table.model.ids[:2]
    await office.session.contacts.delete([first])
    done = await office.session.contacts.restore([first, second])
    assert done.count == 1
    done = await office.session.contacts.restore([first, second])
    assert done.count == 0
