"""Files that hold contacts for a moment only, and what a kill leaves of them.

Parts of a workbook in the making, and the file beside its target that takes its place when it is
whole: nobody removes them when the program is killed. So the parts lie in the data folder, where
the contacts are anyway, and not in a folder that all programs share; a note there names each file
beside a target; and the next start removes both.
"""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FOLDER = "temporary"
_NOTE = "beside-"
_BESIDE = re.compile(r"\.smsbook-[0-9a-f]{16}\.tmp")


def use_private_folder(data_dir: Path) -> None:
    """All temporary files of this process go into `data_dir` from now on; earlier ones are removed.

    For the one process that has the data folder. Raises OSError.
    """
    folder = data_dir / _FOLDER
    for note in folder.glob(f"{_NOTE}*"):
        _remove_named(note)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tempfile.tempdir = str(folder)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A name in the target's folder that is free, for a file which does not outlast this.

    Raises OSError.
    """
    path = target.with_name(f".smsbook-{secrets.token_hex(8)}.tmp")
    Path(tempfile.gettempdir()).mkdir(mode=0o700, exist_ok=True)  # somebody may have tidied up
    descriptor, note = tempfile.mkstemp(prefix=_NOTE)
    try:
        os.write(descriptor, os.fsencode(path))
        os.close(descriptor)
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            Path(note).unlink(missing_ok=True)


def _remove_named(note: Path) -> None:
    """Remove what a note names, if it is a file of ours; its folder may be gone meanwhile."""
    with suppress(OSError, ValueError):
        path = Path(os.fsdecode(note.read_bytes()))
        if _BESIDE.fullmatch(path.name) and path.is_absolute() and not path.is_symlink():
            path.unlink()
