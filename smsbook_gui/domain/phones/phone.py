"""Phone numbers as people type them: what is meant, whether it can be right, what to send.

The only module that knows phonenumbers. Nothing here changes what was typed: functions answer
questions about it. A number counts as known only when it is valid as it stands or after a repair
that leaves one reading; a guess is offered to the person and never used to compare.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from smsbook_gui.domain.phones.phone_findings import (
    Finding,
    NumberKind,
    PhoneCheck,
    PhoneJudgement,
    PhoneVerdict,
    Reach,
)
from smsbook_gui.domain.phones.phone_text import (
    GAP,
    LETTERS_FOR_DIGITS,
    digit_groups,
    is_one_number,
    looks_like_several,
    only_digits,
    plain_text,
    says_nothing_else,
    split_extension,
    take_apart,
    with_slashes_as_blanks,
    without_other_ending,
    without_separators,
    without_spreadsheet_form,
)
from smsbook_gui.domain.texts.text import fold

__all__ = [
    "PhoneCheck",
    "PhoneJudgement",
    "PhoneRules",
    "PhoneVerdict",
    "Reach",
    "SendForm",
    "check",
    "choices",
    "country_code",
    "judge",
    "leading_code",
    "number_kind",
    "phone_key",
    "reach",
    "reach_of",
    "region_of_code",
    "search_digits",
    "significant_digits",
    "spaced",
    "to_send",
]

# Mobile and area-code numbers as nearly all contacts have them, grouped or not, any prefix.
_EIGHT_DIGITS = "[ -]?[0-9]" * 8  # written out, they are matched in half the time
_PLAIN_AUSTRALIAN = re.compile(rf"(?:\+?61[ -]?|\(?0)?[23478]\)?{_EIGHT_DIGITS}")
_WELL_WRITTEN_AUSTRALIAN = re.compile(rf"(?:\+?61[ -]?|\(?0)[23478]\)?{_EIGHT_DIGITS}")
"""Those of them about which there is nothing to say: with the 0 or with 61."""

_AUSTRALIAN_REACH = {"+614": Reach.MESSAGES} | dict.fromkeys(
    ("+612", "+613", "+617", "+618"), Reach.LANDLINE
)
"""By the key's beginning: mobile and area-code numbers, as most are."""

_LONGEST = 200
"""Characters up to which a text is searched for a number."""
_NO_NUMBER = 1_000
"""Characters from which on a text is not looked at as a number at all, nor kept in a cache."""
_ASKED_AGAIN = 64
"""Answers of the library that are kept: about one number it is asked the same several times."""


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


@dataclass(frozen=True, slots=True)
class _Number:
    """A valid number as the library has parsed it, and its parts."""

    parsed: Any
    country_code: str
    significant: str

    @property
    def e164(self) -> str:
        """As the library writes it in this form, which is the parts and nothing else."""
        return f"+{self.country_code}{self.significant}"

    @property
    def national(self) -> str:
        """The digits as dialled inside its own country. Slow: the library looks for a format."""
        library = _library()
        form = library.PhoneNumberFormat.NATIONAL
        return only_digits(library.format_number(self.parsed, form))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text was understood as. `number` is sure; `guess` is for the person only."""

    finding: Finding
    number: _Number | None = None
    extension: str = ""
    guess: _Number | None = None


# --- the library ---------------------------------------------------------------------------------


@cache
def _library() -> ModuleType:
    """phonenumbers, imported at first use: it takes 0.14 s, too long for the program's start."""
    import phonenumbers

    return phonenumbers


@cache
def _australian() -> re.Pattern[str]:
    """The library's own patterns of Australian mobile and fixed-line numbers (without the 0)."""
    metadata = _library().PhoneMetadata.metadata_for_region("AU")
    kinds = (metadata.mobile, metadata.fixed_line)
    return re.compile("|".join(f"(?:{kind.national_number_pattern})" for kind in kinds))


@cache
def country_code(region: str) -> str:
    """The region's country code, "0" for a region the library does not know."""
    return str(_library().country_code_for_region(region))


@cache
def region_of_code(code: str) -> str:
    """The region of a country code (digits alone), the main one of several; "" if there is none."""
    region = str(_library().region_code_for_country_code(int(code))) if code else ""
    return region if len(region) == 2 and region.isalpha() and region != "ZZ" else ""


def leading_code(number: str) -> str:
    """The country code, with a plus, that a number in the form "+49…" begins with; "" without one.

    No code is the beginning of another one, so the first that there is is the one.
    """
    codes = (number[1:end] for end in range(2, min(len(number), 4) + 1))
    return next((f"+{code}" for code in codes if code in _codes()), "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(map(str, _library().COUNTRY_CODE_TO_REGION_CODE))


@cache
def _national_prefix(region: str) -> str:
    metadata = _library().PhoneMetadata.metadata_for_region(region)
    return (metadata.national_prefix or "") if metadata is not None else ""


@lru_cache(maxsize=_ASKED_AGAIN)
def _parsed(text: str, region: str) -> Any | None:
    """What the library makes of `text`; None where it takes it for no number."""
    library = _library()
    try:
        return library.parse(text, region)
    except library.NumberParseException:
        return None


@lru_cache(maxsize=_ASKED_AGAIN)
def _valid(text: str, region: str) -> _Number | None:
    """The number when `text` (digits, perhaps after a plus) is a valid one for the library."""
    library, parsed = _library(), _parsed(text, region)
    if parsed is None or not library.is_valid_number(parsed):
        return None
    significant = library.national_significant_number(parsed)
    return _Number(parsed, str(parsed.country_code), significant)


# --- reading -------------------------------------------------------------------------------------


def _plain_australian(typed: str, region: str) -> str:
    """The nine significant digits of a plainly written, valid Australian number, else "".

    A short cut for the bulk of contacts: the same result as the library, much faster.
    """
    if region != "AU" or _PLAIN_AUSTRALIAN.fullmatch(typed) is None:
        return ""
    significant = _last_nine_digits(typed)
    return significant if _australian().fullmatch(significant) else ""


def _last_nine_digits(written: str) -> str:
    """Of what the patterns of Australian numbers have matched."""
    if written.isdigit():
        return written[-9:]
    # A fifth of the time of `str.translate`.
    digits = written.replace(" ", "").replace("-", "").replace("(", "").replace(")", "")
    return digits[-9:]


def _read(typed: str, region: str) -> _Reading:
    if len(typed) > _NO_NUMBER and len(typed.strip()) > _NO_NUMBER:
        return _Reading(Finding.TOO_LONG)
    return _read_short(typed.strip() if len(typed) > _NO_NUMBER else typed, region)


@lru_cache(maxsize=4096)
def _read_short(typed: str, region: str) -> _Reading:
    plain = plain_text(typed)
    if not plain:
        return _Reading(Finding.BLANK)
    if len(plain) > _LONGEST:
        return _Reading(Finding.TOO_LONG)
    exact = without_spreadsheet_form(plain)
    if exact is None:
        return _Reading(Finding.ROUNDED)
    digits = without_separators(exact)
    if digits != exact:
        number, _ = _number(digits, region)
        return _Reading(Finding.LETTERS if number is None else Finding.SEPARATORS, number)
    main, extension = split_extension(exact)
    if extension:
        reading = _read_number(main, typed, region)
        if reading.number is not None:
            return _Reading(Finding.EXTENSION, reading.number, extension)
    return _read_number(exact, typed, region)


def _read_number(plain: str, typed: str, region: str) -> _Reading:
    """Read a text without an extension: take the number out of the words around it."""
    parts = take_apart(plain)
    if parts is None:
        return _Reading(Finding.NO_DIGITS)
    if is_one_number(parts.core):
        number, finding = _number(parts.core, region)
        if number is None:
            return _unsure(parts.core, region, finding)
    elif (number := _between_slashes(parts.core, region)) is not None:
        finding = Finding.NOTHING
    else:
        guess, _ = _number(parts.core.translate(LETTERS_FOR_DIGITS), region)
        several = looks_like_several(parts.core) or len(_numbers_in(parts.core, region)) > 1
        return _Reading(Finding.SEVERAL if several else Finding.LETTERS, guess=guess)
    if parts.warns or parts.is_fax:
        return _Reading(Finding.WARNING if parts.warns else Finding.FAX, number)
    if parts.is_entangled:
        return _Reading(Finding.LETTERS, guess=number)
    if parts.is_doubted:
        finding = Finding.LETTERS
    elif parts.has_words_around:
        finding = Finding.TEXT_AROUND if parts.has_only_labels_around else Finding.REMARK
    elif finding is Finding.NOTHING and not typed.strip(" \t\r\n").isascii():
        finding = Finding.ODD_CHARACTERS
    return _Reading(finding, number)


def _between_slashes(core: str, region: str) -> _Number | None:
    """The number whose parts stand between slashes, where it is as it is dialled."""
    text = with_slashes_as_blanks(core)
    if text is None or not is_one_number(text):
        return None
    number, finding = _number(text, region)
    return number if finding is Finding.NOTHING else None


def _numbers_in(core: str, region: str) -> list[_Number]:
    """The valid numbers that a text falls into, whatever stands between them; [] if it does not.

    Of a number with two endings only the first is whole, and stands for both.
    """
    if (main := without_other_ending(core)) is not None:
        number, _ = _number(main, region)
        if number is not None:
            return [number, number]
    if (whole := _number(core, region)[0]) is not None:
        return [whole]
    for gap in GAP.finditer(core):
        first, _ = _number(core[: gap.start()], region)
        if first is not None and (others := _numbers_in(core[gap.end() :], region)):
            return [first, *others]
    return []


def _number(core: str, region: str) -> tuple[_Number | None, Finding]:
    """The one valid number that a text of digits and separators can mean, and its oddity."""
    digits = only_digits(core)
    if core.startswith("+") and not digits.startswith("0"):
        number = _valid("+" + digits, region)
        if number is None and "(0)" in core:
            number = _valid("+" + only_digits(core.replace("(0)", "", 1)), region)
        return number, Finding.UNKNOWN if number is None else Finding.NOTHING
    number = _valid(digits, region)
    if number is not None:
        return _as_dialled(number, core, region)
    # 00 dials out of most countries, though not out of Australia.
    number = _valid("+" + digits[2:], region) if digits.startswith("00") else None
    return number, Finding.UNKNOWN if number is None else Finding.PREFIX


def _as_dialled(number: _Number, core: str, region: str) -> tuple[_Number | None, Finding]:
    """What is odd about a number that was read without a country code of its own."""
    digits = only_digits(core)
    prefix = _national_prefix(region)
    if (prefix and digits == prefix + number.significant) or digits == number.national:
        return number, Finding.PREFIX if core.startswith("+") else Finding.NOTHING
    if digits == number.significant:
        if _with_its_code(digits, region) is not None:
            return None, Finding.TWO_READINGS
        return number, Finding.ZERO_EATEN
    if len(digits) <= 8:
        # "6113 1008" is a local number of Canberra as well as 13 10 08 after a country code.
        return None, Finding.NO_AREA_CODE
    only_without_plus = digits == number.country_code + number.significant
    return number, Finding.NOTHING if only_without_plus and core[0] != "+" else Finding.PREFIX


def _with_its_code(digits: str, region: str) -> _Number | None:
    """The region's number that these digits are when its country code stands before it."""
    return _valid("+" + digits, region) if digits.startswith(country_code(region)) else None


def _unsure(core: str, region: str, finding: Finding) -> _Reading:
    """Say why a number is not known to be valid, perhaps with a guess."""
    if finding is not Finding.UNKNOWN:
        return _Reading(finding)
    if len(_numbers_in(core, region)) > 1:
        return _Reading(Finding.SEVERAL)
    digits = only_digits(core)
    if len(digits) <= 6:
        return _Reading(Finding.SHORT)
    domestic = not core.startswith("+")
    if domestic and not digits.startswith("0") and len(digits) > 8:
        abroad = _valid("+" + digits, region)
        if abroad is not None:
            return _Reading(Finding.NO_PLUS, guess=abroad)
    return _Reading(_odd_length(digits if domestic else "+" + digits, region))


def _odd_length(text: str, region: str) -> Finding:
    library, parsed = _library(), _parsed(text, region)
    if parsed is None:
        return Finding.UNKNOWN
    subscriber = library.PhoneNumberType.FIXED_LINE_OR_MOBILE
    reason = library.is_possible_number_for_type_with_reason(parsed, subscriber)
    reasons = library.ValidationResult
    if reason == reasons.IS_POSSIBLE_LOCAL_ONLY:
        dialled_far = text.startswith(("+", _national_prefix(region) or "+"))
        return Finding.TOO_SHORT if dialled_far else Finding.NO_AREA_CODE
    return {reasons.TOO_SHORT: Finding.TOO_SHORT, reasons.TOO_LONG: Finding.TOO_LONG}.get(
        reason, Finding.UNKNOWN
    )


# --- what others ask -----------------------------------------------------------------------------


def check(typed: str, region: str) -> PhoneCheck:
    """What to say about a typed number; never refuses what may be right."""
    found = judge(typed, region)
    return PhoneCheck(found.verdict, found.finding.message, found.suggestion or None)


def judge(typed: str, region: str) -> PhoneJudgement:
    """What is odd about a typed number, its key and the repaired number: for many in a row.

    Plainly written Australian numbers, the bulk, take a short cut to the same result.
    """
    if region == "AU" and _WELL_WRITTEN_AUSTRALIAN.fullmatch(typed) is not None:
        significant = _last_nine_digits(typed)
        if _australian().fullmatch(significant) is not None:
            return PhoneJudgement(Finding.NOTHING, "+61" + significant, "")
    reading = _read(typed, region)
    repairable = reading.finding.verdict is PhoneVerdict.REPAIRABLE
    number = reading.number if repairable else reading.guess
    suggestion = "" if number is None else _written(number, SendForm.NATIONAL, region)
    return PhoneJudgement(reading.finding, phone_key(typed, region), suggestion)


def choices(typed: str, region: str) -> tuple[str, ...]:
    """The numbers between which a person has to choose, as they are dialled; () where none has.

    Those of a cell with more than one, in their order. Of a number with two readings, the one with
    the country code, then the one with the 0. None where other words stand there, which are to be
    read before any of them is taken.
    """
    finding = _read(typed, region).finding
    parts = take_apart(plain_text(typed[:_NO_NUMBER]))
    if parts is None or finding not in {Finding.SEVERAL, Finding.TWO_READINGS}:
        return ()
    if finding is Finding.SEVERAL:
        found = _numbers_in(parts.core, region)
    else:
        digits = only_digits(parts.core)
        both = (_with_its_code(digits, region), _valid(digits, region))
        found = [number for number in both if number is not None]
    if not says_nothing_else(f"{parts.before} {parts.core} {parts.after}"):
        return ()
    return tuple(dict.fromkeys(_written(one, SendForm.NATIONAL, region) for one in found))


def reach(typed: str, region: str) -> Reach:
    """Whether a number is of a kind that may not receive text messages.

    Says nothing against what is not surely a valid number: `judge` does.
    """
    return _reach(typed[: _NO_NUMBER + 1], region)


def reach_of(judged: PhoneJudgement, typed: str, region: str) -> Reach:
    """`reach` of a sure number that was judged: for many in a row."""
    known = _AUSTRALIAN_REACH.get(judged.key[:4]) if region == "AU" else None
    return known if known is not None and len(judged.key) == 12 else reach(typed, region)


@lru_cache(maxsize=4096)
def _reach(typed: str, region: str) -> Reach:
    if significant := _plain_australian(typed, region):
        return Reach.MESSAGES if significant[0] == "4" else Reach.LANDLINE
    number = _read(typed, region).number
    if number is None:
        return Reach.MESSAGES
    library = _library()
    kinds, kind = library.PhoneNumberType, library.number_type(number.parsed)
    if kind == kinds.FIXED_LINE:
        return Reach.LANDLINE
    service = {kinds.TOLL_FREE, kinds.SHARED_COST, kinds.PREMIUM_RATE, kinds.UAN}
    return Reach.SERVICE if kind in service else Reach.MESSAGES


def number_kind(typed: str, region: str) -> NumberKind:
    """What kind of number this is, seen from an account in `region`."""
    key = phone_key(typed, region)
    if not key.startswith("+"):
        return NumberKind.UNUSUAL if key else NumberKind.NONE
    if not key.startswith("+" + country_code(region)):
        return NumberKind.FOREIGN
    return _KINDS[reach(typed, region)]


_KINDS = {
    Reach.MESSAGES: NumberKind.MOBILE,
    Reach.LANDLINE: NumberKind.LANDLINE,
    Reach.SERVICE: NumberKind.SERVICE,
}


def phone_key(typed: str, region: str) -> str:
    """The key by which numbers are compared: "+61400000000", with ";ext=5" for an extension.

    What is not surely a valid number gets "?" and its digits, or its folded text; blank gets "".
    What is too long for either gets "?" and the text without blanks around it.
    """
    if len(typed) <= _NO_NUMBER:
        return _key(typed, region)
    typed = typed.strip()
    return _key(typed, region) if len(typed) <= _NO_NUMBER else "?" + typed


@lru_cache(maxsize=16_384)
def _key(typed: str, region: str) -> str:
    if significant := _plain_australian(typed, region):
        return "+61" + significant
    reading = _read(typed, region)
    if reading.finding is Finding.BLANK:
        return ""
    if reading.number is not None:
        extension = f";ext={reading.extension}" if reading.extension else ""
        return reading.number.e164 + extension
    plain = plain_text(typed)
    plain = without_spreadsheet_form(plain) or plain
    if is_one_number(plain):
        return ("?+" if plain.startswith("+") else "?") + only_digits(plain)
    return "?" + " ".join(fold(plain).split())


def _written(number: _Number, form: SendForm, region: str) -> str:
    if form is SendForm.NATIONAL and number.country_code == country_code(region):
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
    if significant := _plain_australian(typed, rules.region):
        return ("0" if rules.send_form is SendForm.NATIONAL else "+61") + significant
    reading = _read(typed, rules.region)
    if reading.number is None or reading.extension:
        return stripped
    written = _written(reading.number, rules.send_form, rules.region)
    if phone_key(written, rules.region) == reading.number.e164:
        return written
    # In a few countries the national form of one number reads as another (Gabon: old and new).
    return reading.number.e164


def spaced(typed: str, region: str) -> str:
    """A surely valid number as people of the region write it, e.g. "0400 000 000".

    Numbers of other countries have their code: "+49 171 2345678". What is not surely valid, or has
    an extension, comes as typed (stripped). The key is that of what was typed.
    """
    if s := _plain_australian(typed, region):
        return f"0{s[:3]} {s[3:6]} {s[6:]}" if s[0] == "4" else f"(0{s[0]}) {s[1:5]} {s[5:]}"
    reading = _read(typed, region)
    if reading.number is None or reading.extension:
        return typed.strip()
    library, e164 = _library(), reading.number.e164
    parsed = library.parse(e164, None)
    forms = [library.PhoneNumberFormat.INTERNATIONAL]
    if reading.number.country_code == country_code(region):
        forms.insert(0, library.PhoneNumberFormat.NATIONAL)
    for form in forms:
        written: str = library.format_number(parsed, form)
        # A national form may read as another number, or as one to be asked about.
        if judge(written, region) == PhoneJudgement(Finding.NOTHING, e164, ""):
            return written
    return e164


def search_digits(typed: str, region: str) -> str:
    """Digit strings to search by substring: with country code, as dialled nationally, as typed."""
    if significant := _plain_australian(typed, region):
        return f"61{significant} 0{significant}"
    number = _read(typed, region).number
    parts = digit_groups(plain_text(typed[:_NO_NUMBER]))
    if number is not None:
        known = f"{number.e164[1:]} {number.national}"
        return " ".join([known, *(part for part in parts if part not in known)])
    if len(parts) > 1:
        parts = [search_digits(part, region) for part in parts]
    return " ".join(parts)


def significant_digits(typed: str, region: str) -> str:
    """The digits without country code and national prefix; "" for what is not surely valid."""
    if significant := _plain_australian(typed, region):
        return significant
    number = _read(typed, region).number
    return number.significant if number is not None else ""
