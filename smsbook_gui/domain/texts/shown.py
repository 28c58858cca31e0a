"""Texts from outside as they may stand on the screen: harmless, on one line, and not endless.

A name may hold anything: signs that turn the words around it ("live" for "evil"), line breaks
that hide the rest of it, a NUL, a million letters. All of it is kept as it is: in the store, in
what is sent and exported, and in the field where it is edited. What only shows it goes through
here.
"""

import re
from typing import Final

LONGEST_SHOWN: Final = 300
"""Characters of a value on one line: more than any window has room for."""
LONGEST_EDITED: Final = 10_000
"""Characters of a text that can be edited: laying out more of them on one line takes seconds."""
LONGEST_READ: Final = 4_000
"""Characters of a text of several lines."""

_TURNS = "\u202a-\u202e\u2066-\u2069\u206a-\u206f"
_BREAKS = "\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
_ODD = "\x00-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"
_TURNS_RE = re.compile(f"[{_TURNS}]+")
_BREAKS_RE = re.compile(f"[{_BREAKS}]+")
_ODD_RE = re.compile(f"[{_ODD}]")
_ODD_IN_LINES_RE = re.compile(f"(?!\n)[{_ODD}]")
_OVERRIDES_RE = re.compile("[\u202d\u202e\u206a-\u206f]+")


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """`text` for one line of at most `longest` characters.

    Direction controls (Unicode, UAX #9) are left out, breaks are blanks, and what no font has is
    the sign for that. The direction marks and joiners that right-to-left writing needs stay.
    """
    if len(text) <= longest and text.isascii() and text.isprintable():
        return text
    start = _TURNS_RE.sub("", text[: 2 * longest])
    start = _ODD_RE.sub("\ufffd", _BREAKS_RE.sub(" ", start))
    if len(start) <= longest and len(text) <= 2 * longest:
        return start
    return start[: longest - 1].rstrip() + "…"


def shown_lines(text: str, longest: int = LONGEST_READ) -> str:
    """`text` for a label of several lines, of at most `longest` characters.

    For whole sentences: the isolates in them, which keep quoted text to itself, stay.
    """
    if len(text) <= longest and text.isascii() and text.isprintable():
        return text
    start = text[:longest].replace("\r\n", "\n")
    start = _ODD_IN_LINES_RE.sub("\ufffd", _OVERRIDES_RE.sub("", start))
    return start if len(text) <= longest else start[: longest - 1].rstrip() + "…"
