"""What can be said about a typed phone number: verdicts and the sentences for the person."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

from smsbook_gui.domain.texts.text_marker import Text


class PhoneVerdict(StrEnum):
    """What a check found."""

    GOOD = "good"
    REPAIRABLE = "repairable"
    """A valid number once repaired, with one possible reading."""
    DOUBTFUL = "doubtful"
    """May be right: warn, let save."""
    LOST = "lost"
    """A spreadsheet rounded it (4.0E+08): the digits are gone."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PhoneCheck:
    """A verdict, a plain sentence for the field ("" when good) and the repaired number, if any."""

    verdict: PhoneVerdict
    message: str
    suggestion: str | None


class Finding(Enum):
    """What is odd about a number: the verdict and the words for the person."""

    NOTHING = (PhoneVerdict.GOOD, "")
    BLANK = (PhoneVerdict.EMPTY, Text("A phone number is needed here."))
    ROUNDED = (
        PhoneVerdict.LOST,
        (
            Text(
                "A spreadsheet has rounded this number, so its last digits are lost. Look the "
                "number up and type it again."
            )
        ),
    )
    ZERO_EATEN = (
        PhoneVerdict.REPAIRABLE,
        Text("The 0 at the start is missing, as spreadsheets often drop it."),
    )
    PREFIX = (
        PhoneVerdict.REPAIRABLE,
        Text("The country code is written in an unusual way."),
    )
    SEPARATORS = (
        PhoneVerdict.REPAIRABLE,
        Text("A spreadsheet wrote this number as an amount, with separators or decimals."),
    )
    TEXT_AROUND = (PhoneVerdict.REPAIRABLE, Text("There is other text beside the number."))
    ODD_CHARACTERS = (
        PhoneVerdict.REPAIRABLE,
        Text("There are unusual or invisible characters in this number."),
    )
    EXTENSION = (
        PhoneVerdict.DOUBTFUL,
        Text("A text message cannot reach an extension. You can keep the number anyway."),
    )
    REMARK = (
        PhoneVerdict.DOUBTFUL,
        (
            Text(
                "Somebody wrote something beside this number. Read it: perhaps the number "
                "must not be "
                "used. If it is right, keep it."
            )
        ),
    )
    WARNING = (
        PhoneVerdict.DOUBTFUL,
        (
            Text(
                "Somebody wrote beside this number that it must not be used. If that is no longer "
                "true, type the number alone; otherwise you may leave it out."
            )
        ),
    )
    FAX = (
        PhoneVerdict.DOUBTFUL,
        Text(
            "This is said to be a fax number: it cannot receive text messages. Put a mobile here."
        ),
    )
    TWO_READINGS = (
        PhoneVerdict.DOUBTFUL,
        (
            Text(
                "This can be two different numbers: with a + before the country code, or with "
                "the 0 "
                "that a spreadsheet may have dropped. Choose the one that is right, or keep it."
            )
        ),
    )
    NO_DIGITS = (
        PhoneVerdict.DOUBTFUL,
        Text("There are no digits in this. If it is what you want to store, keep it."),
    )
    LETTERS = (
        PhoneVerdict.DOUBTFUL,
        (
            Text(
                "There are letters or signs in this number that SMS Book cannot read. "
                "If they belong to it, keep it."
            )
        ),
    )
    SEVERAL = (
        PhoneVerdict.DOUBTFUL,
        (
            Text(
                "This looks like more than one number. A contact has one phone number; put "
                "the other "
                "one in a custom field."
            )
        ),
    )
    NO_AREA_CODE = (
        PhoneVerdict.DOUBTFUL,
        Text("The area code may be missing. Without it the message may not arrive."),
    )
    SHORT = (
        PhoneVerdict.DOUBTFUL,
        Text("This is short for a phone number. If it is a short code, keep it."),
    )
    TOO_SHORT = (
        PhoneVerdict.DOUBTFUL,
        Text("Digits may be missing. If the number is right, keep it."),
    )
    TOO_LONG = (
        PhoneVerdict.DOUBTFUL,
        Text("There may be too many digits. If the number is right, keep it."),
    )
    NO_PLUS = (
        PhoneVerdict.DOUBTFUL,
        Text("If this is a number in another country, put a + before its country code."),
    )
    UNKNOWN = (
        PhoneVerdict.DOUBTFUL,
        Text(
            "SMS Book does not know numbers that begin like this. If the number is right, keep it."
        ),
    )

    @property
    def verdict(self) -> PhoneVerdict:
        """What it comes to."""
        verdict: PhoneVerdict = self.value[0]
        return verdict

    @property
    def message(self) -> str:
        """The sentence for the field."""
        message: str = self.value[1]
        return message


class Reach(Enum):
    """Whether a number can receive text messages, and the words where it may not."""

    MESSAGES = ""
    """Nothing says that it cannot."""
    LANDLINE = Text("This is a landline number: it may not receive text messages.")
    SERVICE = Text("This is a service number: it may not receive text messages.")

    @property
    def message(self) -> str:
        """The sentence for the person."""
        message: str = self.value
        return message


class NumberKind(StrEnum):
    """What kind of number a contact has, as lists are sorted out by."""

    MOBILE = "mobile"
    """A number of the account's country that can receive text messages, as far as is known."""
    LANDLINE = "landline"
    SERVICE = "service"
    FOREIGN = "foreign"
    UNUSUAL = "unusual"
    """Not surely a valid number."""
    NONE = "none"


class NumberMark(NamedTuple):
    """What is to be said of a contact's number wherever the contact is shown."""

    finding: Finding = Finding.NOTHING
    reach: Reach = Reach.MESSAGES
    shared: bool = False
    """Another contact has the same number."""
    kind: NumberKind = NumberKind.MOBILE

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be no phone number: an import leaves it out unless a person keeps it."""
        return self.finding.verdict in {PhoneVerdict.DOUBTFUL, PhoneVerdict.LOST}


class PhoneJudgement(NamedTuple):
    """All that an import asks of a number. `suggestion` is "" without one; see PhoneCheck."""

    finding: Finding
    key: str
    """`phone.phone_key` of it."""
    suggestion: str

    @property
    def verdict(self) -> PhoneVerdict:
        """What it comes to."""
        return self.finding.verdict
