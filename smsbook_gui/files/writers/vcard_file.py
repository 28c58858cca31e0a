"""Contacts as vCards 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TextIO

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.files.readers.text.vcard import BOOK, CUSTOM, PRODUCT

NOT_READ_PROPERTY = "X-SMSBOOK-NOT-READ"
"""Names the fields that were never read from the service: a card has no other way to say so."""

_LINE = 75
"""Octets of a line, its end left out (RFC 6350, section 3.2)."""
_SPECIAL = re.compile(r"([\\,;])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BREAKS = frozenset("\r\n\u2028\u2029")


class CardVersion(StrEnum):
    """The versions that are written."""

    V3 = "3.0"
    V4 = "4.0"


class CardEntry(NamedTuple):
    """What a card says of a contact."""

    values: Mapping[ContactField, str]
    """Blank ones may be missing. A number is to be international, since phones travel."""
    book: str = ""
    """The name of the address book, "" for none."""
    not_read: frozenset[ContactField] = frozenset()
    """Fields that were never read from the service."""
    mobile: bool = False
    """Whether the number is a mobile phone's, as far as numbers tell."""


def vcards_to(path: Path, entries: Iterable[CardEntry], version: CardVersion) -> None:
    """Writes to `path` itself, as UTF-8. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for entry in entries:
            _write_card(file, entry, version)


def _write_card(file: TextIO, entry: CardEntry, version: CardVersion) -> None:
    values, book = entry.values, entry.book
    first, last, number, company = (_escaped(values.get(field, "")) for field in _SHOWN)
    name = " ".join(part for part in (first, last) if part)
    lines = [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        f"PRODID:{PRODUCT}",
        f"N:{last};{first};;;",
        f"FN:{name or company or number}",
    ]
    kind = "cell" if entry.mobile else "voice"
    if version is CardVersion.V3:
        kind = kind.upper()
    custom = (_escaped(values.get(field, "")) for field in CUSTOM_FIELDS)
    for head, text in (
        (f"TEL;TYPE={kind}", number),
        ("ORG", company),
        ("CATEGORIES", _escaped(book)),
        (BOOK, _escaped(book)),
        *zip(CUSTOM, custom, strict=True),
        (NOT_READ_PROPERTY, ",".join(field for field in ContactField if field in entry.not_read)),
    ):
        if text:
            lines.append(f"{head}:{text}")
    lines.append("END:VCARD")
    file.writelines(_folded(line) for line in lines)


_SHOWN = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.PHONE_NUMBER,
    ContactField.COMPANY,
)


def _escaped(text: str) -> str:
    """A text value; other control characters than a line break have no place in a card."""
    if text.isalnum():
        return text
    plain = _CONTROL.sub(_plain, text).strip()
    return _SPECIAL.sub(r"\\\1", plain).replace("\n", "\\n")


def _plain(control: re.Match[str]) -> str:
    return " " if _BREAKS.isdisjoint(control[0]) else "\n"


def _folded(line: str) -> str:
    """The line with its end, cut to lines of 75 octets; no character is cut in two."""
    if line.isascii() and len(line) <= _LINE:
        return f"{line}\r\n"
    pieces, size, start = [], 0, 0
    for at, character in enumerate(line):
        octets = len(character.encode())
        if size + octets > _LINE:
            pieces.append(line[start:at])
            start, size = at, 1  # the space at the start of the next line counts
        size += octets
    pieces.append(line[start:])
    return "\r\n ".join(pieces) + "\r\n"
