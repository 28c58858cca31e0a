"""In which encoding a text file is written, found by its bytes."""

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from smsbook_gui.files.problems import readable

SCANNED = 64 << 20
"""Bytes looked at to find the encoding: some 800,000 rows."""

_CHOICES = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "mac_roman",
    "iso8859-1",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp437",
    "cp850",
    "shift_jis",
    "gb18030",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1252", "mac_roman", "iso8859-1")
_HIGH_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_HIGH = bytes(range(128, 256))
_WORDS_JUDGED = 2000
_LETTERS = frozenset("äöüßéèêëàâáíìîïóòôúùûñçåøæãõÄÖÜÉÈÀÁÂÍÓÔÚÑÇÅØÆ")
_MARKS = frozenset("’‘“”–—…€£©®™°«»§¿¡·\u00a0ªº²³½¼")


@dataclass(frozen=True, slots=True)
class EncodingFound:
    """The likeliest encoding (a codec name of Python's), and whether it is beyond doubt."""

    name: str
    clear: bool


def find_encoding(path: Path) -> EncodingFound:
    """The encoding of a text file. Raises OSError."""
    with path.open("rb") as file:
        data = file.read(SCANNED)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return EncodingFound(name, clear=True)
    if wide := _utf16_without_bom(data[: 1 << 16]):
        return EncodingFound(wide, clear=True)
    if data.isascii():
        return EncodingFound("utf-8", clear=True)
    if (utf8 := _as_utf8(data)) is not None:
        return utf8
    return _best_legacy(data)


def encoding_choices(first: str) -> tuple[str, ...]:
    """All encodings to choose from, `first` first."""
    return (first, *(name for name in _CHOICES if name != first))


def chosen_encoding(path: Path, wish: str | None) -> tuple[str, bool]:
    """The wish, where Python knows it, else what is found; and whether it is beyond doubt.

    Raises FileProblem.
    """
    if wish is not None and _is_encoding(wish):
        return wish, True
    with readable():
        found = find_encoding(path)
    return found.name, found.clear


def _is_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _utf16_without_bom(head: bytes) -> str | None:
    """By the zero bytes: half of those of Western text, and all on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = max(even, odd)
    if most * 10 < len(head) or min(even, odd) * 20 > most:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _as_utf8(data: bytes) -> EncodingFound | None:
    """UTF-8, even with a few bad bytes or half a character at the end; None: something else."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(data)
    pending = len(decoder.getstate()[0])  # of a character cut off at the end
    bad = text.count("\ufffd")
    if not bad and not pending:
        return EncodingFound("utf-8", clear=True)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    # A single byte that is cut off may as well be the last letter of a file in Windows-1252.
    if good + max(0, pending - 1) >= bad + min(pending, 1):
        return EncodingFound("utf-8", clear=False)
    return None


def _best_legacy(data: bytes) -> EncodingFound:
    """The one-byte encoding in which the words read best; where equal, Windows-1252."""
    words = [match[0] for match in islice(_HIGH_WORD.finditer(data), _WORDS_JUDGED)]
    # Excel for Mac ends lines with a carriage return alone where it writes MacRoman.
    mac_lines = b"\r" in data and b"\n" not in data
    scores = {name: sum(_plausible(word, name) for word in words) for name in _LEGACY}
    scores["mac_roman"] += len(words) if mac_lines else 0
    best = max(_LEGACY, key=lambda name: scores[name])
    signs = sum(len(word) - len(word.translate(None, _HIGH)) for word in words)
    rival = scores["cp1252" if best == "mac_roman" else "mac_roman"]
    return EncodingFound(best, clear=scores[best] >= signs > 2 * rival)


def _plausible(raw: bytes, encoding: str) -> int:
    """How much a run of letters and high bytes reads like a word in this encoding."""
    word = raw.decode(encoding, "replace")
    score = 0
    for before, character, after in zip(" " + word, word, word[1:] + " ", strict=False):
        if character.isascii():
            continue
        score += _plausible_character(before, character, after)
    return score


def _plausible_character(before: str, character: str, after: str) -> int:
    if character in _LETTERS:
        return _plausible_letter(before, character, after)
    if character == "’" and before.isalpha() and after.isalpha():
        return 2 if after in "stdlr" or after.isupper() or before.isupper() else -1
    if character in _MARKS:
        return -2 if before.islower() and after.islower() else 1
    if character.isalpha():  # a letter that Western names hold seldom
        return -1 if character.isupper() and before.islower() else 0
    return -3


def _plausible_letter(before: str, character: str, after: str) -> int:
    if not before.isalpha() and not after.isalpha():
        return 0
    # "MŠller", "OíBrien": the case changes where no word changes it.
    if character.islower() and after.isupper():
        return -2
    return -2 if character.isupper() and before.islower() else 2
