"""Splitting "Dr Maria de la Cruz" into a first and a last name without losing a word of it."""

_TITLES = frozenset({
    "dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "madam", "dame", "rev",
    "fr", "herr", "frau", "hr", "ing", "dipl", "mag", "m", "mme", "mlle", "monsieur", "madame",
    "mademoiselle", "sr", "sra", "srta", "senor", "senora", "don", "dona",
})  # fmt: skip
_SUFFIXES = frozenset({
    "jr", "sr", "jnr", "snr", "ii", "iii", "iv", "phd", "md", "obe", "oam", "am", "ao", "mba",
    "esq", "cpa", "dds", "rn",
})  # fmt: skip

_PARTICLES = frozenset({
    "van", "von", "der", "del", "della", "di", "de", "du", "dos", "das", "vom", "zum", "zur",
    "ibn", "bint", "af", "av",
})  # fmt: skip
_SMALL_PARTICLES = frozenset({
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


def _leading(words: list[str]) -> int:
    """How many words at the start are titles; at least one word is left."""
    count = 0
    while count < len(words) - 1 and words[count].rstrip(".").casefold() in _TITLES:
        count += 1
    return count


def _last_name_at(words: list[str], titles: int) -> int:
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
    if word.casefold() in _PARTICLES:
        return True
    if word.casefold().rstrip(".") not in _SMALL_PARTICLES:
        return False
    return word.islower()


def _is_suffix(word: str) -> bool:
    return word.strip(".,").replace(".", "").casefold() in _SUFFIXES
