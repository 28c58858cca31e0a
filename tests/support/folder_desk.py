"""The whole program with an account and unsent contacts in it, a service, and folders to handle."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from PySide6.QtWidgets import QLabel, QMessageBox

from smsbook_gui.app.options import Options
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.session import Session
from tests.integration.world import OfficeService
from tests.support.keyring import MemoryKeyring
from tests.support.service import TOKEN

NAMES = ["Ada", "Bo", "Cleo"]


class FolderDesk:
    """One person with the program, a service, and folders to copy to and fro."""

    def __init__(self, root: Path, service: OfficeService) -> None:
        self.root = root
        self.service = service
        self.hands = UiDriver()
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
        [book] = await session._store.books.get_all()
        for number, name in enumerate(NAMES):
            values = {
                ContactField.FIRST_NAME: name,
                ContactField.PHONE_NUMBER: f"0491 570 15{number}",
            }
            await session.contacts.create(book.local_id, values)
        await self.end()

    async def count(self, session: Session, _what: str, number: int) -> bool:
        return (await session._store.contacts.counts()).all == number

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
            return not (await session._store.contacts.counts()).waiting

        await self.hands.until_async("everything sent", all_sent)

    async def all_saved(self, session: Session) -> None:
        async def all_there() -> bool:
            counts = await session._store.contacts.counts()
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

    def begin_to_close(self) -> "asyncio.Task[bool]":
        """The person closes the window; whether that is allowed."""
        assert self.application is not None
        return asyncio.ensure_future(self.application.ask_to_close())

    async def forget_account(self) -> None:
        """The files as an earlier version of the program left them."""
        [path] = (self.root / "data" / "accounts").glob("*/contacts.db")
        with closing(sqlite3.connect(path)) as db:
            db.execute("DELETE FROM meta WHERE key = 'account'")
            db.commit()

    async def end(self) -> None:
        if self.application is not None:
            await self.application.close()
            self.application = None
        assert self.bugs == []


@asynccontextmanager
async def folder_desk(root: Path) -> AsyncIterator[FolderDesk]:
    """One address book and two contacts at the service; three more wait here."""
    async with OfficeService(root) as service:
        book = service.add_book("Patients")
        for name in ("Berg", "Coelho"):
            service.put_contact(book, last_name=name, phone_number="0491570006", company="Old")
        desk = FolderDesk(root, service)
        await desk.begin()
        yield desk
        await desk.end()
