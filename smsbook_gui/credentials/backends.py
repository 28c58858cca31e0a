"""Which of the keyring library's backends may hold a token: the operating systems' own stores.

Asked for by name, never through the library's configuration or its chain of everything installed:
those could lead to a plain text file. Everything here may block and belongs on a thread.
"""

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_WINDOWS_LIMIT = 2560
"""Bytes of a credential: CRED_MAX_CREDENTIAL_BLOB_SIZE (5 * 512) in Windows' wincred.h."""


class Keyring(Protocol):
    """What a backend of the keyring library offers."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Backend:
    """A backend with the longest token it takes, in bytes of UTF-16, if there is a limit."""

    keyring: Keyring
    limit: int | None = None

    def takes(self, token: str) -> bool:
        """Whether the token is short enough for this backend."""
        return self.limit is None or len(token.encode("utf-16-le", "surrogatepass")) <= self.limit


# Each inner tuple names ways to one and the same store: the first that works is used.
_ALLOWED: dict[str, tuple[tuple[tuple[str, str], ...], ...]] = {
    "win32": ((("keyring.backends.Windows", "WinVaultKeyring"),),),
    "darwin": ((("keyring.backends.macOS", "Keyring"),),),
    "linux": (
        (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.libsecret", "Keyring")),
        (("keyring.backends.kwallet", "DBusKeyring"),),
    ),
}


def find_backends(platform: str = sys.platform) -> Sequence[Backend]:
    """The allowed backends that work on this computer now, the preferred one first.

    Imports the keyring library (0.2 s) and talks to the session bus on Linux.
    """
    found: list[tuple[float, Backend]] = []
    for store in _ALLOWED.get(platform, _ALLOWED["linux"]):
        kinds = (getattr(importlib.import_module(module), name) for module, name in store)
        kind: Any = next((kind for kind in kinds if kind.viable), None)
        if kind is not None:
            limit = _WINDOWS_LIMIT if platform == "win32" else None
            found.append((float(kind.priority), Backend(kind(), limit)))
    return [backend for _, backend in sorted(found, key=lambda pair: -pair[0])]
