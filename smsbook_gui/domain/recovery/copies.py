"""Whether the files of an account are those that the program last worked with here."""

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """What tells that they may be a copy."""

    COMPUTER = "computer"
    """They were last opened on another computer."""
    FOLDER = "folder"
    """They were last opened in another folder of this computer."""
    OLDER = "older"
    """More was sent from this folder than the files know of."""
    NO_NOTE = "no note"
    """What was noted of them outside of the folder is gone."""


class CopyAnswer(StrEnum):
    """What a person says of them."""

    ONLY_ONE = "only one"
    """Nothing else was or will be sent from another copy: moved here, perhaps."""
    ONE_OF_SEVERAL = "one of several"
    """A backup, or a copy beside another one: what waits may have been sent already."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an account's files lie. `computer` and `folder` are hashes, `file_id` is the system's
    number of the folder, which a copy of it does not share."""

    computer: str
    folder: str
    file_id: str
