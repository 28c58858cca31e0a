"""A list that is dropped before there is an account: checked here, sent once there is one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from smsbook_gui.app.accounts.own_list import import_once_listed
from smsbook_gui.app.options import Options
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.keyring import MemoryKeyring
from tests.support.service import TOKEN, LoopbackService

pytestmark = pytest.mark.anyio

LIST = (
    "First name,Last name,Mobile,Group\n"
    "Ina,Berg,491570156,Friends\n"
    "Jo,Coelho,0491 570 157,Friends\n"
    "Kim,Dupont,0491 570 006,Friends\n"
)


class Desk:
    """The program at its first start, and a service that has Kim already."""

    def __init__(self, root: Path, service: LoopbackService) -> None:
        self.service = service
        self.file = root / "friends.csv"
        self.file.write_text(LIST, encoding="utf-8")
        self.hands = UiDriver()
        self.tokens = TokenStore(backend=MemoryKeyring())
        self._root = root
        self.application = self.make()

    def make(self) -> Application:
        return Application(
            Options(self._root / "data", self._root / "state"),
            asyncio.get_running_loop(),
            tokens=self.tokens,
        )

    async def start_again(self) -> None:
        await self.application.close()
        self.application = self.make()
        await self.application.start()

    @property
    def workspace(self) -> WorkspaceViewModel:
        assert self.application.workspace is not None
        return self.application.workspace

    @property
    def session(self) -> Session:
        assert self.application.session is not None
        return self.application.session

    def drop(self) -> None:
        window = self.application.main_window
        assert window is not None
        window.import_requested.emit(self.file)

    async def account(self, name: str) -> None:
        window = self.application.main_window
        assert window is not None
        await self.hands.until(name, lambda: window.windowTitle() == f"SMS Book – {name}")

    async def at_step(self, step: Step) -> None:
        await self.hands.until(
            f"the import at {step}",
            lambda: (
                self.workspace.importing.state.step is step
                and not self.workspace.importing.state.busy
            ),
        )

    async def import_it(self) -> None:
        """From the columns, which are clear, to the end."""
        await self.at_step(Step.COLUMNS)
        await self.hands.press("Next")
        await self.at_step(Step.CHECK)
        await self.hands.until("checked", lambda: self.workspace.importing.check.state.can_import)
        check = self.workspace.importing.check
        if check.state.summary.repairable:
            await self.hands.press("Repair numbers")
            await self.hands.until("repaired", lambda: not check.state.summary.repairable)
        await self.hands.press("Import")
        await self.at_step(Step.IMPORT)
        await self.hands.until(
            "all in",
            lambda: (
                self.workspace.importing.run.state.can_undo
                and not self.workspace.importing.run.state.running
            ),
        )
        await self.hands.press("Close")

    async def connect(self) -> None:
        await self.hands.type("Account name", "Office")
        await self.hands.type("API URL", self.service.url)
        await self.hands.type("Access token", TOKEN)
        await self.hands.press("Connect")
        await self.account("Office")

    def names_there(self) -> list[str]:
        return sorted(each["first_name"] for each in self.service.contacts())


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with LoopbackService(tmp_path, seed=False) as service:
        book = service.add_book("Friends")
        service.put_contact(book, first_name="Kim", last_name="Dupont", phone_number="0491570006")
        desk = Desk(tmp_path, service)
        await desk.application.start()
        yield desk
        await desk.application.close()


async def test_a_list_is_looked_through_and_then_sent_without_what_is_there(desk: Desk) -> None:
    await desk.hands.find(QLabel, "Drop your list here")
    desk.drop()
    await desk.account("Your list")
    await desk.import_it()
    await desk.hands.find(QLabel, "Your list is on this computer only.")
    assert desk.service.requests == []

    await desk.start_again()
    await desk.account("Your list")
    await desk.hands.until("it is kept", lambda: desk.workspace.table.state.shown == 3)
    await desk.hands.press("Send it…")
    await desk.connect()
    await desk.at_step(Step.COLUMNS)
    await desk.import_it()
    await desk.hands.until("sent", lambda: desk.names_there() == ["Ina", "Jo", "Kim"])
    assert desk.hands.seen(QLabel, "Your list is on this computer only.") is None


async def test_the_list_is_saved_as_a_clean_file(desk: Desk, tmp_path: Path) -> None:
    desk.drop()
    await desk.account("Your list")
    await desk.import_it()
    target = tmp_path / "clean.csv"
    await desk.session.exports.clean_copy(target)
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert "0491 570 156" in rows[1], "repaired"
    assert [row.split(",")[0] for row in rows[1:]] == ["Ina", "Jo", "Kim"]
    await desk.hands.press("Save as a clean file…")
    await desk.hands.find(QPushButton, "Export")
    assert desk.service.requests == []


async def test_with_an_account_there_already_the_person_says_which_one(desk: Desk) -> None:
    await desk.hands.press("Connect to your SMS service")
    await desk.connect()
    accounts = desk.application._accounts
    desk.application.switch_to(accounts.own_list("Your list").id)
    await desk.account("Your list")
    desk.drop()
    await desk.import_it()
    await desk.hands.press("Send it…")
    await desk.hands.find(QLabel, "Which account do these contacts go to?")
    await desk.hands.press("Office")
    await desk.account("Office")
    await desk.at_step(Step.COLUMNS)
    state = desk.workspace.importing.mapping.state
    assert state.name == "Your list.csv"


async def test_the_import_waits_until_it_is_known_whom_the_service_has(desk: Desk) -> None:
    gate = desk.service.gate("/api/address-book/list")
    gate.hold()
    await desk.hands.press("Connect to your SMS service")
    await desk.hands.type("Account name", "Office")
    await desk.hands.type("API URL", desk.service.url)
    await desk.hands.type("Access token", TOKEN)
    gate.release()
    await desk.hands.press("Connect")
    await desk.account("Office")
    gate.hold()
    desk.session.engine.sync_now()
    opening = asyncio.ensure_future(import_once_listed(desk.session, desk.workspace, desk.file))
    await desk.hands.find(QLabel, "Your list opens as soon as")
    await gate.wait_arrived()
    assert not opening.done()
    assert not desk.workspace.importing.mapping.state.name
    gate.release()
    await opening
    await desk.at_step(Step.COLUMNS)
    assert desk.hands.seen(QLabel, "Your list opens as soon as") is None


async def test_what_an_import_brought_is_shown_and_taken_back(desk: Desk) -> None:
    desk.drop()
    await desk.account("Your list")
    await desk.import_it()
    await desk.hands.find(QLabel, "3 contacts added to “friends”")
    [added] = desk.workspace.banner.state.banners
    assert [action.text for action in added.actions] == ["Show", "Undo"]
    await desk.session.contacts.create(
        desk.workspace.state.books[0].local_id,
        {ContactField.FIRST_NAME: "Else", ContactField.PHONE_NUMBER: "0491 570 158"},
    )
    await desk.hands.until("four", lambda: desk.workspace.table.state.shown == 4)
    added.actions[0].run()
    table = desk.workspace.table
    await desk.hands.until("the three", lambda: table.state.complete and table.state.shown == 3)
    assert [text for _, text in desk.workspace.filters.state.chips] == ["From this import"]
    assert desk.workspace.state.book is not None
    desk.workspace.filters.clear()
    added.actions[1].run()
    sidebar = desk.workspace.sidebar
    await desk.hands.until("what was done since stays", lambda: sidebar.state.items[0].count == 1)
