"""Names of people: taken apart without losing a word ("Dr Maria de la Cruz"), and compared."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.texts.text import fold

_TITLES = frozenset({
    "dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "madam", "dame", "rev",
    "fr", "herr", "frau", "hr", "ing", "dipl", "mag", "m", "mme", "mlle", "monsieur", "madame",
    "mademoiselle", "sr", "sra", "srta", "senor", "senora", "don", "dona",
})  # fmt: skip
_SUFFIXES = frozenset({
    "jr", "sr", "jnr", "snr", "ii", "iii", "iv", "phd", "md", "obe", "oam", "am", "ao", "mba",
    "esq", "cpa", "dds", "rn",
})  # fmt: skip
_AND = frozenset({"&", "+", "and", "und", "et", "og", "och"})

PARTICLES = frozenset({
    "van", "von", "der", "del", "della", "di", "de", "du", "dos", "das", "vom", "zum", "zur",
    "ibn", "bint", "af", "av",
})  # fmt: skip
SMALL_PARTICLES = frozenset({
    "la", "le", "den", "da", "do", "bin", "ten", "ter", "zu", "al", "el", "y", "e", "st", "'t",
    "op",
})  # fmt: skip
"""Parts of a last name only where they are written small or follow another: else a name as well."""


def split_name(text: str) -> tuple[str, str]:
    """First and last name of a full name; each word (and comma within) is in one of them.

    "Last, First" is turned round. Titles stay with the first name, particles and suffixes with
    the last. A single word is a first name, unless it follows a title.
    """
    words = text.split()
    last, comma, first = " ".join(words).partition(",")
    if comma and not _is_suffix(next(iter(first.split()), "")):
        return first.strip(), last.strip()
    titles = _leading(words)
    if len(words) - titles <= 1:
        return " ".join(words[:titles] or words), " ".join(words[titles:] if titles else [])
    start = _last_name_at(words, titles)
    return " ".join(words[:start]), " ".join(words[start:])


def split_last_name_first(text: str) -> tuple[str, str]:
    """First and last name of a full name that begins with the last name.

    The last name is what stands before a comma, or else in capitals at the start ("DE LA COLE
    Jean"), or else the first word with its particles ("van der Berg Ann"). Titles go to the first
    name, and so does a single word.
    """
    words = text.split()
    if "," in text or len(words) < 2:
        return split_name(text)
    titles = _leading(words)
    rest = words[titles:]
    end = _capitals(rest)
    if not end:
        while end < len(rest) - 2 and rest[end].casefold() in PARTICLES | SMALL_PARTICLES:
            end += 1
        end = min(end + 1, len(rest))
    return " ".join((*words[:titles], *rest[end:])), " ".join(rest[:end])


def _capitals(words: Sequence[str]) -> int:
    """How many words at the start are in capitals, where others are not."""
    count = next((at for at, word in enumerate(words) if not word.isupper()), 0)
    return count if any(len(word) > 1 for word in words[:count]) else 0


def _leading(words: Sequence[str]) -> int:
    """How many words at the start are titles; at least one word is left."""
    count = 0
    while count < len(words) - 1 and words[count].rstrip(".").casefold() in _TITLES:
        count += 1
    return count


def _last_name_at(words: list[str], titles: int) -> int:
    for place in range(titles + 1, len(words) - 2):  # "Ann & Bob Berg", but no "von und zu"
        if words[place] in _AND and not _is_particle(words, place - 1):
            return _last_name_at(words, place + 1)
    if _is_particle(words, titles) and words[titles].islower():
        return titles
    for place in range(titles + 1, len(words) - 1):
        if _is_particle(words, place):
            return place
    place = len(words) - 1
    while place > titles + 1 and _is_suffix(words[place]):
        place -= 1
    return place


def _is_particle(words: list[str], place: int) -> bool:
    word = words[place]
    if word.casefold() in PARTICLES:
        return True
    if word.casefold().rstrip(".") not in SMALL_PARTICLES:
        return False
    return word.islower()


def _is_suffix(word: str) -> bool:
    return word.strip(".,").replace(".", "").casefold() in _SUFFIXES


# --- whose name it is ----------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")


class Person(NamedTuple):
    """Who somebody is by name, as two of them are compared.

    `words` are those of the name, folded, without titles; `company` counts where there are none.
    """

    words: tuple[str, ...]
    company: tuple[str, ...]

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Equal for the same name in any order."""
        return tuple(sorted(self.words)), () if self.words else self.company

    def is_other_than(self, other: "Person") -> bool:
        """Whether these two names are surely of two people.

        Case, accents, signs, titles and the order do not matter, and a name that only lacks words
        of the other, or all of them, may be its own. A nickname is another name: a person is asked.
        """
        one, two = self.words, other.words
        if not (one and two):
            one, two = ((), ()) if one or two else (self.company, other.company)
        if not (one and two) or "".join(one) == "".join(two):
            return False
        return not (set(one) <= set(two) or set(two) <= set(one))


def person(values: Mapping[ContactField, str]) -> Person:
    """Who these values of a contact are of."""
    first, last, company = (values.get(field) or "" for field in _NAMED_BY)
    return Person(name_words(first, last), words_of(company))


def name_words(first: str, last: str) -> tuple[str, ...]:
    """The words of a name as they are compared, without titles."""
    words = words_of(f"{first} {last}")
    return words[_leading(words) :]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name or company as they are compared, without case, accents and signs."""
    return tuple(_WORD.findall(fold(text)))


def titles(text: str) -> tuple[str, ...]:
    """The titles that a full name begins with, folded."""
    words = words_of(text)
    return words[: _leading(words)]


def are_named_alike(one: Mapping[ContactField, str], two: Mapping[ContactField, str]) -> bool:
    """Whether two contacts have the very same name, as `person` reads it: quick to tell."""
    return all((one.get(field) or "") == (two.get(field) or "") for field in _NAMED_BY)


def called(values: Mapping[ContactField, str]) -> str:
    """What to call the contact with these values: its name, else its company; "" without either."""
    first, last, company = ((values.get(field) or "").strip() for field in _NAMED_BY)
    return f"{first} {last}".strip() or company


_NAMED_BY = (ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.COMPANY)
