"""Background reading goes where a person looks, over real HTTP and through the real window."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.contacts.table_view import ContactTableView
from tests.support.form_desk import form_desk
from tests.support.office import Office, on_show
from tests.support.qt import until
from tests.support.service import TOKEN, LoopbackService

pytestmark = pytest.mark.anyio

MANY = 400
DETAIL, LISTING = "/api/contact/detail", "/api/address-book/detail"
ON_THE_WAY = 2
"""Readings that may have been chosen before the person moved."""


@dataclass
class Reader:
    """A person who looks at a long list while the service is read in the background."""

    office: Office
    service: LoopbackService
    workspace: WorkspaceViewModel
    table: ContactTableView

    def read(self) -> list[int]:
        """The ids that were read with `detail`, in order, since the address book was listed."""
        paths = self.service.paths()
        listed = paths.index(LISTING) if LISTING in paths else len(paths)
        return [
            int(each.body["id"]) for each in self.service.requests[listed:] if each.path == DETAIL
        ]

    async def on_screen(self) -> set[int]:
        """The service's ids of the contacts that are to be seen."""
        contacts = await self.office.store.contacts.get_many(
            self.workspace.table.model.ids_on_screen()
        )
        return {contact.server_id or 0 for contact in contacts}

    async def reads_what_is_seen(self, before: int) -> None:
        """What is read after the first `before` readings is what the person sees."""
        await until(lambda: len(self.read()) >= before + ON_THE_WAY + 3)
        since = self.read()[before + ON_THE_WAY :]
        assert set(since) <= await self.on_screen()


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Reader]:
    async with LoopbackService(tmp_path) as service:
        book = service.add_book("Patients")
        # The last ones that the listing shows are the first ones in the table.
        service.bulk(
            lambda database: [
                database.new_contact(
                    book,
                    {"last_name": f"No {MANY - each:04}", "phone_number": f"04910{each:05}"},
                )
                for each in range(MANY)
            ]
        )
        client = ServiceClient(ApiUrl.parse(service.url), TOKEN)
        async with form_desk(tmp_path, service=client) as desk:
            office = Office(desk, tmp_path)
            desk.session.engine.start()
            _window, view = await office.window()
            await until(lambda: len(view.workspace.table.model.ids) == MANY)
            table = on_show(view, ContactTableView, "Contacts")
            await until(view.workspace.table.model.ids_on_screen)
            yield Reader(office, service, view.workspace, table)
            await office.leave()
            office.settings.flush()


async def test_the_rows_on_the_screen_are_read_first_and_again_after_scrolling(
    reader: Reader,
) -> None:
    await reader.reads_what_is_seen(len(reader.read()))
    first = await reader.on_screen()

    bar = reader.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    await until(lambda: reader.workspace.table.model.ids_on_screen()[0] not in first)
    await reader.reads_what_is_seen(len(reader.read()))
    assert not first & await reader.on_screen()


async def test_a_search_shows_what_is_read_next(reader: Reader) -> None:
    reader.workspace.table.search("No 0399")
    await until(lambda: len(reader.workspace.table.model.ids_on_screen()) < 5)
    found = await reader.on_screen()
    before = len(reader.read())
    await until(lambda: found <= {*reader.read()})
    assert found <= {*reader.read()[: before + ON_THE_WAY + len(found)]}
