"""Keyrings for tests: doubles in memory, and a real Secret Service on a private session bus."""

import contextlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE

_PASSWORD = "test"  # an empty one leaves the collection locked
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


@dataclass
class MemoryKeyring:
    """A backend that keeps passwords in memory, and fails with `error` if that is set."""

    passwords: dict[tuple[str, str], str] = field(default_factory=dict)
    error: BaseException | None = None
    threads: set[str] = field(default_factory=set)

    def _check(self) -> None:
        self.threads.add(threading.current_thread().name)
        if self.error is not None:
            raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        del self.passwords[service, username]


@dataclass
class HangingKeyring(MemoryKeyring):
    """A backend whose prompt stands open until `answer` is set; `asked` tells that it stands."""

    asked: threading.Event = field(default_factory=threading.Event)
    answer: threading.Event = field(default_factory=threading.Event)

    def _check(self) -> None:
        self.asked.set()
        self.answer.wait(PATIENCE)
        super()._check()


@dataclass
class Bus:
    """A private session bus. Nothing can be started on it by name: no prompts, no services."""

    environment: dict[str, str]


@contextlib.contextmanager
def private_bus() -> Iterator[Bus]:
    """A session bus with its own HOME and XDG folders, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bus") as name:
        home = Path(name)
        config = home / "bus.conf"
        config.write_text(_BUS.format(folder=home), encoding="utf-8")
        environment = {
            "HOME": name,
            "XDG_RUNTIME_DIR": name,
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        with _process(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"], environment
        ) as daemon:
            assert daemon.stdout is not None
            address = daemon.stdout.readline().strip()
            assert address, "dbus-daemon did not start"
            environment["DBUS_SESSION_BUS_ADDRESS"] = address
            yield Bus(environment)


@contextlib.contextmanager
def secret_service_on(bus: Bus) -> Iterator[None]:
    """A real Secret Service (gnome-keyring) with an unlocked default collection on that bus."""
    command = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"]
    with _process(command, bus.environment) as daemon:
        assert daemon.stdin is not None
        assert daemon.stdout is not None
        daemon.stdin.write(_PASSWORD + "\n")
        daemon.stdin.close()
        _wait_for_name(bus, "org.freedesktop.secrets")
        yield


@contextlib.contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _wait_for_name(bus: Bus, name: str) -> None:
    """Block until somebody owns `name` on the bus: signalled by the bus, not polled."""
    from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection(bus.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        rule = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        with connection.filter(rule) as owners:
            Proxy(message_bus, connection, timeout=PATIENCE).AddMatch(rule)
            daemon = DBusAddress(
                "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"
            )
            call = new_method_call(daemon, "NameHasOwner", "s", (name,))
            if not connection.send_and_get_reply(call, timeout=PATIENCE).body[0]:
                connection.recv_until_filtered(owners, timeout=PATIENCE)


def use_bus(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process talk to that bus (the keyring library reads os.environ)."""
    for key, value in bus.environment.items():
        monkeypatch.setenv(key, value)


def lock_default_collection(bus: Bus) -> None:
    """Lock the Secret Service's default collection, as a person can."""
    import secretstorage
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        secretstorage.get_default_collection(connection).lock()


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """A private session bus that this process uses; no Secret Service on it."""
    with private_bus() as bus:
        use_bus(bus, monkeypatch)
        yield bus


@pytest.fixture
def secret_service(session_bus: Bus) -> Iterator[Bus]:
    """A real, unlocked Secret Service on the private session bus that this process uses."""
    with secret_service_on(session_bus):
        yield session_bus
