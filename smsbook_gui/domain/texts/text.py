"""Text as people compare, search and sort it: three keys for three purposes.

`clean` says whether two texts mean the same, `fold` lets a search find one through the other's
spelling, `sort_key` orders a table. All are pure and quick for plain ASCII, because they run for
every contact of a million.
"""

import hashlib
import re
import unicodedata
from functools import cache, lru_cache

ZERO_WIDTH = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
"""Characters that take no room: joiners, direction marks, variation selectors, a stray BOM."""

_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\u055a\uff07"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

# Latin letters that Unicode does not decompose, as people type them on a plain keyboard.
_PLAIN_LETTERS = {
    "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
    "ı": "i", "ŋ": "n", "ĸ": "k", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƒ": "f", "ɠ": "g", "ƙ": "k",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ƴ": "y", "ɨ": "i", "ʉ": "u", "ƶ": "z", "ǥ": "g",
}  # fmt: skip

_SORTED = 1_000
"""Characters by which texts are ordered; beyond that they are only told apart."""

_ACCENTS = re.compile("[\u0300-\u036f]+")
_BEYOND_GREEK = re.compile("[^\0-\u03ff]")

_TIE = re.compile(rb"[\x01\x02]")
"""Begins what decides between texts that are folded to the same."""
_OTHERWISE = b"\x02"
_BLANK = b"\xff"
_DIGITS = re.compile(rb"[0-9]+")
_LEADING_ZERO = re.compile(rb"(?<![0-9])0[0-9]")
_ASCII_SORT = str.maketrans("", "", "'`-")


@cache
def _ends() -> str:
    spaces = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
    return spaces + ZERO_WIDTH


_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text as a file, a screen and another program can hold it.

    Half of a surrogate pair and NUL become "\ufffd" (the replacement character): no encoding has
    the one, and SQLite's functions end a text at the other. To be done to whatever comes from
    outside, where it comes in.
    """
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if _HALF_PAIR.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def clean(text: str) -> str:
    """The key by which ordinary texts are equivalent: NFC, without blanks at the ends.

    Blanks are white space of any kind and characters without width. Idempotent.
    """
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text).strip(_ends())


def fold(text: str) -> str:
    """The text as a search sees it: no case, accents, apostrophes or widths.

    "Müller" and "MULLER" fold to "muller", "Ｏ’Brien" to "obrien", "Łukasz" to "lukasz". Letters
    of other scripts stay, with the marks that are part of them. White space stays. Idempotent.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed).translate(_FOLD_TABLE)
    if decomposed.isascii():
        return decomposed
    return unicodedata.normalize("NFC", _without_accents(decomposed))


class _FoldTable(dict[int, str | None]):
    """What `fold` makes of a character; digits of other scripts are looked up when they come."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        decimal = unicodedata.decimal(character, None)
        self[code] = character if decimal is None else str(decimal)
        return self[code]


_FOLD_TABLE = _FoldTable(
    {ord(character): "-" for character in _DASHES}
    | {ord(character): None for character in _APOSTROPHES + ZERO_WIDTH}
    | {ord(letter): plain for letter, plain in _PLAIN_LETTERS.items()}
)


def _without_accents(decomposed: str) -> str:
    """Drop combining diacritics after Latin and Greek letters.

    After other letters they are part of the letter ("й" is not "и"), but for the Russian "ё".
    """
    if _BEYOND_GREEK.search(decomposed) is None or _ACCENTS.search(decomposed) is None:
        return _ACCENTS.sub("", decomposed)
    kept: list[str] = []
    accented = True
    for character in decomposed:
        if "\u0300" <= character <= "\u036f":
            if accented:
                continue
        elif not unicodedata.combining(character):
            latin_or_greek = character < "\u0400" or "\u1e00" <= character <= "\u1fff"
            accented = latin_or_greek or character == "\u0435"
        kept.append(character)
    return "".join(kept)


def sort_key(text: str) -> bytes:
    """A key whose byte order is the order of the table.

    Folded text without apostrophes and hyphens decides, with numbers in it as numbers ("Unit 2"
    before "Unit 10"); case, accents and leading zeros decide between equals (lower case, then
    capitalised, then the rest). Blank text sorts last. Scripts follow one another by code point.
    Equal keys mean equal `clean` texts but for runs of white space.
    """
    if not text:
        return _BLANK
    if len(text) > _SORTED:
        return _long_sort_key(" ".join(clean(text).split()))
    return _short_sort_key(text)


@lru_cache(maxsize=4096)
def without_case(key: bytes) -> bytes:
    """What of a sort key is the same for a text in small and in capital letters."""
    mark = _TIE.search(key)
    return key if mark is None else key[: mark.start()]


@lru_cache(maxsize=4096)
def ways_to_write(key: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """The keys that a text with this sort key has as it is, and in small, capitalised and capital
    letters."""
    small = without_case(key)
    capitals = small.decode("utf-8", "surrogatepass").upper()
    return key, small, small + b"\x01", small + b"\x02" + capitals.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=4096)  # names, suburbs and companies repeat
def _short_sort_key(text: str) -> bytes:
    return natural_key(_plain_key(text))


def natural_key(plain: bytes) -> bytes:
    """A key whose digits stand for themselves, made into one whose numbers are numbers.

    Each number gets its length in front, so that a longer one is a greater one. Not idempotent.
    """
    if _DIGITS.search(plain) is None:
        return plain
    mark = _TIE.search(plain)
    end = len(plain) if mark is None else mark.start()
    folded, tie = plain[:end], plain[end:]
    if _LEADING_ZERO.search(folded) is not None and not tie.startswith(_OTHERWISE):
        words = folded.decode("utf-8", "surrogatepass")
        written = words.title() if tie else words
        tie = _OTHERWISE + written.encode("utf-8", "surrogatepass")
    return _DIGITS.sub(_counted, folded) + tie


def _counted(number: re.Match[bytes]) -> bytes:
    digits = number[0].lstrip(b"0")
    nines, rest = divmod(len(digits), 9)
    return b"9" * nines + str(rest).encode() + digits


def _plain_key(text: str) -> bytes:
    if text.isascii() and text.isprintable():
        words = " ".join(text.split())
        if not words:
            return _BLANK
        primary = words.lower().translate(_ASCII_SORT)
    else:
        words = " ".join(clean(text).split())
        if not words:
            return _BLANK
        folded = "".join(c for c in fold(words) if c >= " " and c != "-")
        primary = " ".join(folded.split())
    if words == primary:
        tie = ""
    elif words == primary.title():
        tie = "\x01"
    else:
        tie = "\x02" + words
    return (primary + tie).encode("utf-8", "surrogatepass")


def _long_sort_key(words: str) -> bytes:
    """Folding a text of a million characters takes seconds: its beginning is folded."""
    if len(words) <= _SORTED:
        return sort_key(words)
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return sort_key(words[:_SORTED]) + b"\x03" + digest
