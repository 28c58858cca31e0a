"""The text of a cell as an import takes it."""

import re
from collections.abc import Mapping, Sequence

from smsbook_gui.domain.imports.tabular import NOT_READ

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_OTHER_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_CAPITALS = "A-ZÀ-ÖØ-ÞŁĆŚŹŻŁ"
_ERROR = re.compile(
    rf"#[¡¿]?[{_CAPITALS}]+(?:/[0{_CAPITALS}]+)?[!?]|#[A-Z]/[A-Z]|#NV|#GETTING_DATA|Err:\d{{3}}"
)
"""#DIV/0!, #VALUE!, #NAME?, #N/A, and what they are called in other languages: #WERT!, #NV,
#¡VALOR!, #NOM?. Excel's own words end with a sign, but for those of a value that is not there."""
_SAY_NOTHING = f"#E{NOT_READ[0]}Nn\\(<["
"""One of these begins what is no content; others need no closer look."""
_HALF = re.compile(r"[\ud800-\udfff]")


def tidy(text: str) -> str:
    """A cell as one line: without blanks at the ends; control characters and other spaces as one.

    A no-break space within a name would make it another name.

    Half characters (lone surrogates), which no file can hold, become U+FFFD.
    """
    if text.isprintable():
        return text.strip()
    return _HALF.sub("\ufffd", _OTHER_SPACE.sub(" ", _CONTROL.sub(" ", text))).strip()


def cell_text(cells: Sequence[str], place: int) -> str:
    """What stands in that cell of a row; "" where the row ends before it or it says nothing."""
    cell = cells[place] if place < len(cells) else ""
    if not cell or cell.isalnum():  # as most cells of a million rows
        return "" if cell in ("NULL", "null") else cell
    text = tidy(cell)
    if not text or text[0] not in _SAY_NOTHING:
        return text
    return "" if text == NOT_READ or is_no_value(cell) or is_error(cell) else text


def is_error(cell: str) -> bool:
    """Whether a cell is a spreadsheet's word for a formula that went wrong, and so no content.

    One that begins with a no-break space is a text that was exported here.
    """
    if not cell.lstrip(" ").startswith(("#", "Err:")):
        return False
    return _ERROR.fullmatch(cell.strip(" \t\r\n")) is not None


_NO_VALUES = frozenset(
    (
        "NULL",
        "null",
        "(NULL)",
        "(null)",
        "<NULL>",
        "<null>",
        "[NULL]",
        "[null]",
        "\\N",
        "N/A",
        "n/a",
    )
)


SIGNS_OF_NO_VALUE = ("NULL", "null", "\\N", "N/A", "n/a")
"""One of them is in each of these."""


def is_no_value(cell: str) -> bool:
    """Whether a cell is a program's word for no value. "Null" is a name, and one that begins with
    a no-break space is a text that was exported here."""
    return cell.strip(" \t\r\n") in _NO_VALUES


SIGNS_OF_GARBLED = tuple("ÂÃÄÅÐÑâ")
"""One of them begins what is garbled."""
_GARBLED = re.compile(rf"[{''.join(SIGNS_OF_GARBLED)}][\x80-\xbf\u0152-\u02dc\u2013-\u2122]+")
"""How letters of two bytes, and signs of three, look in Windows' western encoding."""


def is_garbled(text: str) -> bool:
    """Whether a text was UTF-8 once and was read in another encoding."""
    for found in _GARBLED.finditer(text):
        try:
            found[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def first_text(cells: Sequence[str], places: Sequence[int]) -> str:
    """The first of these cells that is not blank."""
    for place in places:
        if text := cell_text(cells, place):
            return text
    return ""


def with_changes(cells: list[str], changed: Mapping[int, str]) -> list[str]:
    """The cells, of which some have other texts; the row grows where it has to."""
    for column, text in changed.items():
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
    return cells
