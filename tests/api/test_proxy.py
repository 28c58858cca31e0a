"""Through the system's proxy: what it may see, and what its troubles mean."""

import asyncio
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import pytest
import trustme

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField as Field
from smsbook_gui.domain.errors import AnswerLost, CertificateProblem, NotSent, ServiceError
from smsbook_gui.viewmodels.common.text import error_text
from tests.api.wire import Heard, Script, Voice, Wire, raw_server
from tests.support.nobody import nobody

pytestmark = pytest.mark.anyio

HOST = "sms-service.invalid"  # nobody can look it up: only a proxy leads there
URL = f"https://{HOST}"
TOKEN = "a-token-of-mine"
VALUES = {Field.PHONE_NUMBER: "0412345678"}
ProxyFor = Callable[[str], str | None]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@asynccontextmanager
async def client_of(
    proxy_for: ProxyFor,
    authority: trustme.CA | None = None,
    url: str = URL,
    timeouts: Timeouts | None = None,
) -> AsyncIterator[ServiceClient]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authority is not None:
        authority.configure_trust(context)
    client = ServiceClient(
        ApiUrl.parse(url), TOKEN, proxy_for=proxy_for, ssl_context=context, timeouts=timeouts
    )
    try:
        yield client
    finally:
        await client.aclose()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        return
    finally:
        writer.close()


def tunnel_to(port: int) -> Script:
    """What a proxy does with CONNECT: everything to `port`, whatever the host."""

    async def script(_heard: Heard, voice: Voice) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            await voice.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(pump(voice.reader, writer), pump(reader, voice.writer))
        finally:
            writer.close()

    return script


def server_side(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


async def error_through(proxy: str, timeouts: Timeouts | None = None) -> ServiceError:
    async with client_of(lambda _url: proxy, timeouts=timeouts) as client:
        with pytest.raises(ServiceError) as caught:
            await client.new_contact(1, VALUES)
    assert caught.value.__context__ is None
    return caught.value


async def test_a_call_goes_through_and_the_proxy_sees_nothing_of_it(authority: trustme.CA) -> None:
    asked: list[tuple[str, str]] = []

    async with (
        Wire(tls=server_side(authority.issue_cert(HOST))) as service,
        Wire(tunnel_to(service.port)) as proxy,
    ):

        def proxy_for(url: str) -> str:
            asked.append((url, threading.current_thread().name))
            return proxy.url

        async with client_of(proxy_for, authority) as client:
            assert await client.new_contact(1, VALUES) == 7
            assert await client.new_contact(1, VALUES) == 7
    (connect,) = proxy.heard
    assert (connect.method, connect.target) == ("CONNECT", f"{HOST}:443")
    assert TOKEN not in str(connect)
    assert len(service.heard) == 2
    assert service.heard[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert asked == [(URL, "proxy settings")]  # once, and not on the event loop's thread


async def test_a_wrong_certificate_behind_the_proxy(authority: trustme.CA) -> None:
    async with (
        Wire(tls=server_side(authority.issue_cert("other.example.com"))) as service,
        Wire(tunnel_to(service.port)) as proxy,
        client_of(lambda _url: proxy.url, authority) as client,
    ):
        with pytest.raises(CertificateProblem):
            await client.new_contact(1, VALUES)
        assert service.heard == []


async def test_an_answer_lost_behind_the_proxy(authority: trustme.CA) -> None:
    async def close(_heard: Heard, voice: Voice) -> None:
        voice.close()

    async with (
        Wire(close, tls=server_side(authority.issue_cert(HOST))) as service,
        Wire(tunnel_to(service.port)) as proxy,
        client_of(lambda _url: proxy.url, authority) as client,
    ):
        with pytest.raises(AnswerLost):
            await client.new_contact(1, VALUES)
        assert len(service.heard) == 1


@pytest.mark.parametrize("status", [403, 407, 502, 503])
async def test_a_proxy_that_refuses(status: int) -> None:
    async def refuse(_heard: Heard, voice: Voice) -> None:
        await voice.answer(b"<html>no</html>", status)

    async with Wire(refuse) as proxy:
        error = await error_through(proxy.url)
    assert type(error) is NotSent
    assert "proxy" in error.message
    assert str(status) in error.details


async def close(_heard: Heard, voice: Voice) -> None:
    voice.close()


async def nonsense(_heard: Heard, voice: Voice) -> None:
    await voice.send(b"hello\r\n\r\n")
    voice.close()


async def close_after_connect(_heard: Heard, voice: Voice) -> None:
    await voice.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
    voice.close()


@pytest.mark.parametrize("script", [close, nonsense, close_after_connect])
async def test_a_proxy_that_breaks_before_the_request_left(script: Script) -> None:
    async with Wire(script) as proxy:
        assert type(await error_through(proxy.url)) is NotSent
        assert [heard.method for heard in proxy.heard] == ["CONNECT"]


async def hang(_heard: Heard, voice: Voice) -> None:
    await voice.until_left()


@pytest.mark.parametrize("timeouts", [Timeouts(read=0.05), Timeouts(total=0.05)])
async def test_a_proxy_that_hangs(timeouts: Timeouts) -> None:
    async with Wire(hang) as proxy:
        assert type(await error_through(proxy.url, timeouts)) is NotSent


@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "socks5h"])
async def test_a_proxy_that_cannot_be_reached(scheme: str) -> None:
    async with Wire() as wire:
        port = wire.port
    assert type(await error_through(f"{scheme}://127.0.0.1:{port}")) is NotSent


SOCKS_REPLIES = {
    "closes": b"",
    "no acceptable method": b"\x05\xff",
    "speaks http": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "an odd version": b"\x04\x00",
}


@pytest.mark.parametrize("reply", SOCKS_REPLIES.values(), ids=list(SOCKS_REPLIES))
async def test_a_socks_proxy_that_does_not_play_along(reply: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(reply)

    async with raw_server(serve) as port:
        assert type(await error_through(f"socks5://127.0.0.1:{port}")) is NotSent


async def test_a_socks_proxy_that_hangs() -> None:
    async def serve(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        while await reader.read(100):
            pass

    async with raw_server(serve) as port:
        error = await error_through(f"socks5://127.0.0.1:{port}", Timeouts(total=0.1))
    assert type(error) is NotSent


@pytest.mark.parametrize(
    "proxy",
    [
        "gopher://proxy",
        "::::",
        "http://anna:s3cret@proxy.invalid:99999",
        "http://anna:s3cret@proxy.invalid",
        "",
    ],
)
async def test_a_proxy_setting_that_cannot_be_used(proxy: str) -> None:
    error = await error_through(proxy)
    assert type(error) is NotSent
    assert "s3cret" not in f"{error!r}{error_text(error)}{error.details}"


async def test_loopback_never_goes_through_a_proxy() -> None:
    asked: list[str] = []

    def proxy_for(url: str) -> str:
        asked.append(url)
        return "http://127.0.0.1:1"

    async with Wire() as wire, client_of(proxy_for, url=wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7
    assert asked == []


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with Wire() as wire, client_of(lambda _url: None, url=wire.url) as client:
        assert await client.new_contact(1, VALUES) == 7


async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def speak_otherwise(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.invalid ESMTP\r\n")
    await writer.drain()


@asynccontextmanager
async def refuses() -> AsyncIterator[str]:
    with nobody() as url:
        yield url


@asynccontextmanager
async def is_no_proxy(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    async with raw_server(serve) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(refuses, id="nobody"),
        pytest.param(partial(is_no_proxy, hang_up), id="somebody who hangs up"),
        pytest.param(partial(is_no_proxy, speak_otherwise), id="a service of another kind"),
    ],
)
async def test_another_network_is_asked_for_its_proxy_after_a_failure(
    there: Callable[[], AbstractAsyncContextManager[str]], authority: trustme.CA
) -> None:
    """At the other one's address there may be nobody, or anybody."""
    async with (
        there() as old,
        Wire(tls=server_side(authority.issue_cert(HOST))) as service,
        Wire(tunnel_to(service.port)) as proxy,
    ):
        answers = iter([old, proxy.url])
        async with client_of(lambda _url: next(answers), authority) as client:
            with pytest.raises(NotSent):
                await client.new_contact(1, VALUES)
            assert await client.new_contact(1, VALUES) == 7
