"""Replaces a damaged file with a new one; the damaged one is kept whole under another name.

The new file is made beside the damaged one, which nobody touches meanwhile. Renaming it to
`contacts.salvaged-<time>.db` is the decision: from then on every start finishes the swap before it
opens anything, and until then nothing has happened. So a kill at any point leaves either the
damaged files in place, or what was decided.
"""

import errno
import os
import struct
from datetime import datetime
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place, sync
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import DiskFailing, StoreDamaged

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file: the write-ahead log and its index."""

LEDGER = "-ledger"
"""What we keep beside it: a second record of the newest commits."""

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""

_DECIDED, _DAMAGED = "salvaged-", "damaged-"
_WAL_HEADER = 32
_BLOCK = 1 << 20
_WAL_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""By the byte order of the checksums (sqlite.org/fileformat2.html#walformat)."""


def beside(path: Path, suffix: str) -> Path:
    """`<name><suffix>` beside a file."""
    return path.with_name(path.name + suffix)


def part(path: Path, word: str) -> Path:
    """`contacts.<word>.db` beside `contacts.db`."""
    return path.with_name(f"{path.stem}.{word}{path.suffix}")


def exchange(path: Path, new: Path, now: datetime) -> Path:
    """Puts `new`, which no connection has open, in the place of `path`; returns where the old one
    is.

    Raises OSError; if the swap was decided by then, the next start finishes it.
    """
    stamp = now.strftime("%Y%m%d-%H%M%S")
    number = 1
    while any(path.parent.glob(f"{path.stem}.*-{_numbered(stamp, number)}{path.suffix}*")):
        number += 1
    stamp = _numbered(stamp, number)
    put_in_place(new, part(path, _DECIDED + stamp))
    finish_exchange(path)
    return part(path, _DAMAGED + stamp)


def _numbered(stamp: str, number: int) -> str:
    return stamp if number == 1 else f"{stamp}-{number}"


def finish_exchange(path: Path) -> None:
    """Finishes what `exchange` decided, if anything was. Raises OSError."""
    for decided in sorted(path.parent.glob(f"{path.stem}.{_DECIDED}*{path.suffix}")):
        aside = part(path, _DAMAGED + decided.stem.removeprefix(f"{path.stem}.{_DECIDED}"))
        sync(path.parent)
        for suffix in ("", *BESIDE, LEDGER):
            if beside(path, suffix).exists():
                os.replace(beside(path, suffix), beside(aside, suffix))
        put_in_place(decided, path)


def refuse_what_sqlite_would_drop(path: Path) -> None:
    """Raises StoreDamaged for damage that makes SQLite drop what was saved, mostly in silence.

    It takes an empty file for a new one, and a write-ahead log whose header cannot be read for an
    empty one, which it deletes. It also deletes the log of a file that is not an SQLite file. A log
    shorter than a header, or of zeros only, is what a power cut leaves before the first commit.
    """
    log = beside(path, BESIDE[0])
    try:
        if not path.exists():
            if log.exists() and log.stat().st_size:
                raise StoreDamaged(details="a write-ahead log without its file")
            return
        if path.is_dir():  # Windows gives it no size, and says that it may not be read
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if not path.stat().st_size:
            raise StoreDamaged(details="the file is empty")
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise StoreDamaged(details="the file is no database")
        readable = is_log(log)
    except OSError as error:
        known = disk_problem(error)
        if isinstance(known, DiskFailing):  # Whatever else can be read of it is worth saving.
            raise StoreDamaged(details=known.details) from error
        raise known from error
    if not readable:
        raise StoreDamaged(details="the write-ahead log cannot be read")


def is_log(log: Path) -> bool:
    """Whether a write-ahead log can be read from its beginning, or is empty."""
    if not log.exists():
        return True
    with log.open("rb") as file:
        head = file.read(_WAL_HEADER)
        if len(head) < _WAL_HEADER or _is_head(head):
            return True
        return not any(head) and not any(
            any(block) for block in iter(lambda: file.read(_BLOCK), b"")
        )


def _is_head(head: bytes) -> bool:
    """Whether these bytes begin a write-ahead log: the magic number and the checksum."""
    order = _WAL_MAGIC.get(struct.unpack(">I", head[:4])[0])
    if order is None:
        return False
    one = two = 0
    words = struct.unpack(f"{order}6I", head[:24])
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return struct.unpack(">2I", head[24:]) == (one, two)
