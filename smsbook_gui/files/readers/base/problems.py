"""Why a file cannot be read, in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.texts.text_marker import Text


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
            message = Text("This file is not there any more.")
            remedy = Text(
                "Check that it was not moved or renamed, and that its drive is connected."
            )
        case IsADirectoryError():
            message = Text("This is a folder, not a file.")
            remedy = Text("Choose a file in it.")
        case PermissionError():
            message = Text("You are not allowed to read this file.")
            remedy = Text(
                "If it is open in another program, close it there. Otherwise ask its owner for "
                "permission."
            )
        case _:
            message = Text("The file could not be read to its end.")
            remedy = Text(
                "If it is on a network drive or a USB stick, check the connection, or copy it "
                "to this computer, and try again."
            )
    return FileProblem(message, remedy=remedy, details=details)


def damaged(error: Exception) -> FileProblem:
    """A file that breaks off, or holds what its format does not allow."""
    return FileProblem(
        Text("This file is damaged: a part of it is missing or unreadable."),
        remedy=Text("Open it in the program that made it and save it again, or download it again."),
        details=type(error).__name__,
    )


def not_a_list(name: str, remedy: str) -> FileProblem:
    """A file that is something else, such as "a picture"."""
    return FileProblem(Text("This is {name}, not a list of contacts.", name=name), remedy=remedy)


def too_many_cells() -> FileProblem:
    """A table of more than `table.MOST_CELLS`."""
    return FileProblem(
        Text("This sheet has more than 50 million cells."),
        remedy=Text("Delete everything in it that is not a contact, save it, and import that."),
    )


def no_such_sheet() -> FileProblem:
    """A sheet or table that was there when the file was looked into first."""
    return FileProblem(Text("This file has no such sheet any more."), remedy=Text("Open it again."))


def password_problem() -> FileProblem:
    """A workbook that only opens with a password."""
    return FileProblem(
        Text("This workbook is protected with a password."),
        remedy=Text(
            "Open it in the program it was made with, save it without the password, and import "
            "that."
        ),
    )
