"""A file that takes its place when it is whole.

Written beside its target, flushed, moved over it: whenever the power goes, the target is the old
file or the new one. Any package may import this module; it knows nobody.
"""

import os
import sys
from pathlib import Path


def put_in_place(new: Path, target: Path) -> None:
    """Make `new`, which is complete and lies in the same folder, the file `target`.

    Raises OSError; `new` is still there then. On Windows that happens while another program has
    the target open.
    """
    sync(new)
    new.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Raises OSError."""
    if sys.platform == "win32" and path.is_dir():
        return  # Windows cannot flush a folder
    # Windows flushes only what was opened for writing.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
