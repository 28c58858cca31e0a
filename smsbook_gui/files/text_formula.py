"""The formula ="…", by which a CSV file tells a spreadsheet that something is text.

Excel and LibreOffice show what stands between the marks and write only that when the file is saved
there; where LibreOffice is set to leave formulas alone it keeps the whole. Either way
`from_formula` finds the text again.
"""

import re

_LONGEST = 255
"""Characters that Excel takes between two marks; more are put together of several texts."""

_TEXT = r'"(?:[^"]|"")*"'
_FORMULA = re.compile(rf"={_TEXT}(?:&{_TEXT})*")
_ONE = re.compile(_TEXT)


def as_formula(text: str) -> str:
    """The formula whose value is the text."""
    parts = (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST))
    return "=" + "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def from_formula(cell: str) -> str:
    """The text of such a formula; any other cell as it is."""
    if not cell.startswith('="') or _FORMULA.fullmatch(cell) is None:
        return cell
    return "".join(text[1:-1].replace('""', '"') for text in _ONE.findall(cell))
