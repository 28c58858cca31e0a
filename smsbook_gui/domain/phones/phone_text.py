"""How people write phone numbers: taking a typed text apart before anything is known of it.

Pure text work, without knowledge of which numbers exist (that is `phone.py`).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from smsbook_gui.domain.texts.text import fold

_NOT_DIGITS = re.compile(r"[^0-9]+")
_NOT_IN_NUMBER = re.compile(r"[^0-9 .()+-]+")
_CORE = re.compile(r"[ (]*\+?[0-9 .()-]+")
_ROUNDED = re.compile(r"\+?([1-9])(?:[.,]([0-9]*))?[eE]\+?([0-9]{1,2})")
_FLOAT = re.compile(r"([1-9][0-9]{6,})\.0")
_GROUPED = re.compile(r"(\+?[0-9]{1,3}(?:[,'’][0-9]{3})+)(?:[.,]0{1,2})?")
_DECIMAL = re.compile(r"(\+?[0-9]{7,}|\+?[0-9]{1,3}(?: [0-9]{3}){2,})(?:,0{1,2}|\.00)")
_EXTENSION = re.compile(
    r"(?:;ext=|(?<![^\W\d_])(?:extension|extn|ext|x)[ .:=]*|#[ ]*)([0-9]{1,7})(?![^\W_])[^0-9]*$",
    re.IGNORECASE,
)
_EXTENSION_WORD = re.compile(r"(?<![^\W_])(?:extension|extn|ext|x)(?![^\W_])", re.IGNORECASE)
_SEVERAL = re.compile(r"[0-9][0-9 ()-]{5,}(?:[/,;&|]|[^\W\d_]).*[0-9][0-9 ()-]{5,}")

GAP = re.compile(r"(?<=[0-9])(?:[^0-9+]+|[^0-9]*(?=\+)|(?=0[1-9]))")
"""What may stand between two numbers, from the last digit of the one: a blank, a sign, nothing
before a plus or a 0."""

_LABELS = frozenset(
    fold(
        "mobile mob mobil mobilfunk mobiltelefon cell cellphone cellular handy portable movil "
        "celular cellulare telefonino gsm telemovel phone ph telephone tel telefon telefono "
        "telefone telefoon landline home work office business private privat main direct personal "
        "bureau domicile casa ah bh hm wk h w m p t c b o a"
    ).split(" ")
)
"""Words that only say what kind of number it is."""
_NUMBER_WORDS = frozenset({"number", "no", "nr", "num", "nummer", "numero"})
_BETWEEN = (
    _LABELS
    | _NUMBER_WORDS
    | frozenset(fold("or and also und oder ou et u y e of en i lub oraz och eller og").split(" "))
)
"""Words that may stand between two numbers and say nothing else of them."""
_FAX = frozenset({"fax", "faks", "telefax", "faxe", "pager"})
_WARNINGS = frozenset({"no text", "no texts", "no sms", "no contact", "no messages", "opt out"})
_WARNINGS |= frozenset(
    fold(
        "stop stopp deceased dead died passed rip dnc dnt dns optout unsubscribe unsubscribed "
        "opted unsub wrong left moved invalid disconnected inactive blocked not dont never "
        "verstorben gestorben falsch falsche nicht kein keine keinen abgemeldet ungültig gesperrt "
        "décédé décédée mort morte faux pas désabonné désabonnée parti partie "
        "fallecido fallecida difunto difunta muerto muerta equivocado erróneo baja "
        "deceduto deceduta defunto defunta sbagliato errato non disiscritto "
        "overleden niet verkeerd afgemeld vertrokken geen "
        "falecido falecida óbito errado não "
        "zmarły zmarła nie błędny zły "
        "avliden avlidna ej inte fel avregistrerad död afdød ikke forkert feil avdød"
    ).split(" ")
)
"""Words that say of a number that it must not be used, in the languages of the column words."""
_CARE_OF = re.compile(r"(?<![^\W_])[ci]/", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_ENDING = re.compile(r"(.*[0-9]) ?/ ?[0-9]{1,2}")
_PARTING = re.compile(r"[/\\_]")
_LONGEST_CODE = 6
"""Digits of an area code with the country's before it: what may stand before a slash."""
_SHORTEST_END = 3
LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
"""Letters that stand where digits were meant: good enough for a guess only."""


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A text from its first digit (or plus) to its last digit, and what stands around that."""

    before: str
    core: str
    after: str

    @property
    def has_words_around(self) -> bool:
        """Whether there are letters (or letter-like signs) beside the number."""
        return any(character.isalnum() for character in self.before + self.after)

    @property
    def has_only_labels_around(self) -> bool:
        """Whether the words beside the number only say what kind of number it is.

        "Mobile no." does; "DO NOT TEXT", "fax", "no mobile" and "Anna's mum" have to be read.
        """
        return _are_labels(self.before, before=True) and _are_labels(self.after, before=False)

    @property
    def is_doubted(self) -> bool:
        """Whether somebody put a question mark beside the number."""
        return not set("?¿").isdisjoint(self.before + self.after)

    @property
    def is_fax(self) -> bool:
        """Whether the words beside the number say that it is one of a machine."""
        return not _FAX.isdisjoint(_words(f"{self.before} {self.after}"))

    @property
    def warns(self) -> bool:
        """Whether the words beside the number say that it must not be used."""
        words = _words(f"{self.before} {self.after}")
        pairs = (" ".join(pair) for pair in pairwise(words))
        return not (_WARNINGS.isdisjoint(words) and _WARNINGS.isdisjoint(pairs))

    @property
    def is_entangled(self) -> bool:
        """Whether what stands around may belong to the number.

        A letter without a space between, a star or hash code, an extension in words.
        """
        return (
            self.before[-1:].isalnum()
            or self.after[:1].isalnum()
            or not set("*#").isdisjoint(self.before + self.after)
            or _EXTENSION_WORD.search(f"{self.before} {self.after}") is not None
        )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _are_labels(text: str, *, before: bool) -> bool:
    """A "no" that stands alone behind a number is no abbreviation of one."""
    if any(map(str.isdigit, text)) or _CARE_OF.search(text):
        return False
    words = _words(text)
    if len(words) > (not before) and words[-1] in _NUMBER_WORDS:
        words.pop()
    return all(word in _LABELS for word in words)


def only_digits(text: str) -> str:
    """The ASCII digits of a text."""
    return _NOT_DIGITS.sub("", text)


def plain_text(typed: str) -> str:
    """The text, stripped, with digits, spaces, dashes and widths of every script as ASCII ones."""
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


def without_spreadsheet_form(plain: str) -> str | None:
    """The digits of 400000000.0 and 4.12345678E+08; other texts as they are.

    None when digits were rounded away (4.0E+08).
    """
    if (as_float := _FLOAT.fullmatch(plain)) is not None:
        return as_float[1]
    rounded = _ROUNDED.fullmatch(plain)
    if rounded is None:
        return plain
    first, decimals, exponent = rounded[1], rounded[2] or "", int(rounded[3])
    return first + decimals if len(decimals) == exponent else None


def without_separators(plain: str) -> str:
    """The digits of 491,570,006 and 491570006.00, as spreadsheets show amounts; others as are."""
    found = _GROUPED.fullmatch(plain) or _DECIMAL.fullmatch(plain)
    if found is None:
        return plain
    return re.sub(r"[^0-9+]", "", next(filter(None, found.groups())))


def split_extension(plain: str) -> tuple[str, str]:
    """What stands before an extension, and its digits; "" when there is none."""
    match = _EXTENSION.search(plain)
    return (plain, "") if match is None else (plain[: match.start()], match[1])


def take_apart(plain: str) -> NumberParts | None:
    """Find the number in a `plain_text`; None without a digit."""
    ends = [index for index, character in enumerate(plain) if "0" <= character <= "9"]
    if not ends:
        return None
    plus = plain.find("+")
    first = ends[0] if plus < 0 else min(plus, ends[0])
    last = ends[-1] + 1
    core = re.sub(r"^\+[+ ]*", "+", plain[first:last])
    return NumberParts(plain[:first], core, plain[last:])


def is_one_number(text: str) -> bool:
    """Whether a text is written like a single number.

    Parentheses late in it hold something else: "9374 4000 (2)".
    """
    return _CORE.fullmatch(text) is not None and len(only_digits(text.rpartition("(")[0])) <= 6


def says_nothing_else(text: str) -> bool:
    """Whether the words of a text only name kinds of numbers and join them."""
    return _BETWEEN.issuperset(_words(text))


def with_slashes_as_blanks(core: str) -> str | None:
    """The text of one number whose parts stand between slashes: "0171/3920013", "06/12/34/56/01".

    None where a slash may stand before a second number or another ending: "5550 1234/5".
    """
    parts = [only_digits(part) for part in _PARTING.split(core)]
    in_pairs = {len(part) for part in parts} == {2}
    if len(parts) < 2 or max(map(len, parts[:-1])) > _LONGEST_CODE:
        return None
    if not in_pairs and len(parts[-1]) < _SHORTEST_END:
        return None
    return _PARTING.sub(" ", core)


def without_other_ending(core: str) -> str | None:
    """What stands before the other ending of "5550 1234/5" and "5550 1234 / 35"; else None."""
    found = _OTHER_ENDING.fullmatch(core)
    return None if found is None else found[1]


def looks_like_several(core: str) -> bool:
    """Whether there are two long runs of digits with a sign or word between them."""
    return _SEVERAL.search(core) is not None


def digit_groups(plain: str) -> list[str]:
    """The digits of each part that is written like a number, in order."""
    return [digits for part in _NOT_IN_NUMBER.split(plain) if (digits := only_digits(part))]
