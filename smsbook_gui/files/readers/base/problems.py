"""Why a file cannot be read, in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

from smsbook_gui.domain.errors import FileProblem


@contextmanager
def readable() -> Iterator[None]:
    """Turns what the operating system says inside into a FileProblem."""
    try:
        yield
    except OSError as error:
        raise file_problem(error) from error


def file_problem(error: OSError) -> FileProblem:
    """What the operating system says about a file, as a person needs it."""
    # The error's text would hold the path, and a file's name may be a person's.
    details = f"{type(error).__name__} {error.errno}"
    match error:
        case FileNotFoundError():
            message = "This file is not there any more."
            remedy = "Check that it was not moved or renamed, and that its drive is connected."
        case IsADirectoryError():
            message = "This is a folder, not a file."
            remedy = "Choose a file in it."
        case PermissionError():
            message = "This file may not be read."
            remedy = (
                "If it is open in another program, close it there. "
                "Otherwise ask whoever it belongs to for the permission."
            )
        case _:
            message = "The file stopped being readable."
            remedy = (
                "If it lies on a network drive or a USB stick, check the connection, or copy it "
                "to this computer, and try again."
            )
    return FileProblem(message, remedy=remedy, details=details)


def damaged(error: Exception) -> FileProblem:
    """A file that breaks off, or holds what its format does not allow."""
    return FileProblem(
        "This file is damaged: a part of it is missing or unreadable.",
        remedy="Open it in the program that made it and save it again, or download it again.",
        details=type(error).__name__,
    )


def not_a_list(name: str, remedy: str) -> FileProblem:
    """A file that is something else, such as "a picture"."""
    return FileProblem(f"This is {name}, not a list of contacts.", remedy=remedy)


def too_many_cells() -> FileProblem:
    """A table of more than `table.MOST_CELLS`."""
    return FileProblem(
        "This sheet has more than 50 million cells.",
        remedy="Delete what is no contact in it, save it, and import that.",
    )


def no_such_sheet() -> FileProblem:
    """A sheet or table that was there when the file was looked into first."""
    return FileProblem("This file has no such sheet any more.", remedy="Open it again.")


def password_problem() -> FileProblem:
    """A workbook that only opens with a password."""
    return FileProblem(
        "This workbook is protected with a password.",
        remedy="Open it in the program it was made with, save it without the password, and import "
        "that.",
    )
