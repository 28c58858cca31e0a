"""`--self-check`: the main job once, through the real window, against the practice service.

It needs no display, and touches nothing but the folder it is given and, with `--keyring`, the
computer's password store, from which it takes its token out again. Every step is checked on the
screen and on the service's side. Prints a line a step; the exit code is 1 if one fails. Installers
and CI run it to know that a program that starts also works.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QWidget

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.app.accounts.sessions import PRACTICE_URL
from smsbook_gui.app.options import Options
from smsbook_gui.app.selfcheck.ui_driver import NotSeen, UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.remote import RemoteContact
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.release import is_signed
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.viewmodels.contacts.rows import NEVER_READ, Column

TOKEN = "self-check-token"  # noqa: S105  # known to nobody but the service made here
BOOKS = {"Patients", "Staff", "Suppliers", "Volunteers"}
KEYRING_SERVICE = "SMS Book self-check"
COMPANY = "Self-check & Söhne"
# RFC 8032, section 7.1, test 2: the signature of one byte, and whose it is.
SIGNED = b"\x72"
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
SIGNER = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")


class MemoryKeyring:
    """A keyring that forgets everything at the end."""

    def __init__(self) -> None:
        self._passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._passwords[service, username]


async def run(options: Options) -> int:
    """The whole journey; 0 if every step went well."""
    async with _practice_service(options.data_dir / "service.db") as make_client:
        journey = Journey(replace(options, practice=False), make_client)
        try:
            await journey.go()
        except (NotSeen, SmsBookError) as error:
            _say(f"FAILED  {error}")
            return 1
        finally:
            await journey.end()
    _say("The self-check passed.")
    return 0


class Journey:
    """Connect, see, search, edit, create, move, delete, undo, start again."""

    def __init__(self, options: Options, make_client: Callable[[ApiUrl, str], Service]) -> None:
        self._options = options
        self._make_client = make_client
        self._service = make_client(ApiUrl.parse(PRACTICE_URL), TOKEN)
        self._tokens = (
            TokenStore(KEYRING_SERVICE) if options.keyring else TokenStore(backend=MemoryKeyring())
        )
        self._hands = UiDriver()
        self._application: Application | None = None

    async def go(self) -> None:
        steps: tuple[tuple[str, Callable[[], Awaitable[None]]], ...] = (
            ("start", self._start),
            ("a wrong token is told apart", self._wrong_token),
            ("connect", self._connect),
            ("first sync", self._sync),
            ("search", self._search),
            ("open and edit", self._edit),
            ("undo an edit", self._undo_edit),
            ("create", self._create),
            ("move", self._move),
            ("delete and undo", self._delete_and_undo),
            ("delete", self._delete),
            ("start again", self._start_again),
            ("the token is kept, and forgotten", self._token),
            ("signatures of releases are checked", self._signature),
        )
        for name, step in steps:
            await step()
            _say(f"ok  {name}")

    async def end(self) -> None:
        if self._application is not None:
            await self._application.close()
        await self._service.aclose()

    # ---- the steps -----------------------------------------------------------------------------

    async def _start(self) -> None:
        self._application = Application(
            self._options,
            asyncio.get_running_loop(),
            tokens=self._tokens,
            make_client=self._make_client,
        )
        await self._application.start()

    async def _wrong_token(self) -> None:
        await self._hands.press("Connect to your SMS service")
        await self._hands.type("Account name", "Self-check")
        await self._hands.type("API URL", PRACTICE_URL)
        await self._hands.type("Access token", "not-this-one")
        await self._hands.press("Connect")
        await self._sees("The SMS service did not accept the access key.")

    async def _connect(self) -> None:
        await self._hands.type("Access token", TOKEN)
        await self._hands.press("Connect")
        await self._hands.until(
            "the account's window",
            lambda: self._window.windowTitle() == "SMS Book – Self-check",
        )

    async def _sync(self) -> None:
        books = {book.name: book.server_id for book in await self._service.books()}
        _check(set(books) == BOOKS, "the service has its four address books")
        total = sum([len((await self._service.book(key)).contacts) for key in books.values()])
        await self._hands.until(
            f"{total} contacts in the table", lambda: len(self._rows()) == total
        )
        await self._hands.until("the books at the side", lambda: all(map(self._has_book, BOOKS)))
        await self._sees("Connected")

    async def _search(self) -> None:
        for text in ("Béranger", "beran", "+61 2 7010 4992", "0270104992"):
            await self._hands.type("Search contacts", text)
            await self._hands.until(
                f"{text!r} finds one contact", lambda: self._rows() == ["Béranger"]
            )

    async def _edit(self) -> None:
        await self._hands.pick("Contacts", "Béranger", Column.LAST_NAME)
        await self._hands.press("Edit")
        await self._shows("First name", "Chloé")
        await self._hands.until("it is read whole", lambda: NEVER_READ not in self._companies())
        await self._hands.type("Company", COMPANY)
        await self._hands.press("Save")
        await self._on_service("Béranger", lambda values: values[ContactField.COMPANY] == COMPANY)
        await self._hands.until("Saved", lambda: self._status() == ["Saved"])

    async def _undo_edit(self) -> None:
        await self._hands.do(self._window, "Undo edit of Chloé Béranger")
        await self._on_service("Béranger", lambda values: values[ContactField.COMPANY] != COMPANY)
        await self._hands.until("Saved", lambda: self._status() == ["Saved"])

    async def _create(self) -> None:
        await self._hands.type("Search contacts", "")
        await self._hands.do(self._window, "New contact")
        await self._hands.type("First name", "Zoë")
        await self._hands.type("Last name", "O’Self-Check")
        await self._hands.type("Phone number", "0491 570 156")
        await self._hands.choose("Address book", "Staff")
        await self._hands.press("Save")
        await self._on_service(
            "O’Self-Check", lambda values: values[ContactField.PHONE_NUMBER] == "0491570156"
        )

    async def _move(self) -> None:
        await self._hands.type("Search contacts", "self check")
        await self._hands.pick("Contacts", "O’Self-Check", Column.LAST_NAME)
        await self._hands.do(self._window, "Move to address book…")
        await self._hands.pick("Address book", "Volunteers")
        await self._hands.press("Move")
        await self._hands.until_async(
            "moved at the service", lambda: self._is_in("Volunteers", "O’Self-Check")
        )

    async def _delete_and_undo(self) -> None:
        await self._hands.pick("Contacts", "O’Self-Check", Column.LAST_NAME)
        await self._hands.do(self._window, "Delete")
        await self._hands.find(QLabel, "Deleted Zoë O’Self-Check")
        await self._hands.press("Undo")
        await self._hands.until("back in the table", lambda: self._rows() == ["O’Self-Check"])
        _check(await self._is_in("Volunteers", "O’Self-Check"), "it never left the service")

    async def _delete(self) -> None:
        await self._hands.pick("Contacts", "O’Self-Check", Column.LAST_NAME)
        await self._hands.do(self._window, "Delete")
        await self._hands.find(QLabel, "Deleted Zoë O’Self-Check")
        await self._hands.press("Close this message")

        async def gone() -> bool:
            return not await self._is_in("Volunteers", "O’Self-Check")

        await self._hands.until_async("deleted at the service", gone)

    async def _start_again(self) -> None:
        await self._hands.type("Search contacts", "")
        before = sorted(self._rows())
        assert self._application is not None
        await self._application.close()
        await self._start()
        await self._hands.until("the same contacts", lambda: sorted(self._rows()) == before)

    async def _token(self) -> None:
        session = self._application.session if self._application else None
        assert session is not None
        account = session.account.id
        found = await self._tokens.get(account)
        _check(found == TOKEN, "the token in the password store")
        await self._tokens.delete(account)
        _check(await self._tokens.get(account) is None, "an empty place in the password store")

    async def _signature(self) -> None:
        _check(is_signed(SIGNED, SIGNATURE, SIGNER), "a good signature")
        _check(not is_signed(SIGNED + SIGNED, SIGNATURE, SIGNER), "nobody's signature")

    # ---- what is on the screen, and at the service ------------------------------------------

    @property
    def _window(self) -> QWidget:
        window = self._application.main_window if self._application else None
        if window is None:
            raise NotSeen("the main window")
        return window

    def _rows(self) -> list[str]:
        return self._hands.cells("Contacts", Column.LAST_NAME)

    def _companies(self) -> list[str]:
        return self._hands.cells("Contacts", Column.COMPANY)

    def _status(self) -> list[str]:
        return self._hands.cells("Contacts", Column.STATUS)

    def _has_book(self, name: str) -> bool:
        view = self._hands.seen(QAbstractItemView, "Address books")
        model = view.model() if view is not None else None
        rows = range(model.rowCount()) if model is not None else range(0)
        return model is not None and any(model.index(row, 0).data() == name for row in rows)

    async def _sees(self, words: str) -> None:
        await self._hands.find(QLabel, words)

    async def _shows(self, name: str, text: str) -> None:
        field = await self._hands.find(QLineEdit, name)
        await self._hands.until(f"{text!r} in {name!r}", lambda: field.text() == text)

    async def _on_service(self, last_name: str, good: Callable[[Values], bool]) -> None:
        async def check() -> bool:
            found = await self._find(last_name)
            return found is not None and good(await self._service.contact(found.server_id))

        await self._hands.until_async(f"{last_name} at the service", check)

    async def _is_in(self, book_name: str, last_name: str) -> bool:
        for book in await self._service.books():
            if book.name == book_name:
                listing = await self._service.book(book.server_id)
                return last_name in {c.values[ContactField.LAST_NAME] for c in listing.contacts}
        return False

    async def _find(self, last_name: str) -> RemoteContact | None:
        for book in await self._service.books():
            for contact in (await self._service.book(book.server_id)).contacts:
                if contact.values[ContactField.LAST_NAME] == last_name:
                    return contact
        return None


@asynccontextmanager
async def _practice_service(path: Path) -> AsyncIterator[Callable[[ApiUrl, str], Service]]:
    """The practice service in this process, and what makes clients of it."""
    import httpx

    from smsbook_gui.api.client import ServiceClient
    from smsbook_gui.practice import create_app

    path.parent.mkdir(parents=True, exist_ok=True)
    practice = create_app(path, token=TOKEN, rate=None)
    try:
        await asyncio.to_thread(practice.wait_until_open)
        yield lambda url, token: ServiceClient(
            url, token, transport=httpx.ASGITransport(app=practice.app)
        )
    finally:
        await asyncio.to_thread(practice.close)


def _check(fact: bool, words: str) -> None:
    if not fact:
        raise NotSeen(words)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
