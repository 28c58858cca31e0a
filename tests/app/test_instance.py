"""One copy per data folder: the corners that two processes do not show."""

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLockFile
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from smsbook_gui.app.instance import AlreadyRunning, Instance

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(sys.platform == "win32", reason="the sockets here are files"),
]


@pytest.fixture
def instance(tmp_path: Path, qapp: QApplication) -> Iterator[Instance]:
    instance = Instance(tmp_path / "data")
    assert instance.claim()
    yield instance
    instance.close()


def _say(path: Path, line: bytes) -> bytes:
    socket = QLocalSocket()
    socket.connectToServer(str(path))
    assert socket.waitForConnected(1000)
    socket.write(line)
    socket.flush()
    deadline = time.monotonic() + 5
    while not socket.bytesAvailable() and time.monotonic() < deadline:
        QCoreApplication.processEvents()
        if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            break
    answer = bytes(socket.readAll().data())
    socket.abort()
    return answer


@pytest.mark.parametrize(
    "line", [b"nonsense\n", b"{}\n", b'{"do": "import"}\n', b'{"do": "quit"}\n', b"[]\n", b"\xff\n"]
)
def test_what_is_not_a_message_is_refused(instance: Instance, tmp_path: Path, line: bytes) -> None:
    wishes: list[str] = []
    instance.raise_requested.connect(lambda: wishes.append("raise"))
    instance.import_requested.connect(wishes.append)
    assert _say(tmp_path / "data" / "app.socket", line) == b'{"ok": false}\n'
    assert wishes == []


def test_an_endless_line_is_cut_off(instance: Instance, tmp_path: Path) -> None:
    assert _say(tmp_path / "data" / "app.socket", b"x" * 200_000) == b""


def test_one_that_holds_the_lock_and_never_answers_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    lock = QLockFile(str(tmp_path / "data" / "app.lock"))
    assert lock.tryLock(0)
    second = Instance(tmp_path / "data")
    assert not second.claim()
    with pytest.raises(AlreadyRunning):
        second.hand_over(None, limit=0.2)
    lock.unlock()


def test_a_path_too_long_for_a_socket_gets_one_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    data = tmp_path / ("long" * 20) / ("path" * 20)
    instance = Instance(data)
    assert instance.claim()
    mark = hashlib.sha256(os.path.realpath(data).encode()).hexdigest()[:24]
    assert (tmp_path / f"smsbook-{mark}").exists()
    instance.close()
    assert Instance(data).claim()


def test_the_folder_is_free_again_after_closing(instance: Instance, tmp_path: Path) -> None:
    other = Instance(tmp_path / "data")
    assert not other.claim()
    instance.close()
    instance.close()
    assert other.claim()
    other.close()
