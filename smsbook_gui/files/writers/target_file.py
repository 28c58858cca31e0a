"""The file that a person asked for, beside its target and moved into place when it is whole.

Until then the target is as it was; whatever goes wrong, nothing is left beside it (after a kill,
until the next start: `passing.py`).
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smsbook_gui.atomic_file import put_in_place
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.passing import beside

NOTHING_WRITTEN = Text("Nothing was written. A file that was there before is as it was.")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """The path to write to, in the target's folder; moved into place at the end without an error.

    Raises FileProblem for what the operating system says, inside as well.
    """
    try:
        # Where the target is a link, what it points to is replaced and the link stays.
        target = target.resolve()
        with beside(target) as temporary:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _mode(target)))
            yield temporary
            if target.is_dir():  # Windows would speak of a permission
                raise IsADirectoryError(errno.EISDIR, "a folder")
            put_in_place(temporary, target)
    except OSError as error:
        raise writing_problem(error) from error


def writing_problem(error: OSError) -> FileProblem:
    """What the operating system says about a file that is to be written, as a person needs it."""
    # The error's text would hold the path, and a file's name may be a person's.
    details = f"{type(error).__name__} {error.errno}"
    if error.errno in _NO_ROOM:
        message = Text("There is no room left for this file.")
        remedy = Text("Free some space, or choose another drive, and try again.")
    elif isinstance(error, (FileNotFoundError, NotADirectoryError)):
        message = Text("The folder is not there any more.")
        remedy = Text("Check that its drive is connected, or choose another folder.")
    elif isinstance(error, IsADirectoryError):
        message = Text("There is a folder of this name.")
        remedy = Text("Choose another name.")
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        message = Text("You are not allowed to change this file.")
        remedy = Text(
            "If it is open in Excel or another program, close it there and try again. Otherwise "
            "choose another name or folder."
        )
    else:
        message = Text("The file could not be written.")
        remedy = Text(
            "If it is meant to be on a network drive or a USB stick, check the connection, or "
            "choose a folder on this computer."
        )
    return FileProblem(message, effect=NOTHING_WRITTEN, remedy=remedy, details=details)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that new files get."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        return 0o666
