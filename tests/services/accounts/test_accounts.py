"""Accounts: registry, folders, tokens; several of them; all or nothing."""

import asyncio
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from keyring import errors as keyring_errors

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.errors import InTheWay, InvalidInput, KeyringLocked
from smsbook_gui.domain.phones.phone import SendForm
from smsbook_gui.services.accounts.accounts import PRACTICE_ID, Account, AccountNotRemoved, Accounts
from smsbook_gui.services.accounts.settings import FILE_NAME, Settings
from tests.support.keyring import HangingKeyring, MemoryKeyring
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio

URL = "https://api.example.com"
TOKEN = "eyJ-secret-token"


class Computer:
    """One computer's data folder and keyring; `start` is the app's next start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keyring = MemoryKeyring()
        self._ids = itertools.count(1)

    def start(self) -> Accounts:
        self.settings = Settings(self.folder)
        self.tokens = TokenStore(backend=self.keyring)
        return Accounts(
            self.settings, self.tokens, self.folder, new_id=lambda: f"a{next(self._ids)}"
        )

    def everything_on_disk(self) -> bytes:
        return b"".join(p.read_bytes() for p in self.folder.rglob("*") if p.is_file())


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "data")


async def test_an_added_account_is_current_and_comes_back(computer: Computer) -> None:
    accounts = computer.start()
    assert accounts.list() == ()
    assert accounts.current is None
    account = await accounts.add("  My   office ", URL, TOKEN, keep_token=True)
    assert account == Account("a1", "My office", URL)
    again = computer.start()
    assert again.list() == (account,)
    assert again.current == account
    assert await again.token("a1") == TOKEN
    assert TOKEN.encode() not in computer.everything_on_disk()


async def test_a_session_token_is_gone_at_the_next_start(computer: Computer) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=False)
    assert await accounts.token("a1") == TOKEN
    assert computer.keyring.passwords == {}
    assert await computer.start().token("a1") is None
    assert TOKEN.encode() not in computer.everything_on_disk()


async def test_several_accounts_are_switched(computer: Computer) -> None:
    accounts = computer.start()
    first = await accounts.add("Office", URL, "t1", keep_token=True)
    second = await accounts.add("Shop", URL, "t2", keep_token=True)
    assert accounts.current == second
    assert accounts.select("a1") == first
    accounts.select("a1")
    computer.settings.flush()
    again = computer.start()
    assert again.current == first
    assert again.get("a2") == second
    assert [await again.token(i) for i in ("a1", "a2")] == ["t1", "t2"]
    with pytest.raises(KeyError):
        again.select("a3")


async def test_rename_and_update_are_kept(computer: Computer) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    renamed = accounts.rename("a1", "Büro")
    changed = accounts.update(
        replace(
            renamed,
            region="NZ",
            send_form=SendForm.INTERNATIONAL,
            labels=("Suburb", "Member", "Due", "Notes"),
        )
    )
    computer.settings.flush()
    assert computer.start().list() == (changed,)
    with pytest.raises(KeyError):
        accounts.update(Account("a9", "x", URL))


async def test_a_name_is_there_and_unique(computer: Computer) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    for name in ("", "  ", " OFFICE "):
        with pytest.raises(InvalidInput):
            await accounts.add(name, URL, "t2", keep_token=True)
    assert list(computer.keyring.passwords.values()) == [TOKEN]
    assert accounts.rename("a1", "OFFICE").name == "OFFICE"


async def test_a_keyring_that_refuses_adds_nothing(computer: Computer) -> None:
    accounts = computer.start()
    computer.keyring.error = keyring_errors.KeyringLocked()
    with pytest.raises(KeyringLocked):
        await accounts.add("Office", URL, TOKEN, keep_token=True)
    assert accounts.list() == ()
    assert computer.start().list() == ()


async def test_settings_that_cannot_be_kept_add_nothing_and_keep_no_token(
    computer: Computer, expect_log: Expected
) -> None:
    expect_log("settings not written")
    accounts = computer.start()
    computer.folder.write_text("in the way")
    with pytest.raises(InTheWay):
        await accounts.add("Office", URL, TOKEN, keep_token=True)
    assert accounts.list() == ()
    assert accounts.current is None
    assert computer.keyring.passwords == {}
    computer.folder.unlink()
    computer.settings.flush()


async def test_a_cancelled_add_adds_nothing(tmp_path: Path) -> None:
    keyring = HangingKeyring()
    settings = Settings(tmp_path)
    accounts = Accounts(settings, TokenStore(backend=keyring), tmp_path)
    adding = asyncio.create_task(accounts.add("Office", URL, TOKEN, keep_token=True))
    await asyncio.to_thread(keyring.asked.wait)
    adding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await adding
    keyring.answer.set()
    assert accounts.list() == ()
    assert not (tmp_path / FILE_NAME).exists()


async def test_the_token_is_replaced(computer: Computer) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    await accounts.replace_token("a1", "new", keep=True)
    assert await computer.start().token("a1") == "new"
    with pytest.raises(KeyError):
        await accounts.replace_token("a2", "new", keep=True)


async def test_signing_out_forgets_the_token_and_keeps_the_contacts(computer: Computer) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    data = accounts.folder("a1") / "contacts.db"
    data.write_bytes(b"contacts")
    await accounts.sign_out("a1")
    assert await accounts.token("a1") is None
    assert computer.keyring.passwords == {}
    assert [account.id for account in computer.start().list()] == ["a1"]
    assert data.read_bytes() == b"contacts"


async def test_removing_takes_token_folder_and_entry_of_that_account_only(
    computer: Computer,
) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, "t1", keep_token=True)
    await accounts.add("Shop", URL, "t2", keep_token=True)
    folders = [accounts.folder(i) for i in ("a1", "a2")]
    for folder in folders:
        (folder / "contacts.db").write_bytes(b"contacts")
    await accounts.remove("a2")
    assert not folders[1].exists()
    assert (folders[0] / "contacts.db").exists()
    assert list(computer.keyring.passwords.values()) == ["t1"]
    again = computer.start()
    assert [account.id for account in again.list()] == ["a1"]
    assert again.current is not None
    assert again.current.id == "a1"
    await again.remove("a1")
    assert computer.start().current is None


async def test_a_locked_keyring_keeps_the_account_unless_told_otherwise(
    computer: Computer,
) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    data = accounts.folder("a1") / "contacts.db"
    data.write_bytes(b"contacts")
    computer.keyring.error = keyring_errors.KeyringLocked()
    with pytest.raises(KeyringLocked):
        await accounts.remove("a1")
    assert data.exists()
    assert [account.id for account in accounts.list()] == ["a1"]
    await accounts.remove("a1", leave_token=True)
    assert not data.exists()
    assert accounts.list() == ()


async def test_a_folder_that_cannot_be_deleted_keeps_the_account(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    folder = accounts.folder("a1")

    def in_use(_path: Path) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", in_use)
        with pytest.raises(AccountNotRemoved):
            await accounts.remove("a1")
    assert [account.id for account in computer.start().list()] == ["a1"]
    await accounts.remove("a1")
    assert not folder.exists()


async def test_practice_is_one_account_without_a_token(computer: Computer) -> None:
    accounts = computer.start()
    practice = accounts.practice("Practice mode")
    assert practice == Account(PRACTICE_ID, "Practice mode", "", practice=True)
    assert accounts.practice("Another name") == practice
    assert accounts.current == practice
    assert computer.keyring.threads == set()
    computer.settings.flush()
    assert computer.start().list() == (practice,)


async def test_an_edited_settings_file_leads_nowhere_else(computer: Computer) -> None:
    good: dict[str, object] = {"id": "a1", "name": "Office", "url": URL}
    settings = Settings(computer.folder)
    settings.set(
        "accounts",
        [
            {**good, "labels": ["x"], "region": 5, "send_form": "no", "practice": "yes"},  # type: ignore[dict-item]
            {**good, "id": "../../etc"},  # type: ignore[dict-item]
            {**good, "id": ""},  # type: ignore[dict-item]
            {**good, "name": None},  # type: ignore[dict-item]
            "text",
            None,
        ],
    )
    settings.flush()
    assert computer.start().list() == (Account("a1", "Office", URL),)


async def test_a_folder_is_private(computer: Computer) -> None:
    accounts = computer.start()
    await accounts.add("Office", URL, TOKEN, keep_token=True)
    folder = accounts.folder("a1")
    assert folder == computer.folder / "accounts" / "a1"
    assert folder.is_dir()
    with pytest.raises(KeyError):
        accounts.folder("a2")
