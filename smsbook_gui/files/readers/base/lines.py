"""The lines of a text file, cleaned: no bad byte, NUL or endless line stops the reading.

What was replaced, removed or cut is told with its line, so that nothing goes unseen.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from itertools import chain

from smsbook_gui.domain.imports.tabular import Note, NoteKind
from smsbook_gui.domain.texts.text_marker import Text

LINE_LIMIT = 16 << 20
"""Characters of a line that are kept; Excel allows 32,767 in a cell."""
_NAMED = 5  # lines that a note names before it says "and more"
_SIGNS = (("\ufffd", NoteKind.UNREADABLE), ("\0", NoteKind.CONTROL_CHARS))


_SENTENCES: Mapping[NoteKind, Callable[[Text], Text]] = {
    NoteKind.UNREADABLE: lambda lines: Text(
        "Some characters cannot be read and show as “\ufffd” ({lines}).", lines=lines
    ),
    NoteKind.CONTROL_CHARS: lambda lines: Text(
        "Empty characters that no program shows were left out; the rest was kept ({lines}).",
        lines=lines,
    ),
    NoteKind.CUT: lambda lines: Text(
        "Everything after the first 16 million characters was left out ({lines}).", lines=lines
    ),
    NoteKind.STRAY_QUOTE: lambda lines: Text(
        "A quotation mark in an odd place was kept as part of the text ({lines}).", lines=lines
    ),
    NoteKind.UNCLOSED_CARD: lambda lines: Text(
        "A contact in the file has no end; it was read up to the next one ({lines}).", lines=lines
    ),
    NoteKind.GROUPS: lambda lines: Text(
        "Groups in the file are not contacts and were left out ({lines}).", lines=lines
    ),
    NoteKind.OUTSIDE: lambda lines: Text(
        "Text outside of any contact was left out ({lines}).", lines=lines
    ),
    NoteKind.FURTHER: lambda lines: Text(
        "Some entries of a very long contact were left out ({lines}).", lines=lines
    ),
    NoteKind.ERROR_CELL: lambda lines: Text(
        "Spreadsheet errors, such as #N/A, count as blank cells ({lines}).", lines=lines
    ),
    NoteKind.NO_VALUE: lambda lines: Text(
        "Words that stand for no value, such as NULL and N/A, count as blank cells ({lines}).",
        lines=lines,
    ),
    NoteKind.GARBLED: lambda lines: Text(
        "Some letters were garbled before they came into this file, as “Ã«” for “ë”. They are "
        "imported as they are; export the list again if you can ({lines}).",
        lines=lines,
    ),
    NoteKind.MERGED: lambda lines: Text(
        "Merged cells: their value was used in every row that they cover ({lines}).", lines=lines
    ),
    NoteKind.TRUNCATED: lambda lines: Text(
        "The file ends in the middle of the table; rows may be missing ({lines}).", lines=lines
    ),
}
"""In the order in which they are told."""


class Damage:
    """Line numbers (from 1) at which something had to be replaced, removed, cut or guessed."""

    def __init__(self) -> None:
        self._lines: dict[NoteKind, list[int]] = {}

    def __contains__(self, kind: NoteKind) -> bool:
        return kind in self._lines

    def note(self, kind: NoteKind, line: int) -> None:
        """Notes a line; a few of each kind are enough for a person."""
        lines = self._lines.setdefault(kind, [])
        if len(lines) <= _NAMED and (not lines or lines[-1] != line):
            lines.append(line)

    def note_row(self, number: int, cells: Iterable[str]) -> None:
        """Notes a row in which something cannot be read."""
        if any("\ufffd" in cell for cell in cells):
            self.note(NoteKind.UNREADABLE, number)

    def enough(self, kind: NoteKind) -> bool:
        """Whether there are as many lines as a note names, and one more."""
        return len(self._lines.get(kind, ())) > _NAMED

    def follow(self, other: "Damage") -> None:
        """Says from now on what the other one says."""
        self._lines = other._lines

    def correct(self, kind: NoteKind, better: "Damage") -> None:
        """Says of one kind what another reading of the same file found."""
        self._lines.pop(kind, None)
        if kind in better:
            self._lines[kind] = better._lines[kind]

    def notes(self) -> tuple[Note, ...]:
        """What the person is to be told."""
        return tuple(
            Note(kind, make(_named(lines)), tuple(lines[:_NAMED]))
            for kind, make in _SENTENCES.items()
            if (lines := self._lines.get(kind))
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
        for sign, kind in _SIGNS:
            if sign in piece.text:
                _note_lines(sign, piece, kind, damage)
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
            damage.note(NoteKind.CUT, line)
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


def _note_lines(sign: str, piece: _Piece, kind: NoteKind, damage: Damage) -> None:
    """Notes the lines that hold `sign`."""
    text, line, counted = piece.text, piece.line, 0
    at = text.find(sign)
    while at >= 0 and not damage.enough(kind):
        line += _line_ends(text[counted:at])[0]
        counted = at
        damage.note(kind, line)
        at = text.find(sign, at + 1)


def _named(numbers: list[int]) -> Text:
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    if len(numbers) > _NAMED:
        return Text("lines {numbers} and more", numbers=named)
    return Text("lines {numbers}", None, len(numbers), one="line {numbers}", numbers=named)
