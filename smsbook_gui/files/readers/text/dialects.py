"""Ways to write separated text that are no CSV: each line is brought to what a CSV reader knows.

Cells between single or typographic quotation marks, whole lines between marks, tables drawn with
pipes and dashes (Markdown, MySQL, psql). The first lines tell which one it is. Besides, whatever
the way: ="Berg, Ann" is one cell, and so is "Berg, Ann" after a blank.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

Rewrite = Callable[[str], str]

_DRAWN = re.compile(r"[\s|+:=-]+")
_PAIRS = ("''", "“”", "„“", "«»")
"""Marks that open and close a cell."""
_MOSTLY = 0.9
_NUMBER = re.compile(r"(?:\d[ ()/.-]*){6}")


def as_csv(lines: Iterator[str], separator: str, head: Sequence[str]) -> Iterator[str]:
    """The lines as a CSV reader takes them; `head` are the first of them. One line stays one."""
    rewrite = _way(head, separator)
    if rewrite is not None:
        lines = map(rewrite, lines)
    return _unguarded(lines, separator)


def _way(head: Sequence[str], separator: str) -> Rewrite | None:
    """How lines of this file are rewritten; None: they are CSV."""
    lines = [line for line in head if not line.isspace()]
    if separator == "|" and any(map(_is_rule, lines)):
        return _without_frame
    if _are_quoted_whole(lines, separator):
        return _without_outer_marks
    for marks in _PAIRS:
        if _are_cells_between(lines, separator, marks):
            return partial(_with_double_marks, cell=_cell(separator, marks), mark=marks[1])
    return None


# --- drawn tables ------------------------------------------------------------------------------


def _is_rule(line: str) -> bool:
    return ("---" in line or "===" in line) and _DRAWN.fullmatch(line) is not None


def _without_frame(line: str) -> str:
    """A line that only draws is blank then."""
    if _is_rule(line):
        return "\n"
    text = line.strip()
    return text[1:-1] + "\n" if len(text) > 1 and text[0] == text[-1] == "|" else line


# --- whole lines between marks -----------------------------------------------------------------

_WHOLE = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"[ \t]*[\r\n]*')


def _are_quoted_whole(lines: Sequence[str], separator: str) -> bool:
    if not lines or separator not in lines[0]:
        return False
    whole = [found for line in lines if (found := _WHOLE.fullmatch(line))]
    return len(whole) == len(lines) and all(separator in found[1] for found in whole)


def _without_outer_marks(line: str) -> str:
    found = _WHOLE.fullmatch(line)
    return line if found is None else found[1].replace('""', '"') + "\n"


# --- other quotation marks ---------------------------------------------------------------------


def _cell(separator: str, marks: str) -> re.Pattern[str]:
    """A cell between these marks."""
    parting, begin, end = map(re.escape, (separator, *marks))
    # What opens cannot stand within; but where it also closes it is doubled there.
    text = rf"[^{end}]*+(?:{end}{end}[^{end}]*+)*+" if begin == end else rf"[^{begin}{end}]*+"
    return re.compile(rf"(?:^|(?<={parting}))[ ]*{begin}({text}){end}[ ]*+(?={parting}|[\r\n]|\Z)")


def _are_cells_between(lines: Sequence[str], separator: str, marks: str) -> bool:
    """Whether nearly all lines in which a cell begins with such a mark close what they open.

    The headings stand between them, or the phone numbers do. Elsewhere they are a part of the text.
    """
    begins, usual = (
        re.compile(rf"(?:^|{re.escape(separator)})[ ]*{mark}") for mark in (marks[0], '"')
    )
    begun = [line for line in lines if begins.search(line)]
    if len(begun) < 2 or any(map(usual.search, begun)):
        return False
    cell = _cell(separator, marks)
    with_number = [line for line in begun if any(map(_NUMBER.search, cell.findall(line)))]
    if begun[0] is not lines[0] and 2 * len(with_number) <= len(begun):
        return False
    closed = sum(begins.search(cell.sub("", line)) is None for line in begun)
    return closed >= _MOSTLY * len(begun)


def _with_double_marks(line: str, cell: re.Pattern[str], mark: str) -> str:
    return cell.sub(lambda found: _quoted(found[1].replace(mark * 2, mark)), line)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


# --- formulas and blanks before marks ----------------------------------------------------------


def _unguarded(lines: Iterator[str], separator: str) -> Iterator[str]:
    """Formulas that only guard a text, and marks after a blank, as marks at once."""
    after_blank = f'{separator} "'
    parting = re.escape(separator)
    guarded = re.compile(
        rf'(?P<before>^|{parting})(?:=|[ ]++)"(?P<text>[^"]*+(?:""[^"]*+)*+)"[ ]*+'
        rf"(?={parting}|[\r\n]|\Z)"
    )
    for line in lines:
        if '"' in line and ('="' in line or after_blank in line):
            yield guarded.sub(r'\g<before>"\g<text>"', line)
        else:
            yield line
