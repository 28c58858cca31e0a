"""Recognises what the columns of a file hold: by their headers, and by what stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.column_words import (
    FIRST_BESIDE_LAST,
    FULL_NAMES,
    LAST_BESIDE_FIRST,
    NAME_WORDS,
    PhoneKind,
    header_key,
    label_kind,
    likely_phone_kind,
    phone_kind,
    target_of,
)
from smsbook_gui.domain.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.importing import HEEDED, FoundColumns, NumberColumn, OtherTarget, Target
from smsbook_gui.domain.phone import judge, reach
from smsbook_gui.domain.phone_findings import PhoneVerdict, Reach
from smsbook_gui.domain.tabular import SourceRow

PHONE = ContactField.PHONE_NUMBER
_OWN: dict[str, Target] = {
    "first name": ContactField.FIRST_NAME,
    "last name": ContactField.LAST_NAME,
    "phone number": PHONE,
    "company": ContactField.COMPANY,
    "address book": OtherTarget.BOOK,
}
"""The heads of SMS Book's own exports, which a custom field may be called like as well."""

MOSTLY = 0.6
"""Share of a column's filled cells that must be numbers for it to count as one of numbers."""
_ENOUGH = 50
"""Cells of a column that are looked at."""


def recognise(
    headers: Sequence[str], sample: Sequence[SourceRow], labels: Sequence[str], region: str
) -> FoundColumns:
    """What each column is taken for. No target but the phone number, and what is heeded, is
    given twice.

    `labels` are the account's names of the four custom fields; `region` is how numbers are read.
    Where no header tells, a column full of numbers is the phone number; and where there are no
    headers at all ("Column 1"), all such columns are, and texts beside them are names.
    """
    columns = _Columns(headers, sample, region)
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
    return FoundColumns(
        tuple(found.get(place) for place in range(len(headers))),
        with_labels_of(headers, [NumberColumn(place) for place in numbers]),
    )


def with_labels_of(
    headers: Sequence[str], numbers: Sequence[NumberColumn]
) -> tuple[NumberColumn, ...]:
    """The columns of numbers with the columns of their labels."""
    label_of = label_columns(headers)
    return tuple(NumberColumn(column, label_of.get(column)) for column, _ in numbers)


_LABELS = ("label", "type", "kind", "typ", "etikett", "etiqueta", "etichetta")
_VALUES = ("value", "number", "no", "nr", "nummer", "numero")


def label_columns(headers: Sequence[str]) -> dict[int, int]:
    """The columns that say what kind of number stands in another one, by that other one.

    As in Google's files: "Phone 1 - Label" (or "Type") beside "Phone 1 - Value".
    """
    stems: dict[str, int] = {}
    for place, header in enumerate(headers):
        stem, _, last = header_key(header).rpartition(" ")
        if last in _LABELS and stem:
            stems[stem] = place
    found = {}
    for place, header in enumerate(headers):
        key = header_key(header)
        stem, _, last = key.rpartition(" ")
        label = stems.get(stem if last in _VALUES else key, stems.get(key))
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
        return [header_key(header) for header in self.headers]

    def filled(self, place: int) -> list[str]:
        """The first cells of a column that are not blank."""
        cells = (row.cells[place] for row in self.sample if place < len(row.cells))
        return [cell for cell in cells if cell.strip()][:_ENOUGH]

    def share_of_numbers(self, place: int) -> float:
        cells = self.filled(place)
        surely = (PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE)
        good = sum(judge(cell, self.region).verdict in surely for cell in cells)
        return good / len(cells) if cells else 0.0

    def holds_numbers(self, place: int) -> bool:
        return self.share_of_numbers(place) >= MOSTLY

    def share_for_texts(self, place: int) -> float:
        """How many of a column's numbers can receive text messages, as a share."""
        cells = self.filled(place)
        return sum(reach(cell, self.region) is Reach.MESSAGES for cell in cells) / len(cells)


def _is_unnamed(header: str) -> bool:
    word, _, number = header.rpartition(" ")
    return not header.strip() or (bool(word) and number.isdigit())


def _by_headers(columns: _Columns, labels: Sequence[str]) -> tuple[dict[int, Target], list[int]]:
    """What the headers say, and the columns of numbers with the best one first."""
    found: dict[int, Target] = {}

    def take(place: int, target: Target) -> None:
        if place not in found and (target in HEEDED or target not in found.values()):
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
    for place, key in enumerate(keys):
        target = target_of(key)
        # A column of consent that says nothing of anybody would keep everybody out.
        if target is not None and (target is not OtherTarget.CONSENT or columns.filled(place)):
            take(place, target)
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
            ranked.append((kind, place))
    return [place for _, place in sorted(ranked)]


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
    for place, key in enumerate(keys):
        sure = not (first or last) or not NAME_WORDS.isdisjoint(key.split())
        if key in FULL_NAMES and sure and place not in found:
            found[place] = OtherTarget.FULL_NAME
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


def _is_name(cell: str) -> bool:
    return not any(character.isdigit() or character in "@/:" for character in cell)


def _mostly(cells: Sequence[str], is_so: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(is_so, cells)) >= MOSTLY * len(cells)
