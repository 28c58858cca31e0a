"""What became of a damaged file of contacts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved of it. The numbers are of contacts that a person can see.

    `unsent` are the contacts with changes that the service does not have. `lost` and
    `lost_unsent` are how many of each could not be read; None: some, and nobody knows how many.
    `parts_lost`: something else could not be read (history, notes, ids). `unsure`: what was read
    may be older than what was sent. `imports_aside`: unfinished imports were set aside with it.
    `behind`: what was saved last was missing in it; `put_back` are the names of contacts that the
    second note of that brought back. `from_backup` are those of contacts with unsent changes that
    could not be read and were taken from a backup, made at `backup_at`. `deleted` are the names of
    contacts that could not be read and whose delete was not sent yet: it has to be made again; they
    are not among `lost_unsent`. `set_aside` is where the damaged file lies now, whole.
    """

    set_aside: Path
    contacts: int = 0
    unsent: int = 0
    lost: int | None = 0
    lost_unsent: int | None = 0
    parts_lost: bool = False
    unsure: bool = False
    imports_aside: bool = False
    behind: bool = False
    put_back: tuple[str, ...] = ()
    from_backup: tuple[str, ...] = ()
    backup_at: datetime | None = None
    deleted: tuple[str, ...] = ()


OnSalvage = Callable[[int, int], None]
"""Called with what was done so far and the whole; a whole of 0 means that nobody knows."""
