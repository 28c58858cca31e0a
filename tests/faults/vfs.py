"""A disk that fails when it is told to, under the very SQLite that Python uses.

SQLite asks a "VFS", a table of functions, for all it does with files. This one is the system's own
but for a few functions, which first ask whether to fail. It is made with ctypes and registered in
the library that Python's `sqlite3` is linked to, so that nothing of the program knows of it: apsw
brings a SQLite of its own, which `sqlite3` never meets.

    with failing_files(decide): …       # decide(what, path) gives a result code, or None: go on
"""

import _sqlite3
import ctypes
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

Decide = Callable[[str, str], int | None]
"""Asked before each write, sync, open, delete, truncate and lock of a file."""

_NAME = b"failing"
_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = ctypes.CFUNCTYPE(_I, _P, ctypes.c_char_p, _I)
_CLOSE = ctypes.CFUNCTYPE(_I, _P)
_WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)
_SHM_LOCK = ctypes.CFUNCTYPE(_I, _P, _I, _I, _I)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`, version 3 (sqlite.org/c3ref/vfs.html)."""

    _fields_ = (
        ("iVersion", _I),
        ("szOsFile", _I),
        ("mxPathname", _I),
        ("pNext", _P),
        ("zName", ctypes.c_char_p),
        ("pAppData", _P),
        ("xOpen", _OPEN),
        ("xDelete", _DELETE),
        *(
            (name, _P)
            for name in (
                *("xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose"),
                *("xRandomness", "xSleep", "xCurrentTime", "xGetLastError"),
                *("xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall", "xNextSystemCall"),
            )
        ),
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`, version 3 (sqlite.org/c3ref/io_methods.html)."""

    _fields_ = (
        ("iVersion", _I),
        ("xClose", _CLOSE),
        ("xRead", _P),
        ("xWrite", _WRITE),
        ("xTruncate", _TRUNCATE),
        ("xSync", _SYNC),
        ("xFileSize", _P),
        ("xLock", _SYNC),
        ("xUnlock", _P),
        *(
            (name, _P)
            for name in (
                *("xCheckReservedLock", "xFileControl", "xSectorSize"),
                *("xDeviceCharacteristics", "xShmMap"),
            )
        ),
        ("xShmLock", _SHM_LOCK),
        *((name, _P) for name in ("xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch")),
    )


_SHM_UNLOCK, _SHM_EXCLUSIVE = 1, 8
"""A reader's shared lock is none that other programs keep: SQLite tries ten seconds for one."""


class _FailingFiles:
    """The VFS. There is one in a process, and it stays: open files keep pointing at it."""

    def __init__(self) -> None:
        self.decide: Decide = _never
        self._library = _library()
        found = self._library.sqlite3_vfs_find(None)
        self._system = _Vfs.from_address(found)
        self._tables: dict[int, _Methods] = {}
        self._names: dict[int, str] = {}
        self._kept: list[Any] = []
        ours = _Vfs()
        ctypes.memmove(ctypes.addressof(ours), found, ctypes.sizeof(_Vfs))
        ours.zName, ours.pNext = _NAME, None
        ours.xOpen, ours.xDelete = _OPEN(self._open), _DELETE(self._delete)
        self._ours = ours

    def be_default(self, yes: bool) -> None:
        """Files that are opened from now on are ours, or the system's again."""
        vfs = self._ours if yes else self._system
        assert self._library.sqlite3_vfs_register(ctypes.byref(vfs), 1) == sqlite3.SQLITE_OK

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = "" if not name else (ctypes.string_at(name)).decode()
        if path and (code := self.decide("open", path)) is not None:
            _P.from_address(file).value = None  # SQLite closes a file that has methods
            return code
        code = int(self._system.xOpen(ctypes.addressof(self._system), name, file, flags, out))
        methods = _P.from_address(file).value
        if code == sqlite3.SQLITE_OK and methods and path:
            self._names[file] = path
            _P.from_address(file).value = ctypes.addressof(self._table(methods))
        return code

    def _delete(self, _vfs: int, name: bytes, sync: int) -> int:
        code = self.decide("delete", name.decode())
        if code is not None:
            return code
        return int(self._system.xDelete(ctypes.addressof(self._system), name, sync))

    def _table(self, address: int) -> _Methods:
        """The system's functions for such a file, and ours before some of them."""
        if address in self._tables:
            return self._tables[address]
        theirs, table = _Methods.from_address(address), _Methods()
        ctypes.memmove(ctypes.addressof(table), address, ctypes.sizeof(_Methods))

        def close(file: int) -> int:
            self._names.pop(file, None)
            return int(theirs.xClose(file))

        def before(what: str, call: Any, kind: Any) -> Any:
            def ask(file: int, *rest: int) -> int:
                code = self.decide(what, self._names.get(file, ""))
                return int(call(file, *rest)) if code is None else code

            return kind(ask)

        def shm_lock(file: int, offset: int, count: int, flags: int) -> int:
            if flags & _SHM_EXCLUSIVE and not flags & _SHM_UNLOCK:
                code = self.decide("lock", self._names.get(file, ""))
                if code is not None:
                    return code
            return int(theirs.xShmLock(file, offset, count, flags))

        table.xClose = _CLOSE(close)
        table.xWrite = before("write", theirs.xWrite, _WRITE)
        table.xTruncate = before("truncate", theirs.xTruncate, _TRUNCATE)
        # Nobody pulls the plug here, so it need not really reach the disk.
        table.xSync = before("sync", lambda _file, _flags: sqlite3.SQLITE_OK, _SYNC)
        table.xLock = before("lock", theirs.xLock, _SYNC)
        if theirs.iVersion >= 2:
            table.xShmLock = _SHM_LOCK(shm_lock)
        self._tables[address] = table
        return table


def _never(_what: str, _path: str) -> None:
    """Nothing fails."""


@cache
def _files() -> _FailingFiles:
    return _FailingFiles()


def _library() -> ctypes.CDLL:
    """The SQLite that `sqlite3` uses: what its module is linked to, or lies beside it."""
    name = "sqlite3.dll" if sys.platform == "win32" else _sqlite3.__file__
    library = ctypes.CDLL(name)
    library.sqlite3_vfs_find.restype = _P
    library.sqlite3_libversion.restype = ctypes.c_char_p
    assert library.sqlite3_libversion().decode() == sqlite3.sqlite_version
    return library


@contextmanager
def failing_files(decide: Decide) -> Iterator[None]:
    """Files that SQLite opens within ask `decide`, which any thread may call."""
    files = _files()
    files.decide = decide
    files.be_default(True)
    try:
        yield
    finally:
        files.be_default(False)
        files.decide = _never
