"""Compressed bodies: one layer is undone, in pieces, and counted while it is."""

import asyncio
import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.download import download
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField as Field
from smsbook_gui.domain.errors import AnswerLost, AuthenticationFailed, NotSent, RateLimited
from tests.api.wire import SUCCESS, Heard, Script, Voice, Wire

pytestmark = pytest.mark.anyio

VALUES = {Field.PHONE_NUMBER: "0412345678"}
PLAIN = json.dumps(SUCCESS).encode()
MEGABYTE = 1024 * 1024


@asynccontextmanager
async def client_of(url: str) -> AsyncIterator[ServiceClient]:
    client = ServiceClient(ApiUrl.parse(url), "a-token")
    try:
        yield client
    finally:
        await client.aclose()


def answering(body: bytes, encoding: str, status: int = 200) -> Script:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.answer(body, status, {"Content-Encoding": encoding})

    return script


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def mostly_blank(size: int) -> bytes:
    return b'{"status": "success", "result": {"id": 7}, "x": "' + b" " * size + b'"}'


async def peak_of_refusing(script: Script) -> int:
    """The most memory that is taken while a create's answer is found to be unreadable, in bytes."""
    async with Wire(script) as wire, client_of(wire.url) as client:
        tracemalloc.start()
        try:
            with pytest.raises(AnswerLost):
                await client.new_contact(1, VALUES)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (PLAIN, "identity"),
        (gzip.compress(PLAIN), "gzip"),
        (gzip.compress(PLAIN), "X-GZip"),
        (gzip.compress(PLAIN), "identity, gzip"),
        (zlib.compress(PLAIN), "deflate"),
        (bare_deflate(PLAIN), "deflate"),
        (gzip.compress(PLAIN) + b"\0\0", "gzip"),
    ],
    ids=["plain", "gzip", "X-GZip", "identity and gzip", "zlib", "bare deflate", "padded"],
)
async def test_one_layer_is_undone(body: bytes, encoding: str) -> None:
    async with Wire(answering(body, encoding)) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7
        assert wire.heard[0].headers["accept-encoding"] == "gzip"


async def test_a_compressed_answer_in_single_bytes() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.send(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for byte in gzip.compress(PLAIN):
            await voice.send(b"1\r\n" + bytes([byte]) + b"\r\n")
        await voice.send(b"0\r\n\r\n")

    async with Wire(script) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7


async def test_a_listing_of_many_pieces_comes_out_whole() -> None:
    rows = [{"id": n, "first_name": "Zoë", "phone_number": f"04{n:08}"} for n in range(1, 50_001)]
    result = {"id": 5, "name": "All", "contacts": rows}
    body = json.dumps({"status": "success", "result": result}).encode()
    script = answering(gzip.compress(body), "gzip")
    async with Wire(script) as wire, client_of(wire.url) as client:
        listing = await client.book(5)
    assert [contact.server_id for contact in listing.contacts] == list(range(1, 50_001))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(PLAIN)[:-20], "gzip"),
        (gzip.compress(PLAIN)[:-4], "gzip"),
        (gzip.compress(PLAIN)[:5], "gzip"),
        (gzip.compress(PLAIN)[:20] + b"\xff" * 9 + gzip.compress(PLAIN)[29:], "gzip"),
        (gzip.compress(PLAIN)[:-8] + bytes(8), "gzip"),
        (PLAIN, "gzip"),
        (PLAIN, "deflate"),
        (PLAIN, "br"),
        (gzip.compress(gzip.compress(PLAIN)), "gzip, gzip"),
        (gzip.compress(gzip.compress(PLAIN)), "gzip"),
    ],
    ids=[
        "cut short", "no checksum", "only a header", "corrupt", "wrong checksum",
        "not compressed", "not deflated", "unknown", "two layers", "a second layer untold",
    ],
)  # fmt: skip
async def test_what_cannot_be_unpacked_is_an_answer_that_is_lost(
    body: bytes, encoding: str
) -> None:
    async with Wire(answering(body, encoding)) as wire, client_of(wire.url) as client:
        with pytest.raises(AnswerLost):
            await client.new_contact(1, VALUES)
        assert len(wire.heard) == 1
        with pytest.raises(NotSent):
            await download(f"{wire.url}/newest.json", limit=len(PLAIN))


async def test_two_headers_are_two_layers() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        body = gzip.compress(gzip.compress(PLAIN))
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n" + (
            "Content-Encoding: gzip\r\n" * 2
        )
        await voice.send(head.encode() + b"\r\n" + body)

    async with Wire(script) as wire, client_of(wire.url) as client:
        with pytest.raises(AnswerLost):
            await client.new_contact(1, VALUES)


@pytest.mark.parametrize(("status", "kind"), [(401, AuthenticationFailed), (429, RateLimited)])
async def test_a_status_that_needs_no_body_is_understood_without_it(
    status: int, kind: type[Exception]
) -> None:
    script = answering(gzip.compress(gzip.compress(PLAIN)), "gzip, gzip", status)
    async with Wire(script) as wire, client_of(wire.url) as client:
        with pytest.raises(kind):
            await client.new_contact(1, VALUES)


async def test_nothing_at_all_is_not_broken() -> None:
    async with Wire(answering(b"", "gzip", 403)) as wire, client_of(wire.url) as client:
        with pytest.raises(AuthenticationFailed):
            await client.new_contact(1, VALUES)


async def test_three_layers_take_no_memory() -> None:
    bomb = gzip.compress(gzip.compress(gzip.compress(mostly_blank(100 * MEGABYTE))))
    assert len(bomb) < 1000
    assert await peak_of_refusing(answering(bomb, "gzip, gzip, gzip")) < 2 * MEGABYTE


async def test_one_layer_takes_no_more_than_the_limit() -> None:
    bomb = gzip.compress(mostly_blank(100 * MEGABYTE))
    assert await peak_of_refusing(answering(bomb, "gzip")) < 3 * MEGABYTE


async def test_what_unpacks_to_nothing_does_not_go_on_for_ever() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        packer = zlib.compressobj(wbits=31)
        head = packer.compress(b"{") + packer.flush(zlib.Z_FULL_FLUSH)
        await voice.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + head)
        while not voice.writer.is_closing():
            await voice.send(b"\x00\x00\x00\xff\xff" * 10_000)

    async with Wire(script) as wire, client_of(wire.url) as client:
        with pytest.raises(AnswerLost):
            await client.new_contact(1, VALUES)


async def test_the_event_loop_has_its_turns_while_a_large_answer_is_unpacked() -> None:
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    bomb = gzip.compress(mostly_blank(131 * MEGABYTE))
    async with Wire(answering(bomb, "gzip")) as wire, client_of(wire.url) as client:
        other = asyncio.create_task(count_turns())
        with pytest.raises(AnswerLost):
            await client.book(5)
        other.cancel()
    assert turns > 64 * MEGABYTE / (256 * 1024)
