"""TokenStore against doubles: threads, time limits, translations, memory only."""

import asyncio
import importlib
import logging
import os
import threading

import pytest
from keyring import errors as keyring_errors

from smsbook_gui.credentials import tokens
from smsbook_gui.credentials.backends import Backend, find_backends
from smsbook_gui.credentials.tokens import SERVICE_NAME, TokenStore
from smsbook_gui.domain.errors import (
    KeyringLocked,
    KeyringMissing,
    KeyringProblem,
    KeyringRefused,
    TokenTooLong,
)
from smsbook_gui.viewmodels.common.text import error_text
from tests.support.keyring import HangingKeyring, MemoryKeyring

pytestmark = pytest.mark.anyio

TOKEN = "eyJ-secret-token"


async def test_store_read_delete() -> None:
    keyring = MemoryKeyring()
    store = TokenStore(backend=keyring)
    assert await store.get("a1") is None
    await store.set("a1", TOKEN)
    await store.set("a2", "other")
    assert await store.get("a1") == TOKEN
    assert keyring.passwords == {(SERVICE_NAME, "a1"): TOKEN, (SERVICE_NAME, "a2"): "other"}
    await store.delete("a1")
    assert await store.get("a1") is None
    assert await store.get("a2") == "other"


async def test_deleting_what_is_not_there_is_no_error() -> None:
    await TokenStore(backend=MemoryKeyring()).delete("a1")


async def test_calls_leave_the_callers_thread() -> None:
    keyring = MemoryKeyring()
    await TokenStore(backend=keyring).set("a1", TOKEN)
    assert keyring.threads == {"keyring"}
    assert threading.current_thread().name != "keyring"


async def test_a_token_for_this_session_is_only_in_memory() -> None:
    keyring = MemoryKeyring(error=AssertionError("asked"))
    store = TokenStore(backend=keyring)
    await store.set("a1", TOKEN, keep=False)
    assert await store.get("a1") == TOKEN
    keyring.error = None
    assert await TokenStore(backend=keyring).get("a1") is None
    await store.delete("a1")
    assert await store.get("a1") is None


async def test_a_kept_token_replaces_the_sessions() -> None:
    keyring = MemoryKeyring()
    store = TokenStore(backend=keyring)
    await store.set("a1", "old", keep=False)
    await store.set("a1", TOKEN)
    keyring.passwords[SERVICE_NAME, "a1"] = "changed outside"
    assert await store.get("a1") == "changed outside"


async def test_a_session_token_goes_before_a_stored_one() -> None:
    store = TokenStore(backend=MemoryKeyring({(SERVICE_NAME, "a1"): "old"}))
    await store.set("a1", TOKEN, keep=False)
    assert await store.get("a1") == TOKEN


class LockedException(Exception):
    """Named like SecretStorage's."""


def _creation_dismissed() -> Exception:
    class PromptDismissedException(Exception):
        pass

    error = keyring_errors.InitError(f"Failed: {TOKEN}")
    error.__cause__ = PromptDismissedException()
    return error


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (keyring_errors.KeyringLocked(TOKEN), KeyringLocked),
        (LockedException(TOKEN), KeyringLocked),
        (_creation_dismissed(), KeyringLocked),
        (keyring_errors.NoKeyringError(TOKEN), KeyringMissing),
        (keyring_errors.InitError(TOKEN), KeyringRefused),
        (keyring_errors.PasswordSetError(TOKEN), KeyringRefused),
        (OSError(5, TOKEN), KeyringRefused),
        (RuntimeError(TOKEN), KeyringRefused),
    ],
)
async def test_errors_are_translated_and_do_not_show_the_token(
    raised: Exception, expected: type[KeyringProblem]
) -> None:
    store = TokenStore(backend=MemoryKeyring(error=raised))
    with pytest.raises(KeyringProblem) as caught:
        await store.set("a1", TOKEN)
    assert type(caught.value) is expected
    assert TOKEN not in error_text(caught.value) + caught.value.details + repr(caught.value)
    with pytest.raises(expected):
        await store.get("a1")


async def test_without_a_keyring_there_is_nothing_to_delete() -> None:
    keyring = MemoryKeyring(error=keyring_errors.NoKeyringError())
    await TokenStore(backend=keyring).delete("a1")


async def test_a_locked_keyring_does_not_pretend_to_have_deleted() -> None:
    keyring = MemoryKeyring(error=keyring_errors.KeyringLocked())
    with pytest.raises(KeyringLocked):
        await TokenStore(backend=keyring).delete("a1")


@pytest.mark.parametrize(
    ("token", "fits"),
    [("x" * 1280, True), ("x" * 1281, False), ("😀" * 640, True), ("😀" * 641, False)],
)
async def test_the_windows_limit_is_checked_before_the_call(token: str, fits: bool) -> None:
    keyring = MemoryKeyring()
    store = TokenStore(backend=keyring, limit=2560)
    if fits:
        await store.set("a1", token)
        assert await store.get("a1") == token
    else:
        with pytest.raises(TokenTooLong):
            await store.set("a1", token)
        assert keyring.threads == set()
        assert keyring.passwords == {}


async def test_a_prompt_that_never_ends_is_refused_in_time() -> None:
    keyring = HangingKeyring()
    store = TokenStore(backend=keyring, time_limit=0.05)
    async with asyncio.timeout(5):
        with pytest.raises(KeyringRefused):
            await store.get("a1")
    (thread,) = [t for t in threading.enumerate() if t.name == "keyring"]
    assert thread.daemon, "the exit would wait for it"
    keyring.answer.set()
    await asyncio.to_thread(thread.join)


@pytest.mark.parametrize("before", [{}, {(SERVICE_NAME, "a1"): "old"}])
async def test_a_token_stored_too_late_is_taken_back(before: dict[tuple[str, str], str]) -> None:
    keyring = HangingKeyring(dict(before))
    store = TokenStore(backend=keyring)
    storing = asyncio.create_task(store.set("a1", TOKEN))
    await asyncio.to_thread(keyring.asked.wait)
    storing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await storing
    (thread,) = [t for t in threading.enumerate() if t.name == "keyring"]
    keyring.answer.set()
    await asyncio.to_thread(thread.join)
    assert keyring.passwords == before


async def test_an_answer_after_the_loops_end_hurts_nobody() -> None:
    keyring = HangingKeyring()

    def other_loop() -> None:
        with pytest.raises(KeyringRefused):
            asyncio.run(TokenStore(backend=keyring, time_limit=0.05).get("a1"))

    await asyncio.to_thread(other_loop)
    (thread,) = [t for t in threading.enumerate() if t.name == "keyring"]
    keyring.answer.set()
    await asyncio.to_thread(thread.join)


async def test_the_token_is_in_no_repr_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    store = TokenStore(backend=MemoryKeyring())
    with caplog.at_level(logging.DEBUG):
        await store.set("a1", TOKEN)
        await store.set("a2", TOKEN, keep=False)
        await store.get("a1")
        await store.delete("a1")
    assert TOKEN not in repr(store) + caplog.text


async def test_the_first_store_that_has_the_token_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = MemoryKeyring(), MemoryKeyring({(SERVICE_NAME, "a1"): TOKEN})
    monkeypatch.setattr(tokens, "find_backends", lambda: [Backend(first), Backend(second)])
    store = TokenStore()
    assert await store.get("a1") == TOKEN
    await store.set("a1", "new")
    assert first.passwords == {(SERVICE_NAME, "a1"): "new"}
    await store.delete("a1")
    assert first.passwords == second.passwords == {}


class _Kind:
    """A keyring library's backend class."""

    viable = True
    priority = 1.0

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> MemoryKeyring:
        return MemoryKeyring({("made by", self.name): ""})


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux", "freebsd14"])
def test_only_the_systems_own_stores_are_ever_asked(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Module:
        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> object:
            asked.append(f"{self._name}.{attribute}")
            return _Kind(asked[-1])

    monkeypatch.setattr(importlib, "import_module", Module)
    found = find_backends(platform)
    assert set(asked) <= {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
    assert len(found) == (1 if platform in {"win32", "darwin"} else 2)
    assert [backend.limit for backend in found] == (
        [2560] if platform == "win32" else [None] * len(found)
    )


def test_a_configured_plaintext_backend_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={os.devnull}")
    assert list(find_backends("linux")) == []
