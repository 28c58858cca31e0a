"""The lines of a text file, cleaned: no bad byte, NUL or endless line stops the reading.

What was replaced, removed or cut is told with its line, so that nothing goes unseen.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import chain

LINE_LIMIT = 16 << 20
"""Characters of a line that are kept; Excel allows 32,767 in a cell."""
_NAMED = 5  # lines that a note names before it says "and more"


@dataclass(slots=True)
class Damage:
    """Line numbers (from 1) at which something had to be replaced, removed, cut or guessed."""

    unreadable: list[int] = field(default_factory=list)
    nul: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)

    def note(self, where: list[int], line: int) -> None:
        """Adds a line to one of the lists; a few of them are enough for a person."""
        if not self.enough(where) and (not where or where[-1] != line):
            where.append(line)

    def note_row(self, number: int, cells: Iterable[str]) -> None:
        """Notes a row in which something cannot be read."""
        if any("\ufffd" in cell for cell in cells):
            self.note(self.unreadable, number)

    def enough(self, where: list[int]) -> bool:
        """Whether one of the lists names as many lines as a note does, and one more."""
        return len(where) > _NAMED

    def notes(self) -> tuple[str, ...]:
        """Plain sentences for the person."""
        return tuple(
            sentence.format(_lines(lines))
            for lines, sentence in (
                (self.unreadable, "Some characters cannot be read and show as “\ufffd” ({})."),
                (self.nul, "Zero bytes were left out; the rest was kept ({})."),
                (self.cut, "What is beyond 16 million characters was left out ({})."),
                (self.quotes, "A stray quotation mark was read as ordinary text ({})."),
                (self.unclosed, "A card has no end; it was read up to the next one ({})."),
                (self.groups, "Groups of contacts are no contacts and were left out ({})."),
                (self.outside, "What stands outside of cards was left out ({})."),
                (self.further, "Further entries of a card were left out ({})."),
                (self.torn, "The file ends within the table; rows may be missing below ({})."),
            )
            if lines
        )


def lines_of(data: Iterable[bytes], encoding: str, damage: Damage) -> Iterator[str]:
    """The lines with their ends (LF, CR or CR LF, mixed too) of a file's bytes, in pieces."""
    # StringIO cuts lines in C; a line costs nothing in Python here. Looking for one kind of line
    # end takes half the time; CR LF ends with that too.
    return chain.from_iterable(
        StringIO(piece.text, newline="" if piece.lone_returns else "\n")
        for piece in _pieces(data, encoding, damage)
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """Whole lines, the number of the first of them, and whether some end with CR alone."""

    text: str
    line: int
    lone_returns: bool


def scan(data: Iterable[bytes], encoding: str, damage: Damage) -> None:
    """Only looks for damage."""
    for _ in _pieces(data, encoding, damage):
        pass


def _pieces(data: Iterable[bytes], encoding: str, damage: Damage) -> Iterator[_Piece]:
    """The text without NUL, what cannot be read noted."""
    for piece in _whole_lines(decoded(data, encoding), damage):
        for sign, where in (("\ufffd", damage.unreadable), ("\0", damage.nul)):
            if sign in piece.text:
                _note_lines(sign, piece, where, damage)
        yield replace(piece, text=piece.text.replace("\0", "")) if "\0" in piece.text else piece


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    """A file's text in pieces, without its mark of order; what cannot be read as U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    begun = False
    for data in pieces:
        try:
            text = decoder.decode(data)
        except UnicodeError:  # UTF-16 or UTF-32 was chosen for a file without its mark
            held = decoder.getstate()[0]
            decoder = codecs.getincrementaldecoder(f"{encoding}-le")("replace")
            text = decoder.decode(held + data)
        if text:
            yield text if begun else text.removeprefix("\ufeff")
            begun = True
    if text := decoder.decode(b"", final=True):
        yield text


def _whole_lines(texts: Iterator[str], damage: Damage) -> Iterator[_Piece]:
    """Pieces that end where a line ends, so that no CR LF is torn; endless lines are cut."""
    rest, line, dropping = "", 1, False
    for given in texts:
        text = rest + given
        if dropping:
            end = _first_line_end(given)
            if end is None:
                continue
            text, dropping = rest + given[end:], False
        end = _last_line_end(text)
        if end:
            ends, lone_returns = _line_ends(text[:end])
            yield _Piece(text[:end], line, lone_returns)
            line += ends
        rest = text[end:]
        if len(rest) > LINE_LIMIT:
            damage.note(damage.cut, line)
            rest, dropping = rest[:LINE_LIMIT], True
    if rest:
        yield _Piece(rest, line, "\r" in rest)


def _first_line_end(text: str) -> int | None:
    ends = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
    return min(ends) if ends else None


def _last_line_end(text: str) -> int:
    """The index after the last line that surely ends; a CR at the end may be half of CR LF."""
    return max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1


def _line_ends(text: str) -> tuple[int, bool]:
    """How many lines end, and whether some do with CR alone."""
    returns = text.count("\r")
    lone = returns - text.count("\r\n") if returns else 0
    return text.count("\n") + lone, lone > 0


def _note_lines(sign: str, piece: _Piece, where: list[int], damage: Damage) -> None:
    """Notes the lines that hold `sign`."""
    text, line, counted = piece.text, piece.line, 0
    at = text.find(sign)
    while at >= 0 and not damage.enough(where):
        line += _line_ends(text[counted:at])[0]
        counted = at
        damage.note(where, line)
        at = text.find(sign, at + 1)


def _lines(numbers: list[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    more = " and more" if len(numbers) > _NAMED else ""
    return f"line {named}" if len(numbers) == 1 else f"lines {named}{more}"
