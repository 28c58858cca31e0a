"""What an Excel cell shows, by its number and its number format (ECMA-376, part 1, 18.8.30)."""

import re
from datetime import UTC, datetime, timedelta

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
LONGEST_CODE = 255
"""Characters that Excel allows a number format."""
_LAST_DAY = 2_958_466.0  # the day after 9999-12-31
_FIRST_YEAR = 1900
_LARGEST_WHOLE = 1e21
_MASK_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


def is_date_format(format_id: int, code: str) -> bool:
    """Whether a number format shows dates or times."""
    if format_id in _BUILT_IN_DATES:
        return True
    return any(letter in "dmyhs" for letter in _LITERALS.sub("", code).lower().split(";")[0])


def number_text(raw: str) -> str:
    """A number as a person reads it: without ".0" and exponent. What is none stays as it is."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    return repr(value)


def date_text(raw: str, *, from_1904: bool) -> str:
    """A day number as ISO date, time, or both. What is no day stays a number."""
    try:
        days = float(raw)
    except ValueError:
        return raw
    if not 0 <= days < _LAST_DAY - 1462:
        return number_text(raw)
    # Excel believes in 1900-02-29, so that its day 60 never was and day 1 is 1900-01-01.
    day = (1904, 1, 1) if from_1904 else (1899, 12, 31 if days < 60 else 30)
    start = datetime(*day, tzinfo=UTC)
    moment = start + timedelta(seconds=round(days * 86400))
    if days < 1:
        return _time_text(moment)
    return _moment_text(moment)


def moment_text(raw: str) -> str:
    """A moment in ISO's form (one of Excel's day 0: the time) as date, time, or both.

    What is none stays as it is.
    """
    try:
        moment = datetime.fromisoformat(raw) + timedelta(milliseconds=500)
    except (ValueError, OverflowError):
        return raw
    return _time_text(moment) if moment.year < _FIRST_YEAR else _moment_text(moment)


def masked(text: str, code: str) -> str:
    """A whole number through a format of zeros and signs only, such as `0000 000 000`.

    People give phone numbers and postcodes such formats, so that the zero at the start shows.
    """
    mask = _MASK_LITERAL.sub(lambda found: found[1] or found[2] or "", code)
    zeros = mask.count("0")
    if zeros < 2 or not text.isdigit() or set(mask) - set("0 +-()/"):
        return text
    digits = text.rjust(zeros, "0")
    more, digits = digits[: len(digits) - zeros], digits[len(digits) - zeros :]
    rest = iter(digits)
    filled = "".join(next(rest) if sign == "0" else sign for sign in mask)
    at = filled.index(digits[0]) if more else 0
    return filled[:at] + more + filled[at:]


def _moment_text(moment: datetime) -> str:
    if moment.hour == moment.minute == moment.second == 0:
        return moment.date().isoformat()
    return f"{moment.date().isoformat()} {_time_text(moment)}"


def _time_text(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
