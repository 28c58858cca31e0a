"""Recognises what the columns of a file hold: by their headers, and by what stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.imports.column_words import (
    AREA_CODES,
    COUNTRY_CODES,
    FIRST_BESIDE_LAST,
    LAST_BESIDE_FIRST,
    NAME_WORDS,
    PhoneKind,
    full_name_target,
    header_key,
    is_country_code,
    is_exact,
    is_known,
    label_kind,
    likely_phone_kind,
    likely_wish,
    may_be_country,
    phone_kind,
    target_of,
)
from smsbook_gui.domain.imports.importing import (
    OFTEN,
    FoundColumns,
    NumberColumn,
    OtherTarget,
    Target,
)
from smsbook_gui.domain.imports.opt_out import is_answer
from smsbook_gui.domain.imports.tabular import SourceRow
from smsbook_gui.domain.phones.countries import region_named
from smsbook_gui.domain.phones.phone import judge, reach
from smsbook_gui.domain.phones.phone_findings import PhoneVerdict, Reach

PHONE = ContactField.PHONE_NUMBER
_OWN: dict[str, Target] = {
    "first name": ContactField.FIRST_NAME,
    "last name": ContactField.LAST_NAME,
    "phone number": PHONE,
    "company": ContactField.COMPANY,
    "address book": OtherTarget.BOOK,
}
"""The heads of SMS Book's own exports, which a custom field may be called like as well."""

_SURE = frozenset({PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE})
MOSTLY = 0.6
"""Share of a column's filled cells that must be numbers for it to count as one of numbers."""
_ENOUGH = 50
"""Cells of a column that are looked at."""


def recognise(
    headers: Sequence[str], sample: Sequence[SourceRow], labels: Sequence[str], region: str
) -> FoundColumns:
    """What each column is taken for. No target is given twice that is not in `OFTEN`.

    `labels` are the account's names of the four custom fields; `region` is how numbers are read.
    Where no header tells, a column full of numbers is the phone number; and where there are no
    headers at all ("Column 1"), all such columns are, and texts beside them are names.
    Of a list that lies on its side nothing is known: "Mobile" would go in as a person.
    """
    columns = _Columns(headers, sample, region)
    if _lies_on_its_side(columns):
        return FoundColumns((None,) * len(headers))
    unnamed = all(_is_unnamed(header) for header in headers)
    for known in (labels, ()):
        found, numbers = _by_headers(columns, known)
        if numbers:
            break
    else:
        found, _ = _by_headers(columns, labels)
        numbers = _phones_by_content(columns, found)[: None if unnamed else 1]
    found |= dict.fromkeys(numbers, PHONE)
    if unnamed:
        _add_names_by_content(columns, found)
    of_rows = with_labels_of(headers, [NumberColumn(place) for place in numbers])
    for each in of_rows:  # a code of one number is not that of the others
        if each.country is not None:
            found.pop(each.country, None)
    return FoundColumns(tuple(found.get(place) for place in range(len(headers))), of_rows)


def with_labels_of(
    headers: Sequence[str], numbers: Sequence[NumberColumn]
) -> tuple[NumberColumn, ...]:
    """The columns of numbers with the columns of their labels and of their codes."""
    columns = [each.column for each in numbers]
    label_of = label_columns(headers)
    country_of = _code_columns(headers, columns, COUNTRY_CODES)
    area_of = _of_the_next(headers, columns) | _code_columns(headers, columns, AREA_CODES)
    return tuple(
        NumberColumn(each, label_of.get(each), country_of.get(each), area_of.get(each))
        for each in columns
    )


def _code_columns(
    headers: Sequence[str], columns: Sequence[int], words: frozenset[str]
) -> dict[int, int]:
    """The columns that hold codes of this kind, by the column of the numbers that they belong to:
    the one whose name stands before the word ("Mobile country code")."""
    keys = [header_key(header) for header in headers]
    places = {keys[column]: column for column in columns}
    found: dict[int, int] = {}
    for place, key in enumerate(keys):
        stems = [key.removesuffix(word).strip() for word in words if key.endswith(word)]
        named = [places[stem] for stem in stems if stem in places]
        if place not in columns and named:
            found[named[0]] = place
    return found


def _of_the_next(headers: Sequence[str], columns: Sequence[int]) -> dict[int, int]:
    """The columns of area codes of no number in particular, by the next one to the right."""
    found: dict[int, int] = {}
    for place, header in enumerate(headers):
        behind = sorted(column for column in columns if column > place)
        if place not in columns and behind and header_key(header) in AREA_CODES:
            found.setdefault(behind[0], place)
    return found


_LABELS = ("label", "type", "kind", "typ", "etikett", "etiqueta", "etichetta")
_VALUES = ("value", "number", "no", "nr", "nummer", "numero")


def label_columns(headers: Sequence[str]) -> dict[int, int]:
    """The columns that say what kind of number stands in another one, by that other one.

    As in Google's files: "Phone 1 - Label" (or "Type") beside "Phone 1 - Value". A mere "Type" is
    that of the number beside it, where nothing else says what kind that is.
    """
    keys = [header_key(header) for header in headers]
    stems: dict[str, int] = {}
    for place, key in enumerate(keys):
        stem, _, last = key.rpartition(" ")
        if last in _LABELS and stem:
            stems[stem] = place
    found = {}
    for place, key in enumerate(keys):
        stem, _, last = key.rpartition(" ")
        label = stems.get(stem if last in _VALUES else key, stems.get(key))
        if label is None and phone_kind(key) is PhoneKind.PHONE:
            beside = (at for at in (place - 1, place + 1) if 0 <= at < len(keys))
            label = next((at for at in beside if keys[at] in _LABELS), None)
        if label is not None and label != place:
            found[place] = label
    return found


@dataclass(frozen=True)
class _Columns:
    """The columns: `keys` are their headers as they are looked up."""

    headers: Sequence[str]
    sample: Sequence[SourceRow]
    region: str

    @property
    def keys(self) -> list[str]:
        return [_key(header) for header in self.headers]

    def filled(self, place: int) -> list[str]:
        """The first cells of a column that are not blank."""
        cells = (row.cells[place] for row in self.sample if place < len(row.cells))
        return [cell for cell in cells if cell.strip()][:_ENOUGH]

    def share_of_numbers(self, place: int) -> float:
        cells = self.filled(place)
        good = sum(judge(cell, self.region).verdict in _SURE for cell in cells)
        return good / len(cells) if cells else 0.0

    def holds_numbers(self, place: int) -> bool:
        return self.share_of_numbers(place) >= MOSTLY

    def share_for_texts(self, place: int) -> float:
        """How many of a column's numbers can receive text messages, as a share."""
        cells = self.filled(place)
        return sum(reach(cell, self.region) is Reach.MESSAGES for cell in cells) / len(cells)


def _key(header: str) -> str:
    """A header as it is looked up; of one in two languages ("First name / Prénom") the first."""
    key = header_key(header)
    if "/" in header and not is_known(key):
        parts = [header_key(part) for part in header.split("/")]
        if all(map(is_known, parts)):
            return parts[0]
    return key


def _lies_on_its_side(columns: _Columns) -> bool:
    """Whether names of columns stand below one another, with a person in each column."""
    keys = columns.keys
    if not keys or not is_known(keys[0]) or any(map(is_known, keys[1:])):
        return False
    return any(
        phone_kind(header_key(row.cells[0])) is not None
        and any(judge(cell, columns.region).verdict in _SURE for cell in row.cells[1:])
        for row in columns.sample
        if row.cells
    )


def _is_unnamed(header: str) -> bool:
    word, _, number = header.rpartition(" ")
    return not header.strip() or (bool(word) and number.isdigit())


def _by_headers(columns: _Columns, labels: Sequence[str]) -> tuple[dict[int, Target], list[int]]:
    """What the headers say, and the columns of numbers with the best one first."""
    found: dict[int, Target] = {}

    def take(place: int, target: Target) -> None:
        if place not in found and (target in OFTEN or target not in found.values()):
            found[place] = target

    keys = columns.keys
    if set(list(_OWN)[:4]) <= set(keys):
        for place, key in enumerate(keys):
            if key in _OWN:
                take(place, _OWN[key])
    by_label = {
        key: field
        for label, field in zip(labels, CUSTOM_FIELDS, strict=False)
        if (key := header_key(label))
    }
    for place, key in enumerate(keys):
        if (label := by_label.get(key) or by_label.get(key.rpartition(" ")[0])) is not None:
            take(place, label)
    for place, key in sorted(enumerate(keys), key=lambda each: not is_exact(each[1])):
        target = target_of(key)
        # A column of consent that says nothing of anybody would keep everybody out.
        if target is not None and (target is not OtherTarget.CONSENT or columns.filled(place)):
            take(place, target)
    for place, key in enumerate(keys):
        wish = likely_wish(key) if place not in found else None
        if wish is not None and _mostly(columns.filled(place), is_answer):
            take(place, wish)
    for place, key in enumerate(keys):
        named = may_be_country(key) and _mostly(columns.filled(place), _is_country)
        if named or is_country_code(key):
            take(place, OtherTarget.COUNTRY)
    numbers = [place for place, target in found.items() if target is PHONE]
    if not numbers:  # our own exports have one, whatever custom fields are called
        numbers = [place for place in _phones(columns) if place not in found]
    _take_names(keys, found)
    return found, numbers


def _phones(columns: _Columns) -> list[int]:
    """Columns of phone numbers, the best one first: mobiles, then those of no kind, then others.

    A header that only speaks of a phone among other words is believed where numbers stand below.
    """
    ranked = []
    for place, key in enumerate(columns.keys):
        kind = phone_kind(key)
        if kind is None and columns.holds_numbers(place):
            kind = likely_phone_kind(key)
        if kind is not None:
            ranked.append((kind, _ordinal(key), place))
    return [place for _, _, place in sorted(ranked)]


def _ordinal(key: str) -> int:
    """Which one of its kind a column is: 2 for "Mobile 2"."""
    last = key.rpartition(" ")[2]
    return int(last) if len(last) == 1 and last.isdecimal() else 1


def _take_names(keys: Sequence[str], found: dict[int, Target]) -> None:
    """Columns called "Name" and the like, whose meaning depends on the others.

    Beside columns for its parts a whole name serves rows in which those are blank.
    """
    first = ContactField.FIRST_NAME in found.values()
    last = ContactField.LAST_NAME in found.values()
    if first is not last:
        words, part = (
            (LAST_BESIDE_FIRST, ContactField.LAST_NAME)
            if first
            else (FIRST_BESIDE_LAST, ContactField.FIRST_NAME)
        )
        for place, key in enumerate(keys):
            if key in words and place not in found:
                found[place] = part
                break
    for place, key in sorted(enumerate(keys), key=lambda each: not is_exact(each[1])):
        sure = not (first or last) or not NAME_WORDS.isdisjoint(key.split())
        whole = full_name_target(key) if sure and place not in found else None
        if whole is not None:
            found[place] = whole
            return


def _phones_by_content(columns: _Columns, found: dict[int, Target]) -> list[int]:
    """Columns full of numbers, those first that have most numbers for text messages."""
    full = [
        place
        for place in range(len(columns.headers))
        if place not in found
        and label_kind(columns.headers[place]) is not PhoneKind.FAX
        and columns.holds_numbers(place)
    ]
    return sorted(full, key=lambda place: -columns.share_for_texts(place))


def _add_names_by_content(columns: _Columns, found: dict[int, Target]) -> None:
    """Two neighbours of single words are first and last name, one of several words is both."""
    texts = [
        place
        for place in range(len(columns.headers))
        if place not in found and _mostly(columns.filled(place), _is_name)
    ]
    if not texts:
        return
    place = texts[0]
    if _mostly(columns.filled(place), lambda cell: len(cell.split()) > 1):
        found[place] = OtherTarget.FULL_NAME
    elif place + 1 in texts:
        found[place], found[place + 1] = ContactField.FIRST_NAME, ContactField.LAST_NAME
    else:
        found[place] = OtherTarget.FULL_NAME


def _is_country(cell: str) -> bool:
    return bool(region_named(cell))


def _is_name(cell: str) -> bool:
    return not any(character.isdigit() or character in "@/:" for character in cell)


def _mostly(cells: Sequence[str], is_so: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(is_so, cells)) >= MOSTLY * len(cells)
