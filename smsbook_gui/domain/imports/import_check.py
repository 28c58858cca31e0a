"""Judges one row of a file by itself: its values, its number, its keys. Pure, and quick.

What a row would do (new, same, duplicate …) depends on the other rows and on the contacts, and is
decided where those are (`store/imports/row_matching.py`).
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from types import MappingProxyType
from typing import NamedTuple

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.names import split_last_name_first, split_name
from smsbook_gui.domain.imports.cells import cell_text, first_text
from smsbook_gui.domain.imports.importing import (
    FULL_NAMES,
    ColumnMap,
    ImportChoices,
    Mark,
    MatchBy,
    NumberChoice,
    OtherTarget,
)
from smsbook_gui.domain.imports.opt_out import (
    SAYS_LEFT,
    Consent,
    consent_of,
    opt_out_of,
    rows_that_may_warn,
    warns,
)
from smsbook_gui.domain.imports.row_numbers import Picked, RowNumbers
from smsbook_gui.domain.imports.tabular import Aside, SourceRow
from smsbook_gui.domain.phones import phone
from smsbook_gui.domain.phones.phone_findings import Finding, PhoneVerdict, Reach
from smsbook_gui.domain.texts.text import clean, fold, sort_key
from smsbook_gui.domain.texts.text_marker import Text

PHONE = ContactField.PHONE_NUMBER
_FIRST, _LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME

NO_NUMBER = b"\xfe"
"""Stands before the sort key of a phone number that cannot be read as one."""

ERROR_CELL = "ERROR_CELL"
"""The problem of a row where a spreadsheet's error stands in the place of the number."""

EXTRA_CELLS = "EXTRA_CELLS"
"""The problem of a row that is longer than the header."""

EITHER_COUNTRY = "EITHER_COUNTRY"
"""The problem of a row whose number is a mobile here and a landline in the country it names."""

HIDDEN, STRUCK = "HIDDEN", "STRUCK"
"""The problems of a row that its sheet hides, or in which the text is struck through."""
_ASIDE = {Aside.HIDDEN: HIDDEN, Aside.STRUCK: STRUCK}

OPTED_OUT = "OPTED_OUT"
"""The problem of a row whose person wants no messages, as a column says: no doubt, and not bad."""
UNCLEAR_WISH = "UNCLEAR_WISH"
"""The problem of a row where such a column says something that is not clear."""
WARNING_ELSEWHERE = "WARNING_ELSEWHERE"
"""The problem of a row whose name or notes say that the person must not be texted."""

_PROBLEMS: Mapping[str, str] = MappingProxyType(
    {finding.name: finding.message for finding in Finding}
    | {
        ERROR_CELL: (
            Text(
                "The spreadsheet has an error here instead of a number. Put the number in, or "
                "correct"
                " the formula there and import the list again."
            )
        ),
        EXTRA_CELLS: (
            Text(
                "This row has more cells than there are columns, so its values may stand in "
                "the wrong"
                " ones. If they are right, keep it."
            )
        ),
        EITHER_COUNTRY: (
            Text(
                "This is a mobile number of your account's country, and a landline number of the "
                "country that the row names. If it is the mobile number, keep it; if not, put the "
                "country code with a + before it."
            )
        ),
        HIDDEN: Text("This row is hidden in the sheet."),
        STRUCK: Text("This row is struck through in the sheet."),
        OPTED_OUT: Text("The file says that this person has opted out of messages."),
        UNCLEAR_WISH: (
            Text("It is not clear whether this person wants messages. If the person does, keep it.")
        ),
        WARNING_ELSEWHERE: (
            Text(
                "Something in this row says that this person must not be texted. Read it. If "
                "that is no"
                " longer true, keep it."
            )
        ),
    }
)
DOUBTS = frozenset(
    {finding.name for finding in Finding if finding.verdict is PhoneVerdict.DOUBTFUL}
    | {EXTRA_CELLS, EITHER_COUNTRY, UNCLEAR_WISH, WARNING_ELSEWHERE}
)
"""Problems that do not matter where a contact has exactly this number, by name."""
KEEPABLE = DOUBTS - {Finding.SEVERAL.name, Finding.WARNING.name, Finding.FAX.name}
"""Those that a person may overrule. Two numbers as one reach nobody, and whoever must not be
texted is not to go in by a click that was meant for others: their cells have to be corrected."""
TO_READ = frozenset({Finding.REMARK.name, EITHER_COUNTRY, UNCLEAR_WISH, WARNING_ELSEWHERE})
"""Of these, what a person has to read: a click that overrules other doubts does not mean them."""
REPAIRS: Mapping[str, str] = MappingProxyType(
    {
        Finding.ZERO_EATEN.name: Text("the 0 at the start"),
        Finding.PREFIX.name: Text("the country code"),
        Finding.SEPARATORS.name: Text("a spreadsheet's separators"),
        Finding.TEXT_AROUND.name: Text("text beside the number"),
        Finding.ODD_CHARACTERS.name: Text("unusual characters"),
    }
)
"""What is repaired, by the name of the finding."""
CHOSEN: Mapping[str, str] = MappingProxyType(
    {
        Finding.SEVERAL.name: Text("one number of several"),
        Finding.TWO_READINGS.name: Text("one of two readings"),
    }
)
"""What a person chose between, by the name of the finding."""
CHOICES: Mapping[NumberChoice, str] = MappingProxyType(
    {
        NumberChoice.MOBILE: Finding.SEVERAL.name,
        NumberChoice.FIRST: Finding.SEVERAL.name,
        NumberChoice.WITH_CODE: Finding.TWO_READINGS.name,
        NumberChoice.WITH_ZERO: Finding.TWO_READINGS.name,
    }
)
"""What each choice is about, by the name of the finding."""


_REACH_MARKS: Mapping[Reach, tuple[Mark, ...]] = MappingProxyType(
    {Reach.LANDLINE: (Mark.LANDLINE,), Reach.SERVICE: (Mark.SERVICE_NUMBER,)}
)

_AT_ONCE = 100
"""Rows that are looked through at once. With more of them in memory, Python would look again and
again for what of it can go."""

STAYS_OUT = frozenset({OPTED_OUT, HIDDEN, STRUCK})
"""Problems of rows that are left out, and not bad."""

CHOSEN_BOOK = ""
"""The key of the address book that was chosen for rows that name none."""


def problem_text(problem: str) -> str:
    """The sentence for a problem's name."""
    return _PROBLEMS[problem]


def is_keepable(problem: str) -> bool:
    """Whether a person may overrule it."""
    return problem in KEEPABLE


def book_key(name: str) -> str:
    """The key by which names of address books are the same."""
    return " ".join(clean(name).split()).casefold()


class Keys(NamedTuple):
    """What makes a row and a contact the same, as the sort keys that the store has of contacts.

    `own` is that of the custom field that serves as key, None where it is blank or none does;
    the number decides then. The names are None where they do not matter.
    """

    number: bytes
    own: bytes | None
    first: bytes | None
    last: bytes | None


class JudgedRow(NamedTuple):
    """What a row is by itself. `problem` is "" where nothing keeps it from being imported.

    `suggestion` is the repaired number, for what can be repaired. `book` is the key of the
    address book that the row names. `identity` is equal for rows that are the same contact.
    """

    problem: str
    suggestion: str
    keys: Keys
    book: str
    identity: bytes
    marks: tuple[Mark, ...]


class RowRules:
    """Reads and judges rows by the choices of a person."""

    def __init__(self, choices: ImportChoices, region: str, chosen_book: str = "") -> None:
        """`chosen_book`: the name of the address book that rows without one go to."""
        columns = choices.columns
        self._region = region
        self._width = len(columns)
        self._fields = tuple(
            (field, *_first_and_rest(places))
            for field in ContactField
            if field is not PHONE and (places := _places(columns, field))
        )
        self._names = tuple(
            _first_and_rest(_places(columns, field) or (len(columns),)) for field in (_FIRST, _LAST)
        )
        self._full_names = tuple(
            (place, split_name if target is OtherTarget.FULL_NAME else split_last_name_first)
            for place, target in enumerate(columns)
            if target in FULL_NAMES
        )
        self._books = _places(columns, OtherTarget.BOOK)
        self._opt_outs = _places(columns, OtherTarget.OPT_OUT)
        self._consents = _places(columns, OtherTarget.CONSENT)
        self.heeds_opt_outs = bool(self._opt_outs or self._consents)
        """Whether a column says who wants no messages."""
        company = _places(columns, ContactField.COMPANY)
        wishes = self._opt_outs + self._consents
        self._named_places = frozenset(self._books + company + wishes)
        self._numbers = RowNumbers(choices.number_columns, region, choices.country_columns)
        self._each_number = choices.each_number
        taken_in = {Aside.HIDDEN: choices.include_hidden, Aside.STRUCK: choices.include_struck}
        self._aside = frozenset(aside for aside, included in taken_in.items() if not included)
        self._match_by = choices.match_by
        self._chosen_book = book_key(chosen_book)
        self._everywhere = choices.match_everywhere

    def contacts(self, rows: Iterator[SourceRow]) -> Iterator[SourceRow]:
        """The rows of a file as rows of one contact each."""
        if not self._each_number:
            return rows
        return (each for row in rows for each in self._numbers.spread(row))

    def values(self, cells: Sequence[str]) -> Values:
        """The fields that the row sets: blank cells are none."""
        return self._values(cells, self._numbers.place(cells)[1])

    def name(self, cells: Sequence[str]) -> tuple[str, str]:
        """First and last name of the row; "" for what it has not. Quick: nothing else is read."""
        if self._full_names:
            values = self._values(cells, "")
            return values.get(_FIRST, ""), values.get(_LAST, "")
        found = [
            cell_text(cells, place) or first_text(cells, others) for place, others in self._names
        ]
        return found[0], found[1]

    def _values(self, cells: Sequence[str], number: str) -> Values:
        values: dict[ContactField, str] = {}
        for field, place, others in self._fields:
            if text := cell_text(cells, place) or first_text(cells, others):
                values[field] = text
        if number:
            values[PHONE] = number
        if self._full_names and _FIRST not in values and _LAST not in values:
            for place, split in self._full_names:
                if full_name := cell_text(cells, place):
                    if _is_person(full_name, values.get(ContactField.COMPANY, "")):
                        first, last = split(full_name)
                        values |= {f: text for f, text in ((_FIRST, first), (_LAST, last)) if text}
                    break
        return values

    def book_name(self, cells: Sequence[str]) -> str:
        """The name of the address book as the row has it; "" where it names none."""
        return " ".join(first_text(cells, self._books).split())

    @property
    def book_column(self) -> int:
        """Where a row that names no address book is to name it; only for files with such a one."""
        return self._books[0]

    def number(self, cells: Sequence[str]) -> str:
        """The row's number, with the codes that other columns have; "" where it has none."""
        return self._numbers.place(cells)[1]

    def phone_column(self, cells: Sequence[str]) -> int:
        """Where the row's number stands, or should."""
        return self._numbers.place(cells)[0]

    def choices(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The numbers between which a person has to choose; see `phone.choices`."""
        return phone.choices(self._numbers.place(cells)[1], self._region)

    def chosen(self, choice: NumberChoice, cells: Sequence[str]) -> str:
        """The number that a choice makes of the row's; "" where it leaves the row as it is."""
        numbers = self.choices(cells)
        if choice is NumberChoice.WITH_ZERO:
            numbers = numbers[1:]
        elif choice is NumberChoice.MOBILE:
            reached = (phone.reach(each, self._region) for each in numbers)
            mobiles = (reach is Reach.MESSAGES for reach in reached)
            numbers = tuple(compress(numbers, mobiles))
        return next(iter(numbers), "")

    def judge(
        self, cells: Sequence[str], aside: Aside | None = None, *, kept: bool = False
    ) -> JudgedRow:
        """Judges one row; `kept`: a person overruled its doubts."""
        source = SourceRow(0, tuple(cells), aside)
        return next(self.judge_all([source], {0} if kept else ()))[1]

    def judge_all(
        self, rows: Iterable[SourceRow], kept: Container[int] = ()
    ) -> Iterator[tuple[SourceRow, JudgedRow]]:
        """Judges rows, each by itself: many of them in a fraction of the time.

        `kept`: the places of those whose doubts a person overruled.
        """
        left, place = iter(rows), 0
        while some := list(islice(left, _AT_ONCE)):
            # Nearly no row says anything: many at once are quick to look through.
            saying = frozenset(rows_that_may_warn([row.cells for row in some]))
            for at, row in enumerate(some):
                _, cells, aside = row
                yield row, self._judge(cells, aside, kept=place + at in kept, may_warn=at in saying)
            place += len(some)

    def _judge(
        self, cells: Sequence[str], aside: Aside | None, *, kept: bool, may_warn: bool
    ) -> JudgedRow:
        number = self._numbers.pick(cells)
        finding, _, suggestion = number.judged
        problem = ""
        if finding is not Finding.NOTHING:
            problem = finding.name
            if finding is Finding.BLANK and self._numbers.has_error(cells):
                problem = ERROR_CELL
            if finding.verdict is not PhoneVerdict.REPAIRABLE:
                suggestion = ""
        elif number.doubted:
            problem = EITHER_COUNTRY
        elif len(cells) > self._width and any(map(str.strip, cells[self._width :])):
            problem = EXTRA_CELLS
        says_something = self.heeds_opt_outs or may_warn
        if says_something and (concern := self._concern(cells, problem, may_warn=may_warn)):
            problem, suggestion = concern, ""
        if aside is not None and aside in self._aside and problem != OPTED_OUT:
            problem, suggestion = _ASIDE[aside], ""
        if kept and problem in KEEPABLE:
            problem = ""
        book = book_key(self.book_name(cells)) if self._books else CHOSEN_BOOK
        if book == self._chosen_book:
            book = CHOSEN_BOOK
        keys = self._keys(cells, number)
        identity = self._identity(keys, book)
        says = number.others or number.by_country or number.reach is not Reach.MESSAGES
        marks = _marks(number) if says else ()
        return JudgedRow(problem, suggestion, keys, book, identity, marks)

    @property
    def wish_column(self) -> int:
        """Where that is said; only for files with such a column."""
        return (self._opt_outs + self._consents)[0]

    def _concern(self, cells: Sequence[str], problem: str, *, may_warn: bool) -> str:
        """What is to be told before a problem of the number: that the person wants no messages.

        A doubt about that does not hide what has to be put right first.
        """
        wish = Consent.NOTHING
        if self.heeds_opt_outs:
            wish = opt_out_of(cell_text(cells, place) for place in self._opt_outs)
            if wish is not Consent.OPTED_OUT and self._consents:
                agreed = consent_of(cell_text(cells, place) for place in self._consents)
                wish = wish if agreed is Consent.NOTHING else agreed
        if wish is Consent.OPTED_OUT:
            return OPTED_OUT
        if problem and problem not in KEEPABLE:
            return ""
        if wish is Consent.UNCLEAR:
            return UNCLEAR_WISH
        told = may_warn and (warns(self._said(cells)) or SAYS_LEFT in self.name(cells))
        return WARNING_ELSEWHERE if told else ""

    def _said(self, cells: Sequence[str]) -> str:
        """The row's texts but those that only name something: the company, the address book."""
        texts = list(cells)
        for place in self._named_places:
            if place < len(texts):
                texts[place] = ""
        return "\n".join(texts)

    def _keys(self, cells: Sequence[str], number: Picked) -> Keys:
        key = number.judged.key
        by_number = key.encode() if key[:1] == "+" else NO_NUMBER + sort_key(number.text)
        if self._match_by is MatchBy.NUMBER:
            return Keys(by_number, None, None, None)
        values = self._values(cells, number.text)
        if self._match_by is MatchBy.NUMBER_AND_NAME:
            first, last = (sort_key(values.get(field, "")) for field in (_FIRST, _LAST))
            return Keys(by_number, None, first, last)
        own = values.get(ContactField(self._match_by.value))
        return Keys(by_number, sort_key(own) if own else None, None, None)

    def _identity(self, keys: Keys, book: str) -> bytes:
        number, own, first, last = keys
        parts = [b"=" + own] if own is not None else [number]
        if first is not None and last is not None:
            parts += first, last
        if not self._everywhere:
            parts.append(book.encode())
        return b"\0".join(parts)


def _places(columns: ColumnMap, target: object) -> tuple[int, ...]:
    return tuple(place for place, each in enumerate(columns) if each is target)


def _first_and_rest(places: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return places[0], places[1:]


def _marks(number: Picked) -> tuple[Mark, ...]:
    marks = _REACH_MARKS.get(number.reach, ())
    if number.others:
        marks = (*marks, Mark.OTHER_NUMBERS)
    return (*marks, Mark.BY_COUNTRY) if number.by_country else marks


def _is_person(full_name: str, company: str) -> bool:
    """Whether a "full name" is somebody's: programs put the company or the number there, too."""
    if not any(map(str.isalpha, full_name)) and any(map(str.isdigit, full_name)):
        return False
    return fold(full_name).split() != fold(company).split()
