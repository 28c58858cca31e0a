"""Columns that are computed from a contact's values: sort keys, and what a search looks into.

They are SQL functions as well, so that a statement about many contacts computes them in place.
"""

import sqlite3
from collections.abc import Mapping
from functools import lru_cache, partial

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.filters import LOOKS, compared, looks
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.search import matches, words_of
from smsbook_gui.domain.phones.phone import number_kind, phone_key, search_digits
from smsbook_gui.domain.texts.text import sort_key

PHONE = ContactField.PHONE_NUMBER
_FIELDS = tuple(ContactField)
_OTHERS = tuple(field for field in _FIELDS if field is not PHONE)

NEVER_READ = b"\xff\xff"
"""Sorts after blank, which is a single byte of this value."""
_KINDS_KEPT = 100_000
"""How many numbers have their kind cached: working it out takes up to 60 µs."""
_NO_NUMBER = b"\xfe"
"""A text that is no number sorts after the numbers and before blank."""

_SEARCHED = (*_OTHERS, "digits")
SEARCH_COLUMNS = ", ".join(_SEARCHED)
"""Arguments of the SQL function search_text."""


def search_columns(new: Mapping[str, str]) -> str:
    """The same where some of these columns are to have a value that is not there yet."""
    return ", ".join(new.get(name, name) for name in _SEARCHED)


def search_arguments(given: Mapping[str, object]) -> tuple[str, list[object]]:
    """The same with a placeholder for each of these columns, and their values in that order."""
    text = ", ".join("?" if name in given else name for name in _SEARCHED)
    return text, [given[name] for name in _SEARCHED if name in given]


def key_of(field: ContactField, value: str | None, region: str) -> bytes:
    """The sort key of a value; phone numbers sort by their normalised digits."""
    if value is None:
        return NEVER_READ
    if field is not PHONE:
        return sort_key(value)
    key = phone_key(value, region)
    if not key:
        return sort_key("")
    return key.encode() if key.startswith("+") else _NO_NUMBER + sort_key(value)


def digits_of(number: str | None, region: str) -> str:
    """The digit strings that a search for a number looks into."""
    return search_digits(number, region) if number else ""


def derived_columns(values: Values, region: str) -> tuple[list[bytes], str, str]:
    """The sort keys in the order of ContactField, the digits, and the text that a search sees."""
    keys = [key_of(field, values.get(field), region) for field in _FIELDS]
    digits = digits_of(values.get(PHONE), region)
    others = [values[field] for field in _OTHERS if field in values]
    return keys, digits, _joined(words_of(others), digits)


def _joined(text: str, digits: str) -> str:
    return f"{text} {digits}" if text and digits else text or digits


def add_functions(db: sqlite3.Connection, region: str) -> None:
    """Adds sort_key(field, text), phone_digits(text), search_text(…) and same(…) to a connection.

    The file's schema does not use them, so that a connection without them can open it.
    """

    def text_of(*columns: str | None) -> str:
        *others, digits = columns
        return _joined(words_of([text for text in others if text is not None]), digits or "")

    fields = {field.value: field for field in ContactField}
    create = db.create_function
    create("sort_key", 2, lambda field, text: key_of(fields[field], text, region))
    create("phone_digits", 1, lambda text: digits_of(text, region))
    create("search_text", len(_OTHERS) + 1, text_of)
    create("same", 3, lambda field, a, b: same(fields[field], a, b, region))


def add_search_functions(db: sqlite3.Connection, region: str) -> None:
    """Adds what queries test contacts by where no index helps.

    word_matches(word, text), compared(text), looks(op, text) and number_kind(text); for NULL the
    last three return NULL.
    """
    ops = {op.value: op for op in LOOKS}
    kind = lru_cache(_KINDS_KEPT)(partial(number_kind, region=region))
    db.create_function("word_matches", 2, lambda word, text: matches((word,), text))
    db.create_function("compared", 1, lambda text: None if text is None else compared(text))
    db.create_function("looks", 2, lambda op, text: None if text is None else looks(ops[op], text))
    db.create_function("number_kind", 1, lambda text: None if text is None else kind(text))
