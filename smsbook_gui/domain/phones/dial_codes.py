"""Numbers whose codes stand apart from them, in columns of their own."""

import re
from collections.abc import Mapping

from smsbook_gui.domain.phones.countries import region_named
from smsbook_gui.domain.phones.phone import country_code, judge, reach, spaced
from smsbook_gui.domain.phones.phone_findings import Finding, PhoneJudgement, Reach
from smsbook_gui.domain.phones.phone_text import only_digits, plain_text, take_apart

_LONGEST = 5
"""Digits of a code; what has more is none."""
_COMPLETE = re.compile(r"\s*(?:\+|00)")
_SURE = (Finding.NOTHING, Finding.ZERO_EATEN)


def with_codes(number: str, country: str, area: str, region: str) -> str:
    """A number as typed, with the codes before it that make it a valid one.

    `country` is a country as lists name it (`region_named`), or a code that is dialled: numbers of
    another country than `region` are read there.

    As it is where it has a code of its own, where it is valid in `region` and no other country is
    named, where it may be of either (`may_be_of_either`), and where nothing valid comes of it; but
    with the code of another country rather than one that could be repaired into a number of
    `region`.
    """
    if _COMPLETE.match(number) or not only_digits(plain_text(number)):
        return number
    place, far, dialled = region_named(country), _digits(area), _digits(country).lstrip("0")
    code = country_code(place) if place else dialled
    if code in {"", country_code(region)}:
        return _of_here(number, code if dialled else "", far, region)
    if may_be_of_either(number, country, region):
        return number
    return _from_abroad(number, (code, place), far, region)


def _of_here(number: str, code: str, far: str, region: str) -> str:
    if _is_good(number, region):
        return number
    ways = [f"{far} {number}"] if far else []
    if code:
        ways = [f"+{code} {way}" for way in (*ways, number)]
    return _first_sure({way: judge(way, region) for way in ways}) or number


def _from_abroad(number: str, country: tuple[str, str], far: str, region: str) -> str:
    """`country`: its code, and its region where that is known."""
    code, place = country
    ways = [f"{far} {number}", number] if far else [number]
    # Read there and not with the code before it: "+49 4917…" is a number, if hardly the one meant.
    read = {way: judge(way, place) if place else judge(f"+{code} {way}", region) for way in ways}
    if way := _first_sure(read):
        return _whole(way, code, read[way].key, region)
    if _is_good(number, region):
        return number
    key = read[number].key
    wholes = [f"+{code} {number}"]
    if key.startswith("+"):
        wholes.append(_with_number(number, spaced(key, region)))
    for whole in wholes:
        keys = {judge(whole, region).key, key}
        if len(keys) == 1 or not any(each.startswith("+") for each in keys):
            return whole
    return number


def _whole(way: str, code: str, key: str, region: str) -> str:
    """As typed, with the code in the place of what is dialled within the country."""
    digits, significant = only_digits(way), key[len(code) + 1 :]
    trunk = digits.removesuffix(significant)
    if digits == trunk + significant and way.startswith(trunk):
        return f"+{code} {way.removeprefix(trunk).lstrip()}"
    return spaced(key, region)


def _first_sure(judged: Mapping[str, PhoneJudgement]) -> str:
    ways = (way for sure in _SURE for way, found in judged.items() if found.finding is sure)
    return next(ways, "")


def _with_number(text: str, number: str) -> str:
    """A text with that number in the place of the one in it."""
    parts = take_apart(plain_text(text))
    return text if parts is None else text.replace(parts.core, number, 1)


def says_more(country: str, region: str) -> bool:
    """Whether numbers have anything to do with that country: it is known, and not the account's.

    A code that is dialled also tells of numbers of `region`, which may have lost their 0.
    """
    place = region_named(country)
    if _digits(country):
        return True
    return bool(place) and country_code(place) != country_code(region)


def may_be_of_either(number: str, country: str, region: str) -> bool:
    """Whether it is a mobile number of `region`, and in the country that is named something else:
    there are people of that country who have a number of this one, and no text reaches the other.
    """
    place = region_named(country)
    return (
        bool(place)
        and _COMPLETE.match(number) is None
        and country_code(place) != country_code(region)
        and _is_good(number, place)
        and reach(number, place) is not Reach.MESSAGES
        and _is_good(number, region)
        and reach(number, region) is Reach.MESSAGES
    )


def _is_good(number: str, region: str) -> bool:
    return judge(number, region).finding is Finding.NOTHING


def _digits(code: str) -> str:
    digits = only_digits(plain_text(code))
    return digits if len(digits) <= _LONGEST else ""
