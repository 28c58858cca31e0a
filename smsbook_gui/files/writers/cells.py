"""Text that a spreadsheet keeps as text when it opens a CSV file or pastes a table.

CSV has no types: a spreadsheet takes "=1+1" for a formula, "0400000000" for a number without its
zero and "3-4" for a day. Two forms keep it from that, and reading takes both away again:

* what would become a value is written as the formula ="0400000000" (`text_formula`);
* what would be calculated, or is one of a spreadsheet's own words, begins with a no-break space. It
  stays there when the file is saved, and so the formula stays harmless; the formula ="=1+1" would
  become =1+1 then.

A no-break space alone does not keep a number from being one in LibreOffice. An apostrophe, which
others put there, stays in the cell.
"""

import re
from collections.abc import Sequence
from itertools import islice

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.cells import is_error, is_no_value
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.text.text_formula import GUARD, as_formula, from_formula
from smsbook_gui.files.writers.target_file import NOTHING_WRITTEN

_LONGEST = 32_767
"""UTF-16 units that an Excel cell holds; the rest would be cut silently."""

_CALCULATED = re.compile(r"\s*[=@\uff1d\uff20]|[\t\r\n]")
"""The wide forms count in East Asian versions of Excel, blanks in front are skipped by some."""
_SIGNED = re.compile(r"\s*[+\-\uff0b\uff0d]")
_MARKED = re.compile(r"\s*(?:'\s*[\d=+\-@(]|#[A-Z0-9/]+[!?]?\s*$)")
"""An apostrophe that says "text" in spreadsheets, and their errors: #N/A, #DIV/0!."""

_PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,10}")
"""A number that looks the same as a number; from twelve digits on it shows as 1.23E+11."""
_EXPONENT = re.compile(r"[\s+\-\d.,]+e[+\-]?\d+\s*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_HALVES_OF_THE_DAY = frozenset({"am", "pm"})
_TRUTH = frozenset(
    [
        *("true", "false", "wahr", "falsch", "vrai", "faux", "verdadero", "falso", "verdadeiro"),
        *("vero", "waar", "onwaar", "prawda", "fałsz", "sant", "falskt", "sann", "usann"),
        *("sand", "falsk"),
    ]
)
"""Truth values as spreadsheets say them, which is in the language of the computer."""
_SHORT = 3
"""Letters of the longest abbreviation of a month (without its point), a weekday or a currency."""
_LATIN_ENDS = "\u024f"
_MONTHS = (
    *("january", "february", "march", "april", "june", "july", "august", "september", "october"),
    *("november", "december", "januar", "februar", "märz", "juni", "juli", "oktober", "dezember"),
    *("janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre"),
    *("novembre", "décembre", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
    *("agosto", "septiembre", "octubre", "noviembre", "diciembre", "gennaio", "febbraio"),
    *("aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre", "janeiro"),
    *("fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "novembro"),
    *("dezembro", "januari", "februari", "maart", "augustus", "augusti", "marts", "desember"),
    *("styczeń", "stycznia", "luty", "lutego", "marzec", "marca", "kwiecień", "kwietnia", "maja"),
    *("czerwiec", "czerwca", "lipiec", "lipca", "sierpień", "sierpnia", "wrzesień", "września"),
    *("październik", "października", "listopada", "grudzień", "grudnia"),
)
_OF_MONTHS = frozenset(month[:end] for month in _MONTHS for end in range(_SHORT, len(month) + 1))


def fitting(cells: Sequence[str]) -> Sequence[str]:
    """The same cells. Raises FileProblem for one that is too long for Excel."""
    for cell in cells:
        if len(cell) > _LONGEST // 2 and len(cell.encode("utf-16-le")) // 2 > _LONGEST:
            raise FileProblem(
                Text(
                    "One contact has a text that is longer than an Excel cell can hold "
                    "({longest} characters).",
                    longest=_LONGEST,
                ),
                effect=NOTHING_WRITTEN,
                remedy=Text(
                    "Export the contacts as CSV for other programs, or as vCards, which have no "
                    "such limit."
                ),
            )
    return cells


def is_marked(text: str) -> bool:
    """Whether it reads as a spreadsheet's own mark, and so as something else than the text."""
    if text[:1].isalnum():  # nothing else of all this begins so: most texts do
        return is_no_value(text)
    says_nothing = is_error(text) or is_no_value(text)
    return says_nothing or _MARKED.match(text) is not None or from_formula(text) != text


def guarded(text: str) -> str:
    """The text so that nothing calculates it, and no reading takes it for a spreadsheet's own word.

    Numbers are as they are: for what people paste into other programs.
    """
    if not text or text[0].isalnum():
        return _with_guard(text) if is_no_value(text) else text
    if _CALCULATED.match(text) or _MARKED.match(text) or is_error(text) or is_no_value(text):
        return _with_guard(text)
    if _SIGNED.match(text) and _WORD.search(text) and not _EXPONENT.fullmatch(text):
        return _with_guard(text)
    return text


def held(text: str) -> str:
    """The text as Excel and LibreOffice show it and keep it when the file is opened and saved."""
    safe = guarded(text)
    if safe != text:
        return safe
    if _may_be_value(text) and not _PLAIN_NUMBER.fullmatch(text):
        return as_formula(text)
    return _with_guard(text) if _SIGNED.match(text) else text


def _may_be_value(text: str) -> bool:
    """Whether some spreadsheet takes it for a number, a day, a time, an amount or a truth value.

    These have digits and at most one word beside them: a month, a currency, an exponent. Languages
    differ too much to go by the form of the digits: "0491 570 006" is a number in France.
    """
    if not text or text.isalpha():
        return text.casefold() in _TRUTH
    if _DIGIT.search(text) is None:
        return text.strip().casefold() in _TRUTH
    words = [found[0].casefold() for found in islice(_WORD.finditer(text), 3)]
    if len(words) == 2 and words[1] in _HALVES_OF_THE_DAY:
        del words[1]
    return not words or (len(words) == 1 and _goes_with_digits(words[0]))


def _goes_with_digits(word: str) -> bool:
    """Whether a value may hold the word: "Custom 1" is none, "1 March", "5 zł" and "1e5" are."""
    return len(word) <= _SHORT or word in _OF_MONTHS or word[0] > _LATIN_ENDS


def _with_guard(text: str) -> str:
    return text if text.startswith(GUARD) else GUARD + text
