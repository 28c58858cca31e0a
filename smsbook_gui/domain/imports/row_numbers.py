"""Which of the numbers in a row is the one to text.

Each row decides for itself: a column of mobiles may be blank in it, its own label may say that the
second number is the mobile, and what is called a home phone may well be one.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from smsbook_gui.domain.imports.cells import cell_text, is_error, with_changes
from smsbook_gui.domain.imports.column_words import PhoneKind, label_kind
from smsbook_gui.domain.imports.importing import NumberColumn
from smsbook_gui.domain.imports.tabular import SourceRow
from smsbook_gui.domain.phones.countries import region_named
from smsbook_gui.domain.phones.dial_codes import may_be_of_either, says_more, with_codes
from smsbook_gui.domain.phones.phone import choices, judge, reach_of
from smsbook_gui.domain.phones.phone_findings import Finding, PhoneJudgement, PhoneVerdict, Reach

_SURE = frozenset({PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE})
_READ_FIRST = frozenset({Finding.REMARK, Finding.WARNING})
"""What somebody wrote beside a number may be about the person: no other number is taken before a
person has read it."""
_HOPELESS = frozenset(
    {
        *(Finding.BLANK, Finding.NO_DIGITS, Finding.SHORT, Finding.NO_AREA_CODE),
        *(Finding.EXTENSION, Finding.FAX),
    }
)
"""What no slip of the pen explains: a landline is of more use."""
_TO_TEXT, _PERHAPS, _NOT_TO_TEXT, _NONE = range(4)
"""How good a number is: of several that are as good, the one in the better column counts."""

_TOLD_APART = 8
"""Digits at the end of a number: before them it may be written as +61 or 0."""
_SEPARATORS = str.maketrans("", "", " -()./")
_ROW_RANKS = {
    PhoneKind.MOBILE: 0,
    PhoneKind.PHONE: 1,
    PhoneKind.WORK: 2,
    PhoneKind.HOME: 2,
    PhoneKind.OTHER: 3,
}


class Picked(NamedTuple):
    """A row's number: its column, its text ("" where the row has none), and what it is."""

    column: int
    text: str
    judged: PhoneJudgement
    reach: Reach
    others: bool = False
    """Whether the row has another number, which is passed over."""
    by_country: bool = False
    """Whether it got the code of the country that the row names."""
    doubted: bool = False
    """Whether it may be a number of that country or of the account's: see `may_be_of_either`."""


class RowNumbers:
    """Reads the numbers of rows in the given order of columns, for which one is needed."""

    def __init__(
        self, columns: Sequence[NumberColumn], region: str, countries: Sequence[int] = ()
    ) -> None:
        """`countries`: the columns that say which country the row is of."""
        self._region = region
        self._columns = tuple(columns)
        self._countries = tuple(countries)
        self._says: dict[str, bool] = {}
        """What rows name as their country, and whether that says anything of numbers."""
        self._labelled = any(each.label is not None for each in columns)
        self._coded = bool(countries) or any(
            each.country is not None or each.area is not None for each in columns
        )
        alone = len(columns) == 1 and not self._labelled and not self._coded
        self._only = columns[0].column if alone else None

    def pick(self, cells: Sequence[str]) -> Picked:
        """The best number of the row.

        That is the first that can receive text messages; else one that a slip of the pen may have
        spoilt, which a person can put right; else a landline.
        """
        if self._only is not None:  # as in most files
            return self._picked(self._only, cell_text(cells, self._only))
        filled = self._filled(cells)
        if len(filled) == 1:  # as in nearly all rows
            picked = self._picked(*filled[0])
        elif filled:
            picked = self._best(filled)
        else:
            return self._picked(self._columns[0].column if self._columns else 0, "")
        return self._with_country(picked, cells) if self._coded else picked

    def _with_country(self, picked: Picked, cells: Sequence[str]) -> Picked:
        """The same, with what the row's country has to do with it."""
        column = next(each for each in self._columns if each.column == picked.column)
        country = self._country(cells, column)
        if not country:
            return picked
        typed = cell_text(cells, picked.column)
        if typed != picked.text:
            return picked._replace(by_country=picked.text.startswith("+"))
        doubted = may_be_of_either(typed, country, self._region)
        return picked._replace(doubted=True) if doubted else picked

    def place(self, cells: Sequence[str]) -> tuple[int, str]:
        """Column and text of what `pick` picks: nothing is judged where a row has one number."""
        if self._only is not None:
            return self._only, cell_text(cells, self._only)
        filled = self._filled(cells)
        if len(filled) == 1:
            return filled[0]
        best = self.pick(cells)
        return best.column, best.text

    def _best(self, filled: Sequence[tuple[int, str]]) -> Picked:
        """Of several numbers with their columns."""
        best, best_grade = self._picked(*filled[0]), _NONE + 1
        for place, (column, text) in enumerate(filled):
            found = self._picked(column, text) if place else best
            grade = _grade(found)
            if grade < best_grade:
                best, best_grade = found, grade
            if grade == _TO_TEXT:
                break
        end = _end(best.text)
        if all(_end(text) == end for _, text in filled):
            return best
        return Picked(best.column, best.text, best.judged, best.reach, others=True)

    def _picked(self, column: int, text: str) -> Picked:
        judged = judge(text, self._region)
        known = judged.finding is Finding.NOTHING or judged.verdict in _SURE
        reached = reach_of(judged, text, self._region) if known else Reach.MESSAGES
        return Picked(column, text, judged, reached)

    def all_of(self, cells: Sequence[str]) -> list[tuple[int, str]]:
        """The row's different numbers with their columns, the best one first.

        Of a cell with several they are its parts.
        """
        found: dict[str, tuple[int, str]] = {}
        best = self.pick(cells)
        for column, text in [(best.column, best.text), *self._filled(cells)]:
            for part in self._parts(text):
                found.setdefault(judge(part, self._region).key, (column, part))
        return list(found.values())

    def _parts(self, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        several = judge(text, self._region).finding is Finding.SEVERAL
        return (choices(text, self._region) if several else ()) or (text,)

    def spread(self, row: SourceRow) -> Iterator[SourceRow]:
        """The row once for each of its numbers, without the others."""
        numbers = self.all_of(row.cells)
        if len(numbers) < 2:
            yield row
            return
        without = dict.fromkeys((column for column, _ in self._filled(row.cells)), "")
        for column, text in numbers:
            cells = with_changes(list(row.cells), without | {column: text})
            yield row._replace(cells=tuple(cells))

    def has_error(self, cells: Sequence[str]) -> bool:
        """Whether a spreadsheet's error stands where a number should."""
        places = (each.column for each in self._columns if each.column < len(cells))
        return any(is_error(cells[place]) for place in places)

    def _filled(self, cells: Sequence[str]) -> list[tuple[int, str]]:
        """Columns and texts of the row that may be its number, the first choice first."""
        if not self._labelled:
            return [
                (each.column, text) for each in self._columns if (text := self._text(cells, each))
            ]
        ranked = []
        for each in self._columns:
            label = each.label
            kind = PhoneKind.PHONE if label is None else _kind(cell_text(cells, label))
            text = "" if kind is PhoneKind.FAX else self._text(cells, each)
            if text:
                ranked.append((_ROW_RANKS[kind], each.column, text))
        ranked.sort(key=lambda each: each[0])
        return [(column, text) for _, column, text in ranked]

    def _text(self, cells: Sequence[str], column: NumberColumn) -> str:
        """What stands in a column of numbers, with the codes that stand in others."""
        text = cell_text(cells, column.column)
        if not text or not self._coded:
            return text
        country = self._country(cells, column)
        area = "" if column.area is None else cell_text(cells, column.area)
        return with_codes(text, country, area, self._region) if country or area else text

    def _country(self, cells: Sequence[str], column: NumberColumn) -> str:
        """The country of a number: its own code, or what the row names; "" where that is not clear.

        Several columns have to name the same one: of somebody who lives in one and works in another
        nobody knows where the number is from.
        """
        if column.country is not None and (code := cell_text(cells, column.country)):
            return code
        named = [text for place in self._countries if (text := cell_text(cells, place))]
        if not named or (len(named) > 1 and len({region_named(text) for text in named}) > 1):
            return ""
        says = self._says.get(named[0])
        if says is None:
            says = self._says[named[0]] = says_more(named[0], self._region)
        return named[0] if says else ""


def _end(text: str) -> str:
    """By what numbers are taken for the same without judging them: it is only to be told."""
    return text.translate(_SEPARATORS)[-_TOLD_APART:]


_kind = lru_cache(maxsize=1024)(label_kind)  # a file has a handful of labels


def _grade(number: Picked) -> int:
    finding = number.judged.finding
    if finding is Finding.NOTHING or finding.verdict in _SURE:
        return _TO_TEXT if number.reach is Reach.MESSAGES else _NOT_TO_TEXT
    if finding in _READ_FIRST:
        return _TO_TEXT
    return _NONE if finding in _HOPELESS else _PERHAPS
