"""The connect dialog: check an address and a token, then keep them as an account."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    BadApiUrl,
    CertificateProblem,
    Intercepted,
    InvalidInput,
    KeyringProblem,
    NotSent,
    RateLimited,
    SmsBookError,
    WrongAddress,
)
from smsbook_gui.services.accounts.accounts import Account, Accounts
from smsbook_gui.services.accounts.connect import (
    MakeClient,
    check_connection,
    clean_token,
    host_of,
    normal_url,
    tidy_token,
)
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, said, tr


class ConnectField(StrEnum):
    """The field at which a problem is shown. FORM: it is about no single field."""

    NAME = "name"
    URL = "url"
    TOKEN = "token"  # noqa: S105  # the name of a field
    FORM = "form"


class ConnectPhase(StrEnum):
    """What the dialog is doing."""

    EDITING = "editing"
    CHECKING = "checking"
    STORING = "storing"
    KEYRING = "keyring"
    """The keyring did not take the token: the person chooses."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ConnectProblem:
    """What is wrong, where, and what to do; `details` are technical words."""

    at: ConnectField
    text: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class ConnectState:
    """`name` and `url` are what the fields hold at the beginning; what is typed stays in them."""

    name: str = ""
    url: str = ""
    replacing: bool = False
    phase: ConnectPhase = ConnectPhase.EDITING
    problems: tuple[ConnectProblem, ...] = ()
    token_tidied: bool = False
    """Something that was copied along with the token was removed."""

    @property
    def busy(self) -> bool:
        """Whether there is anything for "Cancel" to stop."""
        return self.phase in {ConnectPhase.CHECKING, ConnectPhase.STORING}


@dataclass(frozen=True, slots=True)
class _Entered:
    """What was checked and is about to be stored."""

    name: str
    url: str
    token: str = field(repr=False)


class ConnectViewModel(StateViewModel[ConnectState]):
    """Adds an account, or replaces the token (and URL) of `account` if one is given.

    `url` is what the address of a new account starts with.
    """

    connected = Signal(str)
    """The account of that id is there, checked and selected, with its token."""
    practice_requested = Signal()

    def __init__(
        self,
        accounts: Accounts,
        tasks: TaskScope,
        make_client: MakeClient,
        *,
        account: Account | None = None,
        url: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            ConnectState(url=url)
            if account is None
            else ConnectState(name=account.name, url=account.url, replacing=True),
            parent,
        )
        self._accounts = accounts
        self._tasks = tasks
        self._make_client = make_client
        self._account = account
        self._entered: _Entered | None = None
        self._key = f"connect {id(self)}"

    def tidied_token(self, typed: str) -> str:
        """`typed` without white space, line breaks and a copied "Bearer"; the state says so."""
        clean = tidy_token(typed)
        if clean.removed:
            self._set(replace(self._state, token_tidied=True))
        elif not typed:
            self._set(replace(self._state, token_tidied=False))
        return clean.token

    def edited(self, where: ConnectField) -> None:
        """The person changed that field: what was said about it no longer applies."""
        gone = {where, ConnectField.FORM}
        self._set(
            replace(
                self._state, problems=tuple(p for p in self._state.problems if p.at not in gone)
            )
        )

    def connect_account(self, name: str, url: str, token: str) -> None:
        """Check what was typed, first here, then with the service, and store it if it is right."""
        if self._state.phase is not ConnectPhase.EDITING:
            return
        problems, entered = self._read(name, url, token)
        self._entered = entered
        if entered is None:
            self._set(replace(self._state, problems=problems))
            return
        self._set(replace(self._state, phase=ConnectPhase.CHECKING, problems=()))
        self._tasks.replace(self._key, self._check(entered), name="connect", on_error=self._failed)

    def try_keyring_again(self) -> None:
        """Store the checked token in the keyring after all."""
        self._store_entered(keep=True)

    def use_for_this_session(self) -> None:
        """Go on with the checked token in memory only."""
        self._store_entered(keep=False)

    def start_practice(self) -> None:
        """Start practice mode instead of adding an account."""
        self.cancel()
        self.practice_requested.emit()
        self._set(replace(self._state, phase=ConnectPhase.DONE))

    def cancel(self) -> bool:
        """Stop the check or the question about the keyring; False if there was nothing to stop."""
        if self._state.phase in {ConnectPhase.EDITING, ConnectPhase.DONE}:
            return False
        self._tasks.cancel(self._key)
        self._entered = None
        self._set(replace(self._state, phase=ConnectPhase.EDITING, problems=()))
        return True

    # --- the way to an account ---------------------------------------------------------------

    def _read(
        self, name: str, url: str, token: str
    ) -> tuple[tuple[ConnectProblem, ...], _Entered | None]:
        problems: list[ConnectProblem] = []
        try:
            url = normal_url(url)
            name = self._name(name, url)
        except BadApiUrl as error:
            problems.append(_problem(error))
        except InvalidInput as error:
            problems.append(_problem(error, ConnectField.NAME))
        try:
            token = clean_token(token).token
        except InvalidInput as error:
            problems.append(_problem(error, ConnectField.TOKEN))
        return tuple(problems), None if problems else _Entered(name, url, token)

    def _name(self, typed: str, url: str) -> str:
        """The name to use: the server's, with a number if need be, where none was typed."""
        if self._account is not None:
            return self._account.name
        if typed.strip():
            return self._accounts.check_name(typed)
        host, taken = host_of(url), {a.name.casefold() for a in self._accounts.list()}
        names = (host if n == 1 else f"{host} {n}" for n in range(1, len(taken) + 2))
        return next(name for name in names if name.casefold() not in taken)

    async def _check(self, entered: _Entered) -> None:
        await check_connection(entered.url, entered.token, self._make_client)
        await self._store(entered, keep=True)

    def _store_entered(self, *, keep: bool) -> None:
        if self._state.phase is not ConnectPhase.KEYRING or self._entered is None:
            return
        self._tasks.replace(
            self._key,
            self._store(self._entered, keep=keep),
            name="store token",
            on_error=self._failed,
        )

    async def _store(self, entered: _Entered, *, keep: bool) -> None:
        self._set(replace(self._state, phase=ConnectPhase.STORING, problems=()))
        if self._account is None:
            account = await self._accounts.add(entered.name, entered.url, entered.token, keep)
        else:
            account = self._accounts.get(self._account.id)
            await self._accounts.replace_token(account.id, entered.token, keep)
            if account.url != entered.url:
                account = self._accounts.update(replace(account, url=entered.url))
        self._entered = None
        self.connected.emit(account.id)
        self._set(replace(self._state, phase=ConnectPhase.DONE))

    def _failed(self, error: SmsBookError) -> None:
        keyring = isinstance(error, KeyringProblem)
        self._set(
            replace(
                self._state,
                phase=ConnectPhase.KEYRING if keyring else ConnectPhase.EDITING,
                problems=(_problem(error),),
            )
        )


def _problem(error: SmsBookError, at: ConnectField = ConnectField.FORM) -> ConnectProblem:
    """Where and how the dialog says `error`.

    The errors speak to somebody whose changes wait; here nothing was stored yet, so the sentences
    about their effect are left out and what to do is said in this dialog's terms.
    """
    remedy = said(error.remedy)
    match error:
        case BadApiUrl() | WrongAddress() | CertificateProblem() | Intercepted():
            at = ConnectField.URL
        case NotSent():
            at = ConnectField.URL
            remedy = tr("Check the web address and the internet connection, then connect again.")
        case AuthenticationFailed():
            at = ConnectField.TOKEN
        case RateLimited():
            remedy = tr("Wait a minute, then connect again.")
        case AnswerLost():
            remedy = tr("Connect again in a moment. If this stays so, check the web address.")
        case InvalidInput():
            pass
        case _:
            return ConnectProblem(at, error_text(error), error.details)
    return ConnectProblem(
        at, " ".join(part for part in (said(error.message), remedy) if part), error.details
    )
