"""Address cards as a table: a card is a row, each kind of entry a column."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from smsbook_gui.domain.imports.cells import is_no_value
from smsbook_gui.domain.imports.column_words import PhoneKind, label_kind
from smsbook_gui.domain.imports.tabular import FileFormat, FileKind, NoteKind
from smsbook_gui.files.readers.base.lines import Damage, scan
from smsbook_gui.files.readers.base.source import Settled, Source
from smsbook_gui.files.readers.base.stream import CHUNK, Meter, file_bytes
from smsbook_gui.files.readers.base.table import Record
from smsbook_gui.files.readers.text.encoding import (
    SCANNED,
    chosen_encoding,
    encoding_choices,
    find_encoding_of_cards,
)
from smsbook_gui.files.readers.text.text_formula import GUARD
from smsbook_gui.files.readers.text.vcard import (
    BOOK,
    CUSTOM,
    PRODUCT,
    Card,
    cards,
    parts,
    unescaped,
)

NUMBERS = {
    PhoneKind.MOBILE: "Number (mobile)",
    PhoneKind.PHONE: "Number",
    PhoneKind.WORK: "Number (work)",
    PhoneKind.HOME: "Number (home)",
    PhoneKind.OTHER: "Number (other)",
}
"""The columns of numbers; a fax has none, since no text message reaches it."""
_OWN = {BOOK: "Address book"} | {name: f"Custom {at}" for at, name in enumerate(CUSTOM, 1)}
"""Columns of SMS Book's own exports."""
_TEXTS = {"NOTE": "Note", "CATEGORIES": "Categories"} | _OWN
COLUMNS = (
    "First name",
    "Last name",
    "Full name",
    "Company",
    *NUMBERS.values(),
    "Email",
    "Note",
    "Categories",
)
_ALL = (*COLUMNS, *_OWN.values())
_IS_COMPANY = "company"
_COMPANIES = frozenset(("ORG", "COMPANY"))
"""What a card says that is about a company, whose name then stands in the place of a person's."""
_SURVEYED = 1 << 19
"""Bytes in which the columns are looked for; some 2,000 cards."""


def settle(path: Path, wish: FileFormat) -> Settled:
    """Finds out the encoding where `wish` has none. Raises FileProblem."""
    found = chosen_encoding(path, wish.encoding, find_encoding_of_cards)
    encoding = found.name
    damage = Damage()
    scan(islice(file_bytes(path, Meter()), SCANNED // CHUNK), encoding, damage)
    if NoteKind.UNREADABLE in damage:
        # Bytes that the file's encoding does not have may be half a letter before a fold, or a
        # card's own character set: the cards tell.
        damage.correct(NoteKind.UNREADABLE, _of_cards(path, encoding))
    return Settled(
        FileFormat(FileKind.CARDS, encoding=encoding),
        clear=found.clear and NoteKind.UNREADABLE not in damage,
        encodings=encoding_choices(encoding),
        readings=found.readings,
        notes=damage.notes(),
    )


def _of_cards(path: Path, encoding: str) -> Damage:
    damage = Damage()
    for _ in cards(islice(file_bytes(path, Meter()), SCANNED // CHUNK), encoding, damage):
        if damage.enough(NoteKind.UNREADABLE):
            break
    return damage


def open_cards(path: Path, file_format: FileFormat) -> Source:
    """The names of the columns as row 1, then a row a card; iterating raises FileProblem."""
    meter, damage = Meter(), Damage()
    return Source(_records(path, file_format.encoding or "utf-8", meter, damage), meter, damage)


def _records(path: Path, encoding: str, meter: Meter, damage: Damage) -> Iterator[Record]:
    columns = _columns(path, encoding)
    places = {name: at for at, name in enumerate(columns)}
    yield 1, list(columns)
    for card in cards(file_bytes(path, meter), encoding, damage):
        cells = [""] * len(columns)
        for name, value in _entries(card, damage):
            if name in places:
                cells[places[name]] = value
            else:
                damage.note(NoteKind.FURTHER, card.line)
        if any(cells):
            yield card.line, cells


def _columns(path: Path, encoding: str) -> tuple[str, ...]:
    """The columns that the cards have, by the first of them; all usual ones in a long file."""
    pieces = islice(file_bytes(path, Meter()), _SURVEYED // CHUNK)
    used: set[str] = set()
    for card in cards(pieces, encoding, Damage()):
        used.update(name for name, _ in _entries(card, Damage()))
    if path.stat().st_size > _SURVEYED:
        used.update(_ALL if used.intersection(_OWN.values()) else COLUMNS)
    return tuple(sorted(used, key=_place))


def _place(name: str) -> tuple[int, int]:
    """Where a column stands: "Email 2" follows "Email"."""
    if name in _ALL:
        return _ALL.index(name), 1
    base, _, number = name.rpartition(" ")
    return _ALL.index(base), int(number)


def _entries(card: Card, damage: Damage) -> Iterator[tuple[str, str]]:
    """What a card says, as (column, text). A second entry of a kind is "Email 2"."""
    if any(
        found.name.endswith("KIND") and found.value.upper() == "GROUP" for found in card.properties
    ):
        damage.note(NoteKind.GROUPS, card.line)
        return
    ours = any(found.name == "PRODID" and found.value == PRODUCT for found in card.properties)
    taken: Counter[str] = Counter()
    for name, value in _texts(card, ours):
        if value:
            # Other programs write "null" for no value; ours leave it out, and people are called so.
            text = GUARD + value if ours and is_no_value(value) else value
            taken[name] += 1
            yield (name if taken[name] == 1 else f"{name} {taken[name]}"), text


def _texts(card: Card, ours: bool) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for each in card.properties:
        match each.name:
            case "KIND" | "X-ABSHOWAS":
                found[_IS_COMPANY] = str(each.value.strip().upper() in _COMPANIES or "")
            case "N" | "FN" | "ORG":
                # A second one is the same in another language or script.
                found.setdefault(each.name, each.value)
            case "EMAIL":
                yield "Email", unescaped(each.value).strip().removeprefix("mailto:")
            case name if name in _TEXTS:
                yield _TEXTS[name], unescaped(each.value).strip()
    yield from _names(found, ours)
    yield from _numbers(card)


def _names(found: dict[str, str], ours: bool) -> Iterator[tuple[str, str]]:
    family, given, *_ = (*parts(found.get("N", "")), "", "")
    company = parts(found.get("ORG", ""))[0]
    full_name = unescaped(found.get("FN", "")).strip()
    if found.get(_IS_COMPANY) and not (given or family):
        company = company or full_name
        full_name = full_name if full_name == company else ""
    if family == full_name == company and not (given or ours):
        family = ""  # a company, under the name that every card has to have
    yield from (("First name", given), ("Last name", family), ("Company", company))
    # A card must have a full name: for want of a name, ours repeats the company or number there.
    if given or family or not ours:
        yield "Full name", full_name


def _numbers(card: Card) -> Iterator[tuple[str, str]]:
    """By their kinds; of several of a kind the preferred one comes first."""
    labels = {each.group: each.value for each in card.properties if each.name == "X-ABLABEL"}
    numbers = [each for each in card.properties if each.name == "TEL"]
    for each in sorted(numbers, key=lambda each: "PREF" not in each.types):
        kind = label_kind(" ".join((*each.types, labels.get(each.group, ""))))
        if kind in NUMBERS:
            yield NUMBERS[kind], _number(each.value)


def _number(value: str) -> str:
    """A number as text or as URI (RFC 3966: `tel:+61-400-000-000;ext=12`)."""
    text = unescaped(value).strip()
    if text[:4].lower() != "tel:":
        return text
    number, *parameters = unquote(text[4:]).split(";")
    extension = next((given for given in parameters if given.lower().startswith("ext=")), "")
    return f"{number};{extension}" if extension else number
