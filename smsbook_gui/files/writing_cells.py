"""Text that a spreadsheet keeps as text when it opens a CSV file or pastes a table.

CSV has no types: a spreadsheet takes "=1+1" for a formula, "0400000000" for a number without its
zero and "3-4" for a day. A no-break space in front keeps it from that. No formula can begin with
one, it cannot be seen, nearly every encoding has it, and reading takes it away again as it does
with all blanks around a value. (An apostrophe, which others put there, stays in the cell.)
"""

import re

GUARD = "\u00a0"

_STARTS_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""The wide forms count in East Asian versions of Excel, blanks in front are skipped by some."""
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_VALUE = re.compile(
    r"[\d.,:/%()$€£¥'\s+-]*\d[\d.,:/%()$€£¥'\s+-]*(?:e[+-]?\d+)?(?:[ap]\.?m\.?)?"
    rf"|\d{{1,4}}[\s./-]?{_MONTH}(?:[\s./-]+\d{{1,4}})?"
    rf"|{_MONTH}[\s./-]?\d{{1,4}}(?:,?[\s./-]+\d{{1,4}})?"
    r"|true|false",
    re.IGNORECASE,
)
"""What spreadsheets take for a number, a day, a time or a truth value."""
_PLAIN_NUMBER = re.compile(r"0|[1-9]\d{0,10}")
"""A number that looks the same as a number; from twelve digits on it shows as 1.23E+11."""
_GROUPED = re.compile(r"\(?\d{1,5}\)?(?:[ -]\d{2,10}){1,5}")
"""A phone number with its spaces, which is text for a spreadsheet."""
_DAY_OR_FRACTION = re.compile(r"\d{1,4}(?:-\d{1,4}){1,2}|\d+ \d+/\d+")


def guarded(text: str) -> str:
    """The text as a spreadsheet leaves it alone; with the guard in front where it needs one."""
    if text.startswith(GUARD):
        return text
    if _STARTS_FORMULA.match(text) or (_VALUE.fullmatch(text) and not _stays(text)):
        return GUARD + text
    return text


def _stays(text: str) -> bool:
    if _PLAIN_NUMBER.fullmatch(text):
        return True
    return _GROUPED.fullmatch(text) is not None and not _DAY_OR_FRACTION.fullmatch(text)
