"""A copied data folder through the real program, against a service over HTTP."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from smsbook_gui.app import sessions
from smsbook_gui.app.hands import Hands
from smsbook_gui.app.options import Options
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contact import ContactField, Status
from smsbook_gui.services.accounts import Accounts
from smsbook_gui.services.session import Session
from smsbook_gui.services.settings import Settings
from tests.integration.world import NEW, OfficeService
from tests.support.keyring import MemoryKeyring
from tests.support.service import TOKEN

pytestmark = pytest.mark.anyio

ONLY, SEVERAL = "It is my only copy", "It is a backup or a second copy"
ELSEWHERE = "SMS Book last worked with these contacts in another folder."
OLDER = "These contacts are older than those that SMS Book last worked with in this folder."
COMPUTER = "SMS Book last worked with these contacts on another computer."
NAMES = ["Ada", "Bo", "Cleo"]


class _Office:
    """One person with the program, a service, and folders to copy to and fro."""

    def __init__(self, root: Path, service: OfficeService) -> None:
        self.root = root
        self.service = service
        self.hands = Hands()
        self.tokens = TokenStore(backend=MemoryKeyring())
        self.bugs: list[object] = []
        self.application: Application | None = None
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: self.bugs.append(context)
        )

    async def begin(self) -> None:
        """The account is there, and three new contacts wait in it: the sending is paused."""
        settings = Settings(self.root / "data")
        accounts = Accounts(settings, self.tokens, self.root / "data")
        await accounts.add("Office", self.service.url, TOKEN, keep_token=True)
        settings.flush()
        session = await self.open("data")
        await self.hands.until_async("the service's", lambda: self.count(session, "Old", 2))
        session.engine.pause_sending()
        [book] = await session.store.books()
        for number, name in enumerate(NAMES):
            values = {
                ContactField.FIRST_NAME: name,
                ContactField.PHONE_NUMBER: f"0491 570 15{number}",
            }
            await session.contacts.create(book.local_id, values)
        await self.end()

    async def count(self, session: Session, _what: str, number: int) -> bool:
        return (await session.store.counts()).all == number

    async def start(self, folder: str) -> None:
        await self.end()
        self.application = Application(
            Options(self.root / folder, self.root / "state"),
            asyncio.get_running_loop(),
            tokens=self.tokens,
        )
        await self.application.start()

    async def open(self, folder: str) -> Session:
        await self.start(folder)
        return self.session

    @property
    def session(self) -> Session:
        assert self.application is not None
        assert self.application.session is not None, "the account is not open"
        return self.application.session

    async def asked(self, words: str) -> QMessageBox:
        await self.hands.find(QLabel, words)
        assert self.application is not None
        assert self.application.main_window is not None
        assert self.application.session is None, "nothing is sent meanwhile"
        box = self.application.main_window.dialogs.current
        assert isinstance(box, QMessageBox)
        return box

    async def answer(self, button: str) -> Session:
        await self.hands.press(button)
        application = self.application
        assert application is not None
        await self.hands.until("the account", lambda: application.session is not None)
        return self.session

    async def send_all(self, session: Session) -> None:
        session.engine.resume_sending()

        async def all_sent() -> bool:
            return not (await session.store.counts()).waiting

        await self.hands.until_async("everything sent", all_sent)

    async def all_saved(self, session: Session) -> None:
        async def all_there() -> bool:
            counts = await session.store.counts()
            return (counts.all, counts.waiting, counts.attention) == (5, 0, 0)

        await self.hands.until_async("all five, saved", all_there)

    def copy(self, folder: str, to: str) -> None:
        target = self.root / to
        for path in target.rglob("*"):  # put back: the folders stay, older files come in
            if path.is_file():
                path.unlink()
        shutil.copytree(self.root / folder, target, dirs_exist_ok=True)

    def there(self) -> list[str]:
        """The new contacts at the service."""
        return sorted(
            each["first_name"] for each in self.service.contacts() if each["first_name"] in NAMES
        )

    async def end(self) -> None:
        if self.application is not None:
            await self.application.close()
            self.application = None
        assert self.bugs == []


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[_Office]:
    async with OfficeService(tmp_path) as service:
        book = service.add_book("Patients")
        for name in ("Berg", "Coelho"):
            service.put_contact(book, last_name=name, phone_number="0491570006", company="Old")
        office = _Office(tmp_path, service)
        await office.begin()
        yield office
        await office.end()


async def test_two_copies_of_a_folder_create_nothing_twice(office: _Office) -> None:
    office.copy("data", "second")
    await office.send_all(await office.open("data"))
    assert office.there() == NAMES
    await office.start("second")
    box = await office.asked(ELSEWHERE)
    assert "3 new contacts and address books in them were not sent yet." in box.informativeText()
    session = await office.answer(SEVERAL)
    session.engine.resume_sending()
    await office.all_saved(session)
    assert office.there() == NAMES
    assert office.service.made(NEW) == 3


async def test_an_older_folder_put_back_in_its_place_creates_nothing_twice(
    office: _Office,
) -> None:
    office.copy("data", "backup")
    await office.send_all(await office.open("data"))
    await office.end()
    office.copy("backup", "data")
    await office.start("data")
    await office.asked(OLDER)
    session = await office.answer(SEVERAL)
    session.engine.resume_sending()
    await office.all_saved(session)
    assert office.there() == NAMES
    assert office.service.made(NEW) == 3


async def test_what_the_service_does_not_have_is_asked_about(office: _Office) -> None:
    """The backup's creates were never sent: the original was lost before."""
    office.copy("data", "second")
    await office.start("second")
    await office.asked(ELSEWHERE)
    session = await office.answer(SEVERAL)
    items = await session.store.attention()
    assert [item.reason for item in items] == [Status.UNSURE] * 3
    assert {"waited in a copy of the folder" in item.words for item in items} == {True}
    await session.contacts.send_again([item.contact.local_id for item in items])
    await office.send_all(session)
    assert office.there() == NAMES


async def test_a_folder_that_was_moved_goes_on_at_one_click(office: _Office) -> None:
    office.copy("data", "moved")
    await office.start("moved")
    await office.asked(ELSEWHERE)
    await office.send_all(await office.answer(ONLY))
    assert office.there() == NAMES
    await office.send_all(await office.open("moved"))
    assert office.service.made(NEW) == 3


async def test_another_computer_is_noticed_and_nothing_is_sent_until_the_answer(
    office: _Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "computer_id", lambda: "another one")
    office.service.forget()
    await office.start("data")
    await office.asked(COMPUTER)
    await office.hands.press("Cancel")
    await office.hands.find(QLabel, "The contacts of “Office” are not open")
    assert office.service.requests == []
    await office.hands.press("Say what they are…")
    await office.asked(COMPUTER)
    await office.send_all(await office.answer(ONLY))
    assert office.there() == NAMES


async def test_nobody_is_asked_at_home(office: _Office) -> None:
    await office.send_all(await office.open("data"))
    assert office.there() == NAMES
    [note] = (office.root / "state").iterdir()
    assert b"data" not in note.read_bytes()
