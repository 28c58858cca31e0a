"""A second record of recent commits, beside the file of contacts.

SQLite keeps the newest commits in a write-ahead log. Where that is deleted, cut or damaged before
it reached the file, SQLite goes by what is left: contacts that were saved and not sent are gone
without a word, and what was sent counts as never sent. So after each commit a line
goes into the ledger: how far the file's own counters are, and how the contacts stand that the
service does not have as they are here. A file whose counters are behind its ledger has lost
commits, and the ledger tells which contacts they were about.

Work on many contacts at once is noted by the counters alone. A line that cannot be written ends
the ledger: one with a gap would tell of a create that was sent as if it still waited. What a line
says is in the file for good once the log has been brought into it; the ledger then begins anew.

A page of the file may go bad at any time, and what was never sent stands nowhere else. So the
ledger begins with the contacts that wait, the newest ones, and an orderly close leaves one of them
alone: a second copy, where anything waits. It is private like the file itself.
"""

import json
import os
import sqlite3
import struct
import zlib
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import CommitsLost
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import OP
from smsbook_gui.store.contacts.rows import FIELDS, TEXTS
from smsbook_gui.store.db.connection import connect
from smsbook_gui.store.db.file_swap import BESIDE, LEDGER, beside
from smsbook_gui.store.db.private_files import FILE_MODE
from smsbook_gui.store.db.transaction import Transaction

FEW = 50
"""Contacts of one commit that are noted; more are bulk work."""
WAITING = 200
"""Contacts that wait, with which a ledger begins. Bulk work writes them again with each commit."""
LARGEST = 4_000_000
"""Bytes after which the ledger begins anew as soon as it may."""

_SEQUENCES = ("contact", "batch", "history")
_MARKS = "SELECT (SELECT value FROM counter WHERE name = 'sequence')" + "".join(
    f", coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{name}'), 0)" for name in _SEQUENCES
)
_ROWS = f"""
    SELECT contact.local_id, contact.server_id, contact.life, book_id, book.server_id, book.name,
        {OP}, outbox.state, {TEXTS}
    FROM json_each(?) AS wanted CROSS JOIN contact ON contact.local_id = wanted.value
    JOIN book ON book.local_id = book_id
    LEFT JOIN {CONTACT_ROWS} ON outbox.local_id = contact.local_id"""
_NEWEST = f"SELECT local_id FROM {CONTACT_ROWS} ORDER BY local_id DESC LIMIT ?"
_LOG_HEAD, _FRAME_HEAD = 32, 24


@dataclass(frozen=True, slots=True)
class Marks:
    """How far a file is: its work counter, and the last ids that it gave."""

    sequence: int = 0
    contact: int = 0
    batch: int = 0
    history: int = 0

    def is_behind(self, other: "Marks") -> bool:
        """Whether commits are missing that the other one knows of."""
        return any(getattr(self, name) < getattr(other, name) for name in Marks.__slots__)


@dataclass(frozen=True, slots=True)
class Entry:
    """How a contact stood after a commit. `op` is None where nothing was to be sent any more."""

    local_id: int
    server_id: int | None
    life: Life
    book: tuple[int, int | None, str]
    """Local id, the service's id, name."""
    op: Op | None
    state: Status
    values: Values


@dataclass(slots=True)
class Ledger:
    """What a ledger says: where the file was when it began and last, and the contacts by id.

    `closed`: the file was closed since then, with all of its commits in it.
    """

    began: Marks = field(default_factory=Marks)
    marks: Marks = field(default_factory=Marks)
    entries: dict[int, Entry] = field(default_factory=dict)
    closed: bool = False

    @classmethod
    def read(cls, path: Path) -> "Ledger | None":
        """The ledger of the file at `path`; None without one. A torn last line is left out."""
        try:
            lines = beside(path, LEDGER).read_bytes().splitlines()
        except FileNotFoundError:
            return None
        found = cls()
        for number, line in enumerate(filter(None, map(_parsed, lines))):
            found.marks = Marks(*line["marks"])
            found.closed = line.get("closed", False)
            if not number:
                found.began = found.marks
            for row in line["rows"]:
                found._take(row)
        return found if found.marks != Marks() else None

    def _take(self, row: list[Any]) -> None:
        local_id, *rest = row
        if not rest:
            self.entries.pop(local_id, None)
            return
        server_id, life, book_id, book_server_id, book_name, op, state, *texts = rest
        if len(texts) != len(FIELDS):
            return  # of a version with other fields
        self.entries[local_id] = Entry(
            local_id,
            server_id,
            Life(life),
            (book_id, book_server_id, book_name),
            None if op is None else Op(op),
            Status(state or 0),
            {name: text for name, text in zip(FIELDS, texts, strict=True) if text is not None},
        )


def _parsed(line: bytes) -> dict[str, Any] | None:
    check, _, text = line.partition(b" ")
    if check != _check(text):
        return None
    found: dict[str, Any] = json.loads(text)
    return found


def _check(text: bytes) -> bytes:
    return b"%08x" % zlib.crc32(text)


# --- writing -----------------------------------------------------------------------------------


class Bookkeeper:
    """Keeps the ledger of the file at `path`, on the writer's thread."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = beside(path, LEDGER)
        self._log = beside(path, BESIDE[0])
        self._limit = LARGEST
        self._db = db
        before = Ledger.read(path)
        self._open = set(before.entries) if before else set[int]()
        """Contacts that it has in a state that would matter."""
        self._marks = before.marks if before else Marks()
        self._file: int | None = None
        self._last_line: bytes | None = None
        """What an orderly close leaves; None where that could not be read."""
        with suppress(OSError):
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
            self._start_line(before)

    def _start_line(self, before: Ledger | None) -> None:
        """Begins on a line of its own, and a new ledger with where the file is now."""
        if before is None:
            self._marks = Marks(*self._db.execute(_MARKS).fetchone())
            self.append(self._first_line())
        elif self._file is not None:
            os.write(self._file, b"\n")

    def line(self, tx: Transaction, changes_before: int) -> bytes | None:
        """The line for a transaction that is about to be committed; None if it needs none."""
        if self._file is None or tx.db.total_changes == changes_before:
            return None
        marks = Marks(*tx.db.execute(_MARKS).fetchone())
        changed = tx.changed.contacts
        ids: Collection[int]
        if changed is None:
            ids = self._open
        else:
            ids = changed if len(changed) <= FEW else changed & self._open
        rows = self._rows(ids) if ids else []
        if marks == self._marks and not rows:
            return None
        self._marks = marks
        return self._line(marks, rows)

    def _first_line(self, *, closed: bool = False) -> bytes:
        """Where the file is, and the newest contacts that wait."""
        ids = [local_id for (local_id,) in self._db.execute(_NEWEST, (WAITING,))]
        self._open.clear()
        return self._line(self._marks, self._rows(ids), closed=closed)

    def _rows(self, ids: Collection[int]) -> list[Sequence[Any]]:
        """The contacts with unsent changes, and those that had some until now."""
        found = {row[0]: row for row in self._db.execute(_ROWS, (json.dumps(list(ids)),))}
        rows: list[Sequence[Any]] = []
        for local_id in tuple(ids):  # they may be `_open` itself
            row = found.get(local_id)
            if row is not None and row[7] is not None:
                self._open.add(local_id)
                rows.append(row)
            elif local_id in self._open:
                # Nothing is to be sent any more: what became of a create must be known, too.
                self._open.discard(local_id)
                rows.append((local_id,) if row is None else row)
        return rows

    def _line(self, marks: Marks, rows: Sequence[Sequence[Any]], *, closed: bool = False) -> bytes:
        values = [getattr(marks, name) for name in Marks.__slots__]
        said = {"marks": values, "rows": rows} | ({"closed": True} if closed else {})
        text = json.dumps(said, separators=(",", ":")).encode()
        return _check(text) + b" " + text + b"\n"

    def append(self, line: bytes) -> None:
        """Writes a line, after the commit; flushed to the disk where it is about contacts."""
        if self._file is None:
            return
        try:
            if os.write(self._file, line) != len(line):
                raise OSError
            if _tells_of_contacts(line):
                os.fsync(self._file)
            size = os.fstat(self._file).st_size
            if size > self._limit:
                self._limit = size + LARGEST // 4
                self._begin()
        except OSError:
            self.end()

    def begin_anew(self) -> None:
        """Empties the ledger, if all that it records has reached the file."""
        try:
            self._begin()
        except OSError:
            self.end()

    def _begin(self) -> None:
        """Empties it only once SQLite has copied the whole log into the file."""
        if self._file is None:
            return
        try:
            busy, frames, done = self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if busy or frames != done:
                return
            line = self._first_line()
        except sqlite3.Error:
            return  # another time: the commit itself is done
        self._limit = LARGEST
        self._write_anew(self._file, line)

    def _write_anew(self, file: int, line: bytes) -> None:
        os.ftruncate(file, 0)
        if os.write(file, line) != len(line):
            raise OSError
        if _tells_of_contacts(line):
            os.fsync(file)

    def end(self) -> None:
        """Removes the ledger: none at all is better than one with a gap."""
        self.let_go()
        with suppress(OSError):
            self._path.unlink()

    def let_go(self) -> None:
        """Records nothing more; what is recorded stays."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def before_close(self) -> None:
        """Called as long as the file can be read, after its last commit."""
        with suppress(sqlite3.Error):
            self._last_line = self._first_line(closed=True)

    def close(self) -> None:
        """Called when the file was closed: without a log, all that was committed is in it.

        Where what waits could not be read, the file is damaged, and all that is known is kept.
        """
        try:
            whole = not self._log.exists() or not self._log.stat().st_size
            if whole and self._last_line is not None and self._file is not None:
                self._write_anew(self._file, self._last_line)
        except OSError:
            self.end()
            return
        if whole and self._last_line is not None and not _tells_of_contacts(self._last_line):
            self.end()
        self.let_go()


def _tells_of_contacts(line: bytes) -> bool:
    return b'"rows":[]' not in line


# --- reading after an unclean end --------------------------------------------------------------


def marks_of(db: sqlite3.Connection) -> Marks | None:
    """How far the file is; None where that cannot be read."""
    try:
        return Marks(*db.execute(_MARKS).fetchone())
    except (sqlite3.DatabaseError, TypeError):
        return None


def refuse_lost_commits(path: Path) -> None:
    """Raises CommitsLost where the newest commits are missing in a file that nobody has open.

    It is only read: what writes to it would do away with the rest of a damaged log.
    """
    log, ledger = beside(path, BESIDE[0]), Ledger.read(path)
    if (ledger is None or ledger.closed) and not (log.exists() and log.stat().st_size):
        return
    try:
        with closing(connect(path, read_only=True)) as db:
            marks = marks_of(db)
            torn = _commits_behind_a_gap(path)
    except sqlite3.Error:
        return  # whoever opens it next is told of it
    if torn:
        raise CommitsLost(details="the write-ahead log has a gap")
    if ledger is not None and marks is not None and marks.is_behind(ledger.marks):
        raise CommitsLost(details="the write-ahead log lacks commits")


def _commits_behind_a_gap(path: Path) -> bool:
    """Whether the log holds commits that SQLite does not take, since a frame before them is bad.

    Called while a connection is open: its index of the log tells which frame is the last good one.
    One commit behind a gap is what a power cut leaves of one that nobody was promised; before a
    second one begins, the first is on the disk.
    """
    log, index = beside(path, BESIDE[0]), beside(path, BESIDE[1])
    if not log.exists() or not index.exists():
        return False
    with index.open("rb") as file:
        head = file.read(20)
    if len(head) < 20:
        return False
    (good,) = struct.unpack("=I", head[16:])
    commits = 0
    with log.open("rb") as file:
        start = file.read(_LOG_HEAD)
        if len(start) < _LOG_HEAD:
            return False
        (page,) = struct.unpack(">I", start[8:12])
        file.seek(_LOG_HEAD + good * (_FRAME_HEAD + page))
        while len(frame := file.read(_FRAME_HEAD)) == _FRAME_HEAD:
            # The number of pages is in the last frame of a commit only.
            if frame[8:16] == start[16:24] and any(frame[4:8]):
                commits += 1
            file.seek(page, os.SEEK_CUR)
    return commits > 1
