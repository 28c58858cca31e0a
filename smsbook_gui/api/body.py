"""Reading the body of a response: compressed once at most, counted while it is unpacked.

httpx would undo every layer that `Content-Encoding` names before anybody can look at the size:
441 bytes become ten gigabytes. Here the bytes come as they were sent, one layer is undone in
pieces, and the event loop gets its turn after each of them.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Final

import httpx

from smsbook_gui.threads import in_thread

ACCEPTED: Final = {"Accept-Encoding": "gzip"}
"""The header that goes with every request. `deflate` is read, but not asked for: servers disagree
about what it is."""

_PIECE = 128 * 1024  # bytes that are unpacked at a stretch: well under a millisecond
_INLINE = 1024 * 1024  # bytes that are put together at once
_FIRST_WORDS = 64 * 1024  # bytes that tell a web page and are shown under Details
_GZIP = 31  # zlib's numbers for the three forms
_ZLIB = 15
_BARE = -15
_FORMS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _ZLIB}


async def read_body(response: httpx.Response, limit: int) -> tuple[bytes, bool]:
    """The body, unpacked, and True; or its first words and False where `limit` bytes are not all.

    Raises httpx.DecodingError for a body that is compressed more than once, in a way that was
    not asked for, or that is broken or cut short.
    """
    pieces: list[bytes] = []
    size = 0
    async for piece in _unpacked(response, limit):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            return _beginning(pieces), False
    return await _joined(pieces, size), True


def _beginning(pieces: list[bytes]) -> bytes:
    begun = bytearray()
    for piece in pieces:
        begun += piece[: _FIRST_WORDS - len(begun)]
        if len(begun) == _FIRST_WORDS:
            break
    return bytes(begun)


async def _joined(pieces: list[bytes], size: int) -> bytes:
    if size <= _INLINE:
        return b"".join(pieces)
    return await in_thread(partial(b"".join, pieces), "put an answer together")


async def _unpacked(response: httpx.Response, limit: int) -> AsyncIterator[bytes]:
    packing = _Packing.of(response)
    received = 0
    async for raw in response.aiter_raw():
        if packing is None:
            yield raw
            continue
        for piece in packing.pieces(raw):
            yield piece
            await asyncio.sleep(0)
        received += len(raw)
        if received > limit:  # what unpacks to nothing would go on for ever
            raise httpx.DecodingError("too large")
    if packing is not None and received and not packing.complete:
        raise httpx.DecodingError("the compressed answer is cut short")


class _Packing:
    """The one layer of compression around a body."""

    def __init__(self, form: int) -> None:
        self._form = form
        self._stream = zlib.decompressobj(form)
        self._begun = False

    @classmethod
    def of(cls, response: httpx.Response) -> "_Packing | None":
        """What `Content-Encoding` names; None for a body that is not compressed."""
        named = response.headers.get_list("content-encoding", split_commas=True)
        layers = [name for name in map(str.lower, named) if name not in {"", "identity"}]
        if not layers:
            return None
        if len(layers) > 1 or layers[0] not in _FORMS:
            raise httpx.DecodingError("compressed in a way that was not asked for")
        return cls(_FORMS[layers[0]])

    @property
    def complete(self) -> bool:
        """Whether the end was reached and its checksum was right."""
        return self._stream.eof

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """What comes out for these bytes, a little at a time. What follows the end is ignored."""
        if not self._begun and raw:
            self._begin(raw)
        try:
            while not self._stream.eof:
                piece = self._stream.decompress(raw, _PIECE)
                raw = self._stream.unconsumed_tail
                if piece:
                    yield piece
                if len(piece) < _PIECE and not raw:
                    return
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from None

    def _begin(self, raw: bytes) -> None:
        self._begun = True
        if self._form == _ZLIB and raw[0] & 0x0F != zlib.DEFLATED:
            self._stream = zlib.decompressobj(_BARE)  # as some servers understand the word
