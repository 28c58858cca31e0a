"""How much a text reads like a language: by its letters, their neighbours and their capitals.

A word read in the wrong encoding has letters side by side that no language has ("Gyõzõ"), capitals
within words ("JšRGEN") or signs among letters ("Sch÷n"). Its likelihood is told in bits (the
negative binary logarithm: few bits are likely), so that readings of the same bytes can be compared
whatever the encodings are.
"""

from functools import lru_cache
from itertools import pairwise

from smsbook_gui.resources import resource

_UNKNOWN = 16
"""Bits of a letter that a language does not have."""
_LATIN = 10
"""Bits of a letter from A to Z in a language of another script: names of firms hold some."""
_UNSEEN = 5
"""Bits of a pair of letters that is not in the table, beside those of its second letter."""
_UNREADABLE = 24
_RARE_SIGN = 14
_SIGNS = dict.fromkeys("’‘“”–—…€\u00a0", 5) | dict.fromkeys("©®™°«»¿¡·ªº²³½¼£№„‚׳״،ー、。・", 8)
"""Bits of the signs that lists hold beside letters and ASCII; others are rare."""
_SIGN_IN_WORD = 14
_WITHIN_WORDS = frozenset("’·׳״ー・")
_OPENING, _CLOSING = "‘“„«‚", "’”»"
_CAPITAL_IN_WORD = 16
_ALL_CAPITALS = 1
_MIXED_SCRIPTS = 10
"""A letter from A to Z beside one of another script: "Pe鎙"."""
_BEYOND_LATIN = "\u0370"


class Language:
    """The bits of its letters, and of its pairs of letters where it has few letters."""

    def __init__(self) -> None:
        self.letters: dict[str, int] = {}
        self.pairs: dict[str, int] = {}

    def bits(self, words: str) -> int:
        """The bits of words as `letters_of` gives them."""
        letters = self.letters
        if not self.pairs:
            return sum(letters.get(letter, _UNKNOWN) for letter in words if letter != " ")
        total = 0
        for before, letter in pairwise(words):
            seen = self.pairs.get(before + letter)
            total += letters.get(letter, _UNKNOWN) + _UNSEEN if seen is None else seen
        return total


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """All languages by their names in `resources/letters.txt`."""
    found: dict[str, Language] = {}
    for line in resource("letters.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, bits, size, signs = line.split("\t")
        language, signs = found.setdefault(name, Language()), signs.replace("_", " ")
        if size == "1":
            language.letters.update(dict.fromkeys(signs, int(bits)))
        else:
            pairs = (signs[at : at + 2] for at in range(0, len(signs), 2))
            language.pairs.update(dict.fromkeys(pairs, int(bits)))
    for language in found.values():
        if language.pairs:
            language.pairs["  "] = 0
        for letter in "abcdefghijklmnopqrstuvwxyz":
            language.letters.setdefault(letter, _LATIN)
    return found


def letters_of(text: str) -> str:
    """The words of a text in small letters, with a blank at either end of each."""
    small = text.replace("İ", "i").lower()
    return f" {''.join(sign if sign.isalpha() else ' ' for sign in small)} "


def bits_beside_letters(text: str) -> int:
    """What a text costs in any language: for its signs, and for capitals where no word has them."""
    total = 0
    if text.isupper():
        total += _ALL_CAPITALS
    for before, sign, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if not sign.isalpha():
            total += 0 if sign.isascii() else _bits_of_sign(before, sign, after)
        elif sign.isupper() and (before.islower() or (before.isupper() and after.islower())):
            total += _CAPITAL_IN_WORD
        if sign >= _BEYOND_LATIN and sign.isalpha() and (_is_basic(before) or _is_basic(after)):
            total += _MIXED_SCRIPTS
    return total


def _is_basic(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _bits_of_sign(before: str, sign: str, after: str) -> int:
    if sign == "\ufffd" or not (sign.isprintable() or sign == "\u00a0"):
        return _UNREADABLE
    bits = _SIGNS.get(sign, _RARE_SIGN)
    if sign in (_OPENING if before.isalpha() else _CLOSING):
        bits = _RARE_SIGN
    if before.isalpha() and after.isalpha() and sign not in _WITHIN_WORDS:
        bits += _SIGN_IN_WORD
    return bits
