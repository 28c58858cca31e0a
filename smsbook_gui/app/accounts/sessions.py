"""Opens accounts: the token from the keyring, the store, the client or the practice service."""

import asyncio
import hashlib
import importlib
import logging
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSysInfo

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.app.platform.proxy import SystemProxy
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import KeyringLocked, KeyringProblem
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.copies import CopyAnswer
from smsbook_gui.domain.recovery.salvage import OnSalvage, Salvaged
from smsbook_gui.services.accounts.accounts import STORE_FILE, Account, Accounts, account_note
from smsbook_gui.services.imports.imports import FOLDER
from smsbook_gui.services.runtime.clock import SystemClock, wait_for
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.session import Session
from smsbook_gui.store.db.glimpse import META_ACCOUNT
from smsbook_gui.store.recovery.copied_files import CopyWatch
from smsbook_gui.store.recovery.recover import Salvage
from smsbook_gui.store.store import Store
from smsbook_gui.threads import on_thread, tell
from smsbook_gui.viewmodels.common.text import tr

_log = logging.getLogger(__name__)

PRACTICE_FILE = "practice service.db"
PRACTICE_URL = "http://127.0.0.1"
PRACTICE_RATE = 10.0
"""Calls a second, as on the real service."""

KEYRING_PATIENCE = 3.0
"""Seconds that contacts wait for their token; it is needed for sending, not for showing them."""

_LIBRARIES = ("smsbook_gui.api.client", "httpcore", "anyio._backends._asyncio")
"""The last two would else be loaded by httpx with its first call, in the window's thread."""

MakeService = Callable[[ApiUrl, str], Service]


def computer_id() -> str:
    """Tells this computer from others: what the system made up when it was installed."""
    return bytes(QSysInfo.machineUniqueId().data()).decode() or QSysInfo.machineHostName()


async def load_libraries() -> None:
    """Imports what a client needs where it does not hold up the window for 0.3 s."""
    for library in _LIBRARIES:
        await asyncio.to_thread(importlib.import_module, library)


class Sessions:
    """Makes clients and sessions. Heavy libraries are loaded on a thread, after the window."""

    def __init__(
        self,
        accounts: Accounts,
        *,
        on_unhandled: Callable[[BaseException], None],
        make_client: MakeService | None = None,
        notes: Path | None = None,
    ) -> None:
        self._notes = notes
        self._accounts = accounts
        self._on_unhandled = on_unhandled
        self._make_client = make_client
        self._clock = SystemClock()
        self._proxy = SystemProxy()

    def make_client(self, url: ApiUrl, token: str) -> Service:
        """A client for a real service, or what the self-check puts in its place."""
        if self._make_client is not None:
            return self._make_client(url, token)
        from smsbook_gui.api.client import ServiceClient

        return ServiceClient(url, token, proxy_for=self._proxy)

    async def open(
        self, account: Account, answer: CopyAnswer | None = None
    ) -> tuple[Session, KeyringProblem | None]:
        """The account's session, not started yet; with the problem of a token that cannot be had.

        `answer` is what a person said after PerhapsCopied. Raises StoreProblem where the file or
        its folder cannot be used.
        """
        try:
            folder = self._accounts.folder(account.id)
        except OSError as error:
            raise disk_problem(error) from error
        rules = PhoneRules(account.region, account.send_form)
        path = folder / STORE_FILE
        store = await Store.open(
            path,
            rules=rules,
            now=self._clock.now,
            wait=partial(wait_for, clock=self._clock),
            copies=None if account.practice else self._copies(path),
            answer=answer,
        )
        try:
            await store.meta.set(META_ACCOUNT, account_note(account))
            await load_libraries()
            service, access, problem = await self._service(account, folder)
        except BaseException:
            await store.close()
            raise
        session = Session(
            account,
            store,
            service,
            access=access,
            clock=self._clock,
            on_unhandled=self._on_unhandled,
        )
        return session, problem

    def _copies(self, path: Path) -> CopyWatch:
        return CopyWatch(
            path, computer=computer_id(), notes=self._notes, import_dbs=path.parent / FOLDER
        )

    async def salvage(self, account: Account, on_progress: OnSalvage) -> Salvaged:
        """Puts what can be read of the account's damaged file into a new one; what became of it.

        Cancelled, it leaves the file as it is. Raises NotSalvaged.
        """
        work = self._salvage_of(account)
        loop = asyncio.get_running_loop()

        def progressed(done: int, whole: int) -> None:
            tell(loop, on_progress, done, whole)

        salvaged = await on_thread(lambda: work.save(progressed), stop=work.stop, name="recovery")
        _log.info(
            "saved of a damaged file: %d contacts (%d unsent); not read: %s (%s unsent)",
            *(salvaged.contacts, salvaged.unsent, salvaged.lost, salvaged.lost_unsent),
        )
        return salvaged

    async def start_anew(self, account: Account) -> Salvaged:
        """Puts an empty file in the place of the account's damaged one. Raises NotSalvaged."""
        work = self._salvage_of(account)
        salvaged = await on_thread(work.start_anew, stop=work.stop, name="recovery")
        _log.info("a damaged file was set aside for an empty one")
        return salvaged

    def _salvage_of(self, account: Account) -> Salvage:
        try:
            folder = self._accounts.folder(account.id)
        except OSError as error:
            raise disk_problem(error) from error
        rules = PhoneRules(account.region, account.send_form)
        return Salvage(folder / STORE_FILE, folder / FOLDER, rules=rules, now=self._clock.now)

    async def _service(
        self, account: Account, folder: Path
    ) -> tuple[Service | None, str, KeyringProblem | None]:
        if account.practice:
            return await self._practice(account, folder), "practice", None
        try:
            async with asyncio.timeout(KEYRING_PATIENCE):
                token = await self._accounts.token(account.id)
        except KeyringProblem as problem:
            return None, "", problem
        except TimeoutError:
            return (
                None,
                "",
                KeyringLocked(tr("The password store of this computer waits for you.")),
            )
        if not token or not account.url:
            return None, "", None
        return self.make_client(ApiUrl.parse(account.url), token), _access(account, token), None

    async def _practice(self, account: Account, folder: Path) -> Service:
        token = secrets.token_urlsafe()
        path = folder / PRACTICE_FILE
        return await asyncio.to_thread(_practice_client, path, token, own_list=account.own_list)


def _practice_client(path: Path, token: str, *, own_list: bool) -> Service:
    """A client that reaches the practice service without a port.

    A person's own list begins empty, and nobody has to wait for it as for the real service.
    """
    import httpx

    from smsbook_gui.api.client import ServiceClient
    from smsbook_gui.practice import create_app

    practice = create_app(
        path, token=token, rate=None if own_list else PRACTICE_RATE, seed=not own_list
    )
    practice.wait_until_open()

    class PracticeTransport(httpx.ASGITransport):
        """Ends the practice service with its client."""

        async def aclose(self) -> None:
            await super().aclose()
            await asyncio.to_thread(practice.close)

    return ServiceClient(
        ApiUrl.parse(PRACTICE_URL), token, transport=PracticeTransport(app=practice.app)
    )


def _access(account: Account, token: str) -> str:
    """Tells a change of token or URL without telling either: 32 bits of a salted hash."""
    salted = f"{account.id}\n{account.url}\n{token}".encode()
    return hashlib.sha256(salted).hexdigest()[:8]
