"""What a search sees of a contact, and how a query is taken apart (UI.md, "Search contacts").

Every word of the query must match somewhere. Words of three and more characters match inside;
see `is_prefix_word` for shorter ones.
"""

import re

from smsbook_gui.domain.contact import ContactField, Values
from smsbook_gui.domain.phone import phone_key, search_digits
from smsbook_gui.domain.text import fold

_TEXT_FIELDS = tuple(f for f in ContactField if f is not ContactField.PHONE_NUMBER)
_DIGIT_RUN = re.compile(r"(?<![^\W_])[+(]?[0-9][0-9 ().+-]*[0-9](?![^\W_])")
_SPACED_DIGITS = re.compile(r"[0-9][ ().+-]+[0-9]")
_MIN_RUN = 5
"""Digits from which on a run of digits and separators counts as one number."""


def search_words(query: str, region: str) -> tuple[str, ...]:
    """The words of a query, folded; digits that make up a phone number are one word.

    "+61 400-000 000", "(04) 0000 0000", "0061400" and "400 000" all find 0400 000 000.
    """
    folded = fold(query)
    numbers: list[str] = []

    def take(match: re.Match[str]) -> str:
        word = _digits_word(match[0], region)
        if len(word) < _MIN_RUN:
            return match[0]
        numbers.append(word)
        return " "

    rest = _DIGIT_RUN.sub(take, folded)
    words = [word for word in rest.replace("-", " ").split() if _searchable(word)]
    return tuple(dict.fromkeys(words + numbers))


def _searchable(word: str) -> bool:
    """Whether a word says anything: signs alone ("&", "/") do not, an emoji does."""
    return not word.isascii() or any(character.isalnum() for character in word)


def _digits_word(run: str, region: str) -> str:
    """The digits to look for in `search_digits`; only ever looser than the run's own digits."""
    key = phone_key(run, region)
    if key.startswith("+"):
        return key[1:].partition(";")[0]
    international = run.lstrip("( ").startswith("+")
    if international:
        run = run.replace("(0)", "", 1)
    digits = "".join(character for character in run if character.isdigit())
    return digits[2:] if digits.startswith("00") and digits[2:3] not in {"0", ""} else digits


def search_text(values: Values, region: str) -> str:
    """All that a search may find of a contact: folded words and digits, single-spaced."""
    text = fold(" ".join([values[field] for field in _TEXT_FIELDS if field in values]))
    parts = text.replace("-", " ").split()
    if _SPACED_DIGITS.search(text) is not None:
        runs = _DIGIT_RUN.findall(text)
        parts += ["".join(c for c in run if c.isdigit()) for run in runs]
    number = values.get(ContactField.PHONE_NUMBER)
    if number:
        parts.append(search_digits(number, region))
    return " ".join(parts)


def is_prefix_word(word: str) -> bool:
    """Whether a word matches at the start of words only: one or two ASCII letters or digits.

    Anything longer, and every word of another script (a Chinese given name has one or two
    characters and stands after the family name), matches inside.
    """
    return len(word) < 3 and word.isascii()


def matches(words: tuple[str, ...], text: str) -> bool:
    """Whether a contact with this `search_text` matches all words of `search_words`.

    The reference for what the store's indexes must find.
    """
    return all(_matches(word, text) for word in words)


def _matches(word: str, text: str) -> bool:
    if not is_prefix_word(word):
        return word in text
    return re.search(rf"(?<![^\W_]){re.escape(word)}", text) is not None
