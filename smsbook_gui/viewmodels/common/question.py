"""A question that a person must answer, as plain data: view-models ask, the dialog queue shows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class ChoiceRole(StrEnum):
    """What choosing an answer means; platforms place and mark their buttons by it."""

    ACCEPT = "accept"
    DESTRUCTIVE = "destructive"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `key` is what the asker gets back, `text` stands on the button."""

    key: str
    text: str
    role: ChoiceRole = ChoiceRole.ACCEPT


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers.

    `answered` gets the key of the chosen answer, exactly once. Closing the window counts as the
    first REJECT choice (or the last choice, where there is none). `default` is the key that Enter
    chooses. `more` is a second sentence, `details` technical words behind "Details".
    """

    title: str
    text: str
    choices: tuple[Choice, ...]
    answered: Callable[[str], None] = field(compare=False)
    more: str = ""
    default: str | None = None
    details: str = ""

    @property
    def way_out(self) -> str:
        """The key for closing the window without a choice."""
        for choice in self.choices:
            if choice.role is ChoiceRole.REJECT:
                return choice.key
        return self.choices[-1].key
