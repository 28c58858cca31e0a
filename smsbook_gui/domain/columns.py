"""Recognises what the columns of a file hold: by their headers, and by what stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.column_words import (
    FIRST_BESIDE_LAST,
    FULL_NAMES,
    LAST_BESIDE_FIRST,
    MOBILE_WORDS,
    PHONES,
    TARGETS,
    PhoneKind,
    header_key,
)
from smsbook_gui.domain.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.importing import ColumnMap, OtherTarget, Target
from smsbook_gui.domain.phone import judge
from smsbook_gui.domain.phone_findings import PhoneVerdict
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
) -> ColumnMap:
    """What each column is taken for. No target is given twice.

    `labels` are the account's names of the four custom fields; `region` is how numbers are read.
    Where no header tells, a column full of numbers is the phone number; and where there are no
    headers at all ("Column 1"), texts beside it are names.
    """
    columns = _Columns(headers, sample, region)
    for with_labels in (True, False):
        found = _by_headers(columns, labels if with_labels else ())
        if PHONE in found.values():
            break
    else:
        found = _by_headers(columns, labels)
        _add_phone_by_content(columns, found)
    if all(_is_unnamed(header) for header in headers):
        _add_names_by_content(columns, found)
    return tuple(found.get(place) for place in range(len(headers)))


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


def _is_unnamed(header: str) -> bool:
    word, _, number = header.rpartition(" ")
    return not header.strip() or (bool(word) and number.isdigit())


def _by_headers(columns: _Columns, labels: Sequence[str]) -> dict[int, Target]:
    found: dict[int, Target] = {}

    def take(place: int, target: Target) -> None:
        if place not in found and target not in found.values():
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
        if key in TARGETS:
            take(place, TARGETS[key])
    phones = [place for place in _phones(columns) if place not in found]
    if phones:
        take(phones[0], PHONE)
    _take_names(keys, found)
    return found


def _phones(columns: _Columns) -> list[int]:
    """Columns of phone numbers, the best one first: a mobile with something in it."""
    ranked = []
    for place, key in enumerate(columns.keys):
        kind = _google_kind(columns, place, key)
        if kind is None:
            kind = PHONES.get(key)
        if kind is not None:
            ranked.append((not columns.filled(place), kind, place))
    return [place for _, _, place in sorted(ranked)]


def _google_kind(columns: _Columns, place: int, key: str) -> PhoneKind | None:
    """Google names its columns "Phone 1 - Label" (or Type) and "Phone 1 - Value"."""
    words = key.split()
    if len(words) != 3 or words[0] != "phone" or words[2] != "value" or not place:
        return None
    if columns.keys[place - 1] not in {f"phone {words[1]} label", f"phone {words[1]} type"}:
        return None
    told = " ".join(columns.filled(place - 1)).casefold()
    if any(word in told for word in MOBILE_WORDS):
        return PhoneKind.MOBILE
    return PhoneKind.PHONE if words[1] == "1" else PhoneKind.OTHER


def _take_names(keys: Sequence[str], found: dict[int, Target]) -> None:
    """Columns called "Name" and the like, whose meaning depends on the others."""
    first = ContactField.FIRST_NAME in found.values()
    last = ContactField.LAST_NAME in found.values()
    if first and last:
        return
    words, target = FULL_NAMES, OtherTarget.FULL_NAME
    part: ContactField | None = None
    if first:
        words, part = LAST_BESIDE_FIRST, ContactField.LAST_NAME
    elif last:
        words, part = FIRST_BESIDE_LAST, ContactField.FIRST_NAME
    for place, key in enumerate(keys):
        if key in words and place not in found:
            found[place] = part or target
            return


def _add_phone_by_content(columns: _Columns, found: dict[int, Target]) -> None:
    shares = [
        (-columns.share_of_numbers(place), place)
        for place in range(len(columns.headers))
        if place not in found
    ]
    if shares and -min(shares)[0] >= MOSTLY:
        found[min(shares)[1]] = PHONE


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
