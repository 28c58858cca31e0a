"""Countries as lists name them: by ISO code, by name in many languages, by what is dialled."""

import re
from functools import cache, lru_cache

from smsbook_gui.domain.phones.phone import country_code, region_of_code
from smsbook_gui.domain.phones.phone_text import only_digits
from smsbook_gui.domain.texts.text import fold
from smsbook_gui.resources import resource

_NOT_WORD = re.compile(r"[\W_]+")
_CODE = re.compile(r"(?:\+|00)? ?[1-9][0-9 -]{0,5}(?:\.0)?")
"""What is dialled, as columns of codes have it: 49, +49, 0049, "1-876"; 61.0 of a spreadsheet."""
_WITH_CODE = re.compile(r"(.*\w)[ (]*\+ ?([0-9]{1,4})\)?")
"""A name and what is dialled, as forms have them: "Germany (+49)"."""
_LONGEST = 80
"""Characters of a name; what has more is none."""


def name_key(name: str) -> str:
    """A country's name as it is looked up, without the article that some write before it."""
    return " ".join(_NOT_WORD.sub(" ", fold(name)).split()).removeprefix("the ")


@lru_cache(maxsize=1024)
def region_named(text: str) -> str:
    """The country (ISO 3166 code) that a cell names beyond doubt; "" for any other text.

    A code that several countries share stands for the main one: their numbers are told apart by
    themselves.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return ""
    if _CODE.fullmatch(text):
        return region_of_code(only_digits(text.removesuffix(".0")).lstrip("0"))
    if (both := _WITH_CODE.fullmatch(text)) is not None:
        region = _regions().get(name_key(both[1]), "")
        return region if region and country_code(region) == both[2] else ""
    return _regions().get(name_key(text), "")


@cache
def _regions() -> dict[str, str]:
    """The countries by their names, which are read when a list first names one."""
    found: dict[str, str] = {}
    for line in resource("countries.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            region, _, names = line.partition("\t")
            found |= dict.fromkeys(names.split("|"), region)
    return found
