"""One running copy per data folder. A second start hands over what it was asked for and ends.

A lock file says who is first; it survives crashes, because a lock whose process is gone counts for
nothing. The first copy listens on a local socket that only this user can open. A message is one
line of JSON, `{"do": "raise"}` or `{"do": "import", "path": "…"}`, answered by `{"ok": true}`.
"""

import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.paths import private_dir

_log = logging.getLogger(__name__)

_SOCKET_PATH_MAX = 100  # bytes; sun_path holds 104 (macOS) or 108 (Linux) with its end mark
_MESSAGE_MAX = 64 * 1024
_HAND_OVER_LIMIT = 10.0  # seconds: the running copy may be starting up or be busy


class AlreadyRunning(SmsBookError):
    """Another copy has this data folder and does not answer."""

    message = "SMS Book is already running with these contacts, but it does not answer."
    effect = "Nothing was changed."
    remedy = "Close the other window (or end the program) and start SMS Book again."


class DataFolderProblem(SmsBookError):
    """The data folder cannot be written."""

    message = "SMS Book cannot write to its data folder."
    effect = "Nothing was changed."
    remedy = "Check the folder's permissions and the free space on the disk, then start again."


class Instance(QObject):
    """This process's claim to a data folder.

    `raise_requested` and `import_requested` (with the file's path as text) tell what a second
    start asks for.
    """

    raise_requested = Signal()
    import_requested = Signal(str)

    def __init__(self, data_dir: Path) -> None:
        """Raises DataFolderProblem if the folder cannot be made or written."""
        super().__init__()
        try:
            private_dir(data_dir)
        except OSError as error:
            raise DataFolderProblem(details=str(error.strerror)) from error
        self._lock = QLockFile(str(data_dir / "app.lock"))
        self._lock.setStaleLockTime(0)  # age says nothing; whether its process lives does
        self._name = _server_name(data_dir)
        self._server: QLocalServer | None = None
        self._buffers: dict[QLocalSocket, bytes] = {}

    def claim(self) -> bool:
        """True if this copy is the first and now listens; False if another one runs.

        Raises DataFolderProblem if the folder cannot be written.
        """
        if not self._lock.tryLock(0):
            if self._lock.error() == QLockFile.LockError.LockFailedError:
                return False
            raise DataFolderProblem(details=self._lock.error().name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        # The lock is ours, so a socket of that name is what a crash left behind.
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            _log.warning("no second start can reach this one: %s", self._server.errorString())
        return True

    def hand_over(self, import_file: Path | None, limit: float = _HAND_OVER_LIMIT) -> None:
        """Give the running copy what this start was asked for. Blocks until it answers.

        Raises AlreadyRunning if it does not within `limit` seconds.
        """
        message = {"do": "raise"}
        if import_file is not None:
            message = {"do": "import", "path": str(import_file)}
        _let_it_come_to_the_front()
        deadline = time.monotonic() + limit
        while (left := deadline - time.monotonic()) > 0:
            if self._send(json.dumps(message).encode() + b"\n", int(left * 1000) + 1):
                return
        raise AlreadyRunning

    def _send(self, line: bytes, milliseconds: int) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(min(milliseconds, 1000)):
            QThread.msleep(50)  # it may have the lock and not listen yet
            return False
        socket.write(line)
        answered = socket.waitForBytesWritten(milliseconds) and socket.waitForReadyRead(
            milliseconds
        )
        socket.disconnectFromServer()
        return answered

    def close(self) -> None:
        """Give the folder free. May be called again."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _welcome(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._buffers[socket] = b""
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        self._buffers[socket] += bytes(socket.readAll().data())
        line, end, _ = self._buffers[socket].partition(b"\n")
        if end:
            socket.write(b'{"ok": true}\n' if self._obey(line) else b'{"ok": false}\n')
            socket.flush()
        elif len(line) > _MESSAGE_MAX:
            socket.abort()

    def _forget(self, socket: QLocalSocket) -> None:
        self._buffers.pop(socket, None)
        socket.deleteLater()

    def _obey(self, line: bytes) -> bool:
        try:
            message = json.loads(line)
        except ValueError:
            return False
        match message:
            case {"do": "raise"}:
                self.raise_requested.emit()
            case {"do": "import", "path": str(path)}:
                self.import_requested.emit(path)
            case _:
                return False
        return True


def _server_name(data_dir: Path) -> str:
    """Where to listen: in the data folder itself, or where its path is too long for a socket's.

    A pipe's name on Windows.
    """
    mark = hashlib.sha256(os.path.realpath(data_dir).encode()).hexdigest()[:24]
    if sys.platform == "win32":
        return f"smsbook-{mark}"
    inside = os.path.realpath(data_dir / "app.socket")
    if len(os.fsencode(inside)) <= _SOCKET_PATH_MAX:
        return inside
    folder = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(folder) / f"smsbook-{mark}")


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program in front give another one the focus."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
