"""What an import is about: where columns go, what each row would do, and how a run stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from pathlib import PurePath
from typing import NamedTuple

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField


class OtherTarget(StrEnum):
    """What a column can hold beside the contact's text fields."""

    FULL_NAME = "full_name"
    """Is split into first and last name."""
    LAST_NAME_FIRST = "last_name_first"
    """The same, of names that begin with the last name: "Nom Prénom"."""
    BOOK = "book"
    """The name of the address book that the row goes to."""
    OPT_OUT = "opt_out"
    """Whether the person wants no messages: yes keeps the row out."""
    CONSENT = "consent"
    """Whether the person has agreed to messages: no keeps the row out."""
    COUNTRY = "country"
    """The country in which the row's numbers are read that have no code of a country."""


FULL_NAMES = frozenset({OtherTarget.FULL_NAME, OtherTarget.LAST_NAME_FIRST})
"""Whole names, whichever part of them stands first."""

HEEDED = frozenset({OtherTarget.OPT_OUT, OtherTarget.CONSENT})
"""What says whether a person wants messages, and is not imported."""
OFTEN = HEEDED | {OtherTarget.COUNTRY}
"""What several columns of a file may say; all of them count."""

Target = ContactField | OtherTarget
ColumnMap = tuple[Target | None, ...]
"""One entry a column of the file; None is "Do not import"."""


class NumberColumn(NamedTuple):
    """A column of phone numbers. `label` is the column that says, row by row, what kind of number
    stands in it ("Mobile", "Home Fax"); `country` and `area` are those of the codes that are
    dialled before it. None where there is none."""

    column: int
    label: int | None = None
    country: int | None = None
    area: int | None = None


class FoundColumns(NamedTuple):
    """What the columns of a file hold, and those of numbers with the best one first."""

    columns: ColumnMap
    numbers: tuple[NumberColumn, ...] = ()


class WhenThere(StrEnum):
    """What to do with a row whose contact is there already."""

    SKIP = "skip"
    UPDATE = "update"
    """Sets what differs; a blank cell leaves what is there."""
    ADD = "add"


class MatchBy(StrEnum):
    """What makes a row and a contact the same. The custom fields serve as keys of one's own."""

    NUMBER = "number"
    NUMBER_AND_NAME = "number_and_name"
    CUSTOM_1 = "custom_1"
    CUSTOM_2 = "custom_2"
    CUSTOM_3 = "custom_3"
    CUSTOM_4 = "custom_4"


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person chose between the file and the check.

    The rows go to `book_id` (local id), or to a new address book of the name `new_book`, or where
    a column with the target BOOK says; there, a blank cell means the one that was chosen, and
    where none was, a row that would be new is bad.
    """

    columns: ColumnMap
    numbers: tuple[NumberColumn, ...] = ()
    """The columns of numbers that a row's number is looked for in, the best one first; those of
    `columns` that are missing here come after them. See `number_columns`."""
    each_number: bool = False
    """A row becomes a contact for each of its numbers, not one with the best of them."""
    book_id: int | None = None
    new_book: str = ""
    when_there: WhenThere = WhenThere.SKIP
    when_taken: WhenThere = WhenThere.SKIP
    """What to do with a row whose number somebody of another name has."""
    match_by: MatchBy = MatchBy.NUMBER
    match_everywhere: bool = False
    """Look for the row's contact in all address books, not only in the row's own."""
    include_left_out: bool = False
    """Import also numbers that were deleted or dropped by the service: they may have opted out."""
    include_hidden: bool = False
    """Import also rows that their sheet hides."""
    include_struck: bool = False
    """Import also rows that are struck through in their sheet."""

    @property
    def have_names(self) -> bool:
        """Whether any column holds names."""
        names = FULL_NAMES | {ContactField.FIRST_NAME, ContactField.LAST_NAME}
        return not names.isdisjoint(self.columns)

    @property
    def number_columns(self) -> tuple[NumberColumn, ...]:
        """The columns that are mapped to the phone number, in the order that counts."""
        mapped = [
            place
            for place, target in enumerate(self.columns)
            if target is ContactField.PHONE_NUMBER
        ]
        ordered = [each for each in self.numbers if each.column in mapped]
        known = {each.column for each in ordered}
        return (*ordered, *(NumberColumn(place) for place in mapped if place not in known))

    @property
    def country_columns(self) -> tuple[int, ...]:
        """The columns that say in which country a row's numbers are read."""
        return tuple(
            place for place, target in enumerate(self.columns) if target is OtherTarget.COUNTRY
        )


def with_rank(choices: ImportChoices, column: int, rank: int) -> ImportChoices:
    """`choices` with that column of numbers in another place (from 0) of their order."""
    columns = list(choices.number_columns)
    moved = next(each for each in columns if each.column == column)
    columns.remove(moved)
    columns.insert(rank, moved)
    return replace(choices, numbers=tuple(columns))


def with_likely_book(
    choices: ImportChoices, books: Sequence[AddressBook], likely: int | None, name: str
) -> tuple[ImportChoices, bool]:
    """`choices` with an address book where it is clear which, and whether it is a new one.

    It is the one on show, or the only one; where there is none yet, a new one called like the file.
    Where a column names it, none is: a row that names none is not to go anywhere by a guess.
    """
    known = {book.local_id for book in books}
    if choices.book_id in known:
        return choices, False
    if choices.new_book:
        return replace(choices, book_id=None), True
    if OtherTarget.BOOK in choices.columns:
        return replace(choices, book_id=None), False
    if not books:
        return replace(choices, book_id=None, new_book=name), True
    only = books[0].local_id if len(books) == 1 else None
    return replace(choices, book_id=likely if likely in known else only), False


def file_title(name: str) -> str:
    """A file's name without its ending."""
    return PurePath(name).stem


class Verdict(StrEnum):
    """What a row would do."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    """The contact is there already, and nothing would change (or it is to be skipped)."""
    TAKEN = "taken"
    """Somebody of another name has its number: a contact, or an earlier row of the same file."""
    DUPLICATE = "duplicate"
    """An earlier row of the same file is the same contact."""
    BAD = "bad"
    LEFT_OUT = "left_out"
    """Its person has opted out, as the file says; or may have, because its number was deleted
    before, or the service dropped it."""


class Mark(StrEnum):
    """What is to be said of a row that goes in all the same."""

    LANDLINE = "landline"
    """It has no number but one that may not receive text messages."""
    SERVICE_NUMBER = "service_number"
    OTHER_NUMBERS = "other_numbers"
    """It has another number, which is passed over."""
    LOOKALIKE = "lookalike"
    """A contact of that name is there, with another number or none."""
    BY_COUNTRY = "by_country"
    """Its number has no code of a country, and got the one of the country that the row names."""


RowKind = Verdict | Mark
"""By what rows are looked at: a mark means those of them that go in."""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of the file as the check sees it.

    `position` counts the file's rows below the header from 0 and is the row's identity; `number`
    is what an editor or Excel shows beside it. `cells` are as they are now, `corrected` the columns
    (indexes) that a person or a repair changed. `notes` says at which column what is wrong.
    """

    position: int
    number: int
    cells: tuple[str, ...]
    verdict: Verdict
    reason: str = ""
    """Why it is no plain NEW or UPDATE; a plain sentence without the row's values."""
    taken_by: str = ""
    """The name of whoever has its number, where that is somebody else; "" where nobody has."""
    repaired: str = ""
    """What was repaired in it, e.g. "the 0 at the start"."""
    suggestion: str = ""
    """For a number that can be repaired: the repaired number."""
    choices: tuple[str, ...] = ()
    """For a cell with more than one number, or one with two readings: what it may mean."""
    keepable: bool = False
    """Whether it is BAD only for a doubt that a person may overrule ("import as it is")."""
    marks: tuple[Mark, ...] = ()
    corrected: frozenset[int] = frozenset()
    number_column: int = 0
    """Where the row's number stands, or should: rows choose among several columns of numbers."""
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """Counts that always add up to `rows`."""

    new: int = 0
    update: int = 0
    same: int = 0
    duplicate: int = 0
    bad: int = 0
    left_out: int = 0
    taken: int = 0
    repairable: int = 0
    """Of `bad`: numbers that "Repair numbers" would mend."""
    keepable: int = 0
    """Of `bad`: doubts that a person may overrule ("import as it is")."""
    to_read: int = 0
    """Of `bad`: rows that say something, which a person may overrule who has read it."""
    repaired: int = 0
    """Of the others: rows with a repaired number."""
    opted_out: int = 0
    """Of `left_out`: rows whose person has opted out, as the file says."""
    hidden: int = 0
    """Of `left_out`: rows that the sheet hides."""
    struck: int = 0
    """Of `left_out`: rows that are struck through in the sheet."""
    landline: int = 0
    service_number: int = 0
    other_numbers: int = 0
    lookalike: int = 0
    by_country: int = 0
    """Of `new` and `update`: rows with that mark."""

    @property
    def known_before(self) -> int:
        """Of `left_out`: numbers that were deleted before, or that the service dropped."""
        return self.left_out - self.opted_out - self.hidden - self.struck

    @property
    def rows(self) -> int:
        """All rows of the file below its header, blank ones left out."""
        done = self.new + self.update + self.same
        return done + self.taken + self.duplicate + self.bad + self.left_out


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of repair that "Repair numbers" would make, with up to five examples."""

    what: str
    count: int
    examples: tuple[tuple[str, str], ...]
    """(as it stands in the file, repaired)"""


class NumberChoice(StrEnum):
    """Which number a cell means that holds more than one, or one that can be read in two ways."""

    MOBILE = "mobile"
    """The first of several that can receive text messages."""
    FIRST = "first"
    """The first of several."""
    WITH_CODE = "with_code"
    """The reading in which the first digits are the country code."""
    WITH_ZERO = "with_zero"
    """The reading in which a spreadsheet has dropped the 0."""


@dataclass(frozen=True, slots=True)
class NumberOffer:
    """A choice that can be made for all cells of its kind, with an example.

    `count` is how many such cells there are; those whose words have to be read first stay.
    """

    choice: NumberChoice
    count: int
    example: tuple[str, str]
    """(as it stands in the file, the number that it would be)"""


class ImportStage(StrEnum):
    """How far an import is. All but CHOOSING survive a restart."""

    CHOOSING = "choosing"
    CHECKING = "checking"
    CHECKED = "checked"
    COMMITTING = "committing"
    """On the way into the local store; invisible until the last step."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    UNDONE = "undone"


NOT_COMMITTED = frozenset({ImportStage.CHOOSING, ImportStage.CHECKING, ImportStage.CHECKED})
ON_ITS_WAY = frozenset({ImportStage.COMMITTING, ImportStage.RUNNING, ImportStage.PAUSED})
OVER = frozenset({ImportStage.STOPPED, ImportStage.FINISHED, ImportStage.UNDONE})


class ProgressUnit(Enum):
    """What a progress counts."""

    ROWS = auto()
    CONTACTS = auto()
    ROWS_AND_CONTACTS = auto()
    """Each row of a list, and each contact that no row is about."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many are done of all (None: not known yet), for reading, checking and committing."""

    done: int
    total: int | None
    seconds_left: float | None = None
    of: ProgressUnit = ProgressUnit.ROWS
    about: bool = False
    """Whether the total is an estimate."""


@dataclass(frozen=True, slots=True)
class RunState:
    """How the sending of an import stands; the counts add up to `total` (contacts to send)."""

    stage: ImportStage
    total: int = 0
    waiting: int = 0
    saved: int = 0
    refused: int = 0
    unsure: int = 0
    conflict: int = 0
    taken_back: int = 0
    """Not sent because the run was stopped, or undone."""
    there: int = 0
    """New to this computer, and at the service before: that one stays as it is."""
    there_open: int = 0
    """Of these: those that wait for a person."""
    left: int = 0
    """Not deleted by the undo, because they read differently at the service."""
    calls_a_second: float | None = None
    seconds_left: float | None = None
