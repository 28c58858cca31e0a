"""Phone numbers as people type them: what is meant, whether it can be right, what to send.

The only module that knows phonenumbers. Nothing here changes what was typed: functions answer
questions about it. A number counts as known only when it is valid as it stands or after a repair
that leaves one reading; a guess is offered to the person and never used to compare.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, lru_cache
from types import ModuleType

from smsbook_gui.domain.text import fold


class SendForm(StrEnum):
    """The form in which numbers go to the service."""

    NATIONAL = "national"
    INTERNATIONAL = "international"
    AS_TYPED = "as_typed"


@dataclass(frozen=True, slots=True)
class PhoneRules:
    """An account's region (ISO 3166 code) and the form its numbers are sent in."""

    region: str = "AU"
    send_form: SendForm = SendForm.NATIONAL


class PhoneVerdict(StrEnum):
    """What a check found."""

    GOOD = "good"
    REPAIRABLE = "repairable"
    """A valid number once repaired, with one possible reading."""
    DOUBTFUL = "doubtful"
    """May be right: warn, let save."""
    LOST = "lost"
    """A spreadsheet rounded it (4.0E+08): the digits are gone."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PhoneCheck:
    """A verdict, a plain sentence for the field ("" when good) and the repaired number, if any."""

    verdict: PhoneVerdict
    message: str
    suggestion: str | None


class _Finding(Enum):
    """What is odd about a number: the verdict and the words for the person."""

    NOTHING = (PhoneVerdict.GOOD, "")
    BLANK = (PhoneVerdict.EMPTY, "A phone number is needed here.")
    ROUNDED = (
        PhoneVerdict.LOST,
        (
            "A spreadsheet has rounded this number: its digits are gone and cannot be recovered. "
            "Look the number up and type it again."
        ),
    )
    ZERO_EATEN = (
        PhoneVerdict.REPAIRABLE,
        "The 0 at the start is missing, as spreadsheets often drop it.",
    )
    PREFIX = (
        PhoneVerdict.REPAIRABLE,
        "The country code is written in an unusual way.",
    )
    TEXT_AROUND = (PhoneVerdict.REPAIRABLE, "There is other text beside the number.")
    ODD_CHARACTERS = (
        PhoneVerdict.REPAIRABLE,
        "There are unusual or invisible characters in this number.",
    )
    EXTENSION = (
        PhoneVerdict.DOUBTFUL,
        "A text message cannot be addressed to an extension. You can keep it.",
    )
    NO_DIGITS = (
        PhoneVerdict.DOUBTFUL,
        "There are no digits in this. If it is what you want to store, keep it.",
    )
    LETTERS = (
        PhoneVerdict.DOUBTFUL,
        (
            "There are letters or signs in this number that SMS Book cannot read. "
            "If they belong to it, keep it."
        ),
    )
    SEVERAL = (
        PhoneVerdict.DOUBTFUL,
        (
            "This looks like more than one number. A contact has one phone number; put the other "
            "one in a custom field."
        ),
    )
    NO_AREA_CODE = (
        PhoneVerdict.DOUBTFUL,
        "The area code may be missing. Without it the message may not arrive.",
    )
    SHORT = (
        PhoneVerdict.DOUBTFUL,
        "This is short for a phone number. If it is a short code, keep it.",
    )
    TOO_SHORT = (PhoneVerdict.DOUBTFUL, "Digits may be missing. If the number is right, keep it.")
    TOO_LONG = (
        PhoneVerdict.DOUBTFUL,
        "There may be too many digits. If the number is right, keep it.",
    )
    NO_PLUS = (
        PhoneVerdict.DOUBTFUL,
        "If this is a number in another country, put a + before its country code.",
    )
    UNKNOWN = (
        PhoneVerdict.DOUBTFUL,
        "SMS Book does not know numbers that begin like this. If the number is right, keep it.",
    )


@dataclass(frozen=True, slots=True)
class _Number:
    """A valid number: in E.164, as dialled inside its own country, and its parts."""

    e164: str
    national: str
    country_code: str
    significant: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text was understood as. `number` is sure; `guess` is for the person only."""

    finding: _Finding
    number: _Number | None = None
    extension: str = ""
    guess: _Number | None = None
    digits: str = ""


# --- the library ---------------------------------------------------------------------------------


@cache
def _library() -> ModuleType:
    """phonenumbers, imported at first use: it takes 0.14 s, too long for the program's start."""
    import phonenumbers

    return phonenumbers


@cache
def _australian_mobile() -> re.Pattern[str]:
    """The library's own pattern of valid Australian mobile numbers (national significant part)."""
    metadata = _library().PhoneMetadata.metadata_for_region("AU")
    return re.compile(metadata.mobile.national_number_pattern)


@cache
def _country_code(region: str) -> str:
    """The region's country code, "0" for a region the library does not know."""
    return str(_library().country_code_for_region(region))


@cache
def _national_prefix(region: str) -> str:
    metadata = _library().PhoneMetadata.metadata_for_region(region)
    return (metadata.national_prefix or "") if metadata is not None else ""


def _valid(text: str, region: str) -> _Number | None:
    """The number when `text` (digits, perhaps after a plus) is a valid one for the library."""
    library = _library()
    try:
        parsed = library.parse(text, region)
    except library.NumberParseException:
        return None
    if not library.is_valid_number(parsed):
        return None
    national = library.format_number(parsed, library.PhoneNumberFormat.NATIONAL)
    return _Number(
        e164=library.format_number(parsed, library.PhoneNumberFormat.E164),
        national=_only_digits(national),
        country_code=str(parsed.country_code),
        significant=library.national_significant_number(parsed),
    )


# --- reading -------------------------------------------------------------------------------------

_NOT_DIGITS = re.compile(r"[^0-9]+")
_PLAIN_MOBILE = re.compile(r"(?:\+?61[ -]?|0)?4(?:[ -]?[0-9]){8}")
_ROUNDED = re.compile(r"([1-9])(?:[.,]([0-9]*))?[eE]\+?([0-9]{1,2})")
_FLOAT = re.compile(r"([1-9][0-9]{6,})\.0")
_EXTENSION = re.compile(
    r"(?:;ext=|(?<![^\W\d_])(?:extension|extn|ext|x)[ .:=]*|#[ ]*)([0-9]{1,7})(?![^\W_])[^0-9]*$",
    re.IGNORECASE,
)
_EXTENSION_WORD = re.compile(r"(?<![^\W_])(?:extension|extn|ext|x)(?![^\W_])", re.IGNORECASE)
_CORE = re.compile(r"\+?[0-9 .()-]+")
_NOT_IN_NUMBER = re.compile(r"[^0-9 .()+-]+")
_SEVERAL = re.compile(r"[0-9][0-9 ()-]{5,}(?:[/,;&|]|[^\W\d_]).*[0-9][0-9 ()-]{5,}")
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")


def _only_digits(text: str) -> str:
    return _NOT_DIGITS.sub("", text)


def _plain(typed: str) -> str:
    """The text with digits, spaces, dashes and widths of every script as ASCII ones."""
    if typed.isascii() and typed.isprintable():
        return typed.strip()
    return "".join(map(_plain_character, typed)).strip()


@lru_cache(maxsize=1024)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or character in "\u034f\u20e3":
        return ""
    if category == "Pd" or character == "\u2212":
        return "-"
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return character


def _plain_mobile(typed: str, region: str) -> str:
    """The nine significant digits of a plainly written Australian mobile number, else "".

    A short cut for the bulk of contacts: the same result as the library, forty times as fast.
    """
    if region != "AU" or _PLAIN_MOBILE.fullmatch(typed) is None:
        return ""
    significant = typed.replace(" ", "").replace("-", "")[-9:]
    return significant if _australian_mobile().fullmatch(significant) else ""


@lru_cache(maxsize=65_536)
def _read(typed: str, region: str) -> _Reading:
    plain = _plain(typed)
    if not plain:
        return _Reading(_Finding.BLANK)
    if (rounded := _ROUNDED.fullmatch(plain)) is not None:
        first, decimals, exponent = rounded[1], rounded[2] or "", int(rounded[3])
        if len(decimals) != exponent:
            return _Reading(_Finding.ROUNDED, digits=_only_digits(plain))
        # Every digit is still there: 4.12345678E+08.
        plain = first + decimals
    elif (as_float := _FLOAT.fullmatch(plain)) is not None:
        plain = as_float[1]
    extension = _EXTENSION.search(plain)
    if extension is not None:
        main = _read_number(plain[: extension.start()], typed, region)
        if main.number is not None:
            return _Reading(_Finding.EXTENSION, main.number, extension[1], digits=main.digits)
    return _read_number(plain, typed, region)


def _read_number(plain: str, typed: str, region: str) -> _Reading:
    """Read a text without an extension: take the number out of the words around it."""
    digits = _only_digits(plain)
    if not digits:
        return _Reading(_Finding.NO_DIGITS)
    first = min(plain.find(c) for c in "+0123456789" if c in plain)
    last = max(plain.rfind(c) for c in "0123456789") + 1
    core = re.sub(r"^\+[+ ]*", "+", plain[first:last])
    around = plain[:first] + " " + plain[last:]
    if not _is_one_number(core):
        finding = _Finding.SEVERAL if _SEVERAL.search(core) else _Finding.LETTERS
        guess, _ = _number(core.translate(_LETTERS_FOR_DIGITS), region)
        return _Reading(finding, guess=guess, digits=digits)
    number, finding = _number(core, region)
    if number is None:
        return _unsure(core, digits, region)
    glued = plain[:first][-1:].isalnum() or plain[last:][:1].isalnum()
    if glued or "*" in around or "#" in around or _EXTENSION_WORD.search(around):
        return _Reading(_Finding.LETTERS, guess=number, digits=digits)
    if any(c.isalnum() for c in around):
        finding = _Finding.TEXT_AROUND
    elif finding is _Finding.NOTHING and not typed.strip(" \t\r\n").isascii():
        finding = _Finding.ODD_CHARACTERS
    elif finding is _Finding.NOTHING and len(digits) != len(_only_digits(typed)):
        finding = _Finding.ZERO_EATEN
    return _Reading(finding, number, digits=digits)


def _is_one_number(core: str) -> bool:
    """Whether a text from its first to its last digit is written like a single number.

    Parentheses late in it hold something else: "9374 4000 (2)".
    """
    return _CORE.fullmatch(core) is not None and len(_only_digits(core.rpartition("(")[0])) <= 6


def _number(core: str, region: str) -> tuple[_Number | None, _Finding]:
    """The one valid number that a text of digits and separators can mean, and its oddity."""
    digits = _only_digits(core)
    if core.startswith("+") and not digits.startswith("0"):
        number = _valid("+" + digits, region)
        if number is None and "(0)" in core:
            number = _valid("+" + _only_digits(core.replace("(0)", "", 1)), region)
        return number, _Finding.NOTHING
    number = _valid(digits, region)
    if number is not None:
        return _as_dialled(number, core, region)
    if digits.startswith("00"):
        # 00 dials out of most countries, though not out of Australia.
        return _valid("+" + digits[2:], region), _Finding.PREFIX
    return None, _Finding.UNKNOWN


def _as_dialled(number: _Number, core: str, region: str) -> tuple[_Number | None, _Finding]:
    """What is odd about a number that was read without a country code of its own."""
    digits = _only_digits(core)
    prefix = _national_prefix(region)
    if digits == number.national or (prefix and digits == prefix + number.significant):
        return number, _Finding.PREFIX if core.startswith("+") else _Finding.NOTHING
    if digits == number.significant:
        return number, _Finding.ZERO_EATEN
    if len(digits) <= 8:
        # "6113 1008" is a local number of Canberra as well as 13 10 08 after a country code.
        return None, _Finding.UNKNOWN
    return number, _Finding.PREFIX


def _unsure(core: str, digits: str, region: str) -> _Reading:
    """Say why a number is not known to be valid."""
    if len(digits) <= 6:
        return _Reading(_Finding.SHORT, digits=digits)
    if not core.startswith(("+", "0")) and len(digits) > 8:
        abroad = _valid("+" + digits, region)
        if abroad is not None:
            return _Reading(_Finding.NO_PLUS, guess=abroad, digits=digits)
    library = _library()
    try:
        parsed = library.parse(("+" if core.startswith("+") else "") + digits, region)
    except library.NumberParseException:
        return _Reading(_Finding.UNKNOWN, digits=digits)
    reasons = library.ValidationResult
    subscriber = library.PhoneNumberType.FIXED_LINE_OR_MOBILE
    finding = {
        reasons.IS_POSSIBLE_LOCAL_ONLY: _Finding.NO_AREA_CODE,
        reasons.TOO_SHORT: _Finding.TOO_SHORT,
        reasons.TOO_LONG: _Finding.TOO_LONG,
    }.get(library.is_possible_number_for_type_with_reason(parsed, subscriber), _Finding.UNKNOWN)
    return _Reading(finding, digits=digits)


# --- what others ask -----------------------------------------------------------------------------


def check(typed: str, region: str) -> PhoneCheck:
    """What to say about a typed number; never refuses what may be right."""
    reading = _read(typed, region)
    verdict, message = reading.finding.value
    number = reading.guess
    if verdict is PhoneVerdict.REPAIRABLE:
        number = reading.number
    suggestion = None if number is None else _written(number, SendForm.NATIONAL, region)
    return PhoneCheck(verdict, message, suggestion)


@lru_cache(maxsize=65_536)
def phone_key(typed: str, region: str) -> str:
    """The key by which numbers are compared: "+61400000000", with ";ext=5" for an extension.

    What is not surely a valid number gets "?" and its digits, or its folded text; blank gets "".
    """
    if significant := _plain_mobile(typed, region):
        return "+61" + significant
    reading = _read(typed, region)
    if reading.finding is _Finding.BLANK:
        return ""
    if reading.number is not None:
        extension = f";ext={reading.extension}" if reading.extension else ""
        return reading.number.e164 + extension
    plain = _plain(typed)
    if _is_one_number(plain):
        return "?" + plain[:1].strip("0123456789 .()-") + reading.digits
    return "?" + " ".join(fold(plain).split())


def _written(number: _Number, form: SendForm, region: str) -> str:
    if form is SendForm.NATIONAL and number.country_code == _country_code(region):
        return number.national
    return number.e164


def to_send(typed: str, rules: PhoneRules) -> str:
    """What goes to the service: the chosen form, or as typed (stripped) when not surely valid.

    The national form holds for numbers of the account's region; others are international. What
    is sent always has the key of what was typed; an extension goes as typed.
    """
    stripped = typed.strip()
    if rules.send_form is SendForm.AS_TYPED:
        return stripped
    if significant := _plain_mobile(typed, rules.region):
        return ("0" if rules.send_form is SendForm.NATIONAL else "+61") + significant
    reading = _read(typed, rules.region)
    if reading.number is None or reading.extension:
        return stripped
    written = _written(reading.number, rules.send_form, rules.region)
    if phone_key(written, rules.region) == reading.number.e164:
        return written
    return reading.number.e164


def search_digits(typed: str, region: str) -> str:
    """Digit strings to search by substring: with country code, as dialled nationally, as typed."""
    if significant := _plain_mobile(typed, region):
        return f"61{significant} 0{significant}"
    plain = _plain(typed)
    number = _read(typed, region).number
    parts = [_only_digits(part) for part in _NOT_IN_NUMBER.split(plain)]
    if number is not None:
        known = f"{number.e164[1:]} {number.national}"
        return " ".join([known, *(part for part in parts if part not in known)])
    written = list(filter(None, parts))
    if len(written) > 1:
        written = [search_digits(part, region) for part in written]
    return " ".join(written)
