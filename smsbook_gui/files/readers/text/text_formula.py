"""The formula ="…", by which a CSV file tells a spreadsheet that something is text.

Excel and LibreOffice show what stands between the marks and write only that when the file is saved
there; where LibreOffice is set to leave formulas alone it keeps the whole. Either way
`from_formula` finds the text again.
"""

import re

from smsbook_gui.domain.imports.cells import is_error

GUARD = "\u00a0"
"""Before a text that a spreadsheet would take for something of its own. Nobody sees it."""

_LONGEST = 255
"""Characters that Excel takes between two marks; more are put together of several texts."""

_TEXT = r'"(?:[^"]|"")*"'
_FORMULA = re.compile(rf"={_TEXT}(?:&{_TEXT})*")
_ONE = re.compile(_TEXT)
_APOSTROPHE = re.compile(r"'\s*(?:[=+\-@]|\(?\d)")


def as_formula(text: str) -> str:
    """The formula whose value is the text."""
    if len(text) <= _LONGEST:
        return '="' + text.replace('"', '""') + '"'
    parts = (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST))
    return "=" + "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def without_marks(cell: str) -> str:
    """The text of a cell without what only tells a spreadsheet that it is text.

    An apostrophe before a sign or a digit is such a mark; that of 't Hart belongs to the name.
    """
    if not cell or cell[0] not in "='":  # as nearly all of a million cells
        return cell
    if cell[0] == "=":
        return from_formula(cell)
    return cell[1:] if _APOSTROPHE.match(cell) else cell


def as_typed(cell: str) -> str:
    """A text of a file that knows no formulas: what reads like a spreadsheet's error is none."""
    return GUARD + cell if is_error(cell) else cell


def from_formula(cell: str) -> str:
    """The text of such a formula; any other cell as it is."""
    if not cell.startswith('="') or _FORMULA.fullmatch(cell) is None:
        return cell
    return "".join(text[1:-1].replace('""', '"') for text in _ONE.findall(cell))
