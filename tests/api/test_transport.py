"""What a broken, slow, huge or lying network does to a call, over real sockets on loopback."""

import asyncio
import contextlib
import gzip
import json
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from smsbook_gui.api import codec
from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField as Field
from smsbook_gui.domain.contacts.remote import RemoteListing
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    CertificateProblem,
    Intercepted,
    NotSent,
    RateLimited,
    ServiceError,
    WrongAddress,
)
from tests.api.wire import SUCCESS, Heard, Script, Voice, Wire, raw_server, say_success

pytestmark = pytest.mark.anyio

TOKEN = "a-token-of-mine"
VALUES = {Field.PHONE_NUMBER: "0412345678"}


@asynccontextmanager
async def client_of(
    url: str, timeouts: Timeouts | None = None, token: str = TOKEN
) -> AsyncIterator[ServiceClient]:
    client = ServiceClient(ApiUrl.parse(url), token, timeouts=timeouts)
    try:
        yield client
    finally:
        await client.aclose()


async def error_of(
    script: Script, timeouts: Timeouts | None = None, requests: int = 1
) -> ServiceError:
    async with Wire(script) as wire, client_of(wire.url, timeouts) as client:
        with pytest.raises(ServiceError) as caught:
            await client.new_contact(1, VALUES)
        assert len(wire.heard) == requests
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None  # it would hold the request, token and all
    return caught.value


# --- nothing was sent --------------------------------------------------------------------------


async def test_a_refused_connection() -> None:
    async with Wire() as wire:
        url = wire.url
    async with client_of(url) as client:
        with pytest.raises(NotSent) as caught:
            await client.new_contact(1, VALUES)
    assert type(caught.value) is NotSent
    assert "ConnectError" in caught.value.details


async def test_a_name_that_does_not_exist() -> None:
    async with client_of("https://sms-service.invalid") as client:
        with pytest.raises(NotSent) as caught:
            await client.new_contact(1, VALUES)
    assert type(caught.value) is NotSent


async def test_a_server_that_hangs_up_during_the_tls_handshake() -> None:
    async def hang_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        return

    async with raw_server(hang_up) as port, client_of(f"https://localhost:{port}") as client:
        with pytest.raises(NotSent) as caught:
            await client.new_contact(1, VALUES)
    assert type(caught.value) is NotSent


@pytest.mark.parametrize(
    "timeouts", [Timeouts(connect=0.05), Timeouts(total=0.05)], ids=["connect", "total"]
)
async def test_a_tls_handshake_that_never_ends(timeouts: Timeouts) -> None:
    async def never(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await Voice(reader, _writer).until_left()

    async with (
        raw_server(never) as port,
        client_of(f"https://localhost:{port}", timeouts) as client,
    ):
        with pytest.raises(NotSent) as caught:
            await client.new_contact(1, VALUES)
    assert type(caught.value) is NotSent


async def test_a_server_that_speaks_no_tls() -> None:
    heard = b""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal heard
        heard = await reader.read(1000)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with raw_server(serve) as port, client_of(f"https://localhost:{port}") as client:
        with pytest.raises(CertificateProblem):
            await client.new_contact(1, VALUES)
    assert heard.startswith(b"\x16\x03")  # the beginning of a handshake, and nothing else
    assert TOKEN.encode() not in heard


async def test_no_free_connection() -> None:
    async def hold(_heard: Heard, voice: Voice) -> None:
        await voice.until_left()

    timeouts = Timeouts(pool=0.05)
    async with Wire(hold) as wire, client_of(wire.url, timeouts) as client:
        first = [asyncio.create_task(client.contact(n)) for n in range(1, 17)]
        while len(wire.heard) < len(first):
            wire.arrived.clear()
            await wire.arrived.wait()
        with pytest.raises(NotSent) as caught:
            await client.new_contact(1, VALUES)
        assert "PoolTimeout" in caught.value.details
        assert len(wire.heard) == len(first)
        for task in first:
            task.cancel()
        await asyncio.gather(*first, return_exceptions=True)


# --- sent, and the answer lost -----------------------------------------------------------------


async def close_without_answer(_heard: Heard, voice: Voice) -> None:
    voice.close()


async def reset_without_answer(_heard: Heard, voice: Voice) -> None:
    voice.writer.transport.abort()


async def close_in_the_headers(_heard: Heard, voice: Voice) -> None:
    await voice.send(b"HTTP/1.1 200 OK\r\nContent-Le")
    voice.close()


async def close_in_the_body(_heard: Heard, voice: Voice) -> None:
    await voice.send(b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"status": "succ')
    voice.close()


async def close_in_a_chunk(_heard: Heard, voice: Voice) -> None:
    await voice.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{")
    voice.close()


async def speak_nonsense(_heard: Heard, voice: Voice) -> None:
    await voice.send(b"220 mail.example.com ESMTP\r\n\r\n")
    voice.close()


async def send_broken_gzip(_heard: Heard, voice: Voice) -> None:
    await voice.answer(b"this is no gzip", headers={"Content-Encoding": "gzip"})


async def refuse_and_close_in_the_body(_heard: Heard, voice: Voice) -> None:
    await voice.send(b"HTTP/1.1 400 Bad\r\nContent-Length: 400\r\n\r\n{")
    voice.close()


@pytest.mark.parametrize(
    "script",
    [
        close_without_answer,
        reset_without_answer,
        close_in_the_headers,
        close_in_the_body,
        close_in_a_chunk,
        speak_nonsense,
        send_broken_gzip,
        refuse_and_close_in_the_body,
    ],
)
async def test_the_answer_breaks_off(script: Script) -> None:
    assert type(await error_of(script)) is AnswerLost


async def say_nothing(_heard: Heard, voice: Voice) -> None:
    await voice.until_left()


async def stop_in_the_body(_heard: Heard, voice: Voice) -> None:
    await voice.send(b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"status": "succ')
    await voice.until_left()


@pytest.mark.parametrize("script", [say_nothing, stop_in_the_body])
@pytest.mark.parametrize(
    "timeouts", [Timeouts(read=0.05), Timeouts(total=0.2)], ids=["read", "total"]
)
async def test_the_answer_does_not_come(script: Script, timeouts: Timeouts) -> None:
    assert type(await error_of(script, timeouts)) is AnswerLost


async def test_a_listing_has_more_time_than_other_calls() -> None:
    async def wait_a_little(_heard: Heard, voice: Voice) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.3):
                await voice.until_left()
        if not voice.reader.at_eof():
            await voice.answer({"status": "success", "result": []})

    times = Timeouts(read=0.05, total=0.1, listing_read=10, listing=10)
    async with Wire(wait_a_little) as wire, client_of(wire.url, times) as client:
        assert await client.books() == ()
        with pytest.raises(AnswerLost):
            await client.contact(1)


async def test_drops_of_an_answer_do_not_hold_a_call_for_ever() -> None:
    async def drip(_heard: Heard, voice: Voice) -> None:
        await voice.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not voice.reader.at_eof():
            await voice.send(b" ")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.01):
                    await voice.until_left()

    async with Wire(drip) as wire:
        client = ServiceClient(ApiUrl.parse(wire.url), TOKEN, timeouts=Timeouts(total=0.3))
        with pytest.raises(AnswerLost):
            await client.new_contact(1, VALUES)
        await client.aclose()


# --- what a status says although its body is lost ----------------------------------------------


@pytest.mark.parametrize(("status", "kind"), [(401, AuthenticationFailed), (429, RateLimited)])
async def test_a_status_that_needs_no_body(status: int, kind: type[ServiceError]) -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        head = f"HTTP/1.1 {status} No\r\nRetry-After: 9\r\nContent-Length: 99\r\n\r\n{{"
        await voice.send(head.encode())
        voice.close()

    error = await error_of(script)
    assert type(error) is kind
    if isinstance(error, RateLimited):
        assert error.retry_after == 9


# --- answers in other clothes ------------------------------------------------------------------


async def test_a_chunked_answer_in_many_pieces() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in json.dumps(SUCCESS).encode():
            await voice.send(b"1\r\n" + bytes([byte]) + b"\r\n")
        await voice.send(b"0\r\n\r\n")

    async with Wire(script) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7


async def test_a_compressed_answer() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        content = gzip.compress(json.dumps(SUCCESS).encode())
        await voice.answer(content, headers={"Content-Encoding": "gzip"})

    async with Wire(script) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7


async def test_an_answer_that_ends_with_the_connection() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.send(b"HTTP/1.0 200 OK\r\n\r\n" + json.dumps(SUCCESS).encode())
        voice.close()

    async with Wire(script) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7


async def test_a_login_page() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        page = b"<!DOCTYPE html><html><body>Please sign in to the Wi-Fi</body></html>"
        await voice.answer(page, headers={"Content-Type": "text/html"})

    error = await error_of(script)
    assert type(error) is Intercepted
    assert "Please sign in" in error.details


# --- size limits -------------------------------------------------------------------------------


def flood(size: int, start: bytes = b'{"status": "success", "result": {"id": 7}, "x": "') -> Script:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.send(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode() + start)
        left = size - len(start)
        while left > 0 and not voice.writer.is_closing():
            await voice.send(b" " * min(left, 65536))
            left -= 65536

    return script


async def test_nine_megabytes_are_too_much_for_a_contact() -> None:
    async with Wire(flood(9_000_000)) as wire, client_of(wire.url) as client:
        with pytest.raises(AnswerLost):
            await client.new_contact(1, VALUES)
        wire.script = say_success
        assert await client.new_contact(1, VALUES) == 7  # and the next call is not disturbed


async def test_a_page_over_the_limit_is_still_a_page() -> None:
    assert type(await error_of(flood(2_000_000, b"<html>"))) is Intercepted


async def test_a_small_answer_that_unfolds_to_gigabytes() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        content = gzip.compress(b'{"status": "success", "result": {"id": 7}}' + b" " * 20_000_000)
        await voice.answer(content, headers={"Content-Encoding": "gzip"})

    assert type(await error_of(script)) is AnswerLost


async def test_nine_megabytes_of_contacts_are_read_beside_the_event_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = 100_000
    rows = [
        {"id": n, "first_name": "Zoë", "last_name": "O'Neil", "phone_number": f"04{n:08}"}
        for n in range(1, count + 1)
    ]
    body = json.dumps({"status": "success", "result": {"id": 5, "name": "All", "contacts": rows}})
    content = body.encode()
    assert len(content) > 9_000_000

    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.answer(content)

    threads: list[str] = []
    parse, listed = codec.parse_in_steps, codec.read_listing

    def watched_parse(body: bytes) -> object:
        threads.append(threading.current_thread().name)
        return parse(body)

    def watched_listed(result: codec.Result, book_id: int) -> RemoteListing:
        threads.append(threading.current_thread().name)
        return listed(result, book_id)

    monkeypatch.setattr(codec, "parse_in_steps", watched_parse)
    monkeypatch.setattr(codec, "read_listing", watched_listed)
    async with Wire(script) as wire, client_of(wire.url) as client:
        listing = await client.book(5)
    assert threads == ["decode an answer"] * 2
    assert [contact.server_id for contact in listing.contacts] == list(range(1, count + 1))
    assert listing.contacts[-1].values == {
        Field.FIRST_NAME: "Zoë",
        Field.LAST_NAME: "O'Neil",
        Field.PHONE_NUMBER: "0400100000",
    }


# --- redirects ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [(301, WrongAddress), (302, Intercepted), (307, Intercepted), (308, WrongAddress)],
)
async def test_a_redirect_is_never_followed(status: int, kind: type[ServiceError]) -> None:
    async with Wire() as elsewhere:

        async def script(_heard: Heard, voice: Voice) -> None:
            await voice.answer(b"", status, {"Location": elsewhere.url + "/api/contact/new"})

        assert type(await error_of(script)) is kind
        assert elsewhere.connections == 0


# --- kept-alive connections --------------------------------------------------------------------


async def test_one_connection_serves_calls_that_follow_each_other() -> None:
    async with Wire() as wire, client_of(wire.url) as client:
        for _ in range(5):
            await client.new_contact(1, VALUES)
        assert wire.connections == 1


async def test_an_idle_connection_is_given_up_after_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Wire() as wire, client_of(wire.url) as client:
        await client.new_contact(1, VALUES)
        real = time.monotonic
        monkeypatch.setattr(time, "monotonic", lambda: real() + 1.05)
        await client.new_contact(1, VALUES)
        assert wire.connections == 2


async def test_an_idle_connection_that_the_server_closed_makes_nothing_unsure() -> None:
    closed = asyncio.Event()

    async def answer_and_close(_heard: Heard, voice: Voice) -> None:
        await voice.answer()
        voice.close()
        await voice.writer.wait_closed()
        closed.set()

    async with Wire(answer_and_close) as wire, client_of(wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7
        await closed.wait()
        assert await client.new_contact(1, VALUES) == 7
        assert wire.connections == 2


# --- cancelling, closing -----------------------------------------------------------------------


async def test_cancelling_passes_through_and_leaves_the_client_usable() -> None:
    async with Wire(say_nothing) as wire, client_of(wire.url) as client:
        task = asyncio.create_task(client.contact(1))
        await wire.arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        wire.script = say_success
        assert await client.new_contact(1, VALUES) == 7


async def test_closing_the_client_ends_a_call_under_way() -> None:
    async with Wire(say_nothing) as wire:
        client = ServiceClient(ApiUrl.parse(wire.url), TOKEN)
        task = asyncio.create_task(client.new_contact(1, VALUES))
        await wire.arrived.wait()
        await client.aclose()
        with pytest.raises(AnswerLost):
            await task


# --- the token ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pasted", [TOKEN, f" {TOKEN}\n", f"Bearer {TOKEN}", f"Authorization: bearer  {TOKEN}"]
)
async def test_a_token_as_it_is_pasted(pasted: str) -> None:
    async with Wire() as wire, client_of(wire.url, token=pasted) as client:
        await client.new_contact(1, VALUES)
        assert wire.heard[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("token", ["", " ", "two words", "zwei\nZeilen", "schlüssel", "a\x00b"])
async def test_a_token_that_cannot_be_one_is_not_sent(token: str) -> None:
    async with Wire() as wire, client_of(wire.url, token=token) as client:
        with pytest.raises(AuthenticationFailed) as caught:
            await client.new_contact(1, VALUES)
        assert wire.connections == 0
    assert not token.strip() or token not in caught.value.details


async def test_cookies_are_not_kept() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.answer(headers={"Set-Cookie": "session=abc; Path=/"})

    async with Wire(script) as wire, client_of(wire.url) as client:
        await client.new_contact(1, VALUES)
        await client.new_contact(1, VALUES)
        assert "cookie" not in wire.heard[1].headers


# --- a transport that is handed in -------------------------------------------------------------


class Breaking(httpx.AsyncBaseTransport):
    """Raises what it is given; tells nothing about what has left."""

    def __init__(self, make: Callable[[], Exception]) -> None:
        self._make = make

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise self._make()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (httpx.ConnectError, NotSent),
        (httpx.ConnectTimeout, NotSent),
        (httpx.PoolTimeout, NotSent),
        (httpx.ProxyError, NotSent),
        (httpx.ReadError, AnswerLost),
        (httpx.ReadTimeout, AnswerLost),
        (httpx.WriteError, AnswerLost),
        (httpx.WriteTimeout, AnswerLost),
        (httpx.RemoteProtocolError, AnswerLost),
        (httpx.LocalProtocolError, AnswerLost),
        (httpx.CloseError, AnswerLost),
        (httpx.DecodingError, AnswerLost),
    ],
)
async def test_what_each_of_httpx_errors_means(
    kind: type[httpx.HTTPError], expected: type[ServiceError]
) -> None:
    transport = Breaking(lambda: kind("0412345678 broke"))
    client = ServiceClient(ApiUrl.parse("https://api.example.com"), TOKEN, transport=transport)
    with pytest.raises(expected) as caught:
        await client.new_contact(1, VALUES)
    await client.aclose()
    assert type(caught.value) is expected
    assert caught.value.details == f"{kind.__name__}: … broke"
