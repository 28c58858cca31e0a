"""vCards 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350): from lines to properties to cards.

Lenient, since address books take liberties: a card without its end, a group, a quoted-printable
value over several lines, parameters without names. Photos pass by without being held.
"""

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from smsbook_gui.files.lines import Damage

_CARD = ("BEGIN", "END", "KIND", "X-ADDRESSBOOKSERVER-KIND", "AGENT")
_ENTRIES = ("N", "FN", "ORG", "TEL", "EMAIL", "NOTE", "CATEGORIES", "X-ABLABEL")
PRODUCT = "-//SMS Book//Contacts//EN"
BOOK = "X-SMSBOOK-ADDRESS-BOOK"
CUSTOM = tuple(f"X-SMSBOOK-CUSTOM-{number}" for number in range(1, 5))
"""What no vCard has a property for, in SMS Book's own exports."""
_KEPT = frozenset((*_CARD, *_ENTRIES, "PRODID", BOOK, *CUSTOM))
_VALUE_LIMIT = 1 << 20  # characters; beyond is no text that a person wrote
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"(?:[^;\\]|\\.?)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card: `item1.TEL;TYPE=CELL:+61…`; name and parameters in capitals."""

    line: int
    group: str
    name: str
    types: frozenset[str]
    """Values of TYPE, of PREF ("PREF") and parameters without a name."""
    value: str


@dataclass(slots=True)
class Card:
    """The properties of a card that matter here. `line` is where it begins, from 1."""

    line: int
    properties: list[Property] = field(default_factory=list)


def cards(lines: Iterator[str], encoding: str, damage: Damage) -> Iterator[Card]:
    """All cards; also one that is never closed, up to where the next begins."""
    card: Card | None = None
    nested = 0
    agent = False
    for found in _properties(lines, encoding):
        match found.name, found.value.strip().upper():
            case "BEGIN", "VCARD" if card is not None and (agent or nested):
                nested += 1
            case "END", "VCARD" if nested:
                nested -= 1
            case "BEGIN", "VCARD":
                if card is not None:
                    damage.note(damage.unclosed, card.line)
                    yield card
                card = Card(found.line)
            case "END", _ if card is not None:
                yield card
                card = None
            case _ if card is None:
                damage.note(damage.outside, found.line)
            case _ if not nested:
                card.properties.append(found)
        agent = found.name == "AGENT" and not found.value
    if card is not None:
        damage.note(damage.unclosed, card.line)
        yield card


def parts(value: str) -> list[str]:
    """A value of several parts ("Family;Given;…"), each without escapes."""
    if "\\" not in value:
        return [part.strip() for part in value.split(";")]
    found, at = [], 0
    while True:
        match = _PART.match(value, at)
        assert match is not None  # it may be empty
        found.append(unescaped(match[0]).strip())
        at = match.end() + 1
        if at > len(value):
            return found


def unescaped(value: str) -> str:
    """The text of a value."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a property's colon, in capitals."""

    group: str
    name: str
    types: frozenset[str]
    charset: str
    quoted: bool


def _properties(lines: Iterator[str], encoding: str) -> Iterator[Property]:
    """The properties that matter, unfolded and decoded."""
    # Such a file was found to be so; a parameter that says otherwise is a relic.
    unicode = encoding.startswith("utf")
    for line, text in _logical_lines(lines):
        told, colon, value = _divide(text)
        head = _head(told)
        if not colon or head.name not in _KEPT:
            continue
        if head.quoted or (head.charset and not unicode and not value.isascii()):
            value = _decoded(value, head, encoding)
        yield Property(line, head.group, head.name, head.types, value)


@lru_cache(maxsize=1024)  # a program writes the same few for each card
def _head(told: str) -> _Head:
    first, *given = told.upper().split(";")
    group, _, name = first.strip().rpartition(".")
    types: set[str] = set()
    others: dict[str, str] = {}
    for parameter in given:
        key, equals, value = parameter.strip().partition("=")
        if not equals:
            types.add(key)
        elif key == "TYPE":
            types.update(part.strip() for part in value.strip('"').split(","))
        elif key == "PREF":
            types.add("PREF")
        else:
            others[key] = value.strip('"')
    quoted = "QUOTED-PRINTABLE" in types or others.get("ENCODING") == "QUOTED-PRINTABLE"
    return _Head(group, name.strip(), frozenset(types), others.get("CHARSET", ""), quoted)


def _logical_lines(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Lines with their continuations; those of properties that do not matter are dropped.

    A folded line begins with white space; a quoted-printable one ends with "=".
    """
    collected: list[str] = []
    first = size = 0
    keeping = soft = False
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if soft or line[:1] in (" ", "\t"):
            if keeping and size < _VALUE_LIMIT:
                collected.append(line.removesuffix("=") if soft else line[1:])
                size += len(line)
            soft = soft and line.endswith("=")
            continue
        if keeping:
            yield first, "".join(collected)
        told, colon, _ = line.partition(":")
        keeping = colon != "" and _name(told) in _KEPT
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in told.upper()
        collected, first, size = [line.removesuffix("=") if soft else line], number, len(line)
    if keeping:
        yield first, "".join(collected)


@lru_cache(maxsize=1024)
def _name(told: str) -> str:
    return told.upper().partition(";")[0].rpartition(".")[2].strip()


def _divide(text: str) -> tuple[str, str, str]:
    """What stands before and after the colon; one in quotation marks belongs to a parameter."""
    head, colon, value = text.partition(":")
    while colon and head.count('"') % 2:
        more, colon, value = value.partition(":")
        head = f"{head}:{more}"
    return head, colon, value


def _decoded(value: str, head: _Head, encoding: str) -> str:
    """The value's characters, whatever it says about its bytes."""
    try:
        if not head.quoted:
            return value.encode(encoding).decode(head.charset)
        raw = binascii.a2b_qp(value.encode(head.charset or "utf-8", "replace"))
        return _text(raw, head.charset).replace("\0", "")
    except (LookupError, UnicodeError):
        return value


def _text(raw: bytes, charset: str) -> str:
    """vCard 2.1 says ASCII where there is no charset; phones write UTF-8."""
    for name in (charset or "utf-8", "utf-8", "cp1252"):
        with suppress(UnicodeError):
            return raw.decode(name)
    return raw.decode("iso8859-1")
