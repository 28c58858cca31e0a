"""One copy per data folder: the corners that two processes do not show."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLockFile, QSysInfo
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from smsbook_gui.app.platform.instance import AlreadyRunning, Instance, PerhapsRunning
from tests.support.patience import PATIENCE
from tests.support.plugins.guards import Expected

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
    assert socket.waitForConnected(int(PATIENCE * 1000))
    socket.write(line)
    socket.flush()
    deadline = time.monotonic() + PATIENCE
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


DEEP = b"[" * 60_000 + b"]" * 5_000
"""As deep as a message can be long."""


@pytest.mark.parametrize(
    "line",
    [
        DEEP + b"\n",
        b'{"do": ' * 9_000 + b"\n",
        b'{"do": "import", "path": "a\\u0000b"}\n',
        b'{"do": "import", "path": "\\ud800"}\n',
        b'{"do": "import", "path": ["a"]}\n',
    ],
    ids=["deep lists", "deep objects", "a NUL", "half a character", "no text"],
)
def test_what_no_second_start_says_is_refused(
    instance: Instance, tmp_path: Path, line: bytes
) -> None:
    wishes: list[str] = []
    instance.import_requested.connect(wishes.append)
    assert _say(tmp_path / "data" / "app.socket", line) == b'{"ok": false}\n'
    assert wishes == []
    assert _say(tmp_path / "data" / "app.socket", b'{"do": "raise"}\n') == b'{"ok": true}\n'


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["no end", "an end"])
def test_an_endless_line_is_cut_off(instance: Instance, tmp_path: Path, end: bytes) -> None:
    line = b'{"do": "raise", "more": "' + b"x" * 200_000 + b'"}' + end
    assert _say(tmp_path / "data" / "app.socket", line) == b""


def test_bytes_without_end_are_not_kept(instance: Instance, tmp_path: Path) -> None:
    """Whether before the line's end or after it: the connection ends."""
    for begin in (b"", b"nonsense\n"):
        socket = QLocalSocket()
        socket.connectToServer(str(tmp_path / "data" / "app.socket"))
        assert socket.waitForConnected(1000)
        socket.write(begin)
        sent = 0
        while socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
            assert sent < 50_000_000, "it takes everything"
            sent += max(socket.write(b"x" * 65_536), 0)
            socket.flush()
            QCoreApplication.processEvents()
        assert instance._buffers == {}
        socket.abort()


def test_connections_that_say_nothing_are_few(instance: Instance, tmp_path: Path) -> None:
    idle = [QLocalSocket() for _ in range(40)]
    for socket in idle:
        socket.connectToServer(str(tmp_path / "data" / "app.socket"))
        assert socket.waitForConnected(1000)
        QCoreApplication.processEvents()
    assert len(instance._buffers) < 10
    for socket in idle:
        socket.abort()
    while instance._buffers:
        QCoreApplication.processEvents()


# --- a lock that nobody holds ------------------------------------------------------------------

OF_ANOTHER_COMPUTER = b"4711\nsmsbook\nRECEPTION\n3d1219c7c4c5404aaa1f6d2a48adfda4\n1-2-3\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 512,
        b"garbage",
        b"-1\n\n\n",
        OF_ANOTHER_COMPUTER,
        f"{os.getppid()}\nsmsbook\n{QSysInfo.machineHostName()}\n".encode(),
    ],
    ids=["empty", "zeros", "garbage", "nonsense", "another computer's", "a process's number"],
)
def test_a_lock_file_that_nobody_holds_is_not_in_the_way(tmp_path: Path, content: bytes) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "app.lock").write_bytes(content)
    first = Instance(data)
    assert first.claim()
    second = Instance(data)
    assert not second.claim()
    first.close()
    assert second.claim()
    second.close()


@pytest.mark.parametrize("content", [OF_ANOTHER_COMPUTER, b"garbage"], ids=["elsewhere", "?"])
def test_a_lock_that_somebody_unknown_holds_can_be_taken_over(
    tmp_path: Path, content: bytes, expect_log: Expected
) -> None:
    """As on a shared folder: the other computer holds it, or its server forgot to let go."""
    expect_log("taken over from a lock")
    data = tmp_path / "data"
    data.mkdir()
    with holding(data / "app.lock", content):
        instance = Instance(data)
        assert not instance.claim()
        with pytest.raises(PerhapsRunning):
            instance.hand_over(None, limit=0.2)
        instance.claim_anyway()
        second = Instance(data)
        assert not second.claim()
        assert _say(data / "app.socket", b'{"do": "raise"}\n') == b'{"ok": true}\n'
        instance.close()


_HOLDER = """
import sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
assert lock.tryLock(0)
with open(sys.argv[1], "rb+") as file:
    file.truncate()
    file.write(bytes.fromhex(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(path: Path, content: bytes) -> Iterator[None]:
    """Another process holds the lock, and the file says what `content` says."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path), content.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.communicate()


def test_one_that_holds_the_lock_and_never_answers_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    lock = QLockFile(str(tmp_path / "data" / "app.lock"))
    assert lock.tryLock(0)
    second = Instance(tmp_path / "data")
    assert not second.claim()
    with pytest.raises(AlreadyRunning) as told:
        second.hand_over(None, limit=0.2)
    assert not isinstance(told.value, PerhapsRunning), "its process is there"
    lock.unlock()


def test_a_path_too_long_for_a_socket_gets_one_elsewhere(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
) -> None:
    short = tmp_path_factory.mktemp("run")  # one named after this test may be too long itself
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))
    data = tmp_path / ("long" * 20) / ("path" * 20)
    instance = Instance(data)
    assert instance.claim()
    mark = hashlib.sha256(os.path.realpath(data).encode()).hexdigest()[:24]
    assert (short / f"smsbook-{mark}").exists()
    instance.close()
    assert Instance(data).claim()


def test_the_folder_is_free_again_after_closing(instance: Instance, tmp_path: Path) -> None:
    other = Instance(tmp_path / "data")
    assert not other.claim()
    instance.close()
    instance.close()
    assert other.claim()
    other.close()
