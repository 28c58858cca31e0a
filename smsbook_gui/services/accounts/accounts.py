"""The accounts of this computer: a list in the settings, a folder each, the tokens in the
keyring."""

import asyncio
import json
import re
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.errors import InvalidInput, KeyringProblem, StoreProblem
from smsbook_gui.domain.phones.phone import SendForm
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.accounts.settings import Json, Settings
from smsbook_gui.store.db.glimpse import glimpse
from smsbook_gui.store.db.private_files import private_dir

_LIST, _CURRENT = "accounts", "current_account"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LABELS = ("Custom 1", "Custom 2", "Custom 3", "Custom 4")
PRACTICE_ID = "practice"
LIST_ID = "list"
STORE_FILE = "contacts.db"
"""The account's contacts, in its folder."""
KEPT_DAYS = (7, 30, 90, 0)
"""How long contacts can stay under Recently deleted; 0: always."""

Labels = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the SMS service. `id` never changes and names its folder and its token.

    `region` (ISO 3166-1) and `send_form` are how phone numbers are read and sent; `labels` name
    the four custom fields. A `practice` account has no URL and no token, and its contacts never
    leave the computer: they are the sample's, or a list of the person's own.
    """

    id: str
    name: str
    url: str
    practice: bool = False
    region: str = "AU"
    send_form: SendForm = SendForm.NATIONAL
    labels: Labels = _LABELS
    backup_folder: str = ""
    """Each backup is put there too; "": nowhere else."""
    keep_deleted: int = 30
    """Days that contacts stay under Recently deleted; 0: always."""

    @property
    def own_list(self) -> bool:
        """Whether it holds a list of the person's own, for which there is no account yet."""
        return self.practice and self.id == LIST_ID


@dataclass(frozen=True, slots=True)
class LostAccount:
    """An account whose folder exists and that the settings do not name.

    Its `url` is empty if its file does not tell it. `unsent` counts contacts that the service does
    not have as they are here.
    """

    account: Account
    contacts: int
    unsent: int


class AccountNotRemoved(StoreProblem):
    """The account's folder could not be deleted, all or in part."""

    message = Text("The contacts of this account could not be deleted from this computer.")
    effect = Text("The account is still in the list.")
    remedy = Text("Close other programs that may have its files open, then remove it again.")


class Accounts:
    """Adds, changes and removes accounts. Registry in `settings`, data in `data_dir/accounts/<id>`.

    It does not know whether an account is open: close its session before removing it or signing
    out.
    """

    def __init__(
        self,
        settings: Settings,
        tokens: TokenStore,
        data_dir: Path,
        *,
        new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
    ) -> None:
        self._settings = settings
        self._tokens = tokens
        self._root = data_dir / "accounts"
        self._new_id = new_id
        self._accounts = _from_json(settings.get(_LIST))

    def list(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""
        return tuple(self._accounts.values())

    @property
    def current(self) -> Account | None:
        """The account that was selected last, else the first one, else None."""
        chosen = self._accounts.get(self._settings.text(_CURRENT))
        return chosen or next(iter(self._accounts.values()), None)

    def get(self, account_id: str) -> Account:
        """The account of that id. Raises KeyError."""
        return self._accounts[account_id]

    def folder(self, account_id: str) -> Path:
        """The account's data folder, existing and private. Raises KeyError, OSError."""
        private_dir(self._root)
        return private_dir(self._root / self._accounts[account_id].id)

    async def lost(self) -> tuple[LostAccount, ...]:
        """Accounts with a folder but no entry: the settings were lost, or an older state came
        back."""
        return await asyncio.to_thread(_lost, self._root, frozenset(self._accounts))

    async def bring_in(self, lost: LostAccount) -> Account:
        """Gives a lost account an entry again, under a name of its own. Raises StoreProblem."""
        taken = {account.name.casefold() for account in self._accounts.values()}
        name = lost.account.name
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{lost.account.name} {number}"
        account = replace(lost.account, name=name)
        self._put(account)
        await self._flush()
        return account

    def check_name(self, name: str, *, besides: str | None = None) -> str:
        """The name without blanks around it. Raises InvalidInput if it is empty or taken."""
        name = " ".join(name.split())
        if not name:
            raise InvalidInput(Text("The account needs a name."))
        for account in self._accounts.values():
            if account.id != besides and account.name.casefold() == name.casefold():
                raise InvalidInput(Text("There is already an account with this name."))
        return name

    async def add(self, name: str, url: str, token: str, keep_token: bool) -> Account:
        """Add an account and select it. With `keep_token=False` the token is for this run only.

        Either all of it happens or nothing does. Raises InvalidInput (the name), the
        KeyringProblem family, DiskFull.
        """
        account = Account(self._new_id(), self.check_name(name), url)
        before = self._settings.text(_CURRENT)
        await self._tokens.set(account.id, token, keep=keep_token)
        self._put(account)
        self.select(account.id)
        try:
            await self._flush()
        except (StoreProblem, asyncio.CancelledError):
            del self._accounts[account.id]
            self._save()
            self._settings.set(_CURRENT, before or None)
            await self._tokens.delete(account.id)
            raise
        return account

    def practice(self, name: str, labels: Labels = _LABELS) -> Account:
        """The account of practice mode, made (with that name) if it is not there. Selects it.

        `labels` are what the custom fields of the sample contacts hold.
        """
        return self._on_this_computer(PRACTICE_ID, name, labels)

    def own_list(self, name: str) -> Account:
        """The account for a list of the person's own, made in the same way. Selects it."""
        return self._on_this_computer(LIST_ID, name, _LABELS)

    def _on_this_computer(self, account_id: str, name: str, labels: Labels) -> Account:
        if account_id not in self._accounts:
            self._put(Account(account_id, name, "", practice=True, labels=labels))
        return self.select(account_id)

    def select(self, account_id: str) -> Account:
        """Make it the current account. Raises KeyError."""
        account = self._accounts[account_id]
        self._settings.set(_CURRENT, account_id)
        return account

    def rename(self, account_id: str, name: str) -> Account:
        """Give it another name. Raises InvalidInput, KeyError."""
        name = self.check_name(name, besides=account_id)
        return self.update(replace(self._accounts[account_id], name=name))

    def update(self, account: Account) -> Account:
        """Keep a changed account (URL, region, sending form, labels). Raises KeyError."""
        if account.id not in self._accounts:
            raise KeyError(account.id)
        self._put(account)
        return account

    async def token(self, account_id: str) -> str | None:
        """The account's token; None means signed out. Raises the KeyringProblem family."""
        return await self._tokens.get(account_id)

    async def replace_token(self, account_id: str, token: str, keep: bool) -> None:
        """Store another token for the account. Raises KeyError, the KeyringProblem family."""
        await self._tokens.set(self._accounts[account_id].id, token, keep=keep)

    async def sign_out(self, account_id: str) -> None:
        """Forget the token; the contacts stay. Raises KeyError, the KeyringProblem family."""
        await self._tokens.delete(self._accounts[account_id].id)

    async def remove(self, account_id: str, *, leave_token: bool = False) -> None:
        """Delete the account's token, its folder and its entry, in this order.

        With `leave_token`, a keyring that does not delete the token is no obstacle. Raises
        KeyError, the KeyringProblem family, AccountNotRemoved; all of it can be done again.
        """
        account = self._accounts[account_id]
        try:
            await self._tokens.delete(account.id)
        except KeyringProblem:
            if not leave_token:
                raise
        await asyncio.to_thread(_delete_folder, self._root / account.id)
        del self._accounts[account.id]
        self._save()
        if self._settings.text(_CURRENT) == account.id:
            self._settings.set(_CURRENT, None)
        await self._flush()

    def _put(self, account: Account) -> None:
        self._accounts[account.id] = account
        self._save()

    def _save(self) -> None:
        self._settings.set(_LIST, [_to_json(account) for account in self._accounts.values()])

    async def _flush(self) -> None:
        await asyncio.to_thread(self._settings.flush)


def _lost(root: Path, known: frozenset[str]) -> tuple[LostAccount, ...]:
    try:
        folders = sorted(path for path in root.iterdir() if path.name not in known)
    except OSError:
        return ()
    found = (_lost_in(folder) for folder in folders)
    return tuple(lost for lost in found if lost is not None)


def _lost_in(folder: Path) -> LostAccount | None:
    if not _ID.fullmatch(folder.name) or folder.name == PRACTICE_ID:
        return None
    seen = glimpse(folder / STORE_FILE)
    if seen is None:
        return None
    return LostAccount(_account_noted(folder.name, seen.account), seen.contacts, seen.unsent)


def account_note(account: Account) -> str:
    """What the account's own file keeps about it (`store.glimpse`)."""
    return json.dumps(_to_json(account), sort_keys=True)


def _account_noted(account_id: str, note: str | None) -> Account:
    try:
        entry = json.loads(note or "{}")
    except ValueError:
        entry = {}
    named = _account({**entry, "id": account_id}) if isinstance(entry, dict) else None
    return named or Account(account_id, "Contacts", "")


def _delete_folder(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise AccountNotRemoved(details=type(error).__name__) from error


def _to_json(account: Account) -> Json:
    return {
        "id": account.id,
        "name": account.name,
        "url": account.url,
        "practice": account.practice,
        "region": account.region,
        "send_form": account.send_form.value,
        "labels": [*account.labels],
        "backup_folder": account.backup_folder,
        "keep_deleted": account.keep_deleted,
    }


def _from_json(value: Json) -> dict[str, Account]:
    """The accounts of the settings file, which a person may have edited: bad entries are left out.

    The id is used as a folder's name, so it must not contain anything that leads elsewhere.
    """
    entries = value if isinstance(value, list) else []
    accounts = [_account(entry) for entry in entries if isinstance(entry, dict)]
    return {account.id: account for account in accounts if account is not None}


def _account(entry: dict[str, Json]) -> Account | None:
    account_id, name, url = entry.get("id"), entry.get("name"), entry.get("url")
    if not (isinstance(account_id, str) and isinstance(name, str) and isinstance(url, str)):
        return None
    if not _ID.fullmatch(account_id) or not name:
        return None
    region, form, backups = (entry.get(key) for key in ("region", "send_form", "backup_folder"))
    kept = entry.get("keep_deleted")
    return Account(
        account_id,
        name,
        url,
        practice=entry.get("practice") is True,
        region=region if isinstance(region, str) else "AU",
        send_form=SendForm(form)
        if form in {each.value for each in SendForm}
        else SendForm.NATIONAL,
        labels=_labels(entry.get("labels")),
        backup_folder=backups if isinstance(backups, str) else "",
        keep_deleted=kept if isinstance(kept, int) and kept in KEPT_DAYS else 30,
    )


def _labels(value: Json) -> Labels:
    given = value if isinstance(value, list) else []
    texts = [text for text in given if isinstance(text, str) and text]
    if len(given) != 4 or len(texts) != 4:
        return _LABELS
    return texts[0], texts[1], texts[2], texts[3]
