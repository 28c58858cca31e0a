"""What a person looks for in texts, and what is to stand in its place.

The only module that knows the package regex, which is imported with the first regular expression.
Python's own `re` cannot be stopped, and lets no other thread go on while it searches: a pattern
like "(a+)+b" would freeze the window for ever. Plain texts are looked for by `re`, which is quicker
and always comes to an end with them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from smsbook_gui.domain.texts.shown import LONGEST_EDITED
from smsbook_gui.domain.texts.text_marker import Text

LIMIT = 0.5
"""Seconds that a regular expression may take for one value."""

_TEMPLATE = re.compile(r"\\(\\|\$)|\$(\$)|[\\$](?:([0-9]{1,2})|\{([0-9]{1,2})\})")
_REASONS = {
    "missing )": Text("a bracket is not closed: ) is missing"),
    "unbalanced parenthesis": Text("there is a ) too many; write \\) for the sign itself"),
    "unterminated character set": Text("a set is not closed: ] is missing"),
    "nothing to repeat": Text("there is nothing to repeat; write \\ before * + ? for the sign"),
    "multiple repeat": Text("something is repeated twice; write \\ before * + ? for the sign"),
    "bad escape (end of pattern)": Text("there is nothing after the last \\"),
    "bad character range": Text("a range in a set runs backwards"),
    "min repeat greater than max repeat": Text("a repeat has more at least than at most"),
}
"""The mistakes that people make, in their words; others are only told by their place."""


class BadPattern(Exception):
    """The text to look for is no regular expression. `message` is for the field."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadReplacement(Exception):
    """The text to put in its place names a group that there is not. `message` is for the field."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class PatternTooSlow(Exception):
    """The regular expression did not come to an end with a value."""


class _Match(Protocol):
    def span(self) -> tuple[int, int]: ...
    def group(self, group: int, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for, as a person set it."""

    find: str = ""
    is_regex: bool = False
    match_case: bool = False
    whole_words: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """A search that was understood, with what is to stand in the place of each place found."""

    search: Search
    _compiled: Any = field(repr=False, compare=False)
    _parts: tuple[str | int, ...]
    """Texts, and the numbers of groups whose text goes there."""

    def apply(self, text: str) -> str:
        """The text with everything found replaced.

        Where the result would be too long to be edited, it is so long that it can be told. Raises
        PatternTooSlow.
        """
        pieces: list[str] = []
        end = length = 0
        for found in self._found(text):
            first, last = found.span()
            if pieces and first == last == end:
                continue  # ".*" finds all, and then nothing at the end of it
            put = "".join(self._put(found))
            pieces += (text[end:first], put)
            length += first - end + len(put)
            end = last
            if length > LONGEST_EDITED:
                break
        return "".join((*pieces, text[end:])) if pieces else text

    def _put(self, found: _Match) -> Iterable[str]:
        for part in self._parts:
            yield part if isinstance(part, str) else found.group(part) or ""

    def _found(self, text: str) -> Iterable[_Match]:
        if not self.search.is_regex:
            matches: Iterable[_Match] = self._compiled.finditer(text)
            return matches
        try:
            # concurrent: it lets the interpreter go while it searches, so that the window lives.
            return [*self._compiled.finditer(text, timeout=LIMIT, concurrent=True)]
        except TimeoutError:
            raise PatternTooSlow from None


def understand(search: Search, replacement: str) -> Replacement:
    """A search and its replacement, ready for many texts. Raises BadPattern, BadReplacement.

    In the replacement of a regular expression \\1 and $1 stand for what its first brackets found,
    \\0 and $0 for all of it.
    """
    find = search.find if search.is_regex else re.escape(search.find)
    if search.whole_words:
        find = rf"(?<!\w)(?:{find})(?!\w)"
    if not search.is_regex:
        flags = re.NOFLAG if search.match_case else re.IGNORECASE
        return Replacement(search, re.compile(find, flags), (replacement,))
    _check(search.find)
    compiled = _compiled(find, match_case=search.match_case)
    return Replacement(search, compiled, _template(replacement, compiled.groups))


def _check(find: str) -> None:
    """As it was typed, so that the place of a mistake is that of the field."""
    _compiled(find, match_case=True)


def _compiled(find: str, *, match_case: bool) -> Any:
    import regex

    flags = regex.VERSION0 if match_case else regex.VERSION0 | regex.IGNORECASE | regex.FULLCASE
    try:
        return regex.compile(find, flags, cache_pattern=False)
    except regex.error as error:
        raise BadPattern(_message(error.msg, error.pos)) from None
    except (RecursionError, OverflowError, ValueError, MemoryError):
        raise BadPattern(Text("This regular expression is too long or too deep.")) from None


def _message(reason: str, place: int | None) -> str:
    known = _REASONS.get(reason)
    if known is not None:
        return Text("This is not a regular expression: {reason}.", reason=known)
    return Text("This is not a regular expression: see character {place}.", place=(place or 0) + 1)


def _template(replacement: str, groups: int) -> tuple[str | int, ...]:
    parts: list[str | int] = []
    end = 0
    for found in _TEMPLATE.finditer(replacement):
        parts.append(replacement[end : found.start()])
        end = found.end()
        if (number := found[3] or found[4]) is None:
            parts.append(found[1] or found[2])
            continue
        if int(number) > groups:
            raise BadReplacement(_no_group(int(number), groups))
        parts.append(int(number))
    parts.append(replacement[end:])
    return tuple(part for part in parts if part != "")


def _no_group(number: int, groups: int) -> str:
    if not groups:
        return Text("${number} stands for brackets, and there are none in “Find”.", number=number)
    return Text(
        "${number} stands for the brackets of that number; “Find” has fewer.", number=number
    )
