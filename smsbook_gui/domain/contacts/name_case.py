"""The case of names: "MARIA DE LA CRUZ" is Maria de la Cruz, "mcdonald" McDonald.

Only words that are all capitals or all small are changed. Who wrote "DeShawn", "MacDonald" or "Van
Morrison" knew how it is written, and beside such a word one in capitals is an abbreviation
("Northern TAFE"). Where capitals can be read in two ways the quieter one is taken:
"MACDONALD" becomes Macdonald, since most names in Mac… (Mackenzie, Macey) have no second capital.
"""

import re

from smsbook_gui.domain.contacts.names import PARTICLES, SMALL_PARTICLES

_WORD = re.compile(r"\S+")
_PART = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
_APOSTROPHES = "'’ʼ`´"
_BEFORE_CAPITAL = frozenset({"dell", "dall", "nell", "sant", "all", "degl"})
"""What stands before an apostrophe and a capital, as a single letter does: Dell'Acqua, O'Brien."""
_AT_THE_END = {
    "ii": "II", "iii": "III", "iv": "IV", "phd": "PhD", "md": "MD", "mba": "MBA", "obe": "OBE",
    "oam": "OAM",
}  # fmt: skip
"""What may follow a name, as it is written."""


def lower_case(text: str) -> str:
    """All small. The Turkish İ becomes i, not i and a dot."""
    return text.lower().replace("i\u0307", "i")


def name_case(text: str) -> str:
    """Each word of a name as names are written. Idempotent; blanks stay."""
    words = [found[0] for found in _WORD.finditer(text)]
    with_care = any(map(_is_written, words))
    cased = iter([_word(words, place, with_care=with_care) for place in range(len(words))])
    return _WORD.sub(lambda _: next(cased), text)


def _word(words: list[str], place: int, *, with_care: bool) -> str:
    word = words[place]
    if _is_written(word):
        return word
    small = lower_case(word)
    plain = small.strip(".,")
    if place and place == len(words) - 1 and plain.replace(".", "") in _AT_THE_END:
        return small.replace(plain, _AT_THE_END[plain.replace(".", "")])
    if with_care and word.isupper():
        return word
    if place < len(words) - 1 and _is_particle(words, place):
        return small
    cased = _capitalised(small)
    return word[0] + cased[1:] if word[0] == "İ" else cased


def _is_written(word: str) -> bool:
    """Whether somebody chose its capitals: it has small letters as well, and not by caps lock."""
    return word.lower() != word and word.upper() != word and not _is_caps_lock(word)


def _is_caps_lock(word: str) -> bool:
    """ "jOHN" """
    return word[0].islower() and len(word) > 2 and word[1:].isupper()


def _is_particle(words: list[str], place: int) -> bool:
    """Whether it stands small before a name; some do so only inside, or after another one.

    One letter is an initial unless it was written small: John E Smith, Ortega y Gasset.
    """
    word = lower_case(words[place])
    if not words[place + 1].lstrip(_APOSTROPHES)[:1].isalpha() or len(words[place]) == 1:
        return words[place] == word and place > 0 and word in SMALL_PARTICLES
    return word in PARTICLES or (place > 0 and word in SMALL_PARTICLES)


def _capitalised(small: str) -> str:
    """A word of small letters with the capitals that its parts begin with."""
    pieces: list[str] = []
    end = 0
    for found in _PART.finditer(small):
        pieces.append(small[end : found.start()])
        between, end = small[end : found.start()], found.end()
        pieces.append(_part(small, found, between))
    return "".join((*pieces, small[end:]))


def _part(small: str, found: re.Match[str], between: str) -> str:
    part = found[0]
    if between[-1:].isdigit():
        return part  # 3rd
    if between and between[-1] in _APOSTROPHES and not _begins_anew(small, found):
        return part
    if part.startswith("mc") and len(part) > 3:
        return "Mc" + _capital(part[2:])
    return _capital(part)


def _begins_anew(small: str, found: re.Match[str]) -> bool:
    """Whether there is a capital behind the apostrophe before `found`."""
    before = re.split(r"[\W\d_]+", small[: found.start() - 1])[-1]
    return len(found[0]) > 1 and (len(before) == 1 or before in _BEFORE_CAPITAL)


def _capital(part: str) -> str:
    return part[0].title() + part[1:]
