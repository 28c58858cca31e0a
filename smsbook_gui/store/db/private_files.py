"""Folders and files that only this user can open."""

import errno
import os
import stat
from pathlib import Path

FOLDER_MODE = stat.S_IRWXU
FILE_MODE = stat.S_IRUSR | stat.S_IWUSR


def private_dir(path: Path, *, parents: bool = True) -> Path:
    """`path` as an existing folder; made, it is for this user only (0700 where that exists).

    Folders above it are made with the system's usual rights, unless they have to be there. One
    that was there keeps its own: it may be shared on purpose. Raises OSError.
    """
    refuse_broken_link(path)
    if parents:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        if os.name == "posix":
            path.chmod(FOLDER_MODE)  # whatever the umask took away
    return path


def private_file(path: Path) -> None:
    """Makes the file (0600) where it is missing, and narrows it where it is not. Raises OSError."""
    private_dir(path.parent)
    refuse_broken_link(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    path.chmod(FILE_MODE)


def refuse_broken_link(path: Path) -> None:
    """Raises FileNotFoundError where `path`, or a folder above it, is a link that leads nowhere.

    Whoever made it expects the data on the other side, which is not connected now: something new
    and empty in its place would look like a loss.
    """
    for each in (path, *path.parents):
        if each.is_symlink() and not each.exists():
            raise FileNotFoundError(errno.ENOENT, "a link that leads nowhere", str(each))
