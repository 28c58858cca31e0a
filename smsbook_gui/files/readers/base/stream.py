"""A file's bytes as they are read, and how far the reading has come."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from smsbook_gui.domain.imports.tabular import Note, SourceRow
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.problems import readable
from smsbook_gui.files.readers.base.sheet_looks import AsideTally

CHUNK = 1 << 18
"""Bytes read at a time."""


class Meter:
    """How much of a whole is done, in bytes."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0

    @property
    def fraction(self) -> float:
        """0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class RowStream:
    """Rows as they are read from a file.

    Iterating raises FileProblem where the file cannot be read (on).
    """

    def __init__(
        self, rows: Iterator[SourceRow], meter: Meter, damage: Damage, tally: AsideTally
    ) -> None:
        self._rows = rows
        self._tally = tally
        self._meter = meter
        self._damage = damage

    def __iter__(self) -> Iterator[SourceRow]:
        # The inner iterator itself: a call a row would be a sixth of the time.
        return self._rows

    def __next__(self) -> SourceRow:
        return next(self._rows)

    @property
    def fraction(self) -> float:
        """The part of the file, 0 to 1, all of whose rows were read. It grows by whole pieces."""
        return self._meter.fraction

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was repaired or left out so far."""
        return self._damage.notes() + self._tally.notes()


def file_bytes(path: Path, meter: Meter) -> Iterator[bytes]:
    """All of a file. Raises FileProblem."""
    with readable(), path.open("rb") as file:
        meter.total = path.stat().st_size
        yield from pieces(file, meter)


def pieces(file: IO[bytes], meter: Meter) -> Iterator[bytes]:
    """The rest of an open file. Raises OSError."""
    while data := file.read(CHUNK):
        yield data
        meter.done += len(data)  # only now were its rows taken
