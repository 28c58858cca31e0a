"""What the file system says is told as what it is."""

import errno

import pytest

from smsbook_gui.domain.disk_errors import disk_problem
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
from smsbook_gui.viewmodels.common.text import error_text


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, NotAllowed),
        (errno.EPERM, NotAllowed),
        (errno.EROFS, WriteProtected),
        (errno.ENOTDIR, InTheWay),
        (errno.EEXIST, InTheWay),
        (errno.EISDIR, InTheWay),
        (errno.ENOENT, NotThere),
        (errno.ESTALE, NotThere),
        (errno.ENODEV, NotThere),
        (errno.EBUSY, InUse),
        (errno.EIO, DiskFailing),
        (errno.EMFILE, FolderProblem),
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else value.__name__,
)
def test_each_error_has_words_of_its_own(number: int, kind: type[StoreProblem]) -> None:
    told = disk_problem(OSError(number, "as the system says", "/home/zoe/contacts"))
    assert type(told) is kind
    assert "zoe" not in error_text(told) + told.details
    assert "as the system says" in told.details
    assert ("full" in error_text(told)) is (kind is DiskFull)


def test_the_file_that_is_in_the_way_is_named() -> None:
    told = disk_problem(FileExistsError(errno.EEXIST, "File exists", "/home/zoe/x/imports"))
    assert told.message == (
        "There is a file with the name “imports” where SMS Book needs a folder."
    )


def test_a_file_that_another_program_has_open_on_windows() -> None:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert isinstance(disk_problem(error), InUse)
