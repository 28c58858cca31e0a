"""One running copy per data folder. A second start hands over what it was asked for and ends.

Whether there is a first one is asked of its socket and of the system, which knows which process
holds the lock: what stands in the lock file, or that there is one, says nothing. The first copy
listens on a local socket that only this user can open. A message is one line of JSON,
`{"do": "raise"}` or `{"do": "import", "path": "…"}`, answered by `{"ok": true}`; then the
connection ends.
"""

import errno
import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import FolderProblem, SmsBookError
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.db.private_files import private_dir

_log = logging.getLogger(__name__)

_SOCKET_PATH_MAX = 100  # bytes; sun_path holds 104 (macOS) or 108 (Linux) with its end mark
_MESSAGE_MAX = 64 * 1024
_HAND_OVER_LIMIT = 10.0  # seconds: the running copy may be starting up or be busy
_CHUNK = 8  # connections; a second start needs one, for a moment
_PATIENCE = 10_000  # milliseconds in which a connection has to say its line


class AlreadyRunning(SmsBookError):
    """Another copy has this data folder and does not answer."""

    message = Text("SMS Book is already running with these contacts, but it does not answer.")
    effect = Text("Nothing was changed.")
    remedy = Text("Close the other window (or end the program) and start SMS Book again.")


class PerhapsRunning(AlreadyRunning):
    """Something holds the lock, and it cannot be told that it is a copy that still works."""

    message = Text("SMS Book may already be open with these contacts, on another computer perhaps.")
    remedy = Text(
        "If it is open anywhere else, close it there first: two copies at work on one folder can "
        "damage it. If you are sure that it is not, start it here anyway."
    )


class Instance(QObject):
    """This process's claim to a data folder.

    `raise_requested` and `import_requested` (with the file's path as text) tell what a second
    start asks for.
    """

    raise_requested = Signal()
    import_requested = Signal(str)

    def __init__(self, data_dir: Path) -> None:
        """Raises the FolderProblem family if the folder cannot be made or written."""
        super().__init__()
        try:
            private_dir(data_dir)
        except OSError as error:
            raise disk_problem(error) from error
        self._path = data_dir / "app.lock"
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)  # age says nothing; whether its process lives does
        self._name = _server_name(data_dir)
        self._server: QLocalServer | None = None
        self._buffers: dict[QLocalSocket, bytes] = {}

    def claim(self) -> bool:
        """True if this copy is the first and now listens; False if another one runs.

        Raises the FolderProblem family if the folder cannot be written.
        """
        if not self._lock.tryLock(0) and not self._take_over():
            return False
        self._listen()
        return True

    def claim_anyway(self) -> None:
        """Take the folder from whoever seems to hold it: a person says that nobody does."""
        _log.warning("the data folder is taken over from a lock that nobody answers for")
        with suppress(OSError):  # held open on Windows; then there are two locks, or none
            self._path.unlink(missing_ok=True)
        if not self._lock.tryLock(0):
            _log.warning("the lock could not be taken: %s", self._lock.error().name)
        self._listen()

    def _take_over(self) -> bool:
        """A lock file whose process is gone, or that never had one, is put away."""
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            raise self._why_not()
        if self._answers():
            return False
        # Succeeds only where no living process holds the file: the system lets go of what a
        # process held when that ends, however it ends.
        return self._lock.removeStaleLockFile() and self._lock.tryLock(0)

    def _why_not(self) -> SmsBookError:
        try:
            self._path.touch()
        except OSError as error:
            return disk_problem(error)
        return FolderProblem(details=self._lock.error().name)

    def _answers(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        found = socket.waitForConnected(1000)
        socket.abort()
        return found

    def _listen(self) -> None:
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        # The lock is ours, so a socket of that name is what a crash left behind.
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            _log.warning("no second start can reach this one: %s", self._server.errorString())

    def hand_over(self, import_file: Path | None, limit: float = _HAND_OVER_LIMIT) -> None:
        """Give the running copy what this start was asked for. Blocks until it answers.

        Raises AlreadyRunning if it does not within `limit` seconds: PerhapsRunning where nobody
        knows whether it is there at all.
        """
        message = {"do": "raise"}
        if import_file is not None:
            message = {"do": "import", "path": str(import_file)}
        _let_it_come_to_the_front()
        deadline = time.monotonic() + limit
        while (left := deadline - time.monotonic()) > 0:
            if self._send(json.dumps(message).encode() + b"\n", int(left * 1000) + 1):
                return
        raise AlreadyRunning if self._holder_lives() else PerhapsRunning

    def _holder_lives(self) -> bool:
        """Whether a process of this computer is known to hold the lock.

        Nothing is known of one on another computer, and nothing where the file is unreadable.
        """
        process, computer, _program = self._lock.getLockInfo()
        if process <= 0 or computer != QSysInfo.machineHostName():
            return False
        if sys.platform == "win32":
            return True
        try:
            os.kill(process, 0)
        except OSError as error:
            return error.errno == errno.EPERM
        return True

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

    def renew(self) -> None:
        """Claim the folder again: another one lies in its place, without lock and socket."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
        if not self._lock.tryLock(0):
            _log.warning("the new data folder is claimed by another program")
        self._listen()

    def close(self) -> None:
        """Give the folder free. May be called again."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _welcome(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self._buffers) >= _CHUNK:
                socket.abort()
                socket.deleteLater()
                continue
            socket.setReadBufferSize(_MESSAGE_MAX)
            self._buffers[socket] = b""
            QTimer.singleShot(_PATIENCE, socket, socket.abort)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket not in self._buffers:  # it has said its line
            return
        self._buffers[socket] += bytes(socket.readAll().data())
        line, end, _ = self._buffers[socket].partition(b"\n")
        if len(line) > _MESSAGE_MAX:
            socket.abort()
        elif end:
            del self._buffers[socket]
            socket.write(b'{"ok": true}\n' if self._obey(line) else b'{"ok": false}\n')
            socket.flush()
            socket.disconnectFromServer()

    def _forget(self, socket: QLocalSocket) -> None:
        self._buffers.pop(socket, None)
        socket.deleteLater()

    def _obey(self, line: bytes) -> bool:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            return False
        match message:
            case {"do": "raise"}:
                self.raise_requested.emit()
            case {"do": "import", "path": str(path)} if _is_path(path):
                self.import_requested.emit(path)
            case _:
                return False
        return True


def _is_path(text: str) -> bool:
    """Whether a file can have this name."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


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
