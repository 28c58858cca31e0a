"""TokenStore against a real Secret Service."""

import gc

import pytest

from smsbook_gui.credentials.backends import find_backends
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.errors import KeyringLocked, KeyringMissing
from tests.support.keyring import Bus, lock_default_collection, secret_service_on

pytestmark = [pytest.mark.anyio, pytest.mark.desktop]

TOKEN = "eyJ-Zoë-secret-token"


async def test_store_read_replace_delete(secret_service: Bus) -> None:
    store = TokenStore()
    assert await store.get("a1") is None
    await store.set("a1", TOKEN)
    await store.set("a2", "other")
    assert await TokenStore().get("a1") == TOKEN
    await store.set("a1", "new")
    assert await store.get("a1") == "new"
    await store.delete("a1")
    await store.delete("a1")
    assert await store.get("a1") is None
    assert await store.get("a2") == "other"


async def test_the_secret_service_is_what_is_used(secret_service: Bus) -> None:
    kinds = [type(backend.keyring).__module__ for backend in find_backends()]
    assert kinds == ["keyring.backends.SecretService"]


# The keyring library leaves its bus connection to the garbage collector when the store is locked.
@pytest.mark.filterwarnings("ignore:.*unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_locked_store_is_told(secret_service: Bus) -> None:
    store = TokenStore()
    await store.set("a1", TOKEN)
    lock_default_collection(secret_service)
    with pytest.raises(KeyringLocked):
        await store.get("a1")
    with pytest.raises(KeyringLocked):
        await store.set("a1", "new")
    gc.collect()


async def test_a_bus_without_a_store_is_missing_one(session_bus: Bus) -> None:
    store = TokenStore()
    with pytest.raises(KeyringMissing):
        await store.set("a1", TOKEN)
    with secret_service_on(session_bus):  # "Try again" finds one that came meanwhile
        await store.set("a1", TOKEN)
        assert await store.get("a1") == TOKEN


async def test_no_session_bus_means_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    with pytest.raises(KeyringMissing):
        await TokenStore().get("a1")
