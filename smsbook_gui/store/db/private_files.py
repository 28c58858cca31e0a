"""Folders and files that only this user can open."""

import errno
import os
import stat
from pathlib import Path

FOLDER_MODE = stat.S_IRWXU
FILE_MODE = stat.S_IRUSR | stat.S_IWUSR


def private_dir(path: Path, *, parents: bool = True) -> Path:
    """Makes the folder `path` for this user only (0700 where that exists), if it is missing.

    Folders above it are made with the usual permissions if `parents` allows it. A folder that
    exists keeps its own permissions: it may be shared on purpose. Raises OSError.
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
            path.chmod(FOLDER_MODE)  # The umask may have taken some of it away.
    return path


def private_file(path: Path) -> None:
    """Makes the file (0600), or narrows the mode of an existing one. Raises OSError."""
    private_dir(path.parent)
    refuse_broken_link(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    path.chmod(FILE_MODE)


def refuse_broken_link(path: Path) -> None:
    """Raises FileNotFoundError if `path`, or a folder above it, is a link that leads nowhere.

    Whoever made the link expects the data on the other side, which is not connected now. Something
    new and empty in its place would look like a loss.
    """
    for each in (path, *path.parents):
        if each.is_symlink() and not each.exists():
            raise FileNotFoundError(errno.ENOENT, "a link that leads nowhere", str(each))
