"""vCards 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350): from lines to properties to cards.

Lenient, since address books take liberties: a card without its end, a group, a quoted-printable
value over several lines, parameters without names, blank lines anywhere, files joined with their
byte order marks. Photos pass by without being held.

A line may be folded anywhere, within a letter too, and each property may name a character set of
its own. So lines are put together as bytes, and only then decoded (RFC 6350, section 3.2).
"""

import binascii
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache

from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.files.readers.base.lines import Damage, decoded, lines_of

_CARD = ("BEGIN", "END", "KIND", "X-ADDRESSBOOKSERVER-KIND", "AGENT", "VERSION")
_ENTRIES = ("N", "FN", "ORG", "TEL", "EMAIL", "NOTE", "CATEGORIES", "X-ABLABEL", "X-ABSHOWAS")
PRODUCT = "-//SMS Book//Contacts//EN"
BOOK = "X-SMSBOOK-ADDRESS-BOOK"
CUSTOM = tuple(f"X-SMSBOOK-CUSTOM-{number}" for number in range(1, 5))
"""What no vCard has a property for, in SMS Book's own exports."""
_KEPT = frozenset((*_CARD, *_ENTRIES, "PRODID", BOOK, *CUSTOM))
_VALUE_LIMIT = 1 << 20  # characters; beyond is no text that a person wrote
_BYTES = "latin-1"
"""Lines that are not decoded yet: a character a byte."""
_MARK = b"\xef\xbb\xbf".decode(_BYTES)
_EDGES = ("BEGIN:VCARD", "END:VCARD")
_STRUCTURED = ("N", "ORG")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_OLD_ESCAPE = re.compile(r"\\([;:,\\])?")
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
    """The properties of a card that matter here. `line` is where it begins, from 1.

    `old`: it says that it is of version 2.1.
    """

    line: int
    properties: list[Property] = field(default_factory=list)
    old: bool = False


def cards(data: Iterable[bytes], encoding: str, damage: Damage) -> Iterator[Card]:
    """All cards of a file's bytes; also one that is never closed, up to where the next begins."""
    for card in _cards(data, encoding, damage):
        if card.old:
            card.properties = [_as_in_3(found) for found in card.properties]
        yield card


def _as_in_3(found: Property) -> Property:
    """A property of vCard 2.1, where a backslash before anything else than a sign is a backslash,
    in the way that later versions write it."""
    if "\\" not in found.value:
        return found
    return replace(found, value=_OLD_ESCAPE.sub(lambda m: m[0] if m[1] else "\\\\", found.value))


def _cards(data: Iterable[bytes], encoding: str, damage: Damage) -> Iterator[Card]:
    card: Card | None = None
    nested = 0
    agent = False
    for found in _properties(data, encoding, damage):
        match found.name, found.value.strip().upper():
            case "BEGIN", "VCARD" if card is not None and (agent or nested):
                nested += 1
            case "END", "VCARD" if nested:
                nested -= 1
            case "BEGIN", "VCARD":
                if card is not None:
                    damage.note(NoteKind.UNCLOSED_CARD, card.line)
                    yield card
                card = Card(found.line)
            case "END", value if card is not None:
                yield card
                # Joined without a line break.
                card = Card(found.line) if value.endswith("BEGIN:VCARD") else None
            case _ if card is None:
                damage.note(NoteKind.OUTSIDE, found.line)
            case "VERSION", version if not nested:
                card.old = version == "2.1"
            case _ if not nested:
                card.properties.append(found)
        agent = found.name == "AGENT" and not found.value
    if card is not None:
        damage.note(NoteKind.UNCLOSED_CARD, card.line)
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
    base64: bool


def _properties(data: Iterable[bytes], encoding: str, damage: Damage) -> Iterator[Property]:
    """The properties that matter, unfolded and decoded."""
    if not _is_ascii_in(encoding):
        data = (text.encode() for text in decoded(data, encoding))
        encoding = "utf-8"
    charset = ""
    for line, text in _logical_lines(lines_of(data, _BYTES, damage)):
        told, colon, value = _divide(text)
        head = _head(told)
        if not colon or head.name not in _KEPT:
            continue
        if head.name == "BEGIN":
            charset = ""
        charset = head.charset or charset
        if head.quoted or head.base64 or not value.isascii():
            value = _decoded(value, head, encoding, charset)
            if "\ufffd" in value:
                damage.note(NoteKind.UNREADABLE, line)
        yield Property(line, head.group, head.name, head.types, value)


@lru_cache(maxsize=8)
def _is_ascii_in(encoding: str) -> bool:
    """Whether ASCII characters are single bytes of their own value."""
    return "BEGIN:VCARD".encode(encoding).endswith(b"BEGIN:VCARD")


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
    ways = types | {others.get("ENCODING", "")}
    return _Head(
        group,
        name.strip(),
        frozenset(types),
        others.get("CHARSET", ""),
        quoted="QUOTED-PRINTABLE" in ways,
        base64="BASE64" in ways or others.get("ENCODING") == "B",
    )


def _logical_lines(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Lines with their continuations; those of properties that do not matter are dropped.

    A folded line begins with white space; a quoted-printable one ends with "=". Blank lines mean
    nothing, but that such a "=" was the last. No card begins or ends with a folded line: white
    space there stands before all lines, as in a card that was copied out of a mail.
    """
    collected: list[str] = []
    first = size = 0
    keeping = soft = False
    margin, at_edge = "", True
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n").removeprefix(_MARK)
        if at_edge and line.strip():
            margin = line[: len(line) - len(line.lstrip(" \t"))]
        line = line.removeprefix(margin)
        if not line:
            soft = False
            continue
        at_edge = line[:11].upper() in _EDGES
        if soft or line[0] in " \t":
            if keeping and size < _VALUE_LIMIT:
                collected.append(line if soft else line[1:])
                size += len(line)
            soft = soft and line.endswith("=")
            continue
        if keeping:
            yield first, collected[0] if len(collected) == 1 else _joined(collected)
        told = line.partition(":")[0]
        keeping = _name(told) in _KEPT
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in told.upper()
        collected, first, size = [line], number, len(line)
    if keeping:
        yield first, collected[0] if len(collected) == 1 else _joined(collected)


def _joined(collected: list[str]) -> str:
    """A line with its continuations; soft line breaks are undone.

    Some programs fold after a soft line break as well. Then each line begins with a blank, which
    is no part of the text.
    """
    first, *rest = collected
    if not first.endswith("="):
        return "".join(collected)
    if all(line[0] == " " for line in rest) and (len(rest) > 1 or rest[0].startswith(" =")):
        rest = [line[1:] for line in rest]
    *before, last = (first, *rest)
    return "".join((*(line.removesuffix("=") for line in before), last))


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


def _decoded(value: str, head: _Head, encoding: str, charset: str) -> str:
    """The text of a value's bytes. `charset` is what the property names, or one before it."""
    if head.quoted:
        return _unquoted(value, head)
    raw = value.encode(_BYTES)
    if head.base64:
        try:
            raw = binascii.a2b_base64(raw)
        except binascii.Error:
            return value
    # A file that was found to be Unicode is Unicode: a property that says otherwise is mistaken
    # wherever its bytes are good Unicode.
    first, second = (encoding, charset) if encoding.startswith("utf") else (charset, encoding)
    for name in filter(None, (first, second)):
        try:
            text = raw.decode(name)
        except (LookupError, UnicodeError):
            continue
        break
    else:
        text = raw.decode(encoding, "replace")
    return text.replace("\0", "") if head.base64 else text


def _unquoted(value: str, head: _Head) -> str:
    """A quoted-printable value. A quoted semicolon in one of several parts does not divide them."""
    if head.name not in _STRUCTURED or ";" not in value:
        return _text(_bytes_of_quoted(value), head.charset)
    divided = (_text(_bytes_of_quoted(part), head.charset) for part in value.split(";"))
    return ";".join(part.replace(";", "\\;") for part in divided)


def _bytes_of_quoted(value: str) -> bytes:
    return binascii.a2b_qp(value.encode(_BYTES)).replace(b"\0", b"")


def _text(raw: bytes, charset: str) -> str:
    """vCard 2.1 says ASCII where there is no charset; phones write UTF-8."""
    for name in (charset or "utf-8", "utf-8", "cp1252"):
        with suppress(LookupError, UnicodeError):
            return raw.decode(name)
    return raw.decode("iso8859-1")
