"""A copy of a damaged file that SQLite can be made to read.

The damaged files themselves are never opened as a database, since that may write to them. What the
disk cannot read is zeros in the copy. Where the copy's head or its list of tables is gone, they
come from a fresh file: the tables stand at the same places in every file that was made by the same
steps.
"""

import sqlite3
import struct
from contextlib import closing
from io import RawIOBase
from pathlib import Path

from smsbook_gui.store.db.file_swap import BESIDE, MAGIC, beside, is_log
from smsbook_gui.store.db.schema import STEPS, columns
from smsbook_gui.store.recovery.scan import known_columns

_BLOCK = 1 << 20
_SECTOR = 4096
_HEAD = 100
_PAGE_COUNT = 28
_LOG_HEAD = 32
_FRAME_HEAD = 24
_RUNS = 1_000_000
"""More than a log is ever begun anew; each time its first salt grows by one."""


class Copy:
    """The copy at `path`; `lost_log`: commits that were in the write-ahead log are not in it.

    Raises OSError where there is no room.
    """

    def __init__(self, damaged: Path, path: Path, fresh: Path) -> None:
        self.path = path
        self._fresh = fresh.read_bytes()
        (self._page,) = struct.unpack(">H", self._fresh[16:18])
        self.lost_log = False
        self._frames = 0
        for suffix in ("", *BESIDE):
            beside(path, suffix).unlink(missing_ok=True)
        _copy(damaged, path)
        self._copy_log(beside(damaged, BESIDE[0]))
        self._fill_up()
        self._mend()

    def connect(self) -> sqlite3.Connection:
        """A connection that reads as far as it can, and raises where it cannot."""
        db = sqlite3.connect(self.path, isolation_level=None)
        db.execute("PRAGMA writable_schema = ON")  # a list of tables with holes is read as well
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA query_only = ON")
        return db

    # --- the write-ahead log -----------------------------------------------------------------

    def _copy_log(self, log: Path) -> None:
        if not log.exists() or not log.stat().st_size:
            return
        if is_log(log):
            _copy(log, beside(self.path, BESIDE[0]))
        else:
            self.lost_log = True

    def _frames_of_log(self) -> int:
        """How many frames were written to the log, as far as its bytes tell: also those that are
        torn, or that nobody can read.

        What an earlier run of the log left behind the newest frame has older salts.
        """
        log = beside(self.path, BESIDE[0])
        content = log.read_bytes() if log.exists() else b""
        (salt,) = struct.unpack(">I", content[16:20].ljust(4, b"\0"))
        last = 0
        for number, at in enumerate(range(_LOG_HEAD, len(content), _FRAME_HEAD + self._page), 1):
            salts = content[at + 8 : at + 16].ljust(8, b"\0")
            (one,) = struct.unpack(">I", salts[:4])
            if not 0 < (salt - one) % (1 << 32) < _RUNS:
                last = number
        return last

    # --- the head and the list of tables -----------------------------------------------------

    def _fill_up(self) -> None:
        """Zeros where the file ends too early: SQLite then reads what is there."""
        with self.path.open("r+b") as file:
            head = file.read(_HEAD)
            pages = -(-max(file.seek(0, 2), self._page) // self._page)
            if head.startswith(MAGIC) and len(head) == _HEAD:
                (told,) = struct.unpack(">I", head[_PAGE_COUNT : _PAGE_COUNT + 4])
                # A head that lies would fill the disk.
                pages = max(pages, told) if told <= 4 * pages + 16 else pages
            file.truncate(pages * self._page)

    def _mend(self) -> None:
        """Tries ever stronger repairs until the tables can be read."""
        written = self._frames_of_log()
        mends = [self._mend_head, self._mend_tables, self._drop_log]
        while not self._knows_tables() and mends:
            mends.pop(0)()
        self.lost_log |= written > self._frames

    def _knows_tables(self) -> bool:
        try:
            with closing(self.connect()) as db:
                # Closing it will bring the log into the copy: now is the time to look how much
                # of it SQLite takes, which is up to the last commit that it can read.
                frames = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
                self._frames = max(self._frames, frames)
                names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
                return names >= columns(1).keys() and all(
                    known_columns(db, name) for name in columns(len(STEPS)).keys() & names
                )
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False

    def _drop_log(self) -> None:
        for suffix in BESIDE:
            if beside(self.path, suffix).exists():
                beside(self.path, suffix).unlink()

    def _mend_head(self) -> None:
        with self.path.open("r+b") as file:
            pages = file.seek(0, 2) // self._page
            file.seek(0)
            count = struct.pack(">I", pages)
            # No list of free pages: nothing is written to the copy.
            rest = self._fresh[40:_HEAD]
            file.write(self._fresh[:_PAGE_COUNT] + count + bytes(8) + rest)

    def _mend_tables(self) -> None:
        """The pages of the list of tables: the first one and those it points to."""
        with self.path.open("r+b") as file:
            for number in (1, *self._tables_pages()):
                start = (number - 1) * self._page
                file.seek(start)
                file.write(self._fresh[start : start + self._page])
        self._mend_head()

    def _tables_pages(self) -> list[int]:
        """The pages that an inner first page points to (sqlite.org/fileformat2.html#btree)."""
        if self._fresh[_HEAD] != 5:
            return []
        (cells,) = struct.unpack(">H", self._fresh[_HEAD + 3 : _HEAD + 5])
        places = struct.unpack(f">{cells}H", self._fresh[_HEAD + 12 : _HEAD + 12 + 2 * cells])
        places = (*places, _HEAD + 8)  # the last one stands in the page's head
        return [struct.unpack(">I", self._fresh[at : at + 4])[0] for at in places]


def _copy(source: Path, target: Path) -> None:
    """Copies a file, private; what cannot be read is zeros."""
    target.touch(mode=0o600)
    if not source.exists():
        return
    with source.open("rb", buffering=0) as file, target.open("wb") as copy:
        size = file.seek(0, 2)
        for start in range(0, size, _BLOCK):
            copy.write(_read(file, start, min(_BLOCK, size - start)))


def _read(file: RawIOBase, start: int, size: int) -> bytes:
    """So many bytes from there, with zeros for the sectors that the disk does not give."""
    try:
        file.seek(start)
        found = file.read(size) or b""
        if not found:
            return bytes(size)
        return found + (
            _read(file, start + len(found), size - len(found)) if len(found) < size else b""
        )
    except OSError:
        if size <= _SECTOR:
            return bytes(size)
        steps = range(start, start + size, _SECTOR)
        return b"".join(_read(file, at, min(_SECTOR, start + size - at)) for at in steps)
