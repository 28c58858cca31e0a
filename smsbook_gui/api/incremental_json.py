"""json.loads in small steps, so that a worker thread leaves the GUI thread its turns.

`json.loads` of a 9 MB answer holds the interpreter's lock for 150 ms at a stretch, in whichever
thread it runs. Here the outermost objects and arrays are walked in Python, one element after the
other, over a small window of decoded text.

Measured: an answer of 8.5 MB and 74,000 contacts, on a busy two-core machine, while another thread
wanted the lock every millisecond. For 99 of 100 turns it waited at most 6 to 8 ms, and the answer
took 0.95 s of processor time; ijson 3.6 (yajl2_c, 64 KB at a time, as many voluntary releases)
13 to 16 ms and 2.0 s for the whole answer, 5 to 6 ms and 0.75 s for its contacts alone. Memory is
the same (40 MB). ijson reads no NaN, no integer over 64 bits, no UTF-16, and loses half surrogates.
"""

import codecs
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

JSON: TypeAlias = Any
"""What json.loads gives: it cannot be said more narrowly without copying it."""

_WINDOW = 64 * 1024  # bytes decoded at a time
_BREATH = 50  # elements between two voluntary releases of the interpreter's lock
_TAIL = 2  # characters that may stand between what looks like a number's end and its real one
_DEPTH = 3  # levels walked in Python; what lies deeper is small or odd
_LARGEST = 256 * 1024
"""Characters of the longest value that is read: no field holds that many, and the interpreter's
lock is held while one value is read."""
_SMALL = 1024 * 1024  # bytes of a body that json.loads may take at a stretch
_SPACE = re.compile(r"[ \t\r\n]*")

_decoder = json.JSONDecoder()


def loads_in_steps(
    body: bytes,
    *,
    at: tuple[str, ...] = (),
    each: Callable[[JSON], JSON] | None = None,
) -> JSON:
    """What `json.loads(body)` returns; raises what it raises.

    Also raises ValueError where one value in a large body, such as a single text, is longer than
    any field could be: reading it would stop the window.

    The elements of the array that stands at the keys `at` go through `each` one by one, so that
    the large tree never exists as a whole. To be called in a worker thread.
    """
    try:
        return _Walk(body, at, each).whole()
    except (ValueError, RecursionError):
        if len(body) > _SMALL:
            raise
        # Not JSON, then: let json.loads say so in its own words.
        return json.loads(body)


class _Walk:
    """One pass over a body. Raises ValueError where the body is not JSON."""

    def __init__(
        self, body: bytes, at: tuple[str, ...], each: Callable[[JSON], JSON] | None
    ) -> None:
        self._pieces = _pieces(body)
        self._text = ""
        self._pos = 0
        self._window = 1
        self._at = at
        self._each = each
        self._steps = 0

    def whole(self) -> JSON:
        value = self._value(())
        if self._peek():
            raise ValueError("more than one value")
        return value

    def _more(self) -> bool:
        """Drop what was read and put more text behind the rest; False at the end."""
        added = []
        for _ in range(self._window):
            piece = next(self._pieces, None)
            if piece is None:
                break
            added.append(piece)
        if not added:
            return False
        self._text = self._text[self._pos :] + "".join(added)
        self._pos = 0
        return True

    def _peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._pos)
            self._pos = self._pos if found is None else found.end()
            if self._pos < len(self._text):
                return self._text[self._pos]
            if not self._more():
                return ""

    def _take(self, wanted: str) -> str:
        char = self._peek()
        if not char or char not in wanted:
            raise ValueError("unexpected character")
        self._pos += 1
        return char

    def _value(self, path: tuple[str | None, ...]) -> JSON:
        char = self._peek()
        if len(path) < _DEPTH and char == "{":
            return self._object(path)
        if len(path) < _DEPTH and char == "[":
            return self._array(path)
        return self._plain()

    def _object(self, path: tuple[str | None, ...]) -> dict[str, JSON]:
        self._take("{")
        found: dict[str, JSON] = {}
        if self._peek() == "}":
            self._take("}")
            return found
        while True:
            if self._peek() != '"':
                raise ValueError("a key is no string")
            key = self._plain()
            self._take(":")
            found[key] = self._value((*path, key))
            if self._take(",}") == "}":
                return found

    def _array(self, path: tuple[str | None, ...]) -> list[JSON]:
        self._take("[")
        found: list[JSON] = []
        each = self._each if path == self._at else None
        if self._peek() == "]":
            self._take("]")
            return found
        while True:
            # Elements are read whole: there may be a hundred thousand of them.
            value = self._plain() if path else self._value((None,))
            found.append(value if each is None else each(value))
            if self._take(",]") == "]":
                return found

    def _plain(self) -> JSON:
        """One whole value, however much text it takes."""
        self._breathe()
        self._peek()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._pos)
            except ValueError:
                if len(self._text) - self._pos > _LARGEST:
                    raise
                # The window may end inside the value. Twice as much each time keeps the sum small.
                self._window *= 2
                if not self._more():
                    raise
                continue
            if end >= len(self._text) - _TAIL and self._more():
                continue  # a number may go on: "1.5" may be the beginning of "1.5e+3"
            self._pos = end
            self._window = 1
            return value

    def _breathe(self) -> None:
        self._steps += 1
        if self._steps % _BREATH == 0:
            time.sleep(0)


def _pieces(body: bytes) -> Iterator[str]:
    encoding = json.detect_encoding(body)
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(body), _WINDOW):
        yield decoder.decode(body[start : start + _WINDOW])
    yield decoder.decode(b"", True)
