"""Access tokens in the operating system's keyring, or in memory for this run only.

Never in a file, a log line or a repr. The keyring may ask the person for a password, so every call
runs on a daemon thread of its own with a time limit: a prompt that nobody answers blocks neither
the window nor the exit.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TypeVar

from smsbook_gui.credentials.backends import Backend, Keyring, find_backends
from smsbook_gui.domain.errors import (
    KeyringLocked,
    KeyringMissing,
    KeyringProblem,
    KeyringRefused,
    TokenTooLong,
)
from smsbook_gui.threads import in_thread

SERVICE_NAME = "SMS Book"

_LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}
_MISSING = {"NoKeyringError", "SecretServiceNotAvailableException"}

T = TypeVar("T")


class TokenStore:
    """One token per account id. Every method raises the KeyringProblem family and nothing else.

    `time_limit` is in seconds and covers a person who types the password of the keyring. `backend`
    replaces the computer's keyring; it is for tests and the self-check.
    """

    def __init__(
        self,
        service: str = SERVICE_NAME,
        *,
        backend: Keyring | None = None,
        limit: int | None = None,
        time_limit: float = 60.0,
    ) -> None:
        self._service = service
        self._given = None if backend is None else Backend(backend, limit)
        self._time_limit = time_limit
        self._session: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"TokenStore({self._service!r})"

    async def get(self, account_id: str) -> str | None:
        """The account's token, or None if there is none."""
        if account_id in self._session:
            return self._session[account_id]

        def read(backends: Sequence[Backend]) -> str | None:
            tokens = (b.keyring.get_password(self._service, account_id) for b in backends)
            return next((token for token in tokens if token), None)

        return await self._call(read)

    async def set(self, account_id: str, token: str, *, keep: bool = True) -> None:
        """Store the token; with `keep=False` it lives in memory until the app ends."""
        if not keep:
            self._session[account_id] = token
            return

        before: list[str | None] = []

        def write(backends: Sequence[Backend]) -> None:
            if not backends[0].takes(token):
                raise TokenTooLong
            before.append(backends[0].keyring.get_password(self._service, account_id))
            backends[0].keyring.set_password(self._service, account_id, token)

        def take_back(backends: Sequence[Backend]) -> None:
            if before[0] is None:
                backends[0].keyring.delete_password(self._service, account_id)
            else:
                backends[0].keyring.set_password(self._service, account_id, before[0])

        await self._call(write, take_back)
        self._session.pop(account_id, None)

    async def delete(self, account_id: str) -> None:
        """Forget the token, wherever it is. It is no error if there is none, or no keyring."""
        self._session.pop(account_id, None)

        def remove(backends: Sequence[Backend]) -> None:
            for backend in backends:
                if backend.keyring.get_password(self._service, account_id) is not None:
                    backend.keyring.delete_password(self._service, account_id)

        try:
            await self._call(remove)
        except KeyringMissing:
            return

    async def _call(
        self,
        action: Callable[[Sequence[Backend]], T],
        if_too_late: Callable[[Sequence[Backend]], None] | None = None,
    ) -> T:
        """Run `action` on a daemon thread; if nobody waits for it any more, then `if_too_late`."""
        abandoned = threading.Event()

        def run() -> T:
            with _Translated():
                backends = self._backends()
                result = action(backends)
                if abandoned.is_set() and if_too_late is not None:
                    if_too_late(backends)
                return result

        try:
            async with asyncio.timeout(self._time_limit):
                return await in_thread(run, "keyring")
        except TimeoutError as error:
            raise KeyringRefused(details="no answer in time") from error
        finally:
            abandoned.set()

    def _backends(self) -> Sequence[Backend]:
        backends = find_backends() if self._given is None else [self._given]
        if not backends:
            raise KeyringMissing
        return backends


class _Translated:
    """Raises any error of a backend, which may be whatever it likes, in `domain.errors`' words."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            raise _translated(error) from None


def _translated(error: BaseException) -> KeyringProblem:
    """The error in a person's terms. Backends' texts are left out: they may quote what was stored.

    By class name, because the classes belong to optional packages (SecretStorage, D-Bus, pywin32).
    """
    if isinstance(error, KeyringProblem):
        return error
    names = {type(error).__name__, type(error.__cause__).__name__}
    details = f"{type(error).__module__}.{type(error).__qualname__}"
    if names & _LOCKED:
        return KeyringLocked(details=details)
    if names & _MISSING:
        return KeyringMissing(details=details)
    return KeyringRefused(details=details)
