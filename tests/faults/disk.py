"""A disk on which the n-th operation goes wrong, SQLite's and the program's own.

    with FailingDisk(folder) as disk:
        disk.arm(Trouble.FULL, 3)             # the third write, sync, … from now on, and only that
        …
        disk.mend()

What is counted are operations on files below `folder`: those that such a trouble can meet.
"""

import builtins
import errno
import io
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from unittest.mock import patch

from tests.faults.vfs import failing_files


class Trouble(StrEnum):
    """What is wrong with the disk."""

    FULL = "full"
    FAILING = "I/O error"
    LOCKED = "locked"
    READ_ONLY = "read-only"
    FORBIDDEN = "no permission"


SQLITE_SAYS = MappingProxyType(
    {
        (Trouble.FULL, "write"): sqlite3.SQLITE_FULL,
        (Trouble.FULL, "sync"): sqlite3.SQLITE_IOERR_FSYNC,
        (Trouble.FULL, "open"): sqlite3.SQLITE_CANTOPEN,
        (Trouble.FULL, "truncate"): sqlite3.SQLITE_IOERR_TRUNCATE,
        (Trouble.FAILING, "write"): sqlite3.SQLITE_IOERR_WRITE,
        (Trouble.FAILING, "sync"): sqlite3.SQLITE_IOERR_FSYNC,
        (Trouble.FAILING, "open"): sqlite3.SQLITE_CANTOPEN,
        (Trouble.FAILING, "truncate"): sqlite3.SQLITE_IOERR_TRUNCATE,
        (Trouble.FAILING, "delete"): sqlite3.SQLITE_IOERR_DELETE,
        (Trouble.LOCKED, "lock"): sqlite3.SQLITE_BUSY,
        (Trouble.LOCKED, "open"): sqlite3.SQLITE_CANTOPEN,
        (Trouble.LOCKED, "delete"): sqlite3.SQLITE_IOERR_DELETE,
        (Trouble.READ_ONLY, "write"): sqlite3.SQLITE_READONLY,
        (Trouble.READ_ONLY, "open"): sqlite3.SQLITE_CANTOPEN,
        (Trouble.READ_ONLY, "sync"): sqlite3.SQLITE_IOERR_FSYNC,
        (Trouble.READ_ONLY, "truncate"): sqlite3.SQLITE_IOERR_TRUNCATE,
        (Trouble.READ_ONLY, "delete"): sqlite3.SQLITE_IOERR_DELETE,
        (Trouble.FORBIDDEN, "open"): sqlite3.SQLITE_CANTOPEN,
        (Trouble.FORBIDDEN, "delete"): sqlite3.SQLITE_IOERR_DELETE,
    }
)
"""What its own VFS answers then. What is not here cannot meet that trouble."""

_SYSTEM_SAYS = MappingProxyType(
    {
        Trouble.FULL: (errno.ENOSPC, {"write", "sync", "open", "rename", "folder"}),
        Trouble.FAILING: (errno.EIO, {"write", "sync", "open", "rename", "delete", "folder"}),
        Trouble.LOCKED: (errno.EBUSY, {"open", "rename", "delete"}),
        Trouble.READ_ONLY: (errno.EROFS, {"write", "sync", "open", "rename", "delete", "folder"}),
        Trouble.FORBIDDEN: (errno.EACCES, {"open", "rename", "delete", "folder"}),
    }
)


class FailingDisk:
    """Threads may use it. `met` is what failed, as (operation, name of the file)."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._lock = threading.Lock()
        self._open: dict[int, str] = {}
        self._stack = ExitStack()
        self._trouble: Trouble | None = None
        self._left = 0
        self._lasting = False
        self.count = 0
        """Operations since `arm` that could have failed."""
        self.met: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        enter = self._stack.enter_context
        enter(failing_files(self._decide))
        for name, what in (
            *(("replace", "rename"), ("rename", "rename"), ("unlink", "delete")),
            *(("remove", "delete"), ("mkdir", "folder")),
        ):
            enter(patch.object(os, name, self._before(what, getattr(os, name))))
        enter(patch.object(os, "open", self._os_open(os.open)))
        enter(patch.object(os, "write", self._of_handle("write", os.write)))
        enter(patch.object(os, "fsync", self._of_handle("sync", lambda _handle: None)))
        enter(patch.object(io, "open", self._file_open(io.open)))
        enter(patch.object(builtins, "open", self._file_open(builtins.open)))
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def arm(self, trouble: Trouble, number: int, *, lasting: bool = False) -> None:
        """The operation of that number fails, from 1 on; with `lasting` all after it as well."""
        with self._lock:
            self._trouble, self._left, self._lasting = trouble, number, lasting
            self.count = 0
            self.met.clear()

    def mend(self) -> None:
        """Nothing fails any more."""
        with self._lock:
            self._trouble = None

    # ---- what is asked ------------------------------------------------------------------------

    def _decide(self, what: str, path: str) -> int | None:
        trouble = self._trouble
        if trouble is None or not path.startswith(self._folder):
            return None
        code = SQLITE_SAYS.get((trouble, what))
        return code if code is not None and self._fails(what, path) else None

    def _ask(self, what: str, path: Any) -> None:
        """Raises OSError."""
        trouble = self._trouble
        name = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        if trouble is None or not str(name).startswith(self._folder):
            return
        number, whats = _SYSTEM_SAYS[trouble]
        if what in whats and self._fails(what, str(name)):
            raise OSError(number, os.strerror(number), name)

    def _fails(self, what: str, path: str) -> bool:
        with self._lock:
            self.count += 1
            self._left -= 1
            if self._left == 0 or (self._lasting and self._left < 0):
                self.met.append((what, Path(path).name))
                return True
            return False

    # ---- what stands in the way of the system's own functions -----------------------------------

    def _before(self, what: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def ask(path: Any, *args: Any, **named: Any) -> Any:
            if what != "delete" or os.path.lexists(path):  # what is not there is in nobody's hands
                self._ask(what, path)
            return call(path, *args, **named)

        return ask

    def _os_open(self, call: Callable[..., int]) -> Callable[..., int]:
        def ask(path: Any, flags: int, *args: Any, **named: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._ask("open", path)
            handle = call(path, flags, *args, **named)
            self._open[handle] = str(path)
            return handle

        return ask

    def _of_handle(self, what: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def ask(handle: int, *args: Any) -> Any:
            self._ask(what, self._open.get(handle, ""))
            return call(handle, *args)

        return ask

    def _file_open(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def ask(path: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
            if set(mode) & set("wax+"):
                self._ask("open", path)
            return call(path, mode, *args, **named)

        return ask
