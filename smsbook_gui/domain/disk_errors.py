"""What the system's errors about files and folders mean for a person."""

import errno
from pathlib import PurePath

from smsbook_gui.domain.errors import (
    DiskFailing,
    DiskFull,
    FolderProblem,
    InTheWay,
    InUse,
    NotAllowed,
    NotThere,
    StoreProblem,
    WriteProtected,
)
from smsbook_gui.domain.texts.text_marker import Text

_KINDS: dict[type[FolderProblem], tuple[str, ...]] = {
    NotAllowed: ("EACCES", "EPERM"),
    WriteProtected: ("EROFS",),
    InTheWay: ("EEXIST", "ENOTDIR", "EISDIR"),
    NotThere: ("ENOENT", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "ELOOP"),
    InUse: ("EBUSY", "ETXTBSY", "EDEADLK", "ENOLCK"),
    DiskFailing: ("EIO", "EREMOTEIO", "ETIMEDOUT", "EBADF"),
}
_BY_ERRNO = {
    number: kind
    for kind, names in _KINDS.items()
    for name in names
    if (number := getattr(errno, name, None)) is not None
}
_FULL = {
    number
    for name in ("ENOSPC", "EDQUOT", "EFBIG")
    if (number := getattr(errno, name, None)) is not None
}
_SHARING_VIOLATIONS = {32, 33}
"""Windows: another program has the file open, or a part of it locked. Python's errno for both is
that of a missing permission."""


def disk_problem(error: OSError) -> StoreProblem:
    """The person's words for an error of the file system. `details` names no path."""
    details = f"{type(error).__name__}: {error.strerror}"
    if error.errno in _FULL:
        return DiskFull(
            Text("Your contacts cannot be saved because the disk is full."), details=details
        )
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return InUse(details=details)
    kind = _BY_ERRNO.get(error.errno or 0, FolderProblem)
    if kind is InTheWay and error.errno == errno.EEXIST and isinstance(error.filename, str):
        name = PurePath(error.filename).name
        return InTheWay(
            Text(
                "There is a file with the name “{name}” where SMS Book needs a folder.", name=name
            ),
            details=details,
        )
    if error.errno == errno.EISDIR:
        return InTheWay(Text("There is a folder where SMS Book needs a file."), details=details)
    return kind(details=details)
