"""Numbers whose codes stand apart from them, in columns of their own."""

import re

from smsbook_gui.domain.phones.phone import country_code, judge
from smsbook_gui.domain.phones.phone_findings import Finding
from smsbook_gui.domain.phones.phone_text import only_digits, plain_text

_LONGEST = 5
"""Digits of a code; what has more is none."""
_COMPLETE = re.compile(r"\s*(?:\+|00)")


def with_codes(number: str, country: str, area: str, region: str) -> str:
    """A number as typed, with the codes before it that make it a valid one.

    As it is where it has a code of its own, where it is valid in `region` and no other country is
    named, and where nothing valid comes of it; but with the code of another country rather than
    one that could be repaired into a number of `region`.
    """
    if _COMPLETE.match(number):
        return number
    abroad, far = _digits(country).lstrip("0"), _digits(area)
    is_own = abroad in {"", country_code(region)}
    is_valid = judge(number, region).finding is Finding.NOTHING
    if is_own and is_valid:
        return number
    ways = [f"{far} {number}"] if far else []
    if abroad:
        ways = [f"+{abroad} {way}" for way in (*ways, number)]
    known = {way: judge(way, region) for way in ways}
    for sure in (Finding.NOTHING, Finding.ZERO_EATEN):
        for way, judged in known.items():
            if judged.finding is sure:
                return way
    return number if is_own or is_valid else f"+{abroad} {number}"


def _digits(code: str) -> str:
    digits = only_digits(plain_text(code))
    return digits if len(digits) <= _LONGEST else ""
