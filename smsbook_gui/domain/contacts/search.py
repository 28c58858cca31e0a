"""What a search sees of a contact, and how a query is taken apart (UI.md, "Search contacts").

Every word of the query must match somewhere. Words of three and more characters match inside;
see `is_prefix_word` for shorter ones.
"""

import re
import string
from collections.abc import Sequence
from functools import lru_cache

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.phones.phone import country_code, search_digits, significant_digits
from smsbook_gui.domain.phones.phone_text import only_digits
from smsbook_gui.domain.texts.text import fold

_TEXT_FIELDS = tuple(f for f in ContactField if f is not ContactField.PHONE_NUMBER)
_DIGIT_RUN = re.compile(r"(?<![^\W_])[+(]{0,3}[0-9](?:[0-9 ().+-]*[0-9])?(?![^\W_])")
_SPACED_DIGITS = re.compile(r"[0-9][ ().+-]+[0-9]")
_LETTER = re.compile(r"[^\W\d_]")
_SEARCHED = 5_000
"""Characters of a field that a search looks into."""
_MIN_RUN = 3
"""Digits from which on a run of digits and separators counts as (part of) one number."""


def search_words(query: str, region: str) -> tuple[str, ...]:
    """The words of a query, folded; digits that make up a phone number are one word.

    "+61 400-000 000", "(04) 0000 0000", "0061400" and "400 000" all find 0400 000 000.
    """
    numbers: list[str] = []

    def take(match: re.Match[str]) -> str:
        run = match[0]
        if len(only_digits(run)) < _MIN_RUN:
            return run
        numbers.append(_digits_word(run, region))
        return " "

    rest = _DIGIT_RUN.sub(take, fold(query))
    # Signs alone ("&") and signs at a word's end ("Smith,") say nothing; an emoji does.
    words = (word.strip(string.punctuation) for word in rest.replace("-", " ").split())
    return tuple(dict.fromkeys([*filter(None, words), *numbers]))


def _digits_word(run: str, region: str) -> str:
    """The digits to look for: as typed, without what people write differently at the start."""
    digits = only_digits(run)
    significant = significant_digits(run, region)
    if significant and significant in digits:
        return significant
    code = country_code(region)
    if "+" in run:
        digits = only_digits(run.replace("(0)", "", 1))
        return code + digits[len(code) + 1 :] if digits.startswith(code + "0") else digits
    rest = digits[2:]
    if digits.startswith("00") and (
        rest.startswith(code) or (len(rest) > 4 and not rest.startswith("0"))
    ):
        return rest
    return digits


def search_text(values: Values, region: str) -> str:
    """All that a search may find of a contact: folded words and digits, single-spaced."""
    parts = [words_of([values[field] for field in _TEXT_FIELDS if field in values])]
    number = values.get(ContactField.PHONE_NUMBER, "")[:_SEARCHED]
    if number:
        if _LETTER.search(number) is not None:
            parts += fold(number).replace("-", " ").split()
        parts += search_digits(number, region).split()
    return " ".join(filter(None, parts))


def words_of(texts: Sequence[str]) -> str:
    """The part of it that does not come from the phone number."""
    text = " ".join(texts)
    if len(text) > _SEARCHED:
        text = " ".join([text[:_SEARCHED] for text in texts])
    # Names, suburbs and companies repeat, while the whole is another one for each contact.
    text = fold(text) if text.isascii() else " ".join(map(_folded, text.split(" ")))
    parts = text.replace("-", " ").split()
    if _SPACED_DIGITS.search(text) is not None:
        parts += map(only_digits, _DIGIT_RUN.findall(text))
    return " ".join(parts)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return fold(word)


def is_prefix_word(word: str) -> bool:
    """Whether a word matches at the start of words only: one or two ASCII characters.

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
